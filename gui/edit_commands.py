"""What the menus Edit and Event do to the story of a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox

from gui import dialogs
from gui.reading import MOST_MARKED
from gui.step_words import shortened, these
from gui.text import one_line
from storage.changes import PutEvent, RemoveEvent
from storage.errors import TimelineError
from storage.model import Event

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_MOST_ROWS_NOW = 5_000


class EditCommands:
    """The commands of one window that change the story, and take that back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            "undo": self._undo,
            "redo": self._redo,
            "clear_history": self._ask_to_clear_history,
            "star": lambda _on: self._star(),
            "remove_event": self._remove,
        }

    def connect(self) -> None:
        """Keep the actions in step with the story."""
        document = self._window.document
        for signal in (document.opened, document.changed, document.history_changed, document.access_changed):
            signal.connect(self.refresh)
        self._window.reading.marked_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what can be done now: the names of the steps, and whether the chosen event has a star."""
        actions, document = self._window.actions_by_id, self._window.document
        reading = self._window.reading
        there = bool(reading.marked) and not document.read_only
        for action, verb, name in (
            ("undo", "&Undo", document.undo_name),
            ("redo", "&Redo", document.redo_name),
        ):
            actions[action].setText(f"{verb} {_in_menu(name)}" if name else verb)
            actions[action].setEnabled(bool(name))
        actions["clear_history"].setEnabled(bool(document.undo_name or document.redo_name))
        for action in ("star", "remove_event"):
            actions[action].setEnabled(there)
        # One by one: the first without a star is answer enough, and there may be thousands.
        found = map(document.find_event, reading.marked)
        actions["star"].setChecked(there and all(event is not None and event.starred for event in found))

    def _undo(self) -> None:
        file = self._window.document.file
        if file is not None and self._is_long(file.undo_size):
            self._take_back_beside("That cannot be undone", "Undone", file.undo_name, file.undo)
            return
        self._attempt("That cannot be undone", lambda: self._show(self._window.document.undo()))

    def _redo(self) -> None:
        file = self._window.document.file
        if file is not None and self._is_long(file.redo_size):
            self._take_back_beside("That cannot be done again", "Redone", file.redo_name, file.redo)
            return
        self._attempt("That cannot be done again", lambda: self._show(self._window.document.redo()))

    def _is_long(self, rows: int) -> bool:
        return self._window.document.is_large and rows > _MOST_ROWS_NOW

    def _take_back_beside(self, heading: str, done: str, name: str, work: Callable[[], str]) -> None:
        """Take a step of very many events back, or make it again, in a thread."""
        from gui.editor.taking_back import TakingBack  # It is rarely needed.

        TakingBack(self._window, heading, f"{done}: {name}", work).open()

    def _star(self) -> None:
        events = self._window.reading.marked_events
        if not events:
            return
        starred = not all(event.starred for event in events)
        events = [event for event in events if event.starred != starred]
        name = f"Star {these(events)}" if starred else f"Remove the star of {these(events)}"
        changes = [PutEvent(replace(event, starred=starred)) for event in events]
        self._attempt("The event was not changed", lambda: self._window.document.apply(changes, name))
        self.refresh()

    def _remove(self) -> None:
        events = self._window.reading.marked_events
        if events:
            self._attempt("The event was not removed", lambda: self._remove_events(events))

    def _remove_events(self, events: Sequence[Event]) -> None:
        self._window.document.apply([RemoveEvent(event.id) for event in events], f"Remove {these(events)}")
        keys = self._window.actions_by_id["undo"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._window.document.told.emit(f"Removed {shortened(these(events))} — Undo with {keys}")

    def _show(self, touched: frozenset[str]) -> None:
        """Mark the events that a step has touched, so that its effect is seen."""
        reading = self._window.reading
        if len(touched) > MOST_MARKED:
            return
        there = [event_id for event_id in touched if self._window.document.find_event(event_id) is not None]
        if there:
            reading.mark(there)

    def _ask_to_clear_history(self) -> None:
        window = self._window
        dialog = dialogs.WordsDialog(window, "Clear history", "Clear the history of this story?", window.theme)
        dialog.setObjectName("clearHistoryDialog")
        dialog.add_words(
            "What was changed or removed can no longer be undone or made again, and the file beside the story that "
            "remembers it is deleted. The story itself stays as it is."
        )
        box = dialog.add_buttons(dialogs.Buttons.Cancel)
        clear = box.addButton("Clear history", QDialogButtonBox.ButtonRole.AcceptRole)
        clear.setDefault(True)
        dialog.accepted.connect(lambda: self._attempt("The history is not cleared", window.document.clear_history))
        dialog.open()

    def _attempt(self, heading: str, work: Callable[[], object]) -> None:
        try:
            work()
        except TimelineError as error:
            dialogs.show_error(self._window, heading, str(error), self._window.theme)


def _in_menu(name: str) -> str:
    return shortened(one_line(name)).replace("&", "&&")
