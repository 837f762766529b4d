"""How many events each stretch of time holds, by category."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.columns import Columns

# As many as fit the processor's cache.
_AT_ONCE = 1 << 14

Counts = NDArray[np.int64]
"""Events of each category in each stretch of time; shape (categories, stretches)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cell each entry is counted in, shape (n,): stretch of time * `categories` + category."""

    cell: NDArray[np.int32]
    categories: int
    stretches: int

    @classmethod
    def of(cls, columns: Columns, edges_s: NDArray[np.int64]) -> Cells:
        """Find the stretch of each entry's middle between neighbouring edges (ascending, n + 1 of them).

        What lies before the first edge and behind the last is in a stretch of its own on either side.
        """
        categories = int(columns.category.max(initial=0)) + 1
        cell = np.empty(len(columns), np.int32)
        for first in range(0, len(columns), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            middles_s = (columns.start_s[some] >> 1) + (columns.end_s[some] >> 1)
            cell[some] = np.searchsorted(edges_s, middles_s, "right") * categories + columns.category[some]
        return cls(cell, categories, len(edges_s) + 1)

    def counts(self, which: NDArray[np.bool_]) -> Counts:
        """Count those entries for which a mask (n,) has a one; what lies outside the edges is left out."""
        cells = self.cell if which.all() else self.cell[which]
        counts = np.bincount(cells, minlength=self.stretches * self.categories).astype(np.int64)
        return counts.reshape(-1, self.categories)[1:-1].T


def category_counts(columns: Columns, edges_s: NDArray[np.int64]) -> Counts:
    """Count the middles of events between neighbouring edges, as `Cells` finds them.

    The last row holds the events of no category.
    """
    return Cells.of(columns, edges_s).counts(columns.main)


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
