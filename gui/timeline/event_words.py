"""What is written beside the marks, worked out when an event comes into sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.signs import STANDING_SIGNS
from gui.timeline.layout.building import on_one_line
from gui.timeline.picture import Words
from storage.dates import display
from storage.model import Event, Source
from storage.standing import standing
from storage.story_file import StoryFile

MOST_KEPT = 5000
_NO_WORDS = Words("")


class EventWords:
    """The words of a story's events by their rows; those seen lately are kept."""

    def __init__(self, file: StoryFile | None) -> None:
        self._file = file
        self._words: dict[int, Words] = {}
        self._sources: tuple[Source, ...] = ()
        self._source_of: dict[str, Source] = {}

    def __call__(self, row: int) -> Words:
        """Return the words of the event in a row of the file; none of one that has gone."""
        words = self._words.get(row)
        if words is None:
            if len(self._words) >= MOST_KEPT:
                self._words.clear()
            event = self._file.event_in_row(row) if self._file else None
            words = self._words[row] = self._of(event) if event else _NO_WORDS
        return words

    @property
    def at_hand(self) -> Mapping[int, Words]:
        """Return the words that were worked out before, by row."""
        return self._words

    def forget(self, rows: Iterable[int] | None) -> None:
        """Work out anew what is written of some rows, or of all (None), as of all when the sources are others."""
        sources = self._file.sources if self._file else ()
        if rows is None or sources is not self._sources:
            self._words.clear()
            self._sources = sources
            self._source_of = {source.id: source for source in sources}
        for row in rows or ():
            self._words.pop(row, None)

    def _of(self, event: Event) -> Words:
        zone = self._file.story.time_zone if self._file else "UTC"
        texts = (event.text, *(said.quote or said.paraphrase for said in event.statements))
        line = next((text.strip().splitlines()[0] for text in texts if text.strip()), "")
        return Words(
            title=on_one_line(event.title),
            sign=STANDING_SIGNS[standing(event, self._source_of, zone=zone).kind][0],
            date=display(event.when, short=True),
            line=on_one_line(line),
            starred=event.starred,
        )
