"""The bytes of a story file in pieces that can be decoded one by one: no call takes long, however large the file.

A file as TinyDB lays it out is cut between two rows, at `}, "12": {`. In a string a quote would stand behind a
backslash, so that such a place is never inside of one; but it may be deeper than the rows. A piece that ends there has
too few brackets and cannot be decoded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

# Told how much of some work is done, 0 to 1. What it raises ends the work.
Progress = Callable[[float], None]

# Where a piece has no table's beginning, this stands for it: a table without a name.
BEFORE = b'{"": {'
AFTER = b"}}"
BETWEEN = b", "
_END_OF_ROW = b'}, "'
_NEXT_ROW = re.compile(rb'\}, "[0-9]{1,18}": \{')
# A call that decodes as much takes about a millisecond.
PIECE_BYTES = 1 << 19
# What part of opening a file is reading; the rest is decoding.
READING = 0.25


def unhurried(_share: float) -> None:
    """Take note of progress that nobody waits for."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """Return what tells of a part of the work that lies between two shares of the whole."""
    return lambda share: progress(start + (end - start) * share)


def told(blocks: Iterable[bytes], length: int, progress: Progress) -> Iterator[bytes]:
    """Yield the blocks of a file of some length, and tell how much of opening it that is."""
    done = 0
    for block in blocks:
        yield block
        done += len(block)
        progress(READING * min(done / max(length, 1), 1.0))


class Pieces:
    """A file's bytes, each piece complete JSON: the first begins the document, the last ends it.

    In every other than the first the rows of the table that is going on stand in a table named "".
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._pieces: list[bytes] = []
        self._length = 0
        self._crc = 0
        waiting: list[bytes | memoryview] = []
        for block in blocks:
            self._length += len(block)
            self._crc = crc32(block, self._crc)
            cut = last_cut(block)
            if cut:
                view = memoryview(block)
                self._add(waiting, view[:cut], AFTER)
                waiting = [view[cut + len(BETWEEN) :]]
            else:
                waiting.append(block)
        self._add(waiting, b"", b"")

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)

    @property
    def fingerprint(self) -> str:
        """Return what tells the content from another: its length and CRC-32, in hexadecimal."""
        return f"{self._length:x}-{self._crc:08x}"

    def whole(self) -> bytes:
        """Return the file's bytes as they are."""
        last = len(self._pieces) - 1
        bare = (
            memoryview(piece)[len(BEFORE) if at else 0 : len(piece) - (len(AFTER) if at < last else 0)]
            for at, piece in enumerate(self._pieces)
        )
        return BETWEEN.join(bare)

    def _add(self, waiting: list[bytes | memoryview], end: bytes | memoryview, after: bytes) -> None:
        self._pieces.append(b"".join((BEFORE if self._pieces else b"", *waiting, end, after)))


def first_cut(block: bytes) -> int:
    """Return where the comma stands behind the first row of a block that another follows, or 0."""
    found = _NEXT_ROW.search(block)
    return found.start() + 1 if found else 0


def last_cut(block: bytes) -> int:
    """Return where the comma stands behind the last row of a block that another follows, or 0."""
    place = block.rfind(_END_OF_ROW)
    while place > 0:
        if _NEXT_ROW.match(block, place):
            return place + 1
        place = block.rfind(_END_OF_ROW, 0, place)
    return 0
