"""Bounds beside those of the `edtf` package, where it can be trusted.

It cannot in winter (it ends on 31 December), with significant digits (ignored), partly known months and days
("1984-1X"), sets of one and seasons in an interval (refused), and open ends.
"""

from __future__ import annotations

from time import struct_time

from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.dates import DateError, bounds, parse
from storage.dates.calendar import civil_from_days

YEARS = st.one_of(
    st.integers(0, 9999).map(lambda year: f"{year:04d}"),
    st.integers(1, 9999).map(lambda year: f"-{year:04d}"),
    st.integers(1, 999).map(lambda decade: f"{decade:03d}X"),
    st.integers(1, 99).map(lambda century: f"{century:02d}XX"),
)
KNOWN_YEARS = st.integers(1, 9999).map(lambda year: f"{year:04d}")
MONTHS = st.integers(1, 12).map(lambda month: f"{month:02d}")
DAYS = st.integers(1, 28).map(lambda day: f"{day:02d}")
PLAIN = st.one_of(
    KNOWN_YEARS,
    st.builds("{}-{}".format, KNOWN_YEARS, MONTHS),
    st.builds("{}-{}-{}".format, KNOWN_YEARS, MONTHS, DAYS),
)
TEXTS = st.one_of(
    PLAIN,
    YEARS,
    st.builds("{}-{}".format, YEARS, MONTHS),
    st.builds("{}-{}-{}".format, YEARS, MONTHS, DAYS),
    st.builds("{}-{}-XX".format, KNOWN_YEARS, MONTHS),
    st.builds("{}-XX".format, KNOWN_YEARS),
    st.builds("{}-{}".format, KNOWN_YEARS, st.sampled_from(["21", "22", "23", "33", "36", "37", "41"])),
    st.integers(10_000, 10**9).map(lambda year: f"Y-{year}"),
    st.builds("{}{}".format, PLAIN, st.sampled_from("?~%")),
    st.builds("{}/{}".format, PLAIN, PLAIN),
    st.lists(KNOWN_YEARS, min_size=2, max_size=3).map(lambda years: f"[{','.join(years)}]"),
)


def _civil(second: int | None) -> tuple[int, int, int]:
    assert second is not None
    return civil_from_days(second // 86_400)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_bounds_agree_with_the_edtf_package(text: str) -> None:
    try:
        parse(text)
    except DateError as error:
        assert "the end is before the start" in str(error)
        return
    other = parse_edtf(text)
    first, last = other.lower_strict(), other.upper_strict()
    assert isinstance(first, struct_time) and isinstance(last, struct_time)
    limits = bounds(text)
    assert (_civil(limits.earliest_s), _civil(limits.latest_s)) == (first[:3], last[:3])
