"""What a frame of the timeline costs while one zooms and pans, painted for real at 1920×1080."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Sequence
from math import cos, pi, sin
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench import mix, stories
from tests.bench.figure import Figure

STEPS = 200
WARM_UP_STEPS = 20
HOVERS = 300
CLOSEST = 130.0
WIDTH_PX, HEIGHT_PX = 1920, 1080
# An item for each event: beyond this a frame takes seconds.
MOST_ITEMS = 10_000
ALWAYS = (10_000, 1_000_000)


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure the frames at each size, how they grow, and beside them one graphics item for each event."""
    wanted = sorted({1000, *sizes})
    found: dict[int, dict[str, float]] = {}
    figures: list[Figure] = []
    for size in wanted:
        with stories.folder() as folder:
            story = mix.write_story(folder / "story.timeline.json", size)
            found[size] = stories.in_new_process(timeline_ms, story)
            items = stories.in_new_process(items_ms, story) if size <= MOST_ITEMS else None
        name = stories.words(size)
        for which, bound in (("median", 5.0), ("p99", 10.0)):
            figures.append(Figure(f"a frame with {name} events, {which}", found[size][which], "ms", bound))
            if items is not None:
                figures.append(Figure(f"  beside: one item an event, {name}, {which}", items[which], "ms"))
        figures.append(Figure(f"  events shown in a frame with {name}, median", found[size]["shown"], ""))
        figures.append(Figure(f"hover with {name} events, p99", found[size]["hover"], "ms", 0.1))
        figures.append(Figure(f"rows changed while zooming and panning, {name}", found[size]["moved"], "", 0.0))
    if set(ALWAYS) <= found.keys():
        few, many = (found[size] for size in ALWAYS)
        for which in ("median", "p99"):
            figures.append(Figure(f"growth of the {which} from 10k to 1M", many[which], "ms", 1.5, few[which], "10k"))
    return figures


def timeline_ms(path: Path) -> dict[str, float]:
    """Return the thread's CPU time of the frames: numbers and painting."""
    from gui.theme import LIGHT
    from gui.timeline.canvas import TimelineCanvas
    from gui.timeline.navigator import Navigator

    app, scene = _scene(path)
    navigator = Navigator()
    canvas = TimelineCanvas(navigator, lambda: LIGHT.focus)
    canvas.resize(WIDTH_PX, HEIGHT_PX)
    canvas.show_scene(scene)
    canvas.show()
    app.processEvents()
    # As the program does once a story is read.
    gc.collect()
    gc.freeze()
    whole = scene.fitted(*scene.whole)
    lanes: dict[int, int] = {}
    times, shown, moved = [], [], 0
    for step in range(-WARM_UP_STEPS, STEPS):
        navigator.restart(whole.zoomed(_closeness(step), WIDTH_PX * 0.62).panned(300 * sin(step / 9)))
        paints, start_s = canvas.paints, time.thread_time()
        picture = canvas.picture()
        canvas.viewport().repaint()
        taken_ms = (time.thread_time() - start_s) * 1000
        if canvas.paints != paints + 1 or picture is None:
            raise RuntimeError("a step was not painted exactly once")
        for event, lane in zip(picture.frame.events.tolist(), picture.frame.lane.tolist(), strict=True):
            moved += lanes.setdefault(event, lane) != lane
        if step >= 0:
            times.append(taken_ms)
            shown.append(len(picture.frame.events))
    hover = _told(_hover_ms(app, canvas))["p99"]
    return {**_told(times), "shown": median(shown), "moved": moved, "hover": hover}


def _hover_ms(app: Any, canvas: Any) -> list[float]:
    """Return the thread's CPU time of moving the pointer from event to event; what is painted then is not in it."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent

    frame, geometry, none = canvas.picture().frame, canvas.picture().geometry, Qt.MouseButton.NoButton
    tops = geometry.lane_tops(frame.lane) + geometry.title_middle
    times = []
    for place in range(HOVERS):
        event = place * 7 % len(tops)
        at = QPointF(float(frame.mark_px[event]) + place % 30, float(tops[event]))
        moved = QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, Qt.KeyboardModifier.NoModifier)
        start_s = time.thread_time()
        app.sendEvent(canvas.viewport(), moved)
        times.append((time.thread_time() - start_s) * 1000)
        canvas.viewport().repaint()
    return times


def items_ms(path: Path) -> dict[str, float]:
    """Return the same of a scene with one bar and one title for each event, drawn by Qt's graphics view."""
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor, QTransform
    from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene, QGraphicsSimpleTextItem, QGraphicsView

    app, scene = _scene(path)
    whole, columns, lanes = scene.fitted(*scene.whole), scene.columns, scene.plot.layout.lanes
    items = QGraphicsScene()
    for place, (left, right) in enumerate(zip(whole.px_of(columns.start_s), whole.px_of(columns.end_s), strict=True)):
        top = float(lanes.lane[place]) * scene.geometry.lane_pitch
        bar = QGraphicsRectItem(QRectF(left, top, max(right - left, 0.01), 7))
        bar.setBrush(QColor("#b5441c"))
        bar.setPen(Qt.PenStyle.NoPen)
        title = QGraphicsSimpleTextItem(scene.event_id(place), bar)
        title.setPos(left, top + 8)
        title.setFlag(QGraphicsSimpleTextItem.GraphicsItemFlag.ItemIgnoresTransformations)
        items.addItem(bar)
    view = QGraphicsView(items)
    view.resize(WIDTH_PX, HEIGHT_PX)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
    view.show()
    app.processEvents()
    times = []
    for step in range(STEPS):
        closeness = _closeness(step)
        view.setTransform(QTransform.fromScale(closeness, 1.0))
        view.horizontalScrollBar().setValue(round(WIDTH_PX * 0.62 * (closeness - 1) + 300 * sin(step / 9)))
        start_s = time.thread_time()
        view.viewport().repaint()
        times.append((time.thread_time() - start_s) * 1000)
    return _told(times)


def _scene(path: Path) -> tuple[Any, Any]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSizeF
    from PySide6.QtWidgets import QApplication

    from gui.theme import LIGHT, SANS_FAMILIES, font_of
    from gui.timeline.picture import Look
    from gui.timeline.scene import Scene
    from storage.story_file import open_story

    app, file = QApplication([]), open_story(path, read_only=True)
    fonts = (font_of(SANS_FAMILIES, 10.0), font_of(SANS_FAMILIES, 9.0), font_of(SANS_FAMILIES, 9.0, bold=True))
    categories = [(category.colour, category.shape.value) for category in file.story.categories]
    return app, Scene.of(file, Look(LIGHT, *fonts, categories), QSizeF(WIDTH_PX, HEIGHT_PX))


def _closeness(step: int) -> float:
    """Return how close the view is: from the whole story in and out again, somewhat faster than a wheel is turned."""
    closeness: float = CLOSEST ** ((1 - cos(2 * pi * step / STEPS)) / 2)
    return closeness


def _told(times_ms: Sequence[float]) -> dict[str, float]:
    return {"median": median(times_ms), "p99": quantiles(times_ms, n=100)[98]}
