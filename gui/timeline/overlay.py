"""What lies over all else while the reader measures time or draws a box to zoom to."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from gui.theme import colour
from gui.timeline.labels import Labels
from gui.timeline.picture import Look, Picture, Ruler
from gui.timeline.sprites import Ground

_SPARE_PX = 24.0


class Overlay:
    """Paints the ruler and the box, in one look."""

    def __init__(self, look: Look, labels: Labels) -> None:
        self.look = look
        self._labels = labels

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint those that there are."""
        if picture.box is not None:
            self._paint_box(ground, picture, *sorted(picture.box))
        if picture.ruler is not None:
            self._paint_ruler(ground, picture, picture.ruler)

    def _paint_box(self, ground: Ground, picture: Picture, left: float, right: float) -> None:
        left, right = _clipped(left, picture), _clipped(right, picture)
        accent = self.look.palette.accent
        ground.painter.fillRect(QRectF(left, 0, right - left, picture.geometry.axis_top), colour(accent, 0.12))
        ground.painter.setPen(QPen(QColor(accent), 1))
        bottom = picture.geometry.axis_top
        ground.painter.drawLines([QLineF(left, 0, left, bottom), QLineF(right, 0, right, bottom)])

    def _paint_ruler(self, ground: Ground, picture: Picture, ruler: Ruler) -> None:
        geometry, palette, painter = picture.geometry, self.look.palette, ground.painter
        left, right = sorted((_clipped(ruler.start_px, picture), _clipped(ruler.end_px, picture)))
        width, height = self._labels.small.width(ruler.label) + 24, geometry.small_px + 10
        middle = geometry.lanes_top + height / 2 + 4
        painter.fillRect(QRectF(left, 0, right - left, geometry.axis_top), colour(palette.accent, 0.07))
        painter.setPen(QPen(QColor(palette.accent), 1.4))
        uprights = [QLineF(px, 0, px, geometry.axis_top) for px in (left, right)]
        painter.drawLines([*uprights, QLineF(left, middle, right, middle)])
        # In the middle of what is in view of the stretch, and never beyond the edges.
        centre = (max(left, 0.0) + min(right, geometry.width)) / 2
        centre = min(max(centre, width / 2 + 4), geometry.width - width / 2 - 4)
        pill = QRectF(centre - width / 2, middle - height / 2, width, height)
        painter.setPen(QPen(QColor(palette.accent), 1.4))
        painter.setBrush(QColor(palette.panel))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        self._labels.stamp(ground, self._labels.small, pill.left() + 12, middle, ruler.label)
        ground.flush()
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _clipped(px: float, picture: Picture) -> float:
    return min(max(px, -_SPARE_PX), picture.geometry.width + _SPARE_PX)
