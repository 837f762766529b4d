"""People and outlets in the window: who said what in which order, and only theirs on the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.knowledge import following
from storage.changes import PutEvent
from tests.gui.knowledge.conftest import HAMA, HOMS, TALKS, Side, click, current, listed
from tests.storage.said import event

Key = Qt.Key


def test_who_said_most_comes_first_and_outlets_come_apart(side: Side) -> None:
    assert listed(side.people.people.groups) == {
        "People and bodies": ["Envoy", "SOHR", "Ghani", "Ministry"],
        "Outlets": ["BBC News"],
    }


def test_the_statements_of_the_chosen_one_stand_in_the_order_of_saying(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    (said,) = pane.words.groups
    assert [said.entry(place).lines[-1].text for place in range(said.count)] == ["Who holds Homs?", "Talks"]
    assert [said.entry(place).aside for place in range(said.count)] == ["8 Dec 2024", "9 Dec 2024"]


def test_an_outlet_has_what_it_passed_on(side: Side) -> None:
    pane = side.people
    click(pane.people, "BBC News")
    (passed,) = pane.words.groups
    assert passed.title == "Passed on of others" and passed.entry(0).lines[1].text == "SOHR"


def test_a_statement_leads_to_its_event(side: Side) -> None:
    pane = side.people
    click(pane.people, "SOHR")
    side.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert pane.words.hasFocus() and side.reading.selected == "hama"
    side.qtbot.keyClick(pane.words, Key.Key_Down)
    assert side.reading.selected == "talks"


def test_a_statement_is_brought_into_the_detail_pane(side: Side) -> None:
    pane, pointed = side.people, []
    side.reading.statement_pointed.connect(pointed.append)
    click(pane.people, "SOHR")
    side.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    chosen = side.reading.chosen
    assert chosen is not None and pointed == [each.id for each in chosen.statements if each.speaker == "SOHR"]


def test_a_name_is_found_by_its_letters(side: Side) -> None:
    pane = side.people
    side.qtbot.keyClicks(pane.find_edit, "gha")
    assert listed(pane.people.groups) == {"People and bodies": ["Ghani"]}
    side.qtbot.keyClick(pane.find_edit, Key.Key_Down)
    assert current(pane.people) == "Ghani" and pane.people.hasFocus()
    pane.find_edit.setFocus()
    side.qtbot.keyClick(pane.find_edit, Key.Key_Escape)
    assert pane.find_edit.text() == "" and len(pane.people.groups) == 2
    side.qtbot.keyClick(pane.find_edit, Key.Key_Escape)
    assert pane.people.hasFocus() and current(pane.people) == "Ghani"


def test_only_what_somebody_spoke_of_is_shown_and_a_chip_says_so(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    side.qtbot.mouseClick(pane.only, Qt.MouseButton.LeftButton, pos=pane.only.rect().center())
    assert side.titles() == ["Who holds Homs?", "Talks"]
    assert side.chips == ["Spoken of by Envoy"]
    side.show("events")
    assert side.window.event_list.count_text() == "2 of 4"
    chips = side.window.commands.sides.chips
    assert chips is not None
    side.qtbot.keyClick(chips.chips[0], Key.Key_Delete)
    assert len(side.titles()) == 4 and side.chips == [] and not pane.only.isChecked()


def test_what_they_speak_of_after_an_edit_is_shown_too(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    pane.only.click()
    side.show("events")
    side.apply(PutEvent(replace(HAMA, statements=TALKS.statements)))
    assert side.titles() == ["Hama is lost", "Who holds Homs?", "Talks"]


def test_escape_shows_all_again_once_nothing_is_chosen(side: Side) -> None:
    pane = side.people
    click(pane.people, "Ghani")
    pane.only.click()
    side.reading.select("homs")
    for left in (1, 4):
        side.window.actions_by_id["select_none"].trigger()
        assert len(side.titles()) == left
    assert side.chips == []


def test_nobody_has_said_more_than_by_the_cursor(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    side.go_to("2024-12-08")
    assert listed(pane.people.groups) == {"People and bodies": ["Envoy", "Ghani", "Ministry", "SOHR"]}
    assert pane.words.groups[0].count == 1
    side.go_to("2024-12-04")
    assert pane.people.groups == () and not pane.words.isVisible()
    assert pane.hint.text() == "Nobody had said anything yet."
    side.go_to("")
    assert pane.words.groups[0].count == 2


def test_a_new_statement_stands_with_its_speaker(side: Side) -> None:
    pane = side.people
    click(pane.people, "Ghani")
    side.apply(PutEvent(replace(event("A Ghani!2024-12-10", id="new"), title="Later", when="2024-12-10")))
    assert [pane.words.groups[0].entry(place).lines[-1].text for place in range(2)] == ["Who holds Homs?", "Later"]


def test_another_story_begins_without_the_one_who_was_chosen(side: Side) -> None:
    pane = side.people
    click(pane.people, "Ghani")
    pane.only.click()
    path = side.document.path
    assert path is not None
    side.window.close_story()
    assert side.window.open_path(path)
    assert len(side.titles()) == 4 and side.chips == [] and not pane.words.isVisible()


def test_an_edit_is_followed_by_who_turns_away_before_it_was(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AT_ONCE_EVENTS", 0)
    pane = side.people
    side.qtbot.waitUntil(lambda: not pane.busy)
    side.document.apply([PutEvent(replace(HAMA, statements=event("A Newcomer!2024-12-05").statements))])
    side.show("events")
    side.show("people")
    side.qtbot.waitUntil(lambda: not pane.busy)
    assert "Newcomer" in listed(pane.people.groups)["People and bodies"]


def test_what_an_edit_puts_in_the_place_of_words_is_not_shown_before_it_was_said(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    side.go_to("2024-12-08")
    (said,) = pane.words.groups
    later = replace(HOMS, statements=(*HOMS.statements[:2], replace(HOMS.statements[2], said="2024-12-20")))
    side.document.apply([PutEvent(later)])
    assert said.entry(0).lines[0].text == "(changed)"


def on_timeline(side: Side) -> set[str]:
    file = side.document.file
    assert file is not None
    events = map(file.event_in_row, side.hands.view.plotting.plot.layout.seen.row.tolist())
    return {event.title for event in events if event is not None}


def test_an_edit_of_others_brings_them_neither_to_the_list_nor_to_the_timeline(side: Side) -> None:
    pane = side.people
    click(pane.people, "Envoy")
    pane.only.click()
    side.apply(PutEvent(replace(HAMA, text="More of it.")))
    assert side.titles() == ["Who holds Homs?", "Talks"]
    assert on_timeline(side) == {*side.titles()}


def test_an_edit_of_what_was_not_known_then_keeps_its_place_on_the_timeline_of_now(side: Side) -> None:
    side.reading.set_filter("envoy")
    side.go_to("2024-12-08")
    side.apply(PutEvent(replace(TALKS, text="More of it.")))
    assert side.titles() == ["Who holds Homs?"] and on_timeline(side) == {"Who holds Homs?"}
    side.go_to("")
    assert on_timeline(side) == {"Who holds Homs?", "Talks"}
