"""Moving a date along the calendar, as exactly as it was given and no more.

Months and years move a day to the same day of another month; where that month is too short, to its last day
(31 January + 1 month is 29 February in 2024). Such a day does not come back by the opposite move; undo brings it back.
"""

from __future__ import annotations

from dataclasses import replace

from storage.dates.calendar import (
    SECONDS_PER_DAY,
    civil_from_days,
    days_from_civil,
    days_in_month,
    local_from_utc,
    utc_from_local,
)
from storage.dates.display import display
from storage.dates.mask_moving import grain_of_mask, masked_by_days, masked_by_months, season_by_months
from storage.dates.model import OPEN, UNKNOWN, Date, Grain, Kind, Member, Part, Range
from storage.dates.parsing import parse
from storage.dates.shifts import Shift, TypedShift, shift_of, shift_words
from storage.dates.spans import SUB_YEARS, year_range
from storage.dates.writing import format_edtf
from storage.errors import DateError, EditError

__all__ = ["Shift", "TypedShift", "moved", "shift_of", "shift_words", "unit_of", "with_end", "with_start"]

_LAST_PLAIN_YEAR = 9999


def moved(when: str, by: Shift, time_zone: str = "UTC") -> str:
    """Return an EDTF date moved along the calendar, with its precision, qualifiers, masks and open ends kept.

    Seconds are elapsed time by the clocks of `time_zone` where a time has no offset of its own; where those show a
    time twice, the later one is written with its offset. Raise EditError where a date is not known finely enough to
    be moved so, or would leave the calendar, DateError for text that is no date.
    """
    date = parse(when)
    if not by:
        return when
    parts = tuple(_member(member, by, time_zone) for member in date.parts)
    return _checked(replace(date, parts=parts), when)


def unit_of(when: str) -> Grain:
    """Return the finest unit by which a date can be moved: that of its coarsest part. Raise DateError as `moved`."""
    return min(_unit(part) for part in _points(parse(when)))


def with_start(when: str, edtf_point: str) -> str:
    """Return a date that starts at another point; `..` leaves it open. A date alone becomes an interval.

    Raise EditError for a set, where the point is none, and where it would start after its end.
    """
    return _with_end(when, 0, edtf_point)


def with_end(when: str, edtf_point: str) -> str:
    """Return a date that ends at another point, as `with_start` does."""
    return _with_end(when, 1, edtf_point)


def _with_end(when: str, which: int, edtf_point: str) -> str:
    date, point = parse(when), _point(edtf_point)
    if date.kind not in (Kind.DATE, Kind.INTERVAL):
        raise EditError(f"“{display(date)}” is several dates: it has no one start or end to change.")
    ends = list(date.parts if date.kind is Kind.INTERVAL else date.parts * 2)
    ends[which] = point
    if not any(isinstance(end, Part) and end.is_date for end in ends):
        raise EditError("A date needs a start or an end at least.")
    if ends[0] == ends[1]:
        return format_edtf(Date("", Kind.DATE, (ends[0],)))
    return _checked(Date("", Kind.INTERVAL, tuple(ends)), when)


def _point(edtf: str) -> Part:
    if edtf in ("", ".."):
        return OPEN if edtf else UNKNOWN
    date = parse(edtf)
    if date.kind is not Kind.DATE or not isinstance(date.parts[0], Part):
        raise EditError(f"“{display(date)}” is no single date.")
    return date.parts[0]


def _checked(date: Date, when: str) -> str:
    """Return the date in EDTF where it is one."""
    text = format_edtf(date)
    try:
        parse(text)
    except DateError as error:
        why = str(error).split(": ", 1)[-1].rsplit(" (character ", 1)[0]
        raise EditError(f"“{display(when)}” cannot be moved like this: {why}.") from None
    return text


def _points(date: Date) -> list[Part]:
    ends = [end for each in date.parts for end in ((each.start, each.end) if isinstance(each, Range) else (each,))]
    return [end for end in ends if end.is_date]


def _unit(part: Part) -> Grain:
    return grain_of_mask(part) if part.mask else part.grain


def _member(member: Member, by: Shift, zone: str) -> Member:
    if isinstance(member, Range):
        return Range(_moved(member.start, by, zone), _moved(member.end, by, zone))
    return _moved(member, by, zone)


