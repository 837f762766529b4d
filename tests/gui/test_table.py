"""The table of events: cells edited as in a spreadsheet, blocks and rows pasted from one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.editor.paste_preview import PastePreview
from gui.editor.table_cells import Cell
from gui.editor.table_page import TablePage
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.changes import PutEvent
from storage.pasting.columns import Field

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path, homs: Path) -> Iterator[MainWindow]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    desk.start([homs])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.timeline is not None)
    window.activateWindow()
    yield window
    desk.leave()


@pytest.fixture
def page(window: MainWindow) -> TablePage:
    window.actions_by_id["table"].trigger()
    return window.commands.tables.page


def type_into(qtbot: QtBot, page: TablePage, row: int, cell: Cell, text: str, end: Qt.Key = Key.Key_Return) -> None:
    """Type over a cell as one types in a spreadsheet."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, cell))
    qtbot.keyClick(page.table, Key.Key_F2)
    editor = page.table.indexWidget(page.table.currentIndex())
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)
    # The delegate ends an editor in the next turn of the event loop.
    QApplication.processEvents()


def row_named(page: TablePage, title: str) -> int:
    return next(row for row in range(page.model.new_row) if title in page.model.event_at(row).title)


def test_the_table_shows_every_event_and_a_row_for_a_new_one(window: MainWindow, page: TablePage) -> None:
    assert window.stack.currentWidget() is page
    assert page.model.rowCount() == window.document.event_count + 1
    assert page.model.index(0, Cell.TITLE).data() == window.reading.events[0].title


def test_typing_over_a_title_is_one_step_that_is_undone_by_name(
    qtbot: QtBot, window: MainWindow, page: TablePage
) -> None:
    before = window.reading.events[0]
    type_into(qtbot, page, 0, Cell.TITLE, "Civil war begins in Syria")
    assert window.document.find_event(before.id).title == "Civil war begins in Syria"
    assert window.document.undo_name == "Change the title of “Civil war begins in Syria”"
    window.document.undo()
    assert window.document.find_event(before.id) == before


def test_enter_goes_down_and_tab_to_the_right(qtbot: QtBot, page: TablePage) -> None:
    type_into(qtbot, page, 0, Cell.PLACE, "Syria")
    assert (page.table.currentIndex().row(), page.table.currentIndex().column()) == (1, Cell.PLACE)
    type_into(qtbot, page, 1, Cell.PLACE, "Idlib", Key.Key_Tab)
    assert page.table.currentIndex().column() == Cell.CATEGORY


