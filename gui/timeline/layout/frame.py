"""One picture's numbers: which events show, where, and what is counted instead. Pure: no font, no clock, no Qt.

Nothing here looks at all events: entries are numbered in the order of their starts, and within a lane they stand in
that order too, so that a view is two binary searches a lane.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import GAP_PX, MARK_RADIUS_PX, MAX_TITLE_PX, STUB_PX, TITLE_OFFSET_PX
from gui.timeline.layout.counts import NO_RIBBON, Chip, Ribbon, chips, density, second
from gui.timeline.layout.filling import runs
from gui.timeline.layout.inserting import ENTRY, ENTRY_BITS
from gui.timeline.layout.lanes import FINEST_LEVEL
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.scale import Scale

# Coordinates beyond this are cut off: the raster engine wraps them past 2**15.
CLIP_PX = 16_000.0
LEAST_TITLE_PX = 110.0
# The most that is said after a title.
MOST_DETAIL_PX = 480.0
# No view has room for more that is found; the first of them go first.
MOST_SHOWN = 500
# So many lanes above those in sight are looked through; what shows further up counts as below.
MOST_LANES_ABOVE = 4096
_REACH_PX = MAX_TITLE_PX + TITLE_OFFSET_PX + STUB_PX + GAP_PX + 40


@dataclass(frozen=True, slots=True)
class Frame:
    """The m events in view: arrays of shape (m,), in pixels from the view's top left corner (before scrolling).

    They stand lane by lane, in each by their start. A bar reaches from `left_px` to `right_px` (clipped); its mark
    stands at `mark_px`; the title begins at `title_px` and may take `title_room_px`; beyond the title, `detail_room_px`
    are free up to the next event on the lane or the view's edge. `above` and `below` count events of this stretch on
    lanes that are scrolled out of sight. Where nothing is in view, `earlier` and `later` count the events on either
    side.
    """

    events: NDArray[np.int32]
    lane: NDArray[np.int32]
    left_px: NDArray[np.float64]
    right_px: NDArray[np.float64]
    mark_px: NDArray[np.float64]
    title_px: NDArray[np.float64]
    title_room_px: NDArray[np.float64]
    detail_room_px: NDArray[np.float64]
    chips: tuple[Chip, ...]
    ribbon: Ribbon = NO_RIBBON
    above: int = 0
    below: int = 0
    earlier: int = 0
    later: int = 0

    def hit(self, lane: int, px: float) -> int:
        """Return the event (an index of the columns) at a place, or -1."""
        first = bisect_left(self.lane, lane)
        for place in range(first, bisect_right(self.lane, lane, first)):
            left = min(self.left_px.item(place), self.mark_px.item(place) - MARK_RADIUS_PX)
            right = max(self.right_px.item(place), self.title_px.item(place) + self.title_room_px.item(place))
            if left - 3 <= px <= right + 3:
                return self.events.item(place)
        return -1


def build_frame(
    layout: Layout,
    scale: Scale,
    width_px: float,
    *,
    lanes: NDArray[np.int64] | None = None,
    shown: Sequence[int] | NDArray[np.int64] = (),
) -> Frame:
    """Return the frame of a view; `lanes` are those in sight, ascending (None for all).

    The entries `shown` (chosen, found) need no room to be in it: neighbours that they would cover step back, of two
    that cover each other the later one in `shown`.
    """
    columns = layout.columns
    in_sight = _lanes_of(layout, lanes)
    events = _in_view(layout, scale, width_px, in_sight)
    aside = _aside(layout, scale, width_px, in_sight, events)
    forced: NDArray[np.int64] = np.empty(0, np.int64)
    if len(shown):
        events, forced = _with_shown(layout, scale, width_px, events, in_sight, np.asarray(shown, np.int64))
    left = scale.px_of(columns.start_s[events])
    right = scale.px_of(columns.end_s[events])
    # A mark stands in the middle of a bar too short to see and at the start of a long one.
    natural = left + np.minimum((right - left) / 2, MARK_RADIUS_PX)
    wanted = columns.title_px[events].astype(np.float64)
    # On a long bar that begins before the view, mark and title stay at the edge until little of the bar is left.
    furthest = np.maximum(natural, right - TITLE_OFFSET_PX - np.minimum(wanted, LEAST_TITLE_PX) - 4)
    mark = np.minimum(np.maximum(natural, MARK_RADIUS_PX + 8), furthest)
    title = mark + TITLE_OFFSET_PX
    room = np.minimum(wanted, np.maximum(natural + TITLE_OFFSET_PX + wanted, right - 4) - title)
    room = np.maximum(np.minimum(room, width_px - 8 - title), 0.0)
    lane = layout.lanes.lane[events]
    hidden = layout.at_level(scale.level).hidden
    hidden_shown = forced[layout.counted[forced]].tolist()
    earlier, later = (0, 0) if len(events) else _elsewhere(layout, scale, width_px)
    return Frame(
        events=events,
        lane=lane,
        left_px=np.minimum(np.maximum(left, -CLIP_PX), CLIP_PX),
        right_px=np.minimum(np.maximum(right, -CLIP_PX), CLIP_PX),
        mark_px=mark,
        title_px=title,
        title_room_px=room,
        detail_room_px=_detail_room(layout, events, lane, left, title + room, width_px),
        chips=chips(columns.start_s, hidden, scale, width_px, hidden_shown),
        ribbon=density(columns.start_s, hidden, scale, width_px),
        above=aside[0],
        below=aside[1],
        earlier=earlier,
        later=later,
    )


def _lanes_of(layout: Layout, lanes: NDArray[np.int64] | None) -> NDArray[np.int64]:
    if lanes is None:
        return np.arange(layout.lanes.count)
    return lanes[lanes < layout.lanes.count]


def _in_view(layout: Layout, scale: Scale, width_px: float, lanes: NDArray[np.int64]) -> NDArray[np.int32]:
    from_s, to_s = second(scale, -_REACH_PX), second(scale, width_px + STUB_PX + 10)
    begin, first, last = _places(layout, scale.level, lanes, from_s, to_s)
    # What begins before the stretch can reach into it: on each lane the last that does, of eras that meet the last two.
    begin = np.maximum(first - 2, begin)
    found: NDArray[np.int64] = layout.keys[layout.at_level(scale.level).by_lane.kth(runs(begin, last))] & ENTRY
    reaching = layout.columns.end_s[found] > from_s
    return found[reaching].astype(np.int32)


def _places(
    layout: Layout, level: int, lanes: NDArray[np.int64], from_s: int, to_s: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return where each lane begins among the shown ones, and where those stand that begin from `from_s` to `to_s`."""
    start_s, count = layout.columns.start_s, len(lanes)
    first, last = start_s.searchsorted(from_s, "left"), start_s.searchsorted(to_s, "right")
    base = lanes.astype(np.int64) << ENTRY_BITS
    # All at once: of so few numbers each call costs more than what it does.
    among = layout.keys.searchsorted(np.concatenate((base, base + first, base + last)))
    found = layout.at_level(level).by_lane.before(among)
    return found[:count], found[count : 2 * count], found[2 * count :]


