"""How long the print dialog keeps a reader waiting: for a preview, while it plans, and until a plan is given up."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.figure import ROOT, SAMPLE, Figure, reader_environment
from tests.bench.long_story import write_long_story
from tests.bench.stories import write_story

EVENTS = 10_000
_BEAT_S = 0.005


def measure() -> list[Figure]:
    """Open the dialog in a process of its own, on the sample, a poster of ten thousand, and a thousand pages."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "homs.timeline.json").write_bytes(SAMPLE.read_bytes())
        write_story(place / "many.timeline.json", EVENTS)
        write_long_story(place / "long.timeline.json")
        command = [sys.executable, "-m", "tests.bench.print_desk", str(place)]
        environment = reader_environment(place / "home")
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return [
        Figure("open the print dialog on the sample, to its preview", found["open_s"], "s", 0.6),
        Figure("another choice, to its preview", found["choice_s"], "s", 0.4),
        Figure("poster of 10k on A0, to its preview", found["many_s"], "s", 8.0),
        Figure("longest the window is deaf meanwhile", found["many_deaf_s"], "s", 0.5),
        Figure("paint that page anew after zooming", found["many_paint_s"], "s", 1.0),
        Figure("longest the window is deaf planning 1,000 pages", found["long_deaf_s"], "s", 0.5),
        Figure("longest until a plan is given up", found["stop_s"], "s", 0.5),
    ]


class Heart:
    """Beats every few milliseconds, and knows the longest that it stood still."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest_s = 0.0
        self._last_s = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(round(_BEAT_S * 1000))

    def rest(self) -> None:
        self.longest_s, self._last_s = 0.0, time.perf_counter()

    def _beat(self) -> None:
        now_s = time.perf_counter()
        self.longest_s = max(self.longest_s, now_s - self._last_s)
        self._last_s = now_s


def _run(folder: Path) -> dict[str, float]:
    from dataclasses import replace

    from gui.app import dress, make_application
    from gui.printing.choices import Choices, Page, Style
    from gui.printing.dialog import PrintDialog
    from gui.printing.shown import Shown
    from gui.theme import Theme
    from storage.dates.typed import Habits
    from storage.story_file import open_story

    app = make_application(["bench"])
    theme = Theme("light")
    dress(app, theme)
    heart = Heart()

    def opened(name: str, choices: Choices) -> Any:
        file = open_story(folder / f"{name}.timeline.json", read_only=True)
        len(file.events)  # In a window they have been read by then.
        heart.rest()
        return PrintDialog(None, file, Shown(), choices, Habits, theme, folder)

    def settle(dialog: Any) -> None:
        while not dialog.is_current:
            app.processEvents()
        dialog.pane.preview.settle()
        app.processEvents()

    found: dict[str, float] = {}
    usual = Choices()
    for _round in range(2):
        begun = time.perf_counter()
        dialog = opened("homs", usual)
        dialog.show()
        settle(dialog)
        found["open_s"] = time.perf_counter() - begun
    begun = time.perf_counter()
    dialog.column.poster.wide.setValue(2)
    settle(dialog)
    found["choice_s"] = time.perf_counter() - begun
    dialog.close()

    pages = {**usual.pages, Style.POSTER: Page("A0", landscape=True)}
    begun = time.perf_counter()
    dialog = opened("many", replace(usual, pages=pages))
    dialog.show()
    while not dialog.is_current:
        app.processEvents()
    found["many_deaf_s"] = heart.longest_s
    settle(dialog)
    found["many_s"] = time.perf_counter() - begun
    begun = time.perf_counter()
    dialog.pane.preview.zoom_by(3.0)
    settle(dialog)
    found["many_paint_s"] = time.perf_counter() - begun
    dialog.close()

    stops = []
    for wait_s in (0.3, 0.9, 1.7):
        dialog = opened("long", replace(usual, styles=(Style.BOOKLET,)))
        dialog.show()
        end_s = time.perf_counter() + wait_s
        gone: list[int] = []
        dialog.finished.connect(gone.append)

        def stop(dialog: Any = dialog) -> None:
            stops.append(-time.perf_counter())
            dialog.reject()

        from PySide6.QtCore import QTimer

        QTimer.singleShot(round((end_s - time.perf_counter()) * 1000), stop)
        while not gone:
            app.processEvents()
        stops[-1] += time.perf_counter()
        found["long_deaf_s"] = max(found.get("long_deaf_s", 0.0), heart.longest_s)
    found["stop_s"] = max(stops)
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_run(Path(sys.argv[1]))))
