"""The view of the table: a grid whose keys are those of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gui.editor.table_cells import EDITABLE, Cell
from gui.editor.table_model import COPIED_ROLE, REFUSED_ROLE, TableModel
from gui.theme import Theme
from storage.errors import TimelineError
from storage.pasting.cells import read_cells, write_cells

_Triggers = QAbstractItemView.EditTrigger
_WIDTHS_PX = {Cell.WHEN: 190, Cell.TITLE: 320, Cell.PLACE: 140, Cell.CATEGORY: 140, Cell.TAGS: 170, Cell.TEXT: 300}
_NARROW_PX = 92
_PADDING_PX = 7
_UNDERLINE_PX = 2
_OWN_KEYS = frozenset(
    (Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
)


class TableDelegate(QStyledItemDelegate):
    """Edits a cell in a plain line, which `opened` carries; underlines what was refused."""

    opened = Signal(object)

    def __init__(self, theme: Theme, words: Callable[[Cell], list[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """Return a plain line that completes what the column knows."""
        edit = QLineEdit(parent)
        edit.setObjectName("cellEditor")
        edit.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        if words := self._words(Cell(index.column())):
            completer = QCompleter(words, edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            edit.setCompleter(completer)
        self.opened.emit(edit)
        return edit

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show what is stored, or what was refused."""
        # Of several lines a line edit shows none of the ends; they come back as they were unless it is edited.
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.setModified(False)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Store what was typed; a cell that was only looked at stays as it is."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Fill the cell."""
        editor.setGeometry(QRect(option.rect))

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Write what was refused in the colour of danger."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideRight
        if index.data(REFUSED_ROLE):
            danger = QColor(self._theme.palette.stances["denies"])
            option.palette.setColor(option.palette.ColorRole.Text, danger)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Underline what was refused."""
        super().paint(painter, option, index)
        if index.data(REFUSED_ROLE):
            rect = QRect(option.rect).adjusted(_PADDING_PX, 0, -_PADDING_PX, -4)
            painter.save()
            painter.setPen(QPen(QColor(self._theme.palette.stances["denies"]), _UNDERLINE_PX, Qt.PenStyle.DotLine))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.restore()


class CellTable(QTableView):
    """The grid. Enter ends a cell and goes down, Tab to the right; Delete empties; `escaped` tells of Escape alone.

    `pasted` carries rows of texts to put over the cells from the selection's first on, `emptied` that cell and empty
    rows, `refused` a sentence on what cannot be pasted.
    `gave_up` tells that what was refused in the current cell is not wanted any more.
    """

    escaped = Signal()
    pasted = Signal(object)
    emptied = Signal(object, object)
    gave_up = Signal()
    refused = Signal(str)

    def __init__(self, model: TableModel, theme: Theme, words: Callable[[Cell], list[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._editor: QWidget | None = None
        self.setModel(model)
        delegate = TableDelegate(theme, words, self)
        delegate.opened.connect(self._take_editor)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Events as a table")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(_Triggers.DoubleClicked | _Triggers.EditKeyPressed | _Triggers.AnyKeyPressed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(True)
        self._set_up_headers()
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's colours."""
        palette = self._theme.palette
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        self.setStyleSheet(
            f"QTableView {{ background: {palette.panel}; color: {palette.ink}; border: none; outline: none;"
            f" gridline-color: {palette.rule}; selection-background-color: {palette.selection};"
            f" selection-color: {palette.ink}; }}"
            f"QTableView::item {{ padding: 0 {_PADDING_PX}px; }}"
            f"QTableView::item:focus {{ border: 2px solid {palette.focus}; padding: 0 {_PADDING_PX - 2}px; }}"
            f"QHeaderView {{ background: {palette.panel}; border: none; }}"
            f"QHeaderView::section {{ background: {palette.panel}; color: {palette.muted}; border: none;"
            f" border-bottom: 1px solid {palette.rule}; border-right: 1px solid {palette.rule}; padding: 5px 9px; }}"
            f"QLineEdit#cellEditor {{ border: 2px solid {palette.focus}; border-radius: 0; padding: 0 5px; }}"
        )

    def copy(self) -> None:
        """Put the selected cells on the clipboard as tab-separated text."""
        chosen = self.selectionModel().selectedIndexes()
        if not chosen:
            return
        rows = range(min(each.row() for each in chosen), max(each.row() for each in chosen) + 1)
        columns = range(min(each.column() for each in chosen), max(each.column() for each in chosen) + 1)
        cells = [[str(self.model().index(row, column).data(COPIED_ROLE) or "") for column in columns] for row in rows]
        text = cells[0][0] if len(cells) == len(cells[0]) == 1 else write_cells(cells)
        QGuiApplication.clipboard().setText(text)

    def first_selected(self) -> QModelIndex:
        """Return the selected cell furthest up and left, else the current one."""
        chosen = self.selectionModel().selectedIndexes()
        return min(chosen, key=lambda each: (each.row(), each.column()), default=self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the window's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a spreadsheet does."""
        key = event.key()
        if self.state() == QAbstractItemView.State.EditingState:
            # The editor has heard it first; what it leaves over is for nobody.
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._empty()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.edit(self.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def commitData(self, editor: QWidget) -> None:
        """Store what was typed, once: a table that is filled anew lets go of its editor, which then loses the focus."""
        if editor is self._editor:
            super().commitData(editor)

    def reset(self) -> None:
        """Let go of the editor."""
        self._editor = None
        super().reset()

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        """Go down when Enter has ended a cell, as in a spreadsheet."""
        went_on = hint == QStyledItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        if went_on and here.row() + 1 < self.model().rowCount():
            self.setCurrentIndex(here.siblingAtRow(here.row() + 1))

    def _take_editor(self, editor: QWidget) -> None:
        self._editor = editor

    def _escape(self) -> None:
        if self.currentIndex().data(REFUSED_ROLE):
            self.gave_up.emit()
        else:
            self.escaped.emit()

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if not text:
            return
        try:
            rows = read_cells(text) if "\t" in text or "\n" in text.strip() else ((text.strip(),),)
        except TimelineError as error:
            self.refused.emit(str(error))
            return
        self.pasted.emit(rows)

    def _empty(self) -> None:
        """Empty the selected cells, as one step."""
        chosen = [each for each in self.selectionModel().selectedIndexes() if each.column() in EDITABLE]
        if not chosen:
            return
        first = self.first_selected()
        width = max(each.column() for each in chosen) - first.column() + 1
        height = max(each.row() for each in chosen) - first.row() + 1
        self.emptied.emit(first, tuple(("",) * width for _ in range(height)))

    def _set_up_headers(self) -> None:
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumWidth(44)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        columns.setHighlightSections(False)
        columns.setSectionsMovable(False)
        for cell in Cell:
            columns.resizeSection(cell, _WIDTHS_PX.get(cell, _NARROW_PX))
        columns.setSectionResizeMode(Cell.TEXT, QHeaderView.ResizeMode.Stretch)
        columns.setSortIndicator(Cell.WHEN, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)


def _is_own(event: QKeyEvent) -> bool:
    """Tell whether a key writes in a cell, or does there what it does in a spreadsheet."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
    if held == Qt.KeyboardModifier.NoModifier:
        return bool(event.text().strip() and event.text().isprintable()) or event.key() in _OWN_KEYS
    return event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Paste)
