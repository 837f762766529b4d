"""The view in two times: what happened when across, when it was said down, each statement a mark."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from gui.document import Document
from gui.reader.keys import types_letter
from gui.reading import Reading
from gui.text import tooltip
from gui.theme import Theme
from gui.timeline.chip_list import ChipList
from gui.timeline.fingers import NOTCH, PAN_PX_PER_NOTCH, ZOOM_PER_NOTCH, is_pinch
from gui.timeline.navigator import Navigator
from gui.timeline.two_times.surface import TwoTimesSurface
from gui.timeline.two_times.walking import next_statement
from gui.timeline.two_times.wording import group_words, tip_words
from storage.model import Event

_NEAR_PX = 11.0
_DRAG_PX = 4
_KEY_SHARE = 0.12
_KEY_ZOOM = 1.5
_MOST_LISTED = 5000
_Key, _Held = Qt.Key, Qt.KeyboardModifier
_ACROSS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}


class TwoTimesView(TwoTimesSurface):
    """Takes the reader's hands: `event_opened` carries the id of an event to be fitted."""

    event_opened = Signal(str)

    def __init__(
        self, navigator: Navigator, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._press: QPointF | None = None
        self._last: QPointF | None = None
        super().__init__(navigator, document, reading, theme, parent)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom across about the pointer, and with Ctrl or over its axis at the right down; pan with Shift."""
        event.accept()
        angle, pixels, held, at = event.angleDelta(), event.pixelDelta(), event.modifiers(), event.position()
        factor = ZOOM_PER_NOTCH ** (angle.y() / NOTCH)
        turned = angle.y() or angle.x()
        if held & _Held.ControlModifier and held & _Held.ShiftModifier:
            self.move_down(-turned * PAN_PX_PER_NOTCH / NOTCH)
        elif held & _Held.ControlModifier or at.x() >= self.plane().gutter_left:
            self.zoom_down(factor, at.y())
        elif held & _Held.ShiftModifier or abs(angle.x()) > abs(angle.y()):
            px = (pixels.x() or pixels.y()) if not pixels.isNull() else turned * PAN_PX_PER_NOTCH / NOTCH
            self._navigator.pan(-px, smooth=pixels.isNull())
        elif event.phase() != Qt.ScrollPhase.ScrollMomentum:
            self._navigator.zoom(factor, at.x(), smooth=pixels.isNull())

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom both ways by pinching."""
        if is_pinch(event):
            from gui.timeline.two_times.pinching import pinch

            pinch(event, self.viewport(), self._navigator, self.zoom_down)
            self._press = self._last = None
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._navigator.hold()
            self._press = self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the plane along both ways, or tell what lies under the pointer."""
        at = event.position()
        if self._press is None or self._last is None:
            self._hover(at, event.globalPosition().toPoint())
            return
        if self._press == self._last and (at - self._press).manhattanLength() < _DRAG_PX:
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        by, self._last = at - self._last, at
        if by.y():
            self.move_down(-by.y())
        if by.x() and self._press.x() < self.plane().gutter_left:
            self._navigator.pan(-by.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or click what is under the pointer."""
        was_click = self._press is not None and self._press == self._last
        self._press = self._last = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if was_click and event.button() == Qt.MouseButton.LeftButton:
            self._click(event.position(), event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fit the event of the statement under the pointer; on the axis at the right show all times of saying."""
        members = self._members_at(event.position())
        if event.position().x() >= self.plane().gutter_left:
            self.fit()
        elif len(members) == 1 and (found := self.statements.known_event(members[0])) is not None:
            self.event_opened.emit(found.id)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        if self._hovered >= 0:
            self._hovered = -1
            self.refresh()
        super().leaveEvent(event)

    def _mark_at(self, at: QPointF) -> int:
        plane = self.plane()
        if at.x() >= self.plane().gutter_left or not plane.top <= at.y() < plane.bottom:
            return -1
        return self.frame_now().marks.nearest(at.x(), at.y() - plane.top, _NEAR_PX)

    def _members_at(self, at: QPointF) -> list[int]:
        """Return the statements under a point."""
        mark, plane = self._mark_at(at), self.plane()
        if mark >= 0:
            members: list[int] = self.frame_now().marks.of(mark).tolist()
            return members
        if plane.bottom <= at.y() < plane.axis_top and len(undated := self.statements.undated):
            x = plane.across.px_of(self.statements.columns.at_s[undated])
            near: list[int] = undated[np.abs(x - at.x()) <= _NEAR_PX].tolist()
            return near
        return []

    def _hover(self, at: QPointF, where: QPoint) -> None:
        mark, members = self._mark_at(at), self._members_at(at)
        if mark == self._hovered and mark >= 0:
            return
        if mark != self._hovered:
            self._hovered = mark
            self.refresh()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if members else Qt.CursorShape.ArrowCursor)
        words = self._tip(members)
        if words:
            QToolTip.showText(where + QPoint(12, 16), tooltip(words), self)
        else:
            QToolTip.hideText()

    def _tip(self, members: list[int]) -> str:
        if not members:
            return ""
        found, columns = self.statements, self.statements.columns
        if len(members) > 1:
            return group_words(columns, members, len(np.unique(columns.row[members])))
        statement, event = found.statement(members[0]), found.known_event(members[0])
        if statement is None or event is None:
            return ""
        return tip_words(columns, members[0], statement, event, self._reading.knowing.source_of)

    def _click(self, at: QPointF, where: QPoint) -> None:
        members, columns = self._members_at(at), self.statements.columns
        rows = list(dict.fromkeys(columns.row[members].tolist()))
        if not rows:
            self._reading.select("")
        elif len(rows) == 1:
            self.choose(members[0])
        else:
            zoom = partial(self._zoom_to, members)
            box = QRect(where - QPoint(10, 10), where + QPoint(10, 10))
            heading = f"{len(members):,} statements on {len(rows):,} events"
            chips = ChipList(
                rows[:_MOST_LISTED], self._known_in_row, self.theme, self._reading.select, zoom, self, heading=heading
            )
            chips.popup(box)

    def _known_in_row(self, row: int) -> Event | None:
        event = self._document.file.event_in_row(row) if self._document.file else None
        return self._reading.knowing.known(event) if event is not None else None

    def _zoom_to(self, members: list[int]) -> None:
        """Zoom to the statements of a group both ways, nearer in any case."""
        columns, plane = self.statements.columns, self.plane()
        at_s, said_s = columns.at_s[members], columns.said_s[members]
        x, y = float(plane.across.px_of(at_s).mean()), float(plane.down.px_of(said_s).mean())
        wide = max(float(np.ptp(plane.across.px_of(at_s))), 2.0)
        high = max(float(np.ptp(plane.down.px_of(said_s))), 2.0)
        self.zoom_down(min(plane.plane_height * 0.5 / high, 200.0), y + plane.top)
        self.move_down(y - plane.plane_height / 2)
        nearer = plane.across.zoomed(min(plane.width * 0.5 / wide, 200.0), x)
        self._navigator.visit(nearer.panned(x - plane.width / 2))

    # Keys

    def choose(self, place: int) -> None:
        """Make a statement the current one, and its event the chosen one."""
        event = self.statements.full_event(place)
        self._current = place
        if event is not None:
            self._chosen_row = int(self.statements.columns.row[place])
            self._bring_into_view()
            statement = self.statements.statement(place)
            self._reading.point_at(event.id, statement.id if statement is not None else "")
            self._describe()
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from statement to statement; move with Shift and zoom the times of saying with Ctrl."""
        key, held = _Key(event.key()), event.modifiers() & ~_Held.KeypadModifier
        if not self._press_key(key, held, event):
            if types_letter(event):
                event.ignore()
            else:
                super().keyPressEvent(event)

    def _press_key(self, key: Qt.Key, held: Qt.KeyboardModifier, event: QKeyEvent) -> bool:
        plane = self.plane()
        if key in (_ACROSS | _DOWN) and held == _Held.NoModifier:
            step, found = (_ACROSS | _DOWN)[key], self.statements
            place = next_statement(found.columns, found.dated, self._current, step, in_order_of_saying=key in _DOWN)
            if place >= 0:
                self.choose(place)
        elif key in _ACROSS and held == _Held.ShiftModifier:
            self._navigator.step_pan(_ACROSS[key] * plane.width * _KEY_SHARE, held=event.isAutoRepeat())
        elif key in _DOWN and held == _Held.ShiftModifier:
            self.move_down(_DOWN[key] * plane.plane_height * _KEY_SHARE)
        elif key in _DOWN and held == _Held.ControlModifier:
            self.zoom_down(_KEY_ZOOM ** -_DOWN[key], plane.top + plane.plane_height / 2)
        elif key in _PAGES and held == _Held.NoModifier:
            self.move_down(_PAGES[key] * plane.plane_height * 0.9)
        elif key in (_Key.Key_Return, _Key.Key_Enter) and held == _Held.NoModifier and self._current >= 0:
            found_event = self.statements.known_event(self._current)
            if found_event is not None:
                self.event_opened.emit(found_event.id)
        else:
            return False
        return True

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let the view come to rest after a held key."""
        if event.key() in _ACROSS and not event.isAutoRepeat():
            self._navigator.release()
        event.ignore()
