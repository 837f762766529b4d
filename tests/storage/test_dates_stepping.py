"""Dates move in the hand by steps that fit them, and a place on the line of time has a date."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.dates import DateError, known_bounds, parse
from storage.dates.moving import Shift, moved
from storage.dates.stepping import common_step, date_at, end_points, nearest_shift, step_of, times
from storage.errors import EditError

DAY_S, YEAR_S = 86_400, 31_556_952


@pytest.mark.parametrize(
    ("when", "step"),
    [
        ("2024", Shift(years=1)),
        ("2024-12", Shift(months=1)),
        ("2024-21", Shift(months=3)),
        ("2024-12-07", Shift(days=1)),
        ("2024-12-07T20:15", Shift(seconds=60)),
        ("2024-12-07T20:15:30Z", Shift(seconds=60)),
        ("2024-12-07?/..", Shift(days=1)),
        ("2024-11/2024-12-07", Shift(months=1)),
        ("192X", Shift(years=10)),
        ("19XX-12", Shift(years=100)),
        ("2024-XX", Shift(years=1)),
        ("2024-12-XX", Shift(months=1)),
        ("Y-66E6", Shift(years=1_000_000)),
        ("1950S2", Shift(years=100)),
        ("[1670..1672]", Shift(years=1)),
    ],
)
def test_a_date_moves_by_what_is_known_of_it(when: str, step: Shift) -> None:
    assert step_of(when) == step
    assert moved(moved(when, step), -step) == moved(when, Shift())


def test_a_second_moves_by_seconds_only_where_that_is_asked_for() -> None:
    assert nearest_shift("2024-12-07T20:15:30", 100) == Shift(seconds=120)
    assert nearest_shift("2024-12-07T20:15:30", 100, fine=True) == Shift(seconds=100)


@pytest.mark.parametrize(
    ("when", "days", "there"),
    [
        ("2024-12-07", 1.4, "2024-12-08"),
        ("2024-12-07", -6, "2024-12-01"),
        ("2024-12", 31, "2025-01"),
        ("2024-02", 29, "2024-03"),
        ("2024-12", -12 * 30.4, "2023-12"),
        ("2024", 366, "2025"),
        ("2024", 100, "2024"),
    ],
)
def test_the_nearest_step_is_taken(when: str, days: float, there: str) -> None:
    assert moved(when, nearest_shift(when, round(days * DAY_S))) == there


def test_many_years_of_months_come_out_exactly() -> None:
    start = known_bounds("2024-12")[0]
    assert moved("2024-12", nearest_shift("2024-12", known_bounds("1924-03")[0] - start)) == "1924-03"


def test_several_dates_move_together_by_the_longest_of_their_steps() -> None:
    assert common_step(["2024-12-07", "2024-12", "2024-12-07T20:15"]) == Shift(months=1)


def test_a_step_taken_several_times() -> None:
    assert times(Shift(days=2), -3) == Shift(days=-6)


@pytest.mark.parametrize(
    ("when", "ends"),
    [
        ("2024-12-07?", ("2024-12-07?", "2024-12-07?")),
        ("2024-12-07/..", ("2024-12-07", "..")),
        ("/2024", ("", "2024")),
        ("{2024,2025}", ("", "")),
    ],
)
def test_the_ends_of_a_date(when: str, ends: tuple[str, str]) -> None:
    assert end_points(when) == ends


@pytest.mark.parametrize(
    ("grain_s", "when"),
    [
        (60, "2024-12-07T23:17"),
        (900, "2024-12-07T23:15"),
        (6 * 3600, "2024-12-07T18:00"),
        (DAY_S, "2024-12-07"),
        (7 * DAY_S, "2024-12-07"),
        (30 * DAY_S, "2024-12"),
        (YEAR_S, "2024"),
        (5 * YEAR_S, "2024"),
        (10 * YEAR_S, "202X"),
        (100 * YEAR_S, "20XX"),
        (1000 * YEAR_S, "Y2E3"),
    ],
)
def test_a_place_has_a_date_as_exact_as_the_ticks_there(grain_s: float, when: str) -> None:
    assert date_at(known_bounds("2024-12-07T20:17Z")[0], grain_s, "Asia/Damascus") == when


@given(st.integers(-(10**17), 10**17), st.floats(1, 1e17))
def test_every_place_has_a_date(second: int, grain_s: float) -> None:
    start_s, end_s = known_bounds(date_at(second, grain_s, "UTC"))
    assert start_s - 20 * max(grain_s, 2 * DAY_S) <= second <= end_s + 20 * max(grain_s, 2 * DAY_S)


DATES = st.from_regex(r"-?[0-9X]{4}(-(0[1-9]|1[0-2]|2[1-4]|XX)(-([01][1-9]|2[0-8]|XX))?)?[?~%]?|Y-?[1-9][0-9]{4,9}(S[1-5])?", fullmatch=True)  # fmt: skip  # noqa: E501


@given(DATES, st.integers(-(10**10), 10**10))
def test_whatever_is_dragged_moves_or_says_why_not(when: str, by_s: int) -> None:
    try:
        parse(when)
    except DateError:
        return
    try:
        parse(moved(when, nearest_shift(when, by_s)))
    except EditError as error:
        assert "\n" not in str(error)
