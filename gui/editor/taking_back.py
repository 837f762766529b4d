"""Undo or redo a step of very many events in a thread, with a word on it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from gui import dialogs
from gui.settings import APP_NAME
from gui.text import label
from gui.work import Work
from storage.errors import TimelineError

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class TakingBack(dialogs.WordsDialog):
    """Shows that it is being done; nobody edits meanwhile, and it cannot be left half done."""

    def __init__(self, window: MainWindow, failed: str, done: str, work: Callable[[], str]) -> None:
        super().__init__(window, APP_NAME, "One moment…", window.theme)
        self.setObjectName("takingBackDialog")
        self._window = window
        self._failed = failed
        self._done = done
        self._task = work
        self.add_words("A step of very many events is being taken back or made again.")
        bar = QProgressBar(maximum=0, textVisible=False)
        bar.setAccessibleName("Progress")
        self.column.addWidget(bar)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._work = Work(self)
        self._work.finished.connect(self._end)
        self._work.failed.connect(self._fail)

    def open(self) -> None:
        """Begin, and show that it goes on."""
        try:
            self._window.document.begin_step()
        except TimelineError as error:
            self._fail(error)
            return
        super().open()
        self._work.start(lambda _progress: self._task())

    def reject(self) -> None:
        """Stay: half a step is none."""

    def _end(self, _name: object) -> None:
        self.accept()
        self._window.document.end_step()
        self._window.document.told.emit(label(self._done))

    def _fail(self, error: TimelineError) -> None:
        self.accept()
        dialogs.show_error(self._window, self._failed, str(error), self._window.theme)
