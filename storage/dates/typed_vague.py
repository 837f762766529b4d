"""What vague words make of a date that was read: part of it, before it, after it, its night.

"Early December 2024" is one of the days from the 1st to about the 10th: `[2024-12-01..2024-12-10~]`. The end that the
calendar gives is sharp, the end that only the words give is about. Months are cut after the 10th and the 20th, years
after April and August, decades and centuries into thirds of their years; halves and quarters where a third would not
do. Nothing here is said by EDTF alone, so whoever reads such words keeps them beside the date.
"""

from __future__ import annotations

import re

from storage.dates.bounds import bounds
from storage.dates.calendar import SECONDS_PER_DAY, civil_from_days
from storage.dates.model import Date, Grain, Kind, Part
from storage.dates.parsing import parse
from storage.dates.spans import SUB_YEARS

_DAY = re.compile(r"(-?\d{4}-\d\d-\d\d)([~?%]?)")
_MONTHS_IN_YEAR = 12
_DAY_CUTS = {3: (10, 20), 2: (15,), 4: (7, 15, 22)}


def part_of(edtf: str, first: int, last: int, count: int) -> str:
    """Return the `first` to the `last` of `count` parts of a date (numbered from 0), "" where that is no part of it.

    The ends between two parts are about, unless it is a half or a quarter.
    """
    part = _point(edtf)
    if part is None or part.quality or part.grain > Grain.MONTH:
        return ""
    units = _units(part)
    if len(units) < count:
        return ""
    cuts = _cuts(part, len(units), count)
    start, end = units[cuts[first]], units[cuts[last + 1] - 1]
    mark = "~" if count == 3 else ""
    return _one_of(start + (mark if first else ""), end + (mark if last < count - 1 else ""))


def before(edtf: str) -> str:
    """Return "at some time before a date"."""
    return _beside(edtf, after=False)


def after(edtf: str) -> str:
    """Return "at some time after a date"."""
    return _beside(edtf, after=True)


def same_day(edtf: str) -> str:
    """Return a single day as it is, "" for anything else: of its morning EDTF says no more."""
    return edtf if _DAY.fullmatch(edtf) else ""


def night_of(edtf: str) -> str:
    """Return the night that begins on a day, or that lies between two days."""
    match = _DAY.fullmatch(edtf)
    if match is not None:
        return f"{edtf}/{day_after(match[1])}{match[2]}"
    start, slash, end = edtf.partition("/")
    both = _DAY.fullmatch(start), _DAY.fullmatch(end)
    if slash and both[0] and both[1] and day_after(both[0][1]) == both[1][1]:
        return edtf
    return ""


def day_after(day: str, days: int = 1) -> str:
    """Return the day that many days after a day."""
    return day_text(day_number(day) + days)


def day_number(edtf: str) -> int:
    """Return the days from 1970-01-01 to the day on which a date begins, by the clocks that it was written with."""
    first = bounds(edtf.partition("T")[0]).earliest_s
    return (first or 0) // SECONDS_PER_DAY


def day_text(number: int) -> str:
    """Return a count of days from 1970-01-01 as EDTF."""
    year, month, day = civil_from_days(number)
    return f"{year_text(year)}-{month:02d}-{day:02d}"


def year_text(year: int) -> str:
    """Return a year (0 is 1 BC) as EDTF."""
    return f"Y{year}" if abs(year) > 9999 else f"{'-' if year < 0 else ''}{abs(year):04d}"


def _point(edtf: str) -> Part | None:
    date: Date = parse(edtf)
    part = date.parts[0]
    return part if date.kind is Kind.DATE and isinstance(part, Part) else None


def _units(part: Part) -> list[str]:
    """Return the days of a month, the months of a year or season, the years of anything longer."""
    text = year_text(part.year)
    if part.grain is Grain.MONTH and not part.mask:
        limits = bounds(_as_month(part))
        assert limits.earliest_s is not None and limits.latest_s is not None
        days = range(limits.earliest_s // SECONDS_PER_DAY, limits.latest_s // SECONDS_PER_DAY + 1)
        return [day_text(day) for day in days]
    if part.grain is Grain.SEASON and not part.mask:
        first, count = SUB_YEARS[part.month]
        months = range(first - 1, first - 1 + count)
        return [f"{year_text(part.year + n // _MONTHS_IN_YEAR)}-{n % _MONTHS_IN_YEAR + 1:02d}" for n in months]
    if part.grain is Grain.YEAR and part.mask:
        first_year, last_year = _years(part)
        return [year_text(year) for year in range(first_year, last_year + 1)]
    if part.grain is Grain.YEAR and abs(part.year) <= 9999 and not part.significant and not part.exponent:
        return [f"{text}-{month:02d}" for month in range(1, _MONTHS_IN_YEAR + 1)]
    return []


def _as_month(part: Part) -> str:
    return f"{year_text(part.year)}-{part.month:02d}"


def _years(part: Part) -> tuple[int, int]:
    limits = bounds(part.mask)
    assert limits.earliest_s is not None and limits.latest_s is not None
    first, last = (civil_from_days(second // SECONDS_PER_DAY)[0] for second in (limits.earliest_s, limits.latest_s))
    return first, last


def _cuts(part: Part, units: int, count: int) -> tuple[int, ...]:
    if part.grain is Grain.MONTH:
        return (0, *_DAY_CUTS[count], units)
    # The middle third of a decade or century is the shortest: it has 3 or 33 years, or 4 and 34 with the rest.
    inner = [-(-units // 3), units - units // 3] if count == 3 else [units * n // count for n in range(1, count)]
    return (0, *inner, units)


def _one_of(start: str, end: str) -> str:
    if start.rstrip("~") == end.rstrip("~"):
        return start if start.endswith("~") else end
    return f"[{start}..{end}]"


def _beside(edtf: str, *, after: bool) -> str:
    part = _point(edtf) if "/" not in edtf and "[" not in edtf and "{" not in edtf else None
    if part is None:
        return ""
    rough = part.quality or part.significant or part.exponent or part.grain > Grain.DAY or abs(part.year) > 9990
    text = edtf if rough else _neighbour(part, edtf, 1 if after else -1)
    return f"[{text}..]" if after else f"[..{text}]"


def _neighbour(part: Part, edtf: str, step: int) -> str:
    """Return the last unit before a date, or the first after it, as fine as the date is."""
    limits = bounds(edtf)
    assert limits.earliest_s is not None and limits.latest_s is not None
    year, month, day = civil_from_days((limits.latest_s + 1 if step > 0 else limits.earliest_s - 1) // SECONDS_PER_DAY)
    if part.grain is Grain.YEAR:
        return year_text(year)
    return f"{year_text(year)}-{month:02d}" + (f"-{day:02d}" if part.grain is Grain.DAY else "")
