"""What the reader has before their eyes: the event chosen and the filter, shared by list, timeline and pane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.document import MOST_AT_ONCE, Document
from gui.knowing import Knowing
from gui.narrowing import Narrowing
from storage.model import Event

if TYPE_CHECKING:
    from gui.timeline.in_time import EventsInTime

MOST_MARKED = MOST_AT_ONCE
"""So many events can be meant by one command."""


class Reading(QObject):
    """The chosen event, those marked with it, and the events that the filter lets through.

    `event_selected` carries an event's id, or "" for none; `marked_changed` tells that `marked` are others, or another
    of them is chosen; `filtered` tells that `events` is another list, `followed` that it is the same list after an
    edit; `statement_pointed` carries the id of one statement of the chosen event that is to be seen; `progressed`
    carries a word on a search that takes its time, "" at its end. Of a large story the order of time comes from the
    timeline, by `take_order`; until then `events` is empty and `pending` True; the filter answers some time later.
    """

    event_selected = Signal(str)
    marked_changed = Signal()
    statement_pointed = Signal(str)
    progressed = Signal(str)
    filtered = Signal()
    followed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._selected = ""
        self._selected_row = -1
        self._marked: frozenset[str] = frozenset()
        self._marked_rows: frozenset[int] | None = None
        self._anchor = ""
        self._wished = ""
        self._events: Sequence[Event] = ()
        self._position: dict[str, int] = {}
        self._order: EventsInTime | None = None
        self._found_in_time: EventsInTime | None = None
        # What was narrowed last, and to what: neither changes while the cursor of what is known moves.
        self._narrowed: tuple[object, EventsInTime | None] = (None, None)
        self._was_large = False
        self.knowing = Knowing(document, self)
        self.narrowing = Narrowing(document, self.knowing, self)
        self.narrowing.narrowed.connect(self._narrow)
        self.narrowing.progressed.connect(self.progressed)
        self.knowing.progressed.connect(self.progressed)
        document.opened.connect(self._restart)
        document.changed.connect(self._follow)
        self._set_events()

    @property
    def selected(self) -> str:
        """Return the id of the chosen event, or ""."""
        return self._selected

    @property
    def marked(self) -> frozenset[str]:
        """Return the ids of all events that a command is for: the chosen one and those marked with it, or none."""
        return self._marked

    @property
    def marked_rows(self) -> frozenset[int]:
        """Return the file's rows of those events."""
        if self._marked_rows is None:
            # Looked for once: to find an event of a large story by its id means to read it.
            self._marked_rows = frozenset(map(self._row_of, self._marked))
        return self._marked_rows

    @property
    def marked_events(self) -> list[Event]:
        """Return those events in the order of time as far as that is known without reading others.

        Without those of which nothing was known at the cursor: no command may mean what nobody sees.
        """
        found = map(self._document.find_event, self._marked)
        events = [event for event in found if event is not None and self.knowing.known(event) is not None]
        if self._document.is_large:
            return sorted(events, key=lambda event: self._row_of(event.id))
        return sorted(events, key=lambda event: self.position(event.id))

    @property
    def wished(self) -> str:
        """Return the id of the event to be chosen as soon as the events are in order, or ""."""
        return self._wished

    @property
    def chosen(self) -> Event | None:
        """Return the chosen event with all that the file has of it, or None: what is edited."""
        return self._document.find_event(self._selected) if self._selected else None

    @property
    def shown(self) -> Event | None:
        """Return what was known of the chosen event at the cursor of `knowing`, or None: what is to be seen."""
        chosen = self.chosen
        return self.knowing.known(chosen) if chosen is not None else None

    @property
    def text(self) -> str:
        """Return the filter's words."""
        return self.narrowing.text

    @property
    def events(self) -> Sequence[Event]:
        """Return the events that the filter lets through, in the order of time."""
        return self._events

    @property
    def pending(self) -> bool:
        """Tell whether it is still worked out which events of a large story show, and in which order."""
        if not self._document.is_large:
            return False
        is_unknown = self.knowing.as_of_s is not None and self.knowing.index is None
        return self._order is None or self.narrowing.running or is_unknown

    @property
    def rows(self) -> list[int] | None:
        """Return the file's rows of the events that may be let through at any moment; None for all of them."""
        return self.narrowing.rows

    def position(self, event_id: str) -> int:
        """Return an event's place in `events`, or -1."""
        file = self._document.file
        if self._found_in_time is not None and file is not None:
            return self._found_in_time.place_of(file.row_of_event(event_id))
        return self._position.get(event_id, -1)

    def marked_positions(self) -> list[int]:
        """Return the places in `events` of the marked events, without those that the filter holds back."""
        if self._found_in_time is not None:
            return self._found_in_time.places_of(list(self.marked_rows))
        return [self._position[event_id] for event_id in self._marked if event_id in self._position]

    def in_time(self, rows: Iterable[int]) -> list[int]:
        """Return those rows of the file whose events are let through, in the order of time."""
        found, file = self._found_in_time, self._document.file
        if found is not None:
            return found.among(list(rows))
        wanted = {*rows}
        there = (file.row_of_event(event.id) for event in self._events) if file is not None and wanted else ()
        return [row for row in there if row in wanted]

    def select(self, event_id: str) -> None:
        """Choose an event by its id; "" chooses none. An unknown id chooses none."""
        if event_id and self._document.find_event(event_id) is None:
            event_id = ""
        self._anchor = event_id
        self._mean(frozenset((event_id,)) if event_id else frozenset(), event_id)

    def point_at(self, event_id: str, statement_id: str) -> None:
        """Choose an event, and show of it one statement; without an id the event alone."""
        self.select(event_id)
        if statement_id and self._selected == event_id:
            self.statement_pointed.emit(statement_id)

    def mark(self, ids: Iterable[str], current: str = "") -> None:
        """Mark these events and no others; `current` is the chosen one of them, or else the one chosen before.

        Unknown ids are left out. More than can be meant at once change nothing, and a sentence says so.
        """
        self._mark(frozenset(event_id for event_id in ids if self._row_of(event_id) >= 0), current)

    def mark_places(self, places: Sequence[int], current: str = "") -> None:
        """Mark the events of some places in `events`, as `mark` does; of a large story without reading them."""
        if self.is_too_many(len(places)):
            return
        found = self._found_in_time
        rows = frozenset(int(found.rows[place]) for place in places) if found is not None else None
        self._mark(frozenset(map(self._id_at, places)), current, rows)

    def toggle_mark(self, event_id: str) -> None:
        """Mark an event beside the others, which makes it the chosen one, or no longer."""
        if event_id in self._marked:
            self.mark(self._marked - {event_id})
        else:
            self.mark(self._marked | {event_id}, event_id)
        self._anchor = event_id

    def mark_through(self, event_id: str) -> None:
        """Mark the events from the one chosen or toggled last to this one, in the order of time."""
        anchor, there = self.position(self._anchor), self.position(event_id)
        if anchor < 0 or there < 0:
            self.select(event_id)
            return
        first, last = sorted((anchor, there))
        self.mark_places(range(first, last + 1), event_id)

    def mark_all(self) -> None:
        """Mark every event that the filter lets through."""
        self.mark_places(range(len(self._events)))

    def is_too_many(self, count: int) -> bool:
        """Tell whether so many events cannot be marked at once, and say so if they cannot."""
        if count > MOST_MARKED:
            self._document.told.emit(f"{count:,} events are too many to select at once: up to {MOST_MARKED:,} can be.")
        return count > MOST_MARKED

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
        self.narrowing.set_text(text)

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
        return self.narrowing.lets_through(event)

    def _restart(self) -> None:
        self._wished = ""
        self._order, self._was_large = None, self._document.is_large
        self.narrowing.clear()
        self._narrow()
        self._choose("")
        self._marked, self._marked_rows, self._anchor = frozenset(), None, ""
        self.event_selected.emit("")
        self.marked_changed.emit()

    def _follow(self) -> None:
        """Take the events anew; of a large story the timeline hands over the new order."""
        if self._document.is_large != self._was_large:
            here = self._here()
            self._was_large, self._order = self._document.is_large, None
            self.narrowing.find()
            self._tell(self.followed.emit, here)
            return
        if not self.narrowing.follow() or self._document.is_large:
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
        before, self._marked = self._marked, self._still_marked()
        if self._marked != before or self._document.touched_rows is None:
            self._marked_rows = None
        tell()
        if has_gone:
            self.event_selected.emit(self._selected)
        if self._marked != before:
            self.marked_changed.emit()

    def _mark(self, wanted: frozenset[str], current: str, rows: frozenset[int] | None = None) -> None:
        if self.is_too_many(len(wanted)):
            return
        if current not in wanted:
            current = self._selected if self._selected in wanted else self._first_of(wanted)
        if self._anchor not in wanted:
            self._anchor = current
        self._mean(wanted, current, rows)

    def _id_at(self, place: int) -> str:
        file, found = self._document.file, self._found_in_time
        return self._events[place].id if found is None or file is None else file.id_in_row(int(found.rows[place]))

    def _mean(self, marked: frozenset[str], current: str, rows: frozenset[int] | None = None) -> None:
        """Mark events, one of them chosen, and tell what is new; `rows` are theirs, where they are known."""
        is_other, are_others = current != self._selected, marked != self._marked
        if are_others:
            self._marked, self._marked_rows = marked, rows
        if is_other:
            self._choose(current)
            self.event_selected.emit(current)
        if are_others:
            self.marked_changed.emit()

    def _choose(self, event_id: str) -> None:
        self._selected = event_id
        self._selected_row = self._row_of(event_id)

    def _row_of(self, event_id: str) -> int:
        file = self._document.file
        return file.row_of_event(event_id) if file and event_id else -1

    def _first_of(self, ids: Iterable[str]) -> str:
        # To find a place in time means to look through all rows of a large story.
        return min(ids, key=self._row_of if self._document.is_large else self.position, default="")

    def _still_marked(self) -> frozenset[str]:
        """Return the marked events that are still there, the chosen one always among them."""
        file, rows = self._document.file, self._document.touched_rows
        # Of a large story only those that the step touched are looked at: to find one by its id means to read it.
        looked_at = (
            file.touched & self._marked if file and rows is not None and self._document.is_large else self._marked
        )
        there = self._marked - {event_id for event_id in looked_at if self._row_of(event_id) < 0}
        return frozenset(there | {self._selected}) if self._selected else frozenset()

    def _unmark_hidden(self) -> None:
        """Let go of marked events that the filter holds back: no command may mean what nobody sees."""
        if len(self._marked) < 2 or not self.narrowing.is_narrow:
            return
        shown = frozenset(event_id for event_id in self._marked if self.narrowing.shows(self._row_of(event_id)))
        self.mark(shown or {self._selected}, self._selected)

    def _narrow(self) -> None:
        self._set_events()
        self.filtered.emit()
        self._unmark_hidden()

    def _set_events(self) -> None:
        if self._document.is_large:
            self._set_large()
            return
        self._found_in_time = None
        self._events, file = self._document.events, self._document.file
        rows = self.narrowing.shown_rows()
        if rows is not None and file is not None:
            self._events = tuple(event for event in self._events if file.row_of_event(event.id) in rows)
        self._position = {event.id: place for place, event in enumerate(self._events)}

    def _set_large(self) -> None:
        order, rows = self._order, self.narrowing.rows
        if order is None or rows is None:
            self._narrowed = None, None
        else:
            asked, narrowed = self._narrowed
            if asked != (order, rows) or narrowed is None:
                narrowed = order.narrowed(rows)
                self._narrowed = (order, rows), narrowed
            order = narrowed
        self._found_in_time = order.shown(self.narrowing) if order is not None else None
        self._events = self._found_in_time or ()
