"""The stretches of time that a view shows: in words, and what it shows where a story tells too little."""

from __future__ import annotations

from datetime import datetime
from math import inf
from typing import Literal

from gui.timeline.layout.scale import Scale
from storage.dates import display_instant, known_bounds

_Precision = Literal["year", "month", "day", "minute", "second"]
# How finely the ends of a view are told, by the seconds it is wide.
_PRECISIONS: tuple[tuple[float, _Precision], ...] = (
    (600, "second"),
    (3 * 86_400, "minute"),
    (3e7, "day"),
    (4e8, "month"),
    (inf, "year"),
)


def range_in_words(scale: Scale, width_px: float, zone: str) -> str:
    """Return where a view begins and ends, told as finely as its width makes sense of."""
    width_s = scale.seconds_per_px * width_px
    precision = next(name for limit_s, name in _PRECISIONS if width_s < limit_s)
    ends = (scale.second_at(0), scale.second_at(width_px))
    return " – ".join(display_instant(end, zone, precision) for end in ends)


def at_least_two_minutes(start_s: int, end_s: int) -> tuple[int, int]:
    """Return a stretch of time, or what is around it: an instant is not to be magnified to a wall."""
    spare_s = max(120 - (end_s - start_s), 0) // 2
    return start_s - spare_s, end_s + spare_s


def this_year(zone: str) -> tuple[int, int]:
    """Return where a story without any date begins."""
    start_s, end_s = known_bounds(f"{datetime.now().year:04d}", zone)
    return start_s, end_s + 1
