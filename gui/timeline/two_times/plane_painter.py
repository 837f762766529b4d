"""Paints the ground of the view in two times: both axes, the line of no delay, and how late lies below it."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from gui.theme import colour
from gui.timeline.axis_painter import AxisPainter
from gui.timeline.geometry import Geometry
from gui.timeline.labels import Labels
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import Axis, axis_ticks
from gui.timeline.picture import Look
from gui.timeline.sprites import Ground, Sprites
from gui.timeline.two_times.plane import GUTTER_PX, Plane

_TICK_PX = 5.0
_SHADE = 0.55
# So many times as long as its words a line is that bears them, and where along it they stand.
_LEAST_LABELLED = 1.6
_LABEL_SHARE = 0.7
AT_ONCE = "said as it happened"
BEFORE = "said before it happened"


class PlanePainter:
    """Paints planes in one look."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._sprites = Sprites(8 << 20)
        self.axis = AxisPainter(look, Labels(look))
        self.small, self.strong = QFontMetricsF(look.small), QFontMetricsF(look.strong)
        line_px = self.small.height()
        # An upright axis has room for a label where there is room for a line; a function of one's own, kept with it.
        self._line_px = lru_cache(maxsize=1)(lambda _label: line_px)

    def axis_px(self) -> float:
        """Return the height of the axis at the bottom."""
        return self._geometry(1.0, 1.0).axis_row

    def _geometry(self, width: float, height: float) -> Geometry:
        return Geometry(width, height, QFontMetricsF(self.look.title).height(), self.small.height())

    def paint(
        self, painter: QPainter, plane: Plane, zone: str, *, with_lags: bool = True, until_y: float = math.inf
    ) -> None:
        """Paint what lies under the statements; where there are none, no line tells how late they came.

        What lines are for is written above `until_y`.
        """
        palette = self.look.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.fillRect(QRectF(0, 0, plane.width, plane.height), QColor(palette.paper))
        across = axis_ticks(plane.across, plane.width, zone, "en", self.axis.small_width)
        painter.setPen(QPen(QColor(palette.grid), 1))
        painter.drawLines([QLineF(tick.px, plane.top, tick.px, plane.bottom) for tick in across.ticks])
        down = self._down(plane.down, plane.plane_height, zone)
        painter.setPen(QPen(QColor(palette.rule), 1))
        begun = [plane.top + tick.px for tick in down.context if tick.px > 0]
        painter.drawLines([QLineF(0, y, plane.width, y) for y in begun if y < plane.bottom])
        painter.save()
        painter.setClipRect(QRectF(0, plane.top, plane.width, plane.plane_height))
        if with_lags:
            self._paint_lags(painter, plane, until_y)
        painter.restore()
        self._paint_across(painter, plane, across)

    def paint_gutter(self, painter: QPainter, plane: Plane, zone: str) -> None:
        """Paint the axis of the time of saying, over what lies there."""
        palette, left = self.look.palette, plane.gutter_left
        painter.fillRect(QRectF(left, plane.top, GUTTER_PX, plane.plane_height), colour(palette.paper, 0.88))
        painter.setPen(QPen(QColor(palette.rule), 1))
        painter.drawLine(QLineF(left + 0.5, plane.top, left + 0.5, plane.bottom))
        painter.drawLine(QLineF(0, plane.top + 0.5, plane.width, plane.top + 0.5))
        axis = self._down(plane.down, plane.plane_height, zone)
        painter.save()
        painter.setClipRect(QRectF(0, plane.top, plane.width, plane.plane_height))
        self._paint_down(painter, plane, axis)
        painter.restore()
        head = QRectF(left, 0, GUTTER_PX, plane.top)
        painter.fillRect(head, QColor(palette.paper))
        self._write(painter, head.adjusted(6, 0, 0, 0), "said ↓", palette.muted)

    def _down(self, down: Scale, height: float, zone: str) -> Axis:
        return axis_ticks(down, height, zone, "en", self._line_px)

    def _paint_across(self, painter: QPainter, plane: Plane, axis: Axis) -> None:
        ground = Ground(painter, self._sprites)
        self.axis.paint_axis(ground, self._geometry(plane.width, plane.height), axis, plane.axis_top)
        ground.flush()

    def _paint_down(self, painter: QPainter, plane: Plane, axis: Axis) -> None:
        palette, line_px, left = self.look.palette, self.small.height(), plane.gutter_left
        taken: list[float] = []
        painter.setFont(self.look.strong)
        for number, tick in enumerate(axis.context):
            # What the top edge lies in is named there until the next begins.
            y = plane.top + max(tick.px, 0.0)
            following = plane.top + axis.context[number + 1].px if number + 1 < len(axis.context) else plane.bottom
            if following - y < line_px + 4 and number == 0:
                continue
            is_wide = self.strong.horizontalAdvance(tick.label) > GUTTER_PX - 8
            words = tick.short if tick.short and is_wide else tick.label
            words = self.strong.elidedText(words, Qt.TextElideMode.ElideRight, GUTTER_PX * 2)
            width = self.strong.horizontalAdvance(words) + 2
            box = QRectF(min(left + 6, plane.width - width - 6), y + 2, width, line_px)
            painter.fillRect(box, colour(palette.paper, 0.8))
            painter.setPen(QColor(palette.ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            taken.append(y + 2 + line_px / 2)
        painter.setFont(self.look.small)
        for tick in axis.ticks:
            y = plane.top + tick.px
            painter.setPen(QPen(QColor(palette.muted), 1))
            painter.drawLine(QLineF(left, y, left + _TICK_PX, y))
            if any(abs(y - other) < line_px for other in taken) or y < plane.top + line_px / 2:
                continue
            box = QRectF(left + _TICK_PX + 5, y - line_px / 2, GUTTER_PX - _TICK_PX - 6, line_px)
            painter.setPen(QColor(palette.ink if tick.strong else palette.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tick.label)
            taken.append(y)

    def _paint_lags(self, painter: QPainter, plane: Plane, until_y: float) -> None:
        palette = self.look.palette
        line = plane.diagonal()
        if line is not None:
            left, top, right, bottom = line
            # What lies to the right of it was said before it happened.
            corners = [QPointF(left, top), QPointF(right, bottom), QPointF(plane.width, bottom)]
            corners += [QPointF(plane.width, plane.top), QPointF(left, plane.top)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(palette.band, _SHADE))
            painter.drawPolygon(QPolygonF(corners))
        painter.setFont(self.look.small)
        if line is not None:
            self._paint_lag(painter, line, until_y, AT_ONCE, QPen(colour(palette.accent, 0.8), 1.4), palette.accent)
            self._paint_before(painter, plane, line)
        for lag_s, words in plane.lags():
            if (later := plane.diagonal(lag_s)) is not None:
                pen = QPen(colour(palette.muted, 0.5), 1, Qt.PenStyle.DashLine)
                self._paint_lag(painter, later, until_y, words, pen, palette.muted)

    def _paint_lag(
        self,
        painter: QPainter,
        line: tuple[float, float, float, float],
        until_y: float,
        words: str,
        pen: QPen,
        ink: str,
    ) -> None:
        """Paint a line and along it, where it is long enough, what it stands for."""
        left, top, right, bottom = line
        painter.setPen(pen)
        painter.drawLine(QLineF(left, top, right, bottom))
        width, height = self.small.horizontalAdvance(words), self.small.height()
        if bottom > until_y:
            right, bottom = left + (right - left) * (until_y - top) / (bottom - top), until_y
        if bottom <= top or math.hypot(right - left, bottom - top) < width * _LEAST_LABELLED:
            return
        painter.save()
        # Below the line, towards its end: the marks crowd at its beginning as a rule.
        painter.translate(left + (right - left) * _LABEL_SHARE, top + (bottom - top) * _LABEL_SHARE)
        painter.rotate(math.degrees(math.atan2(bottom - top, right - left)))
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(-width, 2, 2 * width, height), Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_before(self, painter: QPainter, plane: Plane, line: tuple[float, float, float, float]) -> None:
        """Say what the corner beyond the line is, where it lies wholly there."""
        width, height = self.small.horizontalAdvance(BEFORE), self.small.height()
        box = QRectF(plane.gutter_left - width - 8, plane.top + 5, width + 2, height)
        left, top, right, bottom = line
        slope = (bottom - top) / max(right - left, 1e-9)
        if left < box.left() and top + (box.left() - left) * slope > box.bottom() + height:
            self._write(painter, box, BEFORE, self.look.palette.muted)

    def _write(self, painter: QPainter, box: QRectF, words: str, ink: str) -> None:
        painter.setFont(self.look.small)
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
