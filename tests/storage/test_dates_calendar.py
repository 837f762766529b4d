"""Civil days, clocks and zones in integers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.dates import DateError, bounds, is_zone
from storage.dates.calendar import (
    SECONDS_PER_DAY,
    civil_from_days,
    days_from_civil,
    days_in_month,
    local_from_utc,
    utc_from_local,
)

BERLIN = "Europe/Berlin"
DAMASCUS = "Asia/Damascus"
HOUR_S = 3600


@given(st.dates())
def test_days_agree_with_the_standard_library(day: date) -> None:
    days = (day - date(1970, 1, 1)) // timedelta(days=1)
    assert days_from_civil(day.year, day.month, day.day) == days
    assert civil_from_days(days) == (day.year, day.month, day.day)


@given(st.integers(-(10**14), 10**14))
def test_days_go_to_civil_and_back_in_deep_time(days: int) -> None:
    assert days_from_civil(*civil_from_days(days)) == days


@pytest.mark.parametrize(
    ("year", "days"), [(2024, 29), (2023, 28), (1900, 28), (2000, 29), (0, 29), (-4, 29), (-1, 28)]
)
def test_february_knows_leap_years_also_bc(year: int, days: int) -> None:
    assert days_in_month(year, 2) == days


def test_a_local_day_runs_from_midnight_to_midnight_of_the_zone() -> None:
    limits = bounds("2024-12-07", DAMASCUS)
    assert (limits.earliest_s, limits.latest_s) == (1_733_518_800, 1_733_518_800 + SECONDS_PER_DAY - 1)


def test_an_offset_in_the_text_overrides_the_zone() -> None:
    assert bounds("2024-12-07T22:15:00Z", DAMASCUS) == bounds("2024-12-07T22:15:00Z")


def test_the_day_clocks_go_forward_is_an_hour_short() -> None:
    limits = bounds("2024-03-31", BERLIN)
    assert limits.latest_s - limits.earliest_s + 1 == 23 * HOUR_S


def test_the_day_clocks_go_back_is_an_hour_long() -> None:
    limits = bounds("2024-10-27", BERLIN)
    assert limits.latest_s - limits.earliest_s + 1 == 25 * HOUR_S


def test_a_day_whose_midnight_was_skipped_starts_an_hour_later_and_joins_the_day_before() -> None:
    # Syria put its clocks forward at 00:00 on 25 March 2022.
    before, day = bounds("2022-03-24", DAMASCUS), bounds("2022-03-25", DAMASCUS)
    assert day.earliest_s == before.latest_s + 1
    assert day.latest_s - day.earliest_s + 1 == 23 * HOUR_S


def test_a_time_that_clocks_showed_twice_can_be_either() -> None:
    limits = bounds("2024-10-27T02:30", BERLIN)
    assert limits.latest_s - limits.earliest_s == HOUR_S + 59


def test_a_time_that_clocks_skipped_keeps_its_minute() -> None:
    limits = bounds("2024-03-31T02:30", BERLIN)
    assert limits.latest_s - limits.earliest_s == 59


@given(st.integers(-(2**40), 2**40), st.sampled_from([BERLIN, DAMASCUS, "America/New_York", "Pacific/Apia"]))
def test_an_instant_comes_back_from_its_local_time(second: int, zone: str) -> None:
    local_s = local_from_utc(second, zone)
    assert second in (utc_from_local(local_s, zone), utc_from_local(local_s, zone, later=True))


@pytest.mark.parametrize("second", [-(2**62), 2**62])
def test_deep_time_takes_the_offset_of_the_nearest_known_year(second: int) -> None:
    assert utc_from_local(local_from_utc(second, DAMASCUS), DAMASCUS) == second


@pytest.mark.parametrize(
    "name", ["", "Mars/Olympus", "../../etc/passwd", "Europe", "/etc/localtime", "\x00", "\ud800", "x" * 9999]
)
def test_an_unknown_zone_is_refused_in_a_sentence(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(DateError, match="no time zone goes by that name"):
        bounds("2024", name)


def test_known_zones_are_known() -> None:
    assert is_zone("UTC") and is_zone(DAMASCUS)
