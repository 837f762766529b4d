"""Find the rows of a damaged story file: cut off, overwritten, zeroed, with garbage in between, of a wrong shape.

Reading goes on while everything is in its place. Where something is not, the next place is looked for where a row or a
table begins, and what lies between is reported. No row is taken from the inside of another, none is taken twice.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import msgspec

from storage.dates.quoting import quoted
from storage.model import Problem
from storage.quoting import kind_of
from storage.row_decoder import RowDecoder
from storage.snapshot import Snapshot

OUR_TABLES = ("about", "events", "sources")

_WS = r"[ \t\r\n]*"
_OPEN = re.compile(_WS + r"\{")
_CLOSE = re.compile(_WS + r"\}")
_COMMA = re.compile(_WS + ",")
_END = re.compile(_WS + r"\Z")
_KEY = re.compile(_WS + r'("(?:[^"\\]|\\.)*+")' + _WS + ":" + _WS)
_NUMBER = re.compile(r"[0-9]{1,18}")
_FIRST_ROW = re.compile(r"\{" + _WS + r'(?:\}|"[0-9]{1,18}"' + _WS + ":" + _WS + r"\{)")
# Where something may begin: a row, a table, or a row whose number was damaged.
_SIGN = re.compile(
    r'"(?:([0-9]{1,18})|(about|events|sources))"' + _WS + ":" + _WS + r"(?=\{)"
    r"|\{(?=" + _WS + r'"(?:id|format|title|when|csl)"' + _WS + ":)"
)
_ONLY_BRACKETS = re.compile(r"[\[\]{}:,\s]*")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A row as JSON in ASCII; `number` is None where it could not be read, `fault` says what else could not.

    `kind` is the table that its shape belongs to, or "".
    """

    table: str
    number: int | None
    document: bytes
    fault: str = ""
    kind: str = ""


@dataclass(slots=True)
class Found:
    """What a file's bytes hold, which names of tables were read, and what could not be."""

    rows: list[FoundRow] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    others: dict[str, bytes] = field(default_factory=dict)
    lost: list[Problem] = field(default_factory=list)


class Salvaged(NamedTuple):
    """The tables made of what was found, the rows in them that are not as they were, and every problem."""

    state: Snapshot
    damaged: frozenset[tuple[str, int]]
    problems: list[Problem]


def salvage(data: bytes) -> Salvaged:
    """Return everything that can be read of a story file's bytes. Nothing raises."""
    return assembled(find_rows(data))


def find_rows(data: bytes) -> Found:
    """Return the rows that can be found in a story file's bytes."""
    if data.startswith(_UTF16):
        data = data.decode("utf-16", "replace").encode("utf-8")
    return _Reader(data.removeprefix(_BOM)).read()


def assembled(found: Found) -> Salvaged:
    """Lay the rows out as tables; a number that stands twice goes to the later row, as in JSON."""
    _put_right_names(found)
    state = Snapshot({table: {} for table in OUR_TABLES}, {key: msgspec.Raw(raw) for key, raw in found.others.items()})
    damaged: set[tuple[str, int]] = set()
    problems = list(found.lost)
    displaced: list[FoundRow] = []
    for row in found.rows:
        if row.number is None:
            displaced.append(row)
            continue
        rows = state.tables.setdefault(row.table, {})
        old = rows.get(row.number)
        if old is not None and bytes(old) != row.document:
            displaced.append(FoundRow(row.table, None, bytes(old), f"row {row.number} is there twice"))
        rows[row.number] = msgspec.Raw(row.document)
        damaged.discard((row.table, row.number))
        if row.fault:
            damaged.add((row.table, row.number))
            problems.append(Problem(row.table, str(row.number), "", row.fault, "damaged-row"))
    last = {table: max(rows, default=0) for table, rows in state.tables.items()}
    for row in displaced:
        number = last[row.table] = last.get(row.table, 0) + 1
        state.tables.setdefault(row.table, {})[number] = msgspec.Raw(row.document)
        problems.append(Problem(row.table, str(number), "", _why_moved(row), "moved-row"))
    return Salvaged(state, frozenset(damaged), problems)


def _put_right_names(found: Found) -> None:
    """Give rows of a table that this version does not know to one of ours whose name was not found: it was damaged."""
    moved = Counter[tuple[str, str]]()
    for place, row in enumerate(found.rows):
        if row.table not in OUR_TABLES and row.kind and row.kind not in found.names:
            found.rows[place] = replace(row, table=row.kind)
            moved[row.table, row.kind] += 1
    for (old, new), count in moved.items():
        message = f"the file has no table of this name; what looks like it was found in {quoted(old)} ({count:,})"
        found.lost.append(Problem(new, "", "", message, "damaged-name"))


def _why_moved(row: FoundRow) -> str:
    return f"{row.fault or 'its number could not be read'}; it has this number now"


class _BrokenError(Exception):
    """Reading cannot go on: the damage begins at `since`, the next sign is looked for from `at` on."""

    def __init__(self, since: int, at: int | None = None, row: str = "") -> None:
        super().__init__(since)
        self.since = since
        self.at = since if at is None else at
        self.row = row


