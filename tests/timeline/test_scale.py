from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.timeline.layout.scale import PARTS_PER_SECOND, Scale

ERAS = [0, 1_733_529_600, -435_000_000_000_000_000, 9_000_000_000_000_000_000, -9_200_000_000_000_000_000]


def exact_px(scale: Scale, second: int) -> Fraction:
    return (Fraction(second) - Fraction(scale.origin_parts, PARTS_PER_SECOND)) / Fraction(scale.seconds_per_px)


@pytest.mark.parametrize("era", ERAS)
@pytest.mark.parametrize("seconds_per_px", [0.01, 1.0, 86_400.0, 1e9])
def test_pixels_are_right_to_a_hundredth_at_any_era(era: int, seconds_per_px: float) -> None:
    scale = Scale(era * PARTS_PER_SECOND + 12345, seconds_per_px)
    seconds = np.array([scale.second_at(px) for px in (0, 1, 500.5, 1919)], np.int64)
    for second, px in zip(seconds, scale.px_of(seconds), strict=True):
        assert abs(exact_px(scale, int(second)) - Fraction(px)) < Fraction(1, 100)
        assert abs(exact_px(scale, int(second)) - Fraction(scale.px(int(second)))) < Fraction(1, 100)


def test_one_second_is_a_step_at_the_age_of_the_universe() -> None:
    scale = Scale(-435_000_000_000_000_000 * PARTS_PER_SECOND, 0.01)
    first = scale.second_at(0)
    assert np.diff(scale.px_of(np.array([first, first + 1], np.int64)))[0] == pytest.approx(100)


@given(st.sampled_from(ERAS), st.floats(0, 1920), st.floats(0.5, 2.0))
def test_a_hundred_zooms_keep_the_instant_under_the_pointer(era: int, anchor_px: float, factor: float) -> None:
    scale = Scale(era * PARTS_PER_SECOND, 3600.0)
    instant = scale.panned(anchor_px).origin_parts
    for _ in range(100):
        scale = scale.zoomed(factor, anchor_px)
    parts = Fraction(instant - scale.origin_parts, PARTS_PER_SECOND)
    assert abs(parts / Fraction(scale.seconds_per_px) - Fraction(anchor_px)) < Fraction(1, 2)


def test_fitting_puts_both_ends_where_asked() -> None:
    scale = Scale.fitting(1000, 5000, 40, 940)
    assert scale.px(1000) == pytest.approx(40)
    assert scale.px(5000) == pytest.approx(940)


def test_a_way_between_aeons_and_hours_ends_at_its_ends_without_a_swing() -> None:
    far = Scale.fitting(-(10**17), 10**17, 0, 1000)
    near = Scale.fitting(1_733_529_600, 1_733_533_200, 0, 1000)
    middle_s = 1_733_531_400
    assert far.between(near, 0.0) == far
    assert far.between(near, 1.0) == near
    for share in np.linspace(0.9, 1.0, 50):
        # The target's middle never leaves the view on the way to it.
        assert 0 <= far.between(near, float(share)).px(middle_s) <= 1000


def test_half_of_a_way_without_zoom_is_half_way() -> None:
    here, there = Scale(0, 10.0), Scale(1000 * PARTS_PER_SECOND, 10.0)
    assert here.between(there, 0.5) == Scale(500 * PARTS_PER_SECOND, 10.0)
