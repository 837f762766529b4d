"""The headless verbs `figures`, `questions` and `speakers`: what they answer, as lines of text or JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from storage.commands import as_of_second, json_lines, short_id_length
from storage.dates import display
from storage.ledger import Entry, ledger
from storage.model import Source, Stance
from storage.origins import Ground, Saying
from storage.people import Person, Words, people
from storage.plain_text import table, visible
from storage.questions import questions as open_questions
from storage.story_file import StoryFile


def figures(story: StoryFile, as_of: str, *, as_json: bool) -> list[str]:
    """Return all figures with their owners, by what is counted, in the order of saying. Raises DateError."""
    groups = ledger(story.events, _sources(story), as_of_second(story, as_of), story.story.time_zone)
    entries = [entry for group in groups for entry in group.entries]
    if as_json:
        return json_lines(map(_figure_row, entries))
    length = short_id_length(story)
    return table(
        [
            (one.event_id[:length], _stance(one.stance), one.text, one.owner, _when(one.said, one.saying))
            for one in entries
        ]
    )


def questions(story: StoryFile, as_of: str, *, as_json: bool) -> list[str]:
    """Return the open questions, kind by kind, each with its event. Raises DateError."""
    about = story.story
    found = open_questions(story.events, _sources(story), as_of_second(story, as_of), about.time_zone, about.language)
    if as_json:
        rows = ({"kind": one.kind.value, "id": one.event_id, "title": one.event_title} for one in found)
        return json_lines(row | {"sentence": one.sentence} for row, one in zip(rows, found, strict=True))
    length = short_id_length(story)
    return table([(one.event_id[:length], one.kind.value, one.event_title, one.sentence) for one in found])


def speakers(story: StoryFile, as_of: str, *, as_json: bool) -> list[str]:
    """Return everybody with what they said and passed on, in the order of saying. Raises DateError."""
    found = people(story.events, _sources(story), as_of_second(story, as_of), story.story.time_zone)
    if as_json:
        return json_lines(map(_person_row, found))
    return [line for number, person in enumerate(found) for line in [*([""] if number else []), *_person_lines(person)]]


def _figure_row(entry: Entry) -> dict[str, Any]:
    figure = entry.figure
    return {
        "counted": figure.counted,
        "text": entry.text,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "owner": entry.owner,
        "role": entry.role,
        "stance": entry.stance.value,
        "source": entry.source,
        "locator": entry.locator,
        "id": entry.event_id,
        "title": entry.event_title,
        "statement": entry.statement_id,
        **_said_row(entry.said, entry.saying),
    }


def _said_row(said: str, saying: Saying) -> dict[str, Any]:
    undated = saying.ground is Ground.UNDATED
    return {"said": said, "known_from": None if undated else saying.second, "dated_by": saying.ground.value}


def _person_row(person: Person) -> dict[str, Any]:
    row: dict[str, Any] = {"name": person.name, "roles": person.roles, "outlet": person.is_outlet}
    return row | {"said": _words_rows(person.said), "passed_on": _words_rows(person.passed_on)}


def _words_rows(words: Iterable[Words]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.event_id,
            "title": one.event_title,
            "statement": one.statement.id,
            "stance": one.statement.stance.value,
            "speaker": one.statement.speaker,
            "quote": one.statement.quote,
            "paraphrase": one.statement.paraphrase,
            "source": one.statement.source,
            **_said_row(one.statement.said, one.saying),
        }
        for one in words
    ]


def _person_lines(person: Person) -> list[str]:
    passed = f" (passed on {len(person.passed_on):,})" if person.passed_on else ""
    lines = [f"{person.name}{passed}" + (f", {'; '.join(person.roles)}" if person.roles else "")]
    for one in person.said:
        said = one.statement
        words = f"“{said.quote}”" if said.quote else said.paraphrase
        parts = (_when(said.said, one.saying), _stance(said.stance), one.event_title, words)
        lines.append("  " + " · ".join(filter(None, parts)))
    return [visible(line, keep="") for line in lines]


def _stance(stance: Stance) -> str:
    return stance.value.replace("-", " ")


def _when(said: str, saying: Saying) -> str:
    if saying.ground is Ground.SAID:
        return display(said)
    return "published with its source" if saying.ground is Ground.PUBLISHED else "undated"


def _sources(story: StoryFile) -> dict[str, Source]:
    return {source.id: source for source in story.sources}
