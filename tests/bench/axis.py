"""How long the axis of one frame takes, from seconds to aeons."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from gui.timeline.calendars import calendar_of
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import axis_ticks, context_labels, labelled_ticks
from gui.timeline.layout.ticks_calendar import Calendar
from tests.bench.figure import Figure

WIDTH_PX = 1920
NOW_S, BIG_BANG_S = 1_733_000_000, -435_485_000_000_000_000


def text_px(text: str) -> float:
    """Return about what a label measures."""
    return 7.0 * len(text)


def frames(at_s: int) -> list[Scale]:
    """Return views of every zoom around an instant, none twice."""
    zooms = [2.0 ** (half / 2) for half in range(-16, 108)]
    return [Scale(at_s << 32, zoom).panned(-900 + 37.3 * pan) for zoom in zooms for pan in range(8)]


def median_ms(axis: Callable[[Scale], object], scales: list[Scale]) -> float:
    """Return the median milliseconds of processor time that an axis takes."""
    times = []
    for scale in scales:
        began = time.thread_time()
        axis(scale)
        times.append((time.thread_time() - began) * 1000)
    return median(times)


def measure() -> list[Figure]:
    """Measure ticks with their labels placed, in the story's zone, deep in time and in other calendars."""

    def labelled(calendar: Calendar | None) -> Callable[[Scale], object]:
        def placed(scale: Scale) -> object:
            found = axis_ticks(scale, WIDTH_PX, "Europe/Berlin", "en", text_px, calendar)
            return labelled_ticks(found, WIDTH_PX, text_px), context_labels(found, WIDTH_PX, text_px)

        return placed

    islamic, julian = (calendar_of(key, "en") for key in ("islamic-civil", "julian"))
    return [
        Figure("axis of a frame", median_ms(labelled(None), frames(NOW_S)), "ms", 0.5),
        Figure("axis of a frame, 13.8 billion years ago", median_ms(labelled(None), frames(BIG_BANG_S)), "ms", 0.5),
        Figure("axis of a frame, Islamic", median_ms(labelled(islamic), frames(NOW_S)), "ms", 0.5),
        Figure("axis of a frame, Julian", median_ms(labelled(julian), frames(NOW_S)), "ms", 0.5),
    ]
