"""The events of a large story in the order of time, each read when somebody looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from gui.narrowing import Narrowing
from gui.timeline.shown import shown_among
from storage.model import Event
from storage.story_file import StoryFile

_GONE = Event("", "(removed)", "XXXX")


class EventsInTime(Sequence[Event]):
    """A sequence of events over the rows of an open story, shape (n,); nothing of them is kept."""

    def __init__(self, file: StoryFile, rows: NDArray[np.int32]) -> None:
        self._file = file
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int) -> Event: ...

    @overload
    def __getitem__(self, place: slice) -> EventsInTime: ...

    def __getitem__(self, place: int | slice) -> Event | EventsInTime:
        if isinstance(place, slice):
            return EventsInTime(self._file, self.rows[place])
        return self._file.event_in_row(int(self.rows[place])) or _GONE

    def narrowed(self, rows: Sequence[int]) -> EventsInTime:
        """Return those of the events that stand in some rows."""
        return EventsInTime(self._file, self.rows[np.isin(self.rows, np.array(rows, np.int32))])

    def shown(self, narrowing: Narrowing) -> EventsInTime:
        """Return those of the events that are to be seen at the cursor of what is known."""
        mask = shown_among(narrowing, self.rows)
        return self if mask is None else EventsInTime(self._file, self.rows[mask])

    def among(self, rows: Sequence[int]) -> list[int]:
        """Return those of some rows of the file whose events are in it, in its order."""
        wanted = np.zeros(int(self.rows.max(initial=0)) + 1, np.bool_)
        asked = np.array(rows, np.int64)
        wanted[asked[asked < len(wanted)]] = True
        there: list[int] = self.rows[wanted[self.rows]].tolist()
        return there

    def place_of(self, row: int) -> int:
        """Return where the event of a row stands, or -1."""
        found = (self.rows == row).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def places_of(self, rows: Sequence[int]) -> list[int]:
        """Return where the events of some rows stand, without those that do not."""
        places: list[int] = np.isin(self.rows, np.array(rows, np.int32)).nonzero()[0].tolist()
        return places
