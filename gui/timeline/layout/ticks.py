"""The axis: ticks and labels in two tiers, from seconds to billions of years.

The finer tier has the first step of the table whose ticks stand far enough apart for their labels; the coarser one
names what they lie in (days over hours, years over months). Years are civil years of the story's time zone; from
steps of ten thousand years on they count back from the year 1, as "66 million years ago" does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gui.timeline.layout.scale import Scale
from storage.dates.calendar import (
    SECONDS_PER_DAY,
    civil_from_days,
    days_from_civil,
    local_from_utc,
    utc_from_local,
)
from storage.dates.names import Names, names_of

YEAR_S = 31_556_952
SECONDS_PER_HOUR = 3600
LABEL_GAP_PX = 14.0
LABEL_OFFSET_PX = 5.0
_LAST_S = (1 << 63) - 1

TextWidth = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Tick:
    """A boundary at `px` from the view's left edge, and the label of what begins there."""

    px: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The ticks in view from left to right; `context` starts with what the left edge lies in (px may be negative).

    `needs_context` tells that the ticks' labels mean little alone: days without their month, months without a year.
    """

    ticks: tuple[Tick, ...]
    context: tuple[Tick, ...]
    needs_context: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table: `count` units to the tick, the style of its labels, and what the coarser tier names."""

    unit: str
    count: int
    style: str
    context: str

    @property
    def seconds(self) -> float:
        """Return the step's mean length."""
        return UNIT_S[self.unit] * self.count


UNIT_S = {"second": 1.0, "day": float(SECONDS_PER_DAY), "month": YEAR_S / 12, "year": float(YEAR_S)}


def _steps() -> Iterator[Step]:
    for count in (1, 5, 15, 30):
        yield Step("second", count, "second", "day")
    for minutes in (1, 5, 15, 30, 60, 180, 360, 720):
        yield Step("second", minutes * 60, "minute", "day")
    yield Step("day", 1, "weekday", "month")
    yield Step("day", 1, "day", "month")
    yield Step("day", 7, "day", "month")
    yield Step("month", 1, "month", "year")
    yield Step("month", 3, "month", "year")
    for count, context in (
        (1, "decade"),
        (2, "decade"),
        (5, "decade"),
        (10, "century"),
        (20, "century"),
        (50, "century"),
    ):
        yield Step("year", count, "year", context)
    for count in (100, 200, 500):
        yield Step("year", count, "year", "millennium")
    for count in (1000, 2000, 5000):
        yield Step("year", count, "year", "era")
    for exponent in range(4, 12):
        for first in (1, 2, 5):
            yield Step("year", first * 10**exponent, "ago", "ago")


STEPS = tuple(_steps())


def axis_ticks(scale: Scale, width_px: float, zone: str, locale: str, text_px: TextWidth) -> Axis:
    """Return the axis of a view `width_px` wide; `text_px` measures a label."""
    names = names_of(locale)
    step = choose_step(scale, names, text_px)
    start_s = max(min(scale.second_at(0), _LAST_S), -_LAST_S)
    end_s = max(min(scale.second_at(width_px) + 1, _LAST_S), -_LAST_S)
    ticks = [
        Tick(scale.px(at_s), _label(step, local_s, names), _is_strong(step, local_s))
        for at_s, local_s in _boundaries(step.unit, step.count, start_s, end_s, zone)
    ]
    context = _context(step, scale, start_s, end_s, zone, names)
    return Axis(tuple(_without_repeats(ticks)), context, step.context in ("day", "month", "year"))


def labelled_ticks(axis: Axis, width_px: float, text_px: TextWidth) -> list[Tick]:
    """Return the ticks whose labels no edge of the view cuts and no line of the coarser tier strikes through."""
    lines = [tick.px for tick in axis.context[1:]]
    found = []
    for tick in axis.ticks:
        end_px = tick.px + LABEL_OFFSET_PX + text_px(tick.label)
        if tick.px >= -2 and end_px <= width_px and not any(tick.px + 1 < line < end_px for line in lines):
            found.append(tick)
    return found


