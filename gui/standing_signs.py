"""The signs of standings, drawn: the one place for the timeline, the list, the legend and the menus.

What somebody doubts is a badge (a square, a disc, a thick ring) with a sign in it; what nobody doubts is a small disc:
full where independent origins vouch, a quarter for one alone, an empty ring of dots for none. Shapes alone tell them
apart, in grey too.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPainterPath, QPen, QPixmap

from gui.theme import Palette
from storage.standing import StandingKind

ICON_PX = 16
_SHARE_OF_CAPITALS = 1.3
_CALM = 0.72


def side_px(metrics: QFontMetricsF) -> float:
    """Return how wide and high signs are beside a font's letters: an even number, so that they are sharp."""
    return 2.0 * max(round(metrics.capHeight() * _SHARE_OF_CAPITALS / 2), 5)


def paint_standing(painter: QPainter, kind: StandingKind, middle: QPointF, side: float, palette: Palette) -> None:
    """Paint the sign of a standing about a point, `side` pixels wide and high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.translate(middle)
    painter.scale(side / 2, side / 2)
    _PAINTERS[kind](painter, QColor(palette.standings[kind.value]), QColor(palette.paper))
    painter.restore()


def standing_pixmap(kind: StandingKind, side: float, palette: Palette, ratio: float) -> QPixmap:
    """Return the sign of a standing as a pixmap with so many device pixels to each of its own; a pixel is left free."""
    whole = math.ceil((side + 2) * ratio)
    pixmap = QPixmap(whole, whole)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    middle = QPointF(whole / ratio / 2, whole / ratio / 2)
    paint_standing(painter, kind, middle, side, palette)
    painter.end()
    return pixmap


def standing_icon(kind: StandingKind, palette: Palette) -> QIcon:
    """Return the sign of a standing as an icon for menus, in the colours of a chosen entry too."""
    chosen = replace(palette, paper=palette.accent, standings=dict.fromkeys(palette.standings, palette.on_accent))
    icon = QIcon()
    for mode, colours in ((QIcon.Mode.Normal, palette), (QIcon.Mode.Active, chosen)):
        for ratio in (1, 2, 3):
            icon.addPixmap(standing_pixmap(kind, ICON_PX - 2, colours, ratio), mode)
    return icon


# Each is drawn from -1 to 1 both ways.


def _contested(painter: QPainter, tint: QColor, paper: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(QRectF(-1, -1, 2, 2), 0.3, 0.3)
    painter.setBrush(paper)
    for top in (-0.44, 0.16):
        painter.drawRect(QRectF(-0.62, top, 1.24, 0.28))
    painter.setPen(_pen(paper, 0.26))
    painter.drawLine(QPointF(-0.34, 0.72), QPointF(0.34, -0.72))


def _denied(painter: QPainter, tint: QColor, paper: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawEllipse(QPointF(), 1, 1)
    painter.setPen(_pen(paper, 0.32))
    for side in (-0.42, 0.42):
        painter.drawLine(QPointF(-side, -0.42), QPointF(side, 0.42))


def _unconfirmed(painter: QPainter, tint: QColor, paper: QColor) -> None:
    painter.setPen(_pen(tint, 0.26))
    painter.setBrush(paper)
    painter.drawEllipse(QPointF(), 0.87, 0.87)
    hook = QPainterPath(QPointF(-0.3, -0.26))
    hook.cubicTo(QPointF(-0.3, -0.68), QPointF(0.36, -0.66), QPointF(0.33, -0.24))
    hook.cubicTo(QPointF(0.3, 0.02), QPointF(0.0, -0.02), QPointF(0.0, 0.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(hook)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawEllipse(QPointF(0, 0.53), 0.16, 0.16)


def _single_source(painter: QPainter, tint: QColor, _paper: QColor) -> None:
    ring = QRectF(-_CALM, -_CALM, 2 * _CALM, 2 * _CALM)
    painter.setPen(_pen(tint, 0.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(ring)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawPie(ring, 0, 90 * 16)


def _corroborated(painter: QPainter, tint: QColor, _paper: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawEllipse(QPointF(), _CALM + 0.06, _CALM + 0.06)


def _unsourced(painter: QPainter, tint: QColor, _paper: QColor) -> None:
    pen = _pen(tint, 0.24)
    # Eight dots: of a pen's widths each, gaps and all.
    pen.setDashPattern([0.01, 2 * 3.1416 * _CALM / 0.24 / 8 - 0.01])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(), _CALM, _CALM)


def _pen(tint: QColor, width: float) -> QPen:
    return QPen(tint, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


_PAINTERS: Mapping[StandingKind, Callable[[QPainter, QColor, QColor], None]] = {
    StandingKind.CONTESTED: _contested,
    StandingKind.DENIED: _denied,
    StandingKind.UNCONFIRMED: _unconfirmed,
    StandingKind.SINGLE_SOURCE: _single_source,
    StandingKind.CORROBORATED: _corroborated,
    StandingKind.UNSOURCED: _unsourced,
}
