"""The hands on events: which are marked, which one is being carried where, and what is wished of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal

from gui.timeline import hits
from gui.timeline.carrying import BoxSelect, Carry, Load
from gui.timeline.gestures import Gesture, Press
from gui.timeline.grips import Hold, hold_at, inside
from gui.timeline.navigator import Navigator
from gui.timeline.picture import Ghost, Picture
from gui.timeline.scene import Scene
from storage.dates.stepping import Grip

_CONTROL = Qt.KeyboardModifier.ControlModifier


class EventHands(QObject):
    """What is done to events on one canvas; `scene` and `picture` return what it shows.

    `toggled` carries an event that is to be marked or not, `reached` one up to which all are; `boxed` the ids of those
    in a box. `carried` carries a wish to move events, `nudged` one to move the marked ones by so many steps at a grip,
    `refused` why that cannot be; `addition_wished` the date of an empty place, `menu_wished` the event (or "") and the
    date under the pointer, and where that is on the screen. `changed` tells that `ghost` or `around` is another.
    """

    toggled = Signal(str)
    reached = Signal(str)
    boxed = Signal(object)
    carried = Signal(object)
    nudged = Signal(int, object)
    refused = Signal(str)
    addition_wished = Signal(str)
    menu_wished = Signal(str, str, QPoint)
    changed = Signal()

    def __init__(
        self,
        navigator: Navigator,
        scene: Callable[[], Scene | None],
        picture: Callable[[], Picture | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._scene = scene
        self._picture = picture
        self.marked: frozenset[str] = frozenset()
        self.marked_rows: frozenset[int] = frozenset()
        self.takes_edits = False
        """Whether events can be moved here."""
        self.held = Qt.KeyboardModifier.NoModifier
        """The keys that are held while the pointer moves."""
        self.ghost: Ghost | None = None
        """Where the event that is carried would lie."""
        self.around: QRectF | None = None
        """The box that is being drawn around events."""

    def nudge(self, steps: int, grip: Grip) -> bool:
        """Ask for the marked events to be moved by their own steps; tell whether there are any."""
        if self.marked:
            self.nudged.emit(steps, grip)
        return bool(self.marked)

    def hold_at(self, at: QPointF) -> Hold | None:
        """Return what a press would take hold of, None for nothing."""
        picture = self._picture() if self.takes_edits else None
        return hold_at(picture, at) if picture is not None else None

    def begin(self, press: Press) -> Gesture | None:
        """Return the drag of an event; with Ctrl that of a copy of it, or on empty paper a box around several."""
        picture, copies = self._picture(), bool(press.held & _CONTROL)
        hold = hold_at(picture, press.at, of_any=copies) if picture is not None else None
        if picture is None or hold is None:
            is_empty = picture is not None and hits.event_at(picture, press.at) < 0 > hits.era_at(picture, press.at)
            return BoxSelect(press.at, self._show_around, self._mark_inside) if copies and is_empty else None
        load = self._load(replace(hold, grip=Grip.WHOLE) if copies else hold, copies)
        if load is None:
            return None
        carry = Carry(
            load, self._navigator, self._picture, self._show_ghost, self.carried.emit, self.refused.emit, self._is_fine
        )
        return carry.begin(press.at)

    def _load(self, hold: Hold, copies: bool) -> Load | None:
        """Return what would be carried, None where nothing can be."""
        scene = self._scene()
        event = scene.event(hold.index) if scene is not None and self.takes_edits else None
        if scene is None or event is None:
            return None
        others = len(self.marked) - 1 if event.id in self.marked and hold.grip is Grip.WHOLE else 0
        return Load(event, hold, scene.zone, others, copies)

    def _is_fine(self) -> bool:
        return bool(self.held & Qt.KeyboardModifier.ShiftModifier)

    def _mark_inside(self, box: QRectF) -> None:
        picture, scene = self._picture(), self._scene()
        if picture is not None and scene is not None:
            self.boxed.emit([scene.event_id(index) for index in inside(picture, box)])

    def _show_ghost(self, ghost: Ghost | None) -> None:
        self.ghost = ghost
        self.changed.emit()

    def _show_around(self, box: QRectF | None) -> None:
        self.around = box
        self.changed.emit()
