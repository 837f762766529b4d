"""Many events at once: the filtered events as a table to write in, over the whole window."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.dialogs import plain_label
from gui.document import Document
from gui.editor.table_cells import Cell
from gui.editor.table_model import TableModel
from gui.editor.table_view import CellTable
from gui.reading import Reading
from gui.text import label
from gui.theme import Theme
from storage.dates.typed import Habits
from storage.dates.typed import Reading as DateReading
from storage.errors import TimelineError

_KEYS = "Type to change a cell · Enter or Tab to go on · Delete empties · Esc to the timeline"
_MOST_WORDS = 2000


class TablePage(QWidget):
    """The table with a line over it and one under it; `done` tells that the reader wants the timeline back."""

    done = Signal()
    paste_wished = Signal()

    def __init__(
        self,
        document: Document,
        reading: Reading,
        theme: Theme,
        habits: Callable[[], Habits],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tablePage")
        self._document = document
        self._reading = reading
        self._theme = theme
        self._place = (0, 0)
        self._place_id = ""
        self._scrolled_px = 0
        self.model = TableModel(document, reading, habits, self)
        self.table = CellTable(self.model, theme, self._words, self)
        self._build()
        self._connect()
        self._count()

    def enter(self) -> None:
        """Take the focus, at the chosen event; in a story without events at the new one."""
        row = self.model.row_of(self._reading.selected) if self._reading.selected else -1
        self._go(max(row, 0), self.table.currentIndex().column())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.heading = QLabel("Events as a table")
        self.heading.setFont(self._theme.serif(self.font().pointSizeF() * 1.25, bold=True))
        self.count = plain_label("", "muted")
        self.count.setWordWrap(False)
        self.paste_button = QPushButton("Paste rows…")
        self.done_button = QPushButton("Back to the timeline")
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 14, 10)
        head.setSpacing(10)
        head.addWidget(self.heading)
        head.addWidget(self.count)
        head.addStretch()
        for button in (self.paste_button, self.done_button):
            button.setAutoDefault(False)
            head.addWidget(button)
        self.line = plain_label(_KEYS, "muted")
        self.choices = QHBoxLayout()
        self.choices.setSpacing(8)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 7, 14, 7)
        foot.addWidget(self.line, 1)
        foot.addLayout(self.choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.done_button.clicked.connect(self.done)
        self.paste_button.clicked.connect(self.paste_wished)
        self.table.escaped.connect(self.done)
        self.table.pasted.connect(lambda rows: self._fill(self.table.first_selected(), rows))
        self.table.emptied.connect(self._fill)
        self.table.refused.connect(lambda sentence: self._say(sentence, "error"))
        self.table.gave_up.connect(self._give_up)
        self.table.selectionModel().currentChanged.connect(self._move)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self.model.modelReset.connect(self._return_to_place)
        self.model.told.connect(lambda _sentence: self._tell_cell())
        self.model.added.connect(self._go_to_added)
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.table.restyle()
        self.table.viewport().update()

    # Where the reader is

    def _move(self, here: QModelIndex, _before: QModelIndex) -> None:
        event = self.model.event_at(here.row()) if here.isValid() else None
        if event is not None and event.id != self._reading.selected:
            self._reading.select(event.id)
        self._tell_cell()

    def _keep_place(self) -> None:
        here = self.table.currentIndex()
        event = self.model.event_at(here.row()) if here.isValid() else None
        self._place, self._place_id = (here.row(), here.column()), event.id if event else ""
        self._scrolled_px = self.table.verticalScrollBar().value()

    def _return_to_place(self) -> None:
        self._count()
        row, column = self._place
        self.table.verticalScrollBar().setValue(self._scrolled_px)
        there = self.model.row_of(self._place_id) if self._place_id else row
        self._go(there if there >= 0 else row, column)

    def _go_to_added(self, event_id: str) -> None:
        row = self.model.row_of(event_id)
        if row >= 0:
            self._go(row, self.table.currentIndex().column())

    def _go(self, row: int, column: int) -> None:
        last = self.model.rowCount() - 1
        if last >= 0:
            self.table.setCurrentIndex(self.model.index(min(max(row, 0), last), max(column, 0)))

    def _count(self) -> None:
        shown, total = self.model.new_row, self._document.event_count
        narrowed = bool(self._reading.text.strip())
        self.count.setText(f"{shown:,} of {total:,} events" if narrowed else f"{total:,} events")

    def _give_up(self) -> None:
        self.model.give_up(self.table.currentIndex())
        self._tell_cell()

    # What is said of the cell

    def _tell_cell(self) -> None:
        here = self.table.currentIndex()
        refusal = self.model.refusal(here)
        self._offer(here, refusal.readings if refusal else ())
        if refusal:
            self._say(refusal.sentence, "error")
        elif self._document.read_only:
            self._say("This story cannot be changed here: it is open read-only.", "muted")
        else:
            self._say(_KEYS, "muted")

    def _say(self, sentence: str, role: str) -> None:
        self.line.setText(label(sentence))
        if self.line.property("role") != role:
            self.line.setProperty("role", role)
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)
        self.table.setAccessibleDescription(label(sentence))

    def _offer(self, here: QModelIndex, readings: Sequence[DateReading]) -> None:
        """Show a button for each thing that a date can mean."""
        while self.choices.count():
            item = self.choices.takeAt(0)
            if item is not None and (button := item.widget()) is not None:
                button.hide()
                button.deleteLater()
        place = QPersistentModelIndex(here)
        for number, reading in enumerate(readings, 1):
            button = QPushButton(f"&{number}  {label(reading.words).replace('&', '&&')}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, reading=reading: self._choose(place, reading))
            self.choices.addWidget(button)

    def _choose(self, place: QPersistentModelIndex, reading: DateReading) -> None:
        if place.isValid():
            self.model.choose(place, reading)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_cell()

    # Blocks

    def _fill(self, first: QModelIndex, rows: Sequence[Sequence[str]]) -> None:
        if not first.isValid():
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            self.model.setData(first, rows[0][0])
            self._tell_cell()
            return
        try:
            self.model.fill_cells(first, rows)
        except TimelineError as error:
            self._say(str(error), "error")

    def _words(self, cell: Cell) -> list[str]:
        """Return what has been written in a column, for completion."""
        story = self._document.story
        if cell is Cell.CATEGORY and story is not None:
            return [each.name for each in story.categories]
        if cell is not Cell.PLACE or self._document.is_large:
            return []
        return list(dict.fromkeys(event.place for event in self._document.events[:_MOST_WORDS] if event.place))
