"""Start the program on a story and print, as JSON, when its timeline came to be: run by `window`.

`python tests/bench/watched_window.py STORY START`, where START is `time.time()` when the process was started. Seconds
from there to: `useful` (overview and density painted, be it of a sample that covers the whole file), `exact` (of all
events), `all` (every event has its place, and the list is in order);
`longest_block_ms` is the longest pause between two beats of a timer in the event loop.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt, QTimer

from gui import app
from storage.dates import Date

BEAT_MS = 2


class WatchedDesk(app.Desk):
    """A desk that notes its first pictures and its heartbeat, and is left when everything is there."""

    def start(self, files: Sequence[Path], date: Date | None = None) -> None:
        """Start as ever, and watch."""
        super().start(files, date)
        self.noted: dict[str, float] = {}
        self._last_s = 0.0
        self._longest_s = 0.0
        self._longest_at_s = 0.0
        self._paints = -1
        beat = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        beat.timeout.connect(self._beat)
        beat.start()

    def _beat(self) -> None:
        now_s = time.time()
        if self._last_s and now_s - self._last_s > self._longest_s:
            self._longest_s, self._longest_at_s = now_s - self._last_s, now_s - float(sys.argv[2])
        self._look(now_s)
        self._last_s = time.time()

    def _look(self, now_s: float) -> None:
        window = self.windows[0]
        view = window.timeline
        if view is None:
            return
        plot, since_s = view.plotting.plot, now_s - float(sys.argv[2])
        if self._paints < 0 and len(plot.marks):
            self._paints = view.canvas.paints
            view.canvas.refresh()
        if "useful" not in self.noted and 0 <= self._paints < view.canvas.paints and view.overview.is_counted:
            self.noted["useful"] = since_s
        if "exact" not in self.noted and len(plot.marks) and not plot.is_sample and view.overview.is_counted:
            self.noted["exact"] = since_s
        ready = plot.has_lanes and len(plot.marks) and not view.plotting.busy and not window.reading.pending
        if ready and "ready" not in self.noted:
            self.noted["ready"] = view.canvas.paints
            view.canvas.refresh()
        elif "ready" in self.noted and view.canvas.paints > self.noted["ready"]:
            self.noted["all"] = since_s
            self.noted["longest_block_ms"] = self._longest_s * 1000
            self.noted["longest_block_at"] = self._longest_at_s
            print(json.dumps(self.noted))
            self.leave()


if __name__ == "__main__":
    app.Desk = WatchedDesk  # type: ignore[misc]
    sys.exit(app.run([Path(sys.argv[1])], None))
