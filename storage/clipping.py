"""Events on their way from one story to another, over the clipboard: with what they cite and their categories.

What comes from a clipboard may come from anyone: it is read as strictly as a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from storage import codec, strict_json
from storage.changes import Change, PutEvent, PutSource, PutStory
from storage.citation import link
from storage.dates import Grain, Part, Range, is_zone, parse
from storage.dates.quoting import quoted
from storage.errors import FormatError
from storage.model import Category, Event, Problem, Source, Story
from storage.quoting import kind_of
from storage.search import fold
from storage.story_file import new_id
from storage.tables import Row

MIME = "application/x-timeline-reader+json"
"""What a clipboard calls our own form of events."""
MOST_EVENTS = 10_000
MOST_BYTES = 64_000_000
_NAME = "The clipboard"
_FORM = "timeline-reader-events"
_NUMBER = 1

V = TypeVar("V", Event, Source)
_Reader = Callable[[Mapping[str, Any], str], tuple[V | None, list[Problem]]]


@dataclass(frozen=True, slots=True)
class Clipping:
    """Events in their order, with the sources and categories that they name and the story that they come from."""

    events: tuple[Event, ...]
    sources: tuple[Source, ...] = ()
    categories: tuple[Category, ...] = ()
    story_id: str = ""
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Pasted:
    """The changes that put a clipping into a story, and the ids that its events have there."""

    changes: tuple[Change, ...]
    event_ids: tuple[str, ...]


def clipping_of(events: Iterable[Event], find_source: Callable[[str], Source | None], story: Story) -> Clipping:
    """Return events with all that they name."""
    events = tuple(events)
    cited = dict.fromkeys(source_id for event in events for source_id in cited_by(event))
    found = (find_source(source_id) for source_id in cited)
    kinds = {event.category for event in events}
    return Clipping(
        events=events,
        sources=tuple(source for source in found if source is not None),
        categories=tuple(category for category in story.categories if category.id in kinds),
        story_id=story.id,
        time_zone=story.time_zone,
    )


def cited_by(event: Event) -> list[str]:
    """Return the ids of the sources of an event and its statements, each once."""
    ids = (*event.sources, *(statement.source for statement in event.statements))
    return [source_id for source_id in dict.fromkeys(ids) if source_id]


def to_json(clipping: Clipping) -> bytes:
    """Return a clipping as `from_json` reads it, in ASCII."""
    # Categories are kept as they stand in a story's own row.
    about = codec.story_to_row(
        Story(clipping.story_id, "", time_zone=clipping.time_zone, categories=clipping.categories)
    )
    content = {
        "form": _FORM,
        "version": _NUMBER,
        "about": about,
        "sources": [codec.source_to_row(source) for source in clipping.sources],
        "events": [codec.event_to_row(event) for event in clipping.events],
    }
    return strict_json.dumps(content).encode("ascii")


def from_json(data: bytes) -> Clipping:
    """Read a clipping. Raises FormatError: one sentence that names what cannot be taken, and where."""
    if len(data) > MOST_BYTES:
        raise FormatError(f"{_NAME} holds more than {MOST_BYTES // 1_000_000:,} MB: copy fewer events at once.")
    content = strict_json.loads(data, _NAME)
    if not isinstance(content, dict) or content.get("form") != _FORM:
        raise FormatError(f"{_NAME} holds no events of this program.")
    if content.get("version") != _NUMBER:
        raise FormatError(f"{_NAME} holds events of a newer version of this program.")
    about = _story(content.get("about", {}))
    events = _read(content, "events", "event", codec.event_from_row)
    if not events:
        raise FormatError(f"{_NAME} holds no events.")
    sources = _read(content, "sources", "source", codec.source_from_row)
    return Clipping(events, sources, about.categories, about.id, about.time_zone)


def pasted(clipping: Clipping, story: Story, sources: Sequence[Source]) -> Pasted:
    """Return what puts the events of a clipping into a story, under new ids.

    A source or category that the story has already is used again; another one comes along.
    """
    is_same_story = bool(story.id) and clipping.story_id == story.id
    new_sources, source_ids = _sources(clipping.sources, sources, is_same_story)
    categories, category_ids = _categories(clipping.categories, story.categories, is_same_story)
    taken_sources, taken_categories = {one.id for one in sources}, {one.id for one in story.categories}
    if not is_same_story:
        # An id that led to nothing there must not lead to something else here.
        for event in clipping.events:
            for source_id in cited_by(event):
                source_ids.setdefault(source_id, new_id() if source_id in taken_sources else source_id)
            category_ids.setdefault(event.category, "" if event.category in taken_categories else event.category)
    events = [_moved(event, source_ids, category_ids) for event in clipping.events]
    changes: list[Change] = [PutSource(source) for source in new_sources]
    if categories:
        changes.insert(0, PutStory(replace(story, categories=(*story.categories, *categories))))
    return Pasted((*changes, *map(PutEvent, events)), tuple(event.id for event in events))


def duplicated(events: Iterable[Event]) -> list[Event]:
    """Return the same events under new ids."""
    return [_moved(event, {}, {}) for event in events]


def has_local_times(clipping: Clipping) -> bool:
    """Tell whether an event's time counts in the zone of the story that it comes from."""
    return any("T" in event.when and any(map(_is_local, parse(event.when).parts)) for event in clipping.events)


