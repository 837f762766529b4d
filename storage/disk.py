"""Files that are there whole or not at all: written beside their place, waited for, then moved into it."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

TEMPORARY_PREFIX = ".timeline-"


def replace_whole(path: Path, content: Iterable[bytes]) -> None:
    """Put the content in the place of a file; a file that was there keeps its permissions.

    Raises OSError; the old file is untouched then.
    """
    old = path.stat() if path.exists() else None
    temporary = _write_beside(path, content, old)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def create_whole(path: Path, content: Iterable[bytes]) -> None:
    """Write a file that is not there yet. Raises FileExistsError where one is, OSError."""
    temporary = _write_beside(path, content, None)
    try:
        # A link, unlike a rename, does not replace a file that came up meanwhile.
        os.link(temporary, path)
    except OSError as error:
        if isinstance(error, FileExistsError) or path.exists():
            raise FileExistsError from None
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has a folder's names."""
    # Some systems cannot sync a folder; the rename itself has been done by then.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: Exception) -> str:
    """Return why the system refused, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "this name cannot be a file's"


def _write_beside(path: Path, content: Iterable[bytes], old: os.stat_result | None) -> Path:
    handle, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
            file.flush()
            if old is not None and hasattr(os, "fchown"):
                with contextlib.suppress(OSError):
                    os.fchown(handle, old.st_uid, old.st_gid)
            # mkstemp makes files that only their owner can read; a new file is as readable as any other.
            temporary.chmod(stat.S_IMODE(old.st_mode) if old is not None else 0o666 & ~_umask())
            os.fsync(handle)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
