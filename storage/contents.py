"""What a story file holds, as values: read from the raw rows when somebody asks, kept in step with every change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import NamedTuple

import msgspec

from storage import codec
from storage.brief import EventRow
from storage.dates import sort_key
from storage.dates.quoting import quoted
from storage.errors import FormatError
from storage.model import Event, Problem, Source
from storage.records import Drop, Operation
from storage.rows import Rows
from storage.snapshot import RawTables, document
from storage.tables import Row

_Key = tuple[tuple[int, int, int], int]
_MOST_PUT_IN = 500


class Touched(NamedTuple):
    """The events that a step touched: their ids, and the rows that may look different now, in their order."""

    ids: frozenset[str] = frozenset()
    rows: tuple[int, ...] = ()


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
        return (*self.story_problems, *self.events.problems, *self.sources.problems, *self._dangling())

    def ids_before(self, operations: Iterable[Operation]) -> dict[int, str]:
        """Return the ids that stand in the rows of events which changes are going to touch."""
        rows = (
            operation.row for operation in operations if operation.table == "events" and not isinstance(operation, Drop)
        )
        return {row: self.events.id_in(row) for row in rows}

    def refresh(self, operations: Iterable[Operation], before: Mapping[int, str]) -> Touched:
        """Follow changes that were made to the tables; `before` is what `ids_before` returned for them."""
        ids: set[str] = set()
        rows: set[int] = set()
        if len(before) > _MOST_PUT_IN:
            # To put all in order again is quicker than to find a place for each.
            self._keys = self._in_time = None
        for operation in operations:
            if isinstance(operation, Drop):
                raise FormatError("A table of the story was dropped.")
            if operation.table == "events":
                both = {before[operation.row], self.events.id_in(operation.row)} - {""}
                ids |= both
                rows |= self._refresh_event(operation.row, both)
            elif operation.table == "sources":
                self.sources.refresh(operation.row)
                self._in_file_order = None
            elif operation.table == "about":
                self._refresh_story()
        return Touched(frozenset(ids), tuple(sorted(rows)))

    def _refresh_event(self, row: int, ids: Iterable[str]) -> set[int]:
        """Take over a row in which events with these ids stood or stand; return all rows that may look different."""
        rows = {row, *chain.from_iterable(map(self.events.rows_with, ids))}
        if not self.events.is_read:
            self.events.refresh(row)
            return rows
        old = self.events.values.get(row)
        if old is not None:
            self._forget_time(row, old)
        self.events.refresh(row)
        new = self.events.values.get(row)
        if len(rows) > 1:
            # Another row of the same id may be shown now, or no longer.
            self._keys = None
        elif new is not None and self._keys is not None:
            key = self._key(row, new)
            place = bisect_left(self._keys, key)
            self._keys.insert(place, key)
            self._sorted.insert(place, new)
        self._in_time = None
        return rows

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
        self.story, self.story_problems = story, problems

    def _key(self, row: int, event: Event) -> _Key:
        return sort_key(event.when, self.story.time_zone), row

    def _dangling(self) -> Iterator[Problem]:
        categories = {category.id for category in self.story.categories}
        sources = {source.id for source in self.sources.values.values()}
        for row, event in self.events.values.items():
            yield from dangling(row, event, categories, sources)


def dangling(row: int, event: Event | EventRow, categories: Set[str], sources: Set[str]) -> Iterator[Problem]:
    """Yield what an event refers to that the story does not have."""
    if event.category and event.category not in categories:
        message = f"the story has no category {quoted(event.category)}"
        yield Problem("events", str(row), "category", message, "unknown-category")
    cited = [("sources", source) for source in event.sources]
    said = [statement.source for statement in event.statements]
    cited += [(f"statement {place}: source", source) for place, source in enumerate(said, 1) if source]
    for field, source in cited:
        if source not in sources:
            message = f"the story has no source {quoted(source)}"
            yield Problem("events", str(row), field, message, "unknown-source")


def _first(pair: tuple[_Key, Event]) -> _Key:
    return pair[0]
