"""The filtered events as a table to write in: every cell is a field, and a text that is refused stays in its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gui.document import MOST_AT_ONCE, Document
from gui.editor.table_cells import (
    EDITABLE,
    HEADINGS,
    NOUNS,
    Cell,
    Draft,
    Refusal,
    cell_text,
    dated,
    filled,
    shown_text,
)
from gui.reading import Reading
from gui.text import label, tooltip
from storage.dates.typed import Habits, words_read_as
from storage.dates.typed import Reading as DateReading
from storage.errors import TimelineError
from storage.model import Event, Story
from storage.story_file import new_id

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
REFUSED_ROLE = Role.UserRole + 1
"""True where a cell holds a text that was refused."""
COPIED_ROLE = Role.UserRole + 2
"""What a cell gives to the clipboard: what is edited in it, but a date in words that mean the same anywhere."""
_LOCALE = "en"


class TableModel(QAbstractTableModel):
    """The events of `reading`, then a row in which a new one can be written.

    `told` carries the sentence on the cell that was refused last ("" when all is well); `added` the id of an event that
    the last row has become.
    """

    told = Signal(str)
    added = Signal(str)

    def __init__(
        self, document: Document, reading: Reading, habits: Callable[[], Habits], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._habits = habits
        self._events: Sequence[Event] = ()
        self._order: Sequence[int] = ()
        self._rows: dict[int, int] | None = None
        self._sorting = (Cell.WHEN, Qt.SortOrder.AscendingOrder)
        # What was typed and refused, by event ("" for the new one) and cell: nothing that was typed goes.
        self._refused: dict[tuple[str, Cell], tuple[str, Refusal]] = {}
        self._blank = _blank()
        self._refill()
        reading.filtered.connect(self._refill)
        reading.followed.connect(self._refill)
        document.opened.connect(self._forget)

    # Where things are

    @property
    def new_row(self) -> int:
        """Return the row in which a new event can be written."""
        return len(self._events)

    @property
    def story(self) -> Story | None:
        """Return the story's own row."""
        return self._document.story

    def event_at(self, row: int) -> Event | None:
        """Return the event of a row; None for the row of a new one."""
        return self._events[self._order[row]] if 0 <= row < len(self._events) else None

    def row_of(self, event_id: str) -> int:
        """Return an event's row, or -1."""
        place = self._reading.position(event_id)
        if not 0 <= place < len(self._events):
            return -1
        if isinstance(self._order, range):
            return self._order.index(place)
        if self._rows is None:
            self._rows = {place: row for row, place in enumerate(self._order)}
        return self._rows[place]

    def refusal(self, index: Index) -> Refusal | None:
        """Return why what was typed into a cell was refused, None where nothing was."""
        found = self._refused.get(self._key(index))
        return found[1] if found else None

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of events, and one row more to write in."""
        return 0 if parent.isValid() else len(self._events) + (not self._document.read_only)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Cell)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell which cells take text."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and index.column() in EDITABLE and not self._document.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows, what is edited in it, or what is wrong with it."""
        story = self.story
        if not index.isValid() or story is None:
            return None
        cell, refused = Cell(index.column()), self._refused.get(self._key(index))
        if role == REFUSED_ROLE:
            return refused is not None
        if role == COPIED_ROLE and cell is Cell.WHEN and not refused:
            event = self.event_at(index.row())
            return words_read_as(event.when, self._habits(), short=True) if event is not None else ""
        if role in (Role.EditRole, COPIED_ROLE):
            return refused[0] if refused else self._text(index, cell, story)
        if role in (Role.ToolTipRole, Role.AccessibleDescriptionRole):
            return tooltip(refused[1].sentence) if refused else None
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            event = self.event_at(index.row()) or self._blank.event
            if refused:
                return label(refused[0])
            if not event.when and cell is Cell.WHEN and not event.title:
                return "New event…" if role == Role.DisplayRole else "New event, date"
            return shown_text(event, cell, self._blank_story(index, story), _LOCALE) if event.when or cell else ""
        if role == Role.TextAlignmentRole and cell not in EDITABLE:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading, or a row's number."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(Cell) and role == Role.DisplayRole:
            return HEADINGS[Cell(section)]
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Vertical and role == Role.DisplayRole:
            return str(section + 1) if section < len(self._events) else "+"
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Store what was typed, as a step of its own; what is refused stays in the cell, marked."""
        story, text = self.story, str(value)
        if role != Role.EditRole or story is None or not index.isValid():
            return False
        cell = Cell(index.column())
        refused = self._refused.get(self._key(index))
        if not refused and text == self._text(index, cell, story):
            return True
        self._refused.pop(self._key(index), None)
        if refused and text == self._text(index, cell, story):
            self._show_cell(index)
            return True
        return self._fill(index, cell, text, story)

    def choose(self, index: Index, reading: DateReading) -> None:
        """Take one of the readings of a date that can be read in several ways."""
        typed = self._refused.pop(self._key(index), None)
        event = self.event_at(index.row())
        base = Draft(event, self.story) if event is not None and self.story else self._blank
        draft = replace(base, event=dated(base.event, reading))
        self._store(index, Cell.WHEN, draft, typed[0] if typed else reading.edtf)

    def give_up(self, index: Index) -> None:
        """Forget what was refused in a cell; it shows again what is stored."""
        if self._refused.pop(self._key(index), None) is not None:
            self._show_cell(index)

    def fill_cells(self, first: Index, rows: Sequence[Sequence[str]]) -> None:
        """Put a block of texts over the cells from one on, as one step; raises TimelineError for what does not fit."""
        from gui.editor.table_block import fill_block

        fill_block(self, self._document, self._habits, first.row(), first.column(), rows)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the events in the order of a column; equal ones stay in the order of time."""
        if column not in EDITABLE:
            column = Cell.WHEN
        if column != Cell.WHEN and self._document.is_large:
            self._document.told.emit(f"Stories of more than {MOST_AT_ONCE:,} events are sorted by date alone.")
            column = Cell.WHEN
        self._sorting = (Cell(column), order)
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._id(index)) for index in self.persistentIndexList()]
        self._arrange()
        for index, event_id in before:
            row = self.row_of(event_id) if event_id else self.new_row
            self.changePersistentIndex(index, self.index(row, index.column()))
        self.layoutChanged.emit()

    # Filling in

    def _fill(self, index: Index, cell: Cell, text: str, story: Story) -> bool:
        event = self.event_at(index.row())
        base = Draft(event, story) if event is not None else replace(self._blank, story=self._blank_story(index, story))
        result = filled(base, cell, text, self._habits)
        if isinstance(result, Refusal):
            if event is None and not text.strip():
                return self._empty(index, cell)
            self._refuse(index, text, result)
            return False
        return self._store(index, cell, result, text)

    def _empty(self, index: Index, cell: Cell) -> bool:
        """Empty a cell of the event that is not there yet."""
        event = self._blank.event
        emptied = replace(event, when="", phrase="", basis="") if cell is Cell.WHEN else replace(event, title="")
        self._blank = replace(self._blank, event=emptied)
        self._show_cell(index)
        return True

    def _store(self, index: Index, cell: Cell, draft: Draft, text: str) -> bool:
        story = self.story
        is_new = self.event_at(index.row()) is None
        if story is None:
            return False
        if is_new and not (draft.event.when and draft.event.title):
            self._blank = draft
            self._show_cell(index)
            return True
        if not is_new and draft.event == self.event_at(index.row()) and draft.story == story:
            self._show_cell(index)
            return True
        noun = NOUNS.get(cell, "text")
        name = "" if is_new else f"Change the {noun} of “{label(draft.event.title)}”"
        event = replace(draft.event, id=new_id()) if is_new else draft.event
        try:
            self._document.apply(replace(draft, event=event).changes(story), name or f"Add “{label(event.title)}”")
        except TimelineError as error:
            self._refuse(index, text, Refusal(str(error)))
            return False
        self.told.emit("")
        if is_new:
            self._blank = _blank()
            self._refused = {key: value for key, value in self._refused.items() if key[0]}
            self.added.emit(event.id)
        return True

    def _refuse(self, index: Index, text: str, refusal: Refusal) -> None:
        self._refused[self._key(index)] = (text, refusal)
        self._show_cell(index)
        self.told.emit(refusal.sentence)

    def _show_cell(self, index: Index) -> None:
        there = self.index(index.row(), index.column())
        self.dataChanged.emit(there, there)

    def _text(self, index: Index, cell: Cell, story: Story) -> str:
        event = self.event_at(index.row()) or self._blank.event
        if cell is Cell.WHEN and not event.when:
            return ""
        return cell_text(event, cell, self._blank_story(index, story), _LOCALE)

    def _blank_story(self, index: Index, story: Story) -> Story:
        """Return the story with the category that was typed for an event that is not there yet."""
        if index.row() < len(self._events) or not self._blank.story.id:
            return story
        known = {each.id for each in story.categories}
        new = tuple(each for each in self._blank.story.categories if each.id not in known)
        used = tuple(each for each in new if each.id == self._blank.event.category)
        return replace(story, categories=(*story.categories, *used)) if used else story

    def _id(self, index: Index) -> str:
        event = self.event_at(index.row())
        return event.id if event is not None else ""

    def _key(self, index: Index) -> tuple[str, Cell]:
        return self._id(index), Cell(index.column())

    # Following the story

    def _forget(self) -> None:
        self._refused.clear()
        self._blank = _blank()
        self._refill()

    def _refill(self) -> None:
        self.beginResetModel()
        self._events = self._reading.events
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        cell, order = self._sorting
        descending = order == Qt.SortOrder.DescendingOrder
        places = range(len(self._events))
        self._rows = None
        story = self.story
        if cell is Cell.WHEN or self._document.is_large or story is None:
            self._order = places[::-1] if descending else places
            return
        texts = [cell_text(event, cell, story, _LOCALE) for event in self._events]
        keys = [unicodedata.normalize("NFKD", text[:200]).casefold() for text in texts]
        # Empty cells come last whichever way the others are sorted.
        full = sorted((place for place in places if keys[place]), key=keys.__getitem__, reverse=descending)
        self._order = [*full, *(place for place in places if not keys[place])]


def _blank() -> Draft:
    return Draft(Event("", "", ""), Story("", ""))
