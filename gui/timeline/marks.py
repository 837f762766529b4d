"""Marks and bars: a category's shape and colour, and what is open or uncertain about a date.

Lasting events are solid, a date of some precision is a pale bar as wide as that precision, uncertain dates and
one-of-a-set are hatched, approximate ends are soft, open ends have an arrow, unknown ends a dotted line. What is
starred has a gold star before its mark.

What is doubted shows along its bar: contested ones are half full and half empty, denied ones empty and struck through,
unconfirmed ones broken into dashes.
"""

from __future__ import annotations

import math
from collections.abc import Hashable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QTransform

from gui.timeline.layout.columns import MARK_RADIUS_PX, SOFT_PX, STUB_PX
from gui.timeline.sprites import Ground
from storage.dates import BODIES, Body, Edge
from storage.standing import StandingKind

BarStyle = tuple[int, int, int]
_INSTANT = BODIES.index(Body.INSTANT)
_LASTING = BODIES.index(Body.LASTING)
_ONE_OF = BODIES.index(Body.ONE_OF)
# Plain numbers: an operation on the flags of Python costs as much as drawing a mark.
_SOFT, _HATCHED, _OPEN, _UNKNOWN = (int(edge) for edge in (Edge.SOFT, Edge.HATCHED, Edge.OPEN, Edge.UNKNOWN))
OUT = _OPEN | _UNKNOWN
SHORTEST_BAR_PX = 8.0
_NARROW_PX = 2 * MARK_RADIUS_PX
_STUB_END_PX = STUB_PX - 6
_HATCH_STEP_PX = 6.0
_STAR_PX = 6.0
STRIP_PX = 2048.0
BEYOND_PX = 60.0
"""So far beyond the view's edges a bar goes on."""
_ROUND_PX = 3.0
_RIM_PX = 1.25
_DASH_PX, _GAP_PX = 7.0, 3.0
_PALE = 0.45


class Marks:
    """Paints marks and stars, and stamps the ends of bars."""

    def __init__(self, gold: str, paper: str) -> None:
        self._paths = {name: make(MARK_RADIUS_PX) for name, make in _SHAPES.items()}
        self._gold, self._paper = QColor(gold), QColor(paper)
        self._star = _polygon(5, 0.0, _STAR_PX / MARK_RADIUS_PX, 0.46)

    def paint(self, painter: QPainter, shape: str, tint: QColor, paper: QColor, fill: float) -> None:
        """Paint a mark about the painter's origin."""
        painter.setPen(QPen(tint, 1.6))
        # Paper first: what is pale must not let a stem or a bar shine through.
        painter.setBrush(paper if fill < 1.0 else tint)
        path = self._paths.get(shape, self._paths["circle"])
        painter.drawPath(path)
        if 0.0 < fill < 1.0:
            pale = QColor(tint)
            pale.setAlphaF(fill)
            painter.fillPath(path, pale)

    def paint_star(self, painter: QPainter, *, leaning: bool) -> None:
        """Paint the star of a starred event before its mark, or leaning over it; the origin is the mark's middle."""
        painter.save()
        painter.translate(-MARK_RADIUS_PX if leaning else -MARK_RADIUS_PX - _STAR_PX - 3.0, 0.5)
        painter.setPen(QPen(self._paper, 2.4))
        painter.drawPath(self._star)
        painter.setPen(QPen(self._gold.darker(125), 0.8))
        painter.setBrush(self._gold)
        painter.drawPath(self._star)
        painter.restore()

    def stamp_ends(
        self, ground: Ground, left: float, right: float, middle: float, tint: QColor, style: BarStyle, width_px: float
    ) -> None:
        """Stamp the arrow of an end that is open and the dots of one that is unknown."""
        _, start, end = style
        if start & OUT and left > -40:
            self._stamp_stub(ground, left - _STUB_END_PX, middle, -1, tint, start)
        if end & OUT and right < width_px + 40:
            self._stamp_stub(ground, right, middle, 1, tint, end)

    def _stamp_stub(self, ground: Ground, left: float, middle: float, side: int, tint: QColor, edge: int) -> None:
        key = ("stub", side, tint.rgb(), edge & OUT)
        paint = partial(_paint_stub, side, tint, edge)
        ground.stamp(key, left - 2, middle - 6, (_STUB_END_PX + 4, 12.0), paint, is_one_of_few=True)


def fill_of(style: BarStyle) -> float:
    """Return how opaque a mark is: hollow (0) where the date is uncertain, pale where it is approximate."""
    body, start, end = style
    edges = start | end
    return 0.0 if body == _ONE_OF or edges & _HATCHED else _PALE if edges & _SOFT else 1.0


