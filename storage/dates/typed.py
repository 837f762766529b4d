"""What someone may mean by a date while typing it: one reading, several to choose from, or what is wrong where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from storage.dates.display import display
from storage.dates.folding import Word, bare_words, folded, words_in
from storage.dates.model import Grain, Kind, Part
from storage.dates.parsing import parse
from storage.dates.typed_numbers import DAY_FIRST, MONTH_FIRST, YEAR_FIRST, short_range, spelled, variants
from storage.dates.typed_problems import Trouble, is_begun, unknown_word, unreadable, wrong_weekday
from storage.dates.typed_reader import TypedReader
from storage.dates.typed_vague import day_number
from storage.dates.words import LONGEST
from storage.errors import DateError

_MOST_READINGS = 6
# Any day will do to find out whether a text only lacks one; this one has all of February.
_SOME_DAY = "2024-03-31"
# Halves and quarters of a year, and years ago, are said in full.
_SAYS_ALL = re.compile(r"-?\d{4}-(?:2[1-9]|3\d|4[01])[~?%]?|Y-\d+(?:E\d+)?[~?%]?")
_YEARS_OR_SEASON = re.compile(r"(\d{4})-(2[1-9]|3\d|4[01])")
_BARE_HOUR = re.compile(r"(?<![\d:.])\d{1,2} ?(?:[ap]\.?m\b|uhr|h\b)(?! ?\d)|\bnoon\b")
# "By", "or later" and "unknown start" are all that these words say, and EDTF says that too.
_SAID_BY_EDTF = re.compile(
    r"\bnot? (?:later|earlier) than\b|\b(?:not|or) (?:before|after|earlier|later)\b|\bunknown (?:start|end)\b"
    r"|\bmas tarde\b|\bдо н\b|\bдо .* включно\b|\bاو بعد ذلك\b"
)
_AND_IN_ARABIC = "و"
_STRETCH = re.compile(r"\[[^,.]+\.\.[^,.]+\]")
_SAYS_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|між|проміжку|بين)\b|…|\.\.")
_ABOUT_AGO = re.compile(r"\d[\d,. ]* (?!m|b).*\bago\b")


class Order(StrEnum):
    """Which of the first two figures of 8/12/2024 is the day; ASK shows both readings."""

    ASK = "ask"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a story's author writes dates.

    `century_from` is the first year that two digits can mean (1930: "24" is 2024 and "45" is 1945), None to ask.
    `basis` is the EDTF date that a relative phrase ("Saturday", "yesterday") counts from, "" where none is known.
    """

    locale: str = "en"
    order: Order = Order.ASK
    century_from: int | None = None
    basis: str = ""
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a text can mean: a date in EDTF, and the words that tell it from the others.

    `phrase` is what is kept of the source's words where the date alone does not say them, with the `basis` they
    were resolved against; both may be empty.
    """

    edtf: str
    words: str
    phrase: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a text was read as: one reading, several (the author chooses), or none.

    Without one, `problem` is a sentence and `start`:`end` the characters it is about; `needs_basis` tells that
    a relative phrase was understood and only lacks a day to count from, `unfinished` that the last word is the
    beginning of one that would be understood.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    problem: str = ""
    start: int = 0
    end: int = 0
    needs_basis: bool = False
    unfinished: bool = False

    @property
    def edtf(self) -> str:
        """Return the date in EDTF where there is just one reading, else ""."""
        return self.readings[0].edtf if len(self.readings) == 1 else ""


def words_read_as(edtf: str, habits: Habits, *, short: bool = False) -> str:
    """Return a date in words that are read as this very date again, or its notation where there are none."""
    try:
        words = display(edtf, habits.locale, short=short) if edtf else ""
    except DateError:
        return edtf
    return words if read_typed(words, habits).edtf == edtf else edtf


def century_until(year: int) -> int:
    """Return the first of the hundred years that end with this one: what two digits can mean."""
    return year - 99


def read_typed(text: str, habits: Habits = Habits()) -> Typed:
    """Read what was typed; never raises for what is typed."""
    if not text.strip():
        return Typed(text, problem="There is no date here yet.", end=len(text))
    if len(text) > LONGEST:
        return Typed(
            text, problem=f"A date has at most {LONGEST} characters, and this has {len(text):,}.", end=len(text)
        )
    return _exact(text, habits) or _Reading(text, habits).typed()


def warm_up(locale: str) -> None:
    """Load a locale's words, which takes a tenth of a second: in a thread, before somebody types."""
    TypedReader.of(locale)


def _exact(text: str, habits: Habits) -> Typed | None:
    """Read a date in EDTF."""
    edtf = text.strip()
    try:
        readings = [_reading(edtf, habits)]
    except DateError:
        return None
    years = _YEARS_OR_SEASON.fullmatch(edtf)
    if years is not None and int(years[2]) > int(years[1]) % 100:
        # "1921-24" is EDTF for a winter, and what people write for four years.
        readings.append(_reading(f"{years[1]}/{years[1][:2]}{years[2]}", habits))
    return Typed(text, tuple(readings))


def _reading(edtf: str, habits: Habits, phrase: str = "", basis: str = "") -> Reading:
    return Reading(edtf, display(parse(edtf), habits.locale), phrase, basis)


