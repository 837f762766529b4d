"""Rows of another program's table, before they become events: what each column is, and what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QGridLayout,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gui.dialogs import Buttons, WordsDialog, form_label, plain_label
from gui.document import Document
from gui.text import label, tooltip
from gui.theme import Theme
from gui.work import Work
from storage.dates.typed import Habits, Order, read_typed
from storage.pasting.cells import Row, write_cells
from storage.pasting.columns import WORDS, Field, columns_of
from storage.pasting.reading import Batch, read_rows

_MOST_SHOWN = 500
_SAMPLES = 3
_HEADINGS = ("Row", "When", "Title", "What is wrong")
_ORDERS = (
    (Order.ASK, "refused, until I say which"),
    (Order.DAY_FIRST, "day before month: 8/12 is 8 December"),
    (Order.MONTH_FIRST, "month before day: 8/12 is 12 August"),
)


class PastePreview(WordsDialog):
    """Show what pasted rows would give; `accepted_batch` carries the `Batch` that is wished for."""

    accepted_batch = Signal(object)

    def __init__(
        self, parent: QWidget | None, rows: Sequence[Row], document: Document, habits: Habits, theme: Theme
    ) -> None:
        super().__init__(parent, "Paste rows as events", "Paste rows as events", theme)
        self.setObjectName("pastePreview")
        self._rows = rows
        self._document = document
        self._habits = habits
        self._theme = theme
        self._batch: Batch | None = None
        self._columns = columns_of(rows, lambda text: bool(read_typed(text, habits).readings))
        self._work = Work(self)
        self._work.finished.connect(self._show)
        self._work.progressed.connect(lambda share: self.summary.setText(f"Reading {len(rows):,} rows… {share:.0%}"))
        self._build()
        self._read()

    def accept(self) -> None:
        """Hand over what can be added."""
        if self._batch is not None and self._batch.events:
            self._work.cancel()
            batch = self._batch
            super().accept()
            self.accepted_batch.emit(batch)

    def reject(self) -> None:
        """Leave the story as it is."""
        self._work.cancel()
        super().reject()

    # Building

    def _build(self) -> None:
        self.heading_box = QCheckBox("The first &row names the columns")
        self.heading_box.setChecked(self._columns.has_heading)
        self.heading_box.toggled.connect(self._take_heading)
        self.column.addWidget(self.heading_box)
        self.column.addWidget(self._columns_box())
        self.order_box = QComboBox()
        for order, words in _ORDERS:
            self.order_box.addItem(words, order)
        self.order_box.setCurrentIndex(self.order_box.findData(self._habits.order))
        self.order_box.currentIndexChanged.connect(self._take_order)
        self.order_label = form_label("&Dates such as 8/12/2024 are", self.order_box)
        self.column.addWidget(self.order_label)
        self.column.addWidget(self.order_box)
        self.summary = self.add_words("", selectable=False)
        self.table = self._table()
        self.column.addWidget(self.table, 1)
        box = self.add_buttons(Buttons.Cancel)
        self.add_button = box.addButton("Add", QDialogButtonBox.ButtonRole.AcceptRole)
        self.add_button.setDefault(True)
        self.copy_button = box.addButton("&Copy refused rows", QDialogButtonBox.ButtonRole.ActionRole)
        self.copy_button.setAutoDefault(False)
        self.copy_button.clicked.connect(self._copy_refused)
        self.resize(860, 680)

    def _columns_box(self) -> QWidget:
        """Return a row for each column: what it holds, and the first of its cells."""
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setColumnStretch(2, 1)
        self.field_boxes: list[QComboBox] = []
        for place in range(len(self._columns.fields)):
            choice = QComboBox()
            choice.addItem("(left out)", None)
            for field, words in WORDS.items():
                choice.addItem(words, field)
            choice.activated.connect(lambda _row, place=place, choice=choice: self._take(place, choice.currentData()))
            self.field_boxes.append(choice)
            name = form_label(f"Column {_letters(place)}", choice)
            choice.setAccessibleName(f"Column {_letters(place)} is")
            cells = [row[place] for row in self._rows[: _SAMPLES + 1] if row[place]]
            sample = plain_label(label("  ·  ".join(cells[:_SAMPLES]))[:140], "muted")
            sample.setWordWrap(False)
            sample.setMinimumWidth(40)
            for column, widget in enumerate((name, choice, sample)):
                grid.addWidget(widget, place, column)
        self._show_columns()
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMaximumHeight(min(inside.sizeHint().height() + 4, 220))
        scroll.setMinimumHeight(min(inside.sizeHint().height() + 4, 160))
        return scroll

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, len(_HEADINGS))
        table.setHorizontalHeaderLabels(list(_HEADINGS))
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAccessibleName("What the rows give")
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width_px in enumerate((52, 190, 260)):
            header.resizeSection(column, width_px)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return table

    # Choosing

    def _take(self, place: int, field: Field | None) -> None:
        self._columns = self._columns.with_field(place, field)
        self._show_columns()
        self._read()

    def _take_heading(self, on: bool) -> None:
        self._columns = replace(self._columns, has_heading=on)
        self._read()

    def _take_order(self) -> None:
        self._habits = replace(self._habits, order=self.order_box.currentData())
        self._read()

    def _show_columns(self) -> None:
        for choice, field in zip(self.field_boxes, self._columns.fields, strict=True):
            choice.setCurrentIndex(0 if field is None else choice.findData(field))

    # Reading

    def _read(self) -> None:
        story = self._document.story
        if story is None:
            return
        self._batch = None
        self.add_button.setEnabled(False)
        rows, columns, habits, sources = self._rows, self._columns, self._habits, self._document.sources
        self._work.start(lambda progress: read_rows(rows, columns, habits, story, sources, progress))

    def _show(self, batch: Batch) -> None:
        self._batch = batch
        events, refused = len(batch.events), len(batch.refused)
        total = len(batch.rows)
        words = f"{events:,} of {total:,} rows can be added" if refused else f"All {total:,} rows can be added"
        self.summary.setText(
            f"{words}; {refused:,} {'is' if refused == 1 else 'are'} refused." if refused else f"{words}."
        )
        is_doubtful = batch.has_doubtful_dates or self._habits.order is not Order.ASK
        self.order_label.setVisible(is_doubtful)
        self.order_box.setVisible(is_doubtful)
        self.add_button.setEnabled(bool(events))
        self.add_button.setText(f"&Add {events:,} {'event' if events == 1 else 'events'}" if events else "&Add")
        self.copy_button.setEnabled(bool(refused))
        self._fill(batch)

    def _fill(self, batch: Batch) -> None:
        """Show the rows, the refused ones first: they are what has to be looked at."""
        shown = [*batch.refused, *(row for row in batch.rows if row.event is not None)][:_MOST_SHOWN]
        danger = QColor(self._theme.palette.stances["denies"])
        self.table.setRowCount(len(shown))
        for place, row in enumerate(shown):
            title = row.event.title if row.event else self._titled(row.cells)
            for column, text in enumerate((str(row.number), row.when_words, title, " ".join(row.problems))):
                item = QTableWidgetItem(label(text))
                item.setToolTip(tooltip(text))
                if row.problems:
                    item.setForeground(danger)
                self.table.setItem(place, column, item)

    def _titled(self, cells: Row) -> str:
        place = max(self._columns.place(Field.TITLE), self._columns.place(Field.LINE))
        return cells[place] if 0 <= place < len(cells) else " · ".join(filter(None, cells))

    def _copy_refused(self) -> None:
        """Put the refused rows on the clipboard, with the heading: they can be mended where they came from."""
        if self._batch is not None:
            heading = [self._rows[0]] if self._columns.has_heading else []
            rows = [*heading, *(row.cells for row in self._batch.refused)]
            QGuiApplication.clipboard().setText(write_cells(rows))


def _letters(place: int) -> str:
    """Return a column's name as spreadsheets have it: A, B, …, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
