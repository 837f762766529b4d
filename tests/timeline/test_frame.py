import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.frame import Frame, build_frame
from gui.timeline.layout.laying import lay_out, lay_out_eras
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.ranges import nearest, usual_range
from gui.timeline.layout.scale import Scale
from tests.timeline.stories import columns

WIDTH_PX = 1000


def days(count: int, month: str = "2024-12") -> Columns:
    return columns(*[f"{month}-{day:02d}" for day in range(1, count + 1)])


def whole(found: Columns) -> Scale:
    return Scale.fitting(int(found.start_s.min()), int(found.end_s.max()), 40, WIDTH_PX - 200)


def behind(layout: Layout, frame: Frame, scale: Scale) -> list[int]:
    return [entry for chip in frame.chips for entry in layout.behind(chip, scale.level).tolist()]


def test_every_event_of_a_small_story_shows() -> None:
    found = days(8)
    frame = build_frame(lay_out(found, 8), whole(found), WIDTH_PX)
    assert sorted(frame.events) == list(range(8))
    assert frame.chips == ()


def test_what_has_no_room_is_counted_in_chips() -> None:
    found = days(30)
    layout = lay_out(found, 2)
    frame = build_frame(layout, whole(found), WIDTH_PX)
    hidden = behind(layout, frame, whole(found))
    assert sorted([*frame.events.tolist(), *hidden]) == list(range(30))
    assert sum(chip.count for chip in frame.chips) == len(hidden) > 0


@given(st.floats(-14, 24), st.integers(0, 200), st.integers(1, 6))
def test_each_event_in_view_shows_or_is_in_a_chip(zoom: float, at_day: int, lanes: int) -> None:
    found = columns(*[f"2024-{month:02d}-{day:02d}" for month in (1, 2, 3, 7) for day in (1, 1, 2, 9, 28)])
    scale = Scale((int(found.start_s[0]) + at_day * 86_400) << 32, 2.0**zoom)
    layout = lay_out(found, lanes)
    frame = build_frame(layout, scale, WIDTH_PX)
    shown = {*frame.events.tolist(), *behind(layout, frame, scale)}
    starts_px = scale.px_of(found.start_s)
    inside = np.flatnonzero((starts_px >= 0) & (starts_px <= WIDTH_PX - 1)).tolist()
    assert shown.issuperset(inside)


def test_rows_stay_while_panning_and_zooming() -> None:
    found = columns(*[f"2024-{month:02d}-{day:02d}" for month in range(1, 13) for day in (1, 5, 5, 20)])
    layout = lay_out(found, 4)
    rows: dict[int, int] = {}
    scale = whole(found)
    for step in range(120):
        scale = scale.zoomed(1.1, 300) if step < 60 else scale.panned(37)
        frame = build_frame(layout, scale, WIDTH_PX)
        for index, lane in zip(frame.events.tolist(), frame.lane.tolist(), strict=True):
            assert rows.setdefault(index, lane) == lane


def test_zooming_in_only_adds_events() -> None:
    found = columns(*[f"2024-12-{day:02d}" for day in range(1, 31)] * 2)
    layout, scale = lay_out(found, 3), whole(found)
    shown: set[int] = set()
    for _ in range(40):
        scale = scale.zoomed(1.15, 0)
        wide = set(build_frame(layout, scale, 10_000_000).events.tolist())
        assert shown <= wide
        shown = wide


def test_the_chosen_event_shows_even_without_room() -> None:
    found = days(30)
    layout, scale = lay_out(found, 2), whole(found)
    hidden = behind(layout, build_frame(layout, scale, WIDTH_PX), scale)[0]
    frame = build_frame(layout, scale, WIDTH_PX, shown=[hidden])
    assert hidden in frame.events
    assert all(hidden not in layout.behind(chip, scale.level, [hidden]) for chip in frame.chips)
    assert sum(chip.count for chip in frame.chips) == len(behind(layout, frame, scale)) - 1


