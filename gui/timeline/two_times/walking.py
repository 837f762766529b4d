"""Going from statement to statement by key: in the order of what happened, or in the order of saying."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.timeline.two_times.said_columns import SaidColumns


def next_statement(
    columns: SaidColumns, dated: NDArray[np.int64], here: int, step: int, *, in_order_of_saying: bool
) -> int:
    """Return the statement a step from `here` among those that are dated (ascending places), or -1 where none are.

    Places ascend in the order of what happened. From -1, or a statement that is not shown, the first or last is next.
    """
    if not len(dated):
        return -1
    order = dated[np.lexsort((dated, columns.said_s[dated]))] if in_order_of_saying else dated
    at = np.flatnonzero(order == here)
    if not len(at):
        return int(order[0] if step > 0 else order[-1])
    return int(order[min(max(int(at[0]) + step, 0), len(order) - 1)])
