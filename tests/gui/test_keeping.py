import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui import folding
from gui.app import Desk
from gui.main_window import MainWindow
from gui.outside_change import PATIENCE_LOOKS, Answer, OutsideDialog
from gui.restore import RescueDialog, RestoreDialog
from gui.settings import Settings
from gui.theme import Theme
from storage.backups import Why, list_backups
from storage.changes import RemoveEvent
from storage.disk import Disk
from storage.story_file import StoryFile, open_story

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    yield desk
    for window in list(desk.windows):
        window.close()
        window.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, story_path: Path) -> MainWindow:
    desk.start([story_path])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.timeline is not None)
    window.activateWindow()
    qtbot.waitActive(window).__enter__()
    return window


@pytest.fixture
def writer(story_path: Path) -> Iterator[StoryFile]:
    """Return the story as another window has it open, to write."""
    with open_story(story_path) as file:
        yield file


def titles(window: MainWindow) -> list[str]:
    return [event.title for event in window.document.events]


def in_file(path: Path) -> list[str]:
    return [row["title"] for row in json.loads(path.read_text())["events"].values()]


def choose(window: MainWindow, title: str) -> None:
    window.reading.select(next(event.id for event in window.document.events if event.title == title))


def remove(window: MainWindow, title: str) -> None:
    choose(window, title)
    window.actions_by_id["remove_event"].trigger()


