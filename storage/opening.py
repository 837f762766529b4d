"""What opening a story needs beside its content: may it be written, what was found, what names are free."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

from storage.errors import FileError
from storage.keeper import Keeper
from storage.quoting import named

_SUFFIX = ".timeline.json"


def writable(name: str) -> str:
    """Return a name that UTF-8 can hold."""
    # A title may hold half a character ("\ud83d"): JSON has a form for it, UTF-8 has none.
    return name.encode("utf-8", "replace").decode()


@contextmanager
def collector_off() -> Iterator[None]:
    """Keep the garbage collector from walking a story while it grows, and ever after.

    Rows and values hold no cycles: they go when the last reference goes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def is_writable(path: Path) -> bool:
    """Tell whether we may write a file, and beside it."""
    effective = os.access in os.supports_effective_ids
    with suppress(OSError, ValueError, RuntimeError):
        place = path.resolve()
        # A file that is not there is refused later, and more clearly.
        return not place.exists() or all(
            os.access(one, os.W_OK, effective_ids=effective) for one in (place, place.parent)
        )
    return True


def free_name(path: Path, words: str) -> Path:
    """Return where a copy of a story can go: beside it, with words and the date. Raises FileError."""
    stem = path.name.removesuffix(_SUFFIX)
    for number in range(1, 1000):
        again = f" {number}" if number > 1 else ""
        name = path.with_name(f"{stem} ({words} {date.today().isoformat()}{again}){_SUFFIX}")
        if not name.exists():
            return name
    raise FileError(f"{named(path)}: too many copies stand beside it; move some away.")


def recovered(keeper: Keeper) -> str:
    """Say in a sentence what a crash or another program has left; "" for nothing."""
    if keeper.foreign:
        number = len(keeper.foreign)
        made, they = ("an edit", "it is") if number == 1 else (f"{number:,} edits", "they are")
        return f"Another program has replaced this file after {made} of yours; {they} not in it but kept beside it."
    if keeper.damage:
        return f"The journal of this story was damaged; {keeper.pending} of its edits could be read and are in."
    if keeper.pending:
        edits = "One edit" if keeper.pending == 1 else f"{keeper.pending:,} edits"
        return f"{edits} from a session that did not end well {'is' if keeper.pending == 1 else 'are'} in again."
    return ""
