"""Gather what the page of an event is made of, as it was known at the moment that the reader looks from."""

from __future__ import annotations

from dataclasses import dataclass

from gui.knowing import Knowing
from gui.reader.citing import NumberedSources
from gui.reader.positions import StanceGroup, grouped_positions
from storage.ledger import Entry, figures_of
from storage.model import Event, Stance, Story
from storage.reasons import Reasons
from storage.standing import Standing

FOR = (Stance.ASSERTS, Stance.PARTLY)
AGAINST = (Stance.DENIES, Stance.CANNOT_CONFIRM)
_MOST_SIDE_BY_SIDE = 60
"""Columns are laid out as a whole before they are seen: so many cards are, without a pause."""


@dataclass(frozen=True, slots=True)
class EventContent:
    """What was known of an event, by now or (`in_past`) at an earlier moment.

    `spare_em` is by how much a page with room for two columns is wider than a text should be; 0 for one column.
    """

    story: Story
    event: Event
    standing: Standing
    reasons: Reasons
    groups: tuple[StanceGroup, ...]
    figures: tuple[Entry, ...]
    sources: NumberedSources
    in_past: bool = False
    spare_em: float = 0.0

    @property
    def has_two_sides(self) -> bool:
        """Tell whether some speak for it and some against it, few enough to stand side by side."""
        stances = {group.stance for group in self.groups}
        few = len(self.event.statements) <= _MOST_SIDE_BY_SIDE
        return few and not stances.isdisjoint(FOR) and not stances.isdisjoint(AGAINST)


def content_of(story: Story, full: Event, shown: Event, knowing: Knowing, sources: NumberedSources) -> EventContent:
    """Return the content for `shown`, which is what was known of `full` at the cursor of `knowing`."""
    in_past = knowing.as_of_s is not None
    return EventContent(
        story,
        shown,
        knowing.standing(shown),
        knowing.reasons(shown),
        grouped_positions(full, shown, knowing.origins, in_past=in_past),
        figures_of(shown, knowing.source_of, zone=knowing.zone),
        sources,
        in_past,
    )