def change_outside(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the file as another program does that knows nothing of us."""
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))


def rename_third(document: dict[str, Any]) -> None:
    document["events"]["3"]["title"] = "The third, theirs"


def menu_text(window: MainWindow, action: str) -> str:
    return window.actions_by_id[action].text().replace("&", "")


def bar(window: MainWindow) -> str:
    return window.message_bar.label.text() if window.message_bar.isVisible() else ""


def offer(window: MainWindow, words: str) -> QPushButton:
    return next(button for button in window.message_bar.offers if button.text() == words)


def question(window: MainWindow) -> OutsideDialog:
    return next(dialog for dialog in window.findChildren(OutsideDialog) if dialog.isVisible())


def look(window: MainWindow, times: int = 1) -> None:
    for _ in range(times):
        window.keeping.watch.look()


# Edits by hand


def test_delete_removes_the_chosen_event_and_ctrl_z_brings_it_back(qtbot: QtBot, window: MainWindow) -> None:
    table = window.event_list.table
    table.setFocus()
    choose(window, "Second")
    qtbot.keyClick(table, Key.Key_Delete)
    assert titles(window) == ["First", "Third"]
    assert window.reading.chosen is not None and window.reading.chosen.title == "Third"
    assert window.status.state.text().startswith("Removed “Second” — Undo with Ctrl+Z")
    assert window.header.counts.text() == "2 events · 0 statements · 2 sources"
    assert menu_text(window, "undo") == "Undo Remove “Second”"
    qtbot.keyClick(table, Key.Key_Z, CONTROL)
    assert titles(window) == ["First", "Second", "Third"]
    assert window.reading.chosen.title == "Second"
    assert menu_text(window, "redo") == "Redo Remove “Second”"
    assert not window.actions_by_id["undo"].isEnabled()


def test_delete_on_the_timeline_removes_and_in_the_filter_it_is_a_key_of_typing(
    qtbot: QtBot, window: MainWindow
) -> None:
    assert window.timeline is not None
    choose(window, "Second")
    window.event_list.filter_edit.setFocus()
    qtbot.keyClick(window.event_list.filter_edit, Key.Key_Delete)
    window.detail.page.setFocus()
    qtbot.keyClick(window.detail.page, Key.Key_Delete)
    assert len(titles(window)) == 3
    window.timeline.canvas.setFocus()
    qtbot.keyClick(window.timeline.canvas, Key.Key_Delete)
    assert titles(window) == ["First", "Third"]


def test_a_star_shows_in_list_and_detail_and_can_be_undone(qtbot: QtBot, window: MainWindow) -> None:
    choose(window, "Second")
    window.detail.page.setFocus()
    qtbot.keyClick(window.detail.page, Key.Key_Asterisk)
    assert window.reading.chosen is not None and window.reading.chosen.starred
    assert window.actions_by_id["star"].isChecked()
    assert window.event_list.table.model().index(1, 1).data() == "★ Second"
    assert "★ starred" in window.detail.page.toPlainText()
    assert menu_text(window, "undo") == "Undo Star “Second”"
    window.actions_by_id["undo"].trigger()
    assert not window.actions_by_id["star"].isChecked()
    assert "★" not in window.detail.page.toPlainText()


def test_view_filter_and_place_in_the_list_survive_an_edit(window: MainWindow) -> None:
    assert window.timeline is not None
    window.event_list.filter_edit.setText("r")
    window.timeline.travel.zoom_by(3)
    choose(window, "Third")
    before = window.timeline.view_state()
    window.actions_by_id["star"].trigger()
    assert window.timeline.view_state() == before
    assert window.event_list.filter_edit.text() == "r"
    assert window.event_list.table.chosen() == window.event_list.table.model().rowCount() - 1


def test_clearing_the_history_asks_and_leaves_the_story(window: MainWindow, story_path: Path) -> None:
    remove(window, "Second")
    window.actions_by_id["clear_history"].trigger()
    dialog = window.findChild(QDialog, "clearHistoryDialog")
    assert dialog is not None and window.actions_by_id["undo"].isEnabled()
    dialog.accept()
    assert not window.actions_by_id["undo"].isEnabled() and not window.actions_by_id["clear_history"].isEnabled()
    assert titles(window) == ["First", "Third"] == in_file(story_path)


def test_an_edit_that_the_disk_refuses_is_told_once_and_changes_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_disk: Disk, _handle: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "write", refuse)
        remove(window, "Second")
    dialog = window.findChild(QDialog, "errorDialog")
    assert dialog is not None and dialog.isVisible()
    assert titles(window) == ["First", "Second", "Third"] and not window.actions_by_id["undo"].isEnabled()
    dialog.accept()
    remove(window, "Second")
    assert titles(window) == ["First", "Third"]


# Folding and backups


def test_edits_are_folded_in_a_pause(qtbot: QtBot, window: MainWindow, story_path: Path) -> None:
    remove(window, "Second")
    assert in_file(story_path) == ["First", "Second", "Third"]
    assert 0 < window.keeping.folding.waits_ms < folding.IDLE_MS * 1.1
    with qtbot.waitSignal(window.keeping.folding.folded):
        window.keeping.folding.fold()
    assert in_file(story_path) == ["First", "Third"]
    assert window.keeping.folding.waits_ms == -1


def test_a_long_journal_is_folded_at_once(
    qtbot: QtBot, window: MainWindow, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "MOST_JOURNAL_BYTES", 1)
    with qtbot.waitSignal(window.keeping.folding.folded):
        remove(window, "Second")
    assert in_file(story_path) == ["First", "Third"]


def test_a_fold_that_fails_is_told_once_and_tried_again_later(
    qtbot: QtBot, window: MainWindow, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_disk: Disk, _source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    remove(window, "Second")
    told: list[str] = []
    window.keeping.folding.failed.connect(told.append)
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "rename", refuse)
        for longest_ms in (30_000, 60_000):
            window.keeping.folding.fold()
            window.keeping.folding.wait()
            qtbot.waitUntil(lambda: not window.keeping.folding.running and window.keeping.folding.waits_ms > 0)
            assert abs(window.keeping.folding.waits_ms / longest_ms - 1) < 0.2
    assert len(told) == 1 and bar(window) == told[0]
    with qtbot.waitSignal(window.keeping.folding.folded):
        window.keeping.folding.fold()
    assert bar(window) == "" and in_file(story_path) == ["First", "Third"]


def test_closing_folds_and_leaves_only_story_and_history(window: MainWindow, story_path: Path) -> None:
    remove(window, "Second")
    window.close()
    assert in_file(story_path) == ["First", "Third"]
    beside = [path.name for path in story_path.parent.iterdir() if path.is_file()]
    assert sorted(beside) == [story_path.name, f"{story_path.name}.history"]


def test_closing_asks_where_the_file_cannot_be_written(
    window: MainWindow, desk: Desk, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_disk: Disk, _source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    remove(window, "Second")
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "rename", refuse)
        assert not window.close()
        dialog = window.findChild(QDialog, "unsavedDialog")
        assert dialog is not None and "journal" in words(dialog)
        dialog.accept()
        assert desk.windows == []
    with open_story(story_path) as file:
        assert [event.title for event in file.events] == ["First", "Third"]


def test_the_story_as_it_was_found_and_the_days_work_are_backed_up(
    qtbot: QtBot, window: MainWindow, story_path: Path
) -> None:
    remove(window, "Second")
    window.keeping.backing_up.wait()
    window.close_story()
    qtbot.waitUntil(lambda: len(list_backups(story_path)) == 2)
    made = {(backup.why, backup.counts.events) for backup in list_backups(story_path)}
    assert made == {(Why.FOUND, 3), (Why.DAY, 2)}


def test_a_backup_is_restored_and_what_was_there_is_set_aside(
    qtbot: QtBot, window: MainWindow, story_path: Path
) -> None:
    remove(window, "Second")
    window.keeping.backing_up.wait()
    choose(window, "Third")
    window.actions_by_id["restore"].trigger()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "Second" in dialog.preview.toPlainText())
    dialog.main_button.click()
    assert titles(window) == ["First", "Second", "Third"] == in_file(story_path)
    assert window.reading.chosen is not None and window.reading.chosen.title == "Third"
    (aside,) = story_path.parent.glob("*.replaced-*[0-9]")
    assert aside.name in bar(window)


def test_a_damaged_story_is_offered_with_what_can_be_had_of_it(
    qtbot: QtBot, window: MainWindow, story_path: Path
) -> None:
    damaged = story_path.with_name("damaged.timeline.json")
    damaged.write_text(story_path.read_text()[:-150])
    assert not window.open_path(damaged)
    dialog = window.findChild(RescueDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0)
    dialog.main_button.click()
    assert window.document.path == damaged and titles(window) == ["First", "Second", "Third"]


# Other programs


def test_a_change_of_another_program_is_shown_with_a_word(window: MainWindow, story_path: Path) -> None:
    choose(window, "Second")
    change_outside(story_path, rename_third)
    look(window)
    assert titles(window) == ["First", "Second", "The third, theirs"]
    assert window.reading.chosen is not None and window.reading.chosen.title == "Second"
    assert window.status.state.text().startswith("Another program changed this story")


def test_the_file_is_looked_at_every_second(qtbot: QtBot, window: MainWindow, story_path: Path) -> None:
    with qtbot.waitSignal(window.keeping.watch.taken_over, timeout=2000):
        change_outside(story_path, rename_third)


@pytest.mark.parametrize("folded", [False, True])
def test_keep_both_puts_ours_beside_and_shows_theirs(window: MainWindow, story_path: Path, folded: bool) -> None:
    in_conflict(window, story_path, folded)
    question(window).buttons[Answer.KEEP_BOTH].click()
    assert titles(window) == ["First", "Second", "The third, theirs"] == in_file(story_path)
    (mine,) = story_path.parent.glob("*my edits*.timeline.json")
    assert in_file(mine) == ["First", "Third"]
    assert mine.name in bar(window)


@pytest.mark.parametrize("folded", [False, True])
def test_take_theirs_sets_ours_aside(window: MainWindow, story_path: Path, folded: bool) -> None:
    in_conflict(window, story_path, folded)
    question(window).buttons[Answer.TAKE_THEIRS].click()
    assert titles(window) == ["First", "Second", "The third, theirs"] == in_file(story_path)
    (mine,) = story_path.parent.glob("*set aside*.timeline.json")
    assert in_file(mine) == ["First", "Third"]


@pytest.mark.parametrize("folded", [False, True])
def test_keep_mine_sets_theirs_aside(window: MainWindow, story_path: Path, folded: bool) -> None:
    in_conflict(window, story_path, folded)
    question(window).buttons[Answer.KEEP_OURS].click()
    assert titles(window) == ["First", "Third"] == in_file(story_path)
    (theirs,) = story_path.parent.glob("*.theirs-*")
    assert in_file(theirs) == ["First", "Second", "The third, theirs"]
    remove(window, "Third")
    assert window.keeping.folding.waits_ms > 0


def test_a_question_put_off_is_asked_again_at_the_next_change(window: MainWindow, story_path: Path) -> None:
    in_conflict(window, story_path)
    question(window).reject()
    look(window, 3)
    assert window.findChildren(OutsideDialog) == [] or not any(
        dialog.isVisible() for dialog in window.findChildren(OutsideDialog)
    )
    remove(window, "Third")
    assert window.keeping.folding.waits_ms == -1 and "until you decide" in bar(window)
    assert "Your edits are in the journal" in window.status.state.text()
    change_outside(story_path, lambda document: document["events"].pop("1"))
    look(window)
    question(window).buttons[Answer.KEEP_OURS].click()
    assert titles(window) == ["First"] == in_file(story_path)
    assert window.keeping.folding.waits_ms == -1


def test_closing_asks_what_was_put_off_and_goes_on_after_the_answer(
    window: MainWindow, desk: Desk, story_path: Path
) -> None:
    in_conflict(window, story_path)
    question(window).reject()
    desk.leave()
    assert desk.windows == [window]
    question(window).buttons[Answer.KEEP_OURS].click()
    assert desk.windows == [] and in_file(story_path) == ["First", "Third"]


def test_leaving_a_second_time_loses_nothing_either(window: MainWindow, desk: Desk, story_path: Path) -> None:
    in_conflict(window, story_path)
    desk.leave()
    assert desk.windows == []
    (mine,) = story_path.parent.glob("*my edits*.timeline.json")
    assert in_file(mine) == ["First", "Third"]


def test_a_newer_format_written_outside_makes_the_story_read_only(window: MainWindow, story_path: Path) -> None:
    change_outside(story_path, lambda document: document["about"]["1"].update(format=2))
    look(window)
    assert "newer version" in bar(window) and window.status.state.text().endswith("UTC")
    choose(window, "Second")
    assert window.document.read_only and not window.actions_by_id["remove_event"].isEnabled()
    assert window.close()
    assert in_file(story_path) == ["First", "Second", "Third"]


def test_a_story_opened_again_in_its_window_stays_ours_to_write(window: MainWindow, story_path: Path) -> None:
    remove(window, "Second")
    assert window.open_path(story_path)
    assert not window.document.read_only and window.document.undo_name == "Remove “Second”"


def test_a_file_half_written_is_borne_with_and_then_told(window: MainWindow, story_path: Path) -> None:
    whole = story_path.read_text()
    story_path.write_text(whole[:100])
    look(window, PATIENCE_LOOKS - 1)
    assert bar(window) == ""
    look(window)
    assert "cannot be read" in bar(window) and len(titles(window)) == 3
    story_path.write_text(whole)
    look(window)
    assert bar(window) == "" and len(titles(window)) == 3


def test_a_file_that_has_gone_can_be_written_again(window: MainWindow, story_path: Path) -> None:
    story_path.unlink()
    look(window, PATIENCE_LOOKS)
    assert "has gone" in bar(window)
    remove(window, "Second")
    offer(window, "Write it again").click()
    assert in_file(story_path) == ["First", "Third"] and bar(window) == ""


def test_closing_says_that_the_file_has_gone(window: MainWindow, desk: Desk, story_path: Path) -> None:
    story_path.unlink()
    assert not window.close()
    dialog = window.findChild(QDialog, "unsavedDialog")
    assert dialog is not None and "has gone" in words(dialog)
    dialog.findChildren(QDialogButtonBox)[0].button(QDialogButtonBox.StandardButton.Cancel).click()
    assert desk.windows == [window]


# Another window


def test_a_second_window_says_who_has_the_story_and_follows_the_edits(
    writer: StoryFile, window: MainWindow, story_path: Path
) -> None:
    assert bar(window).startswith("Open in another window: ") and str(os.getpid()) in bar(window)
    assert window.status.state.text().startswith("Read-only")
    choose(window, "Second")
    assert not window.actions_by_id["remove_event"].isEnabled() and not window.actions_by_id["undo"].isEnabled()
    writer.apply([RemoveEvent(writer.events[0].id)])
    look(window)
    assert titles(window) == ["Second", "Third"]
    assert window.reading.chosen is not None and window.reading.chosen.title == "Second"


def test_when_the_writer_goes_the_second_window_can_edit(
    writer: StoryFile, window: MainWindow, story_path: Path
) -> None:
    writer.close()
    look(window)
    offer(window, "Edit here").click()
    assert window.status.state.text().startswith("All changes saved") and bar(window) == ""
    remove(window, "Second")
    assert titles(window) == ["First", "Third"]


def test_edits_of_a_session_that_ended_badly_are_told(window: MainWindow, story_path: Path, tmp_path: Path) -> None:
    remove(window, "Second")
    crashed = tmp_path / "crashed.timeline.json"
    for suffix in ("", ".journal"):
        source = story_path.with_name(story_path.name + suffix)
        crashed.with_name(crashed.name + suffix).write_bytes(source.read_bytes())
    assert window.open_path(crashed)
    assert titles(window) == ["First", "Third"]
    assert "session that did not end well" in bar(window)


def in_conflict(window: MainWindow, path: Path, folded: bool = False) -> None:
    """Make an edit here and another one, of the state before it, there; the window asks."""
    before = path.read_text()
    remove(window, "Second")
    if folded:
        window.keeping.folding.fold()
        window.keeping.folding.wait()
    path.write_text(before)
    change_outside(path, rename_third)
    look(window)
    assert question(window)


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))
