"""What is wrong with a typed date, in a sentence, and which characters it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol

from storage.dates.calendar import days_in_month
from storage.dates.folding import Word
from storage.dates.quoting import quoted
from storage.dates.typed_vague import day_number

_EXAMPLES = "7 Dec 2024, Dec 2024, spring 1848, 44 BC or 66 million years ago"
_ZONE_NAMES = "est edt cst cdt mst mdt pst pdt cet cest eet eest wet west bst ist msk jst aest aedt sast trt hkt sgt"
_ZONES = frozenset(_ZONE_NAMES.split())
_LEAST_SUGGESTED = 3
_MOST_TRIED = 8
_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS = tuple(_MONTH_NAMES.split())
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


_LONGEST_COMPARED = 30
_FIGURES = re.compile(
    r"(?<![\d/.:-])(?:(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<last>\d{4}|\d{2}))(?!\d)"
)
_CLOCK = re.compile(r"(?<![\d:.+-])(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2}))?(?!\d)")
_HALF_DAY = re.compile(r"(?<![\d:.])(?P<h>\d{1,2})(?:[:.]\d{2})? ?[ap]\.?m\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A sentence, and where the characters stand that it is about."""

    sentence: str
    start: int
    end: int
    unfinished: bool = False


class _Dated(Protocol):
    @property
    def edtf(self) -> str: ...

    @property
    def words(self) -> str: ...


def unknown_word(text: str, word: Word, known: Mapping[str, str]) -> Trouble:
    """Say which word is not understood, and which one may be meant."""
    shown = _named(text[word.start : word.end])
    if word.text in _ZONES:
        sentence = f"{shown} is a time zone of more than one place; write the offset, such as UTC-5."
        return Trouble(sentence, word.start, word.end)
    begun = [each for each in known if each.startswith(word.text)] if len(word.text) < 12 else []
    if begun and word.end == len(text.rstrip()):
        return Trouble(f"{shown} is not a word of a date yet.", word.start, word.end, unfinished=True)
    likely = _likely(word.text, known)
    question = f"; do you mean “{likely}”?" if likely else "."
    return Trouble(f"{shown} is not understood in a date{question}", word.start, word.end)


def _likely(word: str, known: Mapping[str, str]) -> str:
    if not _LEAST_SUGGESTED <= len(word) <= _LONGEST_COMPARED:
        return ""
    near = [each for each in known if len(each) >= _LEAST_SUGGESTED and abs(len(each) - len(word)) <= 3]
    found = get_close_matches(word, near, 1, 0.75)
    return known[found[0]] if found else ""


