"""A window with a story of a few voices, and its left pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.knowledge.group_list import GroupList
from gui.knowledge.groups import Entry, Group
from gui.knowledge.people_pane import PeoplePane
from gui.knowledge.questions_pane import QuestionsPane
from storage.changes import PutEvent, PutSource
from storage.model import Event, Figure
from storage.story_file import create_story
from tests.gui.hands import Hands, hands_on
from tests.gui.hands import desk as desk
from tests.storage.said import ALL, end_of, event

HOMS = event("A Ghani!2024-12-07", "D Ministry!2024-12-08", "N Envoy!2024-12-08", id="homs")
HAMA = replace(event("A SOHR!2024-12-05", id="hama"), title="Hama is lost", when="2024-12-05")
TALKS = replace(event("A Envoy!2024-12-09", "A SOHR@bbc!2024-12-09", id="talks"), title="Talks", when="2024-12-09")
PLAIN = Event("plain", "War begins", "2011", phrase="the year before", text="Long ago.")


class Side:
    """A reader at the left pane of one window."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.window, self.qtbot = hands, hands.window, hands.qtbot
        self.reading, self.document, self.tabs = hands.reading, hands.document, hands.window.side_tabs

    def show(self, name: str) -> None:
        self.window.actions_by_id[f"tab_{name}"].trigger()

    @property
    def questions(self) -> QuestionsPane:
        self.show("questions")
        assert isinstance(self.tabs.page, QuestionsPane)
        return self.tabs.page

    @property
    def people(self) -> PeoplePane:
        self.show("people")
        assert isinstance(self.tabs.page, PeoplePane)
        return self.tabs.page

    def go_to(self, day: str) -> None:
        self.reading.knowing.go_to(end_of(day) if day else None)
        self.qtbot.wait(1)

    def apply(self, *changes: PutEvent | PutSource) -> None:
        self.document.apply(changes)
        self.qtbot.wait(10)

    def titles(self) -> list[str]:
        return [each.title for each in self.reading.events]

    @property
    def chips(self) -> list[str]:
        chips = self.window.commands.sides.chips
        assert chips is not None
        return [chip.words for chip in chips.chips]


def listed(groups: Sequence[Group]) -> dict[str, list[str]]:
    """Return the first lines of all entries, by the titles of their groups."""
    return {group.title: [group.entry(place).lines[0].text for place in range(group.count)] for group in groups}


def index_of(tree: GroupList, first_line: str) -> QModelIndex:
    """Return where the entry, or the heading, with that first line stands."""
    model = tree.model()
    for group in range(model.rowCount()):
        heading = model.index(group, 0)
        rows = [heading, *(model.index(row, 0, heading) for row in range(model.rowCount(heading)))]
        for index in rows:
            if str(index.data()).startswith(first_line):
                return index
    raise AssertionError(f"no row begins with {first_line}")


def click(tree: GroupList, first_line: str) -> None:
    index = index_of(tree, first_line)
    tree.scrollTo(index)
    at: QPoint = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=at)


def current(tree: GroupList) -> str:
    entry: Entry | None = tree.current
    return entry.lines[0].text if entry is not None else ""


@pytest.fixture
def side(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Side:
    return open_side(qtbot, desk, tmp_path, HOMS, HAMA, TALKS, PLAIN)


@pytest.fixture
def side_of(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Callable[..., Side]:
    return lambda *events: open_side(qtbot, desk, tmp_path, *events)


def open_side(qtbot: QtBot, desk: Desk, tmp_path: Path, *events: Event) -> Side:
    path = tmp_path / "s.timeline.json"
    with create_story(path, title="Homs") as file:
        file.apply([*map(PutSource, ALL), *map(PutEvent, events)])
    return Side(hands_on(qtbot, desk, path))


def with_figure(one: Event, *numbers: int) -> Event:
    """Give an event's statements a figure each."""
    statements = tuple(
        replace(statement, figures=(Figure(value=number, counted="people killed"),))
        for statement, number in zip(one.statements, numbers, strict=True)
    )
    return replace(one, statements=statements)
