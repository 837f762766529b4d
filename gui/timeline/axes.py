"""The one or two axes of a timeline."""

from __future__ import annotations

from gui.timeline.calendars import second_axis_of
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import Axis, axis_ticks
from gui.timeline.layout.ticks_steps import TextWidth
from gui.zone_words import zone_place


class Axes:
    """The axis in the story's zone, and a second one in another zone or calendar where a reader wants it."""

    def __init__(self, zone: str, language: str, second: str = "") -> None:
        """Take the choice of a second axis as `second_axis_of` takes it; one that means nothing shows none."""
        self._zone = self.zone = zone
        self._language = language
        self.choice = second
        self._second = second_axis_of(second, zone, language)

    @property
    def count(self) -> int:
        """Return how many there are."""
        return 1 if self._second is None else 2

    def first(self, scale: Scale, width_px: float, text_px: TextWidth) -> Axis:
        """Return the axis in the story's own zone."""
        # It needs a name only where another zone's stands below it.
        other = self._second.zone if self._second else self._zone
        name = zone_place(self._zone) if other != self._zone else ""
        return axis_ticks(scale, width_px, self._zone, self._language, text_px, name=name)

    def second(self, scale: Scale, width_px: float, text_px: TextWidth) -> Axis | None:
        """Return the second axis, or None."""
        second = self._second
        if second is None:
            return None
        return axis_ticks(scale, width_px, second.zone, self._language, text_px, second.calendar, second.name)
