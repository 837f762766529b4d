"""What events look like wherever they stand: worked out once for each, and looked up for every picture."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from PySide6.QtGui import QColor

from gui.signs import DOUBTFUL
from gui.timeline.labels import Labels
from gui.timeline.layout.columns import Columns
from gui.timeline.marks import OUT, Bars, BarStyle, Strip, fill_of
from gui.timeline.picture import Look, Words
from storage.standing import StandingKind

_MOST_KEPT = 8000
_NO_WORDS = Words("")


class Dress(NamedTuple):
    """The look of an event: its words and mark, how wide its whole title is with its sign, and how high.

    `strip` is what its bar is stamped from, if it is; `doubt` the standing that shows in its bar; `key` that of the
    sprite of its mark with the whole title, away from the view's edge and on plain paper; `is_out` tells that an end
    is open or unknown.
    """

    words: Words
    category: int
    style: BarStyle
    fill: float
    strip: Strip | None
    doubt: StandingKind | None
    is_out: bool
    star: int
    width: float
    height: float
    key: Hashable


class Dresses:
    """The looks of events by their rows, for one look of the timeline; those seen lately are kept."""

    def __init__(self, look: Look, labels: Labels, bars: Bars, paper: QColor) -> None:
        # The last is for events of no category, or of one that is not known.
        self.kinds = [look.category(place) for place in range(len(look.categories) + 1)]
        self._labels = labels
        self._bars = bars
        self._paper = paper.rgb()
        self._by_row: dict[int, Dress] = {}
        self._bare: dict[tuple[int, BarStyle], Dress] = {}

    @property
    def at_hand(self) -> Mapping[int, Dress]:
        """Return those that were made before, by row; one whose words are others is out of date."""
        return self._by_row

    def make(self, columns: Columns, index: int, words: Words) -> Dress:
        """Return the look of the entry at an index of the columns with these words, and keep it."""
        if len(self._by_row) >= _MOST_KEPT:
            self._by_row.clear()
        made = self._of(self._category(columns, index), _style(columns, index), words)
        self._by_row[columns.row.item(index)] = made
        return made

    def bare(self, columns: Columns, index: int) -> Dress:
        """Return the look of the entry at an index of the columns while nothing is known of its words."""
        category, style = self._category(columns, index), _style(columns, index)
        made = self._bare.get((category, style))
        if made is None:
            made = self._bare[category, style] = self._of(category, style, _NO_WORDS)
        return made

    def _category(self, columns: Columns, index: int) -> int:
        return min(columns.category.item(index), len(self.kinds) - 1)

    def _of(self, category: int, style: BarStyle, words: Words) -> Dress:
        fill, star = fill_of(style), int(words.starred)
        width = self._labels.whole_width(words)
        doubt = words.standing if words.standing in DOUBTFUL else None
        return Dress(
            words=words,
            category=category,
            style=style,
            fill=fill,
            strip=None if doubt else self._bars.strip(self.kinds[category][0], style),
            doubt=doubt,
            is_out=bool((style[1] | style[2]) & OUT),
            star=star,
            width=width,
            height=self._labels.line_px(words.title),
            key=sprite_key(category, fill, self._paper, star, words.standing, words.title),
        )


def _style(columns: Columns, index: int) -> BarStyle:
    return columns.body.item(index), columns.start_edge.item(index), columns.end_edge.item(index)


def sprite_key(
    category: int, fill: float, paper: int, star: int, standing: StandingKind | None, title: str
) -> Hashable:
    """Return what tells the sprite of a mark with its title from all others."""
    return category, fill, paper, star, standing, title
