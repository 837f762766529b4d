"""Values on an upright axis: even, or by powers of ten where they lie far apart; and the ticks beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LOG_FACTOR = 20
"""Where the largest is so many times the smallest, an even axis would press the small ones together."""
_MARGIN = 0.08
_NAMES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_LARGEST = 1e300


@dataclass(frozen=True, slots=True)
class ValueScale:
    """Maps values to a height in pixels: `low` stands at `bottom_px`, `high` at `top_px`."""

    low: float
    high: float
    is_log: bool
    top_px: float
    bottom_px: float

    @classmethod
    def of(cls, values: Iterable[float], top_px: float, bottom_px: float) -> ValueScale:
        """Return the scale in which all these values have a place, with some room beyond them."""
        found = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
        low, high = min(found), max(found)
        if low > 0 and high > low * LOG_FACTOR:
            spare = (high / low) ** _MARGIN
            return cls(low / spare, min(high * spare, _LARGEST), True, top_px, bottom_px)
        spare = (high - low) * _MARGIN or abs(high) * 0.25 or 1.0
        # Counts begin at nought where that costs little: a bar chopped off exaggerates.
        begins_at_nought = 0 <= low <= (high - low) * 1.5
        return cls(0.0 if begins_at_nought else low - spare, high + spare, False, top_px, bottom_px)

    def px(self, value: float) -> float:
        """Return the height of a value, within the axis."""
        low, high, here = (math.log10(max(x, 1e-300)) if self.is_log else x for x in (self.low, self.high, value))
        share = (here - low) / (high - low) if high > low else 0.5
        return self.bottom_px + (self.top_px - self.bottom_px) * min(max(share, 0.0), 1.0)

    def ticks(self, gap_px: float) -> list[tuple[float, str]]:
        """Return round values with their labels, at least so many pixels apart."""
        values = self._log_values(gap_px) if self.is_log else self._even_values(gap_px)
        return [(self.px(value), value_words(value)) for value in values]

    def _even_values(self, gap_px: float) -> Sequence[float]:
        room = max(self.bottom_px - self.top_px, 1.0)
        least = (self.high - self.low) * gap_px / room
        power = 10.0 ** math.floor(math.log10(least))
        step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)
        first = math.ceil(self.low / step)
        return [number * step for number in range(first, math.floor(self.high / step) + 1)]

    def _log_values(self, gap_px: float) -> Sequence[float]:
        """Return powers of ten, with what lies between them where that has room."""
        first, last = math.floor(math.log10(self.low)), math.ceil(math.log10(self.high))
        few = max(1, math.ceil((last - first) * gap_px / max(self.bottom_px - self.top_px, 1.0)))
        choices = [[factor * 10.0**power for power in range(first, last + 1) for factor in (1, 2, 5)]]
        choices += [
            [10.0**power for power in range(first, last + 1) if power % step == 0] for step in range(1, few + 1)
        ]
        for values in choices:
            shown = [value for value in values if self.low <= value <= self.high]
            heights = [self.px(value) for value in shown]
            if all(below - above >= gap_px for below, above in pairwise(heights)):
                return shown
        return []


def value_words(value: float) -> str:
    """Return a round value as it is written at an axis."""
    for size, name in _NAMES:
        if abs(value) >= size * 0.999999:
            many = value / size
            return f"{many:,.6g} {name}" if abs(many) < 1e6 else f"{value:.3g}"
    return f"{value:,.6g}" if abs(value) < 1e5 else f"{value:,.0f}"
