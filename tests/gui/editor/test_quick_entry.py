"""Quick entry as it is used: by keyboard, in the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import MOST_AT_ONCE
from gui.editor.entry_commands import EntryCommands
from gui.editor.quick_entry import QuickEntry
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import Theme
from storage.model import Event
from storage.story_file import create_story, open_story
from tests.conftest import StoryWriter

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qapp, Settings(tmp_path / "config" / "settings.ini"), Theme("light"))
    yield desk
    desk.leave()


def shown(qtbot: QtBot, desk: Desk, path: Path) -> MainWindow:
    desk.start([path])
    window = desk.windows[0]
    qtbot.waitUntil(lambda: window.timeline is not None)
    window.activateWindow()
    qtbot.waitActive(window).__enter__()
    return window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, homs: Path) -> MainWindow:
    return shown(qtbot, desk, homs)


@pytest.fixture
def bar(qtbot: QtBot, window: MainWindow) -> QuickEntry:
    qtbot.keyClick(window.event_list.table, Key.Key_K, CONTROL)
    assert window.commands.entries.bar is not None
    return window.commands.entries.bar


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def enter(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(focus(), text)
    qtbot.keyClick(focus(), Key.Key_Return)


def last_added(window: MainWindow) -> Event:
    event = window.reading.chosen
    assert event is not None
    return event


@pytest.mark.parametrize("pane", ["list", "timeline", "filter"])
def test_control_k_opens_the_line_from_everywhere(qtbot: QtBot, window: MainWindow, pane: str) -> None:
    assert window.timeline is not None
    widget = {
        "list": window.event_list.table,
        "timeline": window.timeline.canvas,
        "filter": window.event_list.filter_edit,
    }[pane]
    widget.setFocus()
    qtbot.keyClick(widget, Key.Key_K, CONTROL)
    assert window.commands.entries.bar is not None
    assert focus() is window.commands.entries.bar.edit
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert focus() is widget


def test_n_opens_it_and_is_a_letter_in_it(qtbot: QtBot, window: MainWindow) -> None:
    window.event_list.table.setFocus()
    qtbot.keyClick(window.event_list.table, Key.Key_N)
    qtbot.keyClicks(focus(), "nwasd/.,?*")
    assert window.commands.entries.bar is not None
    assert window.commands.entries.bar.text == "nwasd/.,?*"


def test_button_of_the_header_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_by_id["new_event"].trigger()
    assert window.commands.entries.bar is not None
    assert window.commands.entries.bar.isVisible()


def test_what_would_be_added_stands_under_the_line(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    qtbot.keyClicks(
        bar.edit, '7 Dec 2024: Rebels enter Homs @Homs #front !fighting "so" - Hassan Abdul Ghani (denies) [CNN]'
    )
    assert bar.preview.words == [
        "7 December 2024  2024-12-07   Rebels enter Homs",
        "at Homs   #front  ● Fighting",
        "✕ denies  Hassan Abdul Ghani, rebel commander  “so”  CNN  new source",
    ]
    assert window.document.event_count == 19


def test_enter_adds_one_step_and_keeps_the_line_for_the_next(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    enter(qtbot, "7 Dec 2024: Rebels enter Homs @Homs !Rumours [CNN]")
    event = last_added(window)
    assert (event.title, event.when, event.place, event.sources) == (
        "Rebels enter Homs",
        "2024-12-07",
        "Homs",
        ("cnn",),
    )
    assert (bar.text, focus()) == ("", bar.edit)
    assert window.document.undo_name == "Add “Rebels enter Homs”"
    assert window.status.state.text().startswith("Added “Rebels enter Homs” — Undo with")
    assert window.document.story is not None
    assert window.document.story.categories[-1].name == "Rumours"
    enter(qtbot, "8 Dec 2024: And then")
    assert window.document.event_count == 21


def test_control_z_in_an_empty_line_undoes_the_story(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    enter(qtbot, "7 Dec 2024: Rebels enter Homs !Rumours [CNN]")
    before = window.document.sources
    qtbot.keyClicks(bar.edit, "abc")
    qtbot.keyClick(bar.edit, Key.Key_Z, CONTROL)
    assert (bar.text, window.document.event_count) == ("", 20)
    qtbot.keyClick(bar.edit, Key.Key_Z, CONTROL)
    assert window.document.event_count == 19
    assert len(window.document.sources) == len(before) - 1
    assert window.document.story is not None
    assert len(window.document.story.categories) == 5
    assert focus() is bar.edit


def test_line_without_a_title_or_date_is_not_added(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    for text in ("Rebels enter Homs", "7 Dec 2024", "7 Dec 2024:", "31 Feb 2024: Never"):
        bar.edit.set_text("")
        enter(qtbot, text)
        assert bar.text == text
        assert bar.problem.isVisible()
        assert bar.problem.property("role") == "error"
    assert window.document.event_count == 19


def test_up_recalls_the_last_lines_like_a_shell(qtbot: QtBot, bar: QuickEntry) -> None:
    enter(qtbot, "2024: One")
    enter(qtbot, "2024: Two")
    qtbot.keyClicks(bar.edit, "2025: Th")
    for key, text in (
        (Key.Key_Up, "2024: Two"),
        (Key.Key_Up, "2024: One"),
        (Key.Key_Up, "2024: One"),
        (Key.Key_Down, "2024: Two"),
        (Key.Key_Down, "2025: Th"),
        (Key.Key_Down, "2025: Th"),
    ):
        qtbot.keyClick(bar.edit, key)
        assert bar.text == text


def test_escape_keeps_the_line_for_the_next_opening(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "2024: Half")
    qtbot.keyClick(bar.edit, Key.Key_Escape)
    assert not bar.isVisible()
    qtbot.keyClick(focus(), Key.Key_K, CONTROL)
    assert bar.text == "2024: Half"
    assert window.reading.selected == ""


def test_words_of_the_story_are_completed_by_tab(qtbot: QtBot, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "2024: Talks @De")
    assert bar.completer.list.words == ["Deraa and Sweida"]
    qtbot.keyClick(bar.edit, Key.Key_Tab)
    qtbot.keyClicks(bar.edit, "#tal")
    qtbot.keyClick(bar.edit, Key.Key_Tab)
    qtbot.keyClicks(bar.edit, '"so" - Has')
    qtbot.keyClick(bar.edit, Key.Key_Tab)
    qtbot.keyClicks(bar.edit, "(den")
    qtbot.keyClick(bar.edit, Key.Key_Tab)
    qtbot.keyClicks(bar.edit, "[BB")
    qtbot.keyClick(bar.edit, Key.Key_Tab)
    assert bar.text == '2024: Talks @"Deraa and Sweida" #talks "so" - Hassan Abdul Ghani (denies) [BBC News] '


def test_list_of_words_never_takes_the_enter_that_adds(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "2024: Talks @De")
    assert bar.completer.list.words
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert last_added(window).place == "De"
    qtbot.keyClick(bar.edit, Key.Key_Z, CONTROL)
    qtbot.keyClicks(bar.edit, "2024: Talks @De")
    qtbot.keyClick(bar.edit, Key.Key_Down)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert bar.text == '2024: Talks @"Deraa and Sweida" '


def test_hint_tells_of_an_event_that_the_story_may_have(qtbot: QtBot, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "7 Dec 2024: Government lost Aleppo")
    qtbot.waitUntil(lambda: any("Similar to “Government loses Aleppo”" in row for row in bar.preview.words))


def test_form_gets_what_was_read(qtbot: QtBot, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "7 Dec 2024: Rebels enter Homs [CNN]")
    with qtbot.waitSignal(bar.form_requested) as asked:
        qtbot.keyClick(bar.edit, Key.Key_Return, CONTROL)
    made, _ = asked.args
    assert (made.event.title, [source.id for source in made.new_sources]) == ("Rebels enter Homs", ["cnn"])


def test_leaving_a_form_that_was_asked_for_in_the_line_leads_back_to_it(
    qtbot: QtBot, window: MainWindow, bar: QuickEntry
) -> None:
    qtbot.keyClicks(bar.edit, "7 Dec 2024: Rebels enter Homs")
    qtbot.keyClick(bar.edit, Key.Key_Return, CONTROL)
    assert not bar.isVisible()
    qtbot.keyClick(focus(), Key.Key_S, CONTROL)
    assert last_added(window).title == "Rebels enter Homs"
    assert focus() is bar.edit
    qtbot.keyClick(focus(), Key.Key_Escape)
    assert focus() is window.event_list.table


def test_bar_is_as_high_as_what_a_completion_has_made_of_the_line(
    qtbot: QtBot, window: MainWindow, bar: QuickEntry
) -> None:
    bar.edit.set_text("7 Dec 2024: Talks")
    bar.edit.put(len(bar.text), len(bar.text), " and more of them" * 8)
    qtbot.waitUntil(lambda: bar.edit.height() == bar.edit.sizeHint().height())
    assert bar.rect().contains(bar.preview.geometry())


def test_read_only_story_says_why_and_gets_nothing(qtbot: QtBot, desk: Desk, homs: Path) -> None:
    writer = open_story(homs)
    window = shown(qtbot, desk, homs)
    window.commands.entries.begin()
    bar = window.commands.entries.bar
    assert bar is not None
    assert "read-only" in bar.problem.text()
    enter(qtbot, "2024: Nothing")
    assert (window.document.event_count, bar.text) == (19, "2024: Nothing")
    writer.close()


def test_first_event_of_an_empty_story(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    create_story(tmp_path / "new.timeline.json", "New").close()
    window = shown(qtbot, desk, tmp_path / "new.timeline.json")
    assert "Press N" in window.place.hint.text()
    qtbot.keyClick(window.event_list.table, Key.Key_N)
    enter(qtbot, "44 BC: Caesar is killed @Rome")
    assert window.document.event_count == 1
    assert not window.place.hint.isVisible()


def test_megabyte_on_the_clipboard_is_refused_in_a_sentence(qtbot: QtBot, bar: QuickEntry) -> None:
    data = QMimeData()
    data.setText("x" * 1_000_000)
    bar.edit.insertFromMimeData(data)
    assert bar.text == ""
    assert "1,000,000" in bar.problem.text()


def test_pasted_text_is_plain_and_on_one_line(qtbot: QtBot, bar: QuickEntry) -> None:
    QGuiApplication.clipboard().clear()
    data = QMimeData()
    data.setHtml("<b>2024:</b> A<br>b")
    data.setText("2024: A\nb")
    bar.edit.insertFromMimeData(data)
    assert bar.text == "2024: A b"


@pytest.mark.parametrize(
    "title", ["<b>bold</b>", "a\u202eb", "👍 yes 👍", "=1+1", "a\N{NO-BREAK SPACE}«\N{NO-BREAK SPACE}b"]
)
def test_hostile_titles_are_kept_as_typed(qtbot: QtBot, window: MainWindow, bar: QuickEntry, title: str) -> None:
    bar.edit.set_text(f"2024: {title} @Homs")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert last_added(window).title == " ".join(title.split())
    assert last_added(window).place == "Homs"


def test_half_typed_line_is_offered_after_a_crash(qtbot: QtBot, desk: Desk, homs: Path) -> None:
    window = shown(qtbot, desk, homs)
    window.commands.entries.begin()
    qtbot.keyClicks(focus(), "7 Dec 2024: Rebels en")
    window.drafts.flush()
    window.document.close()
    window.open_path(homs)
    assert "Rebels en" in window.draft_bar.label.text()
    qtbot.mouseClick(window.draft_bar.offers[0], Qt.MouseButton.LeftButton)
    bar = window.commands.entries.bar
    assert bar is not None
    assert (bar.text, focus()) == ("7 Dec 2024: Rebels en", bar.edit)
    bar.edit.set_text("")
    window.drafts.flush()


def test_typing_anew_leaves_an_offered_line_alone(qtbot: QtBot, desk: Desk, homs: Path) -> None:
    window = shown(qtbot, desk, homs)
    window.commands.entries.begin()
    qtbot.keyClicks(focus(), "2024: First")
    window.drafts.flush()
    window.document.close()
    window.commands.entries = EntryCommands(window)
    window.commands.entries.connect()
    window.open_path(homs)
    window.commands.entries.begin()
    enter(qtbot, "2024: Second")
    window.drafts.flush()
    assert "First" in window.draft_bar.label.text()
    qtbot.mouseClick(window.draft_bar.offers[0], Qt.MouseButton.LeftButton)
    assert window.commands.entries.bar is not None
    assert window.commands.entries.bar.text == "2024: First"
    qtbot.keyClick(window.commands.entries.bar.edit, Key.Key_Return)
    window.drafts.flush()
    window.document.close()
    window.open_path(homs)
    assert not window.draft_bar.isVisible()


def test_hint_and_words_of_a_large_story_come_from_beside(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:
    rows = [{"title": f"Item {number}", "when": f"{1000 + number % 900}"} for number in range(MOST_AT_ONCE)]
    path = write_story([*rows, {"title": "Aleppo is lost", "when": "2024-12", "place": "Aleppo"}])
    window = shown(qtbot, desk, path)
    qtbot.waitUntil(lambda: window.document.is_large and not window.reading.pending, timeout=20_000)
    window.commands.entries.begin()
    bar = window.commands.entries.bar
    assert bar is not None
    qtbot.keyClicks(bar.edit, "7 Dec 2024: Aleppo lost @")
    qtbot.waitUntil(lambda: any("Similar to “Aleppo is lost”" in row for row in bar.preview.words), timeout=20_000)
    qtbot.waitUntil(lambda: "Aleppo" in window.commands.sources.vocabularies.current.places, timeout=20_000)
    enter(qtbot, "Aleppo")
    assert last_added(window).place == "Aleppo"


def test_line_of_one_story_is_not_carried_into_another(
    qtbot: QtBot, window: MainWindow, bar: QuickEntry, write_story: StoryWriter
) -> None:
    qtbot.keyClicks(bar.edit, "2024: Half")
    window.open_path(write_story(name="other.timeline.json"))
    assert (bar.text, bar.isVisible()) == ("", False)


def test_relative_date_asks_once_for_its_day_and_keeps_it(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    enter(qtbot, "Saturday: Homs falls")
    assert focus() is bar.basis.edit
    enter(qtbot, "8 Dec 2024")
    assert focus() is bar.edit
    qtbot.keyClick(bar.edit, Key.Key_Return)
    event = last_added(window)
    assert (event.when, event.phrase, event.basis) == ("2024-12-07", "Saturday", "2024-12-08")
    enter(qtbot, "yesterday: Again")
    assert last_added(window).when == "2024-12-07"
    assert window.document.event_count == 21


def test_day_that_is_counted_from_is_told_and_can_be_changed(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    window.document.counted_from = "2024-12-08"
    qtbot.keyClicks(bar.edit, "Saturday: Homs falls")
    assert bar.basis.change.isVisible()
    assert "8 December 2024" in bar.basis.change.text()
    bar.basis.change.setFocus()
    qtbot.keyClick(bar.basis.change, Key.Key_Space)
    assert focus() is bar.basis.edit
    enter(qtbot, "30 Nov 2024")
    assert (focus(), window.document.counted_from) == (bar.edit, "2024-11-30")


def test_ambiguous_date_is_not_added_until_a_reading_is_chosen(
    qtbot: QtBot, window: MainWindow, bar: QuickEntry
) -> None:
    enter(qtbot, "8/12/2024: Homs falls")
    assert window.document.event_count == 19
    assert "choose" in bar.problem.text()
    qtbot.keyClick(bar.edit, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(bar.edit, " again")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert (last_added(window).when, last_added(window).title) == ("2024-08-12", "Homs falls again")
    qtbot.keyClicks(bar.edit, "8/12/2024: Homs")
    assert bar.reading is None


def test_order_of_day_and_month_can_be_told_for_good(qtbot: QtBot, window: MainWindow, bar: QuickEntry) -> None:
    qtbot.keyClicks(bar.edit, "8/12/2024: Homs falls")
    qtbot.keyClick(bar.edit, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    always = bar.order.always
    assert (always.isVisible(), always.text()) == (True, "Always read the day first")
    always.setFocus()
    qtbot.keyClick(always, Key.Key_Space)
    assert (window.settings.date_order, focus()) == ("day-first", bar.edit)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert last_added(window).when == "2024-12-08"
