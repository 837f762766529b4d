"""Statements as columns of numbers: when their event happened, when they were made, how they stand to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from gui.timeline.layout.many_dates import Stretches, stretches
from storage.brief import Brief, Outline
from storage.dates import BODIES, Body, Edge
from storage.model import Event, Source, Stance
from storage.origins import EVER_S, Origins
from storage.said_span import SaidSpan, said_span
from storage.story_file import StoryFile

STANCES = tuple(Stance)
_STANCE = {stance.value: number for number, stance in enumerate(STANCES)}
_COMMENT = _STANCE[Stance.COMMENTS.value]
_SPREAD = np.array([body in (Body.WITHIN, Body.ONE_OF) for body in BODIES])
_ENDLESS = int(Edge.OPEN | Edge.UNKNOWN)
_Seconds = NDArray[np.int64]
_TYPES: Mapping[str, type[np.generic]] = {
    "row": np.int32,
    "place": np.int32,
    "start_s": np.int64,
    "end_s": np.int64,
    "at_s": np.int64,
    "first_s": np.int64,
    "last_s": np.int64,
    "said_s": np.int64,
    "known_s": np.int64,
    "stance": np.uint8,
    "published": np.bool_,
}


@dataclass(frozen=True, slots=True)
class SaidColumns:
    """The n statements on events that have a place in time, ordered by `at_s` and `said_s`: arrays of shape (n,).

    `row` is the event's row in the file, `place` the statement's among its event's. The event lies between `start_s`
    and `end_s` (exclusive) and is drawn at `at_s`; the statement was made between `first_s` and `last_s`, is drawn at
    `said_s`, and had surely been made by `known_s` (EVER_S for what is undated, whose other times of saying mean
    nothing). `stance` indexes STANCES; `published` tells that the source's date stands in for its own.
    """

    row: NDArray[np.int32]
    place: NDArray[np.int32]
    start_s: _Seconds
    end_s: _Seconds
    at_s: _Seconds
    first_s: _Seconds
    last_s: _Seconds
    said_s: _Seconds
    known_s: _Seconds
    stance: NDArray[np.uint8]
    published: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.row)

    @classmethod
    def empty(cls) -> SaidColumns:
        """Return columns of no statement."""
        return cls(**{name: np.empty(0, kind) for name, kind in _TYPES.items()})

    def taken(self, which: NDArray[np.generic]) -> SaidColumns:
        """Return some statements: by a mask of shape (n,) or by places."""
        return SaidColumns(**{field.name: getattr(self, field.name)[which] for field in fields(self)})

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Tell which statements have a time of saying."""
        mask: NDArray[np.bool_] = self.known_s != EVER_S
        return mask


def read_said(file: StoryFile, origins: Origins, progress: Callable[[float], None]) -> SaidColumns:
    """Return the statements of a story; may run in a thread, with origins of its own. What `progress` raises ends it.

    Statements on events without any place in time are left out.
    """
    reader, done = _Reader(origins), 0
    for turn in file.outlines():
        reader.read(file, turn)
        done += len(turn)
        progress(min(done / max(file.event_count, 1), 1.0))
    return reader.columns()