def _moved(part: Part, by: Shift, zone: str) -> Part:
    if not part.is_date:
        return part
    if part.grain >= Grain.MINUTE:
        return _time(part, by, zone)
    days, rest = divmod(by.seconds, SECONDS_PER_DAY)
    days += by.days
    if rest or (days and _unit(part) < Grain.DAY):
        raise _too_fine(part, by)
    found = _by_months(part, by.all_months) if by.all_months else part
    if found is not None and days:
        found = masked_by_days(found, days) if part.mask else _by_days(found, days)
    if found is None:
        raise _too_fine(part, by)
    return found


def _by_months(part: Part, months: int) -> Part | None:
    if part.mask:
        return masked_by_months(part, months)
    if part.grain is Grain.YEAR:
        return _by_years(part, *divmod(months, 12))
    if part.grain is Grain.SEASON:
        season = season_by_months(part.year, part.month, months)
        return _plain(replace(part, year=season[0], month=season[1]), part) if season else None
    years, month = divmod(part.month - 1 + months, 12)
    year, month = part.year + years, month + 1
    day = min(part.day, days_in_month(year, month)) if part.day else 0
    return _plain(replace(part, year=year, month=month, day=day), part)


def _by_years(part: Part, years: int, months: int) -> Part | None:
    """Move a year; one known to some digits moves by what these can say."""
    if months or years % 10**part.exponent:
        return None
    year, significant = part.year + years, part.significant
    if significant:
        significant += len(str(abs(year))) - len(str(abs(part.year)))
        if significant < 1:
            return None
    found = replace(part, year=year, significant=significant)
    low, high = year_range(part)
    return found if year_range(found) == (low + years, high + years) else None


def _by_days(part: Part, days: int) -> Part:
    year, month, day = civil_from_days(days_from_civil(part.year, part.month, part.day) + days)
    return _plain(replace(part, year=year, month=month, day=day), part)


def _plain(found: Part, part: Part) -> Part:
    if abs(found.year) > _LAST_PLAIN_YEAR:
        raise EditError(f"“{_words(part)}” would leave the years -9999 to 9999, within which dates have months.")
    return found


def _time(part: Part, by: Shift, zone: str) -> Part:
    found = _by_months(part, by.all_months) if by.all_months else part
    if found is not None and by.days:
        found = _by_days(found, by.days)
    if found is None or (part.grain is Grain.MINUTE and by.seconds % 60):
        raise _too_fine(part, by)
    return _by_seconds(found, by.seconds, zone) if by.seconds else found


def _by_seconds(part: Part, seconds: int, zone: str) -> Part:
    """Move by elapsed time: where the clocks are changed meanwhile, what they show differs by that."""
    local_s = days_from_civil(part.year, part.month, part.day) * SECONDS_PER_DAY + part.clock_s
    if part.offset_s is not None:
        return _at(part, local_s + seconds, part.offset_s)
    utc_s = utc_from_local(local_s, zone) + seconds
    there_s = local_from_utc(utc_s, zone)
    # The second time that clocks show an hour, nothing but its offset tells which it is.
    return _at(part, there_s, None if utc_from_local(there_s, zone) == utc_s else there_s - utc_s)


def _at(part: Part, local_s: int, offset_s: int | None) -> Part:
    days, clock_s = divmod(local_s, SECONDS_PER_DAY)
    if (part.grain is Grain.MINUTE and clock_s % 60) or (offset_s or 0) % 60:
        raise EditError(f"“{_words(part)}” cannot be moved so: clocks there were set by some seconds meanwhile.")
    year, month, day = civil_from_days(days)
    return _plain(replace(part, year=year, month=month, day=day, clock_s=clock_s, offset_s=offset_s), part)


def _words(part: Part) -> str:
    return display(Date("", Kind.DATE, (part,)))


def _too_fine(part: Part, by: Shift) -> EditError:
    how = _HINTS.get(_unit(part)) or _season_hint(part)
    if part.mask or part.significant or part.exponent:
        how = "move it by as many years as leave its known digits apart from the others"
        if _unit(part) is Grain.DAY:
            how = "which day that leads to depends on what is not known of it"
    return EditError(f"“{_words(part)}” is not known finely enough to move {shift_words(by)}: {how}.")


def _season_hint(part: Part) -> str:
    return f"move it by {SUB_YEARS[part.month][1]} months, or by years"


_HINTS = {
    Grain.YEAR: "move it by years",
    Grain.MONTH: "move it by months or years",
    Grain.DAY: "move it by days, months or years",
    Grain.MINUTE: "move it by minutes or more",
}
