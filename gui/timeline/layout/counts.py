"""What has no room yet, counted in buckets of absolute time: chips, and the ribbon of density above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.ranks import Ranks
from gui.timeline.layout.scale import Scale

# A chip's bucket is 128 to 256 pixels wide, the ribbon's are 8 to 16.
CHIP_BUCKET_LEVELS = 7
RIBBON_BUCKET_LEVELS = 3
# The largest power of two that int64 can divide by.
MOST_BUCKET_LEVEL = 62
CHIP_MARGIN_PX = 42.0
_LAST_S = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Chip:
    """`count` entries of a stretch of time that have no room yet: they are among those from `first` up to `last`."""

    px: float
    count: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ribbon:
    """How many events have no room yet, in buckets of absolute time `width_px` wide; arrays of shape (b,)."""

    left_px: NDArray[np.float64]
    width_px: float
    count: NDArray[np.int64]


NO_RIBBON = Ribbon(np.empty(0), 1.0, np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class Buckets:
    """Even stretches of absolute time that cover a view: `left_s` (b,), and `places` (b + 1,) of where each begins."""

    size_s: int
    left_s: NDArray[np.int64]
    places: NDArray[np.int64]

    @classmethod
    def over(cls, start_s: NDArray[np.int64], scale: Scale, width_px: float, levels: int) -> Buckets:
        """Return the buckets of a view, each 2**levels of the level's pixels wide, among ascending instants."""
        size_s = 1 << min(max(scale.level + levels, 0), MOST_BUCKET_LEVEL)
        first, last = second(scale, 0) // size_s, second(scale, width_px) // size_s
        left_s = (np.arange(last - first + 1, dtype=np.int64) + np.int64(first)) * np.int64(size_s)
        places = np.empty(len(left_s) + 1, np.int64)
        places[:-1] = np.searchsorted(start_s, left_s)
        end_s = (last + 1) * size_s
        places[-1] = np.searchsorted(start_s, end_s) if end_s <= _LAST_S else len(start_s)
        return cls(size_s, left_s, places)


def density(start_s: NDArray[np.int64], ranks: Ranks, scale: Scale, width_px: float) -> Ribbon:
    """Return how many of the ones of a mask begin in each bucket of the ribbon; `start_s` (n,) ascends."""
    if not len(start_s):
        return NO_RIBBON
    buckets = Buckets.over(start_s, scale, width_px, RIBBON_BUCKET_LEVELS)
    count = np.diff(ranks.before(buckets.places))
    return Ribbon(scale.px_of(buckets.left_s), buckets.size_s / scale.seconds_per_px, count)


def chips(
    start_s: NDArray[np.int64], hidden: Ranks, scale: Scale, width_px: float, shown: Sequence[int] = ()
) -> tuple[Chip, ...]:
    """Return a chip for each bucket in which something is hidden; the hidden entries `shown` are not counted.

    The buckets are those of absolute time, so that a chip stays with its events while panning.
    """
    if not len(start_s):
        return ()
    buckets = Buckets.over(start_s, scale, width_px, CHIP_BUCKET_LEVELS)
    before = hidden.before(buckets.places)
    count = np.diff(before)
    for entry in shown:
        # What is shown can begin beside the view.
        if buckets.places[0] <= entry < buckets.places[-1]:
            count[np.searchsorted(buckets.places, entry, "right") - 1] -= 1
    full = np.flatnonzero(count > 0)
    middle_px = scale.px_of(start_s[hidden.kth(before[full] + np.diff(before)[full] // 2)])
    left_px = scale.px_of(buckets.left_s[full])
    right_px = left_px + buckets.size_s / scale.seconds_per_px
    # Within the view if it can be, but never over the chip of the next stretch.
    px = np.clip(middle_px, CHIP_MARGIN_PX, max(width_px - CHIP_MARGIN_PX, CHIP_MARGIN_PX))
    px = np.minimum(np.maximum(px, left_px + CHIP_MARGIN_PX), right_px - CHIP_MARGIN_PX)
    places = buckets.places
    return tuple(
        Chip(at, number, first, last)
        for at, number, first, last in zip(
            px.tolist(), count[full].tolist(), places[full].tolist(), places[full + 1].tolist(), strict=True
        )
    )


def second(scale: Scale, px: float) -> int:
    """Return the whole second at a pixel, within int64."""
    return max(min(scale.second_at(px), _LAST_S), -(1 << 63))
