"""What a story file holds, as values: read from the raw rows when somebody asks, kept in step with every change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

from storage import codec
from storage.dates import sort_key
from storage.dates.quoting import quoted
from storage.errors import FormatError
from storage.model import Event, Problem, Source
from storage.records import Drop, Operation
from storage.snapshot import RawTables, document
from storage.tables import Row

V = TypeVar("V", Event, Source)
Reader = Callable[[Row, str], tuple[V | None, list[Problem]]]
_Key = tuple[tuple[int, int, int], int]


class _OnlyId(msgspec.Struct):
    id: str = ""


_only_id = msgspec.json.Decoder(_OnlyId)


class Rows(Generic[V]):
    """One table: values by row, rows by the values' own ids, and what is wrong with the rows."""

    def __init__(self, table: str, tables: RawTables, read: Reader[V]) -> None:
        self.table = table
        self._tables = tables
        self.reader: Reader[V] = read
        self._next_row = 0
        self._ids: dict[str, int] | None = None
        self._values: dict[int, V] | None = None
        self._problems: dict[int, list[Problem]] = {}

    @property
    def raw(self) -> dict[int, msgspec.Raw]:
        """Return the raw rows."""
        return self._tables.get(self.table, {})

    @property
    def ids(self) -> dict[str, int]:
        """Return the row of each id; of two rows with one id the first."""
        if self._ids is None:
            self._ids = {}
            for row, raw in self.raw.items():
                self._ids.setdefault(_id_of(raw), row)
            self._ids.pop("", None)
        return self._ids

    @property
    def values(self) -> dict[int, V]:
        """Return the value of each row that can be shown."""
        if self._values is None:
            self._values = {}
            self._ids = {}
            for row in self.raw:
                self._take(row, self._values, self._ids)
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

    def document(self, row: int) -> Row:
        """Return a row as it stands in the file. Raises FormatError, KeyError."""
        return document(self.raw[row], f"{self.table} row {row}")

    def find(self, value_id: str) -> V | None:
        """Return a value by its id, or None."""
        row = self.ids.get(value_id)
        if row is None:
            return None
        return self.read(row)[0] if self._values is None else self._values.get(row)

    def read(self, row: int) -> tuple[V | None, list[Problem]]:
        """Return a row's value, or None, and what is wrong with it."""
        try:
            return self.reader(self.document(row), str(row))
        except FormatError as error:
            return None, [Problem(self.table, str(row), "", _without_place(error, self.table, row), error.code)]

    def refresh(self, row: int) -> None:
        """Read a row anew that was changed, came or went."""
        if self._values is not None and self._ids is not None:
            old = self._values.pop(row, None)
            self._problems.pop(row, None)
            if old is not None and self._ids.get(old.id) == row:
                del self._ids[old.id]
            if row in self.raw:
                self._take(row, self._values, self._ids)
        elif row not in self.raw:
            self._ids = None
        elif self._ids is not None:
            self._ids.setdefault(_id_of(self.raw[row]), row)
        if row >= self._next_row > 0:
            self._next_row = row + 1

    def _take(self, row: int, values: dict[int, V], ids: dict[str, int]) -> None:
        value, problems = self.read(row)
        if value is not None and value.id in ids:
            message = f"{quoted(value.id)} is the id of row {ids[value.id]} too; this row is not shown"
            problems.append(Problem(self.table, str(row), "id", message, "duplicate-id"))
        elif value is not None:
            values[row] = value
            ids[value.id] = row
        if problems:
            self._problems[row] = problems


