"""How long it takes until what a hand does to events is on the screen: a drag, its end, marks, a paste."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from tests.bench import mix, stories
from tests.bench.figure import Figure

ROUNDS = 9
MOST_SLOWER = 2.0
_BOUNDS_MS = {
    "a move of the pointer while carrying an event": 16,
    "letting go of it": 50,
    "marking 1,000 events with a click": 100,
    "a picture with one event chosen": math.inf,
    "a picture with 10,000 marked": math.inf,
    "letting go of one with 1,000 marked": 50,
    "pasting 1,000 events": 2000,
}


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure hands on the events of a window, at each size."""
    figures = []
    for size in sizes:
        if size < 10_000:
            continue
        with stories.folder() as folder:
            times = stories.in_new_process(times_ms, mix.write_story(folder / "story.timeline.json", size))
        name = stories.words(size)
        chosen_ms = times.pop("a picture with one event chosen")
        marked_ms = times.pop("a picture with 10,000 marked")
        figures.append(
            Figure(f"a picture with 10,000 marked among {name}", marked_ms, "ms", MOST_SLOWER, chosen_ms, "one chosen")
        )
        figures += [Figure(f"{what}, among {name}", taken, "ms", _BOUNDS_MS[what]) for what, taken in times.items()]
    return figures


def times_ms(path: Path) -> dict[str, float]:
    """Return the median milliseconds until the end of the paint, by what was done."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtWidgets import QApplication

    from gui.main_window import MainWindow
    from gui.settings import Settings
    from gui.theme import Theme
    from gui.timeline.carrying import Carry, Load
    from gui.timeline.grips import hold_at
    from storage.model import Event

    app = QApplication([])
    window = MainWindow(Settings(path.parent / "settings.ini"), Theme("light"))
    window.resize(1920, 1080)
    window.show()
    window.open_path(path)
    while window.timeline is None or not window.document.event_count:
        app.processEvents()
    view, reading, document = window.timeline, window.reading, window.document
    view.navigator.animated = False
    while view.plotting.busy or view.plotting.is_without_ids or reading.pending:
        app.processEvents()
        time.sleep(0.01)
    canvas = view.canvas
    taken: dict[str, list[float]] = {what: [] for what in _BOUNDS_MS}

    def timed(what: str, act: Callable[[], object]) -> None:
        app.processEvents()
        start_s = time.perf_counter()
        act()
        canvas.viewport().repaint()
        taken[what].append((time.perf_counter() - start_s) * 1000)

    def load() -> tuple[Carry, QPointF]:
        picture = canvas.picture()
        assert picture is not None and canvas.shown_scene is not None
        at = canvas._pointer.chosen_place().toPointF()
        hold = hold_at(picture, at, of_any=True)
        assert hold is not None
        event = canvas.shown_scene.event(hold.index)
        assert isinstance(event, Event)
        hands = canvas.hands
        carry = Carry(
            Load(event, hold, "UTC"), view.navigator, canvas.picture, hands._show_ghost, hands.carried.emit,
            hands.refused.emit, lambda: True,
        )  # fmt: skip
        return carry.begin(at), at

    def carried(end: str) -> None:
        carry, at = load()
        for step in range(1, 6):
            timed(
                "a move of the pointer while carrying an event",
                lambda at=at, step=step: carry.move(at + QPointF(step * 40, 0), 0),
            )
        timed(end, lambda: carry.finish(0))

    middle = len(reading.events) // 2
    for number in range(ROUNDS):
        reading.select(reading.events[middle + number].id)
        view.travel.fit_selection_then_all()
        carried("letting go of it")
    for number in range(3):
        reading.select(reading.events[middle].id)
        timed("marking 1,000 events with a click", lambda: reading.mark_through(reading.events[middle + 999].id))
        reading.select(reading.events[middle + number].id)
        view.travel.fit_selection_then_all()
        reading.mark_places(range(middle, middle + 1000), reading.selected)
        carried("letting go of one with 1,000 marked")
        window.event_list.table.setFocus(Qt.FocusReason.OtherFocusReason)
        window.commands.clipboard._copy_events()
        start_s = time.perf_counter()
        count = document.event_count
        window.commands.clipboard._paste()
        while document.event_count == count:
            app.processEvents()
        canvas.viewport().repaint()
        taken["pasting 1,000 events"].append((time.perf_counter() - start_s) * 1000)
    for what, count in (("a picture with one event chosen", 1), ("a picture with 10,000 marked", 10_000)):
        reading.mark_places(range(middle, middle + min(count, len(reading.events) - middle)))
        for _ in range(ROUNDS):
            timed(what, lambda: view.navigator.pan(3))
    window.close()
    # Without a display it would outlive Python, and take the process down.
    app.clipboard().clear()
    return {what: median(found) for what, found in taken.items()}
