"""Words and sources of a story that is too large to be read while somebody waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import MOST_AT_ONCE, Document
from gui.editor.source_dialog import SourceDialog
from gui.editor.vocabularies import Vocabularies
from gui.settings import Settings
from gui.theme import Theme
from storage.changes import PutEvent
from storage.model import Event, Source
from tests.conftest import StoryWriter

COUNT = MOST_AT_ONCE + 10


@pytest.fixture
def path(write_story: StoryWriter) -> Path:
    rows = [{"place": f"Place {number % 3}", "sources": ["one" if number % 2 else "two"]} for number in range(COUNT)]
    return write_story(rows, [{"id": name, "csl": {"title": f"Says {name}"}} for name in ("one", "two", "idle")])


@pytest.fixture
def document(qtbot: QtBot, path: Path) -> Iterator[Document]:
    document = Document()
    document.open(path)
    yield document
    document.close()


def test_the_words_of_a_large_story_come_some_time_after_they_were_asked_for(qtbot: QtBot, document: Document) -> None:
    vocabularies = Vocabularies(document)
    assert vocabularies.current.places == ()
    assert set(vocabularies.current.sources) == {"one", "two", "idle"}
    with qtbot.waitSignal(vocabularies.ready, timeout=20_000):
        pass
    assert vocabularies.current.places == ("Place 0", "Place 1", "Place 2")
    assert vocabularies.current.sources[-1] == "idle"


def test_what_is_entered_meanwhile_and_afterwards_is_among_the_words(qtbot: QtBot, document: Document) -> None:
    vocabularies = Vocabularies(document)
    assert vocabularies.current.places == ()
    document.apply([PutEvent(Event("meanwhile", "A", "2024", place="Homs"))])
    with qtbot.waitSignal(vocabularies.ready, timeout=20_000):
        pass
    document.apply([PutEvent(Event("afterwards", "B", "2024", place="Hama"))])
    assert {"Homs", "Hama"} <= set(vocabularies.current.places)


def test_another_story_has_other_words(qtbot: QtBot, document: Document, story_path: Path) -> None:
    vocabularies = Vocabularies(document)
    assert vocabularies.current.places == ()
    document.open(story_path)
    assert vocabularies.current.places == ("Homs",)


def test_sources_of_a_large_story_are_counted_and_merged_beside_the_window(
    qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path, path: Path
) -> None:
    desk = Desk(qapp, Settings(tmp_path / "settings.ini"), theme)
    desk.start([path])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.document.file is not None, timeout=20_000)
    window.actions_by_id["sources"].trigger()
    dialog = window.findChild(SourceDialog)
    assert isinstance(dialog, SourceDialog)

    def counts() -> list[str]:
        return [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())]

    qtbot.waitUntil(lambda: counts() == [f"{COUNT // 2:,}", f"{COUNT // 2:,}", "0"], timeout=20_000)
    one, two = window.document.sources[:2]
    dialog.merged.emit(one, two)
    qtbot.waitUntil(lambda: counts() == [f"{COUNT:,}", "0"], timeout=60_000)
    assert window.document.undo_name == "Merge the source “Says two” into “Says one”"
    window.document.undo()
    assert isinstance(window.document.sources[1], Source) and len(window.document.sources) == 3
    qtbot.waitUntil(lambda: counts() == [f"{COUNT // 2:,}", f"{COUNT // 2:,}", "0"], timeout=20_000)
    dialog.reject()
    desk.leave()
