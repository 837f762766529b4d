"""When a date can have been, in instants; how its ends are drawn; what comes first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntFlag

from storage.dates.calendar import utc_from_local
from storage.dates.model import Date, Grain, Kind, Member, Part, Range
from storage.dates.parsing import parse
from storage.dates.spans import local_span

_AFTER_ALL = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last whole second, inclusive, since 1970-01-01T00:00Z; None where open or unknown."""

    earliest_s: int | None
    latest_s: int | None


class Body(Enum):
    """What lies between the ends."""

    INSTANT = "instant"
    WITHIN = "within"
    LASTING = "lasting"
    ONE_OF = "one of"


class Edge(IntFlag):
    """How an end is drawn: SOFT is about, HATCHED is uncertain, OPEN goes on, UNKNOWN was not given."""

    SHARP = 0
    SOFT = 1
    HATCHED = 2
    OPEN = 4
    UNKNOWN = 8


@dataclass(frozen=True, slots=True)
class Outline:
    """How to draw a date."""

    body: Body
    start: Edge
    end: Edge


# By quality: the bits of a quality are those of an edge.
_EDGES = (Edge.SHARP, Edge.SOFT, Edge.HATCHED, Edge.SOFT | Edge.HATCHED)
_POINTS = {(body, edge): Outline(body, edge, edge) for body in (Body.INSTANT, Body.WITHIN) for edge in _EDGES}


def _read(date: Date | str) -> Date:
    return parse(date) if isinstance(date, str) else date


def bounds(date: Date | str, zone: str = "UTC") -> Bounds:
    """Give first and last whole second that a date can mean; dates without an offset are local to the zone.

    Approximate and uncertain dates keep the bounds they were written with. Raise DateError for text that is no date
    and for an unknown zone.
    """
    date = _read(date)
    if date.kind is Kind.DATE:
        return Bounds(*_part_bounds(date.parts[0], zone))
    if date.kind is Kind.INTERVAL:
        start, end = date.parts
        return _in_order(_part_bounds(start, zone)[0], _part_bounds(end, zone)[1])
    spans = [_part_bounds(member, zone) for member in date.parts]
    firsts = [first for first, _ in spans if first is not None]
    lasts = [last for _, last in spans if last is not None]
    return Bounds(
        min(firsts) if len(firsts) == len(spans) else None,
        max(lasts) if len(lasts) == len(spans) else None,
    )


def _in_order(earliest_s: int | None, latest_s: int | None) -> Bounds:
    """Bound an interval; one whose local end falls before a start with an offset is as long as its start."""
    if earliest_s is not None and latest_s is not None:
        latest_s = max(earliest_s, latest_s)
    return Bounds(earliest_s, latest_s)


def known_bounds(date: Date | str, zone: str = "UTC") -> tuple[int, int]:
    """Give first and last second as `bounds` does; an end that is open or unknown stands at the date that is given.

    "Until 2011" is 2011, "2010, or 2015 or later" from 2010 to the end of 2015. Raise DateError as `bounds` does.
    """
    date = _read(date)
    limits = bounds(date, zone)
    ends = [end for m in date.parts for end in ((m.start, m.end) if isinstance(m, Range) else (m,)) if end.is_date]
    spans = [_part_bounds(end, zone) for end in ends]
    firsts = [first for first, _ in spans if first is not None]
    lasts = [last for _, last in spans if last is not None]
    return (
        min(firsts) if limits.earliest_s is None else limits.earliest_s,
        max(lasts) if limits.latest_s is None else limits.latest_s,
    )


def _part_bounds(member: Member, zone: str) -> tuple[int | None, int | None]:
    if isinstance(member, Range):
        return _part_bounds(member.start, zone)[0], _part_bounds(member.end, zone)[1]
    if member.grain < Grain.YEAR:
        return None, None
    first, last = local_span(member)
    if member.offset_s is not None:
        return first - member.offset_s, last - member.offset_s
    return zoned_span(first, last, zone)


def zoned_span(first: int, last: int, zone: str) -> tuple[int, int]:
    """Return the instants of a local first and last second. Raise DateError for an unknown zone."""
    if zone == "UTC":
        return first, last
    earliest = utc_from_local(first, zone)
    latest = utc_from_local(last, zone, later=True)
    # Clocks skip a time in spring: what lies wholly in the gap keeps its length.
    return earliest, latest if latest >= earliest else earliest + last - first


def outline(date: Date | str) -> Outline:
    """Say how to draw a date. Raise DateError for text that is no date."""
    date = _read(date)
    if date.kind is Kind.DATE:
        part = date.parts[0]
        assert isinstance(part, Part)
        return _POINTS[Body.INSTANT if part.grain is Grain.SECOND else Body.WITHIN, _EDGES[part.quality]]
    if date.kind is Kind.INTERVAL:
        start, end = (_edge(part) for part in date.parts)
        return Outline(Body.LASTING, start, end)
    ends = [(m.start, m.end) if isinstance(m, Range) else (m, m) for m in date.parts]
    return Outline(Body.ONE_OF, _joined([start for start, _ in ends]), _joined([end for _, end in ends]))


def _edge(member: Member) -> Edge:
    assert isinstance(member, Part)
    if member.is_date:
        return _EDGES[member.quality]
    return Edge.OPEN if member.grain is Grain.OPEN else Edge.UNKNOWN


def _joined(parts: list[Part]) -> Edge:
    edge = Edge.SHARP
    for part in parts:
        edge |= _edge(part)
    return edge


def sort_key(date: Date | str, zone: str = "UTC") -> tuple[int, int, int]:
    """Give the order of events: by the first known second, then the last; an open or unknown start comes before it.

    "By 7 December" stands just before "7 December", where a reader looks for it.
    """
    date = _read(date)
    limits = bounds(date, zone)
    latest = _AFTER_ALL if limits.latest_s is None else limits.latest_s
    if limits.earliest_s is None:
        return known_bounds(date, zone)[0], 0, latest
    return limits.earliest_s, 1, latest
