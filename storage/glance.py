"""A first look into a large story file, long before it is read: its own row, and every so many of its events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from storage import codec
from storage.brief import Outline
from storage.disk import DISK, Disk
from storage.errors import TimelineError
from storage.model import Story
from storage.pieces import AFTER, BEFORE, BETWEEN, Progress, first_cut, last_cut, unhurried
from storage.snapshot import RawTables, document

# So many blocks of the file are looked at, evenly spread.
BLOCKS = 256
BLOCK_BYTES = 1 << 15
# Of a smaller file nearly all would be looked at.
LEAST_BYTES = 2 * BLOCKS * BLOCK_BYTES

_as_tables = msgspec.json.Decoder(RawTables)
_as_rows = msgspec.json.Decoder(dict[str, dict[int, Outline]])
_WRONG = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a story file holds at even distances: a sample of its events, and what part of the file it is (0 to 1).

    Rows are taken at their word, and what the journal has of them is not in it: it is to be shown as a sample, until
    the story is open.
    """

    story: Story
    outlines: tuple[Outline, ...]
    share: float


def glance(path: Path, progress: Progress = unhurried, disk: Disk = DISK) -> Glance | None:
    """Look into a story file; None where it is small, laid out in another way than ours, or cannot be read at all.

    What `progress` raises ends it.
    """
    try:
        size = disk.stat(path).st_size
        if size < LEAST_BYTES:
            return None
        blocks = disk.blocks_at(path, range(0, size - BLOCK_BYTES, size // BLOCKS), BLOCK_BYTES)
        first = next(blocks)
        story = _story_in(first)
        if story is None:
            return None
        outlines = tuple(_outlines_in(blocks, progress))
    except (OSError, ValueError, StopIteration):
        # Why not is said by whoever opens it.
        return None
    return Glance(story, outlines, BLOCKS * BLOCK_BYTES / size) if outlines else None


def _story_in(block: bytes) -> Story | None:
    """Return the story whose own row stands in the first block of a file."""
    try:
        tables = _as_tables.decode(block[: last_cut(block)] + AFTER)
        raw = next(iter(tables["about"].values()))
        return codec.story_from_row(document(raw, "about"), "1")[0]
    except (*_WRONG, KeyError, StopIteration, TimelineError):
        return None


def _outlines_in(blocks: Iterator[bytes], progress: Progress) -> Iterator[Outline]:
    for number, block in enumerate(blocks):
        progress(min(number / BLOCKS, 1.0))
        begin, end = first_cut(block), last_cut(block)
        if not begin < end:
            continue
        try:
            rows = _as_rows.decode(b"".join((BEFORE, block[begin + len(BETWEEN) : end], AFTER)))[""]
        except _WRONG:
            # Between two tables, or a cut that is deeper than the rows.
            continue
        for row, outline in rows.items():
            outline.row = row
            if outline.id and outline.title and row >= 0:
                yield outline
