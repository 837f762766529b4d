"""Draws the rows of the event list: muted dates, titles, standing signs, and the chosen row as a warm band."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.reader.event_model import KIND_ROLE, Column
from gui.standing_signs import side_px, standing_pixmap
from gui.text import reads_right_to_left
from gui.theme import Theme, colour
from storage.standing import StandingKind

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = tuple(Column)
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
        self._signs: dict[tuple[str, str, float, float], QPixmap] = {}
        self._date_font: tuple[QFont, QFont] | None = None

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
        column = _COLUMNS[index.column()]
        painter.save()
        self._draw_ground(painter, option, column, index)
        if column is Column.STANDING:
            self._draw_sign(painter, option, index.data(KIND_ROLE))
            painter.restore()
            return
        text = str(index.data() or "")
        if not text.isascii():
            # A heap of accents on one letter must not reach into the neighbouring rows.
            painter.setClipRect(option.rect)
        painter.setPen(QColor(self._theme.palette.ink))
        if column is Column.DATE:
            painter.setFont(self._date_font_of(option.font))
            painter.setPen(QColor(self._theme.palette.muted))
            self._draw_line(painter, option.rect.adjusted(MARGIN_PX, 0, -DATE_GAP_PX, -1), text)
        else:
            painter.setFont(option.font)
            self._draw_line(painter, option.rect.adjusted(GAP_PX, 0, 0, -1), text)
        painter.restore()

    def _draw_ground(self, painter: QPainter, option: QStyleOptionViewItem, column: Column, index: Index) -> None:
        palette = self._theme.palette
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            is_current = _is_current(option.widget, index)
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

    def _draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, kind: str) -> None:
        """Put the sign of a standing on whole pixels in the middle of its cell; most rows need the same few."""
        ratio = painter.device().devicePixelRatioF()
        key = (kind, self._theme.palette.name, ratio, option.font.pointSizeF())
        pixmap = self._signs.get(key)
        if pixmap is None:
            side = side_px(QFontMetricsF(option.font))
            pixmap = self._signs[key] = standing_pixmap(StandingKind(kind), side, self._theme.palette, ratio)
        size = pixmap.deviceIndependentSize()
        spare = QSizeF(option.rect.size()) - size
        painter.drawPixmap(
            option.rect.left() + int(spare.width() / 2), option.rect.top() + int(spare.height() / 2), pixmap
        )

    def _date_font_of(self, font: QFont) -> QFont:
        if self._date_font is None or self._date_font[0] != font:
            self._date_font = QFont(font), date_font(font)
        return self._date_font[1]

    def _draw_line(self, painter: QPainter, rect: QRect, text: str) -> None:
        turns = not text.isascii() and reads_right_to_left(text)
        direction = Qt.LayoutDirection.RightToLeft if turns else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, flags, elided)


def _is_current(view: QWidget, index: Index) -> bool:
    """Tell whether a row is the chosen one of several that are selected."""
    return isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
