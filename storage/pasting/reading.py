"""What the rows of a pasted table give: an event each, or the reasons why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from storage.changes import Change, PutEvent, PutSource, PutStory
from storage.dates import parse
from storage.dates.typed import Habits, Reading, Typed, read_typed
from storage.errors import DateError
from storage.model import Category, Event, Shape, Source, Stance, Statement, Story
from storage.pasting.cells import Row
from storage.pasting.columns import Columns, Field
from storage.pieces import Progress, unhurried
from storage.search import fold

_COLOURS = ("blue", "red", "teal", "amber", "plum", "olive", "indigo", "green", "slate")
_SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND, Shape.HEXAGON, Shape.CROSS)
_STEPS = 50


@dataclass(frozen=True, slots=True)
class Pasted:
    """One row: its number in the table (from 1), what it gives, and what is wrong with it."""

    number: int
    cells: Row
    event: Event | None = None
    when_words: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """All rows of a table, with the categories and sources that the story lacks."""

    rows: tuple[Pasted, ...]
    story: Story
    new_sources: tuple[Source, ...]
    has_new_categories: bool
    has_doubtful_dates: bool

    @property
    def events(self) -> tuple[Event, ...]:
        """Return the events that can be added."""
        return tuple(row.event for row in self.rows if row.event is not None)

    @property
    def refused(self) -> tuple[Pasted, ...]:
        """Return the rows that give none."""
        return tuple(row for row in self.rows if row.event is None)

    def changes(self) -> list[Change]:
        """Return what adds the events, with what they need, as one step."""
        story: list[Change] = [PutStory(self.story)] if self.has_new_categories else []
        used = {source for event in self.events for source in event.sources}
        sources = [PutSource(source) for source in self.new_sources if source.id in used]
        return [*story, *sources, *(PutEvent(event) for event in self.events)]


def read_rows(
    rows: Sequence[Row],
    columns: Columns,
    habits: Habits,
    story: Story,
    sources: Sequence[Source],
    new_id: Callable[[], str],
    progress: Progress = unhurried,
) -> Batch:
    """Read the rows below the heading. `progress` is told the share done and may raise to give up."""
    reader = _Reader(columns, habits, story, sources, new_id)
    read: list[Pasted] = []
    for number, cells in enumerate(rows, 1):
        if number > 1 or not columns.has_heading:
            read.append(reader.read(number, cells))
        if number % _STEPS == 0:
            progress(number / len(rows))
    return reader.batch(read)


class _Reader:
    def __init__(
        self, columns: Columns, habits: Habits, story: Story, sources: Sequence[Source], new_id: Callable[[], str]
    ) -> None:
        self._columns = columns
        self._habits = habits
        self._story = story
        self._new_id = new_id
        self._categories = {fold(each.name): each.id for each in story.categories}
        self._known_categories = len(story.categories)
        self._new_categories: list[Category] = []
        self._sources = _by_name(sources)
        self._new_sources: list[Source] = []
        self._dates: dict[str, Typed] = {}
        self._is_doubtful = False

    def read(self, number: int, cells: Row) -> Pasted:
        """Read one row."""
        problems: list[str] = []
        reading = self._when(cells, problems)
        title = self._cell(cells, Field.TITLE)
        if not title:
            problems.append("Title: this row has none.")
        if problems or reading is None:
            return Pasted(number, cells, None, reading.words if reading else "", tuple(problems))
        return Pasted(number, cells, self._event(cells, title, reading), reading.words)

    def batch(self, rows: list[Pasted]) -> Batch:
        """Return all that was read."""
        used = {row.event.category for row in rows if row.event is not None}
        new = tuple(each for each in self._new_categories if each.id in used)
        story = replace(self._story, categories=(*self._story.categories, *new)) if new else self._story
        return Batch(tuple(rows), story, tuple(self._new_sources), bool(new), self._is_doubtful)

    def _cell(self, cells: Row, field: Field) -> str:
        place = self._columns.place(field)
        return cells[place] if 0 <= place < len(cells) else ""

    def _event(self, cells: Row, title: str, reading: Reading) -> Event:
        source = self._source(self._cell(cells, Field.SOURCE))
        statement = self._statement(cells, source)
        return Event(
            id=self._new_id(),
            title=title,
            when=reading.edtf,
            phrase=reading.phrase,
            basis=reading.basis,
            place=self._cell(cells, Field.PLACE),
            text=self._cell(cells, Field.TEXT),
            category=self._category(self._cell(cells, Field.CATEGORY)),
            tags=split_tags(self._cell(cells, Field.TAGS)),
            sources=(source,) if source and statement is None else (),
            statements=(statement,) if statement is not None else (),
        )

    def _statement(self, cells: Row, source: str) -> Statement | None:
        speaker, quote = self._cell(cells, Field.SPEAKER), self._cell(cells, Field.QUOTE)
        if not (speaker or quote):
            return None
        role = self._cell(cells, Field.ROLE)
        return Statement(self._new_id(), Stance.ASSERTS, speaker=speaker, role=role, quote=quote, source=source)

    def _when(self, cells: Row, problems: list[str]) -> Reading | None:
        text, until = self._cell(cells, Field.WHEN), self._cell(cells, Field.UNTIL)
        if not text:
            problems.append("When: this row has no date.")
            return None
        start = self._date("When", text, problems)
        if not until or start is None or until == text:
            return start
        end = self._date("Until", until, problems)
        return _joined(start, end, problems) if end is not None else None

    def _date(self, name: str, text: str, problems: list[str]) -> Reading | None:
        typed = self._dates.get(text)
        if typed is None:
            typed = self._dates[text] = read_typed(text, self._habits)
        if len(typed.readings) == 1:
            return typed.readings[0]
        if typed.readings:
            self._is_doubtful = True
            words = " or ".join(reading.words for reading in typed.readings)
            problems.append(f"{name}: “{text}” can be {words}.")
        else:
            problems.append(f"{name}: {typed.problem}")
        return None

    def _category(self, name: str) -> str:
        if not name:
            return ""
        key = fold(name)
        if key not in self._categories:
            place = self._known_categories + len(self._new_categories)
            new = new_category(self._new_id(), name, place)
            self._new_categories.append(new)
            self._categories[key] = new.id
        return self._categories[key]

    def _source(self, name: str) -> str:
        if not name:
            return ""
        key = fold(name)
        if key not in self._sources:
            new = Source(self._new_id(), _csl(name))
            self._new_sources.append(new)
            self._sources[key] = new.id
        return self._sources[key]


def new_category(category_id: str, name: str, place: int) -> Category:
    """Return a category that looks unlike those at other places of a story's list."""
    return Category(category_id, name, _COLOURS[place % len(_COLOURS)], _SHAPES[place % len(_SHAPES)])


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a cell, divided by commas or semicolons, each once and without a leading #."""
    found = (part.strip().lstrip("#").strip() for part in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(tag for tag in found if tag))


def _joined(start: Reading, end: Reading, problems: list[str]) -> Reading | None:
    """Return the span from one date to another."""
    edtf = f"{start.edtf}/{end.edtf}"
    try:
        parse(edtf)
    except DateError:
        problems.append(f"Until: {start.words} to {end.words} is no span of time.")
        return None
    phrase = f"{start.phrase or start.words} – {end.phrase or end.words}" if start.phrase or end.phrase else ""
    return Reading(edtf, f"{start.words} – {end.words}", phrase, start.basis or end.basis)


def _by_name(sources: Sequence[Source]) -> dict[str, str]:
    known: dict[str, str] = {}
    for source in sources:
        for key in ("title", "container-title", "publisher", "URL"):
            name = source.csl.get(key)
            if isinstance(name, str) and name:
                known.setdefault(fold(name), source.id)
    return known


def _csl(name: str) -> Mapping[str, str]:
    if name.lower().startswith(("http://", "https://")):
        return {"type": "webpage", "URL": name}
    return {"type": "document", "title": name}
