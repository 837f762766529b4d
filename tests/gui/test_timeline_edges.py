"""The timeline on odd input: nothing to show, little to show, far too much of it, and errors while painting."""

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication, QScrollBar, QToolTip
from pytestqt.qtbot import QtBot

from gui.text import LONGEST_LABEL, tooltip
from gui.timeline.painter import pointers
from storage.dates import bounds, known_bounds, parse
from tests.conftest import StoryWriter
from tests.gui.test_timeline_view import LEFT, Desk


@pytest.fixture
def desk(qtbot: QtBot, homs: Path) -> Desk:
    return Desk(qtbot, homs)


def in_view(desk: Desk, second: int) -> bool:
    return 0 <= desk.view.navigator.scale.px(second) <= desk.view.canvas.width()


def test_a_story_without_events_begins_with_this_year(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story())
    assert all(in_view(desk, second) for second in known_bounds(f"{datetime.now().year}"))


def test_the_ends_of_an_empty_story_lead_nowhere(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story())
    before = desk.view.navigator.scale
    travel = desk.view.travel
    for go in (travel.fit_all, travel.go_home, travel.go_end, travel.fit_selection_then_all):
        go()
    assert desk.view.navigator.scale == before


def test_a_filter_that_finds_nothing_leaves_the_view_where_it_is(desk: Desk) -> None:
    before = desk.view.navigator.scale
    desk.reading.set_filter("no such word")
    desk.view.travel.fit_all()
    desk.view.resize(900, 700)
    desk.reading.set_filter("")
    desk.view.resize(1000, 700)
    assert desk.view.navigator.scale == before


def test_a_lone_instant_is_not_magnified_to_a_wall(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "2024-12-07T20:00:00Z"}]))
    assert desk.view.navigator.scale.seconds_per_px > 0.1
    desk.view.travel.fit_all()
    assert desk.view.navigator.scale.seconds_per_px > 0.1


def test_a_story_of_the_far_past_is_shown_whole(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "Y-290E9"}, {"when": "Y-200E9"}]))
    desk.view.travel.fit_all()
    assert len(desk.shown()) == 2
    assert all(in_view(desk, known_bounds(when)[0]) for when in ("Y-290E9", "Y-200E9"))


def test_the_view_zoomed_out_as_far_as_it_goes_is_painted(desk: Desk) -> None:
    desk.view.travel.zoom_by(1e-6)
    for _ in range(5):
        desk.view.travel.zoom_by(1e-300)
    paints = desk.view.canvas.paints
    desk.view.canvas.grab()
    assert desk.view.canvas.paints > paints


@pytest.mark.parametrize("factor", [0.0, -1.0, 1e300])
def test_a_pinch_of_any_size_zooms(desk: Desk, factor: float) -> None:
    desk.view.navigator.zoom(factor, 100.0)
    assert desk.view.navigator.scale.seconds_per_px > 0


def test_an_error_while_painting_is_raised_once_and_after_it(qtbot: QtBot, desk: Desk) -> None:
    def broken() -> None:
        raise ValueError("no picture")

    desk.view.canvas.picture = broken  # type: ignore[method-assign]
    with qtbot.captureExceptions() as raised:
        for _ in range(3):
            desk.view.canvas.grab()
        qtbot.wait(1)
    assert [str(error[1]) for error in raised] == ["no picture"]


def test_go_to_an_open_date_shows_the_part_that_is_known(desk: Desk) -> None:
    desk.view.travel.go_to(parse("[..2011-03]"))
    march = known_bounds("2011-03", "Asia/Damascus")
    assert all(in_view(desk, second) for second in march)


def test_go_to_during_a_glide_ends_at_the_date(qtbot: QtBot, desk: Desk) -> None:
    desk.view.navigator.animated = True
    desk.view.travel.fit_all()
    desk.view.travel.go_to(parse("2019"))
    qtbot.waitUntil(lambda: desk.view.navigator.scale == desk.view.navigator.target)
    assert all(in_view(desk, second) for second in known_bounds("2019", "Asia/Damascus"))


