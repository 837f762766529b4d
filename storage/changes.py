"""The edits that a story file takes. Several in one `StoryFile.apply` are one step: all or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from storage.model import Event, Source, Story


@dataclass(frozen=True, slots=True)
class PutEvent:
    """Add the event, or put it in the place of the one with its id."""

    event: Event


@dataclass(frozen=True, slots=True)
class RemoveEvent:
    """Take the event with this id away."""

    id: str


@dataclass(frozen=True, slots=True)
class PutSource:
    """Add the source, or put it in the place of the one with its id."""

    source: Source


@dataclass(frozen=True, slots=True)
class RemoveSource:
    """Take the source with this id away. What cites it stays and is reported as a problem."""

    id: str


@dataclass(frozen=True, slots=True)
class PutStory:
    """Put the story's own row (title, time zone, categories, ...) in the place of the one there."""

    story: Story


Change = PutEvent | RemoveEvent | PutSource | RemoveSource | PutStory
