"""Decode one row out of the bytes of a damaged file: whole, with marks where bytes were damaged, or in part."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from storage import strict_json
from storage.dates.quoting import quoted
from storage.errors import FormatError

_WS = r"[ \t\r\n]*"
_MEMBER = re.compile(_WS + ",?" + _WS + r'("(?:[^"\\]|\\.)*+")' + _WS + ":" + _WS)
_NUMBERED = re.compile(r'"[0-9]{1,18}"' + _WS + ":" + _WS + r"(?=\{)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOST = "\N{REPLACEMENT CHARACTER}"
_OF_A_SOURCE = ("csl", "origin", "reliability", "copy")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A value that ends at `end`; `raw` is it as JSON in ASCII on one line, `kind` the table that it looks like."""

    document: Any
    raw: bytes
    end: int
    kind: str
    fault: str


def kind_of_row(document: Any) -> str:
    """Return the table whose row this can only be: "events", "sources", "about", or "" where nothing tells."""
    if not isinstance(document, dict):
        return ""
    has_id = isinstance(document.get("id"), str)
    if has_id and "when" in document and "title" in document:
        return "events"
    if "format" in document and ("title" in document or has_id):
        return "about"
    is_source = has_id and "stance" not in document and any(key in document for key in _OF_A_SOURCE)
    return "sources" if is_source else ""


class RowDecoder:
    """Decodes at a place in the bytes; `text` is the bytes as Latin 1."""

    def __init__(self, data: bytes, text: str) -> None:
        self._data = data
        self._text = text
        self._faults: list[str] = []
        hooks: dict[str, Any] = {
            "object_pairs_hook": self._object,
            "parse_constant": self._constant,
            "parse_float": self._float,
            "parse_int": self._integer,
        }
        self._strict = json.JSONDecoder(**hooks)
        self._lenient = json.JSONDecoder(strict=False, **hooks)
        self._last: tuple[int, Decoded | None] = (-1, None)

    def row(self, at: int) -> Decoded | None:
        """Return the object that begins at `at`; None where it is broken or has swallowed other rows."""
        if self._last[0] != at:
            found = self.value(at)
            if found is not None and (not isinstance(found.document, dict) or self.has_swallowed(at, found.end)):
                found = None
            self._last = (at, found)
        return self._last[1]

    def part(self, at: int) -> Decoded | None:
        """Return the members that can be read of a broken object, where they are enough to tell what it is."""
        members: dict[str, Any] = {}
        position = at + 1
        faults: list[str] = []
        while match := _MEMBER.match(self._text, position):
            value = self.value(match.end())
            if value is None or self.has_swallowed(match.start(1), value.end):
                break
            key = self._scan(self._lenient, match.start(1))
            members[str(key[0]) if key else match[1]] = value.document
            faults += [value.fault] if value.fault else []
            position = value.end
        kind = kind_of_row(members)
        raw = _dumped(members) if kind else None
        return Decoded(members, raw, position, kind, "; ".join(faults)) if raw is not None else None

    def value(self, at: int) -> Decoded | None:
        """Return the value that begins at `at`, or None."""
        found = self._scan(self._strict, at) or self._scan(self._lenient, at, "some characters are damaged")
        if found is None:
            return None
        document, end = found
        chunk = self._data[at:end]
        if not self._faults and chunk.isascii() and b"\n" not in chunk and b"\r" not in chunk:
            raw: bytes | None = chunk
        else:
            document = self._readable(document, chunk)
            raw = _dumped(document)
        # What nests too deeply would make the whole file be refused.
        if raw is None or (chunk.count(b"{") + chunk.count(b"[") > strict_json.MAX_DEPTH and not _is_strict(raw)):
            return None
        return Decoded(document, raw, end, kind_of_row(document), "; ".join(dict.fromkeys(self._faults)))

    def _readable(self, document: Any, chunk: bytes) -> Any:
        """Return the value with its text as UTF-8, and a sign where bytes are no text."""
        if chunk.isascii():
            return _without_controls(document) if self._faults else document
        try:
            text = chunk.decode("utf-8")
        except UnicodeDecodeError:
            text = chunk.decode("utf-8", "replace")
            self._faults.append("some characters are damaged")
        faults = self._faults
        found = self._scan(self._lenient, 0, text=text)
        self._faults = faults
        document = found[0] if found else document
        return _without_controls(document) if self._faults else document

    def has_swallowed(self, start: int, end: int) -> bool:
        """Tell whether an object holds other rows: its own end was lost, and another's taken for it."""
        for match in _NUMBERED.finditer(self._text, start, end):
            inner = self._scan(self._lenient, match.end())
            if inner is not None and kind_of_row(inner[0]):
                return True
        return False

    def _scan(self, decoder: json.JSONDecoder, at: int, fault: str = "", text: str = "") -> tuple[Any, int] | None:
        self._faults = [fault] if fault else []
        try:
            return decoder.raw_decode(text or self._text, at)
        except (ValueError, RecursionError):
            return None

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            twin = next(name for name in names if names.count(name) > 1)
            self._faults.append(f"{quoted(twin)} is there twice; the last one counts")
        return found

    def _constant(self, text: str) -> None:
        self._faults.append(f"{text} is no number; it is left empty")

    def _float(self, text: str) -> float | None:
        value = float(text)
        if math.isfinite(value):
            return value
        self._faults.append(f"the number {quoted(text)} is too large; it is left empty")
        return None

    def _integer(self, text: str) -> int | None:
        if len(text) <= strict_json.MAX_DIGITS:
            return int(text)
        self._faults.append("a number is too long; it is left empty")
        return None


def _dumped(document: Any) -> bytes | None:
    try:
        return json.dumps(document, allow_nan=False).encode("ascii")
    except (ValueError, RecursionError):
        return None


def _is_strict(raw: bytes) -> bool:
    try:
        strict_json.loads(raw, "")
    except FormatError:
        return False
    return True


def _without_controls(value: Any) -> Any:
    if isinstance(value, str):
        return _CONTROL.sub(_LOST, value)
    if isinstance(value, list):
        return [_without_controls(member) for member in value]
    if isinstance(value, dict):
        return {_without_controls(key): _without_controls(member) for key, member in value.items()}
    return value
