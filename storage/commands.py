"""The headless verbs: what `list`, `show` and `check` answer, as lines of text or JSON."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from storage.citation import chain, citation, figure_text
from storage.codec import event_to_row
from storage.dates import bounds, display, words_to_date
from storage.errors import NotFoundError
from storage.known import known_event, known_events, moment
from storage.model import Event, Source, Statement
from storage.origins import Ground, Origins
from storage.plain_text import table, visible
from storage.search import Matcher
from storage.standing import Standing, StandingKind, standing
from storage.story_file import StoryFile

_SHORT_ID = 8


def as_of_second(story: StoryFile, as_of: str) -> int | None:
    """Return the second that "as known on" a date means in a story, None for now (""). Raises DateError."""
    return moment(as_of, story.story.time_zone) if as_of else None


def find_events(
    story: StoryFile,
    since: str = "",
    until: str = "",
    search: str = "",
    as_of: str = "",
    kinds: Collection[str] = (),
) -> list[Event]:
    """Return the events, in the order of time, that could fall between two dates and hold every word.

    The dates are EDTF or words, each taken whole: until "2024" is until the last second of that year. With `as_of` only
    what was known on that date is looked at and returned; with `kinds` only events that stood in one of these ways.
    Raises DateError.
    """
    zone = story.story.time_zone
    as_of_s = as_of_second(story, as_of)
    first_s = bounds(words_to_date(since), zone).earliest_s if since else None
    last_s = bounds(words_to_date(until), zone).latest_s if until else None
    matcher = Matcher(search, _sources(story))
    sources = _sources(story)
    return [
        event
        for event in known_events(story.events, sources, as_of_s, zone)
        if _overlaps(event, first_s, last_s, zone)
        and matcher.matches(event)
        and (not kinds or standing(event, sources, as_of_s, zone).kind in kinds)
    ]


def _overlaps(event: Event, first_s: int | None, last_s: int | None, zone: str) -> bool:
    span = bounds(event.when, zone)
    ends_before = first_s is not None and span.latest_s is not None and span.latest_s < first_s
    starts_after = last_s is not None and span.earliest_s is not None and span.earliest_s > last_s
    return not ends_before and not starts_after


def list_lines(story: StoryFile, events: Sequence[Event], as_of: str = "") -> list[str]:
    """Return one line an event: the start of its id (unique in the story), date, standing and title."""
    kinds = _kinds(story, events, as_of)
    length = short_id_length(story)
    rows = [
        (event.id[:length], display(event.when), kind.value, event.title)
        for event, kind in zip(events, kinds, strict=True)
    ]
    return table(rows)


def _kinds(story: StoryFile, events: Iterable[Event], as_of: str) -> list[StandingKind]:
    sources, zone, as_of_s = _sources(story), story.story.time_zone, as_of_second(story, as_of)
    return [standing(event, sources, as_of_s, zone).kind for event in events]


def list_json(story: StoryFile, events: Sequence[Event], as_of: str = "") -> list[str]:
    """Return the lines of a JSON array (ASCII) with one object an event on each line."""
    zone = story.story.time_zone
    rows = []
    for event, kind in zip(events, _kinds(story, events, as_of), strict=True):
        row: dict[str, Any] = {"id": event.id, "title": event.title, "when": event.when, **_times(event, zone)}
        row |= {"place": event.place, "category": event.category, "tags": event.tags, "starred": event.starred}
        row["standing"] = kind.value
        rows.append(row)
    return json_lines(rows)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the lines of a JSON array (ASCII) with one row on each line."""
    lines = [json.dumps(row) for row in rows]
    return ["[", *(f"{line}," for line in lines[:-1]), lines[-1], "]"] if lines else ["[]"]


def find_event(story: StoryFile, start_of_id: str, as_of: str = "") -> Event:
    """Return the event with this id, or the only one whose id starts so, as it was known on a date ("": now).

    Raises NotFoundError, where nothing was known of it by then too; DateError.
    """
    sources, zone, as_of_s = _sources(story), story.story.time_zone, as_of_second(story, as_of)
    whole = story.event(start_of_id)
    event = known_event(whole, sources, as_of_s, zone) if whole is not None else None
    if event is not None:
        return event
    # What was not known then is passed over without a word.
    beginning = [each for each in story.events if start_of_id and each.id.startswith(start_of_id)]
    found = known_events(beginning, sources, as_of_s, zone)
    if len(found) == 1:
        return found[0]
    shown = visible(start_of_id[:60], keep="")
    if found:
        raise NotFoundError(f"{len(found)} events have an id that starts with “{shown}”: give more of it.")
    known = "that was known then " if as_of else ""
    raise NotFoundError(f"No event {known}has an id that starts with “{shown}”: “list” shows the ids.")


def event_json(story: StoryFile, event: Event, as_of: str = "") -> str:
    """Return the event as the file has it, with its times, standing and citations, as JSON in ASCII."""
    held = _standing(story, event, as_of)
    row = event_to_row(event) | _times(event, story.story.time_zone)
    row |= {"standing": held.kind.value, "standing_sentence": held.sentence}
    if as_of:
        row |= {"as_of": as_of_second(story, as_of), "undated": _ids(story, event, Ground.UNDATED)}
    row["citations"] = {source.id: citation(source) for _, source in _cited(story, event)}
    return json.dumps(row, indent=2)


def _standing(story: StoryFile, event: Event, as_of: str) -> Standing:
    return standing(event, _sources(story), as_of_second(story, as_of), story.story.time_zone)


def _ids(story: StoryFile, event: Event, ground: Ground) -> list[str]:
    """Return the ids of the statements whose time of saying goes by this."""
    origins = Origins(_sources(story), story.story.time_zone)
    return [each.id for each in event.statements if origins.saying(each).ground is ground]


def _as_of_lines(story: StoryFile, event: Event, as_of: str) -> Iterator[str]:
    """Yield what going back in time rests on."""
    if not as_of:
        return
    yield f"As known on {display(words_to_date(as_of))}"
    if number := len(_ids(story, event, Ground.PUBLISHED)):
        yield f"Counted as said when the source was published, for want of a date: {number:,}"
    if number := len(_ids(story, event, Ground.UNDATED)):
        yield f"Counted as said ever since, for want of any date: {number:,}"


def event_lines(story: StoryFile, event: Event, as_of: str = "") -> list[str]:
    """Return everything about an event as lines of text."""
    sources = _sources(story)
    cited = _cited(story, event)
    numbers = {source.id: number for number, source in cited}
    lines = [event.title, _when_line(event), *_fact_lines(story, event), _standing_line(_standing(story, event, as_of))]
    lines += _as_of_lines(story, event, as_of)
    lines += ["", event.text] if event.text else []
    for statement in event.statements:
        lines += ["", *_statement_lines(statement, sources, numbers)]
    if cited:
        lines += ["", "Sources", *(f"[{number}] {citation(source)}" for number, source in cited)]
    return [visible(line) for line in lines]


def _sources(story: StoryFile) -> dict[str, Source]:
    return {source.id: source for source in story.sources}


def short_id_length(story: StoryFile) -> int:
    """Return how much of an id tells all events of a story apart."""
    events = story.events
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
