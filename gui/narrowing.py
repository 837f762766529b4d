"""What lets events through to list and timeline: words, ways to stand, one who speaks, and what was known by then."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.knowing import Knowing
from gui.work import Progress, Work
from storage.known import KINDS, NEVER_S, known_from_s
from storage.model import Event
from storage.origins import EVER_S, Origins
from storage.search import Matcher
from storage.standing import StandingKind
from storage.story_file import StoryFile

_MOST_LOOKED_AT = 300
Since = Mapping[int, int]
"""The second from which each row of the file is let through, EVER_S for always."""


class Narrowing(QObject):
    """Holds what the reader asked for; `narrowed` tells that others are let through.

    `rows` are those that may be let through wherever the cursor of `knowing` stands: they are laid out, and keep their
    places while it moves. `shows` tells which of them are to be seen at it. `progressed` carries a word on a search
    that takes its time, "" at its end.
    """

    narrowed = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, knowing: Knowing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.knowing = knowing
        self.text = ""
        self.standings: frozenset[StandingKind] = frozenset()
        self.speaker = ""
        self._spoken: Since = {}
        self._found: dict[int, int] | None = None
        self._knows_since = False
        self._searched_sources: tuple[object, ...] = ()
        # What was asked when they were found: to find them goes through all that was ever said, too slow for each step.
        self._rows: tuple[object, list[int]] | None = None
        self._search = Work(self)
        self._search.finished.connect(self._take_found)
        self._search.progressed.connect(self._tell)
        self._search.failed.connect(lambda error: document.trouble.emit(str(error)))
        document.closing.connect(self._search.cancel)
        knowing.moved.connect(self._follow_cursor)
        knowing.indexed.connect(self._follow_index)

    # What the reader asks for

    def set_text(self, text: str) -> None:
        """Let only events through that hold every word of a text."""
        if text != self.text:
            self.text = text
            self.find()

    def set_standings(self, standings: frozenset[StandingKind]) -> None:
        """Let only events through that stand in one of these ways; none lets all through."""
        if standings != self.standings:
            self.standings = standings
            if standings:
                self.knowing.prepare()
            self.narrowed.emit()

    def set_speaker(self, name: str, spoken: Since) -> None:
        """Let only the events of these rows through, from the seconds on at which somebody of that name spoke of them.

        No name lets all through.
        """
        if (name, spoken) != (self.speaker, self._spoken):
            self.speaker, self._spoken, self._rows = name, spoken if name else {}, None
            self.narrowed.emit()

    def clear(self) -> None:
        """Let all through, without telling."""
        self._search.cancel()
        self.text = self.speaker = ""
        self.standings, self._spoken, self._found, self._rows = frozenset(), {}, None, None

    # What is let through

    @property
    def running(self) -> bool:
        """Tell whether a search is under way."""
        return self._search.running

    @property
    def is_asked(self) -> bool:
        """Tell whether anything was asked for."""
        return bool(self.text.strip() or self.standings or self.speaker)

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything was asked for, or the cursor stands in the past."""
        return self.is_asked or self.knowing.as_of_s is not None

    @property
    def rows(self) -> list[int] | None:
        """Return the rows that may be let through at some moment, ascending; None for all."""
        index, sinces = self.knowing.index, self.sinces
        standings = self.standings if index is not None else frozenset()
        if not sinces and not standings:
            return None
        asked = (standings, self.knowing.as_of_s is not None, [id(since) for since in sinces])
        if self._rows is None or self._rows[0] != asked:
            wanted = [set(since) for since in sinces]
            if standings and index is not None:
                wanted.append({*(index.rows_ever(*standings) if asked[1] else index.shown_rows(*standings))})
            self._rows = asked, sorted(set.intersection(*wanted))
        return self._rows[1]

    @property
    def sinces(self) -> list[Since]:
        """Return from when on words and speaker let which rows through; rows that are not in all of them never are."""
        found = self._found if self.text.strip() else None
        return [since for since in (found, self._spoken if self.speaker else None) if since is not None]

    @property
    def shown_states(self) -> bytes:
        """Return for each state (a number of `known.KINDS`) whether what stands so is to be seen (1) or not (0)."""
        kinds = self.standings or {*StandingKind}
        return bytes(kind in kinds for kind in KINDS)

    def shows(self, row: int) -> bool:
        """Tell whether the event of a row is to be seen at the cursor."""
        as_of_s, index = self.knowing.as_of_s, self.knowing.index
        if as_of_s is not None or self.standings:
            state = index.state(row) if index is not None else None
            if state is None or (self.standings and state not in self.standings):
                return False
        return all(since.get(row, NEVER_S) <= (NEVER_S - 1 if as_of_s is None else as_of_s) for since in self.sinces)

    def shown_rows(self) -> set[int] | None:
        """Return the rows of all events that `shows` shows, None for all of them: quicker than to ask for each."""
        as_of_s, index = self.knowing.as_of_s, self.knowing.index
        found: set[int] | None = None
        if as_of_s is not None or self.standings:
            found = {*(index.shown_rows(*self.standings) if index is not None else ())}
        last_s = NEVER_S - 1 if as_of_s is None else as_of_s
        for since in self.sinces:
            told = {row for row, second in since.items() if second <= last_s}
            found = told if found is None else found & told
        return found

    def lets_through(self, event: Event) -> bool:
        """Tell whether an event would be let through by its words and its standing."""
        known = self.knowing.known(event)
        if known is None or (self.standings and self.knowing.kind(event) not in self.standings):
            return False
        return self._matcher().matches(known)

    # Searching

    def find(self) -> None:
        """Search anew; of a large story `narrowed` follows when that is done, else at once."""
        file, text = self._document.file, self.text
        self._knows_since, self._rows = self.knowing.as_of_s is not None, None
        if self._document.is_large and text.strip() and file is not None:
            self._searched_sources = self._document.sources
            self._tell(0.0)
            # Made here: what a story has of sources is looked up in the window's thread.
            dated = (self._matcher(), self.knowing.origins) if self._knows_since else None
            self._search.start(lambda progress: _searched(file, text, dated, progress))
            return
        self._search.cancel()
        self.progressed.emit("")
        self._found = self._found_at_once() if text.strip() else None
        self.narrowed.emit()

    def follow(self) -> bool:
        """Follow an edit; return False where a search in a thread has begun, whose end tells of it."""
        self._rows = None
        rows, file, sources = self._document.touched_rows, self._document.file, self._document.sources
        if not self._document.is_large:
            self._search.cancel()
            self._knows_since = self.knowing.as_of_s is not None
            self._found = self._found_at_once() if self.text.strip() else None
            return True
        is_other = rows is None or len(rows) > _MOST_LOOKED_AT or sources is not self._searched_sources
        if self.text.strip() and (self._search.running or is_other or self._found is None):
            # What is being searched may have been passed already.
            self.find()
            return False
        if self._found is not None and file is not None and rows is not None:
            self._follow_found(file, rows)
        return True

    def _follow_found(self, file: StoryFile, rows: tuple[int, ...]) -> None:
        assert self._found is not None
        matcher = self._matcher()
        for row in rows:
            event = file.event_in_row(row)
            self._found.pop(row, None)
            if event is not None and matcher.matches(event):
                self._found[row] = self._since(event, matcher)

    def _found_at_once(self) -> dict[int, int]:
        file = self._document.file
        if file is None:
            return {}
        matcher = self._matcher()
        events = (event for event in self._document.events if matcher.matches(event))
        return {file.row_of_event(event.id): self._since(event, matcher) for event in events}

    def _since(self, event: Event, matcher: Matcher) -> int:
        # What was found with its second keeps one, wherever the cursor stands meanwhile: it may come back.
        if not self._knows_since:
            return EVER_S
        return known_from_s(event, self.knowing.origins, matcher.matches)

    def _take_found(self, found: dict[int, int]) -> None:
        self.progressed.emit("")
        self._found, self._rows = found, None
        self.narrowed.emit()

    def _tell(self, share: float) -> None:
        self.progressed.emit(f"Searching {self._document.event_count:,} events… {share:.0%}")

    def _follow_cursor(self) -> None:
        if self.text.strip() and self.knowing.as_of_s is not None and not self._knows_since:
            # Until it is known since when they match, none of them is shown.
            self._found, self._rows = dict.fromkeys(self._found or (), NEVER_S), None
            self.narrowed.emit()
            self.find()
            return
        self.narrowed.emit()

    def _follow_index(self) -> None:
        self._rows = None
        if self.standings or self.knowing.as_of_s is not None:
            self.narrowed.emit()

    def _matcher(self) -> Matcher:
        return Matcher(self.text, self.knowing.source_of)


def _searched(file: StoryFile, text: str, dated: tuple[Matcher, Origins] | None, progress: Progress) -> dict[int, int]:
    """Search a large story, and for what is found since when it matches if that is asked; runs in a thread."""
    rows = file.matching_rows(text, progress)
    if dated is None:
        return dict.fromkeys(rows, EVER_S)
    matcher, origins = dated
    found = file.each_event(rows, None, progress)
    return {row: known_from_s(event, origins, matcher.matches) for row, event in found}
