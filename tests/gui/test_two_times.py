"""The view in two times as a reader uses it: what happened across, what was said down, walked by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.theme import LIGHT
from gui.timeline.chip_list import ChipList
from gui.timeline.two_times.stance_marks import paint_stance
from gui.timeline.two_times.view import TwoTimesView
from storage.changes import PutEvent
from storage.model import Stance
from tests.conftest import StoryWriter
from tests.gui.hands import CONTROL, PLAIN, SHIFT, Hands, Key, desk, hands_on
from tests.storage.said import end_of

__all__ = ["desk"]

BBC = {"id": "bbc", "csl": {"container-title": "BBC News", "issued": {"date-parts": [[2024, 12, 9]]}}}


def said(speaker: str, stance: str, day: str, **more: Any) -> dict[str, Any]:
    return {"id": speaker, "stance": stance, "speaker": speaker, "said": day, **more}


HOMS = {
    "id": "homs",
    "title": "Who holds Homs?",
    "when": "2024-12-07T20:00",
    "statements": [
        said("Ghani", "asserts", "2024-12-07T22:00"),
        said("Ministry", "denies", "2024-12-08T09:00"),
        {"id": "b", "stance": "cannot-confirm", "source": "bbc"},
        {"id": "n", "stance": "comments", "speaker": "Nobody knows when"},
    ],
}
HAMA = {
    "id": "hama",
    "title": "Hama is lost",
    "when": "2024-12-05T06:00",
    "statements": [said("SOHR", "asserts", "2024-12-05T09:00"), said("Late", "asserts", "2024-12-20")],
}


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> Hands:
    hands = hands_on(qtbot, desk, write_story([HOMS, HAMA, {"title": "Nothing said"}], sources=[BBC]))
    hands.window.resize(1440, 900)
    hands.window.actions_by_id["two_times"].trigger()
    return hands


def view_of(hands: Hands) -> TwoTimesView:
    view = hands.view.two_times.view
    assert view is not None
    return view


def speaker_of(view: TwoTimesView, place: int) -> str:
    statement = view.statements.statement(place)
    assert statement is not None
    return statement.speaker


def shown(view: TwoTimesView) -> set[str]:
    """Return who speaks in what is to be seen."""
    both = np.concatenate((view.statements.dated, view.statements.undated)).tolist()
    return {speaker_of(view, place) for place in both}


def place_of(view: TwoTimesView, speaker: str) -> int:
    return next(place for place in range(len(view.statements.columns)) if speaker_of(view, place) == speaker)


def point_of(view: TwoTimesView, speaker: str) -> QPoint:
    columns, plane, place = view.statements.columns, view.plane(), place_of(view, speaker)
    return QPoint(round(plane.across.px(int(columns.at_s[place]))), round(plane.y(int(columns.said_s[place]))))


def test_it_takes_the_timelines_place_and_gives_it_back(hands: Hands) -> None:
    assert view_of(hands).isVisible() and not hands.canvas.isVisible()
    assert hands.view.overview.isVisible()
    hands.window.actions_by_id["two_times"].trigger()
    assert hands.canvas.isVisible() and not view_of(hands).isVisible()


def test_both_have_the_same_scale_across(hands: Hands) -> None:
    view = view_of(hands)
    assert view.width() == hands.canvas.width() == hands.view.navigator.width_px
    hands.view.navigator.jump(hands.view.navigator.scale.zoomed(3.0, 100.0))
    assert view.plane().across == hands.view.navigator.scale
    at = point_of(view, "Ghani").x()
    hands.window.actions_by_id["two_times"].trigger()
    assert round(hands.view.navigator.scale.px(int(view.statements.columns.at_s[place_of(view, "Ghani")]))) == at


def test_every_statement_has_a_mark_and_what_is_undated_stands_apart(hands: Hands) -> None:
    view = view_of(hands)
    hands.view.travel.fit_all()
    assert shown(view) == {"Ghani", "Ministry", "", "Nobody knows when", "SOHR", "Late"}
    assert [speaker_of(view, place) for place in view.statements.undated.tolist()] == ["Nobody knows when"]
    assert int(view.frame_now().marks.count.sum()) == 5


def test_earlier_said_stands_higher(hands: Hands) -> None:
    view = view_of(hands)
    heights = [point_of(view, speaker).y() for speaker in ("SOHR", "Ghani", "Ministry", "", "Late")]
    assert heights == sorted(heights) and len(set(heights)) == 5


def test_click_on_a_mark_chooses_its_event(hands: Hands) -> None:
    view = view_of(hands)
    hands.view.travel.fit_all()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(view, "Late"))
    assert hands.reading.selected == "hama"
    assert "asserted by Late, said 20 December 2024" in view.accessibleDescription()
    assert "Hama is lost" in view.accessibleDescription()


def test_click_on_a_group_of_several_events_lists_them(hands: Hands) -> None:
    view = view_of(hands)
    hands.view.travel.fit_all()
    for _ in range(12):
        view.zoom_down(0.5, 300.0)
        hands.view.navigator.jump(hands.view.navigator.scale.zoomed(0.5, 200.0))
    marks, plane = view.frame_now().marks, view.plane()
    (mark,) = np.flatnonzero(marks.count > 1).tolist()[:1]
    at = QPoint(round(float(marks.x[mark])), round(float(marks.y[mark]) + plane.top))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ChipList)
    assert popup.list.model().rowCount() == 2
    popup.close()


def test_arrows_walk_in_the_order_of_saying_or_of_what_happened(hands: Hands) -> None:
    view = view_of(hands)
    walked = []
    for _ in range(6):
        hands.key(Key.Key_Down, widget=view)
        walked.append(speaker_of(view, view._current))
    assert walked == ["SOHR", "Ghani", "Ministry", "", "Late", "Late"]
    hands.key(Key.Key_Left, widget=view)
    assert hands.reading.selected == "hama" and speaker_of(view, view._current) == "SOHR"
    hands.key(Key.Key_Right, widget=view)
    hands.key(Key.Key_Right, widget=view)
    assert hands.reading.selected == "homs"
    assert view.accessibleDescription().startswith("Statement 3 of 6: asserted by Ghani, said 7 December 2024, 22:00, ")


def test_enter_fits_the_event(hands: Hands) -> None:
    view = view_of(hands)
    hands.key(Key.Key_Down, widget=view)
    before = hands.view.navigator.scale
    hands.key(Key.Key_Return, widget=view)
    assert hands.view.navigator.scale != before


def test_nothing_said_after_the_cursor_is_there(hands: Hands) -> None:
    view, knowing = view_of(hands), hands.reading.knowing
    knowing.go_to(end_of("2024-12-07"))
    assert shown(view) == {"SOHR", "Ghani", "Nobody knows when"}
    knowing.go_to(end_of("2024-12-08"))
    assert shown(view) == {"SOHR", "Ghani", "Ministry", "Nobody knows when"}
    knowing.go_to(None)
    assert "Late" in shown(view)


def test_cursor_moves_no_mark(hands: Hands) -> None:
    view = view_of(hands)
    before = point_of(view, "SOHR")
    hands.reading.knowing.go_to(end_of("2024-12-07"))
    assert point_of(view, "SOHR") == before


def test_filter_narrows_it_as_well(hands: Hands) -> None:
    hands.reading.set_filter("Hama")
    assert shown(view_of(hands)) == {"SOHR", "Late"}


def test_edit_is_followed_and_undone(hands: Hands) -> None:
    view, event = view_of(hands), hands.event("Hama is lost")
    hands.document.apply([PutEvent(replace(event, statements=event.statements[:1]))], "Take one away")
    assert "Late" not in shown(view)
    hands.document.undo()
    assert "Late" in shown(view)


def test_times_of_saying_move_by_keys_and_all_show_again_with_fit(hands: Hands) -> None:
    view = view_of(hands)
    fitted = view.down
    for key, held in ((Key.Key_Down, SHIFT), (Key.Key_Up, CONTROL), (Key.Key_PageDown, PLAIN)):
        before = view.down
        hands.key(key, held, view)
        assert view.down != before
    hands.window.actions_by_id["fit"].trigger()
    assert view.down == fitted


def test_drag_takes_both_times_along(hands: Hands) -> None:
    view, port = view_of(hands), view_of(hands).viewport()
    down, across = view.down, hands.view.navigator.scale
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    QTest.mouseMove(port, QPoint(230, 330))
    QTest.mouseMove(port, QPoint(250, 340))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(250, 340))
    assert view.down == down.panned(-30).panned(-10)
    assert hands.view.navigator.scale == across.panned(-30).panned(-20)


def test_event_chosen_elsewhere_is_marked_and_brought_into_view(hands: Hands) -> None:
    view = view_of(hands)
    view.move_down(5000.0)
    hands.reading.select("homs")
    assert view._chosen_row >= 0
    plane = view.plane()
    assert plane.top <= point_of(view, speaker_of(view, view._current)).y() <= plane.bottom


def test_stances_differ_without_their_colours() -> None:
    pictures = set()
    for stance in Stance:
        image = QImage(40, 40, QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        painter.scale(2, 2)
        painter.translate(10, 10)
        paint_stance(painter, stance, replace(LIGHT, stances=dict.fromkeys(LIGHT.stances, "#444444")))
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(Stance)


def test_the_story_opens_in_two_times_again(qtbot: QtBot, hands: Hands, desk: Desk) -> None:
    path = hands.document.path
    assert path is not None
    hands.window.close_story()
    hands.view.two_times.show(False)
    hands.window.open_path(path)
    assert hands.view.two_times.is_on
    assert hands.window.actions_by_id["two_times"].isChecked()


def test_empty_story_says_so(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:
    hands = hands_on(qtbot, desk, write_story([{"title": "Nothing said"}]))
    hands.window.actions_by_id["two_times"].trigger()
    assert "Nobody says anything" in view_of(hands)._empty_words()


def test_statements_of_a_large_story_are_read_beside_the_window(
    qtbot: QtBot, desk: Desk, write_story: StoryWriter
) -> None:
    rows = [{"title": f"Event {number}", "when": "2024"} for number in range(10_100)]
    hands = hands_on(qtbot, desk, write_story([*rows, HOMS], sources=[BBC]))
    qtbot.waitUntil(lambda: not hands.reading.pending, timeout=20_000)
    hands.window.actions_by_id["two_times"].trigger()
    view = view_of(hands)
    qtbot.waitUntil(lambda: len(view.statements.columns) == 4, timeout=20_000)
    assert shown(view) == {"Ghani", "Ministry", "", "Nobody knows when"}
