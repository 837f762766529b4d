"""The timeline's surface: a pyqtgraph view with one item, and the hands on it (mouse, wheel, pinch, keys)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QRect, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.reader.keys import menu_asked_for
from gui.timeline import hits
from gui.timeline.drags import Drags
from gui.timeline.event_hands import EventHands
from gui.timeline.fingers import Fingers, is_pinch
from gui.timeline.gestures import Gesture, Press
from gui.timeline.item import TimelineItem
from gui.timeline.keyboard import PAN_KEYS, Keyboard, is_escape
from gui.timeline.navigator import Navigator
from gui.timeline.painter import TimelinePainter
from gui.timeline.picture import Picture
from gui.timeline.pointer import Pointer
from gui.timeline.ruler import RulerTool
from gui.timeline.scene import Scene
from gui.timeline.scroller import Scroller

DRAG_START_PX = 4
LEAST_HEIGHT_PX = 180
_LEFT, _MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


class TimelineCanvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows a scene at the navigator's scale and tells what the reader's hands do there.

    `event_clicked`, `event_opened` (double-click) and `hovered` carry an event's id ("" for none); `chip_opened` a chip
    and where it stands on the screen; `nearest_wished` -1 or 1, the side to look for events on. `band_toggled` carries
    a band that is to be collapsed or opened, `band_moved` one and its new place among the bands, counted without it.
    What is done to events is told by `hands`.
    `measured` carries what the ruler measures in words ("" for nothing), `ruler_toggled` whether its mode is on.
    """

    event_clicked = Signal(str)
    event_opened = Signal(str)
    hovered = Signal(str, QPoint)
    chip_opened = Signal(object, QRect)
    nearest_wished = Signal(int)
    band_toggled = Signal(int)
    band_moved = Signal(int, int)
    measured = Signal(str)
    ruler_toggled = Signal(bool)
    resized = Signal(QSizeF)
    scrolled = Signal()

    def __init__(self, navigator: Navigator, focus_colour: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self._navigator = self.navigator = navigator
        self._focus_colour = focus_colour
        self._scene: Scene | None = None
        self._selected = ""
        self.hands = EventHands(navigator, lambda: self._scene, self.picture, self)
        self._pointer = Pointer(self)
        self._press: Press | None = None
        self._gesture: Gesture | None = None
        self._is_click = False
        self._cursor = Qt.CursorShape.ArrowCursor
        self._picture: Picture | None = None
        self._box: tuple[float, float] | None = None
        self._drop_px: float | None = None
        self._ruler = RulerTool()
        self._scroller = self.scroller = Scroller(self._scroll_limit, lambda: navigator.animated, self)
        self._scroller.moved.connect(self._tell_scroll)
        self._fingers = Fingers(navigator, self._scroller)
        self._keys = Keyboard(navigator, self._scroller, self._ruler, self, self.hands.nudge)
        self._drags = Drags(navigator, self._scroller, self._ruler, self, self.hands)
        self._item = TimelineItem(self._paint_source)
        self.hands.changed.connect(self._item.update)
        self.scene().addItem(self._item)
        self.setMouseTracking(True)
        # The timeline paints every pixel itself.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName("Timeline")
        navigator.moved.connect(self._follow)

    @property
    def paints(self) -> int:
        """Return how often the timeline was painted."""
        return self._item.paints

    @property
    def shown_scene(self) -> Scene | None:
        """Return what is shown, None before there is anything."""
        return self._scene

    @property
    def scroll_px(self) -> float:
        """Return how far the lanes are scrolled down."""
        return self._scroller.px

    def show_scene(self, scene: Scene) -> None:
        """Show another scene, or one that changed."""
        self._scene = scene
        self._pointer.forget()
        self._scroller.to(self._scroller.px)
        self.refresh()

    def start_over(self) -> None:
        """Forget what belonged to another story: its ruler, the band that had the focus, how far it was scrolled."""
        self._keys.focused_band = -1
        self._scroller.to(0.0)
        if self._ruler.is_on or self._ruler.is_shown:
            self.set_ruler(False)

    def show_selected(self, event_id: str) -> None:
        """Mark an event as chosen."""
        self._selected = event_id
        self.refresh()

    def show_marked(self, marked: frozenset[str], rows: frozenset[int]) -> None:
        """Show which events commands are for: their ids and rows."""
        self.hands.marked, self.hands.marked_rows = marked, rows
        self.refresh()

    def scroll_to(self, px: float) -> None:
        """Scroll the lanes; stops at their ends."""
        self._scroller.to(px)

    def set_ruler(self, on: bool) -> None:
        """Begin or end measuring: drags span the ruler, and keys move its end from the chosen event or the middle."""
        self._ruler.turn(on, self.picture(), self._navigator.scale)
        self.show_cursor(Qt.CursorShape.ArrowCursor)
        self.show_ruler()
        self.ruler_toggled.emit(on)

    def show_ruler(self) -> None:
        """Show what the ruler measures by now, and tell it."""
        self._item.update()
        self.measured.emit(self._ruler.words())

    def show_box(self, box: tuple[float, float] | None) -> None:
        """Show the stretch that is being drawn to zoom to."""
        self._box = box
        self._item.update()

    def put_ruler_away(self) -> None:
        """Take away a ruler that was only drawn."""
        if self._ruler.is_shown and not self._ruler.is_on:
            self._ruler.clear()
            self.show_ruler()

    def show_drop(self, px: float | None) -> None:
        """Show where a band that is dragged would land, a height of the lanes."""
        self._drop_px = px
        self._item.update()

    def focus_band(self, band: int) -> None:
        """Let the keys mean a band's header, and tell a screen reader which."""
        self._keys.focused_band = band
        headers = picture.bands if (picture := self.picture()) is not None else ()
        self.setAccessibleDescription(next((hits.header_words(one) for one in headers if one.band == band), ""))
        self._item.update()

    def toggle_band(self, band: int) -> None:
        """Ask for a band to be collapsed or opened."""
        self.focus_band(band)
        self.band_toggled.emit(band)

    def move_band(self, band: int, place: int) -> None:
        """Ask for a band to stand elsewhere; the focus goes along."""
        self.focus_band(place)
        self.band_moved.emit(band, place)

    def show_hovered(self) -> None:
        """Draw what is on the screen with something else under the pointer: the events need not be looked up anew."""
        self._item.update()

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
                marked=self.hands.marked_rows,
                scroll_px=self._scroller.px,
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
        self._navigator.width_px = float(max(self.width(), 1))
        self.resized.emit(QSizeF(self.size()))
        self.refresh()

    def drawForeground(self, painter: QPainter, _rect: object) -> None:
        """Show the keyboard's focus as a thin frame."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._focus_colour()), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.sceneRect().adjusted(0, 0, -1, -1))

    def event(self, event: QEvent) -> bool:
        """Keep Escape from the window while there is something here that it ends."""
        if event.type() == QEvent.Type.ShortcutOverride and is_escape(event) and self._has_to_end():
            event.accept()
            return True
        return bool(super().event(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer; pan with a sideways wheel or Shift; scroll the lanes with Ctrl+Shift."""
        event.accept()
        self._fingers.turn(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Take pinches of touchpads and touch screens, and leave the tool tip alone."""
        # Some events come before there are fingers: while the view is being made.
        if is_pinch(event):
            self._fingers.pinch(event, self.viewport())
            # The first finger pressed a button too.
            if (gesture := self._end_gesture()) is not None:
                gesture.cancel()
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointer.hover(None)
        if event.type() == QEvent.Type.ToolTip:
            # The graphics view would take away the tip that is shown already.
            return True
        return bool(super().viewportEvent(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; a press that stops a flick is no click."""
        if event.button() not in (_LEFT, _MIDDLE) or self._press is not None:
            return
        self._is_click = event.button() == _LEFT and not (self._navigator.is_flicked or self._scroller.is_flicked)
        self._navigator.hold()
        self._scroller.stop()
        self._press = Press.of(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the timeline, the zoom box, the ruler or a band, or tell what lies under the pointer."""
        at, self.hands.held = event.position(), event.modifiers()
        if self._press is None:
            self._pointer.hover(at)
            return
        if self._gesture is None and (at - self._press.at).manhattanLength() >= DRAG_START_PX:
            self._gesture = self._drags.begin(self._press, at - self._press.at)
            self._pointer.hover(None)
            self._cursor = self._gesture.cursor
            self.viewport().setCursor(self._cursor)
        if self._gesture is not None:
            self._gesture.move(at, event.timestamp())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or click what is under the pointer."""
        if self._press is None or event.button() != self._press.button:
            return
        gesture = self._end_gesture()
        if gesture is not None:
            gesture.finish(event.timestamp())
        elif self._is_click:
            self._pointer.click(event.position(), event.modifiers())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the event under the pointer (the first of the two clicks can have moved it), or begin one there."""
        if event.button() != _LEFT:
            return
        if found := self._pointer.clicked or self._pointer.id_at(event.position()):
            self.event_opened.emit(found)
        elif not self._ruler.is_on and (when := self._pointer.date_at(event.position())):
            self.hands.addition_wished.emit(when)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu at the pointer; by the keyboard it is for what is marked, and stands at the chosen event."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self._pointer.chosen_place()
            self.hands.menu_wished.emit(self._selected, self._pointer.middle_date(), self.mapToGlobal(at))
            return
        at = event.pos()
        found = self._pointer.id_at(at.toPointF())
        self.hands.menu_wished.emit(found, self._pointer.date_at(at.toPointF()), self.mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pan with the arrows, scroll the lanes with up, down and the page keys; the ruler and the bands come first."""
        if is_escape(event) and self._has_to_end():
            self._end()
        elif (asked := menu_asked_for(event)) is not None:
            self.contextMenuEvent(asked)
        elif not self._keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the view come to rest after a held key."""
        if event.key() in PAN_KEYS and not event.isAutoRepeat():
            self._navigator.release()
        event.ignore()

    def focusInEvent(self, event: QEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self._item.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Show that the focus is elsewhere; a key that is released there is not heard here."""
        super().focusOutEvent(event)
        self._navigator.release()
        self._item.update()

    # What is shown

    def _paint_source(self) -> tuple[TimelinePainter, Picture] | None:
        picture = self.picture()
        if picture is None or self._scene is None:
            return None
        # These change without anything else: the events need not be looked up anew.
        over = replace(
            picture,
            hovered=self._pointer.hovered,
            chosen_chip=self._pointer.hovered_chip,
            focused_band=self._keys.focused_band if self.hasFocus() else -1,
            drop_px=None if self._drop_px is None else self._drop_px - self._scroller.px,
            ruler=self._ruler.overlay(self._navigator.scale),
            box=self._box,
            ghost=self.hands.ghost,
            around=self.hands.around,
        )
        return self._scene.painter, over

    def _follow(self) -> None:
        # Another place has other chips.
        self._pointer.hovered_chip = -1
        self.refresh()

    def _scroll_limit(self) -> float:
        return self._scene.content_height - self._scene.geometry.lanes_height if self._scene else 0.0

    def _tell_scroll(self) -> None:
        self.refresh()
        self.scrolled.emit()

    def show_cursor(self, shape: Qt.CursorShape) -> None:
        """Show by the pointer's shape what a press would do: while the ruler is on it measures."""
        shape = Qt.CursorShape.CrossCursor if self._ruler.is_on else shape
        if shape != self._cursor:
            self._cursor = shape
            self.viewport().setCursor(shape)

    # Drags and clicks

    def _end_gesture(self) -> Gesture | None:
        """Let go; return the drag that was under way."""
        gesture, self._gesture, self._press = self._gesture, None, None
        self.show_cursor(Qt.CursorShape.ArrowCursor)
        return gesture

    def _has_to_end(self) -> bool:
        """Tell whether Escape has something to end here."""
        flicked = self._navigator.is_flicked or self._scroller.is_flicked
        return self._gesture is not None or self._ruler.is_shown or self._ruler.is_on or flicked

    def _end(self) -> None:
        """End the drag under way, or else the ruler, or else a flick."""
        if (gesture := self._end_gesture()) is not None:
            gesture.cancel()
        elif self._ruler.is_on or self._ruler.is_shown:
            self.set_ruler(False)
        self._navigator.hold()
        self._scroller.stop()
