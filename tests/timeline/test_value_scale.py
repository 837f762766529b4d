"""The upright axis of figures: every value has a place, far ones stand on powers of ten, ticks are round and apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.value_scale import LOG_FACTOR, ValueScale, value_words

VALUES = st.lists(st.floats(-1e15, 1e15, allow_nan=False) | st.integers(0, 10**15), min_size=1, max_size=20)


@given(VALUES)
def test_larger_values_never_stand_lower(values: list[float]) -> None:
    scale = ValueScale.of(values, 10.0, 210.0)
    heights = [scale.px(value) for value in sorted(values)]
    assert all(10.0 <= height <= 210.0 for height in heights)
    assert all(higher <= lower + 1e-6 for lower, higher in pairwise(heights))


@given(VALUES)
def test_ticks_stand_apart(values: list[float]) -> None:
    ticks = ValueScale.of(values, 10.0, 210.0).ticks(24.0)
    assert all(lower - upper >= 23.9 for (lower, _), (upper, _) in pairwise(ticks))
    assert len({words for _, words in ticks}) == len(ticks) or max(map(abs, values)) > 1e11 or len(ticks) < 2


def test_values_far_apart_stand_on_powers_of_ten() -> None:
    assert ValueScale.of([10, 10 * LOG_FACTOR + 1], 0, 100).is_log
    assert not ValueScale.of([10, 10 * LOG_FACTOR], 0, 100).is_log
    assert not ValueScale.of([0, 10_000], 0, 100).is_log
    assert not ValueScale.of([-5, 10_000], 0, 100).is_log


def test_axis_of_log_names_powers_of_ten() -> None:
    words = [words for _, words in ValueScale.of([40, 1150], 0, 200).ticks(26)]
    assert {"50", "100", "1,000"} <= {*words}


def test_axis_begins_at_nought_where_that_costs_little() -> None:
    assert ValueScale.of([300, 800], 0, 100).low == 0
    assert ValueScale.of([10_000, 10_100], 0, 100).low > 9_000


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (1500, "1,500"), (2_500_000, "2.5 million"), (3e9, "3 billion"), (0.25, "0.25")]
)
def test_round_values_are_written_in_full(value: float, words: str) -> None:
    assert value_words(value) == words