def unreadable(text: str, words: Sequence[Word], months: Mapping[str, int], reads: Callable[[str], bool]) -> Trouble:
    """Say what is wrong with a text of which every word is known."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in text)
    numbers = [Number(match[0], match.start(), match.end()) for match in re.finditer(r"[0-9]+", plain)]
    checks = (
        _controls(text),
        _no_such_day(words, numbers, months),
        _no_such_figures(plain),
        _no_such_clock(plain),
        _short_year(plain),
    )
    found = next((trouble for check in checks for trouble in check), None)
    return found or _left_over(text, reads) or _nothing(text)


@dataclass(frozen=True, slots=True)
class Number:
    """Figures in a text, and where they stand."""

    text: str
    start: int
    end: int


def _controls(text: str) -> Iterator[Trouble]:
    for place, char in enumerate(text):
        if not char.isprintable() and not char.isspace():
            yield Trouble(f"U+{ord(char):04X} is a control character, and no part of a date.", place, place + 1)


def _no_such_day(words: Sequence[Word], numbers: Sequence[Number], months: Mapping[str, int]) -> Iterator[Trouble]:
    """Find "31 Feb 2024"."""
    for word in words:
        month = months.get(word.text)
        if month is None:
            continue
        beside = sorted(numbers, key=lambda number: min(abs(number.end - word.start), abs(number.start - word.end)))
        day = next((number for number in beside if len(number.text) <= 2), None)
        year = next((number for number in numbers if len(number.text) in (3, 4)), None)
        if day is None:
            continue
        most = days_in_month(int(year.text) if year else 2000, month)
        if not 1 <= int(day.text) <= most:
            yield _too_many_days(month, int(year.text) if year else None, most, day.start, day.end)


def _too_many_days(month: int, year: int | None, most: int, start: int, end: int) -> Trouble:
    named = (
        f"{_MONTHS[month - 1]} {year} has {most} days." if year else f"{_MONTHS[month - 1]} has {most} days at most."
    )
    return Trouble(named, start, end)


def _no_such_figures(plain: str) -> Iterator[Trouble]:
    """Find 13/13/2024, 31.2.2024 and 2024-13-01."""
    for match in _FIGURES.finditer(plain):
        year_first = match["y"] is not None
        year = int(match["y"] if year_first else match["last"])
        year += 2000 if not year_first and len(match["last"]) == 2 else 0
        first, second = ("m", "d") if year_first else ("a", "b")
        one, other = int(match[first]), int(match[second])
        if (one > 12 or one < 1) and (year_first or not 1 <= other <= 12):
            group = first if year_first else second
            yield Trouble(f"There is no month {int(match[group])}.", match.start(group), match.end(group))
            continue
        # Where either can be the day, the larger one is.
        month, day = (one, second) if year_first or one <= 12 < other else (other, first)
        most = days_in_month(year, month) if 1 <= month <= 12 else 31
        if not 1 <= int(match[day]) <= most and 1 <= month <= 12:
            yield _too_many_days(month, year, most, match.start(day), match.end(day))


def _no_such_clock(plain: str) -> Iterator[Trouble]:
    for match in _CLOCK.finditer(plain):
        for group, most, unit in (("h", 23, "hour"), ("m", 59, "minute"), ("s", 59, "second")):
            if match[group] and int(match[group]) > most:
                sentence = f"There is no {unit} {match[group]}; {unit}s go from 0 to {most}."
                yield Trouble(sentence, match.start(group), match.end(group))
    for match in _HALF_DAY.finditer(plain):
        if not 1 <= int(match["h"]) <= 12:
            yield Trouble("With am or pm, hours go from 1 to 12.", match.start("h"), match.end("h"))


def _short_year(plain: str) -> Iterator[Trouble]:
    match = re.fullmatch(r"\s*(\d{1,3})\s*", plain)
    if match is not None:
        sentence = f"A year has four digits, as in 0{match[1].zfill(3)}, or an era, as in {match[1]} AD."
        yield Trouble(sentence, match.start(1), match.end(1))


def _left_over(text: str, reads: Callable[[str], bool]) -> Trouble | None:
    """Find a date at the beginning or the end, and point at the rest."""
    words = [(match.start(), match.end()) for match in re.finditer(r"\S+", text)]
    for count in range(len(words) - 1, max(len(words) - _MOST_TRIED, 0), -1):
        head, tail = text[: words[count - 1][1]], text[words[-count][0] :]
        if reads(head):
            start, end = words[count][0], words[-1][1]
            return Trouble(f"{_named(text[start:end])} does not belong to the date {_named(head.strip())}.", start, end)
        if reads(tail):
            start, end = words[0][0], words[-count - 1][1]
            return Trouble(f"{_named(text[start:end])} does not belong to the date {_named(tail.strip())}.", start, end)
    return None


def _nothing(text: str) -> Trouble:
    stripped = text.strip()
    start = text.index(stripped)
    return Trouble(
        f"{_named(stripped)} is no date that can be read; write one like {_EXAMPLES}.", start, start + len(stripped)
    )


def wrong_weekday(text: str, words: Sequence[Word], weekdays: Mapping[str, int], reading: _Dated) -> Trouble:
    """Say which day of the week a date was."""
    days = re.findall(r"-?\d{4}-\d\d-\d\d", reading.edtf)
    named = [word for word in words if word.text in weekdays]
    if not days or not named:
        return _nothing(text)
    for day, word in zip(days, named, strict=False):
        right = (day_number(day) + 3) % 7
        if right != weekdays[word.text]:
            sentence = f"{reading.words}: that day is a {_WEEKDAYS[right]}, not a {_WEEKDAYS[weekdays[word.text]]}."
            return Trouble(sentence, word.start, word.end)
    return Trouble("These are more weekdays than days.", named[-1].start, named[-1].end)


def _named(text: str) -> str:
    return f"“{quoted(text)[1:-1]}”"
