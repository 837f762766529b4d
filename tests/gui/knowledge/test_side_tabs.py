"""The tabs of the left pane: turned by keys and the mouse, remembered with the story."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.knowledge.conftest import Side, click

Key, Held = Qt.Key, Qt.KeyboardModifier


def test_each_tab_has_a_key_and_takes_the_focus(side: Side) -> None:
    for key, name in ((Key.Key_5, "questions"), (Key.Key_6, "people"), (Key.Key_4, "events")):
        side.qtbot.keyClick(QApplication.focusWidget(), key, Held.ControlModifier)
        assert side.tabs.current == name
        assert side.tabs.page.isAncestorOf(QApplication.focusWidget())
        assert side.window.actions_by_id[f"tab_{name}"].isChecked()


def test_arrows_turn_the_tabs_on_the_strip(side: Side) -> None:
    side.hands.key(Key.Key_Right, widget=side.tabs.bar)
    assert side.tabs.current == "questions" and side.tabs.bar.hasFocus()


def test_a_click_turns_the_tab(side: Side) -> None:
    bar = side.tabs.bar
    side.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    assert side.tabs.current == "people"


def test_f6_goes_to_the_tab_that_shows(side: Side) -> None:
    questions = side.questions.list
    panes = [side.hands.canvas, side.window.detail.page, questions]
    for pane in panes:
        side.qtbot.keyClick(QApplication.focusWidget(), Key.Key_F6)
        assert pane.hasFocus()


def test_a_key_of_a_tab_opens_the_pane_that_was_folded_away(side: Side) -> None:
    side.window.panes.show_pane("list", False)
    assert side.questions.isVisible() and side.window.panes.shown("list")


def test_finding_goes_back_to_the_events(side: Side) -> None:
    side.show("people")
    side.window.actions_by_id["find"].trigger()
    assert side.tabs.current == "events" and side.window.event_list.filter_edit.hasFocus()


def test_the_tab_is_remembered_with_the_story(side: Side) -> None:
    side.show("people")
    path = side.document.path
    assert path is not None
    side.window.close_story()
    assert side.window.open_path(path)
    assert side.tabs.current == "people"


def test_a_story_seen_for_the_first_time_shows_its_events(side: Side, tmp_path) -> None:  # type: ignore[no-untyped-def]
    side.show("people")
    assert side.document.path is not None
    other = tmp_path / "other.timeline.json"
    side.document.save_copy(other)
    assert side.window.open_path(other)
    assert side.tabs.current == "events"


def test_tabs_move_together_where_there_is_little_room(side: Side) -> None:
    widths = side.window.panes.sizes()
    side.window.panes.setSizes([170, widths[1] + widths[0] - 170, widths[2]])
    bar = side.tabs.bar
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_help_opens_the_page_about_the_pane(side: Side) -> None:
    click(side.questions.list, "Hama")
    side.window.actions_by_id["manual"].trigger()
    manual = side.window.commands.views._manual
    assert manual is not None and "Who says so" in manual.page.toPlainText()
    manual.close()
