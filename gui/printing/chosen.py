"""What of a story is printed: the events of a range that a search lets through, as they were known on a date."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cached_property

from gui.printing.numbering import number_events, number_sources
from gui.text import shortened
from storage.dates import bounds, display, stretch, words_to_date
from storage.errors import DateError, TimelineError
from storage.known import known_events, moment
from storage.model import Category, Event, Source, Story
from storage.search import Matcher
from storage.standing import Standing, standing
from storage.story_file import StoryFile

LONGEST_SEARCH = 80


@dataclass(frozen=True)
class Chosen:
    """The events to print in the order of time, each as it was known at `as_of_s` (None: as all is known).

    `from_s` and `to_s` (exclusive) are the ends that were asked for, None for none; `from_`, `to`, `search` and `as_of`
    say so in words; `narrowed` says in words what else is left out.
    """

    story: Story
    events: tuple[Event, ...]
    sources: Mapping[str, Source]
    from_: str = ""
    to: str = ""
    from_s: int | None = None
    to_s: int | None = None
    search: str = ""
    as_of: str = ""
    as_of_s: int | None = None
    narrowed: str = ""

    @classmethod
    def of(
        cls,
        file: StoryFile,
        *,
        from_: str = "",
        to: str = "",
        search: str = "",
        as_of: str = "",
        as_of_s: int | None = None,
        only: Container[str] | None = None,
        narrowed: str = "",
    ) -> Chosen:
        """Choose from a story; dates are EDTF or words ("7 Dec 2024"), and their whole length counts.

        With `as_of_s` that is the last second of which is known, and `as_of` only says it. `only` are the ids of the
        events that come into question.

        Raises DateError for a text that is no date, TimelineError where the range ends before it begins.
        """
        story, zone = file.story, file.story.time_zone
        from_s = _edge(from_, zone, last=False)
        to_s = _edge(to, zone, last=True)
        if from_s is not None and to_s is not None and from_s >= to_s:
            raise TimelineError("The range would end before it begins: give a later end or an earlier beginning.")
        if as_of_s is None and as_of.strip():
            as_of_s = moment(as_of, zone)
            as_of = _in_words(as_of)
        events = file.events
        if only is not None:
            events = tuple(event for event in events if event.id in only)
        if from_s is not None or to_s is not None:
            events = tuple(event for event in events if overlaps(event, from_s, to_s, zone))
        sources = {source.id: source for source in file.sources}
        # Words are looked for in what was known then: what was said later must not tell by being found.
        matcher = Matcher(search, sources)
        known = tuple(event for event in known_events(events, sources, as_of_s, zone) if matcher.matches(event))
        from_, to = _in_words(from_), _in_words(to)
        return cls(story, known, sources, from_, to, from_s, to_s, search, as_of, as_of_s, narrowed)

    @property
    def zone(self) -> str:
        """Return the story's time zone."""
        return self.story.time_zone

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Return the number of each event by its id."""
        return number_events(self.events)

    @cached_property
    def source_numbers(self) -> Mapping[str, int]:
        """Return the number of each source that is cited, by its id."""
        return number_sources(self.events, self.sources)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """Return the standing of each event by its id."""
        return {event.id: standing(event, self.sources, self.as_of_s, self.zone) for event in self.events}

    @cached_property
    def categories(self) -> tuple[Category, ...]:
        """Return the story's categories that have an event here, in the story's order."""
        used = {event.category for event in self.events}
        return tuple(category for category in self.story.categories if category.id in used)

    @property
    def words(self) -> str:
        """Return in words what part of the story this is, "" for all of it."""
        parts = []
        if self.from_ and self.to:
            parts.append(f"{self.from_} to {self.to}")
        elif self.from_ or self.to:
            parts.append(f"from {self.from_}" if self.from_ else f"until {self.to}")
        if self.search.strip():
            parts.append(f"events with “{shortened(self.search, LONGEST_SEARCH)}”")
        if self.narrowed:
            parts.append(self.narrowed)
        if self.as_of.strip():
            parts.append(known_when(self.as_of.strip()))
        return ", ".join(parts)


def known_when(as_of: str) -> str:
    """Return in words that this is what was known on a date, or before one."""
    return f"as known {as_of}" if as_of.startswith("before ") else f"as known on {as_of}"


def overlaps(event: Event, from_s: int | None, to_s: int | None, zone: str) -> bool:
    """Tell whether any of an event's time lies between two seconds, the last excluded; one without any does not."""
    place = stretch(event.when, zone, forever=True)
    if place is None:
        return False
    end_s = max(place.end_s, place.start_s + 1)
    return (to_s is None or place.start_s < to_s) and (from_s is None or end_s > from_s)


def _in_words(text: str) -> str:
    # A reader of paper did not type the date, and may not know how EDTF is read.
    return display(words_to_date(text.strip())) if text.strip() else ""


def _edge(text: str, zone: str, *, last: bool) -> int | None:
    if not text.strip():
        return None
    found = bounds(words_to_date(text.strip()), zone)
    second = found.latest_s if last else found.earliest_s
    if second is None:
        raise DateError(f"“{text[:60]}” is open where the range needs an end; give a date that has one.", text[:200])
    return second + 1 if last else second
