"""The story file: opened, read and changed in durable, named steps. Nobody else reads or writes a story."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Self
from uuid import uuid4

from storage import codec, snapshot
from storage.changes import Change
from storage.contents import Contents
from storage.dates import is_zone
from storage.dates.quoting import quoted
from storage.disk import DISK, Disk, reason
from storage.drafting import draft, step_name
from storage.errors import FileError, LockedError, ReadOnlyError
from storage.keeper import Keeper
from storage.lock import Holder, Lock
from storage.model import Event, Problem, Source, Story
from storage.quoting import named
from storage.records import Record, raw
from storage.story_copy import save_state

SUFFIX = ".timeline.json"


def new_id() -> str:
    """Return an id for a new event, source or statement."""
    return str(uuid4())


def open_story(path: Path, *, disk: Disk = DISK, read_only: bool = False) -> StoryFile:
    """Open a story to write, or to read where somebody else writes it, nobody may, or its format is newer.

    Raises FileError, FormatError.
    """
    with _collector_off():
        return StoryFile(path, disk, read_only=read_only)


def create_story(
    path: Path, title: str, *, time_zone: str = "UTC", language: str = "en", disk: Disk = DISK
) -> StoryFile:
    """Write a new story without events and open it. Raises FileError where the name is taken."""
    if not is_zone(time_zone):
        raise FileError(f"{named(path)} cannot be created: {quoted(time_zone)} is no known time zone.")
    story = Story(id=new_id(), title=title, time_zone=time_zone, language=language)
    tables = {"about": {1: raw(codec.story_to_row(story))}, "events": {}, "sources": {}}
    try:
        disk.create_whole(path.resolve(), snapshot.encode(snapshot.Snapshot(tables)))
    except FileExistsError:
        raise FileError(f"{named(path)} is there already; choose another name.") from None
    except (OSError, ValueError) as error:
        why = reason(error) if path.parent.is_dir() else "its folder is not there"
        raise FileError(f"{named(path)} cannot be created: {why}.") from None
    return open_story(path, disk=disk)


class StoryFile:
    """An open story: frozen values to read, and named steps to change them, each on the disk when it returns.

    `notice` says why a story is `read_only`; `holder` is who writes it, where that is the reason; `recovered` says in a
    sentence what a crash or another program had left, "" for nothing; `touched` holds the ids of the
    events that the last step touched.
    """

    def __init__(self, path: Path, disk: Disk = DISK, *, read_only: bool = False) -> None:
        self.path = path
        self._disk = disk
        self.holder: Holder | None = None
        self.notice = "This story was opened to read." if read_only else ""
        self.touched: frozenset[str] = frozenset()
        self._lock: Lock | None = None if read_only else self._take_lock()
        try:
            self._keeper = Keeper(path, writes=self._lock is not None, disk=disk)
            self._contents = Contents(self._keeper.tables, named(path))
            self._refuse_newer_format()
            self.recovered = _recovered(self._keeper) if self._lock is not None else ""
        except BaseException:
            self._release()
            raise

    def _take_lock(self) -> Lock | None:
        if not _is_writable(self.path):
            self.notice = "This file or its folder does not let you write; the story is shown read-only."
            return None
        try:
            lock = Lock(self.path)
            lock.take()
        except LockedError as error:
            self.holder = error.holder
            self.notice = f"This story is open elsewhere: {error.holder.words}. It is shown read-only here."
            return None
        except (OSError, ValueError, RuntimeError):
            # What is wrong with the path itself is said when the file is read.
            self.notice = "The folder of this file does not let you write; the story is shown read-only."
            return None
        return lock

    def _refuse_newer_format(self) -> None:
        number = self._contents.story.format
        if number > codec.FORMAT:
            self.notice = f"This story was written by a newer version (format {number}); it is shown read-only."
            self._keeper.close(fold=False)
            self._keeper = Keeper(self.path, writes=False, disk=self._disk)
            self._contents = Contents(self._keeper.tables, named(self.path))
            self._release()

    # Reading

    @property
    def read_only(self) -> bool:
        """Tell whether the story takes no changes."""
        return self._lock is None

    @property
    def story(self) -> Story:
        """Return the story's own row."""
        return self._contents.story

    @property
    def events(self) -> tuple[Event, ...]:
        """Return all events in the order of time."""
        return self._contents.in_time()

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return all sources in the file's order."""
        return self._contents.sources_in_file_order()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be read from the rows, and what refers to something that is not there."""
        return self._contents.problems()

    @property
    def fingerprint(self) -> str:
        """Return what tells the file's content from another: its length and CRC-32, in hexadecimal."""
        return self._keeper.fingerprint

    def event(self, event_id: str) -> Event | None:
        """Return an event by its id, or None."""
        return self._contents.events.find(event_id)

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id, or None."""
        return self._contents.sources.find(source_id)

    def row_of(self, value: Story | Event | Source) -> str:
        """Return the id of the file's row that a value of this story stands in. Raises KeyError."""
        if isinstance(value, Story):
            return str(self._contents.about_row)
        rows = self._contents.events if isinstance(value, Event) else self._contents.sources
        return str(rows.ids[value.id])

    def state(self) -> snapshot.Snapshot:
        """Return the raw tables as they are now, in a copy that later changes leave alone."""
        return self._keeper.state()

    # Changing

    def apply(self, changes: Sequence[Change], name: str = "") -> frozenset[str]:
        """Make all the changes as one step, or none of them; return the ids of the events touched.

        `name` is what the step is called when it is taken back. Raises ReadOnlyError, NotFoundError (an id to remove is
        not there), FormatError (a value that the format cannot hold), FileError (the disk refuses).
        """
        self._refuse_read_only()
        made = draft(self._contents, changes)
        operations = made.operations()
        if not operations:
            return frozenset()
        name = _writable(name or step_name(self._contents, changes))
        return self._refresh(self._keeper.commit(operations, step="edit", name=name, undo=made.undo()))

    def undo(self) -> str:
        """Take the last step back and return its name. Raises NothingToUndoError, ReadOnlyError, FileError."""
        self._refuse_read_only()
        step = self._keeper.history.to_undo()
        self._refresh(self._keeper.commit(step.undo, step="undo"))
        return step.name

    def redo(self) -> str:
        """Make the last step taken back again and return its name. Raises as `undo`."""
        self._refuse_read_only()
        step = self._keeper.history.to_redo()
        self._refresh(self._keeper.commit(step.operations, step="redo"))
        return step.name

    @property
    def undo_name(self) -> str:
        """Return the name of the step that can be taken back, "" for none."""
        return "" if self.read_only else self._keeper.history.undo_name

    @property
    def redo_name(self) -> str:
        """Return the name of the step that can be made again, "" for none."""
        return "" if self.read_only else self._keeper.history.redo_name

    def clear_history(self) -> None:
        """Forget all steps, on the disk too. Raises FileError, ChangedOutsideError."""
        self._refuse_read_only()
        self._keeper.fold()
        self._keeper.clear_history()

    def _refresh(self, record: Record) -> frozenset[str]:
        self.touched = self._contents.refresh(record.operations)
        return self.touched

    def _refuse_read_only(self) -> None:
        if self.read_only:
            raise ReadOnlyError(self.notice)

    # Keeping

    @property
    def pending(self) -> int:
        """Return how many steps stand in the journal and not yet in the file itself."""
        return self._keeper.pending

    @property
    def journal_bytes(self) -> int:
        """Return the length of the journal."""
        return self._keeper.journal_bytes

    def fold(self) -> bool:
        """Write the steps of the journal into the file; may run in another thread. Tell whether there were any.

        Raises ChangedOutsideError, FileError.
        """
        return not self.read_only and self._keeper.fold()

    def changed_outside(self) -> bool:
        """Tell whether another program has changed the file under us."""
        return self._keeper.changed_outside()

    def follow(self) -> frozenset[str] | None:
        """Take over what the writer of a story that is shown read-only has done; return the ids of the events touched.

        None where all may be different. Raises FileError, FormatError.
        """
        records = self._keeper.follow()
        if records is None:
            self._reload()
            return None
        return frozenset().union(*(self._refresh(record) for record in records))

    def take_theirs(self, *, set_aside: bool = False) -> Path | None:
        """Show what another program wrote; steps not folded yet go to a file whose name is returned.

        With `set_aside` ours goes there in any case. Raises FileError, FormatError (theirs is no story: ours stays).
        """
        return self._reload_with_ours_at(_free_name(self.path, "set aside"), always=set_aside)

    def keep_both(self) -> Path:
        """Write our state to a new file beside and show what another program wrote. Raises as `take_theirs`."""
        ours = _free_name(self.path, "my edits")
        self._reload_with_ours_at(ours, always=True)
        return ours

    def keep_ours(self) -> None:
        """Write our state over what another program wrote, which is set aside first. Raises FileError."""
        self._refuse_read_only()
        self._keeper.fold(over_others=True)

    def save_copy(self, target: Path, *, overwrite: bool = False) -> None:
        """Write all that is shown to another file. Raises FileError where it is there (unless `overwrite`)."""
        save_state(self.state(), self.path, target, overwrite=overwrite, disk=self._disk)

    def close(self) -> None:
        """Fold and let go of the file. Raises ChangedOutsideError, FileError: all acknowledged steps are kept then."""
        if self._lock is None and self.notice == _CLOSED:
            return
        try:
            self._keeper.close()
        finally:
            self._release()
            self.notice = _CLOSED

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _reload_with_ours_at(self, path: Path, *, always: bool = False) -> Path | None:
        written = always or self.pending > 0
        if written:
            self._keeper.write_copy(path)
        self._reload()
        return path if written else None

    def _reload(self) -> None:
        with _collector_off():
            # What is no story is refused before ours is let go.
            fresh = Keeper(self.path, writes=False, disk=self._disk)
            contents = Contents(fresh.tables, named(self.path))
            if self.read_only:
                self._keeper, self._contents = fresh, contents
                return
            self._keeper.restart()
            self._contents = Contents(self._keeper.tables, named(self.path))
            self._refuse_newer_format()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None


