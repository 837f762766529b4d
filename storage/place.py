"""The file that a path names, before anything is read from it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from storage.disk import reason
from storage.errors import FileError
from storage.quoting import named

MAX_BYTES = 4 * 1024**3


def resolved(path: Path) -> Path:
    """Return the file itself where the path leads to it over links. Raises FileError."""
    try:
        # A rename would replace a link and leave the file that it names as it was.
        return path.resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"{named(path)} cannot be read: {reason(error)}.") from None


def refuse_odd_files(found: os.stat_result, shown: str) -> None:
    """Refuse what is no plain file or too large; `shown` is what a refusal calls it. Raises FileError."""
    # Opening a pipe would wait for ever.
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no plain file"
        raise FileError(f"{shown} is {kind}; choose a story file (NAME.timeline.json).")
    if found.st_size > MAX_BYTES:
        raise FileError(f"{shown} has {found.st_size / 1024**3:.1f} GiB; a story file has 4 GiB at most.")
