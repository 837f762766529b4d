"""Arrays with a few elements taken out and a few put in, each in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Splice:
    """Takes out the places `gone` (ascending) of arrays of shape (n,), and puts new elements in before `at`.

    `at` (k,) ascends, in places of the old array; at n something is put in at the end.
    """

    n: int
    gone: NDArray[np.int64]
    at: NDArray[np.int64]

    def __call__(self, old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
        """Return the old array with the change made; `new` has shape (k,)."""
        new = new.astype(old.dtype)
        pieces: list[NDArray[Any]] = []
        done = 0
        for place, number in self._cuts():
            pieces.append(old[done:place])
            if number < 0:
                done = place + 1
            else:
                pieces.append(new[number : number + 1])
                done = place
        return np.concatenate([*pieces, old[done:]])

    def numbers(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Return where each old element (n,) and each new one (k,) stands afterwards; what has gone stands anywhere."""
        steps = np.ones(self.n, np.int32)
        steps[self.gone] = 0
        kept_before = self.at - np.searchsorted(self.gone, self.at)
        inside = self.at[self.at < self.n]
        np.add.at(steps, inside, 1)
        old = np.cumsum(steps, dtype=np.int32)
        old -= 1
        return old, kept_before + np.arange(len(self.at))

    def _cuts(self) -> list[tuple[int, int]]:
        """Return the places of changes in order, with the number of the new element or -1 for what goes."""
        cuts = [(int(place), number) for number, place in enumerate(self.at)]
        # What is put in before a place comes before that place is taken out.
        return sorted([*cuts, *((int(place), -1) for place in self.gone)], key=lambda cut: (cut[0], cut[1] < 0))
