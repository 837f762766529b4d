"""A line edit that underlines the characters that are wrong."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF, QTextLayout, QTextLine
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from gui.theme import Theme

_WAVE_PX = 2.0
# A pasted megabyte is refused in words; its letters need not be measured.
_LONGEST_MEASURED = 1000


class DateEdit(QLineEdit):
    """A line edit with a wavy line under `mark(start, end)`.

    The wave is painted over the text: Qt's own text formats in a line edit belong to the input method, and whoever
    sets them breaks off what is being composed.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked = (0, 0)
        theme.changed.connect(self.update)

    @property
    def marked(self) -> tuple[int, int]:
        """Return the first and the next character that is not underlined, as `mark` was given them."""
        return self._marked

    def mark(self, start: int, end: int) -> None:
        """Underline text()[start:end], in Python's characters; nothing where both are the same."""
        if (start, end) != self._marked:
            self._marked = (start, end)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text and the wave."""
        super().paintEvent(event)
        text = self.text()
        start, end = self._marked
        if start >= end or not text or len(text) > _LONGEST_MEASURED:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.stances["denies"]), 1.2))
        inner = self._inner_rect()
        painter.setClipRect(inner)
        for left, right in self._runs(text, _utf16(text, start), _utf16(text, end)):
            painter.drawPolyline(_wave(left, max(right, left + 6.0), inner.bottom() - 1.0))
        painter.end()

    def _inner_rect(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)

    def _runs(self, text: str, start: int, end: int) -> list[tuple[float, float]]:
        """Return the stretches, in widget pixels, in which the characters stand; text can run both ways."""
        layout = QTextLayout(text, self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        # The cursor tells how far the text has been scrolled.
        cursor = self.cursorRect()
        offset = cursor.center().x() - _x(line, self.cursorPosition())
        runs: list[tuple[float, float]] = []
        for place in range(start, end):
            left, right = sorted((_x(line, place) + offset, _x(line, place + 1) + offset))
            if runs and abs(runs[-1][1] - left) < 1:
                runs[-1] = (runs[-1][0], right)
            elif runs and abs(runs[-1][0] - right) < 1:
                runs[-1] = (left, runs[-1][1])
            else:
                runs.append((left, right))
        return runs


def _x(line: QTextLine, place: int) -> float:
    # PySide gives the place back as well, which its stubs do not know.
    at: object = line.cursorToX(place)
    return float(at[0] if isinstance(at, tuple) else at)  # type: ignore[arg-type]


def _utf16(text: str, place: int) -> int:
    """Return a place in Qt's units: letters beyond the first 65,536 are two."""
    return place + sum(char > "\uffff" for char in text[:place])


def _wave(left: float, right: float, base: float) -> QPolygonF:
    points, x, up = [], left, False
    while x < right:
        points.append(QPointF(x, base - (_WAVE_PX if up else 0.0)))
        x, up = x + _WAVE_PX, not up
    points.append(QPointF(right, base - (_WAVE_PX if up else 0.0)))
    return QPolygonF(points)
