"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from storage.dates import DateError, display, parse, words_to_date
from tests.storage.test_dates_display import TOGETHER

TYPED = [
    ("2024-12-07", "2024-12-07"),
    (" 2024-12-07 ", "2024-12-07"),
    ("7 Dec 2024", "2024-12-07"),
    ("7 december 2024", "2024-12-07"),
    ("December 7, 2024", "2024-12-07"),
    ("the 7th of December 2024", "2024-12-07"),
    ("7.12.2024", "2024-12-07"),
    ("13/12/2024", "2024-12-13"),
    ("2024-12-7", "2024-12-07"),
    ("Dec 2024", "2024-12"),
    ("44 BC", "-0043"),
    ("15 March 44 BC", "-0043-03-15"),
    ("AD 476", "0476"),
    ("66 million years ago", "Y-66E6"),
    ("13.8 billion years ago", "Y-138E8"),
    ("315,000 years ago", "Y-313E3"),
    ("12,000 years ago", "-9999~"),
    ("66 Ma", "Y-66E6"),
    ("243 ka", "Y-241E3"),
    ("c. 4.567 Ga", "Y-4567E6~"),
    ("the 1960s", "196X"),
    ("19th century", "18XX"),
    ("2nd century BC", "-01XX"),
    ("spring 2011", "2011-21"),
    ("winter 2001–02", "2001-24"),
    ("spring 1000 BC", "-0999-21"),
    ("Q1 2024", "2024-33"),
    ("about March 2011", "2011-03~"),
    ("circa 1500", "1500~"),
    ("2011?", "2011?"),
    ("maybe about 2011", "2011%"),
    ("27–30 November 2024", "2024-11-27/2024-11-30"),
    ("27-30 Nov 2024", "2024-11-27/2024-11-30"),
    ("28 Nov – 2 Dec 2024", "2024-11-28/2024-12-02"),
    ("Nov 27–30, 2024", "2024-11-27/2024-11-30"),
    ("1964-2008", "1964/2008"),
    ("from 1985 to 1990", "1985/1990"),
    ("1200–1100 BC", "-1199/-1099"),
    ("541–485 million years ago", "Y-541E6/Y-485E6"),
    ("between 27 November and 7 December 2024", "[2024-11-27..2024-12-07]"),
    ("by 7 Dec 2024", "[..2024-12-07]"),
    ("since 1985", "1985/.."),
    ("until 1985", "../1985"),
    ("1667, 1668 or 1670", "[1667,1668,1670]"),
    ("7 or 8 December 2024", "[2024-12-07,2024-12-08]"),
    ("December 7, 2024, or December 8, 2024", "[2024-12-07,2024-12-08]"),
    ("c. 27 Nov...7 Dec 2024", "[2024-11-27~..2024-12-07]"),
    ("between 27 and 30 Nov 2024?", "[2024-11-27..2024-11-30?]"),
    ("7 Dec 2024 22:15", "2024-12-07T22:15"),
    ("7 Dec 2024, 10:15 pm", "2024-12-07T22:15"),
    ("7 December 2024, 22:15 (UTC+3)", "2024-12-07T22:15+03:00"),
    ("2024-12-07 22:15", "2024-12-07T22:15"),
    ("٧ Dec ٢٠٢٤", "2024-12-07"),
]

TYPED_ELSEWHERE = [
    ("de", "7. Dezember 2024", "2024-12-07"),
    ("de", "um den 5. März 2011", "2011-03-05~"),
    ("de", "vor 315.000 Jahren", "Y-313E3"),
    ("fr", "7 decembre 2024", "2024-12-07"),
    ("fr", "XIXe siècle", "18XX"),
    ("es", "hace 65 millones de años", "Y-65E6"),
    ("es", "44 a. C.", "-0043"),
    ("uk", "7 грудня 2024 р.", "2024-12-07"),
    ("ar", "7 ديسمبر 2024", "2024-12-07"),
    ("ar-SY", "7 كانون الأول 2024", "2024-12-07"),
    ("en-US", "12/7/2024", "2024-12-07"),
    ("de", "about Dec 2024", "2024-12~"),
    ("de", "bis etwa zum 27. November 2024", "../2024-11-27~"),
    ("fr", "vers 62 800 – vers 49 200 av. J.-C.", "Y-62799~/Y-49199~"),
]


@pytest.mark.parametrize(("text", "edtf"), TYPED)
def test_what_people_type_is_read(text: str, edtf: str) -> None:
    assert words_to_date(text) == parse(edtf)


@pytest.mark.parametrize(("locale", "text", "edtf"), TYPED_ELSEWHERE)
def test_other_languages_are_read_beside_english(locale: str, text: str, edtf: str) -> None:
    assert words_to_date(text, locale) == parse(edtf)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "no date that can be read"),
        ("", "no date that can be read"),
        ("2024-13", "there is no month 13"),
        ("30 Feb 2024", "there is no day 30"),
        ("12/7/2024", "can be read two ways"),
        ("476", "four digits"),
        ("about 7 or 8 Dec 2024", "no date that can be read"),
        ("66 million", "no date that can be read"),
        ("0 BC", "no date that can be read"),
        ("999999999999999 BC", "292 billion"),
        ("1" * 10**6, "too long"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(DateError, match=words) as caught:
        words_to_date(text)
    assert len(str(caught.value)) < 250


@settings(deadline=None)
@given(
    st.dates(),
    st.sampled_from(["{}", "{}~", "{}?", "{}%", "{}/..", "../{}", "{}/", "/{}", "[{}..]", "[..{}]", "[1000-01-01,{}]"]),
    st.sampled_from(["en", "en-US", "de", "fr", "es", "ar", "uk"]),
    st.booleans(),
)
def test_what_is_displayed_can_be_typed(day: object, form: str, locale: str, short: bool) -> None:
    value = parse(form.format(day))
    assert words_to_date(display(value, locale, short=short), locale) == value


@settings(deadline=None)
@given(
    st.dates(),
    st.dates(),
    st.sampled_from(["{}{}/{}{}", "[{}{}..{}{}]", "[{}{},{}{}]"]),
    st.sampled_from(["", "~", "?", "%"]),
    st.sampled_from(["", "~", "?", "%"]),
    st.sampled_from(["en", "en-US", "de", "fr", "es", "ar", "uk"]),
    st.booleans(),
)
def test_two_dates_that_are_displayed_can_be_typed(
    first: date, last: date, form: str, mark: str, other: str, locale: str, short: bool
) -> None:
    assume(first < last)
    value = parse(form.format(first, mark, last, other))
    assert words_to_date(display(value, locale, short=short), locale) == value


@pytest.mark.parametrize("locale", ["en", "en-US", "de", "fr", "es", "ar", "uk"])
@pytest.mark.parametrize("text", [text for text, *_ in TOGETHER])
def test_dates_that_share_a_month_a_year_or_a_unit_can_be_typed_as_displayed(text: str, locale: str) -> None:
    for short in (False, True):
        assert words_to_date(display(text, locale, short=short), locale) == parse(text)


@settings(deadline=None)
@given(st.text("0127–-,.:?()~… abcdeimnorty", max_size=60))
def test_garbage_is_a_date_or_a_date_error(text: str) -> None:
    try:
        words_to_date(text)
    except DateError as error:
        assert str(error)
