"""Derive how well an event is established from what was said about it; nobody types it.

Who vouches. A statement counts for its *origin*, the one it traces to, however many outlets repeat it:

- A named speaker is the claimant: the same speaker in five outlets is one origin, five speakers in one
  article are five, since each answers for their own words.
- An outlet that speaks for itself, or passes on what it was told (the speaker is missing, or is one of the
  outlets in the chain), vouches for nothing of its own: the origin is the first outlet in the chain, and
  where that is the outlet that was read, what its source is said to trace back to (`Source.origin`). So five
  papers that print one wire are one origin.
- A source that the file does not have cannot be told from another one: all of them are one unknown origin.

Names are the same when they differ in case, accents, spaces or a leading "the" alone.

What follows, the first that fits:

- contested: someone asserts it, if partly, and someone denies it
- denied: there are denials only
- unconfirmed: someone who looked cannot confirm it, and nobody denies it
- single source, corroborated: those who assert it, if partly, are one origin, or two and more
- unsourced: nobody vouches for it

Comments take no position. Where nobody takes one, the event rests on its sources, those of the comments too:
one or more origins. Beside positions they do not count, since they are mostly where those positions were read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from storage.citation import short_name
from storage.csl_date import csl_date
from storage.dates import Date, bounds
from storage.errors import DateError
from storage.model import Event, Source, Stance, Statement
from storage.search import fold

UNKNOWN_ORIGIN = "?"


class StandingKind(StrEnum):
    """How well an event is established."""

    CONTESTED = "contested"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    UNSOURCED = "unsourced"


@dataclass(frozen=True, slots=True)
class Positions:
    """How many voices take which position: origins, and all who are unnamed as one more.

    `total` counts the statements that take a position, repetitions included.
    """

    asserts: int = 0
    partly: int = 0
    denies: int = 0
    cannot_confirm: int = 0
    total: int = 0


_NONE_TAKEN = Positions()


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of an event and the counts behind it.

    `origins` are the independent ones among all positions, or among the sources where nobody takes a position;
    `sources` is then the number of these.
    """

    kind: StandingKind
    positions: Positions
    origins: int
    sources: int = 0

    @property
    def sentence(self) -> str:
        """Return the reason: "Asserted by two, denied by one. 3 positions from 3 origins."."""
        if self.positions.total:
            return _positions_sentence(self.positions, self.origins)
        if not self.sources:
            return "No statement takes a position, and no source is named."
        counts = f"{_count(self.sources, 'source')} from {_count(self.origins, 'origin')}"
        return f"No statement takes a position. {counts}."


def standing(event: Event, sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC") -> Standing:
    """Return the standing of an event from its statements and sources, in whatever order they are.

    `as_of_s` (Unix seconds) leaves out what had not surely been said by then: the last second that a statement's
    date allows counts, then that of its source's publication; what has no date counts always. Dates are
    local to the zone.
    """
    statements: Iterable[Statement] = event.statements
    if as_of_s is not None:
        statements = [each for each in statements if _said_by(each, sources, as_of_s, zone)]
    taken = [each for each in statements if each.stance is not Stance.COMMENTS]
    if not taken:
        ids = {*event.sources, *(each.source for each in statements if each.source)}
        return _from_sources([key for key in ids if _published_by(sources.get(key), as_of_s, zone)], sources)
    return _from_positions(taken, sources)


def _from_sources(source_ids: list[str], sources: Mapping[str, Source]) -> Standing:
    origins = len({_source_origin(sources.get(source_id)) for source_id in source_ids})
    return Standing(_established(origins), _NONE_TAKEN, origins, len(source_ids))


def _from_positions(statements: list[Statement], sources: Mapping[str, Source]) -> Standing:
    voices: dict[Stance, set[str]] = {}
    for statement in statements:
        voices.setdefault(statement.stance, set()).add(origin_of(statement, sources))
    nobody: set[str] = set()
    asserting, partly = voices.get(Stance.ASSERTS, nobody), voices.get(Stance.PARTLY, nobody)
    denying, doubting = voices.get(Stance.DENIES, nobody), voices.get(Stance.CANNOT_CONFIRM, nobody)
    positions = Positions(len(asserting), len(partly), len(denying), len(doubting), len(statements))
    # A voice without a name or source takes a position, but is no origin.
    supporters = len((asserting | partly) - {""})
    origins = len((asserting | partly | denying | doubting) - {""})
    return Standing(_kind(positions, supporters), positions, origins)


def _kind(positions: Positions, supporters: int) -> StandingKind:
    if positions.denies:
        asserted = positions.asserts or positions.partly
        return StandingKind.CONTESTED if asserted else StandingKind.DENIED
    if positions.cannot_confirm:
        return StandingKind.UNCONFIRMED
    return _established(supporters)


def _established(origins: int) -> StandingKind:
    if not origins:
        return StandingKind.UNSOURCED
    return StandingKind.SINGLE_SOURCE if origins == 1 else StandingKind.CORROBORATED


def origin_of(statement: Statement, sources: Mapping[str, Source]) -> str:
    """Return the name, folded for comparing, of the one a statement traces to; "" where nobody is named."""
    source = sources.get(statement.source)
    outlets = [_key(outlet) for outlet in statement.via]
    own = _key(short_name(source)) if source else ""
    speaker = _key(statement.speaker)
    if speaker and speaker not in outlets and speaker != own:
        return speaker
    first = next(filter(None, outlets), own)
    if first and first != own:
        return first
    return _source_origin(source) if statement.source else speaker


def _source_origin(source: Source | None) -> str:
    if source is None:
        return UNKNOWN_ORIGIN
    return _key(source.origin) or _key(short_name(source))


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    """Return a name as it is compared; the same few names stand in most statements."""
    return " ".join(fold(name).split()).removeprefix("the ")


def _said_by(statement: Statement, sources: Mapping[str, Source], as_of_s: int, zone: str) -> bool:
    if statement.said:
        return _over_by(statement.said, as_of_s, zone)
    return _published_by(sources.get(statement.source), as_of_s, zone)


def _published_by(source: Source | None, as_of_s: int | None, zone: str) -> bool:
    if source is None or as_of_s is None:
        return True
    date = csl_date(source.csl, "issued")
    return date is None or _over_by(date, as_of_s, zone)


def _over_by(date: Date | str, as_of_s: int, zone: str) -> bool:
    """Tell whether the last second of a date had come; of one without an end, the first; of none, always."""
    try:
        limits = bounds(date, zone)
    except DateError:
        return True
    known = [second for second in (limits.latest_s, limits.earliest_s) if second is not None]
    return not known or known[0] <= as_of_s


_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _positions_sentence(positions: Positions, origins: int) -> str:
    taken = [
        f"{verb} by {_word(number)}"
        for verb, number in (
            ("asserted", positions.asserts),
            ("partly" if positions.asserts else "partly asserted", positions.partly),
            ("denied", positions.denies),
        )
        if number
    ]
    looked = f"{_word(positions.cannot_confirm)} who looked cannot confirm" if positions.cannot_confirm else ""
    reason = "; ".join(filter(None, (", ".join(taken), looked)))
    traced = f"from {_count(origins, 'origin')}" if origins else "without a speaker or source"
    return f"{reason[0].upper()}{reason[1:]}. {_count(positions.total, 'position')} {traced}."


def _word(number: int) -> str:
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
