"""The character formats of the detail pane, made of the theme's fonts and colours at one reading size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat

from gui.theme import Theme, colour
from storage.model import Stance


@dataclass(frozen=True, slots=True)
class PageStyles:
    """One reading size in one theme; `em_px` is the height that distances are measured in."""

    em_px: float
    title: QTextCharFormat
    date: QTextCharFormat
    edtf: QTextCharFormat
    body: QTextCharFormat
    bold: QTextCharFormat
    muted: QTextCharFormat
    small: QTextCharFormat
    small_link: QTextCharFormat
    body_link: QTextCharFormat
    heading: QTextCharFormat
    quote: QTextCharFormat
    upright_quote: QTextCharFormat
    name: QTextCharFormat
    chip: QTextCharFormat
    road: QTextCharFormat
    chip_gap: QTextCharFormat
    road_gap: QTextCharFormat
    stances: Mapping[Stance, QTextCharFormat]
    categories: Mapping[str, QTextCharFormat]

    def category(self, role: str) -> QTextCharFormat:
        """Return the format of a category's sign; an unknown role is slate."""
        return self.categories.get(role, self.categories["slate"])


def page_styles(theme: Theme, base_pt: float) -> PageStyles:
    """Return the formats for a body text of `base_pt` points."""
    palette = theme.palette
    ink, muted, accent = QColor(palette.ink), QColor(palette.muted), QColor(palette.accent)
    body = theme.sans(base_pt)
    small = theme.sans(base_pt * 0.88)
    gap = theme.sans(base_pt * 0.82)
    gap.setWordSpacing(base_pt * 1.4)
    road_gap = theme.sans(base_pt * 0.82)
    road_gap.setWordSpacing(base_pt * 0.6)
    return PageStyles(
        em_px=QFontMetricsF(body).height() / 1.36,
        title=_format(theme.serif(base_pt * 1.78, bold=True), ink),
        date=_format(theme.sans(base_pt * 1.02), muted),
        edtf=_format(theme.mono(base_pt * 0.86), muted),
        body=_format(body, ink),
        bold=_format(theme.sans(base_pt, bold=True), ink),
        muted=_format(body, muted),
        small=_format(small, muted),
        small_link=_format(small, accent),
        body_link=_format(body, accent),
        heading=_capitals(theme.sans(base_pt * 0.86, bold=True), muted),
        quote=_format(theme.serif(base_pt * 1.34, italic=True), ink),
        upright_quote=_format(theme.serif(base_pt * 1.34), ink),
        name=_dotted(_format(body, ink), colour(palette.muted, 0.55)),
        chip=_format(theme.sans(base_pt * 0.86), ink),
        road=_format(theme.sans(base_pt * 0.84), muted),
        chip_gap=_format(gap, ink),
        road_gap=_format(road_gap, ink),
        stances={
            stance: _capitals(theme.sans(base_pt * 0.86, bold=True), QColor(palette.stances[stance]))
            for stance in Stance
        },
        categories={
            role: _format(theme.sans(base_pt * 0.86), QColor(value)) for role, value in palette.categories.items()
        },
    )


def _format(font: QFont, ink: QColor) -> QTextCharFormat:
    result = QTextCharFormat()
    result.setFont(font)
    result.setForeground(ink)
    return result


def _dotted(style: QTextCharFormat, line: QColor) -> QTextCharFormat:
    """Return a format that is underlined calmly: it leads somewhere, and stands in the middle of a sentence."""
    style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    style.setUnderlineColor(line)
    return style


def _capitals(font: QFont, ink: QColor) -> QTextCharFormat:
    """Return a format that looks like capitals while copying and screen readers get the words as written."""
    font.setCapitalization(QFont.Capitalization.AllUppercase)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 104)
    return _format(font, ink)
