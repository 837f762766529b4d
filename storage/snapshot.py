"""The bytes of a story file and its tables of raw rows: read in one go, written back as they are.

A row stays the bytes it was in the file until somebody asks for it (`msgspec.Raw`), and goes back byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from operator import lt
from typing import Any
from zlib import crc32

import msgspec

from storage import strict_json
from storage.errors import FormatError
from storage.pieces import Pieces, Progress, unhurried
from storage.quoting import kind_of
from storage.records import Delete, Drop, Operation, Put
from storage.tables import checked_tables, is_row_id

RawTables = dict[str, dict[int, msgspec.Raw]]

_as_tables = msgspec.json.Decoder(RawTables)
_CHUNK_PIECES = 4000


@dataclass(slots=True)
class Snapshot:
    """What a file holds: its tables, and top-level keys that are no table of TinyDB's, kept as they are."""

    tables: RawTables = field(default_factory=dict)
    others: dict[str, msgspec.Raw] = field(default_factory=dict)


def fingerprint(data: bytes) -> str:
    """Return what tells one content of a file from another: its length and CRC-32, in hexadecimal."""
    return f"{len(data):x}-{crc32(data):08x}"


class Counted:
    """Chunks of bytes whose fingerprint is known once they have been gone through."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._length = 0
        self._crc = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._length += len(chunk)
            self._crc = crc32(chunk, self._crc)
            yield chunk

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of what has been gone through."""
        return f"{self._length:x}-{self._crc:08x}"


def fingerprint_of(blocks: Iterable[bytes]) -> str:
    """Return the fingerprint of a content that comes in blocks."""
    counted = Counted(blocks)
    for _ in counted:
        pass
    return counted.fingerprint


def decode(data: bytes, name: str) -> Snapshot:
    """Return what a file's bytes hold, each row as raw bytes; `name` is what a refusal calls the file.

    Raises FormatError, NewerFormatError.
    """
    tables = _tables_of(data)
    return _decode_strictly(data, name) if tables is None else Snapshot(tables)


def decode_pieces(pieces: Pieces, name: str, progress: Progress = unhurried) -> Snapshot:
    """Return what `decode` returns for the whole, without any long call in between. Raises as `decode`."""
    tables: RawTables = {}
    for number, piece in enumerate(pieces):
        found = _tables_of(piece)
        if found is None or not _join(tables, found, goes_on=number > 0):
            return decode(pieces.whole(), name)
        progress((number + 1) / len(pieces))
    return Snapshot(tables)


def _tables_of(data: bytes) -> RawTables | None:
    """Return the tables of a document that is laid out as `encode` does it, or None."""
    try:
        tables = _as_tables.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_ours = _length(tables) == len(data) and data.isascii()
    return tables if is_ours and all(min(rows, default=0) >= 0 for rows in tables.values()) else None


def _join(tables: RawTables, more: RawTables, *, goes_on: bool) -> bool:
    """Add the tables of another piece; tell whether nothing in them was there already.

    With `goes_on` the first of them holds further rows of the last table.
    """
    new = iter(more.items())
    if goes_on:
        rows = tables[next(reversed(tables))]
        _, more_rows = next(new)
        length = len(rows) + len(more_rows)
        rows.update(more_rows)
        if len(rows) != length:
            return False
    for table, rows in new:
        if table in tables:
            return False
        tables[table] = rows
    return True


def encode(snapshot: Snapshot) -> Iterator[bytes]:
    """Yield the file's bytes in chunks: what TinyDB's own storage would write, rows in the order of their ids."""
    before = b"{"
    for table, rows in snapshot.tables.items():
        yield before + _key(table) + b"{"
        yield from _encode_rows(rows)
        yield b"}"
        before = b", "
    for key, value in snapshot.others.items():
        yield before + _key(key) + bytes(value)
        before = b", "
    yield b"}" if before == b", " else b"{}"


def apply(tables: RawTables, operations: Iterable[Operation]) -> None:
    """Make changes in the tables."""
    for operation in operations:
        match operation:
            case Put(table, row, document):
                tables.setdefault(table, {})[row] = document
            case Delete(table, row):
                tables.get(table, {}).pop(row, None)
            case Drop(table):
                tables.pop(table, None)


def document(raw: msgspec.Raw, place: str) -> dict[str, object]:
    """Return a raw row as a value, read strictly; `place` is what a refusal calls it. Raises FormatError."""
    value = strict_json.loads(bytes(raw), place)
    if not isinstance(value, dict):
        raise FormatError(f"{place} must be an object, not {kind_of(value)}.")
    return value


def _key(text: str) -> bytes:
    return strict_json.dumps(text).encode("ascii") + b": "


def _encode_rows(rows: Mapping[int, msgspec.Raw]) -> Iterator[bytes]:
    numbers = rows.keys() if ascends(rows) else sorted(rows)
    keys = map(b', "%d": '.__mod__, numbers)
    # A raw row is a buffer, which join takes as it is; nothing is copied twice.
    pieces: Iterator[Any] = chain.from_iterable(zip(keys, map(rows.__getitem__, numbers), strict=True))
    start = 2
    while chunk := b"".join(islice(pieces, _CHUNK_PIECES)):
        yield chunk[start:]
        start = 0


def ascends(rows: Iterable[int]) -> bool:
    """Tell whether numbers of rows stand in their order."""
    numbers, last = iter(rows), -1
    while chunk := list(islice(numbers, _CHUNK_PIECES)):
        if chunk[0] <= last or not all(map(lt, chunk, islice(chunk, 1, None))):
            return False
        last = chunk[-1]
    return True


def _length(tables: RawTables) -> int:
    """Return how many bytes `encode` would write.

    A file as long as that is laid out like it, and so has no key twice: the second would have been read over the first.
    """
    length = 2 + 2 * max(len(tables) - 1, 0)
    for table, rows in tables.items():
        sizes: Iterator[memoryview] = map(memoryview, rows.values())
        length += len(_key(table)) + 2
        length += sum(map(len, map(str, rows))) + sum(map(len, sizes)) + 6 * len(rows) - 2 * bool(rows)
    return length


def _decode_strictly(data: bytes, name: str) -> Snapshot:
    """Read slowly what is laid out in another way, or say what is wrong with it and where.

    A lone surrogate, which msgspec does not take, is read this way too.
    """
    found = Snapshot()
    for key, value in checked_tables(strict_json.loads(data, name), name).items():
        if isinstance(value, dict) and all(map(is_row_id, value)):
            found.tables[key] = {int(row): _raw(document) for row, document in value.items()}
        else:
            found.others[key] = _raw(value)
    return found


def _raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(strict_json.dumps(value).encode("ascii"))
