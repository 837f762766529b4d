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
        figures += _thousands(small_path)
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

    with closing(small), closing(huge), closing(journal), closing(database):
        appended, one, one_of_many, row, in_sqlite = _medians_s(
            append,
            lambda number: small.apply([PutEvent(stories.event(number))]),
            lambda number: huge.apply([PutEvent(stories.event(number))]),
            insert_row,
            lambda number: _insert_in_sqlite(database, number),
        )
    os.close(reference)
    small_words, large_words = stories.words(_SMALL), stories.words(large)
    waited = "append 600 B and fsync"
    return [
        Figure(f"add an event to {small_words}", one * 1000, "ms", 2, appended * 1000, waited),
        Figure(f"add an event to {large_words}", one_of_many * 1000, "ms", 1.5, one * 1000, f"to {small_words}"),
        Figure(f"insert a row into {small_words} as JournalDB", row * 1000, "ms", 2, appended * 1000, waited),
        Figure(f"  beside: SQLite inserts a row into {small_words}", in_sqlite * 1000, "ms"),
    ]


def _insert_in_sqlite(database: sqlite3.Connection, number: int) -> None:
    database.execute("insert into events values (?, ?)", (number, stories.row(number)))


def _medians_s(*calls: Callable[[int], object]) -> list[float]:
    """Make each call in turn, `_COUNT` times over, and return the median seconds of each."""
    rounds = []
    for number in range(_FIRST, _FIRST + _COUNT):
        times = []
        for call in calls:
            start = time.perf_counter()
            call(number)
            times.append(time.perf_counter() - start)
        rounds.append(times)
    return [median(times) for times in zip(*rounds, strict=True)]


def _thousands(path: Path) -> list[Figure]:
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
    return [Figure("add 1000 events in one step", one * 1000, "ms", 0.1, single * 1000, "in 1000 steps")]


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
