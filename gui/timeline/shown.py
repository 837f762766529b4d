"""Which of many rows are to be seen at the cursor of what is known: worked out for all of them at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.narrowing import Narrowing, Since
from storage.knowledge_index import KnowledgeIndex
from storage.known import NEVER_S


def shown_among(narrowing: Narrowing, rows: NDArray[np.int32]) -> NDArray[np.bool_] | None:
    """Tell for rows of the file, shape (n,), whether their events are to be seen; None where all that are laid out are.

    What the layout of `narrowing.rows` leaves out need not be asked about, and is not looked at.
    """
    as_of_s, index = narrowing.knowing.as_of_s, narrowing.knowing.index
    if as_of_s is None:
        return None
    if index is None or not len(rows):
        # Nothing is shown before it is known what had been said.
        return np.zeros(len(rows), np.bool_)
    shown = _by_state(index, narrowing.shown_states, rows)
    for since in narrowing.sinces:
        shown &= _since_when(since, rows) <= as_of_s
    return shown


def _by_state(index: KnowledgeIndex, shown_states: bytes, rows: NDArray[np.int32]) -> NDArray[np.bool_]:
    # These look into the index's own buffers, which cannot grow while anybody does: nothing of them is kept.
    states, of_rows = np.frombuffer(index.states, np.uint8), np.frombuffer(index.rows, np.int64)
    wanted = np.frombuffer(shown_states, np.bool_)
    last = int(max(rows.max(initial=0), of_rows.max(initial=0)))
    by_row = np.zeros(last + 1, np.bool_)
    by_row[of_rows] = wanted[states]
    shown: NDArray[np.bool_] = by_row[rows]
    return shown


def _since_when(since: Since, rows: NDArray[np.int32]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.fromiter((since.get(row, NEVER_S) for row in rows.tolist()), np.int64, len(rows))
    return found
