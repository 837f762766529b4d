"""Everything that an author should know about a story file, with row and field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from storage.contents import Contents
from storage.counts import Counts
from storage.csl import names
from storage.csl_date import date_words
from storage.dates import parse
from storage.dates.quoting import quoted
from storage.errors import DateError, FormatError, NewerFormatError
from storage.model import Event, Figure, Problem, Source, Statement, Story
from storage.plain_text import visible
from storage.quoting import named
from storage.rescue import add_journal, complete, read_journal, rescue_file
from storage.story_file import open_story
from storage.tables import FORMAT

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CITED = ("title", "container-title", "publisher", "URL", "DOI")
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted")


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a file, and how much can be read of it. Iterating gives the problems.

    `pending` counts the edits that stand in the journal and not in the file itself, `foreign` those that belong to
    another state of the file. A file that `is_damaged` does not open; something of it can be had.
    """

    problems: tuple[Problem, ...]
    counts: Counts = field(default_factory=Counts)
    fingerprint: str = ""
    pending: int = 0
    foreign: int = 0
    is_damaged: bool = False

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)


@dataclass(frozen=True, slots=True)
class _Content:
    """What is checked: values by row."""

    story: Story
    about_row: str
    events: dict[int, Event]
    sources: dict[int, Source]


def check_file(path: Path) -> Report:
    """Return every problem of the file, also of one that is too damaged to be opened.

    One that is no story at all has a single problem of no table. Raises FileError where nothing can be read.
    """
    try:
        file = open_story(path, read_only=True)
    except NewerFormatError as error:
        return Report((_of_file(error),))
    except FormatError as error:
        return _check_damaged(path, error)
    content = _Content(
        file.story,
        file.row_of(file.story),
        {int(file.row_of(event)): event for event in file.events},
        {int(file.row_of(source)): source for source in file.sources},
    )
    journal = read_journal(path, file.fingerprint, damaged=False)
    problems = (*journal.problems(), *_sorted([*file.problems, *_check(content)]))
    return Report(problems, _counts(content), file.fingerprint, len(journal.newer), len(journal.foreign))


def report_lines(report: Report, path: Path) -> list[str]:
    """Return one line a problem, each naming its row and field, and then what the file holds."""
    many = f"{len(report):,} problem" + ("s" if len(report) > 1 else "") if report.problems else "no problems"
    lines = [*map(str, report), f"{path}: {report.counts}, {many}."]
    if report.fingerprint:
        lines.append(f"Fingerprint: {report.fingerprint}")
    if report.pending:
        lines.append(f"Edits in the journal that the file itself lacks: {report.pending:,}")
    if report.foreign:
        lines.append(f"Edits in the journal that belong to another state of the file: {report.foreign:,}")
    if report.is_damaged:
        lines.append("The file is damaged: “main.py check FILE --repair -o NEW” writes what can be had to a new file.")
    return [visible(line, keep="") for line in lines]


def _check_damaged(path: Path, error: FormatError) -> Report:
    found = rescue_file(path)
    add_journal(found, path)
    if found.is_empty:
        return Report((_of_file(error),), fingerprint=found.fingerprint)
    lost = [_of_file(error), *found.lost]
    complete(found, "")
    contents = Contents(found.state.tables, named(path))
    content = _Content(contents.story, str(contents.about_row), contents.events.values, contents.sources.values)
    problems = (*lost, *_sorted([*contents.problems(), *_check(content)]))
    pending, foreign = found.journal_edits, found.foreign
    return Report(problems, _counts(content), found.fingerprint, pending, foreign, is_damaged=True)


def _of_file(error: FormatError) -> Problem:
    return Problem("", "", "", str(error), error.code)


def _counts(content: _Content) -> Counts:
    statements = sum(len(event.statements) for event in content.events.values())
    return Counts(len(content.events), statements, len(content.sources))


def _check(content: _Content) -> Iterator[Problem]:
    yield from _check_story(content.story, content.about_row)
    seen: dict[str, str] = {}
    for row in sorted(content.events):
        yield from _check_event(content.events[row], str(row), seen)
    for row in sorted(content.sources):
        yield from _check_source(content.sources[row], str(row))


def _sorted(problems: list[Problem]) -> list[Problem]:
    # A stable sort: what was read first within a row is named first.
    order = {"about": 0, "events": 1, "sources": 2}
    return sorted(problems, key=lambda problem: (order[problem.table], int(problem.row)))


def _check_story(story: Story, row: str) -> Iterator[Problem]:
    if story.format > FORMAT:
        message = f"it is {story.format}, of a newer version; this one knows formats up to {FORMAT} and only shows it"
        yield Problem("about", row, "format", message, NewerFormatError.code)
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
