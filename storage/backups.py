"""Backups of a story: one for each day of work, one of what was found when it was first opened, ten in all.

A backup is a gzip file of the whole story, journal and all, in the user's data folder; any program that knows gzip
unpacks it. What it holds stands in the comment of its header, so that listing reads a few hundred bytes of each.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from storage import snapshot
from storage.counts import Counts, count
from storage.dates import display
from storage.disk import DISK, Disk, reason
from storage.errors import FileError, FormatError
from storage.place import MAX_BYTES
from storage.quoting import named
from storage.replacing import replace_story, write_new
from storage.snapshot import Snapshot

KEPT = 10
SUFFIX = ".timeline.json.gz"

_PROGRAM = "Timeline Reader"
_LEVEL = 3
_FLAG_COMMENT = 0x10
_MAGIC = b"\x1f\x8b\x08"
_FIXED_BYTES = 10
_MOST_HEADER_BYTES = 65_536
_LONGEST_WORD = 300
_LEFTOVER_S = 3600
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_CHUNK_BYTES = 1 << 20


class Why(StrEnum):
    """Why a backup was made."""

    DAY = "day"
    """A day's work; a later state of the day takes its place."""
    FOUND = "found"
    """The story as it was when it was opened, where no backup has it: it comes from another program or computer."""
    UPGRADE = "upgrade"
    """The story before it was brought to a newer format."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: `file` is where it is, `path` the story's place, `bytes` the length of the story, unpacked."""

    file: Path
    path: Path
    story_id: str
    title: str
    when: datetime
    why: Why
    counts: Counts
    fingerprint: str
    bytes: int


def backup_root() -> Path:
    """Return the folder with the backups of all stories."""
    return user_data_path(_PROGRAM, appauthor=False) / "backups"


