"""What a power cut may leave of a recorded trace.

Of each file all that was waited for is there; of what was written to it since, any part is: nothing, all, a piece from
the front, or later bytes with zeros where earlier ones should be. Names that were not waited for are there or not, in
any combination that keeps their order; a rename is there whole or not at all. (The weakest disk that POSIX allows.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from tests.faults.disks import Cut, Entry, Names, NamesSynced, Synced, Write

Image = dict[str, bytes]


class Medium:
    """What lies safe on the disk, and what is on its way there."""

    def __init__(self) -> None:
        self._safe: dict[int, bytes] = {}
        self._coming: dict[int, list[Write | Cut]] = {}
        self._names: dict[str, int] = {}
        self._names_coming: list[dict[str, int | None]] = []

    def take(self, entry: Entry) -> None:
        """Follow the trace by one entry."""
        match entry:
            case Write(file) | Cut(file):
                self._coming.setdefault(file, []).append(entry)
            case Synced(file):
                self._safe[file] = _written(self._safe.get(file, b""), self._coming.pop(file, []))
            case Names(names):
                self._names_coming.append(names)
            case NamesSynced():
                self._names = _named(self._names, self._names_coming)
                self._names_coming = []

    def images(self, rng: Random, count: int) -> Iterator[Image]:
        """Yield what a cut at this moment may leave: the two extremes and random ones."""
        for number in range(count):
            luck = number if number < 2 else -1
            names = _named(self._names, _some(rng, self._names_coming, luck))
            yield {name: self._content(rng, file, luck) for name, file in names.items()}

    def _content(self, rng: Random, file: int, luck: int) -> bytes:
        """Return what a file holds; with `luck` 0 only what is safe, with 1 all, else any part of it."""
        safe, coming = self._safe.get(file, b""), self._coming.get(file, [])
        if luck == 0 or not coming:
            return safe
        if luck == 1 or rng.random() < 0.2:
            return _written(safe, coming)
        if rng.random() < 0.5:
            # From the front, the last one torn.
            kept = coming[: rng.randint(1, len(coming))]
            return _written(safe, [*kept[:-1], *_torn(rng, kept[-1])])
        return _written(safe, [part for one in coming if rng.random() < 0.7 for part in _torn(rng, one)])


def _torn(rng: Random, entry: Write | Cut) -> Sequence[Write | Cut]:
    if isinstance(entry, Cut) or rng.random() < 0.3:
        return (entry,)
    place = rng.randint(0, len(entry.data))
    if rng.random() < 0.6:
        return (Write(entry.file, entry.offset, entry.data[:place]),)
    if rng.random() < 0.5:
        return (Write(entry.file, entry.offset + place, entry.data[place:]),)
    return (Write(entry.file, entry.offset, entry.data[:place] + bytes(len(entry.data) - place)),)


def _some(rng: Random, names: list[dict[str, int | None]], luck: int) -> list[dict[str, int | None]]:
    if luck >= 0:
        return names if luck else []
    if rng.random() < 0.4:
        return names[: rng.randint(0, len(names))]
    return [one for one in names if rng.random() < 0.5]


def _written(content: bytes, entries: Sequence[Write | Cut]) -> bytes:
    new = bytearray(content)
    for entry in entries:
        if isinstance(entry, Cut):
            new = new[: entry.length].ljust(entry.length, b"\0")
        elif entry.data:
            new = new.ljust(entry.offset, b"\0")
            new[entry.offset : entry.offset + len(entry.data)] = entry.data
    return bytes(new)


def _named(names: dict[str, int], changes: Sequence[dict[str, int | None]]) -> dict[str, int]:
    new: dict[str, int | None] = dict(names)
    for change in changes:
        new |= change
    return {name: file for name, file in new.items() if file is not None}
