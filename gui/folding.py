"""When the journal is folded into the story's file: in a pause, before it grows long, and never in the user's way."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.errands import Errand
from storage.errors import ChangedOutsideError, TimelineError
from storage.story_file import StoryFile

IDLE_MS = 10_000
MOST_JOURNAL_BYTES = 8_000_000
FIRST_PAUSE_MS = 30_000
LONGEST_PAUSE_MS = 600_000


class Folding(QObject):
    """Folds the document's file in a thread while edits go on; what it has not folded yet is safe in the journal.

    `folded` tells that the file is up to date, `failed` carries a sentence, once for a row of failures;
    `found_another` tells that another program has changed the file: nothing was written then.
    """

    folded = Signal()
    failed = Signal(str)
    found_another = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._failures = 0
        self._held = False
        self._folds: StoryFile | None = None
        self._errand = Errand(self)
        self._pause = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._pause.timeout.connect(self.fold)
        self._errand.done.connect(self._finish)
        document.edited.connect(self._consider)
        document.opened.connect(self._start_anew)
        document.closing.connect(self._stop)

    @property
    def running(self) -> bool:
        """Tell whether a fold is under way."""
        return self._errand.running

    @property
    def waits_ms(self) -> int:
        """Return how long until the next fold, -1 when none is planned."""
        return self._pause.remainingTime()

    def hold(self, held: bool) -> None:
        """Stop folding while it is not clear what the file is to hold, or go on."""
        self._held = held
        self._consider()

    def fold(self) -> None:
        """Fold now, unless that is being done or there is nothing to fold."""
        file = self._document.file
        if file is not None and file.pending and not file.read_only and not self._held:
            self._pause.stop()
            self._folds = file
            self._errand.start(file.fold)

    def wait(self) -> None:
        """Wait for the fold that is under way."""
        self._errand.wait()

    def _consider(self) -> None:
        file = self._document.file
        if file is None or self._held or not file.pending:
            self._pause.stop()
        elif self._failures:
            if not self._pause.isActive() and not self.running:
                self._pause.start(self._next_pause_ms())
        elif file.journal_bytes >= MOST_JOURNAL_BYTES:
            self.fold()
        else:
            self._pause.start(IDLE_MS)

    def _finish(self, error: TimelineError | None) -> None:
        if self._document.file is not self._folds:
            return
        if error is None:
            self._failures = 0
            self.folded.emit()
        elif isinstance(error, ChangedOutsideError):
            self.found_another.emit()
        else:
            self._failures += 1
            if self._failures == 1:
                self.failed.emit(str(error))
        self._consider()

    def _next_pause_ms(self) -> int:
        return int(min(FIRST_PAUSE_MS * 2 ** (self._failures - 1), LONGEST_PAUSE_MS))

    def _start_anew(self) -> None:
        self._failures = 0
        self._held = False
        self._consider()

    def _stop(self) -> None:
        self._pause.stop()
        self._errand.wait()
