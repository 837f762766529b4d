"""Relative words ("Saturday", "two days later", "7 Dec" without a year), counted from a day.

Works on folded text: each phrase is replaced by a date in EDTF, which the reader of dates then finds in its place
("since Saturday" → "since 2024-12-07"). Where a phrase points both ways, there are two texts, the earlier one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from storage.dates.calendar import civil_from_days, days_from_civil, days_in_month
from storage.dates.folding import folded
from storage.dates.names import Names
from storage.dates.speech import Speech
from storage.dates.typed_vague import day_text, year_text

_THURSDAY = 3  # 1970-01-01; Monday is 0.
_MOST_TEXTS = 8
# A day without its year is the nearest one if the other is much further away.
_NEAR_DAYS = 120
_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"
_CLOCK_ALONE = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:utc|gmt|z)?(?:[+-]\d{1,2}(?::\d{2})?)?)?")
_SEASONS = {"spring": (3, 21), "summer": (6, 22), "autumn": (9, 23), "fall": (9, 23), "winter": (12, 24)}

Answer = Callable[[re.Match[str], int], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Relatives:
    """The relative phrases of a locale, and English, with what each means on a day."""

    rules: tuple[tuple[re.Pattern[str], Answer], ...]
    weekday: re.Pattern[str]
    weekdays: dict[str, int]

    @staticmethod
    def build(names: tuple[Names, ...], speeches: list[Speech], months: dict[str, int], month: str) -> Relatives:
        """Collect the phrases, the longest first."""
        weekdays = {
            folded(name).rstrip("."): number
            for each in names
            for texts in (each.weekdays, each.long_weekdays)
            for number, name in enumerate(texts)
        }
        name = "(" + "|".join(re.escape(word) for word in sorted(weekdays, key=len, reverse=True)) + r")\.?"
        rules = [*_fixed(speeches), *_counted(speeches), *_by_weekday(speeches, name, weekdays)]
        rules += [*_by_season(), *_by_month(months, month)]
        return Relatives(tuple(rules), re.compile(rf"{_EDGE}{name}{_END},?\s*"), weekdays)

    def texts(self, text: str, basis: int) -> list[str]:
        """Return the texts with dates in place of relative phrases; none where there is no such phrase."""
        if _CLOCK_ALONE.fullmatch(text):
            return [f"{day_text(basis)} {text}"]
        texts, found = [text], False
        for pattern, answer in self.rules:
            if not pattern.search(text):
                # Answers are figures and plain English: they bring no phrase that was not there before.
                continue
            found = True
            texts = [answered for each in texts for answered in _answered(each, pattern, answer, basis)][:_MOST_TEXTS]
        return texts if found else []


def _answered(text: str, pattern: re.Pattern[str], answer: Answer, basis: int) -> list[str]:
    """Return the text with each of the answers in the place of the phrases that a pattern finds."""
    match = pattern.search(text)
    count = len(answer(match, basis)) if match else 1
    return [pattern.sub(partial(_nth_answer, answer, basis, number), text) for number in range(count)]


def _nth_answer(answer: Answer, basis: int, number: int, match: re.Match[str]) -> str:
    answers = answer(match, basis)
    return answers[min(number, len(answers) - 1)] if answers else match[0]


def _phrase(template: str, gap: str = "") -> re.Pattern[str]:
    words = re.escape(folded(template)).replace(r"\{\}", gap).replace(r"\ ", r"\s+")
    return re.compile(f"{_EDGE}(?:the )?{words}{_END}")


def _fixed(speeches: list[Speech]) -> Iterator[tuple[re.Pattern[str], Answer]]:
    moments = [moment for speech in speeches for moment in speech.moments]
    for text, days, part in sorted(moments, key=lambda moment: -len(moment[0])):
        yield _phrase(text), partial(_moment, days, part)
    spans = [span for speech in speeches for span in speech.spans]
    for text, unit, step in sorted(spans, key=lambda span: -len(span[0])):
        yield _phrase(text), partial(_span, unit, step)


def _counted(speeches: list[Speech]) -> Iterator[tuple[re.Pattern[str], Answer]]:
    for speech in speeches:
        for template, unit, sign in speech.counts:
            yield _phrase(template, r"(\d{1,3})"), partial(_count, unit, sign)
    days = [day for speech in speeches for day in speech.days]
    for text, count in sorted(days, key=lambda day: -len(day[0])):
        yield _phrase(text), partial(_day, count)


def _moment(days: int, part: str, _: re.Match[str], basis: int) -> tuple[str, ...]:
    return (f"{day_text(basis + days)} {part}",)


def _day(days: int, _: re.Match[str], basis: int) -> tuple[str, ...]:
    return (day_text(basis + days),)


def _count(unit: str, sign: int, match: re.Match[str], basis: int) -> tuple[str, ...]:
    return (_counted_from(basis, unit, sign * int(match[1])),)


def _counted_from(basis: int, unit: str, count: int) -> str:
    """Count units from a day. Only days are exact: "two weeks ago" is about that day, "a year ago" about that year."""
    if unit == "day":
        return day_text(basis + count)
    if unit == "week":
        return f"about {day_text(basis + 7 * count)}"
    year, month, _ = civil_from_days(basis)
    if unit == "month":
        year, month = year + (month - 1 + count) // 12, (month - 1 + count) % 12 + 1
        return f"about {year_text(year)}-{month:02d}"
    return f"about {year_text(year + count * (10 if unit == 'decade' else 1))}"


def _span(unit: str, step: int, _: re.Match[str], basis: int) -> tuple[str, ...]:
    year, month = civil_from_days(basis)[:2]
    if unit == "year":
        return (year_text(year + step),)
    if unit == "month":
        whole = year * 12 + month - 1 + step
        return (f"{year_text(whole // 12)}-{whole % 12 + 1:02d}",)
    monday = basis - weekday_of(basis)
    if unit == "week":
        return (_between(monday + 7 * step, 7),)
    if weekday_of(basis) >= 5:
        return (_between(monday + 5 + 7 * step, 2),)
    before, after = _between(monday - 2, 2), _between(monday + 5, 2)
    return (before,) if step < 0 else (after,) if step > 0 else (before, after)


def _between(first: int, days: int) -> str:
    return f"between {day_text(first)} and {day_text(first + days - 1)}"


def _by_weekday(
    speeches: list[Speech], name: str, weekdays: dict[str, int]
) -> Iterator[tuple[re.Pattern[str], Answer]]:
    modes = [mode for speech in speeches for mode in speech.weekdays]
    for template, mode in (*sorted(modes, key=lambda mode: -len(mode[0])), ("{}", "")):
        yield _phrase(template, name), partial(_weekday, mode, weekdays)


def _weekday(mode: str, weekdays: dict[str, int], match: re.Match[str], basis: int) -> tuple[str, ...]:
    """Find a weekday: by itself it is the last one up to the day itself, as newspapers have it."""
    wanted = weekdays[match[1]]
    on_or_before = basis - (weekday_of(basis) - wanted) % 7
    before = basis - 1 - (weekday_of(basis) - 1 - wanted) % 7
    after = before + 7 if before + 7 > basis else before + 14
    if mode == "last":
        days = [before]
    elif mode == "coming":
        days = [after]
    elif mode == "next":
        # Late in a week "next Friday" is that of the week to come; early in it, people differ.
        days = [after, after + 7] if wanted > weekday_of(basis) else [after]
    elif mode == "this":
        days = [basis] if on_or_before == basis else [before, after]
    else:
        days = [on_or_before]
    return tuple(day_text(day) for day in days)


def weekday_of(day: int) -> int:
    """Return the weekday of a count of days from 1970-01-01, Monday as 0."""
    return (day + _THURSDAY) % 7


def _by_season() -> Iterator[tuple[re.Pattern[str], Answer]]:
    pattern = re.compile(rf"{_EDGE}(?:the )?(last|this|next|past|coming)\s+({'|'.join(_SEASONS)}){_END}")

    def answer(match: re.Match[str], basis: int) -> tuple[str, ...]:
        first_month, code = _SEASONS[match[2]]
        year = civil_from_days(basis)[0]
        years = range(year - 2, year + 3)
        starts = [(each, days_from_civil(each, first_month, 1)) for each in years]
        if match[1] in ("last", "past"):
            found = [each for each, start in starts if start + 92 <= basis][-1:]
        elif match[1] == "this":
            found = [each for each, start in starts if start <= basis < start + 92] or [year]
        else:
            found = [each for each, start in starts if start > basis][:1]
        return tuple(f"{year_text(each)}-{code}" for each in found)

    yield pattern, answer


def _by_month(months: dict[str, int], month: str) -> Iterator[tuple[re.Pattern[str], Answer]]:
    """Give a month or a day the year that it lacks."""
    day = r"(?>\s\d{1,2}(?:st|nd|rd|th)?(?![\d:]))"
    no_year = r"(?!\d)(?!\.?,?\s*(?:of\s+)?(?:'?\d{3,}|'\d\d|\d{1,4}\s(?:bc|ad|bce|ce)\b))"
    named = re.compile(
        rf"(?<!\d{{4}} )(?<!\d{{4}}-){_EDGE}(?:(?P<which>last|this|next|past|coming)\s+)?"
        rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:of\s+|de\s+)?)?"
        rf"(?P<month>{month}){_END}(?P<days>(?>{day}(?:\s*[–-]\s*\d{{1,2}}(?:st|nd|rd|th)?)?)?){no_year}"
    )

    def answer(match: re.Match[str], basis: int) -> tuple[str, ...]:
        number = months[match["month"].rstrip(".")]
        digits = match["before"] or (re.findall(r"\d+", match["days"]) or [""])[0]
        years = _years_near(basis, number, int(digits or 0), match["which"] or "")
        text = match[0].removeprefix(match["which"] or "").strip()
        return tuple(f"{text} {year_text(year)}" for year in years)

    yield named, answer


def _years_near(basis: int, month: int, day: int, which: str) -> list[int]:
    """Find the years in which a month, or a day of it, lies nearest to a day."""
    here = civil_from_days(basis)
    found = []
    for year in range(here[0] - 8, here[0] + 9):
        if day <= days_in_month(year, month):
            first = days_from_civil(year, month, day or 1)
            last = first if day else first + days_in_month(year, month) - 1
            found.append((year, first, last))
    past = [year for year, _, last in found if last < basis][-1:]
    now = [year for year, first, last in found if first <= basis <= last]
    future = [year for year, first, _ in found if first > basis][:1]
    if which in ("last", "past"):
        return past
    if which in ("next", "coming"):
        return future
    if which == "this":
        return [here[0]]
    if now:
        return now
    far = {year: basis - last if last < basis else first - basis for year, first, last in found}
    near = sorted((*past, *future), key=lambda year: far[year])
    return near[:1] if near and far[near[0]] <= _NEAR_DAYS < far[near[-1]] else sorted(near)
