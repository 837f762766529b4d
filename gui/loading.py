"""Loads what the timeline needs, numpy and pyqtgraph above all, while the window is already there to be read."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from gui.work import Progress, Work

TURN_S = 0.008


class TimelineLoading(QObject):
    """Loads the timeline once; `loaded` tells that it can be imported at once, `failed` carries a TimelineError.

    What knows nothing of Qt is loaded in a thread. The rest is loaded here, in short turns where it can be cut: PySide
    keeps its classes in a table without a lock, and looks them up for each event that Qt delivers.
    """

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = self._load()
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._take_turn)
        self._numbers = Work(self)
        self._numbers.finished.connect(lambda _: self._turn.start())
        self._numbers.failed.connect(self.failed)

    def start(self) -> None:
        """Begin."""
        self._numbers.start(_load_numbers)
        self._turn.start()

    def _take_turn(self) -> None:
        until_s = monotonic() + TURN_S
        try:
            while self._turn.isActive() and monotonic() < until_s:
                next(self._steps)
        except StopIteration:
            self._turn.stop()
            self.loaded.emit()
        except BaseException:
            self._turn.stop()
            raise

    def _load(self) -> Iterator[None]:
        yield from _make_classes()
        while self._numbers.running:
            self._turn.stop()
            yield
        # pyqtgraph comes with this, in one piece.
        from gui.timeline import item  # noqa: F401

        yield
        from gui.timeline import view  # noqa: F401


def _load_numbers(_progress: Progress) -> None:
    """Load the layout, with the tables that the first axis would load."""
    from gui.timeline.layout.building import Plan  # noqa: F401
    from gui.timeline.layout.plot import Plot  # noqa: F401
    from gui.timeline.layout.scale import Scale
    from gui.timeline.layout.ticks import axis_ticks

    axis_ticks(Scale(0, 3600.0), 10.0, "UTC", "en", len)


def _make_classes() -> Iterator[None]:
    """Make the classes of Qt, which PySide makes when they are first named: pyqtgraph names them all."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield
