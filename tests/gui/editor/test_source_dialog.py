import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.editor.merge_dialog import MergeDialog
from gui.editor.source_dialog import SourceDialog
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.changes import PutSource
from storage.model import Source
from tests.conftest import StoryWriter

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def path(write_story: StoryWriter) -> Path:
    statement = {"id": "s1", "stance": "asserts", "speaker": "Ada", "source": "two"}
    return write_story(
        events=[
            {"title": "First", "sources": ["one"]},
            {"title": "Second", "sources": ["one", "two"], "statements": [statement]},
        ],
        sources=[
            {"id": "one", "csl": {"type": "webpage", "title": "One says", "x-own": {"kept": True}}},
            {"id": "two", "csl": {"type": "webpage", "title": "Two says", "URL": "https://example.org/two"}},
            {"id": "idle", "csl": {"type": "book", "title": "Nobody reads me"}},
        ],
    )


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, path: Path) -> Iterator[MainWindow]:
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), theme)
    desk.start([path])
    yield desk.windows[0]
    desk.leave()


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow) -> SourceDialog:
    window.actions_by_id["sources"].trigger()
    dialog = window.findChild(SourceDialog)
    assert isinstance(dialog, SourceDialog)
    qtbot.waitActive(dialog).__enter__()
    return dialog


def rows(dialog: SourceDialog) -> list[tuple[str, str]]:
    model = dialog.model
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())]


def content(window: MainWindow) -> object:
    assert window.document.file is not None
    return {name: dict(rows) for name, rows in window.document.file.state().tables.items()}