class _Reading:
    """Reads one text with the habits of its author."""

    def __init__(self, text: str, habits: Habits) -> None:
        self._text = text
        self._habits = habits
        self._by = TypedReader.of(habits.locale)
        self._words = words_in(text)
        self._folded = spelled(folded(text))
        self._all = tuple(self._texts(self._folded))

    def typed(self) -> Typed:
        """Return what the text was read as."""
        unknown = next((word for word in self._words if not self._is_known(word)), None)
        if unknown is not None:
            return self._problem(unknown_word(self._text, unknown, self._by.words))
        readings = self._readings(self._absolute())
        if readings:
            return Typed(self._text, readings)
        return self._dated() or self._counted()

    def _is_known(self, word: Word) -> bool:
        # Letters of an abbreviation stand apart in the table: "l'année", "p.m.".
        known = self._by.words
        return all(part in known or part.removeprefix(_AND_IN_ARABIC) in known for part in bare_words(word.text))

    def _problem(self, trouble: Trouble) -> Typed:
        return Typed(
            self._text, problem=trouble.sentence, start=trouble.start, end=trouble.end, unfinished=trouble.unfinished
        )

    def _texts(self, text: str) -> Iterator[str]:
        order, asks = self._habits.order, self._habits.order is Order.ASK
        usual = (MONTH_FIRST, DAY_FIRST) if self._by.reader.points.month_first else (DAY_FIRST, MONTH_FIRST)
        orders = (*usual, YEAR_FIRST) if asks else (_ORDERS[order],)
        yield from variants(text, orders, self._habits.century_from, self._by.two_digits)

    def _absolute(self) -> Iterator[str]:
        """Yield the EDTF of what the text says without a day to count from."""
        found = False
        for each in self._all:
            edtf = self._read(each)
            found = found or bool(edtf)
            yield edtf
        if not found:
            yield from (self._read(short_range(each)) for each in self._all)

    def _read(self, text: str) -> str:
        try:
            edtf = self._by.reader.read(text)
            return parse(edtf).text if edtf else ""
        except DateError:
            return ""

    def _readings(self, texts: Iterable[str], basis: str = "") -> tuple[Reading, ...]:
        found = list(dict.fromkeys(filter(None, texts)))[:_MOST_READINGS]
        return tuple(_reading(edtf, self._habits, self._phrase(edtf, basis), basis) for edtf in found)

    def _phrase(self, edtf: str, basis: str) -> str:
        """Return the words as typed where the date alone does not say them."""
        plain = folded(self._text)
        said = set(bare_words(_SAID_BY_EDTF.sub(" ", plain)))
        keeps: object = (self._by.keeps(said) and not _SAYS_ALL.fullmatch(edtf)) or _BARE_HOUR.search(plain)
        if not keeps:
            in_figures = edtf.endswith("~") and _ABOUT_AGO.search(self._folded)
            keeps = in_figures or (_STRETCH.fullmatch(edtf) and not _SAYS_BETWEEN.search(plain))
        return self._text.strip() if basis or keeps else ""

    # What needs a day beside it

    def _dated(self) -> Typed | None:
        """Read "Saturday 7 Dec 2024", and check that it was one."""
        weekdays = self._by.relatives.weekday
        found = [self._by.relatives.weekdays[match[1]] for match in weekdays.finditer(self._folded)]
        if not found:
            return None
        stripped = " ".join(weekdays.sub(" ", self._folded).replace("( )", " ").split()).strip(", ")
        readings = self._readings(filter(None, map(self._read, self._texts(stripped))))
        if not readings:
            return None
        fitting = tuple(each for each in readings if _falls_on(each.edtf, found))
        if fitting:
            return Typed(self._text, fitting)
        return self._problem(wrong_weekday(self._text, self._words, self._by.relatives.weekdays, readings[0]))

    def _counted(self) -> Typed:
        """Read relative words, counted from the day that the habits have."""
        basis = self._habits.basis
        readings = self._readings(self._from_day(basis), basis) if _is_day(basis) else ()
        if readings:
            return Typed(self._text, readings)
        if not _is_day(basis) and any(self._from_day(_SOME_DAY)):
            sentence = f"“{self._text.strip()}” needs a day to count from, such as the day it was written."
            return Typed(self._text, problem=sentence, end=len(self._text), needs_basis=True)
        trouble = unreadable(self._text, self._words, self._by.reader.points.months, self._reads)
        return self._problem(replace(trouble, unfinished=is_begun(self._text, self._words, self._by.words)))

    def _from_day(self, basis: str) -> Iterator[str]:
        number = day_number(basis)
        for text in self._all:
            for each in self._by.relatives.texts(text, number):
                edtf = self._read(each)
                if edtf:
                    yield edtf

    def _reads(self, text: str) -> bool:
        folded_text = spelled(folded(text))
        return any(self._read(each) for each in self._texts(folded_text))


_ORDERS = {Order.DAY_FIRST: DAY_FIRST, Order.MONTH_FIRST: MONTH_FIRST}


def _is_day(edtf: str) -> bool:
    """Tell whether there is a day, or a time of one, that can be counted from."""
    try:
        date = parse(edtf) if edtf else None
    except DateError:
        return False
    part = date.parts[0] if date is not None and date.kind is Kind.DATE else None
    return isinstance(part, Part) and part.grain >= Grain.DAY and not part.mask


def _falls_on(edtf: str, weekdays: list[int]) -> bool:
    """Tell whether the days of a date, in their order, are such weekdays."""
    days = re.findall(r"-?\d{4}-\d\d-\d\d", edtf)
    if not days or len(weekdays) > len(days):
        return False
    pairs = zip(days, weekdays, strict=False)
    return all((day_number(day) + 3) % 7 == weekday for day, weekday in pairs)
