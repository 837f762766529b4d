"""Work whose result the window waits for, done in a thread so that it goes on answering meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from storage.errors import TimelineError

Progress = Callable[[float], None]
Task = Callable[[Progress], object]
TELL_EVERY_S = 0.2


class _Collector:
    """The garbage collector, which rests as long as anybody works: what is read by the million holds no cycles.

    It would walk over all of it again and again, and stop the window for as long.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._at_work = 0
        self._was_on = False

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Let the collector rest; there may be several at work at a time."""
        with self._guard:
            if not self._at_work:
                self._was_on = gc.isenabled()
                gc.disable()
            self._at_work += 1
        try:
            yield
        finally:
            with self._guard:
                self._at_work -= 1
                if not self._at_work and self._was_on:
                    gc.enable()


_collector = _Collector()


class _StoppedError(Exception):
    """Nobody waits for the result any more."""


class Work(QObject):
    """Does one task at a time in a thread; a task begun anew takes the place of the one before.

    A task gets a function to call often with its progress (0 to 1); that is where it ends when it is cancelled.
    `progressed` carries the progress, `finished` the result, `failed` a TimelineError; a task that was cancelled tells
    nothing. An exception of another kind goes to `threading.excepthook`, and `failed` carries a TimelineError.
    """

    progressed = Signal(float)
    finished = Signal(object)
    failed = Signal(object)
    _told = Signal(object, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    @property
    def running(self) -> bool:
        """Tell whether a result is still to come."""
        return self._run is not None

    def start(self, task: Task, discard: Callable[[Any], object] | None = None) -> None:
        """Begin a task; what was being done is cancelled. `discard` gets a result that came too late to be wanted."""
        self.cancel()
        self._run = _Run(task, self._told.emit, discard)
        self._run.thread.start()

    def cancel(self) -> None:
        """Give up what is being done; it ends by itself soon."""
        if self._run is not None:
            self._run.stopped.set()
            self._run = None

    def _take(self, run: _Run, what: str, value: object) -> None:
        if run is not self._run:
            if what == "result" and run.discard is not None:
                run.discard(value)
            return
        if what == "progress":
            self.progressed.emit(value)
            return
        self._run = None
        (self.finished if what == "result" else self.failed).emit(value)


class _Run:
    def __init__(
        self, task: Task, tell: Callable[[object, str, object], object], discard: Callable[[Any], object] | None
    ) -> None:
        self._task = task
        self.discard = discard
        self._tell = tell
        self._last_s = 0.0
        self.stopped = Event()
        # No daemon: one that still runs while the interpreter ends can bring it down.
        self.thread = Thread(target=self._do, name="work")

    def _do(self) -> None:
        error = TimelineError("Something unexpected went wrong; the log says more.")
        try:
            with _collector.resting():
                result = self._task(self._progress)
            self._say("result", result)
        except _StoppedError:
            return
        except TimelineError as known:
            self._say("error", known)
        except BaseException:
            self._say("error", error)
            raise

    def _progress(self, share: float) -> None:
        if self.stopped.is_set():
            raise _StoppedError
        now_s = monotonic()
        if now_s - self._last_s >= TELL_EVERY_S:
            self._last_s = now_s
            self._say("progress", share)

    def _say(self, what: str, value: object) -> None:
        try:
            self._tell(self, what, value)
        except RuntimeError:
            # The window has gone meanwhile.
            self.stopped.set()
            if what == "result" and self.discard is not None:
                self.discard(value)
