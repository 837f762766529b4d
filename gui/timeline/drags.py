"""Which drag a press begins: by its button, the keys held, and what lies under it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from gui.timeline import hits
from gui.timeline.event_hands import EventHands
from gui.timeline.gestures import BoxZoom, Gesture, Measure, MoveBand, Pan, Press
from gui.timeline.navigator import Navigator
from gui.timeline.picture import Picture
from gui.timeline.ruler import RulerTool
from gui.timeline.scroller import Scroller


class Surface(Protocol):
    """What drags show on the surface they are made on, and ask of it."""

    def picture(self) -> Picture | None:
        """Return what is on the screen."""

    def show_box(self, box: tuple[float, float] | None) -> None:
        """Show the stretch that is being drawn to zoom to."""

    def show_drop(self, px: float | None) -> None:
        """Show where a band that is dragged would land, a height of the lanes."""

    def show_ruler(self) -> None:
        """Show what the ruler measures by now."""

    def move_band(self, band: int, place: int) -> None:
        """Give a band another place, counted without it."""


class Drags:
    """Makes the drags of one timeline."""

    def __init__(
        self, navigator: Navigator, scroller: Scroller, ruler: RulerTool, surface: Surface, hands: EventHands
    ) -> None:
        self._navigator = navigator
        self._scroller = scroller
        self._ruler = ruler
        self._surface = surface
        self._hands = hands

    def begin(self, press: Press, way: QPointF) -> Gesture:
        """Return the drag that a press began; `way` is how far it went until it was one."""
        surface, picture = self._surface, self._surface.picture()
        pan = Pan(self._navigator, self._scroller, press.at, press.at_ms)
        if press.button == Qt.MouseButton.MiddleButton or picture is None:
            return pan
        if press.held & Qt.KeyboardModifier.AltModifier or self._ruler.is_on:
            return Measure(self._ruler, surface.picture, self._navigator, surface.show_ruler).begin(press.at)
        if press.held & Qt.KeyboardModifier.ShiftModifier:
            return BoxZoom(self._navigator, picture.geometry.width, press.at.x(), surface.show_box)
        if (of_events := self._hands.begin(press)) is not None:
            return of_events
        header, rows = hits.band_at(picture, press.at), picture.geometry.rows
        if header is None or rows is None or abs(way.y()) <= abs(way.x()):
            return pan
        window = (picture.geometry.lanes_top, picture.geometry.lanes_top + picture.geometry.lanes_height)
        return MoveBand(header.band, rows, window, self._scroller, surface.show_drop, surface.move_band)
