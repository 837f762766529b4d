"""Columns into a layout: band by band, each with lanes of its own."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

import numpy as np

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.filling import LEVELS_FURTHER_OUT, assign_lanes, coarsest_level, first_fit
from gui.timeline.layout.lanes import LIMIT_S, NO_LEVEL, WIDEST_PX, Lanes, Progress
from gui.timeline.layout.placed import Layout, band_limit

EVERY_LEVEL = 127
# Bands of fewer entries are laid out all at once.
FEW = 4000


def lay_out(
    columns: Columns,
    lane_limit: int,
    *,
    band_count: int = 1,
    collapsed: Collection[int] = (),
    progress: Progress | None = None,
) -> Layout:
    """Lay out entries, each with room for its mark and title; bands share `lane_limit` lanes, at least six each.

    Without bands, what no zoom can part gets lanes below. A band that would get many of them leaves it to the chips.

    `progress` is told the share done (0 to 1) every few milliseconds; what it raises ends the work.
    """
    if band_count <= 1:
        found = assign_lanes(columns.extents, columns.tier, lane_limit, progress)
        return Layout.of(columns, found, lane_limit, np.array([found.count], np.int64), collapsed)
    limit = band_limit(lane_limit, band_count)
    are_small = len(columns) < FEW * band_count
    lanes = _all_at_once(columns, limit, band_count, progress) if are_small else None
    if lanes is None:
        lanes = _one_by_one(columns, limit, band_count, progress)
    lanes = _crowded_below(columns, lanes, limit, band_count)
    lane_counts = np.zeros(band_count, np.int64)
    np.maximum.at(lane_counts, columns.band, lanes.lane.astype(np.int64) + 1)
    first_lane = np.cumsum(lane_counts) - lane_counts
    lane = (lanes.lane + first_lane[columns.band]).astype(np.int32)
    return Layout.of(columns, Lanes(lane, lanes.level, int(lane_counts.sum())), lane_limit, lane_counts, collapsed)


def _crowded_below(columns: Columns, lanes: Lanes, limit: int, band_count: int) -> Lanes:
    """Leave what would take a band many lanes below to the chips: they would be empty nearly everywhere."""
    lane_counts = np.zeros(band_count, np.int64)
    np.maximum.at(lane_counts, columns.band, lanes.lane.astype(np.int64) + 1)
    behind = (lane_counts > 2 * limit)[columns.band] & (lanes.lane >= limit)
    if not behind.any():
        return lanes
    level = np.where(behind, np.int8(NO_LEVEL), lanes.level).astype(np.int8)
    # Where they are shown all the same, as the chosen one is, they are on one of the band's lanes.
    return Lanes(np.where(behind, lanes.lane % limit, lanes.lane).astype(np.int32), level, lanes.count)


def _one_by_one(columns: Columns, limit: int, band_count: int, progress: Progress | None) -> Lanes:
    """Return lanes counted from the first of each band; quick where bands are large."""
    lane, level = np.empty(len(columns), np.int32), np.empty(len(columns), np.int8)
    by_band = np.argsort(columns.band, kind="stable")
    done = 0
    for end in np.cumsum(np.bincount(columns.band, minlength=band_count)).tolist():
        entries = by_band[done:end]
        part = _part(progress, done, end, len(columns))
        found = assign_lanes(columns.extents_of(entries), columns.tier[entries], limit, part)
        lane[entries], level[entries] = found.lane, found.level
        done = end
    return Lanes(lane, level, 0)


def _all_at_once(columns: Columns, limit: int, band_count: int, progress: Progress | None) -> Lanes | None:
    """Return lanes counted from the first of each band, or None where time is too long for it.

    The bands are moved so far apart in time that they share lanes without meeting: quick where they are many.
    """
    if not len(columns):
        return None
    extents = columns.extents
    first_level = coarsest_level(extents)
    begin_s, end_s = int(columns.start_s[0]), int(columns.end_s.max())
    apart_s = end_s - begin_s + 2 * math.ceil(WIDEST_PX * 2.0 ** (first_level + LEVELS_FURTHER_OUT))
    if apart_s * band_count > LIMIT_S or end_s - begin_s > LIMIT_S:
        return None
    shift_s = columns.band.astype(np.int64) * np.int64(apart_s) - np.int64(begin_s)
    moved = replace(extents, start_s=extents.start_s + shift_s, end_s=extents.end_s + shift_s)
    return assign_lanes(moved, columns.tier, limit, progress, first_level)


def unplaced(columns: Columns, band_count: int = 1) -> Layout:
    """Return a layout without lanes: all entries are counted, in density and chips, and none shows."""
    n = len(columns)
    lanes = Lanes(np.zeros(n, np.int32), np.full(n, NO_LEVEL, np.int8), 0)
    return Layout.of(columns, lanes, 0, np.zeros(band_count, np.int64), ())


def lay_out_eras(columns: Columns) -> Layout:
    """Lay out eras edge to edge; all show at every level."""
    n = len(columns)
    left, right = columns.spans.at(0, np.arange(n))
    lane = first_fit(left, right)
    count = int(lane.max(initial=-1)) + 1
    lanes = Lanes(lane, np.full(n, EVERY_LEVEL, np.int8), count)
    return Layout.of(columns, lanes, max(count, 1), np.array([count], np.int64), ())


def _part(progress: Progress | None, done: int, end: int, n: int) -> Progress | None:
    """Return what tells the whole's share when it is told that of the entries from `done` to `end`."""
    if progress is None:
        return None
    tell = progress
    return lambda share: tell((done + share * (end - done)) / n)
