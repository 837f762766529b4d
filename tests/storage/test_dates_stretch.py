"""The quick way to a date's place on the line of time ends where the slow way ends."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.dates import BODIES, DateError, Stretch, bounds, is_date, known_bounds, outline, parse, stretch

ZONES = st.sampled_from(["UTC", "Asia/Damascus", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "No/Where"])
DAYS = st.dates().map(str)
CLOCKS = st.from_regex(r"[012][0-9]:[0-6][0-9](:[0-6][0-9])?", fullmatch=True)
OFFSETS = st.sampled_from(
    ["", "Z", "+03:00", "-09:30", "+15:59", "+16:00", "-00:00", "+05", "+5:00", "?", "z", "+03:60"]
)
TIMES = st.builds("{}T{}{}".format, DAYS, CLOCKS, OFFSETS)
POINTS = st.one_of(
    DAYS,
    TIMES,
    DAYS.map(lambda day: day[:7]),
    DAYS.map(lambda day: day[:4]),
    st.sampled_from(["0000", "-0043", "-0000", "9999", "9999-12", "9999-12-31", "2024-21", "2024-13", "2023-02-29"]),
    st.sampled_from(
        ["", "..", "2024~", "198X", "Y-65E6", "2024-1", "２０２４", "2024-W01-1", "20240101", "2024-12-07T24:00"]
    ),
    st.text("0123456789-T:Z+/.X", max_size=22),
)
DATES = st.one_of(POINTS, st.builds("{}/{}".format, POINTS, POINTS), POINTS.map("[{}]".format))


def slowly(when: str, zone: str) -> Stretch | str | None:
    """Return the place of a date with its open sides at the known ones, or the refusal."""
    try:
        date = parse(when)
        found = bounds(date, zone)
    except DateError as error:
        return str(error)
    if found.earliest_s is None and found.latest_s is None:
        return None
    first, last = known_bounds(date, zone)
    look = outline(date)
    return Stretch(first, last + 1, BODIES.index(look.body), int(look.start), int(look.end))


def quickly(when: str, zone: str) -> Stretch | str | None:
    try:
        return stretch(when, zone, forever=False)
    except DateError as error:
        return str(error)


@given(DATES, ZONES)
@example("2011-12-30", "Pacific/Apia")
@example("2011-12-30T12:00/2011-12-30T13:00", "Pacific/Apia")
@example("2024-03-10T02:30", "America/New_York")
@example("2024-11-03T01:30/2024-11-03T01:30", "America/New_York")
def test_a_date_lies_where_its_bounds_are(when: str, zone: str) -> None:
    assert quickly(when, zone) == slowly(when, zone)


@given(DATES)
def test_a_date_is_told_from_other_text(when: str) -> None:
    try:
        parse(when)
    except DateError:
        assert not is_date(when)
    else:
        assert is_date(when)


@pytest.mark.parametrize("when", ["../2011", "/2011", "2011/..", "2011/", "[..2011]"])
def test_an_open_side_goes_on_for_ever_where_asked(when: str) -> None:
    until, forever = stretch(when, "UTC", forever=False), stretch(when, "UTC", forever=True)
    assert until is not None and forever is not None
    assert until[2:] == forever[2:]
    sides = [abs(side) for side in forever[:2] if side not in until[:2]]
    assert sides == [1 << 62]
