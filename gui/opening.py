"""Opening a large story beside the window, which goes on answering."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.work import Work
from storage.errors import TimelineError
from storage.glance import Glance, glance
from storage.story_file import StoryFile, open_story

MOST_AT_ONCE_BYTES = 4_000_000


class Opening(QObject):
    """Opens one story at a time; `opened` carries it, `failed` its path and the TimelineError, `progressed` words.

    Of a very large one a sample of the events is there first: `glanced` tells that `glance` is it.
    """

    glanced = Signal()
    opened = Signal(object)
    failed = Signal(object, object)
    progressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.glance: Glance | None = None
        self._glancing = Work(self)
        self._glancing.finished.connect(self._go_on)
        # Whatever is wrong is found again, and said, where the whole file is read.
        self._glancing.failed.connect(lambda _error: self._go_on(None))
        self._work = Work(self)
        self._work.finished.connect(self._finish)
        self._work.failed.connect(self._fail)
        self._work.progressed.connect(self._tell)

    @property
    def running(self) -> bool:
        """Tell whether a story is being opened."""
        return self._glancing.running or self._work.running

    def start(self, path: Path) -> None:
        """Begin to open a story; another that is being opened is given up."""
        self.cancel()
        self.path = path
        self._tell(0.0)
        self._glancing.start(lambda progress: glance(path, progress))

    def cancel(self) -> None:
        """Give up the story that is being opened."""
        self.glance = None
        self._glancing.cancel()
        self._work.cancel()

    def _go_on(self, found: Glance | None) -> None:
        """Open the story, whose sample can be seen meanwhile."""
        path, self.glance = self.path, found
        assert path is not None
        self._work.start(lambda progress: open_story(path, progress=progress), StoryFile.close)
        if found is not None:
            self.glanced.emit()

    def _tell(self, share: float) -> None:
        if self.path is not None:
            sample = f" Until then you see a sample: {len(self.glance.outlines):,} events." if self.glance else ""
            self.progressed.emit(f"Opening {self.path.name}… {share:.0%}{sample}")

    def _finish(self, file: StoryFile) -> None:
        self.glance = None
        self.opened.emit(file)

    def _fail(self, error: TimelineError) -> None:
        self.glance = None
        self.failed.emit(self.path, error)


def is_large(path: Path) -> bool:
    """Tell whether a file takes so long to open that nobody should have to wait for it."""
    try:
        return path.stat().st_size > MOST_AT_ONCE_BYTES
    except (OSError, ValueError):
        return False
