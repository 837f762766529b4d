"""What is open of a story and cannot be told from its standings: figures far apart, dates that stand on nothing."""

from __future__ import annotations

from collections.abc import Mapping

from storage.ledger import Disagreement, Entry, by_thing, disagreement, figures_with, may_disagree
from storage.model import Event, Source
from storage.origins import Origins
from storage.questions import is_without_basis


def may_be_open(raw: bytes) -> bool:
    """Tell whether the row of an event, as bytes, can hold anything of that: others need not be read."""
    return b'"figures"' in raw or b'"phrase"' in raw


class OpenIndex:
    """Holds the figures that are ever far apart and the rows whose dates have no basis; asked again at every second.

    `take` in every event, then call `finished`.
    """

    def __init__(self, sources: Mapping[str, Source], zone: str = "UTC", locale: str = "en") -> None:
        self._origins = Origins(sources, zone)
        self._locale = locale
        self._figures: list[Entry] = []
        self._row_of: dict[str, int] = {}
        self._apart: list[list[Entry]] = []
        self.rows_without_basis: list[int] = []

    def take(self, row: int, event: Event) -> None:
        """Take in an event with its row."""
        if figures := figures_with(event, self._origins):
            self._figures.extend(figures)
            self._row_of[event.id] = row
        if is_without_basis(event, self._locale):
            self.rows_without_basis.append(row)

    def finished(self) -> OpenIndex:
        """Keep of all figures those that are ever far apart: few are."""
        self._apart = [group for group in by_thing(self._figures) if may_disagree(group)]
        self._figures = []
        return self

    def disagreements(self, as_of_s: int | None = None) -> list[tuple[int, Disagreement]]:
        """Return the figures that were far apart by a second (None: now), with the row of the event they lead to."""
        found = (
            disagreement([entry for entry in group if as_of_s is None or entry.saying.second <= as_of_s])
            for group in self._apart
        )
        return [(self._row_of[each.higher.event_id], each) for each in found if each is not None]
