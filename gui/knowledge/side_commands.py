"""The commands that turn the left pane to its tabs, and what those tabs are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui import actions
from gui.knowledge.narrowing_chips import NarrowingChips

if TYPE_CHECKING:
    from gui.knowledge.figure_list import FigureList
    from gui.knowledge.group_list import GroupList
    from gui.main_window import MainWindow

FIRST = "events"


class SideCommands:
    """The tabs of one window; which of them shows is remembered with the story."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.chips: NarrowingChips | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {f"tab_{name}": self._show(name) for name in ("events", "questions", "people", "figures")}

    def connect(self) -> None:
        """Add the tabs, and show with each story the one that was shown last."""
        tabs = self._window.side_tabs
        tabs.turned.connect(self._turned)
        tabs.add(FIRST, "Events", lambda: self._window.event_list)
        tabs.add("questions", "Questions", self._questions)
        tabs.add("people", "People", self._people)
        tabs.add("figures", "Figures", self._figures)
        self.chips = NarrowingChips(self._window.reading.narrowing, self._window.theme)
        tabs.put_above_pages(self.chips)
        self._window.document.opened.connect(self._restore)

    def let_all_through(self) -> None:
        """Take away what narrows list and timeline beside the words."""
        if self.chips is not None:
            self.chips.clear()

    def _questions(self) -> QWidget:
        from gui.knowledge.questions_pane import QuestionsPane

        window = self._window
        pane = QuestionsPane(window.document, window.reading, window.theme)
        pane.event_activated.connect(window.commands.views.fit_event)
        self._take_list(pane.list)
        return pane

    def _people(self) -> QWidget:
        from gui.knowledge.people_pane import PeoplePane

        window = self._window
        pane = PeoplePane(window.document, window.reading, window.theme)
        pane.event_activated.connect(window.commands.views.fit_event)
        self._take_list(pane.words)
        return pane

    def _take_list(self, events: GroupList | FigureList) -> None:
        """Let a list of what leads to events have the menu of events, and their keys."""
        window = self._window
        events.menu_wished.connect(window.commands.menus.open_for_events)
        events.addActions([window.actions_by_id[name] for name in actions.in_scope(actions.Scope.EVENTS)])

    def _show(self, name: str) -> Callable[..., None]:
        def show(_on: bool = True) -> None:
            self._window.panes.show_pane("list", True)
            self._window.side_tabs.show_tab(name)
            self._window.side_tabs.focus_page()

        return show

    def _turned(self, name: str) -> None:
        self._window.actions_by_id[f"tab_{name}"].setChecked(True)
        if self.chips is not None:
            self.chips.show_words(name != FIRST)
        path = self._window.document.path
        if path is not None:
            settings = self._window.settings
            settings.set_view(path, {**settings.view(path), "tab": name})

    def _figures(self) -> QWidget:
        from gui.knowledge.figures_pane import FiguresPane  # Not at the start: a reader asks for it.

        window = self._window
        pane = FiguresPane(window.document, window.reading, window.theme)
        pane.event_activated.connect(window.commands.views.fit_event)
        self._take_list(pane.list)
        return pane

    def _restore(self) -> None:
        path = self._window.document.path
        name = self._window.settings.view(path).get("tab") if path is not None else None
        self._window.side_tabs.show_tab(name if name in self._window.side_tabs.names else FIRST)
