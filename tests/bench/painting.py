"""How long one frame takes, and how much of it is painting: a window of 1920 × 1080 that pans and zooms."""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Iterator
from math import pi, sin
from statistics import median, quantiles
from typing import TYPE_CHECKING

from storage.model import Category, Event, Shape, Stance, Statement, Story
from tests.bench import stories
from tests.bench.figure import Figure
from tests.bench.stories import in_new_process

if TYPE_CHECKING:
    from gui.timeline.canvas import TimelineCanvas
    from gui.timeline.layout.scale import Scale
    from gui.timeline.navigator import Navigator

EVENTS = 10_000
STEPS = 300
RUNS = 4
SIZE_PX = (1920, 1080)
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


def times_ms() -> dict[str, list[float]]:
    """Return the thread's CPU time of each step: the whole frame, and of it the numbers; and the events shown."""
    from PySide6.QtCore import QSizeF
    from PySide6.QtWidgets import QApplication

    from gui.theme import LIGHT, SANS_FAMILIES, font_of
    from gui.timeline.canvas import TimelineCanvas
    from gui.timeline.navigator import Navigator
    from gui.timeline.painter import TimelinePainter
    from gui.timeline.picture import Look
    from gui.timeline.scene import Scene

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    small = font_of(SANS_FAMILIES, 9.0)
    strong = font_of(SANS_FAMILIES, 9.0, bold=True)
    mix = story()
    kinds = [(category.colour, category.shape.value) for category in mix.categories]
    look = Look(LIGHT, font_of(SANS_FAMILIES, 10.0), small, strong, kinds)
    scene = Scene.of(stories.opened(mix, events(EVENTS)), look, QSizeF(*SIZE_PX))
    navigator = Navigator()
    canvas = TimelineCanvas(navigator, lambda: LIGHT.focus)
    canvas.resize(*SIZE_PX)
    canvas.show_scene(scene)
    canvas.show()
    app.processEvents()
    # As the program does once a story is laid out.
    gc.collect()
    gc.freeze()
    whole = scene.fitted(*scene.whole)
    runs = []
    for _ in range(RUNS):
        # Without what the run before has remembered.
        scene.painter = TimelinePainter(look)
        runs.append([_step(canvas, navigator, whole, step) for step in range(-20, STEPS)][20:])
    # The least of each step: what other programs do to the memory meanwhile is not ours.
    best = [min(steps) for steps in zip(*runs, strict=True)]
    return {"whole": [step[0] for step in best], "numbers": [step[1] for step in best], "shown": [s[2] for s in best]}


def _step(canvas: TimelineCanvas, navigator: Navigator, whole: Scale, step: int) -> tuple[float, float, float]:
    """Paint one frame; return its milliseconds, those of the numbers, and how many events it shows."""
    # In and out, swaying sideways: every level of detail, faster than a wheel is turned, and panning within it.
    close = 40 ** ((1 - sin(pi / 2 + 2 * pi * step / STEPS)) / 2)
    navigator.restart(whole.zoomed(close, SIZE_PX[0] * 0.62).panned(300 * sin(step / 9)))
    paints, start_s = canvas.paints, time.thread_time()
    picture = canvas.picture()
    numbers_s = time.thread_time()
    canvas.viewport().repaint()
    end_s = time.thread_time()
    if canvas.paints != paints + 1 or picture is None:
        raise RuntimeError("a step was not painted exactly once")
    return (end_s - start_s) * 1000, (numbers_s - start_s) * 1000, float(len(picture.frame.events))


def measure() -> list[Figure]:
    """Measure the frames of the script."""
    found = in_new_process(times_ms)
    painting = [whole - numbers for whole, numbers in zip(found["whole"], found["numbers"], strict=True)]
    return [
        Figure("events shown in a frame, median", median(found["shown"]), ""),
        Figure("a whole frame at 1920×1080, median", median(found["whole"]), "ms", 5.0),
        Figure("a whole frame at 1920×1080, p99", quantiles(found["whole"], n=100)[98], "ms", 10.0),
        Figure("of it painting, median", median(painting), "ms"),
        Figure("of it painting, p99", quantiles(painting, n=100)[98], "ms"),
    ]
