"""As known on: a second cursor in time. What lies before it had been said; what lies after it had not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.work import Work
from storage.errors import TimelineError
from storage.knowledge_index import KnowledgeIndex
from storage.known import kind_at, known_with
from storage.model import Event, Source, Statement
from storage.origins import Origins
from storage.reasons import Reasons, reasons
from storage.standing import Standing, StandingKind, standing

MOST_REFRESHED = 100
"""To work one event out anew takes a millisecond in a story of 100,000; after an edit of more, all are in a thread."""


class Knowing(QObject):
    """The moment up to which the reader looks; None is now, with all that was ever said.

    `moved` tells that the cursor is elsewhere; `indexed` that the moments and states are there, or are others after an
    edit; `progressed` carries a word on what is being worked out, "" at its end. Nothing of it is written to the file.
    """

    moved = Signal()
    indexed = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._as_of_s: int | None = None
        self._wished: int | None = None
        self._index: KnowledgeIndex | None = None
        self._moments: Sequence[int] | None = None
        self._missed: set[int] = set()
        self._sources: tuple[Source, ...] = ()
        self._source_of: dict[str, Source] = {}
        self._origins = Origins({})
        self._work = Work(self)
        self._work.finished.connect(self._take_index)
        self._work.progressed.connect(self._tell)
        self._work.failed.connect(self._fail)
        document.opened.connect(self._restart)
        document.closing.connect(self._work.cancel)
        document.changed.connect(self._follow)
        self._restart()

    # The cursor

    @property
    def as_of_s(self) -> int | None:
        """Return the last second of which the reader knows, None for now."""
        return self._as_of_s

    @property
    def zone(self) -> str:
        """Return the time zone of the story."""
        return self._document.story.time_zone if self._document.story else "UTC"

    def go_to(self, as_of_s: int | None) -> None:
        """Show what had been said by a second, None for all; of a large story as soon as that is worked out."""
        if as_of_s is not None and self._document.story is None:
            return
        self._wished = as_of_s
        if as_of_s is not None and self._index is None:
            self.prepare()
            return
        if as_of_s != self._as_of_s:
            self._as_of_s = as_of_s
            if self._index is not None:
                self._index.go_to(as_of_s)
            self.moved.emit()

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) moment at which more became known; after the last comes now."""
        if self._index is None:
            self.prepare()
        index = self._index
        if index is None:
            return
        if by < 0:
            before = index.previous_moment(self._as_of_s)
            # Before the first of them nothing had been said that has a date.
            first = self.moments[0] - 1 if self.moments else None
            self.go_to(first if before is None and self._as_of_s is not None else before)
        elif self._as_of_s is not None:
            self.go_to(index.next_moment(self._as_of_s))

    # What is known at it

    @property
    def index(self) -> KnowledgeIndex | None:
        """Return when which event became known, None where that is not worked out yet: see `prepare`."""
        return self._index

    @property
    def event_count(self) -> int:
        """Return how many events were known at the cursor."""
        if self._as_of_s is None:
            return self._document.event_count
        return self._index.count() if self._index is not None else 0

    @property
    def running(self) -> bool:
        """Tell whether that is being worked out."""
        return self._work.running

    @property
    def moments(self) -> Sequence[int]:
        """Return the seconds at which more became known, in the order of time; none before it is worked out."""
        if self._index is None:
            return ()
        if self._moments is None:
            self._moments = self._index.moments()
        return self._moments

    def prepare(self) -> None:
        """Work out what became known when: at once, or of a large story in a thread; `indexed` tells that it is there.

        Later edits are followed.
        """
        file = self._document.file
        if file is None or self._index is not None or self._work.running:
            return
        self._missed = set()
        if self._document.is_large:
            self._tell(0.0)
            self._work.start(file.knowledge)
        else:
            self._take_index(file.knowledge())

    @property
    def source_of(self) -> dict[str, Source]:
        """Return the story's sources by their ids."""
        self._look_at_sources()
        return self._source_of

    @property
    def origins(self) -> Origins:
        """Return the origins of the story's statements, and when they were made."""
        self._look_at_sources()
        return self._origins

    def known(self, event: Event) -> Event | None:
        """Return what was known of an event at the cursor, None where it was not known."""
        return event if self._as_of_s is None else known_with(event, self.origins, self._as_of_s)

    def had_said(self, statement: Statement) -> bool:
        """Tell whether a statement had been made by the cursor."""
        return self._as_of_s is None or self.origins.said_s(statement) <= self._as_of_s

    def standing(self, event: Event) -> Standing:
        """Return how an event stood at the cursor."""
        return standing(event, self.source_of, self._as_of_s, self.zone)

    def kind(self, event: Event) -> StandingKind:
        """Return the kind of that standing."""
        # What was not known is asked for by its editors alone.
        return kind_at(event, self.origins, self._as_of_s) or self.standing(event).kind

    def reasons(self, event: Event) -> Reasons:
        """Return who said what of an event by then."""
        return reasons(event, self.source_of, self._as_of_s, self.zone)

    # Following the story

    def _restart(self) -> None:
        self._work.cancel()
        self.progressed.emit("")
        self._index, self._moments, self._wished = None, None, None
        self._sources = ()
        self._look_at_sources()
        if self._as_of_s is not None:
            self._as_of_s = None
            self.moved.emit()
        self.indexed.emit()

    def _look_at_sources(self) -> bool:
        """Take other sources or another time zone; tell whether they are."""
        sources, zone = self._document.sources, self.zone
        if sources is self._sources and zone == self._origins.zone:
            return False
        self._sources = sources
        self._source_of = {source.id: source for source in sources}
        self._origins = Origins(self._source_of, zone)
        return True

    def _follow(self) -> None:
        file, rows = self._document.file, self._document.touched_rows
        are_other = self._look_at_sources()
        if file is None or (self._index is None and not self._work.running):
            return
        if rows is None or are_other or len(rows) > MOST_REFRESHED:
            self._start_anew()
        elif self._index is None:
            self._missed |= {*rows}
        else:
            self._refresh(rows)
            self.indexed.emit()

    def _start_anew(self) -> None:
        self._index, self._moments = None, None
        self._work.cancel()
        self.prepare()

    def _refresh(self, rows: Sequence[int]) -> None:
        file, index = self._document.file, self._index
        if file is None or index is None:
            return
        for row in rows:
            index.refresh(row, file.event_in_row(row))
        self._moments = None

    def _take_index(self, index: KnowledgeIndex) -> None:
        self.progressed.emit("")
        missed, self._missed = self._missed, set()
        if len(missed) > MOST_REFRESHED:
            self._start_anew()
            return
        self._index, self._moments = index, None
        self._refresh(sorted(missed))
        index.go_to(self._as_of_s)
        self.indexed.emit()
        if self._wished != self._as_of_s:
            self.go_to(self._wished)

    def _fail(self, error: TimelineError) -> None:
        self.progressed.emit("")
        self._document.trouble.emit(str(error))

    def _tell(self, share: float) -> None:
        self.progressed.emit(f"Working out what was known when of {self._document.event_count:,} events… {share:.0%}")