def test_a_click_at_the_right_edge_makes_room_for_the_title(desk: Desk) -> None:
    desk.view.navigator.jump(desk.view.navigator.scale.zoomed(4, 900))
    start_s = bounds("2024-12-07", "Asia/Damascus").earliest_s
    assert start_s is not None
    scale = desk.view.navigator.scale
    desk.view.navigator.jump(scale.panned(scale.px(start_s) - 950))
    chosen = desk.id_of("Who holds Homs")
    desk.click(desk.mark_of("Who holds Homs") - QPoint(20, 0))
    assert desk.reading.selected == chosen
    picture = desk.view.canvas.picture()
    assert picture is not None
    place = desk.shown().index(chosen)
    index = int(picture.frame.events[place])
    assert picture.frame.title_room_px[place] == pytest.approx(picture.columns.title_px[index])
    assert desk.view.navigator.scale.px(start_s) > 500


def test_a_double_click_opens_the_event_that_its_first_click_moved_away(qtbot: QtBot, desk: Desk) -> None:
    scale = desk.view.navigator.scale
    start_s = bounds("2024-12-07", "Asia/Damascus").earliest_s
    assert start_s is not None
    desk.view.navigator.jump(scale.panned(scale.px(start_s) - 988))
    at = desk.mark_of("Who holds Homs") - QPoint(20, 0)
    opened: list[str] = []
    desk.view.canvas.event_opened.connect(opened.append)
    qtbot.mouseClick(desk.view.canvas.viewport(), LEFT, pos=at)
    qtbot.mouseDClick(desk.view.canvas.viewport(), LEFT, pos=at)
    assert opened == [desk.id_of("Who holds Homs")]


@pytest.mark.parametrize("number", [10**400, float("inf"), float("nan")])
def test_a_view_of_no_size_changes_nothing(desk: Desk, number: float) -> None:
    before = desk.view.navigator.scale
    desk.view.restore_view_state({"origin": "0", "seconds_per_px": number})
    desk.view.restore_view_state({"origin": number, "seconds_per_px": 1.0})
    assert desk.view.navigator.scale == before


def test_another_story_is_laid_out_once(desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    show = desk.view.canvas.show_scene
    monkeypatch.setattr(desk.view.canvas, "show_scene", lambda scene: (made.append(scene), show(scene)))
    desk.document.open(story_path)
    # The old story is closed, the new one opened.
    assert len(made) <= 2
    assert len(desk.shown()) == 3


def test_a_tool_tip_shows_the_beginning_of_an_endless_title(desk: Desk) -> None:
    assert len(tooltip("x" * 100_000)) < LONGEST_LABEL + 20
    QToolTip.hideText()


def bar_of_rows(desk: Desk) -> QScrollBar:
    return next(bar for bar in desk.view.findChildren(QScrollBar) if bar.accessibleName())


@pytest.fixture
def crowd(qtbot: QtBot, write_story: StoryWriter) -> Desk:
    return Desk(qtbot, write_story(events=[{"when": "2024-12-07T20:00:00Z"} for _ in range(60)] + [{"when": "2011"}]))


def test_the_scroll_bar_comes_with_rows_to_scroll(crowd: Desk) -> None:
    assert bar_of_rows(crowd).isHidden()
    crowd.view.travel.go_to(parse("2024-12-07T20:00:00Z"))
    crowd.view.navigator.zoom(1e6, crowd.view.canvas.width() / 2)
    assert not bar_of_rows(crowd).isHidden()


def test_down_and_up_scroll_the_rows(crowd: Desk) -> None:
    crowd.qtbot.keyClick(crowd.view.canvas, Qt.Key.Key_Down)
    crowd.qtbot.keyClick(crowd.view.canvas, Qt.Key.Key_Down)
    low = crowd.view.canvas.scroll_px
    crowd.qtbot.keyClick(crowd.view.canvas, Qt.Key.Key_Up)
    assert low > crowd.view.canvas.scroll_px > 0


def test_spreading_two_fingers_zooms_in(desk: Desk) -> None:
    before, at = desk.view.navigator.scale, QPointF(300, 300)
    device = QPointingDevice.primaryPointingDevice()
    kind = Qt.NativeGestureType.ZoomNativeGesture
    QApplication.sendEvent(
        desk.view.canvas.viewport(), QNativeGestureEvent(kind, device, 2, at, at, at, 0.25, QPointF())
    )
    assert desk.view.navigator.scale == before.zoomed(1.25, 300)


def test_keys_zoom_about_the_chosen_event(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk.view.canvas, "pointer_px", lambda: None)
    desk.reading.select(desk.id_of("Who holds Homs"))
    start_s = known_bounds("2024-12-07", "Asia/Damascus")[0]
    before = desk.view.navigator.scale.px(start_s)
    desk.view.travel.zoom_by(3)
    assert desk.view.navigator.scale.px(start_s) == pytest.approx(before, abs=0.5)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2024-12-07T20:00:00Z", "7 December 2024, 22:59:00 – "),
        ("2024-12-07T12:00/2024-12-07T18:00", "7 December 2024, 05:5"),
    ],
)
def test_the_range_in_view_is_told_as_finely_as_it_is_wide(desk: Desk, when: str, words: str) -> None:
    with desk.qtbot.waitSignal(desk.view.status_changed) as told:
        desk.view.travel.go_to(parse(when))
    assert told.args is not None and told.args[0].startswith(words)


