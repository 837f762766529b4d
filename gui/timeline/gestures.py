"""What a pressed button does on the timeline from the first pixels of a drag until it is let go or cancelled."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from gui.timeline.layout.rows import Rows
from gui.timeline.layout.scale import Scale
from gui.timeline.navigator import Navigator
from gui.timeline.picture import Picture
from gui.timeline.ruler import RulerTool
from gui.timeline.scroller import Scroller

LEAST_BOX_PX = 6.0
# The speed of a hand is that of its last moments; one that rests before it lets go has none.
_SPEED_MS = 90
_REST_MS = 50
_EDGE_PX = 24.0
_EDGE_STEP_PX = 14.0


@dataclass(frozen=True, slots=True)
class Press:
    """A button that went down: which, where, when, and with what keys held."""

    button: Qt.MouseButton
    at: QPointF
    at_ms: int
    held: Qt.KeyboardModifier

    @classmethod
    def of(cls, event: QMouseEvent) -> Press:
        """Return what a mouse event tells of a press."""
        return cls(event.button(), event.position(), event.timestamp(), event.modifiers())


class Gesture(Protocol):
    """A drag: moved by every move of the pointer, then finished or cancelled."""

    cursor: Qt.CursorShape

    def move(self, at: QPointF, at_ms: int) -> None:
        """Follow the pointer."""

    def finish(self, at_ms: int) -> None:
        """Do what was shown."""

    def cancel(self) -> None:
        """Leave all as it was, as far as it can be."""


class Pan:
    """Takes the timeline along; let go in motion, it runs on."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, navigator: Navigator, scroller: Scroller, at: QPointF, at_ms: int) -> None:
        self._navigator = navigator
        self._scroller = scroller
        self._trail = deque([(at, at_ms)], maxlen=64)

    def move(self, at: QPointF, at_ms: int) -> None:
        """Follow the pointer."""
        last, _ = self._trail[-1]
        self._trail.append((at, at_ms))
        self._navigator.pan(last.x() - at.x())
        if at.y() != last.y():
            self._scroller.to(self._scroller.px + last.y() - at.y())

    def finish(self, at_ms: int) -> None:
        """Let the timeline run on as fast as the hand was."""
        speed = self._speed(at_ms)
        self._navigator.flick(-speed.x())
        self._scroller.flick(-speed.y())

    def cancel(self) -> None:
        """Leave the timeline where it is."""

    def _speed(self, at_ms: int) -> QPointF:
        """Return the hand's speed in pixels a second."""
        last, last_ms = self._trail[-1]
        recent = next((one for one in self._trail if last_ms - one[1] <= _SPEED_MS), self._trail[-1])
        took_ms = last_ms - recent[1]
        if took_ms <= 0 or at_ms - last_ms > _REST_MS:
            return QPointF()
        speed = (last - recent[0]) * (1000 / took_ms)
        # A hand that moves one way does not mean the other.
        return QPointF(
            speed.x() if abs(speed.x()) * 3 > abs(speed.y()) else 0.0,
            speed.y() if abs(speed.y()) * 3 > abs(speed.x()) else 0.0,
        )


class BoxZoom:
    """Spans the stretch of time to zoom to; `show` gets its pixels, None when it is over."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, navigator: Navigator, width_px: float, start_px: float, show: Callable[[tuple[float, float] | None], None]
    ) -> None:
        self._navigator = navigator
        self._width_px = width_px
        self._start_px = self._end_px = start_px
        self._show = show

    def move(self, at: QPointF, _at_ms: int) -> None:
        """Follow the pointer."""
        self._end_px = min(max(at.x(), 0.0), self._width_px)
        self._show((min(self._start_px, self._end_px), max(self._start_px, self._end_px)))

    def finish(self, _at_ms: int) -> None:
        """Zoom to what is spanned; what is as good as nothing was no wish."""
        self._show(None)
        left, right = sorted((self._start_px, self._end_px))
        if right - left >= LEAST_BOX_PX:
            scale: Scale = self._navigator.scale.panned(left)
            self._navigator.visit(scale.zoomed(self._width_px / (right - left), 0.0))

    def cancel(self) -> None:
        """Zoom nowhere."""
        self._show(None)


class Measure:
    """Spans the ruler, from where the button was pressed to the pointer."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, tool: RulerTool, picture: Callable[[], Picture | None], navigator: Navigator, show: Callable[[], None]
    ) -> None:
        self._tool = tool
        self._picture = picture
        self._navigator = navigator
        self._show = show

    def begin(self, at: QPointF) -> Measure:
        """Measure from a point."""
        if (picture := self._picture()) is not None:
            self._tool.begin(picture, self._navigator.scale, at)
        return self

    def move(self, at: QPointF, _at_ms: int) -> None:
        """Follow the pointer."""
        if (picture := self._picture()) is not None:
            self._tool.move(picture, self._navigator.scale, at)
            self._show()

    def finish(self, _at_ms: int) -> None:
        """Leave the ruler there, to be read."""

    def cancel(self) -> None:
        """Take the ruler away."""
        self._tool.clear()
        self._show()


class MoveBand:
    """Drags a band by its header to another place among the bands; a line shows where it would land."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self,
        band: int,
        rows: Rows,
        window: tuple[float, float],
        scroller: Scroller,
        show: Callable[[float | None], None],
        moved: Callable[[int, int], None],
    ) -> None:
        self._band = band
        self._rows = rows
        self._top, self._bottom = window
        self._scroller = scroller
        self._show = show
        self._moved = moved
        self._gap = band

    def move(self, at: QPointF, _at_ms: int) -> None:
        """Follow the pointer; at the window's ends the bands come along."""
        if at.y() < self._top + _EDGE_PX:
            self._scroller.to(self._scroller.px - _EDGE_STEP_PX)
        elif at.y() > self._bottom - _EDGE_PX:
            self._scroller.to(self._scroller.px + _EDGE_STEP_PX)
        self._gap = gap_at(self._rows, at.y() - self._top + self._scroller.px)
        self._show(float(self._rows.band_px[self._gap]))

    def finish(self, _at_ms: int) -> None:
        """Tell where the band is to stand: its place when it has been taken out."""
        self._show(None)
        place = self._gap - (self._gap > self._band)
        if place != self._band:
            self._moved(self._band, place)

    def cancel(self) -> None:
        """Leave the band where it is."""
        self._show(None)


def gap_at(rows: Rows, content_y: float) -> int:
    """Return the gap between bands that a height is nearest to: 0 above the first, n below the last."""
    band = rows.band_at(min(max(content_y, 0.0), rows.height_px - 1e-6))
    middle = (rows.band_px[band] + rows.band_px[band + 1]) / 2
    return band + int(content_y > middle)
