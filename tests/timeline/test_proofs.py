"""What must hold of every layout and every frame of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.timeline.layout.columns import MARK_RADIUS_PX, Columns
from gui.timeline.layout.frame import Frame, build_frame
from gui.timeline.layout.laying import lay_out
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.scale import Scale
from tests.bench import mix
from tests.timeline.layouts import columns_of, overlaps_at_any_level, some_columns

WIDTH_PX = 1000
LANES = 5


@st.composite
def some_scale(draw: st.DrawFn, columns: Columns) -> Scale:
    """Draw a view with an event in it, or beside it, at any zoom."""
    at_s = int(columns.start_s[draw(st.integers(0, len(columns) - 1))]) if len(columns) else 0
    zoom = draw(st.floats(-8, 34))
    return Scale(at_s << 32, 2.0**zoom).panned(-draw(st.floats(-300, WIDTH_PX + 300)))


def ends(frame: Frame) -> tuple[list[float], list[float]]:
    """Return from where to where each event of a frame takes its lane: bar, mark and title."""
    left = np.minimum(frame.left_px, frame.mark_px - MARK_RADIUS_PX)
    right = np.maximum(frame.right_px, frame.title_px + frame.title_room_px)
    return left.tolist(), right.tolist()


def neighbours(frame: Frame) -> Iterator[int]:
    """Yield the places of events that have another one after them on their lane."""
    yield from np.flatnonzero(frame.lane[1:] == frame.lane[:-1]).tolist()


@settings(max_examples=150, deadline=None)
@given(some_columns(), st.integers(1, 8))
def test_nothing_overlaps_at_any_level(columns: Columns, limit: int) -> None:
    assert overlaps_at_any_level(lay_out(columns, limit)) == 0


@settings(max_examples=150, deadline=None)
@given(some_columns(), st.data())
def test_nothing_overlaps_at_any_scale_even_for_what_is_chosen(columns: Columns, data: st.DataObject) -> None:
    layout, scale = lay_out(columns, LANES), data.draw(some_scale(columns))
    shown = data.draw(st.lists(st.integers(0, len(columns) - 1), max_size=4)) if len(columns) else []
    frame = build_frame(layout, scale, WIDTH_PX, shown=shown)
    left, right = ends(frame)
    for place in neighbours(frame):
        assert right[place] <= left[place + 1] + 1e-6
        title_end = float(frame.title_px[place] + frame.title_room_px[place])
        assert title_end + frame.detail_room_px[place] <= max(left[place + 1], title_end) + 1e-6


@settings(max_examples=100, deadline=None)
@given(some_columns(), st.data())
def test_the_first_chosen_event_in_view_always_shows(columns: Columns, data: st.DataObject) -> None:
    layout, scale = lay_out(columns, LANES), data.draw(some_scale(columns))
    for entry in range(len(columns)):
        inside = -1 < scale.px(int(columns.start_s[entry])) < WIDTH_PX
        assert not inside or entry in build_frame(layout, scale, WIDTH_PX, shown=[entry]).events


def test_what_is_chosen_beside_the_view_is_taken_from_no_chip() -> None:
    start_s = np.array([0, 0, 0, 4000, 4000, 4000])
    columns = columns_of(start_s, start_s + 1, start_s * 0)
    layout = lay_out(columns, 1)
    for px in (2100, -50, 450):
        scale = Scale(0, 2.0).panned(px)
        entries = range(6)
        counts = [sum(chip.count for chip in build_frame(layout, scale, 400, shown=[one]).chips) for one in entries]
        assert min(counts) >= max(counts) - 1


@settings(max_examples=100, deadline=None)
@given(some_columns(3), st.data())
def test_chips_and_ribbon_count_what_a_look_at_all_events_counts(columns: Columns, data: st.DataObject) -> None:
    layout, scale = lay_out(columns, LANES, band_count=3), data.draw(some_scale(columns))
    frame = build_frame(layout, scale, WIDTH_PX)
    hidden = layout.lanes.level < scale.level
    for chip in frame.chips:
        behind = layout.behind(chip, scale.level).tolist()
        assert behind == (np.flatnonzero(hidden[chip.first : chip.last]) + chip.first).tolist()
        assert len(behind) == chip.count
    inside_px = scale.px_of(columns.start_s[hidden])
    inside = int(np.count_nonzero((inside_px >= 0) & (inside_px < WIDTH_PX)))
    assert sum(chip.count for chip in frame.chips) >= inside
    assert frame.ribbon.count.sum() >= inside


@settings(max_examples=100, deadline=None)
@given(some_columns(3), st.data())
def test_what_is_above_and_below_is_counted(columns: Columns, data: st.DataObject) -> None:
    layout, scale = lay_out(columns, LANES, band_count=3), data.draw(some_scale(columns))
    layout = layout.collapsed(data.draw(st.sets(st.integers(0, 2), max_size=2)))
    lanes = layout.lanes.lane
    first = data.draw(st.integers(0, max(layout.lanes.count - 1, 0)))
    last = data.draw(st.integers(first, max(layout.lanes.count - 1, 0)))
    is_open = ~np.isin(columns.band, sorted(layout.collapsed_bands))
    in_sight = np.arange(first, last + 1)
    ends_of_bands = np.cumsum(layout.lane_counts)
    in_sight = in_sight[~np.isin(np.searchsorted(ends_of_bands, in_sight, "right"), sorted(layout.collapsed_bands))]
    if not len(in_sight) or len(in_sight) == layout.lanes.count:
        return
    frame = build_frame(layout, scale, WIDTH_PX, lanes=in_sight)
    reaches = (columns.end_s > scale.second_at(0)) & (columns.start_s <= scale.second_at(WIDTH_PX))
    reaches &= (layout.lanes.level >= scale.level) & is_open
    assert frame.above == np.count_nonzero(reaches & (lanes < in_sight[0]))
    assert frame.below == np.count_nonzero(reaches & (lanes > in_sight[-1]))


@pytest.fixture(scope="module")
def crowd() -> Layout:
    """Return a realistic mix of events, laid out."""
    return lay_out(mix.columns(mix.make(3000)), 12)


def test_every_event_is_reached_by_walking_chips_and_lanes(crowd: Layout) -> None:
    reached: set[int] = set()
    scale = Scale.fitting(mix.FIRST_S, mix.LAST_S, 0, 20 * WIDTH_PX)
    for _ in range(21):
        for first in range(0, crowd.lanes.count, 12):
            frame = build_frame(crowd, scale, WIDTH_PX, lanes=np.arange(first, first + 12))
            reached.update(frame.events.tolist())
        for chip in frame.chips:
            reached.update(crowd.behind(chip, scale.level).tolist())
        scale = scale.panned(WIDTH_PX)
    assert len(reached) == len(crowd.columns)


def test_no_event_changes_its_row_or_goes_while_zooming_in(crowd: Layout) -> None:
    scale = Scale.fitting(mix.FIRST_S, mix.LAST_S, 0, WIDTH_PX)
    rows: dict[int, int] = {}
    for step in range(200):
        scale = scale.zoomed(1.12, 400) if step % 3 else scale.panned(23)
        frame = build_frame(crowd, scale, WIDTH_PX)
        for event, lane in zip(frame.events.tolist(), frame.lane.tolist(), strict=True):
            assert rows.setdefault(event, lane) == lane
        gone = np.array([event for event in rows if event not in set(frame.events.tolist())], np.int64)
        px = scale.px_of(crowd.columns.start_s[gone])
        assert not ((px > 0) & (px < WIDTH_PX)).any()


def test_columns_lanes_and_index_take_at_most_64_bytes_an_event(crowd: Layout) -> None:
    scale = Scale.fitting(mix.FIRST_S, mix.LAST_S, 0, WIDTH_PX)
    for _ in range(40):
        scale = scale.zoomed(1.7, 500)
        build_frame(crowd, scale, WIDTH_PX, lanes=np.arange(12))
    assert crowd.nbytes <= 64 * len(crowd.columns)


def test_a_position_is_right_to_a_hundredth_of_a_pixel_at_the_beginning_of_time() -> None:
    start_s = np.array([-13_800_000_000 * 31_556_952 + by for by in range(5)], np.int64)
    scale = Scale((int(start_s[0]) << 32) - 12_345, 0.37)
    exact = [(Fraction(int(at)) - Fraction(scale.origin_parts, 1 << 32)) / Fraction(0.37) for at in start_s]
    assert np.abs(scale.px_of(start_s) - np.array([float(px) for px in exact])).max() < 0.01


def test_laying_out_tells_how_far_it_is_and_can_be_ended(crowd: Layout) -> None:
    told: list[float] = []
    lay_out(crowd.columns, 12, progress=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < 0.5 < told[-1] <= 1

    def end(_share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        lay_out(crowd.columns, 12, progress=end)


def test_long_events_come_before_short_ones_of_the_same_importance() -> None:
    dice = np.random.default_rng(2)
    made = mix.make(4000)
    is_long = dice.random(4000) < 0.2
    length_s = np.where(is_long, 40 * mix.YEAR_S // 10, 0)
    same = mix.Mix(made.start_s, length_s, made.title_letters, made.category, np.zeros(4000, bool), length_s * 0)
    layout = lay_out(mix.columns(same), 12)
    columns = layout.columns
    seen = layout.lanes.level >= 20
    assert seen[columns.end_s - columns.start_s > 1].mean() > seen[columns.end_s - columns.start_s == 1].mean()
