"""The list of the figures pane: rows of two lines, headings over them, the mark of each owner before its figure."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetrics, QIcon, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.editor.category_icons import mark_icon
from gui.knowledge.figure_model import (
    IS_HEADING_ROLE,
    LOOK_ROLE,
    SECOND_LINE_ROLE,
    WARNING_ROLE,
    FigureModel,
)
from gui.knowledge.owner_looks import OwnerLook
from gui.reader.keys import menu_asked_for, types_letter
from gui.text import reads_right_to_left
from gui.theme import Theme, colour

Index = QModelIndex | QPersistentModelIndex
MARGIN_PX = 14
_MARK_PX = 18
_EDGE_PX = 3
_FOCUS_PX = 2
_GAP_PX = 8


class FigureDelegate(QStyledItemDelegate):
    """Paints headings and figures, all equally high, as plain text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = lru_cache(128)(self._make_icon)
        theme.changed.connect(self._icon.cache_clear)

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:
        """Return the model's text as it is."""
        return str(value)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every row two lines."""
        return QSize(200, option.fontMetrics.height() + QFontMetrics(_small(option.font)).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one heading or figure."""
        painter.save()
        painter.setClipRect(option.rect)
        is_heading = bool(index.data(IS_HEADING_ROLE))
        self._paint_ground(painter, option, is_heading)
        room = option.rect.adjusted(MARGIN_PX, 6, -MARGIN_PX, -7)
        look = index.data(LOOK_ROLE)
        if isinstance(look, OwnerLook):
            top = room.top() + (option.fontMetrics.height() - _MARK_PX) // 2
            self._icon(look, self._theme.palette.name).paint(painter, room.left(), top, _MARK_PX, _MARK_PX)
            room.setLeft(room.left() + _MARK_PX + _GAP_PX)
        font = QFont(option.font)
        font.setBold(is_heading)
        self._write(painter, room, str(index.data()), font, self._theme.palette.ink, Qt.AlignmentFlag.AlignTop)
        small, warning = _small(option.font), str(index.data(WARNING_ROLE) or "")
        if warning:
            width = QFontMetrics(small).horizontalAdvance(warning)
            end = QRect(room.right() - width, room.top(), width + 1, room.height())
            danger = self._theme.palette.stances["denies"]
            self._write(painter, end, warning, small, danger, Qt.AlignmentFlag.AlignBottom)
            room.setRight(room.right() - width - _GAP_PX)
        below = str(index.data(SECOND_LINE_ROLE) or "")
        self._write(painter, room, below, small, self._theme.palette.muted, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, is_heading: bool) -> None:
        palette, rect = self._theme.palette, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.selection))
            painter.fillRect(rect.left(), rect.top(), _EDGE_PX, rect.height(), QColor(palette.selection_edge))
            if option.widget is not None and option.widget.hasFocus():
                focus = QColor(palette.focus)
                painter.fillRect(rect.left(), rect.top(), rect.width(), _FOCUS_PX, focus)
                painter.fillRect(rect.left(), rect.bottom() + 1 - _FOCUS_PX, rect.width(), _FOCUS_PX, focus)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(palette.raised, 0.6))
        elif is_heading:
            painter.fillRect(rect, QColor(palette.paper))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(palette.grid))

    def _write(self, painter: QPainter, room: QRect, text: str, font: QFont, ink: str, where: Qt.AlignmentFlag) -> None:
        rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(rtl if reads_right_to_left(text) else ltr)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | where | Qt.TextFlag.TextSingleLine, elided)

    def _make_icon(self, look: OwnerLook, _theme_name: str) -> QIcon:
        return mark_icon(look.role, look.shape, self._theme.palette)


class FigureList(QListView):
    """The list; `row_chosen` tells of the row that the keys or a click came to, `row_opened` of Enter or two clicks.

    `menu_wished` carries a place on the screen for the menu of the chosen figure's event.
    """

    menu_wished = Signal(QPoint)
    row_chosen = Signal(int)
    row_opened = Signal(int)

    def __init__(self, model: FigureModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(FigureDelegate(theme, self))
        self.setAccessibleName("Figures")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentRowChanged.connect(lambda now, _was: self.row_chosen.emit(now.row()))
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))
        theme.changed.connect(self._restyle)
        self._restyle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the chosen figure's event."""
        event.accept()
        here = self.currentIndex()
        if here.isValid() and not here.data(IS_HEADING_ROLE):
            by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
            below = self.viewport().mapToGlobal(self.visualRect(here).bottomLeft())
            self.menu_wished.emit(below if by_keys else event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter; leave letters to the window, which has commands on them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.currentIndex().row())
        elif (asked := menu_asked_for(event)) is not None:
            self.contextMenuEvent(asked)
        elif types_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the chosen row in sight when the plot below takes room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def _restyle(self) -> None:
        self.setStyleSheet(f"QListView {{ background: {self._theme.palette.panel}; border: none; outline: none; }}")


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(max(1.0, font.pointSizeF() * 0.9))
    return small