def _with_shown(
    layout: Layout,
    scale: Scale,
    width_px: float,
    events: NDArray[np.int32],
    lanes: NDArray[np.int64],
    shown: NDArray[np.int64],
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return the events with those of `shown` that are in view, and of these the ones without room of their own."""
    columns, level = layout.columns, max(scale.level, FINEST_LEVEL)
    shown = shown if layout.shown is None else shown[layout.shown[shown]]
    from_s, to_s = second(scale, -_REACH_PX), second(scale, width_px + STUB_PX + 10)
    inside = (
        (columns.end_s[shown] > from_s) & (columns.start_s[shown] <= to_s) & np.isin(layout.lanes.lane[shown], lanes)
    )
    shown = shown[inside][:MOST_SHOWN]
    is_forced = layout.lanes.level[shown] < level
    forced: list[int] = []
    for entry in shown[is_forced].tolist():
        before = shown[: shown.tolist().index(entry)]
        if not _covered(layout, level, entry, np.append(before[~is_forced[: len(before)]], forced)).any():
            forced.append(entry)
    for entry in forced:
        events = events[~_covered(layout, level, entry, events)]
    if forced:
        events = np.append(events, np.array(forced, np.int32))
        events = events[np.lexsort((events, layout.lanes.lane[events]))]
    return events, np.array(forced, np.int64)


def _covered(layout: Layout, level: int, entry: int, others: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Tell which of some entries an entry would cover at a level."""
    both = np.append(np.asarray(others, np.int64), entry)
    left, right = layout.columns.extents_of(both).at(level, np.arange(len(both), dtype=np.int32))
    same_lane = layout.lanes.lane[both] == layout.lanes.lane[entry]
    covered: NDArray[np.bool_] = (same_lane & (left < right[-1]) & (right > left[-1]))[:-1]
    return covered


def _detail_room(
    layout: Layout,
    events: NDArray[np.int32],
    lane: NDArray[np.int32],
    left_px: NDArray[np.float64],
    title_end_px: NDArray[np.float64],
    width_px: float,
) -> NDArray[np.float64]:
    limit = np.full(len(events), width_px - 8.0)
    if len(events) > 1:
        next_left = left_px[1:] - layout.columns.extents_of(events[1:]).before_px
        limit[:-1] = np.where(lane[1:] == lane[:-1], np.minimum(next_left, width_px - 8), width_px - 8)
    return np.minimum(np.maximum(limit - title_end_px, 0.0), MOST_DETAIL_PX)


def _elsewhere(layout: Layout, scale: Scale, width_px: float) -> tuple[int, int]:
    columns = layout.columns
    begun = int(np.searchsorted(columns.start_s, second(scale, width_px), "right"))
    if layout.any_between(layout.ended_before(second(scale, 0)), begun):
        return 0, 0
    earlier = int(np.count_nonzero(layout.counted[:begun]))
    return earlier, int(np.count_nonzero(layout.counted)) - earlier


def _aside(
    layout: Layout, scale: Scale, width_px: float, in_sight: NDArray[np.int64], in_view: NDArray[np.int32]
) -> tuple[int, int]:
    """Count what shows in a stretch of time on lanes of open bands above and below those in sight."""
    if len(in_sight) == layout.lanes.count or not len(in_sight):
        return 0, 0
    from_s, to_s = second(scale, 0), second(scale, width_px)
    columns = layout.columns
    seen = int(np.count_nonzero((columns.end_s[in_view] > from_s) & (columns.start_s[in_view] <= to_s)))
    aside = layout.shown_between(scale.level, from_s, to_s) - seen
    above = _shown_above(layout, scale, int(in_sight[0]), from_s, to_s) if in_sight[0] and aside else 0
    return above, aside - above


def _shown_above(layout: Layout, scale: Scale, lane: int, from_s: int, to_s: int) -> int:
    lanes = np.arange(max(lane - MOST_LANES_ABOVE, 0), lane)
    if layout.collapsed_bands:
        band = np.searchsorted(np.cumsum(layout.lane_counts), lanes, "right")
        lanes = lanes[~np.isin(band, np.array(sorted(layout.collapsed_bands)))]
    begin, first, last = _places(layout, scale.level, lanes, from_s, to_s)
    reaching = first[first > begin] - 1
    before = layout.keys[layout.at_level(scale.level).by_lane.kth(reaching)] & ENTRY
    return int((last - first).sum() + np.count_nonzero(layout.columns.end_s[before] > from_s))
