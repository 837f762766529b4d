"""The filtered events as a table: date, title and standing, worked out when a row is looked at."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.document import MOST_AT_ONCE, Document
from gui.reading import Reading
from gui.signs import STANDING_SIGNS, STAR_SIGN
from gui.text import label, one_line, tooltip
from storage.dates import display
from storage.model import Event, Source
from storage.standing import StandingKind

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ROLES = (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole)
_MOST_AT_HAND = 500
_RANK = {kind: rank for rank, kind in enumerate(STANDING_SIGNS)}


class Column(IntEnum):
    """The table's columns, from left to right."""

    DATE = 0
    TITLE = 1
    STANDING = 2


_COLUMNS = tuple(Column)
HEADINGS = {Column.DATE: "When", Column.TITLE: "Event", Column.STANDING: "Standing"}


class EventModel(QAbstractTableModel):
    """The events of `reading` in the order that the table was asked for; the order of time at first."""

    def __init__(self, document: Document, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._events: Sequence[Event] = reading.events
        self._order: Sequence[int] = range(len(self._events))
        self._rows: dict[int, int] | None = None
        self._sorting = (Column.DATE, Qt.SortOrder.AscendingOrder)
        self._known_with: tuple[tuple[Source, ...], str, int | None] = ((), "", None)
        self._kinds: dict[str, tuple[Event, StandingKind]] = {}
        # Each cell of a row asks for its event, and those of a large story are read from their bytes.
        self._at_hand: dict[int, Event] = {}
        self._dates: dict[tuple[str, bool], str] = {}
        reading.filtered.connect(self._refill)
        reading.followed.connect(self._refill)

    def event_at(self, row: int) -> Event:
        """Return the event in a row; raise IndexError where there is none."""
        event = self._at_hand.get(row)
        if event is None:
            if len(self._at_hand) >= _MOST_AT_HAND:
                self._at_hand.clear()
            event = self._at_hand[row] = self._events[self._order[row]]
        return event

    def row_of(self, event_id: str) -> int:
        """Return the row of an event, or -1 when the filter holds it back."""
        place = self._reading.position(event_id)
        if place < 0 or place >= len(self._events) or self._events[place].id != event_id:
            return -1
        if isinstance(self._order, range):
            return self._order.index(place)
        if self._rows is None:
            self._rows = {place: row for row, place in enumerate(self._order)}
        return self._rows[place]

    def place_of(self, row: int) -> int:
        """Return the place in `reading.events` of the event in a row."""
        return self._order[row]

    def rows_of_marked(self) -> set[int]:
        """Return the rows of the marked events, without those that the filter holds back."""
        if not self._document.is_large:
            return {row for row in map(self.row_of, self._reading.marked) if row >= 0}
        order = self._order
        assert isinstance(order, range)
        return {order.index(place) for place in self._reading.marked_positions() if place < len(order)}

    def date(self, event: Event, *, short: bool) -> str:
        """Return an event's date in words."""
        key = (event.when, short)
        if key not in self._dates:
            self._dates[key] = one_line(display(event.when, short=short))
        return self._dates[key]

    def text(self, event: Event, column: Column) -> str:
        """Return what the cell of an event shows in a column."""
        if column is Column.DATE:
            return self.date(event, short=True)
        if column is Column.TITLE:
            return f"{STAR_SIGN} {label(event.title)}" if event.starred else label(event.title)
        return STANDING_SIGNS[self.kind(event)][0]

    def kind(self, event: Event) -> StandingKind:
        """Return an event's standing at the cursor of what is known."""
        known, kind = self._kinds.get(event.id, (None, StandingKind.UNSOURCED))
        if known is not event:
            kind = self._reading.knowing.kind(event)
            self._kinds[event.id] = (event, kind)
        return kind

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of events."""
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell shows, says to a screen reader, or explains in its tool tip."""
        if not index.isValid() or role not in _ROLES:
            return None
        event = self.event_at(index.row())
        if role == Role.DisplayRole:
            return self.text(event, _COLUMNS[index.column()])
        word = STANDING_SIGNS[self.kind(event)][1]
        if role == Role.AccessibleTextRole:
            star = "starred" if event.starred else ""
            return ", ".join(filter(None, (self.date(event, short=False), label(event.title), star, word)))
        return tooltip("\n".join((event.title, self.date(event, short=False), word.capitalize())))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Return a column's heading; the narrow column of signs has one for screen readers and tool tips only."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Role.DisplayRole:
            return "" if column is Column.STANDING else HEADINGS[column]
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return HEADINGS[column]
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the events in the order of a column; equal ones stay in the order of time."""
        if column < 0:
            column, order = Column.DATE, Qt.SortOrder.AscendingOrder
        if column != Column.DATE and self._document.is_large:
            # All events would have to be read for it.
            self._document.told.emit(f"Stories of more than {MOST_AT_ONCE:,} events are sorted by date alone.")
            column = Column.DATE
        self._sorting = (Column(column), order)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        column, order = self._sorting
        descending = order == Qt.SortOrder.DescendingOrder
        places = range(len(self._events))
        self._rows = None
        self._at_hand.clear()
        if column is Column.DATE or self._document.is_large:
            self._order = places[::-1] if descending else places
            return
        key = self._title_key if column is Column.TITLE else self._standing_key
        self._order = sorted(places, key=key, reverse=descending)

    def _title_key(self, place: int) -> str:
        return unicodedata.normalize("NFKD", self._events[place].title).casefold()

    def _standing_key(self, place: int) -> int:
        return _RANK[self.kind(self._events[place])]

    def _refill(self) -> None:
        self.beginResetModel()
        knowing, (sources, zone, as_of_s) = self._reading.knowing, self._known_with
        if self._document.sources is not sources or (knowing.zone, knowing.as_of_s) != (zone, as_of_s):
            self._known_with = self._document.sources, knowing.zone, knowing.as_of_s
            self._kinds.clear()
        self._events = self._reading.events
        self._arrange()
        self.endResetModel()
