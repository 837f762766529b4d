"""Events in words for other programs: dates, texts, who said what, and numbered sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from storage.citation import citation
from storage.clipping import cited_by
from storage.dates import display
from storage.errors import DateError
from storage.model import Event, Source, Stance, Statement
from storage.plain_text import visible

_STANCES = {
    Stance.ASSERTS: "asserts",
    Stance.PARTLY: "agrees in part",
    Stance.DENIES: "denies",
    Stance.CANNOT_CONFIRM: "cannot confirm",
    Stance.COMMENTS: "comments",
}


def in_words(events: Sequence[Event], sources: Mapping[str, Source]) -> str:
    """Return events as plain text, a blank line between them; their sources follow, numbered as they are cited."""
    cited = dict.fromkeys(source_id for event in events for source_id in cited_by(event) if source_id in sources)
    numbers = {source_id: number for number, source_id in enumerate(cited, start=1)}
    blocks = ["\n".join(_event(event, numbers)) for event in events]
    if numbers:
        lines = (f"[{number}] {_line(citation(sources[source_id]))}" for source_id, number in numbers.items())
        blocks.append("\n".join(("Sources", *lines)))
    return "\n\n".join(blocks)


def _event(event: Event, numbers: Mapping[str, int]) -> Iterator[str]:
    own = "".join(f" [{numbers[source_id]}]" for source_id in event.sources if source_id in numbers)
    yield f"{_date(event.when)}: {_line(event.title)}{own}"
    if event.place:
        yield _line(event.place)
    yield from _paragraphs(event.text)
    for statement in event.statements:
        yield _statement(statement, numbers)


def _statement(statement: Statement, numbers: Mapping[str, int]) -> str:
    words = f"“{_line(statement.quote)}”" if statement.quote else _line(statement.paraphrase)
    said = f"said {_date(statement.said)}" if statement.said else ""
    owner = ", ".join(filter(None, (_line(statement.speaker), _line(statement.role), said)))
    number = f" [{numbers[statement.source]}]" if statement.source in numbers else ""
    # Who says nothing in so many words still takes a stand.
    words = words or _STANCES[statement.stance]
    return f"{' — '.join(filter(None, (words, owner)))}{number}"


def _date(when: str) -> str:
    try:
        return _line(display(when))
    except DateError:
        return _line(when)


def _paragraphs(text: str) -> list[str]:
    return [line for line in map(_line, text.splitlines()) if line]


def _line(text: str) -> str:
    return " ".join(visible(text).split())
