"""What the wheel and two fingers on a touchpad or a screen do: zoom, pan and scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from gui.timeline.navigator import Navigator
from gui.timeline.scroller import Scroller

ZOOM_PER_NOTCH = 1.28
NOTCH = 120
PAN_PX_PER_NOTCH = 96.0
# Fingers that scroll on keep to the direction that they began with; after a pause they may take another.
_SAME_TURN_MS = 180
_SCROLL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PINCH = Qt.GestureType.PinchGesture


class Fingers:
    """Turns wheels and pinches into moves of the view; what was under way by itself stops."""

    def __init__(self, navigator: Navigator, scroller: Scroller) -> None:
        self._navigator = navigator
        self._scroller = scroller
        self._sideways = False
        self._last_ms = -_SAME_TURN_MS

    def turn(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; pan with a sideways wheel or Shift; scroll the lanes with Ctrl+Shift."""
        angle, pixels, held = event.angleDelta(), event.pixelDelta(), event.modifiers()
        # A touchpad tells pixels, and moves without needing to be smoothed.
        smooth = pixels.isNull()
        sideways = self._is_sideways(event)
        if held & _SCROLL_KEYS == _SCROLL_KEYS:
            self._navigator.hold()
            self._scroller.to(self._scroller.px - (angle.y() or angle.x()) / 2)
        elif sideways or held & Qt.KeyboardModifier.ShiftModifier:
            turned = angle.x() if sideways else angle.y()
            px = (pixels.x() or pixels.y()) if not smooth else turned * PAN_PX_PER_NOTCH / NOTCH
            self._navigator.pan(-px, smooth=smooth)
        elif event.phase() != Qt.ScrollPhase.ScrollMomentum:
            # What a touchpad adds after the fingers have left it would zoom on and on.
            self._scroller.stop()
            factor = ZOOM_PER_NOTCH ** (angle.y() / NOTCH)
            self._navigator.zoom(factor, event.position().x(), smooth=smooth)

    def pinch(self, event: QEvent, port: QWidget) -> None:
        """Zoom about the fingers and go along with them."""
        if isinstance(event, QNativeGestureEvent):
            self._navigator.zoom(1.0 + event.value(), event.position().x(), smooth=False)
            return
        pinch = event.gesture(_PINCH) if isinstance(event, QGestureEvent) else None
        # Its first and its last event move nothing: the last one tells the step before it once more.
        if isinstance(pinch, QPinchGesture) and pinch.state() == Qt.GestureState.GestureUpdated:
            at = port.mapFromGlobal(pinch.centerPoint())
            self._navigator.pan(pinch.lastCenterPoint().x() - pinch.centerPoint().x())
            self._navigator.zoom(pinch.scaleFactor(), at.x(), smooth=False)

    def _is_sideways(self, event: QWheelEvent) -> bool:
        angle, at_ms = event.angleDelta(), event.timestamp()
        if event.pixelDelta().isNull() or at_ms - self._last_ms > _SAME_TURN_MS:
            self._sideways = abs(angle.x()) > abs(angle.y())
        self._last_ms = at_ms
        return self._sideways


def is_pinch(event: QEvent) -> bool:
    """Tell whether an event comes from two fingers that part or meet."""
    if isinstance(event, QNativeGestureEvent):
        return event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
    return isinstance(event, QGestureEvent) and isinstance(event.gesture(_PINCH), QPinchGesture)
