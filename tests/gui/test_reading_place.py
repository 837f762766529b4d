"""Where the reader is on the page, and what goes to the clipboard and the screen of a stranger's text."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.reader.citing import NumberedSources, event_with_citations
from gui.reader.detail_pane import DetailPane
from gui.reading import Reading
from gui.text import LONGEST_LABEL, label, one_line
from gui.theme import Theme
from storage.model import Event, Source, Stance, Statement
from tests.conftest import StoryWriter


@pytest.fixture
def long_story(write_story: StoryWriter) -> Path:
    text = "\n".join(f"Paragraph {number} of a long text." for number in range(80))
    return write_story(events=[{"when": "2011", "text": text}, {"when": "2012", "text": text}])


@pytest.fixture
def pane(qtbot: QtBot, long_story: Path) -> DetailPane:
    document = Document()
    reading = Reading(document)
    made = DetailPane(document, reading, Theme("light"))
    qtbot.addWidget(made)
    made.resize(390, 500)
    made.show()
    document.open(long_story)
    made.read = lambda place: reading.select(document.events[place].id)  # type: ignore[attr-defined]
    made.read(0)  # type: ignore[attr-defined]
    made.page.document().documentLayout().documentSize()
    made.page.verticalScrollBar().setValue(made.page.verticalScrollBar().maximum() // 2)
    return made


def share(pane: DetailPane) -> float:
    bar = pane.page.verticalScrollBar()
    return bar.value() / bar.maximum()


def test_another_size_leaves_the_reader_at_the_same_place(pane: DetailPane) -> None:
    pane.set_reading_size(3)
    assert share(pane) == pytest.approx(0.5, abs=0.03)


def test_another_event_is_shown_from_its_top(pane: DetailPane) -> None:
    pane.read(1)  # type: ignore[attr-defined]
    assert pane.page.verticalScrollBar().value() == 0


def test_an_event_is_copied_with_all_of_its_citations() -> None:
    sources = tuple(Source(name, {"title": f"{name} says"}) for name in ("One", "Two", "Three"))
    statement = Statement("s", Stance.ASSERTS, source="Three")
    event = Event("e", "It rains", "2024", sources=("Two",), statements=(statement,))
    copied = event_with_citations(event, NumberedSources(sources))
    assert copied.splitlines() == ["It rains, 2024", "“Two says”.", "“Three says”."]


@pytest.mark.parametrize("char", ["\ufdd0", "\ufdd1", "\ufffc"])
def test_what_qt_marks_its_documents_with_becomes_visible(char: str) -> None:
    assert one_line(f"a{char}b") == "a\N{REPLACEMENT CHARACTER}b"


def test_a_label_is_the_beginning_of_an_endless_text() -> None:
    assert label("short\u202e") == "short⟨U+202E⟩"
    assert label("x" * 100_000) == "x" * (LONGEST_LABEL - 1) + "…"
