"""The calendars that a second axis can count in, by Qt's QCalendar."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from PySide6.QtCore import QCalendar, QDate, QLocale

from gui.timeline.layout.ticks import SecondAxis
from gui.zone_words import ZONE_PREFIX, zone_place
from storage.dates.calendar import is_zone

JULIAN_DAY_OF_1970 = 2_440_588
LAST_YEAR = 9999


@dataclass(frozen=True, slots=True)
class _Kind:
    """What Qt does not tell of a calendar: `era` is written beside a year, `bc` beside one before its year 1."""

    system: QCalendar.System
    title: str
    first_year: int
    era: str
    bc: str
    eras: tuple[str, str]
    before: str
    after: str


_KINDS = MappingProxyType(
    {
        "islamic-civil": _Kind(
            QCalendar.System.IslamicCivil,
            "Islamic (civil)",
            1,
            "AH",
            "",
            ("", "Hijri era"),
            "before the Islamic calendar",
            "the Islamic calendar is not counted further",
        ),
        "persian": _Kind(
            QCalendar.System.Jalali,
            "Persian",
            1,
            "SH",
            "",
            ("", "Solar Hijri era"),
            "before the Persian calendar",
            "the Persian calendar is not counted further",
        ),
        "julian": _Kind(
            QCalendar.System.Julian,
            "Julian",
            -LAST_YEAR,
            "",
            "BC",
            ("BC", "AD"),
            "the Julian calendar is not counted so far back",
            "the Julian calendar is not counted further",
        ),
    }
)

CALENDARS = MappingProxyType({key: kind.title for key, kind in _KINDS.items()})
"""What each calendar is called, by its key."""


class QtCalendar:
    """One of Qt's calendars as the axis asks for it; years run on through 0, the year before 1."""

    def __init__(self, key: str, locale: str) -> None:
        self._kind = _KINDS[key]
        self._calendar = QCalendar(self._kind.system)
        self.before, self.after, self.eras = self._kind.before, self._kind.after, self._kind.eras
        self.first_day = self.day(self._kind.first_year, 1, 1)
        self.last_day = self.day(LAST_YEAR + 1, 1, 1) - 1
        forms = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat
        self._months = [
            [self._calendar.standaloneMonthName(QLocale(locale), month, format=form) for month in range(1, 13)]
            for form in forms
        ]

    def date(self, day: int) -> tuple[int, int, int]:
        """Return year, month and day of the month; at an end of the calendar that of its last day there."""
        inside = min(max(day, self.first_day), self.last_day)
        parts = self._calendar.partsFromDate(QDate.fromJulianDay(inside + JULIAN_DAY_OF_1970))
        # Qt knows no year 0.
        return parts.year + (parts.year < 0), parts.month, parts.day

    def day(self, year: int, month: int, day: int) -> int:
        """Return the day of a date, which may lie a little outside of the calendar's years."""
        inside = min(max(year, -2 * LAST_YEAR), 2 * LAST_YEAR)
        date = self._calendar.dateFromParts(inside - (inside <= 0), month, day)
        # Years far outside stand where years of this calendar would be on the average: beyond both of its ends.
        return date.toJulianDay() - JULIAN_DAY_OF_1970 + (year - inside) * 354

    def month(self, month: int, *, long: bool) -> str:
        """Return the name of a month (1 to 12) as it stands alone."""
        return self._months[long][month - 1]

    def year(self, year: int) -> str:
        """Return a year as it is written: "1446 AH", "1403 SH", "44 BC"."""
        if year <= 0:
            return f"{1 - year} {self._kind.bc}"
        return f"{year} {self._kind.era}" if self._kind.era else f"AD {year}" if year < 100 else str(year)

    def era(self, year: int) -> str:
        """Return what is added to a century or decade: "AH", "SH", "BC" or nothing."""
        return self._kind.bc if year <= 0 else self._kind.era


def second_axis_of(choice: str, zone: str, locale: str) -> SecondAxis | None:
    """Return the second axis of a choice: `ZONE_PREFIX` and a zone's name, or a calendar's key.

    Return None for a choice that means nothing. `zone` is the story's: its days are what another calendar counts.
    """
    if choice in CALENDARS:
        return SecondAxis(CALENDARS[choice], zone, calendar_of(choice, locale))
    name = choice.removeprefix(ZONE_PREFIX)
    return SecondAxis(zone_place(name), name) if name != choice and is_zone(name) else None


@lru_cache(maxsize=8)
def calendar_of(key: str, locale: str) -> QtCalendar:
    """Return a calendar with its months in the language of a locale. Raises KeyError for an unknown key."""
    return QtCalendar(key, locale)
