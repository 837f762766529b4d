"""The headers of bands: name, count and a chevron; a collapsed one shows where its events lie."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.theme import colour
from gui.timeline.geometry import BandHeader
from gui.timeline.labels import Labels
from gui.timeline.picture import Look, Picture
from gui.timeline.ribbon_painter import paint_ribbon
from gui.timeline.sprites import Ground

_CHEVRON_PX = 12.0
_NAME_LEFT_PX = 30.0
_MOST_NAME_SHARE = 0.5


class BandPainter:
    """Paints the headers of bands over the lanes, in one look."""

    def __init__(self, look: Look, labels: Labels) -> None:
        self.look = look
        self._labels = labels

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint the headers in view, and where a band that is dragged would land."""
        geometry, painter = picture.geometry, ground.painter
        painter.save()
        painter.setClipRect(QRectF(0, geometry.lanes_top, geometry.width, geometry.lanes_height))
        for header in picture.bands:
            self._paint_header(ground, header, geometry.header_rect(header), header.band == picture.focused_band)
        ground.flush()
        if picture.drop_px is not None:
            painter.setPen(QPen(QColor(self.look.palette.accent), 2.5))
            y = geometry.lanes_top + picture.drop_px
            painter.drawLine(QPointF(0, y), QPointF(geometry.width, y))
        painter.restore()

    def _paint_header(self, ground: Ground, header: BandHeader, box: QRectF, focused: bool) -> None:
        painter, palette, labels = ground.painter, self.look.palette, self._labels
        middle = box.center().y()
        # A pixel higher: between the edge of the lanes' window and a header on a part of a pixel nothing may show.
        painter.fillRect(box.adjusted(0, -1, 0, 0), QColor(palette.panel))
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), QColor(palette.rule))
        tint = QColor(palette.categories.get(header.colour, palette.muted))
        if header.colour:
            painter.fillRect(QRectF(0, box.top(), 3, box.height()), tint)
        key = ("chevron", header.collapsed)
        size = (_CHEVRON_PX, _CHEVRON_PX)
        paint = partial(_paint_chevron, QColor(palette.muted), header.collapsed)
        ground.stamp(key, 11, middle - _CHEVRON_PX / 2, size, paint, is_one_of_few=True)
        name = labels.strong.cut(header.name, max(box.width() * _MOST_NAME_SHARE, 60.0))
        labels.stamp(ground, labels.strong, _NAME_LEFT_PX, middle, name)
        count = f"{header.count:,}"
        count_px = _NAME_LEFT_PX + labels.strong.width(name) + 10
        labels.stamp(ground, labels.detail, count_px, middle, count)
        if header.collapsed:
            paint_ribbon(ground, header.ribbon, box.adjusted(0, 4, 0, -1), colour(tint.name(), 0.3))
            # The words lie over the ribbon: it must not make them hard to read.
            words = QRectF(4, box.top() + 2, count_px + labels.detail.width(count) + 8, box.height() - 4)
            painter.fillRect(words, colour(palette.panel, 0.85))
        if focused:
            painter.setPen(QPen(QColor(palette.focus), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(1, 1, -1, -1.5))


def _paint_chevron(tint: QColor, collapsed: bool, painter: QPainter) -> None:
    """Paint a chevron: to the right for what is collapsed, down for what is open."""
    painter.translate(_CHEVRON_PX / 2, _CHEVRON_PX / 2)
    painter.rotate(0 if collapsed else 90)
    painter.setPen(QPen(tint, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline([QPointF(-2, -4), QPointF(2, 0), QPointF(-2, 4)])
