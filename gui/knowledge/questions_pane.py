"""Open questions: what the story leaves unsettled, by kind, each leading to its event."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.document import Document
from gui.knowledge.following import Events, Following
from gui.knowledge.group_list import GroupList
from gui.knowledge.groups import Entry, Group, Line, Style
from gui.knowledge.pane import KnowledgePane
from gui.reading import Reading
from gui.signs import STANDING_SIGNS
from gui.text import one_line, sentences
from gui.theme import Theme
from storage.ledger import Disagreement
from storage.model import Event, Source
from storage.open_index import OpenIndex, may_be_open
from storage.questions import QuestionKind, questions_of
from storage.standing import StandingKind

_MOST_LINES = 12
_STANDINGS: Mapping[QuestionKind, StandingKind] = {
    QuestionKind.CONTESTED: StandingKind.CONTESTED,
    QuestionKind.UNCONFIRMED: StandingKind.UNCONFIRMED,
    QuestionKind.DENIED: StandingKind.DENIED,
    QuestionKind.UNSOURCED: StandingKind.UNSOURCED,
    QuestionKind.SINGLE_SOURCE: StandingKind.SINGLE_SOURCE,
}
_NOTES = {
    QuestionKind.CONTESTED: "Some assert it, some deny it",
    QuestionKind.FIGURES: "Two figures of one thing, one more than twice the other",
    QuestionKind.UNCONFIRMED: "Someone who looked cannot confirm it",
    QuestionKind.DENIED: "It is denied, and nobody asserts it",
    QuestionKind.UNSOURCED: "Nobody vouches for it",
    QuestionKind.SINGLE_SOURCE: "All who assert it are one origin",
    QuestionKind.NO_BASIS: "The date counts from something that is not said",
}
_TITLES = {QuestionKind.FIGURES: "Figures far apart", QuestionKind.NO_BASIS: "Dates without a basis"}


def gathered(events: Events, sources: Mapping[str, Source], zone: str) -> OpenIndex:
    """Return what is open of all events and does not follow from how they stand."""
    index = OpenIndex(sources, zone)
    for row, event in events:
        index.take(row, event)
    return index.finished()


class QuestionsPane(KnowledgePane):
    """The open questions of what is let through; `event_activated` carries the id of an event to be shown closely."""

    event_activated = Signal(str)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._reading = reading
        self._following = Following(document, reading, gathered, may_be_open, self)
        self.list = GroupList(theme, "Open questions", self)
        self.put(self.list)
        self.setFocusProxy(self.list)
        self._following.changed.connect(self._show)
        self._following.progressed.connect(self.show_work)
        self.list.chosen.connect(lambda entry: reading.select(entry.event_id))
        self.list.activated_entry.connect(lambda entry: self.event_activated.emit(entry.event_id))
        reading.event_selected.connect(self._leave_other)
        document.opened.connect(self.list.start_anew)

    @property
    def busy(self) -> bool:
        """Tell whether questions are still being looked for."""
        return self._following.running or self._reading.knowing.running

    def showEvent(self, event: QShowEvent) -> None:
        """Look for questions."""
        super().showEvent(event)
        self._following.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave off."""
        super().hideEvent(event)
        self._following.sleep()

    def _show(self) -> None:
        groups = [group for kind in QuestionKind if (group := self._group(kind)).count]
        total = sum(group.count for group in groups)
        self.list.show_by(self._following.step)
        self.list.set_groups(groups)
        self.show_count(f"{total:,} open {'question' if total == 1 else 'questions'}" if total else "")
        self.show_hint("" if total else self._why_none())

    def _why_none(self) -> str:
        if self.busy or self._reading.pending:
            return "The events are being looked through…"
        if not self._document.event_count:
            return "This story has no events yet."
        if self._reading.narrowing.is_narrow:
            return "Nothing is open in what is shown."
        return "Nothing is open: two or more independent origins vouch for every event, and nobody denies any."

    def _group(self, kind: QuestionKind) -> Group:
        standing = _STANDINGS.get(kind)
        title = STANDING_SIGNS[standing][1].capitalize() if standing is not None else _TITLES[kind]
        count, entry = self._figures() if kind is QuestionKind.FIGURES else self._events(kind)
        return Group(kind.value, title, count, entry, standing, _NOTES[kind])

    def _events(self, kind: QuestionKind) -> tuple[int, Callable[[int], Entry]]:
        index, gathered = self._reading.knowing.index, self._following.gathered
        rows: Sequence[int] = ()
        if kind in _STANDINGS and index is not None:
            rows = self._reading.in_time(index.shown_rows(_STANDINGS[kind]))
        elif kind is QuestionKind.NO_BASIS and isinstance(gathered, OpenIndex):
            rows = self._reading.in_time(gathered.rows_without_basis)
        return len(rows), lambda place: self._of_event(kind, rows[place])

    def _figures(self) -> tuple[int, Callable[[int], Entry]]:
        gathered = self._following.gathered
        found: list[tuple[int, Disagreement]] = []
        if isinstance(gathered, OpenIndex):
            apart: dict[int, list[Disagreement]] = {}
            for row, one in gathered.disagreements(self._reading.knowing.as_of_s):
                apart.setdefault(row, []).append(one)
            found = [(row, one) for row in self._reading.in_time(apart) for one in apart[row]]
        return len(found), lambda place: self._of_figures(*found[place])

    def _of_event(self, kind: QuestionKind, row: int) -> Entry:
        file, knowing = self._document.file, self._reading.knowing
        event = file.event_in_row(row) if file is not None else None
        known = knowing.known(event) if event is not None else None
        if known is None:
            return Entry(f"{kind}:{row}", (Line("(removed)", Style.MUTED),))
        asked = questions_of(known, knowing.source_of, knowing.as_of_s, knowing.zone)
        sentence = next((one.sentence for one in asked if one.kind is kind), "")
        return self._entry(f"{kind}:{row}", known, one_line(sentence))

    def _of_figures(self, row: int, found: Disagreement) -> Entry:
        file = self._document.file
        event = file.event_in_row(row) if file is not None else None
        key = f"figures:{found.higher.statement_id}:{found.counted}"
        return (
            self._entry(key, event, one_line(found.sentence)) if event is not None else Entry(key, (Line("(removed)"),))
        )

    def _entry(self, key: str, event: Event, sentence: str) -> Entry:
        title = one_line(event.title) or "Untitled event"
        lines = (Line(title, Style.TITLE, 2), Line(sentence, Style.MUTED, _MOST_LINES))
        return Entry(key, lines, spoken=sentences(title, sentence), event_id=event.id)

    def _leave_other(self, event_id: str) -> None:
        """Let go of the question when another event is chosen elsewhere."""
        current = self.list.current
        if current is not None and current.event_id != event_id and not self.list.hasFocus():
            self.list.choose("")
