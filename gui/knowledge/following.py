"""What a pane knows of all events of a story: read while the pane shows, in a thread where there are many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.knowledge.groups import STEP, STEP_OF_MANY
from gui.reading import Reading
from gui.work import Progress, Work
from storage.errors import TimelineError
from storage.model import Event, Source

AT_ONCE_EVENTS = 2000
"""Up to so many events are gone through at once; above, in a pause and beside the window."""
MOVED_MS = 120
EDITED_MS = 700

Events = Iterable[tuple[int, Event]]


Gather = Callable[[Events, Mapping[str, Source], str], object]
"""Goes through events with their rows, by the sources and the time zone of the story; may run in a thread."""


class Following(QObject):
    """Keeps `gathered` in step with the story from `wake` to `sleep`.

    `changed` tells that what is to be seen is other: the story, the moment, or what narrows it. `progressed` carries a
    word on what is being gone through, "" at its end.
    """

    changed = Signal()
    progressed = Signal(str)

    def __init__(
        self,
        document: Document,
        reading: Reading,
        gather: Gather,
        may_matter: Callable[[bytes], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._gather = gather
        self._may_matter = may_matter
        self._awake = False
        self.gathered: object | None = None
        self._work = Work(self, patient=True)
        self._work.finished.connect(self._take)
        self._work.progressed.connect(self._tell)
        self._work.failed.connect(self._fail)
        self._anew = QTimer(self, singleShot=True)
        self._anew.timeout.connect(self._start)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.changed)
        document.opened.connect(self._restart)
        document.closing.connect(self._stop)
        document.changed.connect(self._follow)
        for moved in (reading.knowing.moved, reading.knowing.indexed, reading.filtered, reading.followed):
            moved.connect(self._tell_soon)

    @property
    def is_large(self) -> bool:
        """Tell whether the story is gone through beside the window."""
        return self._document.event_count > AT_ONCE_EVENTS

    @property
    def step(self) -> int:
        """Return how many entries of a group are to be shown at a time."""
        return STEP_OF_MANY if self.is_large else STEP

    @property
    def running(self) -> bool:
        """Tell whether anything is still to come."""
        return self._work.running or self._anew.isActive()

    def wake(self) -> None:
        """Follow the story from now on."""
        if not self._awake:
            self._awake = True
            self._reading.knowing.prepare()
            if self.gathered is None:
                self._start()
            else:
                self.changed.emit()

    def sleep(self) -> None:
        """Leave the story to others; what is being gone through is given up."""
        self._awake = False
        if self.running:
            # What is at hand is from before an edit, or nothing yet.
            self.gathered = None
        self._stop()

    def _restart(self) -> None:
        self._stop()
        self.gathered = None
        if self._awake:
            self._reading.knowing.prepare()
            self._start()

    def _stop(self) -> None:
        self._anew.stop()
        self._soon.stop()
        self._work.cancel()
        self.progressed.emit("")

    def _follow(self) -> None:
        if not self._awake:
            self.gathered = None
        else:
            # What was known before the edit stays on the screen until it is known anew.
            self._work.cancel()
            self._anew.start(EDITED_MS if self.is_large else 0)

    def _start(self) -> None:
        file, story = self._document.file, self._document.story
        if file is None or story is None:
            self.gathered = None
            self.changed.emit()
            return
        # Looked up here: what a story has of sources is asked for in the window's thread.
        sources, gather, may_matter = self._reading.knowing.source_of, self._gather, self._may_matter
        if not self.is_large:
            self._take(gather(file.each_event(None, may_matter), sources, story.time_zone))
            return
        zone = story.time_zone

        def go_through(progress: Progress) -> object:
            return gather(file.each_event(None, may_matter, progress), sources, zone)

        self._tell(0.0)
        self._work.start(go_through)
        self._tell_soon()

    def _take(self, gathered: object) -> None:
        self.progressed.emit("")
        self.gathered = gathered
        self.changed.emit()

    def _fail(self, error: TimelineError) -> None:
        self.progressed.emit("")
        self._document.trouble.emit(str(error))

    def _tell_soon(self) -> None:
        if self._awake:
            # Of many moves one after the other only the last is followed.
            self._soon.start(MOVED_MS if self.is_large else 0)

    def _tell(self, share: float) -> None:
        self.progressed.emit(f"Looking through {self._document.event_count:,} events… {share:.0%}")
