"""Where events sit for good: one lane and one first level each.

Level L shows the timeline at 2**L seconds per pixel. An event's extent (mark, bar and title) is constant in pixels but
for its bar, so it only shrinks in time as one zooms in: what fits beside its neighbours at its first level fits at
every finer one. Zooming in therefore only ever adds events, and none changes its row while the view moves.

Levels are filled from coarse to fine, more important events first; in each lane by a chain of binary searches. The
first level filled is the one that shows the whole story in a small window; what can be seen from further away, without
changing rows for it, is found out at the end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

FINEST_LEVEL = -9
# Positions beyond ±146 billion years are laid out at that distance, so that sums stay within int64.
_LIMIT_S = 1 << 62
_LIMIT_PAD_S = 1 << 61
# An event whose own bar is this wide gains nothing from zooming in further: it gets a row of its own below.
_WIDE_BAR_PX = 160
_SMALL_WINDOW_PX = 400.0
_LEVELS_FURTHER_OUT = 8
# The lane of an event that will go below the others.
_BELOW = 1 << 30


@dataclass(frozen=True, slots=True)
class Extents:
    """What each of n events takes on its lane: a bar in whole seconds (end exclusive) and room around it in pixels.

    The event reaches from `start_s` less `before_px` to `end_s` plus `after_px` or `start_s` plus `title_px`, whichever
    is later.
    """

    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    before_px: NDArray[np.float32]
    after_px: NDArray[np.float32]
    title_px: NDArray[np.float32]

    def at(self, level: int, which: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the events `which` begin and end in time at a level, rounded outwards to whole seconds."""
        start = np.clip(self.start_s[which], -_LIMIT_S, _LIMIT_S)
        end = np.clip(self.end_s[which], -_LIMIT_S, _LIMIT_S)
        left = start - _seconds(self.before_px[which], level)
        right = np.maximum(end + _seconds(self.after_px[which], level), start + _seconds(self.title_px[which], level))
        return left, right


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane (0 at the top) and first level of each event, and the number of lanes used."""

    lane: NDArray[np.int32]
    level: NDArray[np.int8]
    count: int


def assign_lanes(extents: Extents, tier: NDArray[np.uint8], lane_limit: int) -> Lanes:
    """Give each of n events a lane and a first level; `tier` is its importance, higher first.

    Up to `lane_limit` lanes are filled as the zoom gives room; events that no zoom can part go to further lanes below.
    """
    n = len(extents.start_s)
    filling = _Filling(extents, lane_limit)
    order = np.lexsort((extents.end_s, extents.start_s)).astype(np.int32)
    level = _first_level(extents) if n else FINEST_LEVEL
    while len(order) and level >= FINEST_LEVEL:
        filling.to_level(level)
        for candidates in _by_tier(order, tier, lane_limit):
            filling.fill(candidates)
        order = order[filling.lane[order] < 0]
        is_stuck = _bar_px(extents, order, level) >= (_WIDE_BAR_PX if level > FINEST_LEVEL else 0)
        filling.leave_out(order[is_stuck])
        order = order[~is_stuck]
        level -= 1
    filling.fill_below()
    for further in range(_first_level(extents) + 1, _first_level(extents) + _LEVELS_FURTHER_OUT + 1) if n else ():
        filling.thin_out(further, tier)
    return Lanes(filling.lane, filling.level, int(filling.lane.max(initial=-1)) + 1)


class _Filling:
    """The lanes while they are being filled, level by level."""

    def __init__(self, extents: Extents, lane_limit: int) -> None:
        n = len(extents.start_s)
        self._extents = extents
        self.lane = np.full(n, -1, np.int32)
        self.level = np.full(n, FINEST_LEVEL, np.int8)
        self._now = 0
        self._members: list[NDArray[np.int32]] = [np.empty(0, np.int32)] * lane_limit
        self._taken: list[tuple[list[int], list[int]] | None] = [None] * lane_limit
        self._left_out: list[NDArray[np.int32]] = []

    def to_level(self, level: int) -> None:
        self._now = level
        self._taken = [None] * len(self._members)

    def fill(self, candidates: NDArray[np.int32]) -> None:
        """Put as many candidates (sorted by start) as have room into the lanes, topmost first."""
        if not len(candidates):
            return
        left, right = self._extents.at(self._now, candidates)
        # Sorted by where they begin on screen, which room on the left can change.
        order = np.argsort(left, kind="stable")
        candidates, left, right = candidates[order], left[order], right[order]
        chain = _Chain(left.tolist(), right.tolist())
        for lane in range(len(self._members)):
            picks = chain.pick(*self._occupied(lane))
            if picks:
                self._put(lane, candidates[picks])
            if not chain.left:
                break

    def leave_out(self, events: NDArray[np.int32]) -> None:
        """Let events that found no room show at this level all the same, on lanes below."""
        self.level[events] = self._now
        self.lane[events] = _BELOW
        self._left_out.append(events)

    def fill_below(self) -> None:
        """Give what was left out lanes below, the topmost that is free; each with its room at its own first level."""
        if not self._left_out:
            return
        events = np.concatenate(self._left_out)
        left, right = np.empty(len(events), np.int64), np.empty(len(events), np.int64)
        for level in np.unique(self.level[events]).tolist():
            at_level = self.level[events] == level
            left[at_level], right[at_level] = self._extents.at(level, events[at_level])
        order = np.argsort(left, kind="stable")
        self.lane[events[order]] = len(self._members) + np.array(_first_fit(left[order], right[order]), np.int32)

    def thin_out(self, level: int, tier: NDArray[np.uint8]) -> None:
        """Let those events of every lane show at a coarser level too that have room there, important ones first."""
        for members in self._members:
            candidates = members[self.level[members] == level - 1]
            if len(candidates):
                left, right = self._extents.at(level, candidates)
                chosen = _apart(left.tolist(), right.tolist(), np.argsort(-tier[candidates].astype(int), kind="stable"))
                self.level[candidates[chosen]] = level

    def _occupied(self, lane: int) -> tuple[list[int], list[int]]:
        taken = self._taken[lane]
        if taken is None:
            left, right = self._extents.at(self._now, self._members[lane])
            taken = self._taken[lane] = (left.tolist(), right.tolist())
        return taken

    def _put(self, lane: int, events: NDArray[np.int32]) -> None:
        self.lane[events] = lane
        self.level[events] = self._now
        members = np.concatenate((self._members[lane], events))
        self._members[lane] = members[np.argsort(self._extents.start_s[members], kind="stable")]
        self._taken[lane] = None


class _Chain:
    """Candidates sorted by their left ends, of which lane after lane picks a row that does not overlap."""

    def __init__(self, left_s: list[int], right_s: list[int]) -> None:
        self._left_s = left_s
        self._right_s = right_s
        # The next candidate still free at or after each place (a union-find with path halving).
        self._next = list(range(len(left_s) + 1))
        self.left = len(left_s)

    def pick(self, taken_left: list[int], taken_right: list[int]) -> list[int]:
        picks: list[int] = []
        left_s, right_s = self._left_s, self._right_s
        end = len(left_s)
        place = self._free(0)
        while place < end:
            gap = bisect_right(taken_right, left_s[place])
            if gap < len(taken_left) and taken_left[gap] < right_s[place]:
                place = self._free(max(bisect_left(left_s, taken_right[gap]), place + 1))
                continue
            picks.append(place)
            self._next[place] = place + 1
            place = self._free(bisect_left(left_s, right_s[place], place + 1))
        self.left -= len(picks)
        return picks

    def _free(self, place: int) -> int:
        following = self._next
        while following[place] != place:
            following[place] = following[following[place]]
            place = following[place]
        return place


def _first_fit(left_s: NDArray[np.int64], right_s: NDArray[np.int64]) -> list[int]:
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
    return lanes


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


def _seconds(px: NDArray[np.float32], level: int) -> NDArray[np.int64]:
    seconds = np.ceil(px.astype(np.float64) * 2.0**level)
    return np.minimum(seconds, float(_LIMIT_PAD_S)).astype(np.int64)


def _bar_px(extents: Extents, which: NDArray[np.int32], level: int) -> NDArray[np.float64]:
    length_s = extents.end_s[which].astype(np.float64) - extents.start_s[which].astype(np.float64)
    return length_s / 2.0**level


def _first_level(extents: Extents) -> int:
    span_s = float(extents.end_s.max()) - float(extents.start_s.min())
    return max(int(np.ceil(np.log2(max(span_s, 1.0) / _SMALL_WINDOW_PX))), FINEST_LEVEL)


def _by_tier(order: NDArray[np.int32], tier: NDArray[np.uint8], lane_limit: int) -> list[NDArray[np.int32]]:
    # Where all have room in any case, the order of time reads best.
    if len(order) <= lane_limit:
        return [order]
    tiers = tier[order]
    return [order[tiers == value] for value in np.unique(tiers)[::-1]]
