"""Before a denial was made it appears nowhere: timeline, list, pane, search, counts, print, command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import main as program
from gui.app import Desk
from gui.standing_legend import StandingLegend
from storage.dates import bounds
from tests.conftest import StoryWriter
from tests.gui.hands import Hands, desk, hands_on
from tests.test_command_line_known import AFTER, BEFORE, DENIAL, EVENT, story
from tests.test_command_line_print import text_of

__all__ = ["desk", "story"]
ONLY_DENIED = {"title": "Homs is quiet", "when": "2024-12-07"}
ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, story: Path) -> Hands:
    made = hands_on(qtbot, desk, story)
    made.reading.knowing.prepare()
    return made


def look_from(hands: Hands, day: str) -> None:
    hands.reading.knowing.go_to(bounds(day, hands.reading.knowing.zone).latest_s)


def words_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from words_below(widget.model(), QModelIndex())


def words_below(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(model.rowCount(parent)):
        # A list keeps the number of its columns to itself.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)):
            index = model.index(row, column, parent)
            # What the panes beside the list draw is told by roles of their own.
            own = range(Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 5)
            yield from (str(index.data(role) or "") for role in (*ROLES, *own))
            yield from words_below(model, index)


def in_window(hands: Hands) -> str:
    """Return every word in the window: of its widgets, of its lists, and of what the timeline paints."""
    # What the legend and the menu name are all the ways to stand that there are.
    widgets = [one for one in hands.window.findChildren(QWidget) if not isinstance(one, StandingLegend | QMenu)]
    widgets.append(hands.window)
    painted: list[str] = []
    picture = hands.picture()
    for event in picture.frame.events.tolist():
        words = picture.words(int(picture.columns.row[event]))
        painted += [words.title, words.line, words.date, words.standing.value if words.standing else ""]
    return "\n".join([*(word for widget in widgets for word in words_of(widget)), *painted])


def on_command_line(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    program.main([str(argument) for argument in arguments])
    return capsys.readouterr().out


def test_in_the_window_it_is_nowhere_before_and_there_afterwards(hands: Hands) -> None:
    hands.reading.select(EVENT)
    look_from(hands, BEFORE)
    shown = in_window(hands)
    assert [word for word in DENIAL if word in shown] == []
    assert "more than 800" in shown and "Ghani" in shown
    look_from(hands, AFTER)
    assert [word for word in DENIAL if word not in in_window(hands)] == []


@pytest.mark.parametrize("tab", ["questions", "people", "figures"])
def test_in_no_tab_of_the_left_pane_and_in_no_two_times_it_is_there_before(hands: Hands, tab: str) -> None:
    look_from(hands, AFTER)
    for name in (f"tab_{tab}", "two_times"):
        hands.window.actions_by_id[name].trigger()
    hands.reading.select(EVENT)
    hands.qtbot.wait(10)
    page, plane = hands.window.side_tabs.page, hands.view.two_times.view
    assert plane is not None
    for day, is_there in ((AFTER, True), (BEFORE, False), (AFTER, True)):
        look_from(hands, day)
        hands.qtbot.wait(10)
        words = "\n".join(word for widget in (page, *page.findChildren(QWidget)) for word in words_of(widget))
        assert ("Ministry" in words) == is_there
        assert (len(plane.statements.dated) == 2) == is_there
        assert [word for word in DENIAL if word in in_window(hands)] == [] or is_there


@pytest.mark.parametrize("words", ["stable safe", "ministry", "gazette"])
def test_a_search_finds_it_only_afterwards(hands: Hands, words: str) -> None:
    look_from(hands, BEFORE)
    hands.qtbot.keyClicks(hands.window.event_list.filter_edit, words)
    assert (hands.table.model().rowCount(), len(hands.picture().frame.events)) == (0, 0)
    look_from(hands, AFTER)
    assert (hands.table.model().rowCount(), len(hands.picture().frame.events)) == (1, 1)


def test_the_counts_count_it_only_afterwards(hands: Hands) -> None:
    look_from(hands, BEFORE)
    assert "1 event, 1 statement" in hands.window.known_banner.counts.text()
    look_from(hands, AFTER)
    assert "1 event, 2 statements" in hands.window.known_banner.counts.text()


@pytest.mark.parametrize("style", ["booklet", "poster", "list"])
def test_on_paper_it_is_only_afterwards(
    qapp: QApplication, story: Path, style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = {}
    for day in (BEFORE, AFTER):
        out = tmp_path / f"{day}.pdf"
        on_command_line(capsys, "print", story, "-o", out, "--style", style, "--as-of", day)
        printed[day] = text_of(out).casefold()
    assert [word for word in DENIAL if word.casefold() in printed[BEFORE]] == []
    assert "contested" in printed[AFTER]
    planned = on_command_line(capsys, "plan", story, "--style", style, "--as-of", BEFORE)
    assert [word for word in DENIAL if word in planned and not word.isdigit()] == []


@pytest.mark.parametrize("words", ["stable safe", "ministry", "gazette"])
def test_a_search_for_print_finds_it_only_afterwards(
    qapp: QApplication, story: Path, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for day, count in ((BEFORE, 0), (AFTER, 1)):
        planned = json.loads(on_command_line(capsys, "plan", story, "--search", words, "--as-of", day))
        assert planned["plans"][0]["events"] == count


def test_it_is_not_in_the_file_that_travels_with_the_paper(
    qapp: QApplication, story: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day in (BEFORE, AFTER):
        out = tmp_path / f"{day}.pdf"
        on_command_line(capsys, "print", story, "-o", out, "--as-of", day, "--attach-story")
        with pikepdf.open(out) as pdf:
            ((name, attached),) = pdf.attachments.items()
            content = attached.get_file().read_bytes()
        assert name != story.name
        assert all((word.encode() in content) is (day == AFTER) for word in ("Ministry", "stable and safe", "Gazette"))
        copy = tmp_path / "copy.timeline.json"
        copy.write_bytes(content)
        rows = json.loads(on_command_line(capsys, "list", copy, "--json"))
        assert [row["title"] for row in rows] == ["Homs falls"]


def test_an_event_of_which_nothing_had_been_said_is_nowhere(
    qtbot: QtBot, desk: Desk, write_story: StoryWriter, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {"id": "one", "stance": "asserts", "speaker": "Ministry", "said": AFTER}
    path = write_story([ONLY_DENIED | {"statements": [said]}, {"title": "War begins", "when": "2011"}])
    hands = hands_on(qtbot, desk, path)
    hands.reading.select(hands.event("Homs is quiet").id)
    look_from(hands, BEFORE)
    assert "Homs is quiet" not in in_window(hands)
    assert hands.table.model().rowCount() == 1 and hands.window.event_list.count_text() == "1"
    hands.window.close()
    rows = json.loads(on_command_line(capsys, "list", path, "--as-of", BEFORE, "--json"))
    assert [row["title"] for row in rows] == ["War begins"]
