"""What shows at a level and what does not, in the orders that a frame searches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.lanes import NO_LEVEL
from gui.timeline.layout.ranks import Ranks

_PIECE = 1 << 16
_NEVER_HIDDEN = np.int8(127)
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AtLevel:
    """What shows at one level and what does not.

    `by_lane` has a one for each entry that shows, in the order of lane and start; `by_start` and `by_end` for those of
    open bands, in the order of starts and of ends; `hidden` for each counted entry, by start, that has no room yet.
    """

    by_lane: Ranks
    hidden: Ranks
    by_start: Ranks
    by_end: Ranks

    @property
    def nbytes(self) -> int:
        """Return the bytes that it takes."""
        return sum(ranks.nbytes for ranks in (self.by_lane, self.hidden, self.by_start, self.by_end))


@dataclass(frozen=True, slots=True)
class InOrders:
    """The levels of entries in the orders that masks are made in: a view that comes to a new level waits for those.

    `counted` are by start, those that are not counted `_NEVER_HIDDEN`; `by_start` and `by_end` have `NO_LEVEL` for the
    entries of collapsed bands. Of entries that are not to be seen none has a level, and none is counted.
    """

    by_lane: NDArray[np.int8]
    counted: NDArray[np.int8]
    by_start: NDArray[np.int8]
    by_end: NDArray[np.int8]

    @classmethod
    def of(
        cls,
        columns: Columns,
        level: NDArray[np.int8],
        by_lane: tuple[NDArray[np.int8], NDArray[np.int64]],
        by_end: NDArray[np.int32],
        collapsed: Collection[int],
        counted: Mask,
        shown: Mask | None,
    ) -> InOrders:
        """Put levels in their orders; `by_lane` has them in the order of lanes, with the entries in that order."""
        in_lanes, entries = by_lane
        is_counted = level if counted.all() else np.where(counted, level, _NEVER_HIDDEN)
        if shown is not None:
            in_lanes = np.where(shown.take(entries), in_lanes, np.int8(NO_LEVEL))
            level = np.where(shown, level, np.int8(NO_LEVEL))
        if collapsed:
            is_shut = np.isin(columns.band, np.array(sorted(collapsed), np.uint16))
            level = np.where(is_shut, np.int8(NO_LEVEL), level)
        return cls(in_lanes, is_counted, level, _taken(level, by_end))

    def at(self, level: int) -> AtLevel:
        """Return what shows at a level and what does not."""
        return AtLevel(
            Ranks(self.by_lane >= level),
            Ranks(self.counted < level),
            Ranks(self.by_start >= level),
            Ranks(self.by_end >= level),
        )


def counted_of(
    columns: Columns, first_of_row: NDArray[np.int32], collapsed: Collection[int], shown: Mask | None
) -> Mask:
    """Return one entry for each event that is to be seen: of a band that is open, the main one if it can be."""
    if not collapsed and shown is None:
        return columns.main
    is_open = np.ones(len(columns), np.bool_) if shown is None else shown
    if collapsed:
        is_open = is_open & ~np.isin(columns.band, np.array(sorted(collapsed), np.uint16))
    if columns.main.all():
        return is_open
    # Of an event whose main entry is not to be seen, another one counts.
    places = np.flatnonzero(is_open)[::-1]
    first = np.full(len(first_of_row), -1, np.int32)
    first[columns.row[places]] = places
    counted = np.zeros(len(columns), np.bool_)
    counted[first[first >= 0]] = True
    return counted


def _taken(values: NDArray[np.int8], places: NDArray[np.int32]) -> NDArray[np.int8]:
    """Return `values[places]`; in pieces, for numpy makes places of 8 bytes of them first, and new memory is slow."""
    found = np.empty(len(places), np.int8)
    for first in range(0, len(places), _PIECE):
        piece = slice(first, first + _PIECE)
        found[piece] = values.take(places[piece])
    return found
