"""What the editor's tests share: a theme, an open story, and a window that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.editor.vocabularies import Vocabularies
from gui.theme import Theme


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme("light")


@pytest.fixture
def document(qtbot: QtBot, story_path: Path) -> Iterator[Document]:
    document = Document()
    document.open(story_path)
    yield document
    document.close()


@pytest.fixture
def vocabularies(document: Document) -> Vocabularies:
    return Vocabularies(document)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Return an empty window that is shown and has a column for fields."""
    page = QWidget()
    QVBoxLayout(page)
    page.resize(500, 400)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page).__enter__()
    return page
