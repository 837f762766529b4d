"""What is said of each event on a poster, and where it lies in time: all that does not depend on the paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import add

import numpy as np
from numpy.typing import NDArray

from gui.printing.chosen import Chosen
from gui.printing.inks import Inks
from gui.printing.lettering import Line, Measure, Style, elided
from gui.printing.signs import SIGN_EM
from gui.text import one_line, reads_right_to_left
from gui.timeline.layout.building import Plan, build_in_turns
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.ranges import usual_range, whole_range
from storage.brief import brief_of
from storage.dates import Edge, display
from storage.model import Shape
from storage.standing import StandingKind

_OPEN, _HATCHED = int(Edge.OPEN), int(Edge.HATCHED)
# So many events are looked at before it is asked again whether to go on.
_TURN = 512
GoOn = Callable[[], None] | None
LONGEST_TITLE = 600
"""A longer title is cut: the booklet has it whole."""
NUMBER_GAP_EM = 0.4
STAR_EM = 1.15
DATE_SHARE = 0.86
"""The size of the date beside that of the title."""


@dataclass(frozen=True, slots=True)
class Subject:
    """An event as the poster tells it; `start_s` to `end_s` (exclusive), edges and body as in the columns."""

    id: str
    number: str
    title: str
    standing: StandingKind
    date: str
    ink: int
    starred: bool
    is_era: bool
    rtl: bool
    start_s: int
    end_s: int
    body: int
    start_edge: int
    end_edge: int
    is_cut_before: bool = False
    is_cut_after: bool = False
    """Whether it begins before the poster does, and ends after it."""

    @property
    def bar_style(self) -> tuple[int, int, int]:
        """Return the look of its bar: one that is cut goes on, and where it ends is not to be seen."""
        start, end = self.start_edge, self.end_edge
        start = start & _HATCHED | _OPEN if self.is_cut_before else start
        return self.body, start, end & _HATCHED | _OPEN if self.is_cut_after else end

    @property
    def style(self) -> tuple[int, int, int]:
        """Return what the look of its mark depends on."""
        return self.body, self.start_edge, self.end_edge


@dataclass(frozen=True, slots=True)
class Matter:
    """The marks of a poster in the order of time, its eras, and the stretches of time they take."""

    marks: tuple[Subject, ...]
    eras: tuple[Subject, ...]
    usual: tuple[int, int]
    whole: tuple[int, int]
    placeless: int
    cut_titles: int

    def cut_to(self, start_s: int, end_s: int, *, before: bool, after: bool) -> Matter:
        """Return the same with the marks cut that reach beyond a stretch, where that has no strip for what does."""
        marks = tuple(
            replace(
                each, is_cut_before=not before and each.start_s < start_s, is_cut_after=not after and each.end_s > end_s
            )
            if each.start_s < start_s or each.end_s > end_s
            else each
            for each in self.marks
        )
        return replace(self, marks=marks)

    @property
    def all(self) -> tuple[Subject, ...]:
        """Return eras and marks."""
        return (*self.eras, *self.marks)


def matter_of(chosen: Chosen, inks: Inks, go_on: GoOn = None) -> Matter:
    """Return what a poster of the chosen events is made of; those without any place in time are only counted."""
    plan = Plan(chosen.story.categories, chosen.zone, _no_widths)
    tell = None if go_on is None else lambda _done: go_on()
    briefs = [brief_of(row, event) for row, event in enumerate(chosen.events)]
    turns = [briefs[first : first + _TURN] for first in range(0, len(briefs), _TURN)]
    built = build_in_turns(turns, plan, tell)
    make = _maker(chosen, inks, go_on)
    marks, eras = (tuple(make(columns)) for columns in (built.marks, built.eras))
    shown = len(marks) + len(eras)
    cut = sum(len(event.title) > LONGEST_TITLE for event in chosen.events)
    whole = whole_range(built.marks, built.eras)
    usual = usual_range(built.marks) if len(built.marks) else whole
    return Matter(marks, eras, usual, whole, len(chosen.events) - shown, cut)


def _no_widths(titles: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros(len(titles), np.float32)


def _maker(chosen: Chosen, inks: Inks, go_on: GoOn) -> Callable[[Columns], list[Subject]]:
    language = "en"
    standings, numbers = chosen.standings, chosen.numbers

    def make(columns: Columns) -> list[Subject]:
        found = []
        parts = (columns.start_s, columns.end_s, columns.body, columns.start_edge, columns.end_edge)
        for count, (row, *place) in enumerate(
            zip(columns.row.tolist(), *(part.tolist() for part in parts), strict=True)
        ):
            if go_on is not None and count % _TURN == 0:
                go_on()
            event = chosen.events[row]
            title = one_line(event.title[: LONGEST_TITLE - 1]) + "…" if len(event.title) > LONGEST_TITLE else ""
            title = title or one_line(event.title)
            found.append(
                Subject(
                    event.id,
                    str(numbers[event.id]),
                    title,
                    standings[event.id].kind,
                    one_line(display(event.when, language, short=True)),
                    inks.index.get(event.category, len(inks.categories) - 1),
                    event.starred,
                    inks.of(event.category).shape is Shape.BAND,
                    reads_right_to_left(title),
                    *place,
                )
            )
        return found

    return make


class Wording:
    """The words of subjects in lines, worked out once for each width."""

    def __init__(self, measure: Measure, subjects: Sequence[Subject], go_on: GoOn = None) -> None:
        self._go_on = go_on
        self._measure = measure
        self._subjects = subjects
        self.prefixes_em = [
            (STAR_EM if each.starred else 0.0) + measure.width(each.number, Style.STRONG) + NUMBER_GAP_EM + SIGN_EM
            for each in self._in_turns()
        ]
        """What stands before each title: its star, its number and the sign of its standing."""
        self._dates_em: list[float] = []
        self._lines: dict[int, list[Sequence[Line]]] = {}
        self._own: dict[tuple[int, int], Sequence[Line]] = {}

    @property
    def dates_em(self) -> list[float]:
        """Return the width of each date, in heights of the letters of its title."""
        if not self._dates_em:
            self._dates_em = [self._measure.width(each.date) * DATE_SHARE for each in self._in_turns()]
        return self._dates_em

    @property
    def widest_date_em(self) -> float:
        """Return how wide the widest date is, with the room before it: dates are never broken."""
        return max(map(add, self.prefixes_em, self.dates_em), default=0.0)

    def on_one_line(self, place: int, width_em: float) -> Line:
        """Return a title on one line, cut where it is wider."""
        text = elided(self._measure, self._subjects[place].title, width_em)
        return Line(text, self._measure.width(text))

    def is_rtl(self, place: int) -> bool:
        """Tell whether a title reads from right to left."""
        return self._subjects[place].rtl

    def lines(self, width_em: int) -> list[Sequence[Line]]:
        """Return the lines of each title, as even as they can be."""
        if width_em not in self._lines:
            self._lines[width_em] = [self._broken(each.title, width_em) for each in self._in_turns()]
        return self._lines[width_em]

    def lines_of(self, place: int, width_em: int) -> Sequence[Line]:
        """Return the lines of one title."""
        key = place, width_em
        if key not in self._own:
            self._own[key] = self._broken(self._subjects[place].title, width_em)
        return self._own[key]

    def _in_turns(self) -> Iterator[Subject]:
        for place, each in enumerate(self._subjects):
            if self._go_on is not None and place % _TURN == 0:
                self._go_on()
            yield each

    def _broken(self, title: str, width_em: int) -> Sequence[Line]:
        whole_em = self._measure.width(title)
        if whole_em <= width_em:
            return (Line(title, whole_em),)
        return self._measure.lines(title, _even_width(whole_em, width_em))


def _even_width(whole_em: float, width_em: float) -> float:
    """Return the width at which the lines of a text come out nearly alike, none much shorter than the others."""
    count = -int(-whole_em // width_em)
    return min(width_em, whole_em / count * 1.12 + 1.5)
