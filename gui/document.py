"""The one writer of the window: the open story file, and the signals that tell what changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from storage.model import Event, Problem, Source, Story
from storage.story_file import StoryFile, open_story


class Document(QObject):
    """The story that the window shows, or none.

    `opened` tells that another story (or none) is shown from now on; `changed` carries the ids of the
    events that an edit touched, as a frozenset.
    """

    opened = Signal()
    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: StoryFile | None = None

    @property
    def file(self) -> StoryFile | None:
        """Return the open file, or None."""
        return self._file

    @property
    def path(self) -> Path | None:
        """Return where the story is kept, or None when nothing is open."""
        return self._file.path if self._file else None

    @property
    def story(self) -> Story | None:
        """Return the story's own row, or None when nothing is open."""
        return self._file.story if self._file else None

    @property
    def events(self) -> tuple[Event, ...]:
        """Return all events in the order of time."""
        return self._file.events if self._file else ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return all sources in the file's order; source N of a citation is `sources[N - 1]`."""
        return self._file.sources if self._file else ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read from the file's rows."""
        return self._file.problems if self._file else ()

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None."""
        return self._file.event(event_id) if self._file else None

    def find_source(self, source_id: str) -> Source | None:
        """Return a source by its id, or None."""
        return self._file.source(source_id) if self._file else None

    def open(self, path: Path) -> None:
        """Open a story in place of the one shown; that one stays if the new one cannot be opened.

        Raises FileError, FormatError.
        """
        new = open_story(path)
        self.close()
        self._file = new
        self.opened.emit()

    def close(self) -> None:
        """Close the story shown, if any."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.opened.emit()
