"""TinyDB over a file that cannot lose an acknowledged edit: its API and its file, with a journal beneath.

    db = JournalDB("NAME.json")

What TinyDB's own storage does (parse everything on a read, rewrite everything in place on a write) never happens: a
read decodes the rows that are looked at, a write appends what it changed to the journal (`storage.keeper`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from msgspec import Raw
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from storage import snapshot
from storage.disk import DISK, Disk, reason
from storage.errors import FileError
from storage.keeper import Keeper
from storage.quoting import named
from storage.records import Delete, Drop, Operation, Put, raw

Document = dict[str, Any]


class JournalStorage(Storage):
    """A TinyDB storage on a Keeper; one that is missing is created empty. Raises FileError, FormatError."""

    def __init__(self, path: str | Path, *, disk: Disk = DISK) -> None:
        place = Path(path)
        self._name = named(place)
        _create(place, disk)
        self.keeper = Keeper(place, disk=disk)

    def read(self) -> dict[str, Any] | None:
        """Return all tables, decoded; None for an empty file."""
        tables = self.keeper.tables
        if not tables:
            return None
        return {name: {str(row): self.decode(name, row) for row in rows} for name, rows in tables.items()}

    def write(self, data: dict[str, Any]) -> None:
        """Make the tables those of `data`, as one durable change of what differs."""
        tables = self.keeper.tables
        operations: list[Operation] = [Drop(name) for name in tables if name not in data]
        for name, rows in data.items():
            operations += self.differences(name, {int(row): document for row, document in rows.items()})
        if operations:
            self.keeper.commit(operations)

    def decode(self, table: str, row: int) -> Document:
        """Return one row. Raises KeyError, FormatError."""
        return self.document(table, row, self.keeper.tables[table][row])

    def document(self, table: str, row: int, raw_row: Raw) -> Document:
        """Return what the raw bytes of a row hold. Raises FormatError."""
        return snapshot.document(raw_row, f"{self._name}: {table} row {row}")

    def differences(self, table: str, rows: Mapping[int, Mapping[str, Any]]) -> list[Operation]:
        """Return what makes a table's rows those given."""
        old = self.keeper.tables.get(table, {})
        operations: list[Operation] = [Delete(table, row) for row in old if row not in rows]
        for row, document in rows.items():
            new = raw(dict(document))
            if row not in old or bytes(new) != bytes(old[row]):
                operations.append(Put(table, row, new))
        return operations

    def close(self) -> None:
        """Fold, and let go of the file."""
        self.keeper.close()


class _Edited(MutableMapping[int, Document]):
    """A table's rows while TinyDB's updater works on them: decoded when looked at, compared afterwards."""

    def __init__(self, storage: JournalStorage, table: str) -> None:
        self._storage = storage
        self._table = table
        self._old: Mapping[int, Raw] = storage.keeper.tables.get(table, {})
        self._seen: dict[int, Document] = {}
        self._gone: set[int] = set()

    def __getitem__(self, row: int) -> Document:
        if row not in self._seen:
            if row in self._gone or row not in self._old:
                raise KeyError(row)
            self._seen[row] = self._storage.decode(self._table, row)
        return self._seen[row]

    def __setitem__(self, row: int, document: Document) -> None:
        self._seen[row] = document
        self._gone.discard(row)

    def __delitem__(self, row: int) -> None:
        if row not in self:
            raise KeyError(row)
        self._seen.pop(row, None)
        if row in self._old:
            self._gone.add(row)

    def __contains__(self, row: object) -> bool:
        return row in self._seen or (row in self._old and row not in self._gone)

    def __iter__(self) -> Iterator[int]:
        yield from (row for row in self._old if row not in self._gone)
        yield from (row for row in self._seen if row not in self._old)

    def __len__(self) -> int:
        return len(self._old) - len(self._gone) + sum(row not in self._old for row in self._seen)

    def clear(self) -> None:
        """Take all rows away."""
        self._seen.clear()
        self._gone = set(self._old)

    def operations(self) -> list[Operation]:
        """Return what the updater changed."""
        found: list[Operation] = [Delete(self._table, row) for row in self._gone]
        for row, document in self._seen.items():
            new = raw(dict(document))
            if row not in self._old or bytes(new) != bytes(self._old[row]):
                found.append(Put(self._table, row, new))
        return found


class _Rows(Mapping[str, Document]):
    """A table's rows to read, by the text of their ids as in the file: decoded when looked at."""

    def __init__(self, storage: JournalStorage, table: str) -> None:
        self._storage = storage
        self._table = table
        self._rows: Mapping[int, Raw] = storage.keeper.tables.get(table, {})

    def __getitem__(self, row: str) -> Document:
        return self._storage.document(self._table, int(row), self._rows[int(row)])

    def __iter__(self) -> Iterator[str]:
        # Whoever goes through a table may change it on the way; TinyDB then shows what was there at first.
        self._rows = dict(self._rows)
        return map(str, self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class JournalTable(Table):
    """A TinyDB table whose reads decode only what they look at and whose writes are appended."""

    _storage: JournalStorage

    def _read_table(self) -> Any:
        return _Rows(self._storage, self.name)

    def _get_next_id(self) -> int:
        row = self._next_id or max(self._storage.keeper.tables.get(self.name, {}), default=0) + 1
        self._next_id = row + 1  # type: ignore[assignment]
        return row

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        rows = _Edited(self._storage, self.name)
        updater(rows)
        operations = rows.operations()
        if operations or self.name not in self._storage.keeper.tables:
            self._storage.keeper.commit(operations or _touch(self.name))
        self.clear_cache()


def _create(path: Path, disk: Disk) -> None:
    if path.exists():
        return
    try:
        disk.create_whole(path, (b"{}",))
    except OSError as error:
        raise FileError(f"{named(path)} cannot be created: {reason(error)}.") from None


def _touch(table: str) -> list[Operation]:
    """Return what makes an empty table, as TinyDB does on its first update."""
    return [Put(table, 0, raw({})), Delete(table, 0)]


class JournalDB(TinyDB):
    """TinyDB with a journal."""

    table_class = JournalTable
    default_storage_class = JournalStorage  # type: ignore[assignment]
