from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.chrome import ElidedLabel
from gui.samples import SAMPLES, SHIPPED, copies_folder
from gui.settings import Settings
from gui.start_page import StartPage
from gui.theme import Theme


@pytest.fixture
def page(qtbot: QtBot) -> StartPage:
    new, open_ = QAction("New"), QAction("Open")
    page = StartPage(new, open_, Theme("light"))
    page.actions_kept = (new, open_)  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.show()
    return page


def test_new_and_open_are_offered(qtbot: QtBot, page: StartPage) -> None:
    new, open_ = page.actions_kept  # type: ignore[attr-defined]
    with qtbot.waitSignal(new.triggered):
        qtbot.keyClick(page.new_button, Qt.Key.Key_Space)
    with qtbot.waitSignal(open_.triggered):
        page.open_button.click()


def test_both_samples_are_offered(qtbot: QtBot, page: StartPage) -> None:
    assert len(page.sample_buttons) == len(SAMPLES) == 2
    for button, sample in zip(page.sample_buttons, SAMPLES, strict=True):
        assert sample.title in button.accessibleName()
        with qtbot.waitSignal(page.sample_requested) as wish:
            button.click()
        assert wish.args == [sample]


def test_recent_files_are_offered_by_name_and_folder(qtbot: QtBot, page: StartPage, tmp_path: Path) -> None:
    path = tmp_path / "<b>a & b.timeline.json"
    page.show_recent([path])
    button = page.recent_buttons[0]
    assert button.accessibleName() == f"<b>a & b. {tmp_path}"
    assert "<b>" not in button.toolTip()
    assert [label.textFormat() for label in button.findChildren(ElidedLabel)] == [Qt.TextFormat.PlainText] * 2
    with qtbot.waitSignal(page.file_requested) as wish:
        button.click()
    assert wish.args == [path]


def test_the_list_of_recent_files_follows_what_it_is_given(page: StartPage, tmp_path: Path) -> None:
    page.show_recent([tmp_path / "one", tmp_path / "two"])
    page.show_recent([tmp_path / "two"])
    assert len(page.recent_buttons) == 1
    page.show_recent([])
    assert page.recent_buttons == []


def test_a_sample_opens_as_the_users_copy(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    shipped = (SHIPPED / SAMPLES[0].file_name).read_bytes()
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), Theme("light"))
    desk.start([])
    window = desk.windows[0]
    window.start_page.sample_buttons[0].click()
    assert window.document.path == copies_folder() / SAMPLES[0].file_name
    assert window.panes.isVisible()
    desk.leave()
    assert (SHIPPED / SAMPLES[0].file_name).read_bytes() == shipped


def test_a_recent_file_that_has_gone_is_told_and_forgotten(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.add_recent_file(tmp_path / "gone.timeline.json")
    desk = Desk(qapp, settings, Theme("light"))
    desk.start([])
    window = desk.windows[0]
    window.start_page.recent_buttons[0].click()
    dialog = window.findChild(object, "errorDialog")
    assert dialog is not None
    dialog.accept()
    assert settings.recent_files == []
    assert window.start_page.recent_buttons == []
    desk.leave()
