"""First and last second of a part, in the local time of wherever it happened."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from storage.dates.calendar import SECONDS_PER_DAY, days_from_civil, days_in_month
from storage.dates.model import Grain, Part

# Seconds of these years fit 64 bits with room for any offset.
MAX_YEAR = 292_000_000_000

# code: first month and number of months. Seasons are the meteorological ones; 21-24 are read as northern.
# A winter (and a southern summer) belongs to the year in which it begins: 2001-24 is December 2001 to February 2002.
SUB_YEARS: dict[int, tuple[int, int]] = {
    **{21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3)},
    **{25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)},
    **{29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3)},
    **{33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3)},
    **{37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6)},
}

_SOME_LEAP_YEAR = 2000

Span = tuple[int, int]


def local_span(part: Part) -> Span:
    """Give first and last second (inclusive) of a part that is a date, in local time."""
    if part.mask:
        return _masked_span(part)
    year, month = part.year, part.month
    grain = part.grain
    if grain is Grain.DAY:
        first = days_from_civil(year, month, part.day) * SECONDS_PER_DAY
        return first, first + SECONDS_PER_DAY - 1
    if grain is Grain.MONTH:
        first = days_from_civil(year, month, 1)
        return first * SECONDS_PER_DAY, (first + days_in_month(year, month)) * SECONDS_PER_DAY - 1
    if grain is Grain.YEAR:
        low, high = year_range(part)
        return _months_span(low, high, 1, 12)
    if grain is Grain.SEASON:
        return _months_span(year, year, *SUB_YEARS[month])
    first = days_from_civil(year, month, part.day) * SECONDS_PER_DAY + part.clock_s
    return first, first if grain is Grain.SECOND else first + 59


def _months_span(first_year: int, last_year: int, first_month: int, months: int) -> Span:
    after = first_month + months
    end = days_from_civil(last_year + (after > 12), (after - 1) % 12 + 1, 1)
    return days_from_civil(first_year, first_month, 1) * SECONDS_PER_DAY, end * SECONDS_PER_DAY - 1


def year_range(part: Part) -> tuple[int, int]:
    """Give the first and last year that a part can mean: many where digits are unspecified or not significant."""
    if part.mask:
        return _masked_years(part.mask)
    if not part.significant:
        return part.year, part.year
    size = abs(part.year)
    step: int = 10 ** max(len(str(size)) - part.significant, 0)
    low = size - size % step
    high = low + step - 1
    return (-high, -low) if part.year < 0 else (low, high)


def _masked_years(mask: str) -> tuple[int, int]:
    if mask[0] == "-":
        # There is no year -0000.
        return -int(mask[1:5].replace("X", "9")), -max(int(mask[1:5].replace("X", "0")), 1)
    return int(mask[:4].replace("X", "0")), int(mask[:4].replace("X", "9"))


def mask_components(mask: str) -> list[str]:
    """Split a mask into its components; the year keeps its sign."""
    year, *rest = mask.lstrip("-").split("-")
    return [("-" if mask[0] == "-" else "") + year, *rest]


@lru_cache(maxsize=4096)
def possible_days(mask: str) -> Span | None:
    """Give the first and last day (since 1970-01-01) that fit a mask of a month or day.

    None where no day fits, as for "2023-02-3X".
    """
    first = next(_fitting_days(mask, backwards=False), None)
    last = next(_fitting_days(mask, backwards=True), None)
    return None if first is None or last is None else (first, last)


def _masked_span(part: Part) -> Span:
    if part.grain is Grain.YEAR:
        return _months_span(*_masked_years(part.mask), 1, 12)
    if part.grain is Grain.SEASON:
        return _months_span(*_masked_years(part.mask), *SUB_YEARS[part.month])
    days = possible_days(part.mask)
    assert days is not None  # checked when it was read
    return days[0] * SECONDS_PER_DAY, (days[1] + 1) * SECONDS_PER_DAY - 1


def _fitting_days(mask: str, *, backwards: bool) -> Iterator[int]:
    """Yield the days that fit a mask of a month or day, in order of time or against it."""
    year_mask, month_mask, *day_mask = mask_components(mask)
    low, high = _masked_years(mask)
    step = -1 if backwards else 1
    months = _matching(month_mask, range(1, 13))[::step]
    days_mask = day_mask[0] if day_mask else "XX"
    # What no leap year has, none has: ten thousand need not be tried.
    if not any(_days_of_month(days_mask, _SOME_LEAP_YEAR, month) for month in months):
        return
    for year in range(low, high + 1)[::step]:
        if not _fits(year_mask.lstrip("-"), abs(year)):
            continue
        for month in months:
            for day in _days_of_month(days_mask, year, month)[::step]:
                yield days_from_civil(year, month, day)


def _days_of_month(mask: str, year: int, month: int) -> list[int]:
    return _matching(mask, range(1, days_in_month(year, month) + 1))


def _matching(mask: str, values: range) -> list[int]:
    return [value for value in values if _fits(mask, value)]


def _fits(mask: str, value: int) -> bool:
    digits = f"{value:0{len(mask)}d}"
    return all(m in ("X", d) for m, d in zip(mask, digits, strict=True))
