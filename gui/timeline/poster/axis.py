"""The axis of a poster: ticks over its whole width, labels that no seam cuts, the coarser tier on each sheet again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from gui.printing.lettering import LINE_EM, Measure, Style
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import Axis, Tick, axis_ticks, context_labels, labelled_ticks

# The engine of the ticks counts in pixels of a screen, on which its labels are twelve high.
_LABEL_PX = 12.0
TICK_EM = 0.45


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A text of the axis: `tier` 0 is the coarser one, 1 that of the ticks."""

    x: float
    width: float
    text: str
    tier: int
    strong: bool


@dataclass(frozen=True)
class AxisPlan:
    """Lines and labels of an axis by their distance from the left edge of the drawing, in millimetres."""

    size_mm: float
    first_x: float
    last_x: float
    ticks: tuple[float, ...]
    context: tuple[float, ...]
    labels: tuple[AxisLabel, ...]

    @property
    def height_mm(self) -> float:
        """Return the height of the axis: two tiers of labels and the ticks."""
        return axis_height(self.size_mm)

    @cached_property
    def fine(self) -> tuple[float, ...]:
        """Return the ticks that are not lines of the coarser tier as well."""
        coarse = {round(x, 3) for x in self.context}
        return tuple(x for x in self.ticks if round(x, 3) not in coarse)

    def labels_between(self, left: float, right: float) -> Sequence[AxisLabel]:
        """Return the labels that begin between two places."""
        labels = self._labels_in_order
        first = bisect_left(labels, left, key=_x_of)
        return labels[first : bisect_right(labels, right, first, key=_x_of)]

    @cached_property
    def _labels_in_order(self) -> Sequence[AxisLabel]:
        return sorted(self.labels, key=_x_of)


def within(xs: Sequence[float], left: float, right: float) -> Sequence[float]:
    """Return what of an axis's lines lies between two places, or next to them."""
    first = bisect_left(xs, left - 1.0)
    return xs[first : bisect_right(xs, right + 1.0, first)]


_x_of = attrgetter("x")


def axis_height(size_mm: float) -> float:
    """Return the height of an axis with labels of a size."""
    return size_mm * (2 * LINE_EM + TICK_EM + 0.2)


def plan_axis(
    scale: Scale,
    span: tuple[float, float],
    columns: Sequence[tuple[float, float]],
    size_mm: float,
    measure: Measure,
    zone: str,
) -> AxisPlan:
    """Plan the axis of a scale (in millimetres) from `span[0]` to `span[1]`; `columns` are the sheets between seams."""
    unit_mm = size_mm / _LABEL_PX
    first_x, last_x = span

    def text_px(text: str) -> float:
        return measure.width(text) * _LABEL_PX

    def strong_px(text: str) -> float:
        return measure.width(text, Style.STRONG) * _LABEL_PX

    fine = replace(scale.panned(first_x), seconds_per_px=scale.seconds_per_px * unit_mm)
    width_px = (last_x - first_x) / unit_mm
    axis = axis_ticks(fine, width_px, zone, "en", text_px)
    labels: list[AxisLabel] = []
    for left, right in columns:
        left_px, right_px = (max(left, first_x) - first_x) / unit_mm, (min(right, last_x) - first_x) / unit_mm
        if right_px - left_px <= 1.0:
            continue
        part, room_px = _part(axis, left_px, right_px), right_px - left_px
        start = first_x + left_px * unit_mm
        for tier, found, width_of, style in (
            (1, labelled_ticks(part, room_px, text_px), text_px, Style.TEXT),
            (0, context_labels(part, room_px, strong_px), strong_px, Style.STRONG),
        ):
            for label in found:
                # In a strip too narrow for its label there is none.
                if label.text and label.left_px + width_of(label.text) <= room_px:
                    x, width = start + label.left_px * unit_mm, width_of(label.text) * unit_mm
                    labels.append(AxisLabel(x, width, label.text, tier, label.strong or style is Style.STRONG))
    inside = [tick for tick in axis.ticks if 0 <= tick.px <= width_px]
    return AxisPlan(
        size_mm,
        first_x,
        last_x,
        tuple(first_x + tick.px * unit_mm for tick in inside),
        tuple(first_x + tick.px * unit_mm for tick in axis.context if 0 < tick.px <= width_px and not tick.quiet),
        tuple(labels),
    )


def _part(axis: Axis, left_px: float, right_px: float) -> Axis:
    """Return what of an axis lies on a sheet, by its distance from the sheet's left edge."""
    before = [tick for tick in axis.context if tick.px <= left_px]
    context = (*before[-1:], *(tick for tick in axis.context if left_px < tick.px < right_px))
    return Axis(
        tuple(_moved(tick, left_px) for tick in axis.ticks if left_px <= tick.px < right_px),
        tuple(replace(tick, px=max(tick.px - left_px, 0.0)) for tick in context),
        axis.needs_context,
        tuple(_moved(tick, left_px) for tick in axis.changes if left_px <= tick.px < right_px),
    )


def _moved(tick: Tick, left_px: float) -> Tick:
    return replace(tick, px=tick.px - left_px)
