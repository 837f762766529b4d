"""The commands of one window, in sets: each set says what its actions do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from gui.clipboard_commands import ClipboardCommands
from gui.context_menu import ContextMenus
from gui.date_commands import DateCommands
from gui.edit_commands import EditCommands
from gui.editor.bulk_commands import BulkCommands
from gui.editor.entry_commands import EntryCommands
from gui.editor.form_commands import FormCommands
from gui.editor.source_commands import SourceCommands
from gui.editor.table_commands import TableCommands
from gui.file_commands import FileCommands
from gui.knowledge.known_commands import KnownCommands
from gui.knowledge.side_commands import SideCommands
from gui.knowledge.standing_commands import StandingCommands
from gui.moving_commands import MovingCommands
from gui.printing.print_commands import PrintCommands
from gui.view_commands import ViewCommands

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.timeline.view import TimelineView


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
        self.clipboard = ClipboardCommands(window)
        self.moving = MovingCommands(window)
        self.menus = ContextMenus(window)
        self.bulk = BulkCommands(window)
        self.dates = DateCommands(window)
        self.sources = SourceCommands(window)
        self.entries = EntryCommands(window)
        self.tables = TableCommands(window)
        self.forms = FormCommands(window)
        self.known = KnownCommands(window)
        self.standings = StandingCommands(window)
        self.sides = SideCommands(window)
        self.printing = PrintCommands(window)
        self._all: tuple[CommandSet, ...] = (
            self.files,
            self.views,
            self.edits,
            self.clipboard,
            self.moving,
            self.menus,
            self.bulk,
            self.dates,
            self.sources,
            self.entries,
            self.tables,
            self.forms,
            self.known,
            self.standings,
            self.sides,
            self.printing,
        )
        self._followers: tuple[Follower, ...] = (
            self.edits,
            self.clipboard,
            self.menus,
            self.bulk,
            self.dates,
            self.entries,
            self.tables,
            self.forms,
            self.known,
            self.standings,
            self.sides,
            self.printing,
        )

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what every action of the window does, by its id."""
        return self.known.leaving({name: act for each in self._all for name, act in each.handlers().items()})

    def connect(self) -> None:
        """Let every set follow the story."""
        for each in self._followers:
            each.connect()

    def take_timeline(self, timeline: TimelineView) -> None:
        """Let the sets that act on the timeline have it, now that it is there."""
        self.views.take_timeline(timeline)
        self.moving.take_timeline(timeline)
        self.menus.take_timeline(timeline)
