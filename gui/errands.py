"""Work that the window does not wait for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gui.work import Run


class Errand(QObject):
    """Does one piece of work at a time in a thread of its own; `done` carries the TimelineError it ended with, or None.

    An exception of another kind goes to `threading.excepthook`, and `done` carries a TimelineError that says so.
    """

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: Run | None = None

    @property
    def running(self) -> bool:
        """Tell whether the work is still being done."""
        return self._run is not None and self._run.is_alive

    def start(self, work: Callable[[], object]) -> None:
        """Begin; nothing happens while other work is being done."""
        if not self.running:
            self._run = Run(self, lambda _progress: work(), self._tell)
            self._run.start()

    def wait(self) -> None:
        """Wait until the work is done."""
        if self._run is not None:
            self._run.wait()

    def _tell(self, what: str, value: object) -> None:
        self.done.emit(value if what == "error" else None)
