"""Open questions in the window: by kind, each leading to its event, as they were open at the cursor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storage.changes import PutEvent
from storage.standing import StandingKind
from tests.gui.knowledge.conftest import HAMA, HOMS, PLAIN, Side, click, current, index_of, listed, with_figure
from tests.storage.said import event

Key = Qt.Key


def test_questions_stand_under_their_kinds(side: Side) -> None:
    assert listed(side.questions.list.groups) == {
        "Contested": ["Who holds Homs?"],
        "Unsourced": ["War begins"],
        "Single source": ["Hama is lost"],
        "Dates without a basis": ["War begins"],
    }
    assert side.questions.count.text() == "4 open questions"


def test_a_question_says_who_disagrees(side: Side) -> None:
    entry = side.questions.list.groups[0].entry(0)
    assert "Asserted by Ghani, denied by Ministry, not confirmed by Envoy." in entry.spoken


def test_the_arrows_walk_the_questions_and_their_events(side: Side) -> None:
    questions, walked = side.questions.list, []
    questions.setCurrentIndex(questions.model().index(0, 0))
    for _ in range(7):
        side.qtbot.keyClick(questions, Key.Key_Down)
        walked.append(side.reading.selected)
    assert list(dict.fromkeys(walked)) == ["homs", "plain", "hama"]
    assert walked[-1] == "plain"


def test_enter_brings_the_event_before_the_eyes(side: Side) -> None:
    click(side.questions.list, "Hama")
    before = side.hands.view.navigator.target
    side.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert side.reading.selected == "hama"
    assert side.hands.view.navigator.target != before


def test_a_heading_folds_by_click_and_by_key_and_stays_so(side: Side) -> None:
    questions = side.questions.list
    click(questions, "Contested")
    assert not questions.isExpanded(index_of(questions, "Contested"))
    side.apply(PutEvent(replace(HAMA, title="Hama falls")))
    assert not questions.isExpanded(index_of(questions, "Contested"))
    side.qtbot.keyClick(questions, Key.Key_Return)
    assert questions.isExpanded(index_of(questions, "Contested"))


def test_an_answer_takes_the_question_away(side: Side) -> None:
    click(side.questions.list, "Hama")
    side.apply(PutEvent(event("A SOHR!2024-12-05", "A Envoy!2024-12-06", id="hama")))
    assert "Single source" not in listed(side.questions.list.groups)
    side.document.undo()
    side.qtbot.wait(10)
    assert listed(side.questions.list.groups)["Single source"] == ["Hama is lost"]


def test_the_chosen_question_stays_chosen_after_an_edit(side: Side) -> None:
    click(side.questions.list, "Hama")
    side.apply(PutEvent(replace(PLAIN, phrase="")))
    assert current(side.questions.list) == "Hama is lost"


def test_questions_are_those_of_the_cursor(side: Side) -> None:
    questions = side.questions.list
    side.go_to("2024-12-07")
    assert listed(questions.groups)["Single source"] == ["Hama is lost", "Who holds Homs?"]
    assert "Contested" not in listed(questions.groups)
    assert "Ministry" not in "".join(group.entry(0).spoken for group in questions.groups)
    side.go_to("")
    assert listed(questions.groups)["Contested"] == ["Who holds Homs?"]


def test_figures_far_apart_are_open_once_both_were_given(side_of: Callable[..., Side]) -> None:
    side = side_of(with_figure(event("A SOHR!2024-12-05", "A Envoy!2024-12-07", id="toll"), 300, 800))
    questions = side.questions.list
    (group,) = [group for group in questions.groups if group.title == "Figures far apart"]
    assert "SOHR: 300 people killed; Envoy: 800 people killed." in group.entry(0).spoken
    side.go_to("2024-12-06")
    assert "Figures far apart" not in listed(questions.groups)


def test_questions_are_narrowed_as_the_timeline_is(side: Side) -> None:
    questions = side.questions
    side.reading.narrowing.set_standings(frozenset({StandingKind.CONTESTED}))
    side.qtbot.wait(1)
    assert listed(questions.list.groups) == {"Contested": ["Who holds Homs?"]}
    side.reading.set_filter("nowhere")
    side.qtbot.wait(1)
    assert questions.list.groups == () and questions.hint.text() == "Nothing is open in what is shown."


def test_many_questions_of_a_kind_are_shown_bit_by_bit(side_of: Callable[..., Side]) -> None:
    side = side_of(*(replace(PLAIN, id=f"e{number}", phrase="") for number in range(150)))
    questions = side.questions.list
    click(questions, "Show 60 more (90 left)")
    assert side.reading.selected == "e60"
    click(questions, "Show 30 more (30 left)")
    assert side.reading.selected == "e120"
    heading = questions.model().index(0, 0)
    assert questions.model().rowCount(heading) == 150


def test_letters_are_left_to_the_window(side: Side) -> None:
    click(side.questions.list, "Hama")
    side.qtbot.keyClick(QApplication.focusWidget(), Key.Key_Period)
    assert side.reading.selected == "homs"


def test_another_event_chosen_elsewhere_leaves_the_question(side: Side) -> None:
    click(side.questions.list, "Hama")
    side.hands.canvas.setFocus()
    side.reading.select(HOMS.id)
    assert current(side.questions.list) in ("", "Who holds Homs?")
