"""The figures of a story with their owners, read while somebody looks at them and kept in step with edits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import Document
from gui.knowing import Knowing
from gui.work import Progress, Work
from storage.csl import one_line
from storage.errors import TimelineError
from storage.ledger import Counted, Entry, figures_with, grouped
from storage.origins import Ground, Origins
from storage.story_file import StoryFile

FOLLOW_MS = 250
_MOST_LOOKED_AT = 300


@dataclass(frozen=True, slots=True)
class _Group:
    """All that was ever said of one thing that is counted: what is dated in the order of saying, and the rest."""

    dated: Sequence[Entry]
    seconds: Sequence[int]
    undated: Sequence[Entry]

    @classmethod
    def of(cls, counted: Counted) -> _Group:
        dated = [entry for entry in counted.entries if entry.saying.ground is not Ground.UNDATED]
        undated = [entry for entry in counted.entries if entry.saying.ground is Ground.UNDATED]
        return cls(dated, [entry.saying.second for entry in dated], undated)

    def known(self, as_of_s: int | None) -> Counted | None:
        """Return what had been said by a second, named as by the first of them; None where that is nothing."""
        count = len(self.dated) if as_of_s is None else bisect_right(self.seconds, as_of_s)
        entries = (*self.dated[:count], *self.undated)
        if not entries:
            return None
        first = entries[0].figure
        return Counted(one_line(first.counted), one_line(first.unit), entries)


class FigureLedger(QObject):
    """Holds the figures as they were known at the cursor; `changed` tells that `groups` are others.

    `progressed` carries a word on the reading of a large story, "" at its end. Nothing is read before it is wanted.
    """

    changed = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, knowing: Knowing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._knowing = knowing
        self._wanted = False
        self._by_row: dict[int, tuple[Entry, ...]] | None = None
        self._groups: tuple[_Group, ...] = ()
        self._read_with: tuple[object, str] = ((), "")
        self._missed: set[int] = set()
        self.groups: tuple[Counted, ...] = ()
        """What is counted, by the first time that somebody spoke of it; each with its figures in that order."""
        self._work = Work(self)
        self._work.finished.connect(self._take)
        self._work.progressed.connect(self._tell)
        self._work.failed.connect(self._fail)
        self._pause = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._pause.timeout.connect(self._regroup)
        document.opened.connect(self._restart)
        document.closing.connect(self._forget)
        document.changed.connect(self._follow)
        knowing.moved.connect(self._show)

    @property
    def is_pending(self) -> bool:
        """Tell whether the figures of a large story are still being read."""
        return self._work.running

    def want(self, wanted: bool) -> None:
        """Read the figures, unless they are there, and follow the story; or leave it."""
        self._wanted = wanted
        if wanted and self._by_row is None and not self._work.running:
            self._read()
        elif not wanted and self._work.running:
            self._forget()

    def _restart(self) -> None:
        self._forget()
        self.changed.emit()
        if self._wanted:
            self._read()

    def _forget(self) -> None:
        self._work.cancel()
        self._pause.stop()
        self.progressed.emit("")
        # What was shown as known at one moment must not be seen again at another.
        self._by_row, self._groups, self.groups = None, (), ()

    def _read(self) -> None:
        file = self._document.file
        if file is None:
            self._take({})
            return
        self._read_with = (self._document.sources, self._knowing.zone)
        self._missed = set()
        # Made here: what a story has of sources is looked up in the window's thread.
        origins = Origins(dict(self._knowing.source_of), self._knowing.zone)
        if self._document.is_large:
            self._tell(0.0)
            self._work.start(lambda progress: _figures_in(file, origins, progress))
            return
        found = ((file.row_of_event(event.id), figures_with(event, origins)) for event in self._document.events)
        self._take({row: entries for row, entries in found if entries})

    def _take(self, by_row: Mapping[int, tuple[Entry, ...]]) -> None:
        self.progressed.emit("")
        self._by_row = dict(by_row)
        self._look_at(self._missed)
        self._missed = set()
        self._regroup()

    def _follow(self) -> None:
        rows = self._document.touched_rows
        if not self._wanted:
            self._forget()
            return
        sources, zone = self._read_with
        is_other = sources is not self._document.sources or zone != self._knowing.zone
        if rows is None or is_other or not self._document.is_large or len(rows) > _MOST_LOOKED_AT:
            self._work.cancel()
            self._read()
        elif self._work.running:
            self._missed |= {*rows}
        else:
            self._look_at(rows)
            self._pause.start()

    def _look_at(self, rows: Sequence[int] | set[int]) -> None:
        file = self._document.file
        if file is None or self._by_row is None:
            return
        for row in rows:
            event = file.event_in_row(row)
            entries = figures_with(event, self._knowing.origins) if event is not None else ()
            self._by_row.pop(row, None)
            if entries:
                self._by_row[row] = entries

    def _regroup(self) -> None:
        by_row = self._by_row or {}
        self._groups = tuple(map(_Group.of, grouped(entry for entries in by_row.values() for entry in entries)))
        self._show()

    def _show(self) -> None:
        if self._by_row is None:
            return
        known = [group.known(self._knowing.as_of_s) for group in self._groups]
        self.groups = tuple(sorted((group for group in known if group is not None), key=_first_said))
        self.changed.emit()

    def _tell(self, share: float) -> None:
        self.progressed.emit(f"Reading the figures of {self._document.event_count:,} events… {share:.0%}")

    def _fail(self, error: TimelineError) -> None:
        self._forget()
        self._document.trouble.emit(str(error))


def _first_said(group: Counted) -> tuple[bool, int]:
    first = group.entries[0].saying
    return first.ground is Ground.UNDATED, first.second


def _figures_in(file: StoryFile, origins: Origins, progress: Progress) -> dict[int, tuple[Entry, ...]]:
    """Read all events with figures; runs in a thread."""
    found = file.each_event(None, lambda row: b'"figures"' in row, progress)
    return {row: entries for row, event in found if (entries := figures_with(event, origins))}
