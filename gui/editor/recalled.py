"""The lines that were typed before, as a shell has them."""

from __future__ import annotations

MOST_KEPT = 100


class Recalled:
    """Steps back and forth through earlier lines; the one being typed waits at the end."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at = 0
        self._typing = ""

    def keep(self, line: str) -> None:
        """Remember a line as the last one."""
        if line.strip():
            self._lines = [*(kept for kept in self._lines if kept != line), line][-MOST_KEPT:]
        self._at = len(self._lines)

    def step(self, line: str, way: int) -> str | None:
        """Return the line before (-1) or after (1) the one that is shown; None at either end."""
        if self._at >= len(self._lines) or self._lines[self._at] != line:
            # Something else was typed since: it is what one comes back to.
            self._at, self._typing = len(self._lines), line
        there = self._at + way
        if not 0 <= there <= len(self._lines):
            return None
        self._at = there
        return self._lines[there] if there < len(self._lines) else self._typing
