"""Look beside the window for events that the story may have already."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.work import Progress, Work
from storage.dates import bounds
from storage.errors import DateError
from storage.likeness import MOST_COMPARED, Titled, alike

WAIT_MS = 150
RowsBetween = Callable[[int | None, int | None, int], list[int]]
"""The rows of the events that lie between two instants (None: open), at most so many."""


class AlikeSearch(QObject):
    """Looks a moment after the last keystroke; `found` carries a list of `Alike`, empty ones too."""

    found = Signal(object)

    def __init__(self, document: Document, rows_between: RowsBetween, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._rows_between = rows_between
        self._asked = ("", "")
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._soon.timeout.connect(self._look)
        self._work = Work(self)
        self._work.finished.connect(self.found)
        document.closing.connect(self.forget)

    def ask(self, title: str, when: str) -> None:
        """Look for events like that one, soon."""
        if (title, when) == self._asked:
            return
        self.forget()
        self._asked = (title, when)
        if title and when:
            self._soon.start()

    def forget(self) -> None:
        """Look no more, and have found nothing."""
        self._soon.stop()
        self._work.cancel()
        self._asked = ("", "")
        self.found.emit([])

    def _look(self) -> None:
        story, (title, when) = self._document.story, self._asked
        if story is None:
            return
        candidates = self._candidates(when, story.time_zone)
        self._work.start(lambda progress: alike(title, when, _told(candidates(), progress), story.time_zone))

    def _candidates(self, when: str, zone: str) -> Callable[[], Iterable[Titled]]:
        file = self._document.file
        if not self._document.is_large or file is None:
            events = self._document.events
            return lambda: events
        try:
            limits = bounds(when, zone)
        except DateError:
            return list
        rows = self._rows_between(limits.earliest_s, limits.latest_s, MOST_COMPARED)
        return lambda: file.briefs(rows)


def _told(candidates: Iterable[Titled], progress: Progress) -> Iterable[Titled]:
    """Pass on the events, and end where nobody waits any more."""
    for number, candidate in enumerate(candidates):
        if number % 500 == 0:
            progress(0.0)
        yield candidate
