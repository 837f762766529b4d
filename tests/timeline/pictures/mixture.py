"""A mixture of every kind of date and of several scripts, for the pictures."""

from __future__ import annotations

import random
from collections.abc import Iterator

from storage.model import Category, Event, Shape, Stance, Statement, Story

_TEXT = "rebels army city government officials say said after night talks border river prison held fell"
_WORDS = tuple(_TEXT.split())
_SCRIPTS = ("اجتماع في الدوحة بشأن المدينة", "会议在多哈举行", "שיחות על העיר נמשכות")
_COLOURS = ("red", "teal", "indigo", "amber", "plum", "green", "blue", "slate")
_SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND, Shape.STAR, Shape.HEXAGON, Shape.CROSS)


def story() -> Story:
    """Return a story with eight categories, one of them of eras."""
    shapes = (*_SHAPES, Shape.BAND)
    pairs = zip(_COLOURS, shapes, strict=True)
    categories = tuple(Category(f"c{place}", f"Category {place}", *pair) for place, pair in enumerate(pairs))
    return Story("00000000-0000-4000-8000-000000000000", "A mix", categories=categories)


def events(count: int, seed: int = 4) -> Iterator[Event]:
    """Yield events clustered in time: points, spans of a few days, and every kind of date that is not sharp."""
    chance = random.Random(seed)
    for number in range(count):
        year = int(min(max(chance.gauss(2000, 9), 1950), 2030))
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        point, later = f"{year}-{month:02d}-{day:02d}", f"{year + chance.randint(0, 1)}-12-{day:02d}"
        span = f"{point}/{later}"
        when = chance.choices(
            [point, span, f"{year}-{month:02d}", f"{point}?", f"{point}~/{later}?", f"{point}/..", f"/{later}"],
            [55, 22, 8, 5, 4, 3, 3],
        )[0]
        title = " ".join(chance.choices(_WORDS, k=chance.randint(2, 9))).capitalize()
        title = chance.choice(_SCRIPTS) if number % 20 == 0 else title
        said = Statement(f"s{number}", Stance.ASSERTS, speaker="Ada", quote=" ".join(chance.choices(_WORDS, k=14)))
        yield Event(
            f"e{number}",
            title,
            when,
            text=" ".join(chance.choices(_WORDS, k=12)) if number % 3 else "",
            category=f"c{number % 7}",
            starred=number % 40 == 0,
            statements=(said,) * (number % 3),
        )
    for number in range(4):
        yield Event(f"era{number}", f"Era {number}", f"{1960 + number * 18}/{1980 + number * 20}", category="c7")
