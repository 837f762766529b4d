"""The sample's night, in the window: what one step of the slider and one edit each make of who holds Homs."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.knowledge.questions_pane import QuestionsPane
from storage.changes import PutEvent
from storage.model import Event, Stance
from storage.standing import StandingKind
from tests.conftest import ROOT
from tests.gui.hands import Hands, desk, hands_on
from tests.gui.knowledge.conftest import listed

__all__ = ["desk"]
TITLE = "Who holds Homs?"


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Hands:
    path = tmp_path / "homs.timeline.json"
    shutil.copy(ROOT / "resources" / "samples" / "homs-2024.timeline.json", path)
    made = hands_on(qtbot, desk, path)
    qtbot.waitUntil(lambda: bool(made.reading.knowing.moments))
    return made


def standing(hands: Hands) -> StandingKind | None:
    """Return the standing that the list shows for the event, None where it does not show it."""
    shown: list[Event] = [event for event in hands.reading.events if event.title == TITLE]
    return hands.reading.knowing.kind(shown[0]) if shown else None


def test_contested_unconfirmed_and_not_known_are_one_step_each_and_each_can_be_taken_back(hands: Hands) -> None:
    assert standing(hands) is StandingKind.CONTESTED
    event = hands.event(TITLE)
    others = tuple(each for each in event.statements if each.stance is not Stance.DENIES)
    hands.document.apply([PutEvent(replace(event, statements=others))], "Remove the denial")
    assert standing(hands) is StandingKind.UNCONFIRMED
    hands.window.actions_by_id["undo"].trigger()
    assert standing(hands) is StandingKind.CONTESTED
    for _ in range(2):
        hands.window.actions_by_id["known_earlier"].trigger()
    assert standing(hands) is None, "before any statement was made it does not show"
    hands.window.actions_by_id["known_later"].trigger()
    assert standing(hands) is StandingKind.CONTESTED


def test_the_presidents_whereabouts_are_an_open_question(hands: Hands) -> None:
    hands.window.actions_by_id["tab_questions"].trigger()
    pane = hands.window.side_tabs.page
    assert isinstance(pane, QuestionsPane)
    assert "Where is President Assad?" in listed(pane.list.groups)["Contested"]