class _Reader:
    """Walks through the bytes; as text of Latin 1, so that places in it are those of the bytes."""

    def __init__(self, data: bytes) -> None:
        self._text = data.decode("latin-1")
        self._decoder = RowDecoder(data, self._text)
        self._found = Found()
        self._table = ""
        # Until there is damage, the rows of a table that this version does not know are that table's.
        self._certain = True
        self._brackets_reported = False

    def read(self) -> Found:
        """Return what is found from the beginning to the end."""
        step: Callable[[int], None] = self._document
        at = 0
        while True:
            try:
                step(at)
                return self._found
            except _BrokenError as broken:
                self._certain = False
                sign = self._next_sign(broken.at)
                end = len(self._text) if sign is None else sign
                self._report(broken, end, at_end=sign is None)
                if sign is None:
                    return self._found
                at, step = sign, self._resume

    def _expect(self, pattern: re.Pattern[str], at: int) -> re.Match[str]:
        match = pattern.match(self._text, at)
        if match is None:
            raise _BrokenError(at)
        return match

    def _document(self, at: int) -> None:
        self._tables(self._expect(_OPEN, at).end(), first=True)

    def _resume(self, at: int) -> None:
        """Go on at a sign."""
        sign = self._expect(_SIGN, at)
        if sign[2]:
            self._table = sign[2]
            self._found.names.add(sign[2])
            at = self._rows(sign.end() + 1, first=True)
        else:
            at = self._row(sign[1] or "", sign.end() if sign[1] else at, at)
            at = self._rows(at, first=False)
        self._tables(at, first=False)

    def _tables(self, at: int, first: bool) -> None:
        while not (close := _CLOSE.match(self._text, at)):
            at = at if first else self._expect(_COMMA, at).end()
            first = False
            key = self._expect(_KEY, at)
            name = self._name(key)
            if _NUMBER.fullmatch(name):
                raise _BrokenError(at)
            at = self._one_table(name, key.end())
        self._expect(_END, close.end())

    def _one_table(self, name: str, at: int) -> int:
        self._table, self._certain = name, True
        self._found.names.add(name)
        has_rows = _FIRST_ROW.match(self._text, at) is not None
        if has_rows or (name in OUR_TABLES and self._text.startswith("{", at)):
            return self._rows(at + 1, first=True)
        value = self._decoder.value(at)
        if value is None or self._decoder.has_swallowed(at, value.end):
            raise _BrokenError(at, at + 1)
        if name in OUR_TABLES:
            message = f"the table must be an object with rows, not {kind_of(value.document)}"
            self._found.lost.append(Problem(name, "", "", message, "bad-type"))
            raise _BrokenError(at)
        self._found.others[name] = value.raw
        return value.end

    def _rows(self, at: int, first: bool) -> int:
        """Read a table's rows up to its end, and return where that is."""
        while not (close := _CLOSE.match(self._text, at)):
            at = at if first else self._expect(_COMMA, at).end()
            first = False
            key = self._expect(_KEY, at)
            name = self._name(key)
            if self._text.startswith("{", key.end()) and (_NUMBER.fullmatch(name) or self._is_odd_row(name)):
                at = self._row(name, key.end(), at)
            else:
                at = self._no_row(name, key)
        return close.end()

    def _is_odd_row(self, name: str) -> bool:
        return self._certain and name not in OUR_TABLES

    def _no_row(self, name: str, key: re.Match[str]) -> int:
        value = None if name in OUR_TABLES or not self._certain else self._decoder.value(key.end())
        if value is None or isinstance(value.document, dict):
            raise _BrokenError(key.start())
        message = f"must be an object, not {kind_of(value.document)}; it is left out"
        self._found.lost.append(Problem(self._table, name[:40], "", message, "bad-type"))
        return value.end

    def _row(self, name: str, at: int, since: int) -> int:
        number = int(name) if _NUMBER.fullmatch(name) else None
        row = self._decoder.row(at)
        if row is not None:
            table = self._table_of(row.kind)
            self._found.rows.append(FoundRow(table, number, row.raw, row.fault, row.kind))
            return row.end
        part = self._decoder.part(at)
        if part is not None:
            fault = f"only a part of it could be read: {', '.join(part.document)}"
            self._found.rows.append(FoundRow(self._table_of(part.kind), number, part.raw, fault, part.kind))
        raise _BrokenError(since, at + 1, "" if part else name)

    def _table_of(self, kind: str) -> str:
        """Return where a row belongs: among our tables its shape tells more than where it stands."""
        if self._certain and self._table and not (kind and self._table in OUR_TABLES):
            return self._table
        return kind or self._table or "events"

    def _next_sign(self, at: int) -> int | None:
        for sign in _SIGN.finditer(self._text, at):
            if self._is_plausible(sign):
                return sign.start()
        return None

    def _is_plausible(self, sign: re.Match[str]) -> bool:
        if sign[2]:
            return _FIRST_ROW.match(self._text, sign.end()) is not None
        row = self._decoder.row(sign.end() if sign[1] else sign.start())
        if row is not None:
            return bool(row.kind) or (bool(sign[1]) and "id" in row.document)
        return bool(sign[1]) and self._decoder.part(sign.end()) is not None

    def _name(self, key: re.Match[str]) -> str:
        try:
            return str(json.loads(key[1], strict=False))
        except ValueError:
            raise _BrokenError(key.start()) from None

    def _report(self, broken: _BrokenError, end: int, at_end: bool) -> None:
        text = self._text[broken.since : end]
        table = self._table if self._table in OUR_TABLES else ""
        if at_end and _ONLY_BRACKETS.fullmatch(text):
            message, code = "the file is cut off: it ends in the middle", "cut-off"
        elif _ONLY_BRACKETS.fullmatch(text):
            if self._brackets_reported:
                return
            self._brackets_reported = True
            message, code = f"at byte {broken.since:,} a bracket or comma is missing or too much", "damaged"
        else:
            message, code = f"bytes {broken.since:,} to {end:,} cannot be read", "damaged"
        self._found.lost.append(Problem(table, broken.row, "", message, code))
