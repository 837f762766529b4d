import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.calendars import CALENDARS, calendar_of
from gui.timeline.layout.scale import COARSEST_SECONDS_PER_PX, FINEST_SECONDS_PER_PX, Scale
from gui.timeline.layout.ticks import Axis, Label, Tick, axis_ticks, context_labels, labelled_ticks
from gui.timeline.layout.ticks_labels import ago_label, year_label
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
        ("-0049", "0050", ["50 BC", "45 BC", "40 BC", "35 BC"], "50s BC"),
        ("-4999", "2000", ["5000 BC", "4500 BC"], "5th millennium BC"),
        ("Y-30000", "2000", ["30,000 BC", "25,000 BC"], "BC"),
        ("Y-500E3", "2000", ["500,000 BC", "450,000 BC"], "BC"),
        ("Y-1500E3", "2000", ["1.4 million", "1.2 million"], "years ago"),
        ("Y-66E6", "2000", ["65 million", "60 million"], "years ago"),
        ("Y-45E8", "2000", ["4.5 billion", "4 billion"], "years ago"),
    ],
)
def test_the_axis_is_labelled_from_seconds_to_aeons(start: str, end: str, expected: list[str], named: str) -> None:
    found = axis(start, end)
    assert labels(found)[: len(expected)] == expected
    assert context(found)[0] == named


ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Africa/Casablanca"]
AGES_S = (0, 1_711_846_800, 1_729_990_800, -62_135_596_800, -2_082_758_399_999_968, -435_485_000_000_000_000)


@st.composite
def views(draw: st.DrawFn) -> tuple[Scale, int]:
    """Draw a scale and a width: any time, or one near a change of clocks, the year 1 or the beginning of everything."""
    seconds_per_px = 2.0 ** draw(st.floats(math.log2(FINEST_SECONDS_PER_PX), math.log2(COARSEST_SECONDS_PER_PX)))
    width_px = draw(st.integers(200, 4000))
    near_s = round(draw(st.floats(-1, 1)) * seconds_per_px * width_px)
    anywhere = st.integers(-(2**63), 2**63)
    second = draw(anywhere | st.sampled_from(AGES_S).map(lambda age_s: age_s + near_s))
    return Scale((second << 32) + draw(st.integers(0, 2**32 - 1)), seconds_per_px), width_px


def assert_is_legible(found: list[Label], width_px: float, letter_px: float) -> None:
    for label in found:
        assert label.left_px >= 0 and label.left_px + letter_px * len(label.text) <= width_px
    for one, following in pairwise(found):
        assert one.text != following.text
        assert one.left_px + letter_px * len(one.text) < following.left_px


@given(views(), st.sampled_from(ZONES), st.sampled_from([5.0, 7.0]))
def test_no_axis_is_empty_and_no_two_neighbours_say_the_same(
    view: tuple[Scale, int], zone: str, letter_px: float
) -> None:
    scale, width_px = view

    def measure(text: str) -> float:
        return letter_px * len(text)

    found = axis_ticks(scale, width_px, zone, "en", measure)
    fine = labelled_ticks(found, width_px, measure)
    assert fine
    assert_is_legible(fine, width_px, letter_px)
    assert_is_legible(context_labels(found, width_px, measure), width_px, letter_px)
    assert len(found.ticks) <= width_px / 16 + 3
    assert found.context
    for one, following in pairwise(found.ticks):
        assert one.label != following.label and one.px < following.px


@given(views(), st.sampled_from(sorted(CALENDARS)), st.sampled_from(ZONES))
def test_another_calendar_says_something_everywhere(view: tuple[Scale, int], key: str, zone: str) -> None:
    scale, width_px = view
    found = axis_ticks(scale, width_px, zone, "en", text_px, calendar_of(key, "en"), CALENDARS[key])
    fine = labelled_ticks(found, width_px, text_px)
    assert_is_legible(fine, width_px, 7.0)
    assert_is_legible(context_labels(found, width_px, text_px, 60.0), width_px, 7.0)
    assert fine or any(tick.quiet and tick.label for tick in found.context)


@given(views())
def test_a_narrow_view_of_the_sharpest_scale_tells_its_second(view: tuple[Scale, int]) -> None:
    scale = Scale(view[0].origin_parts, FINEST_SECONDS_PER_PX)
    assert labelled_ticks(axis_ticks(scale, 200, "UTC", "en", text_px), 200, text_px)


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
    [(2024, "2024"), (1, "AD 1"), (0, "1 BC"), (-43, "44 BC"), (-19_999, "20,000 BC"), (12_024, "AD 12,024")],
)
def test_years_are_written_as_readers_write_them(year: int, expected: str) -> None:
    assert year_label(year) == expected


@pytest.mark.parametrize(
    ("year", "step", "expected"),
    [
        (-66_000_000, 1_000_000, "66 million"),
        (-66_030_000, 10_000, "66.03 million"),
        (-13_800_000_000, 1_000_000_000, "13.8 billion"),
        (-13_800_010_000, 10_000, "13,800.01 million"),
        (-500_000, 100_000, "500,000"),
        (0, 100_000, "now"),
        (1_000_000_000, 1_000_000_000, "1 billion"),
    ],
)
def test_far_years_are_counted_in_words(year: int, step: int, expected: str) -> None:
    assert ago_label(year, step) == expected


