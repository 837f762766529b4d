"""Dates move by exactly what was asked, as finely as they are known, or not at all."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.dates import DateError, Grain, bounds, parse
from storage.dates.moving import Shift, moved, shift_of, shift_words, unit_of, with_end, with_start
from storage.errors import EditError


@pytest.mark.parametrize(
    ("when", "by", "expected"),
    [
        ("2024-12-07", Shift(days=3), "2024-12-10"),
        ("2024-12-07", Shift(seconds=86_400), "2024-12-08"),
        ("2024-02-28", Shift(days=1), "2024-02-29"),
        ("2023-02-28", Shift(days=1), "2023-03-01"),
        ("2024-01-31", Shift(months=1), "2024-02-29"),
        ("2024-02-29", Shift(years=1), "2025-02-28"),
        ("2024-02-29", Shift(years=1, days=1), "2025-03-01"),
        ("0000-01-01", Shift(days=-1), "-0001-12-31"),
        ("0001-03", Shift(months=-3), "0000-12"),
        ("-0043-03-15", Shift(years=50), "0007-03-15"),
        ("2024-12", Shift(months=1), "2025-01"),
        ("2024", Shift(years=-2024), "0000"),
        ("9999", Shift(years=1), "Y10000"),
        ("2024", Shift(months=12), "2025"),
        ("2024-12?", Shift(months=-1), "2024-11?"),
        ("?2004-06-~11", Shift(days=20), "?2004-07-~01"),
        ("2004-06-11%", Shift(years=1), "2005-06-11%"),
        ("2001-24", Shift(months=3), "2002-21"),
        ("2001-30", Shift(months=3), "2002-31"),
        ("2001-31", Shift(months=-3), "2000-30"),
        ("2001-33", Shift(months=-3), "2000-36"),
        ("2001-39", Shift(months=4), "2002-37"),
        ("2001-40", Shift(months=6), "2001-41"),
        ("Y-66E6", Shift(years=1_000_000), "Y-65E6"),
        ("Y1E3", Shift(years=-2000), "Y-1E3"),
        ("1950S2", Shift(years=-100), "1850S2"),
        ("0950S1", Shift(years=100), "1050S2"),
        ("-1950S2", Shift(years=100), "-1850S2"),
        ("Y3388E2S3", Shift(years=1000), "Y3398E2S3"),
        ("156X", Shift(years=40), "160X"),
        ("15XX", Shift(years=-100), "14XX"),
        ("1X6X", Shift(years=30), "1X9X"),
        ("1X6X", Shift(years=1000), "2X6X"),
        ("-156X", Shift(years=10), "-155X"),
        ("156X-12-25", Shift(years=10), "157X-12-25"),
        ("156X-12-25", Shift(days=-30), "156X-11-25"),
        ("156X-04", Shift(months=2), "156X-06"),
        ("1985-04-XX", Shift(months=9), "1986-01-XX"),
        ("1985-XX-XX", Shift(years=1), "1986-XX-XX"),
        ("156X-22", Shift(months=3), "156X-23"),
        ("2004-06-~01/2004-06-~20", Shift(days=30), "2004-07-~01/2004-07-~20"),
        ("../2024-12-07", Shift(days=1), "../2024-12-08"),
        ("2024-12-07/", Shift(days=1), "2024-12-08/"),
        ("[1667,1668,1670..1672]", Shift(years=1), "[1668,1669,1671..1673]"),
        ("{1960,1961-12}", Shift(years=-1), "{1959,1960-12}"),
        ("[..1984]", Shift(years=16), "[..2000]"),
        ("2024-12-07T23:30", Shift(seconds=5400), "2024-12-08T01:00"),
        ("2024-12-07T23:30:15Z", Shift(seconds=50), "2024-12-07T23:31:05Z"),
        ("2024-12-07T22:15+03:00", Shift(days=-7), "2024-11-30T22:15+03:00"),
    ],
)
def test_a_date_moves_and_keeps_what_is_known_of_it(when: str, by: Shift, expected: str) -> None:
    assert moved(when, by) == expected


@pytest.mark.parametrize(
    ("when", "by", "why"),
    [
        ("2024-12", Shift(days=3), "“December 2024” is not known finely enough to move 3 days later"),
        ("2024", Shift(months=1), "move it by years"),
        ("2024-12-07", Shift(seconds=60), "move it by days"),
        ("2024-12-07T22:15", Shift(seconds=30), "move it by minutes"),
        ("2001-21", Shift(months=1), "move it by 3 months"),
        ("2024-12-07/2024-12", Shift(days=1), "“December 2024”"),
        ("156X", Shift(years=3), "known digits"),
        ("1X9X", Shift(years=10), "known digits"),
        ("-001X", Shift(years=10), "known digits"),
        ("200X-02-29", Shift(years=10), "not known"),
        ("156X-02-29", Shift(days=1), "not known"),
        ("156X-12-25", Shift(days=10), "not known"),
        ("156X-12", Shift(months=1), "digits"),
        ("1984-1X", Shift(months=1), "digits"),
        ("Y-66E6", Shift(years=3), "known digits"),
        ("1950S2", Shift(years=1), "known digits"),
        ("-0050S1", Shift(years=100), "known digits"),
        ("9999-12-31", Shift(days=1), "-9999 to 9999"),
        ("-9999-01", Shift(months=-1), "-9999 to 9999"),
        ("9999-12-31T23:59:59Z", Shift(seconds=1), "-9999 to 9999"),
        ("Y292000000000", Shift(years=1), "292 billion"),
        ("2024", Shift(years=10**30), "292 billion"),
        ("2024-01-30T12:00/2024-01-31T10:00", Shift(months=1), "the end is before the start"),
    ],
)
def test_a_shift_that_would_be_lost_is_refused_with_a_sentence(when: str, by: Shift, why: str) -> None:
    with pytest.raises(EditError) as caught:
        moved(when, by)
    assert why in str(caught.value)
    assert str(caught.value).endswith(".")


def test_text_that_is_no_date_is_refused_as_everywhere() -> None:
    with pytest.raises(DateError):
        moved("next week", Shift(days=1))


def test_elapsed_time_follows_the_clocks_of_the_zone() -> None:
    assert moved("2024-03-31T01:30", Shift(seconds=3600), "Europe/Paris") == "2024-03-31T03:30"
    assert moved("2024-10-27T01:30", Shift(seconds=3600), "Europe/Paris") == "2024-10-27T02:30"
    assert moved("2024-10-27T01:30", Shift(seconds=7200), "Europe/Paris") == "2024-10-27T02:30+01:00"
    assert moved("2024-10-27T01:30", Shift(days=1), "Europe/Paris") == "2024-10-28T01:30"


DAYS = st.dates(max_value=date(5000, 1, 1)).map(lambda day: day.isoformat())
TIMES = st.datetimes(max_value=datetime(9900, 1, 1)).map(lambda moment: moment.isoformat(timespec="seconds"))
QUALIFIERS = st.sampled_from(["", "?", "~", "%"])


@given(DAYS, st.integers(-1_800_000, 1_800_000), QUALIFIERS)
def test_days_there_and_back_leave_a_day_as_it_was(day: str, days: int, mark: str) -> None:
    there = moved(day + mark, Shift(days=days))
    assert moved(there, Shift(days=-days)) == day + mark
    assert bounds(there).earliest_s == (bounds(day).earliest_s or 0) + days * 86_400
    assert parse(there).parts[0].qualities == parse(day + mark).parts[0].qualities  # type: ignore[union-attr]


@given(TIMES, st.integers(-(10**9), 10**9), st.sampled_from(["", "Z", "+04:30"]))
def test_seconds_there_and_back_leave_a_time_as_it_was(time: str, seconds: int, offset: str) -> None:
    there = moved(time + offset, Shift(seconds=seconds))
    assert moved(there, Shift(seconds=-seconds)) == time + offset
    assert bounds(there).latest_s == (bounds(time + offset).latest_s or 0) + seconds


@given(st.datetimes(max_value=datetime(9900, 1, 1)), st.integers(-(10**8), 10**8))
def test_elapsed_time_moves_the_instant_by_just_that(moment: object, seconds: int) -> None:
    time, zone = str(moment)[:19].replace(" ", "T"), "America/New_York"
    try:
        there = moved(time, Shift(seconds=seconds), zone)
    except EditError as error:
        assert "clocks there were set" in str(error)
        return
    assert bounds(there, zone).earliest_s == (bounds(time, zone).earliest_s or 0) + seconds


@given(st.integers(-99_999_999, 99_999_999), st.integers(-99_999_999, 99_999_999))
def test_years_there_and_back_leave_a_year_as_it_was(year: int, years: int) -> None:
    when = moved("0000", Shift(years=year))
    assert moved(moved(when, Shift(years=years)), Shift(years=-years)) == when


@given(st.sampled_from(["156X", "15XX-06", "1X6X", "-15XX", "1X6X-06-15", "15XX-22", "XX15"]), st.integers(-3000, 3000))
def test_a_mask_moves_all_it_covers_or_stays(mask: str, years: int) -> None:
    try:
        there = moved(mask, Shift(years=years))
    except EditError:
        return
    assert there.count("X") == mask.count("X")
    assert moved(there, Shift(years=-years)) == mask


@pytest.mark.parametrize(
    ("when", "unit"),
    [
        ("2024", Grain.YEAR),
        ("2024-12", Grain.MONTH),
        ("2001-21", Grain.SEASON),
        ("2024-12-07/2024-12-07T10:00", Grain.DAY),
        ("156X-12-25", Grain.DAY),
        ("1985-04-XX", Grain.MONTH),
        ("1985-XX-25", Grain.YEAR),
        ("../2024-12-07T10:00:05", Grain.SECOND),
    ],
)
def test_the_finest_unit_is_that_of_the_coarsest_part(when: str, unit: Grain) -> None:
    assert unit_of(when) is unit


def test_one_end_of_a_date_can_be_put_elsewhere() -> None:
    assert with_start("2024-12-07", "2024-12-05") == "2024-12-05/2024-12-07"
    assert with_end("2024-12-07/..", "2024-12-09~") == "2024-12-07/2024-12-09~"
    assert with_end("2024-12-07/2024-12-09", "..") == "2024-12-07/.."
    assert with_start("2024-12-05/2024-12-07", "2024-12-07") == "2024-12-07"
    assert with_start("/2024", "2023-12") == "2023-12/2024"


@pytest.mark.parametrize(
    ("when", "point", "why"),
    [
        ("2024-12-07", "2024-12-09", "the end is before the start"),
        ("[2023,2024]", "2022", "several dates"),
        ("2024-12-07", "2024/2025", "no single date"),
        ("../2024", "..", ""),
    ],
)
def test_a_start_that_cannot_be_is_refused(when: str, point: str, why: str) -> None:
    if not why:
        assert with_start(when, point) == when
        return
    with pytest.raises(EditError, match=why):
        with_start(when, point)
    with pytest.raises(EditError, match="at least"):
        with_end("../2024", "..")


@pytest.mark.parametrize(
    ("text", "shift"),
    [
        ("3 days", Shift(days=3)),
        ("-2 weeks", Shift(days=-14)),
        ("−2 weeks", Shift(days=-14)),
        ("1 month", Shift(months=1)),
        ("90 minutes", Shift(seconds=5400)),
        ("90min", Shift(seconds=5400)),
        ("1 year and 3 months earlier", Shift(years=-1, months=-3)),
        ("2 Days, 4 Hours Later", Shift(days=2, seconds=14_400)),
        ("+1 month -1 day", Shift(months=1, days=-1)),
        ("a week", Shift(days=7)),
        ("three days back", Shift(days=-3)),
        ("2 million years", Shift(years=2_000_000)),
        ("1,000 years", Shift(years=1000)),
    ],
)
def test_words_say_how_far(text: str, shift: Shift) -> None:
    assert shift_of(text).shift == shift
    assert shift_of(text).problem == ""


@pytest.mark.parametrize("text", ["", "three", "5", "5 m", "0 days", "soon", "9" * 400 + " days", "1.5 hours", "\x00"])
def test_what_says_no_shift_is_told_in_a_sentence(text: str) -> None:
    assert shift_of(text).problem.endswith(".")
    assert not shift_of(text).shift


@given(st.text())
def test_anything_typed_gives_a_shift_or_a_problem(text: str) -> None:
    typed = shift_of(text)
    assert bool(typed.shift) != bool(typed.problem)


@given(st.integers(-500, 500), st.integers(-50, 50), st.integers(-500, 500), st.integers(-300, 300))
def test_a_shift_in_words_is_read_again(years: int, months: int, days: int, minutes: int) -> None:
    shift = Shift(years, months, days, minutes * 60)
    parts = [abs(part) for part in (years, months, days, minutes)]
    if any(parts) and len({part > 0 for part in (years, months, days, minutes) if part}) == 1:
        assert shift_of(shift_words(shift)).shift == shift


def test_a_shift_is_told_in_words() -> None:
    assert shift_words(Shift(years=1, days=3)) == "1 year and 3 days later"
    assert shift_words(Shift(seconds=-5400)) == "90 minutes earlier"
    assert shift_words(Shift(months=1, days=-1)) == "1 month later and 1 day earlier"
