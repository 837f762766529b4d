"""What the menus Edit and Event do to the story of a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox

from gui import dialogs
from gui.text import one_line
from storage.changes import PutEvent, RemoveEvent
from storage.errors import TimelineError
from storage.model import Event

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_LONGEST_NAME = 60
_MOST_LOOKED_AT = 200
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
        self._window.reading.event_selected.connect(self.refresh)
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Show what can be done now: the names of the steps, and whether the chosen event has a star."""
        actions, document = self._window.actions_by_id, self._window.document
        chosen = self._window.reading.chosen
        for action, verb, name in (
            ("undo", "&Undo", document.undo_name),
            ("redo", "&Redo", document.redo_name),
        ):
            actions[action].setText(f"{verb} {_in_menu(name)}" if name else verb)
            actions[action].setEnabled(bool(name))
        actions["clear_history"].setEnabled(bool(document.undo_name or document.redo_name))
        for action in ("star", "remove_event"):
            actions[action].setEnabled(chosen is not None and not document.read_only)
        actions["star"].setChecked(chosen is not None and chosen.starred)

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
        event = self._window.reading.chosen
        if event is None:
            return
        name = f"Remove the star of {_quoted(event)}" if event.starred else f"Star {_quoted(event)}"
        changed = replace(event, starred=not event.starred)
        self._attempt("The event was not changed", lambda: self._window.document.apply([PutEvent(changed)], name))
        self.refresh()

    def _remove(self) -> None:
        event = self._window.reading.chosen
        if event is not None:
            self._attempt("The event was not removed", lambda: self._remove_event(event))

    def _remove_event(self, event: Event) -> None:
        self._window.document.apply([RemoveEvent(event.id)])
        keys = self._window.actions_by_id["undo"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._window.document.told.emit(f"Removed {_shortened(_quoted(event))} — Undo with {keys}")

    def _show(self, touched: frozenset[str]) -> None:
        """Choose an event that a step has touched, so that its effect is seen."""
        reading = self._window.reading
        if reading.selected in touched and reading.chosen is not None:
            return
        # Of very many, any will do.
        some = islice(touched, _MOST_LOOKED_AT)
        there = [event_id for event_id in some if self._window.document.find_event(event_id) is not None]
        if there:
            reading.select(min(there, key=reading.position))

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


def _quoted(event: Event) -> str:
    return f"“{one_line(event.title) or 'Untitled event'}”"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…{'”' if name.endswith('”') else ''}"


def _in_menu(name: str) -> str:
    return _shortened(one_line(name)).replace("&", "&&")
