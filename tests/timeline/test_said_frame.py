"""Statements on two scales: none is lost and none counted twice, however they are gathered."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.scale import Scale
from gui.timeline.two_times.plane import Plane, fitted_down
from gui.timeline.two_times.said_columns import STANCES, SaidColumns, _spread_within
from gui.timeline.two_times.said_frame import CELL_PX, DRIFT_PX, MOST_MARKS, SaidFrame, build_said_frame
from gui.timeline.two_times.walking import next_statement

WIDTH, HEIGHT = 800.0, 500.0
SECONDS = st.integers(0, 1_000_000)


def columns_of(times: list[tuple[int, int]]) -> SaidColumns:
    """Return statements by when their event happened and when they were made."""
    times = sorted(times)
    at_s, said_s = (np.array([one[which] for one in times], np.int64).reshape(-1) for which in (0, 1))
    count = len(times)
    return SaidColumns(
        row=np.arange(count, dtype=np.int32),
        place=np.zeros(count, np.int32),
        start_s=at_s,
        end_s=at_s + 1,
        at_s=at_s,
        first_s=said_s,
        last_s=said_s,
        said_s=said_s,
        known_s=said_s,
        stance=(np.arange(count) % len(STANCES)).astype(np.uint8),
        published=np.zeros(count, bool),
    )


def frame_of(columns: SaidColumns, across: Scale, down: Scale) -> SaidFrame:
    return build_said_frame(columns, np.arange(len(columns)), across, down, WIDTH, HEIGHT)


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=200), st.floats(0.3, 40.0), SECONDS)
def test_every_statement_in_view_is_in_one_mark(times: list[tuple[int, int]], closeness: float, origin: int) -> None:
    columns = columns_of(times)
    across = Scale.fitting(0, 1_000_000, 0, WIDTH).zoomed(closeness, WIDTH / 2)
    down = Scale.fitting(origin, origin + 500_000, 0, HEIGHT)
    frame = frame_of(columns, across, down)
    x, y = across.px_of(columns.at_s), down.px_of(columns.said_s)
    inside = (x >= 0) & (x <= WIDTH) & (y >= 0) & (y <= HEIGHT)
    members = frame.marks.members.tolist()
    assert len(members) == len(set(members)) == int(frame.marks.count.sum())
    assert set(np.flatnonzero(inside).tolist()) <= set(members)
    for mark in range(len(frame.marks)):
        assert len(frame.marks.of(mark)) == frame.marks.count[mark]


def test_many_become_density_that_counts_each_by_its_stance() -> None:
    dice = np.random.default_rng(1)
    times = dice.integers(0, 1_000_000, (4 * MOST_MARKS, 2)).tolist()
    columns = columns_of([(at, said) for at, said in times])
    across, down = Scale.fitting(-9, 1_000_009, 1, WIDTH - 1), Scale.fitting(-9, 1_000_009, 1, HEIGHT - 1)
    density = frame_of(columns, across, down).density
    assert density is not None
    assert density.counts.sum(axis=0).tolist() == np.bincount(columns.stance, minlength=len(STANCES)).tolist()


# Never on the edge of a cell, where a rounding would decide.
BETWEEN = st.integers(0, 140_000).map(lambda number: 7 * number + 3)


@given(st.lists(st.tuples(BETWEEN, BETWEEN), min_size=2, max_size=60), st.integers(-200, 200))
def test_groups_stay_together_while_the_view_moves(times: list[tuple[int, int]], px: int) -> None:
    columns = columns_of(times)
    across, down = Scale.fitting(0, 1_000_000, 0, WIDTH), Scale.fitting(0, 1_000_000, 0, HEIGHT)
    frames = [frame_of(columns, across.panned(by), down) for by in (0, px)]
    both = set(frames[0].marks.members.tolist()) & set(frames[1].marks.members.tolist())
    groups = [
        {frozenset(one.marks.of(mark).tolist()) & both for mark in range(len(one.marks))} - {frozenset()}
        for one in frames
    ]
    assert groups[0] == groups[1]


@given(st.lists(st.tuples(BETWEEN, BETWEEN), min_size=2, max_size=60))
def test_no_number_hides_another(times: list[tuple[int, int]]) -> None:
    across, down = Scale.fitting(0, 1_000_000, 0, WIDTH), Scale.fitting(0, 1_000_000, 0, HEIGHT)
    marks = frame_of(columns_of(times), across, down).marks
    x, y = marks.x[marks.count > 1], marks.y[marks.count > 1]
    apart = np.maximum(np.abs(x[:, None] - x), np.abs(y[:, None] - y)) + 1e6 * np.eye(len(x))
    assert (apart >= CELL_PX / 2 + DRIFT_PX - 1e-6).all()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 1 << 60)), min_size=1, max_size=50))
def test_what_shares_a_stretch_is_spread_within_it(stretches: list[tuple[int, int]]) -> None:
    key = np.array([one for one, _ in stretches])
    length = dict(stretches)
    first = key.astype(np.int64) * 7
    end = first + np.array([length[one] for one, _ in stretches], np.int64)
    at = _spread_within(first, end, key, np.zeros(len(key), np.int64))
    assert ((first <= at) & (at < end)).all()
    for one in set(key.tolist()):
        mine = at[key == one]
        assert (np.diff(mine) >= 0).all()


def test_line_of_no_delay_joins_what_was_said_as_it_happened() -> None:
    across, down = Scale.fitting(0, 1000, 0, WIDTH), Scale.fitting(0, 2000, 0, HEIGHT)
    plane = Plane(WIDTH, HEIGHT + 100, 40.0, 16.0, across, down)
    line = plane.diagonal()
    assert line is not None
    left, top, right, bottom = line
    for second in (100, 900):
        share = (across.px(second) - left) / (right - left)
        assert abs(top + share * (bottom - top) - plane.y(second)) < 0.01


def test_line_of_a_delay_lies_below_by_the_delay() -> None:
    across, down = Scale.fitting(0, 100_000, 0, WIDTH), Scale.fitting(0, 500_000, 0, HEIGHT)
    plane = Plane(WIDTH, HEIGHT + 100, 40.0, 16.0, across, down)
    at_once, later = plane.diagonal(), plane.diagonal(86_400)
    assert at_once is not None and later is not None
    assert abs((later[1] - at_once[1]) - 86_400 / down.seconds_per_px) < 0.01


def test_lines_of_delays_that_would_run_into_each_other_are_left_out() -> None:
    plane = Plane(WIDTH, HEIGHT + 100, 40.0, 16.0, Scale(0, 4_000_000.0), fitted_down(0, 86_400, HEIGHT))
    assert all(lag_s > 86_400 for lag_s, _ in plane.lags())


def test_keys_walk_in_either_order() -> None:
    columns = columns_of([(0, 50), (10, 20), (20, 30)])
    places = np.arange(3)
    assert [next_statement(columns, places, here, 1, in_order_of_saying=False) for here in (-1, 0, 2)] == [0, 1, 2]
    assert [next_statement(columns, places, here, 1, in_order_of_saying=True) for here in (-1, 1, 2, 0)] == [1, 2, 0, 0]
    assert next_statement(columns, np.empty(0, np.int64), -1, 1, in_order_of_saying=True) == -1
