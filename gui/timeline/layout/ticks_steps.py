"""The table of steps from a second to aeons, and the choice of the one that has room at a scale."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gui.timeline.layout.ticks_calendar import Calendar, civil
from gui.timeline.layout.ticks_labels import FAR_YEARS, ago_label
from storage.dates.names import names_of

YEAR_S = 31_556_952
LABEL_GAP_PX = 14.0
LEAST_STEP_PX = 16.0
DEEP_YEARS = 1_000_000

TextWidth = Callable[[str], float]
UNIT_S = {"second": 1.0, "day": 86_400.0, "month": YEAR_S / 12, "year": float(YEAR_S)}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: `count` units to the tick, the style of its labels, and what the coarser tier names."""

    unit: str
    count: int
    style: str
    context: str

    @property
    def seconds(self) -> float:
        """Return the step's mean length."""
        return UNIT_S[self.unit] * self.count


def _steps() -> Iterator[Step]:
    for count in (1, 2, 5, 10, 15, 30):
        yield Step("second", count, "second", "day")
    for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720):
        yield Step("second", minutes * 60, "minute", "day")
    yield Step("day", 1, "weekday", "month")
    yield Step("day", 1, "day", "month")
    yield Step("day", 7, "day", "month")
    for count in (1, 3):
        yield Step("month", count, "month", "year")
    for count, context in (
        (1, "decade"),
        (2, "decade"),
        (5, "decade"),
        (10, "century"),
        (20, "century"),
        (50, "century"),
        (100, "millennium"),
        (200, "millennium"),
        (500, "millennium"),
    ):
        yield Step("year", count, "year", context)
    for exponent in range(3, 14):
        for first in (1, 2, 5):
            is_far = first * 10**exponent >= FAR_YEARS
            yield Step("year", first * 10**exponent, "ago" if is_far else "year", "ago" if is_far else "era")


STEPS = tuple(_steps())
DAY_STEPS = tuple(
    replace(step, style="year", context="era") if step.style == "ago" else step
    for step in STEPS
    if step.unit != "second"
)
"""The steps of a calendar beside the civil one: it has no hours of its own, and no years ago."""

_LENGTHS_S = {steps: [step.seconds for step in steps] for steps in (STEPS, DAY_STEPS)}


def deep(step: Step) -> Step:
    """Return a step as it is worded where all in view lies more than a million years away."""
    if step.unit != "year" or step.style == "ago":
        return step
    if step.count * 10 >= FAR_YEARS:
        return replace(step, style="ago", context="ago")
    return replace(step, context="millions")


def choose_step(
    seconds_per_px: float, years: tuple[int, int], locale: str, text_px: TextWidth, calendar: Calendar | None = None
) -> Step:
    """Return the finest step of the table that has room for its labels; `years` are those at the view's two edges."""
    first, last = years
    is_deep = calendar is None and first * last > 0 and min(abs(first), abs(last)) >= DEEP_YEARS
    digits = len(str(max(abs(first), abs(last)) + 1)) * (1 if first > 0 else -1)
    steps = STEPS if calendar is None else DAY_STEPS
    for place in range(bisect_left(_LENGTHS_S[steps], seconds_per_px * LEAST_STEP_PX), len(steps)):
        step = deep(steps[place]) if is_deep else steps[place]
        if step.seconds >= seconds_per_px * _needed_px(step, digits, locale, text_px, calendar):
            return step
    return steps[-1]


@lru_cache(maxsize=512)
def _needed_px(step: Step, digits: int, locale: str, text_px: TextWidth, calendar: Calendar | None) -> float:
    return max(text_px(sample) for sample in _samples(step, digits, locale, calendar)) + LABEL_GAP_PX


def _samples(step: Step, digits: int, locale: str, calendar: Calendar | None) -> list[str]:
    """Return labels as wide as any that the step can have among years of so many digits (negative: also before 1)."""
    counting, is_before, digits = calendar or civil(locale), digits < 0, abs(digits)
    if step.style == "ago":
        # The largest round years below a thousand, a million, ... of years have all digits that there can be.
        tops = [10**power for power in (digits, 12, 9, 6) if power <= digits]
        return [ago_label((top - 1) // step.count * step.count, step.count) for top in tops]
    if step.style == "year":
        ends = (-(10**digits - 2), 99) if is_before else (99,) if digits == 3 else ()
        return [counting.year(end) for end in (*ends, 10**digits - 1)]
    if step.style == "month":
        return [counting.month(month, long=False) for month in range(1, 13)]
    weekdays = names_of(locale).weekdays
    fixed = {"second": ["00:00:00"], "minute": ["00:00"], "day": ["30"]}
    return fixed.get(step.style) or [f"{name} 30" for name in weekdays]
