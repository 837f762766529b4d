"""Events as columns of numbers: what the layout and the painter read. No ids, no titles, no object per event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.lanes import Extents
from storage.dates import BODIES, Edge

MARK_RADIUS_PX = 5.5
TITLE_OFFSET_PX = 11.0
STUB_PX = 30.0
SOFT_PX = 12.0
GAP_PX = 18.0
MAX_TITLE_PX = 300.0
MOST_TIER = 3
# The room that may be left for a title and the sign before it.
_WIDEST_PX = MAX_TITLE_PX + 200.0
_EVERY_EDGE = int(reduce(lambda one, other: one | other, Edge))
_TYPES: Mapping[str, type[np.generic]] = {
    "row": np.int32,
    "start_s": np.int64,
    "end_s": np.int64,
    "body": np.uint8,
    "start_edge": np.uint8,
    "end_edge": np.uint8,
    "category": np.uint16,
    "title_px": np.float32,
    "tier": np.uint8,
    "band": np.uint16,
    "main": np.bool_,
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The n entries (one event in one band each) that have a place in time: arrays of shape (n,).

    They are ordered by start, end and row. `row` is the event's row in its story; `start_s` and `end_s` (exclusive) are
    instants; an open end stands at the known one and has an edge OPEN or UNKNOWN. `body` indexes `BODIES`, `category`
    the story's categories (the last index means none); `title_px` is the title's width, bounded; `tier` is the
    importance, 0 to 3. Of the entries of an event in several bands one alone is `main`.
    """

    row: NDArray[np.int32]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    body: NDArray[np.uint8]
    start_edge: NDArray[np.uint8]
    end_edge: NDArray[np.uint8]
    category: NDArray[np.uint16]
    title_px: NDArray[np.float32]
    tier: NDArray[np.uint8]
    band: NDArray[np.uint16]
    main: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def empty(cls) -> Columns:
        """Return columns of no event."""
        return cls(**{name: np.empty(0, kind) for name, kind in _TYPES.items()})

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> Columns:
        """Return what `to_arrays` gave; raises ValueError for anything that it would not give."""
        if set(arrays) != set(_TYPES):
            raise ValueError("there are other columns than these: " + ", ".join(_TYPES))
        for name, kind in _TYPES.items():
            if arrays[name].dtype != kind or arrays[name].ndim != 1:
                raise ValueError(f"column {name}: it is no row of {kind.__name__}")
        found = cls(**arrays)  # type: ignore[arg-type]
        found._refuse_oddities()
        return found

    def to_arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return the columns by name, for `np.savez`."""
        return {name: getattr(self, name) for name in _TYPES}

    def taken(self, which: NDArray[np.generic]) -> Columns:
        """Return some entries: by a mask of shape (n,) or by ascending places."""
        return Columns(**{field.name: getattr(self, field.name)[which] for field in fields(self)})

    def places_of(self, rows: Sequence[int] | NDArray[np.int32]) -> NDArray[np.int64]:
        """Return all entries of some events by their rows, ascending."""
        return np.flatnonzero(np.isin(self.row, np.asarray(rows, np.int32)))

    @property
    def spans(self) -> Extents:
        """Return the events' bare stretches of time: eras stand edge to edge, with their titles inside.

        A little is left off: where one era ends in the year in which the next begins, they share a row.
        """
        nothing = np.zeros(len(self), np.float32)
        end_s = self.end_s - (self.end_s // 32 - self.start_s // 32)
        return Extents(self.start_s, np.maximum(end_s, self.start_s), nothing, nothing, nothing)

    @property
    def extents(self) -> Extents:
        """Return the room that each entry takes on its lane, mark and title included."""
        before = np.float32(MARK_RADIUS_PX) + _STUBS_PX[self.start_edge]
        after = np.float32(GAP_PX) + _STUBS_PX[self.end_edge]
        title = np.float32(TITLE_OFFSET_PX + MARK_RADIUS_PX + GAP_PX) + self.title_px
        return Extents(self.start_s, self.end_s, before, after, title)

    def extents_of(self, which: NDArray[np.integer]) -> Extents:
        """Return the room that some entries take, in their order."""
        before = np.float32(MARK_RADIUS_PX) + _STUBS_PX[self.start_edge[which]]
        after = np.float32(GAP_PX) + _STUBS_PX[self.end_edge[which]]
        title = np.float32(TITLE_OFFSET_PX + MARK_RADIUS_PX + GAP_PX) + self.title_px[which]
        return Extents(self.start_s[which], self.end_s[which], before, after, title)

    def _refuse_oddities(self) -> None:
        if len({len(getattr(self, name)) for name in _TYPES}) > 1:
            raise ValueError("the columns are not equally long")
        wrong = (
            ("row", self.row < 0),
            ("end_s", self.end_s < self.start_s),
            ("start_s", self.start_s[1:] < self.start_s[:-1]),
            ("body", self.body >= len(BODIES)),
            ("start_edge", self.start_edge > _EVERY_EDGE),
            ("end_edge", self.end_edge > _EVERY_EDGE),
            ("title_px", ~((self.title_px >= 0) & (self.title_px <= _WIDEST_PX))),
            ("tier", self.tier > MOST_TIER),
        )
        for name, is_wrong in wrong:
            if is_wrong.any():
                raise ValueError(f"column {name}: there is a value that no event has")


def _stub_px(edge: int) -> float:
    if edge & (Edge.OPEN | Edge.UNKNOWN):
        return STUB_PX
    return SOFT_PX if edge & Edge.SOFT else 0.0


_STUBS_PX = np.array([_stub_px(edge) for edge in range(_EVERY_EDGE + 1)], np.float32)
