"""The bar below the preview of what prints."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.printing.preview_leaves import Zoom
from gui.printing.preview_pane import PreviewPane
from gui.theme import Theme


def test_no_button_shows_half_of_its_word(qtbot: QtBot) -> None:
    pane = PreviewPane(Theme())
    qtbot.addWidget(pane)
    seen = set()
    for width_px in range(200, 620, 10):
        pane.resize(width_px, 400)
        pane.show()
        QApplication.processEvents()
        buttons = [pane.zooms.button(zoom.value) for zoom in (Zoom.ALL, Zoom.PAGE, Zoom.WIDTH)]
        assert all(each.width() >= each.sizeHint().width() for each in buttons if each.isVisible())
        seen.add(pane.zooms.isVisible())
    assert seen == {True, False}
