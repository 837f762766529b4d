"""The detail pane as a reader uses it: read, follow numbers and links, copy, step, enlarge."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.reader.detail_pane import DetailPane
from gui.reading import Reading
from gui.text import without_isolates
from gui.theme import DARK, LIGHT, Theme
from tests.conftest import StoryWriter

Key = Qt.Key
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

BBC = {
    "id": "bbc",
    "csl": {
        "type": "article-newspaper",
        "title": "Rebels close in",
        "container-title": "BBC News",
        "issued": {"date-parts": [[2024, 12, 8]]},
        "URL": "https://www.bbc.com/news/1",
    },
}
WIRE = {"id": "wire", "csl": {"type": "report", "title": "Minutes", "publisher": "The Wire"}}
UNUSED = {"id": "unused", "csl": {"type": "report", "title": "Nobody reads this"}}
ASSERTS = {
    "id": "s1",
    "stance": "asserts",
    "speaker": "Hassan Abdul Ghani",
    "role": "rebel commander",
    "quote": "total liberation",
    "said": "2024-12-07",
    "source": "bbc",
    "via": ["X"],
    "figures": [{"qualifier": "more than", "value": 3500, "counted": "prisoners released"}],
}
DENIES = {"id": "s2", "stance": "denies", "speaker": "Ministry", "paraphrase": "All is calm.", "source": "bbc"}
EVENT = {
    "title": "Who holds Homs?",
    "when": "2024-12-07/2024-12-08",
    "phrase": "Saturday",
    "basis": "the report of 8 December",
    "place": "Homs",
    "text": "First paragraph.\n\nSecond paragraph.",
    "category": "front",
    "tags": ["night", "city"],
    "sources": ["bbc"],
    "statements": [ASSERTS, DENIES],
}
ABOUT = {"description": "One evening.", "categories": [{"id": "front", "name": "Fighting", "colour": "red"}]}


@dataclass
class Reader:
    document: Document
    reading: Reading
    theme: Theme
    pane: DetailPane

    @property
    def text(self) -> str:
        return without_isolates(self.pane.page.toPlainText()).replace("\N{NO-BREAK SPACE}", " ")

    def read(self, place: int = 0) -> None:
        self.reading.select(self.document.events[place].id)

    def select(self, words: str) -> None:
        page = self.pane.page
        page.moveCursor(QTextCursor.MoveOperation.Start)
        assert page.find(words, QTextDocument.FindFlag.FindCaseSensitively)

    def click(self, words: str) -> None:
        """Click into the middle of words on the page."""
        page = self.pane.page
        self.select(words)
        caret = page.textCursor()
        caret.setPosition((caret.selectionStart() + caret.selectionEnd()) // 2)
        page.setTextCursor(caret)
        place = page.cursorRect().center() + QPoint(1, 0)
        QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)


ShowStory = Callable[..., Reader]


@pytest.fixture
def show(qtbot: QtBot, write_story: StoryWriter) -> Iterator[ShowStory]:
    documents: list[Document] = []

    def build(
        *events: dict[str, Any], sources: tuple[Any, ...] = (UNUSED, BBC, WIRE), path: Path | None = None
    ) -> Reader:
        document = Document()
        documents.append(document)
        reading = Reading(document)
        theme = Theme("light")
        pane = DetailPane(document, reading, theme)
        qtbot.addWidget(pane)
        pane.resize(390, 700)
        pane.show()
        document.open(path or write_story(events=events, sources=sources, about=ABOUT))
        return Reader(document, reading, theme, pane)

    yield build
    for document in documents:
        document.close()


@pytest.fixture
def reader(show: ShowStory) -> Reader:
    reader = show(EVENT, {"title": "Later", "when": "2025"})
    reader.read()
    return reader


def test_a_hint_stands_there_while_nothing_is_chosen(show: ShowStory) -> None:
    reader = show(EVENT)
    assert "A small story" in reader.text
    assert "Choose an event on the timeline or in the list." in reader.text


@pytest.mark.parametrize(
    "words",
    [
        "Who holds Homs?",
        "7–8 December 2024 · Homs",
        "2024-12-07/2024-12-08",
        "The source says “Saturday”, resolved against the report of 8 December.",
        "Contested. Asserted by Hassan Abdul Ghani, denied by Ministry.\n2 positions from 2 independent origins.",
        "● Fighting night city",
        "First paragraph.\nSecond paragraph.",
        "asserts\n“total liberation”\nHassan Abdul Ghani, rebel commander\n",
        "more than 3,500 prisoners released — Hassan Abdul Ghani\n",
        "said 7 December 2024\nHassan Abdul Ghani → X → BBC News [2]",
        "denies\nAll is calm.\nMinistry\nBBC News [2]",
    ],
)
def test_the_page_says(reader: Reader, words: str) -> None:
    assert words in re.sub(" +", " ", reader.text)


def test_only_the_sources_of_the_event_are_listed_by_their_number_in_the_story(show: ShowStory) -> None:
    reader = show({**EVENT, "sources": ["wire"]})
    reader.read()
    listed = reader.text.partition("\nSources\n")[2]
    assert re.findall(r"^\[\d\]", listed, re.MULTILINE) == ["[2]", "[3]"]
    assert "Nobody reads this" not in reader.text


def test_an_event_without_sources_has_no_list_of_them(show: ShowStory) -> None:
    reader = show({"title": "Bare", "when": "2024"})
    reader.read()
    assert "Sources" not in reader.text
    assert "Unsourced." in reader.text


def test_a_quote_keeps_the_quotation_marks_that_it_has(show: ShowStory) -> None:
    reader = show({"title": "Q", "statements": [{**DENIES, "quote": "«Oui»"}]})
    reader.read()
    assert "“" not in reader.text.partition("Sources")[0]


def test_an_unknown_source_is_named_as_missing(show: ShowStory) -> None:
    reader = show({"title": "Q", "statements": [{**DENIES, "source": "gone"}]})
    reader.read()
    assert "source gone is not in this story" in reader.text


def test_markup_in_a_file_is_shown_as_it_is(show: ShowStory) -> None:
    hostile = "<b>bold</b><img src='http://x/y.png'>"
    statement = {**ASSERTS, "quote": hostile, "speaker": hostile}
    reader = show({"title": hostile, "text": hostile, "place": hostile, "statements": [statement]})
    reader.read()
    assert reader.text.count(hostile) >= 5


def test_directional_controls_are_made_visible(show: ShowStory) -> None:
    reader = show({"title": "safe\u202egnp.exe"})
    reader.read()
    assert "\u202e" not in reader.pane.page.toPlainText()


def test_arabic_is_laid_out_from_right_to_left(show: ShowStory) -> None:
    reader = show({"title": "حمص", "statements": [{**DENIES, "quote": "المدينة آمنة", "language": "ar"}]})
    reader.read()
    first = reader.pane.page.document().firstBlock()
    assert first.textDirection() == Qt.LayoutDirection.RightToLeft
    assert "«المدينة آمنة»" in reader.text


def test_a_click_on_a_number_lights_the_source(reader: Reader) -> None:
    reader.click("[2]")
    assert _shows_colour(reader.pane, LIGHT.selection)


def test_a_click_on_an_address_asks_for_it(reader: Reader, qtbot: QtBot) -> None:
    with qtbot.waitSignal(reader.pane.link_requested) as asked:
        reader.click("www.bbc.com")
    assert asked.args == ["https://www.bbc.com/news/1"]


def test_links_are_reached_with_tab_and_followed_with_enter(reader: Reader, qtbot: QtBot) -> None:
    page = reader.pane.page
    names = []
    while not page.selected_text().startswith("https"):
        QTest.keyClick(page, Key.Key_Tab)
        names.append(page.selected_text())
    assert names[:3] == ["Hassan Abdul Ghani", "Ministry", "[2]"]
    assert page.selected_text() == "https://www.bbc.com/news/1"
    with qtbot.waitSignal(reader.pane.link_requested):
        QTest.keyClick(page, Key.Key_Return)
    QTest.keyClick(page, Key.Key_Backtab)
    assert page.selected_text() == "[2]"


def test_an_address_that_is_no_web_address_is_no_link(show: ShowStory) -> None:
    bad = {"id": "bbc", "csl": {"type": "report", "title": "T", "URL": "file:///etc/passwd"}}
    reader = show(EVENT, sources=(bad,))
    reader.read()
    asked: list[str] = []
    reader.pane.link_requested.connect(asked.append)
    for _ in range(5):
        QTest.keyClick(reader.pane.page, Key.Key_Tab)
        QTest.keyClick(reader.pane.page, Key.Key_Return)
    assert asked == []


def test_a_selection_across_cards_is_copied_as_plain_text(reader: Reader) -> None:
    page = reader.pane.page
    page.selectAll()
    QTest.keyClick(page, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert "“total liberation”" in data.text()
    assert "All is calm." in data.text()
    assert not data.hasHtml()


def test_a_statement_is_copied_with_its_citation(reader: Reader) -> None:
    reader.select("liberation")
    QTest.keyClick(reader.pane.page, Key.Key_C, CONTROL_SHIFT)
    assert QGuiApplication.clipboard().text() == (
        "“total liberation” — Hassan Abdul Ghani, rebel commander, said 7 December 2024. "
        "“Rebels close in”, BBC News, 8 December 2024, https://www.bbc.com/news/1"
    )


def test_the_card_under_the_mouse_offers_to_be_copied(reader: Reader, qtbot: QtBot) -> None:
    page = reader.pane.page
    reader.select("All is calm.")
    QTest.mouseMove(page.viewport(), page.cursorRect().center())
    qtbot.waitUntil(page.copy_button.isVisible)
    QTest.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().startswith("All is calm. — Ministry.")
    assert page.copy_button.text() == "Copied"


def test_the_context_menu_copies_the_event_with_its_citations(reader: Reader) -> None:
    menu = reader.pane.page.menu_at(-1)
    next(action for action in menu.actions() if "itations" in action.text()).trigger()
    assert QGuiApplication.clipboard().text().startswith("Who holds Homs?, 7–8 December 2024\n“Rebels close in”")


def test_the_buttons_ask_for_the_neighbours_and_name_them(reader: Reader, qtbot: QtBot) -> None:
    assert not reader.pane.previous_button.isEnabled()
    assert "Later" in reader.pane.next_button.toolTip()
    with qtbot.waitSignal(reader.pane.step_requested) as asked:
        QTest.mouseClick(reader.pane.next_button, Qt.MouseButton.LeftButton)
    assert asked.args == [1]


def test_another_event_is_shown_from_its_top(reader: Reader) -> None:
    bar = reader.pane.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    reader.read(1)
    assert bar.value() == 0
    assert "Later" in reader.text


def test_the_reading_size_scales_the_text_within_its_limits(reader: Reader) -> None:
    def size() -> float:
        return reader.pane.page.document().firstBlock().begin().fragment().charFormat().font().pointSizeF()

    usual = size()
    reader.pane.set_reading_size(2)
    assert size() > usual
    reader.pane.set_reading_size(-9)
    assert reader.pane.reading_size == -3
    assert size() < usual


def test_another_theme_restyles_the_page_at_once(reader: Reader) -> None:
    reader.theme.set_mode("dark")
    assert _shows_colour(reader.pane, DARK.stances["asserts"])
    assert reader.pane.grab().toImage().pixelColor(3, 3).name() == DARK.panel


def test_each_card_has_a_bar_in_the_colour_of_its_stance(reader: Reader) -> None:
    assert _shows_colour(reader.pane, LIGHT.stances["asserts"])
    assert _shows_colour(reader.pane, LIGHT.stances["denies"])


def test_a_closed_story_leaves_a_hint(reader: Reader) -> None:
    reader.document.close()
    assert "Open a story" in reader.text


def test_five_hundred_statements_do_not_keep_the_reader_waiting(show: ShowStory) -> None:
    many = [{**ASSERTS, "id": f"s{number}"} for number in range(500)]
    reader = show(EVENT, {**EVENT, "when": "2025", "statements": many})
    reader.read(0)
    best = min(_seconds(reader, 1) for _ in range(3))
    assert best < 2  # A tenth of a second on a quiet machine; this only tells work that grows with its square.


def test_the_standing_of_a_long_event_stands_in_its_box_at_once(show: ShowStory) -> None:
    reader = show({"text": "\n\n".join("word " * 100 for _ in range(100))})
    reader.read()
    assert _shows_colour(reader.pane, LIGHT.raised)


def test_the_five_positions_on_homs_are_on_one_page(show: ShowStory, homs: Path) -> None:
    reader = show(path=homs)
    event = next(event for event in reader.document.events if len(event.statements) >= 5)
    reader.reading.select(event.id)
    for words in (
        "historic victory",
        "total liberation",
        "more than 3,500",
        "took control of several neighborhoods",
        "stable and safe",
        "cannot confirm",
        "→ CBS News → BBC News",
    ):
        assert words in re.sub(" +", " ", reader.text)


def _seconds(reader: Reader, place: int) -> float:
    reader.reading.select("")
    start = time.perf_counter()
    reader.read(place)
    reader.pane.page.grab()
    return time.perf_counter() - start


def _shows_colour(pane: DetailPane, value: str) -> bool:
    image = pane.grab().toImage()
    wanted = QColor(value).rgb()
    return any(image.pixel(x, y) == wanted for y in range(0, image.height(), 2) for x in range(0, 40))


def test_selecting_letters_of_an_address_does_not_follow_it(reader: Reader) -> None:
    asked: list[str] = []
    reader.pane.link_requested.connect(asked.append)
    page = reader.pane.page
    reader.select("www.bbc.com")
    caret = page.textCursor()
    ends = []
    for place in (caret.selectionStart() + 1, caret.selectionEnd() - 1):
        caret.setPosition(place)
        page.setTextCursor(caret)
        ends.append(page.cursorRect().center())
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(page.viewport(), button, pos=ends[0])
    QTest.mouseMove(page.viewport(), ends[1])
    QTest.mouseRelease(page.viewport(), button, pos=ends[1])
    assert (bool(page.selected_text()), asked) == (True, [])
