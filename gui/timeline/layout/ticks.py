"""The axis: ticks and labels in two tiers, from seconds to billions of years.

The finer tier has the first step of the table whose ticks stand far enough apart for their labels; the coarser one
names what they lie in (days over hours, years over months). Years are civil years of a time zone, or those of another
calendar; from steps of a hundred thousand years on they count from the year 1, as "66 million years ago" does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks_calendar import Calendar
from gui.timeline.layout.ticks_context import CONTEXTS, weekday
from gui.timeline.layout.ticks_labels import SECONDS_PER_DAY, ago_label, change_label, clock_label
from gui.timeline.layout.ticks_steps import Step, TextWidth, choose_step
from gui.timeline.layout.ticks_view import View, boundaries, cut, view_of
from storage.dates.calendar import local_from_utc, utc_from_local

LABEL_OFFSET_PX = 5.0
LABEL_SPACE_PX = 6.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A boundary at `px` from the view's left edge, and the label of what begins there.

    `short` is written where the label has no room. A `quiet` one is a remark in the coarser tier: clocks go back, a
    calendar ends.
    """

    px: float
    label: str
    short: str = ""
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks in view from left to right; `context` starts with what the left edge lies in (px may be negative).

    `needs_context` tells that the ticks' labels mean little alone: days without their month, months without a year.
    `changes` are the instants at which clocks change; `name` is what to call the axis where there is more than one.
    """

    ticks: tuple[Tick, ...]
    context: tuple[Tick, ...]
    needs_context: bool = False
    changes: tuple[Tick, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A text that begins at `left_px`."""

    left_px: float
    text: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class SecondAxis:
    """What a second axis counts in: the clocks of a zone and, unless it is the civil one, a calendar."""

    name: str
    zone: str
    calendar: Calendar | None = None


# The same view is drawn again and again while the pointer moves over it.
@lru_cache(maxsize=16)
def axis_ticks(
    scale: Scale,
    width_px: float,
    zone: str,
    locale: str,
    text_px: TextWidth,
    calendar: Calendar | None = None,
    name: str = "",
) -> Axis:
    """Return the axis of a view `width_px` wide, in the civil calendar unless another one is given.

    `text_px` measures a label; hand the same function each time, since what it says is kept.
    """
    whole = view_of(scale, width_px, zone, locale, calendar)
    view = cut(whole)
    if view is None:
        word = whole.calendar.before if whole.local_end < 0 else whole.calendar.after
        return Axis((), (Tick(0.0, word, quiet=True),), name=name)
    years = view.year(view.local_start), view.year(view.local_end)
    step = choose_step(scale.seconds_per_px, years, locale, text_px, calendar)
    context = sorted((*_ends_of_calendar(whole, scale), *_context(step, scale, view)), key=lambda tick: tick.px)
    changes = (
        (Tick(scale.px(at_s), label, quiet=True) for at_s, label in _changes(whole)) if step.unit == "second" else ()
    )
    needs_context = step.context in ("day", "month", "year")
    return Axis(tuple(_ticks(step, scale, view)), tuple(context), needs_context, tuple(changes), name)


def labelled_ticks(axis: Axis, width_px: float, text_px: TextWidth) -> list[Label]:
    """Return the labels that no edge of the view cuts; neighbours keep apart and differ.

    In a view too narrow for one, the left edge tells what it lies in.
    """
    found: list[Label] = []
    free_px, last = -2.0, ""
    for tick in axis.ticks:
        end_px = tick.px + LABEL_OFFSET_PX + text_px(tick.label)
        if tick.px >= free_px and end_px <= width_px and tick.label != last:
            found.append(Label(tick.px + LABEL_OFFSET_PX, tick.label, tick.strong))
            free_px, last = end_px + LABEL_SPACE_PX, tick.label
    if not found:
        at_edge = [tick for tick in axis.ticks if tick.px <= 0]
        found = [Label(LABEL_OFFSET_PX, tick.label, tick.strong) for tick in at_edge[-1:]]
    return found


