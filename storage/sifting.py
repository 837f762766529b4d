"""Go through all the rows of a story and keep nothing: events in short, what matches a search, what is wrong.

Each may run in another thread while the story is edited: it works on a copy of the row numbers, and a row that has gone
meanwhile is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from storage.brief import Brief, brief_of, flawless, quick_brief
from storage.contents import Contents, dangling
from storage.model import Event, Problem
from storage.pieces import Progress
from storage.row_index import RowIndex
from storage.rows import ROWS_A_TURN, Rows, twin_problem
from storage.search import Matcher


def briefs_of(rows: Rows[Event], numbers: Iterable[int]) -> Iterator[Brief]:
    """Yield the briefs of those of the rows that can be shown."""
    for number in numbers:
        brief = _brief(rows, number)
        if brief is not None and rows.is_shown(number, brief.id):
            yield brief


def all_briefs(rows: Rows[Event], *, quick: bool = False) -> Iterator[Brief]:
    """Yield the briefs of all events that can be shown, in the order of their rows; note the ids on the way.

    The `quick` way takes rows at their word: it may yield one whose date is none, or that a strict reader refuses.
    """
    index = RowIndex()
    for number in rows.numbers():
        brief = (_quick_brief(rows, number) if quick else None) or _brief(rows, number)
        if brief is None:
            index.add(number, rows.id_in(number))
        elif index.add(number, brief.id) or _first_of(rows, index, brief.id) == number:
            yield brief
    rows.use_index(index)


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


def _quick_brief(rows: Rows[Event], number: int) -> Brief | None:
    raw = rows.raw.get(number)
    return None if raw is None else quick_brief(number, raw)


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
