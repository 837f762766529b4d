"""Who says so, as a reader of the detail pane sees, hears and walks it: now, and as it was known at a moment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextBlock
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.reader import detail_pane
from gui.reader.detail_pane import DetailPane
from gui.reader.page_painter import block_rect, column_of
from gui.reader.positions import grouped_positions, in_order
from gui.text import without_isolates
from gui.theme import LIGHT
from storage.changes import PutEvent, PutSource, PutStory
from storage.clipping import MIME
from storage.known import known_with
from storage.model import Event, Figure, Stance, Statement
from storage.origins import EVER_S, Origins
from storage.story_file import create_story
from tests.gui.hands import CONTROL, SHIFT, Hands, desk, hands_on
from tests.storage.said import ALL, SOURCES, end_of, event

__all__ = ["desk"]
Key = Qt.Key

HOMS = replace(
    event("D Ministry!2024-12-09", "A Ghani@bbc>X!2024-12-08", "A Jolani@nyt!2024-12-07", "N CNN@bbc", id="homs"),
    title="Who holds Homs?",
)
WIRES = replace(event("A@sky!2024-12-05", "A@cnn!2024-12-06", "A@times!2024-12-07", id="wires"), title="One wire")
_HIDDEN = Statement(
    "h", Stance.COMMENTS, "", "a US official", "collapsing", said="2024-12-08", source="bbc", via=("CBS",)
)
HIDDEN = Event("hidden", "A voice without a name", "2024-12-08", statements=(_HIDDEN,))
_TOLL = event(
    "A SOHR!2024-12-07", "D Ministry!2024-12-08", "A SOHR!2024-12-09", "A UN!2024-12-10", id="toll"
).statements
_FIGURES = (
    Figure("people killed", 800, qualifier="more than"),
    Figure("people killed", 300, low=250, high=320),
    Figure("people killed", 900, low=850),
    Figure("people killed", 100, qualifier="some"),
)
TOLL = Event(
    "toll", "The dead", "2024-12-07", statements=tuple(map(lambda s, f: replace(s, figures=(f,)), _TOLL, _FIGURES))
)
ROWS = [f"{stance} {who}" for stance in "APDNC" for who in ("X!2024-12-03", "Y@sky", "@cnn!2024-12-05", "@blog")]
STORY = (HOMS, WIRES, HIDDEN, TOLL)


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, tmp_path: Path) -> Hands:
    path = tmp_path / "s.timeline.json"
    with create_story(path, title="Homs") as file:
        file.apply([PutStory(replace(file.story, time_zone="UTC")), *map(PutSource, ALL), *map(PutEvent, STORY)])
    return hands_on(qtbot, desk, path)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    texts: list[str] = []
    monkeypatch.setattr(detail_pane, "announce", lambda _widget, text: texts.append(text))
    yield texts


def page_of(hands: Hands) -> str:
    text = without_isolates(hands.window.detail.page.toPlainText()).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(" +", " ", text)


def read(hands: Hands, event_id: str, day: str = "") -> str:
    hands.reading.select(event_id)
    hands.reading.knowing.go_to(end_of(day) if day else None)
    return page_of(hands)


def caret_words(pane: DetailPane) -> str:
    return pane.page.textCursor().block().text()


def test_the_disagreement_is_named_and_its_origins_counted(hands: Hands) -> None:
    assert (
        "Contested. Asserted by Jolani and Ghani, denied by Ministry, not confirmed by CNN.\n"
        "4 positions from 4 independent origins." in read(hands, "homs")
    )


def test_statements_stand_by_stance_and_in_each_in_the_order_of_saying(hands: Hands) -> None:
    page = read(hands, "homs").partition("origins.")[2]
    order = ["asserts", "Jolani", "Ghani", "denies", "Ministry", "cannot confirm", "CNN"]
    places = [page.index(f"{word}\n") if word != "asserts" else page.index(word) for word in order]
    assert places == sorted(places)


def test_articles_that_print_one_wire_are_one_origin(hands: Hands) -> None:
    page = read(hands, "wires")
    assert "Single source. Asserted by reuters.\n3 positions, all from one origin: reuters." in page
    assert "asserts 3 statements, one origin: reuters" in page


def test_who_is_not_named_is_marked_and_stands_at_the_beginning_of_the_road(hands: Hands) -> None:
    page = read(hands, "hidden")
    assert "a US official not named\nsaid 8 December 2024\na US official → CBS → BBC News [1]" in page


def test_many_voices_are_named_up_to_a_few(hands: Hands) -> None:
    crowd = replace(event(*(f"A Voice{number}" for number in range(40)), id="homs"), title="Crowd")
    hands.document.apply([PutEvent(crowd)], "Crowd")
    page = read(hands, "homs")
    assert "Asserted by Voice0, Voice1, Voice2, Voice3, Voice4 and 35 others." in page
    assert hands.window.detail.page.accessibleDescription().startswith("Corroborated. Asserted by Voice0, Voice1,")


def test_keys_go_from_position_to_position_and_each_is_heard(hands: Hands, heard: list[str]) -> None:
    read(hands, "homs")
    for _ in range(5):
        hands.key(Key.Key_J)
    assert heard == [
        "Position 1 of 4, asserted by Jolani, said 7 December 2024, through The New York Times.",
        "Position 2 of 4, asserted by Ghani, said 8 December 2024, through X, BBC News.",
        "Position 3 of 4, denied by Ministry, said 9 December 2024.",
        "Position 4 of 4, not confirmed by CNN, through BBC News.",
        "Position 4 of 4, not confirmed by CNN, through BBC News.",
    ]
    pane = hands.window.detail
    assert pane.page.hasFocus() and caret_words(pane) == "CNN"
    hands.key(Key.Key_K)
    assert heard[-1].startswith("Position 3 of 4") and pane.page.card == 0


def test_comments_are_counted_by_themselves_and_anonymity_is_heard(hands: Hands, heard: list[str]) -> None:
    read(hands, "hidden")
    hands.key(Key.Key_J)
    assert heard == [
        "Comment 1 of 1, by a US official, who is not named, said 8 December 2024, through CBS, BBC News: “collapsing”"
    ]


def test_a_name_in_the_standing_leads_to_what_was_said(hands: Hands, heard: list[str]) -> None:
    read(hands, "homs")
    page = hands.window.detail.page
    page.setFocus()
    for _ in range(3):
        hands.qtbot.keyClick(page, Key.Key_Tab)
    assert page.selected_text() == "Ministry"
    hands.qtbot.keyClick(page, Key.Key_Return)
    assert heard == ["Position 3 of 4, denied by Ministry, said 9 December 2024."]


def test_the_statement_that_the_keys_came_to_is_the_one_copied_and_edited(hands: Hands) -> None:
    read(hands, "homs")
    for _ in range(3):
        hands.key(Key.Key_J)
    hands.qtbot.keyClick(hands.window.detail.page, Key.Key_C, CONTROL | SHIFT)
    assert QGuiApplication.clipboard().text() == "Ministry, said 9 December 2024"
    assert hands.window.detail.page.card_of_caret() == 0


def test_two_sides_stand_side_by_side_where_the_pane_is_wide(hands: Hands) -> None:
    read(hands, "homs")
    pane, panes = hands.window.detail, hands.window.panes
    hands.window.resize(1500, 800)
    before = panes.sizes()
    assert {column_of(block) for block in blocks(pane)} == {0}
    hands.key(Key.Key_B)
    hands.qtbot.waitUntil(lambda: {column_of(block) for block in blocks(pane)} == {0, 1, 2})
    assert next(block.text() for block in blocks(pane) if column_of(block) == 2).endswith("denies")
    tops = {column: min(block_rect(b).top() for b in blocks(pane) if column_of(b) == column) for column in (1, 2)}
    assert tops[1] == tops[2]
    bars = [LIGHT.stances["asserts"], LIGHT.stances["denies"]]
    image = pane.page.viewport().grab().toImage()
    seen = [
        {x for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).name() == bar}
        for bar in bars
    ]
    assert min(seen[0]) < 30 and min(seen[1]) > image.width() / 2 - 10
    hands.key(Key.Key_B)
    hands.qtbot.waitUntil(lambda: {column_of(block) for block in blocks(pane)} == {0})
    assert panes.sizes() == before


def test_a_wide_pane_stays_in_one_column_where_nobody_objects(hands: Hands) -> None:
    read(hands, "wires")
    hands.window.resize(1500, 800)
    hands.key(Key.Key_B)
    assert hands.window.detail.page.room_em >= 50
    assert {column_of(block) for block in blocks(hands.window.detail)} == {0}


def test_figures_of_one_thing_stand_beneath_each_other_with_their_owners(hands: Hands) -> None:
    ledger = read(hands, "toll").partition("Figures\n")[2]
    assert ledger == (
        "people killed\n"
        "more than 800 — SOHR, said 7 December 2024\n"
        "300 (250–320) — Ministry ✕ denies, said 8 December 2024\n"
        "900 (at least 850) — SOHR, said 9 December 2024\n"
        "some 100 — UN, said 10 December 2024\n"
        "These lie more than a factor of two apart."
    )


def test_a_number_in_a_denial_differs_from_nobodys(hands: Hands) -> None:
    assert "factor of two" in read(hands, "toll") and "factor of two" not in read(hands, "toll", "2024-12-09")


def test_nothing_said_later_is_on_the_page(hands: Hands) -> None:
    assert "Ministry" not in read(hands, "homs", "2024-12-08")
    page = read(hands, "homs", "2024-12-07")
    assert "Unconfirmed. Asserted by Jolani, not confirmed by CNN." in page and "Ghani" not in page
    assert "Ministry" not in hands.window.detail.page.accessibleDescription()
    assert "900" not in read(hands, "toll", "2024-12-08")


def test_what_has_no_date_is_said_to_be_taken_as_said_when_it_was_published(hands: Hands) -> None:
    assert "not dated" not in read(hands, "homs")
    page = read(hands, "homs", "2024-12-07")
    assert "not dated; taken as said when its source was published, 1 December 2024 · BBC News" in page


def test_what_nothing_dates_is_taken_as_said_ever_since_and_counted(hands: Hands) -> None:
    bare = replace(event("A Ghani!2024-12-07", "D Nobody@blog", id="homs"), title="Bare")
    hands.document.apply([PutEvent(bare)], "Bare")
    page = read(hands, "homs", "2024-12-07")
    assert "not dated, nor is its source; taken as said ever since" in page
    assert "1 statement has no date, and counts as said ever since." in page
    assert hands.reading.knowing.origins.said_s(bare.statements[1]) == EVER_S


def test_of_an_event_not_known_then_not_even_the_title_is_told(hands: Hands) -> None:
    page = read(hands, "toll", "2024-12-06")
    assert page == "Nothing of this event was known then."
    pane, window = hands.window.detail, hands.window
    assert pane.page.accessibleName() == "Nothing of this event was known then."
    assert "The dead" not in window.windowTitle()
    assert "The dead" not in pane.previous_button.toolTip() + pane.next_button.toolTip()
    hands.key(Key.Key_J)
    hands.reading.knowing.go_to(None)
    assert "The dead" in window.windowTitle() and "The dead" in page_of(hands)


def test_previous_and_next_walk_what_is_shown(hands: Hands) -> None:
    read(hands, "wires", "2024-12-07")
    assert "of 3" in hands.window.detail._place.text()
    names = hands.window.detail.previous_button.toolTip() + hands.window.detail.next_button.toolTip()
    assert "A voice without a name" not in names


def test_the_page_stays_where_it_is_when_nothing_new_became_known_of_it(hands: Hands) -> None:
    read(hands, "toll", "2024-12-10")
    document = hands.window.detail.page.document()
    hands.reading.knowing.go_to(end_of("2024-12-11"))
    assert hands.window.detail.page.document() is document
    hands.reading.knowing.go_to(end_of("2024-12-08"))
    assert hands.window.detail.page.document() is not document


def test_the_keyboard_stays_at_its_card_while_the_moment_moves(hands: Hands) -> None:
    read(hands, "homs")
    hands.key(Key.Key_J)
    page = hands.window.detail.page
    here = page.card
    hands.reading.knowing.go_to(end_of("2024-12-08"))
    assert (page.card, page.card_of_caret()) == (here, here)
    hands.reading.knowing.go_to(end_of("2024-12-06"))
    assert page.card == -1


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_statement_known_then_stands_there_once_and_no_other(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.sampled_from(ROWS), max_size=8))
    full = event(*rows)
    origins = Origins(SOURCES)
    at_s = data.draw(st.sampled_from([None, *(end_of(f"2024-12-0{day}") for day in range(1, 8))]))
    shown = known_with(full, origins, at_s)
    if shown is None:
        return
    positions = list(in_order(grouped_positions(full, shown, origins, in_past=at_s is not None)))
    assert sorted(each.place for each in positions) == [
        place for place, said in enumerate(full.statements) if at_s is None or origins.said_s(said) <= at_s
    ]
    assert all(full.statements[each.place] is each.statement for each in positions)
    for is_comment in (True, False):
        counted = [each for each in positions if (each.statement.stance is Stance.COMMENTS) == is_comment]
        assert [(each.number, each.total) for each in counted] == [(n + 1, len(counted)) for n in range(len(counted))]


def test_copied_events_hold_nothing_that_was_said_later(hands: Hands) -> None:
    read(hands, "homs", "2024-12-08")
    hands.key(Key.Key_C, CONTROL, hands.table)
    data = QGuiApplication.clipboard().mimeData()
    copied = data.text() + bytes(data.data(MIME).data()).decode()
    assert "Ghani" in copied and "Ministry" not in copied
    assert hands.told[-1] == "Copied “Who holds Homs?”, as known then"


def test_an_event_is_cut_with_all_that_the_story_has_of_it(hands: Hands) -> None:
    read(hands, "homs", "2024-12-08")
    hands.key(Key.Key_X, CONTROL, hands.table)
    data = QGuiApplication.clipboard().mimeData()
    assert "Ministry" in bytes(data.data(MIME).data()).decode() and "Ministry" not in data.text()
    assert hands.document.find_event("homs") is None


def test_what_was_not_known_then_is_neither_copied_nor_cut(hands: Hands) -> None:
    read(hands, "toll", "2024-12-06")
    for key, done in ((Key.Key_C, "copied"), (Key.Key_X, "cut")):
        hands.key(key, CONTROL, hands.table)
        assert hands.told[-1] == f"Nothing of this was known then, so nothing was {done}."
    assert hands.document.find_event("toll") is not None


def blocks(pane: DetailPane) -> list[QTextBlock]:
    found, block = [], pane.page.document().firstBlock()
    while block.isValid():
        found.append(block)
        block = block.next()
    return found
