"""Bounds of titles' widths."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from pytestqt.qtbot import QtBot

from gui.theme import SANS_FAMILIES, font_of
from gui.timeline.text_widths import TextWidths

TITLES = (
    "",
    "Who holds Homs?",
    "AVAVAV Ta To",
    "Çà et là, naïve œuvre",
    "Где президент?",
    "Πού είναι;",
    "سقوط مدينة حمص",
    "מי מחזיק בעיר",
    "會議在多哈舉行",
    "한국어 제목",
    "e\u0301\u0302\u0303",
)


@pytest.mark.parametrize("title", TITLES)
def test_no_title_is_wider_than_its_bound(qtbot: QtBot, title: str) -> None:
    font = font_of(SANS_FAMILIES, 10.0)
    assert TextWidths(font)([title])[0] >= QFontMetricsF(font).horizontalAdvance(title) - 0.5


def test_the_bound_of_usual_text_is_close(qtbot: QtBot) -> None:
    font, title = font_of(SANS_FAMILIES, 10.0), "The army leaves the city during the night"
    assert TextWidths(font)([title])[0] <= QFontMetricsF(font).horizontalAdvance(title) * 1.05 + 2


def test_each_of_many_titles_has_its_own_bound(qtbot: QtBot) -> None:
    widths = TextWidths(font_of(SANS_FAMILIES, 10.0))
    assert widths(list(TITLES)).tolist() == [widths([title])[0] for title in TITLES]
    assert len(widths([])) == 0


def test_another_font_has_another_identity(qtbot: QtBot) -> None:
    small, large = (TextWidths(font_of(SANS_FAMILIES, size)) for size in (9.0, 12.0))
    assert small.identity != large.identity
    assert small.identity == TextWidths(font_of(SANS_FAMILIES, 9.0)).identity
