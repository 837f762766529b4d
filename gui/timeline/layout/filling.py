"""How lanes are filled: level by level from coarse to fine, more important events first, in each lane by time.

The first level filled is the one that shows the whole story in a small window; what can be seen from further away,
without changing rows for it, is found out at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.chains import Chain
from gui.timeline.layout.lanes import FINEST_LEVEL, Extents, Lanes, Progress

# An event whose own bar is this wide gains nothing from zooming in further: it gets a row of its own below.
WIDE_BAR_PX = 160
# At a level, those whose bar is this wide come before equally important ones, but only on a part of the lanes: on all
# they would leave no gap for the many points between.
LONG_BAR_PX = 40
SHARE_FOR_LONG = 4
LEVELS_FURTHER_OUT = 8
_SMALL_WINDOW_PX = 400.0
# Every event takes more: on one lane not two begin in one cell.
_CELL_PX = 32
# The lane of an event that will go below the others.
_BELOW = 1 << 30


def assign_lanes(
    extents: Extents,
    tier: NDArray[np.uint8],
    lane_limit: int,
    progress: Progress | None = None,
    first_level: int | None = None,
) -> Lanes:
    """Give each of n events a lane and a first level; `tier` is its importance, higher first.

    Up to `lane_limit` lanes are filled as the zoom gives room; events that no zoom can part go to further lanes below.
    `progress` is told the share done; what it raises ends the work. `first_level` is the one to begin with, else that
    which shows all of them in a small window.
    """
    n = len(extents.start_s)
    filling = _Filling(extents, tier, lane_limit, progress)
    if not n:
        return Lanes(filling.lane, filling.level, 0)
    if first_level is None:
        first_level = coarsest_level(extents)
    for level in range(first_level, FINEST_LEVEL - 1, -1):
        if not filling.remaining:
            break
        filling.fill_level(level)
    filling.fill_below()
    for further in range(first_level + 1, first_level + LEVELS_FURTHER_OUT + 1):
        filling.thin_out(further)
    return Lanes(filling.lane, filling.level, int(filling.lane.max(initial=-1)) + 1)


def coarsest_level(extents: Extents) -> int:
    """Return the level that shows all events (at least one) in a small window."""
    span_s = float(extents.end_s.max()) - float(extents.start_s.min())
    return max(int(np.ceil(np.log2(max(span_s, 1.0) / _SMALL_WINDOW_PX))), FINEST_LEVEL)


class _Filling:
    """The lanes while they are being filled, level by level."""

    def __init__(self, extents: Extents, tier: NDArray[np.uint8], lane_limit: int, progress: Progress | None) -> None:
        n = len(extents.start_s)
        self._extents = extents
        self._tier = tier
        self._progress = progress
        self._long_level = extents.bar_level(LONG_BAR_PX)
        self._stuck_level = extents.bar_level(WIDE_BAR_PX)
        self.lane = np.full(n, -1, np.int32)
        self.level = np.full(n, FINEST_LEVEL, np.int8)
        self._members: list[NDArray[np.int32]] = [np.empty(0, np.int32)] * lane_limit
        self._left_out: list[NDArray[np.int32]] = []
        order = np.lexsort((extents.end_s, extents.start_s)).astype(np.int32)
        # Not by np.unique: with it numpy loads its masked arrays, which takes longer than a small story.
        by_tier = (order[tier[order] == value] for value in np.flatnonzero(np.bincount(tier))[::-1])
        self._waiting = [waiting for waiting in by_tier if len(waiting)]

    @property
    def remaining(self) -> int:
        """Return how many events have no lane yet."""
        return sum(map(len, self._waiting))

    def fill_level(self, level: int) -> None:
        """Put as many events as have room at a level into the lanes, topmost first; leave out what is stuck."""
        limit = len(self._members)
        taken = [self._extents.at(level, members) for members in self._members]
        if self.remaining <= limit:
            # Where all have room in any case, the order of time reads best.
            self._fill(level, np.sort(np.concatenate(self._waiting)), taken, limit)
        else:
            for waiting in self._waiting:
                long = waiting[self._long_level[waiting] >= level]
                self._fill(level, self._few(level, long), taken, limit // SHARE_FOR_LONG)
                rest = waiting[self.lane[waiting] < 0] if len(long) else waiting
                self._fill(level, self._few(level, rest), taken, limit)
        left_out: list[NDArray[np.int32]] = []
        for place, waiting in enumerate(self._waiting):
            waiting = waiting[self.lane[waiting] < 0]
            is_stuck = (self._stuck_level[waiting] >= level) | (level == FINEST_LEVEL)
            left_out.append(waiting[is_stuck])
            self._waiting[place] = waiting[~is_stuck]
        self._leave_out(level, np.concatenate(left_out))
        self._waiting = [waiting for waiting in self._waiting if len(waiting)]

    def fill_below(self) -> None:
        """Give what was left out lanes below, the topmost that is free; each with its room at its own first level."""
        if not self._left_out:
            return
        events = np.concatenate(self._left_out)
        left, right = self._extents.at(self.level[events], events)
        order = np.argsort(left, kind="stable")
        self.lane[events[order]] = len(self._members) + first_fit(left[order], right[order])

    def thin_out(self, level: int) -> None:
        """Let those events of every lane show at a coarser level too that have room there, important ones first."""
        for members in self._members:
            candidates = members[self.level[members] == level - 1]
            if len(candidates):
                left, right = self._extents.at(level, candidates)
                important = np.argsort(-self._tier[candidates].astype(int), kind="stable")
                self.level[candidates[_apart(left.tolist(), right.tolist(), important)]] = level

    def _few(self, level: int, candidates: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return what can find room at all: from each cell of time no more than there are lanes."""
        if len(candidates) < 1000:
            return candidates
        start_s = self._extents.start_s[candidates]
        cell_s = int(_CELL_PX * 2.0 ** max(level, 0))
        first, last = int(start_s[0]) // cell_s, int(start_s[-1]) // cell_s
        if (last - first + 1) * len(self._members) * 2 > len(candidates):
            return candidates
        edges = np.arange(first + 1, last + 1, dtype=np.int64) * np.int64(cell_s)
        begin = np.concatenate(([0], np.searchsorted(start_s, edges)))
        end = np.minimum(begin + len(self._members), np.append(begin[1:], len(candidates)))
        return candidates[runs(begin, end)]

    def _fill(
        self,
        level: int,
        candidates: NDArray[np.int32],
        taken: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
        lane_limit: int,
    ) -> None:
        if not len(candidates) or not lane_limit:
            return
        left, right = self._extents.at(level, candidates)
        if (left[1:] < left[:-1]).any():
            # Sorted by where they begin on screen, which room on the left can change.
            order = np.argsort(left, kind="stable")
            candidates, left, right = candidates[order], left[order], right[order]
        chain = Chain(left, right)
        for lane, (taken_left, taken_right) in enumerate(taken[:lane_limit]):
            picks = chain.pick(taken_left, taken_right)
            if len(picks):
                self.lane[candidates[picks]] = lane
                self.level[candidates[picks]] = level
                at = np.searchsorted(taken_left, left[picks]) + np.arange(len(picks))
                self._members[lane] = _merged(self._members[lane], candidates[picks], at)
                taken[lane] = _merged(taken_left, left[picks], at), _merged(taken_right, right[picks], at)
            if self._progress is not None:
                self._progress(1 - self.remaining / len(self.lane))
            if not chain.left:
                break

    def _leave_out(self, level: int, events: NDArray[np.int32]) -> None:
        """Let events that found no room show at this level all the same, on lanes below."""
        if len(events):
            self.level[events] = level
            self.lane[events] = _BELOW
            self._left_out.append(events)


