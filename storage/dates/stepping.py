"""How a hand moves dates: by steps that leave them as exactly known as they are, to dates no finer than it can aim."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from storage.dates.calendar import SECONDS_PER_DAY, civil_from_days, local_from_utc
from storage.dates.display import display
from storage.dates.model import Date, Grain, Kind, Member, Part, Range
from storage.dates.moving import moved, with_end, with_start
from storage.dates.parsing import parse
from storage.dates.shifts import Shift
from storage.dates.spans import SUB_YEARS
from storage.dates.writing import format_edtf, format_part
from storage.errors import EditError

# By the mean length of the Gregorian calendar's years: whole months and years come out exactly.
_YEAR_S = 31_556_952
_MONTH_S = _YEAR_S // 12
_LAST_PLAIN_YEAR = 9999


class Grip(Enum):
    """Where a date is taken hold of: as a whole, or at one of its ends."""

    WHOLE = "date"
    START = "start"
    END = "end"


def carried(when: str, grip: Grip, shift: Shift, zone: str) -> str:
    """Return a date moved as a whole, or with one end moved. Raise EditError and DateError as `moving` does."""
    if grip is Grip.WHOLE:
        return moved(when, shift, zone)
    start, end = end_points(when)
    point = start if grip is Grip.START else end
    if not point or point == "..":
        raise EditError(f"“{display(when)}” has no one {grip.value} that could be moved.")
    return (with_start if grip is Grip.START else with_end)(when, moved(point, shift, zone))


def held_point(when: str, grip: Grip) -> str:
    """Return the part of a date that moves with a grip, "" or `..` where there is none."""
    return when if grip is Grip.WHOLE else end_points(when)[grip is Grip.END]


def step_of(when: str, *, fine: bool = False) -> Shift:
    """Return the least step by which a date moves in the hand: a year, a season, a month, a day, a minute.

    With `fine` a time that is known to the second moves by seconds. Raise DateError for text that is no date.
    """
    return max((_step(part, fine) for part in _points(parse(when))), key=_length_s)


def common_step(whens: Iterable[str]) -> Shift:
    """Return the least step that all of some dates can take together. Raise DateError, and ValueError for none."""
    return max(map(step_of, whens), key=_length_s)


def nearest_shift(when: str, by_s: int, *, fine: bool = False) -> Shift:
    """Return the whole number of a date's steps that comes nearest to some seconds."""
    step = step_of(when, fine=fine)
    return times(step, _rounded(by_s, _length_s(step)))


def times(step: Shift, count: int) -> Shift:
    """Return a step taken so many times."""
    return Shift(step.years * count, step.months * count, step.days * count, step.seconds * count)


def end_points(when: str) -> tuple[str, str]:
    """Return the date at which a date starts and that at which it ends, `..` or "" for an end that is none.

    A set has no such ends: two empty texts. Raise DateError for text that is no date.
    """
    date = parse(when)
    if date.kind not in (Kind.DATE, Kind.INTERVAL):
        return "", ""
    ends = [part for part in date.parts if isinstance(part, Part)]
    return format_part(ends[0]), format_part(ends[-1])


def date_at(second: int, grain_s: float, zone: str) -> str:
    """Return the date of an instant, no more exact than what `grain_s` seconds tell apart."""
    days, clock_s = divmod(local_from_utc(second, zone), SECONDS_PER_DAY)
    year, month, day = civil_from_days(days)
    if grain_s >= 0.9 * _YEAR_S or abs(year) > _LAST_PLAIN_YEAR:
        return _year(year, round(max(grain_s / _YEAR_S, 1)))
    if grain_s >= 0.9 * _MONTH_S:
        return format_part(Part(Grain.MONTH, year, month))
    if grain_s >= 0.8 * SECONDS_PER_DAY:
        return format_part(Part(Grain.DAY, year, month, day))
    step_s = max(60 * round(grain_s / 60), 60)
    # The time that a tick below would show: the one the pointer is after, not the one it is nearest to.
    return format_part(Part(Grain.MINUTE, year, month, day, clock_s // step_s * step_s))


def _year(year: int, grain_years: int) -> str:
    """Return a year; from decades on as far as it is meant."""
    zeros = len(str(grain_years)) - 1
    if 0 < year <= _LAST_PLAIN_YEAR and 1 <= zeros <= 2:
        return f"{year:04d}"[:-zeros] + "X" * zeros
    if zeros < 3:
        return format_edtf(Date("", Kind.DATE, (Part(Grain.YEAR, year),)))
    rounded = _rounded(year, 10**zeros)
    return f"Y{rounded}E{zeros}" if rounded else "0001"


def _points(date: Date) -> list[Part]:
    def ends(member: Member) -> tuple[Part, ...]:
        return (member.start, member.end) if isinstance(member, Range) else (member,)

    return [end for member in date.parts for end in ends(member) if end.is_date]


def _step(part: Part, fine: bool) -> Shift:
    if part.mask:
        return _masked_step(part.mask.lstrip("-"))
    if part.grain is Grain.YEAR:
        unknown = len(str(abs(part.year))) - part.significant if part.significant else 0
        return Shift(years=10 ** max(part.exponent, unknown))
    if part.grain is Grain.SEASON:
        return Shift(months=SUB_YEARS[part.month][1])
    if part.grain is Grain.MONTH:
        return Shift(months=1)
    if part.grain is Grain.DAY:
        return Shift(days=1)
    return Shift(seconds=1 if fine and part.grain is Grain.SECOND else 60)


def _masked_step(mask: str) -> Shift:
    year, *rest = mask.split("-")
    if "X" in year:
        # To move it by what its first digit that is not known stands for leaves the ones before it known.
        return Shift(years=10 ** (len(year) - year.index("X")))
    return Shift(years=1) if not rest or "X" in rest[0] else Shift(months=1)


def _length_s(step: Shift) -> int:
    return step.all_months * _MONTH_S + step.days * SECONDS_PER_DAY + step.seconds


def _rounded(value: int, step: int) -> int:
    return (2 * value + step) // (2 * step)
