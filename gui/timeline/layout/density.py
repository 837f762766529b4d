"""How many events each stretch of time holds, by category."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns

# As many as fit the processor's cache.
_AT_ONCE = 1 << 14

Counts = NDArray[np.int64]
"""Events of each category in each stretch of time; shape (categories, stretches)."""


def category_counts(columns: Columns, edges_s: NDArray[np.int64]) -> Counts:
    """Count the middles of events between neighbouring edges (ascending, n + 1 of them); what lies outside is left out.

    The last row holds the events of no category.
    """
    categories = int(columns.category.max(initial=0)) + 1
    # One more stretch on either side takes what lies outside.
    cells = (len(edges_s) + 1) * categories
    counts = np.zeros(cells, np.int64)
    for first in range(0, len(columns.start_s), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        is_main = columns.main[some]
        middles_s = ((columns.start_s[some] >> 1) + (columns.end_s[some] >> 1))[is_main]
        places = np.searchsorted(edges_s, middles_s, "right") * categories
        counts += np.bincount(places + columns.category[some][is_main], minlength=cells)
    return counts.reshape(-1, categories)[1:-1].T


def layers(counts: Counts, groups: Sequence[int], most: int) -> tuple[tuple[int, ...], Counts]:
    """Add up the categories of each group, the fullest groups first, and those beyond the first `most` in a last one.

    `groups` has a number for each category. Return the groups' numbers (-1 for the rest) with counts of that shape.
    """
    numbers = sorted(set(groups))
    sums = np.array([counts[[one == number for one in groups]].sum(0) for number in numbers], np.int64)
    order = np.argsort(-sums.sum(1), kind="stable")
    order = order[sums.sum(1)[order] > 0]
    names, found = [numbers[place] for place in order[:most]], sums[order[:most]]
    if len(order) > most:
        names, found = [*names, -1], np.vstack((found, sums[order[most:]].sum(0)))
    return tuple(names), found


def stacked(counts: Counts, least: float = 0.0) -> NDArray[np.float64]:
    """Return where layers end above one another, as shares of the whole height; shape as given.

    The height of a stack is the root of its count (and at least `least`), which keeps a lone event visible beside a
    crowd; within a stack each layer has its share of the count.
    """
    totals = counts.sum(0)
    heights = np.maximum(np.sqrt(totals) / np.sqrt(max(int(totals.max(initial=0)), 1)), least)
    tops: NDArray[np.float64] = np.cumsum(counts, 0) / np.maximum(totals, 1) * heights
    return tops
