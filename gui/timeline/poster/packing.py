"""Find each event its place on the drawing: as near to the top as it has room, never across a seam.

Heights count in thirds of a line, so that one line, a line with its bar and a title of many lines all pack tightly.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PER_LINE = 3
BAR_ROWS = 1
GAP_ROWS = 1
# So many events are placed before it is asked again whether to go on.
_TURN = 256


@dataclass(frozen=True, slots=True)
class Block:
    """The room that an event takes: its words and mark on `rows` from `left` to `right`, its bar below them.

    Blocks are placed by their `turn`, those of one turn as they come; the nearer that is to the left end, the tighter
    they pack.
    """

    left: float
    right: float
    rows: int
    bar_left: float = 0.0
    bar_right: float = 0.0
    has_bar: bool = False
    turn: float = 0.0

    @property
    def first(self) -> float:
        """Return where it begins."""
        return min(self.left, self.bar_left) if self.has_bar else self.left

    @property
    def height(self) -> int:
        """Return all the rows it takes, a gap below included."""
        return self.rows + (BAR_ROWS if self.has_bar else 0) + GAP_ROWS

    @property
    def area(self) -> float:
        """Return the room it takes at least, in millimetres times rows."""
        bar = (self.bar_right - self.bar_left) * BAR_ROWS if self.has_bar else 0.0
        return (self.right - self.left) * (self.rows + GAP_ROWS) + bar


@dataclass(frozen=True, slots=True)
class Packed:
    """The region (counted from the top) and the row in it of each block, and how many rows each region uses."""

    regions: NDArray[np.int32]
    rows: NDArray[np.int32]
    used: tuple[int, ...]


def pack(
    blocks: Sequence[Block],
    sizes: Sequence[int],
    gap_mm: float,
    *,
    more: Callable[[int], int] | None = None,
    go_on: Callable[[], None] | None = None,
) -> Packed | None:
    """Place blocks in regions of so many rows, one below the other; None where there is no room for all.

    `more` tells the size of a further region by its number, 0 where there is none; without it there are only those of
    `sizes`. What `go_on` raises ends the work.
    """
    regions, rows = np.zeros(len(blocks), np.int32), np.zeros(len(blocks), np.int32)
    space = _Space(sizes)
    order = sorted(range(len(blocks)), key=lambda index: blocks[index].turn)
    for count, index in enumerate(order):
        if go_on is not None and count % _TURN == 0:
            go_on()
        block = blocks[index]
        place = space.place(block, gap_mm)
        while place is None:
            size = more(space.count) if more is not None else 0
            if size < block.height:
                return None
            space.add(size)
            place = space.place(block, gap_mm)
        regions[index], rows[index] = place
    return Packed(regions, rows, tuple(space.used))


class _Space:
    """The rows of all regions: up to where each is taken, from left to right.

    Above and below a region is one row more, which nothing stands on: what has to be free around a block is so there.
    """

    def __init__(self, sizes: Sequence[int]) -> None:
        self._taken = np.empty(0)
        self._between = np.empty(0, bool)
        self._firsts: list[int] = []
        self.used: list[int] = []
        for size in sizes:
            self.add(size)

    @property
    def count(self) -> int:
        """Return the number of regions."""
        return len(self._firsts)

    def add(self, size: int) -> None:
        """Add a region below the others."""
        size = max(size, 0)
        self._firsts.append(len(self._taken) + 1)
        self._taken = np.concatenate((self._taken, np.full(size + 2, -np.inf)))
        between = np.zeros(size + 2, bool)
        between[[0, -1]] = True
        self._between = np.concatenate((self._between, between))
        self.used.append(0)

    def place(self, block: Block, gap_mm: float) -> tuple[int, int] | None:
        """Take the first rows that are free, and return their region and the upper one in it; None where none are."""
        height = block.height - GAP_ROWS
        count = len(self._taken) - height - 1
        if count <= 0:
            return None
        free = self._taken <= block.first
        inside = free & ~self._between
        fits = free[:count] & free[height + 1 : height + 1 + count]
        for down in range(1, height + 1):
            fits &= inside[down : count + down]
        at = int(fits.argmax())
        if not fits[at]:
            return None
        first = at + 1
        self._taken[first : first + block.rows] = block.right + gap_mm
        if block.has_bar:
            below = first + block.rows
            self._taken[below : below + BAR_ROWS] = max(block.bar_right, block.left) + gap_mm
        region = bisect_right(self._firsts, first) - 1
        row = first - self._firsts[region]
        self.used[region] = max(self.used[region], row + height)
        return region, row
