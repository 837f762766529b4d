"""Disks that write down what is done to them, that refuse, and that forget to wait."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.disk import NEW_FILE_MODE, Disk

# Where files live in memory, on a system that has such a place.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

STEPS = ("create", "open_append", "write", "sync", "truncate", "close", "rename", "link", "remove", "sync_folder")


class HastyDisk(Disk):
    """A disk that waits for nothing: for what is checked without a power cut."""

    def sync(self, handle: int) -> None:
        return

    def sync_folder(self, folder: Path) -> None:
        return


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes put at an offset of a file (an inode, by number)."""

    file: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file cut to a length."""

    file: int
    length: int


@dataclass(frozen=True, slots=True)
class Synced:
    """A file's bytes waited for."""

    file: int


@dataclass(frozen=True, slots=True)
class Names:
    """Names changed at one stroke: each now means a file, or None."""

    names: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class NamesSynced:
    """The folder's names waited for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was known at this moment: the model, the one that is being made, and all that there were before."""

    now: Any
    next: Any
    past: tuple[Any, ...] = ()


Entry = Write | Cut | Synced | Names | NamesSynced | Mark


class RecordingDisk(HastyDisk):
    """A disk that writes down all that is done to one folder; nothing is waited for in fact.

    `meanwhile` is called once, while a new snapshot is written beside the old one. With `forgets` it leaves out one of
    the `SITES` of waiting; with `keeps_history` false it has no room for histories, which may be missing at any time.
    """

    def __init__(self, forgets: str = "", keeps_history: bool = True) -> None:
        self.trace: list[Entry] = []
        self.meanwhile: Callable[[], None] | None = None
        self.left_out = 0
        self._forgets = forgets
        self._keeps_history = keeps_history
        self._lengths: dict[int, int] = {}
        self._files: dict[int, int] = {}
        self._names: dict[str, int] = {}

    def know(self, path: Path) -> None:
        """Take a file that is there already as lying safe on the disk."""
        file = self._new_file(path, path.stat().st_size)
        self.trace += [Write(file, 0, path.read_bytes()), Synced(file), NamesSynced()]

    def _new_file(self, path: Path, length: int = 0) -> int:
        file = len(self._lengths)
        self._lengths[file] = length
        self._names[path.name] = file
        self.trace.append(Names({path.name: file}))
        return file

    def create(self, path: Path, mode: int = NEW_FILE_MODE) -> int:
        if ".history." in path.name and not self._keeps_history:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        handle = super().create(path, mode)
        self._files[handle] = self._new_file(path)
        return handle

    def open_append(self, path: Path, mode: int = NEW_FILE_MODE) -> int:
        is_there = path.exists()
        handle = super().open_append(path, mode)
        self._files[handle] = self._names[path.name] if is_there else self._new_file(path)
        return handle

    def write(self, handle: int, data: bytes) -> None:
        super().write(handle, data)
        file = self._files[handle]
        self.trace.append(Write(file, self._lengths[file], bytes(data)))
        self._lengths[file] += len(data)

    def truncate(self, handle: int, length: int) -> None:
        super().truncate(handle, length)
        file = self._files[handle]
        if self._lengths[file] != length:
            self.trace.append(Cut(file, length))
            self._lengths[file] = length

    def sync(self, handle: int) -> None:
        if self.meanwhile is not None and _site() == "new snapshot":
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        if not self._forgotten():
            self.trace.append(Synced(self._files[handle]))

    def sync_folder(self, folder: Path) -> None:
        if not self._forgotten():
            self.trace.append(NamesSynced())

    def _forgotten(self) -> bool:
        forgotten = bool(self._forgets) and _site(1) == self._forgets
        self.left_out += forgotten
        return forgotten

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, target)
        file = self._names[target.name] = self._names.pop(source.name)
        self.trace.append(Names({source.name: None, target.name: file}))

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self._names[target.name] = self._names[source.name]
        self.trace.append(Names({target.name: self._names[source.name]}))

    def remove(self, path: Path) -> None:
        super().remove(path)
        if self._names.pop(path.name, None) is not None:
            self.trace.append(Names({path.name: None}))


SITES = ("change", "name of the journal", "new snapshot", "note of a fold", "name of the snapshot", "new journal")


def _site(depth: int = 0) -> str:
    """Return which of the waitings this is, from who asked for it."""
    frame = sys._getframe(1 + depth)
    callers: list[str] = []
    while frame.f_back is not None and len(callers) < 6:
        callers.append(frame.f_code.co_name)
        frame = frame.f_back
    path = " ".join(callers)
    return next((site for start, site in _SITE_OF.items() if path.startswith(start)), "")


# Who asked, from the last caller outwards.
_SITE_OF = {
    "sync _append commit": "change",
    "sync _append _put_in_place": "note of a fold",
    "sync write_beside fold": "new snapshot",
    "sync write_beside replace_whole _begin_journal": "new journal",
    "sync_folder _open_journal": "name of the journal",
    "sync_folder _put_in_place": "name of the snapshot",
}


@dataclass(slots=True)
class RefusingDisk(HastyDisk):
    """A disk that refuses one step, or all from it on until `heal`; half of what was to be written is there then."""

    at: int
    error: int = errno.ENOSPC
    lasting: bool = False
    count: int = 0
    refused: list[str] = field(default_factory=list)
    of_history: bool = False
    next: str = ""

    def refuse_next(self, name: str) -> None:
        """Refuse the next step of one kind."""
        self.next = name

    def heal(self) -> None:
        """Take everything from now on."""
        self.at, self.lasting = -1, False

    def _step(self, name: str) -> None:
        self.count += 1
        if self.count == self.at or (self.lasting and self.count > self.at) or name == self.next:
            self.next = ""
            self.refused.append(name)
            self.of_history = _is_called_by("_write_history")
            raise OSError(self.error, os.strerror(self.error))

    def write(self, handle: int, data: bytes) -> None:
        try:
            self._step("write")
        except OSError:
            Disk.write(self, handle, bytes(data)[: len(data) // 2])
            raise
        Disk.write(self, handle, data)


def _is_called_by(function: str) -> bool:
    return function in (one.name for one in traceback.extract_stack(limit=8))


def _refusing(name: str) -> Callable[..., Any]:
    def step(self: RefusingDisk, *arguments: Any) -> Any:
        self._step(name)
        return getattr(HastyDisk, name)(self, *arguments)

    return step


for _name in STEPS:
    if _name != "write":
        setattr(RefusingDisk, _name, _refusing(_name))
