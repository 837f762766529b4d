"""Events are cut, copied and pasted, between windows and to other programs; what a clipboard holds is never trusted."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import clipboard_commands
from gui.app import Desk
from gui.editor.paste_preview import PastePreview
from storage.changes import PutEvent
from storage.clipping import MIME
from tests.conftest import StoryWriter
from tests.gui.hands import CONTROL, PLAIN, Hands, Key, desk, hands_on

__all__ = ["desk"]


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, story_path: Path) -> Hands:
    return hands_on(qtbot, desk, story_path)


@pytest.fixture
def other(qtbot: QtBot, desk: Desk, hands: Hands, write_story: StoryWriter) -> Hands:
    """Another story in a window of its own."""
    about = {"id": "another", "time_zone": "Asia/Damascus"}
    return hands_on(qtbot, desk, write_story([{"title": "Theirs"}], about=about, name="other.timeline.json"))


def offer(data: bytes, text: str = "") -> None:
    """Put something on the clipboard as another program would."""
    content = QMimeData()
    content.setData(MIME, data)
    if text:
        content.setText(text)
    QGuiApplication.clipboard().setMimeData(content)


def offer_text(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def titles(hands: Hands) -> list[str]:
    return [event.title for event in hands.document.events]


def test_copied_events_are_pasted_into_another_window_with_their_sources(hands: Hands, other: Hands) -> None:
    hands.key(Key.Key_A, CONTROL, hands.table)
    hands.key(Key.Key_C, CONTROL, hands.table)
    before = other.content()
    other.key(Key.Key_V, CONTROL, other.table)
    assert titles(other) == ["First", "Theirs", "Second", "Third"]
    assert other.titles() == ["First", "Second", "Third"]
    assert [source.csl["title"] for source in other.document.sources] == ["One says", "Two says"]
    assert other.step() == "Paste 3 events"
    assert other.told[-1] == "Pasted 3 events"
    after = other.content()
    other.window.actions_by_id["undo"].trigger()
    assert other.content() == before
    other.window.actions_by_id["redo"].trigger()
    assert other.content() == after


def test_other_programs_get_the_event_in_words(hands: Hands) -> None:
    hands.click_row(1)
    hands.key(Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[:4] == ["7 December 2024: Second", "Homs", "asserts — Ada [1]", "denies — Bo [2]"]
    assert lines[-1] == "[2] “Two says”, The Two."


def test_cut_events_are_gone_and_come_back_by_paste(hands: Hands) -> None:
    hands.click_row(1)
    hands.key(Key.Key_X, CONTROL, hands.table)
    assert titles(hands) == ["First", "Third"]
    assert hands.step() == "Cut “Second”"
    hands.key(Key.Key_V, CONTROL)
    assert titles(hands) == ["First", "Second", "Third"]
    assert hands.titles() == ["Second"]
    assert len(hands.document.sources) == 2


def test_a_duplicate_has_all_that_the_event_has_but_its_id(hands: Hands) -> None:
    hands.click_row(1)
    hands.key(Key.Key_D, CONTROL, hands.table)
    one, two = (event for event in hands.document.events if event.title == "Second")
    assert one.id != two.id and one.sources == two.sources and one.when == two.when
    assert hands.step() == "Duplicate “Second”"
    assert hands.reading.selected != hands.document.events[1].id or len(hands.reading.marked) == 1


def test_a_story_of_another_zone_says_that_its_times_count_otherwise(hands: Hands, other: Hands) -> None:
    event = hands.event("First")
    hands.document.apply([PutEvent(replace(event, when="2011-03-01T20:15"))])
    hands.reading.select(event.id)
    hands.key(Key.Key_C, CONTROL)
    other.key(Key.Key_V, CONTROL)
    assert other.told[-1].endswith("times in it counted in UTC, here they count in Asia/Damascus")


def test_in_a_text_field_the_text_is_meant(hands: Hands) -> None:
    offer_text("homs")
    box = hands.window.event_list.filter_edit
    box.setFocus()
    hands.window.actions_by_id["paste"].trigger()
    assert box.text() == "homs"
    box.selectAll()
    hands.window.actions_by_id["cut"].trigger()
    assert (box.text(), hands.step()) == ("", "")


def test_a_line_of_text_begins_a_new_event(hands: Hands) -> None:
    offer_text("\n  7 Dec 2024: Homs falls  \r\n")
    hands.key(Key.Key_V, CONTROL)
    assert hands.window.commands.entries.bar.text == "7 Dec 2024: Homs falls"


def test_several_lines_of_text_show_what_each_would_give(hands: Hands, qtbot: QtBot) -> None:
    offer_text("7 Dec 2024: Homs falls @Homs\n8 Dec 2024: Damascus falls\n")
    hands.key(Key.Key_V, CONTROL)
    preview = hands.window.findChild(PastePreview, "pastePreview")
    qtbot.waitUntil(preview.add_button.isEnabled)
    preview.add_button.click()
    assert hands.window.document.undo_name == "Paste 2 events"
    assert {event.title for event in hands.window.reading.marked_events} == {"Homs falls", "Damascus falls"}


GOOD = {"form": "timeline-reader-events", "version": 1, "about": {}, "events": [{"id": "a", "title": "A", "when": "2024"}]}  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 1_000_000,
        b"[" * 200_000,
        b'{"form": "timeline-reader-events", "form": 2}',
        json.dumps({**GOOD, "events": "all"}).encode(),
        json.dumps({**GOOD, "events": GOOD["events"] * 2}).encode(),
        json.dumps({**GOOD, "events": [{"id": "\ud800", "title": "\ud800", "when": "\ud800"}]}).encode(),
    ],
    ids=["a megabyte", "nested", "twin keys", "wrong type", "twin ids", "lone surrogate"],
)
def test_a_hostile_clipboard_is_refused_in_one_sentence(hands: Hands, data: bytes) -> None:
    offer(data, "something else")
    hands.key(Key.Key_V, CONTROL)
    hands.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    words = hands.error()
    assert "Nothing was pasted" in words and "The clipboard" in words
    assert len(words) < 400
    assert (hands.step(), len(titles(hands))) == ("", 3)


@pytest.mark.parametrize(("text", "sentence"), [("  \n ", "neither events nor text"), ("x" * 1_000_000, "no event has such")])  # fmt: skip  # noqa: E501
def test_text_that_is_no_line_is_refused(hands: Hands, text: str, sentence: str) -> None:
    offer_text(text)
    hands.key(Key.Key_V, CONTROL)
    assert sentence in hands.error()


def test_a_long_clipboard_is_read_beside_the_window(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard_commands, "_LONG_BYTES", 10)
    events = [{"id": str(number), "title": f"Pasted {number}", "when": "2024"} for number in range(1000)]
    before = hands.content()
    offer(json.dumps({**GOOD, "events": events}).encode())
    hands.key(Key.Key_V, CONTROL)
    assert len(titles(hands)) == 3
    hands.qtbot.waitUntil(lambda: len(titles(hands)) == 1003, timeout=20_000)
    assert hands.step() == "Paste 1,000 events"
    assert len(hands.reading.marked) == 1000
    hands.window.actions_by_id["undo"].trigger()
    assert hands.content() == before


def test_a_story_that_closes_meanwhile_gets_nothing(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard_commands, "_LONG_BYTES", 10)
    offer(json.dumps(GOOD).encode())
    hands.key(Key.Key_V, CONTROL)
    hands.window.close_story()
    assert not hands.window.commands.clipboard._reading.running


ACTS = st.lists(st.tuples(st.sampled_from(["cut", "copy", "paste", "duplicate", "star", "remove_event"]), st.integers(0, 31)), min_size=1, max_size=5)  # fmt: skip  # noqa: E501


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(ACTS)
def test_whatever_is_done_to_events_is_undone_and_redone_to_the_same_bytes(
    hands: Hands, acts: list[tuple[str, int]]
) -> None:
    document, actions = hands.document, hands.window.actions_by_id
    offer(json.dumps(GOOD).encode())
    hands.table.setFocus()
    states = [hands.content()]
    for name, chosen in acts:
        hands.reading.mark([event.id for bit, event in enumerate(document.events[:5]) if chosen >> bit & 1])
        actions[name].trigger()
        assert QApplication.activeModalWidget() is None
        if hands.content() != states[-1]:
            states.append(hands.content())
    for state in reversed(states[:-1]):
        document.undo()
        assert hands.content() == state
    for state in states[1:]:
        document.redo()
        assert hands.content() == state
    for _ in states[1:]:
        document.undo()


def test_the_menu_offers_what_can_be_done(hands: Hands) -> None:
    assert not hands.window.actions_by_id["duplicate"].isEnabled()
    hands.click_row(0)
    assert hands.window.actions_by_id["duplicate"].isEnabled()
    hands.key(Key.Key_Escape, PLAIN, hands.table)
    assert not hands.window.actions_by_id["duplicate"].isEnabled()
