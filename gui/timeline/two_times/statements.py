"""Keeps the statements that the view in two times shows in step with the story, its cursor and its filters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.reading import Reading
from gui.timeline.shown import shown_among
from gui.timeline.two_times.said_columns import SaidColumns, read_said
from gui.work import Work
from storage.errors import TimelineError
from storage.model import Event, Statement
from storage.origins import Origins

FOLLOW_MS = 400


class Statements(QObject):
    """Holds `columns` and which of them are to be seen: `dated` and `undated`, ascending places.

    `changed` tells that the columns are others, `narrowed` that others of them are to be seen; `progressed` carries a
    word on the reading of a large story, "" at its end. Nothing is read before it is wanted.
    """

    changed = Signal()
    narrowed = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, reading: Reading, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._wanted = False
        self._is_stale = True
        self.columns = SaidColumns.empty()
        self.dated = self.undated = np.empty(0, np.int64)
        self._work = Work(self)
        self._work.finished.connect(self._take)
        self._work.progressed.connect(self._tell)
        self._work.failed.connect(self._fail)
        self._later = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._later.timeout.connect(self._read)
        document.opened.connect(self._restart)
        document.closing.connect(self._let_go)
        document.changed.connect(self._follow)
        reading.filtered.connect(self._narrow)
        reading.followed.connect(self._narrow)

    @property
    def is_pending(self) -> bool:
        """Tell whether those of a large story are still being read."""
        return self._work.running

    def want(self, wanted: bool) -> None:
        """Read the statements, unless they are there, and follow the story; or leave it."""
        self._wanted = wanted
        if wanted and self._is_stale:
            self._read()
        elif wanted:
            self._narrow()
        elif self._work.running:
            self._let_go()

    def known_event(self, place: int) -> Event | None:
        """Return the event of a statement as it was known at the cursor, None where it has gone."""
        full = self.full_event(place)
        return self._reading.knowing.known(full) if full is not None else None

    def full_event(self, place: int) -> Event | None:
        """Return the event of a statement with all that the file has of it."""
        file = self._document.file
        return file.event_in_row(int(self.columns.row[place])) if file is not None else None

    def statement(self, place: int) -> Statement | None:
        """Return a statement, None where it has gone: after an edit another may stand there, said after the cursor."""
        full, number = self.full_event(place), int(self.columns.place[place])
        found = full.statements[number] if full is not None and number < len(full.statements) else None
        return found if found is not None and self._reading.knowing.had_said(found) else None

    def of_event(self, event_id: str) -> NDArray[np.int64]:
        """Return those of the statements to be seen that are about an event, dated ones first."""
        file = self._document.file
        row = file.row_of_event(event_id) if file is not None and event_id else -1
        shown = np.concatenate((self.dated, self.undated))
        found: NDArray[np.int64] = shown[self.columns.row[shown] == row]
        return found

    def _restart(self) -> None:
        self._let_go()
        self.columns = SaidColumns.empty()
        self._narrow()
        self.changed.emit()
        if self._wanted:
            self._read()

    def _let_go(self) -> None:
        self._work.cancel()
        self._later.stop()
        self.progressed.emit("")
        self._is_stale = True

    def _follow(self) -> None:
        self._is_stale = True
        if not self._wanted:
            return
        if self._document.is_large:
            self._work.cancel()
            self._later.start()
        else:
            self._read()

    def _read(self) -> None:
        file, knowing = self._document.file, self._reading.knowing
        if file is None:
            self._take(SaidColumns.empty())
            return
        # Made here: what a story has of sources is looked up in the window's thread.
        origins = Origins(dict(knowing.source_of), knowing.zone)
        if self._document.is_large:
            self._tell(0.0)
            self._work.start(lambda progress: read_said(file, origins, progress))
        else:
            self._take(read_said(file, origins, lambda _share: None))

    def _take(self, columns: SaidColumns) -> None:
        self._is_stale = False
        self.progressed.emit("")
        self.columns = columns
        self._narrow()
        self.changed.emit()

    def _narrow(self) -> None:
        if not self._wanted:
            return
        columns, reading = self.columns, self._reading
        shown = np.ones(len(columns), np.bool_)
        as_of_s = reading.knowing.as_of_s
        if as_of_s is not None:
            shown &= columns.known_s <= as_of_s
        rows = reading.rows
        if rows is not None:
            shown &= np.isin(columns.row, np.array(rows, np.int32))
        among = shown_among(reading.narrowing, columns.row)
        if among is not None:
            shown &= among
        dated = columns.dated
        self.dated = np.flatnonzero(shown & dated)
        self.undated = np.flatnonzero(shown & ~dated)
        self.narrowed.emit()

    def _tell(self, share: float) -> None:
        self.progressed.emit(f"Reading the statements of {self._document.event_count:,} events… {share:.0%}")

    def _fail(self, error: TimelineError) -> None:
        self._let_go()
        self._document.trouble.emit(str(error))
