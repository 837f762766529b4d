"""What the rows of a pasted table give: an event each, or the reasons why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storage.changes import Change, PutEvent, PutSource, PutStory
from storage.clipping import cited_by
from storage.dates import parse
from storage.dates.typed import Habits, Reading, Typed, read_typed
from storage.editing.new_category import category_called, new_category
from storage.errors import DateError, EditError
from storage.model import Category, Event, Source, Stance, Statement, Story
from storage.pasting.cells import Row
from storage.pasting.columns import Columns, Field
from storage.pieces import Progress, unhurried
from storage.quick_event import made_of, new_source, source_named
from storage.quick_line import read_line
from storage.story_file import new_id

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
        used = {source for event in self.events for source in cited_by(event)}
        sources = [PutSource(source) for source in self.new_sources if source.id in used]
        return [*story, *sources, *(PutEvent(event) for event in self.events)]


def read_rows(
    rows: Sequence[Row],
    columns: Columns,
    habits: Habits,
    story: Story,
    sources: Sequence[Source],
    progress: Progress = unhurried,
) -> Batch:
    """Read the rows below the heading. `progress` is told the share done and may raise to give up."""
    reader = _Reader(columns, habits, story, sources)
    read: list[Pasted] = []
    for number, cells in enumerate(rows, 1):
        if number > 1 or not columns.has_heading:
            read.append(reader.read(number, cells))
        if number % _STEPS == 0:
            progress(number / len(rows))
    return reader.batch(read)


class _Reader:
    def __init__(self, columns: Columns, habits: Habits, story: Story, sources: Sequence[Source]) -> None:
        self._columns = columns
        self._habits = habits
        # Both grow by what the rows bring along.
        self._story = story
        self._sources = list(sources)
        self._known = (story, len(sources))
        self._source_ids: dict[str, str] = {}
        self._dates: dict[str, Typed] = {}
        self._is_doubtful = False

    def read(self, number: int, cells: Row) -> Pasted:
        """Read one row."""
        try:
            if line := self._cell(cells, Field.LINE):
                return self._read_line(number, cells, line)
            return self._read_cells(number, cells)
        except EditError as error:
            return Pasted(number, cells, None, "", (str(error),))

    def batch(self, rows: list[Pasted]) -> Batch:
        """Return all that was read."""
        story, count = self._known
        new_sources = tuple(self._sources[count:])
        return Batch(tuple(rows), self._story, new_sources, self._story is not story, self._is_doubtful)

    # A whole event in one cell

    def _read_line(self, number: int, cells: Row, text: str) -> Pasted:
        line = read_line(text, self._habits)
        if len(line.when.readings) > 1:
            self._is_doubtful = True
            return Pasted(number, cells, None, "", (_either(line.when),))
        if not line.is_ready:
            problems = tuple(slip.message for slip in line.problems) or (line.when.problem,)
            return Pasted(number, cells, None, "", problems)
        made = made_of(line, line.when.readings[0], self._story, self._sources)
        self._sources += made.new_sources
        if made.new_category is not None:
            self._add_category(made.new_category)
        return Pasted(number, cells, made.event, line.when.readings[0].words)

    # A field in each cell

    def _read_cells(self, number: int, cells: Row) -> Pasted:
        problems: list[str] = []
        reading = self._when(cells, problems)
        title = self._cell(cells, Field.TITLE)
        if not title:
            problems.append("Title: this row has none.")
        if problems or reading is None:
            return Pasted(number, cells, None, reading.words if reading else "", tuple(problems))
        return Pasted(number, cells, self._event(cells, title, reading), reading.words)

    def _cell(self, cells: Row, field: Field) -> str:
        place = self._columns.place(field)
        return cells[place] if 0 <= place < len(cells) else ""

    def _event(self, cells: Row, title: str, reading: Reading) -> Event:
        source = self._source(self._cell(cells, Field.SOURCE))
        statement = self._statement(cells, source)
        return Event(
            id=new_id(),
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
        return Statement(new_id(), Stance.ASSERTS, speaker=speaker, role=role, quote=quote, source=source)

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
        self._is_doubtful |= bool(typed.readings)
        problems.append(f"{name}: {_either(typed) if typed.readings else typed.problem}")
        return None

    def _category(self, name: str) -> str:
        if not name:
            return ""
        known = category_called(self._story, name)
        return known.id if known is not None else self._add_category(new_category(self._story, name))

    def _add_category(self, new: Category) -> str:
        self._story = replace(self._story, categories=(*self._story.categories, new))
        return new.id

    def _source(self, name: str) -> str:
        if not name:
            return ""
        if name not in self._source_ids:
            known = source_named(name, self._sources)
            if known is None:
                known = new_source(name, self._sources)
                self._sources.append(known)
            self._source_ids[name] = known.id
        return self._source_ids[name]


def _either(typed: Typed) -> str:
    words = " or ".join(reading.words for reading in typed.readings)
    return f"“{typed.text.strip()}” can be {words}."


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
