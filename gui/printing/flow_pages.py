"""Break lines into pages: nothing is torn from what it belongs to, and a footnote stands where its mark is. No Qt.

Greedy, page by page: a page ends at the last good place before it is full. Places are good to the degrees of `Break`;
a worse one is taken only where the page holds no better, so that even what fits nowhere comes out whole.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from gui.printing.flow_blocks import Block

LEAST_LINES = 2
"""Lines of a paragraph that stand alone neither at the foot of a page nor at its head."""

_TOLERANCE = 1e-6
# Of the height of a column: footnotes in full that one line may call for.
_MOST_NOTES = 0.4


class Break(IntEnum):
    """How good a place before a line is to end a page at."""

    FREE = 0
    WITHIN = 1
    KEPT = 2
    WIDOW = 3


class Line(NamedTuple):
    """A line as it is measured: letters from `start` to `end` of its block, `height` from line to line."""

    start: int
    end: int
    height: float
    notes: tuple[int, ...] = ()


class Placed(NamedTuple):
    """A line on its way to a page."""

    item: int
    block: int
    line: Line
    above: float
    level: Break
    resumes: bool
    anchor: str
    keys: tuple[int, ...]


class Slice(NamedTuple):
    """Lines of one block on one page: from the letter `start` on, each up to one of `ends`.

    `top` is how far down from the top of the column they begin.
    """

    item: int
    block: int
    start: int
    ends: tuple[int, ...]
    top: float

    @property
    def end(self) -> int:
        """Return where the letters of the last line end."""
        return self.ends[-1]


class Note(NamedTuple):
    """A footnote of a page: the number of its source, whether it is given in full, where it begins."""

    number: int
    is_full: bool
    top: float


# How high a footnote is, in full or in short, and what a first one takes besides: the rule above it.
NoteHeight = Callable[[int, bool], float]


class Sheets:
    """The columns that were filled, kept in few bytes: a thousand pages are some hundred kilobytes."""

    def __init__(self) -> None:
        self._slices: array[int] = array("i")
        self._ends: array[int] = array("i")
        self._tops: array[float] = array("f")
        self._slice_ends = array("i")
        self._notes = array("i")
        self._note_tops = array("f")
        self._note_ends = array("i")

    def __len__(self) -> int:
        return len(self._slice_ends)

    def add(self, slices: Sequence[Slice], notes: Sequence[Note]) -> None:
        """Keep one more column."""
        for each in slices:
            self._ends.extend(each.ends)
            self._slices.extend((each.item, each.block, each.start, len(self._ends)))
            self._tops.append(each.top)
        for note in notes:
            self._notes.extend((note.number, note.is_full))
            self._note_tops.append(note.top)
        self._slice_ends.append(len(self._tops))
        self._note_ends.append(len(self._note_tops))

    def slices(self, column: int) -> list[Slice]:
        """Return what stands in a column, from the top down."""
        first = self._slice_ends[column - 1] if column else 0
        rows = range(first, self._slice_ends[column])
        return [self._slice(row) for row in rows]

    def _slice(self, row: int) -> Slice:
        item, block, start, last = self._slices[4 * row : 4 * row + 4]
        first = self._slices[4 * row - 1] if row else 0
        return Slice(item, block, start, tuple(self._ends[first:last]), self._tops[row])

    def notes(self, column: int) -> list[Note]:
        """Return the footnotes of a column, from the top down."""
        first = self._note_ends[column - 1] if column else 0
        rows = range(first, self._note_ends[column])
        return [Note(self._notes[2 * row], bool(self._notes[2 * row + 1]), self._note_tops[row]) for row in rows]


class Paginator:
    """Fills columns of `height` with lines. `sink` is left free at the top of the first.

    `began(anchor, keys, column, top)` is told of every line with an anchor or keys when its column is settled.
    """

    def __init__(
        self,
        height: float,
        note_height: NoteHeight,
        *,
        resume_height: float = 0.0,
        note_gap: float = 0.0,
        sink: float = 0.0,
        cited: set[int] | None = None,
        began: Callable[[str, tuple[int, ...], int, float], None] | None = None,
    ) -> None:
        self.sheets = Sheets()
        self._height = height
        self._note_height = note_height
        self._note_gap = note_gap
        self._resume_height = resume_height
        self._began = began
        self._sink = sink
        # Sources that an earlier page has given in full.
        self._cited = set() if cited is None else cited
        self._lines: list[Placed] = []
        self._last = [0, 0, 0, 0]
        self._used = 0.0
        # The footnotes of the column: how high each is, and whether it is given in full.
        self._notes: dict[int, tuple[float, bool]] = {}
        self._notes_height = 0.0

    def feed(self, lines: Sequence[Placed]) -> None:
        """Take the lines of one item."""
        for line in lines:
            self._add(line)

    def finish(self) -> Sheets:
        """End the last column and return all."""
        if self._lines:
            self._cut(len(self._lines))
        return self.sheets

    def end_column(self) -> None:
        """Begin a new column with what comes."""
        if self._lines:
            self._cut(len(self._lines))

    def _add(self, placed: Placed) -> None:
        place = len(self._lines)
        line = placed.line
        if place:
            self._used += placed.above + line.height
        else:
            self._used = self._sink + line.height + (self._resume_height if placed.resumes else 0.0)
        self._lines.append(placed)
        if line.notes:
            self._take_notes(line.notes)
        if place:
            self._last[placed.level] = place
            if self._used + self._notes_height > self._height + _TOLERANCE:
                self._cut(self._best())

    def _take_notes(self, numbers: Sequence[int]) -> None:
        """Make room for the footnotes of a line: in short where one line calls for too many."""
        found = {number: number not in self._cited for number in numbers if number not in self._notes}
        if sum(self._note_height(number, is_full) for number, is_full in found.items()) > _MOST_NOTES * self._height:
            found = dict.fromkeys(found, False)
        for number, is_full in found.items():
            height = self._note_height(number, is_full)
            self._notes_height += height + (0.0 if self._notes else self._note_gap)
            self._notes[number] = height, is_full

    def _best(self) -> int:
        last = self._last
        return max(last[0], last[1]) or last[2] or last[3] or len(self._lines) - 1

    def _cut(self, count: int) -> None:
        rest = self._lines[count:]
        self._emit(self._lines[:count])
        self._lines = []
        self._last = [0, 0, 0, 0]
        self._used = self._notes_height = self._sink = 0.0
        self._notes = {}
        for each in rest:
            self._add(each)

    def _emit(self, lines: Sequence[Placed]) -> None:
        column = len(self.sheets)
        slices: list[Slice] = []
        ends: list[int] = []
        used = self._sink + (self._resume_height if lines[0].resumes else 0.0)
        numbers: dict[int, None] = {}
        for place, each in enumerate(lines):
            line = each.line
            if place:
                used += each.above
            ends.append(line.end)
            following = lines[place + 1] if place + 1 < len(lines) else None
            if len(ends) == 1:
                first, top = line.start, used
            if following is None or following.block != each.block or following.item != each.item:
                slices.append(Slice(each.item, each.block, first, tuple(ends), top))
                ends = []
            if self._began is not None and (each.anchor or each.keys):
                self._began(each.anchor, each.keys, column, used)
            used += line.height
            numbers.update(dict.fromkeys(line.notes))
        self.sheets.add(slices, list(self._at_the_foot(sorted(numbers))))

    def _at_the_foot(self, numbers: Sequence[int]) -> Iterator[Note]:
        top = self._height - sum(self._notes[number][0] for number in numbers)
        for number in numbers:
            height, is_full = self._notes[number]
            yield Note(number, is_full, top)
            top += height
        self._cited.update(numbers)


def placed_lines(
    item: int,
    blocks: Sequence[Block],
    measured: Sequence[Sequence[Line]],
    *,
    keep: bool,
    most_kept: float,
    before: Block | None = None,
) -> list[Placed]:
    """Return the lines of an item with how good each place between them is to end a page at.

    What is to stay together does so up to a height of `most_kept`; `keep` wishes it for all of the item. `before` is
    the last block of the item before.
    """
    heights = [
        sum(line.height for line in lines) + block.shape.above_pt for block, lines in zip(blocks, measured, strict=True)
    ]
    kept = keep and sum(heights) <= most_kept
    tall = _too_tall(blocks, heights, most_kept)
    result: list[Placed] = []
    for number, (block, lines) in enumerate(zip(blocks, measured, strict=True)):
        count = len(lines)
        whole = kept or block.shape.keep_lines or (block.group > 0 and block.group not in tall)
        within = Break.KEPT if whole else Break.WITHIN
        for place, line in enumerate(lines):
            if place == 0:
                level = _between(before, block, kept and number > 0, tall if number else None)
                result.append(Placed(item, number, line, block.shape.above_pt, level, False, block.anchor, block.keys))
            else:
                level = within if LEAST_LINES <= place <= count - LEAST_LINES else Break.WIDOW
                result.append(Placed(item, number, line, 0.0, level, bool(block.resume), "", ()))
        before = block
    return result


def _between(before: Block | None, block: Block, kept: bool, tall: set[int] | None) -> Break:
    """Return how good the place between two blocks is; `tall` is None between those of two items."""
    if before is None:
        return Break.FREE
    if before.shape.keep_next:
        return Break.WIDOW
    same = tall is not None and block.group > 0 and block.group == before.group and block.group not in tall
    return Break.KEPT if kept or same else Break.FREE


def _too_tall(blocks: Sequence[Block], heights: Sequence[float], most: float) -> set[int]:
    """Return the groups that are too high to be kept on one page."""
    sums: dict[int, float] = {}
    for block, height in zip(blocks, heights, strict=True):
        if block.group:
            sums[block.group] = sums.get(block.group, 0.0) + height
    return {group for group, total in sums.items() if total > most}
