"""The disk is full, or the story is read-only: every surface says so in a sentence, and keeps what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from gui.editor.source_dialog import SourceDialog
from gui.editor.table_cells import Cell
from gui.main_window import MainWindow
from storage.story_file import open_story
from tests.faults.disks import RefusingDisk
from tests.faults.edits import EDITS, event, open_window, write_story

FULL = "no space left on device. Nothing was changed."


@pytest.fixture
def disk() -> RefusingDisk:
    return RefusingDisk(at=-1)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, disk: RefusingDisk) -> Iterator[MainWindow]:
    path = write_story(tmp_path / "s.timeline.json")
    desk, window = open_window(qapp, tmp_path, path)
    window.document.close()
    window.document.show(open_story(path, disk=disk))
    disk.at, disk.lasting = 0, True
    yield window
    disk.heal()
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    desk.leave()


def state(window: MainWindow) -> dict[str, dict[int, bytes]]:
    assert window.document.file is not None
    tables = window.document.file.state().tables
    return {table: {row: bytes(raw) for row, raw in rows.items()} for table, rows in tables.items()}


def sentences(window: MainWindow) -> list[str]:
    """Return what is said anywhere in the window and its dialogs of a disk that is full."""
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible() and FULL in one.text()]


@pytest.mark.parametrize(
    "name", ["quick entry", "form kept", "moved", "cut", "rows pasted", "block pasted", "shifted", "category added",
             "replaced", "story data", "source added", "unused removed"]
)  # fmt: skip
def test_a_full_disk_is_told_in_a_sentence_and_nothing_is_changed(window: MainWindow, name: str) -> None:
    window.show()
    before = state(window)
    with suppress(AssertionError):  # Some edits see themselves that they were refused.
        EDITS[name][0](window)
    assert sentences(window)
    assert state(window) == before and not window.document.undo_name


def test_a_cell_keeps_what_was_typed_and_takes_it_once_there_is_room(window: MainWindow, disk: RefusingDisk) -> None:
    window.actions_by_id["table"].trigger()
    page = window.commands.tables.page
    cell = page.model.index(1, Cell.TITLE)
    page.table.setCurrentIndex(cell)
    assert not page.model.setData(cell, "Typed at length")
    assert cell.data() == "Typed at length" and FULL in page.line.text()
    disk.heal()
    assert page.model.setData(cell, "Typed at length")
    assert event(window, "Typed at length")


def test_a_line_and_a_form_keep_what_was_typed(window: MainWindow) -> None:
    line = "9 Dec 2024: Jail opened !Prisons [The New Paper]"
    window.commands.entries.begin(line)
    bar = window.commands.entries.bar
    assert bar is not None
    bar.add()
    assert bar.text == line
    with suppress(AssertionError):
        EDITS["form kept"][0](window)
    desk = window.commands.forms.desk
    assert desk.is_open and desk.is_changed and desk.pane.form.title.text() == "Homs has fallen"
    desk.discard()


def test_the_card_of_a_source_keeps_what_was_typed_wherever_one_goes(window: MainWindow, disk: RefusingDisk) -> None:
    window.actions_by_id["sources"].trigger()
    dialog = next(one for one in window.findChildren(SourceDialog))
    dialog.choose("one")
    dialog.card.title_edit.setText("Typed at length")
    assert not dialog.keep()
    dialog.table.selectRow(1)
    assert dialog.card.title_edit.text() == "Typed at length" and dialog.keep_button.isEnabled()
    assert [source.id for source in dialog.chosen()] == ["one"]
    disk.heal()
    assert dialog.keep() and window.document.sources[0].csl["title"] == "Typed at length"


def test_no_source_is_said_to_be_added_that_was_refused(window: MainWindow) -> None:
    EDITS["source added"][0](window)
    dialog = next(one for one in window.findChildren(SourceDialog))
    assert "added" not in dialog.words.text()


def test_a_source_that_is_edited_in_the_form_keeps_what_was_typed(window: MainWindow) -> None:
    window.commands.forms.edit(event(window, "Homs falls").id)
    picker = window.commands.forms.desk.pane.form.sources.fields[0].picker
    picker.edit_chosen()
    picker.card.title_edit.setText("Typed at length")
    picker.keep_button.click()
    assert picker.card.isVisibleTo(picker) and picker.card.title_edit.text() == "Typed at length"
    window.commands.forms.desk.discard()