def backup_folder(path: Path, story_id: str, root: Path | None = None) -> Path:
    """Return the folder for the backups of one story at one place."""
    place = path.resolve()
    stem = _NOT_IN_NAMES.sub("-", place.name.partition(".")[0])[:40].strip("-") or "story"
    key = hashlib.sha256(f"{story_id}\n{place}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return (root or backup_root()) / f"{stem}-{key}"


def make_backup(
    path: Path,
    state: Snapshot,
    why: Why = Why.DAY,
    *,
    disk: Disk = DISK,
    root: Path | None = None,
    now: datetime | None = None,
) -> Backup | None:
    """Write a backup of a state (`StoryFile.state()`); may run in any thread, and needs no lock.

    Nothing is written of a story without events and sources, or where a backup has the very same content: that one is
    returned then. Of backups of one day, and of more than ten, the older ones are removed. Raises FileError.
    """
    counts = count(state)
    if not counts.events and not counts.sources:
        return None
    story_id, title = _id_and_title(state)
    folder = backup_folder(path, story_id, root)
    content = snapshot.Counted(snapshot.encode(state))
    length = sum(map(len, content))
    when = (now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    others = list(_backups_in(folder))
    same = next((one for one in others if one.fingerprint == content.fingerprint), None)
    if same is not None and why is not Why.UPGRADE:
        return same
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = _free_name(folder, when, why)
        new = Backup(file, path.resolve(), story_id, title, when, why, counts, content.fingerprint, length)
        disk.create_whole(file, _packed(_comment(new), snapshot.encode(state)))
    except (OSError, ValueError) as error:
        raise FileError(f"No backup of {named(path)} could be made: {reason(error)}.") from None
    # One too many does no harm.
    with contextlib.suppress(OSError):
        for old in _superseded(new, others):
            disk.remove(old.file)
        _clear_leftovers(folder, disk)
    return new


def list_backups(path: Path, story_id: str = "", *, root: Path | None = None) -> tuple[Backup, ...]:
    """Return the backups of a story, the newest first; with its id also those from where it was before it was moved."""
    place = path.resolve()
    found: list[Backup] = []
    for folder in _folders(root or backup_root()):
        first = next(_backups_in(folder), None)
        if first is None:
            continue
        was_moved = bool(story_id) and first.story_id == story_id and not _is_there(first.path)
        if first.path == place or was_moved:
            found.extend(_backups_in(folder))
    return tuple(sorted(found, key=lambda one: (one.when, one.file.name), reverse=True))


def read_backup(backup: Backup) -> Snapshot:
    """Return the state that a backup holds. Raises FileError, FormatError."""
    return snapshot.decode(unpacked(backup), named(backup.file))


def unpacked(backup: Backup) -> bytes:
    """Return a backup's story file, at most as long as the backup says. Raises FileError, FormatError."""
    try:
        packed = backup.file.read_bytes()
    except OSError as error:
        raise FileError(f"{named(backup.file)} cannot be read: {reason(error)}.") from None
    unpacker = zlib.decompressobj(wbits=31)
    try:
        # No more than that is ever unpacked, whatever the file would like to become.
        content = unpacker.decompress(packed, min(backup.bytes, MAX_BYTES) + 1)
    except zlib.error:
        content = b""
    if not unpacker.eof or snapshot.fingerprint(content) != backup.fingerprint:
        raise FormatError(f"The backup {named(backup.file)} is damaged; choose another one.")
    return content


def restore(backup: Backup, path: Path, *, disk: Disk = DISK) -> Path | None:
    """Put a backup in the place of a story; return where the story of now was set aside, None where there was none.

    Raises LockedError where anybody has the story open, FileError, FormatError.
    """
    content = unpacked(backup)
    snapshot.decode(content, named(backup.file))
    return replace_story(path, (content,), "replaced", disk)


def copy_backup(backup: Backup, path: Path, *, disk: Disk = DISK) -> None:
    """Write a backup to a new file. Raises FileError, FormatError."""
    write_new(path, (unpacked(backup),), disk)


def when_words(when: datetime) -> str:
    """Return a time by the clock of this computer: "7 December 2024, 18:30"."""
    here = when.astimezone()
    return f"{display(here.date().isoformat())}, {here:%H:%M}"


# One file


def _id_and_title(state: Snapshot) -> tuple[str, str]:
    about = state.tables.get("about", {})
    try:
        row = json.loads(bytes(about[min(about)]))
    except (ValueError, RecursionError):
        row = {}
    words = [row.get(key) if isinstance(row, dict) else "" for key in ("id", "title")]
    story_id, title = (word[:_LONGEST_WORD] if isinstance(word, str) else "" for word in words)
    return story_id, title


def _comment(backup: Backup) -> bytes:
    fields = {
        "path": str(backup.path),
        "id": backup.story_id,
        "title": backup.title,
        "when": backup.when.isoformat(),
        "why": backup.why.value,
        "events": backup.counts.events,
        "statements": backup.counts.statements,
        "sources": backup.counts.sources,
        "fingerprint": backup.fingerprint,
        "bytes": backup.bytes,
    }
    return json.dumps(fields).encode("ascii")


def _packed(comment: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a gzip file (RFC 1952) with a comment."""
    yield _MAGIC + bytes((_FLAG_COMMENT, 0, 0, 0, 0, 0, 255)) + comment + b"\0"
    packer = zlib.compressobj(_LEVEL, wbits=-15)
    crc = length = 0
    for chunk in chunks:
        crc, length = zlib.crc32(chunk, crc), length + len(chunk)
        yield packer.compress(chunk)
    yield packer.flush() + crc.to_bytes(4, "little") + (length % 2**32).to_bytes(4, "little")


def _read_header(file: Path) -> Backup | None:
    """Return what a backup says of itself; None for a file that is none."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_MOST_HEADER_BYTES)
        if head[:4] != _MAGIC + bytes((_FLAG_COMMENT,)):
            return None
        return _from_comment(file, json.loads(head[_FIXED_BYTES : head.index(0, _FIXED_BYTES)]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


def _from_comment(file: Path, fields: dict[str, Any]) -> Backup:
    story_id, title, fingerprint = (str(fields[key]) for key in ("id", "title", "fingerprint"))
    when = datetime.fromisoformat(fields["when"]).astimezone(UTC)
    counts = Counts(*(int(fields[key]) for key in ("events", "statements", "sources")))
    place, why, length = Path(fields["path"]), Why(fields["why"]), int(fields["bytes"])
    return Backup(file, place, story_id, title, when, why, counts, fingerprint, length)


# A folder of them


def _folders(root: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(folder for folder in root.iterdir() if folder.is_dir())
    return []


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def _backups_in(folder: Path) -> Iterator[Backup]:
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        backup = None if file.name.startswith(".") else _read_header(file)
        if backup is not None:
            yield backup


def _free_name(folder: Path, when: datetime, why: Why) -> Path:
    for number in range(1, 1000):
        again = f"-{number}" if number > 1 else ""
        file = folder / f"{when:%Y%m%d-%H%M%S}-{why.value}{again}{SUFFIX}"
        if not file.exists():
            return file
    raise FileExistsError(17, "too many backups were made in one second")


def _superseded(new: Backup, others: list[Backup]) -> list[Backup]:
    """Return the backups that go now that there is a new one."""
    same_day = [one for one in others if new.why is one.why is Why.DAY and _day(one) == _day(new)]
    rest = sorted((one for one in others if one not in same_day), key=lambda one: one.when, reverse=True)
    return same_day + rest[KEPT - 1 :]


def _day(backup: Backup) -> str:
    return backup.when.astimezone().date().isoformat()


def _clear_leftovers(folder: Path, disk: Disk) -> None:
    """Remove what backups that were interrupted more than an hour ago have left."""
    for leftover in folder.glob(".*.tmp"):
        if time.time() - disk.stat(leftover).st_mtime > _LEFTOVER_S:
            disk.remove(leftover)