def _is_local(member: Part | Range) -> bool:
    return isinstance(member, Part) and member.grain >= Grain.MINUTE and member.offset_s is None


def _moved(event: Event, source_ids: Mapping[str, str], category_ids: Mapping[str, str]) -> Event:
    statements = tuple(
        replace(one, id=new_id() if one.id else "", source=source_ids.get(one.source, one.source))
        for one in event.statements
    )
    return replace(
        event,
        id=new_id(),
        category=category_ids.get(event.category, event.category),
        sources=tuple(source_ids.get(source_id, source_id) for source_id in event.sources),
        statements=statements,
    )


def _story(row: object) -> Story:
    if not isinstance(row, dict):
        raise FormatError(f"{_NAME}: about: must be an object, not {kind_of(row)}.")
    about, problems = codec.story_from_row({"format": codec.FORMAT, "title": "-", **row}, "")
    twin = next((problem for problem in problems if problem.code == "duplicate-id"), None)
    if about is None or twin is not None:
        raise FormatError(f"{_NAME}: {(twin or problems[0]).message}.")
    return about if is_zone(about.time_zone) else replace(about, time_zone="UTC")


def _read(content: Row, key: str, noun: str, read: _Reader[V]) -> tuple[V, ...]:
    rows = content.get(key, [])
    if not isinstance(rows, list):
        raise FormatError(f"{_NAME}: {key}: must be a list, not {kind_of(rows)}.")
    if len(rows) > MOST_EVENTS:
        raise FormatError(f"{_NAME} holds {len(rows):,} {key}: {MOST_EVENTS:,} can be pasted at once.")
    found: dict[str, V] = {}
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise FormatError(f"{_NAME}: {noun} {number}: must be an object, not {kind_of(row)}.")
        value, problems = read(row, "")
        if value is None:
            raise FormatError(f"{_NAME}: {noun} {number}: {problems[0].field}: {_told(problems[0])}.")
        if value.id in found:
            raise FormatError(f"{_NAME}: {noun} {number}: its id {quoted(value.id)} is there twice.")
        found[value.id] = value
    return tuple(found.values())


def _told(problem: Problem) -> str:
    return problem.message.split("; this ")[0]


def _sources(
    coming: Sequence[Source], there: Sequence[Source], is_same_story: bool
) -> tuple[list[Source], dict[str, str]]:
    """Return the sources that the story lacks, and by what id each of those that come goes in it."""
    taken = {source.id for source in there}
    known = {key: source.id for source in reversed(there) for key in _keys(source)}
    new: list[Source] = []
    ids: dict[str, str] = {}
    for source in coming:
        twin = source.id if is_same_story and source.id in taken else _twin(source, known)
        if not twin:
            twin = new_id() if source.id in taken else source.id
            # Its offline copy lies beside the other story.
            new.append(replace(source, id=twin, copy=source.copy if is_same_story else None))
            taken.add(twin)
            known |= {key: twin for key in _keys(source) if key not in known}
        ids[source.id] = twin
    return new, ids


def _twin(source: Source, known: Mapping[tuple[str, str], str]) -> str:
    return next((known[key] for key in _keys(source) if key in known), "")


def _keys(source: Source) -> list[tuple[str, str]]:
    """Return what tells that two sources are the same: DOI or address, or else the whole item."""
    address = link(source)
    item = {key: value for key, value in source.csl.items() if key != "id"}
    keys = [("address", address.lower() if "doi.org/" in address else address)] if address else []
    return [*keys, ("item", json.dumps(item, sort_keys=True))] if item else keys


def _categories(
    coming: Sequence[Category], there: Sequence[Category], is_same_story: bool
) -> tuple[list[Category], dict[str, str]]:
    """Return the categories that the story lacks, and by what id each of those that come goes in it."""
    taken: Collection[str] = {category.id for category in there}
    by_name = {fold(category.name): category.id for category in reversed(there) if category.name}
    new: list[Category] = []
    ids: dict[str, str] = {}
    for category in coming:
        twin = category.id if is_same_story and category.id in taken else by_name.get(fold(category.name), "")
        if not twin:
            twin = new_id() if category.id in taken else category.id
            new.append(replace(category, id=twin))
            taken = {*taken, twin}
        ids[category.id] = twin
    return new, ids
