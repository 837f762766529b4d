"""Sources that were made in one form: the same one made twice is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storage.model import Event, Source


def without_twins(event: Event, made: Sequence[Source]) -> tuple[Event, tuple[Source, ...]]:
    """Return the event citing each of the new sources by one id, and those that it cites, each once."""
    first: list[Source] = []
    ids: dict[str, str] = {}
    for source in made:
        twin = next((other for other in first if replace(other, id=source.id) == source), None)
        ids[source.id] = twin.id if twin else source.id
        first.extend([] if twin else [source])
    if len(first) < len(made):
        statements = tuple(replace(each, source=ids.get(each.source, each.source)) for each in event.statements)
        sources = tuple(dict.fromkeys(ids.get(source, source) for source in event.sources))
        event = replace(event, statements=statements, sources=sources)
    cited = {*event.sources, *(statement.source for statement in event.statements)}
    return event, tuple(source for source in first if source.id in cited)
