"""Put another content in a story file's place; what was there is set aside first, with its journal and history."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path

from storage.disk import Disk, reason
from storage.errors import FileError
from storage.history import SUFFIX as HISTORY_SUFFIX
from storage.keeper import JOURNAL_SUFFIX
from storage.lock import Lock
from storage.quoting import named


def replace_story(path: Path, chunks: Iterable[bytes], word: str, disk: Disk) -> Path | None:
    """Write a story's content; return where the old file is now (`NAME.WORD-TIME`), None where there was none.

    The old journal and history go with the old file, so that it opens as it was. Raises LockedError where anybody, this
    process too, has the story; FileError.
    """
    try:
        place = path.resolve()
        with Lock(place):
            return _replace(place, chunks, word, disk)
    except (OSError, ValueError, RuntimeError) as error:
        raise _refusal(path, error) from None


def write_new(path: Path, chunks: Iterable[bytes], disk: Disk) -> None:
    """Write a story to a file that is not there yet. Raises FileError."""
    try:
        disk.create_whole(path.resolve(), chunks)
    except FileExistsError:
        raise FileError(f"{named(path)} is there already; choose another name.") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise _refusal(path, error) from None


def _refusal(path: Path, error: Exception) -> FileError:
    why = reason(error) if path.parent.is_dir() else "its folder is not there"
    return FileError(f"{named(path)} cannot be written: {why}.")


def _replace(path: Path, chunks: Iterable[bytes], word: str, disk: Disk) -> Path | None:
    aside: Path | None = None
    with contextlib.suppress(FileNotFoundError):
        aside = disk.set_aside(path, word)
    # The journal goes after the file: should we be stopped in between, it names a file that is no longer there, and
    # whoever opens the story keeps it. The other way round it would be missing from a file that needs it.
    disk.replace_whole(path, chunks)
    for suffix in (JOURNAL_SUFFIX, HISTORY_SUFFIX):
        old = path.with_name(path.name + suffix)
        if aside is not None:
            with contextlib.suppress(FileNotFoundError):
                disk.rename(old, aside.with_name(aside.name + suffix))
        else:
            with contextlib.suppress(FileNotFoundError):
                disk.set_aside(old, word)
                disk.remove(old)
    disk.sync_folder(path.parent)
    return aside
