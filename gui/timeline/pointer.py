"""What the pointer is over on the timeline, and what a click there means."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt

from gui.timeline import grips, hits
from gui.timeline.keyboard import PAGE_SHARE
from storage.dates.stepping import date_at

if TYPE_CHECKING:
    from gui.timeline.canvas import TimelineCanvas
    from gui.timeline.picture import Picture

_Held = Qt.KeyboardModifier
# Where ticks stand so close, or none stand, a date is as exact as this many pixels.
_USUAL_TICK_PX = 80.0


class Pointer:
    """The pointer over one canvas; `hovered` and `hovered_chip` are what is drawn as under it, -1 for nothing."""

    def __init__(self, canvas: TimelineCanvas) -> None:
        self._canvas = canvas
        self.hovered = self.hovered_chip = -1
        self.clicked = ""
        """The event that the last click was on, "" for none."""

    def forget(self) -> None:
        """Take it that nothing lies under the pointer until it moves."""
        self.hovered = self.hovered_chip = -1

    def click(self, at: QPointF, held: Qt.KeyboardModifier) -> None:
        """Do what a click is for: with Ctrl it marks one event more or less, with Shift all up to the one clicked."""
        self.clicked = ""
        canvas, picture, scene = self._canvas, self._canvas.picture(), self._canvas.shown_scene
        if picture is None or scene is None:
            return
        canvas.put_ruler_away()
        width_of = scene.painter.small_width
        header = hits.band_at(picture, at)
        if side := hits.pointer_at(picture, at, width_of):
            canvas.nearest_wished.emit(side)
        elif side := hits.more_at(picture, at, width_of):
            canvas.scroller.step(side * PAGE_SHARE * picture.geometry.lanes_height)
        elif header is not None:
            canvas.toggle_band(header.band)
        elif (place := hits.chip_at(picture, at, width_of)) >= 0:
            rect = hits.chip_rect(picture, place, width_of).toAlignedRect()
            canvas.chip_opened.emit(picture.frame.chips[place], rect.translated(canvas.mapToGlobal(QPoint())))
        else:
            self._click_event(at, held)

    def _click_event(self, at: QPointF, held: Qt.KeyboardModifier) -> None:
        found, canvas = self.id_at(at), self._canvas
        if not held & (_Held.ControlModifier | _Held.ShiftModifier):
            self.clicked = found
            canvas.event_clicked.emit(found)
        elif found and held & _Held.ShiftModifier:
            canvas.hands.reached.emit(found)
        elif found:
            canvas.hands.toggled.emit(found)

    def hover(self, at: QPointF | None) -> None:
        """Show what lies under the pointer, None for nothing, and by its shape what a press would do."""
        canvas, picture, scene = self._canvas, self._canvas.picture(), self._canvas.shown_scene
        if picture is None or scene is None:
            return
        width_of = scene.painter.small_width
        index = -1 if at is None else hits.event_at(picture, at)
        chip = -1 if at is None else hits.chip_at(picture, at, width_of)
        found = "" if at is None else self.id_at(at, index)
        if (index, chip) != (self.hovered, self.hovered_chip):
            self.hovered, self.hovered_chip = index, chip
            canvas.show_hovered()
        over = at is not None and (bool(found) or chip >= 0 or hits.is_button(picture, at, width_of))
        hold = canvas.hands.hold_at(at) if at is not None and index >= 0 else None
        usual = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        canvas.show_cursor(grips.CURSORS[hold.grip] if hold is not None else usual)
        canvas.hovered.emit(found, canvas.mapToGlobal(at.toPoint()) if at is not None else QPoint())

    def id_at(self, at: QPointF, event: int | None = None) -> str:
        """Return the id of the event or era at a point, "" for none; `event` is what `hits.event_at` found there."""
        picture, scene = self._canvas.picture(), self._canvas.shown_scene
        if picture is None or scene is None:
            return ""
        event = hits.event_at(picture, at) if event is None else event
        era = -1 if event >= 0 else hits.era_at(picture, at)
        if event < 0 and era < 0:
            return ""
        return scene.event_id(event) if event >= 0 else scene.era_id(era)

    def date_at(self, at: QPointF) -> str:
        """Return the date of an empty place, as exact as the ticks there; "" where something is in its way."""
        picture, scene = self._canvas.picture(), self._canvas.shown_scene
        if picture is None or scene is None or self.id_at(at) or at.y() > picture.geometry.axis_top:
            return ""
        if hits.is_button(picture, at, scene.painter.small_width):
            return ""
        return self.date_at_px(at.x(), picture)

    def date_at_px(self, px: float, picture: Picture) -> str:
        """Return the date of a place in pixels from the left, as exact as the ticks around it."""
        scene, scale = self._canvas.shown_scene, self._canvas.navigator.scale
        at = sorted(tick.px for tick in picture.axis.ticks)
        gaps = [right - left for left, right in pairwise(at) if right > left]
        gap_px = min(gaps, default=_USUAL_TICK_PX)
        return date_at(scale.second_at(px), gap_px * scale.seconds_per_px, scene.zone if scene else "UTC")

    def chosen_place(self) -> QPoint:
        """Return where the chosen event's mark stands, or the middle of the view where it is out of sight."""
        picture = self._canvas.picture()
        middle = QPoint(self._canvas.width() // 2, self._canvas.height() // 2)
        if picture is None:
            return middle
        frame, geometry = picture.frame, picture.geometry
        places = [place for place, index in enumerate(frame.events.tolist()) if index in picture.selected]
        if not places:
            return middle
        top = geometry.lane_top(int(frame.lane[places[0]]))
        px = min(max(float(frame.mark_px[places[0]]), 0.0), geometry.width)
        return QPoint(round(px), round(top + geometry.bar_offset))

    def middle_date(self) -> str:
        """Return the date in the middle of the view."""
        picture = self._canvas.picture()
        return self.date_at_px(picture.geometry.width / 2, picture) if picture is not None else ""
