"""The notations of a date: one row each, from EDTF (ISO 8601-2, levels 0 to 2).

A row is a sequence of pieces, each a regular expression and a word for what is expected there, and the function
that builds the part. The row's whole expression reads a date at once; the pieces tell where reading stopped.
To add a way to write dates, add a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from storage.dates.calendar import days_in_month
from storage.dates.model import APPROXIMATE, UNCERTAIN, Grain, Part, Qualities
from storage.dates.quoting import quoted
from storage.dates.spans import MAX_YEAR, SUB_YEARS, possible_days, year_range
from storage.errors import DateError

_QUALITY = {"": 0, "~": APPROXIMATE, "?": UNCERTAIN, "%": APPROXIMATE | UNCERTAIN}
_CERTAIN: Qualities = (0, 0, 0)
_LARGEST_OFFSET_H = 15
# The largest year has 12 digits; leading zeros may be written.
_LONGEST_YEAR = 20
_LARGEST_EXPONENT = 11


def refusal(text: str, position: int, why: str) -> DateError:
    """Build the error for a text that cannot be read from a position (0-based) on."""
    shown = text if len(text) <= 200 else text[:200]
    return DateError(f"{quoted(text)}: {why} (character {position + 1})", shown, min(position, len(shown)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a notation: its expression and what is expected there."""

    pattern: str
    expected: str


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write a point of the calendar."""

    name: str
    example: str
    pieces: tuple[Piece, ...]
    build: Callable[[re.Match[str]], Part]
    whole: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "whole", re.compile("".join(piece.pattern for piece in self.pieces)))

    def stop(self, text: str, start: int, end: int) -> tuple[int, str]:
        """Give where reading stops, and what was expected there."""
        at = start
        for piece in self.pieces:
            match = re.compile(piece.pattern).match(text, at, end)
            if match is None:
                return at, piece.expected
            at = match.end()
        return at, ""


def _marked(pattern: str) -> str:
    return rf"([?~%]?)({pattern})([?~%]?)"


_YEAR = Piece(_marked("-?[0-9X]{4}"), "a year of four digits")
_MONTH = Piece(_marked("[0-9X]{2}"), "a month of two digits")
_DAY = Piece(_marked("[0-9X]{2}"), "a day of two digits")
_DASH = Piece("-", "'-'")
_PLAIN_YEAR = Piece("([?~%]?)(-?[0-9]{4})", "a year of four digits")
_LONG_YEAR = Piece(r"([?~%]?)Y(-?)([0-9]+)(?:E([0-9]+))?", "Y and a year")
_SIGNIFICANT = Piece(r"S([0-9]{1,2})", "S and a number of digits")
_MAYBE_SIGNIFICANT = Piece(r"(?:S([0-9]{1,2}))?", "S and a number of digits")
_QUALIFIER = Piece("([?~%]?)", "?, ~ or %")
_PLAIN_DATE = Piece(r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})", "a day like 2024-12-07")
_CLOCK = Piece(r"T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?", "a time like T22:15 or T22:15:30")
_OFFSET = Piece(r"(?:(Z)|([+-])([0-9]{2})(?::([0-9]{2}))?)?", "Z or an offset like +03:00")


def _number(match: re.Match[str], group: int) -> int:
    return int(match[group] or 0)


def _refuse(match: re.Match[str], group: int, why: str) -> DateError:
    return refusal(match.string, match.start(group), why)


def _year_number(match: re.Match[str], group: int) -> int:
    text = match[group]
    if text == "-0000":
        raise _refuse(match, group, "there is no year -0000; 1 BC is 0000 and 2 BC is -0001")
    return int(text.replace("X", "0") if "X" in text else text)


def _day(match: re.Match[str]) -> Part:
    if "X" in match[0]:
        return _masked(match)
    year, month, day = _year_number(match, 2), _month_number(match, 5), int(match[8])
    if not 1 <= day <= 28:
        _check_day(match, 8, year, month, day)
    return Part(Grain.DAY, year, month, day, qualities=_qualities(match))


def _month_number(match: re.Match[str], group: int) -> int:
    month = int(match[group])
    if not 1 <= month <= 12:
        raise _refuse(match, group, f"there is no month {match[group]}")
    return month


def _check_day(match: re.Match[str], group: int, year: int, month: int, day: int) -> None:
    if not 1 <= day <= days_in_month(year, month):
        raise _refuse(match, group, f"there is no day {match[group]} in month {month:02d} of that year")


def _month(match: re.Match[str]) -> Part:
    if "X" in match[5]:
        return _masked(match)
    code = int(match[5])
    grain = Grain.SEASON if code in SUB_YEARS else Grain.MONTH
    if grain is Grain.MONTH:
        _month_number(match, 5)
    mask = f"{match[2]}-{match[5]}" if "X" in match[2] else ""
    return Part(grain, _year_number(match, 2), code, qualities=_qualities(match), mask=mask)


def _year(match: re.Match[str]) -> Part:
    mask = match[2] if "X" in match[2] else ""
    return Part(Grain.YEAR, _year_number(match, 2), qualities=_qualities(match), mask=mask)


def _masked(match: re.Match[str]) -> Part:
    """Build a month or day of which digits are unspecified."""
    texts = [match[group] for group in (2, 5, 8)[: match.re.groups // 3]]
    mask = "-".join(texts)
    month, day = ([0 if "X" in text else int(text) for text in texts[1:]] + [0])[:2]
    if "X" not in texts[1]:
        _month_number(match, 5)
    if possible_days(mask) is None:
        raise _refuse(match, match.re.groups - 1, "no day of the calendar fits this")
    grain = Grain.DAY if len(texts) == 3 else Grain.MONTH
    return Part(grain, _year_number(match, 2), month, day, qualities=_qualities(match), mask=mask)


def _qualities(match: re.Match[str]) -> Qualities:
    """Read the marks: one before a component is for it alone, one after it also for all to its left."""
    groups = match.groups()
    if groups.count("") == len(groups) // 3 * 2:
        return _CERTAIN
    marks = groups[0::3], groups[2::3]
    result = [0, 0, 0]
    from_right = 0
    for index in reversed(range(len(marks[0]))):
        from_right |= _QUALITY[marks[1][index]]
        result[index] = from_right | _QUALITY[marks[0][index]]
    return result[0], result[1], result[2]


def _significant_year(match: re.Match[str]) -> Part:
    quality = _QUALITY[match[1]] | _QUALITY[match[4]]
    return _rounded_year(match, 3, Part(Grain.YEAR, _year_number(match, 2), qualities=(quality, 0, 0)))


def _rounded_year(match: re.Match[str], group: int, part: Part) -> Part:
    """Add the number of significant digits of a year and check its limits."""
    digits = len(str(abs(part.year)))
    significant = _number(match, group)
    if match[group] is not None and not 1 <= significant <= digits:
        raise _refuse(match, group, f"the year has {digits} digits, so 1 to {digits} of them can be significant")
    part = replace(part, significant=significant)
    low, high = year_range(part)
    if low < -MAX_YEAR or high > MAX_YEAR:
        raise refusal(match.string, match.start(), "years go from -292 billion to 292 billion")
    return part


def _long_year(match: re.Match[str]) -> Part:
    before, minus, digits, power, _, after = match.groups()
    exponent = int(power or 0)
    if exponent > _LARGEST_EXPONENT or len(digits) > _LONGEST_YEAR:
        raise _refuse(match, 3, "years go from -292 billion to 292 billion")
    year = int(digits) * 10**exponent
    if minus and not year:
        raise _refuse(match, 2, "there is no year -0; 1 BC is 0000 and 2 BC is -0001")
    quality = _QUALITY[before] | _QUALITY[after]
    part = Part(Grain.YEAR, -year if minus else year, qualities=(quality, 0, 0), exponent=exponent)
    return _rounded_year(match, 5, part)


def _time(match: re.Match[str]) -> Part:
    year, month, day = _year_number(match, 1), _month_number(match, 2), int(match[3])
    _check_day(match, 3, year, month, day)
    for group, limit, unit in ((4, 23, "hour"), (5, 59, "minute"), (6, 59, "second")):
        if _number(match, group) > limit:
            raise _refuse(match, group, f"there is no {unit} {match[group]}; {unit}s go from 00 to {limit}")
    clock_s = int(match[4]) * 3600 + int(match[5]) * 60 + _number(match, 6)
    quality = _QUALITY[match[11]]
    grain = Grain.MINUTE if match[6] is None else Grain.SECOND
    return Part(grain, year, month, day, clock_s, _offset_s(match), (quality, quality, quality))


def _offset_s(match: re.Match[str]) -> int | None:
    if match[7]:
        return 0
    if not match[8]:
        return None
    hours, minutes = int(match[9]), _number(match, 10)
    if hours > _LARGEST_OFFSET_H or minutes > 59:
        raise _refuse(match, 8, "no clock is that far from UTC")
    size_s = hours * 3600 + minutes * 60
    return -size_s if match[8] == "-" else size_s


NOTATIONS: tuple[Notation, ...] = (
    Notation("a day", "2004-06-11", (_YEAR, _DASH, _MONTH, _DASH, _DAY), _day),
    Notation("a month or season", "2004-06", (_YEAR, _DASH, _MONTH), _month),
    Notation("a year", "1985", (_YEAR,), _year),
    Notation("a time", "1985-04-12T23:20:30+04:30", (_PLAIN_DATE, _CLOCK, _OFFSET, _QUALIFIER), _time),
    Notation("a year to some digits", "1950S2", (_PLAIN_YEAR, _SIGNIFICANT, _QUALIFIER), _significant_year),
    Notation("a long year", "Y-17E7", (_LONG_YEAR, _MAYBE_SIGNIFICANT, _QUALIFIER), _long_year),
)


def read_point(text: str, start: int, end: int) -> Part:
    """Read the one part that stands in text[start:end]. Raise DateError, with the position in the whole text."""
    for notation in NOTATIONS:
        match = notation.whole.fullmatch(text, start, end)
        if match is not None:
            return notation.build(match)
    raise _unreadable(text, start, end)


# What people write that is not EDTF, and what to write instead.
_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9?~%-]*[0-9-]([ux])"), "write X for a digit that is not known"),
    (re.compile(r"\S+T[0-9:]+[.,][0-9]"), "times are kept to the whole second; leave out the fraction"),
    (re.compile(r"\S+T[0-9]{2}(?![0-9:])"), "an hour needs its minutes, as in T22:15"),
    (re.compile(r"\S+T"), "a time is written like T22:15, T22:15:30Z or T22:15+03:00"),
    (re.compile(r"-?[0-9]{3}$"), "a year has four digits, as in 0476; the decade of the 2010s is 201X"),
    (re.compile(r"-?[0-9]{5,}$"), "a year of more than four digits is written with Y, as in Y12345"),
)


def _unreadable(text: str, start: int, end: int) -> DateError:
    stops = [notation.stop(text, start, end) for notation in NOTATIONS]
    furthest = max(at for at, _ in stops)
    for pattern, hint in _HINTS:
        match = pattern.match(text, start, end)
        if match is not None:
            return refusal(text, match.start(1) if pattern.groups else furthest, hint)
    if furthest == start:
        return refusal(text, start, "no date starts like this; write one like 2024-12-07, 2024-12, 2024 or Y-65E6")
    expected = dict.fromkeys(what for at, what in stops if at == furthest)
    if "" in expected:
        return refusal(text, furthest, "the date ends here, and this does not belong to it")
    return refusal(text, furthest, f"{' or '.join(expected)} is expected here")
