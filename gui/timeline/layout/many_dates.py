"""Where many dates lie on the line of time, all at once: the usual forms as arrays, every other one by one.

What is told of each date is what `storage.dates.stretch` tells of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as civil_day

import numpy as np
from numpy.typing import NDArray

from storage.dates import BODIES, Body, DateError, Edge, stretch

# Of fewer the arrays take longer than reading them one by one.
FEW = 64

_INSTANT, _WITHIN, _LASTING = (BODIES.index(body) for body in (Body.INSTANT, Body.WITHIN, Body.LASTING))
_SHARP = int(Edge.SHARP)
_DAY_S = 86_400
# YYYY, YYYY-MM, YYYY-MM-DD, then a time to the minute or second: local, in UTC (Z) or ahead of it (±hh:mm).
_YEAR, _MONTH, _DAY, _MINUTE, _SECOND = 4, 7, 10, 16, 19
_LENGTHS = (_YEAR, _MONTH, _DAY, *(length + more for length in (_MINUTE, _SECOND) for more in (0, 1, 6)))
_MARKS = ((4, b"-"), (7, b"-"), (10, b"T"), (13, b":"), (16, b":"))
# The first and last year that the civil calendar of Python knows; the last one's end is beyond it.
_FIRST_YEAR, _LAST_YEAR = 1, 9998
_YEARS = np.array([0, *(civil_day(year, 1, 1).toordinal() for year in range(1, 10_000))], np.int64)
_YEARS -= civil_day(1970, 1, 1).toordinal()
_MONTH_DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_BEFORE_MONTH = np.cumsum(_MONTH_DAYS) - _MONTH_DAYS

_Bytes = NDArray[np.uint8]
_Seconds = NDArray[np.int64]
_Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Stretches:
    """As `storage.dates.Stretch`, of n dates: arrays of shape (n,). Where `is_known` is False there is no bound."""

    start_s: _Seconds
    end_s: _Seconds
    body: _Bytes
    start_edge: _Bytes
    end_edge: _Bytes
    is_known: _Truths

    @classmethod
    def blank(cls, n: int) -> Stretches:
        """Return n dates without a bound."""
        start_s, end_s = np.zeros((2, n), np.int64)
        body, start_edge, end_edge = np.full((3, n), _SHARP, np.uint8)
        return cls(start_s, end_s, body, start_edge, end_edge, np.zeros(n, bool))


@dataclass(frozen=True, slots=True)
class _Points:
    """First and last second of n texts, how far the clock was ahead of UTC (and whether that is said), the body.

    What is `read` is a date of one of the usual forms.
    """

    first_s: _Seconds
    last_s: _Seconds
    ahead_s: _Seconds
    has_offset: _Truths
    body: _Bytes
    read: _Truths

    @classmethod
    def blank(cls, n: int) -> _Points:
        """Return n texts of which none is read."""
        first_s, last_s, ahead_s = np.zeros((3, n), np.int64)
        has_offset, read = np.zeros((2, n), bool)
        return cls(first_s, last_s, ahead_s, has_offset, np.full(n, _WITHIN, np.uint8), read)


def stretches(whens: Sequence[str], zone: str, *, forever: bool) -> Stretches:
    """Return where dates lie, as `stretch` does for each; text that is no date has no bound."""
    found = Stretches.blank(len(whens))
    rest: Sequence[int] = range(len(whens))
    if len(whens) >= FEW:
        rest = np.flatnonzero(~_take_usual(found, whens, zone)).tolist()
    for place in rest:
        _take_one(found, place, whens[place], zone, forever)
    return found


def _take_one(found: Stretches, place: int, when: str, zone: str, forever: bool) -> None:
    try:
        one = stretch(when, zone, forever=forever)
    except DateError:
        # Quick briefs take a row at its word.
        return
    if one is not None:
        found.start_s[place], found.end_s[place], found.body[place] = one.start_s, one.end_s, one.body
        found.start_edge[place], found.end_edge[place], found.is_known[place] = one.start_edge, one.end_edge, True


def _take_usual(found: Stretches, whens: Sequence[str], zone: str) -> _Truths:
    """Put the dates of the usual forms in their places; tell which these are."""
    cuts = np.fromiter((when.count("/") for when in whens), np.int64, len(whens))
    points = _points("/".join(whens).split("/"))
    end = np.cumsum(cuts + 1) - 1
    start = end - cuts
    has_offset = points.has_offset[start]
    usual: _Truths = (cuts <= 1) & points.read[start] & points.read[end] & (has_offset == points.has_offset[end])
    if zone != "UTC":
        # Only the zone's own rules tell when a local time was.
        usual &= has_offset
    start_s, end_s = points.first_s[start] - points.ahead_s[start], points.last_s[end] - points.ahead_s[end] + 1
    # An end before the start: what is wrong is said elsewhere.
    usual &= start_s < end_s
    found.start_s[usual], found.end_s[usual] = start_s[usual], end_s[usual]
    found.body[usual] = np.where(cuts == 0, points.body[start], np.uint8(_LASTING))[usual]
    found.is_known[usual] = True
    return usual


def _points(texts: Sequence[str]) -> _Points:
    """Read texts by their length; what is of no usual form is left as it is."""
    found = _Points.blank(len(texts))
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    # One byte a letter: what stands for others is neither a digit nor a mark.
    data = np.frombuffer("".join(texts).encode("ascii", "replace"), np.uint8)
    begin = np.cumsum(lengths) - lengths
    for length in _LENGTHS:
        places = np.flatnonzero(lengths == length)
        if len(places):
            # A column for each letter: what is done below goes along columns.
            _read(found, places, data[begin[places] + np.arange(length)[:, None]])
    return found


def _read(found: _Points, places: NDArray[np.int64], letters: _Bytes) -> None:
    """Read texts of one length; `letters` has a row for each letter of theirs."""
    length = len(letters)
    good = _has_marks(letters, length)
    year = _number(letters[:4], good)
    good &= (year >= _FIRST_YEAR) & (year <= _LAST_YEAR)
    year[~good] = _FIRST_YEAR
    first_s, last_s = _days(letters, year, good, length)
    if length >= _MINUTE:
        seconds = length >= _SECOND and length != _MINUTE + 6
        first_s += _time(letters, good, seconds)
        last_s = first_s + (0 if seconds else 59)
        _take_offset(found, places, letters[_SECOND if seconds else _MINUTE :], good)
        found.body[places] = _INSTANT if seconds else _WITHIN
    found.first_s[places], found.last_s[places], found.read[places] = first_s, last_s, good


def _has_marks(letters: _Bytes, length: int) -> _Truths:
    """Tell which texts have the marks of their length in their places."""
    good = np.ones(letters.shape[1], bool)
    usual_end = _SECOND if length in (_SECOND, _SECOND + 1, _SECOND + 6) else _MINUTE
    for place, mark in _MARKS:
        if place < min(length, usual_end):
            good &= letters[place] == ord(mark)
    return good


def _number(digits: _Bytes, good: _Truths) -> _Seconds:
    """Return the number that rows of digits make; `good` goes where there is something else."""
    number = np.zeros(digits.shape[1], np.int64)
    for row in digits - np.uint8(ord("0")):
        good &= row <= 9
        number = number * 10 + row
    return number


def _days(letters: _Bytes, year: _Seconds, good: _Truths, length: int) -> tuple[_Seconds, _Seconds]:
    """Return the first and last second of years, months or days."""
    if length == _YEAR:
        return _YEARS[year] * _DAY_S, _YEARS[year + 1] * _DAY_S - 1
    month = _number(letters[5:7], good) - 1
    good &= (month >= 0) & (month < 12)
    month[~good] = 0
    is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    days = _MONTH_DAYS[month] + (is_leap & (month == 1))
    first = _YEARS[year] + _BEFORE_MONTH[month] + (is_leap & (month > 1))
    if length >= _DAY:
        day = _number(letters[8:10], good)
        good &= (day >= 1) & (day <= days)
        first, days = first + day - 1, np.ones_like(days)
    return first * _DAY_S, (first + days) * _DAY_S - 1


def _time(letters: _Bytes, good: _Truths, seconds: bool) -> _Seconds:
    """Return the seconds since midnight."""
    hour, minute = _number(letters[11:13], good), _number(letters[14:16], good)
    second = _number(letters[17:19], good) if seconds else np.zeros_like(hour)
    good &= (hour < 24) & (minute < 60) & (second < 60)
    return hour * 3600 + minute * 60 + second


def _take_offset(found: _Points, places: NDArray[np.int64], letters: _Bytes, good: _Truths) -> None:
    """Read what follows a time: nothing, Z, or hours and minutes ahead of UTC or behind it."""
    if len(letters) == 1:
        good &= letters[0] == ord("Z")
    elif len(letters) == 6:
        hours, minutes = _number(letters[1:3], good), _number(letters[4:6], good)
        is_behind = letters[0] == ord("-")
        good &= (is_behind | (letters[0] == ord("+"))) & (letters[3] == ord(":")) & (hours <= 15) & (minutes < 60)
        found.ahead_s[places] = np.where(is_behind, -1, 1) * (hours * 3600 + minutes * 60)
    found.has_offset[places] = len(letters) > 0
