"""What is made alike in many events: category, tags, place, and how far they are moved in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storage.changes import Change, PutEvent
from storage.dates.shifts import NO_SHIFT, Shift, shift_words
from storage.editing.step import Step, counted, in_quotes
from storage.errors import EditError
from storage.model import Event, Story


@dataclass(frozen=True, slots=True)
class Alteration:
    """What is to be different. `category` (an id) and `place` are left alone where None, and taken away where ""."""

    category: str | None = None
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    place: str | None = None
    shift: Shift = NO_SHIFT

    def __bool__(self) -> bool:
        return self != _NOTHING


_NOTHING = Alteration()


def altered(event: Event, alteration: Alteration, time_zone: str) -> tuple[Event, str]:
    """Return the event as it is to be, and a sentence where its date cannot be moved so: it stays then."""
    removed = set(alteration.remove_tags)
    tags = tuple(dict.fromkeys([*(tag for tag in event.tags if tag not in removed), *alteration.add_tags]))
    # A list with a tag twice stays as it is where nothing is asked of it.
    tags = tags if removed or alteration.add_tags else event.tags
    category = event.category if alteration.category is None else alteration.category
    place = event.place if alteration.place is None else alteration.place
    problem = ""
    if alteration.shift:
        from storage.dates.moving import moved  # With the words of dates: not before a date is moved.

        try:
            event = redated(event, moved(event.when, alteration.shift, time_zone))
        except EditError as error:
            problem = str(error)
    return replace(event, category=category, place=place, tags=tags), problem


def redated(event: Event, when: str) -> Event:
    """Return the event at another date.

    The words that its source used for the old one go, and the day they were counted from: “Saturday” is no Sunday.
    """
    return event if when == event.when else replace(event, when=when, phrase="", basis="")


def alter(events: Iterable[Event], alteration: Alteration, story: Story) -> Step:
    """Return what alters the events. Raises EditError where a date cannot be moved: then none is."""
    changes: list[Change] = []
    for event in events:
        new, problem = altered(event, alteration, story.time_zone)
        if problem:
            raise EditError(f"{in_quotes(event.title)}: {problem}")
        if new != event:
            changes.append(PutEvent(new))
    return Step(changes, alteration_name(alteration, len(changes), story))


def recategorised(events: Iterable[Event], category: str, story: Story) -> Step:
    """Return what puts the events into a category, by its id ("" for none)."""
    return alter(events, Alteration(category=category), story)


def retagged(events: Iterable[Event], add: Sequence[str], remove: Sequence[str], story: Story) -> Step:
    """Return what gives the events tags and takes others from them."""
    return alter(events, Alteration(add_tags=tuple(add), remove_tags=tuple(remove)), story)


def replaced_place(events: Iterable[Event], place: str, story: Story) -> Step:
    """Return what gives the events another place."""
    return alter(events, Alteration(place=place), story)


def shifted(events: Iterable[Event], by: Shift, story: Story) -> Step:
    """Return what moves the events in time. Raises EditError as `alter`."""
    return alter(events, Alteration(shift=by), story)


def alteration_name(alteration: Alteration, count: int, story: Story) -> str:
    """Return what a step is called that altered so many events."""
    of = counted(count)
    names = []
    if alteration.category is not None:
        found = next((each.name for each in story.categories if each.id == alteration.category), "")
        names.append(f"Put {of} into {in_quotes(found or alteration.category)}")
        if not alteration.category:
            names = [f"Take the category from {of}"]
    if alteration.add_tags:
        names.append(f"Tag {of} {', '.join(map(in_quotes, alteration.add_tags[:3]))}")
    if alteration.remove_tags:
        names.append(f"Take {', '.join(map(in_quotes, alteration.remove_tags[:3]))} from {of}")
    if alteration.place is not None:
        where = f"to {in_quotes(alteration.place)}" if alteration.place else "to none"
        names.append(f"Set the place of {of} {where}")
    if alteration.shift:
        names.append(f"Move {of} {shift_words(alteration.shift)}")
    return names[0] if len(names) == 1 else f"Change {of}"
