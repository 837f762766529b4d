"""Number the sources of a story, and put words together with where they come from, as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gui.text import isolated, one_line, paragraphs, quoted
from storage.citation import citation
from storage.dates import display
from storage.errors import DateError
from storage.model import Event, Source, Statement


class NumberedSources:
    """The sources of a story with the numbers that they are cited by, from 1 in the file's order."""

    def __init__(self, sources: tuple[Source, ...] = ()) -> None:
        self.all = sources
        self._numbers = {source.id: number for number, source in enumerate(self.all, start=1)}
        self._citations: dict[int, str] = {}
        self.by_id: Mapping[str, Source] = {source.id: source for source in self.all}

    def number(self, source_id: str) -> int:
        """Return the number of a source, or 0 for one that the story does not have."""
        return self._numbers.get(source_id, 0)

    def numbered(self, number: int) -> Source | None:
        """Return the source of a number, or None."""
        return self.all[number - 1] if 1 <= number <= len(self.all) else None

    def citation(self, number: int) -> str:
        """Return the citation of a numbered source, on one line."""
        if number not in self._citations:
            self._citations[number] = one_line(citation(self.all[number - 1]))
        return self._citations[number]

    def used_by(self, event: Event) -> list[tuple[int, Source]]:
        """Return the sources of an event and its statements with their numbers, in the story's order."""
        ids = {*event.sources, *(statement.source for statement in event.statements)}
        numbers = sorted(self._numbers[source_id] for source_id in ids if source_id in self._numbers)
        return [(number, self.all[number - 1]) for number in numbers]


def date_in_words(when: str, *, short: bool = False) -> str:
    """Return an EDTF text in words, on one line; one that cannot be read stays as it is."""
    try:
        return one_line(display(when, short=short))
    except DateError:
        return one_line(when)


def statement_with_citation(statement: Statement, sources: NumberedSources) -> str:
    """Return a statement for the clipboard: “quote” — speaker, role, said date. Citation."""
    words = quote_of(statement) or " ".join(paragraphs(statement.paraphrase))
    said = f"said {date_in_words(statement.said)}" if statement.said else ""
    owner = ", ".join(filter(None, (one_line(statement.speaker), one_line(statement.role), said)))
    number = sources.number(statement.source)
    cited = sources.citation(number) if number else ""
    return _sentences(" — ".join(filter(None, (words, owner))), cited)


def event_with_citations(event: Event, sources: NumberedSources, words: str = "") -> str:
    """Return an event, or the `words` chosen from its page, for the clipboard, with all of its citations."""
    words = words or f"{one_line(event.title)}, {date_in_words(event.when)}"
    cited = [sources.citation(number) for number, _ in sources.used_by(event)]
    return "\n".join([words, *cited])


def quote_of(statement: Statement) -> str:
    """Return a statement's quote in quotation marks, its paragraphs as lines; "" when there is none."""
    return quoted("\n".join(paragraphs(statement.quote)), statement.language)


def joined(fields: Iterable[str], between: str) -> str:
    """Join fields on one line, each kept from reordering the others; empty ones are left out."""
    return between.join(isolated(field) for field in map(one_line, fields) if field)


def _sentences(first: str, second: str) -> str:
    if not first or not second:
        return first or second
    return f"{first} {second}" if first.endswith((".", "!", "?")) else f"{first}. {second}"
