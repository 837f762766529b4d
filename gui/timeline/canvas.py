"""The timeline's surface: a pyqtgraph view with one item, and the hands on it (mouse, wheel, pinch, keys)."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from gui.timeline.item import TimelineItem
from gui.timeline.layout.frame import Chip
from gui.timeline.navigator import Navigator
from gui.timeline.painter import Picture, TimelinePainter, chip_text, pointers
from gui.timeline.scene import Scene

WHEEL_ZOOM_PER_NOTCH = 1.28
DRAG_START_PX = 4
LEAST_HEIGHT_PX = 180
_SCROLL_KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEY_PAN_SHARE = 0.12


class TimelineCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows a scene at the navigator's scale and tells what the reader's hands do there.

    `event_clicked`, `event_opened` (double-click) and `hovered` carry an event's id ("" for none); `chip_opened` the
    ids behind a chip and where it stands on the screen; `nearest_wished` -1 or 1, the side to look for events on.
    """

    event_clicked = Signal(str)
    event_opened = Signal(str)
    hovered = Signal(str, QPoint)
    chip_opened = Signal(list, QPoint)
    nearest_wished = Signal(int)
    resized = Signal(QSizeF)
    scrolled = Signal()

    def __init__(self, navigator: Navigator, focus_colour: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._navigator = navigator
        self._focus_colour = focus_colour
        self._scene: Scene | None = None
        self._selected = ""
        self._hovered = -1
        self._hovered_chip = -1
        self._scroll_px = 0.0
        self._pressed: QPointF | None = None
        self._last: QPointF | None = None
        self._dragging = False
        self._clicked = ""
        self._picture: Picture | None = None
        self._item = TimelineItem(self._paint_source)
        self.scene().addItem(self._item)
        self.setMouseTracking(True)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        navigator.moved.connect(self._follow)

    @property
    def paints(self) -> int:
        """Return how often the timeline was painted."""
        return self._item.paints

    @property
    def scroll_px(self) -> float:
        """Return how far the lanes are scrolled down."""
        return self._scroll_px

    def show_scene(self, scene: Scene) -> None:
        """Show another scene, or one that changed."""
        self._scene = scene
        self._hovered = self._hovered_chip = -1
        self.scroll_to(self._scroll_px)
        self.refresh()

    def show_selected(self, event_id: str) -> None:
        """Mark an event as chosen."""
        self._selected = event_id
        self.refresh()

    def scroll_to(self, px: float) -> None:
        """Scroll the lanes; stops at their ends."""
        limit = 0.0
        if self._scene is not None:
            limit = max(self._scene.content_height - self._scene.geometry.lanes_height, 0.0)
        px = min(max(px, 0.0), limit)
        if px != self._scroll_px:
            self._scroll_px = px
            self.scrolled.emit()
            self.refresh()

    def refresh(self) -> None:
        """Draw anew at the next chance."""
        self._picture = None
        self._item.update()

    def picture(self) -> Picture | None:
        """Return what is on the screen now, or None without a scene."""
        if self._picture is None and self._scene is not None:
            self._picture = self._scene.picture(
                self._navigator.scale,
                selected=self._selected,
                hovered=self._hovered,
                chosen_chip=self._hovered_chip,
                scroll_px=self._scroll_px,
            )
        return self._picture

    def pointer_px(self) -> float | None:
        """Return where the pointer is, or None when it is elsewhere."""
        if not self.underMouse():
            return None
        return float(self.mapFromGlobal(self.cursor().pos()).x())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the item as large as the view."""
        super().resizeEvent(event)
        if event is None:
            return
        self._item.resize(self.width(), self.height())
        self.resized.emit(QSizeF(self.size()))
        self.refresh()

    def drawForeground(self, painter: QPainter, _rect: object) -> None:
        """Show the keyboard's focus as a thin frame."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._focus_colour()), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.sceneRect().adjusted(0, 0, -1, -1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; pan with a sideways wheel or Shift; scroll the lanes with Ctrl+Shift."""
        event.accept()
        angle, pixels = event.angleDelta(), event.pixelDelta()
        held = event.modifiers()
        sideways = abs(angle.x()) > abs(angle.y())
        if held & _SCROLL_KEYS == _SCROLL_KEYS:
            self.scroll_to(self._scroll_px - (angle.y() or angle.x()) / 2)
        elif sideways or held & Qt.KeyboardModifier.ShiftModifier:
            turned = angle.x() if sideways else angle.y()
            px = (pixels.x() or pixels.y()) if not pixels.isNull() else turned * 0.8
            self._navigator.pan(-px, smooth=pixels.isNull())
        else:
            factor = WHEEL_ZOOM_PER_NOTCH ** (angle.y() / 120)
            self._navigator.zoom(factor, event.position().x(), smooth=pixels.isNull())

    def viewportEvent(self, event: QEvent) -> bool:
        """Take pinches of touchpads and touch screens, and leave the tool tip alone."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._navigator.zoom(1.0 + event.value(), event.position().x(), smooth=False)
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.hotSpot().toPoint())
                self._navigator.zoom(pinch.scaleFactor(), float(at.x()), smooth=False)
                return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        if event.type() == QEvent.Type.ToolTip:
            # The graphics view would take away the tip that is shown already.
            return True
        return bool(super().viewportEvent(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._last = event.position()
            self._dragging = False
            self._navigator.hold()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the timeline, or tell what lies under the pointer."""
        at = event.position()
        if self._pressed is None or self._last is None:
            self._hover(at)
            return
        if not self._dragging and (at - self._pressed).manhattanLength() < DRAG_START_PX:
            return
        if not self._dragging:
            self._dragging = True
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._hover(None)
        self._navigator.pan(self._last.x() - at.x())
        self.scroll_to(self._scroll_px + self._last.y() - at.y())
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or click what is under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = self._last = None
        if self._dragging:
            self._dragging = False
            self.viewport().unsetCursor()
            return
        side = self._pointer_at(event.position())
        if side:
            self.nearest_wished.emit(side)
            return
        chip = self._chip_at(event.position())
        if chip is not None:
            self._open_chip(chip)
            return
        self._clicked = self._id_at(event.position())
        self.event_clicked.emit(self._clicked)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the event under the pointer; the first of the two clicks can have moved it from there."""
        found = self._clicked or self._id_at(event.position())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.event_opened.emit(found)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leave context menus to the window."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan with the arrows, scroll the lanes with up, down and the page keys."""
        lane_px = self._scene.geometry.lane_pitch if self._scene else 30.0
        page_px = self._scene.geometry.lanes_height * 0.9 if self._scene else 300.0
        pan = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()))
        scroll = {
            Qt.Key.Key_Up: -lane_px,
            Qt.Key.Key_Down: lane_px,
            Qt.Key.Key_PageUp: -page_px,
            Qt.Key.Key_PageDown: page_px,
        }.get(Qt.Key(event.key()))
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if pan is not None and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            share = KEY_PAN_SHARE if held == Qt.KeyboardModifier.NoModifier else 0.9
            self._navigator.pan(pan * self.width() * share, smooth=True)
        elif scroll is not None and held == Qt.KeyboardModifier.NoModifier:
            self.scroll_to(self._scroll_px + scroll)
        else:
            event.ignore()

    def focusInEvent(self, event: QEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _follow(self) -> None:
        # Another place has other chips.
        self._hovered_chip = -1
        self.refresh()

    def _paint_source(self) -> tuple[TimelinePainter, Picture] | None:
        picture = self.picture()
        return None if picture is None or self._scene is None else (self._scene.painter, picture)

    def _index_at(self, at: QPointF) -> int:
        picture = self.picture()
        if picture is None:
            return -1
        lane = picture.geometry.lane_at(at.y())
        return picture.frame.hit(lane, at.x()) if lane >= 0 else -1

    def _id_at(self, at: QPointF) -> str:
        picture = self.picture()
        if picture is None:
            return ""
        index = self._index_at(at)
        if index >= 0:
            return picture.columns.ids[index]
        era = self._era_at(at, picture)
        return picture.eras.ids[era] if era >= 0 else ""

    def _era_at(self, at: QPointF, picture: Picture) -> int:
        geometry, frame = picture.geometry, picture.era_frame
        row = int(at.y() // geometry.era_row)
        if not 0 <= row < geometry.era_rows:
            return -1
        for place, index in enumerate(frame.events):
            if frame.lane[place] == row and frame.left_px[place] <= at.x() <= frame.right_px[place]:
                return int(index)
        return -1

    def _chip_index_at(self, at: QPointF) -> int:
        picture = self.picture()
        if picture is None or self._scene is None or at.y() < picture.geometry.lanes_top:
            return -1
        for place, chip in enumerate(picture.frame.chips):
            width = self._scene.painter.small_width(chip_text(chip.count))
            if picture.geometry.chip_rect(chip.px, width).contains(at):
                return place
        return -1

    def _pointer_at(self, at: QPointF) -> int:
        picture = self.picture()
        if picture is None or self._scene is None:
            return 0
        width = self._scene.painter.small_width
        found = (
            side for side, text in pointers(picture) if picture.geometry.pointer_rect(side, width(text)).contains(at)
        )
        return next(found, 0)

    def _chip_at(self, at: QPointF) -> Chip | None:
        place, picture = self._chip_index_at(at), self.picture()
        return picture.frame.chips[place] if place >= 0 and picture is not None else None

    def _open_chip(self, chip: Chip) -> None:
        picture = self.picture()
        if picture is not None:
            top = QPoint(round(chip.px), round(picture.geometry.axis_top))
            self.chip_opened.emit([picture.columns.ids[index] for index in chip.events], self.mapToGlobal(top))

    def _hover(self, at: QPointF | None) -> None:
        index = -1 if at is None else self._index_at(at)
        chip = -1 if at is None else self._chip_index_at(at)
        found = "" if at is None else self._id_at(at)
        if (index, chip) != (self._hovered, self._hovered_chip):
            self._hovered, self._hovered_chip = index, chip
            self.refresh()
        over = bool(found) or chip >= 0 or (at is not None and self._pointer_at(at) != 0)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        where = self.mapToGlobal(at.toPoint()) if at is not None else QPoint()
        self.hovered.emit(found, where)
