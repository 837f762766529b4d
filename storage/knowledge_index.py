"""When which event of a large story became known and how it stood: small arrays, and a cursor that moves over them.

Every event has a place, from 0 on, and every change of what is known of it is one entry in arrays that are sorted by
time. Going from one moment to another touches the entries between and nothing else.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from storage.brief import Outline
from storage.known import HIDDEN, KINDS, steps_of, steps_of_all
from storage.model import Event
from storage.origins import EVER_S, Origins
from storage.standing import StandingKind

EventLike = Event | Outline
# So many moments, evenly spread over the entries, have their states kept.
_MARKS = 16


@dataclass(slots=True)
class Entries:
    """The changes of what is known, all in the order of time; those of one time in the order of places.

    `second` (int64) is when, `place` (int32) which event, `state` and `before` (uint8) what it is since then and was
    before, as numbers of `known.KINDS`. All are buffers: numpy reads them as they are.
    """

    second: array[int] = field(default_factory=lambda: array("q"))
    place: array[int] = field(default_factory=lambda: array("i"))
    state: array[int] = field(default_factory=lambda: array("B"))
    before: array[int] = field(default_factory=lambda: array("B"))

    def __len__(self) -> int:
        return len(self.second)

    @classmethod
    def sorted(cls, steps: Mapping[int, Sequence[int]]) -> Entries:
        """Return the entries of steps by their second; each packs place, state before and state (8, 4, 4 bits)."""
        seconds, packed = array("q"), array("q")
        for second in sorted(steps):
            seconds.extend([second] * len(steps[second]))
            packed.extend(steps[second])
        return cls(
            seconds,
            array("i", [each >> 8 for each in packed]),
            array("B", [each & 15 for each in packed]),
            array("B", [each >> 4 & 15 for each in packed]),
        )

    def replace(self, place: int, initial: int, steps: Iterable[tuple[int, int]]) -> None:
        """Put other steps in the place of those that an event had."""
        columns = (self.second, self.place, self.state, self.before)
        for at in reversed(self._of(place)):
            for column in columns:
                del column[at]
        before = initial
        for second, state in steps:
            at = bisect_right(self.second, second)
            # Within a second in the order of places, as sorting leaves them.
            while at and self.second[at - 1] == second and self.place[at - 1] > place:
                at -= 1
            for column, value in zip(columns, (second, place, state, before), strict=True):
                column.insert(at, value)
            before = state

    def _of(self, place: int) -> list[int]:
        """Return where the entries of an event stand."""
        # Bytes are searched several times as fast as numbers.
        column, wanted, width = self.place.tobytes(), array("i", [place]).tobytes(), self.place.itemsize
        found: list[int] = []
        at = column.find(wanted)
        while at >= 0:
            if at % width == 0:
                found.append(at // width)
            at = column.find(wanted, at + 1)
        return found


class KnowledgeIndex:
    """What was known of the events of a story at any second, with a cursor at one of them (None: now).

    `rows` (int64) holds the row of the file for each place, `states` (uint8) the state at the cursor: HIDDEN, or the
    number of a standing in `known.KINDS`. They are buffers that numpy reads as they are; do not write to them, and
    take them anew after `refresh` (it cannot lengthen a buffer that somebody holds).
    """

    def __init__(self, origins: Origins) -> None:
        self.rows: array[int] = array("q")
        self.states = bytearray()
        self.entries = Entries()
        self.as_of_s: int | None = None
        self._origins = origins
        self._initial = bytearray()
        self._steps: defaultdict[int, list[int]] = defaultdict(list)
        self._done = 0
        # All states at some moments, by the second: no leap is long from the nearest of them.
        self._marks: dict[int, bytearray] = {}
        # The first so many rows ascend; where the others are stands in a dict.
        self._ascending = 0
        self._late: dict[int, int] = {}

    def add(self, events: Sequence[EventLike], rows: Sequence[int]) -> None:
        """Take in more events with their rows, which ascend; `finished` ends that."""
        initials, all_steps = self._initial, self._steps
        told = [(one.cited, one.said) if isinstance(one, Outline) else (one.sources, one.statements) for one in events]
        for place, (before, steps) in enumerate(steps_of_all(told, self._origins), start=len(self.rows)):
            initials.append(before)
            for second, state in steps:
                all_steps[second].append(place << 8 | before << 4 | state)
                before = state
        self.rows.extend(rows)

    def finished(self) -> KnowledgeIndex:
        """Put all that was taken in in order, and the cursor to now."""
        self.entries = Entries.sorted(self._steps)
        self._steps.clear()
        self._ascending = len(self.rows)
        self.states = bytearray(self._initial)
        self._done = 0
        for number in range(_MARKS):
            if self.entries:
                second = self.entries.second[number * len(self.entries) // _MARKS]
                self.go_to(second)
                self._marks[second] = bytearray(self.states)
        self.go_to(None)
        return self

    # At the cursor

    def go_to(self, as_of_s: int | None) -> Sequence[int]:
        """Move the cursor; return the places of the events whose state may have changed (some maybe twice)."""
        self.as_of_s = as_of_s
        old, new = self._done, self._count(as_of_s)
        self._done = new
        marks = [(abs(self._count(second) - new), second) for second in self._marks]
        distance, nearest = min(marks, default=(len(self.entries), 0))
        if distance < abs(old - new):
            self.states[:] = self._marks[nearest]
            self._run(self._count(nearest), new)
        else:
            self._run(old, new)
        return self.entries.place[min(old, new) : max(old, new)]

    def _run(self, old: int, new: int) -> None:
        """Bring the states from after so many entries to after so many others."""
        states, entries = self.states, self.entries
        if old <= new:
            for place, state in zip(entries.place[old:new], entries.state[old:new], strict=True):
                states[place] = state
            return
        places, before = entries.place[new:old], entries.before[new:old]
        for place, state in zip(reversed(places), reversed(before), strict=True):
            states[place] = state

    def state(self, row: int) -> StandingKind | None:
        """Return how the event of a row stands at the cursor, None where it is not known."""
        place = self.place_of(row)
        return None if place is None else KINDS[self.states[place]]

    def is_shown(self, row: int) -> bool:
        """Tell whether the event of a row is known at the cursor."""
        return self.state(row) is not None

    def shown_rows(self, *kinds: StandingKind) -> list[int]:
        """Return the rows of the events that are known at the cursor, or of those that stand in one of these ways."""
        wanted = {KINDS.index(kind) for kind in kinds} if kinds else {*range(1, len(KINDS))}
        chosen = self.states.translate(bytes(number in wanted for number in range(256)))
        return list(compress(self.rows, chosen))

    def rows_ever(self, *kinds: StandingKind) -> list[int]:
        """Return the rows of the events that stand in one of these ways at any moment."""
        wanted = bytes(number < len(KINDS) and KINDS[number] in kinds for number in range(256))
        chosen = bytearray(self._initial.translate(wanted))
        for place, state in zip(self.entries.place, self.entries.state, strict=True):
            if wanted[state]:
                chosen[place] = 1
        return list(compress(self.rows, chosen))

    def counts(self) -> dict[StandingKind, int]:
        """Return how many of the events that are known at the cursor stand in which way."""
        return {kind: self.states.count(number) for number, kind in enumerate(KINDS) if kind is not None}

    def count(self) -> int:
        """Return how many events are known at the cursor."""
        return len(self.states) - self.states.count(HIDDEN)

    # The moments

    def moments(self) -> list[int]:
        """Return the seconds at which anything became known, each once, in their order: the steps of a slider."""
        return list(dict.fromkeys(self.entries.second))

    def next_moment(self, after_s: int) -> int | None:
        """Return the first moment after a second at which more became known, None where there is none."""
        at = bisect_right(self.entries.second, after_s)
        return self.entries.second[at] if at < len(self.entries) else None

    def previous_moment(self, before_s: int | None) -> int | None:
        """Return the last moment before a second (None: of all) at which more became known, None for none."""
        at = len(self.entries) if before_s is None else bisect_left(self.entries.second, before_s)
        return self.entries.second[at - 1] if at else None

    def rows_changed_at(self, second: int) -> list[int]:
        """Return the rows of the events of which more became known at a second."""
        seconds = self.entries.second
        places = self.entries.place[bisect_left(seconds, second) : bisect_right(seconds, second)]
        return [self.rows[place] for place in places]

    # Following edits

    def place_of(self, row: int) -> int | None:
        """Return the place of the event in a row, None where it was never there."""
        place = bisect_left(self.rows, row, hi=self._ascending)
        if place < self._ascending and self.rows[place] == row:
            return place
        return self._late.get(row)

    def refresh(self, row: int, event: Event | None) -> None:
        """Work out anew one event that was changed, came or went (None); it keeps its place.

        Where a source or the time zone changed, build another index.
        """
        place = self.place_of(row)
        if place is None:
            place = self._late[row] = len(self.rows)
            self.rows.append(row)
            self._initial.append(HIDDEN)
            for states in (self.states, *self._marks.values()):
                states.append(HIDDEN)
        initial, steps = HIDDEN, list[tuple[int, int]]()
        if event is not None:
            initial, steps = steps_of(event.sources, event.statements, self._origins)
        self.entries.replace(place, initial, steps)
        self._initial[place] = initial
        self.states[place] = _state_at(initial, steps, self.as_of_s)
        for second, states in self._marks.items():
            states[place] = _state_at(initial, steps, second)
        self._done = self._count(self.as_of_s)

    def _count(self, as_of_s: int | None) -> int:
        return len(self.entries) if as_of_s is None else bisect_right(self.entries.second, max(as_of_s, EVER_S))


def _state_at(initial: int, steps: Iterable[tuple[int, int]], as_of_s: int | None) -> int:
    state = initial
    for second, later in steps:
        if as_of_s is None or second <= as_of_s:
            state = later
    return state
