"""Of a layout some entries alone are to be seen: it shows what a layout of those at the same places would."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.density import Cells, category_counts
from gui.timeline.layout.frame import Frame, build_frame
from gui.timeline.layout.lanes import Lanes
from gui.timeline.layout.laying import lay_out, lay_out_eras, unplaced
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.ranges import nearest
from tests.timeline.layouts import columns_of, some_columns
from tests.timeline.test_proofs import WIDTH_PX, some_scale

BANDS, LANES = 3, 4
# Layouts are slow to draw: fewer in the usual run, as many as ever in the full one.
FEWER = settings(max_examples=max(settings().max_examples // 2, 30))
Mask = NDArray[np.bool_]


def only(layout: Layout, mask: Mask) -> Layout:
    """Return the layout of the entries of a mask alone, on the lanes that they have."""
    lanes = Lanes(layout.lanes.lane[mask], layout.lanes.level[mask], layout.lanes.count)
    shut = layout.collapsed_bands
    return Layout.of(layout.columns.taken(mask), lanes, layout.lane_limit, layout.lane_counts, shut)


def told(frame: Frame, columns: Columns) -> tuple[object, ...]:
    """Return all that a frame tells, by rows and not by places."""
    arrays = (frame.lane, frame.left_px, frame.right_px, frame.mark_px, frame.title_px)
    rooms = (frame.title_room_px, frame.detail_room_px)
    chips = [(chip.px, chip.count) for chip in frame.chips]
    hills = sorted((px, count) for px, count in zip(frame.ribbon.left_px, frame.ribbon.count, strict=True) if count)
    counts = (frame.above, frame.below, frame.earlier, frame.later, hills)
    return columns.row[frame.events].tolist(), [each.tolist() for each in (*arrays, *rooms)], chips, counts


@st.composite
def in_several_bands(draw: st.DrawFn) -> Columns:
    """Draw events, some of which stand in two bands."""
    columns = draw(some_columns(BANDS, most=30))
    n = len(columns)
    again = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)), bool)
    twins = replace(columns.taken(again), band=(columns.band[again] + 1) % BANDS, main=np.zeros(again.sum(), bool))
    both = {name: np.concatenate((one, getattr(twins, name))) for name, one in columns.to_arrays().items()}
    whole = Columns(**both)  # type: ignore[arg-type]
    return whole.taken(np.lexsort((whole.row, whole.end_s, whole.start_s)))


def by_row(columns: Columns, data: st.DataObject) -> Mask:
    """Draw which events are to be seen."""
    last = int(columns.row.max(initial=0))
    rows = np.array(data.draw(st.lists(st.booleans(), min_size=last + 1, max_size=last + 1)), bool)
    mask: Mask = rows[columns.row]
    return mask


@settings(max_examples=max(settings().max_examples * 3 // 4, 60), deadline=None)
@given(in_several_bands(), st.data())
def test_what_is_not_to_be_seen_is_as_if_it_were_not_there(columns: Columns, data: st.DataObject) -> None:
    mask, scale = by_row(columns, data), data.draw(some_scale(columns))
    shut = data.draw(st.sets(st.integers(0, BANDS - 1), max_size=2))
    layout = lay_out(columns, LANES, band_count=BANDS).collapsed(shut)
    masked, alone = layout.showing(mask), only(layout, mask)
    first = data.draw(st.integers(0, max(layout.lanes.count - 1, 0)))
    lanes = data.draw(st.sampled_from((None, np.arange(first, first + 3))))
    chosen = data.draw(st.lists(st.integers(0, len(columns) - 1), max_size=3)) if len(columns) else []
    places = np.cumsum(mask) - 1
    frame = build_frame(masked, scale, WIDTH_PX, lanes=lanes, shown=chosen)
    shown = [int(places[entry]) for entry in chosen if mask[entry]]
    assert told(frame, columns) == told(build_frame(alone, scale, WIDTH_PX, lanes=lanes, shown=shown), alone.columns)
    for chip in frame.chips:
        behind = masked.behind(chip, scale.level, frame.events[np.isin(frame.events, chosen)].tolist())
        assert len(behind) == chip.count and mask[behind].all()
    assert masked.band_counts.tolist() == alone.band_counts.tolist()
    for band in range(BANDS):
        ribbons = [one.band_density(band, scale, WIDTH_PX).count for one in (masked, alone)]
        assert ribbons[0][ribbons[0] > 0].tolist() == ribbons[1][ribbons[1] > 0].tolist()
    for row in range(int(columns.row.max(initial=0)) + 2):
        assert [int(places[place]) for place in masked.places_of(row)] == alone.places_of(row)
        assert (masked.place_of(row) >= 0) == (alone.place_of(row) >= 0)
    for side in (-1, 1):
        found, wanted = (nearest(one, scale, WIDTH_PX, side) for one in (masked, alone))
        assert (int(places[found]) if found >= 0 else -1) == wanted


@FEWER
@given(some_columns(), st.data())
def test_eras_and_what_has_no_lanes_yet_are_hidden_as_well(columns: Columns, data: st.DataObject) -> None:
    mask, scale = by_row(columns, data), data.draw(some_scale(columns))
    for layout in (lay_out_eras(columns), unplaced(columns)):
        masked, alone = (build_frame(one, scale, WIDTH_PX) for one in (layout.showing(mask), only(layout, mask)))
        assert told(masked, columns) == told(alone, columns.taken(mask))


@FEWER
@given(some_columns(BANDS), st.data())
def test_showing_all_again_and_collapsing_lose_nothing(columns: Columns, data: st.DataObject) -> None:
    mask, scale = by_row(columns, data), data.draw(some_scale(columns))
    layout = lay_out(columns, LANES, band_count=BANDS)
    back = layout.showing(mask).showing(None)
    assert told(build_frame(back, scale, WIDTH_PX), columns) == told(build_frame(layout, scale, WIDTH_PX), columns)
    one, other = layout.showing(mask).collapsed({1}), layout.collapsed({1}).showing(mask)
    assert told(build_frame(one, scale, WIDTH_PX), columns) == told(build_frame(other, scale, WIDTH_PX), columns)


@FEWER
@given(some_columns(), st.data())
def test_the_hills_count_what_is_to_be_seen(columns: Columns, data: st.DataObject) -> None:
    mask = by_row(columns, data)
    edges = np.linspace(-(10**10), 10**10, 40).astype(np.int64)
    counts = Cells.of(columns, edges).counts(lay_out(columns, LANES).showing(mask).one_each)
    assert counts.sum(0).tolist() == category_counts(columns.taken(mask), edges).sum(0).tolist()


@pytest.mark.parametrize("seen", [True, False])
def test_an_event_in_two_bands_is_counted_in_the_one_that_is_to_be_seen(seen: bool) -> None:
    one = columns_of(np.zeros(2, np.int64), np.ones(2, np.int64), np.zeros(2, np.int64))
    twice = replace(one, row=np.zeros(2, np.int32), band=np.array([0, 1], np.uint16), main=np.array([True, False]))
    layout = lay_out(twice, LANES, band_count=2).showing(np.array([False, seen]))
    assert layout.counted.tolist() == layout.one_each.tolist() == [False, seen]
    assert layout.place_of(0) == (1 if seen else -1)
