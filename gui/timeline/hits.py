"""What of a picture lies at a point of the screen, and which ends of events lie nearby."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from gui.timeline.geometry import BandHeader
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.frame import Frame
from gui.timeline.painter import chip_text, more, pointers
from gui.timeline.picture import Picture
from storage.dates import BODIES, Body, Edge

SNAP_PX = 8.0
_INSTANT, _LASTING = BODIES.index(Body.INSTANT), BODIES.index(Body.LASTING)


@dataclass(frozen=True, slots=True)
class End:
    """An instant that is measured from or to, and how far it may be off: 0 where an event surely begins or ends."""

    second: int
    grain_s: float


def event_at(picture: Picture, at: QPointF) -> int:
    """Return the event (an index of the columns) at a point, or -1."""
    if band_at(picture, at) is not None:
        return -1
    lane = picture.geometry.lane_at(at.y())
    return picture.frame.hit(lane, at.x()) if lane >= 0 else -1


def era_at(picture: Picture, at: QPointF) -> int:
    """Return the era (an index of its columns) whose title's row is at a point, or -1."""
    geometry, frame = picture.geometry, picture.era_frame
    row = int(at.y() // geometry.era_row)
    if not 0 <= row < geometry.era_rows:
        return -1
    found = np.flatnonzero((frame.lane == row) & (frame.left_px <= at.x()) & (at.x() <= frame.right_px))
    return int(frame.events[found[0]]) if len(found) else -1


def band_at(picture: Picture, at: QPointF) -> BandHeader | None:
    """Return the band whose header is at a point, or None."""
    geometry = picture.geometry
    if not picture.bands or not geometry.lanes_top <= at.y() < geometry.lanes_top + geometry.lanes_height:
        return None
    band = geometry.band_at(at.y(), picture.bands)
    return next((header for header in picture.bands if header.band == band), None)


def header_words(header: BandHeader) -> str:
    """Return what a screen reader tells of a band's header."""
    state = "collapsed" if header.collapsed else "open"
    return f"Band {header.name or 'without a name'}, {header.count:,} events, {state}"


def chip_rect(picture: Picture, place: int, width_of: Callable[[str], float]) -> QRectF:
    """Return where a chip of the frame stands; `width_of` measures small text."""
    chip = picture.frame.chips[place]
    return picture.geometry.chip_rect(chip.px, width_of(chip_text(chip.count)))


def chip_at(picture: Picture, at: QPointF, width_of: Callable[[str], float]) -> int:
    """Return the chip (its place in the frame) at a point, or -1."""
    # Most points need no look at each chip.
    if not picture.geometry.chips_top <= at.y() <= picture.geometry.axis_top:
        return -1
    places = range(len(picture.frame.chips))
    return next((place for place in places if chip_rect(picture, place, width_of).contains(at)), -1)


def pointer_at(picture: Picture, at: QPointF, width_of: Callable[[str], float]) -> int:
    """Return the side (-1 or 1) of the pill at a point that tells how many events lie that way, or 0."""
    rect_of = picture.geometry.pointer_rect
    return next((side for side, text in pointers(picture) if rect_of(side, width_of(text)).contains(at)), 0)


def more_at(picture: Picture, at: QPointF, width_of: Callable[[str], float]) -> int:
    """Return the side (-1 above, 1 below) of the pill at a point that tells of events scrolled out of sight, or 0."""
    rect_of = picture.geometry.more_rect
    return next((side for side, text in more(picture) if rect_of(side, width_of(text)).contains(at)), 0)


def is_button(picture: Picture, at: QPointF, width_of: Callable[[str], float]) -> bool:
    """Tell whether something other than an event can be clicked at a point."""
    return (
        band_at(picture, at) is not None
        or chip_at(picture, at, width_of) >= 0
        or bool(pointer_at(picture, at, width_of) or more_at(picture, at, width_of))
    )


def end_near(picture: Picture, at: QPointF, free: End) -> End:
    """Return the start or end of an event near a point (on its lane or the next) or of an era, or else `free`."""
    lane = picture.geometry.lane_at(at.y())
    near: list[tuple[float, End]] = []
    if lane >= 0:
        near += _ends(picture.columns, picture.frame, np.flatnonzero(np.abs(picture.frame.lane - lane) <= 1))
    elif era_at(picture, at) >= 0 or 0 <= at.y() < picture.geometry.era_bottom:
        near += _ends(picture.eras, picture.era_frame, np.arange(len(picture.era_frame.events)))
    apart, end = min(((abs(px - at.x()), end) for px, end in near), default=(SNAP_PX, free), key=lambda one: one[0])
    return end if apart < SNAP_PX else free


def next_end(picture: Picture, px: float, side: int, *, only: frozenset[int] | None = None) -> tuple[float, End] | None:
    """Return the next start or end of an event in view beyond a pixel, to the left (-1) or right (1), or None.

    `only` asks for those of one event.
    """
    events = picture.frame.events
    places = np.arange(len(events)) if only is None else np.flatnonzero(np.isin(events, [*only]))
    ends = _ends(picture.columns, picture.frame, places)
    beyond = [(at, end) for at, end in ends if (at - px) * side > 0.5 and 0 <= at <= picture.geometry.width]
    return min(beyond, key=lambda one: (abs(one[0] - px), one[1].grain_s), default=None)


def _ends(columns: Columns, frame: Frame, places: NDArray[np.intp]) -> Iterator[tuple[float, End]]:
    """Yield the ends of events that are known, each with its pixel."""
    for place in places.tolist():
        index = int(frame.events[place])
        start_s, end_s = int(columns.start_s[index]), int(columns.end_s[index])
        body = int(columns.body[index])
        is_sure = body in (_INSTANT, _LASTING)
        start = (frame.left_px[place], start_s, int(columns.start_edge[index]))
        end = (frame.right_px[place], end_s, int(columns.end_edge[index]))
        # An instant takes up a second, but it has no end of its own.
        for px, second, edge in (start,) if body == _INSTANT else (start, end):
            if not edge & (Edge.OPEN | Edge.UNKNOWN):
                yield float(px), End(second, 0.0 if is_sure and not edge else float(end_s - start_s))
