"""What a story file holds, in memory: its rows as they stand in the file, and the values read from them."""

from __future__ import annotations

import copy
from bisect import bisect_left
from typing import Generic, TypeVar

from storage import codec, strict_json
from storage.changes import Change, PutEvent, PutSource, PutStory, RemoveEvent, RemoveSource
from storage.dates import sort_key
from storage.dates.quoting import quoted
from storage.errors import FormatError, NotFoundError
from storage.model import Event, Problem, Source, Story
from storage.tables import Row, Tables

V = TypeVar("V", Event, Source)
_Key = tuple[tuple[int, int, int], int]


class Rows(Generic[V]):
    """One table: its rows, the values read from them by their own id, and what is wrong with the rows."""

    def __init__(self, rows: dict[str, Row]) -> None:
        self.rows = rows
        self.values: dict[str, V] = {}
        self.row_ids: dict[str, str] = {}
        self.problems: dict[str, list[Problem]] = {}
        self.next_id = max(map(int, rows), default=0) + 1

    def copy(self) -> Rows[V]:
        """Return a copy that can be edited while this one stays as it is."""
        new = copy.copy(self)
        new.rows, new.values = dict(self.rows), dict(self.values)
        new.row_ids, new.problems = dict(self.row_ids), dict(self.problems)
        return new

    def load(self, row_id: str, value: V | None, problems: list[Problem], table: str) -> bool:
        """Take in what was read from a row; tell whether it is shown."""
        if value is not None and value.id in self.values:
            first = self.row_ids[value.id]
            message = f"{quoted(value.id)} is the id of row {first} too; this row is not shown"
            problems.append(Problem(table, row_id, "id", message, "duplicate-id"))
            value = None
        if problems:
            self.problems[row_id] = problems
        if value is None:
            return False
        self.values[value.id] = value
        self.row_ids[value.id] = row_id
        return True

    def put(self, old_row: Row, row: Row, value: V, problems: list[Problem]) -> str:
        """Put a value in the place of the one with its id, or in a new row; return the row's id."""
        row_id = self.row_ids.get(value.id)
        if row_id is None:
            row_id = str(self.next_id)
            self.next_id += 1
        self.rows[row_id] = _merged(self.rows.get(row_id, {}), old_row, row)
        self.values[value.id] = value
        self.row_ids[value.id] = row_id
        self.problems.pop(row_id, None)
        if problems:
            self.problems[row_id] = problems
        return row_id

    def remove(self, value_id: str, noun: str) -> None:
        """Take a value and its row away. Raises NotFoundError."""
        if value_id not in self.values:
            raise NotFoundError(f"No {noun} has the id {quoted(value_id)}.")
        del self.values[value_id]
        row_id = self.row_ids.pop(value_id)
        del self.rows[row_id]
        self.problems.pop(row_id, None)


