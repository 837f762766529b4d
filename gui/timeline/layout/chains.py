"""Which of many candidates find room in one lane after the other: chains of stretches that do not overlap."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Beyond what any stretch reaches, and such that adding a width stays within int64.
_LOW_S, _HIGH_S = -(3 << 61), 3 << 61
_NEVER_S = (1 << 63) - 1


class Chain:
    """Candidates of shape (n,) sorted by their left ends, of which lane after lane picks what fits its gaps.

    In every gap it is the first candidate that begins there, then the first that begins after it, and so on until
    one reaches beyond the gap. All gaps of a lane take their next step together.
    """

    def __init__(self, left_s: NDArray[np.int64], right_s: NDArray[np.int64]) -> None:
        self._left_s = left_s
        self._right_s = np.append(right_s, _NEVER_S)
        # The next candidate still free at or after each place (a union-find).
        self._next = np.arange(len(left_s) + 1)
        self._least_s = np.int64((right_s - left_s).min())
        self.left = len(left_s)

    def pick(self, taken_left_s: NDArray[np.int64], taken_right_s: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the places of candidates that fit beside what is taken (sorted), ascending; they are gone then."""
        gap_s = np.concatenate((np.array([_LOW_S]), taken_right_s))
        end_s = np.append(taken_left_s, _HIGH_S)
        found: list[NDArray[np.int64]] = []
        while True:
            is_wide = gap_s + self._least_s <= end_s
            gap_s, end_s = gap_s[is_wide], end_s[is_wide]
            if not len(gap_s):
                break
            place = self._free(np.searchsorted(self._left_s, gap_s))
            fits = self._right_s[place] <= end_s
            place = place[fits]
            if not len(place):
                break
            found.append(place)
            gap_s, end_s = self._right_s[place], end_s[fits]
        picks = np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)
        self._next[picks] = picks + 1
        self.left -= len(picks)
        return picks

    def _free(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        at = self._next[places]
        while True:
            following = self._next[at]
            if (following == at).all():
                break
            at = following
        self._next[places] = at
        return at
