"""The commands that turn the left pane to its tabs, and what those tabs are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.main_window import MainWindow

FIRST = "events"


class SideCommands:
    """The tabs of one window; which of them shows is remembered with the story."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {f"tab_{name}": self._show(name) for name in ("events", "figures")}

    def connect(self) -> None:
        """Add the tabs, and show with each story the one that was shown last."""
        tabs = self._window.side_tabs
        tabs.turned.connect(self._turned)
        tabs.add(FIRST, "Events", lambda: self._window.event_list)
        tabs.add("figures", "Figures", self._figures)
        self._window.document.opened.connect(self._restore)

    def _show(self, name: str) -> Callable[..., None]:
        def show(_on: bool = True) -> None:
            self._window.panes.show_pane("list", True)
            self._window.side_tabs.show_tab(name)
            self._window.side_tabs.focus_page()

        return show

    def _turned(self, name: str) -> None:
        self._window.actions_by_id[f"tab_{name}"].setChecked(True)
        path = self._window.document.path
        if path is not None:
            settings = self._window.settings
            settings.set_view(path, {**settings.view(path), "tab": name})

    def _figures(self) -> QWidget:
        from gui.knowledge.figures_pane import FiguresPane  # Not at the start: a reader asks for it.

        window = self._window
        pane = FiguresPane(window.document, window.reading, window.theme)
        pane.event_activated.connect(window.commands.views.fit_event)
        return pane

    def _restore(self) -> None:
        path = self._window.document.path
        name = self._window.settings.view(path).get("tab") if path is not None else None
        self._window.side_tabs.show_tab(name if name in self._window.side_tabs.names else FIRST)
