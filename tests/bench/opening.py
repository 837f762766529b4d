"""How long it takes to open a story and to go through its events, and how much memory it takes then."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from threading import Thread

import orjson
from tinydb import TinyDB

from storage.journal import JournalDB
from storage.story_file import StoryFile, open_story
from tests.bench import stories
from tests.bench.figure import Figure

_BOUNDS = {10_000: 0.6, 100_000: 0.6, 1_000_000: 0.4}
_MOST_MEMORY = 1.5
_MOST_HOLD_MS = 15
# The table of a million rows grows once more, in one call.
_MOST_AT_1M_MS = 40
_TURN_S = 0.0005


def story_s(path: Path) -> float:
    """Return the seconds to open a story."""
    start = time.perf_counter()
    file = open_story(path)
    taken = time.perf_counter() - start
    file.close()
    return taken


def journal_db_s(path: Path) -> float:
    """Return the seconds to open a story as TinyDB over a journal."""
    start = time.perf_counter()
    JournalDB(path)
    return time.perf_counter() - start


def orjson_s(path: Path) -> float:
    """Return the seconds that orjson takes for the bytes."""
    data = path.read_bytes()
    start = time.perf_counter()
    orjson.loads(data)
    return time.perf_counter() - start


def orjson_alone_s(path: Path) -> float:
    """Return the seconds that orjson takes for the bytes while nothing collects garbage, which is how a story opens."""
    gc.disable()
    return orjson_s(path)


def tinydb_s(path: Path) -> float:
    """Return the seconds until plain TinyDB knows how many events there are."""
    start = time.perf_counter()
    len(TinyDB(path).table("events"))
    return time.perf_counter() - start


def sqlite_s(path: Path) -> float:
    """Return the seconds to open a database and read all rows, not decoded."""
    start = time.perf_counter()
    stories.sqlite(path).execute("select row, document from events").fetchall()
    return time.perf_counter() - start


def resident_bytes(path: Path) -> int:
    """Return the memory of this process while it has a story open, all that Python itself takes included."""
    file = open_story(path)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    file.close()
    return pages * os.sysconf("SC_PAGE_SIZE")


def longest_hold_ms(path: Path) -> float:
    """Return the longest time for which another thread could not run while a story opened."""
    found: list[StoryFile] = []
    opening = Thread(target=lambda: found.append(open_story(path)))
    # Without this the other thread would wait as long for its turn.
    sys.setswitchinterval(_TURN_S)
    opening.start()
    longest, last = 0.0, time.perf_counter()
    while not found:
        # Give the lock away and ask for it again.
        time.sleep(0)
        longest, last = max(longest, time.perf_counter() - last), time.perf_counter()
    opening.join()
    found[0].close()
    return longest * 1000


def briefs_us(path: Path) -> float:
    """Return the microseconds of work for each brief of a story."""
    with open_story(path) as file:
        start = time.thread_time()
        count = sum(1 for _ in file.briefs())
        return (time.thread_time() - start) / count * 1e6


def ids_us(path: Path) -> float:
    """Return the microseconds of work for each id of a story."""
    return _per_event_us(path, StoryFile.warm)


def search_us(path: Path) -> float:
    """Return the microseconds of work for each event in a search for what stands nowhere."""
    return _per_event_us(path, lambda file: file.matching_rows("nowhere"))


def problems_us(path: Path) -> float:
    """Return the microseconds of work for each event in a search for problems."""
    return _per_event_us(path, StoryFile.find_problems)


def _per_event_us(path: Path, work: Callable[[StoryFile], object]) -> float:
    with open_story(path) as file:
        start = time.thread_time()
        work(file)
        return (time.thread_time() - start) / file.event_count * 1e6


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure each way to open a story in processes of its own, in turn."""
    figures = []
    for size in sizes:
        with stories.folder() as folder:
            figures += _of_size(folder, size)
    return figures


def _of_size(folder: Path, size: int) -> list[Figure]:
    story = stories.write_story(folder / "story.timeline.json", size)
    database = stories.write_sqlite(folder / "story.sqlite", size)
    count = 3 if size > 100_000 else 7
    ours, journal, parsed, alone = _medians(count, story, story_s, journal_db_s, orjson_s, orjson_alone_s)
    name, bound = stories.words(size), _BOUNDS.get(size, 0.6)
    figures = [
        Figure(f"open {name} events", ours, "s", bound, parsed, "orjson.loads"),
        Figure(f"open {name} events as JournalDB", journal, "s", bound, parsed, "orjson.loads"),
        Figure(f"  beside: orjson.loads of {name}, collector off", alone, "s"),
        Figure(f"  beside: SQLite opens and reads {name}", _medians(3, database, sqlite_s)[0], "s"),
    ]
    # What other programs take of the processor only adds to it.
    hold = min(stories.in_new_process(longest_hold_ms, story) for _ in range(3))
    brief, ids, search, problems = _medians(3, story, briefs_us, ids_us, search_us, problems_us)
    most_ms = _MOST_HOLD_MS if size <= 100_000 else _MOST_AT_1M_MS
    figures += [
        Figure(f"longest hold of the lock, {name} opening", hold, "ms", most_ms),
        Figure(f"a brief, of {name} events", brief, "µs", 8),
        Figure(f"an id, of {name} events", ids, "µs", 3),
        Figure(f"search an event, of {name}", search, "µs", 6),
        Figure(f"check an event, of {name}", problems, "µs", 10),
    ]
    if size <= stories.MOST_FOR_TINYDB:
        figures.append(Figure(f"  beside: plain TinyDB opens {name}", _medians(3, story, tinydb_s)[0], "s"))
    if Path("/proc/self/statm").exists():
        memory = stories.in_new_process(resident_bytes, story) / 1e6
        # At less than that Python itself is most of it.
        most = _MOST_MEMORY if size >= 1_000_000 else float("inf")
        figures.append(
            Figure(f"memory with {name} open", memory, "MB", most, story.stat().st_size / 1e6, "size of the file")
        )
    return figures


def _medians(count: int, path: Path, *functions: Callable[[Path], float]) -> list[float]:
    rounds = [[stories.in_new_process(function, path) for function in functions] for _ in range(count)]
    return [median(times) for times in zip(*rounds, strict=True)]
