"""Make the best of a damaged story: what can be read of its file and its journal, and where rows are missing, a backup.

Nothing is written here. What comes from where is kept apart, row by row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from msgspec import Raw

from storage import codec, snapshot
from storage.counts import Counts, count
from storage.differences import id_of, title_of
from storage.disk import DISK, Disk, reason
from storage.errors import FileError
from storage.keeper import journal_of
from storage.model import Problem
from storage.place import refuse_odd_files
from storage.quoting import named
from storage.records import Damage, Drop, Operation, Put, Record, raw, scan
from storage.salvage import OUR_TABLES, salvage
from storage.snapshot import Snapshot

Place = tuple[str, int]
_READERS: dict[str, Callable[[dict[str, Any], str], tuple[object, object]]] = {
    "about": codec.story_from_row,
    "events": codec.event_from_row,
    "sources": codec.source_from_row,
}


@dataclass(frozen=True, slots=True)
class FromBackup:
    """A row that was taken from a backup; `replaced` tells that the file has it too, but damaged."""

    table: str
    row: int
    title: str
    replaced: bool


@dataclass(slots=True)
class Rescued:
    """The best state that could be made, and what it is made of.

    `lost` is what could not be read; `journal_edits` counts the changes of the journal that were made again, `foreign`
    those that belong to another state of the file and were left out. Rows in `damaged` are not as they were, those in
    `removed` were taken away by the journal; `fingerprint` is that of the file's bytes.
    """

    state: Snapshot
    fingerprint: str
    lost: list[Problem] = field(default_factory=list)
    journal_edits: int = 0
    foreign: int = 0
    from_backup: list[FromBackup] = field(default_factory=list)
    damaged: set[Place] = field(default_factory=set)
    removed: set[Place] = field(default_factory=set)

    @property
    def counts(self) -> Counts:
        """Return how much there is."""
        return count(self.state)

    @property
    def is_damaged(self) -> bool:
        """Tell whether the file itself, not only its journal, could not be read as it was written."""
        return any(problem.code != "damaged-journal" for problem in self.lost)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing of a story was found."""
        return not any(self.state.tables.get(table) for table in OUR_TABLES)

    @property
    def story_id(self) -> str:
        """Return the story's id, "" where it could not be read."""
        about = self.state.tables.get("about", {})
        return id_of(about[min(about)]) if about else ""

    def copy(self) -> Rescued:
        """Return a copy that takes more while this one stays as it is; the rows themselves are shared."""
        state = Snapshot({table: dict(rows) for table, rows in self.state.tables.items()}, dict(self.state.others))
        lost, from_backup = [*self.lost], [*self.from_backup]
        sets = ({*self.damaged}, {*self.removed})
        return replace(self, state=state, lost=lost, from_backup=from_backup, damaged=sets[0], removed=sets[1])