def paste(qtbot: QtBot, dialog: SourceDialog, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    dialog.line.setFocus()
    qtbot.keyClick(dialog.line, Key.Key_V, CONTROL)


def test_every_source_is_listed_with_the_number_of_events_that_cite_it(dialog: SourceDialog) -> None:
    assert rows(dialog) == [
        ("“One says”", "2"),
        ("“Two says”, https://example.org/two", "1"),
        ("“Nobody reads me”", "0"),
    ]


def test_words_filter_the_list(qtbot: QtBot, dialog: SourceDialog) -> None:
    qtbot.keyClicks(dialog.line, "TWO")
    assert [row[0] for row in rows(dialog)] == ["“Two says”, https://example.org/two"]


def test_pasted_records_are_added_as_one_step(qtbot: QtBot, window: MainWindow, dialog: SourceDialog) -> None:
    before = content(window)
    paste(qtbot, dialog, json.dumps([{"type": "book", "title": "A"}, {"type": "book", "title": "B"}]))
    assert [row[0] for row in rows(dialog)][3:] == ["“A”", "“B”"]
    assert window.document.undo_name == "Add 2 sources"
    window.document.undo()
    assert content(window) == before


def test_what_the_story_has_already_is_not_added_again(qtbot: QtBot, window: MainWindow, dialog: SourceDialog) -> None:
    paste(qtbot, dialog, "http://www.example.org/two/\nhttps://example.org/three")
    assert len(window.document.sources) == 4
    assert "in the story already" in dialog.words.text()


def test_one_pasted_record_that_is_there_is_chosen(qtbot: QtBot, window: MainWindow, dialog: SourceDialog) -> None:
    paste(qtbot, dialog, "https://example.org/two")
    assert len(window.document.sources) == 3
    assert [source.id for source in dialog.chosen()] == ["two"]


def test_a_record_that_cannot_be_read_is_said_in_a_sentence(qtbot: QtBot, dialog: SourceDialog) -> None:
    paste(qtbot, dialog, "TY  - NEWS\nPY  - 2024/13/01\nTI  - X\nER  - ")
    assert dialog.words.property("role") == "error" and "record 1" in dialog.words.text()


def test_an_edit_is_kept_as_a_named_step_and_leaves_unknown_keys(window: MainWindow, dialog: SourceDialog) -> None:
    before = content(window)
    dialog.choose("one")
    dialog.card.title_edit.setText("One says more")
    dialog.keep_button.click()
    assert window.document.sources[0].csl == {"type": "webpage", "title": "One says more", "x-own": {"kept": True}}
    assert window.document.undo_name == "Change the source “One says more”"
    assert rows(dialog)[0] == ("“One says more”", "2")
    window.document.undo()
    assert content(window) == before
    assert dialog.card.title_edit.text() == "One says"


def test_an_edit_is_kept_when_another_source_is_looked_at(window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("one")
    dialog.card.title_edit.setText("One says more")
    dialog.choose("two")
    assert window.document.sources[0].csl["title"] == "One says more"
    assert dialog.card.title_edit.text() == "Two says"


def test_escape_gives_up_an_edit_and_then_leaves(qtbot: QtBot, window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("one")
    dialog.card.title_edit.setText("nonsense")
    qtbot.keyClick(dialog.card.title_edit, Key.Key_Escape)
    assert dialog.isVisible() and dialog.card.title_edit.text() == "One says"
    qtbot.keyClick(dialog.card.title_edit, Key.Key_Escape)
    assert window.document.undo_name == ""


def test_a_date_that_is_none_keeps_the_dialog_open(window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("one")
    dialog.card.date_field.set_text("someday")
    dialog.reject()
    assert dialog.isVisible() and dialog.words.property("role") == "error"
    dialog.card.date_field.set_text("")
    dialog.reject()


def test_two_sources_become_one_and_undo_parts_them(window: MainWindow, dialog: SourceDialog) -> None:
    before = content(window)
    dialog.choose("one", "two")
    dialog.merge_button.click()
    asked = dialog.findChild(MergeDialog)
    assert isinstance(asked, MergeDialog)
    asked.choices[0].click()
    assert window.document.undo_name == "Merge the source “Two says” into “One says”"
    assert [source.id for source in window.document.sources] == ["one", "idle"]
    second = next(event for event in window.document.events if event.title == "Second")
    assert second.sources == ("one",) and second.statements[0].source == "one"
    assert window.document.sources[0].csl["URL"] == "https://example.org/two"
    assert window.document.problems == ()
    window.document.undo()
    assert content(window) == before


def test_only_what_no_event_cites_can_be_removed(window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("one")
    assert not dialog.remove_button.isEnabled()
    dialog.choose("idle")
    dialog.remove_button.click()
    assert [source.id for source in window.document.sources] == ["one", "two"]
    assert window.document.undo_name == "Remove the source “Nobody reads me”"


def test_all_unused_sources_go_in_one_step_after_a_question(window: MainWindow, dialog: SourceDialog) -> None:
    window.document.apply([PutSource(Source("idle2", {"title": "Nor me"}))])
    dialog.unused_button.click()
    asked = next(one for one in dialog.children() if one.objectName() == "unusedDialog")
    asked.accept()
    assert [source.id for source in window.document.sources] == ["one", "two"]
    assert window.document.undo_name == "Remove 2 sources"
    assert not dialog.unused_button.isEnabled()


def test_undo_is_heard_in_the_dialog(qtbot: QtBot, window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("idle")
    dialog.remove_button.click()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Key.Key_Z, CONTROL)
    assert len(window.document.sources) == 3


def test_a_source_of_hostile_texts_is_shown_plainly_and_kept_to_the_letter(
    window: MainWindow, dialog: SourceDialog
) -> None:
    csl = {"type": "=cmd()", "title": "<b>x</b>\u202e\nline two\x00" + "y" * 20_000, "author": "no list", "issued": 7}
    window.document.apply([PutSource(Source("evil", csl, origin="a\nb"))])
    dialog.choose("evil")
    assert "\u202e" not in dialog.card.title_edit.text() and "<b>x</b>" in dialog.card.title_edit.text()
    assert not dialog.keep_button.isEnabled()
    dialog.card.doi_edit.setText("10.1000/1")
    dialog.keep_button.click()
    kept = window.document.sources[-1]
    assert kept.csl == {**csl, "DOI": "10.1000/1"} and kept.origin == "a\nb"


def test_what_is_half_typed_in_the_card_is_its_own_step_before_a_new_source(
    window: MainWindow, dialog: SourceDialog
) -> None:
    dialog.choose("one")
    dialog.card.title_edit.setText("One says more")
    dialog.add_button.click()
    names = []
    while window.document.undo_name:
        names.append(window.document.undo_name)
        window.document.undo()
    assert names == ["Add the source “New source”", "Change the source “One says more”"]


def test_an_edit_made_elsewhere_leaves_what_is_half_typed(window: MainWindow, dialog: SourceDialog) -> None:
    dialog.choose("one")
    dialog.card.title_edit.setText("One says mo")
    window.document.apply([PutSource(Source("late", {"title": "Late"}))])
    assert dialog.card.title_edit.text() == "One says mo"
    assert dialog.keep_button.isEnabled()


def test_a_new_source_that_may_be_there_already_is_pointed_out(
    qtbot: QtBot, window: MainWindow, dialog: SourceDialog
) -> None:
    paste(qtbot, dialog, json.dumps({"type": "book", "title": "Nobody reads me."}))
    assert len(window.document.sources) == 4
    assert "nearly the same title" in dialog.words.text()