def is_milestone(style: BarStyle, width_px: float) -> bool:
    """Tell whether a starred event has a stem to the axis: it is at a point in time as far as one sees."""
    return style[0] != _LASTING and width_px <= _NARROW_PX


class Strip(NamedTuple):
    """A bar that looks the same wherever it stands: the keys of its beginning and end, and what they are painted with.

    The key of a beginning is that of a long strip, of which a bar shows a part.
    """

    begin: Hashable
    end: Hashable
    pen: QPen
    fill: QColor


class Bars:
    """Paints bars; keeps what they are painted with, and the hatching of each paper."""

    def __init__(self) -> None:
        self._tiles: dict[tuple[int, float], QPixmap] = {}
        self._strips: dict[tuple[int, bool], Strip] = {}

    def strip(self, tint: QColor, style: BarStyle) -> Strip | None:
        """Return the strip that a bar is stamped from, None where it is painted each time."""
        body, start, end = style
        if body == _ONE_OF or (start | end) & (_HATCHED | _SOFT):
            return None
        outlined = body not in (_LASTING, _INSTANT)
        key = (tint.rgb(), outlined)
        if key not in self._strips:
            pen, fill = _pen_and_fill(tint, outlined)
            self._strips[key] = Strip(("bar", *key), ("bar end", *key), pen, fill)
        return self._strips[key]

    def paint(
        self,
        ground: Ground,
        bar: QRectF,
        tint: QColor,
        paper: QColor,
        style: BarStyle,
        width_px: float,
        doubt: StandingKind | None = None,
    ) -> None:
        """Paint a bar, as far as it is in view; `doubt` is the standing of one that somebody doubts."""
        # Clip first: the raster engine wraps coordinates past 2^15.
        left, right = max(bar.left(), -BEYOND_PX), min(bar.right(), width_px + BEYOND_PX)
        if right <= left:
            return
        part = QRectF(left, bar.top(), right - left, bar.height())
        self._paint_body(ground, bar, part, tint, paper, style, is_plain=doubt is None)
        if doubt is not None:
            _paint_doubt(ground.painter, doubt, bar, part, tint, paper)

    def _paint_body(
        self,
        ground: Ground,
        whole: QRectF,
        bar: QRectF,
        tint: QColor,
        paper: QColor,
        style: BarStyle,
        *,
        is_plain: bool,
    ) -> None:
        strip = self.strip(tint, style) if is_plain else None
        if ground.ratio and strip is not None and bar.width() <= STRIP_PX:
            stamp_strip(ground, strip, bar.left(), bar.top(), bar.width(), bar.height())
            return
        body, start, end = style
        painter = ground.painter
        uncertain = body == _ONE_OF or (start | end) & _HATCHED
        soft = bool(start & _SOFT), bool(end & _SOFT)
        if any(soft):
            bar = bar.adjusted(-SOFT_PX if soft[0] else 0, 0, SOFT_PX if soft[1] else 0, 0)
        pen, fill = _pen_and_fill(tint, body not in (_LASTING, _INSTANT) and not uncertain)
        painter.setPen(QPen(Qt.PenStyle.NoPen) if any(soft) else pen)
        painter.setBrush(_fade(bar, fill, *soft) if any(soft) else fill)
        painter.drawRoundedRect(bar, 2, 2)
        if uncertain:
            self._hatch(ground, whole.left(), bar, paper)

    def _hatch(self, ground: Ground, from_px: float, bar: QRectF, paper: QColor) -> None:
        """Hatch a bar with paper; the lines are fast to its start, so that they move with it."""
        painter = ground.painter
        phase = math.fmod(from_px, _HATCH_STEP_PX)
        if ground.ratio:
            painter.setPen(Qt.PenStyle.NoPen)
            brush = QBrush(self._tile(paper, ground.ratio))
            brush.setTransform(QTransform.fromTranslate(phase, bar.top()).scale(*self._shrink(ground.ratio)))
            painter.setBrush(brush)
            painter.drawRect(bar)
            return
        painter.save()
        painter.translate(phase, bar.top())
        _draw_hatching(painter, paper, bar.left() - phase, bar.right() - phase, bar.height())
        painter.restore()

    def _tile(self, paper: QColor, ratio: float) -> QPixmap:
        key = (paper.rgb(), ratio)
        if key not in self._tiles:
            reach = 2 * _HATCH_STEP_PX
            wide, high = round(_HATCH_STEP_PX * ratio), round(reach * ratio)
            tile = QPixmap(wide, high)
            tile.fill(Qt.GlobalColor.transparent)
            painter = QPainter(tile)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.scale(wide / _HATCH_STEP_PX, high / reach)
            _draw_hatching(painter, paper, -reach, 2 * reach, reach)
            painter.end()
            self._tiles[key] = tile
        return self._tiles[key]

    def _shrink(self, ratio: float) -> tuple[float, float]:
        wide, high = round(_HATCH_STEP_PX * ratio), round(2 * _HATCH_STEP_PX * ratio)
        return _HATCH_STEP_PX / wide, 2 * _HATCH_STEP_PX / high


