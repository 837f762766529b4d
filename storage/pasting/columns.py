"""Which field of an event each column of a pasted table holds, as far as its heading or its cells tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storage.pasting.cells import Row
from storage.search import fold

_LOOKED_AT = 40
_MOST_ARE = 0.6
_PROSE = 60


class Field(StrEnum):
    """What a column can be."""

    WHEN = "when"
    UNTIL = "until"
    TITLE = "title"
    PLACE = "place"
    CATEGORY = "category"
    TAGS = "tags"
    TEXT = "text"
    SPEAKER = "speaker"
    ROLE = "role"
    QUOTE = "quote"
    SOURCE = "source"
    LINE = "line"


WORDS: dict[Field, str] = {
    Field.WHEN: "When",
    Field.UNTIL: "Until (with When: a span)",
    Field.TITLE: "Title",
    Field.PLACE: "Place",
    Field.CATEGORY: "Category",
    Field.TAGS: "Tags",
    Field.TEXT: "Text",
    Field.SPEAKER: "Speaker",
    Field.ROLE: "Speaker’s role",
    Field.QUOTE: "Quote",
    Field.SOURCE: "Source",
    Field.LINE: "All of it, as in quick entry",
}
"""What an author calls each field."""

_HEADINGS: dict[Field, tuple[str, ...]] = {
    Field.WHEN: ("when", "date", "day", "time", "start", "start date", "begin", "beginning", "from", "year", "datum"),
    Field.UNTIL: ("until", "end", "end date", "to", "till", "bis", "fin"),
    Field.TITLE: ("title", "event", "what", "headline", "name", "label", "subject", "titel", "titre", "titulo"),
    Field.PLACE: ("place", "where", "location", "city", "ort", "lieu", "lugar"),
    Field.CATEGORY: ("category", "kind", "type", "group", "kategorie", "categorie", "categoria"),
    Field.TAGS: ("tags", "tag", "keywords", "labels"),
    Field.TEXT: ("text", "description", "details", "notes", "note", "body", "summary", "comment", "comments"),
    Field.SPEAKER: ("speaker", "who", "said by", "speaker name"),
    Field.ROLE: ("role", "speaker's role", "speaker’s role", "function"),
    Field.QUOTE: ("quote", "quotation", "statement", "said", "words"),
    Field.SOURCE: ("source", "sources", "outlet", "publication", "reference", "url", "quelle"),
}
_BY_HEADING = {fold(name): field for field, names in _HEADINGS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, None for what is left out, and whether the first row names them."""

    fields: tuple[Field | None, ...]
    has_heading: bool

    def place(self, field: Field) -> int:
        """Return the column that holds a field, or -1."""
        return self.fields.index(field) if field in self.fields else -1

    def with_field(self, column: int, field: Field | None) -> Columns:
        """Give a column to a field, and take it from the column that had it."""
        taken = (None if each is field else each for each in self.fields)
        fields = (field if place == column else each for place, each in enumerate(taken))
        return Columns(tuple(fields), self.has_heading)


def columns_of(rows: Sequence[Row], is_date: Callable[[str], bool]) -> Columns:
    """Return what the columns seem to hold: by their headings, else by their cells; a single one holds whole events."""
    if not rows:
        return Columns((), False)
    if len(rows[0]) == 1:
        return Columns((Field.LINE,), False)
    fields = _by_headings(rows[0])
    if any(fields) and not any(is_date(cell) for cell in rows[0] if cell):
        return Columns(fields, True)
    return Columns(_by_cells(rows[:_LOOKED_AT], is_date), False)


def _by_headings(heading: Row) -> tuple[Field | None, ...]:
    found: list[Field | None] = []
    for cell in heading:
        field = _BY_HEADING.get(fold(cell.strip(" :*")))
        found.append(field if field not in found else None)
    return tuple(found)


def _by_cells(rows: Sequence[Row], is_date: Callable[[str], bool]) -> tuple[Field | None, ...]:
    """Tell dates from the rest; of the rest the first is the title, and the first of long cells the text."""
    columns = list(zip(*rows, strict=True))
    fields: list[Field | None] = [None] * len(columns)
    dates: list[int] = []
    others: list[int] = []
    for place, cells in enumerate(columns):
        filled = [cell for cell in cells if cell]
        is_dates = filled and sum(map(is_date, filled)) >= _MOST_ARE * len(filled)
        if filled:
            (dates if is_dates else others).append(place)
    for place, field in zip(dates, (Field.WHEN, Field.UNTIL), strict=False):
        fields[place] = field
    long = [place for place in others if _mean_length(columns[place]) > _PROSE]
    short = [place for place in others if place not in long]
    for places, field in ((short or long[:1], Field.TITLE), (long if short else long[1:], Field.TEXT)):
        if places:
            fields[places[0]] = field
    return tuple(fields)


def _mean_length(cells: Sequence[str]) -> float:
    filled = [len(cell) for cell in cells if cell]
    return sum(filled) / len(filled) if filled else 0.0
