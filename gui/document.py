"""The one writer of the window: the open story file, and the signals that tell what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from storage.changes import Change
from storage.drafting import Prepared
from storage.errors import ReadOnlyError, TimelineError
from storage.model import Event, Problem, Source, Story
from storage.story_file import StoryFile, open_story

MOST_AT_ONCE = 10_000
"""A story of more events is never read whole: lists and timeline ask for what they show."""


class Document(QObject):
    """The story that the window shows, or none.

    `opened` tells that another story (or none) is shown from now on, `closing` that this one is about to go.
    `changed` tells that events came, went or are different (`touched_rows` says which); `editing` tells that a
    step is about to be made here, `edited` that it was, `history_changed` that other steps can be taken back,
    `access_changed` that the story can, or can no longer, be edited. `told` carries a word for the status line,
    `trouble` a sentence on what failed while nobody was waiting for it.
    """

    opened = Signal()
    closing = Signal()
    changed = Signal()
    editing = Signal()
    edited = Signal()
    history_changed = Signal()
    access_changed = Signal()
    told = Signal(str)
    trouble = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: StoryFile | None = None
        self._ours: set[str] = set()
        self._problems: tuple[Problem, ...] = ()
        self.touched_rows: tuple[int, ...] | None = ()
        """The rows of the events that the last change touched; None where any may be another."""
        self.counted_from = ""
        """The day (EDTF) that relative dates ("Saturday") were last counted from in this story, "" for none yet."""

    # Reading

    @property
    def file(self) -> StoryFile | None:
        """Return the open file, or None."""
        return self._file

    @property
    def path(self) -> Path | None:
        """Return where the story is kept, or None when nothing is open."""
        return self._file.path if self._file else None

    @property
    def read_only(self) -> bool:
        """Tell whether there is nothing that can be edited."""
        return self._file is None or self._file.read_only

    @property
    def story(self) -> Story | None:
        """Return the story's own row, or None when nothing is open."""
        return self._file.story if self._file else None

    @property
    def event_count(self) -> int:
        """Return the number of events."""
        return self._file.event_count if self._file else 0

    @property
    def is_large(self) -> bool:
        """Tell whether the story has too many events to read all of them while somebody waits."""
        return self.event_count > MOST_AT_ONCE

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
        """Return what could not be read from the file's rows; of a large story what a search has found."""
        if self._file is None:
            return ()
        return self._problems if self.is_large else self._file.problems

    def take_problems(self, problems: tuple[Problem, ...]) -> None:
        """Take what a search beside the window found in a large story."""
        self._problems = problems

    def find_event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None."""
        return self._file.event(event_id) if self._file else None

    # Opening and closing

    def open(self, path: Path) -> None:
        """Open a story in place of the one shown; that one stays if the new one cannot be opened.

        Raises FileError, FormatError.
        """
        if self._file is not None and _is_same(self._file.path, path):
            # It is ours to write: opened a second time it would be read-only.
            self.close()
        self.show(open_story(path))

    def show(self, file: StoryFile) -> None:
        """Show a story that has been opened, in place of the one shown."""
        self._let_go()
        self._file, self._ours, self._problems = file, set(), ()
        self.opened.emit()

    def close(self) -> None:
        """Close the story shown, if any."""
        if self._file is not None:
            self._let_go()
            self.opened.emit()

    def open_to_edit(self) -> None:
        """Open a story that is shown read-only anew, to write if nobody else does. Raises FileError, FormatError."""
        if self._file is None or not self._file.read_only:
            return
        with self._telling_what_changed():
            new = open_story(self._file.path)
            self._file.close()
            self._file = new
        self.access_changed.emit()

    def _let_go(self) -> None:
        if self._file is None:
            return
        self.closing.emit()
        file, self._file = self._file, None
        self.counted_from = ""
        try:
            file.close()
        except TimelineError as error:
            self.trouble.emit(str(error))

    # Changing: on the disk first, then on the screen

    @property
    def undo_name(self) -> str:
        """Return the name of the step that can be taken back, "" for none."""
        return self._file.undo_name if self._file else ""

    @property
    def redo_name(self) -> str:
        """Return the name of the step that can be made again, "" for none."""
        return self._file.redo_name if self._file else ""

    def apply(self, changes: Sequence[Change], name: str = "") -> frozenset[str]:
        """Make the changes as one step; return the ids of the events touched.

        When this returns they are on the disk; when it raises (TimelineError) nothing has changed.
        """
        file = self._file_to_edit()
        self.editing.emit()
        return self._tell_step(file.apply(changes, name), file)

    def apply_prepared(self, prepared: Prepared, name: str) -> frozenset[str]:
        """Make what `StoryFile.prepare` worked out as one step. Raises as `apply`."""
        file = self.begin_step()
        return self._tell_step(file.apply_prepared(prepared, name), file)

    def begin_step(self) -> StoryFile:
        """Tell that a step is about to be made by whoever asks, who calls `end_step` when it was."""
        file = self._file_to_edit()
        self.editing.emit()
        return file

    def end_step(self) -> frozenset[str]:
        """Tell that the file has made a step; return the ids of the events touched."""
        file = self._file_to_edit()
        return self._tell_step(file.touched, file)

    def undo(self) -> frozenset[str]:
        """Take the last step back; return the ids of the events touched. Raises TimelineError."""
        file = self._file_to_edit()
        self.editing.emit()
        name = file.undo()
        self._tell_step(file.touched, file)
        self.told.emit(f"Undone: {name}")
        return file.touched

    def redo(self) -> frozenset[str]:
        """Make the last step taken back again; return the ids of the events touched. Raises TimelineError."""
        file = self._file_to_edit()
        self.editing.emit()
        name = file.redo()
        self._tell_step(file.touched, file)
        self.told.emit(f"Redone: {name}")
        return file.touched

    def clear_history(self) -> None:
        """Forget all steps that could be taken back. Raises TimelineError."""
        self._file_to_edit().clear_history()
        self.history_changed.emit()

    def _file_to_edit(self) -> StoryFile:
        if self._file is None:
            raise ReadOnlyError("No story is open.")
        return self._file

    def _tell_step(self, touched: frozenset[str], file: StoryFile) -> frozenset[str]:
        self._ours |= touched
        self.touched_rows = file.touched_rows
        self.edited.emit()
        self.changed.emit()
        self.history_changed.emit()
        return touched

    # Others who write the file

    def is_in(self, theirs: StoryFile) -> bool:
        """Tell whether another state of the story holds every edit that was made here."""
        file = self._file
        if file is None:
            return True
        return not file.pending and all(theirs.event(event_id) == file.event(event_id) for event_id in self._ours)

    def follow(self) -> None:
        """Show what the writer of a story that is read-only here has done. Raises FileError, FormatError."""
        if self._file is None:
            return
        before = self._state()
        touched = self._file.follow()
        if touched is None:
            self._tell_difference(before)
        elif touched or self._file.story is not before.story or self._file.sources is not before.sources:
            self.touched_rows = self._file.touched_rows
            self.changed.emit()

    def take_theirs(self, *, set_aside: bool = False) -> Path | None:
        """Show what another program wrote; return the file to which ours went, if it did. Raises as StoryFile does."""
        with self._telling_what_changed() as file:
            return file.take_theirs(set_aside=set_aside)

    def keep_both(self) -> Path:
        """Put our state into a new file, whose name is returned, and show theirs. Raises as StoryFile does."""
        with self._telling_what_changed() as file:
            return file.keep_both()

    def keep_ours(self) -> None:
        """Write our state over theirs, which is set aside. Raises FileError."""
        self._file_to_edit().keep_ours()
        self.edited.emit()

    def save_copy(self, target: Path, *, overwrite: bool = False) -> None:
        """Write all that is shown to another file. Raises FileError."""
        self._file_to_edit().save_copy(target, overwrite=overwrite)

    @contextmanager
    def _telling_what_changed(self) -> Iterator[StoryFile]:
        file, before, was_read_only = self._file_to_edit(), self._state(), self.read_only
        yield file
        self._ours = set()
        self._tell_difference(before)
        self.history_changed.emit()
        if self.read_only != was_read_only:
            self.access_changed.emit()

    def _state(self) -> _State:
        events = None if self.is_large else {event.id: (self._row_of(event), event) for event in self.events}
        return _State(self.story, self.sources, events)

    def _row_of(self, event: Event) -> int:
        return self._file.row_of_event(event.id) if self._file else -1

    def _tell_difference(self, before: _State) -> None:
        now = self._state()
        if now == before and now.events is not None:
            return
        if now.events is None or before.events is None:
            self.touched_rows = None
        else:
            ids = now.events.keys() | before.events.keys()
            pairs = [(now.events.get(each), before.events.get(each)) for each in ids]
            touched = {found[0] for pair in pairs if pair[0] != pair[1] for found in pair if found}
            self.touched_rows = tuple(sorted(touched))
        self.changed.emit()


@dataclass(frozen=True, slots=True)
class _State:
    """What a story looked like: its events with their rows, or None where they are too many to compare."""

    story: Story | None
    sources: tuple[Source, ...]
    events: dict[str, tuple[int, Event]] | None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
