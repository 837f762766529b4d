"""What the keys do while the timeline has the focus: pan, scroll, measure, move events, collapse or reorder bands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from gui.timeline.layout.rows import Rows
from gui.timeline.layout.scale import Scale
from gui.timeline.navigator import Navigator
from gui.timeline.picture import Picture
from gui.timeline.ruler import STEP_PX, RulerTool
from gui.timeline.scroller import Scroller
from storage.dates.stepping import Grip

PAN_SHARE = 0.12
PAGE_SHARE = 0.9
_Key, _Held = Qt.Key, Qt.KeyboardModifier
PLAIN, SHIFT, CONTROL = _Held.NoModifier, _Held.ShiftModifier, _Held.ControlModifier
PAN_KEYS = {_Key.Key_Left: -1, _Key.Key_Right: 1}
_UP_DOWN = {_Key.Key_Up: -1, _Key.Key_Down: 1}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_ENTER = (_Key.Key_Return, _Key.Key_Enter)


def is_escape(event: QEvent) -> bool:
    """Tell whether an event is about Escape alone."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and event.modifiers() == PLAIN


class Wishes(Protocol):
    """What the keys ask of the surface they belong to."""

    def picture(self) -> Picture | None:
        """Return what is on the screen."""

    def toggle_band(self, band: int) -> None:
        """Collapse a band, or open it."""

    def move_band(self, band: int, place: int) -> None:
        """Give a band another place, counted without it."""

    def focus_band(self, band: int) -> None:
        """Show which band's header the keys mean."""

    def show_ruler(self) -> None:
        """Show what the ruler measures by now."""


class Keyboard:
    """The keys of one timeline; `focused_band` is the band whose header they mean, -1 for none."""

    def __init__(
        self,
        navigator: Navigator,
        scroller: Scroller,
        ruler: RulerTool,
        wishes: Wishes,
        nudge: Callable[[int, Grip], bool],
    ) -> None:
        self.focused_band = -1
        self._nudge = nudge
        self._navigator = navigator
        self._scroller = scroller
        self._ruler = ruler
        self._wishes = wishes

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key is for and tell whether it is for anything here."""
        picture, key = self._wishes.picture(), _Key(event.key())
        held = event.modifiers() & ~_Held.KeypadModifier
        if picture is None:
            return False
        if self._ruler.is_on and self._measure(picture, key, held):
            self._wishes.show_ruler()
            return True
        if key in PAN_KEYS and held & CONTROL and held in (CONTROL, CONTROL | SHIFT):
            return self._nudge(PAN_KEYS[key], Grip.END if held & SHIFT else Grip.WHOLE)
        return self._pan(picture, key, held, event.isAutoRepeat()) or self._bands(picture, key, held)

    def _pan(self, picture: Picture, key: Qt.Key, held: Qt.KeyboardModifier, repeats: bool) -> bool:
        geometry = picture.geometry
        if key in PAN_KEYS and held in (PLAIN, SHIFT):
            share = PAN_SHARE if held == PLAIN else PAGE_SHARE
            self._navigator.step_pan(PAN_KEYS[key] * geometry.width * share, held=repeats)
        elif held == PLAIN and key in _UP_DOWN:
            self._scroller.step(_UP_DOWN[key] * geometry.lane_pitch)
        elif held == PLAIN and key in _PAGES:
            self._scroller.step(_PAGES[key] * geometry.lanes_height * PAGE_SHARE)
        else:
            return False
        return True

    def _measure(self, picture: Picture, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Move the ruler's end; Space turns to its other end, Enter zooms to what is measured."""
        if key in PAN_KEYS and held in (PLAIN, SHIFT, CONTROL):
            by_px = STEP_PX * 10 if held == SHIFT else STEP_PX
            scale = self._navigator.scale
            self._ruler.step(picture, scale, PAN_KEYS[key], to_event=held == CONTROL, by_px=by_px)
            self._follow_ruler(picture)
        elif key == _Key.Key_Space and held == PLAIN:
            self._ruler.swap()
            self._follow_ruler(picture)
        elif key in _ENTER and held == PLAIN and (stretch := self._ruler.stretch()) is not None:
            width = picture.geometry.width
            self._navigator.visit(Scale.fitting(*stretch, width * 0.1, width * 0.9))
        else:
            return False
        return True

    def _follow_ruler(self, picture: Picture) -> None:
        """Keep the ruler's moving end in view."""
        px, width = self._ruler.end_px(self._navigator.target), picture.geometry.width
        if px is not None and not 0 <= px <= width:
            self._navigator.pan(px - width / 2, smooth=abs(px) < 4 * width)

    def _bands(self, picture: Picture, key: Qt.Key, held: Qt.KeyboardModifier) -> bool:
        """Go from header to header, collapse the one that has the focus, or move its band."""
        rows = picture.geometry.rows
        if rows is None or not picture.bands:
            return False
        last, here = len(rows.lanes_px) - 1, self.focused_band
        if key in _UP_DOWN and held == CONTROL:
            here = picture.bands[0].band if not 0 <= here <= last else min(max(here + _UP_DOWN[key], 0), last)
            self._focus(picture, rows, here)
        elif not 0 <= here <= last:
            return False
        elif key in (*_ENTER, _Key.Key_Space) and held == PLAIN:
            self._wishes.toggle_band(here)
        elif key in _UP_DOWN and held == CONTROL | SHIFT:
            place = min(max(here + _UP_DOWN[key], 0), last)
            if place != here:
                self._wishes.move_band(here, place)
        else:
            return False
        return True

    def _focus(self, picture: Picture, rows: Rows, band: int) -> None:
        """Give a header the focus and bring it into view."""
        top_px = float(rows.band_px[band])
        low_px = top_px + rows.header_px - picture.geometry.lanes_height
        self._scroller.step(min(max(self._scroller.px, low_px), top_px) - self._scroller.px)
        self._wishes.focus_band(band)
