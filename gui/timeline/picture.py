"""What one picture of the timeline is made of: its look, its numbers, and the words beside its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont

from gui.theme import Palette
from gui.timeline.geometry import BandHeader, Geometry
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.frame import Frame
from gui.timeline.layout.ticks import Axis
from storage.standing import StandingKind


@dataclass(frozen=True, slots=True)
class Look:
    """The palette and fonts of a picture, and each category's colour role and shape by its index in the columns."""

    palette: Palette
    title: QFont
    small: QFont
    strong: QFont
    categories: Sequence[tuple[str, str]]

    def category(self, index: int) -> tuple[QColor, str]:
        """Return the colour and shape of a category; an unknown one is a slate circle."""
        role, shape = self.categories[index] if index < len(self.categories) else ("slate", "circle")
        return QColor(self.palette.categories.get(role, self.palette.categories["slate"])), shape


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside an event's mark: its standing as a sign, its title, and where there is room the rest.

    `line` is the first line of its text, or else of a quote.
    """

    title: str
    standing: StandingKind | None = None
    date: str = ""
    line: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Ruler:
    """A stretch of time being measured, and how long it is in words."""

    start_px: float
    end_px: float
    label: str


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where an event that is being carried would lie, and its date in words beside the pointer (or why it cannot)."""

    left_px: float
    right_px: float
    lane_top: float
    at_px: float
    at_y: float
    label: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one picture of the timeline is made of.

    `words` gives those of an event by its row in the file, `words_at_hand` are those that need no reading. `box` is the
    stretch (in pixels) that is being drawn to zoom to; `focused_band` the band whose header has the keyboard, and
    `drop_px` the height below the lanes' top at which a band that is dragged would land. `marked` are the events that
    commands are for beside the `selected` one; `around` is a box that is being drawn to mark what lies in it; `note` a
    word that stands over all of it.
    """

    columns: Columns
    words: Callable[[int], Words]
    words_at_hand: Mapping[int, Words]
    frame: Frame
    eras: Columns
    era_frame: Frame
    axis: Axis
    second_axis: Axis | None
    geometry: Geometry
    selected: frozenset[int] = frozenset()
    selected_era: int = -1
    hovered: int = -1
    chosen_chip: int = -1
    bands: tuple[BandHeader, ...] = ()
    focused_band: int = -1
    drop_px: float | None = None
    ruler: Ruler | None = None
    box: tuple[float, float] | None = None
    marked: frozenset[int] = frozenset()
    ghost: Ghost | None = None
    around: QRectF | None = None
    note: str = ""
