"""What the menu Edit › Typed dates does: how figures that can mean two dates are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gui.settings import DATE_ORDERS

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class DateCommands:
    """The choices of one window on typed dates; they are kept for all windows."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {
            **{f"date_order_{order}": self._order_setter(order) for order in DATE_ORDERS},
            "century_recent": lambda _on: self._ask_for_century(False),
            "century_ask": lambda _on: self._ask_for_century(True),
        }

    def connect(self) -> None:
        """Tick what is chosen whenever the menu opens: another window may have chosen since."""
        self._window.menus.submenus["typed_dates"].aboutToShow.connect(self._tick)
        self._tick()

    def _tick(self) -> None:
        settings, actions = self._window.settings, self._window.actions_by_id
        actions[f"date_order_{settings.date_order}"].setChecked(True)
        actions["century_ask" if settings.asks_for_century else "century_recent"].setChecked(True)

    def _order_setter(self, order: str) -> Callable[[bool], None]:
        def choose(_on: bool) -> None:
            self._window.settings.date_order = order

        return choose

    def _ask_for_century(self, asks: bool) -> None:
        self._window.settings.asks_for_century = asks
