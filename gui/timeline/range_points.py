"""Figures as points of a plot: when each was given, between which values, and how its number is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gui.knowledge.owner_looks import OwnerLook, owner_key
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.value_scale import ValueScale
from gui.timeline.stretches import at_least_two_minutes
from storage.ledger import Entry
from storage.model import Shape, Source
from storage.qualifiers import Bound, bound
from storage.said_span import SaidSpan, said_span

_SLATE = OwnerLook("slate", Shape.CIRCLE)
_LARGEST = 1e300
# Beside what is dated, those without a date have a column of their own.
UNDATED_PX = 52.0


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: `place` in its group, None for values that were not given; `span` is None where it is undated."""

    place: int
    entry: Entry
    look: OwnerLook
    span: SaidSpan | None
    value: float | None
    low: float | None
    high: float | None
    bound: Bound

    @property
    def values(self) -> list[float]:
        """Return the values that were given, the main one first."""
        return [each for each in (self.value, self.low, self.high) if each is not None]


def points_of(
    entries: Sequence[Entry], looks: Mapping[str, OwnerLook], sources: Mapping[str, Source], zone: str
) -> list[Point]:
    """Return the points of those of the figures that have a number which can be drawn."""
    found = []
    for place, entry in enumerate(entries):
        figure = entry.figure
        value, low, high = map(_drawable, (figure.value, figure.low, figure.high))
        if value is None and low is None and high is None:
            continue
        span = said_span(entry.said, sources.get(entry.source), zone)
        look = looks.get(owner_key(entry), _SLATE)
        found.append(Point(place, entry, look, span, value, low, high, bound(figure)))
    return found


def _drawable(value: int | float | None) -> float | None:
    try:
        found = None if value is None else float(value)
    except OverflowError:
        return None
    return found if found is not None and abs(found) <= _LARGEST else None


@dataclass(frozen=True, slots=True)
class Plotted:
    """Points with the scales that they stand on; dated ones between `left_px` and `right_px`, the others beyond.

    `shares` tells by the place of a point where it stands in the time in which it may have been given: from 0 to 1.
    """

    points: Sequence[Point]
    times: Scale
    values: ValueScale
    left_px: float
    right_px: float
    width_px: float
    shares: Mapping[int, float]

    @classmethod
    def of(cls, points: Sequence[Point], width_px: float, left_px: float, top_px: float, bottom_px: float) -> Plotted:
        """Return the plot of some points in a width, with `left_px` for the labels of the values."""
        spans = [point.span for point in points if point.span is not None]
        right_px = width_px - (UNDATED_PX if len(spans) < len(points) else 0.0)
        first, last = min((one.first_s for one in spans), default=0), max((one.last_s for one in spans), default=0)
        start_s, end_s = at_least_two_minutes(first, last + 1)
        inset = min(26.0, (right_px - left_px) * 0.12)
        times = Scale.fitting(start_s, end_s, left_px + inset, right_px - inset)
        values = [value for point in points for value in point.values]
        scale = ValueScale.of(values, top_px, bottom_px)
        return cls(points, times, scale, left_px, right_px, width_px, _shares(points))

    @property
    def has_undated(self) -> bool:
        """Tell whether some are undated."""
        return self.right_px < self.width_px

    def x(self, point: Point) -> float:
        """Return where a point stands."""
        if point.span is None:
            return self.right_px + (self.width_px - self.right_px) * self.shares.get(point.place, 0.5)
        left, right = self.across(point)
        return left + (right - left) * self.shares.get(point.place, 0.5)

    def across(self, point: Point) -> tuple[float, float]:
        """Return from where to where a point may stand in time."""
        if point.span is None:
            return self.right_px, self.width_px
        return self.times.px(point.span.first_s), self.times.px(point.span.last_s + 1)

    def heights(self, point: Point) -> list[float]:
        """Return where the marks of a point stand: at its value, or at both ends of what was given instead."""
        if point.value is not None:
            return [self.values.px(point.value)]
        return [self.values.px(value) for value in point.values]

    def nearest(self, x: float, y: float, within_px: float) -> Point | None:
        """Return the point whose mark or bar is nearest to a place, None where none is near."""
        best, found = within_px**2, None
        for point in self.points:
            heights = [self.values.px(value) for value in point.values]
            off_y = max(min(heights) - y, y - max(heights), 0.0)
            off = (self.x(point) - x) ** 2 + off_y**2
            if off <= best:
                best, found = off, point
        return found


def _shares(points: Sequence[Point]) -> dict[int, float]:
    """Return where in one stretch of time those that share it stand: side by side, so that none covers another."""
    together: dict[SaidSpan | None, list[int]] = {}
    for point in points:
        together.setdefault(point.span, []).append(point.place)
    return {
        place: (number + 1) / (len(places) + 1) for places in together.values() for number, place in enumerate(places)
    }
