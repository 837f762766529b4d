"""The commands for many events at once, and for what belongs to the whole story."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_NEED_EVENTS = ("change_events", "find_and_replace")
_ACTIONS = (*_NEED_EVENTS, "story_data", "categories")


class BulkCommands:
    """Opens the dialogs that change many events, the categories and the story's data; each is loaded when wanted."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            "change_events": self.change_events,
            "find_and_replace": self.find_and_replace,
            "categories": self.categories,
            "story_data": self.story_data,
        }

    def connect(self) -> None:
        """Keep the actions in step with the story."""
        document = self._window.document
        for signal in (document.opened, document.changed, document.access_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Let only be asked for what can be done."""
        document = self._window.document
        for name in _ACTIONS:
            can_be = not document.read_only and (name not in _NEED_EVENTS or document.event_count > 0)
            self._window.actions_by_id[name].setEnabled(can_be)

    def change_events(self) -> None:
        """Ask what is to be alike in many events."""
        from gui.editor.change_dialog import ChangeEventsDialog

        window = self._window
        ChangeEventsDialog(window, window.document, window.reading, window.theme).open()

    def find_and_replace(self) -> None:
        """Ask what is to be found and replaced."""
        from gui.editor.replace_dialog import ReplaceDialog

        window = self._window
        ReplaceDialog(window, window.document, window.reading, window.theme).open()

    def categories(self) -> None:
        """Show the categories, to be edited."""
        from gui.editor.categories_dialog import CategoriesDialog

        window = self._window
        CategoriesDialog(window, window.document, window.theme).open()

    def story_data(self) -> None:
        """Ask for the story's own data."""
        from gui.editor.story_dialog import StoryDialog

        window = self._window
        StoryDialog(window, window.document, window.theme).open()
