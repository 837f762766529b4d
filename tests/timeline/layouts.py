"""Layouts for the timeline's tests, and what must hold of each."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.lanes import FINEST_LEVEL
from gui.timeline.layout.placed import Layout

FURTHEST_LEVEL = 46


@st.composite
def some_columns(draw: st.DrawFn, bands: int = 1, most: int = 50) -> Columns:
    """Draw the columns of some events, each in one band: crowded, alone, short, long and at any time."""
    around = st.sampled_from((0, 0, 10**6, 10**9, -(4 * 10**17)))
    length = st.one_of(st.just(1), st.integers(1, 10**4), st.integers(1, 10**10))
    spans = draw(st.lists(st.tuples(around, st.integers(0, 10**5), length), max_size=most))
    n = len(spans)
    start_s = np.array([at + by for at, by, _ in spans], np.int64)
    end_s = start_s + np.array([long for *_, long in spans], np.int64)
    numbers = st.integers(0, 2**32 - 1)
    dice = np.random.default_rng(draw(numbers))
    edges = np.array([0, 0, 1, 4, 8], np.uint8)
    return Columns(
        row=np.arange(n, dtype=np.int32),
        start_s=start_s,
        end_s=end_s,
        body=dice.integers(0, 4, n).astype(np.uint8),
        start_edge=dice.choice(edges, n),
        end_edge=dice.choice(edges, n),
        category=np.zeros(n, np.uint16),
        title_px=dice.uniform(10, 310, n).astype(np.float32),
        tier=dice.integers(0, 4, n).astype(np.uint8),
        band=dice.integers(0, bands, n).astype(np.uint16),
        main=np.ones(n, bool),
    ).taken(np.lexsort((np.arange(n), end_s, start_s)))


def columns_of(start_s: NDArray[np.int64], end_s: NDArray[np.int64], tier: NDArray[np.int64]) -> Columns:
    """Return columns of sorted stretches of time in one band."""
    n = len(start_s)
    nothing = np.zeros(n, np.uint8)
    return Columns(
        row=np.arange(n, dtype=np.int32),
        start_s=start_s,
        end_s=end_s,
        body=nothing,
        start_edge=nothing,
        end_edge=nothing,
        category=nothing.astype(np.uint16),
        title_px=np.full(n, 120, np.float32),
        tier=tier.astype(np.uint8),
        band=nothing.astype(np.uint16),
        main=np.ones(n, bool),
    ).taken(np.lexsort((np.arange(n), end_s, start_s)))


def overlaps_at(layout: Layout, level: int) -> int:
    """Count neighbours on one lane that overlap among the entries shown at a level, title and mark included."""
    shown = np.flatnonzero(layout.lanes.level >= level)
    left, right = layout.columns.extents.at(level, shown)
    lane = layout.lanes.lane[shown]
    order = np.lexsort((left, lane))
    left, right, lane = left[order], right[order], lane[order]
    return int(((lane[1:] == lane[:-1]) & (left[1:] < right[:-1])).sum())


def overlaps_at_any_level(layout: Layout) -> int:
    """Count the overlaps at all levels, and entries on a lane that is not of their band."""
    first = np.concatenate(([0], np.cumsum(layout.lane_counts)))
    band = layout.columns.band
    strays = (layout.lanes.lane < first[band]) | (layout.lanes.lane >= first[band + 1])
    levels = range(FINEST_LEVEL, FURTHEST_LEVEL)
    return int(strays.sum()) + sum(overlaps_at(layout, level) for level in levels)
