"""What of the statements is drawn at two scales: marks of their own, groups where they crowd, or how dense they lie."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.scale import PARTS_PER_SECOND, Scale
from gui.timeline.two_times.said_columns import STANCES, SaidColumns

CELL_PX = 21.0
"""Marks in one cell of this size are one group; its number has room in it."""
MOST_MARKS = 600
"""Of more marks and groups nobody could read any: they are shown as density."""
FEW_MARKS, CROWDED = 40, 6
"""Nor could they of more than a few that stand for so many each: their numbers would cover each other."""
DRIFT_PX = 3.0
"""So far from the middle of its cell a group stands at most, where numbers would cover each other."""
DENSITY_PX = 3.0
_BEYOND_PX = 24.0
_Places = NDArray[np.int64]
_Pixels = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Marks:
    """m marks: where they stand, of how many statements, the commonest stance, and the first statement: shape (m,).

    `members` holds the statements of all marks, those of mark i from `begins[i]` to `begins[i + 1]`.
    """

    x: _Pixels
    y: _Pixels
    count: NDArray[np.int64]
    stance: NDArray[np.int64]
    members: _Places
    begins: _Places

    def __len__(self) -> int:
        return len(self.x)

    def of(self, mark: int) -> _Places:
        """Return the statements of a mark."""
        return self.members[self.begins[mark] : self.begins[mark + 1]]

    def nearest(self, x: float, y: float, within_px: float) -> int:
        """Return the mark nearest to a point, or -1."""
        if not len(self.x):
            return -1
        off = (self.x - x) ** 2 + (self.y - y) ** 2
        found = int(off.argmin())
        return found if off[found] <= within_px**2 else -1


_NONE = np.empty(0, np.int64)
NO_MARKS = Marks(np.empty(0), np.empty(0), _NONE, _NONE, _NONE, np.zeros(1, np.int64))


@dataclass(frozen=True, slots=True)
class Density:
    """How many statements lie in the cells of a raster of `high` rows and `wide` columns, DENSITY_PX each.

    `cells` are those that hold any, counted row by row, shape (k,); `counts` is theirs by stance, shape (k, stances).
    """

    wide: int
    high: int
    cells: _Places
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SaidFrame:
    """The statements in view: `marks`, or where they are too many their `density`.

    `in_view` are the places of those in view that have a time of saying. Pixels are from the drawing's left and top.
    """

    marks: Marks
    density: Density | None
    in_view: _Places


def build_said_frame(
    columns: SaidColumns, shown: _Places, across: Scale, down: Scale, width_px: float, height_px: float
) -> SaidFrame:
    """Return the frame of the statements at some places (ascending), all of which have a time of saying."""
    at_s = columns.at_s[shown]
    first = int(np.searchsorted(at_s, _bounded(across.second_at(-_BEYOND_PX)), "left"))
    last = int(np.searchsorted(at_s, _bounded(across.second_at(width_px + _BEYOND_PX)), "right"))
    here = shown[first:last]
    y = down.px_of(columns.said_s[here])
    inside = (y >= -_BEYOND_PX) & (y <= height_px + _BEYOND_PX)
    here, y = here[inside], y[inside]
    x = across.px_of(at_s[first:last][inside])
    stance = columns.stance[here]
    cell, count = _cells(x, y, across, down, height_px)
    if count > MOST_MARKS or (count > FEW_MARKS and len(here) > CROWDED * count):
        return SaidFrame(NO_MARKS, _density(x, y, stance, width_px, height_px), here)
    marks = _marks(here, x, y, stance, cell)
    return SaidFrame(_within_cells(marks, across, down), None, here)


def _cells(x: _Pixels, y: _Pixels, across: Scale, down: Scale, height_px: float) -> tuple[_Places, int]:
    """Return the number of each one's cell, and how many cells have any; cells stand still while the view moves."""
    column = np.floor((x + _phase(across)) / CELL_PX).astype(np.int64)
    row = np.floor((y + _phase(down)) / CELL_PX).astype(np.int64)
    rows = math.ceil((height_px + 2 * _BEYOND_PX) / CELL_PX) + 3
    cell = (column + 4) * rows + (row + 4)
    if not len(cell):
        return cell, 0
    return cell, int(np.count_nonzero(np.bincount(cell - cell.min())))


def _phase(scale: Scale) -> float:
    """Return where the view's edge lies within a cell, if cells are counted from 1970."""
    px = Fraction(scale.origin_parts, PARTS_PER_SECOND) / Fraction(scale.seconds_per_px)
    return float(px % Fraction(CELL_PX))


def _marks(here: _Places, x: _Pixels, y: _Pixels, stance: NDArray[np.uint8], cell: _Places) -> Marks:
    if not len(here):
        return NO_MARKS
    order = np.argsort(cell, kind="stable")
    begins = np.flatnonzero(np.concatenate(([True], np.diff(cell[order]) != 0)))
    count = np.diff(np.append(begins, len(here)))
    number = np.repeat(np.arange(len(begins)), count)
    stances = np.zeros((len(begins), len(STANCES)), np.int64)
    np.add.at(stances, (number, stance[order]), 1)
    return Marks(
        x=np.add.reduceat(x[order], begins) / count,
        y=np.add.reduceat(y[order], begins) / count,
        count=count,
        stance=stances.argmax(axis=1),
        members=here[order],
        begins=np.append(begins, len(here)),
    )


def _within_cells(marks: Marks, across: Scale, down: Scale) -> Marks:
    """Return the marks with those groups whose numbers would cover each other near the middle of their cells."""
    groups = np.flatnonzero(marks.count > 1)
    near = np.abs(marks.x[groups, None] - marks.x[groups]) < CELL_PX
    near &= np.abs(marks.y[groups, None] - marks.y[groups]) < CELL_PX
    crowded = groups[near.sum(axis=1) > 1]
    x, y = marks.x.copy(), marks.y.copy()
    for at, scale in ((x, across), (y, down)):
        phase = _phase(scale)
        middle = (np.floor((at[crowded] + phase) / CELL_PX) + 0.5) * CELL_PX - phase
        at[crowded] = np.clip(at[crowded], middle - DRIFT_PX, middle + DRIFT_PX)
    return replace(marks, x=x, y=y)


def _density(x: _Pixels, y: _Pixels, stance: NDArray[np.uint8], width_px: float, height_px: float) -> Density:
    wide, high = math.ceil(width_px / DENSITY_PX), math.ceil(height_px / DENSITY_PX)
    column, row = (x / DENSITY_PX).astype(np.int64), (y / DENSITY_PX).astype(np.int64)
    inside = (x >= 0) & (y >= 0) & (column < wide) & (row < high)
    cell = row[inside] * wide + column[inside]
    cells = np.flatnonzero(np.bincount(cell, minlength=wide * high))
    # The cells that hold any are numbered on: most hold none.
    number = np.zeros(wide * high, np.int64)
    number[cells] = np.arange(len(cells))
    by_stance = np.bincount(number[cell] * len(STANCES) + stance[inside], minlength=len(cells) * len(STANCES))
    return Density(wide, high, cells, by_stance.reshape(len(cells), len(STANCES)))


def _bounded(second: int) -> int:
    return min(max(second, -(1 << 63)), (1 << 63) - 1)
