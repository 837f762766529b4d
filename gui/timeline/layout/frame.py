"""One picture's numbers: which events show, where, and what is counted instead. Pure: no font, no clock, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import (
    FOREVER_S,
    GAP_PX,
    MARK_RADIUS_PX,
    MAX_TITLE_PX,
    STUB_PX,
    TITLE_OFFSET_PX,
    Columns,
)
from gui.timeline.layout.lanes import Lanes, assign_lanes
from gui.timeline.layout.scale import Scale

# Coordinates beyond this are cut off: the raster engine wraps them past 2**15.
CLIP_PX = 16_000.0
CHIP_BUCKET_LEVELS = 7
# The largest power of two that int64 can divide by.
MOST_BUCKET_LEVEL = 62
CHIP_MARGIN_PX = 42.0
LEAST_TITLE_PX = 110.0
EVERY_LEVEL = 127
# The range of a story in which nothing has a place in time.
NOTHING = (0, 1)
YEAR_S = 31_556_952


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns with their lanes, and what makes a frame quick: the events sorted by lane, then start.

    `lane_ends[k]` is where lane k ends in `by_lane`; its events do not overlap, so starts and ends both ascend.
    """

    columns: Columns
    lanes: Lanes
    by_lane: NDArray[np.int32]
    lane_ends: NDArray[np.int64]
    place: dict[str, int]


def lay_out(columns: Columns, lane_limit: int) -> Layout:
    """Lay out events, each with room for its mark and title."""
    return _sorted(columns, assign_lanes(columns.extents, columns.tier, lane_limit))


def lay_out_eras(columns: Columns) -> Layout:
    """Lay out eras edge to edge; all show at every level."""
    lanes = assign_lanes(columns.spans, columns.tier, max(len(columns), 1))
    return _sorted(columns, replace(lanes, level=np.full(len(columns), EVERY_LEVEL, np.int8)))


def _sorted(columns: Columns, lanes: Lanes) -> Layout:
    by_lane = np.lexsort((columns.start_s, lanes.lane)).astype(np.int32)
    lane_ends = np.cumsum(np.bincount(lanes.lane, minlength=max(lanes.count, 1)))
    return Layout(columns, lanes, by_lane, lane_ends, {id_: place for place, id_ in enumerate(columns.ids)})


@dataclass(frozen=True, slots=True)
class Chip:
    """`count` events of a stretch of time that have no room yet; `events` indexes them."""

    px: float
    count: int
    events: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """How many events have no room yet, in buckets of absolute time `width_px` wide; arrays of shape (b,)."""

    left_px: NDArray[np.float64]
    width_px: float
    count: NDArray[np.int64]


