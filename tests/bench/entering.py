"""What a key costs in the line of quick entry, and what Enter costs until the event is kept and painted."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import mix, stories
from tests.bench.figure import Figure

MOST_KEY_MS = 16
MOST_ENTER_MS = 50
_LINES = (
    '7 Dec 2024: Rebels enter Homs @Homs #front "total liberation" - Hassan Abdul Ghani, commander (says) [BBC News]',
    "between 27 and 30 Nov 2024: Rebels start their biggest offensive in years @Syria #offensive [CBS News]",
    'Saturday: Who holds Homs? "stable and safe" - Ministry of Defence (denies) [X > BBC News]; It is open - BBC News',
)
_ENTERS = 200


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure in a real window without a screen, at each size."""
    figures = []
    for size in sizes:
        with stories.folder() as folder:
            found = stories.in_new_process(times_ms, mix.write_story(folder / "story.timeline.json", size))
        name = stories.words(size)
        figures += [
            Figure(f"keypress to parsed preview, p99, {name} events", found["key"], "ms", MOST_KEY_MS),
            Figure(f"Enter to durable and on the screen, p99, {name} events", found["enter"], "ms", MOST_ENTER_MS),
        ]
    return figures


def times_ms(path: Path) -> dict[str, float]:
    """Return the 99th percentile of the milliseconds until what a key did is painted, for letters and for Enter.

    What a key changes is painted as the window paints it: in full, and nothing else.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(path.parent / name.lower())
    from PySide6.QtCore import QCoreApplication, Qt, qInstallMessageHandler
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from gui.app import SWITCH_S, Desk
    from gui.settings import Settings
    from gui.theme import Theme

    qInstallMessageHandler(lambda *_: None)
    # As the program itself does it.
    sys.setswitchinterval(SWITCH_S)
    app = QApplication([])
    desk = Desk(app, Settings(path.parent / "settings.ini"), Theme("light"))
    desk.start([path])
    window = desk.windows[0]
    window.resize(1920, 1080)
    _turn(app, lambda: window.timeline is not None and window.document.event_count > 0)
    view = window.timeline
    assert view is not None
    _turn(app, lambda: not view.plotting.busy and not window.reading.pending)
    window.commands.entries.begin()
    bar = window.commands.entries.bar
    assert bar is not None
    _rest(app)
    keys, enters = [], []

    def pressed(key: str | Qt.Key) -> float:
        start_s = time.perf_counter()
        if isinstance(key, str):
            QTest.keyClicks(bar.edit, key)
        else:
            QTest.keyClick(bar.edit, key)
        # All that was put off, the painting of what has changed included; no timers.
        QCoreApplication.sendPostedEvents()
        return (time.perf_counter() - start_s) * 1000

    for line in _LINES * 2:
        bar.edit.set_text("")
        keys += [(_rest(app, 0.02), pressed(char))[1] for char in line]
    for number in range(-3, _ENTERS):
        bar.edit.set_text(f"{1 + number % 28} Dec {1950 + number % 70}: Something new {number} @Homs #new")
        _rest(app, 0.05)
        painted = view.canvas.paints
        taken = pressed(Qt.Key.Key_Return)
        assert bar.text == "" and view.canvas.paints > painted, "The event is not on the screen."
        if number >= 0:
            enters.append(taken)
    desk.leave()
    return {"key": _p99(keys), "enter": _p99(enters)}


def _p99(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.99)]


def _turn(app: object, until: Callable[[], bool]) -> None:
    while not until():
        _rest(app, 0.01)


def _rest(app: object, seconds: float = 0.3) -> None:
    """Let the window do what it does between two keys."""
    end_s = time.perf_counter() + seconds
    while time.perf_counter() < end_s:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.001)
