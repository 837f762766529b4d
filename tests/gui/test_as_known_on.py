"""As known on, as a reader uses it: the slider under the timeline, its keys, play, a date, and the banner."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.go_to import GoToDialog
from gui.knowledge import known_commands
from storage.changes import PutEvent, PutStory
from storage.dates.stepping import Grip
from storage.story_file import create_story
from tests.gui.hands import Hands, desk, hands_on
from tests.gui.test_knowing import HAMA, HOMS, PLAIN
from tests.storage.said import end_of

__all__ = ["desk"]
Key = Qt.Key


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Hands:
    path = tmp_path / "s.timeline.json"
    with create_story(path, title="Homs") as file:
        file.apply([PutStory(replace(file.story, time_zone="UTC"))])
        file.apply([PutEvent(each) for each in (HOMS, HAMA, PLAIN)])
    made = hands_on(qtbot, desk, path)
    qtbot.waitUntil(lambda: bool(made.reading.knowing.moments))
    return made


def banner(hands: Hands) -> str:
    shown = hands.window.known_banner
    return f"{shown.label.text()} | {shown.counts.text()}" if shown.isVisible() else ""


def test_the_banner_leaves_no_gap_after_shorter_words(hands: Hands) -> None:
    label = hands.window.known_banner.label
    hands.reading.knowing.go_to(end_of("2024-12-08"))
    short_px = label.minimumWidth()
    hands.reading.knowing.go_to(hands.reading.knowing.moments[0] - 1)
    assert label.minimumWidth() > short_px
    hands.reading.knowing.go_to(end_of("2024-12-08"))
    assert label.minimumWidth() == short_px


def listed(hands: Hands) -> int:
    return hands.table.model().rowCount()


def test_keys_go_from_change_to_change_and_the_banner_says_where_one_is(hands: Hands) -> None:
    assert banner(hands) == ""
    hands.key(Key.Key_BracketLeft)
    assert banner(hands).startswith("As known on 8 December 2024 | 3 events, 4 statements · Who holds Homs?: contested")
    hands.key(Key.Key_BracketLeft)
    assert "Who holds Homs?: single source" in banner(hands)
    hands.key(Key.Key_BracketLeft)
    assert banner(hands).startswith("As known on 5 December 2024 | 2 events, 1 statement")
    assert (listed(hands), hands.window.event_list.count_text()) == (2, "2")
    hands.key(Key.Key_BracketRight)
    assert listed(hands) == 3
    hands.key(Key.Key_End, Qt.KeyboardModifier.AltModifier)
    assert banner(hands) == ""
    assert hands.window.header.counts.isVisible()


def test_the_slider_stops_at_each_change_by_mouse_and_by_keys(hands: Hands) -> None:
    slider = hands.window.known_strip.slider
    assert (slider.maximum(), slider.value()) == (4, 4)
    hands.qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(round(slider.stop_px(1)), 13))
    assert hands.reading.knowing.as_of_s == end_of("2024-12-05")
    hands.key(Key.Key_Right, widget=slider)
    assert hands.reading.knowing.as_of_s == end_of("2024-12-07")
    hands.key(Key.Key_Home, widget=slider)
    assert (banner(hands).split(" | ")[0], listed(hands)) == ("As known before anything was said", 1)
    hands.key(Key.Key_End, widget=slider)
    assert hands.reading.knowing.as_of_s is None


def test_any_date_can_be_looked_from(hands: Hands) -> None:
    hands.window.known_strip.when.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, GoToDialog)
    hands.qtbot.keyClicks(dialog.edit, "6 Dec 2024")
    dialog.go.click()
    assert banner(hands).startswith("As known on 6 December 2024 | 2 events")
    assert hands.window.known_strip.when.text() == "6 Dec 2024"


def test_play_goes_through_the_changes_chooses_what_is_new_and_ends_at_now(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, str]] = []
    hands.reading.knowing.moved.connect(lambda: seen.append((listed(hands), hands.reading.selected)))
    hands.window.commands.known._play.setInterval(10)
    hands.key(Key.Key_P)
    play = hands.window.actions_by_id["known_play"]
    assert play.isChecked()
    hands.qtbot.waitUntil(lambda: not play.isChecked())
    assert [count for count, _ in seen] == [1, 2, 3, 3, 3]
    assert hands.reading.selected == "homs" and hands.reading.knowing.as_of_s is None
    assert known_commands.PLAY_MS > 1000


def test_what_shows_the_whole_story_leads_back_to_now_first(hands: Hands) -> None:
    hands.reading.select("homs")
    hands.key(Key.Key_BracketLeft)
    hands.key(Key.Key_F2)
    assert hands.reading.knowing.as_of_s is None
    assert hands.told[-1].startswith("Back to now")


def test_neither_cutting_nor_the_moving_keys_mean_an_event_that_was_not_known_then(hands: Hands) -> None:
    hands.reading.select("homs")
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    before = hands.content()
    hands.table.setFocus()
    hands.window.actions_by_id["cut"].trigger()
    for grip in Grip:
        hands.window.commands.moving.nudge(1, grip)
    assert hands.content() == before and hands.told == ["Nothing of this was known then, so nothing was cut."]
    assert "homs" in hands.reading.marked, "it is there again at another moment"


def test_a_new_event_begun_on_the_timeline_leads_back_to_now(hands: Hands) -> None:
    hands.key(Key.Key_BracketLeft)
    hands.window.commands.moving.begin_at("2024-12-06")
    assert hands.reading.knowing.as_of_s is None


def test_the_list_follows_another_time_zone_at_the_same_moment(hands: Hands) -> None:
    story, knowing = hands.document.story, hands.reading.knowing
    assert story is not None
    knowing.go_to(end_of("2024-12-07"))
    row = next(row for row in range(listed(hands)) if "Homs" in str(hands.table.model().index(row, 1).data()))
    words = partial(hands.table.model().index(row, 1).data, Qt.ItemDataRole.AccessibleTextRole)
    assert words().endswith("single source")
    # Where the 8th ends fourteen hours before it does in UTC, the denial is no later.
    knowing.go_to(end_of("2024-12-08") - 12 * 3600)
    assert words().endswith("single source")
    hands.document.apply([PutStory(replace(story, time_zone="Pacific/Kiritimati"))])
    assert words().endswith("contested")


def test_an_event_that_was_not_known_then_is_not_removed_unseen(hands: Hands) -> None:
    hands.reading.select("homs")
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    hands.key(Key.Key_Delete)
    assert hands.reading.knowing.as_of_s is None and hands.document.find_event("homs") == HOMS
    hands.key(Key.Key_Delete)
    assert hands.document.find_event("homs") is None


def test_nothing_of_it_is_written_to_the_file(hands: Hands) -> None:
    before = hands.content()
    for key in (Key.Key_BracketLeft, Key.Key_BracketLeft, Key.Key_BracketRight):
        hands.key(key)
    assert hands.content() == before


def test_another_story_is_shown_from_now(hands: Hands, story_path: Path) -> None:
    hands.key(Key.Key_BracketLeft)
    hands.window.open_path(story_path)
    assert banner(hands) == "" and hands.reading.knowing.as_of_s is None
