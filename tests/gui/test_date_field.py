"""The field for a date, as somebody types into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.editor.date_field import DateField
from gui.editor.habits import habits_of
from gui.settings import Settings
from gui.theme import Theme
from storage.dates.typed import Habits, Order
from tests.conftest import StoryWriter

Key, Held = Qt.Key, Qt.KeyboardModifier
HABITS = Habits(century_from=1947)
MakeField = Callable[..., DateField]


@pytest.fixture
def make_field(qtbot: QtBot) -> MakeField:
    """Return a function that shows a date field whose author has these habits."""

    # The field belongs to its place, which nobody else holds.
    places: list[QWidget] = []

    def make(habits: Habits = HABITS, remember: Callable[[str], None] | None = None) -> DateField:
        place = QWidget()
        column = QVBoxLayout(place)
        field = DateField(lambda: habits, Theme("light"), remember=remember)
        column.addWidget(field)
        qtbot.addWidget(place)
        place.resize(480, 300)
        with qtbot.waitActive(place):
            place.show()
            place.activateWindow()
        field.setFocus()
        places.append(place)
        return field

    return make


def type_in(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.keyClicks(widget, text)


def test_what_was_understood_is_told_with_every_key(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    assert field.value() is None and field.problem() == ""
    with qtbot.waitSignal(field.changed):
        type_in(qtbot, field.edit, "7 Dec 2024")
    value = field.value()
    assert value is not None and (value.edtf, value.phrase) == ("2024-12-07", "")
    assert field.understood.text() == "7 December 2024" and field.notation.text() == "2024-12-07"
    assert "7 December 2024" in field.edit.accessibleDescription()
    assert field.picture.isVisible() and not field.picture.grab().isNull()


def test_vague_words_are_kept_beside_the_date(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    type_in(qtbot, field.edit, "early December 2024")
    value = field.value()
    assert value is not None and (value.edtf, value.phrase) == ("[2024-12-01..2024-12-10~]", "early December 2024")


def test_an_ambiguous_date_has_no_value_before_one_was_chosen(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    type_in(qtbot, field.edit, "8/12/2024")
    assert field.value() is None and "choose" in field.problem()
    assert [button.accessibleName() for button in field.choices.buttons] == ["8 December 2024", "12 August 2024"]
    qtbot.keyClick(field.edit, Key.Key_2, Held.AltModifier)
    value = field.value()
    assert value is not None and value.edtf == "2024-08-12" and field.problem() == ""
    assert field.edit.text() == "8/12/2024"
    qtbot.keyClick(field.edit, Key.Key_1, Held.AltModifier)
    assert field.notation.text() == "2024-12-08"


def test_a_reading_is_chosen_with_tab_and_space(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    type_in(qtbot, field.edit, "8/12/2024")
    qtbot.keyClick(field.edit, Key.Key_Tab)
    first, second = field.choices.buttons
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Key.Key_Space)
    assert field.notation.text() == "2024-12-08"
    qtbot.keyClick(first, Key.Key_Down)
    assert second.hasFocus() and field.notation.text() == "2024-08-12"


def test_the_order_of_the_settings_leaves_nothing_to_choose(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field(replace(HABITS, order=Order.MONTH_FIRST))
    type_in(qtbot, field.edit, "8/12/24")
    assert field.notation.text() == "2024-08-12" and not field.choices.isVisible()


def test_the_wrong_letters_are_underlined(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    type_in(qtbot, field.edit, "7 Decemberr 2024")
    assert "“December”" in field.problem() and field.understood.property("role") == "error"
    assert field.edit.marked == (2, 11)
    marked = field.edit.grab().toImage()
    field.edit.mark(0, 0)
    assert field.edit.grab().toImage() != marked


def test_half_a_word_is_wrong_only_after_one_has_left_the_field(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    type_in(qtbot, field.edit, "7 Dece")
    assert field.understood.property("role") == "muted" and field.edit.marked == (0, 0)
    field.edit.clearFocus()
    assert field.understood.property("role") == "error" and field.edit.marked == (2, 6)


def test_a_relative_date_asks_once_for_the_day_it_counts_from(qtbot: QtBot, make_field: MakeField) -> None:
    days: list[str] = []
    field = make_field(remember=days.append)
    type_in(qtbot, field.edit, "Saturday")
    assert field.value() is None and "day to count from" in field.problem()
    assert field.basis_row.isVisible()
    qtbot.keyClick(field.edit, Key.Key_Tab)
    qtbot.waitUntil(field.basis_edit.hasFocus)
    with qtbot.waitSignal(field.basis_given):
        type_in(qtbot, field.basis_edit, "8 Dec 2024")
    value = field.value()
    assert value is not None
    assert (value.edtf, value.phrase, value.basis) == ("2024-12-07", "Saturday", "2024-12-08")
    assert days[-1] == "2024-12-08"
    field.set_text("yesterday")
    assert field.notation.text() == "2024-12-07" and field.basis_row.isVisible()


def test_the_next_field_need_not_ask(write_story: StoryWriter) -> None:
    document = Document()
    document.open(write_story([{"when": "2024"}], about={"language": "de", "time_zone": "Asia/Damascus"}))
    settings = Settings(document.path.parent / "settings.ini")  # type: ignore[union-attr]
    assert habits_of(document, settings).basis == ""
    document.count_from("2024-12-08")
    habits = habits_of(document, settings)
    assert (habits.basis, habits.locale, habits.time_zone) == ("2024-12-08", "de", "Asia/Damascus")
    assert habits.order is Order.ASK and habits.century_from is not None
    settings.date_order, settings.asks_for_century = "day-first", True
    habits = habits_of(document, settings)
    assert habits.order is Order.DAY_FIRST and habits.century_from is None
    document.close()
    assert habits_of(document, settings).basis == ""


def test_a_date_that_is_set_stays_as_it_is_until_somebody_types(qtbot: QtBot, make_field: MakeField) -> None:
    field = make_field()
    field.set_value("2024-12-07", "in the small hours of the fall of the city", "2024-12-08")
    value = field.value()
    assert value is not None
    assert (value.edtf, value.phrase, value.basis) == (
        "2024-12-07",
        "in the small hours of the fall of the city",
        "2024-12-08",
    )
    assert field.text() == "7 December 2024"
    field.edit.setCursorPosition(0)
    qtbot.keyClick(field.edit, Key.Key_End)
    qtbot.keyClick(field.edit, Key.Key_Backspace)
    changed = field.value()
    assert changed is None or changed.phrase == ""


def test_a_phrase_that_can_be_read_is_shown_as_it_was_written(make_field: MakeField) -> None:
    field = make_field()
    field.set_value("2024-12-07", "Saturday", "2024-12-08")
    assert field.text() == "Saturday" and field.basis_row.isVisible()
    assert field.basis_edit.text() == "8 December 2024"


@pytest.mark.parametrize(
    "edtf", ["2024-12-07", "156X-12-25", "2024-?12-07", "[1667,1668]", "2011-21", "Y-17E7", "190X"]
)
def test_any_date_that_is_set_is_given_back(make_field: MakeField, edtf: str) -> None:
    field = make_field()
    field.set_value(edtf)
    value = field.value()
    assert value is not None and value.edtf == edtf
    text = field.text()
    field.set_text("")
    assert field.value() is None
    field.set_text(text)
    again = field.value()
    assert again is not None and again.edtf == edtf


@pytest.mark.parametrize("text", ["<b>2024</b>", "\u202e2024", "= 1+1", "9" * 10_000, "a\x00b", "\U0001d7d8 Dezzember"])
def test_strange_text_is_refused_in_plain_words(qtbot: QtBot, make_field: MakeField, text: str) -> None:
    field = make_field()
    field.set_text(text)
    field.edit.clearFocus()
    assert field.value() is None and field.problem()
    assert "\u202e" not in field.understood.text()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in (field.understood, field.notation))
    assert not field.edit.grab().isNull()


def test_every_label_is_plain(make_field: MakeField) -> None:
    field = make_field()
    field.set_text("Saturday <b>")
    assert all(
        "<b>" not in label.text() or label.textFormat() is Qt.TextFormat.PlainText
        for label in field.findChildren(QLabel)
    )
