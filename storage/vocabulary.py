"""What a story already says: its speakers with their roles, places, tags and outlets, most used first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import msgspec

from storage.contents import Contents
from storage.csl import field_text
from storage.model import Event, Source, Story
from storage.pieces import Progress, unhurried

MOST_COUNTED = 200_000
"""Of a story of more events only so many are counted, evenly spread, and the last ones entered."""

_LAST_ENTERED = 20_000
_ROWS_A_TURN = 1000
# A text that long is no word that anybody wants to be offered.
_LONGEST_WORD = 300
_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a story, each kind most used first.

    `outlets` names what sources stand in, who publishes them, and who passed statements on; `categories` holds the
    names of the story's categories, `sources` the ids of its sources.
    """

    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    latest_roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def role_of(self, speaker: str) -> str:
        """Return the role that a speaker was given last, or ""."""
        return self.latest_roles.get(speaker, "")


class _SaidRow(msgspec.Struct):
    speaker: str = ""
    role: str = ""
    source: str = ""
    via: tuple[str, ...] = ()


class _WordsRow(msgspec.Struct):
    """What of an event's row is counted; the rest is not looked at."""

    place: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statements: tuple[_SaidRow, ...] = ()


_as_words = msgspec.json.Decoder(_WordsRow)


class Tally:
    """Counts the words of events; the events counted last tell the latest roles."""

    def __init__(self) -> None:
        self._speakers: Counter[str] = Counter()
        self._roles: Counter[str] = Counter()
        self._places: Counter[str] = Counter()
        self._tags: Counter[str] = Counter()
        self._passed_on: Counter[str] = Counter()
        self._categories: Counter[str] = Counter()
        self._sources: Counter[str] = Counter()
        self._role_of: dict[str, str] = {}

    def count(self, event: Event | _WordsRow) -> None:
        """Count the words of one more event."""
        self._places[event.place] += 1
        self._categories[event.category] += 1
        self._tags.update(event.tags)
        self._sources.update(event.sources)
        for said in event.statements:
            self._speakers[said.speaker] += 1
            self._roles[said.role] += 1
            self._sources[said.source] += 1
            self._passed_on.update(said.via)
            if said.speaker and said.role:
                self._role_of[said.speaker] = said.role

    def vocabulary(self, sources: Iterable[Source], story: Story | None) -> Vocabulary:
        """Return the words counted so far, with those of sources and categories that nothing uses yet behind them."""
        outlets = self._passed_on.copy()
        cited: Counter[str] = Counter()
        for source in sources:
            uses = self._sources.get(source.id, 0)
            cited[source.id] = uses
            for key in ("container-title", "publisher"):
                outlets[field_text(source.csl, key)] += uses
        categories = story.categories if story is not None else ()
        by_use = sorted(categories, key=lambda category: -self._categories[category.id])
        return Vocabulary(
            speakers=_most_used(self._speakers),
            roles=_most_used(self._roles),
            places=_most_used(self._places),
            tags=_most_used(self._tags),
            outlets=_most_used(outlets),
            categories=tuple(category.name for category in by_use),
            sources=tuple(source_id for source_id, _ in cited.most_common()),
            latest_roles=MappingProxyType(dict(self._role_of)),
        )


def tally_of(contents: Contents, progress: Progress = unhurried) -> Tally:
    """Count the words of a large story straight from its rows; may run in another thread while it is edited.

    A row that does not read as it should is left out. What `progress` raises ends the work.
    """
    rows, tally = contents.events, Tally()
    numbers = _sample(rows.numbers())
    for start in range(0, len(numbers), _ROWS_A_TURN):
        turn = numbers[start : start + _ROWS_A_TURN]
        for number in turn:
            raw = rows.raw.get(number)
            if raw is None:
                continue
            try:
                tally.count(_as_words.decode(raw))
            except _WRONG:
                continue
        progress((start + len(turn)) / len(numbers))
    return tally


def _sample(numbers: list[int]) -> list[int]:
    """Return so many of the rows as are counted, in their order."""
    if len(numbers) <= MOST_COUNTED:
        return numbers
    early, late = numbers[:-_LAST_ENTERED], numbers[-_LAST_ENTERED:]
    step = -(-len(early) // (MOST_COUNTED - _LAST_ENTERED))
    return early[::step] + late


def _most_used(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in counted.most_common() if word.strip() and len(word) <= _LONGEST_WORD)
