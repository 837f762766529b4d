"""How long it takes to write a whole story anew."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from storage.changes import PutEvent
from storage.story_file import open_story
from tests.bench import stories
from tests.bench.figure import Figure

_FIRST = 5_000_000
# A virtual machine takes its time to find the memory for files that it has not seen yet.
_WARMING = 3


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure a save after an edit beside writing the same bytes and waiting for them, in turn."""
    figures = []
    for size in sizes:
        with stories.folder() as folder:
            figures += _of_size(folder, size)
    return figures


def _of_size(folder: Path, size: int) -> list[Figure]:
    story = stories.write_story(folder / "story.timeline.json", size)
    count = 5 if size > 100_000 else 15
    saved, written = _medians_s(folder, story, count)
    database = stories.sqlite(stories.write_sqlite(folder / "story.sqlite", size))
    database.execute("update events set document = document || ' '")
    start = time.perf_counter()
    database.execute("pragma wal_checkpoint(truncate)")
    checkpoint = time.perf_counter() - start
    database.close()
    name = stories.words(size)
    return [
        Figure(f"save {name} events", saved, "s", 3, written, "write the bytes and fsync"),
        Figure(f"  beside: SQLite takes {name} rows from its log", checkpoint, "s"),
    ]


def _medians_s(folder: Path, path: Path, count: int) -> tuple[float, float]:
    rounds = []
    data = path.read_bytes()
    with open_story(path) as story:
        for number in range(_FIRST, _FIRST + _WARMING + count):
            start = time.perf_counter()
            _write_over(folder / "written", data)
            written = time.perf_counter() - start
            story.apply([PutEvent(stories.event(number))])
            start = time.perf_counter()
            story.fold()
            rounds.append((time.perf_counter() - start, written))
    saved, writing = (median(times) for times in zip(*rounds[_WARMING:], strict=True))
    return saved, writing


def _write_over(path: Path, data: bytes) -> None:
    """Write a file as most programs do that keep no promise, but wait for the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
