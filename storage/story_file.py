"""The story file: opened, read and changed in durable, named steps. Nobody else reads or writes a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Self
from uuid import uuid4

from storage import codec, snapshot
from storage.changes import Change
from storage.contents import Contents, Touched
from storage.dates import is_zone
from storage.dates.quoting import quoted
from storage.disk import DISK, Disk, reason
from storage.drafting import Prepared, draft, step_name
from storage.errors import EditError, FileError, LockedError, ReadOnlyError
from storage.keeper import Keeper
from storage.large_reading import LargeReading
from storage.lock import Holder, Lock
from storage.model import Event, Problem, Source, Story
from storage.opening import collector_off, free_name, is_writable, recovered, writable
from storage.pieces import Progress, unhurried
from storage.quoting import named
from storage.records import Operation, Record, raw
from storage.story_copy import save_state


def new_id() -> str:
    """Return an id for a new event, source or statement."""
    return str(uuid4())


def open_story(path: Path, *, disk: Disk = DISK, read_only: bool = False, progress: Progress = unhurried) -> StoryFile:
    """Open a story to write, or to read where somebody else writes it, nobody may, or its format is newer.

    May run in another thread than the one that the story belongs to afterwards. `progress` is told every few
    milliseconds how much is done, 0 to 1; what it raises ends the opening, and nothing is left behind.
    Raises FileError, FormatError.
    """
    with collector_off():
        return StoryFile(path, disk, read_only=read_only, progress=progress)


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


class StoryFile(LargeReading):
    """An open story: frozen values to read, and named steps to change them, each on the disk when it returns.

    `notice` says why a story is `read_only`; `holder` is who writes it, where that is the reason; `recovered` says in a
    sentence what a crash or another program had left, "" for nothing; `touched` holds the ids of the events that the
    last step touched, `touched_rows` all the rows that may show another event since. A story belongs to one thread;
    what may run in another says so.
    """

    def __init__(
        self, path: Path, disk: Disk = DISK, *, read_only: bool = False, progress: Progress = unhurried
    ) -> None:
        self.path = path
        self._disk = disk
        self.holder: Holder | None = None
        self.notice = "This story was opened to read." if read_only else ""
        self._touched = Touched()
        self._steps = 0
        self._lock: Lock | None = None if read_only else self._take_lock()
        try:
            self._keeper = Keeper(path, writes=self._lock is not None, disk=disk, progress=progress)
            self._contents = Contents(self._keeper.tables, named(path))
            self._refuse_newer_format()
            self.recovered = recovered(self._keeper) if self._lock is not None else ""
        except BaseException:
            self._release()
            raise

    def _take_lock(self) -> Lock | None:
        if not is_writable(self.path):
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
        """Return an event by its id, or None. Reads all ids first, unless `warm` has."""
        return self._contents.events.find(event_id)

    def source(self, source_id: str) -> Source | None:
        """Return a source by its id, or None."""
        return self._contents.sources.find(source_id)

    def row_of(self, value: Story | Event | Source) -> str:
        """Return the id of the file's row that a value of this story stands in. Raises KeyError."""
        if isinstance(value, Story):
            return str(self._contents.about_row)
        rows = self._contents.events if isinstance(value, Event) else self._contents.sources
        row = rows.row_of(value.id)
        if row is None:
            raise KeyError(value.id)
        return str(row)

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
        return self.apply_prepared(self.prepare(changes), name or step_name(self._contents, changes))

    def prepare(self, changes: Iterable[Change]) -> Prepared:
        """Work out what changes come to, without making them. May run in another thread, as `briefs`.

        Each is taken as it comes, and not kept. Raises NotFoundError, FormatError.
        """
        steps = self._steps
        made = draft(self._contents, changes)
        operations = made.operations()
        return Prepared(operations, made.undo(), self._contents.ids_before(operations), steps)

    def apply_prepared(self, prepared: Prepared, name: str) -> frozenset[str]:
        """Make what was prepared as one step; return the ids of the events touched. Raises as `apply`.

        EditError where the story was changed meanwhile. Of a large story it may run in another thread, as long as
        nobody edits.
        """
        self._refuse_read_only()
        if prepared.steps != self._steps:
            raise EditError("The story was changed meanwhile, so nothing was done now. Please try again.")
        if not prepared.operations:
            return frozenset()
        return self._commit(prepared.operations, "edit", writable(name), prepared.undo, prepared.before)

    def undo(self) -> str:
        """Take the last step back and return its name. Raises NothingToUndoError, ReadOnlyError, FileError."""
        self._refuse_read_only()
        step = self._keeper.history.to_undo()
        self._commit(step.undo, "undo")
        return step.name

    def redo(self) -> str:
        """Make the last step taken back again and return its name. Raises as `undo`."""
        self._refuse_read_only()
        step = self._keeper.history.to_redo()
        self._commit(step.operations, "redo")
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

    @property
    def undo_size(self) -> int:
        """Return how many rows undoing touches, 0 where there is nothing to undo."""
        return len(self._keeper.history.to_undo().undo) if self.undo_name else 0

    @property
    def redo_size(self) -> int:
        """Return how many rows redoing touches, 0 where there is nothing to redo."""
        return len(self._keeper.history.to_redo().operations) if self.redo_name else 0

    @property
    def touched(self) -> frozenset[str]:
        """Return the ids of the events that the last step touched."""
        return self._touched.ids

    @property
    def touched_rows(self) -> tuple[int, ...]:
        """Return the rows that may show another event, or none, since the last step."""
        return self._touched.rows

    def _commit(
        self,
        operations: Sequence[Operation],
        step: str,
        name: str = "",
        undo: Sequence[Operation] = (),
        before: Mapping[int, str] | None = None,
    ) -> frozenset[str]:
        before = self._contents.ids_before(operations) if before is None else before
        self._steps += 1
        record = self._keeper.commit(operations, step=step, name=name, undo=undo)
        self._touched = self._contents.refresh(record.operations, before)
        return self._touched.ids

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
        before: dict[int, str] = {}

        def note(record: Record) -> None:
            before.update(self._contents.ids_before(record.operations) | before)

        self._steps += 1
        records = self._keeper.follow(note)
        if records is None:
            self._reload()
            return None
        self._touched = self._contents.refresh(chain.from_iterable(one.operations for one in records), before)
        return self._touched.ids

    def take_theirs(self, *, set_aside: bool = False) -> Path | None:
        """Show what another program wrote; steps not folded yet go to a file whose name is returned.

        With `set_aside` ours goes there in any case. Raises FileError, FormatError (theirs is no story: ours stays).
        """
        return self._reload_with_ours_at(free_name(self.path, "set aside"), always=set_aside)

    def keep_both(self) -> Path:
        """Write our state to a new file beside and show what another program wrote. Raises as `take_theirs`."""
        ours = free_name(self.path, "my edits")
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
        self._steps += 1
        with collector_off():
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
