"""What a figure's qualifier says of its number, and between which seconds something was said."""

from __future__ import annotations

import pytest

from storage.model import Figure
from storage.qualifiers import Bound, bound, bound_of
from storage.said_span import SaidSpan, said_span
from tests.storage.said import SOURCES, end_of

UP, DOWN, ABOUT, EXACT = Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT, Bound.EXACT


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        *[(words, UP) for words in ("more than", "At least", "over", "no fewer than", "mehr als", "plus de", "свыше")],
        *[(words, UP) for words in ("أكثر من", "≥", "not less than", "at least about")],
        *[(words, DOWN) for words in ("up to", "no more than", "fewer than", "höchstens", "moins de", "hasta", "<")],
        *[
            (words, ABOUT)
            for words in ("about", "some", "nearly", "ca.", "rund", "environ", "около", "~", "an estimated")
        ],
        *[(words, EXACT) for words in ("", "official", "exactly", "a troublesome", "overall", "confirmed")],
        ("an estimated", ABOUT),
    ],
)
def test_qualifier_is_understood(qualifier: str, expected: Bound) -> None:
    assert bound_of(qualifier) is expected


def test_longest_words_count() -> None:
    assert bound_of("no more than") is DOWN
    assert bound_of("not fewer than") is UP
    assert bound_of("more or less") is ABOUT


def test_bound_alone_without_a_qualifier_is_one() -> None:
    assert bound(Figure("people killed", low=400)) is UP
    assert bound(Figure("people killed", high=400)) is DOWN
    assert bound(Figure("people killed", low=100, high=400)) is EXACT
    assert bound(Figure("people killed", value=3, high=400)) is EXACT


def test_day_of_saying_is_a_day_wide() -> None:
    span = said_span("2024-12-07", None)
    assert span == SaidSpan(end_of("2024-12-07") - 86_399, end_of("2024-12-07"))


def test_open_side_of_saying_stays_open() -> None:
    span = said_span("[..2024-12-07]", None)
    assert span is not None and span.open_start and not span.open_end
    assert span.last_s == end_of("2024-12-07")


def test_undated_statement_has_the_time_of_its_source_if_that_has_any() -> None:
    published = said_span("", SOURCES["bbc"])
    assert published is not None and published.last_s == end_of("2024-12-01")
    assert said_span("", SOURCES["blog"]) is None
    assert said_span("", None) is None
    assert said_span("no date", None) is None
