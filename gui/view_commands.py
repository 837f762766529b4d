"""What the menus Edit, View and Help do to a window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui import dialogs
from gui.settings import clamp_reading_size
from gui.zone_words import ZONE_PREFIX

if TYPE_CHECKING:
    from gui.help import ManualWindow
    from gui.main_window import MainWindow
    from gui.timeline.view import TimelineView

ZOOM_STEP = 1.5
PAN_STEP_SHARE = 0.2
GROUPINGS = ("none", "category", "place", "speaker", "source", "tag")
"""What rows can be grouped by, as `gui.timeline.layout.building.Grouping` names it: that comes with the timeline."""
_PAGES = {
    "quickEntry": "quick-entry.html",
    "formPane": "editing.html",
    "tablePage": "table.html",
    "printDialog": "printing.html",
    "knowledgePane": "who-says-so.html",
}
"""The pages of the manual that F1 opens for where the focus is, by the name of what holds it."""


class ViewCommands:
    """The commands of one window that change what is shown, never the story."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._manual: ManualWindow | None = None
        self._waiting: list[Callable[[TimelineView], None]] = []

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        window = self._window
        return {
            "copy_citation": self._copy_citation,
            "find": self._find,
            "select_none": self._select_none,
            "zoom_in": self._on_timeline(lambda view: view.travel.zoom_by(ZOOM_STEP)),
            "zoom_out": self._on_timeline(lambda view: view.travel.zoom_by(1 / ZOOM_STEP)),
            "fit": self._on_timeline(lambda view: view.fit()),
            "two_times": self._show_two_times,
            "pan_left": self._on_timeline(lambda view: view.travel.pan_by(-PAN_STEP_SHARE * view.width())),
            "pan_right": self._on_timeline(lambda view: view.travel.pan_by(PAN_STEP_SHARE * view.width())),
            "go_home": self._on_timeline(lambda view: view.travel.go_home()),
            "go_end": self._on_timeline(lambda view: view.travel.go_end()),
            "back": self._on_timeline(lambda view: view.back()),
            "forward": self._on_timeline(lambda view: view.forward()),
            "go_to": self._ask_for_date,
            "measure": self._measure,
            "previous_event": lambda: window.reading.step(-1),
            "next_event": lambda: window.reading.step(1),
            "previous_position": lambda: self._step_position(-1),
            "next_position": lambda: self._step_position(1),
            "side_by_side": self._stand_side_by_side,
            **{f"group_{name}": self._group_by(name) for name in GROUPINGS},
            "next_grouping": self._group_next,
            "shut_bands": self._on_timeline(lambda view: view.bands.toggle_all()),
            "text_larger": lambda: self.set_reading_size(window.settings.reading_size + 1),
            "text_smaller": lambda: self.set_reading_size(window.settings.reading_size - 1),
            "text_normal": lambda: self.set_reading_size(0),
            "show_list": lambda shown: self._show_pane("list", shown),
            "show_detail": lambda shown: self._show_pane("detail", shown),
            "show_overview": self._show_overview,
            "next_pane": self._focus_next_pane,
            "second_axis_none": lambda _on: self._show_second_axis(""),
            "second_axis_zone": lambda _on: self._ask_for_zone(),
            "second_axis_islamic-civil": lambda _on: self._show_second_axis("islamic-civil"),
            "second_axis_persian": lambda _on: self._show_second_axis("persian"),
            "second_axis_julian": lambda _on: self._show_second_axis("julian"),
            "theme_system": lambda _on: self._set_theme("system"),
            "theme_light": lambda _on: self._set_theme("light"),
            "theme_dark": lambda _on: self._set_theme("dark"),
            "reduce_motion": self._reduce_motion,
            "full_screen": self._full_screen,
            "manual": self._show_manual,
            "shortcuts": self._show_shortcuts,
            "about": self._show_about,
        }

    def take_timeline(self, timeline: TimelineView) -> None:
        """Give the timeline, now that it is there, what was set before."""
        timeline.overview.setVisible(self._window.settings.shown("overview"))
        timeline.bands.grouped.connect(self._tick_grouping)
        self._window.actions_by_id[f"group_{timeline.bands.grouping}"].setChecked(True)
        timeline.set_reduced_motion(self._reduces_motion())
        timeline.two_times.toggled.connect(self._window.actions_by_id["two_times"].setChecked)
        timeline.canvas.ruler_toggled.connect(self._window.actions_by_id["measure"].setChecked)

    def catch_up(self, timeline: TimelineView) -> None:
        """Do what was asked of the timeline before it was there; by now it has its size and its place in time."""
        timeline.travel.bring_chosen_into_view()
        for act in self._waiting:
            act(timeline)
        self._waiting.clear()

    def show_motion(self) -> None:
        """Tick whether motion is reduced."""
        self._window.actions_by_id["reduce_motion"].setChecked(self._reduces_motion())

    def fit_event(self, event_id: str) -> None:
        """Choose an event and bring it before the reader's eyes."""
        self._window.reading.select(event_id)
        if self._window.timeline is not None:
            self._window.timeline.travel.fit_selection_then_all()

    def close_manual(self) -> None:
        """Close the manual: alone it would keep the program going."""
        if self._manual is not None:
            self._manual.close()

    def open_link(self, address: str) -> None:
        """Ask, then hand an address to the browser."""
        dialogs.ask_to_open_link(self._window, address, self._window.theme)

    def set_reading_size(self, steps: int) -> None:
        """Show the detail's text by so many steps larger than usual, and remember it."""
        steps = clamp_reading_size(steps)
        self._window.settings.reading_size = steps
        self._window.detail.set_reading_size(steps)

    def tick_second_axis(self) -> None:
        """Tick the second axis that is shown, whatever was begun and cancelled since."""
        choice = self._window.timeline.second_axis if self._window.timeline is not None else ""
        name = "zone" if choice.startswith(ZONE_PREFIX) else choice or "none"
        self._window.actions_by_id[f"second_axis_{name}"].setChecked(True)

    def _on_timeline(self, act: Callable[[TimelineView], None]) -> Callable[[], None]:
        def do() -> None:
            if self._window.timeline is not None:
                act(self._window.timeline)
            else:
                # Keys pressed before the timeline is there count as soon as it is.
                self._waiting.append(act)

        return do

    def _group_by(self, name: str) -> Callable[..., None]:
        return lambda _on=True: self._on_timeline(lambda view: view.bands.group_by(name))()

    def _group_next(self) -> None:
        view = self._window.timeline
        if view is not None:
            here = GROUPINGS.index(view.bands.grouping)
            view.bands.group_by(GROUPINGS[(here + 1) % len(GROUPINGS)])

    def _tick_grouping(self, name: str, words: str) -> None:
        self._window.actions_by_id[f"group_{name}"].setChecked(True)
        self._window.status.tell(words if name != "none" else "")

    def _measure(self, on: bool) -> None:
        self._on_timeline(lambda view: view.measure(on))()

    def _show_two_times(self, on: bool) -> None:
        self._on_timeline(lambda view: view.two_times.show(on))()
        self._window.remember_view()

    def _reduces_motion(self) -> bool:
        chosen = self._window.settings.reduce_motion
        style = self._window.style()
        return style.styleHint(style.StyleHint.SH_Widget_Animation_Duration) <= 0 if chosen is None else chosen

    def _reduce_motion(self, on: bool) -> None:
        self._window.settings.reduce_motion = on
        if self._window.timeline is not None:
            self._window.timeline.set_reduced_motion(on)

    def _copy_citation(self) -> None:
        page = self._window.detail.page
        page.copy_wished.emit(page.card_of_caret() if page.hasFocus() else -1)

    def _step_position(self, by: int) -> None:
        """Go from statement to statement of the chosen event; while it is edited there are none to be read."""
        if self._window.side.currentWidget() is self._window.detail:
            self._window.panes.show_pane("detail", True)
            self._window.detail.step_position(by)

    def _stand_side_by_side(self) -> None:
        """Draw the detail wide enough for two columns, or as it was before."""
        self._window.panes.show_pane("detail", True)
        self._window.panes.toggle_wide(self._window.detail.width_for_two_px)

    def _find(self) -> None:
        self._window.panes.show_pane("list", True)
        self._window.side_tabs.show_tab("events")
        self._window.event_list.focus_filter()

    def _select_none(self) -> None:
        box, reading = self._window.event_list.filter_edit, self._window.reading
        narrowing = reading.narrowing
        # In the filter box Escape first empties it, then leaves it; what else narrows goes after the choice.
        if not box.hasFocus():
            if reading.selected or not (narrowing.standings or narrowing.speaker):
                reading.select("")
            else:
                self._window.commands.sides.let_all_through()
        elif box.text():
            box.clear()
        elif narrowing.standings or narrowing.speaker:
            self._window.commands.sides.let_all_through()
        else:
            self._window.event_list.table.setFocus()

    def _ask_for_date(self) -> None:
        from gui.editor.habits import habits_of
        from gui.go_to import GoToDialog

        document, settings = self._window.document, self._window.settings
        dialog = GoToDialog(
            self._window, self._window.theme, lambda: habits_of(document, settings), document.count_from
        )
        dialog.chosen.connect(self._window.show_date)
        dialog.open()

    def _show_pane(self, name: str, shown: bool) -> None:
        self._window.panes.show_pane(name, shown)

    def _show_overview(self, shown: bool) -> None:
        self._window.settings.set_shown("overview", shown)
        if self._window.timeline is not None:
            self._window.timeline.overview.setVisible(shown)

    def _show_second_axis(self, choice: str) -> None:
        if self._window.timeline is not None:
            self._window.timeline.show_second_axis(choice)
            self._window.remember_view()

    def _ask_for_zone(self) -> None:
        if self._window.timeline is not None:
            zone = self._window.timeline.second_axis.removeprefix(ZONE_PREFIX)
            from gui.zone_dialog import ZoneDialog

            dialog = ZoneDialog(self._window, zone, self._window.theme)
            dialog.chosen.connect(lambda zone: self._show_second_axis(ZONE_PREFIX + zone))
            dialog.open()

    def _focus_next_pane(self) -> None:
        window = self._window
        side = window.side.currentWidget()
        last = window.detail.page if side is None or side is window.detail else side
        panes: list[QWidget] = [window.side_tabs.page, window.timeline or window.place, last]
        shown = [pane for pane in panes if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next((place for place, pane in enumerate(shown) if _holds(pane, focus)), -1)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _set_theme(self, mode: str) -> None:
        self._window.settings.theme_mode = mode
        self._window.theme.set_mode(mode)

    def _full_screen(self, on: bool) -> None:
        state = self._window.windowState()
        flag = Qt.WindowState.WindowFullScreen
        self._window.setWindowState(state | flag if on else state & ~flag)

    def _show_manual(self) -> None:
        if self._manual is None:
            from gui.help import ManualWindow

            self._manual = ManualWindow(self._window.theme)
            self._manual.link_requested.connect(self._open_manual_link)
            self._manual.move(self._window.pos() + QPoint(60, 40))
        if page := _page_on(QApplication.focusWidget()):
            self._manual.page.show_page(page)
        self._manual.show()
        self._manual.raise_()
        self._manual.activateWindow()

    def _show_shortcuts(self) -> None:
        dialogs.show_shortcuts(self._window, self._window.theme)

    def _show_about(self) -> None:
        dialogs.show_about(self._window, self._window.theme)

    def _open_manual_link(self, address: str) -> None:
        dialogs.ask_to_open_link(self._manual, address, self._window.theme)


def _holds(pane: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))


def _page_on(focus: QWidget | None) -> str:
    """Return the page of the manual about what has the focus, "" where there is none of its own."""
    while focus is not None:
        if page := _PAGES.get(focus.objectName()):
            return page
        focus = focus.parentWidget()
    return ""
