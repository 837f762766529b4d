"""Counting the ones of a mask up to any place, and finding the k-th of them, without looking at all of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_BITS = 64


class Ranks:
    """A mask of shape (n,) in one bit each, with the number of ones before each word of 64."""

    def __init__(self, mask: NDArray[np.bool_]) -> None:
        packed = np.packbits(mask, bitorder="little")
        words = np.zeros(len(mask) // _BITS + 1, np.dtype("<u8"))
        words.view(np.uint8)[: len(packed)] = packed
        self._words = words
        self._before = np.zeros(len(words), np.int32)
        np.cumsum(np.bitwise_count(words[:-1]), out=self._before[1:], dtype=np.int32)

    @property
    def nbytes(self) -> int:
        """Return the bytes that it takes."""
        return self._words.nbytes + self._before.nbytes

    def before(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many ones stand before each of some places (0 to n)."""
        word, bit = places // _BITS, (places % _BITS).astype(np.uint64)
        below = self._words[word] & ((np.uint64(1) << bit) - np.uint64(1))
        return self._before[word].astype(np.int64) + np.bitwise_count(below)

    def between(self, first: int, last: int) -> int:
        """Return how many ones stand from `first` up to but not at `last`."""
        one, other = self.before(np.array((first, last))).tolist()
        return int(other - one)

    def kth(self, ks: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return where the k-th ones stand, counted from 0; each k must be there."""
        word = np.searchsorted(self._before, ks.astype(np.int32), "right") - 1
        bits = np.unpackbits(self._words[word].view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        wanted = ks - self._before[word] + 1
        inside: NDArray[np.int64] = np.argmax(np.cumsum(bits, axis=1) >= wanted[:, None], axis=1)
        return word * _BITS + inside