NO_RIBBON = Ribbon(np.empty(0), 1.0, np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Frame:
    """The m events in view: arrays of shape (m,), in pixels from the view's top left corner (before scrolling).

    A bar reaches from `left_px` to `right_px` (clipped); its mark stands at `mark_px`; the title begins at `title_px`
    and may take `title_room_px`; beyond the title, `detail_room_px` are free up to the next event on the lane or the
    view's edge. `above` and `below` count events of this stretch on lanes that are scrolled out of sight. Where nothing
    is in view, `earlier` and `later` count the events on either side.
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
        right = np.maximum(self.right_px, self.title_px + self.title_room_px)
        left = np.minimum(self.left_px, self.mark_px - MARK_RADIUS_PX)
        found = np.flatnonzero((self.lane == lane) & (left - 3 <= px) & (px <= right + 3))
        return int(self.events[found[0]]) if len(found) else -1


def build_frame(
    layout: Layout, scale: Scale, width_px: float, *, first_lane: int = 0, last_lane: int = 1 << 30, shown: int = -1
) -> Frame:
    """Return the frame of a view's lanes `first_lane` to `last_lane`; the event `shown` needs no room to be in it."""
    columns, lanes = layout.columns, layout.lanes
    events = _in_view(layout, scale, width_px, first_lane, min(last_lane, lanes.count - 1))
    events = events[lanes.level[events] >= scale.level]
    if shown >= 0:
        events = _with_shown(layout, scale, events, shown, first_lane, last_lane)
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
    earlier, later = (0, 0) if len(events) else _elsewhere(columns, scale, width_px)
    return Frame(
        events=events,
        lane=lanes.lane[events],
        left_px=np.clip(left, -CLIP_PX, CLIP_PX),
        right_px=np.clip(right, -CLIP_PX, CLIP_PX),
        mark_px=mark,
        title_px=title,
        title_room_px=np.clip(np.minimum(room, width_px - 8 - title), 0.0, None),
        detail_room_px=np.zeros(len(events)),
        chips=_chips(layout, scale, width_px, shown),
        earlier=earlier,
        later=later,
    )


def _elsewhere(columns: Columns, scale: Scale, width_px: float) -> tuple[int, int]:
    earlier = int(np.count_nonzero(columns.end_s <= _second(scale, 0)))
    later = len(columns) - int(np.searchsorted(columns.start_s, _second(scale, width_px), "right"))
    return (earlier, later) if earlier + later == len(columns) else (0, 0)


def nearest(columns: Columns, scale: Scale, width_px: float, side: int) -> int:
    """Return the event (an index) that ends last before the view (side -1) or begins first after it (1), or -1."""
    if side < 0:
        before = np.flatnonzero(columns.end_s <= _second(scale, 0))
        return int(before[np.argmax(columns.end_s[before])]) if len(before) else -1
    after = int(np.searchsorted(columns.start_s, _second(scale, width_px), "right"))
    return after if after < len(columns) else -1


def _in_view(layout: Layout, scale: Scale, width_px: float, first_lane: int, last_lane: int) -> NDArray[np.int32]:
    columns = layout.columns
    reach_px = MAX_TITLE_PX + TITLE_OFFSET_PX + STUB_PX + GAP_PX + 40
    from_s, to_s = _second(scale, -reach_px), _second(scale, width_px + STUB_PX + 10)
    found: list[NDArray[np.int32]] = []
    for lane in range(first_lane, last_lane + 1):
        members = layout.by_lane[layout.lane_ends[lane - 1] if lane else 0 : layout.lane_ends[lane]]
        first = int(np.searchsorted(columns.end_s[members], from_s, "right"))
        last = int(np.searchsorted(columns.start_s[members], to_s, "right"))
        if first < last:
            found.append(members[first:last])
    return np.concatenate(found) if found else np.empty(0, np.int32)


def _second(scale: Scale, px: float) -> int:
    return max(min(scale.second_at(px), (1 << 63) - 1), -(1 << 63))


def _with_shown(
    layout: Layout, scale: Scale, events: NDArray[np.int32], shown: int, first_lane: int, last_lane: int
) -> NDArray[np.int32]:
    """Let the chosen event show on its lane even where it has no room; neighbours that it would cover step back."""
    lane = int(layout.lanes.lane[shown])
    if shown in events or not first_lane <= lane <= last_lane:
        return events
    level = max(scale.level, -9)
    extents = layout.columns.extents
    left, right = extents.at(level, np.array([shown], np.int32))
    others_left, others_right = extents.at(level, events)
    covered = (layout.lanes.lane[events] == lane) & (others_left < right[0]) & (others_right > left[0])
    return np.append(events[~covered], np.int32(shown))


def _chips(layout: Layout, scale: Scale, width_px: float, shown: int) -> tuple[Chip, ...]:
    """Count what has no room in buckets of absolute time, so that a chip stays with its events while panning."""
    columns = layout.columns
    bucket_s = 1 << min(max(scale.level + CHIP_BUCKET_LEVELS, 0), MOST_BUCKET_LEVEL)
    first = int(np.searchsorted(columns.start_s, _second(scale, 0) // bucket_s * bucket_s))
    last_s = min((_second(scale, width_px) // bucket_s + 1) * bucket_s, (1 << 63) - 1)
    last = int(np.searchsorted(columns.start_s, last_s))
    hidden = np.flatnonzero(layout.lanes.level[first:last] < scale.level) + first
    hidden = hidden[hidden != shown]
    if not len(hidden):
        return ()
    middle_s = columns.start_s[hidden]
    buckets = middle_s // np.int64(bucket_s)
    starts = np.flatnonzero(np.diff(buckets, prepend=buckets[0] - 1))
    chips = []
    for start, end in zip(starts, [*starts[1:], len(hidden)], strict=True):
        left_px = scale.px(int(buckets[start]) * bucket_s)
        right_px = left_px + bucket_s / scale.seconds_per_px
        px = scale.px(int(middle_s[(start + end) // 2]))
        # Within the view if it can be, but never over the chip of the next stretch.
        px = min(max(px, CHIP_MARGIN_PX), width_px - CHIP_MARGIN_PX)
        px = min(max(px, left_px + CHIP_MARGIN_PX), right_px - CHIP_MARGIN_PX)
        chips.append(Chip(px, int(end - start), hidden[start:end]))
    return tuple(chips)


def usual_range(columns: Columns) -> tuple[int, int]:
    """Return the stretch of time to show first: the whole story, or where nearly all lies if a few lie far off."""
    if not len(columns):
        return NOTHING
    start_s, end_s = int(columns.start_s.min()), int(columns.end_s.max())
    if len(columns) < 8:
        return start_s, end_s
    middle_s = np.sort(columns.start_s // 2 + columns.end_s // 2)
    low, high = (int(second) for second in np.quantile(middle_s, (0.1, 0.9), method="nearest"))
    margin_s = 2 * max(high - low, 1)
    inner = (columns.start_s >= low - margin_s) & (columns.end_s <= high + margin_s)
    if not inner.any():
        return start_s, end_s
    inner_start, inner_end = int(columns.start_s[inner].min()), int(columns.end_s[inner].max())
    return (inner_start, inner_end) if (inner_end - inner_start) * 8 < end_s - start_s else (start_s, end_s)


def whole_range(*columns: Columns) -> tuple[int, int]:
    """Return from the first start to the last end of all columns, without what is open for ever; (0, 1) for none."""
    edges = [one.start_s[one.start_s != -FOREVER_S] for one in columns]
    edges += [one.end_s[one.end_s != FOREVER_S] for one in columns]
    known = np.concatenate(edges)
    if not len(known):
        return NOTHING
    start_s, end_s = int(known.min()), int(known.max())
    # All that is known of a lone open era is one end of it.
    return (start_s, end_s) if start_s < end_s else (start_s, start_s + YEAR_S)
