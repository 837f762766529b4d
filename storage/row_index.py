"""Which rows a value may stand in, by its id: small enough to hold for a million rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# Each part is small, so that none takes long to grow.
_PARTS = 64


class RowIndex:
    """Rows by the hash of the ids that they were seen with.

    What it returns is to be looked at: another id may have the same hash, and a row may have got another id since.
    """

    def __init__(self) -> None:
        self._first: list[dict[int, int]] = [{} for _ in range(_PARTS)]
        self._all: dict[int, dict[int, None]] = {}

    def add(self, row: int, value_id: str) -> bool:
        """Note that a row holds an id; tell whether it is the only one so far."""
        number = hash(value_id)
        first = self._first[number % _PARTS].setdefault(number, row)
        if first == row and number not in self._all:
            return True
        self._all.setdefault(number, {first: None})[row] = None
        return False

    def add_all(self, rows: Sequence[int], ids: Iterable[str]) -> bool:
        """Note ids in rows; where any of them is there already, tell so and leave it to `add` to note them."""
        first, alone = self._first, True
        for row, number in zip(rows, map(hash, ids), strict=True):
            if first[number % _PARTS].setdefault(number, row) != row:
                alone = False
        return alone

    @property
    def has_doubles(self) -> bool:
        """Tell whether there may be an id that stands in two rows."""
        return bool(self._all)

    def rows(self, value_id: str) -> tuple[int, ...]:
        """Return the rows that may hold an id, in their order."""
        number = hash(value_id)
        if number in self._all:
            return tuple(sorted(self._all[number]))
        first = self._first[number % _PARTS].get(number)
        return () if first is None else (first,)
