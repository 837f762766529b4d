from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import Axis, Tick, ago_label, axis_ticks, labelled_ticks, year_label
from storage.dates import bounds

WIDTH_PX = 1200


def text_px(text: str) -> float:
    return 7.0 * len(text)


def axis(start: str, end: str, zone: str = "UTC", locale: str = "en") -> Axis:
    start_s, end_s = bounds(start, zone).earliest_s, bounds(end, zone).latest_s
    assert start_s is not None and end_s is not None
    return axis_ticks(Scale.fitting(start_s, end_s + 1, 0, WIDTH_PX), WIDTH_PX, zone, locale, text_px)


def labels(found: Axis) -> list[str]:
    return [tick.label for tick in found.ticks if 0 <= tick.px < WIDTH_PX]


def context(found: Axis) -> list[str]:
    return [tick.label for tick in found.context]


@pytest.mark.parametrize(
    ("start", "end", "expected", "named"),
    [
        ("2024-12-07T18:00:00Z", "2024-12-07T18:00:09Z", ["18:00:00", "18:00:01"], "Sat 7 December 2024"),
        ("2024-12-07T18:00:00Z", "2024-12-07T18:14:59Z", ["18:00", "18:01"], "Sat 7 December 2024"),
        ("2024-12-07", "2024-12-07", ["00:00", "01:00"], "Sat 7 December 2024"),
        ("2024-11-26", "2024-12-09", ["Tue 26", "Wed 27", "Thu 28", "Fri 29", "Sat 30", "Sun 1"], "November 2024"),
        ("2024-11", "2024-12", ["4", "11", "18", "25", "2"], "November 2024"),
        ("2023-11", "2024-12", ["Nov", "Dec", "Jan", "Feb"], "2023"),
        ("2011", "2024", ["2011", "2012", "2013"], "2010s"),
        ("1850", "1999", ["1850", "1860"], "19th century"),
        ("-0049", "0050", ["50 BC", "40 BC", "30 BC", "20 BC", "10 BC", "AD 1", "AD 10"], "1st century BC"),
        ("-4999", "2000", ["5000 BC", "4500 BC"], "5th millennium BC"),
        ("Y-30000", "2000", ["30,000 BC", "25,000 BC"], "BC"),
        ("Y-500E3", "2000", ["500,000", "450,000"], "years ago"),
        ("Y-66E6", "2000", ["65 million", "60 million"], "years ago"),
        ("Y-45E8", "2000", ["4.5 billion", "4 billion"], "years ago"),
    ],
)
def test_the_axis_is_labelled_from_seconds_to_aeons(start: str, end: str, expected: list[str], named: str) -> None:
    found = axis(start, end)
    assert labels(found)[: len(expected)] == expected
    assert context(found)[0] == named


@given(st.integers(-(4 * 10**17), 4 * 10**17), st.floats(-7, 48))
def test_no_axis_is_empty_and_no_two_neighbours_say_the_same(second: int, zoom: float) -> None:
    scale = Scale(second << 32, 2.0**zoom)
    ticks = axis_ticks(scale, WIDTH_PX, "UTC", "en", text_px).ticks
    seen = [tick for tick in ticks if 0 <= tick.px <= WIDTH_PX]
    assert 1 <= len(seen) <= 80
    for one, following in pairwise(ticks):
        assert one.label != following.label
        assert one.px + text_px(one.label) + 5 < following.px


def test_days_begin_at_midnight_where_the_story_is() -> None:
    found = axis("2024-12-07", "2024-12-08", zone="Asia/Damascus")
    midnight = next(tick for tick in found.ticks if tick.strong and tick.px > 1)
    assert midnight.px == pytest.approx(WIDTH_PX / 2)


def test_a_skipped_hour_does_not_repeat_a_label() -> None:
    found = labels(axis("2024-03-31", "2024-03-31", zone="Europe/Berlin"))
    assert len(found) == len(set(found))


def test_years_round_as_they_are_written_on_both_sides_of_the_year_one() -> None:
    found = labels(axis("-0999", "1000"))
    assert found[:2] == ["1000 BC", "800 BC"]
    assert "AD 1" in found and "200 BC" in found and "200" in found


def test_the_axis_speaks_the_languages_of_the_reader() -> None:
    assert context(axis("2024-12-01", "2024-12-20", locale="de"))[0] == "Dezember 2024"


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2024, "2024"), (1, "AD 1"), (0, "1 BC"), (-43, "44 BC"), (-19_999, "20,000 BC"), (12_024, "12,024")],
)
def test_years_are_written_as_readers_write_them(year: int, expected: str) -> None:
    assert year_label(year) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (-66_000_000, "66 million"),
        (-13_800_000_000, "13.8 billion"),
        (-50_000, "50,000"),
        (0, "AD 1"),
        (10_000, "AD 10,000"),
    ],
)
def test_far_years_are_counted_in_words(year: int, expected: str) -> None:
    assert ago_label(year) == expected


def test_a_label_is_left_out_where_the_edge_would_cut_it() -> None:
    found = Axis((Tick(-40, "06:00"), Tick(100, "09:00"), Tick(180, "12:00")), ())
    assert [tick.label for tick in labelled_ticks(found, 200, text_px)] == ["09:00"]


def test_a_label_is_left_out_where_a_new_month_would_strike_it_through() -> None:
    found = Axis((Tick(20, "23"), Tick(60, "30"), Tick(100, "7")), (Tick(-300, "April"), Tick(66, "May")))
    assert [tick.label for tick in labelled_ticks(found, 200, text_px)] == ["23", "7"]


@pytest.mark.parametrize(
    ("start", "end", "needs_context"),
    [
        ("2024-12-07", "2024-12-07", True),
        ("2024-11", "2024-12", True),
        ("2011", "2024", False),
        ("Y-6E7", "2024", False),
    ],
)
def test_hours_days_and_months_need_to_be_told_what_they_lie_in(start: str, end: str, needs_context: bool) -> None:
    assert axis(start, end).needs_context is needs_context


def test_what_ends_at_the_left_edge_is_not_named() -> None:
    start_s = bounds("2024-12-07").earliest_s
    assert start_s is not None
    found = axis_ticks(Scale((start_s << 32) - 1, 60.0), WIDTH_PX, "UTC", "en", text_px)
    assert context(found)[0] == "Sat 7 December 2024"


def test_the_days_of_the_weekend_stand_out() -> None:
    found = axis("2024-11-26", "2024-12-09")
    assert [tick.label for tick in found.ticks if tick.strong] == ["Sat 30", "Sun 1", "Sat 7", "Sun 8"]
