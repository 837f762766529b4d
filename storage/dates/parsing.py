"""From text to Date and back: a part alone, an interval of two, or a set."""

from __future__ import annotations

from functools import lru_cache

from storage.dates.model import OPEN, UNKNOWN, Date, Kind, Member, Part, Range
from storage.dates.notation import read_point, refusal
from storage.dates.spans import Span, local_span
from storage.errors import DateError

_LONGEST = 200
_LONGEST_SET = 1000
_SETS = {"[": ("]", Kind.ONE_OF), "{": ("}", Kind.ALL_OF)}
_FURTHEST_OFFSET_S = 16 * 3600
_DOTS = ".."


@lru_cache(maxsize=16_384)
def parse(text: str) -> Date:
    """Read a date written in EDTF. Raise DateError, naming the place, for anything else."""
    if not text:
        raise DateError("'': there is no date here; write one like 2024-12-07 (character 1)", "", 0)
    if text[0] in _SETS:
        return _read_set(text)
    if len(text) > _LONGEST:
        raise refusal(text, _LONGEST, f"a date has at most {_LONGEST} characters")
    slash = text.find("/")
    if slash < 0:
        return Date(text, Kind.DATE, (read_point(text, 0, len(text)),))
    return _read_interval(text, slash)


def _read_interval(text: str, slash: int) -> Date:
    start = _read_end(text, 0, slash)
    end = _read_end(text, slash + 1, len(text))
    if not (start.is_date or end.is_date):
        raise refusal(text, 0, "an interval needs a date at one end at least")
    _check_order(text, slash + 1, start, end)
    return Date(text, Kind.INTERVAL, (start, end))


def _read_end(text: str, start: int, end: int) -> Part:
    if start == end:
        return UNKNOWN
    if text[start:end] == _DOTS:
        return OPEN
    return read_point(text, start, end)


def _check_order(text: str, position: int, start: Part, end: Part) -> None:
    if not (start.is_date and end.is_date):
        return
    # A local time beside one with an offset cannot be compared to the hour.
    slack_s = 0 if (start.offset_s is None) == (end.offset_s is None) else _FURTHEST_OFFSET_S
    if _utc_span(start)[0] > _utc_span(end)[1] + slack_s:
        raise refusal(text, position, "the end is before the start")


def _utc_span(part: Part) -> Span:
    first, last = local_span(part)
    offset_s = part.offset_s or 0
    return first - offset_s, last - offset_s


def _read_set(text: str) -> Date:
    if len(text) > _LONGEST_SET:
        raise refusal(text, _LONGEST_SET, f"a set of dates has at most {_LONGEST_SET} characters")
    closing, kind = _SETS[text[0]]
    if text[-1] != closing:
        raise refusal(text, len(text), f"a set that starts with {text[0]} ends with {closing}")
    members: list[Member] = []
    at, end = 1, len(text) - 1
    while at <= end:
        comma = text.find(",", at, end)
        stop = end if comma < 0 else comma
        members.append(_read_member(text, *_trimmed(text, at, stop)))
        at = stop + 1
    return Date(text, kind, tuple(members))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def _read_member(text: str, start: int, end: int) -> Member:
    if start == end:
        raise refusal(text, start, "a date is missing here")
    dots = text.find(_DOTS, start, end)
    if dots < 0:
        return read_point(text, start, end)
    first = OPEN if dots == start else read_point(text, start, dots)
    after = dots + len(_DOTS)
    last = OPEN if after == end else read_point(text, after, end)
    if not (first.is_date or last.is_date):
        raise refusal(text, start, "'..' needs a date before or after it")
    _check_order(text, after, first, last)
    return Range(first, last)
