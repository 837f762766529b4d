"""How long it takes to look from another moment, until timeline, overview, list and detail are painted for it."""

from __future__ import annotations

import gc
import json
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench import known, stories
from tests.bench.figure import Figure

STEPS = 300
STEP_MS = 33
BUSY = 60.0
"""So much closer than the whole story, the timeline is full of titles."""
BOUND_TO = 100_000
"""Beyond so many events the figures are for the record."""
_BESIDE = ("questions", "people", "figures")
_WAYS = ("to the next moment", "to the moment before", "to any other moment", "to and fro about one")


def write_story(path: Path, size: int, statements: int) -> Path:
    """Write a story of events over fourteen years with so many statements in all, most of them quotes."""
    dice = random.Random(11)
    plain = known.write_story(path, size, statements)
    story = json.loads(plain.read_text(encoding="ascii"))
    for row in story["events"].values():
        year, month, day = dice.randrange(2011, 2025), dice.randrange(1, 13), dice.randrange(1, 29)
        last = f"/{year}-{min(month + dice.randrange(3), 12):02d}-28" if dice.random() < 0.2 else ""
        row["when"] = f"{year}-{month:02d}-{day:02d}{last}"
        row["title"] = f"{row['title']} {'and what came of it ' * dice.randrange(3)}".strip()
        for said in row.get("statements", ()):
            said["quote"] = "What was said of it at the time, word for word, as far as anybody noted it down."
    path.write_text(json.dumps(story), encoding="ascii")
    return path


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure the window at each size; a story of 100k events has 300k statements, others as many as events."""
    figures = []
    for size in sizes:
        statements = known.STATEMENTS if size == BOUND_TO else size
        with stories.folder() as folder:
            path = write_story(folder / "story.timeline.json", size, statements)
            found = stories.in_new_process(times_ms, path)
        name = f"{stories.words(size)}, {stories.words(statements)} statements"
        bound = STEP_MS if size <= BOUND_TO else math.inf
        figures += [Figure(f"as known on, {way}, p99: {name}", found[way], "ms", bound) for way in _WAYS]
        figures.append(Figure(f"  narrowed to the contested ones, p99: {name}", found["narrowed"], "ms", bound))
        for shown in _BESIDE:
            figures.append(Figure(f"  with the tab of {shown}, p99: {name}", found[shown], "ms", bound))
        figures.append(Figure(f"  grouped by speaker, p99: {name}", found["grouped"], "ms"))
    return figures


def times_ms(path: Path) -> dict[str, float]:
    """Return the 99th of a hundred CPU times of the window's thread, by the way that the slider goes."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.main_window import MainWindow
    from gui.settings import Settings
    from gui.theme import Theme
    from storage.standing import StandingKind

    app = QApplication([])
    window = MainWindow(Settings(path.parent / "settings.ini"), Theme("light"))
    # On a screen that is smaller the window begins as large as that.
    window.showNormal()
    window.resize(1920, 1080)
    window.open_path(path)
    while window.timeline is None or not window.document.event_count:
        app.processEvents()
    view, reading = window.timeline, window.reading
    knowing = reading.knowing
    view.navigator.animated = False

    def settle() -> None:
        for _ in range(5):
            app.processEvents()
            while view.plotting.busy or view.plotting.is_without_ids or reading.pending or knowing.running:
                app.processEvents()
                time.sleep(0.01)

    settle()
    knowing.prepare()
    settle()
    gc.collect()
    gc.freeze()
    moments, dice = list(knowing.moments), random.Random(5)
    event = next(each for each in reading.events if len(each.statements) > 3)
    reading.select(event.id)
    view.travel.fit_all()
    view.travel.zoom_by(BUSY)
    settle()

    def timed(second: int) -> float:
        app.processEvents()
        if second == knowing.as_of_s:
            second += 1
        paints, start_s = view.canvas.paints, time.thread_time()
        knowing.go_to(second)
        app.processEvents()
        taken_ms = (time.thread_time() - start_s) * 1000
        if view.canvas.paints == paints:
            raise RuntimeError("a step was not painted")
        return taken_ms

    def p99(seconds: Iterator[int]) -> float:
        times = sorted(map(timed, seconds))
        if os.environ.get("BENCH_TELLS"):
            print(
                [round(times[int(len(times) * share)], 1) for share in (0, 0.5, 0.9, 0.99)],
                file=__import__("sys").stderr,
            )
        return times[int(len(times) * 0.99)]

    # Where the most is to be seen come and go.
    first = len(moments) // 2
    found = {}
    timed(moments[first])
    found[_WAYS[0]] = p99(iter(moments[first + 1 : first + STEPS]))
    found[_WAYS[1]] = p99(iter(moments[first + STEPS : first : -1]))
    found[_WAYS[2]] = p99(dice.choice(moments) for _ in range(STEPS))
    found[_WAYS[3]] = p99(moments[first + number % 2] for number in range(STEPS))
    reading.narrowing.set_standings(frozenset({StandingKind.CONTESTED}))
    settle()
    timed(moments[first])
    settle()
    found["narrowed"] = p99(dice.choice(moments) for _ in range(STEPS))
    reading.narrowing.set_standings(frozenset())
    view.bands.group_by("speaker")
    settle()
    timed(moments[first])
    settle()
    found["grouped"] = p99(dice.choice(moments) for _ in range(STEPS))
    view.bands.group_by("none")
    for name in _BESIDE:
        window.side_tabs.show_tab(name)
        settle()
        timed(moments[first])
        settle()
        found[name] = p99(dice.choice(moments) for _ in range(STEPS))
    window.close()
    # Without a display it would outlive Python, and take the process down.
    app.clipboard().clear()
    return found
