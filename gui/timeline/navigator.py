"""Where the view stands in time: moves, zooms, glides, and the way back."""

from __future__ import annotations

import math

from PySide6.QtCore import QEasingCurve, QElapsedTimer, QObject, Qt, QTimer, Signal

from gui.timeline.layout.scale import Scale

GLIDE_MS = 260
NUDGE_MS = 110
SETTLE_MS = 700
HISTORY_LENGTH = 100
FRAME_MS = 12
# What one step of a wheel or a pinch can zoom at most: a touchpad's driver may report anything.
MOST_FACTOR = 1e6


class Navigator(QObject):
    """Holds the scale of a view; every change of it passes here and is told by `moved`.

    A glide is interrupted by any other move. A place where the view rested is kept for `back`.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scale = Scale(0, 1.0)
        self.animated = True
        self._past: list[Scale] = []
        self._future: list[Scale] = []
        self._rested = self.scale
        self._from = self.scale
        self._target: Scale | None = None
        self._anchor_px: float | None = None
        self._curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        self._clock = QElapsedTimer()
        self._duration_ms = GLIDE_MS
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._advance)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._rest)

    @property
    def target(self) -> Scale:
        """Return where the view is going, or where it is."""
        return self._target or self.scale

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
        """Stop a glide where it is: the reader took hold of the view."""
        if self._target is not None:
            self._stop()
            self._settle.start()

    def glide(self, scale: Scale, *, over_ms: int = GLIDE_MS) -> None:
        """Move to a scale visibly; where motion is unwanted or the way is endless, at once."""
        apart = abs(math.log2(scale.seconds_per_px / self.scale.seconds_per_px))
        far_px = abs(scale.origin_parts - self.scale.origin_parts) / 2**32 / scale.seconds_per_px
        if not self.animated or (apart < 0.01 and far_px > 20_000):
            self.jump(scale)
            return
        self._from, self._target, self._duration_ms = self.scale, scale, over_ms
        self._clock.start()
        self._timer.start()
        self._settle.start(SETTLE_MS + over_ms)

    def zoom(self, factor: float, anchor_px: float, *, smooth: bool = True) -> None:
        """Zoom about a pixel: the instant under it stays there."""
        # From the target, so that quick steps add up; same pixel, so that the glide keeps the anchor.
        factor = min(max(factor, 1 / MOST_FACTOR), MOST_FACTOR)
        base = self.target if smooth and self._anchor_px == anchor_px else self.scale
        scale = base.zoomed(factor, anchor_px)
        if smooth and self.animated:
            self.glide(scale, over_ms=NUDGE_MS)
            self._anchor_px = anchor_px
        else:
            self.jump(scale)

    def pan(self, px: float, *, smooth: bool = False) -> None:
        """Move on in time by pixels."""
        if smooth and self.animated:
            self.glide(self.target.panned(px), over_ms=NUDGE_MS)
        else:
            self.jump(self.scale.panned(px))

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

    def _rest(self) -> None:
        self._settle.stop()
        if self.target != self._rested:
            self._remember(self.target)

    def _remember(self, scale: Scale) -> None:
        if scale != self._rested:
            self._past = [*self._past[1 - HISTORY_LENGTH :], self._rested]
            self._rested = scale
            self._future.clear()

    def _stop(self) -> None:
        self._timer.stop()
        self._target = None
        self._anchor_px = None

    def _advance(self) -> None:
        if self._target is None:
            self._timer.stop()
            return
        share = self._curve.valueForProgress(min(self._clock.elapsed() / self._duration_ms, 1.0))
        scale = self._from.between(self._target, share)
        if share >= 1.0:
            self._stop()
        self._show(scale)

    def _show(self, scale: Scale) -> None:
        self.scale = scale
        self.moved.emit()
