"""Keeps what a story already says at hand; of a large story it is counted beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.work import Work
from storage.vocabulary import Tally, Vocabulary


class Vocabularies(QObject):
    """The words of the story that is open; `current` is asked for anew whenever words are offered.

    Of a large story the words are there some time after they were asked for first: `ready` tells that, and
    `progressed` carries a word on it, "" at its end.
    """

    ready = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._current: Vocabulary | None = None
        self._tally: Tally | None = None
        self._missed: set[int] | None = set()
        self._counting = Work(self, patient=True)
        self._counting.finished.connect(self._take)
        self._counting.progressed.connect(lambda share: self.progressed.emit(f"Gathering words… {share:.0%}"))
        self._counting.failed.connect(lambda _error: self.progressed.emit(""))
        document.opened.connect(self._restart)
        document.closing.connect(self._counting.cancel)
        document.changed.connect(self._follow)

    @property
    def current(self) -> Vocabulary:
        """Return the words as they are now, as far as they are known."""
        if self._current is None:
            self._current = self._read()
        return self._current

    def _read(self) -> Vocabulary:
        document = self._document
        if not document.is_large and self._tally is None:
            self._tally = Tally()
            for event in document.events:
                self._tally.count(event)
        file = document.file
        if self._tally is None:
            if file is not None and not self._counting.running:
                self._missed = set()
                self._counting.start(file.tally)
            return Tally().vocabulary(document.sources, document.story)
        return self._tally.vocabulary(document.sources, document.story)

    def _take(self, tally: Tally) -> None:
        self._tally, self._current = tally, None
        self.progressed.emit("")
        missed, self._missed = self._missed, set()
        self._count(missed or ())
        self.ready.emit()

    def _restart(self) -> None:
        self._counting.cancel()
        self._current = self._tally = None
        self._missed = set()
        self.progressed.emit("")

    def _follow(self) -> None:
        self._current = None
        rows = self._document.touched_rows
        if rows is None:
            # Another program's state.
            self._restart()
        elif self._tally is None:
            self._missed = (self._missed or set()) | set(rows)
        else:
            self._count(rows)

    def _count(self, rows: tuple[int, ...] | set[int]) -> None:
        """Count what an edit has brought. What it took away is still offered until the story is opened again."""
        file = self._document.file
        if file is None or self._tally is None:
            return
        for row in rows:
            event = file.event_in_row(row)
            if event is not None:
                self._tally.count(event)
