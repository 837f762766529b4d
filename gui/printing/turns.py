"""Long work in the window's thread that lets the window have its turn, and ends when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QCoreApplication

TURN_S = 0.02
"""So long the window waits at most, plus what lies between two calls."""


class GivenUpError(Exception):
    """Nobody waits for the result any more."""


class Turns:
    """Called often while something long is done: lets the window answer, and raises GivenUpError after `stop`.

    Qt's fonts and painters are used meanwhile, which no thread but the window's may do in Python.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._last_s = monotonic()
        self.stopped = False

    def __call__(self, words: str) -> None:
        """Go on with what the words say, unless it was given up."""
        if self.stopped:
            raise GivenUpError
        now_s = monotonic()
        if now_s - self._last_s < TURN_S:
            return
        self._tell(words)
        QCoreApplication.processEvents()
        self._last_s = monotonic()
        if self.stopped:
            raise GivenUpError

    def stop(self) -> None:
        """Give up."""
        self.stopped = True