def test_dragging_an_edge_of_the_overview_keeps_the_other_one(desk: Desk) -> None:
    desk.view.travel.go_to(parse("2016/2019"))
    overview = desk.view.overview
    right, middle = overview.handle().right(), round(overview.handle().center().y())
    left = QPoint(round(overview.handle().left()), middle)
    desk.qtbot.mousePress(overview, LEFT, pos=left)
    desk.qtbot.mouseMove(overview, left - QPoint(40, 0))
    desk.qtbot.mouseRelease(overview, LEFT, pos=left - QPoint(40, 0))
    assert overview.handle().left() == pytest.approx(left.x() - 40, abs=2)
    assert overview.handle().right() == pytest.approx(right, abs=2)


def test_an_edge_of_the_overview_stops_at_the_other_one(desk: Desk) -> None:
    desk.view.travel.go_to(parse("2016/2019"))
    overview = desk.view.overview
    middle = round(overview.handle().center().y())
    left = QPoint(round(overview.handle().left()), middle)
    before = desk.view.navigator.scale
    desk.qtbot.mousePress(overview, LEFT, pos=left)
    desk.qtbot.mouseMove(overview, QPoint(round(overview.handle().right()) + 60, middle))
    assert desk.view.navigator.scale.seconds_per_px == pytest.approx(before.seconds_per_px, rel=0.01)


@pytest.mark.parametrize(("key", "later"), [(Qt.Key.Key_Right, True), (Qt.Key.Key_Left, False)])
def test_arrow_keys_on_the_overview_move_the_view(desk: Desk, key: Qt.Key, later: bool) -> None:
    before = desk.view.navigator.scale.origin_parts
    desk.qtbot.keyClick(desk.view.overview, key)
    assert (desk.view.navigator.scale.origin_parts > before) is later


def test_an_empty_stretch_points_to_the_nearest_event(desk: Desk) -> None:
    desk.view.travel.go_to(parse("2018"))
    picture = desk.view.canvas.picture()
    assert picture is not None
    (left, right) = pointers(picture)
    assert left[1].endswith("earlier") and right[1].endswith("later →")
    desk.click(picture.geometry.pointer_rect(1, 20).center().toPoint())
    assert desk.shown()


def test_the_overview_keeps_the_whole_story_while_a_filter_narrows_it(desk: Desk) -> None:
    before = desk.view.overview.labels()
    desk.reading.set_filter("Qatar")
    assert desk.view.overview.labels() == before
