"""Who said what and when, kept small: of each statement its second and where it stands, so that a million have room."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.citation import short_name
from storage.csl import one_line
from storage.model import Event, Source, Statement
from storage.origins import EVER_S, Origins, name_key

_SMALL_PLACE = 1 << 24


def may_speak(raw: bytes) -> bool:
    """Tell whether the row of an event, as bytes, can hold a statement: others need not be read."""
    return b'"statements"' in raw


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much there is of one name: what it said and what it passed on of others, by a second."""

    key: str
    name: str
    roles: tuple[str, ...]
    said: int
    passed_on: int


class PeopleIndex:
    """The people, bodies and outlets of a story at any second; `take` in every event, then call `finished`."""

    def __init__(self, sources: Mapping[str, Source], zone: str = "UTC") -> None:
        self._origins = Origins(sources, zone)
        self._found: dict[str, _Voice] = {}
        self._outlets: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}

    def take(self, row: int, event: Event) -> None:
        """Take in what is said in the event of a row."""
        for place, statement in enumerate(event.statements):
            second = self._origins.said_s(statement)
            speaker = name_key(statement.speaker)
            if speaker:
                voice = self._voice(speaker, statement.speaker, second)
                voice.said.add(second, row, place)
                if role := one_line(statement.role):
                    voice.roles[role] = min(second, voice.roles.get(role, second))
            for key, name in self._outlets_of(statement).items():
                if key != speaker:
                    self._voice(key, name, second).passed_on.add(second, row, place)

    def finished(self) -> PeopleIndex:
        """Put all that was taken in in the order of saying."""
        for voice in self._found.values():
            voice.said.sort()
            voice.passed_on.sort()
        return self

    def people(self, as_of_s: int | None = None) -> list[Spoken]:
        """Return everyone who is named in what had been said by a second (None: all), who said most first.

        Who said as much comes in the order of names, and outlets without words of their own come last.
        """
        spoken = (self.one(key, as_of_s) for key in self._found)
        return sorted((one for one in spoken if one is not None), key=lambda one: (-one.said, -one.passed_on, one.key))

    def one(self, key: str, as_of_s: int | None = None) -> Spoken | None:
        """Return one of them by the name as it is compared; None for one who is not named by then."""
        voice = self._found.get(key)
        one = voice.spoken(key, as_of_s) if voice is not None else None
        return one if one is not None and (one.said or one.passed_on) else None

    def said(self, key: str, as_of_s: int | None = None) -> list[tuple[int, int]]:
        """Return where the statements stand that somebody had made: (row, place in the event), in order of saying.

        What nothing dates comes last.
        """
        return self._found[key].said.where(as_of_s) if key in self._found else []

    def passed_on(self, key: str, as_of_s: int | None = None) -> list[tuple[int, int]]:
        """Return the same for the statements of others that had gone through an outlet."""
        return self._found[key].passed_on.where(as_of_s) if key in self._found else []

    def spoken_since(self, key: str) -> dict[int, int]:
        """Return the rows of the events of which somebody says or passes on something, each with the first second."""
        since: dict[int, int] = {}
        voice = self._found.get(key)
        for second, row in voice.each() if voice is not None else ():
            since[row] = min(second, since.get(row, second))
        return since

    def is_by(self, key: str, statement: Statement) -> bool:
        """Tell whether a statement is somebody's own, or went through them."""
        return name_key(statement.speaker) == key or key in self._outlets_of(statement)

    def _voice(self, key: str, name: str, second: int) -> _Voice:
        voice = self._found.get(key)
        if voice is None:
            voice = self._found[key] = _Voice()
        if second < voice.names.get(name, second + 1):
            voice.names[name] = second
        return voice

    def _outlets_of(self, statement: Statement) -> dict[str, str]:
        road = (statement.source, statement.via)
        found = self._outlets.get(road)
        if found is None:
            source = self._origins.sources.get(statement.source)
            names = (short_name(source) if source else "", *statement.via)
            found = self._outlets[road] = {name_key(name): name for name in names if name_key(name)}
        return found


class _Places:
    """Statements by second, row and place in their event."""

    def __init__(self) -> None:
        self.seconds: array[int] = array("q")
        self.packed: array[int] = array("q")

    def add(self, second: int, row: int, place: int) -> None:
        self.seconds.append(second)
        self.packed.append(row * _SMALL_PLACE + place)

    def sort(self) -> None:
        order = sorted(range(len(self.seconds)), key=self.seconds.__getitem__)
        self.seconds = array("q", [self.seconds[at] for at in order])
        self.packed = array("q", [self.packed[at] for at in order])

    def count(self, as_of_s: int | None) -> int:
        return len(self.seconds) if as_of_s is None else bisect_right(self.seconds, as_of_s)

    def where(self, as_of_s: int | None) -> list[tuple[int, int]]:
        undated = bisect_right(self.seconds, EVER_S)
        packed = self.packed[undated : self.count(as_of_s)] + self.packed[:undated]
        return [divmod(each, _SMALL_PLACE) for each in packed]


class _Voice:
    """What there is of one name; names and roles with the second at which they stood first."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.roles: dict[str, int] = {}
        self.said = _Places()
        self.passed_on = _Places()

    def spoken(self, key: str, as_of_s: int | None) -> Spoken:
        names, roles = (
            [text for text, second in texts.items() if as_of_s is None or second <= as_of_s]
            for texts in (self.names, self.roles)
        )
        name = one_line(names[0]) if names else ""
        return Spoken(key, name, tuple(roles), self.said.count(as_of_s), self.passed_on.count(as_of_s))

    def each(self) -> Iterator[tuple[int, int]]:
        for places in (self.said, self.passed_on):
            for second, packed in zip(places.seconds, places.packed, strict=True):
                yield second, packed // _SMALL_PLACE
