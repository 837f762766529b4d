"""Draws the rows of the event list: muted dates, titles, standing signs, and the chosen row as a warm band."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.reader.event_model import Column, EventModel
from gui.standing_signs import side_px, standing_pixmap
from gui.text import reads_right_to_left
from gui.theme import Palette, Theme, colour
from storage.model import Event
from storage.standing import StandingKind

Index = QModelIndex | QPersistentModelIndex
_COLUMNS = tuple(Column)
# As numbers: the flags are asked for by every cell that is painted.
_SELECTED = QStyle.StateFlag.State_Selected.value
_MOUSE_OVER = QStyle.StateFlag.State_MouseOver.value
# Letters and marks that neither reach out of their line nor turn its direction.
_PLAIN = re.compile("[ -~\\xa0-\\u02ff\\u2010-\\u2027]*")
_MOST_LINES = 2000
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


@dataclass(frozen=True, slots=True)
class _Inks:
    """The colours of a palette that rows are drawn in."""

    palette: Palette
    ink: QColor
    muted: QColor
    grid: QColor
    hover: QColor
    selection: QColor
    selection_edge: QColor
    focus: QColor

    @classmethod
    def of(cls, palette: Palette) -> _Inks:
        return cls(
            palette=palette,
            ink=QColor(palette.ink),
            muted=QColor(palette.muted),
            grid=QColor(palette.grid),
            hover=colour(palette.raised, 0.6),
            selection=QColor(palette.selection),
            selection_edge=QColor(palette.selection_edge),
            focus=QColor(palette.focus),
        )


@dataclass(frozen=True, slots=True)
class _Still:
    """A line whose letters have their places."""

    text: QStaticText
    height_px: float


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A line whose letters are placed whenever it is drawn."""

    text: str
    direction: Qt.LayoutDirection


class EventDelegate(QStyledItemDelegate):
    """Paints one cell; all rows are equally high."""

    def __init__(self, model: EventModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._known_inks: _Inks | None = None
        self._signs: dict[tuple[StandingKind, float], QPixmap] = {}
        self._lines: dict[tuple[Column, str, bool, int], _Still | _Shaped] = {}
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
        # Asked for itself and not by the index: a moved cursor of what is known paints all rows in sight again.
        column, event = _COLUMNS[index.column()], self._model.event_at(index.row())
        rect = option.rect
        painter.save()
        self._draw_ground(painter, option, rect, column, index)
        if column is Column.STANDING:
            self._draw_sign(painter, option, rect, self._model.kind(event))
        elif column is Column.DATE:
            painter.setFont(self._date_font_of(option.font))
            painter.setPen(self._inks().muted)
            self._draw_line(painter, rect.adjusted(MARGIN_PX, 0, -DATE_GAP_PX, -1), column, event)
        else:
            painter.setFont(option.font)
            painter.setPen(self._inks().ink)
            self._draw_line(painter, rect.adjusted(GAP_PX, 0, 0, -1), column, event)
        painter.restore()

    def restyle(self) -> None:
        """Take other colours or another font."""
        self._lines.clear()
        self._signs.clear()
        self._known_inks = None

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, column: Column, index: Index
    ) -> None:
        inks, state = self._inks(), option.state.value
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        if state & _SELECTED:
            is_current = _is_current(option.widget, index)
            painter.fillRect(rect, inks.selection)
            if column is Column.DATE and is_current:
                painter.fillRect(left, top, EDGE_PX, height, inks.selection_edge)
            if option.widget.hasFocus() and is_current:
                painter.fillRect(left, top, width, FOCUS_PX, inks.focus)
                painter.fillRect(left, top + height - FOCUS_PX, width, FOCUS_PX, inks.focus)
                return
        elif state & _MOUSE_OVER:
            painter.fillRect(rect, inks.hover)
        painter.fillRect(left, top + height - 1, width, 1, inks.grid)

    def _draw_sign(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, kind: StandingKind) -> None:
        """Put the sign of a standing on whole pixels in the middle of its cell; most rows need the same few."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._signs.get((kind, ratio))
        if pixmap is None:
            side = side_px(QFontMetricsF(option.font))
            pixmap = self._signs[kind, ratio] = standing_pixmap(kind, side, self._theme.palette, ratio)
        size = pixmap.deviceIndependentSize()
        spare = QSizeF(rect.size()) - size
        painter.drawPixmap(rect.left() + int(spare.width() / 2), rect.top() + int(spare.height() / 2), pixmap)

    def _date_font_of(self, font: QFont) -> QFont:
        if self._date_font is None or self._date_font[0] != font:
            self._date_font = QFont(font), date_font(font)
        return self._date_font[1]

    def _draw_line(self, painter: QPainter, rect: QRect, column: Column, event: Event) -> None:
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        is_date = column is Column.DATE
        key = (column, event.when if is_date else event.title, not is_date and event.starred, width)
        line = self._lines.get(key)
        if line is None:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            line = self._lines[key] = _line_of(self._model.text(event, column), painter.font(), width)
        if isinstance(line, _Still):
            # On the nearest whole pixel of the screen, as other text: what is laid out is cut off to the one above.
            half_px = 0.5 / painter.device().devicePixelRatioF()
            painter.drawStaticText(QPointF(left, top + (height - line.height_px) / 2 + half_px), line.text)
            return
        # A heap of accents on one letter must not reach into the neighbouring rows.
        painter.setClipRect(rect)
        painter.setLayoutDirection(line.direction)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(rect, flags, line.text)

    def _inks(self) -> _Inks:
        palette = self._theme.palette
        if self._known_inks is None or self._known_inks.palette is not palette:
            self._known_inks = _Inks.of(palette)
        return self._known_inks


def _line_of(text: str, font: QFont, width: int) -> _Still | _Shaped:
    """Cut a text to a width; one in which no letter depends on its neighbours or stands out is laid out for good."""
    elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    if not _PLAIN.fullmatch(text):
        turns = reads_right_to_left(text)
        return _Shaped(elided, Qt.LayoutDirection.RightToLeft if turns else Qt.LayoutDirection.LeftToRight)
    still = QStaticText(elided)
    still.setTextFormat(Qt.TextFormat.PlainText)
    still.prepare(font=font)
    return _Still(still, still.size().height())


def _is_current(view: QWidget, index: Index) -> bool:
    """Tell whether a row is the chosen one of several that are selected."""
    return isinstance(view, QAbstractItemView) and view.currentIndex().row() == index.row()
