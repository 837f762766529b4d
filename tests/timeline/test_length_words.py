import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.length_words import DAY_S, HOUR_S, YEAR_S, length_in_words


@pytest.mark.parametrize(
    ("seconds", "grain_s", "words"),
    [
        (12_000, 0, "3 h 20 min"),
        (-12_000, 0, "3 h 20 min"),
        (2 * DAY_S + 4 * HOUR_S, 0, "2 days 4 h"),
        (DAY_S, 0, "1 day"),
        (45, 0, "45 s"),
        (0, 0, "the same moment"),
        (12_015, 0, "about 3 h 20 min"),
        (12_000, 90, "about 3 h 20 min"),
        (12_000, HOUR_S, "about 3 h"),
        (59 * 60 + 59, 120, "about 1 h"),
        (26 * DAY_S + 700, DAY_S, "about 26 days"),
        (400, DAY_S, "about the same moment"),
        (400 * DAY_S, 0, "400 days"),
        (round(13.75 * YEAR_S), 0, "about 13 years 9 months"),
        (13 * YEAR_S, 0, "about 13 years"),
        (2_067 * YEAR_S, 0, "about 2,067 years"),
        (2_067 * YEAR_S, 2 * YEAR_S, "about 2,067 years"),
        (2_067 * YEAR_S, 90 * YEAR_S, "about 2,100 years"),
        (66_012_345 * YEAR_S, 100_000 * YEAR_S, "about 66 million years"),
        (251_902_000 * YEAR_S, 0, "about 251.9 million years"),
        (13_787_000_000 * YEAR_S, 10_000_000 * YEAR_S, "about 13.79 billion years"),
        (999_999_999 * YEAR_S, 0, "about 1 billion years"),
    ],
)
def test_a_length_is_told_as_a_reader_would_say_it(seconds: int, grain_s: float, words: str) -> None:
    assert length_in_words(seconds, grain_s) == words


@given(st.integers(-(1 << 62), 1 << 62), st.floats(0, 1e18))
def test_a_length_is_told_in_one_or_two_units_whatever_it_is(seconds: int, grain_s: float) -> None:
    words = length_in_words(seconds, grain_s)
    assert re.fullmatch(r"(about )?(the same moment|\S+ \w+( \w+ \w+)?|\S+ (million|billion) years)", words), words
    assert " 0 " not in words and not words.startswith("about 0")


@given(st.integers(1, 700 * DAY_S))
def test_what_is_exact_is_never_off_by_more_than_half_its_smaller_unit(seconds: int) -> None:
    words = length_in_words(seconds)
    units = {"day": DAY_S, "days": DAY_S, "h": HOUR_S, "min": 60, "s": 1}
    told = [(int(count.replace(",", "")), units[unit]) for count, unit in re.findall(r"(\S+) (days?|h|min|s)\b", words)]
    total = sum(count * unit for count, unit in told)
    assert abs(total - seconds) <= DAY_S / 2
    assert words.startswith("about ") is (total != seconds)
