"""The events that an edit of many is for: those marked, or all that the filter lets through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gui.document import Document
from gui.reading import Reading
from gui.work import Progress
from storage.errors import NotFoundError
from storage.model import Event
from storage.pieces import unhurried


@dataclass(frozen=True, slots=True)
class Chosen:
    """Events by their rows; None stands for all events of the story."""

    rows: tuple[int, ...] | None
    count: int


def marked_events(document: Document, reading: Reading) -> Chosen:
    """Return the events that are marked in the window."""
    file = document.file
    rows = sorted(row for row in map(file.row_of_event, reading.marked) if row >= 0) if file else []
    return Chosen(tuple(rows), len(rows))


def filtered_events(document: Document, reading: Reading) -> Chosen:
    """Return the events that the filter lets through."""
    rows = reading.rows
    return Chosen(None, document.event_count) if rows is None else Chosen(tuple(rows), len(rows))


def events_of(document: Document, chosen: Chosen, progress: Progress = unhurried) -> Iterator[Event]:
    """Yield the events one by one; may run in another thread. Raises NotFoundError where no story is open."""
    file = document.file
    if file is None:
        raise NotFoundError("No story is open.")
    for _row, event in file.each_event(chosen.rows, None, progress):
        yield event