_CLOSED = "This story is closed."


def _writable(name: str) -> str:
    # A title may hold half a character ("\ud83d"): JSON has a form for it, UTF-8 has none.
    return name.encode("utf-8", "replace").decode()


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


def _is_writable(path: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    with suppress(OSError, ValueError, RuntimeError):
        place = path.resolve()
        # A file that is not there is refused later, and more clearly.
        return not place.exists() or all(
            os.access(one, os.W_OK, effective_ids=effective) for one in (place, place.parent)
        )
    return True


def _free_name(path: Path, words: str) -> Path:
    stem = path.name.removesuffix(SUFFIX)
    for number in range(1, 1000):
        again = f" {number}" if number > 1 else ""
        name = path.with_name(f"{stem} ({words} {date.today().isoformat()}{again}){SUFFIX}")
        if not name.exists():
            return name
    raise FileError(f"{named(path)}: too many copies stand beside it; move some away.")


def _recovered(keeper: Keeper) -> str:
    if keeper.foreign:
        number = len(keeper.foreign)
        made, they = ("an edit", "it is") if number == 1 else (f"{number:,} edits", "they are")
        return f"Another program has replaced this file after {made} of yours; {they} not in it but kept beside it."
    if keeper.damage:
        return f"The journal of this story was damaged; {keeper.pending} of its edits could be read and are in."
    if keeper.pending:
        edits = "One edit" if keeper.pending == 1 else f"{keeper.pending:,} edits"
        return f"{edits} from a session that did not end well {'is' if keeper.pending == 1 else 'are'} in again."
    return ""
