"""Figures in a text that someone typed, written out so that they can be read: clocks, 8/12/24, '63, number words.

Works on folded text. What can be taken more than one way gives several texts, the likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from storage.dates.calendar import days_in_month

YearReader = Callable[[str], str]
DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"

_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|o)?"
_HALVES = re.compile(r"(?<![\d:.,])(\d{1,2})(?:[:.](\d{2})(?::(\d{2}))?)? ?([ap])\.?m\b\.?")
_UHR = re.compile(
    r"(?<![\d:.,])(\d{1,2})[.:](\d{2}) ?(?:uhr|hrs|h)\b|(?<![\d:.,])(\d{1,2}) ?(?:uhr|h)(?: ?(\d{2}))?\b(?!:)"
)
_AT_DOTTED = re.compile(r"\b(at|um|a|alle) (\d{1,2})\.(\d{2})\b(?![.\d])")
_MILITARY = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d) ?(?:hrs|hours)\b")
_NOON = re.compile(r"\b(?:12 )?noon\b")
_SMALL_ZONE = re.compile(r"(?<=\d) ?\(?(utc|gmt)\)? ?([+-]) ?(\d{1,2})(?::?(\d{2}))?\)?(?!\d)")
_PLAIN_OFFSET = re.compile(r"(:\d{2}) ?([+-]\d{2})(\d{2})\b")
_AT_CLOCK = re.compile(r",? (?:at|um|gegen|a las|a la|a|o|ob|о|об|alle|الساعة|في الساعة) (?=\d{1,2}:\d{2})")
_ZONE = r"(?: ?\(?(?:utc|gmt|z)?(?:[+-]\d{1,2}(?::\d{2})?)?\)?)?"
_CLOCK_FIRST = re.compile(
    rf"(?:(?:at|um|a las|a|о|об|الساعة) )?(\d{{1,2}}:\d{{2}}(?::\d{{2}})?{_ZONE})"
    r",? (?:on |of |am |le |el |del )?(?![–-])(.*(?:\d|[^\W\d_]{3}).*)"
)
_UNITS = (
    *(
        "days?",
        "weeks?",
        "months?",
        "years?",
        "decades?",
        "hundred",
        "thousand",
        "million",
        "billion",
        "tage?n?",
        "wochen?",
    ),
    *("monate?n?", "jahre?n?", "jours?", "semaines?", "mois", "ans?", "annees?", "dias?", "semanas?", "mes", "meses"),
    *("anos?", "дн[іиів]*", "день", "тижн\\w*", "тиждень", "місяц\\w*", "рок\\w*", "рік", "ден\\w*"),
)
_UNIT_AHEAD = rf"(?=(?:{'|'.join(_UNITS)})\b)"
_CARDINALS: dict[int, str] = {
    1: "a|an|one|ein|eine|einem|einer|un|une|una|uno|один|одна|одну",
    2: "two|a couple of|couple of|zwei|deux|dos|два|дві",
    3: "three|drei|trois|tres|три",
    4: "four|vier|quatre|cuatro|чотири",
    5: "five|funf|cinq|cinco|пять|п'ять",
    6: "six|sechs|seis|шість",
    7: "seven|sieben|sept|siete|сім",
    8: "eight|acht|huit|ocho|вісім",
    9: "nine|neun|neuf|nueve|девять|дев'ять",
    10: "ten|zehn|dix|diez|десять",
    11: "eleven|elf|onze|once",
    12: "twelve|zwolf|douze|doce",
}
CARDINALS = {word: number for number, words in _CARDINALS.items() for word in words.split("|")}
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth|"
    "twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first"
)
ORDINALS = {word: number for number, word in enumerate(_ORDINALS.split("|"), 1)}
_TENS = "twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties"
DECADES = {word: 10 * number for number, word in enumerate(_TENS.split("|"), 2)}
_CARDINAL = re.compile(rf"\b({'|'.join(sorted(CARDINALS, key=len, reverse=True))}) {_UNIT_AHEAD}")
_ORDINAL_WORD = re.compile(
    rf"\b({'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?= centur| cent| of (?!the\b)[^\W\d_]+(?: \d| of))"
)
_DECADE_WORD = re.compile(rf"\b(?:(nineteen|eighteen|seventeen)[ -])?({'|'.join(DECADES)})\b")
_TWO_PARTS = re.compile(r"\b(early|mid) ?(?:to|or|-|–) ?(mid|late)[ -]")
_HUNDREDS = {"nineteen": "19", "eighteen": "18", "seventeen": "17"}

_SLASHED = re.compile(r"(?<![\d/.:,-])(\d{1,2})([/.-])(\d{1,2})\2('?\d{2}|\d{4})(?![\d/:]|[.-]\d)")
_YEAR_MONTH_DAY = re.compile(r"(?<![\d/.:,-])(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?![\d/:]|[.-]\d)")
_COMPACT = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])([0-3]\d)")
_MONTH_YEAR = re.compile(r"(?<![\d/.:,–-])(0?[1-9]|1[0-2])[/.](\d{4})(?![\d/.:–-])")
_SHORT_RANGE = re.compile(r"(?<![\d/.:–-])(\d{4}) ?([–/-]) ?(\d{2})(?![\d–/:.-])")
_SHORT_DECADE = re.compile(r"(?<!\d)'?(\d0)'?s\b")
_ROUND_HUNDRED = re.compile(r"\b(\d\d)00'?s\b")
_SEASON_YEAR = re.compile(r"\b(spring|summer|autumn|fall|winter) (?:of )?'?(\d\d)(?:[–/-]\d\d)?(?![\d:])")


@dataclass(frozen=True, slots=True)
class TwoDigits:
    """Where a month stands, years of two digits are looked for after it; `eras` are the words that forbid it."""

    after_day: re.Pattern[str]
    after_month: re.Pattern[str]
    apostrophe: re.Pattern[str]

    @staticmethod
    def build(month: str, eras: tuple[str, ...]) -> TwoDigits:
        """Make the patterns from that of a month."""
        # "7 Dec 44 BC" has a year of two digits that means just that.
        stop = rf"(?![\d:.–/-]\d|\d| ?(?:{'|'.join(map(re.escape, eras))})| \d{{3}})"
        return TwoDigits(
            re.compile(rf"(?<!\d)(\d{{1,2}}{_ORDINAL} (?:of |de |del )?{month},? )'?(\d\d){stop}"),
            re.compile(rf"\b({month} \d{{1,2}}{_ORDINAL},? )'?(\d\d){stop}"),
            re.compile(rf"\b({month},? )(?:'(\d\d)|(3[2-9]|[4-9]\d)){stop}"),
        )


def spelled(text: str) -> str:
    """Write clocks as 18:30 behind the day, and number words in figures."""
    if re.search(r"\d", text) or "noon" in text:
        text = _clocks(text)
    text = _TWO_PARTS.sub(r"\1-to-\2 ", text)
    text = _CARDINAL.sub(lambda match: f"{CARDINALS[match[1]]} ", text)
    text = _ORDINAL_WORD.sub(lambda match: f"{ORDINALS[match[1]]}th", text)
    return _DECADE_WORD.sub(lambda match: f"{_HUNDREDS.get(match[1] or '', '')}{DECADES[match[2]]}s", text)


def _clocks(text: str) -> str:
    text = _NOON.sub("12:00", text)
    text = _HALVES.sub(_half, text)
    text = _UHR.sub(lambda match: f"{match[1] or match[3]}:{match[2] or match[4] or '00'}", text)
    text = _AT_DOTTED.sub(r"\1 \2:\3", text)
    text = _MILITARY.sub(r"\1:\2", text)
    if ":" not in text:
        return text
    text = _SMALL_ZONE.sub(lambda match: f" {match[1]}{match[2]}{match[3]}:{match[4] or '00'}", text)
    text = _PLAIN_OFFSET.sub(r"\1\2:\3", text)
    text = _AT_CLOCK.sub(" ", text)
    first = _CLOCK_FIRST.fullmatch(text)
    return f"{first[2]} {first[1]}" if first else text


def _half(match: re.Match[str]) -> str:
    hour = int(match[1])
    if not 1 <= hour <= 12:
        return match[0]
    hour = hour % 12 + (12 if match[4] == "p" else 0)
    return f"{hour:02d}:{match[2] or '00'}" + (f":{match[3]}" if match[3] else "")


def variants(text: str, orders: tuple[str, ...], century_from: int | None, months: TwoDigits) -> Iterator[str]:
    """Yield the texts that a text with ambiguous figures can stand for, the likeliest first."""
    if not re.search(r"\d", text):
        yield text
        return
    text = _YEAR_MONTH_DAY.sub(_year_first, text)
    compact = _COMPACT.fullmatch(text)
    text = f"{compact[1]}-{compact[2]}-{compact[3]}" if compact else text
    text = _MONTH_YEAR.sub(lambda match: f"{match[2]}-{int(match[1]):02d}", text)
    seen: set[str] = set()
    choices = product(orders, range(2 if century_from is None else 1), range(2 if _ROUND_HUNDRED.search(text) else 1))
    for order, century, as_century in choices:
        each = _written_out(text, order, _year_reader(century_from, century), months, as_century=bool(as_century))
        if each not in seen:
            seen.add(each)
            yield each


def _written_out(text: str, order: str, year: YearReader, months: TwoDigits, *, as_century: bool) -> str:
    text = _SLASHED.sub(_slashed(order, year), text)
    for pattern in (months.after_day, months.after_month, months.apostrophe, _SEASON_YEAR):
        text = pattern.sub(lambda match: f"{match[1]} {year(match[match.lastindex or 0])}", text)
    text = _SHORT_DECADE.sub(lambda match: f"{year(match[1])}s", text)
    return _ROUND_HUNDRED.sub(lambda match: f"{int(match[1]) + 1}th century", text) if as_century else text


def short_range(text: str) -> str:
    """Write out the second year of "1914–18"; the text itself where there is none."""
    return _SHORT_RANGE.sub(_two_years, text)


def _two_years(match: re.Match[str]) -> str:
    year, end = int(match[1]), int(match[3])
    return f"{year}–{match[1][:2]}{match[3]}" if end > year % 100 else match[0]


def _year_reader(century_from: int | None, century: int) -> YearReader:
    """Return what reads a year of two (or four) digits: in the hundred years of the habit, or by turns 20… and 19…"""

    def year(digits: str) -> str:
        digits = digits.lstrip("'")
        if len(digits) != 2:
            return digits
        if century_from is None:
            return f"{(20, 19)[century]}{digits}"
        return f"{century_from + (int(digits) - century_from) % 100:04d}"

    return year


def _slashed(order: str, year: YearReader) -> Callable[[re.Match[str]], str]:
    def write(match: re.Match[str]) -> str:
        first, separator, second, last = int(match[1]), match[2], int(match[3]), match[4]
        if order == YEAR_FIRST and separator == "-" and len(last) == 2:
            whole, month, day = year(match[1].zfill(2)), second, int(last)
        else:
            # With dots the day comes first wherever dots are usual.
            day_first = second <= 12 and (separator == "." or first > 12 or order != MONTH_FIRST)
            month, day = (second, first) if day_first else (first, second)
            whole = year(last)
        if not 1 <= month <= 12 or not 1 <= day <= days_in_month(int(whole), month):
            return match[0]
        return f"{whole}-{month:02d}-{day:02d}"

    return write


def _year_first(match: re.Match[str]) -> str:
    return f"{match[1]}-{int(match[3]):02d}-{int(match[4]):02d}"
