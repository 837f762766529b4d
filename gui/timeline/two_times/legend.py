"""What the marks of the view in two times mean, in its upper corner."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.signs import STANCE_SIGNS
from gui.theme import colour
from gui.timeline.picture import Look
from gui.timeline.two_times.plane import Plane
from gui.timeline.two_times.stance_marks import RADIUS_PX, paint_stance
from storage.model import Stance

_MARK_PX = 2 * RADIUS_PX + 7
_PAD_PX = 8.0


def paint_legend(painter: QPainter, look: Look, plane: Plane) -> None:
    """Paint the stances with their words in the corner of what was said before it happened, which is seldom full.

    Where that has no room it is left out.
    """
    metrics = QFontMetricsF(look.small)
    entries = [(stance, False, STANCE_SIGNS[stance][1]) for stance in Stance]
    entries.append((Stance.ASSERTS, True, "dated by its source"))
    line_px = metrics.height() + 3
    width = _MARK_PX + max(metrics.horizontalAdvance(words) for *_, words in entries) + 2 * _PAD_PX
    height = line_px * len(entries) + _PAD_PX
    if width > plane.gutter_left * 0.4 or height > plane.plane_height * 0.4:
        return
    box = QRectF(plane.gutter_left - width - 8, plane.top + 8, width, height)
    painter.setPen(QPen(QColor(look.palette.rule), 1))
    painter.setBrush(colour(look.palette.paper, 0.9))
    painter.drawRoundedRect(box, 6, 6)
    painter.setFont(look.small)
    for number, (stance, hollow, words) in enumerate(entries):
        room = QRectF(box.left() + _PAD_PX, box.top() + _PAD_PX / 2 + number * line_px, width - 2 * _PAD_PX, line_px)
        painter.save()
        painter.translate(room.left() + RADIUS_PX, room.center().y())
        paint_stance(painter, stance, look.palette, hollow=hollow)
        painter.restore()
        painter.setPen(QColor(look.palette.muted))
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room.adjusted(_MARK_PX, 0, 0, 0), line, words)
