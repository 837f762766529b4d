"""Hands on the timeline: flicks, the zoom box, the ruler, bands, chips and the keys for all of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.timeline.chip_list import MOST_ROWS, ChipList
from gui.timeline.picture import Picture, Ruler
from storage.dates import bounds, parse
from storage.model import Event
from tests.conftest import StoryWriter
from tests.gui.test_timeline_view import LEFT, Desk

Key, Held = Qt.Key, Qt.KeyboardModifier
PLAIN, SHIFT, ALT, CONTROL = Held.NoModifier, Held.ShiftModifier, Held.AltModifier, Held.ControlModifier
MIDDLE = Qt.MouseButton.MiddleButton


@pytest.fixture
def desk(qtbot: QtBot, homs: Path) -> Desk:
    return Desk(qtbot, homs)


def send(desk: Desk, kind: QEvent.Type, at: QPoint, at_ms: int, held: Held, button: Qt.MouseButton) -> None:
    port = desk.view.canvas.viewport()
    down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, down, held)
    event.setTimestamp(at_ms)
    QApplication.sendEvent(port, event)


def drag(
    desk: Desk,
    way: Sequence[tuple[int, int]],
    held: Held = PLAIN,
    button: Qt.MouseButton = LEFT,
    *,
    every_ms: int = 10,
    rest_ms: int = 10,
    release: bool = True,
) -> None:
    """Press at the first point, move over the others, and let go after a rest."""
    points, at_ms = [QPoint(*point) for point in way], 1_000
    send(desk, QEvent.Type.MouseButtonPress, points[0], at_ms, held, button)
    for point in points[1:]:
        at_ms += every_ms
        send(desk, QEvent.Type.MouseMove, point, at_ms, held, button)
    if release:
        send(desk, QEvent.Type.MouseButtonRelease, points[-1], at_ms + rest_ms, held, button)


def overlay(desk: Desk) -> Picture:
    """Return what is painted now, with what lies over the events."""
    source = desk.view.canvas._paint_source()
    assert source is not None
    return source[1]


def ruler(desk: Desk) -> Ruler:
    shown = overlay(desk).ruler
    assert shown is not None
    return shown


QUICK = [(700, 300), (660, 300), (620, 300), (580, 300), (540, 300)]


def test_a_flick_runs_on_and_a_press_that_stops_it_selects_nothing(desk: Desk) -> None:
    desk.view.navigator.animated = True
    desk.reading.select(desk.id_of("Who holds Homs"))
    drag(desk, QUICK)
    let_go = desk.view.navigator.scale
    assert desk.view.navigator.is_flicked
    desk.qtbot.waitUntil(lambda: desk.view.navigator.scale.origin_parts > let_go.origin_parts)
    drag(desk, [(4, 500), (4, 500)])
    stopped = desk.view.navigator.scale
    desk.qtbot.wait(40)
    assert desk.view.navigator.scale == stopped
    assert desk.reading.selected == desk.id_of("Who holds Homs")


def test_a_hand_that_rests_before_it_lets_go_flicks_nothing(desk: Desk) -> None:
    desk.view.navigator.animated = True
    drag(desk, QUICK, rest_ms=200)
    assert desk.view.navigator.scale == desk.view.navigator.target


def test_where_motion_is_reduced_a_flick_stays_where_it_was_let_go(desk: Desk) -> None:
    before = desk.view.navigator.scale
    drag(desk, QUICK)
    assert desk.view.navigator.scale == desk.view.navigator.target
    assert desk.view.navigator.scale.px(before.second_at(700)) == pytest.approx(540, abs=1)


def test_the_middle_button_pans_also_while_the_ruler_is_on(desk: Desk) -> None:
    desk.view.measure(True)
    before = desk.view.navigator.scale
    drag(desk, QUICK, button=MIDDLE)
    assert desk.view.navigator.scale.px(before.second_at(700)) == pytest.approx(540, abs=1)


def test_a_held_arrow_key_moves_on_until_it_is_released(desk: Desk) -> None:
    desk.view.navigator.animated = True
    canvas, navigator, before = desk.view.canvas, desk.view.navigator, desk.view.navigator.scale
    desk.qtbot.keyPress(canvas, Key.Key_Right)
    step = navigator.target
    QApplication.sendEvent(canvas, QKeyEvent(QEvent.Type.KeyPress, Key.Key_Right, PLAIN, "", True))
    desk.qtbot.waitUntil(lambda: navigator.scale.origin_parts > before.origin_parts)
    assert navigator.target == navigator.scale != step
    desk.qtbot.keyRelease(canvas, Key.Key_Right)
    assert navigator.target.origin_parts > navigator.scale.origin_parts
    desk.qtbot.waitUntil(lambda: navigator.scale == navigator.target)


def test_another_story_begins_without_the_ruler_of_the_last(desk: Desk, story_path: Path) -> None:
    desk.view.measure(True)
    desk.document.open(story_path)
    assert overlay(desk).ruler is None


def test_shift_and_a_drag_zoom_to_the_box(desk: Desk) -> None:
    before = desk.view.navigator.scale
    drag(desk, [(200, 300), (300, 320), (400, 310)], SHIFT)
    after = desk.view.navigator.scale
    width = desk.view.canvas.width()
    assert after.seconds_per_px == pytest.approx(before.seconds_per_px * 200 / width)
    assert before.px(after.second_at(0)) == pytest.approx(200, abs=0.5)
    assert overlay(desk).box is None
    desk.view.back()
    assert desk.view.navigator.scale == before


def test_the_box_is_shown_while_it_is_drawn_and_escape_gives_it_up(desk: Desk) -> None:
    before = desk.view.navigator.scale
    drag(desk, [(400, 300), (300, 300), (250, 300)], SHIFT, release=False)
    assert overlay(desk).box == (250.0, 400.0)
    desk.qtbot.keyClick(desk.view.canvas, Key.Key_Escape)
    send(desk, QEvent.Type.MouseButtonRelease, QPoint(250, 300), 2_000, SHIFT, LEFT)
    assert overlay(desk).box is None
    assert desk.view.navigator.scale == before


def test_a_box_of_hardly_a_pixel_zooms_nowhere(desk: Desk) -> None:
    before = desk.view.navigator.scale
    drag(desk, [(400, 300), (410, 300), (402, 300)], SHIFT)
    assert desk.view.navigator.scale == before


def test_alt_and_a_drag_measure_time_in_words(desk: Desk) -> None:
    axis = desk.view.canvas.height() - 6
    drag(desk, [(300, axis), (400, axis)], ALT)
    shown = ruler(desk)
    assert (shown.start_px, shown.end_px) == pytest.approx((300, 400), abs=1)
    assert shown.label.startswith("about ")


def test_the_ruler_takes_the_moment_at_which_an_event_nearby_begins(qtbot: QtBot, write_story: StoryWriter) -> None:
    times = ("2024-12-07T20:00:00Z", "2024-12-07T23:20:00Z")
    desk = Desk(qtbot, write_story(events=[{"when": when, "title": when[11:16]} for when in times]))
    marks = [desk.mark_of(when[11:16]) - QPoint(16, 0) for when in times]
    drag(desk, [(mark.x(), mark.y()) for mark in marks], ALT)
    assert ruler(desk).label == "3 h 20 min"


def test_what_is_only_known_to_the_day_is_measured_no_more_exactly(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "2024-12-01", "title": "A"}, {"when": "2024-12-21", "title": "B"}]))
    marks = [desk.mark_of(title) for title in "AB"]
    starts = [desk.view.navigator.scale.px(bounds(f"2024-12-{day}", "UTC").earliest_s or 0) for day in ("01", "21")]
    drag(desk, [(round(px), mark.y()) for px, mark in zip(starts, marks, strict=True)], ALT)
    assert ruler(desk).label == "about 20 days"


def test_the_ruler_stays_where_it_is_in_time(desk: Desk) -> None:
    axis = desk.view.canvas.height() - 6
    drag(desk, [(300, axis), (500, axis)], ALT)
    words = ruler(desk).label
    desk.view.navigator.zoom(2.0, 300)
    assert (ruler(desk).start_px, ruler(desk).end_px) == pytest.approx((300, 700), abs=2)
    assert ruler(desk).label == words


def test_escape_puts_the_ruler_away_and_reaches_no_further(desk: Desk) -> None:
    heard = QAction(desk.view, shortcut="Escape", shortcutContext=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    desk.view.addAction(heard)
    desk.view.canvas.setFocus()
    desk.view.measure(True)
    with desk.qtbot.assertNotEmitted(heard.triggered), desk.qtbot.waitSignal(desk.view.canvas.ruler_toggled):
        desk.qtbot.keyClick(desk.view.canvas, Key.Key_Escape)
    assert overlay(desk).ruler is None
    with desk.qtbot.waitSignal(heard.triggered):
        desk.qtbot.keyClick(desk.view.canvas, Key.Key_Escape)


def test_a_click_puts_away_a_ruler_that_was_only_drawn(desk: Desk) -> None:
    drag(desk, [(300, 690), (400, 690)], ALT)
    desk.click(desk.mark_of("Who holds Homs"))
    assert overlay(desk).ruler is None


def test_time_is_measured_by_keyboard_alone(qtbot: QtBot, write_story: StoryWriter) -> None:
    times = ("2024-12-07T20:00:00Z", "2024-12-07T22:00:00Z", "2024-12-08T20:00:00Z")
    desk = Desk(qtbot, write_story(events=[{"when": when, "title": when[8:13]} for when in times]))
    desk.reading.select(desk.id_of("07T20"))
    desk.view.measure(True)
    canvas = desk.view.canvas
    qtbot.keyClick(canvas, Key.Key_Right, CONTROL)
    assert ruler(desk).label == "2 h"
    qtbot.keyClick(canvas, Key.Key_Right)
    assert ruler(desk).label.startswith("about 2 h")
    qtbot.keyClick(canvas, Key.Key_Space)
    assert ruler(desk).start_px > ruler(desk).end_px
    before = desk.view.navigator.scale
    qtbot.keyClick(canvas, Key.Key_Return)
    assert desk.view.navigator.scale.seconds_per_px < before.seconds_per_px


def test_what_is_measured_is_told_with_the_range(desk: Desk) -> None:
    with desk.qtbot.waitSignal(desk.view.status_changed, check_params_cb=lambda text: text.startswith("Ruler: about ")):
        drag(desk, [(300, 690), (400, 690)], ALT)


@pytest.fixture
def banded(desk: Desk) -> Desk:
    desk.view.bands.group_by("category")
    return desk


def header_of(desk: Desk, band: int) -> QPoint:
    picture = overlay(desk)
    header = next(header for header in picture.bands if header.band == band)
    return picture.geometry.header_rect(header).center().toPoint()


def test_a_click_on_a_heading_toggles_its_band(banded: Desk) -> None:
    with banded.qtbot.waitSignal(banded.view.canvas.band_toggled) as told:
        banded.click(header_of(banded, 1))
    assert told.args == [1]


def test_dragging_a_heading_shows_where_its_band_would_land_and_moves_it(banded: Desk) -> None:
    start, end = header_of(banded, 0), header_of(banded, 2) + QPoint(0, 10)
    rows = overlay(banded).geometry.rows
    assert rows is not None
    third_band_px = float(rows.band_px[2])
    way = [(start.x(), start.y()), (start.x(), start.y() + 30), (end.x(), end.y())]
    drag(banded, way, release=False)
    assert overlay(banded).drop_px == pytest.approx(third_band_px)
    with banded.qtbot.waitSignal(banded.view.canvas.band_moved) as told:
        send(banded, QEvent.Type.MouseButtonRelease, end, 2_000, PLAIN, LEFT)
    assert told.args == [0, 1]
    assert overlay(banded).drop_px is None


def test_escape_leaves_a_dragged_band_where_it_was(banded: Desk) -> None:
    start, end = header_of(banded, 2), header_of(banded, 0)
    with banded.qtbot.assertNotEmitted(banded.view.canvas.band_moved):
        drag(banded, [(start.x(), start.y()), (end.x(), end.y())], release=False)
        banded.qtbot.keyClick(banded.view.canvas, Key.Key_Escape)
        send(banded, QEvent.Type.MouseButtonRelease, end, 2_000, PLAIN, LEFT)
    assert overlay(banded).drop_px is None


def test_dragging_a_heading_sideways_pans(banded: Desk) -> None:
    start, before = header_of(banded, 0), banded.view.navigator.scale
    with banded.qtbot.assertNotEmitted(banded.view.canvas.band_toggled):
        drag(banded, [(start.x(), start.y()), (start.x() - 40, start.y()), (start.x() - 80, start.y())])
    assert banded.view.navigator.scale.px(before.second_at(500)) == pytest.approx(420, abs=1)


def test_bands_are_collapsed_and_moved_by_keyboard(banded: Desk) -> None:
    canvas, qtbot = banded.view.canvas, banded.qtbot
    canvas.setFocus()
    with qtbot.assertNotEmitted(canvas.band_toggled):
        qtbot.keyClick(canvas, Key.Key_Return)
    for _ in range(2):
        qtbot.keyClick(canvas, Key.Key_Down, CONTROL)
    assert overlay(banded).focused_band == 1
    assert canvas.accessibleDescription() == "Band Government, 2 events, open"
    with qtbot.waitSignal(canvas.band_toggled) as toggled:
        qtbot.keyClick(canvas, Key.Key_Space)
    with qtbot.waitSignal(canvas.band_moved) as moved:
        qtbot.keyClick(canvas, Key.Key_Down, CONTROL | SHIFT)
    assert (toggled.args, moved.args) == ([1], [1, 2])
    assert overlay(banded).focused_band == 2


def test_a_heading_out_of_sight_is_scrolled_to(qtbot: QtBot, homs: Path) -> None:
    desk = Desk(qtbot, homs, height=380)
    canvas = desk.view.canvas
    desk.view.bands.group_by("category")
    for _ in range(3):
        qtbot.keyClick(canvas, Key.Key_Down, CONTROL)
    assert canvas.scroll_px > 0
    assert 2 in [header.band for header in overlay(desk).bands]


def test_what_is_under_a_heading_is_not_clicked_through_it(banded: Desk) -> None:
    with banded.qtbot.assertNotEmitted(banded.view.canvas.event_clicked):
        banded.click(header_of(banded, 0))


def test_the_lanes_run_on_after_a_flick_and_stop_at_their_end(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "2024-12-07"}] * 60))
    desk.view.navigator.animated = True
    drag(desk, [(500, 500), (500, 470), (500, 440)])
    let_go = desk.view.canvas.scroll_px
    qtbot.waitUntil(lambda: desk.view.canvas.scroll_px > let_go)
    desk.qtbot.keyClick(desk.view.canvas, Key.Key_PageUp)
    qtbot.waitUntil(lambda: desk.view.canvas.scroll_px == 0)


def days(write_story: StoryWriter) -> Path:
    return write_story(events=[{"when": f"2024-12-{day:02d}"} for day in range(1, 31)])


def test_a_second_click_on_a_chip_zooms_to_what_its_list_shows(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, days(write_story), height=330)
    picture = overlay(desk)
    at = picture.geometry.chip_rect(picture.frame.chips[0].px, 10).center().toPoint()
    desk.click(at)
    pop_up = desk.view.findChild(ChipList)
    model = pop_up.list.model()
    listed = [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]
    before = desk.view.navigator.scale
    in_list = pop_up.mapFromGlobal(desk.view.canvas.viewport().mapToGlobal(at))
    qtbot.mouseClick(pop_up, LEFT, pos=in_list)
    assert not pop_up.isVisible()
    assert desk.view.navigator.scale.seconds_per_px < before.seconds_per_px
    assert set(listed) <= set(desk.shown())


def test_the_list_of_a_hundred_thousand_events_reads_only_what_is_in_sight(qtbot: QtBot, desk: Desk) -> None:
    read: list[int] = []

    def find(row: int) -> Event | None:
        read.append(row)
        return desk.document.events[0]

    rows = range(100_000)
    pop_up = ChipList(rows, find, desk.theme, lambda _id: None, lambda: None, desk.view)
    pop_up.popup(QRect(300, 500, 40, 20))
    pop_up.grab()
    qtbot.keyClick(pop_up.list, Key.Key_End)
    qtbot.keyClick(pop_up.list, Key.Key_X)
    pop_up.grab()
    assert rows[-1] in read
    assert len(set(read)) <= 4 * MOST_ROWS
    pop_up.close()


def test_an_event_chosen_before_the_timeline_was_there_is_marked_on_it(qtbot: QtBot, homs: Path) -> None:
    from gui.timeline.view import TimelineView

    desk = Desk(qtbot, homs)
    desk.reading.select(desk.id_of("Who holds Homs"))
    later = TimelineView(desk.document, desk.reading, desk.theme)
    qtbot.addWidget(later)
    picture = later.canvas.picture()
    assert picture is not None and len(picture.selected) == 1


def test_a_chosen_event_that_is_aeons_off_does_not_disturb_the_picture(qtbot: QtBot, write_story: StoryWriter) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "Y-428E7", "title": "Life"}, {"when": "-0043-03-15"}]))
    desk.reading.select(desk.id_of("Life"))
    desk.view.travel.go_to(parse("-0043-03-15"))
    paints = desk.view.canvas.paints
    desk.view.canvas.grab()
    assert desk.view.canvas.paints > paints


def test_what_two_fingers_hold_stays_under_them(desk: Desk) -> None:
    port, fingers, before = desk.view.canvas.viewport(), QTest.createTouchDevice(), desk.view.navigator.scale
    QTest.touchEvent(port, fingers).press(0, QPoint(400, 300), port).commit()
    QTest.touchEvent(port, fingers).move(0, QPoint(400, 300), port).press(1, QPoint(500, 300), port).commit()
    for step in range(1, 11):
        left, right = QPoint(400 - 5 * step, 300), QPoint(500 + 15 * step, 300)
        QTest.touchEvent(port, fingers).move(0, left, port).move(1, right, port).commit()
    after = desk.view.navigator.scale
    assert after.seconds_per_px == pytest.approx(before.seconds_per_px / 3)
    assert [after.px(before.second_at(px)) for px in (400, 500)] == pytest.approx([350, 650], abs=1)
    QTest.touchEvent(port, fingers).release(0, left, port).release(1, right, port).commit()
    assert desk.view.navigator.scale == after and desk.reading.selected == ""
