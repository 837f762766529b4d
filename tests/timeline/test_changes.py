"""A layout after an edit: a few entries gone, a few new, all others where they were."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.laying import lay_out
from gui.timeline.layout.placed import Layout
from tests.timeline.layouts import columns_of, overlaps_at_any_level, some_columns

LANES = 6
BANDS = 3


def same(one: Layout, other: Layout) -> bool:
    """Tell whether two layouts are the same, with all that finds their entries."""
    arrays = zip(one.columns.to_arrays().values(), other.columns.to_arrays().values(), strict=True)
    names = ("keys", "level_by_lane", "first_of_row", "counted", "lane_counts", "band_counts")
    return (
        all(np.array_equal(mine, theirs) for mine, theirs in arrays)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)
        and np.array_equal(one.columns.end_s[one.by_end], other.columns.end_s[other.by_end])
        and sorted(one.by_end.tolist()) == sorted(other.by_end.tolist())
        and one.lanes.count == other.lanes.count
    )


def own_lane(layout: Layout) -> NDArray[np.int64]:
    """Return each entry's lane, counted from the first of its band."""
    first = np.concatenate(([0], np.cumsum(layout.lane_counts)))
    lanes: NDArray[np.int64] = layout.lanes.lane - first[layout.columns.band]
    return lanes


def where(layout: Layout) -> dict[tuple[int, int], tuple[int, int]]:
    """Return lane and level of each entry by its row and band."""
    keys = zip(layout.columns.row.tolist(), layout.columns.band.tolist(), strict=True)
    return dict(zip(keys, zip(own_lane(layout).tolist(), layout.lanes.level.tolist(), strict=True), strict=True))


@settings(max_examples=150, deadline=None)
@given(some_columns(BANDS), some_columns(BANDS, most=6), st.data())
def test_an_edit_moves_nothing_else_and_lets_nothing_overlap(
    before: Columns, new: Columns, data: st.DataObject
) -> None:
    layout = lay_out(before, LANES, band_count=BANDS)
    gone = data.draw(st.lists(st.integers(0, max(len(before) - 1, 0)), max_size=5)) if len(before) else []
    edited = data.draw(st.booleans()) and gone
    rows = before.row[np.unique(gone)][: len(new)] if edited else np.empty(0, np.int32)
    fresh = np.arange(len(before), len(before) + len(new) - len(rows))
    new = replace(new, row=np.concatenate((rows, fresh)).astype(np.int32))
    new = new.taken(np.lexsort((new.row, new.end_s, new.start_s)))
    changed = layout.changed(gone, new)
    assert same(changed, Layout.of(changed.columns, changed.lanes, LANES, changed.lane_counts, ()))
    assert overlaps_at_any_level(changed) == 0
    stayed = np.delete(np.arange(len(before)), np.unique(gone).astype(int))
    old, now = where(layout), where(changed)
    for row, band in zip(before.row[stayed].tolist(), before.band[stayed].tolist(), strict=True):
        assert now[row, band] == old[row, band]


def test_an_edit_that_changes_no_room_changes_nothing() -> None:
    columns = some_crowd()
    layout = lay_out(columns, LANES)
    for entry in range(0, len(columns), 7):
        changed = layout.changed([entry], columns.taken(np.array([entry])))
        assert own_lane(changed)[entry] == own_lane(layout)[entry]
        assert changed.lanes.level[entry] >= layout.lanes.level[entry] - 1


def test_taking_out_and_putting_back_gives_the_columns_that_were() -> None:
    columns = some_crowd()
    layout = lay_out(columns, LANES)
    some = np.arange(3, len(columns), 11)
    back = layout.changed(some, Columns.empty()).changed([], columns.taken(some))
    assert np.array_equal(back.columns.row, columns.row)
    assert overlaps_at_any_level(back) == 0


@pytest.mark.parametrize("band", [0, 2])
def test_an_entry_of_a_new_band_gets_a_lane_of_its_own(band: int) -> None:
    columns = some_crowd()
    new = replace(columns.taken(np.array([4])), row=np.array([999], np.int32), band=np.array([band], np.uint16))
    changed = lay_out(columns, LANES).changed([], new)
    assert len(changed.lane_counts) == band + 1
    assert changed.band_counts[band] == 1 + (len(columns) if band == 0 else 0)


def test_events_come_into_an_empty_layout_one_by_one() -> None:
    columns = some_crowd()
    layout = lay_out(Columns.empty(), LANES)
    for entry in range(40):
        layout = layout.changed([], columns.taken(np.array([entry])))
    assert len(layout.columns) == 40
    assert overlaps_at_any_level(layout) == 0


def test_lanes_that_an_edit_empties_are_gone() -> None:
    columns = some_crowd()
    layout = lay_out(columns, LANES)
    assert layout.lanes.count > 0
    assert layout.changed(np.arange(len(columns)), Columns.empty()).lanes.count == 0


def test_a_long_event_keeps_apart_from_the_long_ones_below() -> None:
    together = columns_of(np.zeros(3, np.int64), np.full(3, 10**6), np.zeros(3, np.int64))
    layout = lay_out(together, 1)
    for gap_s, lane in ((1000, 3), (10**6, 0)):
        start_s = np.array([10**6 + gap_s])
        new = replace(columns_of(start_s, start_s + 10**6, np.zeros(1, np.int64)), row=np.array([9], np.int32))
        changed = layout.changed([], new)
        assert overlaps_at_any_level(changed) == 0
        assert changed.lanes.lane[-1] == lane


def test_a_layout_comes_back_from_a_file(tmp_path: Path) -> None:
    layout = lay_out(some_crowd(), LANES)
    np.savez(tmp_path / "layout.npz", **layout.to_arrays())
    with np.load(tmp_path / "layout.npz", allow_pickle=False) as arrays:
        back = Layout.from_arrays(dict(arrays))
    assert same(back, layout)
    assert back.lane_limit == LANES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lane", None),
        ("lane", np.zeros(200, np.int32)),
        ("lane", np.full(200, 10**6, np.int32)),
        ("lane", np.full(200, -1, np.int32)),
        ("level", np.full(200, -10, np.int8)),
        ("level", np.zeros(199, np.int8)),
        ("lane_counts", np.empty(0, np.int64)),
        ("lane_limit", np.array(4.5)),
        ("band", np.full(200, 7, np.uint16)),
    ],
)
def test_an_odd_layout_is_refused(name: str, value: NDArray[np.generic] | None) -> None:
    arrays = lay_out(some_crowd(), LANES).to_arrays()
    changed = {key: given for key, given in {**arrays, name: value}.items() if given is not None}
    with pytest.raises(ValueError):
        Layout.from_arrays(changed)


def some_crowd() -> Columns:
    """Return 200 entries in a few crowded places."""
    dice = np.random.default_rng(5)
    start_s = np.sort(dice.integers(0, 5, 200) * 10**8 + dice.integers(0, 10**6, 200))
    end_s = start_s + np.where(dice.random(200) < 0.3, dice.integers(1, 10**6, 200), 1)
    return columns_of(start_s, end_s, dice.integers(0, 4, 200))
