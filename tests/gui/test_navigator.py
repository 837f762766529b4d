import pytest
from pytestqt.qtbot import QtBot

from gui.timeline.layout.scale import Scale
from gui.timeline.navigator import HISTORY_LENGTH, Navigator

# Timers need the event dispatcher that comes with an application.
pytestmark = pytest.mark.usefixtures("qapp")

START = Scale(0, 100.0)


def navigator() -> Navigator:
    made = Navigator()
    made.restart(START)
    return made


def test_a_glide_ends_where_it_was_sent(qtbot: QtBot) -> None:
    moving, target = navigator(), Scale(1 << 40, 10.0)
    moving.glide(target)
    assert moving.scale != target
    qtbot.waitUntil(lambda: moving.scale == target)


def test_taking_hold_stops_a_glide(qtbot: QtBot) -> None:
    moving = navigator()
    moving.glide(Scale(1 << 40, 10.0), over_ms=10_000)
    with qtbot.waitSignal(moving.moved):
        pass
    moving.hold()
    held = moving.scale
    qtbot.wait(40)
    assert moving.scale == held == moving.target


def test_quick_zooms_add_up_and_keep_the_anchor(qtbot: QtBot) -> None:
    moving, second = navigator(), START.second_at(300)
    for _ in range(5):
        moving.zoom(1.5, 300)
    expected = START.seconds_per_px / 1.5**5
    qtbot.waitUntil(lambda: abs(moving.scale.seconds_per_px - expected) < 1e-9)
    assert abs(moving.scale.px(second) - 300) < 0.5


def test_back_returns_to_where_a_visit_began() -> None:
    moving = navigator()
    moving.animated = False
    moving.visit(Scale(1 << 50, 10.0))
    moving.visit(Scale(1 << 51, 10.0))
    moving.back()
    assert moving.scale == Scale(1 << 50, 10.0)
    moving.back()
    moving.back()
    assert moving.scale == START
    moving.forward()
    assert moving.scale == Scale(1 << 50, 10.0)


def test_a_visit_after_going_back_forgets_what_lay_ahead() -> None:
    moving = navigator()
    moving.animated = False
    moving.visit(Scale(1 << 50, 10.0))
    moving.back()
    moving.visit(Scale(1 << 52, 10.0))
    here = moving.scale
    moving.forward()
    assert moving.scale == here


def test_the_way_back_has_an_end() -> None:
    moving = navigator()
    moving.animated = False
    for place in range(1, HISTORY_LENGTH + 51):
        moving.visit(Scale(place << 50, 10.0))
    for _ in range(HISTORY_LENGTH + 50):
        moving.back()
    assert moving.scale == Scale(50 << 50, 10.0)


def test_a_far_way_is_flown_over_and_can_be_interrupted(qtbot: QtBot) -> None:
    moving, far = navigator(), Scale(1 << 80, 100.0)
    moving.glide(far)
    qtbot.waitUntil(lambda: moving.scale.seconds_per_px > 10 * START.seconds_per_px)
    moving.hold()
    assert START.origin_parts != moving.scale.origin_parts != far.origin_parts
    moving.glide(far)
    qtbot.waitUntil(lambda: moving.scale == far)


def test_a_place_where_the_view_rested_is_on_the_way_back(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.timeline.navigator.SETTLE_MS", 1)
    moving = navigator()
    moving.animated = False
    moving.pan(300)
    rested = moving.scale
    qtbot.wait(20)
    moving.pan(300)
    moving.back()
    assert moving.scale == rested


def test_a_hundred_steps_of_the_wheel_keep_the_instant_under_the_pointer(qtbot: QtBot) -> None:
    moving = navigator()
    moving.glide(Scale(1 << 44, 10.0), over_ms=2_000)
    qtbot.wait(30)
    second, drift_px = moving.scale.second_at(417.0), 0.0
    for step in range(100):
        moving.zoom(1.28 if step % 3 else 1 / 1.28, 417.0)
        qtbot.wait(1)
        # The instant under the pointer lies less than a second beside a whole one.
        drift_px = max(drift_px, abs(moving.scale.px(second) - 417.0) - 1 / moving.scale.seconds_per_px)
    qtbot.waitUntil(lambda: moving.scale == moving.target)
    assert moving.scale.seconds_per_px < 10.0
    assert drift_px < 0.5


def test_a_zoom_under_way_goes_on_about_another_pixel(qtbot: QtBot) -> None:
    moving = navigator()
    moving.zoom(2.0, 300)
    moving.zoom(2.0, 500)
    second = moving.scale.second_at(500)
    qtbot.waitUntil(lambda: moving.scale == moving.target)
    assert moving.scale.seconds_per_px == pytest.approx(START.seconds_per_px / 4)
    assert moving.scale.px(second) == pytest.approx(500, abs=0.5)


def test_a_flick_runs_on_and_comes_to_rest(qtbot: QtBot) -> None:
    moving = navigator()
    moving.flick(900.0)
    assert moving.is_flicked
    qtbot.waitUntil(lambda: moving.scale == moving.target)
    assert not moving.is_flicked
    assert 200 < moving.scale.px(0) * -1 < 300


def test_a_held_key_moves_on_until_it_is_let_go(qtbot: QtBot) -> None:
    moving = navigator()
    moving.step_pan(100, held=False)
    moving.step_pan(100, held=True)
    qtbot.wait(60)
    moving.release()
    qtbot.waitUntil(lambda: moving.scale == moving.target)
    assert 100 < -moving.scale.px(0) < 1_000


def test_a_held_key_that_is_not_repeated_any_more_is_let_go(qtbot: QtBot) -> None:
    moving = navigator()
    moving.step_zoom(1.5, 300, held=True)
    with qtbot.waitSignal(moving.moved):
        pass
    # While a key is held nobody knows where it will end.
    qtbot.waitUntil(lambda: moving.target != moving.scale)
    qtbot.waitUntil(lambda: moving.target == moving.scale)
    assert moving.scale.seconds_per_px < START.seconds_per_px


def test_without_motion_everything_jumps() -> None:
    moving = navigator()
    moving.glide(Scale(1 << 50, 10.0))
    moving.animated = False
    assert moving.scale == Scale(1 << 50, 10.0)
    moving.flick(5_000.0)
    assert moving.scale == moving.target == Scale(1 << 50, 10.0)
    moving.step_pan(100, held=True)
    once = moving.scale
    moving.step_pan(100, held=True)
    assert moving.scale == once == Scale(1 << 50, 10.0).panned(100)
