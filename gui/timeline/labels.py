"""The words beside the marks: cut where they have no room, each written once and then stamped."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import partial
from math import inf
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine

from gui.standing_signs import paint_standing, side_px
from gui.timeline.picture import Look, Words
from gui.timeline.sprites import Ground
from storage.standing import StandingKind

LEAST_CUT_TITLE_PX = 36.0
"""A title that is cut to less than this tells nothing."""
LEAST_DETAIL_PX = 120.0
DETAIL_GAP_PX = 12.0
# While zooming the room changes with each frame; in steps the words stay a while, and so do their sprites.
DETAIL_STEP_PX = 24
_CUT_STEP_PX = 12
LONGEST_DETAIL = 90
_MOST_REMEMBERED = 20_000
_PAD_PX = 3.0
_FAR_PX = 1e4
# Scripts that run from right to left, or put no spaces between words.
_OTHER_SCRIPT = re.compile(
    "[\u0590-\u08ff\u0e00-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff\U00020000-\U0003ffff]"
)
_LEAST_LINE_WORDS = 2


class _Detail(NamedTuple):
    """What is written behind a title, and where its words end; none are told where letters run to the left.

    The first `date_words` are the date; `is_whole` tells that nothing was left out. `key` is that of its sprite.
    """

    text: str
    key: tuple[str, str]
    ends: tuple[float, ...]
    places: tuple[int, ...]
    date_words: int
    is_whole: bool


class Fit(NamedTuple):
    """What of a title is written, and how wide it is with its sign.

    Of one that is cut, and whose letters stand in their order, the letters end at `letters_px` before the ellipsis.
    """

    title: str
    width: float
    letters_px: float = 0.0


class Writing:
    """A font in a colour, with what its texts measure and how they are cut."""

    def __init__(self, name: str, font: QFont, ink: str) -> None:
        self.name = name
        self.font = font
        self.ink = QColor(ink)
        self.metrics = QFontMetricsF(font)
        self.height = self.metrics.height()
        self._rise = (self.metrics.ascent() - self.metrics.descent()) / 2
        self._widths: dict[str, float] = {}
        self._cut: dict[tuple[str, int], str] = {}
        self._ends: dict[str, tuple[float, ...]] = {}
        self.ellipsis_px = self.width("…")

    def width(self, text: str) -> float:
        """Return the width of a text in pixels."""
        found = self._widths.get(text)
        if found is None:
            if len(self._widths) > _MOST_REMEMBERED:
                self._widths.clear()
            found = self._widths[text] = self.metrics.horizontalAdvance(text)
        return found

    def cut(self, text: str, room_px: float) -> str:
        """Return a text that fits, with an ellipsis where it was cut."""
        key = (text, int(room_px))
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_REMEMBERED:
                self._cut.clear()
            # A width rounded down to whole pixels would cut what just fits.
            found = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, key[1] + 1)
            # The same object again where nothing was cut: it need not be compared letter by letter.
            found = self._cut[key] = text if found == text else found
        return found

    def letter_ends(self, text: str) -> tuple[float, ...]:
        """Return where each letter of a text that runs to the right begins, in pixels from its start, and its end."""
        found = self._ends.get(text)
        if found is None:
            if len(self._ends) > _MOST_REMEMBERED:
                self._ends.clear()
            layout = QTextLayout(text, self.font)
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            found = self._ends[text] = tuple(_x_of(line, place) for place in range(len(text) + 1))
        return found

    def word_ends(self, text: str) -> tuple[tuple[float, ...], tuple[int, ...]]:
        """Return where the words of a text end: in pixels from its start, and in letters. The last is the text's end.

        Each word is measured once, however many texts it stands in.
        """
        ends, places, at, place, space_px = [], [], 0.0, 0, self.width(" ")
        for word in text.split(" "):
            at += self.width(word)
            place += len(word)
            if any(map(str.isalnum, word)):
                ends.append(at)
                places.append(place)
            at += space_px
            place += 1
        self._widths[text] = at - space_px
        return ((*ends[:-1], at - space_px), (*places[:-1], len(text))) if ends else ((), ())

    def baseline(self, middle: float) -> float:
        """Return the baseline of a text whose letters stand about a height."""
        return middle + self._rise

    def write(self, painter: QPainter, at: QPointF, text: str) -> None:
        """Write a text; one that begins from right to left is laid out that way, its ellipsis at its own end."""
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self.font)
        painter.setPen(self.ink)
        painter.drawText(at, text)


class Labels:
    """Writes titles with the sign of their standing, details behind them, and small labels."""

    def __init__(self, look: Look) -> None:
        palette = look.palette
        self.title = Writing("title", look.title, palette.ink)
        self._palette = palette
        self.detail = Writing("detail", look.small, palette.muted)
        self.small = Writing("small", look.small, palette.ink)
        self.strong = Writing("strong", look.strong, palette.ink)
        self._line_px, self._tall_line_px = self.title.height + 2.0, self.title.height + 12.0
        self._ellipsis_px = self.detail.ellipsis_px
        # On the line that the title stands on, not in the middle of it.
        self._detail_down_px = self.title.baseline(0.0) - self.detail.baseline(0.0)
        self._detail_up_px = self.detail.height / 2 + 1.0
        self._details: dict[tuple[str, str], _Detail] = {}
        self._fits: dict[tuple[str, float, float], Fit] = {}
        self._sign_side_px = side_px(self.title.metrics)
        self.sign_px = self._sign_side_px + 6.0
        """The room of a standing's sign before a title."""

    def stamp(
        self,
        ground: Ground,
        writing: Writing,
        x: float,
        middle: float,
        text: str,
        until_px: float = inf,
        *,
        may_wait: bool = False,
        is_one_of_few: bool = False,
    ) -> bool:
        """Write a text at the middle of a line, of a long one only what stands up to `until_px`.

        Return False where it may wait and does; see `Ground.stamp`.
        """
        height = writing.height + 2.0
        key, left, top = (writing.name, text), x - _PAD_PX, middle - height / 2
        if ground.stamp_again(key, left, top, until_px + _PAD_PX):
            return True
        paint = partial(self._write_line, writing, text)
        size = (writing.width(text) + 3 * _PAD_PX, height)
        until_px += _PAD_PX
        return ground.stamp(key, left, top, size, paint, until_px, may_wait=may_wait, is_one_of_few=is_one_of_few)

    def _write_line(self, writing: Writing, text: str, painter: QPainter) -> None:
        middle = writing.height / 2 + 1.0
        writing.write(painter, QPointF(_PAD_PX, writing.baseline(middle)), text)

    def line_px(self, title: str) -> float:
        """Return the height that a title may take: accents may stand on one another, but not reach other rows."""
        return self._line_px if title.isascii() else self._tall_line_px

    def whole_width(self, words: Words) -> float:
        """Return how wide a title is with its sign."""
        return self.title.width(words.title) + (self.sign_px if words.standing else 0.0)

    def fit(self, words: Words, room_px: float) -> Fit:
        """Return what of a title is written beside a mark in so much room."""
        sign_px = self.sign_px if words.standing else 0.0
        room_px -= sign_px
        width = self.title.width(words.title)
        # Widths are laid out in float32, and so is the room.
        if width <= room_px + 0.5:
            return Fit(words.title, sign_px + width)
        if room_px < LEAST_CUT_TITLE_PX:
            return Fit("", sign_px)
        # In steps, so that a title that is pushed out of the view is not cut anew with each pixel.
        room_px = room_px // _CUT_STEP_PX * _CUT_STEP_PX
        key = (words.title, room_px, sign_px)
        found = self._fits.get(key)
        if found is None:
            if len(self._fits) > _MOST_REMEMBERED:
                self._fits.clear()
            found = self._fits[key] = self._cut_fit(words, room_px, sign_px)
        return found

    def _cut_fit(self, words: Words, room_px: float, sign_px: float) -> Fit:
        if not words.title.isascii():
            title = self.title.cut(words.title, room_px)
            return Fit(title, sign_px + self.title.width(title))
        ends = self.title.letter_ends(words.title)
        letters = max(bisect_left(ends, room_px + 1 - self.title.ellipsis_px) - 1, 0)
        letters_px = sign_px + ends[letters]
        return Fit(words.title[:letters] + "…", letters_px + self.title.ellipsis_px, letters_px)

    def write_title(self, painter: QPainter, left: float, standing: StandingKind | None, title: str) -> None:
        """Write a title with the sign of its standing; the painter's origin is in the middle of its line."""
        baseline = self.title.baseline(0.0)
        if standing is not None:
            middle = QPointF(left + self._sign_side_px / 2, 0.0)
            paint_standing(painter, standing, middle, self._sign_side_px, self._palette)
            left += self.sign_px
        if not title.isascii():
            # A heap of accents on one letter must not reach into the neighbouring rows.
            row = QRectF(-_FAR_PX, -self._tall_line_px / 2, 2 * _FAR_PX, self._tall_line_px)
            painter.setClipRect(row, Qt.ClipOperation.IntersectClip)
        self.title.write(painter, QPointF(left, baseline), title)

    def stamp_detail(self, ground: Ground, x: float, middle: float, room_px: float, words: Words) -> float:
        """Write date and first line behind a title if there is room from `x` on; return where they end.

        As many words as fit: one sprite serves however much room there is. On a hasty ground what has no sprite yet
        may wait for a later frame.
        """
        if room_px < LEAST_DETAIL_PX:
            return x
        found = self._details.get((words.date, words.line))
        if found is None:
            if len(self._details) > _MOST_REMEMBERED:
                self._details.clear()
            found = self._details[words.date, words.line] = self._detail_of(words)
        middle += self._detail_down_px
        left, room, ends = x + DETAIL_GAP_PX, room_px - 2 * DETAIL_GAP_PX, found.ends
        if not ends:
            text = self.detail.cut(found.text, int(room) // DETAIL_STEP_PX * DETAIL_STEP_PX)
            self.stamp(ground, self.detail, left, middle, text, may_wait=True)
            return left + self.detail.width(text)
        if found.is_whole and ends[-1] <= room:
            self._stamp_words(ground, left, middle, found)
            return left + ends[-1]
        place = bisect_right(ends, room - self._ellipsis_px) - 1
        if place < found.date_words + _LEAST_LINE_WORDS - 1:
            # A word or two of the line tell nothing; half a date tells something wrong.
            place = found.date_words - 1
            if place < 0 or ends[place] > room:
                return x
            self._stamp_words(ground, left, middle, found, place)
            return left + ends[place]
        if self._stamp_words(ground, left, middle, found, place):
            self.stamp(ground, self.detail, left + ends[place], middle, "…")
        return left + ends[place] + self._ellipsis_px

    def _stamp_words(self, ground: Ground, left: float, middle: float, found: _Detail, place: int = -1) -> bool:
        """Stamp a detail up to a word, or all of it; return False where it has to wait."""
        until_px = inf if place < 0 else found.ends[place]
        at_hand = ground.stamp_again(found.key, left - _PAD_PX, middle - self._detail_up_px, until_px + _PAD_PX)
        if at_hand or ground.ratio:
            return at_hand or self.stamp(ground, self.detail, left, middle, found.text, until_px, may_wait=True)
        # Some programs that show drawings know no clipping.
        text = found.text if place < 0 else found.text[: found.places[place]]
        return self.stamp(ground, self.detail, left, middle, text)

    def _detail_of(self, words: Words) -> _Detail:
        text = f"{words.date} · {words.line}" if words.date and words.line else words.date or words.line
        is_whole = len(text) <= LONGEST_DETAIL
        if not _OTHER_SCRIPT.search(text):
            text = text[:LONGEST_DETAIL]
            return _Detail(
                text,
                (self.detail.name, text),
                *self.detail.word_ends(text),
                len(self.detail.word_ends(words.date)[0]),
                is_whole,
            )
        if words.date and words.line:
            # Behind a date a line keeps its own direction.
            text = f"\u200e{words.date} · \u2068{words.line}"
        text = text[:LONGEST_DETAIL]
        return _Detail(text, (self.detail.name, text), (), (), 0, is_whole)


def _x_of(line: QTextLine, place: int) -> float:
    # Qt's binding returns the place too.
    found: Any = line.cursorToX(place)
    return float(found[0])
