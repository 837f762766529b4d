"""What the cells of the table hold, as text, and what a text typed into one makes of its event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum

from gui.text import label, one_line
from storage.changes import Change, PutEvent, PutStory
from storage.dates import display
from storage.dates.typed import Habits, Reading, read_typed
from storage.editing.new_category import category_called, new_category
from storage.errors import DateError
from storage.model import Event, Story
from storage.pasting.reading import split_tags


class Cell(IntEnum):
    """The table's columns, from left to right."""

    WHEN = 0
    TITLE = 1
    PLACE = 2
    CATEGORY = 3
    TAGS = 4
    TEXT = 5
    STATEMENTS = 6
    SOURCES = 7


HEADINGS = {
    Cell.WHEN: "When",
    Cell.TITLE: "Title",
    Cell.PLACE: "Place",
    Cell.CATEGORY: "Category",
    Cell.TAGS: "Tags",
    Cell.TEXT: "Text",
    Cell.STATEMENTS: "Statements",
    Cell.SOURCES: "Sources",
}
NOUNS = {Cell.WHEN: "date", Cell.TITLE: "title", Cell.PLACE: "place", Cell.CATEGORY: "category", Cell.TAGS: "tags"}
EDITABLE = frozenset((Cell.WHEN, Cell.TITLE, Cell.PLACE, Cell.CATEGORY, Cell.TAGS, Cell.TEXT))
_MUST = frozenset((Cell.WHEN, Cell.TITLE))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text is no value for its cell; `readings` are what a date can mean where it can mean several things."""

    sentence: str
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An event and the story's own row, as cells that are filled in make them."""

    event: Event
    story: Story

    def changes(self, before: Story) -> list[Change]:
        """Return what stores both."""
        return [*([PutStory(self.story)] if self.story != before else []), PutEvent(self.event)]


def cell_text(event: Event, cell: Cell, story: Story, locale: str) -> str:
    """Return what a cell holds, as it would be typed."""
    match cell:
        case Cell.WHEN:
            return event.phrase or date_text(event.when, locale)
        case Cell.TITLE:
            return event.title
        case Cell.PLACE:
            return event.place
        case Cell.CATEGORY:
            return next((each.name for each in story.categories if each.id == event.category), event.category)
        case Cell.TAGS:
            return ", ".join(event.tags)
        case Cell.TEXT:
            return event.text
        case Cell.STATEMENTS:
            return str(len(event.statements)) if event.statements else ""
        case Cell.SOURCES:
            cited = {*event.sources, *(each.source for each in event.statements if each.source)}
            return str(len(cited)) if cited else ""


def shown_text(event: Event, cell: Cell, story: Story, locale: str) -> str:
    """Return what a cell shows: the date in words, and of a long text the beginning."""
    if cell is Cell.WHEN:
        return one_line(date_text(event.when, locale))
    return label(cell_text(event, cell, story, locale))


def date_text(when: str, locale: str) -> str:
    """Return a date in words, or its notation where nobody can read it."""
    try:
        return display(when, locale, short=True)
    except DateError:
        return when


def filled(draft: Draft, cell: Cell, text: str, habits: Callable[[], Habits]) -> Draft | Refusal:
    """Put a text into a cell."""
    text = text.strip()
    if not text and cell in _MUST:
        return Refusal(f"An event needs a {NOUNS[cell]}.")
    event = draft.event
    match cell:
        case Cell.WHEN:
            now = habits()
            # "Saturday" is counted from the day that it was for this event.
            typed = read_typed(text, replace(now, basis=event.basis or now.basis))
            if len(typed.readings) == 1:
                return replace(draft, event=dated(event, typed.readings[0]))
            if typed.readings:
                return Refusal(f"“{label(text)}” can be read in more than one way.", typed.readings)
            return Refusal(typed.problem)
        case Cell.CATEGORY:
            return _in_category(draft, text)
        case Cell.TAGS:
            return replace(draft, event=replace(event, tags=split_tags(text)))
        case Cell.TITLE:
            return replace(draft, event=replace(event, title=text))
        case Cell.PLACE:
            return replace(draft, event=replace(event, place=text))
        case Cell.TEXT:
            return replace(draft, event=replace(event, text=text))
    return Refusal(f"{HEADINGS[cell]} are edited in the event’s form.")


def dated(event: Event, reading: Reading) -> Event:
    """Give an event the date that was read, with the words it was read from."""
    return replace(event, when=reading.edtf, phrase=reading.phrase, basis=reading.basis)


def _in_category(draft: Draft, name: str) -> Draft:
    if not name:
        return replace(draft, event=replace(draft.event, category=""))
    story, known = draft.story, category_called(draft.story, name)
    if known is None:
        known = new_category(story, name)
        story = replace(story, categories=(*story.categories, known))
    return Draft(replace(draft.event, category=known.id), story)