def _paint_doubt(
    painter: QPainter, doubt: StandingKind, whole: QRectF, bar: QRectF, tint: QColor, paper: QColor
) -> None:
    """Take out of a bar what tells that it is doubted; `whole` reaches beyond the view, `bar` does not."""
    inside = bar.adjusted(_RIM_PX, _RIM_PX, -_RIM_PX, -_RIM_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    if doubt is StandingKind.UNCONFIRMED:
        # Fast to the bar's beginning, so that they move with it.
        first = whole.left() + _DASH_PX
        first += max(math.floor((bar.left() - first) / (_DASH_PX + _GAP_PX)), 0) * (_DASH_PX + _GAP_PX)
        places = range(int(max(bar.right() - 2 - first, 0) // (_DASH_PX + _GAP_PX)) + 1)
        gaps = [
            QRectF(first + place * (_DASH_PX + _GAP_PX), bar.top() - 1, _GAP_PX, bar.height() + 2) for place in places
        ]
        painter.drawRects([gap for gap in gaps if gap.right() <= bar.right() - 2])
    elif doubt is StandingKind.CONTESTED:
        painter.drawRect(QRectF(QPointF(inside.left(), bar.center().y()), inside.bottomRight()))
    elif inside.width() > 0:
        painter.drawRect(inside)
        painter.fillRect(QRectF(inside.left(), bar.center().y() - _RIM_PX / 2, inside.width(), _RIM_PX), tint)


def _pen_and_fill(tint: QColor, outlined: bool) -> tuple[QPen, QColor]:
    fill = QColor(tint)
    if not outlined:
        return QPen(Qt.PenStyle.NoPen), fill
    fill.setAlphaF(0.32)
    return QPen(tint, 1.2), fill


def stamp_strip(ground: Ground, strip: Strip, left: float, top: float, width: float, height: float) -> None:
    """Stamp a bar as the beginning of a long one, and its end; it is no longer than `STRIP_PX`."""
    # On whole device pixels, so that the two meet exactly.
    until_px = round((width - _ROUND_PX + 1) * ground.ratio) / ground.ratio
    left, top = left - 1, top - 1
    if not ground.stamp_again(strip.begin, left, top, until_px):
        paint = partial(_paint_strip, strip, 1.0, height)
        ground.stamp(strip.begin, left, top, (STRIP_PX, height + 2), paint, until_px, is_one_of_few=True)
    left += until_px
    if not ground.stamp_again(strip.end, left, top):
        paint = partial(_paint_strip, strip, _ROUND_PX - STRIP_PX, height)
        ground.stamp(strip.end, left, top, (_ROUND_PX + 1, height + 2), paint, is_one_of_few=True)


def _paint_strip(strip: Strip, left: float, height: float, painter: QPainter) -> None:
    painter.setPen(strip.pen)
    painter.setBrush(strip.fill)
    painter.drawRoundedRect(QRectF(left, 1, STRIP_PX, height), 2, 2)


def _draw_hatching(painter: QPainter, paper: QColor, left: float, right: float, height: float) -> None:
    """Draw rising lines of paper from height 0 down, each `_HATCH_STEP_PX` from the next, and none beyond the sides."""
    painter.setPen(QPen(paper, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    # Each line stands on a multiple of the step where it begins at height 0: bars of all heights agree.
    x = math.floor((left - height) / _HATCH_STEP_PX) * _HATCH_STEP_PX - height % _HATCH_STEP_PX
    while x < right:
        begin, end = max(left - x, 0.0), min(right - x, height)
        if begin < end:
            painter.drawLine(QPointF(x + begin, height - begin), QPointF(x + end, height - end))
        x += _HATCH_STEP_PX


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


def _paint_stub(side: int, tint: QColor, edge: int, painter: QPainter) -> None:
    pen = QPen(tint, 1.8)
    if edge & _UNKNOWN:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    at = QPointF(2.0 if side > 0 else 2.0 + _STUB_END_PX, 6.0)
    tip = QPointF(2.0 + _STUB_END_PX if side > 0 else 2.0, 6.0)
    painter.drawLine(at, tip)
    if edge & _OPEN:
        back = QPointF(-5.0 * side, 4.0)
        painter.setPen(QPen(tint, 1.8))
        painter.drawPolyline([tip + QPointF(back.x(), -4.0), tip, tip + back])


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
