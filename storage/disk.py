"""Every touch of the disk, in one place: what is written is waited for, and files are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
NEW_FILE_MODE = 0o666


class Disk:
    """The real disk. Its first few methods are all that ever changes it: a test can record, tear or refuse them.

    All raise OSError.
    """

    def create(self, path: Path, mode: int = NEW_FILE_MODE) -> int:
        """Make a file that is not there yet and return its descriptor."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)

    def open_append(self, path: Path, mode: int = NEW_FILE_MODE) -> int:
        """Open a file to write at its end, making it where it is missing; return its descriptor."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, mode)

    def write(self, handle: int, data: bytes) -> None:
        """Write all of the data."""
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]

    def sync(self, handle: int) -> None:
        """Wait until the disk has a file's bytes."""
        os.fsync(handle)

    def truncate(self, handle: int, length: int) -> None:
        """Cut a file to a length in bytes."""
        os.ftruncate(handle, length)

    def close(self, handle: int) -> None:
        """Let go of a descriptor."""
        os.close(handle)

    def rename(self, source: Path, target: Path) -> None:
        """Move a file into another's place at one stroke."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name, which must be free."""
        os.link(source, target)

    def remove(self, path: Path) -> None:
        """Take a name away; a missing one is no error."""
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the disk has a folder's names."""
        # Some systems cannot sync a folder; the rename itself has been done by then.
        with contextlib.suppress(PermissionError, IsADirectoryError, NotImplementedError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                self._sync_names(handle)
            finally:
                os.close(handle)

    def _sync_names(self, handle: int) -> None:
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC_FOLDERS:
                raise

    # Reading, and what is made of the above

    def read(self, path: Path) -> bytes:
        """Return a file's bytes."""
        return path.read_bytes()

    def blocks(self, path: Path, size: int) -> Iterator[bytes]:
        """Yield a file's bytes in blocks of a size; no call takes long."""
        with path.open("rb", buffering=0) as file:
            while block := file.read(size):
                yield block

    def blocks_at(self, path: Path, places: Iterable[int], size: int) -> Iterator[bytes]:
        """Yield the bytes that stand at some places of a file, at most `size` of them each."""
        with path.open("rb", buffering=0) as file:
            for place in places:
                file.seek(place)
                yield file.read(size)

    def stat(self, path: Path) -> os.stat_result:
        """Return what the system knows of a file."""
        return path.stat()

    def write_beside(self, path: Path, chunks: Iterable[bytes], like: os.stat_result | None = None) -> Path:
        """Write a new file beside `path`, wait for it, and return its name; it is readable `like` another file."""
        temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
        # Nobody may look into it who may not look into the other.
        handle = self.create(temporary, mode_like(like))
        try:
            try:
                for chunk in chunks:
                    self.write(handle, chunk)
                _keep_owner(handle, temporary, like)
                self.sync(handle)
            finally:
                self.close(handle)
        except BaseException:
            with contextlib.suppress(OSError):
                self.remove(temporary)
            raise
        return temporary

    def replace_whole(self, path: Path, chunks: Iterable[bytes], like: os.stat_result | None = None) -> None:
        """Put the content in the place of a file and keep its permissions; where there is none, they are as `like`."""
        temporary = self.write_beside(path, chunks, self.stat(path) if path.exists() else like)
        try:
            self.rename(temporary, path)
        except BaseException:
            with contextlib.suppress(OSError):
                self.remove(temporary)
            raise
        self.sync_folder(path.parent)

    def put_in_place(self, temporary: Path, path: Path) -> None:
        """Put a file that another library wrote beside `path` in its place, once the disk has it; keep permissions."""
        handle = os.open(temporary, os.O_RDWR | _BINARY)
        try:
            if path.exists():
                _keep_owner(handle, temporary, self.stat(path))
            self.sync(handle)
        finally:
            self.close(handle)
        self.rename(temporary, path)
        self.sync_folder(path.parent)

    def create_whole(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Write a file that is not there yet. Raises FileExistsError where one is."""
        temporary = self.write_beside(path, chunks)
        try:
            # A link, unlike a rename, does not replace a file that came up meanwhile.
            self.link(temporary, path)
        except OSError as error:
            if isinstance(error, FileExistsError) or path.exists():
                raise FileExistsError from None
            self.rename(temporary, path)
        finally:
            with contextlib.suppress(OSError):
                self.remove(temporary)
        self.sync_folder(path.parent)

    def set_aside(self, path: Path, word: str) -> Path:
        """Give a file the further name `NAME.WORD-TIME`, so that its content outlives what comes in its place."""
        target = _free_name(path, word)
        try:
            self.link(path, target)
            self.sync_folder(path.parent)
        except FileNotFoundError:
            raise
        except OSError:
            # A file system without links.
            self.create_whole(target, (self.read(path),))
        return target

    def clear_leftovers(self, path: Path) -> None:
        """Remove what an interrupted `write_beside` left of this file. Only for whoever holds its lock."""
        for leftover in path.parent.glob(f".{_escaped(path.name)}.????????.tmp"):
            with contextlib.suppress(OSError):
                self.remove(leftover)


_CANNOT_SYNC_FOLDERS = {22, 95}  # EINVAL, ENOTSUP: file systems without it.
DISK = Disk()


def mode_like(like: os.stat_result | None) -> int:
    """Return the mode to make a file with that is to be readable `like` another."""
    return NEW_FILE_MODE if like is None else stat.S_IMODE(like.st_mode) & NEW_FILE_MODE


def reason(error: Exception) -> str:
    """Return why the system refused, in plain words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "this name cannot be a file's"


def _free_name(path: Path, word: str) -> Path:
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for number in range(1, 1000):
        target = path.with_name(f"{path.name}.{word}-{stamp}" + (f"-{number}" if number > 1 else ""))
        if not target.exists():
            return target
    raise FileExistsError(f"{path.name}: too many files have been set aside")


def _keep_owner(handle: int, path: Path, like: os.stat_result | None) -> None:
    if like is None:
        return
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):
            os.fchown(handle, like.st_uid, like.st_gid)
    path.chmod(stat.S_IMODE(like.st_mode))


def _escaped(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
