"""Bands of speakers and of sources: since when an event stands in each of them, by who had spoken of it then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from gui.document import MOST_AT_ONCE
from gui.timeline.layout.building import Grouping
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.plot import Plot
from gui.work import Progress, Work
from storage.brief import Outline
from storage.model import Source
from storage.origins import EVER_S, Origins, Said
from storage.story_file import StoryFile

_Found = NDArray[np.int64]


class SaidBy(QObject):
    """Works out who had spoken of what, of a large story in a thread; `found` tells that it is there."""

    found = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: _Found | None = None
        self._asked: tuple[Columns, tuple[Source, ...]] | None = None
        self._work = Work(self)
        self._work.finished.connect(self._take)
        self._work.failed.connect(lambda _error: self.forget())

    def forget(self) -> None:
        """Let go of what belongs to another story, and of work on it."""
        self._work.cancel()
        self._found = self._asked = None

    def by(self, plot: Plot, file: StoryFile | None, as_of_s: int) -> NDArray[np.bool_] | np.bool_:
        """Tell of a plot's entries (n,) whether somebody of their band had spoken by a second.

        Of a large story nobody had until that is worked out.
        """
        columns, grouping = plot.layout.columns, plot.plan.grouping
        if grouping not in (Grouping.SPEAKER, Grouping.SOURCE) or file is None:
            return np.True_
        sources, keys = file.sources, plot.band_keys
        if self._asked is None or self._asked[0] is not columns or self._asked[1] is not sources:
            self._asked, self._found = (columns, sources), None
            # Made here: what a story has of sources is looked up in the window's thread.
            origins = Origins({source.id: source for source in sources}, file.story.time_zone)
            if len(columns) <= MOST_AT_ONCE:
                self._work.cancel()
                self._found = since_in_bands(file, origins, columns, keys, grouping)
            else:
                self._work.start(lambda progress: since_in_bands(file, origins, columns, keys, grouping, progress))
        return np.False_ if self._found is None else self._found <= as_of_s

    def _take(self, found: _Found) -> None:
        self._found = found
        self.found.emit()


def since_in_bands(
    file: StoryFile,
    origins: Origins,
    columns: Columns,
    band_keys: tuple[str, ...],
    grouping: Grouping,
    progress: Progress = lambda share: None,
) -> NDArray[np.int64]:
    """Return since which second each entry stands in its band (n,), EVER_S where nothing tells.

    Bands are of speakers or of sources. May run in a thread, with origins of its own; what `progress` raises ends it.
    """
    since: dict[tuple[int, str], int] = {}
    done = 0
    for turn in file.outlines():
        for one in turn:
            event = one if isinstance(one, Outline) else file.event_in_row(one.row)
            if event is None:
                continue
            said = event.said if isinstance(event, Outline) else event.statements
            cited = event.cited if isinstance(event, Outline) else event.sources
            _note(since, one.row, said, grouping, origins)
            if grouping is Grouping.SOURCE:
                for source in cited:
                    _note_at(since, one.row, source, origins.published_s(source))
        done += len(turn)
        progress(min(done / max(file.event_count, 1), 1.0))
    entries = zip(columns.row.tolist(), columns.band.tolist(), strict=True)
    return np.fromiter((since.get((row, band_keys[band]), EVER_S) for row, band in entries), np.int64, len(columns))


def _note(
    since: dict[tuple[int, str], int], row: int, said: tuple[Said, ...], grouping: Grouping, origins: Origins
) -> None:
    for one in said:
        key = one.speaker if grouping is Grouping.SPEAKER else one.source
        if key:
            _note_at(since, row, key, origins.said_s(one))


def _note_at(since: dict[tuple[int, str], int], row: int, key: str, second: int) -> None:
    since[row, key] = min(since.get((row, key), second), second)
