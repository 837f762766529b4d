"""What a timeline needs of an event, straight from the bytes of its row.

A row without any fault is read without building the event. Every other goes the long way over `storage.codec`, so that
both ways show the same events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from storage.dates import is_date
from storage.model import Event, Stance
from storage.strict_json import MAX_DEPTH, MAX_DIGITS


class Brief(msgspec.Struct, frozen=True):
    """An event in short: the number of its row in the file, and what places, sorts and labels it.

    `speakers` and `sources` hold everyone once; `sources` are the event's own and those of its statements.
    """

    row: int
    id: str
    title: str
    when: str
    category: str
    place: str
    starred: bool
    speakers: tuple[str, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    statements: int


class _FigureRow(msgspec.Struct):
    counted: str
    value: int | float = 0
    low: int | float = 0
    high: int | float = 0
    qualifier: str = ""
    unit: str = ""


class _StatementRow(msgspec.Struct):
    id: str
    stance: Stance
    speaker: str = ""
    role: str = ""
    quote: str = ""
    paraphrase: str = ""
    language: str = ""
    said: str = ""
    source: str = ""
    locator: str = ""
    via: tuple[str, ...] = ()
    figures: tuple[_FigureRow, ...] = ()


class EventRow(msgspec.Struct):
    """The row of an event, as it is where nothing is wrong with it."""

    id: str
    title: str
    when: str
    phrase: str = ""
    basis: str = ""
    place: str = ""
    text: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    starred: bool = False
    statements: tuple[_StatementRow, ...] = ()


class SaidRow(msgspec.Struct, gc=False):
    """What of a statement tells who said it, when, and how they stand to the event."""

    stance: str = ""
    speaker: str = ""
    source: str = ""
    via: tuple[str, ...] = ()
    said: str = ""


class Outline(msgspec.Struct, gc=False):
    """An event in short as `Brief` has it, straight from its row; nothing of it is made before it is asked for.

    The row is taken at its word, and its date not looked at.
    """

    id: str
    title: str
    when: str
    category: str = ""
    place: str = ""
    starred: bool = False
    tags: tuple[str, ...] = ()
    cited: tuple[str, ...] = msgspec.field(default=(), name="sources")
    said: tuple[SaidRow, ...] = msgspec.field(default=(), name="statements")
    # Under no name that a row has: it is noted afterwards.
    row: int = msgspec.field(default=0, name="")

    @property
    def speakers(self) -> tuple[str, ...]:
        """Return everyone who says something, once."""
        return _once([one.speaker for one in self.said])

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the event's sources and those of its statements, once."""
        of_statements = [one.source for one in self.said if one.source]
        return _once((*self.cited, *of_statements)) if of_statements or self.cited else ()

    @property
    def statements(self) -> int:
        """Return how many statements there are."""
        return len(self.said)


_as_outline = msgspec.json.Decoder(Outline)
_as_outlines = msgspec.json.Decoder(list[Outline])
_as_event = msgspec.json.Decoder(EventRow)
_as_anything = msgspec.json.Decoder()
_SPACE_BEHIND_TEXT = re.compile(rb'"[ \t\r\n]')
_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % (MAX_DIGITS + 1))
# Fewer than all the keys that a file can hold.
_TOO_DEEP = -(1 << 40)
_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


def flawless(raw: msgspec.Raw) -> EventRow | None:
    """Return a row in which nothing is wrong; None where the long way may find a fault, or may not."""
    data = bytes(raw)
    try:
        row = _as_event.decode(data)
        if not (row.id and row.title and is_date(row.when) and _is_strict(data)):
            return None
    except _WRONG:
        return None
    return row if not row.statements or all(map(_is_flawless, row.statements)) else None


def outline_of(number: int, raw: msgspec.Raw) -> Outline | None:
    """Return the outline of a row; None where that cannot be had."""
    try:
        found = _as_outline.decode(raw)
    except _WRONG:
        return None
    found.row = number
    return found if found.id and found.title else None


def outlines_of(numbers: Sequence[int], raws: Iterable[msgspec.Raw]) -> list[Outline] | None:
    """Return the outlines of some rows, all at once; None where one of them cannot be had."""
    texts: Iterable[Any] = raws  # A raw row is a buffer, which join takes as it is.
    try:
        found = _as_outlines.decode(b"[" + b",".join(texts) + b"]")
    except _WRONG:
        return None
    if len(found) != len(numbers):
        return None
    for number, outline in zip(numbers, found, strict=True):
        outline.row = number
    return found if all(outline.id and outline.title for outline in found) else None


def brief_of(number: int, event: Event | EventRow) -> Brief:
    """Return the brief of an event that stands in a row."""
    speakers: tuple[str, ...] = ()
    sources = event.sources
    if event.statements:
        speakers = _once([statement.speaker for statement in event.statements])
        sources = (*sources, *[statement.source for statement in event.statements])
    return Brief(
        number,
        event.id,
        event.title,
        event.when,
        event.category,
        event.place,
        event.starred,
        speakers,
        _once(sources) if sources else sources,
        event.tags,
        len(event.statements),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))


def _is_flawless(statement: _StatementRow) -> bool:
    is_dated = not statement.said or is_date(statement.said)
    return bool(statement.id) and is_dated and all(figure.counted for figure in statement.figures)


def _is_strict(data: bytes) -> bool:
    """Tell whether strict reading surely takes JSON that was read: no key twice, no number or nesting beyond measure.

    A key ends with a quote and a colon, and so may a text; a key that is there twice is one more of these than keys.
    """
    if _SPACE_BEHIND_TEXT.search(data) or (len(data) > MAX_DIGITS and _LONG_NUMBER.search(data)):
        return False
    value = _as_anything.decode(data)
    # Most rows are one object, with lists of texts at most.
    is_flat = data.count(b"{") == 1 and data.count(b"[") < MAX_DEPTH
    return data.count(b'":') == (len(value) if is_flat else _keys(value, MAX_DEPTH - 1))


def _keys(value: Any, depth: int) -> int:
    """Return how many keys stand in a value, a number below zero where it nests deeper than `depth` (or nearly so)."""
    if not depth:
        return _TOO_DEEP
    members = value
    keys = 0
    if type(value) is dict:
        keys = len(value)
        members = value.values()
    for member in members:
        if type(member) is dict or (type(member) is list and member):
            keys += _keys(member, depth - 1)
    return keys