class Contents:
    """The whole file as values over the raw tables of a keeper."""

    def __init__(self, tables: RawTables, name: str) -> None:
        self._tables = tables
        self._name = name
        self.events = Rows[Event]("events", tables, codec.event_from_row)
        self.sources = Rows[Source]("sources", tables, codec.source_from_row)
        self._keys: list[_Key] | None = None
        self._sorted: list[Event] = []
        self._in_time: tuple[Event, ...] | None = None
        self._in_file_order: tuple[Source, ...] | None = None
        self._read_story()

    def document(self, table: str, row: int) -> Row:
        """Return a row as it stands in the file. Raises FormatError, KeyError."""
        return document(self._tables[table][row], f"{table} row {row}")

    def raw(self, table: str) -> dict[int, msgspec.Raw]:
        """Return a table's raw rows."""
        return self._tables.get(table, {})

    def in_time(self) -> tuple[Event, ...]:
        """Return the events in the order of time; those of one time in the order of their rows."""
        if self._keys is None:
            keyed = sorted(((self._key(row, event), event) for row, event in self.events.values.items()), key=_first)
            self._keys = [key for key, _ in keyed]
            self._sorted = [event for _, event in keyed]
        if self._in_time is None:
            self._in_time = tuple(self._sorted)
        return self._in_time

    def sources_in_file_order(self) -> tuple[Source, ...]:
        """Return the sources in the order of their rows: the very same tuple until one of them changes."""
        if self._in_file_order is None:
            values = self.sources.values
            self._in_file_order = tuple(values[row] for row in sorted(values))
        return self._in_file_order

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the rows, and what refers to something that is not there."""
        return (*self._story_problems, *self.events.problems, *self.sources.problems, *self._dangling())

    def refresh(self, operations: Iterable[Operation]) -> frozenset[str]:
        """Follow changes that were made to the tables; return the ids of the events that they touched."""
        touched: set[str] = set()
        for operation in operations:
            if isinstance(operation, Drop):
                raise FormatError("A table of the story was dropped.")
            if operation.table == "events":
                touched |= self._refresh_event(operation.row)
            elif operation.table == "sources":
                self.sources.refresh(operation.row)
                self._in_file_order = None
            elif operation.table == "about":
                self._refresh_story()
        return frozenset(touched)

    def _refresh_event(self, row: int) -> set[str]:
        if not self.events.is_read:
            self.events.refresh(row)
            return {_id_of(self.events.raw[row])} if row in self.events.raw else set()
        old = self.events.values.get(row)
        if old is not None:
            self._forget_time(row, old)
        self.events.refresh(row)
        new = self.events.values.get(row)
        if new is not None and self._keys is not None:
            key = self._key(row, new)
            place = bisect_left(self._keys, key)
            self._keys.insert(place, key)
            self._sorted.insert(place, new)
        self._in_time = None
        return {event.id for event in (old, new) if event is not None}

    def _forget_time(self, row: int, old: Event) -> None:
        if self._keys is not None:
            place = bisect_left(self._keys, self._key(row, old))
            del self._keys[place], self._sorted[place]

    def _refresh_story(self) -> None:
        zone = self.story.time_zone
        self._read_story()
        if zone != self.story.time_zone:
            self._keys = self._in_time = None

    def _read_story(self) -> None:
        rows = self._tables.get("about", {})
        if not rows:
            raise FormatError(f"{self._name}: this is no story file; the table 'about' is missing or empty.")
        self.about_row, *others = rows
        found = document(rows[self.about_row], f"{self._name}: about row {self.about_row}")
        story, problems = codec.story_from_row(found, str(self.about_row))
        if story is None:
            raise FormatError(f"{self._name}: {problems[0]}.")
        for row in others:
            problems.append(Problem("about", str(row), "", "only the first row is used", "extra-row"))
        self.story, self._story_problems = story, problems

    def _key(self, row: int, event: Event) -> _Key:
        return sort_key(event.when, self.story.time_zone), row

    def _dangling(self) -> Iterator[Problem]:
        categories = {category.id for category in self.story.categories}
        sources = self.sources.ids
        for row, event in self.events.values.items():
            if event.category and event.category not in categories:
                message = f"the story has no category {quoted(event.category)}"
                yield Problem("events", str(row), "category", message, "unknown-category")
            cited = [("sources", source) for source in event.sources]
            for place, statement in enumerate(event.statements, 1):
                if statement.source:
                    cited.append((f"statement {place}: source", statement.source))
            for field, source in cited:
                if source not in sources:
                    message = f"the story has no source {quoted(source)}"
                    yield Problem("events", str(row), field, message, "unknown-source")


def _first(pair: tuple[_Key, Event]) -> _Key:
    return pair[0]


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
