"""Reads what was pasted about sources: a line at once, a whole library beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.work import Work
from storage.errors import CitationError
from storage.importers import read_citation

AT_ONCE = 20_000
"""A text of so many characters is read before anybody could notice."""


class CitationReader(QObject):
    """Reads a text. `read` carries a list of CSL items, `refused` a sentence, `progressed` a word meanwhile."""

    read = Signal(object)
    refused = Signal(str)
    progressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = Work(self)
        self._work.finished.connect(self.read)
        self._work.failed.connect(lambda error: self.refused.emit(str(error)))
        self._work.progressed.connect(lambda share: self.progressed.emit(f"Reading the records… {share:.0%}"))

    @property
    def running(self) -> bool:
        """Tell whether something is being read."""
        return self._work.running

    def begin(self, text: str) -> None:
        """Read a text; what was being read is given up."""
        self._work.cancel()
        if len(text) > AT_ONCE:
            self.progressed.emit("Reading the records…")
            self._work.start(lambda progress: read_citation(text, progress))
            return
        try:
            items = read_citation(text)
        except CitationError as error:
            self.refused.emit(str(error))
            return
        self.read.emit(items)

    def cancel(self) -> None:
        """Give up what is being read."""
        self._work.cancel()
