"""A journal is cut short or has a bit flipped: what is left of it is exact, and damage is reported."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

from storage import snapshot
from storage.keeper import Keeper, journal_of
from storage.records import Record, scan
from storage.snapshot import RawTables
from storage.story_file import create_story
from tests.faults.disks import RefusingDisk
from tests.faults.session import Session, leave

NAME = "story.timeline.json"
_FLIPS_OF_ALL = 8


def run(folder: Path, seed: int, rounds: int) -> str:
    """Try every truncation of a journal, and `rounds` flips of one bit (all of them where there are fewer)."""
    path, data = journal(folder, Random(seed))
    whole = scan(data)
    assert not whole.damage
    starts = [position for position in range(len(data)) if data[position - 1 : position] in (b"", b"\n")]
    for length in range(len(data) + 1):
        _see_that_it_is_cut(path, data[:length], whole.records[: data.count(b"\n", 0, length)])
    bits = len(data) * _FLIPS_OF_ALL
    flips = range(bits) if rounds >= bits else Random(seed).sample(range(bits), rounds)
    for flip in flips:
        _see_that_it_is_reported(path, data, starts, flip)
    return f"{len(data) + 1} truncations, {len(flips)} of {bits} flipped bits, 0 unreported, 0 lost beside"


def journal(folder: Path, rng: Random) -> tuple[Path, bytes]:
    """Make a story whose journal has edits, steps taken back and the note of a save that failed."""
    path = folder / NAME
    create_story(path, "A story").close()
    disk = RefusingDisk(at=-1)
    session = Session(path, rng, disk=disk, most_events=5)
    for step in (session.edit, session.edit, session.undo, session.edit, session.redo, session.edit):
        step()
    if b"".join(snapshot.encode(session.file.state())) == path.read_bytes():
        # What cancels out is in the snapshot already, and whatever is lost of it changes nothing: try other steps.
        leave(session.file)
        for left in (path, journal_of(path)):
            left.unlink()
        return journal(folder, rng)
    disk.refuse_next("rename")
    session.fold()
    assert session.refusals and path.stat().st_size
    for step in (session.edit, session.undo, session.redo, session.edit):
        step()
    leave(session.file)
    return path, journal_of(path).read_bytes()


def _tables(path: Path, records: Iterable[Record]) -> RawTables:
    """Return what the records make of the snapshot."""
    tables = snapshot.decode(path.read_bytes(), "").tables
    for record in records:
        snapshot.apply(tables, record.operations)
    return tables


def _opened(path: Path, data: bytes) -> Keeper:
    journal_of(path).write_bytes(data)
    return Keeper(path, writes=False)


def _see_that_it_is_cut(path: Path, data: bytes, records: list[Record]) -> None:
    keeper = _opened(path, data)
    assert keeper.tables == _tables(path, records), len(data)
    assert not keeper.damage and not keeper.foreign


def _see_that_it_is_reported(path: Path, data: bytes, starts: list[int], flip: int) -> None:
    """One line is hit, or the end of one; all others are there."""
    place = flip // _FLIPS_OF_ALL
    damaged = bytearray(data)
    damaged[place] ^= 1 << flip % _FLIPS_OF_ALL
    keeper = _opened(path, bytes(damaged))
    assert keeper.damage, flip
    hit = max(number for number, start in enumerate(starts) if start <= place)
    records = scan(data).records
    if data[place : place + 1] != b"\n":
        del records[hit]
    assert scan(bytes(damaged)).records == records, flip
    assert keeper.tables == _tables(path, records), flip
