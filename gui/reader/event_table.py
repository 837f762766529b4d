"""The table of the event list: a native view whose keys move by rows and leave letters to the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.reader.event_delegate import DATE_GAP_PX, MARGIN_PX, EventDelegate, date_font
from gui.reader.event_model import Column, EventModel
from gui.reader.keys import menu_asked_for, types_letter
from gui.theme import Theme

_FLAGS = QItemSelectionModel.SelectionFlag
_CHOOSE_ROW = _FLAGS.ClearAndSelect | _FLAGS.Rows
_LOOKED_AT = 200


class EventTable(QTableView):
    """Shows an EventModel; `row_activated` tells of Enter or a double click on one, `menu_wished` where one opens."""

    row_activated = Signal(int)
    menu_wished = Signal(QPoint)

    def __init__(self, model: EventModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = EventDelegate(model, theme, self)
        self._widest_date_px = self._fitted_px = 0
        self.setModel(model)
        self.setItemDelegate(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self._set_up_headers()
        # Which of the selected rows is the chosen one shows in all of its cells.
        self.selectionModel().currentRowChanged.connect(lambda *_: self.viewport().update())
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row()))

    def choose(self, row: int) -> None:
        """Select a row and scroll it into view; a negative row selects nothing."""
        if row < 0:
            self.selectionModel().clear()
            return
        index = self.model().index(row, Column.TITLE)
        self.selectionModel().setCurrentIndex(index, _CHOOSE_ROW)
        self.scrollTo(index)

    def mark(self, rows: Iterable[int], current: int) -> None:
        """Select rows, one of them the chosen one, which is scrolled into view."""
        model, marked = self.model(), QItemSelection()
        for first, last in _runs(sorted(rows)):
            marked.append(QItemSelectionRange(model.index(first, 0), model.index(last, len(Column) - 1)))
        self.selectionModel().setCurrentIndex(model.index(current, Column.TITLE), _FLAGS.NoUpdate)
        self.selectionModel().select(marked, _FLAGS.ClearAndSelect)
        self.scrollTo(self.currentIndex())

    def chosen(self) -> int:
        """Return the row that was selected last and still is, or else the first selected one, or -1."""
        current, selected = self.currentIndex(), self.selectionModel()
        if current.isValid() and selected.isRowSelected(current.row(), current.parent()):
            return current.row()
        return min((run.start for run in self.marked()), default=-1)

    def marked(self) -> list[range]:
        """Return the selected rows, in runs."""
        selection = self.selectionModel().selection()
        found = [selection.at(place) for place in range(selection.count())]
        return [range(one.top(), one.bottom() + 1) for one in found]

    def fit_dates(self) -> None:
        """Make the column of dates as wide as the dates need, as far as the titles can spare it."""
        count = self.model().rowCount()
        step = max(1, count // _LOOKED_AT)
        widths = (self._date_width(row) for row in range(0, count, step))
        self._widest_date_px = max(widths, default=0)
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew, unless the reader has chosen the columns' widths."""
        super().resizeEvent(event)
        if self.columnWidth(Column.DATE) == self._fitted_px:
            self._share_width()

    def restyle(self) -> None:
        """Take the theme's colours and the font's height."""
        self._rows.restyle()
        palette = self._theme.palette
        small_pt = self.font().pointSizeF() * 0.85
        self.verticalHeader().setDefaultSectionSize(self._rows.row_height_px(self.font()))
        self.setStyleSheet(
            f"QTableView {{ background: {palette.panel}; border: none; outline: none; }}"
            f"QHeaderView {{ background: {palette.panel}; border: none; }}"
            f"QHeaderView::section {{ background: {palette.panel}; color: {palette.muted}; border: none;"
            f" font-size: {small_pt:.1f}pt;"
            f" border-bottom: 1px solid {palette.rule}; padding: 4px 6px; }}"
            f"QHeaderView::section:first {{ padding-left: {MARGIN_PX}px; }}"
        )
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the selected rows, by the keyboard beside the chosen one."""
        event.accept()
        row = self.chosen()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and row >= 0:
            rect = self.visualRect(self.model().index(row, Column.TITLE))
            self.menu_wished.emit(self.viewport().mapToGlobal(rect.bottomLeft()))
        elif row >= 0:
            self.menu_wished.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the first or last row, activate the chosen one, and leave letters to the window."""
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain and self.model().rowCount():
            self.choose(0 if key == Qt.Key.Key_Home else self.model().rowCount() - 1)
        elif key == Qt.Key.Key_Down and self.chosen() < 0 and self.model().rowCount():
            # Qt has a current row as soon as the table has the focus, and would begin with the second.
            self.choose(0)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen() >= 0:
            self.row_activated.emit(self.chosen())
        elif (asked := menu_asked_for(event)) is not None:
            self.contextMenuEvent(asked)
        elif types_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _share_width(self) -> None:
        # So much that a span of days ("c. 27 Nov – 7 Dec 2024") stands uncut in a list of the usual width.
        limit = max(90, self.viewport().width() * 9 // 20)
        self.setColumnWidth(Column.DATE, min(max(self._widest_date_px, 64), limit))
        self._fitted_px = self.columnWidth(Column.DATE)

    def _date_width(self, row: int) -> int:
        text = str(self.model().index(row, Column.DATE).data() or "")
        return QFontMetrics(date_font(self.font())).horizontalAdvance(text) + MARGIN_PX + DATE_GAP_PX + 2

    def _set_up_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)
        header.setSortIndicator(Column.DATE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setSectionResizeMode(Column.DATE, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.STANDING, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(Column.STANDING, 34)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of neighbouring numbers, which ascend."""
    first = last = -2
    for row in rows:
        if row != last + 1:
            if first >= 0:
                yield first, last
            first = row
        last = row
    if first >= 0:
        yield first, last
