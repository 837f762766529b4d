"""The ruler that measures the time between two points of the timeline."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from gui.timeline.hits import End, end_near, next_end
from gui.timeline.layout.scale import Scale
from gui.timeline.length_words import length_in_words
from gui.timeline.picture import Picture, Ruler

STEP_PX = 8.0


class RulerTool:
    """Holds what is measured, in instants: zoom and pan leave it where it is in time. `is_on` is the mode."""

    def __init__(self) -> None:
        self.is_on = False
        self._start: End | None = None
        self._end: End | None = None

    @property
    def is_shown(self) -> bool:
        """Tell whether something is measured."""
        return self._start is not None and self._end is not None

    def clear(self) -> None:
        """Measure nothing."""
        self._start = self._end = None

    def begin(self, picture: Picture, scale: Scale, at: QPointF) -> None:
        """Measure from a point, or from the end of an event close by."""
        self._start = self._end = end_near(picture, at, _free(scale, at.x()))

    def move(self, picture: Picture, scale: Scale, at: QPointF) -> None:
        """Measure to a point, or to the end of an event close by."""
        self._end = end_near(picture, at, _free(scale, at.x()))

    def turn(self, on: bool, picture: Picture | None, scale: Scale) -> None:
        """Begin the mode, with its ends at the chosen event or in the middle of the view, or end it."""
        self.is_on = on
        self.clear()
        if on and picture is not None:
            chosen = next_end(picture, -1.0, 1, only=picture.selected)
            self._start = self._end = chosen[1] if chosen is not None else _free(scale, picture.geometry.width / 2)

    def step(self, picture: Picture, scale: Scale, side: int, *, to_event: bool, by_px: float = STEP_PX) -> None:
        """Move the free end by key: some pixels, or to where the next event begins or ends."""
        if self._end is None:
            return
        here_px = scale.px(self._end.second)
        if not to_event:
            # Whole seconds apart at least, however close the zoom is.
            second = scale.second_at(here_px + side * by_px)
            self._end = End(second if second != self._end.second else second + side, scale.seconds_per_px)
        elif (found := next_end(picture, here_px, side)) is not None:
            self._end = found[1]

    def swap(self) -> None:
        """Let the other end be the one that moves."""
        self._start, self._end = self._end, self._start

    def stretch(self) -> tuple[int, int] | None:
        """Return the first and last second of what is measured, or None for nothing."""
        if self._start is None or self._end is None or self._start.second == self._end.second:
            return None
        first, last = sorted((self._start.second, self._end.second))
        return first, last

    def words(self) -> str:
        """Return what is measured in words, "" for nothing."""
        if self._start is None or self._end is None:
            return ""
        return length_in_words(self._end.second - self._start.second, max(self._start.grain_s, self._end.grain_s))

    def end_px(self, scale: Scale) -> float | None:
        """Return where the free end is, or None where nothing is measured."""
        return None if self._end is None else scale.px(self._end.second)

    def overlay(self, scale: Scale) -> Ruler | None:
        """Return the ruler as a picture shows it."""
        if self._start is None or self._end is None:
            return None
        return Ruler(scale.px(self._start.second), scale.px(self._end.second), self.words())


def _free(scale: Scale, px: float) -> End:
    # A hand is as exact as a pixel.
    return End(scale.second_at(px), scale.seconds_per_px)
