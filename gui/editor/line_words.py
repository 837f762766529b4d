"""What quick entry shows of a line before it is added: rows of words, each with its role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from gui.signs import SHAPE_SIGNS, STANCE_SIGNS
from gui.text import isolated, label, quoted
from storage.citation import short_name
from storage.dates import display
from storage.dates.typed import Reading
from storage.errors import DateError
from storage.likeness import Alike
from storage.model import Event, Source, Statement, Story
from storage.quick_event import Made

_LONGEST_NOTATION = 44
_GAP = "   "


class Ink(Enum):
    """How words are written."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    MONO = "mono"
    QUOTE = "quote"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in one ink; `role` is a colour: of a stance ("denies") or a category ("red"), "" for the ink's own."""

    text: str
    ink: Ink = Ink.PLAIN
    role: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `bar` is the stance whose colour stands before it."""

    runs: tuple[Run, ...]
    bar: str = ""

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs).strip()


@dataclass(frozen=True, slots=True)
class Known:
    """What the words need of the story."""

    story: Story
    sources: dict[str, Source] = field(default_factory=dict)


def rows_of(made: Made, reading: Reading | None, known: Known, alike: Sequence[Alike] = ()) -> list[Row]:
    """Return what would be added: date and title, place and tags, statements, sources, and what it resembles."""
    sources = known.sources | {source.id: source for source in made.new_sources}
    new = {source.id for source in made.new_sources}
    event = made.event
    rows = [_head(event, reading), _marks(made, known.story)]
    rows += [_statement(said, sources, new) for said in event.statements]
    said = {statement.source for statement in event.statements}
    rows.append(_sources([sources[key] for key in event.sources if key not in said and key in sources], new))
    rows += [hint_row(alike)] if alike else []
    return [row for row in rows if row.runs]


def hint_row(alike: Sequence[Alike]) -> Row:
    """Return the hint that the story may have the event already."""
    found = " and ".join(f"“{isolated(label(one.title))}”, {_short(one.when)}" for one in alike[:2])
    return Row((Run(f"Similar to {found}", Ink.MUTED),))


def _head(event: Event, reading: Reading | None) -> Row:
    runs: list[Run] = []
    if reading is not None:
        runs.append(Run(label(reading.words), Ink.STRONG))
        notation = reading.edtf if len(reading.edtf) <= _LONGEST_NOTATION else ""
        runs += [Run("  "), Run(label(notation), Ink.MONO)] if notation else []
        runs.append(Run(_GAP))
    runs += [Run(isolated(label(event.title)), Ink.PLAIN)] if event.title else []
    return Row(tuple(runs))


def _marks(made: Made, story: Story) -> Row:
    event, runs = made.event, []
    if event.place:
        runs += [Run("at ", Ink.MUTED), Run(isolated(label(event.place))), Run(_GAP)]
    for tag in event.tags:
        runs += [Run("#", Ink.MUTED), Run(isolated(label(tag))), Run("  ")]
    category = made.new_category or next((one for one in story.categories if one.id == event.category), None)
    if category is not None:
        runs += [
            Run(f"{SHAPE_SIGNS[category.shape]} ", Ink.PLAIN, category.colour),
            Run(isolated(label(category.name))),
        ]
        runs += [Run("  new category", Ink.NEW)] if made.new_category is not None else []
    return Row(tuple(runs))


def _statement(said: Statement, sources: dict[str, Source], new: set[str]) -> Row:
    sign, word = STANCE_SIGNS[said.stance]
    runs = [Run(f"{sign} {word}  ", Ink.STRONG, said.stance.value)]
    runs += [Run(isolated(label(said.speaker)), Ink.STRONG)] if said.speaker else []
    runs += [Run(f", {isolated(label(said.role))}", Ink.MUTED)] if said.role else []
    if said.quote:
        runs += [Run("  "), Run(isolated(label(quoted(said.quote))), Ink.QUOTE)]
    runs += [Run(f"  {isolated(label(said.paraphrase))}")] if said.paraphrase else []
    runs += [Run(f"  said {_short(said.said)}", Ink.MUTED)] if said.said else []
    if said.source in sources:
        names = said.via or (short_name(sources[said.source]),)
        runs.append(Run(f"  {' → '.join(isolated(label(name)) for name in names)}", Ink.MUTED))
        runs += [Run("  new source", Ink.NEW)] if said.source in new else []
    return Row(tuple(runs), said.stance.value)


def _sources(sources: Sequence[Source], new: set[str]) -> Row:
    runs: list[Run] = [Run("from ", Ink.MUTED)] if sources else []
    for source in sources:
        runs.append(Run(isolated(label(short_name(source)))))
        runs.append(Run("  new source  ", Ink.NEW) if source.id in new else Run("  "))
    return Row(tuple(runs))


def _short(when: str) -> str:
    try:
        return display(when, short=True)
    except DateError:
        return label(when)
