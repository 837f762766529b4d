"""Reading a large story, of which all events as values would take long and much memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from storage import sifting
from storage.brief import Brief, Outline
from storage.contents import Contents
from storage.knowledge_index import KnowledgeIndex
from storage.model import Event, Problem
from storage.origins import Origins
from storage.pieces import Progress, unhurried
from storage.vocabulary import Tally, tally_of

# Few enough to stay in the processor's cache: with thousands it takes half as long again.
_KNOWN_A_TURN = 512


class LargeReading:
    """What a story file tells of its events row by row."""

    _contents: Contents

    @property
    def event_count(self) -> int:
        """Return how many rows of events there are, those that cannot be shown among them."""
        return len(self._contents.events.raw)

    def briefs(self, rows: Iterable[int] | None = None) -> Iterator[Brief]:
        """Yield the events shown in the order of their rows, or those of the given rows, in short.

        May run in another thread while the story is edited: a row that has gone meanwhile is left out.
        """
        events = self._contents.events
        return sifting.all_briefs(events) if rows is None else sifting.briefs_of(events, rows)

    def outlines(self, a_turn: int = sifting.OUTLINES_A_TURN) -> Iterator[Sequence[Brief | Outline]]:
        """Yield all events as `briefs` does, so many at a time and much faster, with rows taken at their word.

        A date may be none, and an event may turn out to be unreadable when it is asked for.
        """
        return sifting.all_outlines(self._contents.events, a_turn)

    def knowledge(self, progress: Progress = unhurried) -> KnowledgeIndex:
        """Work out when which event became known, and how it stood. May run in another thread, as `briefs`.

        Rows are taken at their word. What `progress` raises ends it.
        """
        story, sources = self._contents.story, self._contents.sources.copy()
        index = KnowledgeIndex(Origins({source.id: source for source in sources.values.values()}, story.time_zone))
        for turn in self.outlines(_KNOWN_A_TURN):
            read = [each if isinstance(each, Outline) else self.event_in_row(each.row) for each in turn]
            known = [each for each in read if each is not None]
            index.add(known, [one.row for each, one in zip(read, turn, strict=True) if each is not None])
            progress(min(len(index.rows) / max(self.event_count, 1), 1.0))
        return index.finished()

    def event_in_row(self, row: int) -> Event | None:
        """Return the event of a row, None where it has gone or is not shown."""
        return self._contents.events.in_row(row)

    def id_in_row(self, row: int) -> str:
        """Return the id that stands in a row of an event, without reading the rest; "" for none."""
        return self._contents.events.id_in(row)

    def row_of_event(self, event_id: str) -> int:
        """Return the row that an event stands in, -1 where it is not shown. Reads all ids first, unless `warm` has."""
        row = self._contents.events.row_of(event_id)
        return -1 if row is None else row

    def warm(self, progress: Progress = unhurried) -> None:
        """Read the ids of all events, so that looking for one is quick. May run in another thread, as `briefs`."""
        self._contents.events.index(progress)

    def matching_rows(self, text: str, progress: Progress = unhurried) -> list[int]:
        """Return the rows of the events in which every word stands. May run in another thread, as `briefs`."""
        return sifting.matching_rows(self._contents, text, progress)

    def tally(self, progress: Progress = unhurried) -> Tally:
        """Count the words of the story for a vocabulary. May run in another thread, as `briefs`."""
        return tally_of(self._contents, progress)

    def find_problems(self, progress: Progress = unhurried) -> tuple[Problem, ...]:
        """Return `problems` without keeping what was read. May run in another thread, as `briefs`."""
        return sifting.problems_of(self._contents, progress)

    def each_event(
        self,
        rows: Iterable[int] | None = None,
        may_matter: Callable[[bytes], bool] | None = None,
        progress: Progress = unhurried,
    ) -> Iterator[tuple[int, Event]]:
        """Yield the events shown with their rows, all or those of the given rows, and keep none.

        `may_matter` is asked first, with the bytes of a row; what it turns down is not read. May run in another
        thread, as `briefs`.
        """
        return sifting.each_event(self._contents.events, rows, may_matter, progress)
