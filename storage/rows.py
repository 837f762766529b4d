"""One table as values: read from its raw rows when somebody asks, all of them or only those asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

import msgspec

from storage.dates.quoting import quoted
from storage.errors import FormatError
from storage.model import NOT_SHOWN, Event, Problem, Source
from storage.pieces import Progress, unhurried
from storage.row_index import RowIndex
from storage.snapshot import RawTables, ascends, document
from storage.tables import Row

V = TypeVar("V", Event, Source)
Reader = Callable[[Row, str], tuple[V | None, list[Problem]]]

_MOST_RECENT = 1024
# So many rows take a few milliseconds.
ROWS_A_TURN = 1000
_COPIED_A_TURN = 50_000
_MOST_TRIES = 5


class _OnlyId(msgspec.Struct):
    id: str = ""


_only_id = msgspec.json.Decoder(_OnlyId)


class Rows(Generic[V]):
    """One table: values by row, rows by the values' own ids, and what is wrong with the rows.

    Of several rows with one id the first that can be shown counts. As long as nobody asks for `values`, a value is read
    when it is looked for; a few are kept.
    """

    def __init__(self, table: str, tables: RawTables, read: Reader[V]) -> None:
        self.table = table
        self._tables = tables
        self.reader: Reader[V] = read
        self._next_row = 0
        self._index: RowIndex | None = None
        self._unnoted: list[int] = []
        self._recent: dict[int, V] = {}
        self._guard = Lock()
        self._ids: dict[str, int] = {}
        self._twins: set[int] = set()
        self._values: dict[int, V] | None = None
        self._problems: dict[int, list[Problem]] = {}

    @property
    def raw(self) -> dict[int, msgspec.Raw]:
        """Return the raw rows."""
        return self._tables.get(self.table, {})

    @property
    def values(self) -> dict[int, V]:
        """Return the value of each row that can be shown."""
        if self._values is None:
            values: dict[int, V] = {}
            for row in self.numbers():
                self._take(row, values)
            # Not before it is whole: another thread may look.
            self._values = values
        return self._values

    @property
    def is_read(self) -> bool:
        """Tell whether all values have been read."""
        return self._values is not None

    @property
    def free_row(self) -> int:
        """Return the id that a new row gets."""
        if not self._next_row:
            self._next_row = max(self.raw, default=0) + 1
        return self._next_row

    @property
    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the rows, in their order."""
        self.values  # noqa: B018  # Reading finds the problems.
        for row in sorted(self._problems):
            yield from self._problems[row]

    def copy(self) -> Rows[V]:
        """Return the table as another thread may read it; it follows no changes."""
        return Rows(self.table, {self.table: dict(self.raw)}, self.reader)

    def numbers(self) -> list[int]:
        """Return the numbers of all rows in their order, in a list that later changes leave alone."""
        for _ in range(_MOST_TRIES):
            with suppress(RuntimeError):
                # Raised where rows come or go meanwhile; where as many come as go, their number may still tell.
                rows = _copied(self.raw)
                if len(rows) == len(self.raw):
                    break
        else:
            rows = list(self.raw)
        if not ascends(rows):
            rows.sort()
        return rows

    # By id

    def row_of(self, value_id: str) -> int | None:
        """Return the row that a value stands in, or None where it is not shown."""
        if self._values is not None:
            return self._ids.get(value_id)
        for row in self._indexed().rows(value_id):
            value = self._value(row)
            if value is not None and value.id == value_id:
                return row
        return None

    def find(self, value_id: str) -> V | None:
        """Return a value by its id, or None."""
        row = self.row_of(value_id)
        return None if row is None else self._value(row)

    def in_row(self, row: int) -> V | None:
        """Return the value of a row, None where it has gone or cannot be shown."""
        value = self._value(row)
        return value if value is not None and self.is_shown(row, value.id) else None

    def is_shown(self, row: int, value_id: str) -> bool:
        """Tell whether no other row counts for the id of a row that can be shown, as far as ids were read."""
        if self._values is None and (self._index is None or self._index.rows(value_id) == (row,)):
            return True
        return self.row_of(value_id) == row

    def rows_with(self, value_id: str) -> tuple[int, ...]:
        """Return the rows that may hold an id, as far as ids were read."""
        if self._values is None:
            return () if self._index is None else self._index.rows(value_id)
        shown = self._ids.get(value_id)
        twins: list[int] = [row for row in self._twins if self.id_in(row) == value_id]
        return tuple(twins) if shown is None else (shown, *twins)

    def id_in(self, row: int) -> str:
        """Return the id that stands in a row, whether or not it can be shown; "" for none."""
        raw = self.raw.get(row)
        return "" if raw is None else _id_of(raw)

    def index(self, progress: Progress = unhurried) -> None:
        """Read all ids, so that looking for one is quick; may run in another thread. What `progress` raises ends it."""
        if self._values is not None or self._index is not None:
            return
        index = RowIndex()
        rows = self.numbers()
        for start in range(0, len(rows), ROWS_A_TURN):
            for row in rows[start : start + ROWS_A_TURN]:
                index.add(row, self.id_in(row))
            progress(min(start + ROWS_A_TURN, len(rows)) / len(rows))
        self.use_index(index)

    @property
    def has_lone_ids(self) -> bool:
        """Tell whether all ids were read before, and none stands in two rows."""
        return self._values is None and self._index is not None and not self._index.has_doubles

    def use_index(self, index: RowIndex) -> None:
        """Look for ids in an index of all rows that there were when it was begun."""
        if self._index is None:
            self._index = index
            for row in tuple(self._unnoted):
                index.add(row, self.id_in(row))

    def _indexed(self) -> RowIndex:
        if self._index is None:
            self.index()
        assert self._index is not None
        return self._index

    # By row

    def document(self, row: int) -> Row:
        """Return a row as it stands in the file. Raises FormatError, KeyError."""
        return document(self.raw[row], f"{self.table} row {row}")

    def read(self, row: int) -> tuple[V | None, list[Problem]]:
        """Return a row's value, or None, and what is wrong with it; nothing at all for a row that has gone."""
        try:
            return self.reader(self.document(row), str(row))
        except KeyError:
            return None, []
        except FormatError as error:
            return None, [Problem(self.table, str(row), "", _without_place(error, self.table, row), error.code)]

    def _value(self, row: int) -> V | None:
        if self._values is not None:
            return self._values.get(row)
        with self._guard:
            value = self._recent.pop(row, None)
            if value is None:
                value, _ = self.read(row)
            if value is not None:
                self._recent[row] = value
                if len(self._recent) > _MOST_RECENT:
                    del self._recent[next(iter(self._recent))]
        return value

    # Following changes

    def refresh(self, row: int) -> None:
        """Read a row anew that was changed, came or went."""
        with self._guard:
            self._recent.pop(row, None)
        if self._values is not None:
            self._refresh_value(row, self._values)
        elif row in self.raw:
            if self._index is None:
                # An index that another thread is just making may have missed it.
                self._unnoted.append(row)
            if self._index is not None:
                self._index.add(row, self.id_in(row))
        if row >= self._next_row > 0:
            self._next_row = row + 1

    def _refresh_value(self, row: int, values: dict[int, V]) -> None:
        old = values.pop(row, None)
        self._problems.pop(row, None)
        self._twins.discard(row)
        if old is not None:
            del self._ids[old.id]
        if row in self.raw:
            self._take(row, values)
        if old is not None and old.id not in self._ids:
            for twin in sorted(self._twins):
                if self.id_in(twin) == old.id:
                    self._refresh_value(twin, values)

    def _take(self, row: int, values: dict[int, V]) -> None:
        value, problems = self.read(row)
        first = None if value is None else self._ids.get(value.id)
        if value is not None and first is not None and first < row:
            problems.append(twin_problem(self.table, row, value.id, first))
            self._twins.add(row)
        elif value is not None:
            values[row] = value
            self._ids[value.id] = row
        if problems:
            self._problems[row] = problems
        if first is not None and first > row:
            del values[first]
            self._problems.pop(first, None)
            self._take(first, values)


def twin_problem(table: str, row: int, value_id: str, first: int) -> Problem:
    """Return what is wrong with a row whose id another one has."""
    message = f"{quoted(value_id)} is the id of row {first} too; this row {NOT_SHOWN}"
    return Problem(table, str(row), "id", message, "duplicate-id")


def _copied(raw: Mapping[int, object]) -> list[int]:
    """Return the numbers of rows, a few thousand at a time: all at once would hold up the other threads."""
    numbers = iter(raw)
    rows: list[int] = []
    while turn := list(islice(numbers, _COPIED_A_TURN)):
        rows += turn
    return rows


def _id_of(raw: msgspec.Raw) -> str:
    try:
        return _only_id.decode(raw).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _slow_id_of(raw)


def _slow_id_of(raw: msgspec.Raw) -> str:
    try:
        # A lone surrogate elsewhere in the row is no fault of its id.
        found = document(raw, "").get("id")
    except FormatError:
        return ""
    return found if isinstance(found, str) else ""


def _without_place(error: FormatError, table: str, row: int) -> str:
    return str(error).removeprefix(f"{table} row {row}").lstrip(":, ").rstrip(".")
