"""How statements are marked: each stance by a shape as well as by its colour."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.theme import Palette
from storage.model import Stance

RADIUS_PX = 5.0


def stance_colour(stance: Stance, palette: Palette) -> QColor:
    """Return a stance's colour."""
    return QColor(palette.stances[stance.value])


def paint_stance(painter: QPainter, stance: Stance, palette: Palette, *, hollow: bool = False) -> None:
    """Paint a mark about the painter's origin; a hollow one is dated by its source alone.

    Who asserts has a full disc, who asserts a part a half one, who denies a cross, who cannot confirm a question mark
    in a ring, and who only comments a small diamond.
    """
    tint, paper, radius = stance_colour(stance, palette), QColor(palette.paper), RADIUS_PX
    painter.setPen(QPen(tint, 1.5))
    painter.setBrush(paper)
    if stance is Stance.DENIES:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(), radius + 1.5, radius + 1.5)
        reach = radius * 0.82
        painter.setPen(QPen(tint, 1.4 if hollow else 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLines([QLineF(-reach, -reach, reach, reach), QLineF(-reach, reach, reach, -reach)])
    elif stance is Stance.COMMENTS:
        painter.setBrush(paper if hollow else tint)
        side = radius * 0.9
        painter.drawPolygon([QPointF(0, -side), QPointF(side, 0), QPointF(0, side), QPointF(-side, 0)])
    else:
        painter.drawEllipse(QPointF(), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tint)
        if stance is Stance.ASSERTS and not hollow:
            painter.drawEllipse(QPointF(), radius, radius)
        elif stance is Stance.ASSERTS:
            painter.drawEllipse(QPointF(), radius * 0.35, radius * 0.35)
        elif stance is Stance.PARTLY:
            painter.drawPie(QRectF(-radius, -radius, 2 * radius, 2 * radius), 90 * 16, 180 * 16)
        else:
            font = QFont(painter.font())
            font.setPixelSize(9)
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(tint)
            painter.drawText(QRectF(-radius, -radius, 2 * radius, 2 * radius), Qt.AlignmentFlag.AlignCenter, "?")
