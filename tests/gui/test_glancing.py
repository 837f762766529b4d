"""While a very large story is being opened, a sample of its events is on the timeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import opening
from gui.app import Desk
from gui.document import MOST_AT_ONCE
from gui.main_window import MainWindow
from gui.opening import MOST_AT_ONCE_BYTES
from gui.settings import Settings
from gui.theme import Theme
from storage import glance as glancing
from storage.errors import FileError
from storage.story_file import open_story
from tests.conftest import StoryWriter

COUNT = MOST_AT_ONCE + 50


class Gate:
    """Holds up the opening of a story until it is told what is to come of it."""

    def __init__(self) -> None:
        self.is_open = False
        self.fails = False

    def __call__(self, path: Path, *, progress: object) -> object:
        while not self.is_open:
            progress(0.5)  # type: ignore[operator]
        if self.fails:
            raise FileError("It does not open.")
        return open_story(path)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    gate = Gate()
    monkeypatch.setattr(opening, "open_story", gate)
    monkeypatch.setattr(glancing, "BLOCKS", 20)
    monkeypatch.setattr(glancing, "LEAST_BYTES", 1)
    return gate


@pytest.fixture
def story(write_story: StoryWriter) -> Path:
    text = "x" * (MOST_AT_ONCE_BYTES // MOST_AT_ONCE)
    rows = [{"when": f"{1000 + number % 900}-0{number % 9 + 1}", "text": text} for number in range(COUNT)]
    return write_story(rows, about={"title": "A large story", "time_zone": "Asia/Damascus"})


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


def sampled(qtbot: QtBot, desk: Desk, story: Path) -> MainWindow:
    """Return a window that shows a sample."""
    desk.start([story])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.timeline is not None and window.timeline.plotting.plot.is_sample, timeout=20_000)
    return window


def settled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    timeline = window.timeline
    assert timeline is not None
    is_settled = lambda: window.document.is_large and not window.reading.pending and not timeline.plotting.busy  # noqa: E731
    qtbot.waitUntil(is_settled, timeout=20_000)
    return window


def test_a_sample_is_shown_and_called_one(qtbot: QtBot, desk: Desk, story: Path, gate: Gate) -> None:
    window = sampled(qtbot, desk, story)
    assert window.timeline is not None and window.document.file is None
    plot, picture = window.timeline.plotting.plot, window.timeline.canvas.picture()
    assert 0 < len(plot.marks) < COUNT and plot.plan.zone == "Asia/Damascus"
    # How many they are would not be true.
    assert picture is not None and picture.frame.chips == () and picture.frame.ribbon.count.sum() > 0
    qtbot.waitUntil(lambda: "you see a sample" in window.message_bar.label.text())
    assert window.header.title.text() == "A large story"
    gate.is_open = True
    settled(qtbot, window)
    assert not window.timeline.plotting.plot.is_sample
    assert len(window.timeline.plotting.plot.marks) == COUNT


def test_who_looks_around_in_the_sample_stays_there(qtbot: QtBot, desk: Desk, story: Path, gate: Gate) -> None:
    window = sampled(qtbot, desk, story)
    assert window.timeline is not None
    window.timeline.navigator.jump(window.timeline.navigator.scale.zoomed(4.0, 100.0))
    there = window.timeline.navigator.target
    gate.is_open = True
    settled(qtbot, window)
    assert window.timeline.navigator.target == there


def test_the_view_is_the_usual_one_in_the_end(qtbot: QtBot, desk: Desk, story: Path, gate: Gate) -> None:
    window = sampled(qtbot, desk, story)
    gate.is_open = True
    settled(qtbot, window)
    timeline = window.timeline
    assert timeline is not None
    scale = timeline.navigator.target
    timeline.travel.fit_all()
    assert timeline.navigator.target.seconds_per_px == pytest.approx(scale.seconds_per_px, rel=0.01)


def test_nothing_stays_of_a_story_that_does_not_open(qtbot: QtBot, desk: Desk, story: Path, gate: Gate) -> None:
    window = sampled(qtbot, desk, story)
    gate.fails = gate.is_open = True
    qtbot.waitUntil(window.start_page.isVisible)
    assert window.timeline is not None
    assert not len(window.timeline.plotting.plot.marks) and not window.header.isVisible()


def test_nothing_stays_of_a_story_that_is_given_up(qtbot: QtBot, desk: Desk, story: Path, gate: Gate) -> None:
    window = sampled(qtbot, desk, story)
    window.message_bar.offers[0].click()
    assert window.timeline is not None
    assert not len(window.timeline.plotting.plot.marks) and window.start_page.isVisible()


def test_another_story_does_not_begin_with_this_ones_sample(
    qtbot: QtBot, desk: Desk, story: Path, gate: Gate, tmp_path: Path
) -> None:
    window = sampled(qtbot, desk, story)
    other = tmp_path / "other.timeline.json"
    other.write_bytes(b" " + story.read_bytes())
    window.open_path(other)
    assert window.timeline is not None and not len(window.timeline.plotting.plot.marks)
    gate.is_open = True
    settled(qtbot, window)
    assert window.path == other and window.opening.glance is None
