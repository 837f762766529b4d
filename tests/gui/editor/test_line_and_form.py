"""What a quick line hands to the form, and when its line and its draft may go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from gui.editor.quick_entry import QuickEntry
from gui.main_window import MainWindow
from storage.half_typed import HalfTyped
from tests.faults.edits import event, open_window, write_story


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    desk, window = open_window(qapp, tmp_path, write_story(tmp_path / "s.timeline.json"))
    yield window
    desk.leave()


def bar_with(window: MainWindow, line: str) -> QuickEntry:
    window.commands.entries.begin(line)
    assert window.commands.entries.bar is not None
    return window.commands.entries.bar


def test_form_gets_a_new_category_and_a_date_that_is_not_clear_yet(window: MainWindow) -> None:
    bar_with(window, "8/12/2024: Jail opened !Turning").edit.form_wanted.emit()
    desk = window.commands.forms.desk
    assert desk.pane.form.when.field.text() == "8/12/2024"
    desk.pane.form.when.field.set_text("8 Dec 2024")
    assert desk.keep()
    assert window.document.story is not None
    assert event(window, "Jail opened").category in {each.id for each in window.document.story.categories}


def test_line_stays_until_the_form_is_free(window: MainWindow) -> None:
    window.actions_by_id["new_in_form"].trigger()
    form = window.commands.forms.desk.pane.form
    form.title.setText("Half typed")
    bar = bar_with(window, "2024: Waits")
    bar.edit.form_wanted.emit()
    next(one for one in window.findChildren(QDialog) if one.objectName() == "keepChangesDialog").reject()
    assert (bar.text, form.title.text()) == ("2024: Waits", "Half typed")
    window.commands.forms.desk.discard()


def test_line_that_was_added_is_not_offered_after_a_crash_at_that_moment(window: MainWindow) -> None:
    bar, path, story = bar_with(window, "2024: Added"), window.document.path, window.document.story
    window.drafts.flush()
    assert path is not None and story is not None and HalfTyped().all_for(path, story.id)
    bar.add()
    assert not HalfTyped().all_for(path, story.id)
