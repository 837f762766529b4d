"""A story's file as it would have stood at a second: what nobody had said by then is not in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from storage import codec, snapshot, strict_json
from storage.clipping import cited_by
from storage.known import known_events
from storage.story_file import StoryFile


def known_chunks(file: StoryFile, as_of_s: int) -> Iterator[bytes]:
    """Yield the bytes of a story file that holds what was known by a second: events, and the sources that these name.

    What could not be read from the file is left out: nobody can tell when it was said.
    """
    sources = {source.id: source for source in file.sources}
    events = known_events(file.events, sources, as_of_s, file.story.time_zone)
    cited = {source_id for event in events for source_id in cited_by(event)}
    tables = {
        "about": [codec.story_to_row(file.story)],
        "events": [codec.event_to_row(event) for event in events],
        "sources": [codec.source_to_row(source) for source in file.sources if source.id in cited],
    }
    raw = {table: {number: _raw(row) for number, row in enumerate(rows, 1)} for table, rows in tables.items()}
    return snapshot.encode(snapshot.Snapshot(raw))


def _raw(row: dict[str, Any]) -> msgspec.Raw:
    return msgspec.Raw(strict_json.dumps(row).encode("ascii"))
