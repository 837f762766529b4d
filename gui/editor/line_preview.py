"""Rows of words under the line of quick entry, painted as plain text whatever stands in them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.editor.line_words import Ink, Row, Run
from gui.theme import Theme

_ROW_SPACE = 1.45
_BAR_PX = 3
_INDENT_PX = 11
_MOST_ROWS = 12


class LinePreview(QWidget):
    """Shows rows; what has no room on a row ends in dots, rows beyond the twelfth are counted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._fonts: dict[Ink, tuple[QFont, QFontMetricsF]] = {}
        self.setObjectName("quickPreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def words(self) -> list[str]:
        """Return the rows without their looks."""
        return [row.text for row in self._rows]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        shown = tuple(rows[:_MOST_ROWS])
        if len(rows) > _MOST_ROWS:
            shown = (*shown[:-1], Row((Run(f"and {len(rows) - _MOST_ROWS + 1} more", Ink.MUTED),)))
        if shown == self._rows:
            return
        count, self._rows = len(self._rows), shown
        self.setAccessibleName("What would be added: " + ". ".join(self.words))
        if count != len(shown):
            self.setVisible(bool(shown))
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Need a row's height for each."""
        return QSize(100, round(len(self._rows) * self._row_px()))

    def minimumSizeHint(self) -> QSize:
        """Never be less high."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows."""
        painter = QPainter(self)
        row_px = self._row_px()
        for number, row in enumerate(self._rows):
            self._paint_row(painter, row, QRectF(0, number * row_px, self.width(), row_px))

    def _paint_row(self, painter: QPainter, row: Row, box: QRectF) -> None:
        palette = self._theme.palette
        x = 0.0
        if row.bar:
            painter.fillRect(QRectF(0, box.y() + 2, _BAR_PX, box.height() - 4), QColor(palette.stances[row.bar]))
            x = float(_INDENT_PX)
        for run in row.runs:
            font, metrics = self._font(run.ink)
            room = box.width() - x
            text, width = run.text, metrics.horizontalAdvance(run.text)
            if width > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(self._colour(run))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(x, box.y(), max(room, 1.0), box.height()), align | Qt.TextFlag.TextSingleLine, text)
            x += width
            if x >= box.width():
                break

    def _colour(self, run: Run) -> QColor:
        palette = self._theme.palette
        if run.role:
            return QColor(palette.stances.get(run.role) or palette.categories.get(run.role, palette.ink))
        own = {Ink.MUTED: palette.muted, Ink.MONO: palette.muted, Ink.NEW: palette.accent}
        return QColor(own.get(run.ink, palette.ink))

    def _font(self, ink: Ink) -> tuple[QFont, QFontMetricsF]:
        if ink not in self._fonts:
            size, theme = self.font().pointSizeF(), self._theme
            font = {
                Ink.STRONG: theme.sans(size, bold=True),
                Ink.MONO: theme.mono(size * 0.9),
                Ink.QUOTE: theme.serif(size, italic=True),
            }.get(ink, theme.sans(size))
            self._fonts[ink] = font, QFontMetricsF(font)
        return self._fonts[ink]

    def _row_px(self) -> float:
        return round(self._font(Ink.PLAIN)[1].height() * _ROW_SPACE)