def test_neighbours_of_the_chosen_event_step_back_where_it_would_cover_them() -> None:
    found = days(30)
    layout, scale = lay_out(found, 2), whole(found)
    hidden = behind(layout, build_frame(layout, scale, WIDTH_PX), scale)[0]
    frame = build_frame(layout, scale, WIDTH_PX, shown=[hidden])
    row = frame.lane == layout.lanes.lane[hidden]
    order = np.argsort(frame.left_px[row])
    ends = (frame.title_px + frame.title_room_px)[row][order]
    assert (frame.mark_px[row][order][1:] > ends[:-1]).all()


def test_a_long_span_is_clipped_and_keeps_its_title_in_view() -> None:
    found = columns("1000/2999", "2024-12-07")
    scale = Scale.fitting(1_733_000_000, 1_734_000_000, 0, WIDTH_PX)
    frame = build_frame(lay_out(found, 4), scale, WIDTH_PX)
    place = frame.events.tolist().index(0)
    assert frame.left_px[place] >= -16_000 and frame.right_px[place] <= 16_000
    assert 0 < frame.title_px[place] < 60


def test_a_hit_finds_the_event_by_its_title_too() -> None:
    found = days(3)
    layout, scale = lay_out(found, 4), whole(found)
    frame = build_frame(layout, scale, WIDTH_PX)
    assert frame.hit(int(frame.lane[1]), float(frame.title_px[1]) + 5) == frame.events[1]
    assert frame.hit(int(frame.lane[1]), -50) == -1


def test_eras_that_meet_share_a_row() -> None:
    layout = lay_out_eras(columns("1900/1950", "1950/1999", "1920/1960"))
    assert layout.lanes.lane.tolist() == [0, 1, 0]


def test_no_event_gives_an_empty_frame() -> None:
    frame = build_frame(lay_out(columns(), 4), Scale(0, 1.0), WIDTH_PX)
    assert len(frame.events) == 0


def test_a_lone_early_event_does_not_push_the_rest_together() -> None:
    found = columns("1890", *[f"2024-12-{day:02d}" for day in range(1, 20)])
    start_s, _ = usual_range(found)
    assert start_s == found.start_s[1]


@pytest.mark.parametrize("whens", [("2011", "2024-12"), tuple(f"{year}" for year in range(1900, 1950))])
def test_an_even_story_opens_whole(whens: tuple[str, ...]) -> None:
    found = columns(*whens)
    assert usual_range(found) == (found.start_s.min(), found.end_s.max())


def test_a_title_ends_where_the_view_ends() -> None:
    found = columns("2024-12-07T00:00:00Z")
    scale = Scale(int(found.start_s[0]) << 32, 1.0).panned(20 - WIDTH_PX)
    frame = build_frame(lay_out(found, 4), scale, WIDTH_PX)
    assert frame.title_px[0] + frame.title_room_px[0] <= WIDTH_PX


def test_an_event_just_before_the_view_still_shows_its_title() -> None:
    found = columns("2024-12-07T00:00:00Z")
    scale = Scale(int(found.start_s[0]) << 32, 1.0).panned(40)
    assert len(build_frame(lay_out(found, 4), scale, WIDTH_PX).events) == 1


def test_a_story_of_few_events_opens_whole() -> None:
    found = columns("1890", *[f"2024-12-{day:02d}" for day in range(1, 7)])
    assert usual_range(found) == (found.start_s.min(), found.end_s.max())


def test_an_empty_view_counts_what_lies_on_either_side() -> None:
    found = columns("2010", "2011", "2024")
    layout = lay_out(found, 4)
    between = build_frame(layout, Scale.fitting(1_500_000_000, 1_500_100_000, 0, WIDTH_PX), WIDTH_PX)
    assert (between.earlier, between.later) == (2, 1)
    assert (build_frame(layout, whole(found), WIDTH_PX).earlier, build_frame(layout, whole(found), WIDTH_PX).later) == (
        0,
        0,
    )


@pytest.mark.parametrize(("side", "expected"), [(-1, 1), (1, 2)])
def test_the_nearest_event_on_a_side_is_found(side: int, expected: int) -> None:
    found = columns("2010", "2011", "2024")
    layout = lay_out(found, 4)
    assert nearest(layout, Scale.fitting(1_500_000_000, 1_500_100_000, 0, WIDTH_PX), WIDTH_PX, side) == expected
    assert nearest(layout, whole(found).panned(side * 5000), WIDTH_PX, side) == -1