class Contents:
    """The whole file in memory. `copy()`, `take()` the changes, write, and only then put the copy in place."""

    def __init__(self, tables: Tables, name: str) -> None:
        self.tables = tables
        self._problems: tuple[Problem, ...] | None = None
        self._read_story(name)
        self.events: Rows[Event] = Rows(tables.get("events", {}))
        self.sources: Rows[Source] = Rows(tables.get("sources", {}))
        for row_id, row in self.sources.rows.items():
            self.sources.load(row_id, *codec.source_from_row(row, row_id), "sources")
        keyed: list[tuple[_Key, Event]] = []
        for row_id, row in self.events.rows.items():
            event, problems = codec.event_from_row(row, row_id)
            if self.events.load(row_id, event, problems, "events") and event is not None:
                keyed.append((self._key(event), event))
        self._sort(keyed)

    def copy(self) -> Contents:
        """Return a copy that takes changes while this one stays as it is."""
        new = copy.copy(self)
        new.events, new.sources = self.events.copy(), self.sources.copy()
        new._keys, new._in_time, new._problems = list(self._keys), list(self._in_time), None
        about = dict(self.tables["about"])
        new.tables = {**self.tables, "about": about, "events": new.events.rows, "sources": new.sources.rows}
        return new

    def take(self, change: Change) -> None:
        """Make one change. Raises NotFoundError, FormatError."""
        match change:
            case PutEvent(event):
                self._put_event(event)
            case RemoveEvent(event_id):
                self._forget_time(event_id)
                self.events.remove(event_id, "event")
            case PutSource(source):
                self._put_source(source)
            case RemoveSource(source_id):
                self.sources.remove(source_id, "source")
            case PutStory(story):
                self._put_story(story)

    def in_time(self) -> tuple[Event, ...]:
        """Return the events in the order of time; those of one time in the order of their rows."""
        return tuple(self._in_time)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the rows, and what refers to something that is not there."""
        if self._problems is None:
            found = list(self._story_problems)
            for row_id in self.events.rows:
                found.extend(self.events.problems.get(row_id, ()))
            for row_id in self.sources.rows:
                found.extend(self.sources.problems.get(row_id, ()))
            self._problems = tuple(found + self._dangling())
        return self._problems

    def _read_story(self, name: str) -> None:
        about = self.tables["about"]
        self.about_id, *others = about
        story, problems = codec.story_from_row(about[self.about_id], self.about_id)
        if story is None:
            raise FormatError(f"{name}: {problems[0]}.")
        for row_id in others:
            problems.append(Problem("about", row_id, "", "only the first row is used", "extra-row"))
        self.story, self._story_problems = story, problems

    def _key(self, event: Event) -> _Key:
        return sort_key(event.when, self.story.time_zone), int(self.events.row_ids[event.id])

    def _sort(self, keyed: list[tuple[_Key, Event]]) -> None:
        keyed.sort(key=lambda pair: pair[0])
        self._keys = [key for key, _ in keyed]
        self._in_time = [event for _, event in keyed]

    def _forget_time(self, event_id: str) -> None:
        old = self.events.values.get(event_id)
        if old is not None:
            place = bisect_left(self._keys, self._key(old))
            del self._keys[place], self._in_time[place]

    def _put_event(self, event: Event) -> None:
        row = _as_stored(codec.event_to_row(event))
        row_id = self.events.row_ids.get(event.id, str(self.events.next_id))
        value, problems = codec.event_from_row(row, row_id)
        if value is None:
            raise FormatError(f"This event cannot be saved: {problems[0]}.")
        old = self.events.values.get(event.id)
        self._forget_time(event.id)
        self.events.put(codec.event_to_row(old) if old else {}, row, value, problems)
        key = self._key(value)
        place = bisect_left(self._keys, key)
        self._keys.insert(place, key)
        self._in_time.insert(place, value)

    def _put_source(self, source: Source) -> None:
        row = _as_stored(codec.source_to_row(source))
        row_id = self.sources.row_ids.get(source.id, str(self.sources.next_id))
        value, problems = codec.source_from_row(row, row_id)
        if value is None:
            raise FormatError(f"This source cannot be saved: {problems[0]}.")
        old = self.sources.values.get(source.id)
        self.sources.put(codec.source_to_row(old) if old else {}, row, value, problems)

    def _put_story(self, story: Story) -> None:
        row = _as_stored(codec.story_to_row(story))
        value, problems = codec.story_from_row(row, self.about_id)
        if value is None or value.format != codec.FORMAT:
            raise FormatError(f"This story cannot be saved: its format must be {codec.FORMAT}.")
        about = self.tables["about"]
        about[self.about_id] = _merged(about[self.about_id], codec.story_to_row(self.story), row)
        self._story_problems = problems + [found for found in self._story_problems if found.code == "extra-row"]
        moved = value.time_zone != self.story.time_zone
        self.story = value
        if moved:
            self._sort([(self._key(event), event) for event in self._in_time])

    def _dangling(self) -> list[Problem]:
        found: list[Problem] = []
        categories = {category.id for category in self.story.categories}
        sources = self.sources.values
        for event in self.events.values.values():
            row_id = self.events.row_ids[event.id]
            if event.category and event.category not in categories:
                message = f"the story has no category {quoted(event.category)}"
                found.append(Problem("events", row_id, "category", message, "unknown-category"))
            cited = [("sources", source) for source in event.sources]
            for place, statement in enumerate(event.statements, 1):
                if statement.source:
                    cited.append((f"statement {place}: source", statement.source))
            for field, source in cited:
                if source not in sources:
                    message = f"the story has no source {quoted(source)}"
                    found.append(Problem("events", row_id, field, message, "unknown-source"))
        return found


def _as_stored(row: Row) -> Row:
    """Return the row as it will be read again. Raises FormatError for what JSON cannot hold."""
    stored: Row = strict_json.loads(strict_json.dumps([[row]]).encode("ascii"), "This edit")[0][0]
    return stored


def _merged(raw: Row, old: Row, new: Row) -> Row:
    """Return the raw row with only those keys written that differ between the old and the new value."""
    changed = {key for key in old.keys() | new.keys() if key not in old or key not in new or old[key] != new[key]}
    kept = {key: field for key, field in raw.items() if key in new or key not in changed}
    return kept | {key: field for key, field in new.items() if key in changed}
