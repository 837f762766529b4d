"""What keeps an error in painting from ending the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer


class PaintGuard:
    """Runs what paints; an error is raised afterwards, once, from the event loop.

    Within Qt's painting an exception ends the process, and a dialog about it would paint again.
    """

    def __init__(self) -> None:
        self._told = ""

    def run(self, paint: Callable[[], None]) -> None:
        """Paint."""
        try:
            paint()
        except Exception as error:
            self._raise_later(error)

    def _raise_later(self, error: Exception) -> None:
        if self._told != repr(error):
            self._told = repr(error)
            QTimer.singleShot(0, lambda: _raise(error))


def _raise(error: Exception) -> None:
    raise error
