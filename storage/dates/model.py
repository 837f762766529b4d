"""What a date is: frozen values that keep what was left open."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, IntEnum

APPROXIMATE = 1
UNCERTAIN = 2
Qualities = tuple[int, int, int]
_CERTAIN: Qualities = (0, 0, 0)


class Kind(Enum):
    """The form of a date as a whole."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "one of"
    ALL_OF = "all of"


class Grain(IntEnum):
    """How fine a part is; OPEN (`..`) and UNKNOWN (left empty) stand for an end without a date."""

    UNKNOWN = 0
    OPEN = 1
    YEAR = 2
    SEASON = 3
    MONTH = 4
    DAY = 5
    MINUTE = 6
    SECOND = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A point of the calendar as finely as it was given.

    `month` is 1-12, a season's code 21-41, or 0; `clock_s` counts from midnight; `offset_s` is what the clock was
    ahead of UTC, None for a local time. `qualities` holds APPROXIMATE | UNCERTAIN for year, month and day.
    `mask` is the text where digits are unspecified ("156X-12-25"), else empty: a component with an X is then its
    lowest value (year) or 0 (month, day). `significant` and `exponent` are those of `Y3388E2S3`, 0 where not given.
    """

    grain: Grain
    year: int = 0
    month: int = 0
    day: int = 0
    clock_s: int = 0
    offset_s: int | None = None
    qualities: Qualities = _CERTAIN
    mask: str = ""
    significant: int = 0
    exponent: int = 0

    @property
    def is_date(self) -> bool:
        """Tell whether there is a date at all: neither open nor unknown."""
        return self.grain >= Grain.YEAR

    @property
    def quality(self) -> int:
        """Join the qualities of all components."""
        year, month, day = self.qualities
        return year | month | day

    @property
    def approximate(self) -> bool:
        """Tell whether any component is approximate (`~`)."""
        return bool(self.quality & APPROXIMATE)

    @property
    def uncertain(self) -> bool:
        """Tell whether any component is uncertain (`?`)."""
        return bool(self.quality & UNCERTAIN)


OPEN = Part(Grain.OPEN)
UNKNOWN = Part(Grain.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Range:
    """Consecutive members of a set (`1670..1672`); an end can be OPEN."""

    start: Part
    end: Part


Member = Part | Range


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written and as read. Two dates are equal when they mean the same, however written.

    `parts` holds one Part (DATE), start and end (INTERVAL), or the members of a set.
    """

    text: str = field(compare=False)
    kind: Kind
    parts: tuple[Member, ...]
