"""How long it takes until a new event is safe on the disk."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

from tinydb import TinyDB

from storage.changes import PutEvent
from storage.journal import JournalDB
from storage.story_file import open_story
from tests.bench import stories
from tests.bench.figure import Figure

_SMALL = 10_000
_COUNT = 300
_APPENDED = b"x" * 599 + b"\n"
_FIRST = 5_000_000


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure inserts into a small and a large story in turn with what they are compared with."""
    with stories.folder() as folder:
        large = max(sizes)
        small_path = stories.write_story(folder / "small.timeline.json", _SMALL)
        figures = _inserts(folder, small_path, large)
        figures += [_thousands(small_path), _thousand_rows(stories.write_story(folder / "rows.timeline.json", _SMALL))]
        figures += [_tinydb(folder, size) for size in sizes if size <= stories.MOST_FOR_TINYDB]
    return figures


def _inserts(folder: Path, small_path: Path, large: int) -> list[Figure]:
    large_path = stories.write_story(folder / "large.timeline.json", large)
    journal_path = stories.write_story(folder / "journal.timeline.json", _SMALL)
    database = stories.sqlite(stories.write_sqlite(folder / "story.sqlite", _SMALL))
    reference = os.open(folder / "appended", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    small, huge, journal = open_story(small_path), open_story(large_path), JournalDB(journal_path)
    table = journal.table("events")

    def append(_: int) -> None:
        os.write(reference, _APPENDED)
        os.fsync(reference)

    def insert_row(number: int) -> None:
        table.insert(json.loads(stories.row(number)))

    def add(number: int) -> None:
        small.apply([PutEvent(stories.event(number))])

    def add_to_many(number: int) -> None:
        huge.apply([PutEvent(stories.event(number))])

    with closing(small), closing(huge), closing(journal), closing(database):
        pairs = [_medians_s(append, add), _medians_s(append, insert_row)]
        both = _medians_s(add, add_to_many, first=_FIRST + _COUNT)
        in_sqlite = _medians_s(append, lambda number: _insert_in_sqlite(database, number))[1]
    os.close(reference)
    small_words, large_words = stories.words(_SMALL), stories.words(large)
    return [
        _beside_append(f"add an event to {small_words}", pairs[0]),
        Figure(f"add an event to {large_words}", both[1] * 1000, "ms", 1.5, both[0] * 1000, f"to {small_words}"),
        _beside_append(f"insert a row into {small_words} as JournalDB", pairs[1]),
        Figure(f"  beside: SQLite inserts a row into {small_words}", in_sqlite * 1000, "ms"),
    ]


def _beside_append(name: str, medians_s: Sequence[float]) -> Figure:
    appended, taken = medians_s
    return Figure(name, taken * 1000, "ms", 2, appended * 1000, "append 600 B and fsync")


def _insert_in_sqlite(database: sqlite3.Connection, number: int) -> None:
    database.execute("insert into events values (?, ?)", (number, stories.row(number)))


def _medians_s(*calls: Callable[[int], object], first: int = _FIRST) -> list[float]:
    """Make each call in turn, `_COUNT` times over, and return the median seconds of each."""
    rounds = []
    for number in range(first, first + _COUNT):
        times = []
        for call in calls:
            start = time.perf_counter()
            call(number)
            times.append(time.perf_counter() - start)
        rounds.append(times)
    return [median(times) for times in zip(*rounds, strict=True)]


def _thousands(path: Path) -> Figure:
    """Compare a thousand events in one step with a thousand steps."""
    rounds = []
    with open_story(path) as story:
        for first in range(_FIRST + 10_000, _FIRST + 40_000, 10_000):
            changes = [PutEvent(stories.event(number)) for number in range(first, first + 2000)]
            start = time.perf_counter()
            story.apply(changes[:1000])
            half = time.perf_counter()
            for change in changes[1000:]:
                story.apply([change])
            rounds.append((half - start, time.perf_counter() - half))
    one, single = (median(times) for times in zip(*rounds, strict=True))
    return Figure("add 1000 events in one step", one * 1000, "ms", 0.1, single * 1000, "in 1000 steps")


def _thousand_rows(path: Path) -> Figure:
    """Compare a thousand rows in one insert with a thousand inserts."""
    rounds = []
    with JournalDB(path) as database:
        table = database.table("events")
        for _ in range(3):
            documents = [json.loads(stories.row(number)) for number in range(_FIRST, _FIRST + 2000)]
            start = time.perf_counter()
            table.insert_multiple(documents[:1000])
            half = time.perf_counter()
            for document in documents[1000:]:
                table.insert(document)
            rounds.append((half - start, time.perf_counter() - half))
    one, single = (median(times) for times in zip(*rounds, strict=True))
    return Figure("insert 1000 rows at once as JournalDB", one * 1000, "ms", 0.1, single * 1000, "in 1000 inserts")


def _tinydb(folder: Path, size: int) -> Figure:
    path = stories.write_story(folder / "plain.json", size)
    with TinyDB(path) as database:
        table = database.table("events")
        times = []
        for number in range(_FIRST, _FIRST + 3):
            document = json.loads(stories.row(number))
            start = time.perf_counter()
            table.insert(document)
            times.append(time.perf_counter() - start)
    return Figure(f"  beside: plain TinyDB inserts into {stories.words(size)}", median(times) * 1000, "ms")
