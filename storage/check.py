"""Everything that an author should know about a story file, with row and field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from storage.csl import names
from storage.csl_date import date_words
from storage.dates import parse
from storage.dates.quoting import quoted
from storage.errors import DateError, FormatError
from storage.model import Event, Figure, Problem, Source, Statement, Story
from storage.story_file import open_story

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CITED = ("title", "container-title", "publisher", "URL", "DOI")
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted")


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a file, and how much is in it. Iterating gives the problems."""

    problems: tuple[Problem, ...]
    events: int = 0
    statements: int = 0
    sources: int = 0

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)


def check_file(path: Path) -> Report:
    """Return every problem of the file; one that is no story has a single problem of no table.

    Raises FileError where the file cannot be read at all.
    """
    try:
        file = open_story(path)
    except FormatError as error:
        return Report((Problem("", "", "", str(error), error.code),))
    found = [*file.problems, *_check_story(file.story, file.row_of(file.story))]
    seen: dict[str, str] = {}
    for event in file.events:
        found += _check_event(event, file.row_of(event), seen)
    for source in file.sources:
        found += _check_source(source, file.row_of(source))
    statements = sum(len(event.statements) for event in file.events)
    # A stable sort: what was read first within a row is named first.
    order = {"about": 0, "events": 1, "sources": 2}
    found.sort(key=lambda problem: (order[problem.table], int(problem.row)))
    return Report(tuple(found), len(file.events), statements, len(file.sources))


def _check_story(story: Story, row: str) -> Iterator[Problem]:
    if not _LANGUAGE.fullmatch(story.language):
        message = f"{quoted(story.language)} is no language tag; write one like en or ar-SY"
        yield Problem("about", row, "language", message, "bad-language")


def _check_event(event: Event, row: str, seen: dict[str, str]) -> Iterator[Problem]:
    for source in sorted({source for source in event.sources if event.sources.count(source) > 1}):
        yield Problem("events", row, "sources", f"{quoted(source)} is cited twice", "cited-twice")
    for number, statement in enumerate(event.statements, 1):
        place = f"statement {number}"
        yield from _check_statement(statement, row, place)
        if statement.id and statement.id in seen:
            message = f"{quoted(statement.id)} is the id of a statement of row {seen[statement.id]} too"
            yield Problem("events", row, f"{place}: id", message, "duplicate-id")
        seen.setdefault(statement.id, row)


def _check_statement(statement: Statement, row: str, place: str) -> Iterator[Problem]:
    if not (statement.speaker or statement.quote or statement.paraphrase):
        yield Problem("events", row, place, "it has no speaker, quote or paraphrase", "empty-statement")
    if statement.language and not _LANGUAGE.fullmatch(statement.language):
        message = f"{quoted(statement.language)} is no language tag; write one like en or ar-SY"
        yield Problem("events", row, f"{place}: language", message, "bad-language")
    for number, figure in enumerate(statement.figures, 1):
        fault = _figure_fault(figure)
        if fault:
            yield Problem("events", row, f"{place}: figure {number}", fault, "bad-figure")


def _figure_fault(figure: Figure) -> str:
    if figure.value is None and figure.low is None and figure.high is None:
        return "it has no number: give value, or low and high"
    numbers = [number for number in (figure.low, figure.value, figure.high) if number is not None]
    if numbers == sorted(numbers):
        return ""
    return "low is greater than high" if figure.value is None else "the value does not lie between low and high"


def _check_source(source: Source, row: str) -> Iterator[Problem]:
    csl = source.csl
    for key in ("type", *_CITED):
        if key in csl and not isinstance(csl[key], str):
            yield Problem("sources", row, f"csl: {key}", "must be text", "bad-type")
    if not any(csl.get(key) for key in _CITED) and not names(csl, "author"):
        message = "it names nothing that could be cited: no title, author, outlet or address"
        yield Problem("sources", row, "csl", message, "empty-source")
    if isinstance(csl.get("URL"), str) and not _is_web_address(csl["URL"]):
        message = f"{quoted(csl['URL'])} is no web address (http or https)"
        yield Problem("sources", row, "csl: URL", message, "bad-url")
    for key in _DATES:
        if csl.get(key) and not date_words(csl, key):
            yield Problem("sources", row, f"csl: {key}", "is no date that can be read", "bad-date")
    if source.copy and source.copy.fetched:
        try:
            parse(source.copy.fetched)
        except DateError as error:
            yield Problem("sources", row, "copy: fetched", str(error), error.code)


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_plain = address.isprintable() and " " not in address
    return is_plain and parts.scheme in ("http", "https") and bool(parts.hostname)
