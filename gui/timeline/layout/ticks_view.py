"""The stretch of time that an axis shows, and the boundaries of hours, days, months and years in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks_calendar import Calendar, civil
from gui.timeline.layout.ticks_steps import Step
from storage.dates.calendar import SECONDS_PER_DAY, local_from_utc, utc_from_local
from storage.dates.names import Names, names_of

SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of time as instants and as the clocks of its zone show them, and the calendar it is told in."""

    start_s: int
    end_s: int
    local_start: int
    local_end: int
    zone: str
    calendar: Calendar
    names: Names

    def year(self, local_s: int) -> int:
        """Return the year at a local second."""
        return self.calendar.date(local_s // SECONDS_PER_DAY)[0]

    def second(self, year: int, month: int = 1) -> int:
        """Return the local second at which a month begins."""
        return self.calendar.day(year, month, 1) * SECONDS_PER_DAY


def view_of(scale: Scale, width_px: float, zone: str, locale: str, calendar: Calendar | None) -> View:
    """Return what a view `width_px` wide shows."""
    start_s, end_s = scale.second_at(0), scale.second_at(width_px) + 1
    local_start, local_end = local_from_utc(start_s, zone), local_from_utc(end_s, zone)
    # Within an hour that clocks repeat, the end can show an earlier time than the start.
    local_start, local_end = min(local_start, local_end), max(local_start, local_end)
    return View(start_s, end_s, local_start, local_end, zone, calendar or civil(locale), names_of(locale))


def cut(view: View) -> View | None:
    """Return the part of a view that its calendar knows, None where there is none."""
    first_s = view.calendar.first_day * SECONDS_PER_DAY
    last_s = (view.calendar.last_day + 1) * SECONDS_PER_DAY - 1
    if view.local_start >= first_s and view.local_end <= last_s:
        return view
    local_start, local_end = max(view.local_start, first_s), min(view.local_end, last_s)
    if local_start >= local_end:
        return None
    ends = utc_from_local(local_start, view.zone), utc_from_local(local_end, view.zone)
    return View(*ends, local_start, local_end, view.zone, view.calendar, view.names)


def boundaries(step: Step, view: View) -> Iterator[tuple[int, int]]:
    """Yield each tick as an instant and what clocks show then, from one at or before the view to the last in it."""
    if step.unit == "second" and step.count <= SECONDS_PER_HOUR:
        return _clock_times(view, step.count)
    return ((utc_from_local(local_s, view.zone), local_s) for local_s in _local_boundaries(step, view))


def _clock_times(view: View, count: int) -> Iterator[tuple[int, int]]:
    """Yield round times of up to an hour as clocks show them: what autumn repeats twice, what spring skips never."""
    at_s = view.start_s - local_from_utc(view.start_s, view.zone) % count
    while at_s <= view.end_s:
        local_s = local_from_utc(at_s, view.zone)
        if local_s % count == 0:
            yield at_s, local_s
        at_s += count - local_s % count


def _local_boundaries(step: Step, view: View) -> Iterator[int]:
    if step.unit == "second":
        return grid(view, step.count)
    if step.unit == "day":
        # 1970-01-05 was a Monday.
        shift = 4 * SECONDS_PER_DAY if step.count == 7 else 0
        return grid(view, step.count * SECONDS_PER_DAY, shift)
    if step.unit == "month":
        return months(view, step.count)
    return years(view, step.count, from_zero=step.style == "ago")


def grid(view: View, step: int, shift: int = 0) -> Iterator[int]:
    """Yield the local seconds of a grid, from one at or before the view to the last in it."""
    first = (view.local_start - shift) // step * step + shift
    return iter(range(first, view.local_end + 1, step))


def months(view: View, count: int) -> Iterator[int]:
    """Yield the local seconds at which every so-manieth month begins, the first of the year among them."""
    year, month, _ = view.calendar.date(view.local_start // SECONDS_PER_DAY)
    place = (year * 12 + month - 1) // count * count
    while (at := view.second(place // 12, place % 12 + 1)) <= view.local_end:
        yield at
        place += count


def years(view: View, count: int, *, from_zero: bool) -> Iterator[int]:
    """Yield the local seconds at which round years begin; `from_zero` counts them from astronomical year 0."""
    year, number = view.year(view.local_start), view.year(view.local_start) // count
    while _round_year(number, count, from_zero) > year:
        number -= 1
    while (at := view.second(_round_year(number, count, from_zero))) <= view.local_end:
        yield at
        number += 1


def _round_year(number: int, count: int, from_zero: bool) -> int:
    """Return the astronomical year of tick `number`: …, 2000 BC, 1000 BC, AD 1, 1000, 2000, … for a count of 1000."""
    if count == 1 or from_zero or number > 0:
        return number * count
    return 1 + number * count
