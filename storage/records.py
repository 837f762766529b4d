"""The lines of a journal: one change each, with a checksum, so that whatever a crash or a bad disk leaves can be read.

A line is `@` CRC `␠` JSON `\\n`: eight hexadecimal digits of the CRC-32 of the JSON, which is ASCII on one line. A line
that is cut short or damaged is told apart, and reading goes on at the next `@` whose checksum holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import msgspec

_START = re.compile(rb"@([0-9a-f]{8}) (?=\{)")
_BLOCK_BYTES = 1 << 14
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


class Put(msgspec.Struct, frozen=True, array_like=True, tag="put"):
    """Row `row` of `table` holds `document` from now on; the document is JSON as it stands in the file."""

    table: str
    row: int
    document: msgspec.Raw


class Delete(msgspec.Struct, frozen=True, array_like=True, tag="delete"):
    """Row `row` of `table` is gone."""

    table: str
    row: int


class Drop(msgspec.Struct, frozen=True, array_like=True, tag="drop"):
    """The table is gone with all its rows."""

    table: str


Operation = Put | Delete | Drop


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    """One acknowledged change, or the note that a fold was written.

    `base` is the fingerprint of the snapshot that the change belongs to, `number` counts the changes since. `step` says
    what it is to the history: a new "edit" (named `name`, taken back by `undo`), an "undo" or a "redo". A fold has the
    fingerprint of the new snapshot in `fold` and a name of its own in `name`; it holds everything up to `number`.
    """

    base: str
    number: int
    operations: tuple[Operation, ...] = ()
    step: str = ""
    name: str = ""
    undo: tuple[Operation, ...] = ()
    fold: str = ""


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes of a journal that are no whole record: `start` and `end` are offsets; `torn` where a write broke off."""

    start: int
    end: int
    torn: bool


@dataclass(slots=True)
class Scan:
    """What a journal's bytes hold; `end` is the offset after the last whole record."""

    records: list[Record] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    end: int = 0


_decoder = msgspec.json.Decoder(Record)
_encoder = msgspec.json.Encoder()
_ascii = json.JSONEncoder(allow_nan=False)


def raw(document: Any) -> msgspec.Raw:
    """Return a document as JSON in ASCII, which every locale reads alike. Raises TypeError, ValueError."""
    return msgspec.Raw(_ascii.encode(document).encode("ascii"))


def line_of(record: Record) -> bytes:
    """Return a record as a line."""
    body = _encoder.encode(record)
    if not body.isascii():
        body = b"".join(map(_in_ascii, _blocks(body)))
    return b"@%08x %s\n" % (crc32(body), body)


def _blocks(data: bytes) -> Iterator[bytes]:
    """Yield UTF-8 in blocks that end with whole characters: in a step of many rows most have no more than ASCII."""
    start = 0
    while start < len(data):
        end = min(start + _BLOCK_BYTES, len(data))
        while start + 1 < end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        yield data[start:end]
        start = end


def _in_ascii(block: bytes) -> bytes:
    return block if block.isascii() else _NOT_ASCII.sub(_escaped, block.decode()).encode("ascii")


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def scan(data: bytes, start: int = 0) -> Scan:
    """Read the records of a journal from an offset on; nothing raises, what cannot be read is reported."""
    found = Scan(end=start)
    position = start
    while position < len(data):
        end, record = _record_at(data, position)
        after = _next_record(data, position) if record is None else end + 1
        if record is not None:
            found.records.append(record)
            found.end = after
        if record is None or data[end:after] != b"\n":
            # A write that was cut short has no end of line; a whole line that cannot be read was good once.
            torn = record is None and after == len(data) and not data.endswith(b"\n")
            found.damage.append(Damage(end, after, torn))
        position = after
    return found


def _record_at(data: bytes, start: int) -> tuple[int, Record | None]:
    """Return the record that begins at an offset and where its JSON ends; None where none begins."""
    match = _START.match(data, start)
    if match is None:
        return start, None
    for end in _ends(data, match.end()):
        body = data[match.end() : end]
        if crc32(body) == int(match[1], 16):
            try:
                return end, _decoded(body)
            except (msgspec.MsgspecError, ValueError, RecursionError):
                return start, None
    return start, None


def _decoded(body: bytes) -> Record:
    try:
        return _decoder.decode(body)
    except msgspec.DecodeError:
        # msgspec takes no lone surrogates; where one stands, documents go the slow way.
        value = json.loads(body)
        parts = {key: _with_raw(value.get(key, ())) for key in ("operations", "undo")}
        return msgspec.convert({**value, **parts}, Record)


def _with_raw(operations: Sequence[list[Any]]) -> tuple[Operation, ...]:
    kinds: dict[str, Callable[..., Operation]] = {"put": Put, "delete": Delete, "drop": Drop}
    return tuple(kinds[tag](*fields[:2], *map(raw, fields[2:])) for tag, *fields in operations)


def _ends(data: bytes, start: int) -> Iterator[int]:
    """Yield where the JSON that begins at `start` may end: a byte before the line's end or before another record.

    That byte is the end of line, or was it before it was damaged.
    """
    newline = data.find(b"\n", start)
    line_end = len(data) - 1 if newline < 0 else newline
    yield line_end
    for match in _START.finditer(data, start, line_end):
        yield match.start() - 1


def _next_record(data: bytes, start: int) -> int:
    for match in _START.finditer(data, start + 1):
        if _record_at(data, match.start())[1] is not None:
            return match.start()
    return len(data)
