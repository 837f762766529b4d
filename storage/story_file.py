"""The story file: opened, read and changed in durable steps. Nobody else reads or writes a story."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from storage import codec
from storage.atomic_storage import AtomicStorage
from storage.changes import Change
from storage.contents import Contents
from storage.dates import is_zone
from storage.dates.quoting import quoted
from storage.errors import FileError, ReadOnlyError
from storage.model import Event, Problem, Source, Story
from storage.quoting import named


def new_id() -> str:
    """Return an id for a new event, source or statement."""
    return str(uuid4())


def open_story(path: Path) -> StoryFile:
    """Open a story; a newer format or a file that lets nobody write opens for reading, with a notice.

    Raises FileError, FormatError.
    """
    storage = AtomicStorage(path)
    with _collector_off():
        return StoryFile(path, storage, Contents(storage.read(), named(path)))


def create_story(path: Path, title: str, *, time_zone: str = "UTC", language: str = "en") -> StoryFile:
    """Write a new story without events and open it. Raises FileError where the name is taken."""
    if not is_zone(time_zone):
        raise FileError(f"{named(path)} cannot be created: {quoted(time_zone)} is no known time zone.")
    story = Story(id=new_id(), title=title, time_zone=time_zone, language=language)
    storage = AtomicStorage(path)
    storage.create({"about": {"1": codec.story_to_row(story)}, "events": {}, "sources": {}})
    return open_story(path)


class StoryFile:
    """An open story: frozen values to read, and `apply` to change them."""

    def __init__(self, path: Path, storage: AtomicStorage, contents: Contents) -> None:
        self.path = path
        self._storage = storage
        self._contents = contents
        self._events = contents.in_time()
        self._sources = tuple(contents.sources.values.values())
        self.notice = _notice(contents.story, storage)
        self.read_only = bool(self.notice)

    @property
    def story(self) -> Story:
        """Return the story's own row."""
        return self._contents.story

    @property
    def events(self) -> tuple[Event, ...]:
        """Return all events in the order of time."""
        return self._events

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return all sources in the file's order."""
        return self._sources

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read from the rows, and what refers to something that is not there."""
        return self._contents.problems()

    def event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None."""
        return self._contents.events.values.get(event_id)

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id, or None."""
        return self._contents.sources.values.get(source_id)

    def row_of(self, value: Story | Event | Source) -> str:
        """Return the id of the file's row that a value of this story stands in. Raises KeyError."""
        if isinstance(value, Story):
            return self._contents.about_id
        rows = self._contents.events if isinstance(value, Event) else self._contents.sources
        return rows.row_ids[value.id]

    def apply(self, changes: Sequence[Change]) -> None:
        """Make all the changes and save them, or none of them.

        Raises ReadOnlyError, NotFoundError (an id to remove is not there), FormatError (a value that the
        format cannot hold), FileError (the disk refuses).
        """
        if self.read_only:
            raise ReadOnlyError(self.notice)
        if not changes:
            return
        contents = self._contents.copy()
        for change in changes:
            contents.take(change)
        self._storage.write(contents.tables)
        self._contents = contents
        self._events = contents.in_time()
        self._sources = tuple(contents.sources.values.values())

    def close(self) -> None:
        """Let go of the file. Everything applied is on the disk already."""
        self._storage.close()
        self.read_only = True
        self.notice = self.notice or "This story is closed."


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking a story while it grows, and ever after.

    Rows and values hold no cycles: they go when the last reference goes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def _notice(story: Story, storage: AtomicStorage) -> str:
    if story.format > codec.FORMAT:
        return f"This story was written by a newer version (format {story.format}); it is shown read-only."
    if not storage.is_writable():
        return "This file or its folder does not let you write; the story is shown read-only."
    return ""
