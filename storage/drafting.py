"""From changes to operations: what an edit does to the raw rows, and what would take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from storage import codec, strict_json
from storage.changes import Change, PutEvent, PutSource, PutStory, RemoveEvent, RemoveSource
from storage.contents import Contents
from storage.dates.quoting import quoted
from storage.errors import FormatError, NotFoundError
from storage.model import Event, Source, Story
from storage.records import Delete, Operation, Put, raw
from storage.rows import Rows
from storage.snapshot import document
from storage.tables import Row

_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What changes come to: operations, what takes them back, and the ids that stand in the rows of events before.

    `steps` tells on which state of the story it was worked out.
    """

    operations: Sequence[Operation]
    undo: Sequence[Operation]
    before: Mapping[int, str]
    steps: int


class Draft:
    """Changes that are being put together on top of some contents, which they leave alone.

    A later change sees what the earlier ones did.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._story = contents.story
        self._new: dict[_Place, msgspec.Raw | None] = {}
        self._rows: dict[tuple[str, str], int | None] = {}
        self._next_row: dict[str, int] = {}

    def take(self, change: Change) -> None:
        """Add a change. Raises NotFoundError, FormatError."""
        match change:
            case PutEvent(event):
                self._put(self._contents.events, event, codec.event_to_row, "event")
            case RemoveEvent(event_id):
                self._remove(self._contents.events, event_id, "event")
            case PutSource(source):
                self._put(self._contents.sources, source, codec.source_to_row, "source")
            case RemoveSource(source_id):
                self._remove(self._contents.sources, source_id, "source")
            case PutStory(story):
                self._put_story(story)

    def operations(self) -> list[Operation]:
        """Return what makes the changes."""
        return [_operation(place, new) for place, _, new in self._changed()]

    def undo(self) -> list[Operation]:
        """Return what takes them back."""
        return [_operation(place, old) for place, old, _ in reversed(self._changed())]

    def _changed(self) -> list[tuple[_Place, msgspec.Raw | None, msgspec.Raw | None]]:
        """Return each row that differs: where it is, what stands there, and what will."""
        both = [(place, self._old(place), new) for place, new in self._new.items()]
        return [(place, old, new) for place, old, new in both if not _same(old, new)]

    def _old(self, place: _Place) -> msgspec.Raw | None:
        table, row = place
        return self._contents.raw(table).get(row)

    def _row_of(self, rows: Rows[Any], value_id: str) -> int | None:
        key = (rows.table, value_id)
        if key in self._rows:
            return self._rows[key]
        # A row that cannot be shown is nobody's to write over.
        return rows.row_of(value_id)

    def _document(self, table: str, row: int) -> Row:
        new = self._new.get((table, row))
        if new is None:
            return self._contents.document(table, row)
        return document(new, f"{table} row {row}")

    def _put(self, rows: Rows[Any], value: Event | Source, to_row: Any, noun: str) -> None:
        new, written = _as_stored(to_row(value))
        row = self._row_of(rows, value.id)
        read, problems = rows.reader(new, str(row or 0))
        if read is None:
            raise FormatError(f"This {noun} cannot be saved: {problems[0]}.")
        if row is not None:
            old = self._document(rows.table, row)
            was, _ = rows.reader(old, str(row))
            written = raw(_merged(old, to_row(was) if was is not None else {}, new))
        else:
            row = self._free_row(rows)
        self._new[rows.table, row] = written
        self._rows[rows.table, value.id] = row

    def _remove(self, rows: Rows[Any], value_id: str, noun: str) -> None:
        row = self._row_of(rows, value_id)
        if row is None:
            raise NotFoundError(f"No {noun} has the id {quoted(value_id)}.")
        self._new[rows.table, row] = None
        self._rows[rows.table, value_id] = None

    def _put_story(self, story: Story) -> None:
        row = self._contents.about_row
        new, _ = _as_stored(codec.story_to_row(story))
        read, _ = codec.story_from_row(new, str(row))
        if read is None or read.format != codec.FORMAT:
            raise FormatError(f"This story cannot be saved: its format must be {codec.FORMAT}.")
        merged = _merged(self._document("about", row), codec.story_to_row(self._story), new)
        self._new["about", row] = raw(merged)
        self._story = read

    def _free_row(self, rows: Rows[Any]) -> int:
        row = self._next_row.get(rows.table, rows.free_row)
        self._next_row[rows.table] = row + 1
        return row


def draft(contents: Contents, changes: Iterable[Change]) -> Draft:
    """Return the changes put together. Raises NotFoundError, FormatError."""
    made = Draft(contents)
    for change in changes:
        made.take(change)
    return made


def step_name(contents: Contents, changes: Sequence[Change]) -> str:
    """Return what a menu calls a step of these changes: "Add “Homs falls”", "Change 3 events"."""
    if len(changes) != 1:
        return f"{len(changes)} changes"
    match changes[0]:
        case PutEvent(event):
            return f"{'Change' if contents.events.row_of(event.id) is not None else 'Add'} “{event.title}”"
        case RemoveEvent(event_id):
            event_ = contents.events.find(event_id)
            return f"Remove “{event_.title}”" if event_ else "Remove an event"
        case PutSource(source):
            return "Change a source" if contents.sources.row_of(source.id) is not None else "Add a source"
        case RemoveSource():
            return "Remove a source"
        case PutStory():
            return "Change the story’s own data"


def _operation(place: _Place, new: msgspec.Raw | None) -> Operation:
    return Delete(*place) if new is None else Put(*place, new)


def _same(one: msgspec.Raw | None, other: msgspec.Raw | None) -> bool:
    return one is other or (one is not None and other is not None and bytes(one) == bytes(other))


def _as_stored(row: Row) -> tuple[Row, msgspec.Raw]:
    """Return the row as it will be read again, and as it is written. Raises FormatError for what JSON cannot hold."""
    # As deep as in the file: a row stands in a table.
    written = strict_json.dumps([[row]]).encode("ascii")
    stored: Row = strict_json.loads(written, "This edit")[0][0]
    return stored, msgspec.Raw(written[2:-2])


def _merged(raw_row: Row, old: Row, new: Row) -> Row:
    """Return the raw row with only those keys written that differ between the old and the new value."""
    changed = {key for key in old.keys() | new.keys() if key not in old or key not in new or old[key] != new[key]}
    kept = {key: field for key, field in raw_row.items() if key in new or key not in changed}
    return kept | {key: field for key, field in new.items() if key in changed}
