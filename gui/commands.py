"""The commands of one window, in sets: each set says what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from gui.edit_commands import EditCommands
from gui.editor.table_commands import TableCommands
from gui.file_commands import FileCommands
from gui.view_commands import ViewCommands

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class CommandSet(Protocol):
    """What some of a window's actions do."""

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""


class Follower(Protocol):
    """A set whose actions depend on the story and on what is chosen."""

    def connect(self) -> None:
        """Follow them; called once, when the window is built."""


class Commands:
    """All sets of one window; a new set is one line here."""

    def __init__(self, window: MainWindow) -> None:
        self.files = FileCommands(window)
        self.views = ViewCommands(window)
        self.edits = EditCommands(window)
        self.tables = TableCommands(window)

    @property
    def _all(self) -> list[CommandSet]:
        return [self.files, self.views, self.edits, self.tables]

    @property
    def _followers(self) -> list[Follower]:
        return [self.edits, self.tables]

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what every action of the window does, by its id."""
        return {name: handler for each in self._all for name, handler in each.handlers().items()}

    def connect(self) -> None:
        """Let every set follow the story."""
        for each in self._followers:
            each.connect()
