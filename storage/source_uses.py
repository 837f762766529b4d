"""Tells which events cite a source, and makes two sources one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from storage.changes import Change, PutEvent, PutSource, RemoveSource
from storage.model import Event, Reliability, Source
from storage.pieces import Progress, unhurried

if TYPE_CHECKING:
    from storage.story_file import StoryFile

_EVENTS_A_TURN = 1000


def count_uses(file: StoryFile, progress: Progress = unhurried) -> Mapping[str, int]:
    """Return how many events cite each source. May run in another thread, as `StoryFile.briefs`."""
    uses: Counter[str] = Counter()
    for _, sources in _citing(file, progress):
        uses.update(sources)
    return uses


def rows_citing(file: StoryFile, source_id: str, progress: Progress = unhurried) -> list[int]:
    """Return the rows of the events that cite a source. May run in another thread, as `StoryFile.briefs`."""
    return [row for row, sources in _citing(file, progress) if source_id in sources]


def merging(events: Iterable[Event], kept: Source, dropped: Source) -> Iterator[Change]:
    """Yield what lets all of the events cite the one source in place of the other, which goes.

    The one that stays gets the fields that only the other has, and its offline copy.
    """
    for event in events:
        moved = cites_instead(event, dropped.id, kept.id)
        if moved is not None:
            yield PutEvent(moved)
    whole = completed(kept, dropped)
    if whole != kept:
        yield PutSource(whole)
    yield RemoveSource(dropped.id)


def cites_instead(event: Event, old: str, new: str) -> Event | None:
    """Return the event with one source in place of another; None where it does not cite that."""
    statements = tuple(replace(one, source=new) if one.source == old else one for one in event.statements)
    sources = event.sources
    if old in sources:
        # Once is enough for an event that cites both.
        sources = tuple(dict.fromkeys(new if source_id == old else source_id for source_id in sources))
    if sources == event.sources and statements == event.statements:
        return None
    return replace(event, sources=sources, statements=statements)


def completed(kept: Source, other: Source) -> Source:
    """Return a source with what only the other one has."""
    # An item's own id names it in the program that it comes from.
    csl = {**{key: value for key, value in other.csl.items() if key != "id"}, **kept.csl}
    is_judged = kept.reliability is not Reliability.UNKNOWN
    return replace(
        kept,
        csl=csl,
        origin=kept.origin or other.origin,
        reliability=kept.reliability if is_judged else other.reliability,
        copy=kept.copy or other.copy,
        extra={**other.extra, **kept.extra} if other.extra else kept.extra,
    )


def _citing(file: StoryFile, progress: Progress) -> Iterator[tuple[int, tuple[str, ...]]]:
    total = max(file.event_count, 1)
    for number, brief in enumerate(file.quick_briefs(), start=1):
        yield brief.row, brief.sources
        if number % _EVENTS_A_TURN == 0:
            progress(min(number / total, 1.0))
