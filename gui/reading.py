"""What the reader has before their eyes: the event chosen and the filter, shared by list, timeline and pane."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from storage.model import Event
from storage.search import Matcher


class Reading(QObject):
    """The chosen event and the events that the filter lets through.

    `event_selected` carries an event's id, or "" for none; `filtered` tells that `events` is another list.
    """

    event_selected = Signal(str)
    filtered = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._selected = ""
        self._text = ""
        self._events: tuple[Event, ...] = ()
        self._position: dict[str, int] = {}
        document.opened.connect(self._restart)
        document.changed.connect(self._follow)
        self._refilter()

    @property
    def selected(self) -> str:
        """Return the id of the chosen event, or ""."""
        return self._selected

    @property
    def chosen(self) -> Event | None:
        """Return the chosen event, or None."""
        return self._document.find_event(self._selected) if self._selected else None

    @property
    def text(self) -> str:
        """Return the filter's words."""
        return self._text

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events that the filter lets through, in the order of time."""
        return self._events

    def position(self, event_id: str) -> int:
        """Return an event's place in `events`, or -1."""
        return self._position.get(event_id, -1)

    def select(self, event_id: str) -> None:
        """Choose an event by its id; "" chooses none. An unknown id chooses none."""
        if event_id and self._document.find_event(event_id) is None:
            event_id = ""
        if event_id != self._selected:
            self._selected = event_id
            self.event_selected.emit(event_id)

    def step(self, by: int) -> None:
        """Choose the neighbour `by` places on in time among the filtered events; stay at the ends."""
        if not self._events:
            return
        here = self.position(self._selected)
        first = 0 if by > 0 else len(self._events) - 1
        place = first if here < 0 else min(max(here + by, 0), len(self._events) - 1)
        self.select(self._events[place].id)

    def set_filter(self, text: str) -> None:
        """Let only events through that hold every word of `text` (title, text, quotes, speakers, sources, tags)."""
        if text != self._text:
            self._text = text
            self._refilter()

    def _restart(self) -> None:
        self._text = ""
        self._refilter()
        self._selected = ""
        self.event_selected.emit("")

    def _follow(self) -> None:
        """Take the events anew; where the chosen one has gone, choose the one that has come into its place."""
        here = self.position(self._selected)
        has_gone = bool(self._selected) and self.chosen is None
        self._set_events()
        if has_gone:
            self._selected = self._events[min(max(here, 0), len(self._events) - 1)].id if self._events else ""
        self.filtered.emit()
        if has_gone:
            self.event_selected.emit(self._selected)

    def _refilter(self) -> None:
        self._set_events()
        self.filtered.emit()

    def _set_events(self) -> None:
        matcher = Matcher(self._text, {source.id: source for source in self._document.sources})
        self._events = tuple(event for event in self._document.events if matcher.matches(event))
        self._position = {event.id: place for place, event in enumerate(self._events)}
