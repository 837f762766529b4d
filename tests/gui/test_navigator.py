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


def test_a_way_that_would_only_blur_is_jumped() -> None:
    moving, far = navigator(), Scale(1 << 80, 100.0)
    moving.glide(far)
    assert moving.scale == far


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
