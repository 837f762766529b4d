"""The slider of what was known: one stop for each change of knowledge, however much time lies between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from gui.theme import Theme

HANDLE_PX = 7.0
DOT_PX = 2.4
MARGIN_PX = 10.0
_HEIGHT_PX = 26
_LEAST_BETWEEN_DOTS_PX = 7.0
_OWN_KEYS = (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
# Page keys go over a tenth of the changes.
_PAGES = 10


class KnownSlider(QAbstractSlider):
    """Stops at 0 (nothing dated was known), at k after the k-th change, and one further on for now.

    `second_chosen` carries the second that the reader moved it to, None for now; `wanted` tells that somebody took hold
    of it before the changes were worked out.
    """

    second_chosen = Signal(object)
    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._moments: Sequence[int] = ()
        self._second: int | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(60)
        self.setAccessibleName("As known on")
        self.setRange(0, 0)
        self.actionTriggered.connect(self._tell)
        theme.changed.connect(self.update)

    def show_moments(self, moments: Sequence[int], second: int | None) -> None:
        """Show the changes of knowledge by their seconds, and the cursor at one of them, between them, or now."""
        self._moments, self._second = moments, second
        self.setRange(0, len(moments) + 1 if moments else 0)
        self.setPageStep(max(len(moments) // _PAGES, 1))
        self.setValue(self._stop_of(second))
        self.update()

    def second_at(self, stop: int) -> int | None:
        """Return the second of a stop, None for now."""
        if not self._moments or stop > len(self._moments):
            return None
        return self._moments[stop - 1] if stop else self._moments[0] - 1

    def sizeHint(self) -> QSize:
        """Return the room that it needs."""
        return QSize(240, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be taken hold of."""
        return QSize(60, _HEIGHT_PX)

    def stop_px(self, stop: float) -> float:
        """Return where a stop stands."""
        return MARGIN_PX + stop / max(self.maximum(), 1) * (self.width() - 2 * MARGIN_PX)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that move the slider: the timeline's place hears the same ones."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle to where the slider was pressed."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif self.maximum():
            self.setSliderDown(True)
            self._move_to(event.position().x())
        else:
            self.wanted.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the handle."""
        if self.isSliderDown():
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go a stop on for each notch."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            add, sub = (
                QAbstractSlider.SliderAction.SliderSingleStepAdd,
                QAbstractSlider.SliderAction.SliderSingleStepSub,
            )
            self.triggerAction(sub if turned > 0 else add)
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for the changes: somebody came to move it."""
        super().focusInEvent(event)
        self.wanted.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, a dot for each change while they lie apart, and the handle."""
        palette, middle = self._theme.palette, self.height() / 2
        at = QPointF(self.stop_px(self._place()), middle)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            self._paint_line(painter, MARGIN_PX, self.width() - MARGIN_PX, palette.rule)
            if self._second is not None:
                self._paint_line(painter, MARGIN_PX, at.x(), palette.accent)
            gap_px = (self.width() - 2 * MARGIN_PX) / max(self.maximum(), 1)
            if gap_px >= _LEAST_BETWEEN_DOTS_PX:
                for stop in range(1, len(self._moments) + 1):
                    is_known = self._second is not None and stop <= self._place()
                    painter.setBrush(QColor(palette.accent if is_known else palette.muted))
                    painter.drawEllipse(QPointF(self.stop_px(stop), middle), DOT_PX, DOT_PX)
            if self.hasFocus():
                painter.setPen(QPen(QColor(palette.focus), 1.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(at, HANDLE_PX + 2.2, HANDLE_PX + 2.2)
            painter.setPen(QPen(QColor(palette.paper), 1.5))
            painter.setBrush(QColor(palette.accent if self._moments else palette.muted))
            painter.drawEllipse(at, HANDLE_PX, HANDLE_PX)

    def _paint_line(self, painter: QPainter, left: float, right: float, role: str) -> None:
        painter.setBrush(QColor(role))
        painter.drawRoundedRect(QRectF(left, self.height() / 2 - 1.5, max(right - left, 0.0), 3), 1.5, 1.5)

    def _place(self) -> float:
        """Return the stop at which the handle stands; between two for a second that is no change itself."""
        stop = self._stop_of(self._second)
        is_between = self._second is not None and stop > 0 and self._moments[stop - 1] != self._second
        return stop + 0.5 if is_between else stop

    def _stop_of(self, second: int | None) -> int:
        return self.maximum() if second is None else bisect_right(self._moments, second)

    def _move_to(self, px: float) -> None:
        share = (px - MARGIN_PX) / max(self.width() - 2 * MARGIN_PX, 1.0)
        self.setSliderPosition(round(min(max(share, 0.0), 1.0) * self.maximum()))
        self._tell()

    def _tell(self, _action: int = 0) -> None:
        second = self.second_at(self.sliderPosition())
        if second != self._second:
            self._second = second
            self.second_chosen.emit(second)


def _is_own(event: QKeyEvent) -> bool:
    return event.key() in _OWN_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier
