"""Which events can be taken hold of at a point of the screen, and where: as a whole, or at an end of the bar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from gui.timeline import hits
from gui.timeline.picture import Picture
from storage.dates import Edge
from storage.dates.stepping import Grip

REACH_PX = 6.0
# Of a shorter bar there would be nothing left between its ends to take hold of.
_LEAST_BAR_PX = 5 * REACH_PX
_NO_END = int(Edge.OPEN | Edge.UNKNOWN)
CURSORS = {
    Grip.WHOLE: Qt.CursorShape.SizeAllCursor,
    Grip.START: Qt.CursorShape.SizeHorCursor,
    Grip.END: Qt.CursorShape.SizeHorCursor,
}


@dataclass(frozen=True, slots=True)
class Hold:
    """An event (an index of the columns) with the place where it is held and the top of its lane."""

    index: int
    grip: Grip
    lane_top: float


def hold_at(picture: Picture, at: QPointF, *, of_any: bool = False) -> Hold | None:
    """Return what can be held at a point: a chosen or marked event, or with `of_any` whichever event lies there.

    Others stay where they are under a hand that only wants to move the timeline.
    """
    index = hits.event_at(picture, at)
    if index < 0 or not (of_any or index in picture.selected or index in picture.marked):
        return None
    geometry, frame = picture.geometry, picture.frame
    place = int(np.flatnonzero(frame.events == index)[0])
    top = geometry.lane_top(int(frame.lane[place]))
    left, right = float(frame.left_px[place]), float(frame.right_px[place])
    bar = top + geometry.bar_offset
    # Only the chosen one shows which end is held.
    if index not in picture.selected or right - left < _LEAST_BAR_PX or not bar - 3 <= at.y() <= bar + 12:
        return Hold(index, Grip.WHOLE, top)
    for grip, px, edge in (
        (Grip.START, left, picture.columns.start_edge[index]),
        (Grip.END, right, picture.columns.end_edge[index]),
    ):
        if abs(px - at.x()) <= REACH_PX and not int(edge) & _NO_END:
            return Hold(index, grip, top)
    return Hold(index, Grip.WHOLE, top)


def inside(picture: Picture, box: QRectF) -> list[int]:
    """Return the events (indices of the columns) whose bar, mark or title a box of the screen meets."""
    frame, geometry = picture.frame, picture.geometry
    window = QRectF(0, geometry.lanes_top, geometry.width, geometry.lanes_height).intersected(box)
    if window.isEmpty():
        return []
    right = np.maximum(frame.right_px, frame.title_px + frame.title_room_px)
    met = np.flatnonzero((np.minimum(frame.left_px, frame.mark_px) <= window.right()) & (right >= window.left()))
    tops = {lane: geometry.lane_top(lane) for lane in set(frame.lane[met].tolist())}
    lanes = {lane for lane, top in tops.items() if top < window.bottom() and top + geometry.lane_pitch > window.top()}
    return [int(frame.events[place]) for place in met.tolist() if int(frame.lane[place]) in lanes]
