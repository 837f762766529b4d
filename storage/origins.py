"""Who a statement traces to, and by which second it had surely been said.

Who vouches. A statement counts for its *origin*, the one it traces to, however many outlets repeat it:

- A named speaker is the claimant: the same speaker in five outlets is one origin, five speakers in one
  article are five, since each answers for their own words.
- An outlet that speaks for itself, or passes on what it was told (the speaker is missing, or is one of the
  outlets in the chain), vouches for nothing of its own: the origin is the first outlet in the chain, and
  where that is the outlet that was read, what its source is said to trace back to (`Source.origin`). So five
  papers that print one wire are one origin.
- A source that the file does not have cannot be told from another one: all of them are one unknown origin.

Names are the same when they differ in case, accents, spaces or a leading "the" alone.

When. The last second that a statement's date allows counts (of a date without an end, the first), else that of its
source's publication. What has neither counts as said ever since, and is UNDATED.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from sys import intern
from typing import NamedTuple, Protocol

from storage.citation import short_name
from storage.csl_date import csl_date
from storage.dates import Date, Edge, bounds, stretch
from storage.errors import DateError
from storage.model import Source
from storage.search import fold

UNKNOWN_ORIGIN = "?"
EVER_S = -(1 << 63)
"""The second of what has no date: before all others."""

_GOES_ON = int(Edge.OPEN | Edge.UNKNOWN)


class Said(Protocol):
    """What of a statement tells who said it and when."""

    @property
    def speaker(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def via(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def said(self) -> str: ...  # noqa: D102


class Ground(StrEnum):
    """What the time of saying goes by."""

    SAID = "said"
    PUBLISHED = "published"
    UNDATED = "undated"


class Saying(NamedTuple):
    """The second by which something had surely been said (EVER_S where nothing tells), and what that goes by."""

    second: int
    ground: Ground


_UNDATED = Saying(EVER_S, Ground.UNDATED)


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """Return a name as it is compared; the same few names stand in most statements."""
    return " ".join(fold(name).split()).removeprefix("the ")


def origin_of(statement: Said, sources: Mapping[str, Source]) -> str:
    """Return the name, folded for comparing, of the one a statement traces to; "" where nobody is named."""
    return name_key(origin_name(statement, sources))


def origin_name(statement: Said, sources: Mapping[str, Source]) -> str:
    """Return the name of the one a statement traces to, as it is written; "" where nobody is named."""
    source = sources.get(statement.source)
    own = short_name(source) if source else ""
    outlets = [outlet for outlet in statement.via if name_key(outlet)]
    speaker = name_key(statement.speaker)
    if speaker and speaker not in {name_key(own), *map(name_key, outlets)}:
        return statement.speaker
    first = outlets[0] if outlets else own
    if first and name_key(first) != name_key(own):
        return first
    return source_origin(source) if statement.source else statement.speaker


def source_origin(source: Source | None) -> str:
    """Return the name of what a source traces back to."""
    if source is None:
        return UNKNOWN_ORIGIN
    return source.origin if name_key(source.origin) else short_name(source)


@lru_cache(maxsize=1 << 15)
def surely_s(date: str, zone: str) -> int:
    """Return the second by which the time that a date gives had surely come, EVER_S where it tells none."""
    try:
        line = stretch(date, zone, forever=False)
        if line is not None and not line.end_edge & _GOES_ON:
            return line.end_s - 1
        return _last_s(date, zone)
    except DateError:
        return EVER_S


def _last_s(date: Date | str, zone: str) -> int:
    try:
        limits = bounds(date, zone)
    except DateError:
        return EVER_S
    known = [second for second in (limits.latest_s, limits.earliest_s) if second is not None]
    return known[0] if known else EVER_S


def published_s(source: Source | None, zone: str) -> int:
    """Return the second by which a source had surely been published, EVER_S where it has no date."""
    date = csl_date(source.csl, "issued") if source is not None else None
    return EVER_S if date is None else _last_s(date, zone)


class Origins:
    """Origins and times of statements, each worked out once for the sources and the time zone of a story.

    `times` holds the seconds of the dates of saying met so far.
    """

    def __init__(self, sources: Mapping[str, Source], zone: str = "UTC") -> None:
        self.sources = sources
        self.zone = zone
        self.times: dict[str, int] = {}
        # By source and chain, then by speaker: a few small dicts stay in the processor's cache, one large one does not.
        self._names: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}
        self._of_source: dict[str, str] = {}
        self._published: dict[str, int] = {}

    def of(self, statement: Said) -> str:
        """Return what `origin_of` returns."""
        by_speaker = self._names.get((statement.source, statement.via))
        found = None if by_speaker is None else by_speaker.get(statement.speaker)
        if found is None:
            found = origin_of(statement, self.sources)
            by_speaker = self._names.setdefault((statement.source, statement.via), {})
            by_speaker[intern(statement.speaker)] = found
        return found

    def of_all(self, statements: Iterable[Said]) -> list[str]:
        """Return what `of` returns for each, looked up in one go."""
        names, found = self._names, []
        for each in statements:
            by_speaker = names.get((each.source, each.via))
            origin = None if by_speaker is None else by_speaker.get(each.speaker)
            found.append(self.of(each) if origin is None else origin)
        return found

    def said_s_all(self, statements: Sequence[Said]) -> list[int]:
        """Return what `said_s` returns for each, looked up in one go."""
        found = [self.times.get(each.said) for each in statements]
        return [self.said_s(each) if one is None else one for each, one in zip(statements, found, strict=True)]

    def of_source(self, source_id: str) -> str:
        """Return the folded name of what a source traces back to."""
        found = self._of_source.get(source_id)
        if found is None:
            found = self._of_source[source_id] = name_key(source_origin(self.sources.get(source_id)))
        return found

    def published_s(self, source_id: str) -> int:
        """Return what `published_s` returns for a source, EVER_S for one that the file does not have."""
        found = self._published.get(source_id)
        if found is None:
            found = self._published[source_id] = published_s(self.sources.get(source_id), self.zone)
        return found

    def said_s(self, statement: Said) -> int:
        """Return the second by which a statement had surely been made, EVER_S where nothing tells."""
        said = statement.said
        if said:
            found = self.times.get(said)
            if found is None:
                found = self.times[said] = surely_s(said, self.zone)
            return found
        return self.published_s(statement.source) if statement.source else EVER_S

    def saying(self, statement: Said) -> Saying:
        """Return when a statement had surely been made, and what tells so."""
        second = self.said_s(statement)
        if second == EVER_S:
            return _UNDATED
        return Saying(second, Ground.SAID if statement.said else Ground.PUBLISHED)
