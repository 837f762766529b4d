"""The one graphics item that draws the whole timeline."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter

from gui.timeline.guard import PaintGuard
from gui.timeline.painter import TimelinePainter
from gui.timeline.picture import Picture

MOVING_S = 0.1
"""Pictures that follow one another so soon are those of a view that moves."""


class TimelineItem(pg.GraphicsObject):  # type: ignore[misc]
    """Paints a picture that it asks for; its bounds are the view's own, in pixels, and change only with its size."""

    def __init__(self, source: Callable[[], tuple[TimelinePainter, Picture] | None]) -> None:
        super().__init__()
        self._source = source
        self._bounds = QRectF()
        self._guard = PaintGuard()
        self._last_s = 0.0
        self.paints = 0

    def resize(self, width_px: float, height_px: float) -> None:
        """Cover another size."""
        self.prepareGeometryChange()
        self._bounds = QRectF(0, 0, width_px, height_px)

    def boundingRect(self) -> QRectF:
        """Return the view's rectangle."""
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        """Paint the picture of this moment; an error is raised afterwards, once, from the event loop."""
        self._guard.run(lambda: self._paint(painter))

    def _paint(self, painter: QPainter) -> None:
        found = self._source()
        if found is not None:
            now_s = monotonic()
            # A picture after a rest is painted whole; while the view moves, the next one is never late.
            complete = found[0].paint(painter, found[1], hasty=now_s - self._last_s < MOVING_S)
            self._last_s = monotonic()
            self.paints += 1
            if not complete:
                QTimer.singleShot(0, self.update)
