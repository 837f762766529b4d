"""The story's own data: title, description, time zone, language."""

from __future__ import annotations

from dataclasses import replace

from storage.changes import PutStory
from storage.dates.calendar import is_zone
from storage.dates.quoting import quoted
from storage.editing.step import Step, in_quotes
from storage.errors import EditError
from storage.model import Story


def edit_story(story: Story, *, title: str, description: str, time_zone: str, language: str) -> Step:
    """Return what gives a story these data. Raises EditError for no title and for an unknown zone."""
    if not title.strip():
        raise EditError("A story needs a title.")
    if not is_zone(time_zone):
        raise EditError(f"{quoted(time_zone)} is no known time zone; write one like Europe/Paris.")
    new = replace(story, title=title, description=description, time_zone=time_zone, language=language)
    if new == story:
        return Step([], "")
    return Step([PutStory(new)], _name(story, new))


def _name(old: Story, new: Story) -> str:
    if replace(old, title=new.title) == new:
        return f"Rename the story to {in_quotes(new.title)}"
    if replace(old, time_zone=new.time_zone) == new:
        return f"Set the time zone to {new.time_zone}"
    if replace(old, description=new.description) == new:
        return "Change the story’s description"
    return "Change the story’s data"
