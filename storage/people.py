"""People, bodies and outlets: what each of them said, and what each passed on, in the order of saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storage.citation import short_name
from storage.csl import one_line
from storage.known import known_with
from storage.model import Event, Source, Statement
from storage.origins import Ground, Origins, Saying, name_key


@dataclass(frozen=True, slots=True)
class Words:
    """One statement, with its event and when it had surely been made."""

    event_id: str
    event_title: str
    statement: Statement
    saying: Saying


@dataclass(frozen=True, slots=True)
class Person:
    """A person, a body or an outlet, by the name that is written first; `key` is the name as it is compared.

    `said` are its own words, `passed_on` those of others that were read in it or went through it.
    """

    key: str
    name: str
    roles: tuple[str, ...]
    said: tuple[Words, ...]
    passed_on: tuple[Words, ...]

    @property
    def is_outlet(self) -> bool:
        """Tell whether anything went through it."""
        return bool(self.passed_on)

    @property
    def event_ids(self) -> tuple[str, ...]:
        """Return the events of which it says or passes on something, each once."""
        return tuple(dict.fromkeys(words.event_id for words in (*self.said, *self.passed_on)))


def people(
    events: Iterable[Event], sources: Mapping[str, Source], as_of_s: int | None = None, zone: str = "UTC"
) -> tuple[Person, ...]:
    """Return everyone who is named in what had been said by a second (None: all), who said most first.

    Who said as much comes in the order of names, and outlets without words of their own come last. What nothing dates
    comes last in what they said.
    """
    origins = Origins(sources, zone)
    found: dict[str, _Gathered] = {}
    for event in events:
        known = known_with(event, origins, as_of_s)
        for statement in known.statements if known is not None else ():
            _gather(found, Words(event.id, event.title, statement, origins.saying(statement)), sources)
    gathered = (one.person(key) for key, one in found.items())
    return tuple(sorted(gathered, key=lambda one: (-len(one.said), -len(one.passed_on), one.key)))


class _Gathered:
    """What is gathered of one name."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.roles: dict[str, None] = {}
        self.said: list[Words] = []
        self.passed_on: list[Words] = []

    def person(self, key: str) -> Person:
        """Return the person, all in the order of saying."""
        self.said.sort(key=_order)
        self.passed_on.sort(key=_order)
        return Person(key, self._name, tuple(self.roles), tuple(self.said), tuple(self.passed_on))


def _gather(found: dict[str, _Gathered], words: Words, sources: Mapping[str, Source]) -> None:
    statement = words.statement
    speaker = name_key(statement.speaker)
    if speaker:
        one = found.setdefault(speaker, _Gathered(one_line(statement.speaker)))
        one.said.append(words)
        if role := one_line(statement.role):
            one.roles.setdefault(role)
    source = sources.get(statement.source)
    outlets = {name_key(name): name for name in (short_name(source) if source else "", *statement.via)}
    for key, name in outlets.items():
        if key and key != speaker:
            found.setdefault(key, _Gathered(one_line(name))).passed_on.append(words)


def _order(words: Words) -> tuple[bool, int]:
    return words.saying.ground is Ground.UNDATED, words.saying.second
