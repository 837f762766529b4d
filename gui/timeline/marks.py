"""Marks and bars: a category's shape and colour, and what is open or uncertain about a date.

Lasting events are solid, a date of some precision is a pale bar as wide as that precision, uncertain dates and
one-of-a-set are hatched, approximate ends are soft, open ends have an arrow, unknown ends a dotted line.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from gui.timeline.layout.columns import BODIES, MARK_RADIUS_PX, SOFT_PX, STUB_PX
from storage.dates import Body, Edge

BarStyle = tuple[int, int, int]
_INSTANT = BODIES.index(Body.INSTANT)
_LASTING = BODIES.index(Body.LASTING)
_ONE_OF = BODIES.index(Body.ONE_OF)
_OUT = int(Edge.OPEN | Edge.UNKNOWN)
_SHORTEST_BAR_PX = 8.0


class Marks:
    """The shapes of categories as paths about the origin."""

    def __init__(self) -> None:
        self._paths = {name: make(MARK_RADIUS_PX) for name, make in _SHAPES.items()}

    def paint(self, painter: QPainter, shape: str, at: QPointF, tint: QColor, paper: QColor, style: BarStyle) -> None:
        """Paint a mark: hollow where the date is uncertain, pale where it is approximate."""
        body, start, end = style
        painter.save()
        painter.translate(at)
        painter.setPen(QPen(tint, 1.6))
        if body == _ONE_OF or (start | end) & Edge.HATCHED:
            painter.setBrush(paper)
        elif (start | end) & Edge.SOFT:
            pale = QColor(tint)
            pale.setAlphaF(0.45)
            painter.setBrush(pale)
        else:
            painter.setBrush(tint)
        painter.drawPath(self._paths.get(shape, self._paths["circle"]))
        painter.restore()


def paint_bar(painter: QPainter, bar: QRectF, tint: QColor, paper: QColor, style: BarStyle, width_px: float) -> None:
    """Paint a bar and what its ends are like; a bar too short to see is left to its mark."""
    _, start, end = style
    # Clip first: the raster engine wraps coordinates past 2^15.
    seen = QRectF(bar)
    seen.setLeft(max(bar.left(), -60.0))
    seen.setRight(min(bar.right(), width_px + 60.0))
    if seen.width() > 0 and bar.width() >= _SHORTEST_BAR_PX:
        _paint_body(painter, seen, tint, paper, style)
    if start & _OUT and bar.left() > -40:
        _paint_stub(painter, QPointF(bar.left(), bar.center().y()), -STUB_PX + 6, tint, start)
    if end & _OUT and bar.right() < width_px + 40:
        _paint_stub(painter, QPointF(bar.right(), bar.center().y()), STUB_PX - 6, tint, end)


def _paint_body(painter: QPainter, bar: QRectF, tint: QColor, paper: QColor, style: BarStyle) -> None:
    body, start, end = style
    uncertain = body == _ONE_OF or (start | end) & Edge.HATCHED
    soft = bool(start & Edge.SOFT), bool(end & Edge.SOFT)
    if any(soft):
        bar = bar.adjusted(-SOFT_PX if soft[0] else 0, 0, SOFT_PX if soft[1] else 0, 0)
    path = QPainterPath()
    path.addRoundedRect(bar, 2, 2)
    fill = QColor(tint)
    if body != _LASTING and not uncertain:
        fill.setAlphaF(0.32)
    painter.fillPath(path, _fade(bar, fill, *soft) if any(soft) else QBrush(fill))
    if uncertain:
        _paint_hatching(painter, path, bar, paper)
    elif body not in (_LASTING, _INSTANT) and not any(soft):
        painter.strokePath(path, QPen(tint, 1.2))


def _fade(bar: QRectF, fill: QColor, soft_start: bool, soft_end: bool) -> QBrush:
    clear = QColor(fill)
    clear.setAlphaF(0.0)
    gradient = QLinearGradient(bar.topLeft(), bar.topRight())
    share = min(2.5 * SOFT_PX / max(bar.width(), 1.0), 0.5 if soft_start and soft_end else 0.9)
    gradient.setColorAt(0, clear if soft_start else fill)
    gradient.setColorAt(share if soft_start else 0.0001, fill)
    gradient.setColorAt(1 - share if soft_end else 0.9999, fill)
    gradient.setColorAt(1, clear if soft_end else fill)
    return QBrush(gradient)


def _paint_hatching(painter: QPainter, path: QPainterPath, bar: QRectF, paper: QColor) -> None:
    painter.save()
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(paper, 1.8))
    step = 6.0
    x = math.floor(bar.left() / step) * step - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom() + 1), QPointF(x + bar.height() + 2, bar.top() - 1))
        x += step
    painter.restore()


def _paint_stub(painter: QPainter, at: QPointF, length: float, tint: QColor, edge: int) -> None:
    pen = QPen(tint, 1.8)
    if edge & Edge.UNKNOWN:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    tip = at + QPointF(length, 0)
    painter.drawLine(at, tip)
    if edge & Edge.OPEN:
        back = -5.0 if length > 0 else 5.0
        painter.setPen(QPen(tint, 1.8))
        painter.drawPolyline([tip + QPointF(back, -4), tip, tip + QPointF(back, 4)])


def _circle(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0, 0), radius - 0.3, radius - 0.3)
    return path


def _square(radius: float) -> QPainterPath:
    path = QPainterPath()
    side = radius * 1.72
    path.addRect(QRectF(-side / 2, -side / 2, side, side))
    return path


def _polygon(corners: int, turn: float, stretch: float = 1.0, inner: float | None = None) -> QPainterPath:
    """Return a regular polygon, or a star where an inner radius is given."""
    radius = MARK_RADIUS_PX * stretch
    points = []
    count = corners if inner is None else corners * 2
    for place in range(count):
        reach = radius if inner is None or place % 2 == 0 else radius * inner
        angle = turn + 2 * math.pi * place / count
        points.append(QPointF(reach * math.sin(angle), -reach * math.cos(angle)))
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    path.closeSubpath()
    return path


def _cross(radius: float) -> QPainterPath:
    path = QPainterPath()
    arm = radius * 0.36
    points = [(-arm, -1), (arm, -1), (arm, -arm), (1, -arm), (1, arm), (arm, arm)]
    outline = [QPointF(x * (radius if abs(x) == 1 else 1), y * (radius if abs(y) == 1 else 1)) for x, y in points]
    outline += [QPointF(-point.x(), -point.y()) for point in outline]
    path.addPolygon(QPolygonF(outline))
    path.closeSubpath()
    return path


_SHAPES = {
    "circle": _circle,
    "square": _square,
    "triangle": lambda radius: _polygon(3, 0.0, 1.16),
    "diamond": lambda radius: _polygon(4, 0.0, 1.12),
    "hexagon": lambda radius: _polygon(6, math.pi / 6),
    "star": lambda radius: _polygon(5, 0.0, 1.3, 0.45),
    "cross": _cross,
}
