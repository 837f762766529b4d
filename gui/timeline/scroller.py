"""How far the lanes are scrolled down: at once, by a glide, or running on after a flick."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.timeline.motion import FLICK_S, ease_out, friction, run_out
from gui.timeline.navigator import FRAME_MS

STEP_S = 0.13


class Scroller(QObject):
    """Holds the lanes' offset between 0 and what `limit_px` gives; `moved` tells of another one."""

    moved = Signal()

    def __init__(self, limit_px: Callable[[], float], animated: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self.px = 0.0
        self.is_flicked = False
        self._limit_px = limit_px
        self._animated = animated
        self._start_px = self._target_px = 0.0
        self._duration_s, self._began_s = STEP_S, 0.0
        self._curve: Callable[[float], float] = ease_out
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)

    def to(self, px: float) -> None:
        """Scroll there at once; stops at the ends."""
        self.stop()
        self._show(px)

    def step(self, px: float) -> None:
        """Scroll on by pixels; quick steps add up."""
        here = self._target_px if self._timer.isActive() and not self.is_flicked else self.px
        self._glide(self._bounded(here + px), STEP_S, ease_out)

    def flick(self, px_per_s: float) -> None:
        """Let the lanes run on at a speed (positive: down) until friction or their end stops them."""
        way_px, duration_s = run_out(px_per_s)
        if duration_s and self._animated():
            self._glide(self.px + way_px, duration_s, friction(duration_s, FLICK_S))
            self.is_flicked = True

    def stop(self) -> None:
        """Stand still."""
        self._timer.stop()
        self.is_flicked = False

    def _glide(self, px: float, duration_s: float, curve: Callable[[float], float]) -> None:
        self.stop()
        if not self._animated():
            self._show(px)
            return
        self._start_px, self._target_px = self.px, px
        self._duration_s, self._curve, self._began_s = duration_s, curve, perf_counter()
        self._timer.start()

    def _advance(self) -> None:
        share = min((perf_counter() - self._began_s) / self._duration_s, 1.0)
        done = 1.0 if share >= 1.0 else self._curve(share)
        wanted = self._start_px + (self._target_px - self._start_px) * done
        if share >= 1.0 or wanted != self._bounded(wanted):
            self.stop()
        self._show(wanted)

    def _bounded(self, px: float) -> float:
        return min(max(px, 0.0), max(self._limit_px(), 0.0))

    def _show(self, px: float) -> None:
        px = self._bounded(px)
        if px != self.px:
            self.px = px
            self.moved.emit()
