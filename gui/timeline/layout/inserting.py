"""Room for a few new entries among those that stay where they are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.filling import LEVELS_FURTHER_OUT, WIDE_BAR_PX, coarsest_level
from gui.timeline.layout.lanes import FINEST_LEVEL, WIDEST_PX, Extents

ENTRY_BITS = np.int64(32)
ENTRY = np.int64(0xFFFFFFFF)
# What has gone shows at no level.
GONE = -128


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands: a lane, counted from the first of its band, and its first level."""

    lane: int
    level: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The entries that are there already.

    `keys` (lane << 32 | entry) ascend, `level_by_lane` are their levels in that order (GONE for what has gone), and
    `first_lane` (bands + 1,) says where the lanes of each band begin; each band fills `lane_limit` before others below.
    """

    columns: Columns
    lane: NDArray[np.int32]
    level: NDArray[np.int8]
    keys: NDArray[np.int64]
    level_by_lane: NDArray[np.int8]
    first_lane: NDArray[np.int64]
    lane_limit: int


class Inserting:
    """Finds a spot for one new entry after the other; each leaves room for those before it."""

    def __init__(self, standing: Standing, new: Columns) -> None:
        self._standing = standing
        self._new = new
        self._extents = new.extents
        self._wide_level = self._extents.bar_level(WIDE_BAR_PX)
        outermost = int(standing.level.max(initial=FINEST_LEVEL))
        if len(new):
            outermost = max(outermost, coarsest_level(self._extents) + LEVELS_FURTHER_OUT)
        self._levels = np.arange(FINEST_LEVEL, outermost + 1)
        self._placed: list[tuple[int, Spot]] = []

    def place(self, entry: int, wish: Spot | None = None) -> Spot:
        """Return the spot of a new entry: the lane on which it shows from furthest out, the topmost of equal ones.

        An entry that had a spot keeps its lane where that makes it show hardly later than it did.
        """
        band = int(self._new.band[entry])
        levels = self._levels_on_lanes(entry, band)
        best = int(levels.max())
        wide_level = min(int(self._wide_level[entry]), int(self._levels[-1]))
        if wish is not None and wish.lane < len(levels):
            there = int(levels[wish.lane])
            if there >= FINEST_LEVEL and there >= min(best, wish.level) - 1:
                return self._take(entry, Spot(wish.lane, there))
        if best >= max(wide_level, FINEST_LEVEL):
            return self._take(entry, Spot(int(np.argmax(levels)), best))
        level = max(wide_level, FINEST_LEVEL)
        occupied = self._occupied_below(entry, band, level)
        if wish is not None and len(levels) <= wish.lane and not occupied[wish.lane :][:1].any():
            return self._take(entry, Spot(wish.lane, level))
        occupied[: len(levels)] = True
        return self._take(entry, Spot(int(np.argmin(occupied)), level))

    def _take(self, entry: int, spot: Spot) -> Spot:
        self._placed.append((entry, spot))
        return spot

    def _levels_on_lanes(self, entry: int, band: int) -> NDArray[np.int64]:
        """Return the first level that the entry could have on each lane that its band fills; below the finest: none."""
        standing, levels = self._standing, self._levels
        first, end = (int(lane) for lane in _lanes_of(standing, band))
        found = np.full(standing.lane_limit, levels[-1])
        lanes = np.arange(first, min(end, first + standing.lane_limit))
        if len(lanes):
            before, after = self._neighbours(entry, lanes)
            extents = standing.columns.extents_of(np.maximum(np.concatenate((before, after)), 0).ravel())
            both = np.arange(extents.start_s.size)
            left, right = extents.at(np.tile(levels, 2 * len(lanes)), both)
            new_left, new_right = self._extents.at(levels, np.full(len(levels), entry))
            half = before.size
            is_free = (before < 0) | (right[:half].reshape(before.shape) <= new_left)
            is_free &= (after < 0) | (left[half:].reshape(after.shape) >= new_right)
            fitting = np.logical_and.accumulate(is_free, axis=1).sum(axis=1)
            found[: len(lanes)] = levels[0] - 1 + fitting
        for other, spot in self._placed:
            if int(self._new.band[other]) == band and spot.lane < len(found):
                common = np.minimum(levels, spot.level)
                is_free = ~_overlap(self._extents, entry, self._extents, np.full(len(levels), other), common)
                fitting = int(np.logical_and.accumulate(is_free).sum())
                found[spot.lane] = min(int(found[spot.lane]), int(levels[0]) - 1 + fitting)
        return found

    def _neighbours(self, entry: int, lanes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return, for each lane and level, the entries shown next to the new one on both sides; -1 for none."""
        standing, levels = self._standing, self._levels
        at = np.searchsorted(standing.columns.start_s, self._new.start_s[entry])
        base = lanes << ENTRY_BITS
        here = np.searchsorted(standing.keys, base + at)
        begins = np.searchsorted(standing.keys, base)
        ends = np.searchsorted(standing.keys, base + (np.int64(1) << ENTRY_BITS))
        before = np.full((len(lanes), len(levels)), -1)
        after = np.full((len(lanes), len(levels)), -1)
        for place, (begin, middle, end) in enumerate(zip(begins.tolist(), here.tolist(), ends.tolist(), strict=True)):
            steps = _steps_to(standing.level_by_lane[begin:middle][::-1], levels)
            is_there = steps < middle - begin
            before[place, is_there] = standing.keys[middle - 1 - steps[is_there]] & ENTRY
            steps = _steps_to(standing.level_by_lane[middle:end], levels)
            is_there = steps < end - middle
            after[place, is_there] = standing.keys[middle + steps[is_there]] & ENTRY
        return before, after

    def _occupied_below(self, entry: int, band: int, level: int) -> NDArray[np.bool_]:
        """Tell of each lane of a band, and of one more, whether something there would overlap the entry."""
        standing, columns = self._standing, self._standing.columns
        first, end = (int(lane) for lane in _lanes_of(standing, band))
        own_lanes = [spot.lane for other, spot in self._placed if int(self._new.band[other]) == band]
        occupied = np.zeros(max([end - first, standing.lane_limit, *(lane + 1 for lane in own_lanes)]) + 1, bool)
        left, right = self._extents.at(level, np.array([entry]))
        room_s = np.int64(min(WIDEST_PX * 2.0**level, 2.0**60))
        near = (columns.start_s < right[0] + room_s) & (columns.end_s > left[0] - room_s)
        near &= (standing.lane >= first) & (standing.lane < end) & (standing.level != GONE)
        # Where bars themselves overlap, room in pixels matters no more; in a crowd that is most of them.
        is_met = near & (columns.start_s < self._new.end_s[entry]) & (columns.end_s > self._new.start_s[entry])
        occupied[standing.lane[is_met] - first] = True
        others = np.flatnonzero(near & ~is_met)
        others = others[~occupied[standing.lane[others] - first]]
        levels = np.minimum(standing.level[others].astype(np.int64), level)
        others = others[_overlap(self._extents, entry, columns.extents_of(others), np.arange(len(others)), levels)]
        occupied[standing.lane[others] - first] = True
        for other, spot in self._placed:
            if int(self._new.band[other]) == band:
                common = np.array([min(spot.level, level)])
                occupied[spot.lane] |= _overlap(self._extents, entry, self._extents, np.array([other]), common)[0]
        return occupied


def _lanes_of(standing: Standing, band: int) -> tuple[np.int64, np.int64]:
    """Return the first lane of a band and that after its last; a new band has none."""
    last = len(standing.first_lane) - 1
    return standing.first_lane[min(band, last)], standing.first_lane[min(band + 1, last)]


def _steps_to(level: NDArray[np.int8], levels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many entries one passes before one that shows at each of some ascending levels."""
    return np.searchsorted(np.maximum.accumulate(level), levels.astype(np.int8))


def _overlap(
    extents: Extents, entry: int, others: Extents, which: NDArray[np.int64], levels: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Tell which others overlap an entry, each at a level of its own."""
    left, right = extents.at(levels, np.full(len(levels), entry))
    other_left, other_right = others.at(levels, which)
    return (left < other_right) & (other_left < right)
