"""Find the events that may be the one being typed: the same time, much the same words. A hint, never a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Protocol

from storage.dates import bounds
from storage.errors import DateError
from storage.search import fold

ALIKE = 70.0
"""The least likeness (0 to 100) that is worth a hint."""

MOST_HINTS = 3
MOST_COMPARED = 20_000
_LONGEST_TITLE = 200
# Words that say nothing about which event it is.
_SMALL = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or", "the", "to", "with"]
)


class Titled(Protocol):
    """What is compared: an event, or its brief."""

    @property
    def id(self) -> str:
        """Return what it is found by."""

    @property
    def title(self) -> str:
        """Return what it is called."""

    @property
    def when(self) -> str:
        """Return its date in EDTF."""


@dataclass(frozen=True, slots=True)
class Alike:
    """An event of the story that resembles another, by 0 to 100."""

    id: str
    title: str
    when: str
    score: float


def alike(title: str, when: str, candidates: Iterable[Titled], zone: str = "UTC") -> list[Alike]:
    """Return the few events whose time overlaps and whose titles resemble, the most alike first.

    Of more than MOST_COMPARED candidates the others are left out: it must take milliseconds. Returns none for a date
    that cannot be read.
    """
    words = plain_words(title)
    span = _span(when, zone)
    if not words or span is None:
        return []
    found = []
    for candidate in islice(candidates, MOST_COMPARED):
        # The title first: a date takes ten times as long.
        score = likeness(words, plain_words(candidate.title))
        if score >= ALIKE and _overlap(span, _span(candidate.when, zone)):
            found.append(Alike(candidate.id, candidate.title, candidate.when, score))
    return sorted(found, key=lambda one: -one.score)[:MOST_HINTS]


@lru_cache(maxsize=MOST_COMPARED)
def plain_words(title: str) -> str:
    """Return a title without case, accents, signs and small words."""
    folded = "".join(char if char.isalnum() else " " for char in fold(title[:_LONGEST_TITLE]))
    words = folded.split()
    return " ".join(word for word in words if word not in _SMALL) or " ".join(words)


def likeness(one: str, other: str) -> float:
    """Return how much two titles, as `plain_words` gives them, resemble each other, 0 to 100.

    Half of it is what they share, half how much that is of both: “Homs” alone is not like “Who holds Homs?”.
    """
    from rapidfuzz import fuzz  # Not at the start: it is needed when somebody types.

    whole: float = fuzz.token_sort_ratio(one, other)
    return whole if whole < ALIKE / 2 else (whole + float(fuzz.token_set_ratio(one, other))) / 2


def _span(when: str, zone: str) -> tuple[int | None, int | None] | None:
    try:
        found = bounds(when, zone)
    except DateError:
        return None
    return found.earliest_s, found.latest_s


def _overlap(one: tuple[int | None, int | None], other: tuple[int | None, int | None] | None) -> bool:
    if other is None:
        return False
    begins_in_time = one[0] is None or other[1] is None or one[0] <= other[1]
    ends_in_time = one[1] is None or other[0] is None or other[0] <= one[1]
    return begins_in_time and ends_in_time
