"""What a story is: frozen values, edited with `dataclasses.replace`.

Dates are kept as the EDTF text that stands in the file; `storage.dates` reads them.
`extra` holds the keys of a row that this version does not know, so that they survive a round trip.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

Extra = Mapping[str, Any]
_NOTHING: Extra = MappingProxyType({})


def _nothing() -> Extra:
    return _NOTHING


class Stance(StrEnum):
    """How a speaker stands to the event."""

    ASSERTS = "asserts"
    PARTLY = "partly"
    DENIES = "denies"
    CANNOT_CONFIRM = "cannot-confirm"
    COMMENTS = "comments"


class Shape(StrEnum):
    """How the events of a category are marked; a band is an era behind the others."""

    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    STAR = "star"
    HEXAGON = "hexagon"
    CROSS = "cross"
    BAND = "band"


class Reliability(StrEnum):
    """How far the story's author trusts a source."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of event: `colour` is a role of the theme ("red", "olive", "teal", ...), never a value."""

    id: str
    name: str
    colour: str = "slate"
    shape: Shape = Shape.CIRCLE
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Story:
    """The row of the table `about`."""

    id: str
    title: str
    description: str = ""
    time_zone: str = "UTC"
    language: str = "en"
    categories: tuple[Category, ...] = ()
    format: int = 1
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as its owner gave it: `value`, or `low` and/or `high`. Never added up or averaged."""

    counted: str
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    qualifier: str = ""
    unit: str = ""
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker said of an event.

    `via` is the chain from the speaker's first listener to the outlet that was read
    ("CBS News", "BBC News"); the speaker is not in it.
    """

    id: str
    stance: Stance
    speaker: str = ""
    role: str = ""
    quote: str = ""
    paraphrase: str = ""
    language: str = ""
    said: str = ""
    source: str = ""
    locator: str = ""
    via: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or is said to have happened.

    `when` is EDTF; `phrase` the words the source used for it; `basis` what a relative phrase was resolved against.
    """

    id: str
    title: str
    when: str
    phrase: str = ""
    basis: str = ""
    place: str = ""
    text: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    starred: bool = False
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class OfflineCopy:
    """The kept copy of a source: its file in `NAME.timeline.files/` is named by its SHA-256."""

    sha256: str
    media_type: str
    fetched: str = ""
    extra: Extra = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Source:
    """A CSL-JSON item, kept as it is, with what citing needs beyond it.

    `origin` is the wire or body the source traces back to; empty means the source itself.
    """

    id: str
    csl: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""
    reliability: Reliability = Reliability.UNKNOWN
    copy: OfflineCopy | None = None
    extra: Extra = field(default_factory=_nothing)


NOT_SHOWN = "is not shown"
"""How the sentence ends that says of a row that it is left out."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a row that a reader or author should know: where it is and one sentence about it."""

    table: str
    row: str
    field: str
    message: str
    code: str = "bad-value"

    @property
    def hides_row(self) -> bool:
        """Tell whether nothing of the row is shown for it."""
        return self.message.endswith(NOT_SHOWN)

    def __str__(self) -> str:
        place = " ".join(part for part in (self.table, f"row {self.row}" if self.row else "") if part)
        return ": ".join(part for part in (place, self.field, self.message) if part)
