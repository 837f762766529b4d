"""Backups are shown with what differs, restored or opened as a copy; a damaged story is offered for rescue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.restore import RescueDialog, RestoreDialog, is_rescuable
from gui.theme import Theme
from storage.backups import Backup, Why, list_backups, make_backup
from storage.changes import PutEvent, RemoveEvent
from storage.errors import FileError, FormatError, NewerFormatError, TimelineError
from storage.model import Event
from storage.story_file import new_id, open_story
from tests.conftest import StoryWriter

NOON = datetime(2024, 12, 7, 12, tzinfo=UTC)
EVIL = "\u202e<b>New</b>"


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    widget = QWidget()
    qtbot.addWidget(widget)
    yield widget


@pytest.fixture
def document(story_path: Path) -> Iterator[Document]:
    """Return a story with two backups; since the newer one an event was added and another removed."""
    document = Document()
    document.open(story_path)
    back_up(document, Why.FOUND, NOON)
    document.apply([PutEvent(Event(new_id(), "Fourth", "2025"))])
    back_up(document, Why.DAY, NOON + timedelta(days=1))
    document.apply([PutEvent(Event(new_id(), EVIL, "2025")), RemoveEvent(document.events[0].id)])
    yield document
    document.close()


def back_up(document: Document, why: Why, when: datetime) -> Backup:
    assert document.file is not None and document.path is not None
    made = make_backup(document.path, document.file.state(), why, now=when)
    assert made is not None
    return made


def titles(document: Document) -> list[str]:
    return [event.title for event in document.events]


def titles_in(path: Path) -> list[str]:
    with open_story(path, read_only=True) as file:
        return [event.title for event in file.events]


def shown(qtbot: QtBot, dialog: RestoreDialog | RescueDialog, words: str) -> str:
    qtbot.waitUntil(lambda: words in dialog.preview.toPlainText())
    return dialog.preview.toPlainText()


def cells(dialog: RestoreDialog | RescueDialog, row: int) -> list[str]:
    items = [dialog.table.item(row, column) for column in range(dialog.table.columnCount())]
    return [item.text() for item in items if item is not None]


def damage(path: Path) -> TimelineError:
    path.write_bytes(path.read_bytes().replace(b'"title": "First"', b'"title": \xff\0', 1))
    try:
        open_story(path).close()
    except TimelineError as error:
        return error
    raise AssertionError("it is not damaged")


def name_the_file(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


# Restore


def test_backups_are_listed_the_newest_first(document: Document, theme: Theme, parent: QWidget) -> None:
    dialog = RestoreDialog(document, theme, parent)
    assert dialog.table.rowCount() == 2 and dialog.chosen == 0
    first, second = cells(dialog, 0), cells(dialog, 1)
    assert first[0].startswith("8 December 2024") and first[1] == "4 events" and first[3] == "A day’s work"
    assert second[1] == "3 events" and second[3] == "As it was found"
    dialog.reject()


def test_the_preview_names_what_would_come_back_and_go(
    qtbot: QtBot, document: Document, theme: Theme, parent: QWidget
) -> None:
    dialog = RestoreDialog(document, theme, parent)
    text = shown(qtbot, dialog, "would come back")
    assert text.startswith("4 events, 2 statements, 2 sources.")
    assert "1 event would come back:\n  + First" in text
    assert "1 event would go:\n  − ⟨U+202E⟩<b>New</b>" in text
    dialog.table.selectRow(1)
    shown(qtbot, dialog, "2 events would go")
    dialog.reject()


def test_restoring_shows_the_backup_and_keeps_what_was_there(
    qtbot: QtBot, document: Document, theme: Theme, parent: QWidget
) -> None:
    before = titles(document)
    dialog = RestoreDialog(document, theme, parent)
    dialog.open()
    dialog.table.selectRow(1)
    with qtbot.waitSignal(dialog.restored) as restored:
        qtbot.mouseClick(dialog.main_button, Qt.MouseButton.LeftButton)
    assert titles(document) == ["First", "Second", "Third"] and not document.read_only
    assert titles_in(restored.args[0]) == before
    assert not dialog.isVisible()


def test_a_backup_opens_as_a_copy_beside_the_story(
    qtbot: QtBot, document: Document, theme: Theme, parent: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = titles(document)
    dialog = RestoreDialog(document, theme, parent)
    name_the_file(monkeypatch, tmp_path / "copy")
    with qtbot.waitSignal(dialog.copied) as copied:
        dialog.copy_button.click()
    assert copied.args[0] == tmp_path / "copy.timeline.json"
    assert "Fourth" in titles_in(copied.args[0]) and titles(document) == before


def test_a_copy_overwrites_nothing(
    document: Document, theme: Theme, parent: QWidget, story_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RestoreDialog(document, theme, parent)
    name_the_file(monkeypatch, story_path)
    dialog.copy_button.click()
    assert "is there already" in dialog.problem.text() and not dialog.problem.isHidden()
    dialog.reject()


def test_a_damaged_backup_leaves_the_story_open_as_it_is(
    qtbot: QtBot, document: Document, theme: Theme, parent: QWidget, story_path: Path
) -> None:
    newest = list_backups(story_path)[0]
    newest.file.write_bytes(newest.file.read_bytes()[:-9])
    before = titles(document)
    dialog = RestoreDialog(document, theme, parent)
    qtbot.waitUntil(lambda: "is damaged" in dialog.problem.text())
    dialog.accept()
    assert titles(document) == before and not document.read_only
    dialog.reject()


def test_a_story_that_is_read_only_here_is_not_replaced(
    document: Document, theme: Theme, parent: QWidget, story_path: Path
) -> None:
    reader = Document()
    reader.open(story_path)
    dialog = RestoreDialog(reader, theme, parent)
    assert not dialog.main_button.isEnabled() and dialog.copy_button.isEnabled()
    assert "open elsewhere" in dialog.words.text()
    dialog.accept()
    assert titles_in(story_path) == titles(document)
    dialog.reject()
    reader.close()


def test_a_story_that_is_not_open_can_be_restored(
    qtbot: QtBot, document: Document, theme: Theme, parent: QWidget, story_path: Path
) -> None:
    document.close()
    dialog = RestoreDialog(story_path, theme, parent)
    shown(qtbot, dialog, "would come back")
    dialog.table.selectRow(1)
    dialog.accept()
    assert titles_in(story_path) == ["First", "Second", "Third"]


def test_without_backups_it_says_when_they_are_made(write_story: StoryWriter, theme: Theme, parent: QWidget) -> None:
    dialog = RestoreDialog(write_story([{}], name="new.timeline.json"), theme, parent)
    assert "There is no backup of this story yet" in dialog.words.text()
    assert not dialog.main_button.isEnabled() and not dialog.copy_button.isEnabled()
    dialog.reject()


# Rescue


def rescue(qtbot: QtBot, path: Path, theme: Theme, parent: QWidget) -> RescueDialog:
    dialog = RescueDialog(path, damage(path), theme, parent)
    qtbot.waitUntil(lambda: bool(dialog.table.rowCount()))
    return dialog


def test_what_can_be_had_is_offered_with_counts(qtbot: QtBot, story_path: Path, theme: Theme, parent: QWidget) -> None:
    dialog = rescue(qtbot, story_path, theme, parent)
    assert dialog.heading.text() == "small.timeline.json cannot be opened"
    assert cells(dialog, 0)[:2] == ["File", "2 events"]
    text = dialog.preview.toPlainText()
    assert text.startswith("2 events, 2 statements, 2 sources.") and "events row 1: bytes" in text
    dialog.reject()


def test_rows_of_a_backup_are_named(qtbot: QtBot, document: Document, theme: Theme, parent: QWidget) -> None:
    path = document.path
    assert path is not None
    document.undo()
    document.close()
    dialog = rescue(qtbot, path, theme, parent)
    assert cells(dialog, 0)[:2] == ["File and backup", "4 events"]
    assert "From the backup:\n  First" in dialog.preview.toPlainText()
    dialog.reject()


def test_what_is_chosen_takes_the_place_of_the_damaged_file(
    qtbot: QtBot, story_path: Path, theme: Theme, parent: QWidget
) -> None:
    dialog = rescue(qtbot, story_path, theme, parent)
    damaged = story_path.read_bytes()
    with qtbot.waitSignal(dialog.rescued) as rescued:
        dialog.main_button.click()
    assert rescued.args[0] == story_path and titles_in(story_path) == ["Second", "Third"]
    (aside,) = story_path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == damaged


def test_what_is_chosen_can_be_written_to_a_new_file(
    qtbot: QtBot, story_path: Path, theme: Theme, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = rescue(qtbot, story_path, theme, parent)
    damaged = story_path.read_bytes()
    name_the_file(monkeypatch, story_path.with_name("rescued.timeline.json"))
    with qtbot.waitSignal(dialog.rescued) as rescued:
        dialog.copy_button.click()
    assert titles_in(rescued.args[0]) == ["Second", "Third"]
    assert story_path.read_bytes() == damaged


def test_where_nothing_can_be_had_only_that_is_said(
    qtbot: QtBot, tmp_path: Path, theme: Theme, parent: QWidget
) -> None:
    path = tmp_path / "<b>none.timeline.json"
    path.write_bytes(b"\0" * 100)
    dialog = RescueDialog(path, FormatError("It is no story."), theme, parent)
    qtbot.waitUntil(lambda: "Nothing of a story" in dialog.words.text())
    assert dialog.main_button.isHidden() and dialog.table.isHidden()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_rescue_is_for_damage_and_for_a_file_that_is_gone(document: Document, story_path: Path, tmp_path: Path) -> None:
    assert is_rescuable(story_path, FormatError("cut off"))
    assert not is_rescuable(story_path, NewerFormatError("newer"))
    assert not is_rescuable(story_path, FileError("permission denied"))
    assert not is_rescuable(tmp_path / "none.timeline.json", FileError("there is no such file"))
    document.close()
    story_path.unlink()
    assert is_rescuable(story_path, FileError("there is no such file"))
