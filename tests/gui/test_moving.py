"""Events are moved by hand on the timeline: carried, taken by an end, copied, stepped; and begun where nothing is."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.document import Document
from gui.moving_commands import MovingCommands
from gui.timeline.carrying import Carried
from gui.timeline.layout.scale import Scale
from storage.changes import PutEvent
from storage.dates import bounds
from storage.dates.moving import Shift
from storage.dates.stepping import Grip
from tests.conftest import StoryWriter
from tests.gui.hands import CONTROL, LEFT, SHIFT, Hands, Key, desk, entries, hands_on, trigger

__all__ = ["desk"]

STORY = [
    {"title": "Day", "when": "2024-12-07"},
    {"title": "Span", "when": "2024-12-03/2024-12-12"},
    {"title": "Open", "when": "2024-12-05/.."},
    {"title": "Month", "when": "2024-12"},
    {"title": "Set", "when": "{2024-12-01,2024-12-04}"},
    {"title": "Clock", "when": "2024-12-07T20:15"},
]


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> Hands:
    hands = hands_on(qtbot, desk, write_story(STORY))
    # A day is wide enough that no tick attracts what is meant for the next day.
    start_s = bounds("2024-11-29").earliest_s
    assert start_s is not None
    hands.view.navigator.restart(Scale.fitting(start_s, start_s + 18 * 86_400, 0, hands.canvas.width()))
    return hands


@pytest.fixture
def begun(hands: Hands) -> list[str]:
    """What the line for new events is opened with."""

    class Entries:
        def __init__(self) -> None:
            self.texts: list[str] = []

        def begin(self, text: str = "") -> None:
            self.texts.append(text)

    entries = hands.window.commands.entries = Entries()  # type: ignore[attr-defined]
    return entries.texts


def when(hands: Hands, title: str) -> str:
    return hands.event(title).when


def choose(hands: Hands, title: str) -> tuple[QPoint, QPoint, QPoint]:
    hands.reading.select(hands.event(title).id)
    return hands.place(title)


def test_the_selected_event_is_carried_to_another_day(hands: Hands) -> None:
    before = hands.content()
    title, _, _ = choose(hands, "Day")
    hands.drag(hands.along(title, hands.days_px(2)))
    assert when(hands, "Day") == "2024-12-09"
    assert hands.step() == "Move “Day” to 9 Dec 2024"
    assert hands.told[-1].startswith("Moved “Day” to 9 Dec 2024 — Undo with ")
    hands.window.actions_by_id["undo"].trigger()
    assert hands.content() == before


def test_words_of_the_source_for_the_old_date_go_with_it_and_come_back_with_undo(hands: Hands) -> None:
    hands.document.apply([PutEvent(replace(hands.event("Day"), phrase="Saturday", basis="2024-12-08"))])
    before = hands.content()
    title, _, _ = choose(hands, "Day")
    hands.drag(hands.along(title, hands.days_px(2)))
    moved = hands.event("Day")
    assert (moved.when, moved.phrase, moved.basis) == ("2024-12-09", "", "")
    hands.window.actions_by_id["undo"].trigger()
    assert hands.content() == before


def test_a_drag_on_an_event_that_is_not_selected_moves_the_timeline(hands: Hands) -> None:
    hands.reading.select("")
    before = hands.view.navigator.scale
    hands.drag(hands.along(hands.place("Day")[0], 50))
    assert when(hands, "Day") == "2024-12-07"
    assert hands.view.navigator.scale != before


def test_nothing_is_written_before_the_button_is_let_go_and_escape_gives_up(hands: Hands) -> None:
    title, _, _ = choose(hands, "Day")
    hands.drag(hands.along(title, hands.days_px(2)), release=False)
    ghost = hands.picture().ghost
    assert ghost is not None and ghost.label == "9 December 2024"
    assert when(hands, "Day") == "2024-12-07"
    hands.qtbot.keyClick(hands.canvas, Key.Key_Escape)
    hands.send(QEvent.Type.MouseButtonRelease, title)
    assert hands.picture().ghost is None
    assert (when(hands, "Day"), hands.step()) == ("2024-12-07", "")


def test_a_drag_back_to_where_it_was_is_no_step(hands: Hands) -> None:
    title, _, _ = choose(hands, "Day")
    hands.drag([title, title + QPoint(90, 0), title + QPoint(1, 0)])
    assert hands.step() == ""


@pytest.mark.parametrize(
    ("which", "by_days", "there", "step"),
    [
        (2, 3, "2024-12-03/2024-12-15", "Move the end of “Span” to 15 Dec 2024"),
        (1, -2, "2024-12-01/2024-12-12", "Move the start of “Span” to 1 Dec 2024"),
    ],
)
def test_an_end_of_a_bar_is_moved_alone(hands: Hands, which: int, by_days: int, there: str, step: str) -> None:
    end = choose(hands, "Span")[which]
    hands.drag(hands.along(end, hands.days_px(by_days)))
    assert (when(hands, "Span"), hands.step()) == (there, step)


def test_an_end_does_not_go_past_the_other_one(hands: Hands) -> None:
    _, start, _ = choose(hands, "Span")
    hands.drag(hands.along(start, hands.days_px(14)), release=False)
    ghost = hands.picture().ghost
    assert ghost is not None and ghost.refused
    hands.send(QEvent.Type.MouseButtonRelease, start)
    assert (when(hands, "Span"), hands.step()) == ("2024-12-03/2024-12-12", "")
    assert "\n" not in hands.told[-1]


def test_an_open_end_stays_open(hands: Hands) -> None:
    title, _, _ = choose(hands, "Open")
    hands.drag(hands.along(title, hands.days_px(1)))
    assert when(hands, "Open") == "2024-12-06/.."


def test_a_month_moves_by_months(hands: Hands) -> None:
    title, _, _ = choose(hands, "Month")
    hands.drag(hands.along(title, hands.days_px(10)))
    assert hands.step() == ""
    hands.drag(hands.along(title, hands.days_px(-25)))
    assert when(hands, "Month") == "2024-11"


def test_ticks_nearby_attract_what_is_carried(hands: Hands) -> None:
    hands.show("Clock")
    hands.view.navigator.zoom(1 / 64, 300)
    hands.view.travel.bring_chosen_into_view()
    title, _, _ = hands.place("Clock")
    picture, scale = hands.picture(), hands.view.navigator.scale
    second = hands.view.plotting.plot.layout.columns.start_s[next(iter(picture.selected))]
    start = scale.px(int(second))
    tick = next(tick for tick in picture.axis.ticks if tick.px > start + 40)
    hands.drag(hands.along(title, round(tick.px - start) + 4), release=False)
    there = hands.picture().ghost
    assert there is not None and there.left_px == pytest.approx(tick.px, abs=1)
    hands.drag([title + QPoint(round(tick.px - start) + 4, 0)] * 2, SHIFT, release=False)
    there = hands.picture().ghost
    assert there is not None and there.left_px == pytest.approx(tick.px + 4, abs=1.5)


def test_marked_events_go_along(hands: Hands) -> None:
    choose(hands, "Day")
    hands.reading.toggle_mark(hands.event("Span").id)
    title, _, _ = hands.place("Span")
    hands.drag(hands.along(title, hands.days_px(1)), release=False)
    ghost = hands.picture().ghost
    assert ghost is not None and ghost.label.endswith("with 1 more")
    hands.drag([title + QPoint(hands.days_px(1), 0)] * 2)
    assert (when(hands, "Day"), when(hands, "Span")) == ("2024-12-08", "2024-12-04/2024-12-13")
    assert hands.step() == "Move 2 events"


def test_what_cannot_go_along_stops_all_and_says_why(hands: Hands) -> None:
    choose(hands, "Month")
    hands.reading.toggle_mark(hands.event("Day").id)
    hands.drag(hands.along(hands.place("Day")[0], hands.days_px(2)))
    assert (when(hands, "Day"), when(hands, "Month"), hands.step()) == ("2024-12-07", "2024-12", "")
    assert "December 2024" in hands.told[-1]


def test_ctrl_and_a_drag_leave_a_copy(hands: Hands) -> None:
    hands.reading.select("")
    hands.drag(hands.along(hands.place("Day")[0], hands.days_px(3)), CONTROL)
    found = [event.when for event in hands.document.events if event.title == "Day"]
    assert found == ["2024-12-07", "2024-12-10"]
    assert hands.step() == "Duplicate “Day” to 10 Dec 2024"
    assert hands.reading.chosen is not None and hands.reading.chosen.when == "2024-12-10"


def test_at_the_edge_the_timeline_comes_along(hands: Hands) -> None:
    title, _, _ = choose(hands, "Day")
    before = hands.view.navigator.scale
    edge = QPoint(hands.canvas.width() - 2, title.y())
    hands.drag([title, title + QPoint(40, 0), edge], release=False)
    hands.qtbot.waitUntil(lambda: hands.view.navigator.scale.origin_parts > before.origin_parts)
    hands.qtbot.keyClick(hands.canvas, Key.Key_Escape)


def test_the_pointer_shows_what_a_press_would_do(hands: Hands) -> None:
    title, start, end = choose(hands, "Span")
    shapes = []
    for at in (title, start, end, hands.place("Day")[0]):
        hands.qtbot.mouseMove(hands.canvas.viewport(), at)
        shapes.append(hands.canvas.viewport().cursor().shape())
    shape = Qt.CursorShape
    assert shapes == [shape.SizeAllCursor, shape.SizeHorCursor, shape.SizeHorCursor, shape.PointingHandCursor]


def test_keys_move_the_marked_events_and_an_end(hands: Hands) -> None:
    choose(hands, "Day")
    hands.key(Key.Key_Right, CONTROL)
    hands.key(Key.Key_Right, CONTROL)
    hands.key(Key.Key_Left, CONTROL)
    assert (when(hands, "Day"), hands.step()) == ("2024-12-08", "Move “Day” to 8 Dec 2024")
    choose(hands, "Span")
    hands.key(Key.Key_Right, CONTROL | SHIFT)
    assert when(hands, "Span") == "2024-12-03/2024-12-13"
    hands.reading.mark([hands.event("Day").id, hands.event("Month").id])
    hands.key(Key.Key_Left, CONTROL)
    assert (when(hands, "Day"), when(hands, "Month")) == ("2024-11-08", "2024-11")


def test_an_event_that_keys_move_out_of_view_is_followed(hands: Hands) -> None:
    choose(hands, "Day")
    for _ in range(3):
        hands.reading.select(hands.event("Day").id)
        hands.key(Key.Key_Right, CONTROL)
    hands.window.commands.moving.nudge(60, Grip.WHOLE)
    assert when(hands, "Day") == "2025-02-08"
    assert hands.event("Day").id in {hands.canvas.shown_scene.event_id(i) for i in hands.picture().frame.events}


@pytest.mark.parametrize("title", ["Open", "Set"])
def test_an_end_that_there_is_not_says_so(hands: Hands, title: str) -> None:
    choose(hands, title)
    hands.key(Key.Key_Right, CONTROL | SHIFT)
    assert hands.told[-1] == f"“{title}” has no end that could be moved."
    assert hands.step() == ""


def test_while_the_ruler_is_on_keys_and_drags_measure(hands: Hands) -> None:
    title, _, _ = choose(hands, "Day")
    hands.view.measure(True)
    hands.key(Key.Key_Right, CONTROL)
    hands.drag(hands.along(title, 90))
    assert hands.step() == ""
    assert hands.picture().ruler is not None


def test_a_story_that_is_only_read_stays_as_it_is(qtbot: QtBot, hands: Hands) -> None:
    path = hands.document.path
    assert path is not None
    other = Document()
    other.open(path)
    assert other.read_only
    hands.window.document._file = other.file
    hands.document.access_changed.emit()
    title, _, _ = choose(hands, "Day")
    hands.drag(hands.along(title, 60))
    hands.key(Key.Key_Right, CONTROL)
    assert hands.told[-1] == "This story cannot be edited here."
    assert when(hands, "Day") == "2024-12-07"


def test_a_double_click_on_empty_paper_begins_an_event_there(hands: Hands, begun: list[str]) -> None:
    at = QPoint(hands.place("Day")[1].x() + 3, hands.empty().y())
    hands.qtbot.mouseDClick(hands.canvas.viewport(), LEFT, pos=at)
    assert begun == ["7 Dec 2024: "]


def test_a_double_click_on_an_event_still_fits_it(hands: Hands, begun: list[str]) -> None:
    before = hands.view.navigator.target
    at = hands.place("Day")[0]
    hands.click(at)
    hands.qtbot.mouseDClick(hands.canvas.viewport(), LEFT, pos=at)
    assert begun == []
    assert hands.view.navigator.target != before


def test_an_empty_place_has_a_menu(hands: Hands, begun: list[str]) -> None:
    menu = hands.menu(hands.canvas.viewport(), hands.empty())
    assert entries(menu) == ["Add event here…", "Paste", "Select all", "Go to date…", "Fit selection, then all"]
    trigger(menu, "Add event here…")
    assert begun[0].endswith(" Dec 2024: ")


EVENT_MENU = ["Star this event", "Category", "Duplicate", "Cut", "Copy", "Copy with citation", "Paste", "Zoom to it", "Remove event"]  # fmt: skip  # noqa: E501


def test_an_event_has_a_menu_that_chooses_it_first(hands: Hands) -> None:
    menu = hands.menu(hands.canvas.viewport(), hands.place("Day")[0])
    assert hands.titles() == ["Day"]
    assert set(EVENT_MENU) <= set(entries(menu))
    trigger(menu, "Remove event")
    assert hands.step() == "Remove “Day”"


def test_the_menu_of_a_marked_event_means_all_that_are_marked(hands: Hands) -> None:
    hands.reading.mark([hands.event("Day").id, hands.event("Span").id])
    menu = hands.menu(hands.canvas.viewport(), hands.place("Span")[0])
    trigger(menu, "Remove event")
    assert hands.step() == "Remove 2 events"


def test_rows_of_the_list_have_the_same_menu_by_mouse_and_keyboard(hands: Hands) -> None:
    hands.click_row(0)
    rect = hands.table.visualRect(hands.table.model().index(0, 1))
    by_mouse = hands.menu(hands.table.viewport(), rect.center())
    words = entries(by_mouse)
    by_mouse.close()
    by_keyboard = hands.menu(hands.table)
    assert entries(by_keyboard) == words
    by_keyboard.close()
    on_the_timeline = hands.menu(hands.canvas)
    assert entries(on_the_timeline) == words
    on_the_timeline.close()
    for widget in (hands.table, hands.canvas):
        hands.key(Key.Key_F10, SHIFT, widget)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu) and entries(menu) == words
        menu.close()


def test_the_category_of_all_marked_is_set_from_the_menu(qtbot: QtBot, desk: Desk, homs: Path) -> None:
    hands = hands_on(qtbot, desk, homs)
    hands.reading.mark([hands.event("Meeting in Qatar").id, hands.event("Where is President Assad?").id])
    menu = hands.menu(hands.table)
    (categories,) = menu.findChildren(QMenu)
    trigger(categories, "Civilians")
    assert {event.category for event in hands.reading.marked_events} == {"civilians"}
    assert hands.step() == "Put 2 events into Civilians"
    menu.close()


WISHES = st.builds(
    lambda grip, days, copies: (grip, Shift(days=days), copies),
    st.sampled_from(Grip), st.integers(-400, 400), st.booleans(),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 63), WISHES), min_size=1, max_size=4))
def test_whatever_hands_do_is_undone_and_redone_to_the_same_bytes(
    hands: Hands, moves: list[tuple[int, int, tuple[Grip, Shift, bool]]]
) -> None:
    commands, document = MovingCommands(hands.window), hands.document
    states = [hands.content()]
    for held, others, (grip, shift, copies) in moves:
        events = document.events
        hands.reading.mark([event.id for bit, event in enumerate(events[:6]) if others >> bit & 1])
        before = document.undo_name, len(events), hands.content()
        commands.carry(Carried(events[held].id, grip, shift, copies))
        if hands.content() != before[2]:
            states.append(hands.content())
    for state in reversed(states[:-1]):
        document.undo()
        assert hands.content() == state
    for state in states[1:]:
        document.redo()
        assert hands.content() == state
    for _ in states[1:]:
        document.undo()
