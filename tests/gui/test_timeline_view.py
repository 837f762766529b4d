from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.reading import Reading
from gui.theme import Theme
from gui.timeline.chip_list import ChipList
from gui.timeline.view import TimelineView
from storage.dates import bounds, parse

LEFT = Qt.MouseButton.LeftButton


class Desk:
    """A timeline with its document and what is read, motion off so that each step is done at once."""

    def __init__(self, qtbot: QtBot, path: Path, width: int = 1000, height: int = 700) -> None:
        self.document = Document()
        self.reading = Reading(self.document)
        self.theme = Theme("light")
        self.view = TimelineView(self.document, self.reading, self.theme)
        self.view.navigator.animated = False
        qtbot.addWidget(self.view)
        self.document.open(path)
        self.view.resize(width, height)
        with qtbot.waitExposed(self.view):
            self.view.show()
        self.qtbot = qtbot

    def id_of(self, title: str) -> str:
        return next(event.id for event in self.document.events if title in event.title)

    def shown(self) -> list[str]:
        picture = self.view.canvas.picture()
        assert picture is not None
        return [self.at(row) for row in picture.columns.row[picture.frame.events]]

    def at(self, row: int) -> str:
        assert self.document.file is not None
        event = self.document.file.event_in_row(row)
        assert event is not None
        return event.id

    def mark_of(self, title: str) -> QPoint:
        picture = self.view.canvas.picture()
        assert picture is not None
        place = self.shown().index(self.id_of(title))
        lane = int(picture.frame.lane[place])
        return QPoint(
            round(float(picture.frame.title_px[place]) + 8),
            round(picture.geometry.lane_top(lane) + picture.geometry.title_middle),
        )

    def click(self, at: QPoint) -> None:
        self.qtbot.mouseClick(self.view.canvas.viewport(), LEFT, pos=at)

    def wheel(self, at: QPoint, notches: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        port = self.view.canvas.viewport()
        event = QWheelEvent(
            QPointF(at), QPointF(port.mapToGlobal(at)), QPoint(), notches * 120, Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(port, event)


@pytest.fixture
def desk(qtbot: QtBot, homs: Path) -> Desk:
    return Desk(qtbot, homs)


def test_the_sample_is_painted(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.view.canvas.paints > 0)
    assert desk.id_of("Who holds Homs") in desk.shown()


def test_a_click_on_a_title_selects_its_event(desk: Desk) -> None:
    desk.click(desk.mark_of("Who holds Homs"))
    assert desk.reading.selected == desk.id_of("Who holds Homs")


def test_a_click_on_empty_paper_selects_nothing(desk: Desk) -> None:
    desk.reading.select(desk.id_of("Who holds Homs"))
    picture = desk.view.canvas.picture()
    assert picture is not None
    desk.click(QPoint(4, round(picture.geometry.axis_top) - 2))
    assert desk.reading.selected == ""


def test_a_click_on_an_era_selects_it(desk: Desk) -> None:
    picture = desk.view.canvas.picture()
    assert picture is not None
    desk.click(QPoint(300, round(picture.geometry.era_top(1)) + 5))
    assert desk.reading.selected in map(desk.at, picture.eras.row)


def test_a_chosen_era_stands_out(desk: Desk) -> None:
    picture = desk.view.canvas.picture()
    assert picture is not None
    at = QPoint(300, round(picture.geometry.era_top(0)) + 5)
    desk.click(at)
    assert desk.view.canvas.grab().toImage().pixelColor(at).name() == desk.theme.palette.selection


def test_a_double_click_fits_the_event(desk: Desk) -> None:
    port, at = desk.view.canvas.viewport(), desk.mark_of("Who holds Homs")
    desk.qtbot.mouseDClick(port, LEFT, pos=at)
    limits = bounds("2024-12-07/2024-12-08", "Asia/Damascus")
    assert limits.earliest_s is not None
    assert 100 < desk.view.navigator.scale.px(limits.earliest_s) < 300
    assert desk.view.navigator.scale.seconds_per_px < 600


def test_the_wheel_zooms_about_the_pointer(desk: Desk) -> None:
    at, before = QPoint(400, 300), desk.view.navigator.scale
    desk.wheel(at, QPoint(0, 3))
    after = desk.view.navigator.scale
    assert after.seconds_per_px < before.seconds_per_px
    assert after.px(before.second_at(400)) == pytest.approx(400, abs=0.5)


@pytest.mark.parametrize(
    ("notches", "held"),
    [(QPoint(-1, 0), Qt.KeyboardModifier.NoModifier), (QPoint(0, -1), Qt.KeyboardModifier.ShiftModifier)],
)
def test_a_sideways_wheel_pans(desk: Desk, notches: QPoint, held: Qt.KeyboardModifier) -> None:
    before = desk.view.navigator.scale
    desk.wheel(QPoint(400, 300), notches, held)
    after = desk.view.navigator.scale
    assert after.seconds_per_px == before.seconds_per_px
    assert after.origin_parts > before.origin_parts


def test_a_drag_takes_the_timeline_along(desk: Desk) -> None:
    port, before = desk.view.canvas.viewport(), desk.view.navigator.scale
    desk.qtbot.mousePress(port, LEFT, pos=QPoint(500, 400))
    desk.qtbot.mouseMove(port, QPoint(440, 400))
    desk.qtbot.mouseMove(port, QPoint(400, 400))
    desk.qtbot.mouseRelease(port, LEFT, pos=QPoint(400, 400))
    assert desk.view.navigator.scale.px(before.second_at(500)) == pytest.approx(400, abs=1)
    assert desk.reading.selected == ""


@pytest.mark.parametrize(("key", "later"), [(Qt.Key.Key_Right, True), (Qt.Key.Key_Left, False)])
def test_arrow_keys_pan(desk: Desk, key: Qt.Key, later: bool) -> None:
    before = desk.view.navigator.scale.origin_parts
    desk.qtbot.keyClick(desk.view.canvas, key)
    assert (desk.view.navigator.scale.origin_parts > before) is later


def test_every_event_shows_when_it_is_chosen(desk: Desk) -> None:
    for event in desk.document.events:
        desk.reading.select(event.id)
        picture = desk.view.canvas.picture()
        assert picture is not None
        eras = {desk.at(row) for row in picture.eras.row[picture.era_frame.events]}
        assert event.id in {*desk.shown(), *eras}
        span = bounds(event.when, "Asia/Damascus")
        if event.id in desk.shown():
            place = desk.shown().index(event.id)
            assert picture.frame.right_px[place] > 0 and picture.frame.mark_px[place] < desk.view.canvas.width(), span


def test_the_filter_narrows_the_timeline(desk: Desk) -> None:
    desk.reading.set_filter("Qatar")
    picture = desk.view.canvas.picture()
    assert picture is not None
    assert 0 < len(picture.columns) < 5


def test_fit_goes_from_the_selection_to_the_whole_story(desk: Desk) -> None:
    desk.reading.select(desk.id_of("Who holds Homs"))
    desk.view.travel.fit_selection_then_all()
    near = desk.view.navigator.scale
    desk.view.travel.fit_selection_then_all()
    assert near.seconds_per_px < 1000 < desk.view.navigator.scale.seconds_per_px
    assert 0 <= desk.view.navigator.scale.px(1_293_840_000) <= 1000


def test_back_and_forward_lead_through_the_views(desk: Desk) -> None:
    first = desk.view.navigator.scale
    desk.view.travel.fit_all()
    second = desk.view.navigator.scale
    desk.view.back()
    assert desk.view.navigator.scale == first
    desk.view.forward()
    assert desk.view.navigator.scale == second


def test_go_to_brings_a_date_to_the_middle(desk: Desk) -> None:
    desk.view.travel.go_to(parse("2019-05-01"))
    limits = bounds("2019-05-01", "Asia/Damascus")
    assert limits.earliest_s is not None and limits.latest_s is not None
    middle = (limits.earliest_s + limits.latest_s) // 2
    assert desk.view.navigator.scale.px(middle) == pytest.approx(desk.view.canvas.width() / 2, abs=2)


def test_home_and_end_lead_to_the_storys_ends(desk: Desk) -> None:
    desk.view.travel.go_home()
    first = bounds("2011", "Asia/Damascus").earliest_s
    assert first is not None
    assert desk.view.navigator.scale.px(first) == pytest.approx(40, abs=1)
    desk.view.travel.go_end()
    last = bounds("2024-12-08", "Asia/Damascus").latest_s
    assert last is not None
    assert 0 < desk.view.navigator.scale.px(last) < desk.view.canvas.width()


def test_a_view_is_restored_to_the_fraction_of_a_second(desk: Desk) -> None:
    desk.wheel(QPoint(311, 200), QPoint(0, 7))
    state, scale = desk.view.view_state(), desk.view.navigator.scale
    desk.view.travel.fit_all()
    desk.view.restore_view_state(state)
    assert desk.view.navigator.scale == scale


@pytest.mark.parametrize(("origin", "seconds_per_px"), [("x", 1), ("1", -1), ([], 1), ("1", "x"), (None, None)])
def test_a_view_that_is_none_changes_nothing(desk: Desk, origin: object, seconds_per_px: object) -> None:
    before = desk.view.navigator.scale
    desk.view.restore_view_state({"origin": origin, "seconds_per_px": seconds_per_px})
    desk.view.restore_view_state({})
    assert desk.view.navigator.scale == before


def test_a_chip_opens_the_list_of_its_events(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": f"2024-12-{day:02d}"} for day in range(1, 31)]), height=330)
    picture = desk.view.canvas.picture()
    assert picture is not None and picture.frame.chips
    chip = picture.frame.chips[0]
    desk.click(picture.geometry.chip_rect(chip.px, 10).center().toPoint())
    pop_up = desk.view.findChild(ChipList)
    assert pop_up.list.model().rowCount() == chip.count
    qtbot.keyClick(pop_up.list, Qt.Key.Key_Return)
    first = next(place for place in range(chip.first, chip.last) if place not in picture.frame.events)
    assert desk.reading.selected == desk.at(picture.columns.row[first])
    assert desk.reading.selected in desk.shown()


def test_escape_closes_the_list_of_a_chip_and_reaches_no_further(
    qtbot: QtBot, write_story: Callable[..., Path]
) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": f"2024-12-{day:02d}"} for day in range(1, 31)]), height=330)
    heard = QAction(desk.view, shortcut="Escape", shortcutContext=Qt.ShortcutContext.WidgetWithChildrenShortcut)
    desk.view.addAction(heard)
    picture = desk.view.canvas.picture()
    assert picture is not None
    desk.click(picture.geometry.chip_rect(picture.frame.chips[0].px, 10).center().toPoint())
    pop_up = desk.view.findChild(ChipList)
    with qtbot.assertNotEmitted(heard.triggered):
        qtbot.keyClick(pop_up.list, Qt.Key.Key_Escape)
    assert not pop_up.isVisible()


def test_what_the_pointer_rests_on_is_told_as_plain_text(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    desk = Desk(qtbot, write_story(events=[{"title": "<b>Big</b> <img src=x>", "when": "2024-12-07"}]))
    qtbot.mouseMove(desk.view.canvas.viewport(), desk.mark_of("Big"))
    qtbot.waitUntil(QToolTip.isVisible)
    assert "&lt;b&gt;Big&lt;/b&gt;" in QToolTip.text()
    assert "7 December 2024" in QToolTip.text()
    QToolTip.hideText()


def test_the_tool_tip_stays_while_the_pointer_rests(desk: Desk) -> None:
    port, at = desk.view.canvas.viewport(), desk.mark_of("Who holds Homs")
    desk.qtbot.mouseMove(port, at)
    QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, at, port.mapToGlobal(at)))
    desk.qtbot.wait(400)
    assert "Who holds Homs?" in QToolTip.text()


def test_dragging_the_overview_moves_the_view(desk: Desk) -> None:
    overview = desk.view.overview
    here = overview.handle().center().toPoint()
    qtbot = desk.qtbot
    qtbot.mousePress(overview, LEFT, pos=here)
    qtbot.mouseMove(overview, here - QPoint(200, 0))
    qtbot.mouseRelease(overview, LEFT, pos=here - QPoint(200, 0))
    assert overview.handle().center().x() == pytest.approx(here.x() - 200, abs=2)


def test_a_press_on_the_overview_brings_the_view_there(desk: Desk) -> None:
    desk.qtbot.mouseClick(desk.view.overview, LEFT, pos=QPoint(120, 20))
    assert desk.view.overview.handle().center().x() == pytest.approx(120, abs=2)


def test_the_overview_names_what_its_days_and_hours_lie_in(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    days = Desk(qtbot, write_story(events=[{"when": "2024-03-05"}, {"when": "2024-04-20"}]))
    assert {"March 2024", "April 2024"} <= {label for _, label in days.view.overview.labels()}
    hours = Desk(qtbot, write_story(events=[{"when": "2024-12-07"}], name="hours.timeline.json"))
    assert "Sat 7 December 2024" in [label for _, label in hours.view.overview.labels()]


def test_the_labels_of_the_overview_keep_apart(desk: Desk) -> None:
    metrics = QFontMetricsF(desk.theme.sans(8.5))
    labels = sorted(desk.view.overview.labels())
    assert len(labels) > 3
    for (px, label), (following_px, _) in pairwise(labels):
        assert px + metrics.horizontalAdvance(label) < following_px


def test_the_wheel_with_control_and_shift_scrolls_the_rows(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    desk = Desk(qtbot, write_story(events=[{"when": "2024-12-07"}] * 60))
    before = desk.view.navigator.scale
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    desk.wheel(QPoint(400, 300), QPoint(0, -2), held)
    assert desk.view.canvas.scroll_px > 0 and desk.view.navigator.scale == before


def test_a_change_of_theme_repaints(desk: Desk) -> None:
    desk.qtbot.waitUntil(lambda: desk.view.canvas.paints > 0)
    light = desk.view.canvas.grab().toImage().pixelColor(5, 400)
    desk.theme.set_mode("dark")
    dark = desk.view.canvas.grab().toImage().pixelColor(5, 400)
    assert light.lightness() > 200 > 60 > dark.lightness()


def test_an_empty_story_is_an_empty_timeline(qtbot: QtBot, write_story: Callable[..., Path]) -> None:
    desk = Desk(qtbot, write_story())
    desk.view.travel.fit_selection_then_all()
    desk.view.travel.go_home()
    assert desk.shown() == []
