"""The headless verbs: what `list`, `show` and `check` answer, as lines of text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from storage.citation import chain, citation, figure_text
from storage.codec import event_to_row
from storage.dates import bounds, display, words_to_date
from storage.errors import NotFoundError
from storage.model import Event, Source, Statement
from storage.plain_text import table, visible
from storage.search import Matcher
from storage.standing import Standing, standing
from storage.story_file import StoryFile

_SHORT_ID = 8


def find_events(story: StoryFile, since: str = "", until: str = "", search: str = "") -> list[Event]:
    """Return the events, in the order of time, that could fall between two dates and hold every word.

    The dates are EDTF or words, each taken whole: until "2024" is until the last second of that year.
    Raises DateError.
    """
    zone = story.story.time_zone
    first_s = bounds(words_to_date(since), zone).earliest_s if since else None
    last_s = bounds(words_to_date(until), zone).latest_s if until else None
    matcher = Matcher(search, _sources(story))
    return [event for event in story.events if _overlaps(event, first_s, last_s, zone) and matcher.matches(event)]


def _overlaps(event: Event, first_s: int | None, last_s: int | None, zone: str) -> bool:
    span = bounds(event.when, zone)
    ends_before = first_s is not None and span.latest_s is not None and span.latest_s < first_s
    starts_after = last_s is not None and span.earliest_s is not None and span.earliest_s > last_s
    return not ends_before and not starts_after


def list_lines(story: StoryFile, events: Sequence[Event]) -> list[str]:
    """Return one line an event: the start of its id (unique in the story), date, standing and title."""
    sources = _sources(story)
    length = _short_length(story.events)
    rows = [
        (event.id[:length], display(event.when), standing(event, sources).kind.value, event.title) for event in events
    ]
    return table(rows)


def list_json(story: StoryFile, events: Iterable[Event]) -> list[str]:
    """Return the lines of a JSON array (ASCII) with one object an event on each line."""
    sources, zone = _sources(story), story.story.time_zone
    rows = []
    for event in events:
        row: dict[str, Any] = {"id": event.id, "title": event.title, "when": event.when, **_times(event, zone)}
        row |= {"place": event.place, "category": event.category, "tags": event.tags, "starred": event.starred}
        row["standing"] = standing(event, sources).kind.value
        rows.append(json.dumps(row))
    return ["[", *(f"{row}," for row in rows[:-1]), rows[-1], "]"] if rows else ["[]"]


def find_event(story: StoryFile, start_of_id: str) -> Event:
    """Return the event with this id, or the only one whose id starts so. Raises NotFoundError."""
    event = story.event(start_of_id)
    if event is not None:
        return event
    found = [each for each in story.events if start_of_id and each.id.startswith(start_of_id)]
    if len(found) == 1:
        return found[0]
    shown = visible(start_of_id[:60], keep="")
    if found:
        raise NotFoundError(f"{len(found)} events have an id that starts with “{shown}”: give more of it.")
    raise NotFoundError(f"No event has an id that starts with “{shown}”: “list” shows the ids.")


def event_json(story: StoryFile, event: Event) -> str:
    """Return the event as the file has it, with its times, standing and citations, as JSON in ASCII."""
    held = standing(event, _sources(story))
    row = event_to_row(event) | _times(event, story.story.time_zone)
    row |= {"standing": held.kind.value, "standing_sentence": held.sentence}
    row["citations"] = {source.id: citation(source) for _, source in _cited(story, event)}
    return json.dumps(row, indent=2)


def event_lines(story: StoryFile, event: Event) -> list[str]:
    """Return everything about an event as lines of text."""
    sources = _sources(story)
    cited = _cited(story, event)
    numbers = {source.id: number for number, source in cited}
    lines = [event.title, _when_line(event), *_fact_lines(story, event), _standing_line(standing(event, sources))]
    lines += ["", event.text] if event.text else []
    for statement in event.statements:
        lines += ["", *_statement_lines(statement, sources, numbers)]
    if cited:
        lines += ["", "Sources", *(f"[{number}] {citation(source)}" for number, source in cited)]
    return [visible(line) for line in lines]


def _sources(story: StoryFile) -> dict[str, Source]:
    return {source.id: source for source in story.sources}


def _short_length(events: Sequence[Event]) -> int:
    longest = max((len(event.id) for event in events), default=_SHORT_ID)
    for length in range(_SHORT_ID, longest, 4):
        if len({event.id[:length] for event in events}) == len(events):
            return length
    return longest


def _times(event: Event, zone: str) -> dict[str, Any]:
    span = bounds(event.when, zone)
    return {"earliest": span.earliest_s, "latest": span.latest_s, "display": display(event.when)}


def _cited(story: StoryFile, event: Event) -> list[tuple[int, Source]]:
    """Return the sources of an event and its statements with their numbers in the story."""
    named = {*event.sources, *(statement.source for statement in event.statements)}
    return [(number, source) for number, source in enumerate(story.sources, start=1) if source.id in named]


def _when_line(event: Event) -> str:
    place = f" · {event.place}" if event.place else ""
    return f"{display(event.when)}{place} ({event.when})"


def _fact_lines(story: StoryFile, event: Event) -> Iterator[str]:
    if event.phrase:
        yield f"In the source's words: “{event.phrase}”" + (f", counted from {event.basis}" if event.basis else "")
    categories = {category.id: category.name for category in story.story.categories}
    if event.category:
        yield f"Category: {categories.get(event.category, event.category)}"
    if event.tags:
        yield f"Tags: {', '.join(event.tags)}"


def _standing_line(held: Standing) -> str:
    return f"{held.kind.value.replace('-', ' ').capitalize()}. {held.sentence}"


def _statement_lines(statement: Statement, sources: dict[str, Source], numbers: dict[str, int]) -> Iterator[str]:
    speaker = ", ".join(filter(None, (statement.speaker, statement.role)))
    yield f"{statement.stance.value.replace('-', ' ').upper()} {speaker}".rstrip()
    if statement.quote:
        yield f"  “{statement.quote}”"
    if statement.paraphrase:
        yield f"  {statement.paraphrase}"
    for figure in statement.figures:
        yield f"  {figure_text(figure)}"
    number = numbers.get(statement.source)
    told = (
        f"said {display(statement.said)}" if statement.said else "",
        " → ".join(chain(statement, sources)),
        " ".join(filter(None, (f"[{number}]" if number else "", statement.locator))),
    )
    if any(told):
        yield "  " + " · ".join(filter(None, told))
