"""The event form, as somebody uses it with the keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.editor.event_form import EventForm
from gui.editor.form_desk import FormDesk
from gui.editor.form_fields import LONGEST_LINE, LineField, TextField, hidden_in_words
from gui.editor.form_pane import FormPane
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.changes import PutEvent, RemoveEvent
from storage.event_draft import draft_of
from storage.half_typed import HalfTyped
from storage.model import Event, Stance
from storage.story_file import open_story
from tests.conftest import StoryWriter
from tests.storage.test_event_draft import EVENTS

Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, story_path: Path) -> MainWindow:
    """Return a window with the small story, its contested event chosen and the focus in the list."""
    desk.start([story_path])
    window = desk.windows[0]
    activate(qtbot, window)
    window.reading.select(event(window, "Second").id)
    window.event_list.table.setFocus()
    return window


def activate(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()


def event(window: MainWindow, title: str) -> Event:
    return next(event for event in window.document.events if event.title == title)


def titles(window: MainWindow) -> list[str]:
    return [event.title for event in window.document.events]


def press(qtbot: QtBot, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, held)


def type_text(qtbot: QtBot, text: str) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, text)


def edit(qtbot: QtBot, window: MainWindow) -> EventForm:
    press(qtbot, Key.Key_F2)
    return form_of(window)


def desk_of(window: MainWindow) -> FormDesk:
    return window.commands.forms.desk


def pane_of(window: MainWindow) -> FormPane:
    return desk_of(window).pane


def form_of(window: MainWindow) -> EventForm:
    return pane_of(window).form


def question(window: MainWindow, name: str = "keepChangesDialog") -> QDialog:
    dialog = window.findChild(QDialog, name)
    assert dialog is not None
    return dialog


def answer(window: MainWindow, words: str) -> None:
    button = next(button for button in question(window).findChildren(QPushButton) if button.text() == words)
    button.click()


def replace_text(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    press(qtbot, Key.Key_A, CTRL)
    type_text(qtbot, text)


# Opening, keeping, leaving


def test_f2_opens_the_chosen_event_in_place_of_the_detail(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    assert window.side.currentWidget() is pane_of(window)
    assert form.title.hasFocus() and form.title.text() == "Second"
    assert form.place.text() == "Homs"
    assert [card.value().stance for card in form.statements.cards] == [Stance.ASSERTS, Stance.DENIES]


@pytest.mark.parametrize(("key", "held"), [(Key.Key_S, CTRL), (Key.Key_Return, CTRL), (Key.Key_Return, None)])
def test_keeping_is_one_step_with_a_name_and_shows_the_event(
    qtbot: QtBot, window: MainWindow, key: Key, held: Qt.KeyboardModifier | None
) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Homs changes hands")
    press(qtbot, key, held or Qt.KeyboardModifier.NoModifier)
    assert window.document.undo_name == "Change “Homs changes hands”"
    assert window.side.currentWidget() is window.detail
    assert window.event_list.table.hasFocus()
    assert titles(window) == ["First", "Homs changes hands", "Third"]
    window.actions_by_id["undo"].trigger()
    assert titles(window) == ["First", "Second", "Third"]


def test_form_kept_unchanged_makes_no_step_and_leaves_the_file_as_it_is(qtbot: QtBot, homs: Path, desk: Desk) -> None:
    desk.start([homs])
    window, before = desk.windows[0], homs.read_bytes()
    for each in window.document.events:
        window.commands.forms.edit(each.id)
        form = form_of(window)
        for card in form.statements.cards:
            form.statements.open(card)
        assert not desk_of(window).is_changed
        assert desk_of(window).keep()
    assert window.document.undo_name == ""
    window.close_story()
    assert homs.read_bytes() == before


def test_new_event_is_added_with_everything_that_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Key.Key_A, CTRL | SHIFT)
    type_text(qtbot, "A crowd gathers")
    form = form_of(window)
    form.when.setFocus()
    type_text(qtbot, "8 Dec 2024")
    form.tags.setFocus()
    type_text(qtbot, "night, square")
    press(qtbot, Key.Key_Return, CTRL | SHIFT)
    type_text(qtbot, "Ada")
    editor = form.statements.cards[0].editor
    assert editor is not None
    editor.texts["quote"].setFocus()
    type_text(qtbot, "They are many.")
    editor.figures.add_button.click()
    figure = editor.figures.editors[0].fields
    figure["number"].setFocus()
    type_text(qtbot, "300-400")
    figure["counted"].setFocus()
    type_text(qtbot, "people")
    press(qtbot, Key.Key_S, CTRL)
    made = event(window, "A crowd gathers")
    assert (made.when, made.tags) == ("2024-12-08", ("night", "square"))
    assert [(s.speaker, s.quote, s.figures[0].low) for s in made.statements] == [("Ada", "They are many.", 300)]
    assert window.reading.selected == made.id
    assert window.document.undo_name == "Add “A crowd gathers”"


def test_new_source_and_category_are_kept_with_the_event_as_one_step(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    line = form.sources.fields[-1].picker.edit
    line.setFocus()
    type_text(qtbot, "The Evening Post")
    press(qtbot, Key.Key_Tab)
    form.category.activated.emit(form.category.count() - 1)
    dialog = question(window, "newCategoryDialog")
    dialog.name_edit.setText("Unrest")  # type: ignore[attr-defined]
    dialog.accept()
    assert desk_of(window).keep()
    story = window.document.story
    assert story is not None and [category.name for category in story.categories] == ["Unrest"]
    second = event(window, "Second")
    assert second.category == story.categories[0].id
    assert second.sources == (window.document.sources[-1].id,)
    assert window.document.sources[-1].csl["title"] == "The Evening Post"
    window.actions_by_id["undo"].trigger()
    assert len(window.document.sources) == 2 and window.document.story.categories == ()  # type: ignore[union-attr]


def test_enter_in_a_source_line_makes_the_source_and_keeps_nothing_yet(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    form.sources.fields[-1].picker.edit.setFocus()
    type_text(qtbot, "The Evening Post")
    press(qtbot, Key.Key_Return)
    assert desk_of(window).is_open
    assert [source.csl["title"] for source in form.made_sources] == ["The Evening Post"]


def test_the_same_new_source_of_two_statements_is_one(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    for card in form.statements.cards:
        form.statements.open(card)
        assert card.editor is not None
        card.editor.source.picker.edit.setFocus()
        press(qtbot, Key.Key_A, CTRL)
        type_text(qtbot, "The Evening Post")
    assert desk_of(window).keep()
    assert len(window.document.sources) == 3
    assert {each.source for each in event(window, "Second").statements} == {window.document.sources[-1].id}


def test_escape_leaves_an_untouched_form_without_a_word(qtbot: QtBot, window: MainWindow) -> None:
    edit(qtbot, window)
    press(qtbot, Key.Key_Escape)
    assert window.side.currentWidget() is window.detail
    assert window.reading.selected == event(window, "Second").id
    assert window.event_list.table.hasFocus()


@pytest.mark.parametrize(
    ("words", "is_open", "title"),
    [("Keep", False, "Other"), ("Discard", False, "Second"), ("Go on editing", True, "Second")],
)
def test_escape_asks_where_something_would_be_lost(
    qtbot: QtBot, window: MainWindow, words: str, is_open: bool, title: str
) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Other")
    press(qtbot, Key.Key_Escape)
    answer(window, words)
    assert desk_of(window).is_open == is_open
    assert titles(window)[1] == title


def test_what_was_typed_and_taken_back_is_nothing_to_lose(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    type_text(qtbot, "x")
    assert desk_of(window).is_changed
    press(qtbot, Key.Key_Z, CTRL)
    assert form.title.text() == "Second" and not desk_of(window).is_changed
    assert window.document.undo_name == ""


def test_another_event_is_shown_when_nothing_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    edit(qtbot, window)
    window.reading.select(event(window, "Third").id)
    qtbot.waitUntil(lambda: window.side.currentWidget() is window.detail)


def test_a_form_in_which_was_typed_stays_when_another_event_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    type_text(qtbot, "!")
    window.reading.select(event(window, "Third").id)
    QApplication.processEvents()
    assert window.side.currentWidget() is pane_of(window)
    assert pane_of(window).heading.text() == "Editing “Second”"
    window.commands.forms.edit(event(window, "Third").id)
    answer(window, "Keep")
    assert form.title.text() == "Third" and "Second!" in titles(window)


def test_a_copy_is_begun_with_everything_and_ids_of_its_own(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, Key.Key_D, CTRL | SHIFT)
    form = form_of(window)
    assert not desk_of(window).is_changed
    replace_text(qtbot, form.title, "Second again")
    press(qtbot, Key.Key_Return)
    copy, old = event(window, "Second again"), event(window, "Second")
    assert [each.speaker for each in copy.statements] == [each.speaker for each in old.statements]
    assert not {each.id for each in copy.statements} & {each.id for each in old.statements}


def test_an_event_that_somebody_has_typed_elsewhere_is_not_let_go_unasked(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.forms.begin(Event("new", "From the quick line", "2024"))
    press(qtbot, Key.Key_Escape)
    answer(window, "Keep")
    assert "From the quick line" in titles(window)


def test_read_only_story_says_why_it_cannot_be_edited(qtbot: QtBot, desk: Desk, story_path: Path) -> None:
    with open_story(story_path):
        desk.start([story_path])
        window = desk.windows[0]
        window.reading.select(event(window, "Second").id)
        window.actions_by_id["edit_event"].trigger()
        dialog = question(window, "errorDialog")
        assert window.side.currentWidget() is window.detail
        dialog.accept()


# What is wrong


def test_a_problem_is_told_under_its_field_once_that_was_left(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    rows = dict(form.rows())
    press(qtbot, Key.Key_A, CTRL)
    press(qtbot, Key.Key_Delete)
    assert rows["title"].problem.text() == ""
    press(qtbot, Key.Key_Tab)
    qtbot.waitUntil(lambda: rows["title"].problem.text() == "Give the event a title.")
    form.title.setFocus()
    type_text(qtbot, "A")
    qtbot.waitUntil(lambda: rows["title"].problem.text() == "")


def test_keep_tells_why_not_and_goes_to_the_first_problem(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    form.statements.add()
    editor = form.statements.cards[2].editor
    assert editor is not None
    editor.figures.add_button.click()
    editor.figures.editors[0].fields["number"].set_value("many")
    press(qtbot, Key.Key_S, CTRL)
    assert desk_of(window).is_open
    assert pane_of(window).why_not.text() == (
        "Statement 3: “many” is no number. Write 3,500 or 300–400. (1 more to mend.)"
    )
    assert editor.figures.editors[0].fields["number"].hasFocus()
    assert form.statements.cards[2].head.problems == 2


def test_a_refusal_of_the_disk_is_told_in_the_form(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage.errors import FileError

    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Other")

    def refuse(*_: object) -> None:
        raise FileError("The disk is full.")

    monkeypatch.setattr(window.document, "apply", refuse)
    press(qtbot, Key.Key_Return)
    assert pane_of(window).news.label.text() == "The disk is full."
    assert desk_of(window).is_changed and form.title.text() == "Other"


# Statements


def speakers(form: EventForm) -> list[str]:
    return [statement.speaker for statement in form.draft().statements]


def test_only_the_card_with_the_focus_is_open(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    one, two = form.statements.cards
    assert not one.is_open and not two.is_open
    one.head.setFocus(Qt.FocusReason.TabFocusReason)
    assert one.is_open and not two.is_open
    two.head.setFocus(Qt.FocusReason.TabFocusReason)
    assert two.is_open and not one.is_open
    assert two.head.accessibleName() == "Statement 2: denies · Bo, open"


def test_a_card_opens_at_a_click_and_closes_at_the_next(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    head = form.statements.cards[0].head
    for is_open in (True, False, True):
        qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
        assert form.statements.cards[0].is_open == is_open


def test_statements_are_moved_copied_and_removed_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    form.statements.cards[1].head.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Key.Key_Up, ALT)
    assert speakers(form) == ["Bo", "Ada"]
    assert form.statements.cards[0].head.hasFocus()
    press(qtbot, Key.Key_D, CTRL)
    assert speakers(form) == ["Bo", "Bo", "Ada"]
    press(qtbot, Key.Key_Down, ALT)
    assert speakers(form) == ["Bo", "Ada", "Bo"]
    press(qtbot, Key.Key_Delete, CTRL | SHIFT)
    assert speakers(form) == ["Bo", "Ada"]
    form.statements.put_back_button.click()
    assert speakers(form) == ["Bo", "Ada", "Bo"]
    assert len({statement.id for statement in form.draft().statements}) == 3


def test_a_figure_is_begun_by_keys_from_any_field(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    press(qtbot, Key.Key_G, CTRL | SHIFT)
    card = next(card for card in form.statements.cards if card.is_open)
    type_text(qtbot, "more than")
    assert card.value().figures[-1].qualifier == "more than"


def test_delete_in_a_field_of_a_statement_takes_a_letter_only(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    form.statements.open(form.statements.cards[0])
    editor = form.statements.cards[0].editor
    assert editor is not None
    editor.lines["speaker"].setFocus()
    press(qtbot, Key.Key_Home)
    press(qtbot, Key.Key_Delete)
    assert speakers(form) == ["da", "Bo"]


def test_a_known_speaker_brings_the_role_along(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:
    said = [{"id": "s", "stance": "asserts", "speaker": "Ada", "role": "minister"}]
    desk.start([write_story([{"title": "One", "when": "2024", "statements": said}])])
    window = desk.windows[0]
    activate(qtbot, window)
    window.commands.forms.edit(window.document.events[0].id)
    form = form_of(window)
    press(qtbot, Key.Key_Return, CTRL | SHIFT)
    type_text(qtbot, "Ada")
    press(qtbot, Key.Key_Tab)
    assert form.draft().statements[1].role == "minister"


def test_tab_goes_from_field_to_field_as_one_reads_them(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    names = []
    for _ in range(12):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName() or widget.text())  # type: ignore[attr-defined]
        press(qtbot, Key.Key_Tab)
    assert names[:8] == ["Title", "When", "In the source’s words", "Place", "Category", "Tags", "Text", "Starred"]
    assert names[8:10] == ["Source 1 of the event", "Statement 1: asserts · Ada, open"]
    assert form.statements.cards[0].is_open
    press(qtbot, Key.Key_Backtab, SHIFT)
    assert form.isAncestorOf(QApplication.focusWidget())


# What happens elsewhere meanwhile


def change(window: MainWindow, **fields: object) -> None:
    from dataclasses import replace

    second = event(window, "Second")
    window.document.apply([PutEvent(replace(second, **fields))])  # type: ignore[arg-type]


def test_an_untouched_form_follows_the_event(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    change(window, place="Hama")
    assert form.place.text() == "Hama" and not desk_of(window).is_changed


def test_a_change_elsewhere_is_told_and_taken_where_nothing_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.tags, "night")
    change(window, place="Hama")
    news = pane_of(window).news
    assert news.isVisible() and "changed meanwhile" in news.label.text()
    assert form.place.text() == "Homs"
    news.offers[0].click()
    assert (form.place.text(), form.tags.text()) == ("Hama", "night")


def test_keeping_writes_over_nothing_that_was_not_touched(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.tags, "night")
    change(window, place="Hama", starred=True)
    press(qtbot, Key.Key_S, CTRL)
    second = event(window, "Second")
    assert (second.place, second.starred, second.tags) == ("Hama", True, ("night",))


def test_an_event_that_was_removed_meanwhile_is_added_again(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.tags, "night")
    window.document.apply([RemoveEvent(event(window, "Second").id)])
    assert "removed meanwhile" in pane_of(window).news.label.text()
    assert desk_of(window).keep()
    assert event(window, "Second").tags == ("night",)


# Half typed


def test_what_was_typed_is_offered_again_when_the_story_opens_next_time(
    qtbot: QtBot, window: MainWindow, desk: Desk, story_path: Path
) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Half typ")
    form.statements.add()
    type_text(qtbot, "Cleo")
    form.sources.fields[-1].picker.edit.setFocus()
    type_text(qtbot, "Evening")
    window.close_story()
    assert not pane_of(window).isVisible()
    window.open_path(story_path)
    assert titles(window)[1] == "Second"
    assert "“Half typ”" in window.draft_bar.label.text()
    window.draft_bar.offers[0].click()
    assert form.title.text() == "Half typ" and speakers(form) == ["Ada", "Bo", "Cleo"]
    assert form.sources.fields[-1].picker.edit.text() == "Evening"
    assert desk_of(window).keep()
    window.close_story()
    window.open_path(story_path)
    assert not window.draft_bar.isVisible()
    assert titles(window)[1] == "Half typ"


def test_closing_the_window_keeps_the_draft_without_a_question(
    qtbot: QtBot, window: MainWindow, desk: Desk, story_path: Path
) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Half typ")
    assert window.close()
    assert HalfTyped().all_for(story_path, "00000000-0000-4000-8000-000000000000")


def test_f2_goes_on_with_what_was_half_typed_for_that_event(qtbot: QtBot, window: MainWindow, story_path: Path) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Half typ")
    window.close_story()
    window.open_path(story_path)
    window.commands.forms.edit(event(window, "Second").id)
    assert form.title.text() == "Half typ"
    assert not window.draft_bar.isVisible()
    assert "what you were writing" in pane_of(window).news.label.text()
    desk_of(window).discard()
    window.close_story()
    window.open_path(story_path)
    assert not window.draft_bar.isVisible()


def test_letters_in_the_form_do_nothing_to_the_timeline(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    form.category.setFocus()
    type_text(qtbot, "*wf")
    form.starred.setFocus()
    type_text(qtbot, "*")
    assert window.document.undo_name == ""


def test_f6_comes_to_the_form_as_to_a_pane(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    window.event_list.table.setFocus()
    for _ in range(2):
        press(qtbot, Key.Key_F6)
    assert form.title.hasFocus()


# Floating


def test_the_form_floats_and_docks_and_remembers_it(qtbot: QtBot, window: MainWindow) -> None:
    form = edit(qtbot, window)
    replace_text(qtbot, form.title, "Other")
    press(qtbot, Key.Key_F, CTRL | SHIFT)
    pane = pane_of(window)
    assert pane.isWindow() and pane.isVisible() and window.side.currentWidget() is window.detail
    assert form.title.text() == "Other" and window.settings.form_floats
    activate(qtbot, pane)
    qtbot.waitUntil(form.title.hasFocus)
    press(qtbot, Key.Key_F, CTRL | SHIFT)
    assert not pane.isWindow() and window.side.currentWidget() is pane
    qtbot.waitUntil(form.title.hasFocus)
    press(qtbot, Key.Key_F, CTRL | SHIFT)
    desk_of(window).keep()
    assert not pane.isVisible() and event(window, "Other")


# Strangers' texts


TEXTS = st.text(max_size=30) | st.sampled_from(["<b>x</b>", "=1+1", "a\x00b", "\ud800", "\u202eabc", "a\r\nb", "\xa0"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(EVENTS)
def test_form_gives_any_event_back_to_the_letter(window: MainWindow, event: Event) -> None:
    form = form_of(window)
    form.show_draft(draft_of(event))
    assert form.draft() == draft_of(event)
    for card in form.statements.cards:
        form.statements.open(card)
    form.settle()
    assert form.draft() == draft_of(event) and form.made_sources == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_fields_give_back_what_they_were_given(qapp: QApplication, text: str) -> None:
    for field in (LineField("x"), TextField("x")):
        field.set_value(text)
        assert field.value() == text
    line = LineField("x")
    line.set_value("")
    line.insert("typed")
    assert line.value() == "typed"


def test_no_break_spaces_survive_a_change_beside_them(qapp: QApplication) -> None:
    field = TextField("x")
    field.set_value("10\xa0km\nand more")
    field.moveCursor(field.textCursor().MoveOperation.End)
    field.insertPlainText("!")
    assert field.value() == "10\xa0km\nand more!"


def test_a_line_that_is_too_long_stays_as_it_is(qapp: QApplication) -> None:
    line = LineField("x")
    line.set_value("x" * 1_000_000)
    assert line.isReadOnly() and line.value() == "x" * 1_000_000
    assert line.complaint == "This is too long to change here (1,000,000 characters)."


def test_a_paste_that_is_too_long_is_told(qapp: QApplication) -> None:
    line = LineField("x")
    line.insert("x" * (LONGEST_LINE + 5))
    assert line.value() == ""
    assert line.complaint == "A line takes 20,000 characters at most; that was not put in."


def test_hidden_characters_are_named() -> None:
    assert hidden_in_words("\u202eabc\x00") == "Holds characters that cannot be seen: ␀ ⟨U+202E⟩"
    assert hidden_in_words("plain, ümlaut\n") == ""


@pytest.mark.parametrize("name", ["title", "place", "tags", "text", "phrase"])
def test_hostile_text_in_a_stored_event_is_shown_and_stays(
    qtbot: QtBot, desk: Desk, write_story: StoryWriter, name: str
) -> None:
    hostile = "<img src=x>\u202e\x00 =1+1 \ud800" + "long " * 2000
    path = write_story([{"title": "One", "when": "2024", name: [hostile] if name == "tags" else hostile}])
    before = json.loads(path.read_text())["events"]
    desk.start([path])
    window = desk.windows[0]
    window.commands.forms.edit(window.document.events[0].id)
    form = form_of(window)
    form.starred.setChecked(True)
    assert desk_of(window).keep()
    window.close_story()
    after = json.loads(path.read_text())["events"]
    assert after == {"1": {**before["1"], "starred": True}}


def test_the_word_that_a_date_was_typed_in_goes_when_another_date_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    saturday = replace(event(window, "Second"), phrase="Saturday", basis="2024-12-08")
    window.document.apply([PutEvent(saturday)])
    form = edit(qtbot, window)
    assert form.when.field.text() == "Saturday"
    form.when.field.edit.setText("10 Dec 2024")
    assert desk_of(window).keep()
    now = event(window, "Second")
    assert (now.when, now.phrase, now.basis) == ("2024-12-10", "", "")