def runs(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all numbers from each first up to but not at its last, one run after the other."""
    lengths = last - first
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(last - ends, lengths)


def _merged(old: NDArray[np.generic], new: NDArray[np.generic], at: NDArray[np.int64]) -> NDArray[Any]:
    """Return both in one array, the new ones at the places `at` of it."""
    whole = np.empty(len(old) + len(new), old.dtype)
    is_old = np.ones(len(whole), bool)
    is_old[at] = False
    whole[at] = new
    whole[is_old] = old
    return whole


def first_fit(left_s: NDArray[np.int64], right_s: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return the lowest free lane for each of some stretches of time that are sorted by their left ends."""
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    lanes: list[int] = []
    count = 0
    for left, right in zip(left_s.tolist(), right_s.tolist(), strict=True):
        while busy and busy[0][0] <= left:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, count = count, count + 1
        heappush(busy, (right, lane))
        lanes.append(lane)
    return np.array(lanes, np.int32)


def _apart(left_s: list[int], right_s: list[int], order: NDArray[np.int64]) -> list[int]:
    """Return a set of places that do not overlap, chosen in the given order."""
    taken_left: list[int] = []
    taken_right: list[int] = []
    chosen: list[int] = []
    for place in order.tolist():
        gap = bisect_right(taken_right, left_s[place])
        if gap == len(taken_left) or taken_left[gap] >= right_s[place]:
            taken_left.insert(gap, left_s[place])
            taken_right.insert(gap, right_s[place])
            chosen.append(place)
    return chosen
