"""Where the parts of the view in two times stand, and how its two scales meet."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gui.timeline.layout.scale import PARTS_PER_SECOND, Scale

STRIP_PX = 44.0
GUTTER_PX = 76.0
_MARGIN_PX = 20.0
_LEAST_GAP_PX = 34.0

DAY_S, YEAR_S = 86_400, 31_556_952
LAGS = (
    (60, "1 minute later"),
    (3_600, "1 hour later"),
    (DAY_S, "1 day later"),
    (7 * DAY_S, "1 week later"),
    (30 * DAY_S, "30 days later"),
    (YEAR_S, "1 year later"),
    (10 * YEAR_S, "10 years later"),
    (100 * YEAR_S, "100 years later"),
    (1_000 * YEAR_S, "1,000 years later"),
    (1_000_000 * YEAR_S, "1 million years later"),
    (1_000_000_000 * YEAR_S, "1 billion years later"),
)


@dataclass(frozen=True, slots=True)
class Plane:
    """A strip of events at the top, the plane of statements, a strip of undated ones if there are any, the axis."""

    width: float
    height: float
    axis_px: float
    undated_px: float
    across: Scale
    down: Scale

    @property
    def top(self) -> float:
        """Return where the plane begins."""
        return STRIP_PX

    @property
    def gutter_left(self) -> float:
        """Return where the axis of the time of saying begins: at the right, where a fitted view has room for titles."""
        return self.width - GUTTER_PX

    @property
    def axis_top(self) -> float:
        """Return where the axis of the time of happening begins."""
        return self.height - self.axis_px

    @property
    def bottom(self) -> float:
        """Return where the plane ends."""
        return max(self.axis_top - self.undated_px, self.top + 1.0)

    @property
    def plane_height(self) -> float:
        """Return how high the plane is."""
        return self.bottom - self.top

    def y(self, second: int) -> float:
        """Return the height on the screen at which a time of saying stands."""
        return self.top + self.down.px(second)

    def diagonal(self, lag_s: int = 0) -> tuple[float, float, float, float] | None:
        """Return the ends (x, y, x, y) of the line of what was said so long after it happened, as far as it is in view.

        Pixels on the screen; None where it is out of sight.
        """
        across, down = self.across, self.down
        ahead_s = (across.origin_parts - down.origin_parts) / PARTS_PER_SECOND + lag_s
        # y below the plane's top at x: (ahead + x * across) / down.
        ends = []
        for y in (0.0, self.plane_height):
            ends.append((y * down.seconds_per_px - ahead_s) / across.seconds_per_px)
        left, right = max(ends[0], 0.0), min(ends[1], self.width)
        if not (math.isfinite(left) and math.isfinite(right)) or right <= left:
            return None
        heights = [self.top + (ahead_s + x * across.seconds_per_px) / down.seconds_per_px for x in (left, right)]
        return left, heights[0], right, heights[1]

    def lags(self) -> list[tuple[int, str]]:
        """Return the lags whose lines stand far enough apart to be told from each other and from that of no lag."""
        found: list[tuple[int, str]] = []
        last_px = 0.0
        for lag_s, words in LAGS:
            # Square to the lines: either way along the axes they may lie far apart while they run into each other.
            px = lag_s / math.hypot(self.across.seconds_per_px, self.down.seconds_per_px)
            if px - last_px >= _LEAST_GAP_PX and px < self.width + self.plane_height:
                found.append((lag_s, words))
                last_px = px
        return found


def fitted_down(first_s: int, last_s: int, height_px: float) -> Scale:
    """Return the scale in which times of saying fill a height."""
    spare_s = max(120 - (last_s - first_s), 0) // 2
    margin = min(_MARGIN_PX, height_px * 0.1)
    return Scale.fitting(first_s - spare_s, last_s + 1 + spare_s, margin, max(height_px - margin, margin + 1))
