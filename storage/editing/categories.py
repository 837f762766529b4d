"""Categories of a story: made, named, told apart, put in order, merged and taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from storage.changes import Change, PutEvent, PutStory
from storage.editing.step import Step, in_quotes
from storage.errors import EditError
from storage.model import Category, Event, Shape, Story
from storage.search import fold

LONGEST_NAME = 200


def name_problem(name: str) -> str:
    """Return in a sentence why a category cannot be called so, "" where it can."""
    if not name.strip():
        return "A category needs a name."
    return f"A name has at most {LONGEST_NAME} characters." if len(name) > LONGEST_NAME else ""


def same_named(story: Story, name: str, but: str = "") -> Category | None:
    """Return the category that a reader takes for one of this name (case and accents aside), except the one `but`."""
    wanted = _key(name)
    return next((each for each in story.categories if each.id != but and _key(each.name) == wanted), None)


def twins(story: Story) -> list[tuple[Category, Category]]:
    """Return the pairs of categories with the same name: each later one with the first."""
    first: dict[str, Category] = {}
    return [
        (first[_key(each.name)], each) for each in story.categories if first.setdefault(_key(each.name), each) != each
    ]


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def add_category(story: Story, category: Category) -> Step:
    """Return what adds a category behind the others. Raises EditError for a name that it cannot have."""
    _refuse(category.name)
    if any(each.id == category.id for each in story.categories):
        raise EditError("There is a category with this id already.")
    return _put(story, (*story.categories, category), f"Add category {in_quotes(category.name)}")


def rename_category(story: Story, category_id: str, name: str) -> Step:
    """Return what gives a category another name. Raises EditError."""
    _refuse(name)
    old = found(story, category_id)
    return _changed(story, replace(old, name=name), f"Rename category {in_quotes(old.name)} to {in_quotes(name)}")


def recolour_category(story: Story, category_id: str, colour: str) -> Step:
    """Return what gives a category another colour, by its role in the theme. Raises EditError."""
    old = found(story, category_id)
    return _changed(story, replace(old, colour=colour), f"Colour category {in_quotes(old.name)} {colour}")


def reshape_category(story: Story, category_id: str, shape: Shape) -> Step:
    """Return what gives a category another mark. Raises EditError."""
    old = found(story, category_id)
    return _changed(story, replace(old, shape=shape), f"Mark category {in_quotes(old.name)} with a {shape.value}")


def move_category(story: Story, category_id: str, by: int) -> Step:
    """Return what moves a category down by so many places (up where negative), at most to the end. Raises EditError."""
    old = found(story, category_id)
    others = [each for each in story.categories if each is not old]
    place = min(max(story.categories.index(old) + by, 0), len(others))
    others.insert(place, old)
    return _put(story, tuple(others), f"Move category {in_quotes(old.name)} {'down' if by > 0 else 'up'}")


def merge_categories(story: Story, events: Iterable[Event], category_id: str, into_id: str) -> Step:
    """Return what puts all events of a category into another, and takes the first away. Raises EditError."""
    old, into = found(story, category_id), found(story, into_id)
    if old is into:
        raise EditError("A category cannot be merged into itself.")
    name = f"Merge category {in_quotes(old.name)} into {in_quotes(into.name)}"
    return Step(_moved(story, events, category_id, into_id), name)


def delete_category(story: Story, events: Iterable[Event], category_id: str) -> Step:
    """Return what takes a category away; its events are without one then. Raises EditError."""
    old = found(story, category_id)
    return Step(_moved(story, events, category_id, ""), f"Delete category {in_quotes(old.name)}")


def _moved(story: Story, events: Iterable[Event], category_id: str, into_id: str) -> Iterator[Change]:
    """Yield what leaves a category without events, and then the story without it."""
    twice = sum(each.id == category_id for each in story.categories) > 1
    for event in events:
        # Of two categories with one id the events stay with the other.
        if event.category == category_id and not (twice and not into_id):
            yield PutEvent(replace(event, category=into_id))
    gone = found(story, category_id)
    yield PutStory(replace(story, categories=tuple(each for each in story.categories if each is not gone)))


def found(story: Story, category_id: str) -> Category:
    """Return the category with an id. Raises EditError where it has gone."""
    for each in story.categories:
        if each.id == category_id:
            return each
    raise EditError("This category is no longer there.")


def _refuse(name: str) -> None:
    problem = name_problem(name)
    if problem:
        raise EditError(problem)


def _changed(story: Story, new: Category, name: str) -> Step:
    old = found(story, new.id)
    return _put(story, tuple(new if each is old else each for each in story.categories), name)


def _put(story: Story, categories: tuple[Category, ...], name: str) -> Step:
    return Step([] if categories == story.categories else [PutStory(replace(story, categories=categories))], name)
