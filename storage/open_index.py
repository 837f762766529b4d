"""What is open of a story and cannot be told from its standings: figures far apart, dates that stand on nothing."""

from __future__ import annotations

from collections.abc import Mapping

from storage.ledger import Disagreement, Entry, disagreements, figures_of
from storage.model import Event, Source
from storage.questions import is_without_basis


def may_be_open(raw: bytes) -> bool:
    """Tell whether the row of an event, as bytes, can hold anything of that: others need not be read."""
    return b'"figures"' in raw or b'"phrase"' in raw


class OpenIndex:
    """Holds the figures of all events and the rows whose dates have no basis; asked again at every second.

    Where a source or the time zone changed, build another one.
    """

    def __init__(self, sources: Mapping[str, Source], zone: str = "UTC", locale: str = "en") -> None:
        self._sources = sources
        self._zone = zone
        self._locale = locale
        self._figures: dict[int, tuple[Entry, ...]] = {}
        self._row_of: dict[str, int] = {}
        self._without_basis: set[int] = set()

    @property
    def rows_without_basis(self) -> list[int]:
        """Return the rows of the events whose dates stand on words that count from nothing, ascending."""
        return sorted(self._without_basis)

    def refresh(self, row: int, event: Event | None) -> None:
        """Take in an event, one that was changed, or one that went (None)."""
        self._figures.pop(row, None)
        self._without_basis.discard(row)
        if event is None:
            return
        if figures := figures_of(event, self._sources, zone=self._zone):
            self._figures[row] = figures
            self._row_of[event.id] = row
        if is_without_basis(event, self._locale):
            self._without_basis.add(row)

    def disagreements(self, as_of_s: int | None = None) -> list[tuple[int, Disagreement]]:
        """Return the figures that were far apart by a second (None: now), with the row of the event they lead to."""
        entries = (
            entry
            for figures in self._figures.values()
            for entry in figures
            if as_of_s is None or entry.saying.second <= as_of_s
        )
        return [(self._row_of[found.higher.event_id], found) for found in disagreements(entries)]
