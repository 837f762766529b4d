from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gui.timeline.layout.building import Plan, build_in_turns, importance, on_one_line
from gui.timeline.layout.columns import MAX_TITLE_PX, Columns
from gui.timeline.layout.laying import lay_out
from storage.dates import BODIES, FOREVER_S, Body, Edge, bounds
from tests.timeline.stories import CATEGORIES, built, characters, columns, event

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
    eras = built(event("2011/..", category="era")).eras
    assert eras.end_s[0] == FOREVER_S


def test_an_event_without_any_bound_has_no_place() -> None:
    assert len(columns("[..2010,2012..]", "2011")) == 1


def test_a_title_takes_no_more_room_than_a_row_can_give() -> None:
    found = built(event("2011", "x" * 10_000)).marks
    assert found.title_px[0] == MAX_TITLE_PX


def test_starred_events_come_before_much_discussed_ones() -> None:
    found = built(event("2011"), event("2012", said=5), event("2013", starred=True)).marks
    assert found.tier[0] < found.tier[1] < found.tier[2]


def test_a_title_is_one_line_that_nothing_turns_around() -> None:
    assert on_one_line("safe\n\u202egnp.exe") == "safe ⟨U+202E⟩gnp.exe"


@pytest.mark.parametrize(("said", "expected"), [(0, 0), (2, 1), (4, 2)])
def test_what_is_said_more_about_weighs_more(said: int, expected: int) -> None:
    assert importance(event("2011", said=said)) == expected


def test_soft_and_open_ends_take_room_beside_the_bar() -> None:
    sharp, soft, out = (columns(when).extents for when in ("2011", "2011~", "2011/.."))
    assert soft.before_px[0] > sharp.before_px[0]
    assert out.after_px[0] > soft.after_px[0] > sharp.after_px[0]


def test_columns_come_back_from_a_file(tmp_path: Path) -> None:
    found = built(event("2011/.."), event("2012~", said=3), event("2013", starred=True)).marks
    np.savez(tmp_path / "columns.npz", **found.to_arrays())
    with np.load(tmp_path / "columns.npz", allow_pickle=False) as arrays:
        back = Columns.from_arrays(dict(arrays))
    for name, values in found.to_arrays().items():
        assert np.array_equal(values, back.to_arrays()[name])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("row", np.array([0, -1], np.int32)),
        ("row", np.array([0, 1], np.int64)),
        ("row", np.array([[0, 1]], np.int32)),
        ("row", np.array([0], np.int32)),
        ("start_s", np.array([5, 4], np.int64)),
        ("end_s", np.array([-(10**15), 10**15], np.int64)),
        ("body", np.array([0, len(BODIES)], np.uint8)),
        ("end_edge", np.array([0, 16], np.uint8)),
        ("title_px", np.array([0, np.nan], np.float32)),
        ("title_px", np.array([0, 1e6], np.float32)),
        ("tier", np.array([0, 4], np.uint8)),
    ],
)
def test_odd_columns_are_refused(name: str, values: np.ndarray) -> None:
    arrays = columns("2011", "2012").to_arrays()
    with pytest.raises(ValueError):
        Columns.from_arrays({**arrays, name: values})


def test_missing_and_unknown_columns_are_refused() -> None:
    arrays = columns("2011").to_arrays()
    for odd in ({**arrays, "more": arrays["row"]}, {name: arrays[name] for name in ("row", "tier")}):
        with pytest.raises(ValueError):
            Columns.from_arrays(odd)


def test_an_event_is_found_by_its_row() -> None:
    found = columns("2012", "2011", "[..2010,2012..]", "2010")
    assert [lay_out(found, 4).place_of(row) for row in range(-1, 5)] == [-1, 2, 1, -1, 0, -1]
    assert found.places_of([0, 3, 9]).tolist() == [0, 2]


def test_reading_tells_how_far_it_is_and_can_be_ended() -> None:
    told: list[int] = []
    turns = [[replace(event("2011"), row=row)] * 2 for row in range(3)]
    build_in_turns(turns, Plan(CATEGORIES, "UTC", characters), told.append)
    assert told == [2, 4, 6]

    def end(_done: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        build_in_turns(turns, Plan(CATEGORIES, "UTC", characters), end)
