"""Where marked events stand among all that are drawn: looked for once, not for every picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.placed import Layout


class Markings:
    """The marked events of a scene, by their rows."""

    def __init__(self) -> None:
        self._rows: frozenset[int] = frozenset()
        self._is_marked: NDArray[np.bool_] | None = None

    def forget_places(self) -> None:
        """Look for the places anew: the plot is another one."""
        self._is_marked = None

    def among(self, entries: NDArray[np.int32], rows: frozenset[int], layout: Layout) -> frozenset[int]:
        """Return those of some entries of a layout whose events stand in some rows; one row alone is the chosen one."""
        if len(rows) < 2:
            return frozenset()
        if self._is_marked is None or rows is not self._rows:
            self._rows = rows
            self._is_marked = np.zeros(len(layout.columns), np.bool_)
            self._is_marked[layout.columns.places_of(list(rows))] = True
        return frozenset(entries[self._is_marked[entries]].tolist())
