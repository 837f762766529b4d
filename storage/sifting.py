"""Go through all the rows of a story and keep nothing: events in short, what matches a search, what is wrong.

Each may run in another thread while the story is edited: it works on a copy of the row numbers, and a row that has gone
meanwhile is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from storage.brief import Brief, Outline, brief_of, flawless, outline_of, outlines_of
from storage.contents import Contents, dangling
from storage.model import Event, Problem
from storage.pieces import Progress
from storage.row_index import RowIndex
from storage.rows import ROWS_A_TURN, Rows, twin_problem
from storage.search import Matcher

OUTLINES_A_TURN = 4096
# So many rows are decoded in one call, of half a millisecond: for so long each turn of another thread has to wait.
_DECODED_AT_ONCE = 512


def briefs_of(rows: Rows[Event], numbers: Iterable[int]) -> Iterator[Brief]:
    """Yield the briefs of those of the rows that can be shown."""
    for number in numbers:
        brief = _brief(rows, number)
        if brief is not None and rows.is_shown(number, brief.id):
            yield brief


def all_briefs(rows: Rows[Event]) -> Iterator[Brief]:
    """Yield the briefs of all events that can be shown, in the order of their rows; note the ids on the way."""
    index = RowIndex()
    for number in rows.numbers():
        brief = _brief(rows, number)
        if brief is None:
            index.add(number, rows.id_in(number))
        elif index.add(number, brief.id) or _first_of(rows, index, brief.id) == number:
            yield brief
    rows.use_index(index)


def all_outlines(rows: Rows[Event], a_turn: int = OUTLINES_A_TURN) -> Iterator[Sequence[Brief | Outline]]:
    """Yield what `all_briefs` does, so many at a time and much faster, with rows taken at their word.

    There may be one whose date is none, or that a strict reader refuses. Whoever lets go of each turn before the next
    does best with few: their memory is used again while the processor has it at hand.
    """
    numbers = rows.numbers()
    index = None if rows.has_lone_ids else RowIndex()
    for start in range(0, len(numbers), a_turn):
        turn: list[Brief | Outline] = []
        end = min(start + a_turn, len(numbers))
        for first in range(start, end, _DECODED_AT_ONCE):
            turn += _outlines(rows, numbers[first : min(first + _DECODED_AT_ONCE, end)], index)
        yield turn
    if index is not None:
        rows.use_index(index)


def _outlines(rows: Rows[Event], numbers: Sequence[int], index: RowIndex | None) -> Iterable[Brief | Outline]:
    """Return some outlines; without an index to note ids in, no id may be there twice."""
    # A row may go meanwhile.
    raws = [raw for raw in map(rows.raw.get, numbers) if raw is not None]
    outlines = outlines_of(numbers, raws) if len(raws) == len(numbers) else None
    if outlines is not None and (index is None or index.add_all(numbers, [outline.id for outline in outlines])):
        return outlines
    return _outlines_one_by_one(rows, numbers, index)


def _outlines_one_by_one(
    rows: Rows[Event], numbers: Iterable[int], index: RowIndex | None
) -> Iterator[Brief | Outline]:
    for number in numbers:
        raw = rows.raw.get(number)
        found = None if raw is None else outline_of(number, raw) or _brief(rows, number)
        if index is None:
            if found is not None and rows.is_shown(number, found.id):
                yield found
        elif found is None:
            index.add(number, rows.id_in(number))
        elif index.add(number, found.id) or _first_of(rows, index, found.id) == number:
            yield found


def each_event(
    rows: Rows[Event], numbers: Iterable[int] | None, may_matter: Callable[[bytes], bool] | None, progress: Progress
) -> Iterator[tuple[int, Event]]:
    """Yield the events of those of the rows that can be shown, with their rows. What `progress` raises ends it."""
    for number in _told(rows.numbers() if numbers is None else list(numbers), progress):
        raw = rows.raw.get(number)
        if raw is None or (may_matter is not None and not may_matter(bytes(raw))):
            continue
        event = rows.read(number)[0]
        if event is not None and rows.is_shown(number, event.id):
            yield number, event


def matching_rows(contents: Contents, text: str, progress: Progress) -> list[int]:
    """Return the rows of the events that `Matcher` lets through, in their order. What `progress` raises ends it."""
    rows = contents.events
    matcher = Matcher(text, {source.id: source for source in contents.sources.copy().values.values()})
    found = []
    for number, event in each_event(rows, None, matcher.may_match, progress):
        if matcher.matches(event):
            found.append(number)
    return found


def problems_of(contents: Contents, progress: Progress) -> tuple[Problem, ...]:
    """Return what `Contents.problems` returns. What `progress` raises ends it."""
    rows, index = contents.events, RowIndex()
    all_sources = contents.sources.copy()
    sources = {source.id for source in all_sources.values.values()}
    categories = {category.id for category in contents.story.categories}
    own: list[Problem] = []
    loose: list[Problem] = []
    for number in _told(rows.numbers(), progress):
        raw = rows.raw.get(number)
        if raw is None:
            continue
        row = flawless(raw)
        event, found = (row, []) if row is not None else rows.read(number)
        own += found
        alone = index.add(number, event.id if event is not None else rows.id_in(number))
        if event is None:
            continue
        first = number if alone else _first_of(rows, index, event.id)
        if first == number:
            loose += dangling(number, event, categories, sources)
        else:
            own.append(twin_problem(rows.table, number, event.id, first))
    return (*contents.story_problems, *own, *all_sources.problems, *loose)


def _brief(rows: Rows[Event], number: int) -> Brief | None:
    raw = rows.raw.get(number)
    if raw is None:
        return None
    event = flawless(raw) or rows.read(number)[0]
    return None if event is None else brief_of(number, event)


def _first_of(rows: Rows[Event], index: RowIndex, event_id: str) -> int:
    """Return the row of those seen so far that counts for an id; the last of them is one."""
    seen = index.rows(event_id)
    for number in seen[:-1]:
        brief = _brief(rows, number)
        if brief is not None and brief.id == event_id:
            return number
    return seen[-1]


def _told(numbers: list[int], progress: Progress) -> Iterator[int]:
    """Yield the numbers and tell of them every few milliseconds."""
    for start in range(0, len(numbers), ROWS_A_TURN):
        yield from numbers[start : start + ROWS_A_TURN]
        progress(min(start + ROWS_A_TURN, len(numbers)) / len(numbers))
