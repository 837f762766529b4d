"""Draws the rows of the event list: muted dates, titles, standing signs, and the chosen row as a warm band."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.reader.event_model import KIND_ROLE, Column
from gui.standing_signs import paint_standing, side_px
from gui.text import reads_right_to_left
from gui.theme import Theme, colour
from storage.standing import StandingKind

Index = QModelIndex | QPersistentModelIndex
EDGE_PX = 3
FOCUS_PX = 2
MARGIN_PX = 14
GAP_PX = 6
DATE_GAP_PX = 2
"""Behind a date; the title begins with a gap of its own."""


def date_font(font: QFont) -> QFont:
    """Return the smaller font of the dates."""
    small = QFont(font)
    small.setPointSizeF(max(1.0, font.pointSizeF() * 0.9))
    return small


class EventDelegate(QStyledItemDelegate):
    """Paints one cell; all rows are equally high."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def row_height_px(self, font: QFont) -> int:
        """Return the height of every row."""
        return QFontMetrics(font).height() + 14

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Return the model's text as it is."""
        return str(value)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a cell's natural size."""
        text = str(index.data() or "")
        width = option.fontMetrics.horizontalAdvance(text) + MARGIN_PX + GAP_PX
        return QSize(width, self.row_height_px(option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the band or the hover, the rule below the row, and the cell's text."""
        painter.save()
        # A heap of accents on one letter must not reach into the neighbouring rows.
        painter.setClipRect(option.rect)
        column = Column(index.column())
        self._draw_ground(painter, option, column, is_current=_is_current(option.widget, index))
        painter.setPen(QColor(self._theme.palette.ink))
        text = str(index.data() or "")
        if column is Column.STANDING:
            side, middle = side_px(QFontMetricsF(option.font)), QRectF(option.rect.adjusted(0, 0, 0, -1)).center()
            paint_standing(painter, StandingKind(index.data(KIND_ROLE)), middle, side, self._theme.palette)
        elif column is Column.DATE:
            painter.setFont(date_font(option.font))
            painter.setPen(QColor(self._theme.palette.muted))
            self._draw_line(painter, option.rect.adjusted(MARGIN_PX, 0, -DATE_GAP_PX, -1), text)
        else:
            painter.setFont(option.font)
            self._draw_line(painter, option.rect.adjusted(GAP_PX, 0, 0, -1), text)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, column: Column, *, is_current: bool
    ) -> None:
        palette = self._theme.palette
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.selection))
            if column is Column.DATE and is_current:
                painter.fillRect(QRect(rect.left(), rect.top(), EDGE_PX, rect.height()), QColor(palette.selection_edge))
            if option.widget.hasFocus() and is_current:
                focus = QColor(palette.focus)
                painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), FOCUS_PX), focus)
                painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - FOCUS_PX, rect.width(), FOCUS_PX), focus)
                return
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(palette.raised, 0.6))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.grid))

    def _draw_line(self, painter: QPainter, rect: QRect, text: str) -> None:
        direction = Qt.LayoutDirection.RightToLeft if reads_right_to_left(text) else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, flags, elided)


def _is_current(view: QWidget, index: Index) -> bool:
    """Tell whether a row is the chosen one of several that are selected."""
    return isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
