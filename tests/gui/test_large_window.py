"""A window and a story that is too large to be opened while somebody waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import MOST_AT_ONCE
from gui.main_window import MainWindow
from gui.opening import MOST_AT_ONCE_BYTES, is_large
from gui.settings import Settings
from gui.theme import Theme
from tests.conftest import StoryWriter

COUNT = MOST_AT_ONCE + 50


@pytest.fixture
def story(write_story: StoryWriter) -> Path:
    text = "x" * (MOST_AT_ONCE_BYTES // MOST_AT_ONCE)
    rows = [{"when": f"{1000 + number % 900}-0{number % 9 + 1}", "text": text} for number in range(COUNT)]
    return write_story([*rows, {"when": "2024-13"}], about={"title": "A large story"})


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


def settled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    def is_settled() -> bool:
        there = window.timeline is not None and window.document.is_large
        return there and not window.reading.pending and not window.timeline.plotting.busy  # type: ignore[union-attr]

    qtbot.waitUntil(is_settled, timeout=20_000)
    return window


def test_it_opens_beside_the_window(qtbot: QtBot, desk: Desk, story: Path) -> None:
    assert is_large(story)
    desk.start([story])
    window = desk.windows[0]
    assert window.document.file is None
    assert "Opening" in window.message_bar.label.text()
    settled(qtbot, window)
    assert window.windowTitle().startswith("A large story")
    assert window.event_list.table.model().rowCount() == COUNT
    assert not window.status.state.text().startswith("Laying out")


def test_opening_can_be_given_up(qtbot: QtBot, desk: Desk, story: Path) -> None:
    desk.start([story])
    window = desk.windows[0]
    window.message_bar.offers[0].click()
    qtbot.wait(50)
    assert window.start_page.isVisible()
    assert window.document.file is None
    # Whoever comes next finds it free.
    desk.open(story, window)
    settled(qtbot, window)
    assert not window.document.read_only


def test_what_could_not_be_read_is_told_once_the_story_is_there(qtbot: QtBot, desk: Desk, story: Path) -> None:
    desk.start([story])
    window = settled(qtbot, desk.windows[0])
    qtbot.waitUntil(lambda: "could not be read" in window.message_bar.label.text(), timeout=20_000)
    assert [problem.field for problem in window.document.problems] == ["when"]


def test_the_chosen_event_and_the_grouping_are_found_again(qtbot: QtBot, desk: Desk, story: Path) -> None:
    desk.start([story])
    window = settled(qtbot, desk.windows[0])
    chosen = window.reading.events[4321].id
    window.reading.select(chosen)
    assert window.timeline is not None
    window.timeline.bands.group_by("category")
    settled(qtbot, window)
    window.close_story()
    desk.open(story, window)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: window.reading.selected == chosen, timeout=20_000)
    assert window.timeline.bands.grouping == "category"


def test_a_story_that_is_no_story_is_refused_in_words(qtbot: QtBot, desk: Desk, story: Path) -> None:
    story.write_bytes(story.read_bytes()[:-100])
    desk.start([story])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.findChild(QDialog, "rescueDialog") is not None)
    assert window.document.file is None
    dialog = window.findChild(QDialog, "rescueDialog")
    assert dialog is not None
    dialog.reject()
