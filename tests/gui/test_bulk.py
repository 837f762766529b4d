"""Many events, the categories and the story's data are edited in dialogs, each edit one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import MOST_AT_ONCE
from gui.editor.categories_dialog import CategoriesDialog
from gui.editor.change_dialog import ChangeEventsDialog
from gui.editor.colour_sight import alike, distance, safe_order
from gui.editor.hit_table import PIECES_ROLE, Column
from gui.editor.replace_dialog import ReplaceDialog
from gui.editor.story_dialog import StoryDialog
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import DARK, LIGHT, Theme
from storage.editing.finding import Field
from storage.model import Category, Shape
from tests.conftest import StoryWriter

Key, Check = Qt.Key, Qt.CheckState
D = TypeVar("D", bound=QDialog)
HOSTILE = ["<b>bold</b>", "a\x00b", "\u202egnp.exe", "=1+1", "&Save", "x" * 190]
ABOUT = {
    "categories": [
        {"id": "fall", "name": "The fall", "colour": "red"},
        {"id": "un", "name": "At the UN", "colour": "olive", "shape": "square"},
        {"id": "x", "name": "Nobody’s"},
    ],
    "time_zone": "Asia/Damascus",
}
ROWS = [
    {"title": "Homs falls", "when": "2024-12-07", "category": "fall", "tags": ["night"], "place": "Homs"},
    {"title": "Talks", "when": "2024-12-08", "category": "un", "text": "Of Homs."},
    {
        "title": "A month",
        "when": "2024-12",
        "category": "fall",
        "statements": [{"id": "s", "stance": "asserts", "speaker": "Ada", "quote": "Homs is ours"}],
    },
]


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> MainWindow:
    desk.start([write_story(ROWS, [{"id": "one", "csl": {"title": "Homs today"}}], ABOUT)])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.timeline is not None)
    return window


def opened(window: MainWindow, action: str, kind: type[D]) -> D:
    window.actions_by_id[action].trigger()
    (dialog,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return dialog


def activate(qtbot: QtBot, dialog: QDialog) -> None:
    """Let the dialog have the keys, as a window manager does; else its window's shortcuts hear them."""
    handle = dialog.windowHandle()
    assert handle is not None
    handle.requestActivate()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)


def when(window: MainWindow, title: str) -> str:
    return next(event.when for event in window.document.events if event.title == title)


def asked(dialog: QWidget, name: str) -> QDialog:
    (found,) = [each for each in dialog.findChildren(QDialog) if each.objectName() == name and each.isVisible()]
    assert isinstance(found, QDialog)
    return found


def click(qtbot: QtBot, dialog: QWidget, text: str) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def state(window: MainWindow) -> dict[str, dict[int, bytes]]:
    assert window.document.file is not None
    tables = window.document.file.state().tables
    return {table: {row: bytes(raw) for row, raw in rows.items()} for table, rows in tables.items()}


def check_undo_and_redo(window: MainWindow, before: dict[str, dict[int, bytes]]) -> None:
    after = state(window)
    assert after != before
    window.actions_by_id["undo"].trigger()
    assert state(window) == before and not window.document.undo_name
    window.actions_by_id["redo"].trigger()
    assert state(window) == after


# Change events


def test_all_events_are_put_into_a_category_and_tagged_by_keyboard_in_one_step(
    qtbot: QtBot, window: MainWindow
) -> None:
    before = state(window)
    dialog = opened(window, "change_events", ChangeEventsDialog)
    assert dialog.all_button.isChecked() and not dialog.marked_button.isEnabled()
    assert not dialog.go_button.isEnabled()
    for _ in range(3):
        qtbot.keyClick(dialog.category_box, Key.Key_Down)
    assert dialog.category_box.currentText() == "At the UN"
    qtbot.keyClicks(dialog.add_tags_edit, "prison, night")
    assert dialog.go_button.text() == "Change 3 events"
    qtbot.keyClick(dialog.add_tags_edit, Key.Key_Return)
    assert not dialog.isVisible()
    assert {event.category for event in window.document.events} == {"un"}
    assert {event.tags for event in window.document.events} == {("night", "prison"), ("prison", "night")}
    assert window.document.undo_name == "Change 3 events"
    check_undo_and_redo(window, before)


