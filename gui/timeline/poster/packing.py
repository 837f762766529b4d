"""Find each event its place on the drawing: as near to the top as it has room, never across a seam.

Heights count in thirds of a line, so that one line, a line with its bar and a title of many lines all pack tightly.
"""

from __future__ import annotations

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
    """The room that an event takes: its words and mark on `rows` from `left` to `right`, its bar below them."""

    left: float
    right: float
    rows: int
    bar_left: float = 0.0
    bar_right: float = 0.0
    has_bar: bool = False

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
    space = [_Region(size) for size in sizes]
    order = sorted(range(len(blocks)), key=lambda index: blocks[index].first)
    for count, index in enumerate(order):
        if go_on is not None and count % _TURN == 0:
            go_on()
        block = blocks[index]
        number, row = 0, -1
        while row < 0:
            if number == len(space):
                size = more(number) if more is not None else 0
                if size < block.height:
                    return None
                space.append(_Region(size))
            row = space[number].place(block, gap_mm)
            number += row < 0
        regions[index], rows[index] = number, row
    return Packed(regions, rows, tuple(region.used for region in space))


class _Region:
    """The rows between two seams: up to where each is taken, from left to right.

    A row more at either end is always free, so that every block can ask for a free row above and below it.
    """

    def __init__(self, size: int) -> None:
        self._size = max(size, 0)
        self._taken = np.full(self._size + 2, -np.inf)
        self.used = 0

    def place(self, block: Block, gap_mm: float) -> int:
        """Take the first rows that are free and return the upper one, or -1."""
        height = block.height - GAP_ROWS
        count = self._size - height + 1
        if count <= 0:
            return -1
        free = self._taken <= block.first
        fits = free[:count].copy()
        for down in range(1, height + 2):
            fits &= free[down : count + down]
        row = int(fits.argmax())
        if not fits[row]:
            return -1
        self._taken[row + 1 : row + 1 + block.rows] = block.right + gap_mm
        if block.has_bar:
            below = row + 1 + block.rows
            self._taken[below : below + BAR_ROWS] = max(block.bar_right, block.left) + gap_mm
        self.used = max(self.used, row + height)
        return row
