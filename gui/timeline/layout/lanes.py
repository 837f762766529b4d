"""Where events sit for good: one lane and one first level each.

Level L shows the timeline at 2**L seconds per pixel. An event's extent (mark, bar and title) is constant in pixels but
for its bar, so it only shrinks in time as one zooms in: what fits beside its neighbours at its first level fits at
every finer one. Zooming in therefore only ever adds events, and none changes its row while the view moves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Called with the share done (0 to 1); what it raises ends the work.
Progress = Callable[[float], None]
FINEST_LEVEL = -9
# The level of an entry that shows at none, and is counted in the chips alone.
NO_LEVEL = -127
Level = int | NDArray[np.integer]
# Positions beyond ±146 billion years are laid out at that distance, so that sums stay within int64.
LIMIT_S = 1 << 62
LIMIT_PAD_S = 1 << 60
# More than any event takes beside its bar.
WIDEST_PX = 700.0


@dataclass(frozen=True, slots=True)
class Extents:
    """What each of n events takes on its lane: a bar in whole seconds (end exclusive) and room around it in pixels.

    The event reaches from `start_s` less `before_px` to `end_s` plus `after_px` or `start_s` plus `title_px`, whichever
    is later.
    """

    start_s: NDArray[np.int64]
    end_s: NDArray[np.int64]
    before_px: NDArray[np.float32]
    after_px: NDArray[np.float32]
    title_px: NDArray[np.float32]

    def at(self, level: Level, which: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where the events `which` begin and end in time at a level, or each at one of its own.

        Rounded outwards to whole seconds.
        """
        start = np.minimum(np.maximum(self.start_s[which], -LIMIT_S), LIMIT_S)
        end = np.minimum(np.maximum(self.end_s[which], -LIMIT_S), LIMIT_S)
        left = start - _seconds(self.before_px[which], level)
        right = np.maximum(end + _seconds(self.after_px[which], level), start + _seconds(self.title_px[which], level))
        return left, right

    def bar_level(self, px: float) -> NDArray[np.int8]:
        """Return the coarsest level at which each bar is so many pixels wide, or wider."""
        length_s = self.end_s.astype(np.float64) - self.start_s.astype(np.float64)
        levels = np.floor(np.log2(np.maximum(length_s, 2.0**-9) / px))
        found: NDArray[np.int8] = np.maximum(levels, -100.0).astype(np.int8)
        return found


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane (0 at the top) and first level of each event, and the number of lanes used."""

    lane: NDArray[np.int32]
    level: NDArray[np.int8]
    count: int


def _seconds(px: NDArray[np.float32], level: Level) -> NDArray[np.int64]:
    seconds = np.ceil(px * np.exp2(level, dtype=np.float64))
    return np.minimum(seconds, float(LIMIT_PAD_S)).astype(np.int64)
