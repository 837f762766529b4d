"""Where a date lies on a line of time, for a million of them: the usual forms are read without building a Date."""

from __future__ import annotations

from datetime import date as civil_day
from functools import lru_cache
from typing import NamedTuple

from storage.dates.bounds import Body, Edge, bounds, known_bounds, outline, zoned_span
from storage.dates.calendar import SECONDS_PER_DAY
from storage.dates.model import Date
from storage.dates.parsing import parse
from storage.errors import DateError

# The end of time on a line that never ends.
FOREVER_S = 1 << 62
BODIES = tuple(Body)

_INSTANT = BODIES.index(Body.INSTANT)
_WITHIN = BODIES.index(Body.WITHIN)
_LASTING = BODIES.index(Body.LASTING)
_SHARP = int(Edge.SHARP)
_EPOCH = civil_day(1970, 1, 1).toordinal()
_TWO_DIGITS = {f"{number:02d}": number for number in range(60)}
_HOURS = {text: number * 3600 for text, number in _TWO_DIGITS.items() if number < 24}
_MINUTES = {text: number * 60 for text, number in _TWO_DIGITS.items()}
_MONTHS = {text: number for text, number in _TWO_DIGITS.items() if 1 <= number <= 12}
_OFFSET_HOURS = {text: number * 3600 for text, number in _TWO_DIGITS.items() if number <= 15}
_YEAR, _MONTH, _DAY, _MINUTE, _SECOND = 4, 7, 10, 16, 19


class Stretch(NamedTuple):
    """A date on the line of time: start and end (exclusive) in seconds since 1970-01-01T00:00Z.

    An open end stands at the known one and has its edge OPEN or UNKNOWN. `body` indexes BODIES, the edges are those of
    `Edge` as numbers.
    """

    start_s: int
    end_s: int
    body: int
    start_edge: int
    end_edge: int


# First and last second, how far the clock was ahead of UTC (None: local), and the body.
_Point = tuple[int, int, int | None, int]


def stretch(when: str, zone: str, *, forever: bool) -> Stretch | None:
    """Return where a date lies; None where it has no bound at all.

    With `forever` an open side goes to the end of time. Raises DateError for text that is no date and for an unknown
    zone.
    """
    cut = when.find("/")
    if cut < 0:
        point = _point(when)
        if point is None:
            return _stretch(when, zone, forever)
        first, last, offset_s, body = point
        if offset_s is not None:
            return Stretch(first - offset_s, last - offset_s + 1, body, _SHARP, _SHARP)
        if zone != "UTC":
            first, last = zoned_span(first, last, zone)
        return Stretch(first, last + 1, body, _SHARP, _SHARP)
    return _interval(when, cut, zone) or _stretch(when, zone, forever)


def is_date(when: str) -> bool:
    """Tell whether a text is a date, without saying what is wrong with it."""
    if _point(when) is not None:
        return True
    cut = when.find("/")
    return (cut >= 0 and _interval(when, cut, "UTC") is not None) or _is_date(when)


@lru_cache(maxsize=1 << 15)
def _is_date(when: str) -> bool:
    try:
        parse(when)
    except DateError:
        return False
    return True


def _point(text: str) -> _Point | None:
    """Return a date of one of the usual forms, or None for anything else, be it good or not."""
    length = len(text)
    try:
        if length == _DAY:
            if text[4] != "-" or text[7] != "-":
                return None
            first = (civil_day.fromisoformat(text).toordinal() - _EPOCH) * SECONDS_PER_DAY
            return first, first + SECONDS_PER_DAY - 1, None, _WITHIN
        if length > _DAY:
            return _time(text, length)
        if not text.isascii() or not text[:4].isdigit():
            return None
        year = int(text[:4])
        if length == _YEAR:
            first_day, next_day = civil_day(year, 1, 1), civil_day(year + 1, 1, 1)
        elif length == _MONTH and text[4] == "-":
            month = _MONTHS[text[5:]]
            first_day = civil_day(year, month, 1)
            next_day = civil_day(year, month + 1, 1) if month < 12 else civil_day(year + 1, 1, 1)
        else:
            return None
    except (ValueError, KeyError):
        return None
    first = (first_day.toordinal() - _EPOCH) * SECONDS_PER_DAY
    return first, (next_day.toordinal() - _EPOCH) * SECONDS_PER_DAY - 1, None, _WITHIN


def _time(text: str, length: int) -> _Point | None:
    """Return a time of the form …THH:MM[:SS][Z|±hh:mm], or None. Raises ValueError, KeyError for what is none."""
    if text[10] != "T" or text[4] != "-" or text[7] != "-" or length < _MINUTE or text[13] != ":":
        return None
    first = (civil_day.fromisoformat(text[:_DAY]).toordinal() - _EPOCH) * SECONDS_PER_DAY
    first += _HOURS[text[11:13]] + _MINUTES[text[14:16]]
    at, last, body = _MINUTE, first + 59, _WITHIN
    if length >= _SECOND and text[16] == ":":
        first += _TWO_DIGITS[text[17:19]]
        at, last, body = _SECOND, first, _INSTANT
    if length == at:
        return first, last, None, body
    if length == at + 1 and text[at] == "Z":
        return first, last, 0, body
    if length != at + 6 or text[at + 3] != ":" or text[at] not in "+-":
        return None
    offset_s = _OFFSET_HOURS[text[at + 1 : at + 3]] + _MINUTES[text[at + 4 :]]
    return first, last, -offset_s if text[at] == "-" else offset_s, body


def _interval(when: str, cut: int, zone: str) -> Stretch | None:
    start, end = _point(when[:cut]), _point(when[cut + 1 :])
    if start is None or end is None or (start[2] is None) != (end[2] is None):
        return None
    first, last = start[0] - (start[2] or 0), end[1] - (end[2] or 0)
    if first > last:
        # The end is before the start: what is wrong is said elsewhere.
        return None
    if zone != "UTC" and start[2] is None:
        first, last = zoned_span(*start[:2], zone)[0], zoned_span(*end[:2], zone)[1]
    return Stretch(first, max(first, last) + 1, _LASTING, _SHARP, _SHARP)


# An edit or a filter lays out anew; by far most dates are the same as before.
@lru_cache(maxsize=1 << 15)
def _stretch(when: str, zone: str, forever: bool) -> Stretch | None:
    date = parse(when)
    known = _known(date, zone, forever)
    if known is None:
        return None
    look = outline(date)
    return Stretch(*known, BODIES.index(look.body), int(look.start), int(look.end))


def _known(date: Date, zone: str, forever: bool) -> tuple[int, int] | None:
    """Return start and end (exclusive) where an open side stands at the known one, or at the end of time."""
    found = bounds(date, zone)
    if found.earliest_s is not None and found.latest_s is not None:
        return found.earliest_s, found.latest_s + 1
    if found.earliest_s is None and found.latest_s is None:
        return None
    earliest, latest = known_bounds(date, zone)
    if forever and found.earliest_s is None:
        earliest = min(-FOREVER_S, earliest)
    if forever and found.latest_s is None:
        latest = max(FOREVER_S - 1, latest)
    return earliest, latest + 1
