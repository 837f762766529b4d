"""When backups are made: of a story as it was found, and of each day's work on it; never in the user's way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Thread
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.errands import Errand
from gui.folding import Folding
from storage.backups import Why, make_backup
from storage.errors import TimelineError

FIRST_LOOK_MS = 3000
APART_S = 30 * 60
"""A day's backup is brought up to date after so much time, and at closing."""


class BackingUp(QObject):
    """Makes the backups of the story that is open to be edited; `failed` carries a sentence, once for each story.

    The first one waits as long as `is_busy`: a large story is on the screen twice as soon. An edit waits for nothing.
    """

    failed = Signal(str)

    def __init__(
        self, document: Document, folding: Folding, is_busy: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._document = document
        self._errand = Errand(self)
        self._soon = QTimer(self, singleShot=True, interval=FIRST_LOOK_MS)
        self._soon.timeout.connect(self._keep_when_idle)
        self._errand.done.connect(self._finish)
        document.opened.connect(self._start_anew)
        document.access_changed.connect(self._start_anew)
        document.editing.connect(self._keep_as_found)
        document.edited.connect(self._note_edit)
        document.closing.connect(self._keep_day)
        folding.folded.connect(self._keep_day_sometimes)
        self._start_anew()

    def wait(self) -> None:
        """Wait for the backup that is being made."""
        self._errand.wait()

    def _start_anew(self) -> None:
        self._is_found_kept = False
        self._has_failed = False
        self._edited = False
        self._last_s = monotonic()
        self._last_day = ""
        if not self._document.read_only:
            self._soon.start()

    def _note_edit(self) -> None:
        self._edited = True

    def _keep_when_idle(self) -> None:
        if self._is_busy():
            self._soon.start()
        else:
            self._keep_as_found()

    def _keep_as_found(self) -> None:
        """Keep the story as it was before the first edit."""
        self._soon.stop()
        if not self._is_found_kept and (work := self._backup(Why.FOUND)) is not None:
            self._is_found_kept = True
            self._errand.start(work)

    def _keep_day_sometimes(self) -> None:
        is_new_day = self._last_day != date.today().isoformat()
        if self._edited and (is_new_day or monotonic() - self._last_s >= APART_S) and not self._errand.running:
            work = self._backup(Why.DAY)
            if work is not None:
                self._errand.start(work)
                self._note_day()

    def _keep_day(self) -> None:
        """Keep the day's work while the story is being closed; the program ends only when that is done."""
        self._soon.stop()
        self._errand.wait()
        work = self._backup(Why.DAY) if self._edited else None
        if work is not None:
            Thread(target=_quietly, args=(work,), name="backup").start()
            self._note_day()

    def _note_day(self) -> None:
        self._edited = False
        self._last_s = monotonic()
        self._last_day = date.today().isoformat()

    def _backup(self, why: Why) -> Callable[[], object] | None:
        file = self._document.file
        if file is None or file.read_only:
            return None
        path, state = file.path, file.state()
        return lambda: make_backup(path, state, why)

    def _finish(self, error: TimelineError | None) -> None:
        if error is not None and not self._has_failed:
            self._has_failed = True
            self.failed.emit(str(error))


def _quietly(work: Callable[[], object]) -> None:
    # Nobody is there any more to be told; the story itself is safe.
    with suppress(TimelineError):
        work()