def test_a_label_is_left_out_where_the_edge_would_cut_it() -> None:
    found = Axis((Tick(-40, "06:00"), Tick(100, "09:00"), Tick(180, "12:00")), ())
    assert [label.text for label in labelled_ticks(found, 200, text_px)] == ["09:00"]


def test_a_month_without_room_for_its_name_is_named_in_short() -> None:
    found = Axis((), (Tick(-300, "November 2024", "Nov 2024"), Tick(80, "December 2024", "Dec 2024")))
    assert [label.text for label in context_labels(found, 200, text_px)] == ["Nov 2024", "December 2024"]


@pytest.mark.parametrize(("changed_px", "expected"), [(60, ["Sun 31 March"]), (120, ["Sun 31 March", "clocks back"])])
def test_a_change_of_clocks_is_told_where_it_leaves_the_day_its_room(changed_px: float, expected: list[str]) -> None:
    found = Axis((), (Tick(-300, "Sun 31 March"),), changes=(Tick(changed_px, "clocks back"),))
    assert [label.text for label in context_labels(found, 300, text_px)] == expected


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Europe/Berlin", "2024-03-31T01:00:00Z", "clocks forward 1 h · UTC+2"),
        ("Europe/Berlin", "2024-10-27T01:00:00Z", "clocks back 1 h · UTC+1"),
        ("Australia/Lord_Howe", "2024-04-06T15:00:00Z", "clocks back 30 min · UTC+10:30"),
    ],
)
def test_the_axis_says_when_and_how_clocks_change(zone: str, at: str, expected: str) -> None:
    at_s = bounds(at).earliest_s
    assert at_s is not None
    found = axis_ticks(Scale.fitting(at_s - 7200, at_s + 7200, 0, WIDTH_PX), WIDTH_PX, zone, "en", text_px)
    assert [(tick.px, tick.label) for tick in found.changes] == [(WIDTH_PX / 2, expected)]


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Apia"])
@pytest.mark.parametrize("first", [-13_800_000_000, -66_000_004, -46, -4, 1896, 1999, 2096, 9995])
def test_a_year_begins_where_its_first_second_is(first: int, zone: str) -> None:
    begins = {year_label(year): bounds(edtf_year(year), zone).earliest_s for year in range(first - 1, first + 9)}
    start_s, end_s = begins[year_label(first)], begins[year_label(first + 8)]
    assert start_s is not None and end_s is not None
    scale = Scale.fitting(start_s, end_s, 0, WIDTH_PX)
    found = axis_ticks(scale, WIDTH_PX, zone, "en", text_px)
    for tick in found.ticks:
        begin_s = begins[tick.label]
        assert begin_s is not None
        assert tick.px == scale.px(begin_s)


def edtf_year(year: int) -> str:
    return f"Y{year}" if abs(year) > 9999 else f"{year:05d}" if year < 0 else f"{year:04d}"


def test_a_day_that_a_zone_skipped_has_no_tick() -> None:
    # Samoa went over the date line: the day after Thursday 29 December 2011 was Saturday 31.
    found = labels(axis("2011-12-27", "2012-01-11", zone="Pacific/Apia"))
    assert found[2:4] == ["Thu 29", "Sat 31"]


def second_axis(start: str, end: str, key: str) -> Axis:
    start_s, end_s = bounds(start).earliest_s, bounds(end).latest_s
    assert start_s is not None and end_s is not None
    scale = Scale.fitting(start_s, end_s + 1, 0, WIDTH_PX)
    return axis_ticks(scale, WIDTH_PX, "UTC", "en", text_px, calendar_of(key, "en"), CALENDARS[key])


@pytest.mark.parametrize(
    ("start", "end", "key", "expected", "named"),
    [
        ("2024-12-07", "2024-12-07", "islamic-civil", ["Sat 5"], "Jumada II 1446 AH"),
        ("2024-03-20", "2024-03-29", "persian", ["Wed 1", "Thu 2"], "Farvardin 1403 SH"),
        ("2022", "2024", "islamic-civil", ["Raj.", "Shaw."], "1443 AH"),
        ("-0043-03-13", "-0043-03-20", "julian", ["Wed 15", "Thu 16"], "March 44 BC"),
        ("1500", "2000", "persian", ["900 SH", "950 SH"], "9th century SH"),
        ("0600", "0700", "islamic-civil", ["1 AH", "5 AH"], "before the Islamic calendar"),
        ("Y-66E6", "Y-65E6", "julian", [], "the Julian calendar is not counted so far back"),
    ],
)
def test_another_calendar_counts_in_its_own_days_months_and_years(
    start: str, end: str, key: str, expected: list[str], named: str
) -> None:
    found = second_axis(start, end, key)
    assert labels(found)[: len(expected)] == expected
    assert context(found)[0] == named


def test_where_a_calendar_begins_and_ends_a_quiet_word_stands() -> None:
    found = second_axis("Y-40000", "Y40000", "persian")
    assert [(tick.label, tick.quiet) for tick in found.context] == [
        ("before the Persian calendar", True),
        ("Solar Hijri era", False),
        ("the Persian calendar is not counted further", True),
    ]


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
