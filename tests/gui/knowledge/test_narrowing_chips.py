"""What narrows is said over the list, and taken away there."""

from __future__ import annotations

from PySide6.QtCore import Qt

from storage.standing import StandingKind
from tests.gui.knowledge.conftest import Side


def test_nothing_stands_there_while_all_is_shown(side: Side) -> None:
    chips = side.window.commands.sides.chips
    assert chips is not None and not chips.isVisible() and side.chips == []


def test_standings_and_words_have_their_chips(side: Side) -> None:
    side.reading.narrowing.set_standings(frozenset({StandingKind.CONTESTED, StandingKind.DENIED}))
    side.reading.set_filter("homs")
    assert side.chips == ["Standing: contested, denied"]
    side.show("questions")
    assert side.chips == ["Words: homs", "Standing: contested, denied"]
    side.show("events")
    assert side.chips == ["Standing: contested, denied"], "the box has the words"


def test_a_click_takes_one_away_and_leaves_the_others(side: Side) -> None:
    side.reading.narrowing.set_standings(frozenset({StandingKind.CONTESTED}))
    side.reading.set_filter("homs")
    side.show("questions")
    chips = side.window.commands.sides.chips
    assert chips is not None
    side.qtbot.mouseClick(chips.chips[0], Qt.MouseButton.LeftButton)
    assert side.chips == ["Standing: contested"] and side.reading.text == ""
    assert side.window.event_list.filter_edit.text() == ""


def test_the_list_says_why_it_is_empty(side: Side) -> None:
    side.reading.narrowing.set_standings(frozenset({StandingKind.CORROBORATED}))
    side.reading.set_filter("homs")
    assert side.window.event_list.nothing_found.text() == "No event is as asked for."
    side.go_to("2024-12-04")
    assert side.window.event_list.nothing_found.text() == "No event is as asked for at that time."


def test_the_count_tells_of_nothing_that_was_not_known(side: Side) -> None:
    side.go_to("2024-12-06")
    assert side.window.event_list.count_text() == "2"
