"""The event list as a reader uses it: choose, sort, filter, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.document import Document
from gui.panes import USUAL_WIDTHS_PX
from gui.reader.event_delegate import DATE_GAP_PX, MARGIN_PX, date_font
from gui.reader.event_list import EventList
from gui.reader.event_model import Column
from gui.reading import Reading
from gui.text import one_line
from gui.theme import DARK, Theme
from storage.changes import PutSource
from tests.conftest import SAMPLES, StoryWriter

Role = Qt.ItemDataRole
Key = Qt.Key


@dataclass
class Pane:
    document: Document
    reading: Reading
    theme: Theme
    list: EventList

    def cells(self, column: Column = Column.TITLE) -> list[str]:
        model = self.list.table.model()
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def chosen(self) -> str:
        row = self.list.table.chosen()
        return self.cells()[row] if row >= 0 else ""

    def id_of(self, title: str) -> str:
        return next(event.id for event in self.document.events if event.title == title)

    def click(self, row: int) -> None:
        table = self.list.table
        place = table.visualRect(table.model().index(row, Column.TITLE)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[Path | None], Pane]]:
    panes: list[Pane] = []

    def build(path: Path | None) -> Pane:
        document = Document()
        reading = Reading(document)
        theme = Theme("light")
        widget = EventList(document, reading, theme)
        qtbot.addWidget(widget)
        widget.resize(265, 400)
        widget.show()
        if path is not None:
            document.open(path)
        panes.append(Pane(document, reading, theme, widget))
        return panes[-1]

    yield build
    for pane in panes:
        pane.document.close()


@pytest.fixture
def pane(show: Callable[[Path | None], Pane], story_path: Path) -> Pane:
    return show(story_path)


def test_events_stand_in_the_order_of_time(pane: Pane) -> None:
    assert pane.cells() == ["First", "Second", "Third"]


def test_the_sign_of_the_standing_stands_beside_the_title(pane: Pane) -> None:
    assert pane.cells(Column.STANDING) == ["○", "≠", "○"]


def test_a_click_chooses_the_event(pane: Pane) -> None:
    pane.click(1)
    assert pane.reading.selected == pane.id_of("Second")


def test_choosing_elsewhere_selects_the_row(pane: Pane) -> None:
    pane.reading.select(pane.id_of("Third"))
    assert pane.chosen() == "Third"


def test_choosing_nothing_elsewhere_clears_the_selection(pane: Pane) -> None:
    pane.click(1)
    pane.reading.select("")
    assert pane.chosen() == ""


def test_arrows_home_and_end_move_the_choice(pane: Pane) -> None:
    table = pane.list.table
    QTest.keyClick(table, Key.Key_End)
    assert pane.reading.selected == pane.id_of("Third")
    QTest.keyClick(table, Key.Key_Up)
    assert pane.reading.selected == pane.id_of("Second")
    QTest.keyClick(table, Key.Key_Home)
    assert pane.reading.selected == pane.id_of("First")


def test_enter_activates_the_event(pane: Pane, qtbot: QtBot) -> None:
    pane.click(1)
    with qtbot.waitSignal(pane.list.event_activated) as told:
        QTest.keyClick(pane.list.table, Key.Key_Return)
    assert told.args == [pane.id_of("Second")]


def test_typing_in_the_table_does_not_move_the_choice(pane: Pane) -> None:
    pane.click(0)
    QTest.keyClicks(pane.list.table, "t")
    assert pane.chosen() == "First"


def test_the_filter_narrows_as_one_types(pane: Pane) -> None:
    QTest.keyClicks(pane.list.filter_edit, "homs")
    assert pane.cells() == ["Second"]
    assert [event.title for event in pane.reading.events] == ["Second"]


def test_the_count_tells_how_many_the_filter_lets_through(pane: Pane) -> None:
    assert pane.list.count_text() == "3"
    QTest.keyClicks(pane.list.filter_edit, "homs")
    assert pane.list.count_text() == "1 of 3"


def test_a_filter_that_nothing_meets_says_so(pane: Pane) -> None:
    QTest.keyClicks(pane.list.filter_edit, "nowhere")
    assert pane.cells() == []
    assert pane.list.nothing_found.isVisible()


def test_escape_clears_the_filter(pane: Pane) -> None:
    QTest.keyClicks(pane.list.filter_edit, "homs")
    QTest.keyClick(pane.list.filter_edit, Key.Key_Escape)
    assert len(pane.cells()) == 3


def test_down_goes_from_the_filter_to_the_first_row(pane: Pane, qtbot: QtBot) -> None:
    pane.list.activateWindow()
    pane.list.focus_filter()
    QTest.keyClick(pane.list.filter_edit, Key.Key_Down)
    qtbot.waitUntil(pane.list.table.hasFocus)
    assert pane.reading.selected == pane.id_of("First")


def test_the_chosen_event_stays_chosen_when_the_filter_hides_it(pane: Pane) -> None:
    pane.click(1)
    QTest.keyClicks(pane.list.filter_edit, "first")
    assert pane.chosen() == ""
    assert pane.reading.selected == pane.id_of("Second")
    pane.list.filter_edit.clear()
    assert pane.chosen() == "Second"


def test_another_story_starts_without_a_filter(pane: Pane, write_story: StoryWriter) -> None:
    QTest.keyClicks(pane.list.filter_edit, "homs")
    pane.document.open(write_story(events=[{"title": "Other"}], name="other.timeline.json"))
    assert pane.list.filter_edit.text() == ""
    assert pane.cells() == ["Other"]


def test_a_click_on_a_heading_sorts_and_the_choice_stays(pane: Pane) -> None:
    pane.click(0)
    header = pane.list.table.horizontalHeader()
    place = header.sectionViewportPosition(Column.DATE) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place, 8))
    assert pane.cells() == ["Third", "Second", "First"]
    assert pane.chosen() == "First"


def test_sorting_by_title_and_standing(pane: Pane) -> None:
    table = pane.list.table
    table.sortByColumn(Column.TITLE, Qt.SortOrder.DescendingOrder)
    assert pane.cells() == ["Third", "Second", "First"]
    table.sortByColumn(Column.STANDING, Qt.SortOrder.AscendingOrder)
    assert pane.cells() == ["Second", "First", "Third"]
    pane.reading.select(pane.id_of("Third"))
    assert pane.chosen() == "Third"


def test_a_screen_reader_hears_a_whole_sentence_of_every_cell(pane: Pane) -> None:
    index = pane.list.table.model().index(1, Column.STANDING)
    assert index.data(Role.AccessibleTextRole) == "7 December 2024, Second, contested"


def test_a_tool_tip_shows_markup_literally(show: Callable[[Path | None], Pane], write_story: StoryWriter) -> None:
    pane = show(write_story(events=[{"title": "<b>bold</b><img src=x>"}]))
    tip = pane.list.table.model().index(0, Column.TITLE).data(Role.ToolTipRole)
    assert "&lt;b&gt;bold" in tip
    assert "<img" not in tip


def test_directional_controls_in_a_title_are_made_visible(
    show: Callable[[Path | None], Pane], write_story: StoryWriter
) -> None:
    pane = show(write_story(events=[{"title": "safe\u202egnp.exe"}]))
    assert "\u202e" not in pane.cells()[0]


def test_the_dates_give_way_when_the_list_gets_narrow(
    show: Callable[[Path | None], Pane], write_story: StoryWriter
) -> None:
    pane = show(write_story(events=[{"when": "2024-11-27T18:00:00Z/2024-12-07T19:00:00Z"}]))
    pane.list.resize(420, 400)
    wide = pane.list.table.columnWidth(Column.DATE)
    pane.list.resize(220, 400)
    assert 0 < pane.list.table.columnWidth(Column.DATE) < wide
    pane.list.table.setColumnWidth(Column.DATE, 140)
    pane.list.resize(240, 400)
    assert pane.list.table.columnWidth(Column.DATE) == 140


def test_rows_are_worked_out_only_when_looked_at(
    show: Callable[[Path | None], Pane], write_story: StoryWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []

    def one_line_watched(text: str) -> str:
        looked_at.append(text)
        return one_line(text)

    monkeypatch.setattr("gui.reader.event_model.one_line", one_line_watched)
    show(write_story(events=[{"title": f"Event {number}"} for number in range(3000)]))
    assert len(looked_at) < 600


def test_the_list_takes_the_colours_of_another_theme(pane: Pane) -> None:
    pane.theme.set_mode("dark")
    assert pane.list.table.grab().toImage().pixelColor(5, 200).name() == DARK.panel


def test_an_empty_list_has_no_rows(show: Callable[[Path | None], Pane]) -> None:
    pane = show(None)
    assert pane.cells() == []
    assert pane.list.count_text() == ""


def test_down_does_not_wait_for_the_pause_in_a_long_story(pane: Pane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.reader.event_list.AT_ONCE_EVENTS", 0)
    pane.list.filter_edit.setText("Second")
    QTest.keyClick(pane.list.filter_edit, Key.Key_Down)
    assert pane.cells() == ["Second"]


def test_what_was_typed_for_one_story_does_not_narrow_the_next(
    pane: Pane, write_story: StoryWriter, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("gui.reader.event_list.AT_ONCE_EVENTS", 0)
    pane.list._pause.setInterval(1)
    pane.list.filter_edit.setText("Second")
    pane.document.open(write_story(events=[{"title": "Other"}], name="other.timeline.json"))
    qtbot.wait(20)
    assert pane.cells() == ["Other"]
    assert pane.list.filter_edit.text() == ""


def test_a_filter_set_elsewhere_stays_as_it_is_in_a_long_story(
    pane: Pane, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("gui.reader.event_list.AT_ONCE_EVENTS", 0)
    pane.list._pause.setInterval(1)
    pane.reading.set_filter("Second")
    pane.reading.set_filter("Third")
    qtbot.wait(20)
    assert pane.cells() == ["Third"]


def test_dates_of_a_sample_stand_uncut_in_a_list_of_the_usual_width(show: Callable[[Path | None], Pane]) -> None:
    table = show(SAMPLES / "homs-2024.timeline.json").list.table
    table.window().resize(USUAL_WIDTHS_PX[0], 400)
    room_px = table.columnWidth(Column.DATE) - MARGIN_PX - DATE_GAP_PX
    dates = [table.model().index(row, Column.DATE).data() for row in range(table.model().rowCount())]
    metrics = QFontMetrics(date_font(table.font()))
    assert [date for date in dates if metrics.elidedText(date, Qt.TextElideMode.ElideRight, room_px) != date] == []


def test_a_source_that_turns_out_to_repeat_another_changes_the_standing(
    show: Callable[[Path | None], Pane], write_story: StoryWriter
) -> None:
    sources = [{"id": name, "csl": {"publisher": name}} for name in ("one", "two")]
    shown = show(write_story(events=[{"sources": ["one", "two"]}], sources=sources))
    before = shown.cells(Column.STANDING)
    two = shown.document.sources[1]
    shown.document.apply([PutSource(replace(two, origin="one"))])
    assert [before, shown.cells(Column.STANDING)] == [["●"], ["◔"]]
