"""Small stories for the timeline's tests."""

from __future__ import annotations

from collections.abc import Sequence

from gui.timeline.layout.columns import Columns, build_columns
from storage.model import Category, Event, Shape, Source, Stance, Statement

CATEGORIES = (
    Category("front", "Fighting", "red", Shape.CIRCLE),
    Category("talks", "Talks", "indigo", Shape.TRIANGLE),
    Category("era", "Eras", "slate", Shape.BAND),
)


def event(when: str, title: str = "", *, category: str = "front", starred: bool = False, said: int = 0) -> Event:
    """Return an event with an id that is its date."""
    statements = tuple(Statement(f"s{number}", Stance.ASSERTS, speaker="Ada") for number in range(said))
    return Event(when, title or when, when, category=category, starred=starred, statements=statements)


def characters(titles: Sequence[str]) -> list[float]:
    """Measure titles at seven pixels a character."""
    return [7.0 * len(title) for title in titles]


def columns(*whens: str, zone: str = "UTC") -> Columns:
    """Return the columns of events with these dates."""
    return build_columns([event(when) for when in whens], CATEGORIES, zone, characters)[0]


__all__ = ["CATEGORIES", "Source", "characters", "columns", "event"]
