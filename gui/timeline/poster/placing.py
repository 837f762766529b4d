"""Where things lie on a poster: time in millimetres, events with their words, and the room there is for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from gui.printing.chosen import Chosen
from gui.printing.lettering import Line
from gui.printing.poster import PosterOptions
from gui.timeline.layout.scale import Scale
from gui.timeline.poster.sheets import Sheets
from gui.timeline.poster.subjects import Matter, Subject
from storage.dates import Edge

SHORTEST_S = 60
OUT = int(Edge.OPEN | Edge.UNKNOWN)


class Dates(Enum):
    """Where the date of an event stands: below its title, behind it on the same line, or not at all."""

    BELOW = auto()
    BEHIND = auto()
    NONE = auto()


@dataclass(frozen=True, slots=True)
class TimeMap:
    """From seconds to millimetres on the drawing; what lies before or after the scale has a strip of its own."""

    scale: Scale
    start_s: int
    end_s: int
    left: float
    right: float
    before: float | None
    after: float | None

    def xs(self, seconds: Sequence[int]) -> list[float]:
        """Return where many instants lie."""
        array = np.array(seconds, np.int64)
        found = np.clip(self.scale.px_of(np.clip(array, self.start_s, self.end_s)), self.left, self.right)
        if self.before is not None:
            found[array < self.start_s] = self.before
        if self.after is not None:
            found[array > self.end_s] = self.after
        xs: list[float] = found.tolist()
        return xs

    @property
    def mm_per_s(self) -> float:
        """Return the scale."""
        return 1.0 / self.scale.seconds_per_px


@dataclass(frozen=True, slots=True)
class Placed:
    """An event on the drawing: the middle of its mark, the top of its words, and where these begin.

    `copies` are where its words are repeated; `bar` is from where to where its bar runs, without the stubs of its ends.
    """

    subject: Subject
    x: float
    top: float
    words_left: float
    is_left: bool
    prefix: float
    width: float
    lines: Sequence[Line]
    dates: Dates
    bar: tuple[float, float] | None
    copies: tuple[float, ...] = ()

    @property
    def rows(self) -> int:
        """Return the number of its lines."""
        return len(self.lines) + (self.dates is Dates.BELOW)

    @property
    def has_date(self) -> bool:
        """Tell whether its date stands with it."""
        return self.dates is not Dates.NONE

    @property
    def has_bar_beside(self) -> bool:
        """Tell whether its bar lies below the mark, beside further lines of words on the mark's left."""
        return self.is_left and self.rows > 1 and not self.copies and not self.subject.bar_style[1] & OUT


@dataclass(frozen=True, slots=True)
class Laid:
    """All events on the drawing, for text of a size; `tops` and `bottoms` bound the lanes of each row of sheets."""

    sheets: Sheets
    text_mm: float
    times: TimeMap
    marks: tuple[Placed, ...]
    eras: tuple[Placed, ...]
    tops: tuple[float, ...]
    bottoms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Heights:
    """What of the drawing's height is not for lanes: the heading above all, the axis above each row of sheets."""

    heading: float
    axis: float
    foot: float


@dataclass(frozen=True, slots=True)
class Span:
    """The stretch of time that the scale shows, and whether what lies outside has strips of its own."""

    start_s: int
    end_s: int
    before: bool
    after: bool
    mm_per_s: float | None = None


def span_of(chosen: Chosen, matter: Matter, options: PosterOptions) -> Span:
    """Return what the scale shows: the range that was asked for, or where nearly all of the story lies."""
    start_s, end_s = matter.usual
    is_asked = chosen.from_s is not None or chosen.to_s is not None
    if is_asked:
        start_s, end_s = matter.whole
        start_s = start_s if chosen.from_s is None else chosen.from_s
        end_s = end_s if chosen.to_s is None else chosen.to_s
        if end_s <= start_s:
            end_s = start_s + 1
    if end_s - start_s < SHORTEST_S:
        start_s, end_s = start_s - 1800, end_s + 1800
    before = not is_asked and any(each.start_s < start_s for each in matter.marks)
    after = not is_asked and any(each.start_s > end_s for each in matter.marks)
    return Span(start_s, end_s, before, after, options.mm_per_s)
