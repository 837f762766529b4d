"""Makes one source of two; in a large story beside the window, with a way to give up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from gui import dialogs
from gui.editor.stepper import Planned, Stepper
from gui.work import Progress
from storage.model import Event, Source
from storage.pieces import part_of
from storage.source_uses import merging, rows_citing
from storage.story_file import StoryFile

if TYPE_CHECKING:
    from gui.main_window import MainWindow

_PATIENCE_MS = 300
# Of the work, looking for the events that cite the one is so much; the rest is changing them.
_LOOKING = 0.5


class SourceMerging(QObject):
    """One merging; it goes when it is done, given up or refused."""

    def __init__(self, window: MainWindow, over: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._over = over
        self._waiting: QProgressDialog | None = None
        self._stepper = Stepper(window.document, self)
        self._stepper.progressed.connect(self._tell)
        self._stepper.made.connect(lambda _count: self._end())
        self._stepper.failed.connect(self._fail)
        window.document.closing.connect(self._end)

    def begin(self, kept: Source, dropped: Source, name: str) -> None:
        """Let every event cite the one in place of the other, as one step of that name."""
        file = self._window.document.file
        if file is not None:
            plan = partial(_planned, file, kept, dropped, name)
            self._stepper.make(plan, self._window.document.event_count)

    def _tell(self, words: str, share: float) -> None:
        if self._waiting is None:
            self._waiting = QProgressDialog(self._over)
            self._waiting.setWindowTitle("Merge sources")
            self._waiting.setWindowModality(Qt.WindowModality.WindowModal)
            self._waiting.setAutoClose(False)
            self._waiting.setAutoReset(False)
            self._waiting.setMinimumDuration(_PATIENCE_MS)
            self._waiting.canceled.connect(self._end)
        if not self._stepper.can_cancel:
            # Half of a step is none: what is being written is waited for.
            self._waiting.setCancelButton(None)
        self._waiting.setLabelText(f"{words}…")
        self._waiting.setRange(0, 100 if share >= 0 else 0)
        self._waiting.setValue(max(0, int(share * 100)))

    def _fail(self, sentence: str) -> None:
        dialogs.show_error(self._over, "The sources were not merged", sentence, self._window.theme)
        self._end()

    def _end(self) -> None:
        if not self._stepper.can_cancel:
            return
        self._stepper.cancel()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.canceled.disconnect()
            waiting.close()
            waiting.deleteLater()
        self.deleteLater()


def _planned(file: StoryFile, kept: Source, dropped: Source, name: str, progress: Progress) -> Planned:
    rows = rows_citing(file, dropped.id, part_of(progress, 0.0, _LOOKING))
    changing = part_of(progress, _LOOKING, 1.0)

    def events() -> Iterator[Event]:
        for number, row in enumerate(rows):
            if number % 100 == 0:
                changing(number / len(rows))
            event = file.event_in_row(row)
            if event is not None:
                yield event

    return Planned(file.prepare(merging(events(), kept, dropped)), name)
