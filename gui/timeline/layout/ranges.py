"""The stretches of time that a view of a story begins with, and the events next to a view."""

from __future__ import annotations

import numpy as np

from gui.timeline.layout.columns import Columns
from gui.timeline.layout.counts import second
from gui.timeline.layout.scale import Scale
from storage.dates import FOREVER_S

# The range of a story in which nothing has a place in time.
NOTHING = (0, 1)
YEAR_S = 31_556_952


def nearest(columns: Columns, scale: Scale, width_px: float, side: int) -> int:
    """Return the event (an index) that ends last before the view (side -1) or begins first after it (1), or -1."""
    if side < 0:
        before = np.flatnonzero(columns.end_s <= second(scale, 0))
        return int(before[np.argmax(columns.end_s[before])]) if len(before) else -1
    after = int(np.searchsorted(columns.start_s, second(scale, width_px), "right"))
    return after if after < len(columns) else -1


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
