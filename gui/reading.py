"""What the reader has before their eyes: the event chosen and the filter, shared by list, timeline and pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.work import Work
from storage.model import Event
from storage.search import Matcher

_MOST_LOOKED_AT = 300

if TYPE_CHECKING:
    from gui.timeline.in_time import EventsInTime


class Reading(QObject):
    """The chosen event and the events that the filter lets through.

    `event_selected` carries an event's id, or "" for none; `filtered` tells that `events` is another list, `followed`
    that it is the same list after an edit; `progressed` carries a word on a search that takes its time, "" at its end.
    Of a large story the order of time comes from the timeline, by `take_order`; until then `events` is empty and
    `pending` True; the filter answers some time later.
    """

    event_selected = Signal(str)
    progressed = Signal(str)
    filtered = Signal()
    followed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._selected = ""
        self._selected_row = -1
        self._wished = ""
        self._text = ""
        self._events: Sequence[Event] = ()
        self._position: dict[str, int] = {}
        self._order: EventsInTime | None = None
        self._found: list[int] | None = None
        self._found_in_time: EventsInTime | None = None
        self._searched_sources: tuple[object, ...] = ()
        self._was_large = False
        self._search = Work(self)
        self._search.finished.connect(self._take_found)
        self._search.progressed.connect(self._tell_search)
        self._search.failed.connect(lambda error: document.trouble.emit(str(error)))
        document.opened.connect(self._restart)
        document.closing.connect(self._search.cancel)
        document.changed.connect(self._follow)
        self._refilter()

    @property
    def selected(self) -> str:
        """Return the id of the chosen event, or ""."""
        return self._selected

    @property
    def marked(self) -> frozenset[str]:
        """Return the ids of all events that a command is for: the chosen one, or none."""
        return frozenset((self._selected,)) if self._selected else frozenset()

    @property
    def wished(self) -> str:
        """Return the id of the event to be chosen as soon as the events are in order, or ""."""
        return self._wished

    @property
    def chosen(self) -> Event | None:
        """Return the chosen event, or None."""
        return self._document.find_event(self._selected) if self._selected else None

    @property
    def text(self) -> str:
        """Return the filter's words."""
        return self._text

    @property
    def events(self) -> Sequence[Event]:
        """Return the events that the filter lets through, in the order of time."""
        return self._events

    @property
    def pending(self) -> bool:
        """Tell whether the events of a large story are still being put in order, or searched."""
        return self._document.is_large and (self._order is None or self._search.running)

    @property
    def rows(self) -> list[int] | None:
        """Return the file's rows of the events that the filter lets through; None where it lets all through."""
        if not self._text.strip():
            return None
        file = self._document.file
        if self._document.is_large or file is None:
            return self._found
        return [file.row_of_event(event.id) for event in self._events]

    def position(self, event_id: str) -> int:
        """Return an event's place in `events`, or -1."""
        file = self._document.file
        if self._found_in_time is not None and file is not None:
            return self._found_in_time.place_of(file.row_of_event(event_id))
        return self._position.get(event_id, -1)

    def select(self, event_id: str) -> None:
        """Choose an event by its id; "" chooses none. An unknown id chooses none."""
        if event_id and self._document.find_event(event_id) is None:
            event_id = ""
        if event_id != self._selected:
            self._choose(event_id)
            self.event_selected.emit(event_id)

    def select_when_ready(self, event_id: str) -> None:
        """Choose an event as soon as the events are in order: in a large story it takes a while to find."""
        if self._document.is_large and self._order is None:
            self._wished = event_id
        else:
            self.select(event_id)

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

    def take_order(self, events: EventsInTime) -> None:
        """Take all events of a large story in the order of time."""
        was_pending, here = self._order is None, self._here()
        self._order = events
        self._set_events()
        self._tell((self.filtered if was_pending else self.followed).emit, here)
        wished, self._wished = self._wished, ""
        if wished and not self._selected:
            self.select(wished)

    def lets_through(self, event: Event) -> bool:
        """Tell whether the filter lets an event through."""
        return self._matcher().matches(event)

    def _restart(self) -> None:
        self._text = self._wished = ""
        self._order, self._was_large = None, self._document.is_large
        self._refilter()
        self._choose("")
        self.event_selected.emit("")

    def _follow(self) -> None:
        """Take the events anew; of a large story the timeline hands over the new order."""
        if self._document.is_large != self._was_large:
            here = self._here()
            self._was_large, self._order, self._found = self._document.is_large, None, None
            self._refilter()
            self._tell(self.followed.emit, here)
            return
        if self._document.is_large:
            self._follow_found()
            return
        here = self._here()
        self._set_events()
        self._tell(self.followed.emit, here)

    def _here(self) -> int:
        """Return the place of the chosen event, even of one that an edit has just removed."""
        if self._found_in_time is not None:
            return self._found_in_time.place_of(self._selected_row)
        return self.position(self._selected)

    def _tell(self, tell: Callable[[], None], here: int) -> None:
        """Tell of other events; where the chosen one has gone, choose the one that has come into its place `here`."""
        has_gone = bool(self._selected) and self.chosen is None
        if has_gone:
            self._choose(self._events[min(max(here, 0), len(self._events) - 1)].id if self._events else "")
        tell()
        if has_gone:
            self.event_selected.emit(self._selected)

    def _choose(self, event_id: str) -> None:
        file = self._document.file
        self._selected = event_id
        self._selected_row = file.row_of_event(event_id) if file and event_id else -1

    def _follow_found(self) -> None:
        """Let the events that an edit touched into what was found, or out of it."""
        rows, file, sources = self._document.touched_rows, self._document.file, self._document.sources
        is_other = rows is None or len(rows) > _MOST_LOOKED_AT or sources is not self._searched_sources
        if self._text.strip() and (self._search.running or is_other):
            # What is being searched may have been passed already.
            self._refilter()
            return
        if self._found is None or file is None or rows is None:
            return
        kept = set(self._found) - set(rows)
        events = {row: file.event_in_row(row) for row in rows}
        kept |= {row for row, event in events.items() if event is not None and self.lets_through(event)}
        self._found = sorted(kept)

    def _refilter(self) -> None:
        if not self._document.is_large or not self._text.strip():
            self._search.cancel()
            self.progressed.emit("")
            self._found = None
            self._set_events()
            self.filtered.emit()
            return
        file, text = self._document.file, self._text
        self._searched_sources = self._document.sources
        if file is not None:
            self._tell_search(0.0)
            self._search.start(lambda progress: file.matching_rows(text, progress))

    def _tell_search(self, share: float) -> None:
        self.progressed.emit(f"Searching {self._document.event_count:,} events… {share:.0%}")

    def _take_found(self, rows: list[int]) -> None:
        self._found = rows
        self.progressed.emit("")
        self._set_events()
        self.filtered.emit()

    def _set_events(self) -> None:
        if self._document.is_large:
            self._set_large()
            return
        self._found_in_time = None
        matcher = self._matcher()
        self._events = tuple(event for event in self._document.events if matcher.matches(event))
        self._position = {event.id: place for place, event in enumerate(self._events)}

    def _set_large(self) -> None:
        order = self._order
        self._found_in_time = order if order is None or self._found is None else order.narrowed(self._found)
        self._events = self._found_in_time or ()

    def _matcher(self) -> Matcher:
        return Matcher(self._text, {source.id: source for source in self._document.sources})
