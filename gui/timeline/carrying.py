"""Drags that mean events: carry one to another date, take it by an end, or draw a box around several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer

from gui.text import label
from gui.timeline.grips import CURSORS, Hold
from gui.timeline.navigator import Navigator
from gui.timeline.picture import Ghost, Picture
from storage.dates import display, stretch
from storage.dates.moving import Shift
from storage.dates.stepping import Grip, carried, held_point, nearest_shift
from storage.errors import TimelineError
from storage.model import Event

SNAP_PX = 8.0
_EDGE_PX = 28.0
_EDGE_STEP_PX = 12.0
_EDGE_MS = 30


@dataclass(frozen=True, slots=True)
class Carried:
    """A wish: an event, held by a grip, goes on by a shift; `copies` leaves it where it is and takes a copy there."""

    event_id: str
    grip: Grip
    shift: Shift
    copies: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """What is carried: the event, where it is held, the zone that its date counts in, how many others go along."""

    event: Event
    hold: Hold
    zone: str
    others: int = 0
    copies: bool = False


class Carry:
    """Carries an event along the line of time by steps that its date can take; ticks nearby attract it.

    Nothing is written before the end. At the edges the timeline comes along; while `is_fine`, ticks attract nothing.
    """

    def __init__(
        self,
        load: Load,
        navigator: Navigator,
        picture: Callable[[], Picture | None],
        show: Callable[[Ghost | None], None],
        done: Callable[[Carried], None],
        refuse: Callable[[str], None],
        is_fine: Callable[[], bool],
    ) -> None:
        self.cursor = Qt.CursorShape.DragCopyCursor if load.copies else CURSORS[load.hold.grip]
        self._load = load
        self._navigator = navigator
        self._picture = picture
        self._show = show
        self._done = done
        self._refuse = refuse
        self._is_fine = is_fine
        self._at = QPointF()
        self._from_s: int | None = None
        self._shift = Shift()
        self._problem = ""
        self._edge = QTimer(navigator, interval=_EDGE_MS)
        self._edge.timeout.connect(self._come_along)

    def begin(self, at: QPointF) -> Carry:
        """Take hold at a point."""
        self._from_s = self._navigator.scale.second_at(at.x())
        return self

    def move(self, at: QPointF, _at_ms: int) -> None:
        """Follow the pointer."""
        self._at = at
        picture = self._picture()
        if picture is None or self._from_s is None:
            return
        if self._overshoot(picture) and not self._edge.isActive():
            self._edge.start()
        self._aim(picture, self._navigator.scale.second_at(at.x()) - self._from_s)

    def finish(self, _at_ms: int) -> None:
        """Tell what is wished, or why it cannot be."""
        self.cancel()
        if self._problem:
            self._refuse(self._problem)
        elif self._shift or self._load.copies:
            load = self._load
            self._done(Carried(load.event.id, load.hold.grip, self._shift, load.copies))

    def cancel(self) -> None:
        """Leave all as it was."""
        self._edge.stop()
        self._edge.deleteLater()
        self._show(None)

    def _aim(self, picture: Picture, by_s: int) -> None:
        load, grip = self._load, self._load.hold.grip
        when, fine = load.event.when, self._is_fine()
        try:
            if not fine:
                by_s = self._attracted(picture, by_s)
            self._shift = nearest_shift(held_point(when, grip), by_s, fine=fine)
            there = carried(when, grip, self._shift, load.zone)
        except TimelineError as error:
            self._problem = str(error)
            self._show(self._ghost(when, label(str(error)), refused=True))
            return
        self._problem = ""
        others = f" · with {load.others:,} more" if load.others else ""
        self._show(self._ghost(there, f"{'Copy: ' if load.copies else ''}{label(display(there))}{others}"))

    def _attracted(self, picture: Picture, by_s: int) -> int:
        """Return the way to the tick that the held end comes near to, or else the way as it is."""
        place = stretch(self._load.event.when, self._load.zone, forever=False)
        if place is None:
            return by_s
        scale, held_s = self._navigator.scale, place.end_s if self._load.hold.grip is Grip.END else place.start_s
        px = scale.px(held_s + by_s)
        tick_px = min((tick.px for tick in picture.axis.ticks), key=lambda one: abs(one - px), default=px)
        return scale.second_at(tick_px) - held_s if 0 < abs(tick_px - px) <= SNAP_PX else by_s

    def _ghost(self, when: str, words: str, *, refused: bool = False) -> Ghost | None:
        place, scale = stretch(when, self._load.zone, forever=True), self._navigator.scale
        if place is None:
            return None
        edges = scale.px(place.start_s), scale.px(place.end_s)
        return Ghost(*edges, self._load.hold.lane_top, self._at.x(), self._at.y(), words, refused)

    def _overshoot(self, picture: Picture) -> int:
        """Return the side of the view beyond which the pointer draws the timeline along, or 0."""
        return int(self._at.x() > picture.geometry.width - _EDGE_PX) - int(self._at.x() < _EDGE_PX)

    def _come_along(self) -> None:
        picture = self._picture()
        side = self._overshoot(picture) if picture is not None else 0
        if not side:
            self._edge.stop()
            return
        self._navigator.pan(side * _EDGE_STEP_PX)
        self.move(self._at, 0)


class BoxSelect:
    """Draws a box; all events that it meets are marked beside those that are."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, at: QPointF, show: Callable[[QRectF | None], None], done: Callable[[QRectF], None]) -> None:
        self._from = self._at = at
        self._show = show
        self._done = done

    def move(self, at: QPointF, _at_ms: int) -> None:
        """Follow the pointer."""
        self._at = at
        self._show(QRectF(self._from, at).normalized())

    def finish(self, _at_ms: int) -> None:
        """Tell what the box spans."""
        self._show(None)
        self._done(QRectF(self._from, self._at).normalized())

    def cancel(self) -> None:
        """Mark nothing."""
        self._show(None)
