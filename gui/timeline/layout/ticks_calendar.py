"""What the axis asks of a calendar, and the civil one that every story is told in."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from gui.timeline.layout.ticks_labels import year_label
from storage.dates.calendar import civil_from_days, days_from_civil
from storage.dates.names import Names, names_of


class Calendar(Protocol):
    """Counts days since 1970-01-01 in years of twelve months; the year before 1 is 0.

    It knows the days from `first_day` to `last_day`; `before` and `after` say in a word what lies outside. `eras` name
    the time before its year 1 and from then on.
    """

    def __hash__(self) -> int: ...

    @property
    def first_day(self) -> int:
        """Return the first day that it counts."""
        ...

    @property
    def last_day(self) -> int:
        """Return the last day that it counts."""
        ...

    @property
    def before(self) -> str:
        """Return what to say of the time before its first day."""
        ...

    @property
    def after(self) -> str:
        """Return what to say of the time after its last day."""
        ...

    @property
    def eras(self) -> tuple[str, str]:
        """Return the names of the time before its year 1 and from then on."""
        ...

    def date(self, day: int) -> tuple[int, int, int]:
        """Return year, month and day of the month."""
        ...

    def day(self, year: int, month: int, day: int) -> int:
        """Return the day of a date."""
        ...

    def month(self, month: int, *, long: bool) -> str:
        """Return the name of a month (1 to 12) as it stands alone."""
        ...

    def year(self, year: int) -> str:
        """Return a year as it is written."""
        ...

    def era(self, year: int) -> str:
        """Return what is added to a century or decade beside its number: "BC", "AH" or nothing."""
        ...


class Civil:
    """The proleptic Gregorian calendar in a language; it has no end."""

    first_day = -(10**40)
    last_day = 10**40
    before = after = ""
    eras = ("BC", "AD")

    def __init__(self, names: Names) -> None:
        self._names = names

    def date(self, day: int) -> tuple[int, int, int]:
        """Return year, month and day of the month."""
        return civil_from_days(day)

    def day(self, year: int, month: int, day: int) -> int:
        """Return the day of a date."""
        return days_from_civil(year, month, day)

    def month(self, month: int, *, long: bool) -> str:
        """Return the name of a month (1 to 12) as it stands alone."""
        return self._names.months["LLLL" if long else "LLL"][month - 1]

    def year(self, year: int) -> str:
        """Return a year as it is written: "2024", "44 BC"."""
        return year_label(year)

    def era(self, year: int) -> str:
        """Return "BC" for years before 1."""
        return "BC" if year <= 0 else ""


@lru_cache(maxsize=8)
def civil(locale: str) -> Civil:
    """Return the civil calendar in the language of a locale."""
    return Civil(names_of(locale))
