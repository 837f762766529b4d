"""What a frame of the view in two times costs, and how long its statements take to be read."""

from __future__ import annotations

import gc
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench import stories
from tests.bench.figure import Figure
from tests.bench.known import OUTLETS, SPEAKERS, STANCES

STATEMENTS = 300_000
STEPS = 160
WARM_UP_STEPS = 10
WIDTH_PX, HEIGHT_PX = 1920, 1080
FRAME_MS = 33


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure stories of these sizes; one of 100k events has 300k statements, the others as many as events."""
    figures = []
    for size in sizes:
        statements = STATEMENTS if size == 100_000 else size
        with stories.folder() as folder:
            story = write_story(folder / "story.timeline.json", size, statements)
            found = stories.in_new_process(frames_ms, story)
        name = f"{stories.words(size)}, {stories.words(statements)} statements"
        figures.append(Figure(f"two times, a frame, median: {name}", found["median"], "ms", FRAME_MS))
        figures.append(Figure(f"  a frame, p99: {name}", found["p99"], "ms", FRAME_MS))
        figures.append(Figure(f"  the cursor moved, with its frame, p99: {name}", found["cursor"], "ms", 2 * FRAME_MS))
        figures.append(Figure(f"  reading the statements: {name}", found["reading"], "s"))
    return figures


def write_story(path: Path, size: int, statements: int) -> Path:
    """Write events of twelve years with what was said of them within hours, weeks or years."""
    dice = random.Random(11)
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "Two times"}
    sources = {
        str(number): {
            "id": f"s{number}",
            "csl": {"container-title": outlet, "issued": {"date-parts": [[2024, number]]}},
        }
        for number, outlet in enumerate(OUTLETS, start=1)
    }
    said_of = [0] * size
    for _ in range(statements):
        said_of[dice.randrange(size)] += 1
    with path.open("w", encoding="ascii") as file:
        file.write(f'{{"about": {{"1": {json.dumps(about)}}}, "sources": {json.dumps(sources)}, "events": {{')
        rows = enumerate(_rows(said_of, dice), start=1)
        file.writelines(f'{", " if number > 1 else ""}"{number}": {json.dumps(row)}' for number, row in rows)
        file.write("}}")
    return path


def _rows(said_of: Sequence[int], dice: random.Random) -> Iterator[dict[str, object]]:
    for number, count in enumerate(said_of):
        at_s = dice.randrange(1_300_000_000, 1_700_000_000)
        row: dict[str, object] = {"id": f"e{number:08d}", "title": f"Event {number}", "when": _day(at_s)}
        if count:
            row["statements"] = [_statement(place, at_s, dice) for place in range(count)]
        yield row


def _day(second: int, minutes: bool = False) -> str:
    return time.strftime("%Y-%m-%dT%H:%MZ" if minutes else "%Y-%m-%d", time.gmtime(second))


def _statement(place: int, at_s: int, dice: random.Random) -> dict[str, object]:
    said_s = at_s + int(dice.expovariate(1 / dice.choice((40_000, 900_000, 30_000_000))))
    said = {} if dice.random() < 0.02 else {"said": _day(said_s, dice.random() < 0.1)}
    return {
        "id": f"s{place}",
        "stance": dice.choice(STANCES),
        "speaker": dice.choice(SPEAKERS),
        **said,
        "source": f"s{dice.randrange(1, 9)}",
    }


def frames_ms(path: Path) -> dict[str, float]:
    """Return the thread's CPU time of frames while one zooms and pans, of moving the cursor, and of reading."""
    import os

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.document import Document
    from gui.reading import Reading
    from gui.theme import Theme
    from gui.timeline.layout.scale import Scale
    from gui.timeline.navigator import Navigator
    from gui.timeline.two_times.said_columns import read_said
    from gui.timeline.two_times.view import TwoTimesView
    from storage.origins import Origins
    from storage.story_file import open_story

    app = QApplication([])
    document = Document()
    reading, navigator = Reading(document), Navigator()
    navigator.animated = False
    file = open_story(path, read_only=True)
    start_s = time.process_time()
    columns = read_said(file, Origins({each.id: each for each in file.sources}), lambda _share: None)
    read_s = time.process_time() - start_s
    document.show(file)
    view = TwoTimesView(navigator, document, reading, Theme("light"))
    view.resize(WIDTH_PX, HEIGHT_PX)
    view.show()
    view.enter()
    app.processEvents()
    _wait(app, lambda: len(view.statements.columns) == len(columns))
    gc.collect()
    gc.freeze()
    whole = Scale.fitting(int(columns.at_s[0]), int(columns.at_s[-1]), 40, WIDTH_PX - 240)
    down, times = view.down, []
    for step in range(-WARM_UP_STEPS, STEPS):
        closeness = 1.07 ** (80 - abs(80 - step))
        view.down = down.zoomed(closeness, HEIGHT_PX * 0.5).panned(step % 7)
        paints, start_s = view.paints, time.thread_time()
        navigator.restart(whole.zoomed(closeness, WIDTH_PX * 0.5).panned(30 * (step % 9)))
        view.viewport().repaint()
        if view.paints != paints + 1:
            raise RuntimeError(f"a step was painted {view.paints - paints} times instead of once")
        if step >= 0:
            times.append((time.thread_time() - start_s) * 1000)
    cursor = _cursor_ms(app, view, reading, document)
    document.close()
    return {"median": median(times), "p99": quantiles(times, n=100)[98], "cursor": cursor, "reading": read_s}


def _cursor_ms(app: Any, view: Any, reading: Any, document: Any) -> float:
    """Return what moving the cursor of what is known costs this view, with its frame, p99."""
    knowing = reading.knowing
    knowing.prepare()
    _wait(app, lambda: knowing.index is not None)
    moments = knowing.moments
    dice, times = random.Random(5), []
    for step in range(60):
        knowing.go_to(moments[(len(moments) // 2 + step) if step % 2 else dice.randrange(len(moments))])
        start_s = time.thread_time()
        view.statements.want(True)
        view.viewport().repaint()
        times.append((time.thread_time() - start_s) * 1000)
    return quantiles(times, n=100)[98]


def _wait(app: Any, until: Any) -> None:
    start_s = time.monotonic()
    while not until():
        app.processEvents()
        if time.monotonic() - start_s > 120:
            raise RuntimeError("it took too long")
