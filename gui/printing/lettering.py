"""Text on paper: measured in heights of its letters, broken into lines, and written as text at any size."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption, QTransform

from gui.text import reads_right_to_left
from gui.theme import SANS_FAMILIES, SERIF_FAMILIES, font_of

LEGIBLE_FAMILIES = ("Noto Sans Arabic", "DejaVu Sans", "Geeza Pro", "Tahoma")
"""Fonts for scripts that the first one lacks, whose joined letters can be searched for in a PDF; others lose some."""
_CJK_FAMILIES = {
    "zh": ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"),
    "zh-hant": ("Noto Sans CJK TC", "Microsoft JhengHei", "PingFang TC"),
    "ja": ("Noto Sans CJK JP", "Yu Gothic", "Hiragino Sans"),
    "ko": ("Noto Sans CJK KR", "Malgun Gothic", "Apple SD Gothic Neo"),
}
# Fonts are laid out at one large size, so that what is measured is what is printed at every size.
_DESIGN_PX = 100
_MOST_KEPT = 1 << 15
_ORIGIN = QPointF(0.0, 0.0)
LINE_EM = 1.3
"""From one baseline to the next, in heights of the letters."""
ASCENT_EM = 0.95
"""From the top of a line to its baseline."""


class Style(StrEnum):
    """The kinds of letters on a page."""

    TEXT = "text"
    STRONG = "strong"
    SLANTED = "slanted"
    HEADING = "heading"


class Line(NamedTuple):
    """A line of a text and its width in heights of its letters."""

    text: str
    width_em: float


class Measure(Protocol):
    """What planning asks of fonts; a test may answer for them."""

    def width(self, text: str, style: Style = Style.TEXT) -> float:
        """Return how wide a text is, in heights of its letters."""
        ...

    def lines(self, text: str, width_em: float, style: Style = Style.TEXT) -> Sequence[Line]:
        """Return a text in lines that are so wide at most; a word is broken where it alone is wider."""
        ...


class Lettering:
    """Measures and writes text; needs a QGuiApplication. The language tells which ideographs are meant."""

    def __init__(self, language: str = "") -> None:
        others = fallbacks(language)
        self._fonts = {
            Style.TEXT: _font(SANS_FAMILIES, others),
            Style.STRONG: _font(SANS_FAMILIES, others, bold=True),
            Style.SLANTED: _font(SANS_FAMILIES, others, italic=True),
            Style.HEADING: _font(SERIF_FAMILIES, others, bold=True),
        }
        self._metrics = {style: QFontMetricsF(font) for style, font in self._fonts.items()}
        self.width = lru_cache(maxsize=_MOST_KEPT)(self._width)
        """Return how wide a text is, in heights of its letters."""

    def _width(self, text: str, style: Style = Style.TEXT) -> float:
        return self._metrics[style].horizontalAdvance(text) / _DESIGN_PX

    def lines(self, text: str, width_em: float, style: Style = Style.TEXT) -> Sequence[Line]:
        """Return a text in lines that are so wide at most; a word is broken where it alone is wider."""
        whole = self.width(text, style)
        if whole <= width_em:
            return (Line(text, whole),)
        layout = QTextLayout(text, self._fonts[style])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[Line] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width_em * _DESIGN_PX)
            part = _slice(text, line.textStart(), line.textLength()).strip()
            if part:
                found.append(Line(part, self.width(part, style)))
        layout.endLayout()
        return tuple(found) or (Line(text, whole),)

    def write(
        self,
        painter: QPainter,
        at: tuple[float, float],
        size_mm: float,
        text: str,
        colour: str,
        style: Style = Style.TEXT,
        *,
        rtl: bool | None = None,
    ) -> None:
        """Write a text from the left end of its baseline on; the painter counts in millimetres.

        It leaves its font, pen and direction in the painter: saving them for every text takes as long as the text.
        """
        if not text:
            return
        before, scale = painter.worldTransform(), size_mm / _DESIGN_PX
        painter.setWorldTransform(QTransform(scale, 0.0, 0.0, scale, *at), True)
        painter.setFont(self._fonts[style])
        painter.setPen(_colour(colour))
        turned = reads_right_to_left(text) if rtl is None else rtl
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
        painter.drawText(_ORIGIN, text)
        painter.setWorldTransform(before)


@lru_cache(maxsize=64)
def _colour(name: str) -> QColor:
    return QColor(name)


def fallbacks(language: str = "") -> tuple[str, ...]:
    """Return the fonts for scripts that the first one lacks, for texts in a language mostly."""
    tag = language.lower().replace("_", "-")
    is_traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk"))
    own = _CJK_FAMILIES.get("zh-hant" if is_traditional else tag.split("-")[0], ())
    return (*own, *LEGIBLE_FAMILIES)


def _font(families: tuple[str, ...], others: tuple[str, ...], *, bold: bool = False, italic: bool = False) -> QFont:
    # The first that is there is the one to use, and what it lacks comes from the others.
    first = font_of(families, 10.0, bold, italic).families()[:1]
    font = font_of((*first, *others, families[-1]), 10.0, bold, italic)
    font.setPixelSize(_DESIGN_PX)
    # Hinting is for the dots of a screen, and would make widths others than those on paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _slice(text: str, start: int, length: int) -> str:
    """Cut a text by the units that Qt counts in: a sign beyond 16 bits is two of them."""
    if text.isascii() or max(text) < "\U00010000":
        return text[start : start + length]
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def elided(measure: Measure, text: str, width_em: float, style: Style = Style.TEXT) -> str:
    """Return a text cut so that it fits a width, with an ellipsis where something is left out."""
    if measure.width(text, style) <= width_em:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure.width(text[:middle].rstrip() + "…", style) <= width_em:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"
