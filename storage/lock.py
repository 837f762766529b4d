"""One writer to a story: a lock file beside it says who that is.

The system holds the lock for as long as the process lives, so one that a dead process left is no lock. What stands in
the file only names the holder. The story itself is never locked: a rename would put another file in its place.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from storage.errors import LockedError
from storage.plain_text import visible
from storage.quoting import named

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

SUFFIX = ".lock"
UNKNOWN = "unknown"

_TRIES = 8
_PAUSE_S = 0.015
_MAX_BYTES = 4096
_MAX_WORD = 80
# A link that somebody put there is not followed to a file of the user's; a pipe does not make us wait.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a story: `since` is ISO 8601 with an offset; what is not known is 0 or "unknown"."""

    pid: int = 0
    host: str = UNKNOWN
    user: str = UNKNOWN
    program: str = UNKNOWN
    since: str = UNKNOWN

    @property
    def words(self) -> str:
        """Return who it is for a sentence: "Ada (pid 4711 on this computer, since 14:05)"."""
        who = "somebody" if self.user == UNKNOWN else self.user
        return f"{who} ({self.place})" if self.place else who

    @property
    def details(self) -> str:
        """Return what is known, without brackets: "Ada, pid 4711 on this computer, since 14:05"; "" for nothing."""
        return ", ".join(filter(None, ("" if self.user == UNKNOWN else self.user, self.place)))

    @property
    def place(self) -> str:
        """Return where the holder runs: "pid 4711 on this computer, since 14:05"; "" where nothing is known."""
        where = f"pid {self.pid}" if self.pid else ""
        if self.host != UNKNOWN:
            where = f"{where} on {'this computer' if self.host == _host() else self.host}".strip()
        return ", ".join(filter(None, (where, _since_in_words(self.since))))


class Lock:
    """The right to write one story; `take` it, `release` it, or use it in a `with`."""

    def __init__(self, story: Path) -> None:
        self._shown = named(story)
        self.path = _lock_path(story)
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Tell whether this object has the lock."""
        return self._handle is not None

    def take(self) -> None:
        """Take the lock, or leave it as it is where this object has it already.

        Raises LockedError, which names the holder, also where that is another lock of this process; OSError where the
        folder takes no file or knows no locks.
        """
        if self.held:
            return
        for _ in _tries():
            if self._keep(os.open(self.path, os.O_RDWR | os.O_CREAT | _CAREFULLY, 0o666)):
                return
        holder = _read_holder(self.path)
        raise LockedError(f"{self._shown} is open elsewhere: {holder.words}.", holder)

    def release(self) -> None:
        """Let go of the lock and take its file away; nothing happens without it."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        # Elsewhere the file goes while it is locked: later it may be another's. Windows removes only closed files,
        # and none that another has open.
        if sys.platform == "win32":
            _close(handle)
            _remove(self.path)
        else:
            if _is_at(handle, self.path):
                _remove(self.path)
            _close(handle)

    def __enter__(self) -> Self:
        self.take()
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    @staticmethod
    def holder_of(story: Path) -> Holder | None:
        """Return who has a story at this moment, or None where nobody has. Raises OSError."""
        path = _lock_path(story)
        try:
            handle = os.open(path, os.O_RDONLY | _CAREFULLY)
        except FileNotFoundError:
            return None
        try:
            free = _lock(handle, shared=True)
        finally:
            _close(handle)
        return None if free else _read_holder(path)

    def _keep(self, handle: int) -> bool:
        """Lock an open lock file and sign it, or close it; a file whose name was taken away meanwhile is no lock."""
        kept = False
        try:
            kept = _lock(handle) and _is_at(handle, self.path)
            if kept:
                _sign(handle)
                self._handle = handle
        finally:
            if not kept:
                _close(handle)
        return kept


def _lock_path(story: Path) -> Path:
    # Two names of one story, one of them a link, are one lock.
    resolved = story.resolve()
    return resolved.with_name(resolved.name + SUFFIX)


def _tries() -> Iterator[int]:
    """Try a few times: who only asks for the holder, or is just letting go, has the lock for a moment too."""
    for attempt in range(_TRIES):
        time.sleep(_PAUSE_S if attempt else 0)
        yield attempt


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _remove(path: Path) -> None:
    # A lock file that stays does no harm: the next writer takes it over.
    with contextlib.suppress(OSError):
        path.unlink()


def _sign(handle: int) -> None:
    """Write who we are; a full disk keeps the name out, not the lock away."""
    holder = Holder(
        os.getpid(), _host(), _user(), _program(), datetime.now().astimezone().isoformat(timespec="seconds")
    )
    with contextlib.suppress(OSError):
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps(asdict(holder)).encode("ascii"))


def _read_holder(path: Path) -> Holder:
    """Read who signed a lock file; nothing raises, and a stranger's text stays on its line."""
    try:
        handle = os.open(path, os.O_RDONLY | _CAREFULLY)
        try:
            found = json.loads(os.read(handle, _MAX_BYTES))
        finally:
            os.close(handle)
    except (OSError, ValueError, RecursionError):
        return Holder()
    if not isinstance(found, dict):
        return Holder()
    pid = found.get("pid")
    words = [_word(found.get(key)) for key in ("host", "user", "program", "since")]
    return Holder(pid if type(pid) is int and 0 < pid < 2**32 else 0, *words)


def _word(value: Any) -> str:
    return visible(value.strip()[:_MAX_WORD], keep="") or UNKNOWN if isinstance(value, str) else UNKNOWN


def _host() -> str:
    return _word(platform.node())


def _user() -> str:
    try:
        return _word(getpass.getuser())
    except (OSError, KeyError, ImportError):
        return UNKNOWN


def _program() -> str:
    return _word(Path(sys.argv[0]).name if sys.argv else "")


def _since_in_words(since: str) -> str:
    try:
        moment = datetime.fromisoformat(since).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    today = moment.date() == datetime.now().astimezone().date()
    return f"since {moment:%H:%M}" if today else f"since {moment:%Y-%m-%d %H:%M}"


if sys.platform == "win32":
    # Windows lets nobody read bytes that are locked: lock one far behind the name of the holder.
    _LOCKED_BYTE = 1 << 30

    def _lock(handle: int, shared: bool = False) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

    def _close(handle: int) -> None:
        # Windows frees what a closed file had locked some time later.
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
        os.close(handle)

else:

    def _lock(handle: int, shared: bool = False) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def _close(handle: int) -> None:
        os.close(handle)