def test_the_selected_event_moves_and_the_first_new_dates_are_shown(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.select(window.document.events[1].id)
    dialog = opened(window, "change_events", ChangeEventsDialog)
    assert dialog.marked_button.isChecked()
    dialog.shift_edit.setText("2 days earlier")
    qtbot.waitUntil(lambda: "→" in dialog.dates.text())
    assert dialog.dates.text() == "7 Dec 2024 → 5 Dec 2024"
    dialog.accept()
    assert (when(window, "Homs falls"), when(window, "Talks")) == ("2024-12-05", "2024-12-08")
    assert window.document.undo_name == "Move 1 event 2 days earlier"


def test_dates_that_cannot_move_are_told_before_the_others_do(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "change_events", ChangeEventsDialog)
    dialog.shift_edit.setText("3 days")
    qtbot.waitUntil(lambda: "stays as it is" in dialog.dates.text())
    dialog.accept()
    assert state(window) == before
    question = asked(dialog, "stepQuestion")
    assert "December 2024" in "".join(label.text() for label in question.findChildren(QLabel))
    click(qtbot, question, "Change the others")
    assert (when(window, "Homs falls"), when(window, "A month")) == ("2024-12-10", "2024-12")
    check_undo_and_redo(window, before)


def test_a_shift_that_nothing_can_make_changes_nothing(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.select(window.document.events[0].id)
    assert window.reading.chosen is not None and window.reading.chosen.title == "A month"
    before = state(window)
    dialog = opened(window, "change_events", ChangeEventsDialog)
    dialog.shift_edit.setText("3 days")
    dialog.accept()
    assert dialog.isVisible() and "not known finely enough" in dialog.problem.text()
    assert state(window) == before


@pytest.mark.parametrize("typed", ["soon", "5 m", "0 days", "<b>"])
def test_what_is_no_shift_is_told_beside_the_field(window: MainWindow, typed: str) -> None:
    dialog = opened(window, "change_events", ChangeEventsDialog)
    dialog.place_edit.setText("Homs")
    dialog.shift_edit.setText(typed)
    assert dialog.shift_problem.text().endswith(".") and not dialog.go_button.isEnabled()


def test_a_tag_is_not_added_and_removed_at_once(window: MainWindow) -> None:
    dialog = opened(window, "change_events", ChangeEventsDialog)
    dialog.add_tags_edit.setText("night")
    dialog.remove_tags_edit.setText("night")
    assert "at once" in dialog.tags_problem.text() and not dialog.go_button.isEnabled()
    assert dialog.tags_hint.text() == "These have: night (1)"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_places_and_tags_are_kept_as_they_are(window: MainWindow, text: str) -> None:
    before = state(window)
    dialog = opened(window, "change_events", ChangeEventsDialog)
    dialog.place_edit.setText(text)
    dialog.add_tags_edit.setText(text)
    typed = dialog.place_edit.text()
    dialog.accept()
    assert {event.place for event in window.document.events} == {typed.strip()}
    assert all(typed.strip() in event.tags for event in window.document.events)
    check_undo_and_redo(window, before)


def test_all_that_the_filter_lets_through_is_meant_where_there_is_one(window: MainWindow) -> None:
    window.reading.set_filter("talks")
    dialog = opened(window, "change_events", ChangeEventsDialog)
    assert dialog.all_button.text() == "All 1 events that the filter lets through"
    dialog.no_place.setChecked(True)
    dialog.category_box.setCurrentIndex(1)
    dialog.accept()
    assert [event.title for event in window.document.events if not event.category] == ["Talks"]


def test_a_read_only_story_offers_none_of_it(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    assert window.path is not None
    other = desk.new_window()
    other.open_path(window.path)
    assert other.document.read_only
    for name in ("change_events", "find_and_replace", "categories", "story_data"):
        assert not other.actions_by_id[name].isEnabled() and window.actions_by_id[name].isEnabled()


# Categories


def test_categories_are_listed_with_their_counts(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    texts = [dialog.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert texts == [
        "The fall, red, circle, 2 events", "At the UN, olive, square, 1 event", "Nobody’s, slate, circle, 0 events"
    ]  # fmt: skip


def test_a_category_is_renamed_in_place(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "categories", CategoriesDialog)
    qtbot.keyClick(dialog.list, Key.Key_Return)
    (edit,) = dialog.list.findChildren(QLineEdit)
    edit.setText("Collapse")
    qtbot.keyClick(edit, Key.Key_Return)
    qtbot.waitUntil(lambda: window.document.undo_name != "")
    assert dialog.isVisible()
    assert window.document.story.categories[0].name == "Collapse"  # type: ignore[union-attr]
    assert window.document.undo_name == "Rename category “The fall” to “Collapse”"
    check_undo_and_redo(window, before)


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (lambda one: one.colour_box.activated.emit(one.colour_box.findData("teal")), "Colour category “The fall” teal"),
        (lambda one: one.shape_box.activated.emit(4), "Mark category “The fall” with a star"),
        (lambda one: one.down_button.click(), "Move category “The fall” down"),
        (lambda one: one.add_button.click(), "Add category “New category”"),
        (lambda one: one.merge("fall", "un"), "Merge category “The fall” into “At the UN”"),
        (lambda one: one.delete("fall"), "Delete category “The fall”"),
    ],
)
def test_every_edit_of_a_category_is_a_named_step(
    window: MainWindow, act: Callable[[CategoriesDialog], None], name: str
) -> None:
    before = state(window)
    dialog = opened(window, "categories", CategoriesDialog)
    act(dialog)
    assert window.document.undo_name == name
    dialog.reject()
    check_undo_and_redo(window, before)


def test_alt_and_an_arrow_put_categories_in_order(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    qtbot.keyClick(dialog.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.current is not None and dialog.current.id == "fall"
    qtbot.keyClick(dialog.list, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [each.id for each in window.document.story.categories] == ["un", "x", "fall"]  # type: ignore[union-attr]


def test_a_name_that_is_taken_offers_to_merge(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.rename("un", "the FALL")
    click(qtbot, asked(dialog, "mergeCategoryDialog"), "Merge")
    assert [each.id for each in window.document.story.categories] == ["fall", "x"]  # type: ignore[union-attr]
    assert {event.category for event in window.document.events} == {"fall"}
    assert dialog.current is not None and dialog.current.id == "fall"


def test_two_categories_may_keep_one_name_and_that_is_told(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.rename("un", "The fall")
    click(qtbot, asked(dialog, "mergeCategoryDialog"), "Keep both")
    assert len(window.document.story.categories) == 3  # type: ignore[union-attr]
    assert "Two categories are called “The fall”" in dialog.hint.text()


def test_deleting_says_first_how_many_events_lose_their_category(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.delete_button.click()
    question = asked(dialog, "deleteCategoryDialog")
    assert "Its 2 events stay in the story" in "".join(label.text() for label in question.findChildren(QLabel))
    click(qtbot, question, "Delete")
    assert sorted(event.category for event in window.document.events) == ["", "", "un"]


def test_a_category_is_not_left_without_a_name(window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.rename("fall", "  ")
    assert dialog.problem.text() == "A category needs a name."
    assert not window.document.undo_name


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_kept_and_shown_as_plain_text(qtbot: QtBot, window: MainWindow, text: str) -> None:
    before = state(window)
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.rename("fall", text)
    assert window.document.story.categories[0].name == text  # type: ignore[union-attr]
    assert "\u202e" not in dialog.model.index(0).data() and "\x00" not in dialog.model.index(0).data()
    dialog.list.grab()
    dialog.merge_menu.aboutToShow.emit()
    dialog.reject()
    check_undo_and_redo(window, before)


def test_undo_is_heard_in_the_dialog(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "categories", CategoriesDialog)
    dialog.delete("fall")
    activate(qtbot, dialog)
    qtbot.keyClick(dialog.list, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state(window) == before
    assert dialog.model.rowCount() == 3


def test_colours_that_some_eyes_take_for_one_are_told(window: MainWindow) -> None:
    dialog = opened(window, "categories", CategoriesDialog)
    assert not dialog.hint.isVisible()
    dialog.choose("un")
    dialog.shape_box.activated.emit(0)
    assert "hard to tell apart" in dialog.hint.text()


def test_the_first_colours_are_told_apart_by_every_eye_in_both_themes() -> None:
    order, safe = safe_order([LIGHT.categories, DARK.categories])
    assert sorted(order) == sorted(LIGHT.categories) and safe >= 4
    categories = [Category(role, role, role) for role in order[:safe]]
    assert alike(categories, [LIGHT.categories, DARK.categories]) == []
    assert distance("#000000", "#ffffff") == pytest.approx(1.0, abs=0.01)
    red, olive = Category("a", "A", "red"), Category("b", "B", "olive")
    assert alike([red, olive], [LIGHT.categories]) == [(red, olive)]
    assert alike([red, Category("b", "B", "olive", Shape.STAR)], [LIGHT.categories]) == []


# Find and replace


def found(qtbot: QtBot, dialog: ReplaceDialog, sought: str, new: str) -> None:
    dialog.find_edit.setText(sought)
    dialog.new_edit.setText(new)
    dialog.look()


def test_what_would_be_different_is_shown_and_replaced_in_one_step(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "homs", "Hama")
    fields = [dialog.model.index(row, Column.FIELD).data() for row in range(dialog.model.rowCount())]
    assert fields == ["Title", "Place", "Text", "Source"]
    after = dialog.model.index(0, Column.AFTER)
    assert after.data() == "Hama falls" and after.data(PIECES_ROLE)[0] == ("Hama", True)
    assert dialog.go_button.text() == "Replace in 4"
    qtbot.keyClick(dialog.new_edit, Key.Key_Return)
    assert not dialog.isVisible()
    assert {event.title for event in window.document.events} == {"Hama falls", "Talks", "A month"}
    assert window.document.sources[0].csl["title"] == "Hama today"
    assert window.document.undo_name == "Replace “homs” with “Hama” in 4 places"
    check_undo_and_redo(window, before)


def test_quotes_are_left_alone_unless_asked_for_with_a_word_of_caution(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    assert not dialog.boxes[Field.QUOTES].isChecked()
    assert not dialog.caution.isVisible()
    dialog.boxes[Field.QUOTES].setChecked(True)
    assert dialog.caution.isVisible()
    found(qtbot, dialog, "ours", "theirs")
    assert dialog.model.index(0, Column.FIELD).data() == "Quote"
    dialog.accept()
    quotes = [statement.quote for event in window.document.events for statement in event.statements]
    assert quotes == ["Homs is theirs"]


def test_what_is_unticked_with_space_stays(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "homs", "Hama")
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Key.Key_Space)
    assert dialog.go_button.text() == "Replace in 3"
    dialog.none_button.click()
    assert not dialog.go_button.isEnabled()
    dialog.all_button.click()
    dialog.table.selectRow(0)
    qtbot.keyClick(dialog.table, Key.Key_Space)
    dialog.accept()
    assert {event.title for event in window.document.events} >= {"Homs falls"}
    assert {event.place for event in window.document.events} == {"Hama", ""}


def test_enter_looks_before_it_replaces(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    qtbot.keyClicks(dialog.find_edit, "homs")
    dialog.accept()
    assert dialog.isVisible() and dialog.model.rowCount() == 4
    assert state(window) == before


def test_a_title_that_would_be_empty_cannot_be_ticked(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "Talks", "")
    first = dialog.model.index(0, Column.EVENT)
    assert first.data(Qt.ItemDataRole.CheckStateRole) is None
    assert dialog.model.index(0, Column.AFTER).data() == "A title cannot be empty."
    assert not dialog.go_button.isEnabled()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_replacements_are_kept_and_painted_as_plain_text(qtbot: QtBot, window: MainWindow, text: str) -> None:
    before = state(window)
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "homs", text)
    dialog.table.grab()
    assert "\u202e" not in dialog.model.index(0, Column.AFTER).data()
    typed = dialog.new_edit.text()
    dialog.accept()
    assert f"{typed} falls" in {event.title for event in window.document.events}
    check_undo_and_redo(window, before)


def test_nothing_found_is_said(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(window, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "Aleppo", "Hama")
    assert dialog.count.text() == "Nothing found."
    for box in dialog.boxes.values():
        box.setChecked(False)
    dialog.look()
    assert "at least one field" in dialog.problem.text()


# The story's data


def test_the_storys_data_are_kept_as_one_step(qtbot: QtBot, window: MainWindow) -> None:
    before = state(window)
    dialog = opened(window, "story_data", StoryDialog)
    assert not dialog.go_button.isEnabled()
    dialog.title_edit.setText("Homs & <Hama>")
    dialog.description_edit.setPlainText("One\nTwo")
    dialog.zone_box.setCurrentText("Europe/Paris")
    dialog.language_box.setCurrentText("Arabic (ar)")
    qtbot.keyClick(dialog.title_edit, Key.Key_Return)
    story = window.document.story
    assert story is not None and not dialog.isVisible()
    assert (story.title, story.description) == ("Homs & <Hama>", "One\nTwo")
    assert (story.time_zone, story.language) == ("Europe/Paris", "ar")
    assert window.header.title.text() == "Homs & <Hama>"
    check_undo_and_redo(window, before)


def test_a_story_is_not_left_without_title_or_zone(window: MainWindow) -> None:
    dialog = opened(window, "story_data", StoryDialog)
    dialog.title_edit.setText("  ")
    assert dialog.title_problem.text() == "A story needs a title." and not dialog.go_button.isEnabled()
    dialog.title_edit.setText("T")
    dialog.zone_box.setCurrentText("Mars/Olympus")
    assert "No time zone" in dialog.zone_problem.text() and not dialog.go_button.isEnabled()


# A large story


@pytest.fixture
def large(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> MainWindow:
    rows = [{"when": "2024-12-07", "place": "Homs", "category": "fall"} for _ in range(MOST_AT_ONCE + 100)]
    desk.start([write_story(rows, (), ABOUT)])
    window = desk.windows[0]
    settle(qtbot, window)
    return window


def settle(qtbot: QtBot, window: MainWindow) -> None:
    def is_settled() -> bool:
        view = window.timeline
        there = window.document.file is not None and view is not None
        return there and not (view.plotting.busy or view.plotting.is_without_ids or window.reading.pending)  # type: ignore[union-attr]

    qtbot.waitUntil(is_settled, timeout=30_000)


def test_a_large_story_is_changed_beside_the_window_and_taken_back(qtbot: QtBot, large: MainWindow) -> None:
    before = state(large)
    dialog = opened(large, "change_events", ChangeEventsDialog)
    dialog.place_edit.setText("Hama")
    dialog.accept()
    assert dialog.progress.isVisible() and not dialog.body.isEnabled()
    assert state(large) == before
    qtbot.waitUntil(large.actions_by_id["undo"].isEnabled, timeout=30_000)
    after = state(large)
    assert large.document.undo_name == f"Set the place of {MOST_AT_ONCE + 100:,} events to “Hama”"
    settle(qtbot, large)
    large.actions_by_id["undo"].trigger()
    qtbot.waitUntil(large.actions_by_id["redo"].isEnabled, timeout=30_000)
    assert state(large) == before
    settle(qtbot, large)
    large.actions_by_id["redo"].trigger()
    qtbot.waitUntil(large.actions_by_id["undo"].isEnabled, timeout=30_000)
    assert state(large) == after


def test_what_is_being_worked_out_is_given_up_by_escape(qtbot: QtBot, large: MainWindow) -> None:
    before = state(large)
    dialog = opened(large, "change_events", ChangeEventsDialog)
    dialog.place_edit.setText("Hama")
    activate(qtbot, dialog)
    dialog.accept()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible() and dialog.body.isEnabled() and not dialog.stepper.running
    assert state(large) == before and not large.document.undo_name
    dialog.reject()
    assert not dialog.isVisible()


def test_text_is_found_and_categories_counted_beside_the_window(qtbot: QtBot, large: MainWindow) -> None:
    categories = opened(large, "categories", CategoriesDialog)
    qtbot.waitUntil(lambda: categories.model.count("fall") == MOST_AT_ONCE + 100, timeout=30_000)
    categories.reject()
    dialog = opened(large, "find_and_replace", ReplaceDialog)
    found(qtbot, dialog, "homs", "Hama")
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 0, timeout=30_000)
    assert dialog.count.text().startswith("The first 2,000 of 10,100 fields are shown")
    dialog.reject()
