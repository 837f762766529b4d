"""Where the view stands in time: moves, zooms, glides, and the way back."""

from __future__ import annotations

import math
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from gui.timeline.layout.scale import Scale
from gui.timeline.motion import Drive, Flight, Glide, Motion, Repeats, flick

GLIDE_MS = 260
NUDGE_MS = 110
SETTLE_MS = 700
HISTORY_LENGTH = 100
FRAME_MS = 12
# What one step of a wheel or a pinch can zoom at most: a touchpad's driver may report anything.
MOST_FACTOR = 1e6
# A held key is let go when its keyboard has not repeated it for so long.
LET_GO_MS = 110
HELD_STEP_S = 0.1


class Navigator(QObject):
    """Holds the scale of a view; every change of it passes here and is told by `moved`.

    A motion is interrupted by any other move. A place where the view rested is kept for `back`. Without `animated`
    nothing moves by itself: the view jumps, and a flick or a held key has no speed.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0, 1.0)
        self.width_px = 1_000.0
        """How wide the view is."""
        self._animated = True
        self._past: list[Scale] = []
        self._future: list[Scale] = []
        self._rested = self.scale
        self._motion: Motion | None = None
        self._began_s = 0.0
        # The pixel of a zoom under way; the pans of a wheel or a key under way add up too.
        self._anchor_px: float | None = None
        self._is_nudge = False
        self._is_flick = False
        self._repeats = Repeats()
        self._next_step_s = 0.0
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._rest)
        self._let_go = QTimer(self, interval=LET_GO_MS, singleShot=True)
        self._let_go.timeout.connect(self.release)

    @property
    def animated(self) -> bool:
        """Tell whether the view may move by itself."""
        return self._animated

    @animated.setter
    def animated(self, value: bool) -> None:
        self._animated = value
        if not value and self._motion is not None:
            self.jump(self.target)

    @property
    def target(self) -> Scale:
        """Return where the view is going, or where it is."""
        return (self._motion.target if self._motion is not None else None) or self.scale

    @property
    def is_flicked(self) -> bool:
        """Tell whether the view runs on by itself after a flick."""
        return self._is_flick

    def restart(self, scale: Scale) -> None:
        """Stand at a scale with no history: another story is shown."""
        self._past.clear()
        self._future.clear()
        self._stop()
        self._rested = scale
        self._show(scale)

    def jump(self, scale: Scale) -> None:
        """Stand at a scale at once."""
        self._stop()
        self._show(scale)
        self._settle.start()

    def hold(self) -> None:
        """Stop a motion where it is: the reader took hold of the view."""
        if self._motion is not None:
            self._stop()
            self._settle.start()

    def glide(self, scale: Scale, *, over_ms: int = GLIDE_MS) -> None:
        """Move to a scale visibly, over a long way by zooming out and in; where motion is unwanted, at once."""
        if self.animated:
            flight = Flight.between(self.scale, scale, self.width_px)
            self._start(flight or Glide(self.scale, scale, over_ms / 1000))
        else:
            self.jump(scale)

    def flick(self, px_per_s: float) -> None:
        """Let the view run on at a speed (positive: on in time) until friction stops it."""
        motion = flick(self.scale, px_per_s) if self.animated else None
        if motion is not None:
            self._start(motion)
            self._is_flick = True

    def zoom(self, factor: float, anchor_px: float, *, smooth: bool = True) -> None:
        """Zoom about a pixel: the instant under it stays there, also when a zoom or a glide was under way."""
        factor = min(max(factor, 1 / MOST_FACTOR), MOST_FACTOR)
        # From what is on the screen: that is where the reader points.
        here = self.scale
        if not smooth or not self.animated:
            self.jump(here.zoomed(factor, anchor_px))
            return
        if self._anchor_px is not None:
            # What the zoom under way still has to do is done about the new pixel: quick steps add up.
            factor *= here.seconds_per_px / self.target.seconds_per_px
        self._start(Glide(here, here.zoomed(factor, anchor_px), NUDGE_MS / 1000))
        self._anchor_px = anchor_px

    def pan(self, px: float, *, smooth: bool = False) -> None:
        """Move on in time by pixels."""
        here = self.scale
        if smooth and self.animated:
            self._start(Glide(here, (self.target if self._is_nudge else here).panned(px), NUDGE_MS / 1000))
            self._is_nudge = True
        else:
            self.jump(here.panned(px))

    def step_zoom(self, factor: float, anchor_px: float, *, held: bool | None = None) -> None:
        """Zoom by a key: one press is one step, a held key zooms on, faster the longer it is held.

        `held` tells whether the key repeats; None is for a command, which does not know.
        """
        sign = 1 if factor > 1 else -1
        if self._drives_on(sign, anchor_px, held):
            return
        self.zoom(factor, anchor_px)

    def step_pan(self, px: float, *, held: bool | None = None) -> None:
        """Move on in time by a key: one press is one step, a held key moves on, faster the longer it is held."""
        if self._drives_on(1 if px > 0 else -1, None, held):
            return
        self.pan(px, smooth=True)

    def release(self) -> None:
        """Let go of a held key: the view comes to rest."""
        self._let_go.stop()
        if isinstance(self._motion, Drive):
            self._start(self._motion.let_go(self._elapsed_s()))

    def visit(self, scale: Scale) -> None:
        """Go to another place, so that `back` leads to where the view stands now."""
        self._rest()
        self.glide(scale)
        self._remember(scale)

    def back(self) -> None:
        """Return to the view before this one."""
        self._rest()
        if self._past:
            self._future.append(self._rested)
            self._rested = self._past.pop()
            self.glide(self._rested)

    def forward(self) -> None:
        """Undo a `back`."""
        if self._future:
            self._past.append(self._rested)
            self._rested = self._future.pop()
            self.glide(self._rested)

    def _drives_on(self, sign: int, anchor_px: float | None, held: bool | None) -> bool:
        """Tell whether a held key moves the view by now; begin with it or keep it going."""
        now_s = perf_counter()
        repeats = self._repeats.held(sign if anchor_px is None else 2 * sign, now_s)
        if not (repeats if held is None else held):
            return False
        if not self.animated:
            # A keyboard repeats a key too often for whole steps.
            is_early = now_s < self._next_step_s
            self._next_step_s = self._next_step_s if is_early else now_s + HELD_STEP_S
            return is_early
        motion = self._motion
        if not isinstance(motion, Drive) or (motion.sign, motion.anchor_px is None) != (sign, anchor_px is None):
            self._start(Drive(self.scale, sign, anchor_px))
        self._let_go.start()
        return True

    def _rest(self) -> None:
        self._settle.stop()
        if self.target != self._rested:
            self._remember(self.target)

    def _remember(self, scale: Scale) -> None:
        if scale != self._rested:
            self._past = [*self._past[1 - HISTORY_LENGTH :], self._rested]
            self._rested = scale
            self._future.clear()

    def _elapsed_s(self) -> float:
        return perf_counter() - self._began_s

    def _start(self, motion: Motion) -> None:
        self._forget()
        self._motion, self._began_s = motion, perf_counter()
        # Begun anew with every step of a wheel, the timer would never come to its end.
        if not self._timer.isActive():
            self._timer.start()
        if math.isfinite(motion.duration_s):
            self._settle.start(SETTLE_MS + round(motion.duration_s * 1000))
        else:
            self._settle.stop()

    def _stop(self) -> None:
        self._timer.stop()
        self._forget()

    def _forget(self) -> None:
        self._let_go.stop()
        self._motion = self._anchor_px = None
        self._is_nudge = self._is_flick = False

    def _advance(self) -> None:
        if self._motion is None:
            self._timer.stop()
            return
        elapsed_s = self._elapsed_s()
        scale = self._motion.scale_at(elapsed_s)
        if elapsed_s >= self._motion.duration_s:
            self._stop()
        self._show(scale)

    def _show(self, scale: Scale) -> None:
        self.scale = scale
        self.moved.emit()
