import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.timeline.layout.filling import assign_lanes
from gui.timeline.layout.lanes import FINEST_LEVEL, Extents, Lanes

DAY = 86_400


def extents(spans: list[tuple[int, int]], title_px: float = 120.0) -> Extents:
    n = len(spans)
    flat = np.array(spans, np.int64).reshape(n, 2)
    pad = np.full(n, 6, np.float32)
    return Extents(flat[:, 0], flat[:, 1], pad, pad, np.full(n, title_px, np.float32))


def overlaps(room: Extents, lanes: Lanes, level: int) -> int:
    """Count neighbours on one lane that overlap among the events shown at a level."""
    shown = np.flatnonzero(lanes.level >= level).astype(np.int32)
    left, right = room.at(level, shown)
    order = np.lexsort((left, lanes.lane[shown]))
    left, right, lane = left[order], right[order], lanes.lane[shown][order]
    return int(((lane[1:] == lane[:-1]) & (left[1:] < right[:-1])).sum())


spans = st.lists(
    st.tuples(st.integers(-(10**12), 10**12), st.integers(1, 10**10)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=60,
)


@settings(max_examples=60)
@given(spans, st.integers(1, 8), st.randoms(use_true_random=False))
def test_nothing_overlaps_at_any_level_and_all_events_get_a_lane(
    found: list[tuple[int, int]], limit: int, random: object
) -> None:
    room = extents(found)
    tier = np.array([random.randrange(4) for _ in found], np.uint8)  # type: ignore[attr-defined]
    lanes = assign_lanes(room, tier, limit)
    assert (lanes.lane >= 0).all()
    for level in range(FINEST_LEVEL, 45):
        assert overlaps(room, lanes, level) == 0


def test_events_of_one_moment_each_get_a_row() -> None:
    room = extents([(0, DAY)] * 30)
    lanes = assign_lanes(room, np.zeros(30, np.uint8), 6)
    assert sorted(lanes.lane) == list(range(30))


def test_few_events_stand_in_the_order_of_time() -> None:
    room = extents([(day * DAY, day * DAY + 1) for day in range(5)] + [(-(10**10), -(10**10) + 1)])
    lanes = assign_lanes(room, np.array([0, 0, 3, 0, 0, 0], np.uint8), 8)
    assert list(lanes.lane) == [0, 1, 2, 3, 4, 0]


def test_the_more_important_event_shows_first() -> None:
    room = extents([(0, 1), (100, 101), (10**9, 10**9 + 1)])
    lanes = assign_lanes(room, np.array([0, 3, 0], np.uint8), 1)
    assert lanes.level[1] > lanes.level[0]


@pytest.mark.parametrize("at", [-(2**63), 2**63 - 10])
def test_the_ends_of_int64_are_laid_out(at: int) -> None:
    lanes = assign_lanes(extents([(at, at + 5), (0, 1)]), np.zeros(2, np.uint8), 4)
    assert (lanes.lane >= 0).all()


def test_no_event_needs_no_lane() -> None:
    assert assign_lanes(extents([]), np.zeros(0, np.uint8), 4).count == 0


def test_a_long_event_that_others_keep_out_shows_as_soon_as_its_bar_is_wide() -> None:
    lanes = assign_lanes(extents([(0, 10**9), (10, 10**9), (20, 10**9)]), np.zeros(3, np.uint8), 1)
    assert lanes.level.min() > 20


def test_a_lone_event_shows_from_further_out_than_the_view_that_fits_it() -> None:
    lanes = assign_lanes(extents([(0, 400)]), np.zeros(1, np.uint8), 4)
    assert lanes.level[0] > 0
