"""What people type for dates, what it is read as, and what is said where it cannot be read.

`HYPOTHESIS_PROFILE=full pytest tests/storage/test_dates_typed.py` tries 10,000 random texts.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.dates import display, parse
from storage.dates.stepping import date_at
from storage.dates.typed import Habits, Order, Typed, read_typed, words_read_as
from storage.dates.typed_reader import TypedReader

BASIS = "2024-12-08"
HABITS = Habits(century_from=1947, basis=BASIS)
LOCALES = ("en", "en-US", "de", "fr", "es", "uk", "ar")


def table() -> list[tuple[str, str, str, str]]:
    """Return locale, text, EDTF of all readings, and what is kept beside it ("", "phrase" or "basis")."""
    path = Path(__file__).with_name("typed_dates.tsv")
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [(locale, text, edtf, kept) for locale, text, edtf, kept in rows]


TABLE = table()


def edtf_of(typed: Typed) -> list[str]:
    return [reading.edtf for reading in typed.readings]


@pytest.mark.parametrize(("locale", "text", "edtf", "kept"), TABLE)
def test_what_people_type_is_read(locale: str, text: str, edtf: str, kept: str) -> None:
    typed = read_typed(text, replace(HABITS, locale=locale))
    assert edtf_of(typed) == edtf.split(" | ")
    assert {reading.phrase for reading in typed.readings} == {text.strip() if kept else ""}
    assert {reading.basis for reading in typed.readings} == {BASIS if kept == "basis" else ""}


def test_the_table_is_wide() -> None:
    by_locale = {locale: sum(1 for row in TABLE if row[0] == locale) for locale in {row[0] for row in TABLE}}
    assert by_locale["en"] >= 300
    assert all(count >= 20 for count in by_locale.values()) and len(by_locale) >= 6


@pytest.mark.parametrize("short", [False, True])
@pytest.mark.parametrize(("locale", "text", "edtf", "kept"), TABLE)
def test_what_is_displayed_is_read_as_the_same_date(locale: str, text: str, edtf: str, kept: str, short: bool) -> None:
    for each in edtf.split(" | "):
        words = display(each, locale, short=short)
        again = read_typed(words, Habits(locale=locale, century_from=1947))
        assert parse(each) in [parse(reading.edtf) for reading in again.readings], words


ASK, DAY, MONTH = Order.ASK, Order.DAY_FIRST, Order.MONTH_FIRST
AMBIGUOUS = [
    ("8/12/2024", ASK, 1947, ["2024-12-08", "2024-08-12"]),
    ("8/12/2024", DAY, 1947, ["2024-12-08"]),
    ("8/12/2024", MONTH, 1947, ["2024-08-12"]),
    ("8/12/24", ASK, 1947, ["2024-12-08", "2024-08-12"]),
    ("8/12/24", ASK, None, ["2024-12-08", "1924-12-08", "2024-08-12", "1924-08-12"]),
    ("8/12/24", DAY, None, ["2024-12-08", "1924-12-08"]),
    ("8/12/24", MONTH, 1900, ["1924-08-12"]),
    ("8/8/24", ASK, 1947, ["2024-08-08"]),
    ("13/12/24", ASK, None, ["2024-12-13", "1924-12-13"]),
    ("24-12-07", ASK, 1947, ["2007-12-24", "2024-12-07"]),
    ("8-12-2024", ASK, 1947, ["2024-12-08", "2024-08-12"]),
    ("since 8/12/24", ASK, 1947, ["2024-12-08/..", "2024-08-12/.."]),
    ("8/12/24 – 9/12/24", ASK, 1947, ["2024-12-08/2024-12-09", "2024-08-12/2024-09-12"]),
    ("7 Dec 24", ASK, None, ["2024-12-07", "1924-12-07"]),
    ("7 Dec 47", ASK, 1947, ["1947-12-07"]),
    ("7 Dec 46", ASK, 1947, ["2046-12-07"]),
    ("the 90s", ASK, None, ["209X", "199X"]),
    ("the 1900s", ASK, 1947, ["190X", "19XX"]),
    ("the early 1900s", ASK, 1947, ["[1900..1903~]", "[1900..1933~]"]),
    ("1921-24", ASK, 1947, ["1921-24", "1921/1924"]),
    ("this Saturday", ASK, 1947, ["2024-12-07", "2024-12-14"]),
    ("June", ASK, 1947, ["2024-06", "2025-06"]),
]


@pytest.mark.parametrize(("text", "order", "century_from", "readings"), AMBIGUOUS)
def test_what_can_be_read_in_several_ways_gives_them_all(
    text: str, order: Order, century_from: int | None, readings: list[str]
) -> None:
    typed = read_typed(text, replace(HABITS, order=order, century_from=century_from))
    assert edtf_of(typed) == readings
    assert len({reading.words for reading in typed.readings}) == len(readings)


def test_an_american_story_offers_the_month_first() -> None:
    assert edtf_of(read_typed("8/12/2024", Habits(locale="en-US"))) == ["2024-08-12", "2024-12-08"]


REFUSED = [
    ("7 Decemberr 2024", "Decemberr", "“December”"),
    ("7 Dezembr 2024", "Dezembr", "not understood"),
    ("erly December 2024", "erly", "“early”"),
    ("31 Feb 2024", "31", "February 2024 has 29 days."),
    ("Feb 30, 2023", "30", "February 2023 has 28 days."),
    ("31 April", "31", "April has 30 days at most."),
    ("31.4.2024", "31", "April 2024 has 30 days."),
    ("13/13/2024", "13", "no month 13"),
    ("2024-13-01", "13", "no month 13"),
    ("2024-02-30", "30", "February 2024 has 29 days."),
    ("7 Dec 2024 25:00", "25", "hours go from 0 to 23"),
    ("7 Dec 2024 18:75", "75", "minutes go from 0 to 59"),
    ("7 Dec 2024 13 pm", "13", "hours go from 1 to 12"),
    ("7 Dec 2024 18:30 EST", "EST", "offset"),
    ("476", "476", "four digits"),
    ("Sunday 7 December 2024", "Sunday", "a Saturday, not a Sunday"),
    ("7 Dec 2024 December", "December", "does not belong"),
    ("hello", "hello", "not understood"),
    ("\u202e2024", "\u202e", "control character"),
    ("20\x0024", "\x00", "control character"),
    ("7 Dec 2024 \ud800", "\ud800", "control character"),
    ("", "", "no date here yet"),
    ("   ", "   ", "no date here yet"),
    ("of the", "of the", "write one like"),
]


@pytest.mark.parametrize(("text", "wrong", "words"), REFUSED)
def test_what_is_wrong_is_said_and_pointed_at(text: str, wrong: str, words: str) -> None:
    typed = read_typed(text, HABITS)
    assert typed.readings == ()
    assert words in typed.problem
    assert text[typed.start : typed.end] == wrong
    assert "\n" not in typed.problem and len(typed.problem) < 250


@pytest.mark.parametrize("text", ["7 D", "7 Dece", "sprin", "7 December 2024 or l"])
def test_a_word_that_is_being_typed_is_not_wrong_yet(text: str) -> None:
    typed = read_typed(text, HABITS)
    assert typed.unfinished and typed.problem


@pytest.mark.parametrize(
    "text", ["Saturday", "yesterday", "7 Dec", "early December", "18:30", "two days later", "since Saturday", "tonight"]
)
def test_relative_words_ask_for_a_day_to_count_from(text: str) -> None:
    for basis in ("", "2024-12", "rubbish"):
        typed = read_typed(text, replace(HABITS, basis=basis))
        assert typed.needs_basis and typed.readings == ()
        assert "needs a day to count from" in typed.problem


def test_a_day_is_counted_from_a_time_as_well() -> None:
    typed = read_typed("yesterday", replace(HABITS, basis="2024-12-08T06:20+03:00"))
    assert edtf_of(typed) == ["2024-12-07"]


def test_a_weekday_is_the_last_one_up_to_the_day_it_is_counted_from() -> None:
    assert edtf_of(read_typed("Saturday", replace(HABITS, basis="2024-12-07"))) == ["2024-12-07"]
    assert edtf_of(read_typed("Saturday", replace(HABITS, basis="2024-12-06"))) == ["2024-11-30"]


@pytest.mark.parametrize("text", ["1" * 10**6, "Saturday " * 120_000, "\ud800" * 10**6, "\0" * 10**6, " " * 10**6])
def test_a_megabyte_is_refused_in_a_sentence(text: str) -> None:
    typed = read_typed(text, HABITS)
    assert typed.readings == () and 0 < len(typed.problem) < 250


WORDS = sorted({word for locale in LOCALES for word in TypedReader.of(locale).words.values()})
FIGURES = ("7", "31", "2024", "44", "8/12/24", "18:30", "–", "-", ",", "?", "~", "2024-12-07", "'63", "1900s", "12,000")
SOUP = st.lists(st.sampled_from(WORDS) | st.sampled_from(FIGURES), min_size=1, max_size=8).map(" ".join)
LETTERS = st.text("0127–-,.:/?()~… abcdeimnorty'[]{}XYETZ%", max_size=60)
ANYTHING = st.text(st.characters(), max_size=40) | st.text(st.characters(categories=["Cs", "Cf", "Nd"]), max_size=20)


@settings(max_examples=10_000 if os.environ.get("HYPOTHESIS_PROFILE") == "full" else 150)
@given(
    st.one_of(SOUP, LETTERS, ANYTHING),
    st.builds(
        Habits,
        locale=st.sampled_from((*LOCALES, "zz", "")),
        order=st.sampled_from(Order),
        century_from=st.sampled_from((None, 1947, 1900)),
        basis=st.sampled_from(("", BASIS, "-0043-03-15", "Y-66E6", "rubbish")),
    ),
)
def test_whatever_is_typed_gives_readings_or_a_problem_with_its_place(text: str, habits: Habits) -> None:
    typed = read_typed(text, habits)
    assert typed.text == text
    assert bool(typed.readings) != bool(typed.problem)
    assert 0 <= typed.start <= typed.end <= len(text)
    for reading in typed.readings:
        assert parse(reading.edtf) and reading.words


@given(st.integers(-62 * 10**9, 254 * 10**9), st.floats(0, 17))
def test_words_for_a_date_that_was_pointed_at_are_read_as_that_date(second: int, magnitude: float) -> None:
    when = date_at(second, 10**magnitude, "UTC")
    assert read_typed(words_read_as(when, Habits(), short=True)).edtf == when


@pytest.mark.parametrize("edtf", ["Y3E3", "Y-96447E5", "190X", "1500~", "2024-12-07T20:15", "2024-03", ""])
def test_words_for_a_date_never_say_more_than_it_does(edtf: str) -> None:
    assert read_typed(words_read_as(edtf, Habits())).edtf == edtf
