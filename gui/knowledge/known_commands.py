"""What the menu View › As known on does: steps, play, a date, and back to now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from storage.dates import Date, bounds

if TYPE_CHECKING:
    from gui.main_window import MainWindow

PLAY_MS = 1600
SHOWS_ALL = (
    *("new_event", "edit_event", "new_in_form", "copy_in_form", "table", "find_and_replace", "change_events"),
    *("categories", "sources", "story_data", "paste", "paste_rows"),
)
"""What cannot be done with half of the story before one's eyes: it leads back to now first."""

EDITS_CHOSEN = ("star", "duplicate", "remove_event")
"""What is done at once to the chosen event, which may not have been known at the moment looked at."""


class KnownCommands:
    """The commands of one window on the moment from which it looks; none of them changes the story."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._play = QTimer(window, interval=PLAY_MS)
        self._play.timeout.connect(self._play_on)

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            "known_earlier": lambda: self._step(-1),
            "known_later": lambda: self._step(1),
            "known_play": self._play_or_rest,
            "known_on": self._ask_for_date,
            "known_now": lambda: self._window.reading.knowing.go_to(None),
        }

    def connect(self) -> None:
        """Follow the cursor."""
        self._window.reading.knowing.moved.connect(self._follow)
        self._follow()

    def leaving(self, handlers: dict[str, Callable[..., None]]) -> dict[str, Callable[..., None]]:
        """Return the handlers, of which those that show the whole story lead back to now first."""
        kept = {name: _after(self.leave, each) if name in SHOWS_ALL else each for name, each in handlers.items()}
        return kept | {name: self._sparing(handlers[name]) for name in EDITS_CHOSEN}

    def leave(self) -> None:
        """Go back to now, where the reader looks from the past, and say why."""
        if self._window.reading.knowing.as_of_s is not None:
            self._window.reading.knowing.go_to(None)
            self._window.document.told.emit("Back to now: what is edited is shown as it is.")

    def _sparing(self, handler: Callable[..., None]) -> Callable[..., None]:
        """Return a handler that edits no event which nobody sees: the first time it leads back to now instead."""

        def act(*values: Any) -> None:
            reading = self._window.reading
            if reading.chosen is not None and reading.shown is None:
                reading.knowing.go_to(None)
                self._window.document.told.emit("Back to now: the chosen event was not known then.")
                return
            handler(*values)

        return act

    def _step(self, by: int) -> None:
        self._rest()
        self._window.reading.knowing.step(by)

    def _follow(self) -> None:
        is_past = self._window.reading.knowing.as_of_s is not None
        self._window.actions_by_id["known_now"].setEnabled(is_past)
        if not is_past:
            self._rest()

    def _play_or_rest(self, on: bool) -> None:
        """Begin to play, from before everything where the reader looks from now."""
        knowing = self._window.reading.knowing
        if not on:
            self._rest()
            return
        knowing.prepare()
        if knowing.as_of_s is None and knowing.moments:
            knowing.go_to(knowing.moments[0] - 1)
        self._play.start()

    def _play_on(self) -> None:
        knowing = self._window.reading.knowing
        if knowing.running:
            return
        if knowing.as_of_s is None:
            # What was asked for before it was worked out begins here.
            if not knowing.moments:
                self._rest()
                return
            knowing.go_to(knowing.moments[0] - 1)
            return
        knowing.step(1)
        self._choose_news()

    def _choose_news(self) -> None:
        """Choose an event of which more became known, unless the chosen one is among them."""
        reading, file = self._window.reading, self._window.document.file
        index, second = reading.knowing.index, reading.knowing.as_of_s
        if index is None or file is None or second is None:
            return
        rows = [row for row in index.rows_changed_at(second) if reading.narrowing.shows(row)]
        if rows and file.row_of_event(reading.selected) not in rows:
            reading.select(file.id_in_row(rows[0]))

    def _rest(self) -> None:
        self._play.stop()
        self._window.actions_by_id["known_play"].setChecked(False)

    def _ask_for_date(self) -> None:
        from gui.editor.habits import habits_of
        from gui.go_to import GoToDialog

        document, settings = self._window.document, self._window.settings
        dialog = GoToDialog(
            self._window,
            self._window.theme,
            lambda: habits_of(document, settings),
            document.count_from,
            title="As known on",
        )
        dialog.chosen.connect(self._look_from)
        dialog.open()

    def _look_from(self, date: Date) -> None:
        last_s = bounds(date, self._window.reading.knowing.zone).latest_s
        if last_s is None:
            self._window.document.told.emit("That date has no end: nobody can tell what had been said by then.")
            return
        self._rest()
        self._window.reading.knowing.go_to(last_s)


def _after(guard: Callable[[], None], handler: Callable[..., None]) -> Callable[..., None]:
    @wraps(handler)
    def act(*values: Any) -> None:
        guard()
        handler(*values)

    return act
