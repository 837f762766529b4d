"""EDTF text to dates and back: the published examples, what is refused, and what holds for all."""

from __future__ import annotations

import time
import timeit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.dates import Date, DateError, Kind, bounds, display, format_edtf, outline, parse, sort_key
from storage.dates.bounds import Body, Edge
from storage.dates.calendar import civil_from_days
from storage.dates.spans import MAX_YEAR

# The examples of the Extended Date/Time Format specification, levels 0 to 2: text, first day, last day.
PUBLISHED = [
    ("1985-04-12", "1985-04-12", "1985-04-12"),
    ("1985-04", "1985-04-01", "1985-04-30"),
    ("1985", "1985-01-01", "1985-12-31"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12"),
    ("1985-04-12T23:20:30-04", "1985-04-13", "1985-04-13"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12"),
    ("1964/2008", "1964-01-01", "2008-12-31"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
    ("2005/2006-02", "2005-01-01", "2006-02-28"),
    ("Y170000002", "170000002-01-01", "170000002-12-31"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("1984?", "1984-01-01", "1984-12-31"),
    ("2004-06~", "2004-06-01", "2004-06-30"),
    ("2004-06-11%", "2004-06-11", "2004-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("1985-04-XX", "1985-04-01", "1985-04-30"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31"),
    ("1985-04-12/..", "1985-04-12", None),
    ("1985-04/..", "1985-04-01", None),
    ("1985/..", "1985-01-01", None),
    ("../1985-04-12", None, "1985-04-12"),
    ("../1985-04", None, "1985-04-30"),
    ("../1985", None, "1985-12-31"),
    ("1985-04-12/", "1985-04-12", None),
    ("1985-04/", "1985-04-01", None),
    ("1985/", "1985-01-01", None),
    ("/1985-04-12", None, "1985-04-12"),
    ("/1985-04", None, "1985-04-30"),
    ("/1985", None, "1985-12-31"),
    ("-1985", "-1985-01-01", "-1985-12-31"),
    ("Y-17E7", "-170000000-01-01", "-170000000-12-31"),
    ("1950S2", "1900-01-01", "1999-12-31"),
    ("Y171010000S3", "171000000-01-01", "171999999-12-31"),
    ("Y3388E2S3", "338000-01-01", "338999-12-31"),
    ("2001-34", "2001-04-01", "2001-06-30"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31"),
    ("[..1760-12-03]", None, "1760-12-03"),
    ("[1760-12..]", "1760-12-01", None),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", None),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31"),
    ("[..1984]", None, "1984-12-31"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31"),
    ("{..1984}", None, "1984-12-31"),
    ("2004-06~-11", "2004-06-11", "2004-06-11"),
    ("2004?-06-11", "2004-06-11", "2004-06-11"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11"),
    ("2004-%06-11", "2004-06-11", "2004-06-11"),
    ("156X-12-25", "1560-12-25", "1569-12-25"),
    ("15XX-12-25", "1500-12-25", "1599-12-25"),
    ("XXXX-12-XX", "0-12-01", "9999-12-31"),
    ("1XXX-XX", "1000-01-01", "1999-12-31"),
    ("1XXX-12", "1000-12-01", "1999-12-31"),
    ("1984-1X", "1984-10-01", "1984-12-31"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03"),
]

SUB_YEARS = [
    (21, "2001-03-01", "2001-05-31"),
    (22, "2001-06-01", "2001-08-31"),
    (23, "2001-09-01", "2001-11-30"),
    (24, "2001-12-01", "2002-02-28"),
    (25, "2001-03-01", "2001-05-31"),
    (28, "2001-12-01", "2002-02-28"),
    (29, "2001-09-01", "2001-11-30"),
    (30, "2001-12-01", "2002-02-28"),
    (32, "2001-06-01", "2001-08-31"),
    (33, "2001-01-01", "2001-03-31"),
    (36, "2001-10-01", "2001-12-31"),
    (37, "2001-01-01", "2001-04-30"),
    (39, "2001-09-01", "2001-12-31"),
    (40, "2001-01-01", "2001-06-30"),
    (41, "2001-07-01", "2001-12-31"),
]


def day_of(second: int | None) -> str | None:
    if second is None:
        return None
    year, month, day = civil_from_days(second // 86_400)
    return f"{year}-{month:02d}-{day:02d}"


def days_of(text: str) -> tuple[str | None, str | None]:
    limits = bounds(text)
    return day_of(limits.earliest_s), day_of(limits.latest_s)


@pytest.mark.parametrize(("text", "first", "last"), PUBLISHED)
def test_published_example_has_its_bounds(text: str, first: str | None, last: str | None) -> None:
    assert days_of(text) == (first, last)


@pytest.mark.parametrize("text", [text for text, _, _ in PUBLISHED])
def test_published_example_survives_writing(text: str) -> None:
    assert parse(format_edtf(parse(text))) == parse(text)


@pytest.mark.parametrize(("code", "first", "last"), SUB_YEARS)
def test_season_quarter_third_and_half_have_their_months(code: int, first: str, last: str) -> None:
    assert days_of(f"2001-{code}") == (first, last)


def test_a_date_keeps_the_text_it_was_written_with() -> None:
    assert parse("Y2024").text == "Y2024"
    assert format_edtf(parse("Y2024")) == "2024"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2004-06~-11", "2004-06~-11"),
        ("~2004-~06-11", "2004-06~-11"),
        ("2004?-06?-11?", "2004-06-11?"),
        ("2004-?06-~11", "2004-?06-~11"),
        ("?2004-06~", "%2004-~06"),
        ("[ 1667, 1668 ]", "[1667,1668]"),
        ("2024-12-07T22:15:00-00:00", "2024-12-07T22:15:00Z"),
        ("2024-12-07T22:15+03", "2024-12-07T22:15+03:00"),
        ("Y-0065000", "Y-65000"),
    ],
)
def test_the_canonical_form(text: str, canonical: str) -> None:
    assert format_edtf(parse(text)) == canonical


def test_a_mark_after_a_component_reaches_left_and_one_before_it_only_itself() -> None:
    assert parse("2004-06~-11").parts[0].qualities == (1, 1, 0)
    assert parse("2004-?06-11").parts[0].qualities == (0, 2, 0)
    assert parse("?2004-06~-11").parts[0].qualities == (3, 1, 0)


def test_44_bc_is_the_year_minus_43() -> None:
    assert days_of("-0043-03-15") == ("-43-03-15", "-43-03-15")
    assert sort_key("-0043") < sort_key("-0042") < sort_key("0000") < sort_key("0001")


def test_the_last_second_of_1_bc_is_followed_by_1_ad() -> None:
    assert bounds("0000").latest_s == bounds("0001").earliest_s - 1


def test_a_time_with_an_offset_is_one_second_wide() -> None:
    limits = bounds("2024-12-07T22:15:00+03:00", "Asia/Tokyo")
    assert (limits.earliest_s, limits.latest_s) == (1_733_598_900, 1_733_598_900)


def test_a_time_without_seconds_is_a_minute_wide() -> None:
    limits = bounds("2024-12-07T22:15Z")
    assert limits.latest_s - limits.earliest_s == 59


def test_approximate_and_uncertain_do_not_widen_the_bounds() -> None:
    assert bounds("2011-03%") == bounds("2011-03")


def test_years_reach_to_292_billion_either_way() -> None:
    for text in ("Y292E9", "Y-292E9"):
        limits = bounds(text)
        assert -(2**63) <= limits.earliest_s < limits.latest_s < 2**63
    with pytest.raises(DateError, match="292 billion"):
        parse("Y293E9")


def test_february_29_of_unknown_leap_years_finds_the_leap_years() -> None:
    assert days_of("19XX-02-29") == ("1904-02-29", "1996-02-29")


@pytest.mark.parametrize(
    ("text", "body", "start", "end"),
    [
        ("2024-12-07T22:15:00Z", Body.INSTANT, Edge.SHARP, Edge.SHARP),
        ("2024-12-07T22:15", Body.WITHIN, Edge.SHARP, Edge.SHARP),
        ("2011-03~", Body.WITHIN, Edge.SOFT, Edge.SOFT),
        ("2011?", Body.WITHIN, Edge.HATCHED, Edge.HATCHED),
        ("2011%", Body.WITHIN, Edge.SOFT | Edge.HATCHED, Edge.SOFT | Edge.HATCHED),
        ("2004-06-~11", Body.WITHIN, Edge.SOFT, Edge.SOFT),
        ("1964~/2008?", Body.LASTING, Edge.SOFT, Edge.HATCHED),
        ("1985/..", Body.LASTING, Edge.SHARP, Edge.OPEN),
        ("/1985", Body.LASTING, Edge.UNKNOWN, Edge.SHARP),
        ("[2024-11-27..2024-12-07]", Body.ONE_OF, Edge.SHARP, Edge.SHARP),
        ("[..1984]", Body.ONE_OF, Edge.OPEN, Edge.SHARP),
        ("[1984~,1990..]", Body.ONE_OF, Edge.SOFT, Edge.SOFT | Edge.OPEN),
    ],
)
def test_the_outline_says_how_to_draw(text: str, body: Body, start: Edge, end: Edge) -> None:
    drawn = outline(text)
    assert (drawn.body, drawn.start, drawn.end) == (body, start, end)


def test_events_sort_by_start_then_end_and_by_the_known_date_where_the_start_is_open() -> None:
    ordered = ["Y-65E6", "1984", "../1985", "1985-01-01", "1985", "1985/..", "1985-02"]
    mixed = ordered[3:] + ordered[:3]
    assert sorted(mixed, key=sort_key) == ordered


MALFORMED = [
    ("", 0, "no date here"),
    ("2024-13", 5, "there is no month 13"),
    ("2024-00", 5, "there is no month 00"),
    ("2024-20", 5, "there is no month 20"),
    ("2023-02-29", 8, "there is no day 29"),
    ("2024-12-00", 8, "there is no day 00"),
    ("2024-1", 5, "a month of two digits is expected"),
    ("2024-12-7", 8, "a day of two digits is expected"),
    ("2024-12-07x", 10, "write X"),
    ("2024-12-07 ", 10, "does not belong"),
    ("yesterday", 0, "no date starts like this"),
    ("199u", 3, "write X"),
    ("201", 0, "four digits"),
    ("20245", 4, "with Y"),
    ("1000000000000000000000000000000", 4, "with Y"),
    ("Y1000000000000000000000000000000", 1, "292 billion"),
    ("Y1E30", 1, "292 billion"),
    ("Y1E999999999999", 1, "292 billion"),
    ("-0000", 0, "there is no year -0000"),
    ("1950S5", 5, "1 to 4"),
    ("1950S0", 5, "1 to 4"),
    ("2023-02-3X", 8, "no day of the calendar fits"),
    ("2024-12-07T22", 10, "needs its minutes"),
    ("2024-12-07T24:00:00", 11, "there is no hour 24"),
    ("2024-12-07T23:60", 14, "there is no minute 60"),
    ("2016-12-31T23:59:60Z", 17, "there is no second 60"),
    ("2024-12-07T22:15:30.5Z", 19, "whole second"),
    ("2024-12-07T22:15+25:00", 16, "no clock is that far"),
    ("2008/2004", 5, "the end is before the start"),
    ("2024-12-08T00:00Z/2024-12-07T23:59Z", 18, "the end is before the start"),
    ("[1672..1670]", 7, "the end is before the start"),
    ("/", 0, "at one end at least"),
    ("../..", 0, "at one end at least"),
    ("2001/2002/2003", 9, "does not belong"),
    ("[]", 1, "a date is missing"),
    ("[2001,,2002]", 6, "a date is missing"),
    ("[2001,]", 6, "a date is missing"),
    ("[..]", 1, "before or after"),
    ("[2001", 5, "ends with ]"),
    ("[2001}", 6, "ends with ]"),
    ("٢٠٢٤", 0, "no date starts like this"),
    ("\x00", 0, "no date starts like this"),
    ("2024\x00", 4, "does not belong"),
    ("\ud800", 0, "no date starts like this"),
    ("2024-12-07\n", 10, "does not belong"),
]


@pytest.mark.parametrize(("text", "position", "words"), MALFORMED)
def test_malformed_text_gets_a_sentence_that_names_the_place(text: str, position: int, words: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert f"(character {caught.value.position + 1})" in str(caught.value)
    assert caught.value.position == position


def test_what_does_not_print_is_made_visible_in_the_sentence() -> None:
    with pytest.raises(DateError, match=r"'\\u202e2024'"):
        parse("\u202e2024")


@pytest.mark.parametrize("text", ["1" * 10**6, "[" + "1," * 10**6 + "]", "{" * 10**6, "Y" + "9" * 10**6, "/" * 10**6])
def test_a_megabyte_is_refused_at_once(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(DateError) as caught:
        parse(text)
    assert time.perf_counter() - started < 0.1
    assert len(str(caught.value)) < 200


def test_a_plain_date_is_read_in_microseconds() -> None:
    uncached = parse.__wrapped__
    seconds = min(timeit.repeat(lambda: uncached("2024-12-07"), number=500, repeat=5)) / 500
    # A few microseconds on an idle machine.
    assert seconds < 100e-6


def _component(low: int, high: int) -> st.SearchStrategy[str]:
    number = st.integers(low, high).map(lambda value: f"{value:02d}")
    return st.one_of(number, number, st.just("XX"))


QUALIFIERS = st.sampled_from(["", "", "", "?", "~", "%"])
YEARS = st.one_of(
    st.integers(0, 9999).map(lambda year: f"{year:04d}"),
    st.integers(1, 9999).map(lambda year: f"-{year:04d}"),
    st.from_regex(r"\A-?[12][0-9X]XX?\Z").filter(lambda year: len(year.lstrip("-")) == 4),
    st.just("XXXX"),
)


@st.composite
def _calendar_points(draw: st.DrawFn) -> str:
    components = [draw(YEARS)]
    if draw(st.booleans()):
        components.append(draw(_component(1, 12)))
        if draw(st.booleans()):
            components.append(draw(_component(1, 28)))
    elif draw(st.integers(0, 9)) == 0:
        components.append(str(draw(st.integers(21, 41))))
    return "-".join(draw(QUALIFIERS) + component + draw(QUALIFIERS) for component in components)


@st.composite
def _long_years(draw: st.DrawFn) -> str:
    size = draw(st.integers(1, 10**9))
    sign = draw(st.sampled_from(["", "-"]))
    exponent = draw(st.sampled_from(["", "E1", "E2"]))
    significant = draw(st.sampled_from(["", "S1"]))
    return f"Y{sign}{size}{exponent}{significant}{draw(QUALIFIERS)}"


TIMES = st.builds(
    "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}{}{}{}".format,
    st.integers(1, 9999),
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["", ":00", ":59"]),
    st.sampled_from(["", "Z", "+03:00", "-04", "+05:45"]),
    QUALIFIERS,
)
POINTS = st.one_of(_calendar_points(), _calendar_points(), _long_years(), TIMES)


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(["point", "interval", "set"]))
    if form == "point":
        return draw(POINTS)
    if form == "interval":
        start, end = sorted(draw(st.tuples(POINTS, POINTS)), key=sort_key)
        return draw(st.sampled_from([f"{start}/{end}", f"{start}/..", f"../{end}", f"{start}/", f"/{end}"]))
    members = draw(st.lists(POINTS, min_size=1, max_size=4))
    members[-1] += draw(st.sampled_from(["", ".."]))
    opening, closing = draw(st.sampled_from(["[]", "{}"]))
    return f"{opening}{','.join(members)}{closing}"


def _read(text: str) -> Date | None:
    try:
        return parse(text)
    except DateError as error:
        assert "the end is before the start" in str(error), error
        return None


@settings(max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edtf_texts())
def test_random_edtf_survives_writing(text: str) -> None:
    date = _read(text)
    if date is None:
        return
    written = format_edtf(date)
    assert parse(written) == date
    assert format_edtf(parse(written)) == written
    limits = bounds(date)
    assert limits.earliest_s is None or limits.earliest_s >= -(2**63)
    assert None in (limits.earliest_s, limits.latest_s) or limits.earliest_s <= limits.latest_s


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edtf_texts(), st.sampled_from(["en", "en-US", "de", "fr", "es", "ar", "uk", "zh"]), st.booleans())
def test_random_edtf_has_words_in_every_language(text: str, locale: str, short: bool) -> None:
    date = _read(text)
    if date is not None:
        words = display(date, locale, short=short)
        assert words == words.strip() != ""


GARBAGE = st.one_of(st.text(max_size=40), st.text("0123456789-XYSE/.[]{},?~%T:Z+", max_size=25))


@settings(max_examples=1500, deadline=None)
@given(GARBAGE)
def test_garbage_is_a_date_or_an_error_within_the_text(text: str) -> None:
    try:
        date = parse(text)
    except DateError as error:
        assert 0 <= error.position <= len(text)
        return
    assert date.kind in Kind
    assert bounds(date)
    assert parse(format_edtf(date)) == date


def test_the_limit_of_years_fits_64_bits_in_any_zone() -> None:
    limits = bounds(f"Y{MAX_YEAR}", "America/Adak")
    assert limits.latest_s < 2**63
