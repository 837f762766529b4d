"""The coarser tier of the axis: what the ticks lie in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from gui.timeline.layout.ticks_labels import decade_label, millions_label, span_label
from gui.timeline.layout.ticks_view import View, grid, months, years
from storage.dates.calendar import SECONDS_PER_DAY

MILLION = 10**6
MOST_NAMED_YEARS = 9999
"""Nobody speaks of the 301st century."""


def weekday(local_s: int, view: View) -> str:
    """Return the short name of a weekday."""
    return view.names.weekdays[(local_s // SECONDS_PER_DAY + 3) % 7]


Context = Iterator[tuple[int, str, str]]
"""Where each part begins (a local second), what it is called, and what in short ("" if there is no short name)."""


def _days(view: View) -> Context:
    for at in grid(view, SECONDS_PER_DAY):
        year, month, day = view.calendar.date(at // SECONDS_PER_DAY)
        names = (view.calendar.month(month, long=long) for long in (True, False))
        long, short = (f"{weekday(at, view)} {day} {name}" for name in names)
        yield at, f"{long} {view.calendar.year(year)}", short


def _named_months(view: View) -> Context:
    for at in months(view, 1):
        year, month, _ = view.calendar.date(at // SECONDS_PER_DAY)
        names = (view.calendar.month(month, long=long) for long in (True, False))
        long, short = (f"{name} {view.calendar.year(year)}" for name in names)
        yield at, long, short


def _named_years(view: View) -> Context:
    for at in years(view, 1, from_zero=True):
        yield at, view.calendar.year(view.year(at)), ""


def _spans(length: int, first: int, word: Callable[[int, str], str]) -> Callable[[View], Context]:
    """Return a tier of spans of years, one of which begins with the year `first`, each with what `word` calls it."""

    def spans(view: View) -> Context:
        start = view.year(view.local_start)
        if abs(start) > MOST_NAMED_YEARS and length < MILLION:
            yield from _two_eras(view, view.calendar.eras)
            return
        year = (start - first) // length * length + first
        while (at := view.second(year)) <= view.local_end:
            yield at, word(year, view.calendar.era(year)), ""
            year += length

    return spans


def _decades(view: View) -> Context:
    """Yield decades as they are named: the fifties are 50 to 59, before the year 1 as well as after it."""
    year = view.year(view.local_start)
    if abs(year) > MOST_NAMED_YEARS:
        yield from _two_eras(view, view.calendar.eras)
        return
    year = max(year // 10 * 10, 1) if year > 0 else -((1 - year) // 10) * 10 - 8
    while (at := view.second(year)) <= view.local_end:
        yield at, decade_label(year, view.calendar.era(year)), ""
        year = min(year + 10, 1) if year <= 0 else year // 10 * 10 + 10


def _two_eras(view: View, names: tuple[str, str], from_zero: bool = False) -> Context:
    border = view.second(0 if from_zero else 1)
    if view.local_start < border:
        yield view.local_start, names[0], ""
    if view.local_end > border:
        yield max(border, view.local_start), names[1], ""


CONTEXTS: Mapping[str, Callable[[View], Context]] = {
    "day": _days,
    "month": _named_months,
    "year": _named_years,
    "decade": _decades,
    "century": _spans(100, 1, lambda year, era: span_label("century", 100, year, era)),
    "millennium": _spans(1000, 1, lambda year, era: span_label("millennium", 1000, year, era)),
    "millions": _spans(MILLION, 0, lambda year, _era: millions_label(year, MILLION)),
    "era": lambda view: _two_eras(view, view.calendar.eras),
    "ago": lambda view: _two_eras(view, ("years ago", "years from now"), from_zero=True),
}
