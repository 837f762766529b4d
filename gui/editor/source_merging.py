"""Collects what two sources that become one change; in a large story beside the window, with a way to give up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QProgressDialog

from gui import dialogs
from gui.work import Progress, Work
from storage.changes import Change
from storage.model import Source
from storage.source_uses import merging, rows_citing
from storage.story_file import StoryFile

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class SourceMerging(QObject):
    """Merges two sources; `ready` carries the changes. It belongs to the window until then."""

    ready = Signal(object)

    def __init__(self, window: MainWindow, kept: Source, dropped: Source) -> None:
        super().__init__(window)
        self._window = window
        self._kept, self._dropped = kept, dropped
        self._work = Work(self)
        self._work.finished.connect(self._finish)
        self._work.failed.connect(self._fail)
        self._waiting: QProgressDialog | None = None
        window.document.closing.connect(self._give_up)

    def start(self) -> None:
        """Begin; of a story that is not large the changes are ready at once."""
        file = self._window.document.file
        if file is None:
            return
        if not self._window.document.is_large:
            self._finish(_changes(file, self._kept, self._dropped, lambda _share: None))
            return
        self._waiting = QProgressDialog("Looking for the events that cite it…", "Cancel", 0, 100, self._window)
        self._waiting.setWindowTitle("Merge sources")
        self._waiting.setAutoClose(False)
        self._waiting.setMinimumDuration(300)
        self._waiting.canceled.connect(self._give_up)
        self._work.progressed.connect(self._tell)
        self._work.start(lambda progress: _changes(file, self._kept, self._dropped, progress))

    def _tell(self, share: float) -> None:
        if self._waiting is not None:
            self._waiting.setValue(int(share * 100))

    def _finish(self, changes: list[Change]) -> None:
        self._end_waiting()
        self.ready.emit(changes)
        self.deleteLater()

    def _fail(self, error: object) -> None:
        self._end_waiting()
        dialogs.show_error(self._window, "The sources were not merged", str(error), self._window.theme)
        self.deleteLater()

    def _give_up(self) -> None:
        self._work.cancel()
        self._end_waiting()
        self.deleteLater()

    def _end_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.canceled.disconnect()
            waiting.close()
            waiting.deleteLater()


def _changes(file: StoryFile, kept: Source, dropped: Source, progress: Progress) -> list[Change]:
    rows = rows_citing(file, dropped.id, progress)
    events = (event for row in rows if (event := file.event_in_row(row)) is not None)
    return merging(events, kept, dropped)
