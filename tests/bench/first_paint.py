"""Start the program on a story and leave as soon as the timeline with its events is painted: run by `startup`."""

# The collector rests before anything is imported, as in main.py.
# ruff: noqa: E402

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

gc.disable()
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from gui import app
from storage.dates import Date


class WatchedDesk(app.Desk):
    """A desk that is left at the first paint."""

    def start(self, files: Sequence[Path], date: Date | None = None) -> None:
        """Start as ever, and watch."""
        super().start(files, date)
        watch = QTimer(self, interval=8)
        watch.timeout.connect(self.leave_if_painted)
        watch.start()

    def leave_if_painted(self) -> None:
        """End the event loop once the events are on the timeline."""
        window = self.windows[0]
        if window.timeline is not None and window.timeline.canvas.paints and window.document.events:
            app.QApplication.exit(0)


if __name__ == "__main__":
    app.Desk = WatchedDesk  # type: ignore[misc]
    sys.exit(app.run([Path(sys.argv[1])], None))
