"""Motions as functions of the time elapsed: no clock, no window."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.scale import Scale
from gui.timeline.motion import SLOWEST_PX_PER_S, Drive, Flight, Glide, Repeats, flick

START = Scale(0, 100.0)
SPEEDS = st.floats(-20_000, 20_000)


@given(SPEEDS)
def test_a_flick_only_slows_down_and_ends_where_it_said(speed: float) -> None:
    motion = flick(START, speed)
    if motion is None:
        assert abs(speed) <= SLOWEST_PX_PER_S
        return
    places = [-motion.scale_at(motion.duration_s * step / 20).px(0) for step in range(21)]
    steps = [abs(after - before) for before, after in pairwise(places)]
    assert all(later <= earlier + 1e-6 for earlier, later in pairwise(steps))
    assert motion.scale_at(motion.duration_s) == motion.target
    assert (places[-1] > 0) is (speed > 0)


@pytest.mark.parametrize("speed", [300.0, -2_000.0])
def test_a_flick_begins_as_fast_as_the_hand_was(speed: float) -> None:
    motion = flick(START, speed)
    assert motion is not None
    assert -motion.scale_at(0.001).px(0) == pytest.approx(speed * 0.001, rel=0.05)


def test_a_glide_is_where_its_time_says_whatever_the_frames_were() -> None:
    motion = Glide(START, START.zoomed(8, 300), 0.2)
    assert motion.scale_at(0.1) == Glide(START, START.zoomed(8, 300), 0.2).scale_at(0.1)
    assert motion.scale_at(0.3) == motion.target


@pytest.mark.parametrize("anchor_px", [None, 300.0])
def test_a_held_key_speeds_up_without_a_jerk(anchor_px: float | None) -> None:
    motion = Drive(START, 1, anchor_px)
    places = [motion.scale_at(step / 100) for step in range(250)]
    done = [scale.seconds_per_px if anchor_px else scale.px(0) for scale in places]
    ways = [before / after if anchor_px else before - after for before, after in pairwise(done)]
    assert all(0 < later / earlier < 1.1 for earlier, later in pairwise(ways))
    assert ways[-1] > ways[0]


def test_a_held_zoom_keeps_the_instant_under_its_pixel() -> None:
    motion = Drive(START, 1, 417.0)
    second = START.second_at(417.0)
    assert motion.scale_at(1.0).px(second) == pytest.approx(417.0, abs=0.5)
    assert motion.let_go(1.0).target.px(second) == pytest.approx(417.0, abs=0.5)


def test_a_released_key_ends_as_smoothly_as_it_moved() -> None:
    motion = Drive(START, 1)
    ending = motion.let_go(0.5)
    last = motion.scale_at(0.49).px(0) - motion.scale_at(0.5).px(0)
    first = ending.scale_at(0.0).px(0) - ending.scale_at(0.01).px(0)
    assert first == pytest.approx(last, rel=0.15)


def test_quick_presses_of_a_hand_are_no_held_key() -> None:
    presses = Repeats()
    assert not any(presses.held(1, 0.12 * count) for count in range(10))


def test_a_repeating_key_is_told_from_its_third_trigger() -> None:
    presses = Repeats()
    assert [presses.held(1, 0.04 * count) for count in range(4)] == [False, False, True, True]
    assert not presses.held(-1, 0.16)


WIDTH_PX = 1_200.0
PLACES = st.builds(Scale, st.integers(-(1 << 90), 1 << 90), st.floats(-9, 55).map(lambda level: 2.0**level))


@given(PLACES, PLACES)
def test_a_flight_leads_from_its_start_to_its_target_without_a_leap(start: Scale, target: Scale) -> None:
    flight = Flight.between(start, target, WIDTH_PX)
    if flight is None:
        return
    steps = 400
    scales = [flight.scale_at(flight.duration_s * step / steps) for step in range(steps + 1)]
    assert scales[0].seconds_per_px == pytest.approx(start.seconds_per_px, rel=1e-6)
    assert abs(scales[0].panned(0).origin_parts - start.origin_parts) <= 2**32 * start.seconds_per_px
    assert scales[-1] == target
    for before, after in pairwise(scales):
        moved_px = (after.origin_parts - before.origin_parts) / 2**32 / max(before.seconds_per_px, after.seconds_per_px)
        assert abs(moved_px) < WIDTH_PX
        assert 0.5 < after.seconds_per_px / before.seconds_per_px < 2.0


def test_what_is_near_is_no_flight() -> None:
    assert Flight.between(START, START.panned(WIDTH_PX), WIDTH_PX) is None