def context_labels(axis: Axis, width_px: float, text_px: TextWidth, left_px: float = 0.0) -> list[Label]:
    """Return the labels of the coarser tier that have room between its lines, none further left than `left_px`.

    What is said of a change of clocks is written only where it leaves room for what it stands in.
    """
    edges = [max(tick.px, left_px) for tick in axis.context] + [width_px]
    found: list[Label] = []
    for tick, (left, right) in zip(axis.context, pairwise(edges), strict=True):
        fitting = (text for text in (tick.label, tick.short) if _end_px(left, text, text_px) <= right)
        text = next(fitting, "")
        if not text or (found and found[-1].text == text):
            continue
        found.append(Label(left + LABEL_OFFSET_PX, text, quiet=tick.quiet))
        free_px = _end_px(left, text, text_px)
        for change in axis.changes:
            if free_px <= change.px and _end_px(change.px, change.label, text_px) <= right:
                found.append(Label(change.px + LABEL_OFFSET_PX, change.label, quiet=True))
                free_px = right
    return found


def _end_px(left_px: float, text: str, text_px: TextWidth) -> float:
    return left_px + text_px(text) + 2 * LABEL_SPACE_PX


def _ends_of_calendar(view: View, scale: Scale) -> Iterator[Tick]:
    """Yield what is said where the calendar has not begun or has ended."""
    first_s = view.calendar.first_day * SECONDS_PER_DAY
    end_s = (view.calendar.last_day + 1) * SECONDS_PER_DAY
    if view.local_start < first_s:
        yield Tick(min(scale.px(view.start_s), 0.0), view.calendar.before, quiet=True)
    if view.local_end > end_s:
        yield Tick(scale.px(utc_from_local(end_s, view.zone)), view.calendar.after, quiet=True)


def _changes(view: View) -> Iterator[tuple[int, str]]:
    """Yield the instants in view at which clocks change by day, with what to say of them."""
    first = view.start_s // SECONDS_PER_DAY
    for day in range(first, view.end_s // SECONDS_PER_DAY + 1):
        found = _change_in(day, view.zone)
        if (
            found is not None
            and view.start_s < found[0] < view.end_s
            and local_from_utc(found[0], view.zone) % SECONDS_PER_DAY
        ):
            yield found


@lru_cache(maxsize=4096)
def _change_in(utc_day: int, zone: str) -> tuple[int, str] | None:
    """Return when within a day of Greenwich the clocks of a zone change, with what to say of it."""
    low, high = utc_day * SECONDS_PER_DAY, (utc_day + 1) * SECONDS_PER_DAY
    before_s, after_s = (local_from_utc(end, zone) - end for end in (low, high))
    if before_s == after_s:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if local_from_utc(middle, zone) - middle == before_s else (low, middle)
    return high, change_label(before_s, after_s)


def _ticks(step: Step, scale: Scale, view: View) -> list[Tick]:
    found: list[Tick] = []
    for at_s, local_s in boundaries(step, view):
        tick = Tick(scale.px(at_s), _label(step, local_s, view), strong=_is_strong(step, local_s, view))
        # A clock set forward makes two boundaries one: the later is what it shows then.
        if found and tick.px <= found[-1].px:
            found.pop()
        # A clock set back gives an hour its name twice.
        if not found or tick.label != found[-1].label:
            found.append(tick)
    return found


def _is_strong(step: Step, local_s: int, view: View) -> bool:
    if step.unit == "second":
        return local_s % SECONDS_PER_DAY == 0
    day = local_s // SECONDS_PER_DAY
    if step.unit == "day":
        return step.count == 1 and (day + 3) % 7 >= 5
    return step.unit == "month" and view.calendar.date(day)[1] == 1


def _label(step: Step, local_s: int, view: View) -> str:
    if step.unit == "second":
        return clock_label(local_s, seconds=step.style == "second")
    year, month, day = view.calendar.date(local_s // SECONDS_PER_DAY)
    if step.style == "weekday":
        return f"{weekday(local_s, view)} {day}"
    if step.style == "day":
        return str(day)
    if step.style == "month":
        return view.calendar.month(month, long=False)
    return ago_label(year, step.count) if step.style == "ago" else view.calendar.year(year)


def _context(step: Step, scale: Scale, view: View) -> tuple[Tick, ...]:
    first_s = view.calendar.first_day * SECONDS_PER_DAY
    found = [
        Tick(scale.px(utc_from_local(max(local_s, first_s), view.zone)), label, short)
        for local_s, label, short in CONTEXTS[step.context](view)
    ]
    # What ends at the left edge is no longer in view.
    return tuple(tick for place, tick in enumerate(found) if place + 1 == len(found) or found[place + 1].px > 0.5)
