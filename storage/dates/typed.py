"""What someone may mean by a date while typing it: one reading, several to choose from, or what is wrong where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storage.dates.display import display
from storage.dates.words import words_to_date
from storage.dates.writing import format_edtf
from storage.errors import DateError


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
    a relative phrase was understood and only lacks a day to count from.
    """

    text: str
    readings: tuple[Reading, ...] = ()
    problem: str = ""
    start: int = 0
    end: int = 0
    needs_basis: bool = False

    @property
    def edtf(self) -> str:
        """Return the date in EDTF where there is just one reading, else ""."""
        return self.readings[0].edtf if len(self.readings) == 1 else ""


def century_until(year: int) -> int:
    """Return the first of the hundred years that end with this one: what two digits can mean."""
    return year - 99


def read_typed(text: str, habits: Habits = Habits()) -> Typed:
    """Read what was typed; never raises for what is typed."""
    try:
        date = words_to_date(text, habits.locale)
    except DateError as error:
        return Typed(text, problem=str(error), end=len(text))
    return Typed(text, (Reading(format_edtf(date), display(date)),))
