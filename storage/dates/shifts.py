"""How far a date is to be moved: calendar months and days, and elapsed seconds; from words and back."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.dates.calendar import SECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Shift:
    """A way along the calendar: years, months and days are those of the calendar, seconds are elapsed time.

    They are taken in this order. Negative is towards the past.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    seconds: int = 0

    def __neg__(self) -> Shift:
        return Shift(-self.years, -self.months, -self.days, -self.seconds)

    def __bool__(self) -> bool:
        return self != NO_SHIFT

    @property
    def all_months(self) -> int:
        """Return years and months together, in months."""
        return 12 * self.years + self.months


NO_SHIFT = Shift()


@dataclass(frozen=True, slots=True)
class TypedShift:
    """What a text was read as; with a `problem` (a sentence), the shift is none."""

    shift: Shift = NO_SHIFT
    problem: str = ""


_YEAR, _MONTH, _DAY, _SECOND = Shift(years=1), Shift(months=1), Shift(days=1), Shift(seconds=1)
# (names of the unit, the Shift it counts in, how many of those it has)
_UNITS: tuple[tuple[str, Shift, int], ...] = (
    ("millennium millennia", _YEAR, 1000),
    ("century centuries", _YEAR, 100),
    ("decade decades", _YEAR, 10),
    ("year years yr yrs y", _YEAR, 1),
    ("month months mo mos mth mths", _MONTH, 1),
    ("fortnight fortnights", _DAY, 14),
    ("week weeks wk wks w", _DAY, 7),
    ("day days d", _DAY, 1),
    ("hour hours hr hrs h", _SECOND, 3600),
    ("minute minutes min mins", _SECOND, 60),
    ("second seconds sec secs s", _SECOND, 1),
)
_BY_NAME = {name: (unit, count) for names, unit, count in _UNITS for name in names.split()}
_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS = {"a": 1, "an": 1} | {word: number for number, word in enumerate(_SMALL, 1)}
_MULTIPLES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_AMOUNT = re.compile(
    r"\s*(?P<sign>[+\-−–])?\s*(?P<number>[0-9][0-9,_]*|[a-z]+)\s*(?:(?P<multiple>thousand|million|billion)\s+)?(?P<unit>[a-z]+)"
)
_BETWEEN = re.compile(r"\s*(?:,|and\b|&)?\s*")
_DIRECTION = re.compile(r"\s*\b(?P<way>later|forwards?|on|ahead|earlier|back|backwards?|before|ago)\s*\.?\s*$")
_BACK = ("earlier", "back", "backward", "backwards", "before", "ago")
_LONGEST = 200
_MOST_DIGITS = 12
HINT = "Write how far, like 3 days, -2 weeks, 1 month or 90 minutes."


def shift_of(text: str) -> TypedShift:
    """Read how far to move: "3 days", "-2 weeks", "1 year and 3 months earlier". Never raises for what is typed.

    A sign holds for all that follows it, until the next.
    """
    words = text[: _LONGEST + 1].strip().lower()
    if not words:
        return TypedShift(problem=HINT)
    if len(words) > _LONGEST:
        return TypedShift(problem=f"That is too long. {HINT}")
    direction = _DIRECTION.search(words)
    way = -1 if direction and direction["way"] in _BACK else 1
    end = direction.start() if direction else len(words)
    total, at, sign = NO_SHIFT, 0, 1
    while at < end:
        match = _AMOUNT.match(words, at, end)
        problem = _problem(match)
        if match is None or problem:
            return TypedShift(problem=problem)
        if match["sign"]:
            sign = 1 if match["sign"] == "+" else -1
        total = _added(total, match, way * sign)
        at = _end_of_joint(words, match.end(), end)
    return TypedShift(total) if total else TypedShift(problem=f"That moves nothing. {HINT}")


def _end_of_joint(words: str, at: int, end: int) -> int:
    joint = _BETWEEN.match(words, at, end)
    return joint.end() if joint else at


def _problem(match: re.Match[str] | None) -> str:
    if match is None:
        return HINT
    if match["unit"] == "m":
        return "“m” can be minutes or months: write min or mo."
    if match["unit"] not in _BY_NAME or (not match["number"][0].isdigit() and match["number"] not in _NUMBERS):
        return HINT
    if match["number"][0].isdigit() and len(_digits(match["number"])) > _MOST_DIGITS:
        return "That is further than any date goes."
    return ""


def _digits(number: str) -> str:
    return number.replace(",", "").replace("_", "")


def _added(total: Shift, match: re.Match[str], sign: int) -> Shift:
    unit, count = _BY_NAME[match["unit"]]
    number = match["number"]
    amount = int(_digits(number)) if number[0].isdigit() else _NUMBERS[number]
    times = sign * amount * count * _MULTIPLES.get(match["multiple"] or "", 1)
    return Shift(
        total.years + times * unit.years,
        total.months + times * unit.months,
        total.days + times * unit.days,
        total.seconds + times * unit.seconds,
    )


def shift_words(shift: Shift) -> str:
    """Write a shift in words: "1 year and 3 days later", "90 minutes earlier"."""
    parts = [(shift.years, "year"), (shift.months, "month"), (shift.days, "day"), *_clock_parts(shift.seconds)]
    parts = [(amount, noun) for amount, noun in parts if amount]
    if not parts:
        return "not at all"
    if len({amount > 0 for amount, _ in parts}) == 1:
        way = "later" if parts[0][0] > 0 else "earlier"
        return f"{_listed([_amount(abs(amount), noun) for amount, noun in parts])} {way}"
    return _listed([f"{_amount(abs(amount), noun)} {'later' if amount > 0 else 'earlier'}" for amount, noun in parts])


def _clock_parts(seconds: int) -> list[tuple[int, str]]:
    sign, size = (-1 if seconds < 0 else 1), abs(seconds)
    if size % 3600 == 0:
        return [(sign * size // 3600, "hour")]
    if size % 60 == 0:
        return [(sign * size // 60, "minute")]
    if size < SECONDS_PER_DAY:
        return [(seconds, "second")]
    return [(sign * (size // 3600), "hour"), (sign * (size % 3600), "second")]


def _amount(size: int, noun: str) -> str:
    return f"{size:,} {noun}" if size == 1 else f"{size:,} {noun}s"


def _listed(texts: list[str]) -> str:
    return " and ".join([", ".join(texts[:-1]), texts[-1]] if len(texts) > 1 else texts)