class _Reader:
    """Gathers statements as plain lists: their dates are worked out all at once."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins
        self._whens: list[str] = []
        self._rows: list[int] = []
        self._counts: list[int] = []
        self._places: list[int] = []
        self._stances: list[int] = []
        self._known: list[int] = []
        # Which of the dates of saying a statement has: the same few stand in most of them.
        self._dates: dict[tuple[str, str], int] = {}
        self._date_of: list[int] = []

    def read(self, file: StoryFile, turn: Sequence[Brief | Outline]) -> None:
        """Take some more events."""
        for one in turn:
            if isinstance(one, Outline):
                if one.said:
                    self._take(one.row, one.when, [(each.stance, each) for each in one.said])
            elif one.statements and (event := file.event_in_row(one.row)) is not None:
                self._take_event(one.row, event)

    def _take_event(self, row: int, event: Event) -> None:
        self._take(row, event.when, [(each.stance.value, each) for each in event.statements])

    def _take(self, row: int, when: str, said: Sequence[tuple[str, object]]) -> None:
        self._rows.append(row)
        self._whens.append(when)
        self._counts.append(len(said))
        dates, said_s = self._dates, self._origins.said_s
        for place, (stance, each) in enumerate(said):
            date = (each.said, "" if each.said else each.source)  # type: ignore[attr-defined]
            self._date_of.append(dates.setdefault(date, len(dates)))
            self._known.append(said_s(each))  # type: ignore[arg-type]
            self._stances.append(_STANCE.get(stance, _COMMENT))
            self._places.append(place)

    def columns(self) -> SaidColumns:
        """Return all that was read, in order."""
        if not self._rows:
            return SaidColumns.empty()
        zone, counts = self._origins.zone, np.array(self._counts)
        events = stretches(self._whens, zone, forever=False)
        at_s = _spread_events(events, np.array(self._rows))
        spans = _spans(self._dates, self._origins.sources, zone)
        date_of = np.array(self._date_of)
        row = np.repeat(np.array(self._rows, np.int32), counts)
        first_s, last_s = spans[0][date_of], spans[1][date_of]
        columns = SaidColumns(
            row=row,
            place=np.array(self._places, np.int32),
            start_s=np.repeat(events.start_s, counts),
            end_s=np.repeat(events.end_s, counts),
            at_s=np.repeat(at_s, counts),
            first_s=first_s,
            last_s=last_s,
            said_s=_spread_within(first_s, last_s + 1, row, date_of),
            known_s=np.array(self._known, np.int64),
            stance=np.array(self._stances, np.uint8),
            published=spans[2][date_of],
        ).taken(np.repeat(events.is_known, counts))
        return columns.taken(np.lexsort((columns.said_s, columns.at_s)))


def _spread_events(events: Stretches, rows: NDArray[np.integer]) -> _Seconds:
    """Return where events are drawn: those that are somewhere within the same stretch share it evenly."""
    spread = _SPREAD[events.body] & ((events.start_edge | events.end_edge) & _ENDLESS == 0)
    at_s = events.start_s.copy()
    places = np.flatnonzero(spread)
    if len(places):
        _, stretch = np.unique(np.stack((events.start_s[places], events.end_s[places])), axis=1, return_inverse=True)
        at_s[places] = _spread_within(
            events.start_s[places], events.end_s[places], stretch.reshape(-1), np.zeros(len(places), np.int64)
        )
    return at_s


def _spread_within(
    first_s: _Seconds, end_s: _Seconds, one: NDArray[np.integer], other: NDArray[np.integer]
) -> _Seconds:
    """Return an instant for each stretch; of those that share both keys each has its own share of it, in order."""
    count = len(first_s)
    order = np.lexsort((np.arange(count), other, one))
    is_new = np.ones(count, bool)
    is_new[1:] = (one[order][1:] != one[order][:-1]) | (other[order][1:] != other[order][:-1])
    begins = np.flatnonzero(is_new)
    sizes = np.diff(np.append(begins, count))
    rank = np.arange(count) - np.repeat(begins, sizes)
    share = np.empty(count)
    share[order] = (rank + 0.5) / np.repeat(sizes, sizes)
    found: _Seconds = first_s + ((end_s - first_s).astype(np.float64) * share).astype(np.int64)
    return found


def _spans(
    dates: Iterable[tuple[str, str]], sources: Mapping[str, Source], zone: str
) -> tuple[_Seconds, _Seconds, NDArray[np.bool_]]:
    """Return the first and last second of dates of saying, and which are those of sources."""
    whole = list(dates)
    known = stretches([said for said, _ in whole], zone, forever=False)
    first_s, last_s = known.start_s.copy(), np.maximum(known.end_s - 1, known.start_s)
    published = np.array([not said for said, _ in whole])
    for place in np.flatnonzero(published).tolist():
        span = said_span("", sources.get(whole[place][1]), zone) or SaidSpan(0, 0)
        first_s[place], last_s[place] = span.first_s, span.last_s
    return first_s, last_s, published
