"""Two fingers on the view in two times: both scales go along with them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from gui.timeline.navigator import Navigator

_PINCH = Qt.GestureType.PinchGesture


def pinch(event: QEvent, port: QWidget, navigator: Navigator, zoom_down: Callable[[float, float], None]) -> None:
    """Zoom across and down about the fingers."""
    if isinstance(event, QNativeGestureEvent):
        factor, at = 1.0 + event.value(), event.position()
    else:
        found = event.gesture(_PINCH) if isinstance(event, QGestureEvent) else None
        if not isinstance(found, QPinchGesture) or found.state() != Qt.GestureState.GestureUpdated:
            return
        factor, at = found.scaleFactor(), port.mapFromGlobal(found.centerPoint())
    zoom_down(factor, at.y())
    navigator.zoom(factor, at.x(), smooth=False)
