"""One story file kept safe: a snapshot that is replaced whole, and a journal of what was acknowledged since.

A change is one line appended to the journal and waited for; then it is made in memory; then it is acknowledged. A fold
writes the whole state as a new snapshot beside the old one, notes the new one's fingerprint in the journal, moves it
into place and starts the journal anew. A journal is only ever replayed onto the snapshot that it names.

The method is that of write-ahead logs (SQLite, LevelDB); the states a crash can leave are listed at `_replay`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Lock, RLock

from msgspec import structs

from storage import snapshot
from storage.disk import DISK, Disk, mode_like, reason
from storage.errors import ChangedOutsideError, FileError
from storage.history import SUFFIX as HISTORY_SUFFIX
from storage.history import History
from storage.pieces import PIECE_BYTES, READING, Pieces, Progress, part_of, told, unhurried
from storage.place import refuse_odd_files, resolved
from storage.quoting import named
from storage.records import Damage, Operation, Record, Scan, line_of, scan
from storage.snapshot import RawTables, Snapshot

JOURNAL_SUFFIX = ".journal"
_Signature = tuple[int, int, int, int]
_MOST_LOOKS = 5


def journal_of(path: Path) -> Path:
    """Return where the journal of a story file is."""
    return path.with_name(path.name + JOURNAL_SUFFIX)


class Keeper:
    """The open file. It takes no lock: whoever makes a Keeper that writes must be the only one.

    `tables` holds the state in memory, `history` the steps to take back; `damage` and `foreign` are what opening found
    in the journal: bytes that are no records, and records that belong to another snapshot. A fold may run in another
    thread; everything else belongs to one. `progress` is told how much is read; what it raises goes through.
    """

    def __init__(self, path: Path, *, writes: bool = True, disk: Disk = DISK, progress: Progress = unhurried) -> None:
        self.path = resolved(path)
        self._disk = disk
        self._writes = writes
        self._shown = named(path)
        self._journal = journal_of(self.path)
        self._history_file = self.path.with_name(self.path.name + HISTORY_SUFFIX)
        self._handle: int | None = None
        self._guard = RLock()
        self._folding = Lock()
        self._signature: _Signature | None
        self._followed: _Signature | None = None
        self._read(progress)
        if writes:
            for path in (self.path, self._journal, self._history_file):
                disk.clear_leftovers(path)

    # Opening

    def _read(self, progress: Progress = unhurried) -> None:
        for _ in range(_MOST_LOOKS):
            pieces, signature = self._read_snapshot(progress)
            found = self._read_journal()
            # A writer may have folded between the two looks.
            if signature == self._signature_now():
                break
        rest = part_of(progress, READING, 1.0)
        self._snapshot, self._signature = snapshot.decode_pieces(pieces, self._shown, rest), signature
        self.fingerprint = pieces.fingerprint
        self._fingerprints = {self.fingerprint}
        self.damage: tuple[Damage, ...] = tuple(damage for damage in found.damage if not damage.torn)
        self.journal_bytes = found.end
        self._replay(found.records)

    def _read_snapshot(self, progress: Progress) -> tuple[Pieces, _Signature]:
        try:
            found = self._disk.stat(self.path)
            refuse_odd_files(found, self._shown)
            blocks = self._disk.blocks(self.path, PIECE_BYTES)
            return Pieces(told(blocks, found.st_size, progress)), _signature(found)
        except (OSError, ValueError) as error:
            raise FileError(f"{self._shown} cannot be read: {reason(error)}.") from None
        except MemoryError:
            raise FileError(f"{self._shown} is too large for the memory of this computer.") from None

    def _read_journal(self) -> Scan:
        try:
            return scan(self._disk.read(self._journal))
        except FileNotFoundError:
            return Scan()
        except OSError as error:
            raise FileError(f"{named(self._journal)} cannot be read: {reason(error)}.") from None

    def _replay(self, records: Sequence[Record]) -> None:
        """Make the journal's records again, as far as they belong to the snapshot that was found.

        1. They name this snapshot: all of them are newer than it.
        2. A fold noted this snapshot's fingerprint and the crash came before the journal was begun anew: what stands
           up to the fold's number is in the snapshot, what follows it is not.
        3. Neither: another program has put another file in the snapshot's place.

        Of two records of one number the first was refused and could not be cut off.
        """
        fold = next((record for record in reversed(records) if record.fold == self.fingerprint), None)
        base = fold.base if fold else self.fingerprint
        changes = [record for record in records if not record.fold]
        ours = {record.number: record for record in changes if record.base == base}
        known = fold.number if fold else 0
        newer = [ours[number] for number in sorted(ours) if number > known]
        self.foreign: tuple[Record, ...] = tuple(record for record in changes if record.base != base)
        self._since = _rebased(newer, self.fingerprint)
        self._needs_new_journal = fold is not None
        for record in self._since:
            snapshot.apply(self._snapshot.tables, record.operations)
        self.history = self._read_history(base, fold, [ours[number] for number in sorted(ours)])
        if self.damage:
            # A step that was lost would be missing between the others.
            self.history.clear()

    def _read_history(self, base: str, fold: Record | None, records: Sequence[Record]) -> History:
        try:
            history, belongs_to, written_by = History.read(self._disk.read(self._history_file))
        except OSError:
            history, belongs_to, written_by = History(), "", ""
        # Steps that cancel one another fold into the content that was there: only the fold's name tells them apart.
        if belongs_to == self.fingerprint and (fold is None or written_by == fold.name):
            records = self._since
        elif belongs_to != base:
            history = History()
        for record in records:
            history.take(record)
        return history

    # What is in it

    @property
    def tables(self) -> RawTables:
        """Return the state: tables of raw rows. Only `commit` changes it."""
        return self._snapshot.tables

    @property
    def pending(self) -> int:
        """Return how many acknowledged changes the snapshot lacks."""
        return len(self._since)

    def _like(self) -> os.stat_result | None:
        try:
            return self._disk.stat(self.path)
        except FileNotFoundError:
            return None

    def _signature_now(self, path: Path | None = None) -> _Signature | None:
        try:
            return _signature(self._disk.stat(path or self.path))
        except OSError:
            return None

    def state(self) -> Snapshot:
        """Return a copy of the state that later changes leave alone; the rows themselves are shared."""
        with self._guard:
            return Snapshot({name: dict(rows) for name, rows in self.tables.items()}, dict(self._snapshot.others))

    # Changing

    def commit(
        self, operations: Iterable[Operation], *, step: str = "", name: str = "", undo: Iterable[Operation] = ()
    ) -> Record:
        """Make a change: on the disk first, then in memory. When this returns, no crash can lose it.

        Raises FileError where the disk refuses: nothing is changed then.
        """
        with self._guard:
            record = Record(self.fingerprint, len(self._since) + 1, tuple(operations), step, name, tuple(undo))
            try:
                self._append(line_of(record))
            except OSError as error:
                raise FileError(f"{self._shown} cannot be saved: {reason(error)}. Nothing was changed.") from None
            self._take(record)
            return record

    def _take(self, record: Record) -> None:
        snapshot.apply(self.tables, record.operations)
        self._since.append(record)
        self.history.take(record)

    def _append(self, line: bytes) -> None:
        try:
            if self._handle is None:
                self._open_journal()
            assert self._handle is not None
            self._disk.write(self._handle, line)
            self._disk.sync(self._handle)
        except OSError:
            self._take_back()
            raise
        self.journal_bytes += len(line)

    def _open_journal(self) -> None:
        if self._needs_new_journal or self.damage or self.foreign:
            self._begin_journal()
        handle = self._disk.open_append(self._journal, mode_like(self._like()))
        try:
            # What a crash left half written at the end.
            self._disk.truncate(handle, self.journal_bytes)
            self._disk.sync_folder(self._journal.parent)
        except OSError:
            self._disk.close(handle)
            raise
        self._handle = handle

    def _take_back(self) -> None:
        """Cut off what was written of a change that was refused; should that fail too, the next change tries again."""
        if self._handle is not None:
            handle, self._handle = self._handle, None
            with contextlib.suppress(OSError):
                self._disk.truncate(handle, self.journal_bytes)
                self._disk.sync(handle)
            with contextlib.suppress(OSError):
                self._disk.close(handle)

    # Folding

    def fold(self, *, over_others: bool = False) -> bool:
        """Write the state as a new snapshot; changes go on meanwhile. Tell whether there was anything to write.

        With `over_others` the file is written even where another program has changed it; that one's is set aside.
        Raises ChangedOutsideError, FileError; what was acknowledged stays in the journal then.
        """
        with self._folding:
            with self._guard:
                if not self._since and not over_others:
                    return False
                state, history, folded = self.state(), self.history.copy(), len(self._since)
            content = snapshot.Counted(snapshot.encode(state))
            try:
                temporary = self._disk.write_beside(self.path, content, self._like())
                try:
                    with self._guard:
                        fold = Record(self.fingerprint, folded, name=os.urandom(4).hex(), fold=content.fingerprint)
                        self._put_in_place(temporary, fold, over_others)
                        self._write_history(history, fold.name)
                        self._begin_journal()
                finally:
                    with contextlib.suppress(OSError):
                        self._disk.remove(temporary)
            except OSError as error:
                raise FileError(f"{self._shown} cannot be saved: {reason(error)}. Your edits are kept.") from None
            return True

    def _put_in_place(self, temporary: Path, fold: Record, over_others: bool) -> None:
        if not over_others:
            self._refuse_theirs()
        elif self.changed_outside():
            with contextlib.suppress(FileNotFoundError):
                self._disk.set_aside(self.path, "theirs")
        self._append(line_of(fold))
        if not over_others:
            # Once more: waiting for the disk has taken a while.
            self._refuse_theirs()
        # From here on either content may be found there and is ours.
        self._fingerprints.add(fold.fold)
        signature = self._signature_now(temporary)
        self._disk.rename(temporary, self.path)
        self._disk.sync_folder(self.path.parent)
        self.fingerprint = fold.fold
        self._fingerprints = {fold.fold}
        self._signature = signature
        self._since = _rebased(self._since[fold.number :], fold.fold)
        self._needs_new_journal = True

    def _refuse_theirs(self) -> None:
        if self.changed_outside():
            raise ChangedOutsideError(f"{self._shown} was changed by another program; nothing was written over it.")

    def _write_history(self, history: History, fold: str) -> None:
        lines = history.lines(self.fingerprint, fold)
        # Worth having, but not worth refusing a save for.
        with contextlib.suppress(OSError):
            if lines:
                self._disk.replace_whole(self._history_file, lines, self._like())
            else:
                self._disk.remove(self._history_file)

    def _begin_journal(self) -> None:
        """Put a journal of only what the snapshot lacks in the old one's place, or none where it lacks nothing."""
        self._let_go_of_journal()
        if self.damage or self.foreign:
            with contextlib.suppress(FileNotFoundError):
                self._disk.set_aside(self._journal, "damaged" if self.damage else "foreign")
            self.damage, self.foreign = (), ()
        lines = [line_of(record) for record in self._since]
        if lines:
            self._disk.replace_whole(self._journal, lines, self._like())
        else:
            self._disk.remove(self._journal)
            self._disk.sync_folder(self._journal.parent)
        self.journal_bytes = sum(map(len, lines))
        self._needs_new_journal = False

    def _let_go_of_journal(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._disk.close(handle)

    # Others

    def changed_outside(self) -> bool:
        """Tell whether another program has put other content into the file since it was read or written by us."""
        found = self._signature_now()
        if found == self._signature:
            return False
        try:
            if snapshot.fingerprint_of(self._disk.blocks(self.path, PIECE_BYTES)) not in self._fingerprints:
                return True
        except OSError:
            return True
        self._signature = found
        return False

    def follow(self, taking: Callable[[Record], object] | None = None) -> tuple[Record, ...] | None:
        """Return the changes that the writer has made since the last look, made here too; `taking` sees each before.

        None where the snapshot is another one: then open it anew. Raises FileError.
        """
        if self.changed_outside():
            return None
        known, found = len(self._since), self._signature_now(self._journal)
        if found == self._followed:
            return ()
        self._followed = found
        new = {one.number: one for one in self._read_journal().records if one.base == self.fingerprint and not one.fold}
        for number in sorted(number for number in new if number > known):
            if taking is not None:
                taking(new[number])
            self._take(new[number])
        return tuple(self._since[known:])

    def restart(self) -> None:
        """Read the file anew; what was not folded is forgotten, so `write_copy` first. Raises as opening does."""
        with self._folding, self._guard:
            self._read()
            if self._writes:
                self.damage = self.foreign = ()
                try:
                    self._begin_journal()
                except OSError as error:
                    raise FileError(f"{named(self._journal)} cannot be removed: {reason(error)}.") from None

    def write_copy(self, path: Path) -> None:
        """Write the state to a new file. Raises FileError."""
        try:
            self._disk.create_whole(path, snapshot.encode(self.state()))
        except FileExistsError:
            raise FileError(f"{named(path)} is there already; choose another name.") from None
        except OSError as error:
            raise FileError(f"{named(path)} cannot be written: {reason(error)}.") from None

    def clear_history(self) -> None:
        """Forget the steps that could be taken back, on the disk too. Raises FileError."""
        self.history.clear()
        try:
            self._disk.remove(self._history_file)
        except OSError as error:
            raise FileError(f"{named(self._history_file)} cannot be removed: {reason(error)}.") from None

    def close(self, *, fold: bool = True) -> None:
        """Fold, so that any program can read the file, and let go of it.

        Raises ChangedOutsideError, FileError where the fold fails; the file is let go of all the same, and the journal
        has what was acknowledged.
        """
        try:
            if fold and self._writes and not self.fold():
                self._remove_spent_journal()
        finally:
            with self._guard, contextlib.suppress(OSError):
                self._let_go_of_journal()

    def _remove_spent_journal(self) -> None:
        """Take away what a refused change or a fold that was cut short has left, where nobody needs it."""
        if self._journal.exists() and not (self.damage or self.foreign):
            with contextlib.suppress(OSError):
                self._begin_journal()


def _rebased(records: Sequence[Record], base: str) -> list[Record]:
    return [structs.replace(record, base=base, number=number) for number, record in enumerate(records, 1)]


def _signature(found: os.stat_result) -> _Signature:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