def choose_step(scale: Scale, names: Names, text_px: TextWidth) -> Step:
    """Return the finest step of the table that has room for its labels at this scale."""
    year = civil_from_days(scale.second_at(0) // SECONDS_PER_DAY)[0]
    for step in STEPS:
        needed_px = max(text_px(sample) for sample in _samples(step, names, year)) + LABEL_GAP_PX
        if step.seconds / scale.seconds_per_px >= needed_px:
            return step
    return STEPS[-1]


def _samples(step: Step, names: Names, year: int) -> list[str]:
    """Return labels as wide as any that the step can have in a view that begins with a year."""
    if step.style == "ago":
        return [ago_label((year // step.count + number) * step.count) for number in range(14)]
    if step.style == "year":
        return [year_label(-abs(year) - 1000)]
    return {
        "second": ["00:00:00"],
        "minute": ["00:00"],
        "weekday": [f"{name} 30" for name in names.weekdays],
        "day": ["30"],
        "month": list(names.months["LLL"]),
    }[step.style]


def _boundaries(unit: str, count: int, start_s: int, end_s: int, zone: str) -> Iterator[tuple[int, int]]:
    """Yield each tick as an instant and what clocks show then, from one at or before `start_s` to the last in view."""
    if unit == "second" and count <= SECONDS_PER_HOUR:
        return _clock_times(start_s, end_s, count, zone)
    local_start, local_end = local_from_utc(start_s, zone), local_from_utc(end_s, zone)
    return (
        (utc_from_local(local_s, zone), local_s) for local_s in _local_boundaries(unit, count, local_start, local_end)
    )


def _clock_times(start_s: int, end_s: int, count: int, zone: str) -> Iterator[tuple[int, int]]:
    """Yield round times of up to an hour as clocks show them: what autumn repeats twice, what spring skips never."""
    at_s = start_s - local_from_utc(start_s, zone) % count
    while at_s <= end_s:
        local_s = local_from_utc(at_s, zone)
        if local_s % count == 0:
            yield at_s, local_s
        at_s += count - local_s % count


def _local_boundaries(unit: str, count: int, local_start: int, local_end: int) -> Iterator[int]:
    if unit == "second":
        return _grid(local_start, local_end, count)
    if unit == "day":
        # 1970-01-05 was a Monday.
        shift = 4 * SECONDS_PER_DAY if count == 7 else 0
        return _grid(local_start, local_end, count * SECONDS_PER_DAY, shift)
    if unit == "month":
        return _months(local_start, local_end, count)
    return _years(local_start, local_end, count)


def _grid(start: int, end: int, step: int, shift: int = 0) -> Iterator[int]:
    at = (start - shift) // step * step + shift
    while at <= end:
        yield at
        at += step


def _months(start: int, end: int, count: int) -> Iterator[int]:
    year, month, _ = civil_from_days(start // SECONDS_PER_DAY)
    place = (year * 12 + month - 1) // count * count
    while True:
        at = days_from_civil(place // 12, place % 12 + 1, 1) * SECONDS_PER_DAY
        if at > end:
            return
        yield at
        place += count


def _years(start: int, end: int, count: int) -> Iterator[int]:
    number = _round_number(civil_from_days(start // SECONDS_PER_DAY)[0], count)
    while True:
        at = days_from_civil(_round_year(number, count), 1, 1) * SECONDS_PER_DAY
        if at > end:
            return
        yield at
        number += 1


def _round_year(number: int, count: int) -> int:
    """Return the astronomical year of tick `number`: …, 2000 BC, 1000 BC, AD 1, 1000, 2000, … for a count of 1000."""
    if count == 1 or count >= 10_000:
        return number * count
    if number > 0:
        return number * count
    return 1 if number == 0 else 1 + number * count


def _round_number(year: int, count: int) -> int:
    number = year // count
    while _round_year(number, count) > year:
        number -= 1
    return number


def _px(scale: Scale, local_s: int, zone: str) -> float:
    return scale.px(utc_from_local(local_s, zone))


def _without_repeats(ticks: list[Tick]) -> Iterator[Tick]:
    last: Tick | None = None
    for tick in ticks:
        # A clock set forward makes two boundaries one.
        if last is None or (tick.label != last.label and tick.px > last.px):
            yield tick
        last = tick


def _is_strong(step: Step, local_s: int) -> bool:
    if step.unit == "second":
        return local_s % SECONDS_PER_DAY == 0
    days = local_s // SECONDS_PER_DAY
    if step.unit == "day":
        return step.count == 1 and (days + 3) % 7 >= 5
    return step.unit == "month" and civil_from_days(days)[1] == 1


def _label(step: Step, local_s: int, names: Names) -> str:
    return _STYLES[step.style](local_s, names)


def _clock(local_s: int, names: Names) -> str:
    minutes = local_s % SECONDS_PER_DAY // 60
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _clock_seconds(local_s: int, names: Names) -> str:
    return f"{_clock(local_s, names)}:{local_s % 60:02d}"


def _weekday(local_s: int, names: Names) -> str:
    days = local_s // SECONDS_PER_DAY
    return f"{names.weekdays[(days + 3) % 7]} {civil_from_days(days)[2]}"


def _day(local_s: int, names: Names) -> str:
    return str(civil_from_days(local_s // SECONDS_PER_DAY)[2])


def _month(local_s: int, names: Names) -> str:
    return names.months["LLL"][civil_from_days(local_s // SECONDS_PER_DAY)[1] - 1]


def _year(local_s: int, names: Names) -> str:
    return year_label(civil_from_days(local_s // SECONDS_PER_DAY)[0])


def _ago(local_s: int, names: Names) -> str:
    return ago_label(civil_from_days(local_s // SECONDS_PER_DAY)[0])


_STYLES: dict[str, Callable[[int, Names], str]] = {
    "second": _clock_seconds,
    "minute": _clock,
    "weekday": _weekday,
    "day": _day,
    "month": _month,
    "year": _year,
    "ago": _ago,
}


def year_label(year: int) -> str:
    """Return an astronomical year as it is written: "2024", "AD 1", "44 BC", "20,000 BC"."""
    if year <= 0:
        return f"{_grouped(1 - year)} BC"
    return f"AD {year}" if year < 100 else _grouped(year)


def _grouped(year: int) -> str:
    return f"{year:,}" if year > 9999 else str(year)


_LARGE = ((10**9, "billion"), (10**6, "million"))


def ago_label(year: int) -> str:
    """Return a round year far from ours as an axis writes it: "66 million", "4.5 billion", "50,000"."""
    if year == 0:
        return "AD 1"
    size = abs(year)
    for unit, word in _LARGE:
        if size >= unit:
            text = f"{size / unit:.9f}".rstrip("0").rstrip(".") + f" {word}"
            break
    else:
        text = f"{size:,}"
    return text if year < 0 else f"AD {text}"


def _context(step: Step, scale: Scale, start_s: int, end_s: int, zone: str, names: Names) -> tuple[Tick, ...]:
    found = [
        Tick(_px(scale, local_s, zone), label) for local_s, label in _context_labels(step, start_s, end_s, zone, names)
    ]
    # What ends at the left edge is no longer in view.
    return tuple(tick for place, tick in enumerate(found) if place + 1 == len(found) or found[place + 1].px > 0.5)


def _context_labels(step: Step, start_s: int, end_s: int, zone: str, names: Names) -> Iterator[tuple[int, str]]:
    if step.context == "day":
        for _, at in _boundaries("day", 1, start_s, end_s, zone):
            year, month, day = civil_from_days(at // SECONDS_PER_DAY)
            yield at, f"{_weekday(at, names).split()[0]} {day} {names.months['LLLL'][month - 1]} {year_label(year)}"
    elif step.context == "month":
        for _, at in _boundaries("month", 1, start_s, end_s, zone):
            year, month, _ = civil_from_days(at // SECONDS_PER_DAY)
            yield at, f"{names.months['LLLL'][month - 1]} {year_label(year)}"
    elif step.context == "year":
        for _, at in _boundaries("year", 1, start_s, end_s, zone):
            yield at, _year(at, names)
    else:
        yield from _spans_of_years(step.context, start_s, end_s, zone)


def _spans_of_years(context: str, start_s: int, end_s: int, zone: str) -> Iterator[tuple[int, str]]:
    local_start, local_end = local_from_utc(start_s, zone), local_from_utc(end_s, zone)
    first = civil_from_days(local_start // SECONDS_PER_DAY)[0]
    if abs(first) > 9999 and context != "ago" and context != "era":
        return
    if context == "ago" or context == "era":
        eras = ("years ago", "AD") if context == "ago" else ("BC", "AD")
        yield from ((at, label) for at, label in _two_eras(local_start, local_end, eras))
        return
    length = {"decade": 10, "century": 100, "millennium": 1000}[context]
    # Decades are counted from …0, centuries and millennia from …1.
    shift = 0 if context == "decade" else 1
    year = (first - shift) // length * length + shift
    while True:
        at = days_from_civil(year, 1, 1) * SECONDS_PER_DAY
        if at > local_end:
            return
        yield at, _span_label(context, year, length)
        year += length


def _two_eras(local_start: int, local_end: int, names: tuple[str, str]) -> Iterator[tuple[int, str]]:
    year_one = days_from_civil(1, 1, 1) * SECONDS_PER_DAY
    if local_start < year_one:
        yield local_start, names[0]
    if local_end > year_one:
        yield max(year_one, local_start), names[1]


def _span_label(context: str, year: int, length: int) -> str:
    if context == "decade":
        if year == 0:
            return "1 BC – AD 9"
        return f"{year}s" if year > 0 else f"{1 - year}–{-8 - year} BC"
    number = (year - 1) // length + 1
    if number > 0:
        return f"{_ordinal(number)} {context}"
    return f"{_ordinal(1 - number)} {context} BC"


def _ordinal(number: int) -> str:
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
