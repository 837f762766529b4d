"""Moving a date of which digits are unspecified: what is not known stays so, and nothing is made known."""

from __future__ import annotations

from dataclasses import replace

from storage.dates.calendar import civil_from_days, days_from_civil, days_in_month
from storage.dates.model import Grain, Part
from storage.dates.spans import SUB_YEARS, mask_components, possible_days, year_range

# All neighbourhoods of leap years: what comes out alike in these comes out so in every year.
_SOME_YEARS = (2000, 2001, 2002, 2003)
_MOST_DAYS = 365


def grain_of_mask(part: Part) -> Grain:
    """Return the finest unit that is known of a part with a mask."""
    _, *rest = mask_components(part.mask)
    if part.grain in (Grain.YEAR, Grain.SEASON):
        return part.grain
    known = [text for text in rest if "X" not in text]
    if not rest or "X" in rest[0]:
        return Grain.YEAR
    return Grain.DAY if len(known) == 2 else Grain.MONTH


def masked_by_months(part: Part, months: int) -> Part | None:
    """Return the part moved by calendar months; None where the mask cannot tell where that leads."""
    year, *rest = mask_components(part.mask)
    if months % 12 == 0:
        return _rebuilt(part, _year_mask(year, months // 12), rest)
    if not rest or "X" in rest[0]:
        return None
    if part.grain is Grain.SEASON:
        moved = season_by_months(0, part.month, months)
        return _rebuilt(part, _year_mask(year, moved[0]), [f"{moved[1]:02d}"]) if moved else None
    years, month = divmod(int(rest[0]) - 1 + months, 12)
    return _rebuilt(part, _year_mask(year, years), [f"{month + 1:02d}", *_clamped_day(rest[1:], month + 1)])


def _clamped_day(day: list[str], month: int) -> list[str]:
    """Keep a known day within its month; that of a leap year is told when the part is rebuilt."""
    return [f"{min(int(text), days_in_month(2000, month)):02d}" if "X" not in text else text for text in day]


def masked_by_days(part: Part, days: int) -> Part | None:
    """Return the part moved by days, at most a year; None where the mask cannot tell where that leads."""
    year, *rest = mask_components(part.mask)
    if grain_of_mask(part) is not Grain.DAY or abs(days) > _MOST_DAYS:
        return None
    month, day = int(rest[0]), int(rest[1])
    if day > min(days_in_month(some, month) for some in _SOME_YEARS):
        return None
    ends = {_from(some, month, day, days) for some in _SOME_YEARS}
    if len(ends) > 1:
        return None
    years, month, day = ends.pop()
    return _rebuilt(part, _year_mask(year, years), [f"{month:02d}", f"{day:02d}"])


def _from(year: int, month: int, day: int, days: int) -> tuple[int, int, int]:
    end_year, end_month, end_day = civil_from_days(days_from_civil(year, month, day) + days)
    return end_year - year, end_month, end_day


def season_by_months(year: int, code: int, months: int) -> tuple[int, int] | None:
    """Return year and code of a season, quarter, third or half moved by months; None between two of its kind."""
    length = SUB_YEARS[code][1]
    first = next(low for low in (40, 37, 33, 29, 25, 21) if code >= low)
    family = {SUB_YEARS[each][0]: each for each in range(first, first + 12 // length)}
    years, month = divmod(SUB_YEARS[code][0] - 1 + months, 12)
    return (year + years, family[month + 1]) if month + 1 in family else None


def _year_mask(mask: str, years: int) -> str:
    """Return the mask of a year moved by years; "" where no mask says that."""
    if not years:
        return mask
    sign, digits = ("-", mask[1:]) if mask[0] == "-" else ("", mask)
    if "X" not in digits:
        moved = int(mask) + years
        return f"{'-' if moved < 0 else ''}{abs(moved):04d}" if -9999 <= moved <= 9999 else ""
    steps = -years if sign else years
    stop = 4
    while stop:
        start = stop
        while start and digits[start - 1] != "X":
            start -= 1
        size, rest = 10 ** (stop - start), 10 ** (4 - stop)
        if start < stop and steps % rest == 0 and 0 <= int(digits[start:stop]) + steps // rest < size:
            moved = int(digits[start:stop]) + steps // rest
            return f"{sign}{digits[:start]}{moved:0{stop - start}d}{digits[stop:]}"
        stop = start - 1 if start == stop else start
    return ""


def _rebuilt(part: Part, year: str, rest: list[str]) -> Part | None:
    """Return the part with another mask; None where that is no date, or covers another number of years."""
    mask = "-".join([year, *rest])
    if not year or year == "-0000":
        return None
    low = int(year.replace("X", "0"))
    if "X" not in mask:
        return None
    month, day = ([0 if "X" in text else int(text) for text in rest] + [0, 0])[:2]
    made = replace(part, year=low, month=month, day=day, mask=mask)
    if part.grain not in (Grain.YEAR, Grain.SEASON) and possible_days(mask) is None:
        return None
    if part.month == 2 and part.day == 29 and month == 2 and year != mask_components(part.mask)[0]:
        # Leap days: other years of the mask have them.
        return None
    first, last = year_range(part)
    new_first, new_last = year_range(made)
    return made if "X" not in year or new_last - new_first == last - first else None
