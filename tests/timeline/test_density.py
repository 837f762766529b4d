import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gui.timeline.layout.density import Counts, category_counts, layers, stacked
from storage.dates import bounds
from tests.timeline.stories import columns

COUNTS = arrays.arrays(np.int64, st.tuples(st.integers(1, 9), st.integers(1, 30)), elements=st.integers(0, 10**6))


def edges(*years: str) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([bounds(year).earliest_s for year in years], np.int64)


def test_an_event_counts_where_its_middle_is() -> None:
    found = category_counts(columns("2011", "2012-06", "2012-07", "2010/2013"), edges("2011", "2012", "2013"))
    assert found.sum(0).tolist() == [1, 3]


def test_what_lies_outside_is_not_counted() -> None:
    assert category_counts(columns("1999", "2031"), edges("2011", "2012")).sum() == 0


def test_a_story_without_events_has_no_hills() -> None:
    assert category_counts(columns(), edges("2011", "2012", "2013")).shape == (1, 2)


@given(COUNTS, st.integers(1, 6))
def test_layers_hold_every_event_and_are_no_more_than_asked(counts: Counts, most: int) -> None:
    names, found = layers(counts, [place % 4 for place in range(len(counts))], most)
    assert found.sum(0).tolist() == counts.sum(0).tolist()
    assert len(names) == len(found) <= most + 1


@given(COUNTS)
def test_hills_grow_with_their_count_and_stay_within_their_room(counts: Counts) -> None:
    tops, totals = stacked(counts, least=0.05), counts.sum(0)
    assert (np.diff(tops, axis=0) >= 0).all() and tops.max() <= 1 + 1e-9
    assert ((tops[-1] >= 0.05 - 1e-9) == (totals > 0)).all()
    assert (np.diff(tops[-1][np.argsort(totals)]) >= -1e-9).all()


def test_the_fullest_group_stands_lowest() -> None:
    names, found = layers(np.array([[1, 0], [5, 5], [2, 0]]), (0, 1, 0), 6)
    assert (names, found.tolist()) == ((1, 0), [[5, 5], [3, 0]])


def test_a_lone_event_is_seen_beside_a_crowd() -> None:
    assert stacked(np.array([[1, 10_000]]))[0].tolist() == pytest.approx([0.01, 1.0])
