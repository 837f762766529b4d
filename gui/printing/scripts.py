"""Fonts for scripts other than Latin, Greek and Cyrillic: what suits the text, and what a reader of a PDF finds again.

A PDF tells the letters of its glyphs by the font's own table. Where an Arabic font keeps its ligatures out of that
table (Noto Naskh does), "لا" is printed well and never found: such a font comes after those that are searched well.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

_ARABIC = ("Noto Sans Arabic", "Segoe UI", "Geeza Pro", "DejaVu Sans")
_SERIF = (
    *_ARABIC,
    *("Noto Serif Hebrew", "Noto Serif Thai", "Noto Serif Devanagari"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"),
)
_SANS = (
    *_ARABIC,
    *("Noto Sans Hebrew", "Noto Sans Thai", "Noto Sans Devanagari"),
    *("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
)


def for_all_scripts(font: QFont, *, serif: bool) -> QFont:
    """Return a font that takes letters it does not have from the fonts named here before any other."""
    installed = frozenset(QFontDatabase.families())
    result = QFont(font)
    others = (family for family in (_SERIF if serif else _SANS) if family in installed)
    result.setFamilies(list(dict.fromkeys((*font.families(), *others))))
    return result
