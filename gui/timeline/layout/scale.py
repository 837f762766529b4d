"""The view's place in time: an exact left edge and a number of seconds to the pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

# The left edge is kept in parts of a second so small that a pixel is never a whole one of them.
PARTS_PER_SECOND = 1 << 32
FINEST_SECONDS_PER_PX = 2.0**-9
COARSEST_SECONDS_PER_PX = 2.0**56


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps instants (whole Unix seconds, int64) to pixels from the view's left edge, exact at any era.

    `origin_parts` is the instant of the left edge in 2**-32 s since 1970, an unbounded integer; float64 enters only
    after it has been subtracted.
    """

    origin_parts: int
    seconds_per_px: float

    @classmethod
    def fitting(cls, start_s: int, end_s: int, left_px: float, right_px: float) -> Scale:
        """Return the scale that puts `start_s` at `left_px` and `end_s` at `right_px`."""
        seconds_per_px = _bounded(max(end_s - start_s, 1) / max(right_px - left_px, 1.0))
        spare_px = (right_px - left_px) - (end_s - start_s) / seconds_per_px
        return cls(start_s * PARTS_PER_SECOND, seconds_per_px).panned(-left_px - spare_px / 2)

    @property
    def level(self) -> int:
        """Return the level of detail: the least L with 2**L seconds per pixel or more."""
        return math.ceil(math.log2(self.seconds_per_px))

    def px_of(self, seconds: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the pixels of many instants; shape as given, any int64."""
        origin_s, parts = divmod(self.origin_parts, PARTS_PER_SECOND)
        # Halves of 32 bits each: the difference of two int64 can leave int64.
        high = (seconds >> np.int64(32)) - np.int64(origin_s >> 32)
        low = (seconds & np.int64(0xFFFFFFFF)) - np.int64(origin_s & 0xFFFFFFFF)
        difference = high.astype(np.float64) * 4294967296.0 + low
        return (difference - parts / PARTS_PER_SECOND) / self.seconds_per_px

    def px(self, second: int) -> float:
        """Return the pixel of one instant."""
        return float((second * PARTS_PER_SECOND - self.origin_parts) / PARTS_PER_SECOND / self.seconds_per_px)

    def second_at(self, px: float) -> int:
        """Return the whole second at or before a pixel."""
        return self._parts_at(px) // PARTS_PER_SECOND

    def zoomed(self, factor: float, anchor_px: float) -> Scale:
        """Return the scale `factor` times as close, with the instant under `anchor_px` kept where it is."""
        seconds_per_px = _bounded(self.seconds_per_px / factor)
        moved = Fraction(anchor_px) * (Fraction(self.seconds_per_px) - Fraction(seconds_per_px))
        return Scale(self.origin_parts + round(moved * PARTS_PER_SECOND), seconds_per_px)

    def panned(self, px: float) -> Scale:
        """Return the scale moved `px` pixels on in time."""
        return Scale(self._parts_at(px), self.seconds_per_px)

    def between(self, other: Scale, share: float) -> Scale:
        """Return a scale on the way to `other` (share 0 to 1): one even zoom about the point that both agree on."""
        if share >= 1.0:
            return other
        way_parts = other.origin_parts - self.origin_parts
        ratio = other.seconds_per_px / self.seconds_per_px
        if abs(ratio - 1.0) < 1e-9:
            return Scale(self.origin_parts + round(way_parts * Fraction(share)), self.seconds_per_px)
        seconds_per_px = self.seconds_per_px * ratio**share
        # Exact differences: a rounded one would swing the picture when zooming from aeons to hours.
        here, now, there = (Fraction(value) for value in (self.seconds_per_px, seconds_per_px, other.seconds_per_px))
        return Scale(self.origin_parts + round(way_parts * (now - here) / (there - here)), seconds_per_px)

    def _parts_at(self, px: float) -> int:
        return self.origin_parts + round(Fraction(px) * Fraction(self.seconds_per_px) * PARTS_PER_SECOND)


def _bounded(seconds_per_px: float) -> float:
    return min(max(seconds_per_px, FINEST_SECONDS_PER_PX), COARSEST_SECONDS_PER_PX)
