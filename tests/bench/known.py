"""How long it takes to work out what was known when, and to go from one moment to another."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.story_file import StoryFile, open_story
from tests.bench.figure import Figure
from tests.bench.stories import folder, words

STATEMENTS = 300_000
STANCES = ("asserts", "asserts", "asserts", "partly", "denies", "cannot-confirm", "comments")
OUTLETS = ("BBC News", "CNN", "Reuters", "AFP", "AP", "Sky News", "Le Monde", "Der Spiegel")
SPEAKERS = ("", *(f"Speaker {number}" for number in range(200)))
STEPS = 1000
STEP_MS = 33
WHOLE_S = 2


def write_story(path: Path, size: int, statements: int) -> Path:
    """Write a story of events with so many statements in all, a tenth of them said to the minute."""
    dice = random.Random(7)
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "What was known when"}
    sources = {str(number): source_row(number, outlet) for number, outlet in enumerate(OUTLETS, start=1)}
    said_of = [0] * size
    for _ in range(statements):
        said_of[dice.randrange(size)] += 1
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"about": {{"1": {json.dumps(about)}}}, "sources": {json.dumps(sources)}, "events": {{')
        rows = enumerate(_rows(said_of, dice), start=1)
        file.writelines(f'{", " if number > 1 else ""}"{number}": {json.dumps(row)}' for number, row in rows)
        file.write("}}")
    return path


def source_row(number: int, outlet: str) -> dict[str, object]:
    """Return a source of an outlet, published in a month of 2024."""
    return {"id": f"s{number}", "csl": {"container-title": outlet, "issued": {"date-parts": [[2024, number]]}}}


def _rows(said_of: Sequence[int], dice: random.Random) -> Iterator[dict[str, object]]:
    for number, count in enumerate(said_of):
        row: dict[str, object] = {"id": f"e{number:08d}", "title": f"Event {number}", "when": "2024-12-07"}
        if count:
            row["statements"] = [_statement(place, dice) for place in range(count)]
        yield row


def _statement(place: int, dice: random.Random) -> dict[str, object]:
    day = f"{dice.randrange(2011, 2025)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}"
    return {
        "id": f"s{place}",
        "stance": dice.choice(STANCES),
        "speaker": dice.choice(SPEAKERS),
        "said": day if dice.random() < 0.9 else f"{day}T{dice.randrange(24):02d}:{dice.randrange(60):02d}",
        "source": f"s{dice.randrange(1, 9)}",
        "via": [dice.choice(OUTLETS)],
    }


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure stories of these sizes; one of 100k events has 300k statements, the others as many as events."""
    figures = []
    for size in sizes:
        with folder() as place:
            statements = STATEMENTS if size == 100_000 else size
            file = open_story(write_story(place / "known.timeline.json", size, statements), read_only=True)
        gc.collect()
        gc.freeze()
        figures += _figures(file, f"{words(size)}, {words(statements)} statements", size)
        gc.unfreeze()
    return figures


def _figures(file: StoryFile, name: str, size: int) -> list[Figure]:
    # Seconds of the processor, so that a busy machine does not count.
    start = time.process_time()
    for _ in file.outlines():
        pass
    reading = time.process_time() - start
    start = time.process_time()
    index = file.knowledge()
    whole = time.process_time() - start
    moments = index.moments()
    dice = random.Random(3)
    first = dice.randrange(max(len(moments) - STEPS, 1))
    one_by_one = [_timed_ms(index.go_to, second) for second in moments[first : first + STEPS]]
    leaps = [_timed_ms(index.go_to, dice.choice(moments)) for _ in range(STEPS)]
    event = next(event for row in range(1, size) if (event := file.event_in_row(row)) and event.statements)
    row = file.row_of_event(event.id)
    edits = [_timed_ms(index.refresh, row, each) for each in [event, None] * 10]
    return [
        Figure(f"known when, whole (reading {reading:.2f} s): {name}", whole, "s", WHOLE_S),
        Figure(f"  to the next moment, p99: {name}", _p99(one_by_one), "ms", STEP_MS),
        Figure(f"  to any other moment, p99: {name}", _p99(leaps), "ms", STEP_MS),
        Figure(f"  one event anew, p99: {name}", _p99(edits), "ms", STEP_MS),
    ]


def _timed_ms(function: object, *arguments: object) -> float:
    assert callable(function)
    start = time.perf_counter()
    function(*arguments)
    return (time.perf_counter() - start) * 1000


def _p99(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]
