"""The figures pane as a reader uses it: who counted what, how it is qualified, where it is plotted, what was known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.knowledge.figure_model import SECOND_LINE_ROLE, WARNING_ROLE
from gui.knowledge.figures_pane import FiguresPane
from gui.knowledge.owner_looks import owner_key, owner_looks
from gui.timeline.range_plot import RangePlot
from storage.changes import PutEvent
from storage.ledger import ledger
from storage.model import Figure, Stance
from tests.conftest import StoryWriter
from tests.gui.hands import Hands, Key, desk, hands_on
from tests.storage.said import end_of

__all__ = ["desk"]

BBC = {"id": "bbc", "csl": {"container-title": "BBC News", "issued": {"date-parts": [[2024, 12, 9]]}}}


def said(speaker: str, day: str, counted: str = "people killed", **figure: Any) -> dict[str, Any]:
    return {
        "id": f"{speaker}{day}",
        "stance": "asserts",
        "speaker": speaker,
        "said": day,
        "source": "bbc",
        "figures": [{"counted": counted, **figure}],
    }


BLAST = {
    "id": "blast",
    "title": "Blast at the port",
    "when": "2024-12-07",
    "place": "Homs",
    "statements": [
        said("SOHR", "2024-12-07", value=800, qualifier="more than"),
        said("Ministry", "2024-12-08", value=120, qualifier="at most"),
        said("United Nations", "[2024-12-09,2024-12-11]", low=400, high=900),
        said("Red Crescent", "", value=650, qualifier="about"),
    ],
}
FLIGHT = {
    "id": "flight",
    "title": "Flight north",
    "when": "2024-12-08",
    "statements": [said("UNHCR", "2024-12-10", "people displaced", value=370_000, qualifier="at least")],
}


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> Hands:
    hands = hands_on(qtbot, desk, write_story([BLAST, FLIGHT, {"title": "Nothing counted"}], sources=[BBC]))
    hands.window.resize(1440, 900)
    hands.window.actions_by_id["tab_figures"].trigger()
    return hands


def pane_of(hands: Hands) -> FiguresPane:
    page = hands.window.side_tabs.page
    assert isinstance(page, FiguresPane)
    return page


def lines(hands: Hands) -> list[str]:
    model = pane_of(hands).list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def go_to_row(hands: Hands, words: str) -> FiguresPane:
    pane = pane_of(hands)
    pane.list.setCurrentIndex(pane.list.model().index(lines(hands).index(words), 0))
    return pane


def plot_of(hands: Hands) -> RangePlot:
    plot = pane_of(hands).plot
    assert plot is not None
    return plot


def test_figures_stand_by_what_is_counted_with_their_qualifiers(hands: Hands) -> None:
    assert lines(hands) == [
        *("people killed", "more than 800", "at most 120", "about 650", "400–900"),
        *("people displaced", "at least 370,000"),
    ]


def test_each_figure_names_its_owner_its_day_and_its_source(hands: Hands) -> None:
    model = pane_of(hands).list.model()
    below = [str(model.index(row, 0).data(SECOND_LINE_ROLE)) for row in range(model.rowCount())]
    assert below[1] == "SOHR · 7 Dec 2024 · BBC News"
    assert below[3] == "Red Crescent · with its source · BBC News"
    assert below[0] == "4 figures · 4 owners"


def test_owners_that_differ_by_more_than_twice_are_named(hands: Hands) -> None:
    pane = go_to_row(hands, "people killed")
    assert "twice apart" in str(pane.list.currentIndex().data(WARNING_ROLE))
    assert pane.sentence.isVisible()
    assert "Ministry: at most 120 people killed; SOHR: more than 800 people killed." in pane.sentence.text()


def test_figure_that_is_chosen_chooses_its_event_and_enter_leads_to_it(hands: Hands) -> None:
    pane = go_to_row(hands, "at least 370,000")
    assert hands.reading.selected == "flight"
    before = hands.view.navigator.scale
    hands.key(Key.Key_Return, widget=pane.list)
    assert hands.view.navigator.scale != before


def test_figure_that_is_chosen_brings_its_statement_into_the_pane(hands: Hands) -> None:
    pane = go_to_row(hands, "about 650")
    assert hands.window.detail.page.card == 3
    go_to_row(hands, "at most 120")
    assert hands.window.detail.page.card == 1
    assert not hands.window.detail.page.hasFocus()
    assert pane.isVisible()


def test_figures_of_one_day_stand_side_by_side(hands: Hands) -> None:
    blast = hands.document.find_event("blast")
    assert blast is not None
    same = replace(blast, statements=tuple(replace(each, said="2024-12-07") for each in blast.statements))
    hands.document.apply([PutEvent(same)], "One day")
    go_to_row(hands, "more than 800")
    plotted = plot_of(hands)._plot()
    places = [plotted.x(point) for point in plotted.points]
    left, right = plotted.across(plotted.points[0])
    assert left < min(places)
    assert max(places) < right
    assert min(abs(one - other) for one in places for other in places if one is not other) > 20


def test_plot_of_many_owners_does_not_push_a_low_window_off_the_screen(hands: Hands) -> None:
    before = hands.window.minimumSizeHint().height()
    hands.window.resize(720, 450)
    go_to_row(hands, "about 650")
    assert plot_of(hands).isVisible()
    assert hands.window.minimumSizeHint().height() <= max(before, 450)
    assert not pane_of(hands).sentence.isVisible()


def test_plot_shows_only_where_there_are_several(hands: Hands) -> None:
    pane = go_to_row(hands, "at least 370,000")
    assert pane.plot is None or not pane.plot.isVisible()
    go_to_row(hands, "at most 120")
    assert plot_of(hands).isVisible()


def test_plot_tells_a_screen_reader_all_that_it_shows(hands: Hands) -> None:
    go_to_row(hands, "people killed")
    words = plot_of(hands).accessibleDescription()
    assert words.startswith("4 figures by 4 owners.")
    for each in ("SOHR, 7 Dec 2024: more than 800", "Ministry, 8 Dec 2024: at most 120", "400–900", "about 650"):
        assert each in words


def test_plot_is_walked_by_keys_and_by_clicks(hands: Hands) -> None:
    go_to_row(hands, "more than 800")
    plot = plot_of(hands)
    hands.key(Key.Key_Right, widget=plot)
    assert pane_of(hands).list.currentIndex().data() == "at most 120"
    assert plot.accessibleDescription().startswith("Figure 2 of 4: Ministry")
    point = plot._points[3]
    plotted = plot._plot()
    at = QPoint(round(plotted.x(point)), round(plotted.heights(point)[0]))
    QTest.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane_of(hands).list.currentIndex().data() == "400–900"


def test_range_is_marked_at_its_ends_and_never_in_its_middle(hands: Hands) -> None:
    go_to_row(hands, "400–900")
    plotted = plot_of(hands)._plot()
    point = plotted.points[3]
    assert plotted.heights(point) == [plotted.values.px(400), plotted.values.px(900)]


def test_uncertain_day_of_saying_is_as_wide_as_it_is(hands: Hands) -> None:
    go_to_row(hands, "400–900")
    plotted = plot_of(hands)._plot()
    left, right = plotted.across(plotted.points[3])
    assert right - left == pytest.approx(3 * 86_400 / plotted.times.seconds_per_px)


def test_figures_are_those_of_the_cursor(hands: Hands) -> None:
    knowing = hands.reading.knowing
    knowing.go_to(end_of("2024-12-07"))
    assert lines(hands) == ["people killed", "more than 800"]
    knowing.go_to(end_of("2024-12-08"))
    pane = go_to_row(hands, "people killed")
    assert lines(hands) == ["people killed", "more than 800", "at most 120"]
    assert "UN" not in plot_of(hands).accessibleDescription()
    knowing.go_to(end_of("2024-12-06"))
    assert lines(hands) == []
    assert pane.hint.text() == "No figure had been given by then."
    assert not plot_of(hands).isVisible()


def test_ledger_at_any_moment_is_that_of_the_command_line(hands: Hands) -> None:
    pane, knowing = pane_of(hands), hands.reading.knowing
    for day in ("2024-12-06", "2024-12-07", "2024-12-08", "2024-12-09", "2024-12-10", "2024-12-11"):
        knowing.go_to(end_of(day))
        expected = ledger(hands.document.events, knowing.source_of, end_of(day), knowing.zone)
        found = {one.counted: one.entries for one in pane.ledger.groups}
        assert found == {one.counted: one.entries for one in expected}


def test_colour_and_shape_of_an_owner_stay_while_the_cursor_moves(hands: Hands) -> None:
    (killed, _) = pane_of(hands).ledger.groups
    whole = owner_looks(killed.entries)
    for count in range(1, len(killed.entries) + 1):
        said_first = sorted(killed.entries, key=lambda entry: entry.saying.second)[:count]
        assert all(whole[key] == look for key, look in owner_looks(said_first).items())
    assert len({(look.role, look.shape) for look in whole.values()}) == len({*map(owner_key, killed.entries)})


def test_filter_keeps_figures_that_hold_every_word(hands: Hands) -> None:
    pane = pane_of(hands)
    QTest.keyClicks(pane.filter_edit, "killed nations")
    assert lines(hands) == ["people killed", "400–900"]
    pane.filter_edit.setText("nobody")
    assert pane.hint.text() == "No figure holds all of these words."


def test_edit_is_followed_and_undone(hands: Hands) -> None:
    event = hands.event("Flight north")
    statement = replace(event.statements[0], figures=(Figure("people displaced", value=5, qualifier="up to"),))
    hands.document.apply([PutEvent(replace(event, statements=(statement,)))], "Change")
    assert "up to 5" in lines(hands)
    hands.document.undo()
    assert "at least 370,000" in lines(hands)


def test_story_without_figures_says_so(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:
    hands = hands_on(qtbot, desk, write_story([{"title": "Nothing counted"}]))
    hands.window.actions_by_id["tab_figures"].trigger()
    assert "No statement of this story gives a figure" in pane_of(hands).hint.text()


def test_number_too_large_to_draw_is_listed_all_the_same(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:
    large = said("A", "2024-12-07", value=10**400)
    story = write_story([{"statements": [large, said("B", "2024-12-08", value=3), said("C", "2024-12-08", value=7)]}])
    hands = hands_on(qtbot, desk, story)
    hands.window.actions_by_id["tab_figures"].trigger()
    pane = go_to_row(hands, "people killed")
    assert "over 10^308" in lines(hands)
    assert pane.plot is not None and len(pane.plot._points) == 2


def test_figures_of_a_large_story_are_read_beside_the_window(
    qtbot: QtBot, desk: Desk, write_story: StoryWriter, tmp_path: Path
) -> None:
    rows = [{"title": f"Event {number}", "when": "2024"} for number in range(10_100)]
    hands = hands_on(qtbot, desk, write_story([*rows, BLAST], sources=[BBC]))
    qtbot.waitUntil(lambda: not hands.reading.pending, timeout=20_000)
    hands.window.actions_by_id["tab_figures"].trigger()
    qtbot.waitUntil(lambda: len(lines(hands)) == 5, timeout=20_000)
    hands.window.actions_by_id["tab_events"].trigger()
    assert not pane_of(hands).isVisible() if isinstance(hands.window.side_tabs.page, FiguresPane) else True


def test_figures_that_an_edit_passed_by_are_not_kept_for_another_moment(hands: Hands) -> None:
    pane = pane_of(hands)
    hands.window.actions_by_id["tab_events"].trigger()
    hands.document.apply([PutEvent(replace(hands.event("Flight north"), title="Flight"))])
    assert pane.ledger.groups == ()
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    hands.window.actions_by_id["tab_figures"].trigger()
    assert lines(hands) == ["people killed", "more than 800"]


def test_a_number_in_a_denial_is_heard_and_drawn_as_one(hands: Hands) -> None:
    statements = list(hands.event("Blast at the port").statements)
    statements[1] = replace(statements[1], stance=Stance.DENIES)
    hands.document.apply([PutEvent(replace(hands.event("Blast at the port"), statements=tuple(statements)))])
    pane = go_to_row(hands, "✕ denies: at most 120")
    heard = str(pane.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))
    assert heard.startswith("✕ denies: at most 120 people killed: Ministry")
    heading = pane.list.model().index(0, 0)
    assert heading.data(SECOND_LINE_ROLE) == "4 figures · 3 owners" and heading.data(WARNING_ROLE) == ""
    assert "denies: at most 120" in plot_of(hands).accessibleDescription()
    assert not plot_of(hands).grab().isNull()
