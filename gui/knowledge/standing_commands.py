"""What the menu View › Standing does: let only events through that stand in some ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from gui.chrome import counted
from gui.knowledge.standing_menu import StandingButton
from gui.signs import STANDING_SIGNS
from storage.standing import StandingKind

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class StandingCommands:
    """The commands of one window that narrow list and timeline by standing."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._told: frozenset[StandingKind] = frozenset()

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            **{f"standing_{kind.value}": partial(self._toggle, kind) for kind in STANDING_SIGNS},
            "standing_all": self.show_all,
        }

    def connect(self) -> None:
        """Put the button into the header, and follow what is asked for."""
        reading = self._window.reading
        self.button = StandingButton(reading, self._window.theme)
        self.button.toggled_standing.connect(self._toggle)
        self.button.all_wished.connect(self.show_all)
        self._window.header.put_button(self.button)
        self._window.menus.keep_keys(self.button.standing_menu)
        reading.filtered.connect(self._follow)
        self._follow()

    def show_all(self) -> None:
        """Let all through again, however they stand."""
        self._window.reading.narrowing.set_standings(frozenset())

    def _toggle(self, kind: StandingKind, _on: bool = True) -> None:
        narrowing = self._window.reading.narrowing
        narrowing.set_standings(narrowing.standings ^ {kind})

    def _follow(self) -> None:
        narrowing, reading = self._window.reading.narrowing, self._window.reading
        wanted = narrowing.standings
        for kind in STANDING_SIGNS:
            self._window.actions_by_id[f"standing_{kind.value}"].setChecked(kind in wanted)
        self._window.actions_by_id["standing_all"].setEnabled(bool(wanted))
        is_waiting = reading.knowing.index is None or reading.pending
        if wanted != self._told and not (wanted and is_waiting):
            self._told = wanted
            words = " or ".join(word for kind, (_, word) in STANDING_SIGNS.items() if kind in wanted)
            number = len(reading.events)
            subject = counted(number, "event") if number else "No event"
            shown = f"{subject} {'is' if number < 2 else 'are'} {words}."
            self._window.status.tell(f"{shown} Esc shows all." if wanted else "All events are shown.")
