"""The numbers that events and sources have on paper: the same on the poster, in the booklet and in the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from storage.model import Event


def number_events(events: Iterable[Event]) -> Mapping[str, int]:
    """Number events by their ids from 1 on, in the order in which they come: that of time."""
    return MappingProxyType({event.id: number for number, event in enumerate(events, 1)})


def number_sources(events: Iterable[Event], known: Iterable[str]) -> Mapping[str, int]:
    """Number the sources by their ids in the order in which they are first cited; what the story does not have, never.

    Of an event its own sources come first, as they do in the booklet: at the end of its text, before the statements.
    """
    there = frozenset(known)
    cited = dict.fromkeys(
        source
        for event in events
        for source in (*event.sources, *(statement.source for statement in event.statements))
        if source in there
    )
    return MappingProxyType({source: number for number, source in enumerate(cited, 1)})
