"""What the bounds of a date promise to those who draw and sort by them."""

from __future__ import annotations

import time

import pytest

from storage.dates import DateError, bounds, known_bounds, parse, words_to_date


@pytest.mark.parametrize("zone", ["UTC", "Asia/Damascus", "Pacific/Kiritimati"])
def test_an_interval_that_mixes_local_times_and_offsets_does_not_end_before_it_begins(zone: str) -> None:
    found = bounds("2024-12-07T20:00:00/2024-12-07T20:00:00+15:00", zone)
    assert found.earliest_s is not None and found.latest_s is not None
    assert found.earliest_s <= found.latest_s


@pytest.mark.parametrize(
    ("when", "first", "last"),
    [
        ("2011/2012", "2011", "2012"),
        ("../2011-03", "2011-03", "2011-03"),
        ("2011/", "2011", "2011"),
        ("[..2010,2015]", "2010", "2015"),
        ("[2010,2015..]", "2010", "2015"),
        ("[..2010,2012..]", "2010", "2012"),
    ],
)
def test_an_open_end_is_known_as_far_as_dates_are_given(when: str, first: str, last: str) -> None:
    assert known_bounds(when, "Asia/Damascus") == (
        bounds(first, "Asia/Damascus").earliest_s,
        bounds(last, "Asia/Damascus").latest_s,
    )


def test_a_mask_that_no_day_fits_is_refused_at_once() -> None:
    began = time.perf_counter()
    with pytest.raises(DateError):
        parse("XXXX-02-3X")
    assert time.perf_counter() - began < 0.1


def test_a_mask_of_leap_days_finds_its_leap_years() -> None:
    assert bounds("200X-02-29") == bounds("[2000-02-29,2008-02-29]")


def test_there_is_no_year_minus_nought() -> None:
    with pytest.raises(DateError, match="there is no year -0"):
        parse("Y-0")


@pytest.mark.parametrize(("typed", "expected"), [("12:05 am", "00:05"), ("12:05 pm", "12:05"), ("1:05 pm", "13:05")])
def test_the_clock_of_twelve_hours_begins_with_twelve(typed: str, expected: str) -> None:
    assert words_to_date(f"7 Dec 2024, {typed}") == parse(f"2024-12-07T{expected}")
