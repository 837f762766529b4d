"""What lies over all else while the reader measures time, draws a box, or carries an event to another date."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from gui.theme import colour
from gui.timeline.labels import Labels
from gui.timeline.picture import Ghost, Look, Picture, Ruler
from gui.timeline.sprites import Ground

_SPARE_PX = 24.0


class Overlay:
    """Paints the ruler, the boxes and what is carried, in one look."""

    def __init__(self, look: Look, labels: Labels) -> None:
        self.look = look
        self._labels = labels

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint those that there are."""
        if picture.box is not None:
            self._paint_box(ground, picture, *sorted(picture.box))
        if picture.ruler is not None:
            self._paint_ruler(ground, picture, picture.ruler)
        if picture.around is not None:
            self._paint_around(ground, picture.around)
        if picture.ghost is not None:
            self._paint_ghost(ground, picture, picture.ghost)
        if picture.note:
            self._paint_note(ground, picture)

    def _paint_note(self, ground: Ground, picture: Picture) -> None:
        """Paint a word in the upper corner, beside the eras' titles and over the lanes."""
        geometry, palette, writing, painter = picture.geometry, self.look.palette, self._labels.strong, ground.painter
        width = writing.width(picture.note) + _SPARE_PX
        box = QRectF(geometry.width - width - 8, geometry.lanes_top, width, writing.height + 8)
        painter.setPen(QPen(QColor(palette.selection_edge), 1))
        painter.setBrush(QColor(palette.selection))
        painter.drawRoundedRect(box, 5, 5)
        at = QPointF(box.left() + _SPARE_PX / 2, writing.baseline(box.center().y()))
        writing.write(painter, at, picture.note)

    def _paint_around(self, ground: Ground, box: QRectF) -> None:
        accent = self.look.palette.accent
        ground.painter.setPen(QPen(QColor(accent), 1, Qt.PenStyle.DashLine))
        ground.painter.setBrush(colour(accent, 0.08))
        ground.painter.drawRect(box)
        ground.painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_ghost(self, ground: Ground, picture: Picture, ghost: Ghost) -> None:
        """Paint where the event would lie, a line down to the axis at its start, and its date at the pointer."""
        geometry, palette, painter = picture.geometry, self.look.palette, ground.painter
        left, right = (_clipped(px, picture) for px in (ghost.left_px, ghost.right_px))
        accent = palette.muted if ghost.refused else palette.accent
        painter.setPen(QPen(colour(accent, 0.6), 1, Qt.PenStyle.DashLine))
        ends = (left, right) if right - left > 2 else (left,)
        painter.drawLines([QLineF(px, ghost.lane_top, px, geometry.axis_top) for px in ends])
        painter.setPen(QPen(QColor(accent), 1.4))
        painter.setBrush(colour(accent, 0.18))
        middle = ghost.lane_top + geometry.bar_offset + geometry.bar_height / 2
        if right - left > 2:
            painter.drawRoundedRect(QRectF(left, middle - 6, right - left, 12), 4, 4)
        else:
            painter.drawEllipse(QPointF(left, middle), 6, 6)
        self._paint_pill(ground, picture, ghost.at_px, ghost.at_y - geometry.small_px - 14, ghost.label, accent)

    def _paint_pill(
        self, ground: Ground, picture: Picture, centre: float, middle: float, text: str, accent: str
    ) -> None:
        geometry, painter = picture.geometry, ground.painter
        width, height = self._labels.small.width(text) + 24, geometry.small_px + 10
        centre = min(max(centre, width / 2 + 4), max(geometry.width - width / 2 - 4, width / 2 + 4))
        middle = max(middle, height / 2 + 4)
        pill = QRectF(centre - width / 2, middle - height / 2, width, height)
        painter.setPen(QPen(QColor(accent), 1.4))
        painter.setBrush(QColor(self.look.palette.panel))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        self._labels.stamp(ground, self._labels.small, pill.left() + 12, middle, text)
        ground.flush()
        painter.setBrush(Qt.BrushStyle.NoBrush)

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
        middle = geometry.lanes_top + geometry.small_px / 2 + 9
        painter.fillRect(QRectF(left, 0, right - left, geometry.axis_top), colour(palette.accent, 0.07))
        painter.setPen(QPen(QColor(palette.accent), 1.4))
        uprights = [QLineF(px, 0, px, geometry.axis_top) for px in (left, right)]
        painter.drawLines([*uprights, QLineF(left, middle, right, middle)])
        # In the middle of what is in view of the stretch.
        centre = (max(left, 0.0) + min(right, geometry.width)) / 2
        self._paint_pill(ground, picture, centre, middle, ruler.label, palette.accent)


def _clipped(px: float, picture: Picture) -> float:
    return min(max(px, -_SPARE_PX), picture.geometry.width + _SPARE_PX)
