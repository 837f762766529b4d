import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.editor.source_picker import SourcePicker
from gui.editor.vocabularies import Vocabularies
from gui.theme import Theme
from storage.changes import PutSource
from storage.model import Source

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
BIBTEX = '@article{sy24, author = {Haddad, R{\\"u}ya}, title = {A city falls}, journal = {The Times}, year = 2024}'


@pytest.fixture
def picker(qtbot: QtBot, page: QWidget, document: Document, vocabularies: Vocabularies, theme: Theme) -> SourcePicker:
    picker = SourcePicker(document, vocabularies, theme)
    layout = page.layout()
    assert layout is not None
    layout.addWidget(picker)
    picker.edit.setFocus()
    qtbot.waitUntil(picker.edit.hasFocus)
    return picker


def paste(qtbot: QtBot, picker: SourcePicker, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(picker.edit, Key.Key_V, CONTROL)


def only(picker: SourcePicker) -> Source:
    (source,) = picker.new_sources()
    return source


def test_a_source_is_found_by_its_outlet_and_chosen_with_two_keys(qtbot: QtBot, picker: SourcePicker) -> None:
    qtbot.keyClicks(picker.edit, "the two")
    assert picker.completion.texts == ["“Two says”, The Two"]
    with qtbot.waitSignal(picker.changed):
        qtbot.keyClick(picker.edit, Key.Key_Down)
        qtbot.keyClick(picker.edit, Key.Key_Return)
    assert (picker.value(), picker.new_sources()) == ("two", ())
    assert picker.edit.text() == "“Two says”, The Two"


def test_no_words_choose_no_source(picker: SourcePicker) -> None:
    assert (picker.value(), picker.new_sources()) == ("", ())


def test_a_pasted_address_makes_a_page(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, "https://www.example.org/news/1")
    assert only(picker).csl == {
        "type": "webpage",
        "container-title": "example.org",
        "URL": "https://www.example.org/news/1",
    }
    assert picker.value() == only(picker).id
    assert picker.card.isVisible()


def test_a_pasted_record_fills_the_card(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, BIBTEX)
    assert picker.card.title_edit.text() == "A city falls"
    assert picker.card.authors_edit.text() == "Haddad, Rüya"
    assert picker.card.date_field.text() == "2024"
    assert picker.edit.text() == "Rüya Haddad, “A city falls”, The Times, 2024"


def test_what_is_changed_in_the_card_is_in_the_source_and_the_rest_stays(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, BIBTEX)
    picker.card.title_edit.setText("Another title")
    picker.card.date_field.set_text("7 Dec 2024")
    source = only(picker)
    assert source.csl["title"] == "Another title"
    assert source.csl["issued"] == {"date-parts": [[2024, 12, 7]]}
    assert source.csl["author"] == [{"family": "Haddad", "given": "Rüya"}]


def test_a_typed_name_makes_a_plain_source_when_the_field_is_left(qtbot: QtBot, picker: SourcePicker) -> None:
    qtbot.keyClicks(picker.edit, "My neighbour's letter")
    qtbot.keyClick(picker.edit, Key.Key_Tab)
    assert only(picker).csl == {"type": "document", "title": "My neighbour's letter"}


def test_the_name_of_an_outlet_makes_a_source_of_that_outlet(
    qtbot: QtBot, picker: SourcePicker, document: Document
) -> None:
    document.apply([PutSource(Source("three", {"title": "Other", "container-title": "The One"}))])
    qtbot.keyClicks(picker.edit, "the one")
    qtbot.keyClick(picker.edit, Key.Key_Tab)
    assert only(picker).csl == {"type": "document", "container-title": "The One"}


def test_a_title_typed_out_names_the_story_s_own_source(qtbot: QtBot, picker: SourcePicker) -> None:
    qtbot.keyClicks(picker.edit, "one SAYS")
    assert (picker.value(), picker.new_sources()) == ("one", ())


def test_a_record_that_cannot_be_read_is_said_beside_the_field(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, "@article{key, title = {open")
    assert "'key'" in picker.hint.text() and picker.hint.property("role") == "error"
    assert picker.value() == ""


def test_the_same_address_offers_the_source_that_is_there(
    qtbot: QtBot, picker: SourcePicker, document: Document
) -> None:
    document.apply([PutSource(Source("page", {"title": "Page", "URL": "http://example.org/a/"}))])
    paste(qtbot, picker, "https://www.example.org/a?utm_source=x")
    assert "the same address" in picker.hint.text()
    picker.use_button.click()
    assert (picker.value(), picker.new_sources()) == ("page", ())


def test_a_nearly_equal_title_offers_the_source_that_is_there(
    qtbot: QtBot, picker: SourcePicker, document: Document
) -> None:
    document.apply([PutSource(Source("long", {"title": "Rebels enter the city of Homs"}))])
    qtbot.keyClicks(picker.edit, "Rebels entered the city of Homs")
    qtbot.keyClick(picker.edit, Key.Key_Return)
    assert "nearly the same title" in picker.hint.text() and picker.use_button.isVisible()


def test_typing_over_a_chosen_source_lets_go_of_it(qtbot: QtBot, picker: SourcePicker) -> None:
    picker.set_value("one")
    picker.edit.selectAll()
    qtbot.keyClicks(picker.edit, "x")
    assert only(picker).csl["title"] == "x"


@pytest.mark.parametrize("name", ["<b>x</b>", "\u202eevil", "=1+1", "x" * 30_000, "a\x00b"])
def test_hostile_names_are_kept_as_they_are_and_shown_plainly(
    qtbot: QtBot, picker: SourcePicker, document: Document, name: str
) -> None:
    picker.edit.setText(name)
    source = only(picker)
    document.apply([PutSource(source)])
    kept = document.sources[-1]
    assert kept == source and json.dumps(dict(kept.csl))
    assert "\u202e" not in picker.edit.text()


def test_f2_opens_a_source_of_the_story_and_says_how_many_events_cite_it(qtbot: QtBot, picker: SourcePicker) -> None:
    picker.set_value("two")
    qtbot.keyClick(picker.edit, Key.Key_F2)
    assert picker.card.isVisible() and picker.card.title_edit.hasFocus()
    assert picker.hint.text() == "One event cites it. What you change here is changed wherever it is cited."


def test_what_is_changed_in_a_source_of_the_story_is_a_wish(
    qtbot: QtBot, picker: SourcePicker, document: Document
) -> None:
    picker.source_edited.connect(lambda source: document.apply([PutSource(source)]))
    picker.set_value("two")
    picker.edit_chosen()
    picker.card.title_edit.setText("Two says more")
    with qtbot.waitSignal(picker.source_edited) as wished:
        picker.keep_button.click()
    assert wished.args[0] == Source(
        "two", {"type": "article-newspaper", "title": "Two says more", "container-title": "The Two"}
    )
    assert not picker.card.isVisible() and picker.value() == "two" and picker.new_sources() == ()


def test_a_source_that_was_not_changed_is_no_wish(qtbot: QtBot, picker: SourcePicker) -> None:
    picker.set_value("two")
    picker.edit_chosen()
    with qtbot.assertNotEmitted(picker.source_edited):
        picker.keep_button.click()


def test_a_whole_library_is_read_beside_the_window_and_the_first_record_taken(
    qtbot: QtBot, picker: SourcePicker
) -> None:
    paste(qtbot, picker, "".join(f"@misc{{k{number}, title = {{Title {number}}}}}\n" for number in range(1000)))
    assert picker.problem() == "The pasted records are still being read."
    qtbot.waitSignal(picker.changed, timeout=30_000).wait()
    assert picker.card.title_edit.text() == "Title 0" and picker.problem() == ""
    assert picker.hint.text() == "Of the 1,000 records that were pasted this is the first."


def test_a_refused_record_is_the_picker_s_problem_until_something_else_is_typed(
    qtbot: QtBot, picker: SourcePicker
) -> None:
    paste(qtbot, picker, "@article{key, title = {open")
    assert "'key'" in picker.problem()
    qtbot.keyClicks(picker.edit, "x")
    assert picker.problem() == ""


def test_a_date_that_is_none_is_the_picker_s_problem(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, BIBTEX)
    picker.card.date_field.set_text("someday soon")
    assert picker.problem()
    assert only(picker).csl["issued"] == {"date-parts": [[2024]]}


def test_plain_words_are_pasted_as_words(qtbot: QtBot, picker: SourcePicker) -> None:
    paste(qtbot, picker, "the two")
    assert picker.edit.text() == "the two"


def test_the_story_s_own_name_for_a_host_is_taken(qtbot: QtBot, picker: SourcePicker, document: Document) -> None:
    page = {"type": "webpage", "title": "A", "container-title": "BBC News", "URL": "https://www.bbc.co.uk/1"}
    document.apply([PutSource(Source("bbc", page))])
    paste(qtbot, picker, "https://bbc.co.uk/2")
    assert only(picker).csl["container-title"] == "BBC News"


def test_the_first_key_over_a_chosen_source_finds_by_what_is_typed(qtbot: QtBot, picker: SourcePicker) -> None:
    picker.set_value("one")
    picker.edit.selectAll()
    qtbot.keyClicks(picker.edit, "w")
    assert picker.completion.texts == ["“Two says”, The Two"]


def test_escape_gives_up_an_edit_in_place(qtbot: QtBot, picker: SourcePicker) -> None:
    picker.set_value("two")
    picker.edit_chosen()
    picker.card.title_edit.setText("nonsense")
    qtbot.keyClick(picker.card.title_edit, Key.Key_Escape)
    assert not picker.card.isVisible() and picker.edit.hasFocus()
    assert (picker.value(), picker.new_sources()) == ("two", ())


def test_a_chosen_source_that_is_taken_back_meanwhile_is_a_new_one(picker: SourcePicker, document: Document) -> None:
    source = Source("late", {"title": "Late"})
    document.apply([PutSource(source)])
    picker.set_value("late")
    document.undo()
    assert (picker.value(), picker.new_sources()) == ("late", (source,))
