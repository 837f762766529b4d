"""The mark of a category as a small picture: its shape in its colour, as the timeline draws it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from gui.theme import Palette
from storage.model import Shape

SIZE_PX = 18
_RATIO = 3.0


def mark_icon(colour: str, shape: Shape, palette: Palette) -> QIcon:
    """Return the mark of a category whose colour is a role of the theme."""
    from gui.timeline.marks import Marks  # With the timeline's drawing: not before a dialog is opened.

    picture = QPixmap(round(SIZE_PX * _RATIO), round(SIZE_PX * _RATIO))
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = QColor(palette.categories.get(colour, palette.categories["slate"]))
    if shape is Shape.BAND:
        painter.setPen(QPen(tint, 1.2))
        pale = QColor(tint)
        pale.setAlphaF(0.35)
        painter.setBrush(pale)
        painter.drawRoundedRect(QRectF(1.5, SIZE_PX / 2 - 4, SIZE_PX - 3, 8), 2, 2)
    else:
        painter.translate(QPointF(SIZE_PX / 2, SIZE_PX / 2))
        Marks(palette.selection_edge, palette.paper).paint(painter, shape.value, tint, QColor(palette.paper), 1.0)
    painter.end()
    return QIcon(picture)


def colour_icon(colour: str, palette: Palette) -> QIcon:
    """Return a square of a colour, by its role."""
    return mark_icon(colour, Shape.SQUARE, palette)
