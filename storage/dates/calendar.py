"""Civil days and clock times as whole Unix seconds, in integers of any size (proleptic Gregorian).

The year before 1 is 0 (1 BC). A local second counts what a clock on the wall shows as if it stood in UTC.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.dates.quoting import quoted
from storage.errors import DateError

SECONDS_PER_DAY = 86_400
_DAYS_PER_ERA = 146_097
_DAYS_TO_1970 = 719_468
_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EPOCH = datetime(1970, 1, 1)
# Two days inside datetime's own range, so that no offset leaves it.
_FIRST_S = int((datetime(1, 1, 3) - _EPOCH).total_seconds())
_LAST_S = int((datetime(9999, 12, 29) - _EPOCH).total_seconds())


def is_leap(year: int) -> bool:
    """Tell whether February of the year has 29 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Count the days of a month (1-12)."""
    if month == 2 and is_leap(year):
        return 29
    return _MONTH_DAYS[month]


def days_from_civil(year: int, month: int, day: int) -> int:
    """Count the days from 1970-01-01 to a civil day (Howard Hinnant's method)."""
    if month <= 2:
        year -= 1
        month += 12
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3) + 2) // 5 + day - 1
    return era * _DAYS_PER_ERA + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - _DAYS_TO_1970


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Give year, month and day of a count of days from 1970-01-01."""
    era, day_of_era = divmod(days + _DAYS_TO_1970, _DAYS_PER_ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted_month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted_month + 2) // 5 + 1
    month = shifted_month + 3 if shifted_month < 10 else shifted_month - 9
    return year_of_era + era * 400 + (month <= 2), month, day


def is_zone(name: str) -> bool:
    """Tell whether a time zone of that IANA name is known."""
    try:
        _zone(name)
    except DateError:
        return False
    return True


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError, TypeError):
        # A name from a file can be anything: also a folder, a path or an unreadable string.
        raise DateError(f"{quoted(name)}: no time zone goes by that name; write one like Europe/Paris", name) from None


def utc_from_local(local_s: int, zone: str, *, later: bool = False) -> int:
    """Give the Unix second at which the clocks of a zone show `local_s`.

    Where clocks show it twice, give the first, or with `later` the second. Where they skip it, read it with the
    offset of before the change, or with `later` of after. Raise DateError for an unknown zone.
    """
    if zone == "UTC":
        return local_s
    offset_s = _steady_offset_s(local_s // SECONDS_PER_DAY, zone)
    if offset_s is None:
        offset_s = _local_offset_s(local_s, zone, later)
    return local_s - offset_s


@lru_cache(maxsize=32_768)
def _steady_offset_s(local_day: int, zone: str) -> int | None:
    """Give the offset of a whole local day, None where it changes."""
    first_s = local_day * SECONDS_PER_DAY
    at_start_s = _local_offset_s(first_s, zone, later=False)
    at_end_s = _local_offset_s(first_s + SECONDS_PER_DAY - 1, zone, later=True)
    return at_start_s if at_start_s == at_end_s else None


def _local_offset_s(local_s: int, zone: str, later: bool) -> int:
    moment = _EPOCH + timedelta(seconds=min(max(local_s, _FIRST_S), _LAST_S))
    return _whole_seconds(moment.replace(tzinfo=_zone(zone), fold=int(later)).utcoffset())


def local_from_utc(utc_s: int, zone: str) -> int:
    """Give what the clocks of a zone show at a Unix second. Raise DateError for an unknown zone."""
    if zone == "UTC":
        return utc_s
    tz = _zone(zone)
    moment = _EPOCH + timedelta(seconds=min(max(utc_s, _FIRST_S), _LAST_S))
    return utc_s + _whole_seconds(tz.fromutc(moment.replace(tzinfo=tz)).utcoffset())


def _whole_seconds(offset: timedelta | None) -> int:
    return offset.days * SECONDS_PER_DAY + offset.seconds if offset else 0
