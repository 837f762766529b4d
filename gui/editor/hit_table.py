"""The table of what replacing would do: a box to tick, where it is, and the words before and after."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.text import label, one_line
from gui.theme import Theme, mark_palette
from storage.editing.excerpts import Piece
from storage.editing.finding import Field, Hit, Key

Index = QModelIndex | QPersistentModelIndex
PIECES_ROLE = Qt.ItemDataRole.UserRole + 1
_MARGIN_PX = 8
_Role = Qt.ItemDataRole
_FIELD_WORDS = {
    Field.TITLE: "Title",
    Field.TEXT: "Text",
    Field.PLACE: "Place",
    Field.TAGS: "Tag",
    Field.SPEAKERS: "Speaker",
    Field.ROLES: "Role",
    Field.PARAPHRASES: "Paraphrase",
    Field.SOURCES: "Source",
    Field.QUOTES: "Quote",
}


class Column(IntEnum):
    """The columns, in their order."""

    EVENT = 0
    FIELD = 1
    BEFORE = 2
    AFTER = 3


class HitModel(QAbstractTableModel):
    """The hits shown, all ticked until somebody says otherwise; `ticked` tells that other ones are."""

    ticked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: Sequence[Hit] = ()
        self._left_out: set[Key] = set()

    @property
    def left_out(self) -> frozenset[Key]:
        """Return what is not ticked."""
        return frozenset(self._left_out)

    @property
    def left_out_count(self) -> int:
        """Return how many of the hits that could be replaced are not ticked."""
        return sum(hit.key in self._left_out for hit in self._hits if not hit.problem)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show other hits, all ticked."""
        self.beginResetModel()
        self._hits, self._left_out = hits, set()
        self.endResetModel()
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick all of them, or none."""
        self._left_out = set() if on else {hit.key for hit in self._hits}
        if self._hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._hits) - 1, 0), [_Role.CheckStateRole])
        self.ticked.emit()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:
        """Return the number of hits shown."""
        return len(self._hits)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let those be ticked that can be replaced."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self._hits[index.row()].problem else flags | Qt.ItemFlag.ItemIsUserCheckable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Name the columns."""
        if role == _Role.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return Column(section).name.capitalize()
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return what is shown of a hit."""
        hit, column = self._hits[index.row()], Column(index.column())
        if role == _Role.CheckStateRole and column is Column.EVENT and not hit.problem:
            return Qt.CheckState.Unchecked if hit.key in self._left_out else Qt.CheckState.Checked
        if role == PIECES_ROLE:
            if hit.problem and column is Column.AFTER:
                return (Piece(hit.problem, False),)
            return {Column.BEFORE: hit.before, Column.AFTER: hit.after}.get(column)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._text(hit, column)
        return None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Tick or untick a hit."""
        hit = self._hits[index.row()]
        if role != _Role.CheckStateRole or hit.problem:
            return False
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        (self._left_out.discard if on else self._left_out.add)(hit.key)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True

    def _text(self, hit: Hit, column: Column) -> str:
        if column is Column.EVENT:
            return label(hit.title) or "Untitled"
        if column is Column.FIELD:
            times = f" ×{hit.count:,}" if hit.count > 1 else ""
            return f"{_FIELD_WORDS[hit.field]}{times}"
        if column is Column.AFTER and hit.problem:
            return hit.problem
        return one_line("".join(piece.text for piece in (hit.before if column is Column.BEFORE else hit.after)))


class PieceDelegate(QStyledItemDelegate):
    """Paints words before and after, with what is different standing out; never as anything but plain text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give every hit the same height."""
        return QSize(80, option.fontMetrics.height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        pieces = index.data(PIECES_ROLE)
        if pieces is None:
            with_box = QStyleOptionViewItem(option)
            with_box.palette = mark_palette(self._theme.palette)
            super().paint(painter, with_box, index)
            return
        painter.save()
        painter.setClipRect(option.rect)
        palette = self._theme.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, QColor(palette.selection))
        is_before = index.column() == Column.BEFORE
        self._draw(painter, option.rect.adjusted(_MARGIN_PX, 0, -_MARGIN_PX, 0), option.font, pieces, is_before)
        painter.restore()

    def _draw(self, painter: QPainter, rect: QRect, font: QFont, pieces: Sequence[Piece], is_before: bool) -> None:
        """Draw the pieces one behind the other from the left, as far as there is room."""
        palette = self._theme.palette
        left = rect.left()
        for piece in pieces:
            shown = _shown(piece.text)
            style = QFont(font)
            style.setBold(piece.changed)
            style.setStrikeOut(piece.changed and is_before)
            width = QFontMetrics(style).horizontalAdvance(shown)
            room = rect.right() - left
            if room <= 0:
                return
            if width > room:
                shown = QFontMetrics(style).elidedText(shown, Qt.TextElideMode.ElideRight, room)
                width = room
            place = QRect(left, rect.top(), width, rect.height())
            if piece.changed:
                tint = QColor(palette.stances["denies" if is_before else "asserts"])
                painter.setPen(tint)
            else:
                painter.setPen(QColor(palette.ink))
            painter.setFont(style)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
            left += width


class HitTable(QTableView):
    """The table; Space ticks and unticks all hits that are selected."""

    def __init__(self, model: HitModel, theme: Theme) -> None:
        super().__init__()
        self._hits = model
        self.setModel(model)
        self.setItemDelegate(PieceDelegate(theme, self))
        self.setAccessibleName("What would be replaced")
        self.setProperty("role", "field")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((Column.EVENT, 190), (Column.FIELD, 96)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        for column in (Column.BEFORE, Column.AFTER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, whichever column is the current one."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        if event.key() != Qt.Key.Key_Space or not rows:
            super().keyPressEvent(event)
            return
        cells = [self._hits.index(row, Column.EVENT) for row in sorted(rows)]
        is_on = all(cell.data(_Role.CheckStateRole) != Qt.CheckState.Unchecked for cell in cells)
        for cell in cells:
            new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
            self._hits.setData(cell, new, _Role.CheckStateRole)


def _shown(text: str) -> str:
    """Return a piece on one line; the spaces at its ends are its own."""
    inner = one_line(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"
