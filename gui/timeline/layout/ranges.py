"""The stretches of time that a view of a story begins with, and the events next to a view."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.counts import second
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.scale import Scale
from storage.dates import FOREVER_S

# The range of a story in which nothing has a place in time.
NOTHING = (0, 1)
YEAR_S = 31_556_952
MOST_LOOKED_AT = 50_000


def nearest(layout: Layout, scale: Scale, width_px: float, side: int) -> int:
    """Return the event (an index) that ends last before the view (side -1) or begins first after it (1), or -1."""
    columns, shown = layout.columns, layout.shown
    if side < 0:
        has_ended = columns.end_s <= second(scale, 0)
        before = np.flatnonzero(has_ended if shown is None else has_ended & shown)
        return int(before[np.argmax(columns.end_s[before])]) if len(before) else -1
    after = int(np.searchsorted(columns.start_s, second(scale, width_px), "right"))
    if shown is not None and after < len(columns):
        after += int(np.argmax(shown[after:])) if shown[after:].any() else len(columns)
    return after if after < len(columns) else -1


def usual_range(columns: Columns) -> tuple[int, int]:
    """Return the stretch of time to show first: the whole story, or where nearly all lies if a few lie far off."""
    if not len(columns):
        return NOTHING
    start_s, end_s = int(columns.start_s.min()), int(columns.end_s.max())
    if len(columns) < 8:
        return start_s, end_s
    # Of very many some tell as much.
    some = slice(None, None, 1 + len(columns) // MOST_LOOKED_AT)
    middle_s = columns.start_s[some] // 2 + columns.end_s[some] // 2
    low, high = (int(second) for second in np.quantile(middle_s, (0.1, 0.9), method="nearest"))
    margin_s = 2 * max(high - low, 1)
    inner = (columns.start_s >= low - margin_s) & (columns.end_s <= high + margin_s)
    if not inner.any():
        return start_s, end_s
    inner_start, inner_end = int(columns.start_s[inner].min()), int(columns.end_s[inner].max())
    return (inner_start, inner_end) if (inner_end - inner_start) * 8 < end_s - start_s else (start_s, end_s)


def whole_range(*columns: Columns) -> tuple[int, int]:
    """Return from the first start to the last end of all columns, without what is open for ever; (0, 1) for none."""
    known = [edge for one in columns for edge in _outer_edges(one)]
    if not known:
        return NOTHING
    start_s, end_s = min(known), max(known)
    # All that is known of a lone open era is one end of it.
    return (start_s, end_s) if start_s < end_s else (start_s, start_s + YEAR_S)


def _outer_edges(columns: Columns) -> Iterator[int]:
    """Yield the first and last known start and the first and last known end; starts ascend."""
    starts_s, ends_s = columns.start_s, columns.end_s
    first, last = (int(np.searchsorted(starts_s, -FOREVER_S, side)) for side in ("left", "right"))
    for known_s in (starts_s[:first], starts_s[last:]):
        if len(known_s):
            yield from (int(known_s[0]), int(known_s[-1]))
    is_open = ends_s == FOREVER_S
    if is_open.any():
        ends_s = ends_s[~is_open]
    if len(ends_s):
        yield from (int(ends_s.min()), int(ends_s.max()))
