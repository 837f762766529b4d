"""Work that the window does not wait for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, Signal

from storage.errors import TimelineError


class Errand(QObject):
    """Does one piece of work at a time in a thread of its own; `done` carries the TimelineError it ended with, or None.

    An exception of another kind goes to `threading.excepthook`, and `done` carries a TimelineError that says so.
    """

    done = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: Thread | None = None

    @property
    def running(self) -> bool:
        """Tell whether the work is still being done."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, work: Callable[[], object]) -> None:
        """Begin; nothing happens while other work is being done."""
        if not self.running:
            # No daemon: the program does not end in the middle of it.
            self._thread = Thread(target=self._run, args=(work,), name="errand")
            self._thread.start()

    def wait(self) -> None:
        """Wait until the work is done."""
        if self._thread is not None:
            self._thread.join()

    def _run(self, work: Callable[[], object]) -> None:
        ended: TimelineError | None = TimelineError("Something unexpected went wrong; the log says more.")
        try:
            work()
            ended = None
        except TimelineError as error:
            ended = error
        finally:
            # The window may have gone meanwhile.
            with suppress(RuntimeError):
                self.done.emit(ended)
