"""Small stories for the timeline's tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.building import Built, Grouping, Measure, Plan, build_columns
from gui.timeline.layout.columns import Columns
from storage.model import Category, Shape

CATEGORIES = (
    Category("front", "Fighting", "red", Shape.CIRCLE),
    Category("talks", "Talks", "indigo", Shape.TRIANGLE),
    Category("era", "Eras", "slate", Shape.BAND),
)


@dataclass(frozen=True)
class Told:
    """What the columns need to know of an event."""

    title: str
    when: str
    row: int = 0
    category: str = "front"
    place: str = ""
    starred: bool = False
    speakers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    statements: int = 0


def event(when: str, title: str = "", *, category: str = "front", starred: bool = False, said: int = 0) -> Told:
    """Return an event with a title that is its date."""
    return Told(title or when, when, category=category, starred=starred, statements=said)


def characters(titles: Sequence[str]) -> NDArray[np.float32]:
    """Measure titles at seven pixels a character."""
    return np.array([7.0 * len(title) for title in titles], np.float32)


def built(*events: Told, zone: str = "UTC", measure: Measure = characters, grouping: Grouping = Grouping.NONE) -> Built:
    """Return the columns of events, whose rows are numbered from 0."""
    rows = [replace(one, row=row) for row, one in enumerate(events)]
    return build_columns(rows, Plan(CATEGORIES, zone, measure, grouping=grouping))


def columns(*whens: str, zone: str = "UTC") -> Columns:
    """Return the columns of events with these dates."""
    return built(*map(event, whens), zone=zone).marks
