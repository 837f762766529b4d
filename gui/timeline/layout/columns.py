"""Events as columns of numbers: what the layout and the painter read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.lanes import Extents
from storage.dates import Body, Date, Edge, Outline, bounds, known_bounds, outline, parse
from storage.model import Category, Event, Shape
from storage.plain_text import visible

MARK_RADIUS_PX = 5.5
TITLE_OFFSET_PX = 11.0
STUB_PX = 30.0
SOFT_PX = 12.0
GAP_PX = 18.0
MAX_TITLE_PX = 300.0
# No row has room for more, and a font takes long to measure a hundred thousand letters.
LONGEST_TITLE = 600
FOREVER_S = 1 << 62

# Widths of titles in pixels, one each.
Measure = Callable[[Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The n events that have a place in time, ordered by start: arrays of shape (n,).

    `start_s` and `end_s` (exclusive) are instants; an open end stands at the known one and has `edge` OPEN or UNKNOWN.
    `category` indexes the story's categories (the last index means none); `title_px` is the title's width, bounded.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    body: NDArray[np.uint8]
    start_edge: NDArray[np.uint8]
    end_edge: NDArray[np.uint8]
    category: NDArray[np.uint8]
    title_px: NDArray[np.float32]
    tier: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.ids)

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
        """Return the room that each event takes on its lane, mark and title included."""
        before = MARK_RADIUS_PX + _stub_px(self.start_edge)
        after = GAP_PX + _stub_px(self.end_edge)
        title = TITLE_OFFSET_PX + MARK_RADIUS_PX + GAP_PX + self.title_px
        return Extents(
            self.start_s, self.end_s, before.astype(np.float32), after.astype(np.float32), title.astype(np.float32)
        )


BODIES = tuple(Body)


def build_columns(
    events: Sequence[Event], categories: Sequence[Category], zone: str, measure: Measure, *, sign_px: float = 0.0
) -> tuple[Columns, Columns]:
    """Return the columns of the events and those of the eras (events of a band category).

    Events with no bound at all have no place in time and are left out. `sign_px` is added to each title's width.
    Titles are on one line, cut where no row could hold them, with what would steer their direction made visible.
    """
    index = {category.id: place for place, category in enumerate(categories)}
    bands = {category.id for category in categories if category.shape is Shape.BAND}
    marks: list[_Row] = []
    eras: list[_Row] = []
    for event in events:
        is_era = event.category in bands
        row = _row(event, index, zone, forever=is_era)
        if row is not None:
            (eras if is_era else marks).append(row)
    return _columns(marks, measure, sign_px), _columns(eras, measure, 0.0)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    title: str
    start_s: int
    end_s: int
    look: Outline
    category: int
    tier: int


def _row(event: Event, index: Mapping[str, int], zone: str, *, forever: bool) -> _Row | None:
    place = _place(event.when, zone, forever)
    if place is None:
        return None
    (start_s, end_s), look = place
    category = index.get(event.category, len(index))
    title = " ".join(visible(event.title[:LONGEST_TITLE]).split())
    return _Row(event.id, title, start_s, end_s, look, category, importance(event))


# An edit or a filter lays out anew; by far most dates are the same as before.
@lru_cache(maxsize=1 << 18)
def _place(when: str, zone: str, forever: bool) -> tuple[tuple[int, int], Outline] | None:
    date = parse(when)
    known = _known(date, zone, forever)
    return None if known is None else (known, outline(date))


def _known(date: Date, zone: str, forever: bool) -> tuple[int, int] | None:
    """Return start and end (exclusive) where an open side stands at the known one, or for eras at the end of time."""
    found = bounds(date, zone)
    if found.earliest_s is not None and found.latest_s is not None:
        return found.earliest_s, found.latest_s + 1
    if found.earliest_s is None and found.latest_s is None:
        return None
    earliest, latest = known_bounds(date, zone)
    if forever and found.earliest_s is None:
        earliest = min(-FOREVER_S, earliest)
    if forever and found.latest_s is None:
        latest = max(FOREVER_S - 1, latest)
    return earliest, latest + 1


def importance(event: Event) -> int:
    """Return 0 to 3: starred events show first, then those with more statements and sources."""
    if event.starred:
        return 3
    weight = len(event.statements) + len(event.sources)
    return 2 if weight >= 4 else 1 if weight >= 2 else 0


def _columns(rows: list[_Row], measure: Measure, sign_px: float) -> Columns:
    rows.sort(key=lambda row: (row.start_s, row.end_s))
    titles = tuple(row.title for row in rows)
    widths = np.minimum(np.asarray(measure(titles), np.float32).reshape(len(rows)), MAX_TITLE_PX)
    return Columns(
        ids=tuple(row.id for row in rows),
        titles=titles,
        start_s=np.array([row.start_s for row in rows], np.int64),
        end_s=np.array([row.end_s for row in rows], np.int64),
        body=np.array([BODIES.index(row.look.body) for row in rows], np.uint8),
        start_edge=np.array([int(row.look.start) for row in rows], np.uint8),
        end_edge=np.array([int(row.look.end) for row in rows], np.uint8),
        category=np.array([min(row.category, 255) for row in rows], np.uint8),
        title_px=(widths + np.float32(sign_px)).astype(np.float32),
        tier=np.array([row.tier for row in rows], np.uint8),
    )


def _stub_px(edge: NDArray[np.uint8]) -> NDArray[np.float64]:
    out = (edge & (Edge.OPEN | Edge.UNKNOWN)) != 0
    soft = (edge & Edge.SOFT) != 0
    return np.where(out, STUB_PX, np.where(soft, SOFT_PX, 0.0))
