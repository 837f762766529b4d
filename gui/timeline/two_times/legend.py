"""What the marks of the view in two times mean, above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.signs import STANCE_SIGNS
from gui.timeline.picture import Look
from gui.timeline.two_times.plane import Plane
from gui.timeline.two_times.stance_marks import RADIUS_PX, paint_stance
from storage.model import Stance

_MARK_PX = 2 * RADIUS_PX + 7
_PAD_PX = 8.0
_GAP_PX = 14.0
LINE_PX = 20.0


def paint_legend(painter: QPainter, look: Look, plane: Plane) -> None:
    """Paint the stances with their words on one line above the strip of events; what has no room is left out."""
    metrics = QFontMetricsF(look.small)
    entries = [(stance, False, STANCE_SIGNS[stance][1]) for stance in Stance]
    entries.append((Stance.ASSERTS, True, "dated by its source"))
    painter.fillRect(QRectF(0, 0, plane.gutter_left, LINE_PX), QColor(look.palette.paper))
    painter.setFont(look.small)
    left = _PAD_PX
    for stance, hollow, words in entries:
        width = metrics.horizontalAdvance(words)
        if left + _MARK_PX + width > plane.gutter_left - _PAD_PX:
            return
        painter.save()
        painter.translate(left + RADIUS_PX, LINE_PX / 2)
        paint_stance(painter, stance, look.palette, hollow=hollow)
        painter.restore()
        painter.setPen(QColor(look.palette.muted))
        room = QRectF(left + _MARK_PX, 0, width + 2, LINE_PX)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        left += _MARK_PX + width + _GAP_PX
