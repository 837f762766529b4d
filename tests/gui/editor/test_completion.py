from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.editor.completion import MOST_OFFERED, Completion, complete, complete_chain, complete_list, part_at

Key = Qt.Key
WORDS = ("Homs", "Hama", "Damascus", "Tell Homs", "Ḥimṣ", "Thoms", "Deir ez-Zor")


class Field:
    """A field with a list under it, another field after it, and what Enter in it has done."""

    def __init__(self, qtbot: QtBot, page: QWidget, make: object, words: Sequence[str] = WORDS) -> None:
        self.edit, self.next = QLineEdit(), QLineEdit()
        layout = page.layout()
        assert layout is not None
        layout.addWidget(self.edit)
        layout.addWidget(self.next)
        self.list: Completion = make(self.edit, lambda: words)  # type: ignore[operator]
        self.entered = 0
        self.edit.returnPressed.connect(self._enter)
        self.edit.setFocus()
        qtbot.waitUntil(self.edit.hasFocus)

    def _enter(self) -> None:
        self.entered += 1


@pytest.fixture
def place(qtbot: QtBot, page: QWidget) -> Field:
    return Field(qtbot, page, complete)


def test_words_that_begin_so_come_first_then_those_with_such_a_word_then_any(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "hom")
    assert place.list.texts == ["Homs", "Tell Homs", "Thoms"]


def test_case_and_accents_make_no_difference(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "HIM")
    assert place.list.texts == ["Ḥimṣ"]


def test_enter_is_the_form_s_until_a_word_is_highlighted(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Return)
    assert place.entered == 1 and place.edit.text() == "ho" and not place.list.is_open


def test_enter_takes_the_highlighted_word_and_nothing_else(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Down)
    qtbot.keyClick(place.edit, Key.Key_Return)
    assert place.edit.text() == "Homs" and place.entered == 0 and place.edit.hasFocus()
    qtbot.keyClick(place.edit, Key.Key_Return)
    assert place.entered == 1


def test_tab_takes_the_highlighted_word_and_goes_on(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Down)
    qtbot.keyClick(place.edit, Key.Key_Tab)
    assert place.edit.text() == "Homs" and place.next.hasFocus()


def test_tab_without_a_highlighted_word_leaves_what_was_typed(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Tab)
    assert place.edit.text() == "ho" and place.next.hasFocus() and not place.list.is_open


def test_escape_closes_the_list_and_only_the_second_one_reaches_the_form(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Escape)
    assert not place.list.is_open and place.edit.text() == "ho" and place.edit.hasFocus()


def test_down_in_an_empty_field_offers_what_is_used_most(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClick(place.edit, Key.Key_Down)
    assert place.list.texts == list(WORDS)


def test_up_from_the_first_line_leads_back_to_what_was_typed(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Down)
    qtbot.keyClick(place.edit, Key.Key_Up)
    qtbot.keyClick(place.edit, Key.Key_Return)
    assert place.entered == 1 and place.edit.text() == "ho"


def test_a_click_takes_a_word(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    view = place.list.popup
    index = view.model().index(1, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    assert place.edit.text() == "Tell Homs" and place.edit.hasFocus()


def test_a_word_typed_out_is_not_offered(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "Damascus")
    assert not place.list.is_open


def test_what_was_taken_can_be_undone_in_the_field(qtbot: QtBot, place: Field) -> None:
    qtbot.keyClicks(place.edit, "ho")
    qtbot.keyClick(place.edit, Key.Key_Down)
    qtbot.keyClick(place.edit, Key.Key_Return)
    place.edit.undo()
    assert place.edit.text() == "ho"


def test_tags_are_offered_one_by_one_and_none_twice(qtbot: QtBot, page: QWidget) -> None:
    tags = Field(qtbot, page, complete_list, ("night", "north", "war"))
    qtbot.keyClicks(tags.edit, "night, n")
    assert tags.list.texts == ["north"]
    qtbot.keyClick(tags.edit, Key.Key_Down)
    qtbot.keyClick(tags.edit, Key.Key_Tab)
    assert tags.edit.text() == "night, north"


def test_a_link_of_a_chain_is_completed_in_its_place(qtbot: QtBot, page: QWidget) -> None:
    via = Field(qtbot, page, complete_chain, ("CBS News", "BBC News"))
    via.edit.setText("US official > c > BBC News")
    via.edit.setCursorPosition(len("US official > "))
    qtbot.keyClicks(via.edit, "cb")
    via.edit.del_()
    via.list.offer()
    qtbot.keyClick(via.edit, Key.Key_Down)
    qtbot.keyClick(via.edit, Key.Key_Return)
    assert via.edit.text() == "US official > CBS News > BBC News"


@pytest.mark.parametrize("word", ["<b>bold</b>", "\u202eevil", "a\nb", "x" * 5000, "=SUM(1)", "\ud800", "a\x00b"])
def test_hostile_words_are_shown_on_one_plain_line_and_taken_as_they_are(
    qtbot: QtBot, page: QWidget, word: str
) -> None:
    field = Field(qtbot, page, complete, (word,))
    qtbot.keyClick(field.edit, Key.Key_Down)
    (shown,) = field.list.texts
    assert "\u202e" not in shown and "\n" not in shown and len(shown) < 700
    if "<b>" in word:
        assert shown == word


def test_a_very_long_text_offers_nothing(qtbot: QtBot, place: Field) -> None:
    place.edit.setMaxLength(10**6)
    place.edit.insert("ho" * 100_000)
    place.list.offer()
    assert not place.list.is_open


def test_no_more_lines_are_offered_than_one_can_look_over(qtbot: QtBot, page: QWidget) -> None:
    field = Field(qtbot, page, complete, [f"word {number}" for number in range(50_000)])
    qtbot.keyClicks(field.edit, "word")
    assert len(field.list.texts) == MOST_OFFERED


@pytest.mark.parametrize(
    ("text", "cursor", "part"),
    [
        ("", 0, (0, 0)),
        ("a", 1, (0, 1)),
        ("a, b", 4, (3, 4)),
        ("a, b", 1, (0, 1)),
        ("a,  ", 4, (4, 4)),
        ("a,,b", 2, (2, 2)),
    ],
)
def test_part_in_which_the_cursor_stands(text: str, cursor: int, part: tuple[int, int]) -> None:
    assert part_at(text, cursor, ",") == part