def test_a_date_keeps_how_much_was_said(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    event = page.model.event_at(2)
    type_into(qtbot, page, 2, Cell.WHEN, "Dec 2024")
    assert window.document.find_event(event.id).when == "2024-12"


def test_what_is_no_date_stays_in_its_cell_with_a_sentence(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    event = page.model.event_at(1)
    type_into(qtbot, page, 1, Cell.WHEN, "when pigs fly", Key.Key_Tab)
    page.table.setCurrentIndex(page.model.index(1, Cell.WHEN))
    assert page.model.index(1, Cell.WHEN).data() == "when pigs fly"
    assert "not understood" in page.line.text() and page.line.property("role") == "error"
    assert window.document.find_event(event.id) == event
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert "pigs" not in page.model.index(1, Cell.WHEN).data()
    assert window.stack.currentWidget() is page


def test_the_last_row_becomes_an_event_once_it_has_a_date_and_a_title(
    qtbot: QtBot, window: MainWindow, page: TablePage
) -> None:
    count, last = window.document.event_count, page.model.new_row
    type_into(qtbot, page, last, Cell.WHEN, "8 Dec 2024", Key.Key_Tab)
    assert window.document.event_count == count
    type_into(qtbot, page, last, Cell.TITLE, "Damascus falls", Key.Key_Tab)
    assert window.document.event_count == count + 1
    assert window.document.undo_name == "Add “Damascus falls”"
    added = page.model.event_at(page.table.currentIndex().row())
    assert (added.title, added.when) == ("Damascus falls", "2024-12-08")


def test_a_category_that_is_new_comes_with_its_event_in_one_step(
    qtbot: QtBot, window: MainWindow, page: TablePage
) -> None:
    story, event = window.document.story, page.model.event_at(0)
    type_into(qtbot, page, 0, Cell.CATEGORY, "Diplomacy of the night")
    names = {each.id: each.name for each in window.document.story.categories}
    assert names[window.document.find_event(event.id).category] == "Diplomacy of the night"
    window.document.undo()
    assert (window.document.story, window.document.find_event(event.id)) == (story, event)


def test_delete_empties_the_chosen_cells_as_one_step(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    row = next(row for row in range(page.model.new_row) if page.model.event_at(row).place)
    event = page.model.event_at(row)
    page.table.setCurrentIndex(page.model.index(row, Cell.PLACE))
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert window.document.find_event(event.id).place == ""
    assert window.document.undo_name.startswith("Change the place of")


def test_a_block_from_a_spreadsheet_fills_cells_as_one_step(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    events = [page.model.event_at(row) for row in (3, 4)]
    page.table.setCurrentIndex(page.model.index(3, Cell.PLACE))
    QGuiApplication.clipboard().setText("Homs\tmilitary\nHama\tmilitary\n")
    qtbot.keyClick(page.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [window.document.find_event(event.id).place for event in events] == ["Homs", "Hama"]
    assert window.document.undo_name == "Change 4 cells"
    window.document.undo()
    assert [window.document.find_event(event.id) for event in events] == events


def test_a_block_with_a_bad_cell_changes_nothing(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    events = window.reading.events
    page.table.setCurrentIndex(page.model.index(0, Cell.WHEN))
    QGuiApplication.clipboard().setText("2011\n13/13/2013\n")
    qtbot.keyClick(page.table, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.reading.events == events
    assert "Row 2, When" in page.line.text() and "Nothing was pasted" in page.line.text()


def test_copied_cells_are_tab_separated(qtbot: QtBot, page: TablePage) -> None:
    page.table.setCurrentIndex(page.model.index(0, Cell.WHEN))
    qtbot.keyClick(page.table, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("2011\t")


def test_sorting_by_title_keeps_the_event_that_was_current(page: TablePage) -> None:
    page.table.setCurrentIndex(page.model.index(0, Cell.TITLE))
    event = page.model.event_at(0)
    page.table.sortByColumn(Cell.TITLE, Qt.SortOrder.DescendingOrder)
    assert page.model.event_at(page.table.currentIndex().row()) == event


def test_escape_goes_back_to_the_timeline(qtbot: QtBot, window: MainWindow, page: TablePage) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Escape)
    assert window.stack.currentWidget() is window.panes
    assert not window.actions_by_id["table"].isChecked()


TABLE = "Date\tEvent\tWhere\tKind\n7 Dec 2024\tHoms falls\tHoms\tmilitary\n31/31/2024\tNever\t\t\n1450s\tPrinting\t\t\n"


def preview(qtbot: QtBot, window: MainWindow, text: str) -> PastePreview:
    QGuiApplication.clipboard().setText(text)
    window.actions_by_id["paste_rows"].trigger()
    dialog = window.findChild(PastePreview, "pastePreview")
    qtbot.waitUntil(lambda: dialog._batch is not None)
    return dialog


def test_pasted_rows_show_what_they_give_and_what_was_refused(qtbot: QtBot, window: MainWindow) -> None:
    dialog = preview(qtbot, window, TABLE)
    assert [box.currentData() for box in dialog.field_boxes] == [
        Field.WHEN,
        Field.TITLE,
        Field.PLACE,
        Field.CATEGORY,
    ]
    assert dialog.summary.text() == "2 of 3 rows can be added; 1 is refused."
    assert dialog.table.item(0, 0).text() == "3" and dialog.table.item(0, 3).text()


def test_pasted_rows_are_added_as_one_step_and_refused_ones_can_be_copied(qtbot: QtBot, window: MainWindow) -> None:
    before = (window.document.story, window.reading.events)
    dialog = preview(qtbot, window, TABLE)
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("31/31/2024\tNever")
    dialog.add_button.click()
    assert len(window.reading.events) == len(before[1]) + 2
    assert window.document.undo_name == "Paste 2 events"
    window.document.undo()
    assert (window.document.story, window.reading.events) == before


def test_a_column_can_be_given_to_another_field(qtbot: QtBot, window: MainWindow) -> None:
    dialog = preview(qtbot, window, TABLE)
    box = dialog.field_boxes[2]
    box.setCurrentIndex(box.findData(Field.TEXT))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: dialog._batch is not None)
    assert [event.text for event in dialog._batch.events] == ["Homs", ""]


def test_an_empty_clipboard_is_told_in_a_sentence(window: MainWindow) -> None:
    QGuiApplication.clipboard().setText(" \n\n")
    window.actions_by_id["paste_rows"].trigger()
    dialog = window.findChild(QDialog, "errorDialog")
    assert "no rows" in " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_a_relative_date_is_counted_from_its_own_day_and_copied_as_what_it_means(
    qtbot: QtBot, window: MainWindow, page: TablePage
) -> None:
    event = replace(window.reading.events[0], when="2024-12-07", phrase="Saturday", basis="2024-12-08")
    window.document.apply([PutEvent(event)])
    window.document.count_from("2020-01-01")
    row = row_named(page, event.title)
    page.table.setCurrentIndex(page.model.index(row, Cell.WHEN))
    page.table.copy()
    assert QGuiApplication.clipboard().text() == "7 Dec 2024"
    type_into(qtbot, page, row, Cell.WHEN, "Friday")
    stored = window.document.find_event(event.id)
    assert stored is not None and (stored.when, stored.basis) == ("2024-12-06", "2024-12-08")
