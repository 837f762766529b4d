"""A category that is met for the first time while events are written: an id that says what it is, a look of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import uuid4

from storage.codec import COLOURS
from storage.model import Category, Shape, Story
from storage.search import fold

_SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.DIAMOND, Shape.TRIANGLE, Shape.HEXAGON, Shape.STAR, Shape.CROSS)
_LONGEST_KEY = 40


def category_called(story: Story, name: str) -> Category | None:
    """Return the category of an id or a name (case and accents aside), or None."""
    wanted = fold(name.strip())
    by_id = (each for each in story.categories if fold(each.id) == wanted)
    by_name = (each for each in story.categories if fold(each.name) == wanted)
    return next(by_id, None) or next(by_name, None)


def new_category(story: Story, name: str) -> Category:
    """Return a category for a story that has none of this name, unlike those it has as far as colours and marks go."""
    used_colours = {known.colour for known in story.categories}
    used_shapes = {known.shape for known in story.categories}
    colour = next((role for role in COLOURS if role not in used_colours), COLOURS[len(story.categories) % len(COLOURS)])
    shape = next((shape for shape in _SHAPES if shape not in used_shapes), Shape.CIRCLE)
    key = free_key(name, {known.id for known in story.categories})
    return Category(key, name[:1].upper() + name[1:], colour, shape)


def free_key(name: str, taken: Iterable[str]) -> str:
    """Return a key that says what it is for: "bbc-news", "bbc-news-2"."""
    key = "-".join(re.findall(r"[a-z0-9]+", fold(name)))[:_LONGEST_KEY].strip("-") or str(uuid4())
    others, number, free = set(taken), 1, key
    while free in others:
        number += 1
        free = f"{key}-{number}"
    return free
