"""Counts how many events cite each source; in a large story beside the window."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.work import Work
from storage.source_uses import count_uses


class SourceUses(QObject):
    """How many events cite each source; `counted` tells that `counts` is there, `progressed` how far counting is."""

    counted = Signal()
    progressed = Signal(float)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._counts: Mapping[str, int] | None = None
        self._work = Work(self)
        self._work.finished.connect(self._take)
        self._work.progressed.connect(self.progressed)
        document.changed.connect(self._forget)
        document.opened.connect(self._forget)
        document.closing.connect(self._work.cancel)

    @property
    def counts(self) -> Mapping[str, int] | None:
        """Return the number of events by a source's id; None while they are being counted."""
        file = self._document.file
        if self._counts is None and file is not None and not self._work.running:
            if self._document.is_large:
                self._work.start(lambda progress: count_uses(file, progress))
            else:
                self._counts = count_uses(file)
        return self._counts

    def _forget(self) -> None:
        self._work.cancel()
        self._counts = None

    def _take(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self.counted.emit()


def cited_words(count: int) -> str:
    """Return how many events cite a source, in words."""
    if not count:
        return "No event cites it."
    return "One event cites it." if count == 1 else f"{count:,} events cite it."
