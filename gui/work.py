"""Work whose result the window waits for, done in a thread so that it goes on answering meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread
from time import monotonic, sleep
from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from shiboken6 import isValid

from storage.errors import TimelineError

Progress = Callable[[float], None]
Task = Callable[[Progress], object]
TELL_EVERY_S = 0.2
TYPING_S = 0.5
REST_S = 0.04


class Collector:
    """The garbage collector, which rests as long as anybody works: what is read by the million holds no cycles.

    It would walk over all of it again and again, and stop the window for as long.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._at_work = 0
        self._was_on = False

    def rest(self) -> None:
        """Let the collector rest until as many have called `wake`."""
        with self._guard:
            if not self._at_work:
                self._was_on = gc.isenabled()
                gc.disable()
            self._at_work += 1

    def wake(self) -> None:
        """Let it work again, unless somebody else is still at work."""
        with self._guard:
            self._at_work -= 1
            if not self._at_work and self._was_on:
                gc.enable()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Let the collector rest; there may be several at work at a time."""
        self.rest()
        try:
            yield
        finally:
            self.wake()


collector = Collector()


class _StoppedError(Exception):
    """Nobody waits for the result any more."""


class Work(QObject):
    """Does one task at a time in a thread; a task begun anew takes the place of the one before.

    A task gets a function to call often with its progress (0 to 1); that is where it ends when it is cancelled.
    `progressed` carries the progress, `finished` the result, `failed` a TimelineError; a task that was cancelled tells
    nothing, nor does one whose Work has gone. An exception of another kind goes to `threading.excepthook`, and
    `failed` carries a TimelineError.

    A patient one that nobody waits for leaves most of the processor to somebody who types.

    A task must import nothing that needs Qt: see `Run`.
    """

    progressed = Signal(float)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, *, patient: bool = False) -> None:
        super().__init__(parent)
        self._patient = patient
        self._run: Run | None = None

    @property
    def running(self) -> bool:
        """Tell whether a result is still to come."""
        return self._run is not None

    def start(self, task: Task, discard: Callable[[Any], object] | None = None) -> None:
        """Begin a task; what was being done is cancelled. `discard` gets a result that came too late to be wanted."""
        self.cancel()
        self._run = Run(self, task, self._take, discard, patient=self._patient)
        self._run.start()

    def cancel(self) -> None:
        """Give up what is being done; it ends by itself soon."""
        if self._run is not None:
            self._run.stop()
            self._run = None

    def _take(self, what: str, value: object) -> None:
        if what == "progress":
            self.progressed.emit(value)
            return
        self._run = None
        (self.finished if what == "result" else self.failed).emit(value)


class Run(QObject):
    """One task in a thread of its own; `take` gets, in the window's thread, what it tells while its owner is there.

    It tells "progress", and at its end a "result" or an "error". The owner may be destroyed at any time, with the
    window that it belongs to: a signal of the owner's, emitted by the thread at that moment, would be a crash. So
    what the thread emits is a signal of the Run's, and nothing destroys that before the thread has ended.

    No thread but the window's may import, or name for the first time, what is made of Qt: PySide keeps its classes in
    a table without a lock, and looks them up for each event that Qt delivers.
    """

    _told = Signal(str, object)
    _at_work: ClassVar[set[Run]] = set()
    _typed_s: ClassVar[float] = float("-inf")

    def __init__(
        self,
        owner: QObject,
        task: Task,
        take: Callable[[str, object], object],
        discard: Callable[[Any], object] | None = None,
        *,
        patient: bool = False,
    ) -> None:
        super().__init__()
        self._owner = owner
        self._patient = patient
        self._task = task
        self._take = take
        self._discard = discard
        self._last_s = 0.0
        self._stopped = Event()
        # No daemon: one that still runs while the interpreter ends can bring it down.
        self._thread = Thread(target=self._do, name="work")
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._at_work.add(self)
        self._thread.start()

    def stop(self) -> None:
        """Give up: nothing is told any more, and the task ends when it tells its progress."""
        self._stopped.set()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    @property
    def is_alive(self) -> bool:
        """Tell whether the thread still runs."""
        return self._thread.is_alive()

    @classmethod
    def note_typing(cls) -> None:
        """Note that a key has just changed what somebody writes: patient work goes slowly for a moment."""
        cls._typed_s = monotonic()

    @classmethod
    def end_all(cls) -> None:
        """Give up all that is being done and wait for its end: before the application goes, which threads tell."""
        for run in [*cls._at_work]:
            run.stop()
        for run in [*cls._at_work]:
            run.wait()
            QCoreApplication.sendPostedEvents(run)

    def _hear(self, what: str, value: object) -> None:
        if not isValid(self._owner):
            self.stop()
        if what != "progress":
            # It holds the thread up no longer than it takes to return, and may be destroyed here and only here.
            self.wait()
            self._at_work.discard(self)
        if not self._stopped.is_set():
            self._take(what, value)
        elif what == "result" and self._discard is not None:
            self._discard(value)

    def _do(self) -> None:
        error = TimelineError("Something unexpected went wrong; the log says more.")
        try:
            with collector.resting():
                result = self._task(self._progress)
            self._told.emit("result", result)
        except _StoppedError:
            self._told.emit("stopped", None)
        except TimelineError as known:
            self._told.emit("error", known)
        except BaseException:
            self._told.emit("error", error)
            raise

    def _progress(self, share: float) -> None:
        if self._stopped.is_set():
            raise _StoppedError
        now_s = monotonic()
        if self._patient and now_s - self._typed_s < TYPING_S:
            sleep(REST_S)
        if now_s - self._last_s >= TELL_EVERY_S:
            self._last_s = now_s
            self._told.emit("progress", share)
