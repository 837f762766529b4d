"""Many dates at once lie where each lies by itself."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.many_dates import FEW, Stretches, stretches
from storage.dates import DateError, Stretch, stretch
from tests.storage.test_dates_stretch import DATES, ZONES

YEARS = ("0000", "0001", "0004", "0100", "0400", "1582", "1900", "1969", "1970", "2000", "2023", "2024", "9998", "9999")
MONTHS = ("00", "01", "02", "03", "11", "12", "13", "21")
DAYS = ("00", "01", "28", "29", "30", "31", "32")
CLOCKS = ("00:00", "23:59", "24:00", "12:60", "00:00:00", "23:59:59", "23:59:60", "1:00", "01:00:5")
OFFSETS = ("", "Z", "z", "+00:00", "-03:30", "+15:59", "+16:00", "+03:60", "+0300", "+03", " 03:00")
POINTS = (
    *YEARS,
    *map("-".join, product(YEARS, MONTHS)),
    *map("-".join, product(YEARS, MONTHS, DAYS)),
    *(f"2024-02-29T{clock}{offset}" for clock, offset in product(CLOCKS, OFFSETS)),
)
ODD = (
    *("", "/", "//", "2024/", "/2024", "2024/..", "../2024", "2024/2025/2026", "2024~", "2024-12?", "2024-12-07%"),
    *(
        "198X",
        "-0043",
        "Y-65E6",
        "[2024,2025]",
        "{2024..2025}",
        "２０２４",
        "2024\ud800",
        "٢٠٢٤-١٢",
        "2024–12",
        "\x002024",
    ),
    *("2024-W01-1", "20240101", "2024-12-07t10:00", "2024-12-07 10:00", "2024:12-07", "2024-12-07T10-00", "x" * 5000),
)
ENDS = ("2023", "2024-02", "2024-02-29", "2024-02-29T12:00", "2024-02-29T12:00:01Z", "2024-02-29T12:00-03:00", "2024~")


def one_by_one(whens: list[str], zone: str, forever: bool = False) -> list[Stretch | None]:
    """Return where each date lies by itself; None for what is no date too."""

    def place(when: str) -> Stretch | None:
        try:
            return stretch(when, zone, forever=forever)
        except DateError:
            return None

    return list(map(place, whens))


def listed(found: Stretches) -> list[Stretch | None]:
    columns = (found.start_s, found.end_s, found.body, found.start_edge, found.end_edge)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [Stretch(*row) if known else None for row, known in zip(rows, found.is_known.tolist(), strict=True)]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Damascus", "No/Where"])
def test_many_dates_lie_where_each_does(zone: str) -> None:
    whens = [*POINTS, *ODD, *map("/".join, product(ENDS, ENDS))]
    assert listed(stretches(whens, zone, forever=False)) == one_by_one(whens, zone)


def test_every_day_of_many_years_is_found() -> None:
    days = (np.datetime64("1895-01-01") + np.arange(50_000)).astype(str).tolist()
    assert listed(stretches(days, "UTC", forever=False)) == one_by_one(days, "UTC")


def test_open_sides_go_on_for_ever_where_that_is_asked_for() -> None:
    whens = ["2011/..", "2011", "../2011"] * FEW
    assert listed(stretches(whens, "UTC", forever=True)) == one_by_one(whens, "UTC", forever=True)


@given(st.lists(DATES, min_size=FEW, max_size=FEW + 40), ZONES, st.booleans())
def test_any_dates_lie_where_each_does(whens: list[str], zone: str, forever: bool) -> None:
    assert listed(stretches(whens, zone, forever=forever)) == one_by_one(whens, zone, forever)


def test_few_dates_lie_there_too() -> None:
    assert listed(stretches(["2024", "never"], "UTC", forever=False)) == one_by_one(["2024", "never"], "UTC")
    assert listed(stretches([], "UTC", forever=False)) == []
