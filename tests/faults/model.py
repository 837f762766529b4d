"""A story as plain values in memory, and random edits: what the storage is compared with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from zlib import crc32

from storage import codec
from storage.changes import Change, PutEvent, PutSource, PutStory, RemoveEvent, RemoveSource
from storage.model import Event, Source, Story
from storage.story_file import StoryFile

# Among them what a journal's own marks look like, and half a character.
WORDS = (
    "Homs",
    "حمص",
    "night \N{CRESCENT MOON}",
    '@deadbeef {"base": "1-2"}',
    "a\nb",
    '"\\',
    "\ud83d",
    "\u202etxt.",
    "",
)
DATES = ("2024-12-07", "2011-03", "1944~", "2024-12-07T21:00:00Z/..", "-0043-03-15", "Y-66000000")


@dataclass(frozen=True, slots=True)
class State:
    """What a story holds."""

    story: Story
    events: Mapping[str, Event] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Return what tells this state from another, in any process."""
        rows = [
            codec.story_to_row(self.story),
            {key: codec.event_to_row(value) for key, value in self.events.items()},
            {key: codec.source_to_row(value) for key, value in self.sources.items()},
        ]
        return f"{crc32(json.dumps(rows, sort_keys=True).encode()):08x}"


def state_of(file: StoryFile) -> State:
    """Return what an open file shows."""
    assert not file.problems, file.problems
    return State(file.story, {one.id: one for one in file.events}, {one.id: one for one in file.sources})


def after(state: State, changes: Sequence[Change]) -> State:
    """Return the state that changes make of another."""
    story, events, sources = state.story, dict(state.events), dict(state.sources)
    for change in changes:
        match change:
            case PutEvent(event):
                events[event.id] = event
            case RemoveEvent(event_id):
                del events[event_id]
            case PutSource(source):
                sources[source.id] = source
            case RemoveSource(source_id):
                del sources[source_id]
            case PutStory(new):
                story = new
    return State(story, events, sources)


@dataclass(slots=True, repr=False)
class Model:
    """A story with its steps: `done` holds name and state before each step made, `undone` name and state after."""

    state: State
    done: list[tuple[str, State]] = field(default_factory=list)
    undone: list[tuple[str, State]] = field(default_factory=list)

    @property
    def undo_name(self) -> str:
        return self.done[-1][0] if self.done else ""

    @property
    def redo_name(self) -> str:
        return self.undone[-1][0] if self.undone else ""

    @property
    def word(self) -> str:
        """Return what tells state and steps from others, on one line."""
        return f"{self.state.digest}/{self.undo_name}/{self.redo_name}"

    @property
    def step_words(self) -> frozenset[str]:
        """Return what tells each step and where it leads."""
        return frozenset(f"{name}: {state.digest}" for name, state in (*self.done, *self.undone))

    def applied(self, changes: Sequence[Change], name: str) -> Model:
        """Return the model after a step."""
        state = after(self.state, changes)
        return self if state == self.state else Model(state, [*self.done, (name, self.state)])

    def undo(self) -> Model:
        """Return the model after the last step was taken back."""
        name, before = self.done[-1]
        return Model(before, self.done[:-1], [*self.undone, (name, self.state)])

    def redo(self) -> Model:
        """Return the model after the step taken back last was made again."""
        name, later = self.undone[-1]
        return Model(later, [*self.done, (name, self.state)], self.undone[:-1])

    def __repr__(self) -> str:
        done, undone = ([name for name, _ in steps] for steps in (self.done, self.undone))
        return f"<{self.state.digest}, {len(self.state.events)} events, done {done}, undone {undone}>"

    def is_of(self, other: Model) -> bool:
        """Tell whether this has another's state and none but its steps; old ones may have been forgotten."""
        return (
            self.state == other.state
            and self.done == other.done[len(other.done) - len(self.done) :]
            and self.undone == other.undone[len(other.undone) - len(self.undone) :]
        )


def random_changes(rng: Random, state: State, most_events: int = 12) -> list[Change]:
    """Return one change or a few that can be made to a state, one after the other."""
    changes: list[Change] = []
    for _ in range(rng.choice((1, 1, 1, 2, 5))):
        changes.append(_random_change(rng, after(state, changes), most_events))
    return changes


def _random_change(rng: Random, state: State, most_events: int) -> Change:
    kind = rng.random()
    if kind < 0.15 and state.events:
        return RemoveEvent(rng.choice(sorted(state.events)))
    if kind < 0.25:
        new = Source(f"s{rng.randrange(4)}", {"type": "webpage", "title": rng.choice(WORDS)}, origin=rng.choice(WORDS))
        return PutSource(new)
    if kind < 0.30 and state.sources:
        return RemoveSource(rng.choice(sorted(state.sources)))
    if kind < 0.35:
        return PutStory(replace(state.story, title=f"Story {rng.choice(WORDS)}"))
    return PutEvent(_random_event(rng, f"e{rng.randrange(most_events)}"))


def _random_event(rng: Random, event_id: str) -> Event:
    return Event(
        event_id,
        f"Event {rng.randrange(10**6)} {rng.choice(WORDS)}".strip(),
        rng.choice(DATES),
        place=rng.choice(WORDS),
        text=rng.choice(WORDS) * rng.choice((1, 1, 1, 90)),
        tags=tuple(rng.sample(("one", "two", "three"), rng.randrange(3))),
        starred=rng.random() < 0.3,
    )
