"""What is written beside the marks, worked out when an event comes into sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.timeline.layout.building import on_one_line
from gui.timeline.picture import Words
from storage.dates import display
from storage.known import HIDDEN, KINDS, NEVER_S, known_with, steps_of
from storage.model import Event, Source
from storage.origins import EVER_S, Origins
from storage.standing import StandingKind
from storage.story_file import StoryFile

MOST_KEPT = 5000
_NO_WORDS = Words("")
# Now comes after everything that is dated, be it never.
_NOW_S = NEVER_S + 1
_END_S = NEVER_S + 2
_Span = tuple[int, int]


class EventWords:
    """The words of a story's events by their rows, as known at a second; those seen lately are kept."""

    def __init__(self, file: StoryFile | None) -> None:
        self._file = file
        self._words: dict[int, Words] = {}
        # From which second on, and before which, the same is known of an event.
        self._spans: dict[int, _Span] = {}
        self._as_of_s: int | None = None
        self._sources: tuple[Source, ...] = ()
        self._origins = Origins({})

    def __call__(self, row: int) -> Words:
        """Return the words of the event in a row of the file; none of one that has gone or is not known."""
        words = self._words.get(row)
        if words is None:
            if len(self._words) >= MOST_KEPT:
                self._words.clear()
                self._spans.clear()
            event = self._file.event_in_row(row) if self._file else None
            words, span = self._known_of(event) if event else (_NO_WORDS, (EVER_S, _END_S))
            self._words[row], self._spans[row] = words, span
        return words

    @property
    def as_of_s(self) -> int | None:
        """Return the last second of which anything is told, None for all."""
        return self._as_of_s

    @property
    def at_hand(self) -> Mapping[int, Words]:
        """Return the words that were worked out before, by row."""
        return self._words

    def look_from(self, as_of_s: int | None) -> None:
        """Tell what was known at a second, None for all; what is the same then as before stays at hand."""
        if as_of_s == self._as_of_s:
            return
        self._as_of_s = as_of_s
        at_s = self._at_s
        for row in [row for row, (from_s, until_s) in self._spans.items() if not from_s <= at_s < until_s]:
            del self._words[row], self._spans[row]

    def forget(self, rows: Iterable[int] | None) -> None:
        """Work out anew what is written of some rows, or of all (None), as of all when the sources are others."""
        sources = self._file.sources if self._file else ()
        if rows is None or sources is not self._sources:
            self._words.clear()
            self._spans.clear()
            self._sources = sources
            zone = self._file.story.time_zone if self._file else "UTC"
            self._origins = Origins({source.id: source for source in sources}, zone)
        for row in rows or ():
            self._words.pop(row, None)
            self._spans.pop(row, None)

    @property
    def _at_s(self) -> int:
        return _NOW_S if self._as_of_s is None else self._as_of_s

    def _known_of(self, event: Event) -> tuple[Words, _Span]:
        """Return the words of an event, and from when on and before when they are the same."""
        state, steps = steps_of(event.sources, event.statements, self._origins)
        from_s, until_s = EVER_S, _END_S
        for second, later in steps:
            if second > self._at_s:
                until_s = second
                break
            from_s, state = second, later
        known, kind = known_with(event, self._origins, self._as_of_s), KINDS[state]
        words = _NO_WORDS if state == HIDDEN or known is None or kind is None else _words_of(known, kind)
        return words, (from_s, until_s)


def _words_of(event: Event, kind: StandingKind) -> Words:
    texts = (event.text, *(said.quote or said.paraphrase for said in event.statements))
    line = next((text.strip().splitlines()[0] for text in texts if text.strip()), "")
    return Words(
        title=on_one_line(event.title),
        standing=kind,
        date=display(event.when, short=True),
        line=on_one_line(line),
        starred=event.starred,
    )