@dataclass(frozen=True, slots=True)
class JournalFound:
    """What stands in the journal beside a file: changes that the file lacks, those of another state, and damage."""

    newer: tuple[Record, ...] = ()
    foreign: tuple[Record, ...] = ()
    damage: tuple[Damage, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """Yield the damaged places; an end that a crash tore off was never acknowledged and is none."""
        for place in self.damage:
            if not place.torn:
                message = f"the journal is damaged: its bytes {place.start:,} to {place.end:,} cannot be read"
                yield Problem("", "", "", message, "damaged-journal")


def rescue_file(path: Path, disk: Disk = DISK) -> Rescued:
    """Read what can be read of a story's file, without its journal. Raises FileError."""
    data = _read(path, disk)
    salvaged = salvage(data)
    return Rescued(salvaged.state, snapshot.fingerprint(data), salvaged.problems, damaged=set(salvaged.damaged))


def add_journal(found: Rescued, path: Path, disk: Disk = DISK) -> None:
    """Make those changes of the journal again that belong to the file. Raises FileError."""
    journal = read_journal(path, found.fingerprint, found.is_damaged, disk)
    for record in journal.newer:
        _apply(found, record.operations)
    found.journal_edits, found.foreign = len(journal.newer), len(journal.foreign)
    found.lost.extend(journal.problems())
    _mark_mended(found, "journal")


def read_journal(path: Path, fingerprint: str, damaged: bool, disk: Disk = DISK) -> JournalFound:
    """Return what the journal holds for a file with this fingerprint; beside a damaged file that is everything.

    Raises FileError.
    """
    journal = journal_of(path.resolve())
    try:
        found = scan(disk.read(journal))
    except FileNotFoundError:
        return JournalFound()
    except OSError as error:
        raise FileError(f"{named(journal)} cannot be read: {reason(error)}.") from None
    fold = next((record for record in reversed(found.records) if record.fold == fingerprint), None)
    base, known = (fold.base, fold.number) if fold else (fingerprint, 0)
    changes = [record for record in found.records if not record.fold]
    ours = {record.number: record for record in changes if record.base == base and record.number > known}
    newer = tuple(ours[number] for number in sorted(ours))
    foreign = tuple(record for record in changes if record.base != base)
    if damaged and not newer:
        # A damaged file has no fingerprint that a journal could name.
        newer, foreign = tuple({(record.base, record.number): record for record in changes}.values()), ()
    return JournalFound(newer, foreign, tuple(found.damage))


def fill(found: Rescued, backup: Snapshot) -> None:
    """Take from a backup the rows that are missing or damaged, except those that the journal removed."""
    for table, rows in backup.tables.items():
        mine = found.state.tables.setdefault(table, {})
        by_id = {id_of(document): number for number, document in mine.items()}
        free = max([0, *mine, *rows]) + 1
        for number, document in rows.items():
            here = _place_in(table, by_id, mine, number, id_of(document))
            if here is None and (table, number) in found.removed:
                continue
            if here is not None and (table, here) not in found.damaged and _is_good(table, mine[here], document):
                continue
            replaced = here is not None
            if here is None:
                here, free = (free, free + 1) if number in mine else (number, free)
            mine[here] = document
            found.damaged.discard((table, here))
            found.from_backup.append(FromBackup(table, here, title_of(document), replaced))
    _mark_mended(found, "backup")


def _is_good(table: str, mine: Raw, theirs: Raw) -> bool:
    """Tell whether our row is as good as a backup's: one that two damaged rows have become may not be readable."""
    reader = _READERS.get(table)
    return reader is None or bytes(mine) == bytes(theirs) or reader(_document(mine), "")[0] is not None


def _place_in(table: str, by_id: dict[str, int], mine: dict[int, Raw], number: int, row_id: str) -> int | None:
    """Return the row of ours that is the same as a backup's, or None."""
    if table == "about" and mine:
        return min(mine)
    if row_id:
        return by_id.get(row_id)
    return number if number in mine else None


def complete(found: Rescued, title: str) -> None:
    """See to it that there is a story's own row, so that the state can be opened."""
    rows = found.state.tables.setdefault("about", {})
    if not rows:
        rows[1] = raw({"format": codec.FORMAT, "id": str(uuid4()), "title": title})
        found.lost.append(Problem("about", "1", "", "the story's own row was lost; a new one was made", "made-anew"))
        return
    first = min(rows)
    row = _document(rows[first])
    if codec.story_from_row(row, str(first))[0] is None:
        rows[first] = raw({**row, "format": codec.FORMAT})
        message = f"the number of the format was lost; {codec.FORMAT} was written"
        found.lost.append(Problem("about", str(first), "format", message, "made-anew"))


def _mark_mended(found: Rescued, source: str) -> None:
    """Say of damaged rows that have come whole from elsewhere; what else the damage hides nobody knows."""
    damaged = {(table, str(row)) for table, row in found.damaged}
    for place, problem in enumerate(found.lost):
        if problem.code == "damaged-row" and (problem.table, problem.row) not in damaged:
            message = f"{problem.message}; the row was taken whole from the {source}"
            found.lost[place] = replace(problem, message=message, code="mended-row")


def _apply(found: Rescued, operations: Iterable[Operation]) -> None:
    for operation in operations:
        if isinstance(operation, Drop):
            found.removed.update((operation.table, row) for row in found.state.tables.get(operation.table, {}))
            continue
        place = (operation.table, operation.row)
        found.damaged.discard(place)
        if isinstance(operation, Put):
            found.removed.discard(place)
        else:
            found.removed.add(place)
    snapshot.apply(found.state.tables, operations)


def _read(path: Path, disk: Disk) -> bytes:
    shown = named(path)
    try:
        found = disk.stat(path)
        refuse_odd_files(found, shown)
        return disk.read(path)
    except (OSError, ValueError) as error:
        raise FileError(f"{shown} cannot be read: {reason(error)}.") from None
    except MemoryError:
        raise FileError(f"{shown} is too large for the memory of this computer.") from None


def _document(document: Any) -> dict[str, Any]:
    try:
        value = json.loads(bytes(document))
    except (ValueError, RecursionError):
        value = {}
    return value if isinstance(value, dict) else {}
