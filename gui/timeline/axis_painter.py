"""The axis below the lanes: a line, ticks with their labels, and the coarser tier below them; and a second one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.timeline.layout.ticks import LABEL_OFFSET_PX, Axis, Label, context_labels, labelled_ticks
from gui.timeline.layout.ticks_steps import TextWidth

if TYPE_CHECKING:
    from gui.timeline.geometry import Geometry
    from gui.timeline.picture import Look, Picture

TICK_PX = 6
NAME_GAP_PX = 8


class AxisPainter:
    """Paints the axes of pictures in one look; keeps what texts measure between them."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._small = QFontMetricsF(look.small)
        self._strong = QFontMetricsF(look.strong)
        # The same labels are measured for each frame. What measures them may be kept longer than a look is shown.
        self.small_width = _measure(self._small)
        self._strong_px = _measure(self._strong)

    def paint(self, painter: QPainter, picture: Picture) -> None:
        """Paint the axes at the picture's bottom edge; the painter's origin is the view's top left corner."""
        geometry = picture.geometry
        top = geometry.axis_top
        painter.fillRect(QRectF(0, top, geometry.width, geometry.height - top), QColor(self.look.palette.paper))
        for axis in (picture.axis, picture.second_axis):
            if axis is not None:
                self._paint_axis(painter, geometry, axis, top)
                top += geometry.axis_row

    def _paint_axis(self, painter: QPainter, geometry: Geometry, axis: Axis, top: float) -> None:
        labels = labelled_ticks(axis, geometry.width, self.small_width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self.look.palette.muted), 1))
        lines = [QLineF(0, top, geometry.width, top)]
        lines += [QLineF(tick.px, top, tick.px, top + TICK_PX) for tick in axis.ticks]
        lines += self._tier_lines(geometry, axis, labels, top)
        painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint_tick_labels(painter, labels, top + TICK_PX + self._small.ascent())
        self._paint_context(painter, geometry, axis, top)

    def _tier_lines(self, geometry: Geometry, axis: Axis, labels: Sequence[Label], top: float) -> list[QLineF]:
        """Return the lines of the coarser tier; they strike neither a label through nor the axis's name."""
        tier_top, bottom = self._tier_top(top), top + geometry.axis_row - 4
        taken = [(label.left_px - 2, label.left_px + self.small_width(label.text) + 2) for label in labels]
        lines = []
        for tick in axis.context[1:]:
            first = tier_top if any(left < tick.px < right for left, right in taken) else top
            last = tier_top if tick.px < self._name_px(axis.name) else bottom
            lines.append(QLineF(tick.px, first, tick.px, last))
        return lines

    def _paint_tick_labels(self, painter: QPainter, labels: Sequence[Label], baseline: float) -> None:
        painter.setFont(self.look.small)
        ink, muted = QColor(self.look.palette.ink), QColor(self.look.palette.muted)
        for label in labels:
            painter.setPen(ink if label.strong else muted)
            painter.drawText(QPointF(label.left_px, baseline), label.text)

    def _paint_context(self, painter: QPainter, geometry: Geometry, axis: Axis, top: float) -> None:
        baseline = self._tier_top(top) + self._strong.ascent()
        ink, muted = QColor(self.look.palette.ink), QColor(self.look.palette.muted)
        painter.setFont(self.look.small)
        painter.setPen(QColor(self.look.palette.accent))
        painter.drawText(QPointF(LABEL_OFFSET_PX, baseline), axis.name)
        left_px = self._name_px(axis.name)
        for label in context_labels(axis, geometry.width, self._strong_px, left_px):
            painter.setPen(muted if label.quiet else ink)
            painter.setFont(self.look.small if label.quiet else self.look.strong)
            painter.drawText(QPointF(label.left_px, baseline), label.text)
            if label.quiet and label.left_px > left_px + LABEL_OFFSET_PX:
                line_px = int(label.left_px - LABEL_OFFSET_PX) + 0.5
                painter.drawLine(QLineF(line_px, self._tier_top(top), line_px, top + geometry.axis_row - 4))

    def _tier_top(self, top: float) -> float:
        return top + TICK_PX + 4 + self._small.height()

    def _name_px(self, name: str) -> float:
        """Return where an axis's name at its left end ends."""
        return LABEL_OFFSET_PX + self.small_width(name) + NAME_GAP_PX if name else 0.0


def _measure(metrics: QFontMetricsF) -> TextWidth:
    # A function of our own: of Qt's, the cache would ask for its documentation, which takes Qt's binding 40 ms to make.
    return lru_cache(maxsize=1024)(lambda text: metrics.horizontalAdvance(text))
