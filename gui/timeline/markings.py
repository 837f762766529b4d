"""Where marked events stand among all that are drawn: looked for once, not for every picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.placed import Layout


class Markings:
    """The marked events of a scene; `row_of` gives an event's row by its id, -1 for none."""

    def __init__(self, row_of: Callable[[str], int]) -> None:
        self._row_of = row_of
        self._marked: frozenset[str] = frozenset()
        self._rows: list[int] = []
        self._is_marked: NDArray[np.bool_] | None = None

    def forget_places(self) -> None:
        """Look for the places anew: the plot is another one."""
        self._is_marked = None

    def among(self, entries: NDArray[np.int32], marked: frozenset[str], layout: Layout) -> frozenset[int]:
        """Return those of some entries of a layout whose events are marked; one alone is the chosen one."""
        if len(marked) < 2:
            return frozenset()
        if marked is not self._marked:
            self._marked, self._is_marked = marked, None
            self._rows = [self._row_of(event_id) for event_id in marked]
        if self._is_marked is None:
            self._is_marked = np.zeros(len(layout.columns), np.bool_)
            self._is_marked[layout.columns.places_of(self._rows)] = True
        return frozenset(entries[self._is_marked[entries]].tolist())
