"""The program's own icons; the drawn ones take the theme's colours."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from gui.theme import Palette

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)
_SIDE_PX = 16


def app_icon() -> QIcon:
    """Return the program's icon in all its sizes."""
    icon = QIcon()
    for side_px in _SIZES_PX:
        icon.addFile(str(FOLDER / f"timeline-reader-{side_px}.png"), QSize(side_px, side_px))
    return icon


def drawn_icon(name: str, palette: Palette) -> QIcon:
    """Return one of the one-colour icons ("back", "forward", "close") in a theme's ink.

    Raises OSError where the icon's file is missing.
    """
    icon = QIcon()
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    for mode, colour in ((QIcon.Mode.Normal, palette.ink), (QIcon.Mode.Disabled, palette.muted)):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
        for ratio in (1, 2, 3):
            pixmap = QPixmap(_SIDE_PX * ratio, _SIDE_PX * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setOpacity(1.0 if mode is QIcon.Mode.Normal else 0.45)
            renderer.render(painter)
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap, mode)
    return icon
