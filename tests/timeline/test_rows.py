"""Where bands and lanes stand."""

from __future__ import annotations

import numpy as np

from gui.timeline.layout.rows import BAND_GAP_PX, Rows

PITCH_PX, HEADER_PX = 30.0, 20.0


def three(*, collapsed: tuple[bool, ...] = ()) -> Rows:
    return Rows.stacked((2, 3, 1), PITCH_PX, HEADER_PX, collapsed)


def test_one_band_without_a_header_is_plain_lanes() -> None:
    rows = Rows.stacked((5,), PITCH_PX)
    assert [rows.lane_top(lane) for lane in range(5)] == [0, 30, 60, 90, 120]
    assert rows.lane_at(59.9) == 1
    assert rows.lane_at(150) == -1
    assert list(rows.headers(0, 100)) == []


def test_lanes_stand_below_the_header_of_their_band() -> None:
    rows = three()
    assert rows.lane_top(2) == HEADER_PX + 2 * PITCH_PX + BAND_GAP_PX + HEADER_PX
    assert [rows.lane_at(rows.lane_top(lane) + 1) for lane in range(6)] == list(range(6))
    assert rows.lane_at(5) == -1


def test_a_collapsed_band_is_its_header_alone() -> None:
    rows = three(collapsed=(False, True))
    assert rows.band_px[2] - rows.band_px[1] == HEADER_PX
    assert rows.lane_at(float(rows.band_px[1]) + 5) == -1
    assert rows.lanes_between(0, rows.height_px).tolist() == [0, 1, 5]


def test_many_lanes_stand_where_each_of_them_does() -> None:
    rows = three(collapsed=(False, True))
    lanes = np.array([5, 0, 3, 1, 2, 4])
    assert rows.lane_tops(lanes).tolist() == [rows.lane_top(lane) for lane in lanes.tolist()]


def test_only_lanes_of_which_a_part_is_in_view_are_named() -> None:
    rows = Rows.stacked((10,), PITCH_PX)
    assert rows.lanes_between(45, 100).tolist() == [1, 2, 3]
    assert rows.lanes_between(0, 30).tolist() == [0]


def test_a_header_stays_in_view_until_its_band_has_gone() -> None:
    rows = three()
    assert list(rows.headers(10, 60)) == [(0, 10.0)]
    end = float(rows.band_px[1])
    assert list(rows.headers(end - 5, end)) == [(0, end - HEADER_PX)]
    assert next(iter(rows.headers(end, end + 60))) == (1, end)
