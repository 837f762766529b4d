"""Several events are selected at once, in the list and on the timeline, and commands mean all of them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from gui import reading
from gui.app import Desk
from storage.changes import PutEvent, RemoveEvent
from storage.model import Event
from tests.gui.hands import CONTROL, PLAIN, SHIFT, Hands, Key, desk, hands_on

__all__ = ["desk"]


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, story_path: Path) -> Hands:
    return hands_on(qtbot, desk, story_path)


@pytest.fixture
def homs_hands(qtbot: QtBot, desk: Desk, homs: Path) -> Hands:
    return hands_on(qtbot, desk, homs)


def test_one_event_chosen_is_the_one_marked(hands: Hands) -> None:
    hands.click_row(1)
    assert hands.titles() == ["Second"]
    hands.reading.select("")
    assert hands.reading.marked == frozenset()


def test_ctrl_and_shift_clicks_mark_more_rows(hands: Hands) -> None:
    hands.click_row(0)
    hands.click_row(2, CONTROL)
    assert hands.titles() == ["First", "Third"]
    assert hands.reading.selected == hands.event("Third").id
    hands.click_row(0, CONTROL)
    assert hands.titles() == ["Third"]
    hands.click_row(2)
    hands.click_row(0, SHIFT)
    assert hands.titles() == ["First", "Second", "Third"]


def test_shift_and_arrows_mark_rows_one_by_one(hands: Hands) -> None:
    hands.click_row(0)
    hands.key(Key.Key_Down, SHIFT, hands.table)
    assert hands.titles() == ["First", "Second"]
    assert hands.reading.selected == hands.event("Second").id
    hands.key(Key.Key_Up, SHIFT, hands.table)
    assert hands.titles() == ["First"]


def test_ctrl_a_marks_what_the_filter_lets_through_and_escape_nothing(hands: Hands) -> None:
    hands.key(Key.Key_A, CONTROL, hands.table)
    assert len(hands.reading.marked) == 3
    hands.key(Key.Key_Escape, PLAIN, hands.table)
    assert hands.reading.marked == frozenset()
    hands.reading.set_filter("2024-12-07 night")
    hands.reading.set_filter("night")
    hands.key(Key.Key_A, CONTROL)
    assert hands.titles() == ["Third"]


def test_more_than_can_be_meant_at_once_are_refused_in_a_sentence(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_MARKED", 2)
    hands.click_row(1)
    hands.key(Key.Key_A, CONTROL, hands.table)
    assert hands.titles() == ["Second"]
    assert hands.told[-1] == "3 events are too many to select at once: up to 2 can be."
    hands.click_row(0)
    hands.click_row(2, SHIFT)
    assert (hands.titles(), hands.listed()) == (["First"], ["First"])


def test_list_and_timeline_show_the_same_events_marked(homs_hands: Hands) -> None:
    hands = homs_hands
    hands.show("Meeting in Qatar")
    hands.click(hands.place("Where is President Assad?")[0], CONTROL)
    assert hands.listed() == ["Where is President Assad?", "Meeting in Qatar"]
    picture = hands.picture()
    assert (len(picture.selected), len(picture.marked)) == (1, 1)
    hands.click(hands.place("Where is President Assad?")[0], CONTROL)
    assert hands.titles() == ["Meeting in Qatar"]
    assert not hands.picture().marked


def test_a_shift_click_on_the_timeline_marks_all_up_to_there_in_time(homs_hands: Hands) -> None:
    hands = homs_hands
    hands.show("Meeting in Qatar")
    titles = [event.title for event in hands.reading.events]
    hands.click(hands.place("Where is President Assad?")[0], SHIFT)
    first, last = sorted(map(titles.index, ("Meeting in Qatar", "Where is President Assad?")))
    assert hands.titles() == titles[first : last + 1]


def test_a_ctrl_click_on_empty_paper_changes_nothing(homs_hands: Hands) -> None:
    hands = homs_hands
    hands.show("Meeting in Qatar")
    hands.click(QPoint(4, hands.empty().y()), CONTROL)
    assert hands.titles() == ["Meeting in Qatar"]


def test_a_box_drawn_with_ctrl_marks_what_it_meets(homs_hands: Hands) -> None:
    hands = homs_hands
    hands.view.travel.fit_all()
    picture = hands.picture()
    corner = QPoint(3, round(picture.geometry.lanes_top + picture.geometry.lanes_height) - 2)
    end = QPoint(round(picture.geometry.width) - 2, round(picture.geometry.lanes_top) + 2)
    hands.drag([corner, QPoint(60, 300), end], CONTROL, release=False)
    assert hands.picture().around is not None
    hands.drag([end, end], CONTROL)
    assert hands.picture().around is None
    assert len(hands.reading.marked) == len(picture.frame.events) > 3


def test_the_detail_pane_tells_how_many_are_marked(hands: Hands) -> None:
    label = hands.window.detail.marked_label
    hands.click_row(0)
    assert not label.isVisible()
    hands.click_row(2, SHIFT)
    assert label.isVisible() and label.text() == "3 events selected"


def test_remove_takes_all_marked_away_in_one_step(hands: Hands) -> None:
    before = hands.content()
    hands.click_row(0)
    hands.click_row(2, CONTROL)
    hands.key(Key.Key_Delete, PLAIN, hands.table)
    assert [event.title for event in hands.document.events] == ["Second"]
    assert hands.step() == "Remove 2 events"
    assert hands.titles() == ["Second"]
    hands.window.actions_by_id["undo"].trigger()
    assert hands.titles() == ["First", "Third"]
    assert hands.content() == before


def test_star_stars_all_marked_and_then_none(hands: Hands) -> None:
    hands.click_row(0)
    hands.window.actions_by_id["star"].trigger()
    hands.key(Key.Key_A, CONTROL, hands.table)
    hands.window.actions_by_id["star"].trigger()
    assert all(event.starred for event in hands.document.events)
    assert hands.step() == "Star 2 events"
    assert hands.window.actions_by_id["star"].isChecked()
    hands.window.actions_by_id["star"].trigger()
    assert hands.step() == "Remove the star of 3 events"


def test_what_the_filter_hides_is_no_longer_marked(hands: Hands) -> None:
    hands.key(Key.Key_A, CONTROL, hands.table)
    hands.reading.set_filter("homs")
    assert hands.titles() == ["Second"]
    hands.reading.set_filter("")
    assert hands.titles() == ["Second"]


def test_marked_events_that_another_step_removes_are_no_longer_marked(hands: Hands) -> None:
    hands.key(Key.Key_A, CONTROL, hands.table)
    hands.document.apply([RemoveEvent(hands.event("First").id)])
    assert hands.titles() == ["Second", "Third"]
    hands.document.apply([PutEvent(Event("new", "New", "2024"))])
    assert hands.titles() == ["Second", "Third"]
    assert hands.listed() == ["Second", "Third"]


def test_marks_stay_when_the_list_is_sorted_anew(hands: Hands) -> None:
    hands.click_row(0)
    hands.click_row(2, CONTROL)
    hands.table.horizontalHeader().setSortIndicator(1, hands.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)  # fmt: skip  # noqa: E501
    assert hands.listed() == ["Third", "First"]
    assert hands.titles() == ["First", "Third"]
