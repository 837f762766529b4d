"""What a timeline needs of an event, straight from the bytes of its row.

A row without any fault is read without building the event. Every other goes the long way over `storage.codec`, so that
both ways show the same events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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


class _SaidRow(msgspec.Struct):
    speaker: str = ""
    source: str = ""


class _OutlineRow(msgspec.Struct):
    """What of an event's row a brief tells; the rest is not looked at."""

    id: str
    title: str
    when: str
    category: str = ""
    place: str = ""
    starred: bool = False
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statements: tuple[_SaidRow, ...] = ()


_as_outline = msgspec.json.Decoder(_OutlineRow)
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


def quick_brief(number: int, raw: msgspec.Raw) -> Brief | None:
    """Return the brief of a row taken at its word, its date not looked at; None where that cannot be done."""
    try:
        row = _as_outline.decode(raw)
    except _WRONG:
        return None
    return brief_of(number, row) if row.id and row.title else None


def brief_of(number: int, event: Event | EventRow | _OutlineRow) -> Brief:
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
