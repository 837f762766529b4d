"""Derive how well an event is established from what was said about it; nobody types it.

A statement counts for its *origin*, the one it traces to; `storage.origins` tells which that is, and when it was said.

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

from storage.model import Event, Source, Stance, Statement
from storage.origins import Origins


class StandingKind(StrEnum):
    """How well an event is established."""

    CONTESTED = "contested"
    DENIED = "denied"
    UNCONFIRMED = "unconfirmed"
    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    UNSOURCED = "unsourced"


CERTAINTY = (
    StandingKind.DENIED,
    StandingKind.CONTESTED,
    StandingKind.UNCONFIRMED,
    StandingKind.UNSOURCED,
    StandingKind.SINGLE_SOURCE,
    StandingKind.CORROBORATED,
)
"""From what one can rely on least to what one can rely on most.

One more denial, or one more who cannot confirm, never moves an event up.
"""


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
    origins = Origins(sources, zone)
    statements: Iterable[Statement] = event.statements
    if as_of_s is not None:
        statements = [each for each in statements if origins.said_s(each) <= as_of_s]
    tally = Tally()
    for each in statements:
        if each.stance is not Stance.COMMENTS:
            tally.add(each.stance, origins.of(each))
    if tally.total:
        return Standing(tally.kind, tally.positions, tally.origins)
    ids = {*event.sources, *(each.source for each in statements if each.source)}
    if as_of_s is not None:
        ids = {each for each in ids if origins.published_s(each) <= as_of_s}
    number = len({origins.of_source(each) for each in ids})
    return Standing(established(number), _NONE_TAKEN, number, len(ids))


class Tally:
    """Counts who takes which position, one statement after the other, in any order."""

    __slots__ = ("_voices", "total")

    def __init__(self) -> None:
        self._voices: dict[Stance, set[str]] = {}
        self.total = 0

    def add(self, stance: Stance, origin: str) -> None:
        """Count one more position; "" is a voice without a name or source, which is no origin."""
        self._voices.setdefault(stance, set()).add(origin)
        self.total += 1

    @property
    def kind(self) -> StandingKind:
        """Return the standing that follows from the positions."""
        voices = self._voices
        asserted = Stance.ASSERTS in voices or Stance.PARTLY in voices
        if Stance.DENIES in voices:
            return StandingKind.CONTESTED if asserted else StandingKind.DENIED
        if Stance.CANNOT_CONFIRM in voices:
            return StandingKind.UNCONFIRMED
        return established(len(self._of(Stance.ASSERTS, Stance.PARTLY)))

    @property
    def positions(self) -> Positions:
        """Return how many voices take which position."""
        asserts, partly, denies, doubts = (
            len(self._voices.get(stance, ()))
            for stance in (Stance.ASSERTS, Stance.PARTLY, Stance.DENIES, Stance.CANNOT_CONFIRM)
        )
        return Positions(asserts, partly, denies, doubts, self.total)

    @property
    def origins(self) -> int:
        """Return how many independent origins there are among all positions."""
        return len(self._of(*self._voices))

    def _of(self, *stances: Stance) -> set[str]:
        return set[str]().union(*(self._voices.get(stance, ()) for stance in stances)) - {""}


def established(origins: int) -> StandingKind:
    """Return the standing of what so many origins vouch for while nobody objects."""
    if not origins:
        return StandingKind.UNSOURCED
    return StandingKind.SINGLE_SOURCE if origins == 1 else StandingKind.CORROBORATED


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
