import pytest

from gui.timeline.layout.columns import BODIES, FOREVER_S, MAX_TITLE_PX, build_columns, importance
from storage.dates import Body, Edge, bounds
from tests.timeline.stories import CATEGORIES, characters, columns, event

DAY = 86_400


def test_a_month_is_a_month_wide() -> None:
    found = columns("2024-12")
    assert found.end_s[0] - found.start_s[0] == 31 * DAY


def test_a_day_is_the_day_of_the_storys_time_zone() -> None:
    found = columns("2024-12-07", zone="Asia/Damascus")
    assert found.start_s[0] == 1_733_518_800


@pytest.mark.parametrize(
    ("when", "body", "start", "end"),
    [
        ("2024-12-07", Body.WITHIN, Edge.SHARP, Edge.SHARP),
        ("2024-12-07T20:00:00Z", Body.INSTANT, Edge.SHARP, Edge.SHARP),
        ("2024-12-07/2024-12-08", Body.LASTING, Edge.SHARP, Edge.SHARP),
        ("2011~/2024?", Body.LASTING, Edge.SOFT, Edge.HATCHED),
        ("[2024-11-27..2024-12-07]", Body.ONE_OF, Edge.SHARP, Edge.SHARP),
        ("2011/..", Body.LASTING, Edge.SHARP, Edge.OPEN),
        ("/2011", Body.LASTING, Edge.UNKNOWN, Edge.SHARP),
    ],
)
def test_what_a_date_leaves_open_is_kept_for_the_drawing(when: str, body: Body, start: Edge, end: Edge) -> None:
    found = columns(when)
    assert BODIES[found.body[0]] is body
    assert (found.start_edge[0], found.end_edge[0]) == (start, end)


@pytest.mark.parametrize(
    ("when", "known"), [("2011/..", "2011"), ("../2011-03", "2011-03"), ("[..2011-03]", "2011-03")]
)
def test_an_open_end_stands_at_the_known_one(when: str, known: str) -> None:
    found, expected = columns(when), bounds(known)
    assert expected.latest_s is not None
    assert (found.start_s[0], found.end_s[0]) == (expected.earliest_s, expected.latest_s + 1)


def test_an_open_era_goes_on_for_ever() -> None:
    _, eras = build_columns([event("2011/..", category="era")], CATEGORIES, "UTC", characters)
    assert eras.end_s[0] == FOREVER_S


def test_an_event_without_any_bound_has_no_place() -> None:
    assert len(columns("[..2010,2012..]", "2011")) == 1


def test_a_title_takes_no_more_room_than_a_row_can_give() -> None:
    found, _ = build_columns([event("2011", "x" * 10_000)], CATEGORIES, "UTC", characters)
    assert found.title_px[0] == MAX_TITLE_PX


def test_starred_events_come_before_much_discussed_ones() -> None:
    events = [event("2011"), event("2012", said=5), event("2013", starred=True)]
    found, _ = build_columns(events, CATEGORIES, "UTC", characters)
    assert found.tier[0] < found.tier[1] < found.tier[2]


def test_a_title_is_one_line_that_nothing_turns_around() -> None:
    found, _ = build_columns([event("2024", title="safe\n\u202egnp.exe")], CATEGORIES, "UTC", characters)
    assert found.titles == ("safe ⟨U+202E⟩gnp.exe",)


@pytest.mark.parametrize(("said", "expected"), [(0, 0), (2, 1), (4, 2)])
def test_what_is_said_more_about_weighs_more(said: int, expected: int) -> None:
    assert importance(event("2011", said=said)) == expected


def test_soft_and_open_ends_take_room_beside_the_bar() -> None:
    sharp, soft, out = (columns(when).extents for when in ("2011", "2011~", "2011/.."))
    assert soft.before_px[0] > sharp.before_px[0]
    assert out.after_px[0] > soft.after_px[0] > sharp.after_px[0]
