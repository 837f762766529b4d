"""Put the events of a booklet under headings: days, months, years, centuries, ages long past, or categories. No Qt."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from gui.printing.booklet_options import Grouping
from gui.text import one_line
from storage.dates import Date, Kind, Part, display, known_bounds, parse
from storage.dates.calendar import SECONDS_PER_DAY, civil_from_days, local_from_utc
from storage.errors import DateError
from storage.model import Category, Event

_FEWEST_IN_A_GROUP = 1.9
# Before it the calendar tells nothing: ages are counted in powers of ten of years ago.
_FIRST_CALENDAR_YEAR = -9999
_PRESENT = 2000
_AGES = (
    "Ten thousand years ago and more",
    "Hundreds of thousands of years ago",
    "Millions of years ago",
    "Tens of millions of years ago",
    "Hundreds of millions of years ago",
    "Billions of years ago",
    "Tens of billions of years ago and more",
)
_FIRST_POWER = 4
# Years before Christ from which on millennia are told instead of centuries.
_EARLY = 1000
_TIMES = (Grouping.DAY, Grouping.MONTH, Grouping.YEAR, Grouping.CENTURY)

Civil = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A heading and the places of its events, from 0."""

    label: str
    places: tuple[int, ...]


def groups_of(events: Sequence[Event], categories: Sequence[Category], grouping: Grouping, zone: str) -> list[Group]:
    """Return the events of a story under headings, each once; groups and events come in the order of time.

    An event whose date is wider than the heading asked for comes under a wider one.
    """
    if grouping is Grouping.CATEGORY:
        return _by_category(events, categories)
    spans = [_span(event.when, zone) for event in events]
    if grouping is not Grouping.AUTO:
        return _gathered([_label(span, grouping) for span in spans])
    # Ages long past have headings of their own, whatever the calendar is divided by.
    dated = [span for span in spans if span[0][0] >= _FIRST_CALENDAR_YEAR]
    finest = next((each for each in _TIMES if _is_enough({_label(s, each) for s in dated}, len(dated))), _TIMES[-1])
    return _gathered([_label(span, finest) for span in spans])


def _is_enough(labels: Set[str], events: int) -> bool:
    # One heading over all of a short story had better say the day than the century.
    return len(labels) == 1 or len(labels) * _FEWEST_IN_A_GROUP <= events


def _by_category(events: Sequence[Event], categories: Sequence[Category]) -> list[Group]:
    places: dict[str, list[int]] = {category.id: [] for category in categories}
    for place, event in enumerate(events):
        places.setdefault(event.category, []).append(place)
    names = {category.id: category.name for category in categories}
    return [
        Group(one_line(names.get(key, key)) or "Without a category", tuple(found))
        for key, found in places.items()
        if found
    ]


def _gathered(labels: Sequence[str]) -> list[Group]:
    places: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        places.setdefault(label, []).append(place)
    return [Group(label, tuple(found)) for label, found in places.items()]


@lru_cache(maxsize=1 << 14)
def _span(when: str, zone: str) -> tuple[Civil, Civil]:
    """Return the first and last local day on which it may have begun."""
    date = parse(when)
    if date.kind is Kind.INTERVAL:
        ends = [part for part in date.parts if isinstance(part, Part) and part.is_date]
        date = Date("", Kind.DATE, tuple(ends[:1])) if ends else date
    try:
        first_s, last_s = known_bounds(date, zone)
    except (DateError, ValueError):
        return (_PRESENT, 1, 1), (_PRESENT, 12, 31)
    return _civil(first_s, zone), _civil(last_s, zone)


def _civil(second: int, zone: str) -> Civil:
    return civil_from_days(local_from_utc(second, zone) // SECONDS_PER_DAY)


@lru_cache(maxsize=1 << 14)
def _label(span: tuple[Civil, Civil], finest: Grouping) -> str:
    (year, month, day), last = span
    if year < _FIRST_CALENDAR_YEAR:
        power = len(str(_PRESENT - year)) - 1
        return _AGES[min(power - _FIRST_POWER, len(_AGES) - 1)]
    if finest is Grouping.DAY and last == (year, month, day):
        return display(f"{_year(year)}-{month:02d}-{day:02d}")
    if finest in (Grouping.DAY, Grouping.MONTH) and last[:2] == (year, month):
        return display(f"{_year(year)}-{month:02d}")
    if finest is not Grouping.CENTURY and last[0] == year:
        return display(_year(year))
    return _century(year)


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}" if year <= 9999 else f"Y{year}"


def _century(year: int) -> str:
    """Return the century of an astronomical year: 1900 is in the 19th, 0 in the 1st BC; early ones as millennia."""
    if year <= -_EARLY:
        return f"{_ordinal(-year // _EARLY + 1)} millennium BC"
    return f"{_ordinal((year + 99) // 100)} century" if year > 0 else f"{_ordinal(-year // 100 + 1)} century BC"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"
