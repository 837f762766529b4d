"""Marks, stars and bars on paper, in millimetres: a date that is open or uncertain shows it as on the screen."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPolygonF

from gui.printing.inks import HAIRLINE_MM, CategoryInk, InkMode, Inks, Pattern, pen
from gui.signs import DOUBTFUL
from gui.timeline.marks import fill_of
from storage.dates import BODIES, Body, Edge
from storage.standing import StandingKind

_LASTING, _INSTANT = BODIES.index(Body.LASTING), BODIES.index(Body.INSTANT)
_ONE_OF = BODIES.index(Body.ONE_OF)
_SOFT, _HATCHED, _OPEN, _UNKNOWN = (int(edge) for edge in (Edge.SOFT, Edge.HATCHED, Edge.OPEN, Edge.UNKNOWN))
_OUT = _OPEN | _UNKNOWN
_POINTS = {"triangle": (3, 0.0, 1.16), "diamond": (4, 0.0, 1.12), "hexagon": (6, math.pi / 6, 1.0)}
_PALE = 0.4
# The dashes of an end that is "about": from outside in, in thicknesses of the bar: where, and how long.
_FADING = ((0.0, 0.18), (0.55, 0.36), (1.3, 0.62))
_FADE_LENGTH = 2.3
Style = tuple[int, int, int]


ERA_TINT = 0.13


def era_ground(colour: str, mode: InkMode) -> QColor:
    """Return what the band of an era is filled with: pale, and nothing but paper in black."""
    return mixed(colour, 0.0 if mode is InkMode.MONO else ERA_TINT)


def mixed(colour: str, share: float, paper: str = "#ffffff") -> QColor:
    """Return so much of a colour on paper, without any transparency."""
    ink, ground = QColor(colour), QColor(paper)
    parts = [
        round(one * share + other * (1 - share))
        for one, other in zip(ink.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index]
    ]
    return QColor(*parts)


def paint_mark(painter: QPainter, at: tuple[float, float], radius: float, ink: CategoryInk, style: Style) -> None:
    """Paint the mark of an event: hollow where its date is uncertain, pale where it is approximate."""
    fill = fill_of(style)
    painter.save()
    painter.translate(*at)
    width = max(radius * 0.26, HAIRLINE_MM)
    painter.setPen(pen(ink.colour, width))
    painter.setBrush(mixed(ink.colour, 1.0 if fill >= 1.0 else _PALE if fill > 0.0 else 0.0))
    painter.drawPath(mark_path(ink.shape.value, round(radius - width / 2, 4)))
    if ink.pattern is not Pattern.PLAIN:
        _paint_pattern(painter, radius, ink, fill >= 1.0)
    painter.restore()


def _paint_pattern(painter: QPainter, radius: float, ink: CategoryInk, on_solid: bool) -> None:
    tone = QColor("#ffffff") if on_solid else QColor(ink.colour)
    reach, width = radius * 0.62, max(radius * 0.34, HAIRLINE_MM)
    painter.setPen(pen(tone, width))
    lines = {
        Pattern.BAR: ((-reach, 0.0, reach, 0.0),),
        Pattern.UPRIGHT: ((0.0, -reach, 0.0, reach),),
        Pattern.CROSS: ((-reach, 0.0, reach, 0.0), (0.0, -reach, 0.0, reach)),
        Pattern.SLASH: ((-reach * 0.7, reach * 0.7, reach * 0.7, -reach * 0.7),),
    }.get(ink.pattern)
    if lines is not None:
        painter.drawLines([QLineF(*line) for line in lines])
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    painter.drawEllipse(QPointF(0, 0), radius * 0.36, radius * 0.36)


def paint_star(painter: QPainter, at: tuple[float, float], radius: float, inks: Inks) -> None:
    """Paint the star of a starred event."""
    gold = inks.palette.selection_edge if inks.mode is InkMode.COLOUR else inks.palette.ink
    painter.save()
    painter.translate(*at)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(gold))
    painter.drawPath(mark_path("star", radius))
    painter.restore()


@lru_cache(maxsize=256)
def mark_path(shape: str, radius: float) -> QPainterPath:
    """Return the outline of a mark about its middle."""
    path = QPainterPath()
    if shape == "square":
        path.addRect(QRectF(-radius * 0.88, -radius * 0.88, radius * 1.76, radius * 1.76))
    elif shape == "band":
        path.addRect(QRectF(-radius * 1.3, -radius * 0.6, radius * 2.6, radius * 1.2))
    elif shape == "star":
        path.addPolygon(_polygon([radius * (1.25 if place % 2 == 0 else 0.55) for place in range(10)], 0.0))
        path.closeSubpath()
    elif shape == "cross":
        arm, end = radius * 0.36, radius
        corners = [(-arm, -end), (arm, -end), (arm, -arm), (end, -arm), (end, arm), (arm, arm)]
        corners += [(-x, -y) for x, y in corners]
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    elif shape in _POINTS:
        corners_count, turn, stretch = _POINTS[shape]
        path.addPolygon(_polygon([radius * stretch] * corners_count, turn))
        path.closeSubpath()
    else:
        path.addEllipse(QPointF(0, 0), radius * 0.95, radius * 0.95)
    return path


def _polygon(reaches: list[float], turn: float) -> QPolygonF:
    angles = [turn + 2 * math.pi * place / len(reaches) for place in range(len(reaches))]
    return QPolygonF(
        [QPointF(reach * math.sin(a), -reach * math.cos(a)) for reach, a in zip(reaches, angles, strict=True)]
    )


def paint_bar(
    painter: QPainter,
    bar: QRectF,
    colour: str,
    style: Style,
    stub_mm: float,
    view: tuple[float, float],
    standing: StandingKind | None = None,
) -> None:
    """Paint a bar and the stubs of its open ends, as far as it lies in view (from left to right).

    What is doubted shows along it, as on the screen: half empty, struck through, or broken into dashes.
    """
    body, start, end = style
    left, right = bar.left(), bar.right()
    thick = bar.height()
    fade = min(_FADE_LENGTH * thick, bar.width() * 0.4)
    first = left + (fade if start & _SOFT else 0.0)
    last = right - (fade if end & _SOFT else 0.0)
    low, high = max(first, view[0] - 5.0), min(last, view[1] + 5.0)
    if high > low:
        _paint_body(painter, QRectF(low, bar.top(), high - low, thick), colour, style)
        if standing in DOUBTFUL:
            _paint_doubt(painter, standing, left, QRectF(low, bar.top(), high - low, thick), colour)
    solid = mixed(colour, 1.0 if body in (_LASTING, _INSTANT) else 0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(solid)
    share = fade / (_FADE_LENGTH * thick) if thick else 1.0
    for edge, outside, side in ((start, left, 1), (end, right, -1)):
        if edge & _SOFT:
            for where, length in _FADING:
                at = outside + side * where * thick * share
                width = length * thick * share
                painter.drawRect(QRectF(at if side > 0 else at - width, bar.top(), width, thick))
    middle = bar.top() + thick / 2
    for edge, at, side in ((start, left, -1), (end, right, 1)):
        if edge & _OUT:
            _paint_stub(painter, at, middle, side, stub_mm, thick, colour, is_open=bool(edge & _OPEN))


def _paint_body(painter: QPainter, bar: QRectF, colour: str, style: Style) -> None:
    body, start, end = style
    width = max(bar.height() * 0.14, HAIRLINE_MM)
    inner = bar.adjusted(0, width / 2, 0, -width / 2)
    if body == _ONE_OF or (start | end) & _HATCHED:
        painter.setPen(pen(colour, width))
        painter.setBrush(QColor("#ffffff"))
        painter.drawRect(inner)
        _hatch(painter, inner, colour)
    elif body in (_LASTING, _INSTANT):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRect(bar)
    else:
        painter.setPen(pen(colour, width))
        painter.setBrush(mixed(colour, _PALE))
        painter.drawRect(inner)


def _paint_doubt(painter: QPainter, standing: StandingKind | None, begin: float, bar: QRectF, colour: str) -> None:
    """Take out of a bar what tells that it is doubted; `begin` is where it begins, in view or not."""
    height = bar.height()
    rim = max(height * 0.16, HAIRLINE_MM)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#ffffff"))
    if standing is StandingKind.UNCONFIRMED:
        dash, gap = 2.2 * height, 0.9 * height
        at = begin + dash + max(math.floor((bar.left() - begin - dash) / (dash + gap)), 0) * (dash + gap)
        gaps = []
        while at + gap < bar.right():
            gaps.append(QRectF(at, bar.top() - 0.1, gap, height + 0.2))
            at += dash + gap
        painter.drawRects(gaps)
        return
    inside = bar.adjusted(0, rim, 0, -rim)
    if standing is StandingKind.CONTESTED:
        inside.setTop(bar.center().y())
        painter.drawRect(inside)
        return
    painter.drawRect(inside)
    painter.fillRect(QRectF(inside.left(), bar.center().y() - rim / 2, inside.width(), rim), QColor(colour))


def _hatch(painter: QPainter, bar: QRectF, colour: str) -> None:
    """Draw slanted lines at the same places whatever part of the bar is in view."""
    height = bar.height()
    step = max(height * 1.1, 4 * HAIRLINE_MM)
    painter.setPen(pen(colour, max(step * 0.33, HAIRLINE_MM)))
    lines = []
    at = math.floor((bar.left() - height) / step) * step
    while at < bar.right():
        # Cut by hand: a clip of its own for each bar makes a PDF twice as long.
        low, high = max(at, bar.left()), min(at + height, bar.right())
        if high > low:
            lines.append(QLineF(low, bar.bottom() - (low - at), high, bar.bottom() - (high - at)))
        at += step
    painter.drawLines(lines)


def _paint_stub(
    painter: QPainter, at: float, middle: float, side: int, length: float, thick: float, colour: str, *, is_open: bool
) -> None:
    width = max(thick * 0.28, HAIRLINE_MM)
    tip = at + side * length
    line = pen(colour, width)
    if is_open:
        painter.setPen(line)
        painter.drawLine(QLineF(at, middle, tip - side * thick * 0.5, middle))
        head = [(0.0, 0.0), (-side * thick * 1.1, -thick * 0.62), (-side * thick * 1.1, thick * 0.62)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF([QPointF(tip + x, middle + y) for x, y in head]))
        return
    line.setDashPattern([1.0, 2.0])
    painter.setPen(line)
    painter.drawLine(QLineF(at, middle, tip, middle))
