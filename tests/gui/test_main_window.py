import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import ACTIONS, Scope, key_sequences
from gui.app import Desk
from gui.go_to import GoToDialog
from gui.help import ManualWindow
from gui.main_window import MainWindow
from gui.settings import Settings
from gui.theme import DARK, LIGHT, Theme
from storage.dates import bounds, parse
from tests.conftest import ROOT, StoryWriter

Key = Qt.Key


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "settings.ini")


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme("light")


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, settings: Settings, theme: Theme) -> Iterator[Desk]:
    desk = Desk(qapp, settings, theme)
    yield desk
    desk.leave()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, story_path: Path) -> MainWindow:
    """Return a window that shows the small story, its timeline in place."""
    desk.start([story_path])
    return ready(qtbot, desk.windows[0])


def ready(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: window.timeline is not None)
    window.activateWindow()
    qtbot.waitActive(window).__enter__()
    return window


def press(qtbot: QtBot, widget: QWidget, key: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key, held)


def selected_title(window: MainWindow) -> str:
    event = window.reading.chosen
    return event.title if event else ""


def test_a_window_without_a_story_shows_the_start_page(desk: Desk) -> None:
    desk.start([])
    window = desk.windows[0]
    assert window.start_page.isVisible()
    assert not window.header.isVisible() and not window.status.isVisible()
    assert not window.actions_by_id["go_to"].isEnabled()


def test_an_opened_story_tells_its_title_and_how_much_is_in_it(window: MainWindow) -> None:
    assert window.panes.isVisible()
    assert window.windowTitle().startswith("A small story")
    assert window.header.title.text() == "A small story"
    assert window.header.counts.text() == "3 events · 2 statements · 2 sources"
    assert window.status.state.text().startswith("All changes saved")
    assert window.status.state.text().endswith("UTC")


