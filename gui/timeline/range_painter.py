"""Paints figures over the time of saying: marks and bars by owner, arrows for bounds, soft ones for "about"."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.theme import Palette, colour
from gui.timeline.axis_painter import AxisPainter
from gui.timeline.geometry import Geometry
from gui.timeline.labels import Labels
from gui.timeline.layout.ticks import axis_ticks
from gui.timeline.marks import Marks
from gui.timeline.picture import Look
from gui.timeline.range_points import Plotted, Point
from gui.timeline.sprites import Ground, Sprites
from storage.qualifiers import Bound

_ARROW_PX = 17.0
_ARROW_FROM_PX = 8.0
_HALO_PX = 10.0
_CAP_PX = 4.0
_OPEN_PX = 16.0
_STRIKE_PX = 8.0
_PALE = 0.3
LABEL_GAP_PX = 26.0


class RangePainter:
    """Paints plots in one look of the theme."""

    def __init__(self, look: Look) -> None:
        self.look = look
        labels = Labels(look)
        self._sprites = Sprites(4 << 20)
        self._axis = AxisPainter(look, labels)
        self._marks = Marks(look.palette.selection_edge, look.palette.paper)
        self.small = QFontMetricsF(look.small)

    @property
    def palette(self) -> Palette:
        """Return the colours."""
        return self.look.palette

    def axis_height(self) -> float:
        """Return what the axis of time takes at the bottom."""
        return self._geometry(1.0, 1.0).axis_row

    def paint(
        self, painter: QPainter, plotted: Plotted, size: tuple[float, float], zone: str, chosen: int, hovered: int
    ) -> None:
        """Paint a plot; `chosen` and `hovered` are places of figures in their group, -1 for none."""
        width, height = size
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.fillRect(QRectF(0, 0, width, height), QColor(self.palette.paper))
        self._paint_values(painter, plotted)
        self._paint_times(painter, plotted, height, zone)
        for point in sorted(plotted.points, key=lambda one: (one.place == hovered, one.place == chosen)):
            self._paint_point(painter, plotted, point, chosen=point.place == chosen, hovered=point.place == hovered)

    def _geometry(self, width: float, height: float) -> Geometry:
        title = QFontMetricsF(self.look.title)
        return Geometry(width, height, title.height(), self.small.height())

    def _paint_values(self, painter: QPainter, plotted: Plotted) -> None:
        values = plotted.values
        painter.setFont(self.look.small)
        for px, words in values.ticks(LABEL_GAP_PX):
            painter.setPen(QPen(QColor(self.palette.grid), 1))
            painter.drawLine(QLineF(plotted.left_px, round(px) + 0.5, plotted.width_px, round(px) + 0.5))
            painter.setPen(QColor(self.palette.muted))
            box = QRectF(0, px - self.small.height() / 2, plotted.left_px - 6, self.small.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        if values.is_log:
            box = QRectF(plotted.left_px + 6, 2, 120, self.small.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "log scale")

    def _paint_times(self, painter: QPainter, plotted: Plotted, height: float, zone: str) -> None:
        geometry = self._geometry(plotted.right_px - plotted.left_px, height)
        axis = axis_ticks(plotted.times.panned(plotted.left_px), geometry.width, zone, "en", self._axis.small_width)
        painter.save()
        painter.translate(plotted.left_px, 0)
        painter.setClipRect(QRectF(0, geometry.axis_top - 1, geometry.width, geometry.axis_row + 2))
        ground = Ground(painter, self._sprites)
        self._axis.paint_axis(ground, geometry, axis, geometry.axis_top)
        ground.flush()
        painter.restore()
        if plotted.has_undated:
            painter.setPen(QPen(QColor(self.palette.rule), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(plotted.right_px + 0.5, 0, plotted.right_px + 0.5, height))
            painter.setPen(QColor(self.palette.muted))
            painter.setFont(self.look.small)
            box = QRectF(plotted.right_px, geometry.axis_top + 8, plotted.width_px - plotted.right_px, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, "undated")

    def _paint_point(self, painter: QPainter, plotted: Plotted, point: Point, *, chosen: bool, hovered: bool) -> None:
        tint = QColor(self.palette.categories.get(point.look.role, self.palette.categories["slate"]))
        x, heights = plotted.x(point), plotted.heights(point)
        if chosen or hovered:
            self._paint_ring(painter, x, heights, chosen=chosen)
        if point.bound is Bound.ABOUT:
            painter.setPen(Qt.PenStyle.NoPen)
            for reach, alpha in ((_HALO_PX + 4, 0.12), (_HALO_PX, 0.2)):
                painter.setBrush(colour(tint.name(), alpha))
                for y in heights:
                    painter.drawEllipse(QPointF(x, y), reach, reach)
        self._paint_range(painter, plotted, point, x, tint)
        self._paint_span(painter, plotted, point, x, heights, tint)
        if point.bound in (Bound.AT_LEAST, Bound.AT_MOST):
            _paint_arrow(painter, x, heights, tint, up=point.bound is Bound.AT_LEAST)
        for y in heights:
            painter.save()
            painter.translate(x, y)
            fill = 0.45 if point.bound is Bound.ABOUT else 1.0
            is_claimed = point.entry.is_claimed
            paper = QColor(self.palette.paper)
            self._marks.paint(painter, point.look.shape.value, tint, paper, fill if is_claimed else 0.0)
            if not is_claimed:
                _strike(painter, QColor(self.palette.stances[point.entry.stance.value]))
            painter.restore()

    def _paint_ring(self, painter: QPainter, x: float, heights: list[float], *, chosen: bool) -> None:
        painter.setPen(QPen(QColor(self.palette.selection_edge if chosen else self.palette.rule), 1.6))
        painter.setBrush(QColor(self.palette.selection if chosen else self.palette.raised))
        top, bottom = min(heights) - 10, max(heights) + 10
        painter.drawRoundedRect(QRectF(x - 10, top, 20, bottom - top), 10, 10)

    def _paint_range(self, painter: QPainter, plotted: Plotted, point: Point, x: float, tint: QColor) -> None:
        if point.low is None or point.high is None:
            return
        top, bottom = plotted.values.px(max(point.low, point.high)), plotted.values.px(min(point.low, point.high))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tint.name(), _PALE))
        painter.drawRoundedRect(QRectF(x - 3.5, top, 7, max(bottom - top, 1.0)), 2, 2)
        painter.setPen(QPen(tint, 1.6))
        painter.drawLines([QLineF(x - _CAP_PX - 2, y, x + _CAP_PX + 2, y) for y in (top, bottom)])

    def _paint_span(
        self, painter: QPainter, plotted: Plotted, point: Point, x: float, heights: list[float], tint: QColor
    ) -> None:
        """Paint a bar across from the first to the last moment at which the figure may have been given."""
        if point.span is None:
            return
        left, right = plotted.across(point)
        for y in heights:
            painter.setPen(QPen(colour(tint.name(), 0.75), 1.3))
            if right - left > 12:
                painter.drawLine(QLineF(left, y, right, y))
                ends = [] if point.span.open_start else [left]
                ends += [] if point.span.open_end else [right]
                painter.drawLines([QLineF(end, y - _CAP_PX, end, y + _CAP_PX) for end in ends])
            painter.setPen(QPen(colour(tint.name(), 0.75), 1.3, Qt.PenStyle.DotLine))
            if point.span.open_start:
                painter.drawLine(QLineF(min(left, x) - _OPEN_PX, y, min(left, x), y))
            if point.span.open_end:
                painter.drawLine(QLineF(max(right, x), y, max(right, x) + _OPEN_PX, y))


def _strike(painter: QPainter, tint: QColor) -> None:
    """Strike a mark out: whose it is denies the event, or cannot confirm it."""
    painter.setPen(QPen(tint, 2.0))
    painter.drawLine(QLineF(-_STRIKE_PX, _STRIKE_PX, _STRIKE_PX, -_STRIKE_PX))


def _paint_arrow(painter: QPainter, x: float, heights: list[float], tint: QColor, *, up: bool) -> None:
    """Paint an arrow to where the number that is meant may lie."""
    side = -1 if up else 1
    at = (min(heights) if up else max(heights)) + side * _ARROW_FROM_PX
    tip = at + side * _ARROW_PX
    painter.setPen(QPen(tint, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QLineF(x, at, x, tip))
    painter.drawPolyline([QPointF(x - 4, tip - side * 5), QPointF(x, tip), QPointF(x + 4, tip - side * 5)])
