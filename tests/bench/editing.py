"""How long an edit takes until it is on the timeline, the disk included."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.bench import mix, stories
from tests.bench.figure import Figure

ROUNDS = 15
MOST_MS = 50


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure inserting, moving and removing events in a window's timeline, at each size."""
    figures = []
    for size in sizes:
        with stories.folder() as folder:
            times = stories.in_new_process(times_ms, mix.write_story(folder / "story.timeline.json", size))
        name = stories.words(size)
        figures += [
            Figure(f"{what} an event among {name}, until it is painted", taken, "ms", MOST_MS)
            for what, taken in times.items()
        ]
    return figures


def times_ms(path: Path) -> dict[str, float]:
    """Return the median milliseconds from the edit to the end of the paint, by kind of edit."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.document import Document
    from gui.reading import Reading
    from gui.theme import Theme
    from gui.timeline.plot_cache import PlotCache
    from gui.timeline.view import TimelineView
    from storage.changes import PutEvent, RemoveEvent
    from storage.model import Event

    app = QApplication([])
    document = Document()
    reading = Reading(document)
    view = TimelineView(document, reading, Theme("light"), cache=PlotCache(path.parent / "plots"))
    view.resize(1920, 1080)
    view.show()
    document.open(path)
    while view.plotting.busy or reading.pending:
        app.processEvents()
        time.sleep(0.01)
    taken: dict[str, list[float]] = {"insert": [], "move": [], "remove": []}
    for number in range(-2, ROUNDS):
        event = Event(f"new {number}", "A new event", f"19{50 + number}-06-15", text="What was said of it")
        changes = {
            "insert": PutEvent(event),
            "move": PutEvent(replace(event, when="1911-11")),
            "remove": RemoveEvent(event.id),
        }
        for what, change in changes.items():
            start_s = time.perf_counter()
            document.apply([change])
            view.canvas.viewport().repaint()
            if number >= 0:
                taken[what].append((time.perf_counter() - start_s) * 1000)
            app.processEvents()
    document.close()
    return {what: median(found) for what, found in taken.items()}
