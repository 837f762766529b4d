"""How long a step of very many events takes, and how long the window waits for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import mix, stories
from tests.bench.figure import Figure

MOST_WAIT_MS = 500
_TURN_S = 0.002


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure changing the place of 100,000 events at most, and undoing it, in a window's document at each size."""
    figures = []
    for size in sizes:
        with stories.folder() as folder:
            found = stories.in_new_process(times, mix.write_story(folder / "story.timeline.json", size))
        name = stories.words(size)
        for what, (taken_s, longest_ms) in found.items():
            figures.append(Figure(f"{what} {stories.words(min(size, 100_000))} of {name} events", taken_s, "s"))
            figures.append(Figure(f"{what}: the longest wait of the window, {name}", longest_ms, "ms", MOST_WAIT_MS))
    return figures


def times(path: Path) -> dict[str, tuple[float, float]]:
    """Return seconds from the wish to the end, and the longest milliseconds between two turns of the event loop."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from gui.document import Document
    from gui.editor.change_dialog import ChangeEventsDialog
    from gui.reading import Reading
    from gui.theme import Theme
    from gui.timeline.plot_cache import PlotCache
    from gui.timeline.view import TimelineView

    app = QApplication([])
    document = Document()
    reading, theme = Reading(document), Theme("light")
    view = TimelineView(document, reading, theme, cache=PlotCache(path.parent / "plots"))
    view.resize(1600, 900)
    view.show()
    document.open(path)

    def spin(goes_on: Callable[[], bool]) -> tuple[float, float]:
        start_s = last_s = time.perf_counter()
        longest_s = 0.0
        while goes_on():
            app.processEvents()
            time.sleep(_TURN_S)
            now_s = time.perf_counter()
            longest_s, last_s = max(longest_s, now_s - last_s), now_s
        return last_s - start_s, longest_s * 1000

    def is_busy() -> bool:
        return view.plotting.busy or view.plotting.is_without_ids or reading.pending

    spin(is_busy)
    dialog = ChangeEventsDialog(None, document, reading, theme)
    dialog.open()
    dialog.place_edit.setText("Elsewhere")
    if document.event_count > 100_000:
        dialog._filtered = type(dialog._filtered)(tuple(range(1, 100_001)), 100_000)
    ended: list[int] = []
    dialog.stepper.made.connect(ended.append)
    dialog.stepper.failed.connect(print)
    dialog.accept()
    found = {"Changing": spin(lambda: not ended)}
    found["Showing the change of"] = spin(is_busy)
    document.close()
    return found
