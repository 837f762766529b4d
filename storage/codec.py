"""Format 1: rows of the file to values and back. Whatever a row holds beyond that survives in `extra`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from storage.dates import is_zone, parse
from storage.dates.quoting import quoted
from storage.errors import DateError
from storage.model import (
    Category,
    Event,
    Figure,
    OfflineCopy,
    Problem,
    Reliability,
    Shape,
    Source,
    Stance,
    Statement,
    Story,
)
from storage.quoting import kind_of
from storage.row_reader import RowReader
from storage.tables import FORMAT, MAX_FORMAT, Row

__all__ = [
    "COLOURS",
    "FORMAT",
    "event_from_row",
    "event_to_row",
    "source_from_row",
    "source_to_row",
    "story_from_row",
    "story_to_row",
]

COLOURS = ("red", "olive", "teal", "indigo", "amber", "plum", "green", "blue", "slate")

V = TypeVar("V", Story, Category, Event, Statement, Figure, Source, OfflineCopy)

_COLOURS = {colour: colour for colour in COLOURS}
_SHAPES = {shape.value: shape for shape in Shape}
_STANCES = {stance.value: stance for stance in Stance}
_RELIABILITIES = {reliability.value: reliability for reliability in Reliability}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBERS = frozenset({int, float})

_STORY = frozenset({"format", "id", "title", "description", "time_zone", "language", "categories"})
_CATEGORY = frozenset({"id", "name", "colour", "shape"})
_EVENT = frozenset(
    {"id", "title", "when", "phrase", "basis", "place", "text", "category", "tags", "sources", "starred", "statements"}
)
_STATEMENT = frozenset(
    {"id", "stance", "speaker", "role", "quote", "paraphrase"}
    | {"language", "said", "source", "locator", "via", "figures"}
)
_FIGURE = frozenset({"counted", "value", "low", "high", "qualifier", "unit"})
_SOURCE = frozenset({"id", "csl", "origin", "reliability", "copy"})
_COPY = frozenset({"sha256", "media_type", "fetched"})

_EVENT_TEXTS = ("phrase", "basis", "place", "text", "category")
_STATEMENT_TEXTS = ("speaker", "role", "quote", "paraphrase", "language", "source", "locator")


def story_from_row(row: Mapping[str, Any], row_id: str) -> tuple[Story | None, list[Problem]]:
    """Read the row of the table `about`; None where its format number cannot be read."""
    return _read(row, "story", "about", row_id, _story)


def event_from_row(row: Mapping[str, Any], row_id: str) -> tuple[Event | None, list[Problem]]:
    """Read an event; None where it has no id, title or readable date."""
    return _read(row, "event", "events", row_id, _event)


def source_from_row(row: Mapping[str, Any], row_id: str) -> tuple[Source | None, list[Problem]]:
    """Read a source; None where it has no id."""
    return _read(row, "source", "sources", row_id, _source)


def story_to_row(story: Story) -> Row:
    """Return the story as a row; empty fields are left out."""
    row: Row = {"format": story.format, "id": story.id, "title": story.title, "description": story.description}
    row |= {"time_zone": story.time_zone, "language": story.language}
    row["categories"] = [_category_row(category) for category in story.categories]
    return _finish(row, story, _STORY, _story, categories=_category)


def event_to_row(event: Event) -> Row:
    """Return the event as a row; empty fields are left out."""
    row: Row = {
        "id": event.id,
        "title": event.title,
        "when": event.when,
        "phrase": event.phrase,
        "basis": event.basis,
        "place": event.place,
        "text": event.text,
        "category": event.category,
        "tags": list(event.tags),
        "sources": list(event.sources),
        "starred": event.starred,
        "statements": [_statement_row(statement) for statement in event.statements],
    }
    return _finish(row, event, _EVENT, _event, statements=_statement)


def source_to_row(source: Source) -> Row:
    """Return the source as a row; empty fields are left out."""
    row: Row = {"id": source.id, "csl": dict(source.csl), "origin": source.origin}
    row["reliability"] = "" if source.reliability is Reliability.UNKNOWN else source.reliability.value
    row["copy"] = _copy_row(source.copy) if source.copy else {}
    return _finish(row, source, _SOURCE, _source)


def _read(
    row: Mapping[str, Any], noun: str, table: str, row_id: str, read: Callable[[RowReader], V | None]
) -> tuple[V | None, list[Problem]]:
    reader = RowReader(row, noun, table, row_id)
    return read(reader), reader.problems


def _story(reader: RowReader) -> Story | None:
    number = reader.row.get("format")
    if type(number) is not int or not 1 <= number <= MAX_FORMAT:
        message = f"must be {FORMAT}, the number of the format" if "format" in reader.row else "is missing"
        reader.report("format", message, "bad-format")
        return None
    story = Story(
        id=reader.expected("id"),
        title=reader.expected("title"),
        description=reader.text("description"),
        time_zone=_time_zone(reader),
        language=reader.text("language") or "en",
        categories=reader.members("categories", "category", _category),
        format=number,
        extra=reader.extra(_STORY),
    )
    _report_twins(reader, story)
    return story


def _report_twins(reader: RowReader, story: Story) -> None:
    seen: set[str] = set()
    for category in story.categories:
        if category.id in seen:
            reader.report("categories", f"{quoted(category.id)} is there more than once", "duplicate-id")
        seen.add(category.id)


def _time_zone(reader: RowReader) -> str:
    name = reader.text("time_zone")
    if not name or is_zone(name):
        return name or "UTC"
    reader.ignore("time_zone", f"{quoted(name)} is no known time zone; UTC is used", "unknown-time-zone")
    return "UTC"


def _category(reader: RowReader) -> Category | None:
    category = Category(
        id=reader.needed("id"),
        name=reader.expected("name"),
        colour=reader.choice("colour", _COLOURS, "slate"),
        shape=reader.choice("shape", _SHAPES, Shape.CIRCLE),
        extra=reader.extra(_CATEGORY),
    )
    return None if reader.failed else category


def _category_row(category: Category) -> Row:
    row: Row = {"id": category.id, "name": category.name, "colour": category.colour, "shape": category.shape.value}
    return _finish(row, category, _CATEGORY, _category)


def _event(reader: RowReader) -> Event | None:
    phrase, basis, place, text, category = reader.plain(_EVENT_TEXTS)
    event = Event(
        id=reader.needed("id"),
        title=reader.needed("title"),
        when=_when(reader),
        phrase=phrase,
        basis=basis,
        place=place,
        text=text,
        category=category,
        tags=reader.texts("tags"),
        sources=reader.texts("sources"),
        statements=reader.members("statements", "statement", _statement),
        starred=reader.flag("starred"),
        extra=reader.extra(_EVENT),
    )
    return None if reader.failed else event


def _when(reader: RowReader) -> str:
    text = reader.needed("when")
    if not text:
        return ""
    try:
        parse(text)
    except DateError as error:
        reader.fail("when", str(error), "bad-date")
    return text


def _said(reader: RowReader) -> str:
    text = reader.text("said")
    if not text:
        return ""
    try:
        parse(text)
    except DateError as error:
        reader.ignore("said", str(error), "bad-date")
        return ""
    return text


def _statement(reader: RowReader) -> Statement | None:
    word = reader.needed("stance")
    stance = _STANCES.get(word)
    if word and stance is None:
        reader.fail("stance", f"{quoted(word)} is none of {', '.join(_STANCES)}", "unknown-value")
    speaker, role, quote, paraphrase, language, source, locator = reader.plain(_STATEMENT_TEXTS)
    statement = Statement(
        id=reader.expected("id"),
        stance=stance or Stance.COMMENTS,
        speaker=speaker,
        role=role,
        quote=quote,
        paraphrase=paraphrase,
        language=language,
        said=_said(reader),
        source=source,
        locator=locator,
        via=reader.texts("via"),
        figures=reader.members("figures", "figure", _figure),
        extra=reader.extra(_STATEMENT),
    )
    return None if reader.failed else statement


def _statement_row(statement: Statement) -> Row:
    row: Row = {"id": statement.id, "stance": statement.stance.value, "speaker": statement.speaker}
    row |= {"role": statement.role, "quote": statement.quote, "paraphrase": statement.paraphrase}
    row |= {"language": statement.language, "said": statement.said, "source": statement.source}
    row |= {"locator": statement.locator, "via": list(statement.via)}
    row["figures"] = [_figure_row(figure) for figure in statement.figures]
    return _finish(row, statement, _STATEMENT, _statement, figures=_figure)


def _figure(reader: RowReader) -> Figure | None:
    figure = Figure(
        counted=reader.needed("counted"),
        value=reader.number("value"),
        low=reader.number("low"),
        high=reader.number("high"),
        qualifier=reader.text("qualifier"),
        unit=reader.text("unit"),
        extra=reader.extra(_FIGURE),
    )
    return None if reader.failed else figure


def _figure_row(figure: Figure) -> Row:
    row: Row = {"value": figure.value, "low": figure.low, "high": figure.high}
    row |= {"qualifier": figure.qualifier, "counted": figure.counted, "unit": figure.unit}
    return _finish(row, figure, _FIGURE, _figure)


def _source(reader: RowReader) -> Source | None:
    csl = reader.row.get("csl", {})
    if type(csl) is not dict:
        reader.ignore("csl", f"must be an object, not {kind_of(csl)}", "bad-type")
        csl = {}
    source = Source(
        id=reader.needed("id"),
        csl=csl,
        origin=reader.text("origin"),
        reliability=reader.choice("reliability", _RELIABILITIES, Reliability.UNKNOWN),
        copy=reader.single("copy", _copy),
        extra=reader.extra(_SOURCE),
    )
    return None if reader.failed else source


def _copy(reader: RowReader) -> OfflineCopy | None:
    sha256 = reader.needed("sha256")
    # The digest names a file: nothing else may get near a path.
    if sha256 and not _SHA256.fullmatch(sha256):
        reader.fail("sha256", f"{quoted(sha256)} is not 64 hexadecimal digits (0-9, a-f)", "bad-digest")
    copy = OfflineCopy(
        sha256=sha256,
        media_type=reader.expected("media_type"),
        fetched=reader.text("fetched"),
        extra=reader.extra(_COPY),
    )
    return None if reader.failed else copy


def _copy_row(copy: OfflineCopy) -> Row:
    row: Row = {"sha256": copy.sha256, "media_type": copy.media_type, "fetched": copy.fetched}
    return _finish(row, copy, _COPY, _copy)


def _finish(
    row: Row,
    value: V,
    known: frozenset[str],
    read: Callable[[RowReader], V | None],
    **members: Callable[[RowReader], Any],
) -> Row:
    """Leave out what is empty; put back what this version does not know or could not read."""
    # A number that is 0 is not empty.
    full = {key: field for key, field in row.items() if field or type(field) in _NUMBERS}
    if not value.extra:
        return full
    candidate = {**full, **value.extra}
    again = read(RowReader(candidate, ""))
    for key, raw in value.extra.items():
        if key not in known or (again is not None and getattr(again, key) == getattr(value, key)):
            full[key] = raw
        elif key in members and isinstance(raw, list):
            # The field was edited: what could not be read of the old list stays behind the new one.
            full[key] = full.get(key, []) + [member for member in raw if not _is_readable(member, members[key])]
    return full


def _is_readable(member: Any, read: Callable[[RowReader], Any]) -> bool:
    return isinstance(member, dict) and read(RowReader(member, "")) is not None