def test_the_filter_takes_letters_that_are_shortcuts_elsewhere(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    before = window.timeline.view_state()
    press(qtbot, window.event_list.table, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    box = window.event_list.filter_edit
    assert box.hasFocus()
    qtbot.keyClicks(box, "waft. s,d?/+-")
    assert box.text() == "waft. s,d?/+-"
    assert window.reading.text == "waft. s,d?/+-"
    assert window.timeline.view_state() == before


@pytest.mark.parametrize("pane", ["list", "timeline", "detail"])
def test_comma_and_full_stop_step_through_events_from_every_pane(qtbot: QtBot, window: MainWindow, pane: str) -> None:
    assert window.timeline is not None
    focus = {"list": window.event_list.table, "timeline": window.timeline.canvas, "detail": window.detail.page}[pane]
    for key, title in ((Key.Key_Period, "First"), (Key.Key_Period, "Second"), (Key.Key_Comma, "First")):
        press(qtbot, focus, key)
        assert selected_title(window) == title


@pytest.mark.parametrize("key", [Key.Key_W, Key.Key_S, Key.Key_Plus, Key.Key_Minus, Key.Key_A, Key.Key_D])
def test_keys_move_the_timeline_while_the_focus_is_in_the_list(qtbot: QtBot, window: MainWindow, key: Key) -> None:
    assert window.timeline is not None
    before = window.timeline.view_state()
    press(qtbot, window.event_list.table, key)
    assert window.timeline.view_state() != before


def test_w_zooms_in_and_s_zooms_out(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    start = window.timeline.view_state()["seconds_per_px"]
    press(qtbot, window.event_list.table, Key.Key_W)
    nearer = window.timeline.view_state()["seconds_per_px"]
    press(qtbot, window.event_list.table, Key.Key_S)
    assert nearer < start
    assert window.timeline.view_state()["seconds_per_px"] > nearer


def test_d_moves_to_later(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    before = int(window.timeline.view_state()["origin"])
    press(qtbot, window.detail.page, Key.Key_D)
    assert int(window.timeline.view_state()["origin"]) > before


def test_down_begins_with_the_first_event(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window.event_list.table, Key.Key_Down)
    assert selected_title(window) == "First"
    press(qtbot, window.event_list.table, Key.Key_Down)
    assert selected_title(window) == "Second"


def test_home_and_end_move_in_the_list_where_the_list_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window.event_list.table, Key.Key_End)
    assert selected_title(window) == "Third"
    press(qtbot, window.event_list.table, Key.Key_Home)
    assert selected_title(window) == "First"


def test_home_moves_the_timeline_where_it_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    window.show_date(parse("2024-12-08"))
    before = int(window.timeline.view_state()["origin"])
    press(qtbot, window.timeline.canvas, Key.Key_Home)
    assert int(window.timeline.view_state()["origin"]) < before
    assert selected_title(window) == ""


def test_alt_left_leads_back_to_the_view_before(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    before = window.timeline.view_state()
    window.show_date(parse("2011-03"))
    press(qtbot, window.event_list.table, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.timeline.view_state() == before


def test_escape_empties_the_filter_then_leaves_it_then_selects_none(qtbot: QtBot, window: MainWindow) -> None:
    box, table = window.event_list.filter_edit, window.event_list.table
    press(qtbot, table, Key.Key_Period)
    box.setFocus()
    qtbot.keyClicks(box, "first")
    qtbot.keyClick(box, Key.Key_Escape)
    assert box.text() == "" and box.hasFocus()
    qtbot.keyClick(box, Key.Key_Escape)
    assert table.hasFocus()
    qtbot.keyClick(table, Key.Key_Escape)
    assert selected_title(window) == ""


def test_f6_goes_from_pane_to_pane(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    window.event_list.table.setFocus()
    panes = [window.timeline.canvas, window.detail.page, window.event_list.table]
    for pane in panes:
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_F6)
        assert pane.hasFocus()


def test_an_open_menu_keeps_its_letters(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    before = window.timeline.view_state()
    window.event_list.table.setFocus()
    menu: QMenu = window.menus.submenus["theme"]
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.keyClick(menu, Key.Key_D)
    assert window.timeline.view_state() == before
    assert window.theme.mode == "dark"


def test_the_theme_changes_at_once_and_is_remembered(window: MainWindow, settings: Settings) -> None:
    window.actions_by_id["theme_dark"].trigger()
    assert window.theme.palette is DARK
    assert settings.theme_mode == "dark"
    window.actions_by_id["theme_light"].trigger()
    assert window.theme.palette is LIGHT


def test_the_text_of_the_detail_grows_and_that_is_remembered(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(2):
        window.actions_by_id["text_larger"].trigger()
    assert window.detail.reading_size == 2
    window.actions_by_id["text_normal"].trigger()
    assert window.detail.reading_size == 0 == window.settings.reading_size


@pytest.mark.parametrize("pane", ["list", "detail", "overview"])
def test_a_pane_can_be_hidden_and_shown_again(window: MainWindow, pane: str) -> None:
    assert window.timeline is not None
    widget = {"list": window.event_list, "detail": window.detail, "overview": window.timeline.overview}[pane]
    action = window.actions_by_id[f"show_{pane}"]
    action.trigger()
    assert not widget.isVisible() and not window.settings.shown(pane)
    action.trigger()
    assert widget.isVisible() and widget.width() > 100 and window.settings.shown(pane)


def test_a_pane_that_was_dragged_shut_comes_back_by_its_key(window: MainWindow) -> None:
    sizes = window.panes.sizes()
    window.panes.setSizes([0, sizes[0] + sizes[1], sizes[2]])
    window.panes.splitterMoved.emit(0, 1)
    assert not window.actions_by_id["show_list"].isChecked()
    window.actions_by_id["show_list"].trigger()
    assert window.panes.sizes()[0] > 100


def test_a_view_is_found_again_when_its_story_is_opened_again(
    qtbot: QtBot, window: MainWindow, story_path: Path
) -> None:
    assert window.timeline is not None
    press(qtbot, window.event_list.table, Key.Key_Period)
    window.show_date(parse("2017-05"))
    view = window.timeline.view_state()
    window.actions_by_id["close"].trigger()
    assert window.start_page.isVisible()
    assert window.open_path(story_path)
    assert window.timeline.view_state() == view
    assert selected_title(window) == "First"


def test_the_next_sitting_shows_the_stories_of_the_last(
    qtbot: QtBot, qapp: QApplication, settings: Settings, theme: Theme, write_story: StoryWriter
) -> None:
    paths = [write_story([{}], name=f"{name}.timeline.json") for name in ("one", "two")]
    first = Desk(qapp, settings, theme)
    first.start(paths)
    assert [window.document.path for window in first.windows] == paths
    first.leave()
    assert first.windows == []
    second = Desk(qapp, settings, theme)
    second.start([])
    assert [window.document.path for window in second.windows] == paths
    second.leave()


def test_a_story_that_has_gone_is_named_and_nothing_else_happens(
    desk: Desk, settings: Settings, tmp_path: Path
) -> None:
    settings.session_files = [tmp_path / "gone.timeline.json"]
    desk.start([])
    assert desk.windows[0].start_page.isVisible()
    assert "gone.timeline.json" in desk.windows[0].message_bar.label.text()


def test_a_closed_window_does_not_come_back_while_another_is_open(
    desk: Desk, settings: Settings, write_story: StoryWriter
) -> None:
    paths = [write_story([{}], name=f"{name}.timeline.json") for name in ("one", "two")]
    desk.start(paths)
    desk.windows[0].close()
    assert settings.session_files == [paths[1]]
    desk.windows[0].close()
    assert settings.session_files == [paths[1]]


def test_the_theme_changes_also_after_a_window_was_closed(desk: Desk, story_path: Path, theme: Theme) -> None:
    desk.start([story_path])
    desk.new_window().close()
    QApplication.processEvents()
    theme.set_mode("dark")
    assert theme.palette is DARK


def visible_manuals() -> list[ManualWindow]:
    # Those of earlier tests may still wait to be deleted.
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ManualWindow) and each.isVisible()]


def test_the_manual_goes_with_its_window(desk: Desk, story_path: Path) -> None:
    desk.start([story_path])
    desk.windows[0].actions_by_id["manual"].trigger()
    (manual,) = visible_manuals()
    desk.windows[0].close()
    assert not manual.isVisible()


def test_the_manual_opens_on_the_page_about_what_one_writes_in(qtbot: QtBot, desk: Desk, story_path: Path) -> None:
    desk.start([story_path])
    window = desk.windows[0]
    with qtbot.waitActive(window):
        window.activateWindow()
    window.actions_by_id["new_event"].trigger()
    window.actions_by_id["manual"].trigger()
    assert [each.page.source().fileName() for each in visible_manuals()] == ["quick-entry.html"]


def test_no_two_actions_share_a_key_on_any_platform() -> None:
    # A standard key may have others on another system, where one of them would mute both actions.
    bindings = {
        spec.id: {
            sequence.toString()
            for key in (*spec.keys, *spec.also)
            for sequence in (
                QKeySequence.keyBindings(key) if isinstance(key, QKeySequence.StandardKey) else [QKeySequence(key)]
            )
        }
        for spec in ACTIONS
    }
    keys = [key for found in bindings.values() for key in found]
    assert sorted(keys) == sorted(set(keys))
    standard = {key for spec in ACTIONS for key in spec.keys if isinstance(key, QKeySequence.StandardKey)}
    assert QKeySequence.StandardKey.Deselect not in standard


def test_a_story_that_is_open_already_is_not_opened_twice(desk: Desk, story_path: Path) -> None:
    desk.start([story_path])
    desk.open_apart(story_path)
    other = desk.windows[0]
    other.window_requested.emit(None)
    desk.open(story_path, desk.windows[1])
    assert desk.windows[1].document.path is None


def test_a_file_dropped_on_the_window_is_opened(window: MainWindow, write_story: StoryWriter) -> None:
    other = write_story([{"title": "Only one"}], about={"title": "Dropped"}, name="dropped.timeline.json")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    assert window.header.title.text() == "Dropped"


def test_a_file_that_is_no_story_is_told_in_words_and_the_story_shown_stays(window: MainWindow, tmp_path: Path) -> None:
    bad = tmp_path / "bad.timeline.json"
    bad.write_text("[1, 2")
    assert not window.open_path(bad)
    dialog = window.findChild(QDialog, "rescueDialog")
    assert dialog is not None and dialog.isVisible()
    assert window.header.title.text() == "A small story"
    assert bad.read_text() == "[1, 2"
    dialog.reject()


def test_problems_of_a_file_are_told_and_can_be_read(desk: Desk, write_story: StoryWriter) -> None:
    path = write_story([{"when": "2024-13"}, {"title": "Fine"}])
    desk.start([path])
    window = desk.windows[0]
    assert window.message_bar.isVisible()
    window.message_bar.details.click()
    dialog = window.findChild(QDialog, "detailsDialog")
    assert dialog is not None
    box = dialog.findChild(QPlainTextEdit)
    assert box is not None and "2024-13" in box.toPlainText()
    dialog.reject()
    window.message_bar.dismiss.click()
    assert not window.message_bar.isVisible()


def test_a_story_of_a_newer_format_is_read_only_and_says_so(desk: Desk, write_story: StoryWriter) -> None:
    desk.start([write_story([{}], about={"format": 2})])
    window = desk.windows[0]
    assert window.status.state.text().startswith("Read-only")
    assert "newer" in window.message_bar.label.text()
    assert not window.message_bar.details.isVisible()


def test_a_story_without_events_shows_a_calm_word(desk: Desk, write_story: StoryWriter) -> None:
    desk.start([write_story()])
    assert desk.windows[0].place.hint.isVisible()
    assert desk.windows[0].place.hint.text().startswith("This story has no events yet.")


def test_text_from_a_file_stays_plain_text(desk: Desk, write_story: StoryWriter) -> None:
    desk.start([write_story([{}], about={"title": "<b>bold</b> \u202egnirts"})])
    title = desk.windows[0].header.title
    assert title.textFormat() == Qt.TextFormat.PlainText
    assert title.text() == "<b>bold</b> ⟨U+202E⟩gnirts"


def test_a_date_of_the_command_line_is_shown_once_the_timeline_is_there(
    qtbot: QtBot, desk: Desk, story_path: Path
) -> None:
    desk.start([story_path], parse("1999"))
    window = ready(qtbot, desk.windows[0])
    assert window.timeline is not None
    scale, width_px = window.timeline.navigator.target, window.timeline.canvas.width()
    middle_s = bounds("1999-07-02").earliest_s
    assert middle_s is not None and abs(scale.px(middle_s) - width_px / 2) < width_px / 20


def test_a_copy_of_the_story_is_saved_elsewhere(window: MainWindow, story_path: Path, tmp_path: Path) -> None:
    window.commands.files.save_copy_to(tmp_path / "copy.timeline.json")
    assert (tmp_path / "copy.timeline.json").read_bytes() == story_path.read_bytes()
    assert "copy.timeline.json" in window.message_bar.label.text()
    assert window.document.path == story_path


def test_copy_without_a_selection_copies_the_event(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window.event_list.table, Key.Key_Period)
    press(qtbot, window.event_list.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "March 2011: First"


def test_copy_with_citation_adds_the_sources(qtbot: QtBot, window: MainWindow) -> None:
    window.reading.select(window.document.events[1].id)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window.event_list.table, Key.Key_C, held)
    assert "One says" in QApplication.clipboard().text()


def test_recent_stories_are_in_the_menu_and_can_be_cleared(window: MainWindow, story_path: Path) -> None:
    menu = window.menus.submenus["open_recent"]
    menu.aboutToShow.emit()
    entries = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert entries == [story_path.name, "&Clear"]
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]


def test_widths_and_geometry_come_back(qapp: QApplication, desk: Desk, window: MainWindow, settings: Settings) -> None:
    window.resize(770, 560)
    window.panes.setSizes([190, 300, 266])
    qapp.processEvents()
    widths = window.panes.sizes()
    path = window.document.path
    assert path is not None
    desk.leave()
    desk.start([path])
    qapp.processEvents()
    assert desk.windows[0].size().toTuple() == (770, 560)
    assert desk.windows[0].panes.sizes() == widths


def test_every_action_is_in_the_table_and_no_key_means_two_things(window: MainWindow) -> None:
    seen: dict[tuple[str, str], str] = {}
    for spec in ACTIONS:
        if spec.submenu:
            continue
        assert isinstance(window.actions_by_id[spec.id], QAction)
        for keys in key_sequences((*spec.keys, *spec.also)):
            text = keys.toString(QKeySequence.SequenceFormat.PortableText)
            place = (text, "timeline" if spec.scope is Scope.TIMELINE else "")
            assert place not in seen, f"{text}: {spec.id} and {seen.get(place)}"
            seen[place] = spec.id


def test_access_keys_of_a_menu_are_each_used_once() -> None:
    for menu in {spec.menu for spec in ACTIONS}:
        keys = [spec.text[spec.text.index("&") + 1].lower() for spec in ACTIONS if spec.menu == menu]
        assert len(keys) == len(set(keys)), f"{menu}: {sorted(keys)}"


def test_the_window_is_there_before_numpy_and_pyqtgraph_are_loaded() -> None:
    code = "import sys, gui.app; sys.exit(any(name in sys.modules for name in ('numpy', 'pyqtgraph', 'babel.dates')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_motion_is_reduced_from_the_menu_and_stays_so(window: MainWindow, settings: Settings, theme: Theme) -> None:
    assert window.timeline is not None and window.timeline.navigator.animated
    window.actions_by_id["reduce_motion"].trigger()
    assert not window.timeline.navigator.animated
    assert MainWindow(settings, theme).actions_by_id["reduce_motion"].isChecked()


def test_the_ruler_is_begun_and_ended_by_its_key(qtbot: QtBot, window: MainWindow) -> None:
    assert window.timeline is not None
    press(qtbot, window.event_list.table, Key.Key_M)
    assert window.actions_by_id["measure"].isChecked()
    assert window.timeline.canvas.hasFocus()
    qtbot.keyClick(window.timeline.canvas, Key.Key_Right)
    qtbot.waitUntil(lambda: "Ruler: about " in window.status.state.text())
    qtbot.keyClick(window.timeline.canvas, Key.Key_Escape)
    assert not window.actions_by_id["measure"].isChecked()


def test_keys_pressed_before_the_timeline_is_there_are_not_lost(qtbot: QtBot, desk: Desk, story_path: Path) -> None:
    desk.start([story_path])
    window = desk.windows[0]
    window.activateWindow()
    assert window.timeline is None
    window.commands.views.handlers()["zoom_in"]()
    for _ in range(2):
        window.actions_by_id["next_event"].trigger()
    ready(qtbot, window)
    assert window.timeline is not None
    assert selected_title(window) == "Second"
    picture = window.timeline.canvas.picture()
    assert picture is not None and len(picture.selected) == 1
    zoomed = window.timeline.navigator.target.seconds_per_px
    window.timeline.travel.fit_all()
    assert window.timeline.navigator.target.seconds_per_px > zoomed


def test_the_order_of_typed_dates_is_chosen_in_the_menu(window: MainWindow, settings: Settings) -> None:
    actions = window.actions_by_id
    assert actions["date_order_ask"].isChecked() and actions["century_recent"].isChecked()
    actions["date_order_month-first"].trigger()
    actions["century_ask"].trigger()
    assert (settings.date_order, settings.asks_for_century) == ("month-first", True)
    settings.date_order = "day-first"
    window.menus.submenus["typed_dates"].aboutToShow.emit()
    assert actions["date_order_day-first"].isChecked() and not actions["date_order_month-first"].isChecked()


def test_go_to_date_asks_once_from_which_day_saturday_counts(qtbot: QtBot, window: MainWindow) -> None:
    for number in range(2):
        window.actions_by_id["go_to"].trigger()
        dialog = window.findChildren(GoToDialog)[-1]
        qtbot.keyClicks(dialog.edit, "Saturday")
        if not number:
            assert not dialog.go.isEnabled()
            qtbot.keyClicks(dialog.field.basis_edit, "8 Dec 2024")
        assert dialog.go.isEnabled() and "7 December 2024" in dialog.understood.text()
        with qtbot.waitSignal(dialog.chosen):
            qtbot.keyClick(dialog.edit, Key.Key_Return)
    window.document.close()
    assert window.document.counted_from == ""
