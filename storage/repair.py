"""Bring a damaged story back: what there is to choose from, and a choice written as a new file or into its place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from storage import snapshot
from storage.backups import Backup, list_backups, read_backup, unpacked, when_words
from storage.counts import Counts
from storage.disk import DISK, Disk
from storage.errors import FileError, TimelineError
from storage.model import Problem
from storage.plain_text import visible
from storage.quoting import named
from storage.replacing import replace_story, write_new
from storage.rescue import FromBackup, Rescued, add_journal, complete, fill, rescue_file

_SUFFIX = ".timeline.json"


class Origin(StrEnum):
    """What a candidate is made of."""

    FILE = "file"
    JOURNAL = "file and journal"
    FILLED = "file and backup"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A state that a story can be brought back to; `when` is its time, None where nobody knows."""

    origin: Origin
    counts: Counts
    when: datetime | None
    sentence: str
    rescued: Rescued | None = None
    backup: Backup | None = None

    def chunks(self) -> Iterable[bytes]:
        """Return the bytes of the story. Raises FileError, FormatError."""
        if self.rescued is not None:
            return snapshot.encode(self.rescued.state)
        assert self.backup is not None
        return (unpacked(self.backup),)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repaired file holds, and where it comes from: `lost` could not be read, `from_backup` may be older."""

    counts: Counts
    lost: tuple[Problem, ...]
    journal_edits: int
    foreign_edits: int
    from_backup: tuple[FromBackup, ...]
    backup: Backup | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Return what it was made of: "file", "journal", "backup"."""
        used = (("file", True), ("journal", self.journal_edits), ("backup", self.from_backup))
        return tuple(name for name, number in used if number)


def repair(path: Path, out: Path, *, disk: Disk = DISK, root: Path | None = None) -> Repaired:
    """Write everything that can be had of a story to a new file, and return what that is.

    The damaged files are only read. `root` is the folder of the backups, where it is not the user's. Raises FileError:
    the story cannot be read, nothing of one is in it, or the new file is there already or cannot be written.
    """
    found = rescue_file(path, disk)
    add_journal(found, path, disk)
    backup: Backup | None = None
    if found.is_damaged or found.is_empty:
        backup = _fill_from_newest(found, list_backups(path, found.story_id, root=root))
    if found.is_empty:
        raise FileError(f"{named(path)}: nothing of a story can be found in it, and there is no backup of it.")
    complete(found, path.name.removesuffix(_SUFFIX))
    write_new(out, snapshot.encode(found.state), disk)
    rows = tuple(found.from_backup)
    return Repaired(found.counts, tuple(found.lost), found.journal_edits, found.foreign, rows, backup)


def lines_of(done: Repaired, out: Path) -> list[str]:
    """Return what to tell about a repair, line by line: what there is, where it comes from, what is lost."""
    lines = [f"{out}: {done.counts}, made of {' and '.join(done.sources)}."]
    if done.journal_edits:
        lines.append(f"{_number(done.journal_edits, 'edit')} of the journal that the file lacks: in the new file.")
    if done.foreign_edits:
        lines.append(f"{_number(done.foreign_edits, 'edit')} of the journal belong to another state: left out.")
    for row in done.from_backup:
        assert done.backup is not None
        why = "damaged in the file" if row.replaced else "not in the file: lost, or removed since"
        lines.append(
            f"{row.table} row {row.row}: “{row.title}” is from the backup of {when_words(done.backup.when)} ({why})."
        )
    return [visible(line, keep="") for line in (*lines, *map(str, done.lost))]


def newest_good(path: Path, *, disk: Disk = DISK, root: Path | None = None) -> tuple[Candidate, ...]:
    """Return what a story that does not open can be brought back to, the best first; nothing raises."""
    found = _rescued(path, disk)
    story_id = found[0][1].story_id if found else ""
    backups = list_backups(path, story_id, root=root)
    filled = found[-1][1].copy() if found else None
    newest = _fill_from_newest(filled, backups) if filled is not None else None
    if filled is not None and filled.from_backup:
        found.append((Origin.FILLED, filled))
    modified = _modified(path, disk)
    best: list[Candidate] = []
    for origin, one in reversed(found):
        if not one.is_empty:
            complete(one, path.name.removesuffix(_SUFFIX))
            best.append(Candidate(origin, one.counts, modified, _sentence(origin, one, newest), rescued=one))
    whole = [_whole(backup) for backup in backups if _is_readable(backup)]
    if best and whole and whole[0].counts > best[0].counts:
        best.insert(0, whole.pop(0))
    return (*best, *whole)


def _rescued(path: Path, disk: Disk) -> list[tuple[Origin, Rescued]]:
    """Return what can be read of the file, and of file and journal where that has more."""
    found: list[tuple[Origin, Rescued]] = []
    with contextlib.suppress(FileError):
        found.append((Origin.FILE, rescue_file(path, disk)))
        with_journal = found[0][1].copy()
        add_journal(with_journal, path, disk)
        if with_journal.journal_edits:
            found.append((Origin.JOURNAL, with_journal))
    return found


def bring_back(candidate: Candidate, path: Path, *, disk: Disk = DISK) -> Path | None:
    """Put a candidate in the story's place; return where the damaged file is now, None where there was none.

    Raises LockedError, FileError, FormatError.
    """
    return replace_story(path, candidate.chunks(), "damaged", disk)


def write_candidate(candidate: Candidate, out: Path, *, disk: Disk = DISK) -> None:
    """Write a candidate to a new file. Raises FileError, FormatError."""
    write_new(out, candidate.chunks(), disk)


def _fill_from_newest(found: Rescued, backups: Sequence[Backup]) -> Backup | None:
    """Fill from the newest backup that can be read, and return it."""
    for backup in backups:
        try:
            state = read_backup(backup)
        except TimelineError:
            continue
        fill(found, state)
        return backup
    return None


def _sentence(origin: Origin, found: Rescued, backup: Backup | None) -> str:
    journal = f" and {_number(found.journal_edits, 'edit')} of its journal" if found.journal_edits else ""
    begin = f"What can be read of the file{journal}"
    if origin is Origin.FILLED:
        assert backup is not None
        rows = _number(len(found.from_backup), "row")
        return f"{begin}, with {rows} from the backup of {when_words(backup.when)}; some may have been removed since."
    lost = _number(len(found.lost), "place") + " cannot be read" if found.lost else "everything can be read"
    return f"{begin}; {lost}."


def _whole(backup: Backup) -> Candidate:
    sentence = f"The whole story as it was in the backup of {when_words(backup.when)}."
    return Candidate(Origin.BACKUP, backup.counts, backup.when, sentence, backup=backup)


def _is_readable(backup: Backup) -> bool:
    try:
        read_backup(backup)
    except TimelineError:
        return False
    return True


def _modified(path: Path, disk: Disk) -> datetime | None:
    try:
        return datetime.fromtimestamp(disk.stat(path).st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _number(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
