from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from gui.timeline.calendars import CALENDARS, calendar_of, second_axis_of
from gui.timeline.layout.ticks import Axis
from gui.zone_dialog import ZoneDialog
from tests.conftest import StoryWriter


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, homs: Path) -> MainWindow:
    window = MainWindow(Settings(tmp_path / "settings.ini"), Theme("light"))
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.timeline_ready):
        window.open_path(homs)
        window.show()
    return window


def axes(window: MainWindow) -> tuple[Axis, Axis | None]:
    assert window.timeline is not None
    picture = window.timeline.canvas.picture()
    assert picture is not None
    return picture.axis, picture.second_axis


def choose_zone(qtbot: QtBot, window: MainWindow, zone: str) -> None:
    window.actions_by_id["second_axis_zone"].trigger()
    dialog = window.findChild(ZoneDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.zone_box, zone)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)


def test_a_story_opens_with_one_axis(window: MainWindow) -> None:
    assert axes(window)[1] is None


@pytest.mark.parametrize("key", sorted(CALENDARS))
def test_a_second_axis_counts_in_another_calendar(window: MainWindow, key: str) -> None:
    window.actions_by_id[f"second_axis_{key}"].trigger()
    first, second = axes(window)
    assert second is not None
    assert (first.name, second.name) == ("", CALENDARS[key])
    assert second.context != first.context


def test_a_zone_is_typed_and_both_axes_are_named(qtbot: QtBot, window: MainWindow) -> None:
    choose_zone(qtbot, window, "America/New_York")
    first, second = axes(window)
    assert second is not None
    assert (first.name, second.name) == ("Damascus", "New York")


def test_a_name_that_is_no_zone_cannot_be_chosen(qtbot: QtBot, window: MainWindow) -> None:
    choose_zone(qtbot, window, "Mars/Olympus")
    assert axes(window)[1] is None


def test_the_second_axis_takes_its_room_from_the_lanes_and_gives_it_back(window: MainWindow) -> None:
    assert window.timeline is not None
    before = window.timeline.canvas.picture()
    window.actions_by_id["second_axis_persian"].trigger()
    second = window.timeline.canvas.picture()
    window.actions_by_id["second_axis_none"].trigger()
    after = window.timeline.canvas.picture()
    assert before is not None and second is not None and after is not None
    assert second.geometry.axis_top == before.geometry.axis_top - before.geometry.axis_row
    assert after.geometry.axis_top == before.geometry.axis_top


def test_the_menu_ticks_what_is_shown_even_after_a_cancelled_dialog(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_id["second_axis_julian"].trigger()
    window.actions_by_id["second_axis_zone"].trigger()
    dialog = window.findChild(ZoneDialog)
    assert dialog is not None
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    menu = window.menus.submenus["second_axis"]
    menu.popup(window.mapToGlobal(QPoint(0, 0)))
    assert window.actions_by_id["second_axis_julian"].isChecked()
    menu.close()


def test_the_second_axis_is_remembered_for_each_story(
    qapp: QApplication, window: MainWindow, homs: Path, write_story: StoryWriter
) -> None:
    window.actions_by_id["second_axis_islamic-civil"].trigger()
    window.open_path(write_story(events=[{"when": "2024"}]))
    assert axes(window)[1] is None
    window.open_path(homs)
    second = axes(window)[1]
    assert second is not None and second.name == "Islamic (civil)"


@pytest.mark.parametrize("choice", ["", "zone:", "zone:Mars/Olympus", "mayan", "zone:../../etc/passwd"])
def test_a_choice_that_means_nothing_shows_no_second_axis(choice: str) -> None:
    assert second_axis_of(choice, "UTC", "en") is None


@pytest.mark.parametrize("key", sorted(CALENDARS))
def test_a_calendar_counts_on_from_day_to_day_through_all_of_its_years(key: str) -> None:
    calendar = calendar_of(key, "en")
    for day in range(calendar.first_day, calendar.last_day, 9973):
        assert calendar.day(*calendar.date(day)) == day


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("islamic-civil", -492_148, (1, 1, 1)),
        ("islamic-civil", 19_912, (1446, 1, 1)),
        ("persian", 19_802, (1403, 1, 1)),
        ("julian", -735_162, (-43, 3, 15)),
        ("julian", -719_164, (1, 1, 1)),
        ("julian", -719_165, (0, 12, 31)),
    ],
)
def test_known_days_are_told_as_historians_tell_them(key: str, day: int, expected: tuple[int, int, int]) -> None:
    assert calendar_of(key, "en").date(day) == expected
