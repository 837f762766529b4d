"""A TinyDB storage that reads strictly and replaces the file whole: after a crash the old or the new one is there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tinydb.storages import Storage

from storage import strict_json
from storage.disk import create_whole, reason, replace_whole
from storage.errors import FileError
from storage.quoting import named
from storage.tables import Tables, checked_tables

MAX_BYTES = 4 * 1024**3

_Fingerprint = tuple[int, int, int, int]


class AtomicStorage(Storage):
    """The tables of one JSON file, read once and written whole."""

    def __init__(self, path: Path) -> None:
        self._shown = named(path)
        try:
            # A rename would replace the link and leave the file that it names as it was.
            self.path = path.resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise FileError(f"{self._shown} cannot be read: {reason(error)}.") from None
        self._fingerprint: _Fingerprint | None = None

    def read(self) -> Tables:
        """Return the tables of the file. Raises FileError, FormatError."""
        try:
            return checked_tables(strict_json.loads(self._bytes(), self._shown), self._shown)
        except MemoryError:
            raise FileError(f"{self._shown} is too large for the memory of this computer.") from None

    def write(self, data: Tables) -> None:
        """Put the tables in the place of the file's; the file is as before where that fails.

        Raises FileError where the disk refuses or another program has changed the file since it was read.
        """
        content = strict_json.dumps(data).encode("ascii")
        try:
            self._refuse_changed()
            replace_whole(self.path, (content,))
            self._fingerprint = _fingerprint(self.path.stat())
        except OSError as error:
            raise FileError(f"{self._shown} cannot be saved: {reason(error)}. Nothing was changed.") from None

    def create(self, data: Tables) -> None:
        """Write a file that is not there yet. Raises FileError where one is."""
        content = strict_json.dumps(data).encode("ascii")
        try:
            create_whole(self.path, (content,))
            self._fingerprint = _fingerprint(self.path.stat())
        except FileExistsError:
            raise FileError(f"{self._shown} is there already; choose another name.") from None
        except OSError as error:
            why = reason(error) if self.path.parent.is_dir() else "its folder is not there"
            raise FileError(f"{self._shown} cannot be created: {why}.") from None

    def is_writable(self) -> bool:
        """Tell whether the file may be replaced: it and its folder let us write."""
        effective = os.access in os.supports_effective_ids
        return all(os.access(path, os.W_OK, effective_ids=effective) for path in (self.path, self.path.parent))

    def _bytes(self) -> bytes:
        try:
            found = self.path.stat()
            # Opening a pipe would wait for ever.
            if not stat.S_ISREG(found.st_mode):
                kind = "a folder" if stat.S_ISDIR(found.st_mode) else "no plain file"
                raise FileError(f"{self._shown} is {kind}; choose a story file (NAME.timeline.json).")
            if found.st_size > MAX_BYTES:
                size_gib = found.st_size / 1024**3
                raise FileError(f"{self._shown} has {size_gib:.1f} GiB; a story file has 4 GiB at most.")
            with self.path.open("rb") as file:
                self._fingerprint = _fingerprint(os.fstat(file.fileno()))
                return file.read(MAX_BYTES)
        except (OSError, ValueError) as error:
            raise FileError(f"{self._shown} cannot be read: {reason(error)}.") from None

    def _refuse_changed(self) -> None:
        if self._fingerprint is not None and _fingerprint(self.path.stat()) != self._fingerprint:
            raise FileError(
                f"{self._shown} was changed by another program since it was opened; "
                "nothing was saved. Open it again to see it as it is now."
            )


def _fingerprint(found: os.stat_result) -> _Fingerprint:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
