"""Find text in events and sources, and replace it: a preview of what would be different, and the changes for it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from storage.changes import Change, PutEvent, PutSource
from storage.editing.excerpts import Piece, excerpts
from storage.editing.step import Step, counted, in_quotes
from storage.model import Event, Source, Statement
from storage.search import fold, folded_row

MOST_SHOWN = 2_000
LONGEST_SOUGHT = 1_000


class Field(StrEnum):
    """Where text is looked for. What a source said word for word is only touched on purpose."""

    TITLE = "title"
    TEXT = "text"
    PLACE = "place"
    TAGS = "tags"
    SPEAKERS = "speakers"
    ROLES = "roles"
    PARAPHRASES = "paraphrases"
    SOURCES = "source titles"
    QUOTES = "quotes"


DEFAULT_FIELDS = frozenset(Field) - {Field.QUOTES}
_STATEMENT_FIELDS = {
    Field.SPEAKERS: "speaker",
    Field.ROLES: "role",
    Field.PARAPHRASES: "paraphrase",
    Field.QUOTES: "quote",
}
Key = tuple[str, Field, int]


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and what is to stand in its place."""

    sought: str
    new: str = ""
    fields: frozenset[Field] = DEFAULT_FIELDS
    match_case: bool = False
    whole_words: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds it."""
        return _pattern(self.sought, self.match_case, self.whole_words)

    @property
    def problem(self) -> str:
        """Return in a sentence why nothing can be looked for, "" where it can."""
        if not self.sought:
            return "Type what to look for."
        if len(self.sought) > LONGEST_SOUGHT:
            return f"At most {LONGEST_SOUGHT:,} characters can be looked for."
        return "" if self.fields else "Choose at least one field to look in."

    def replaced(self, text: str) -> str:
        """Return a text with what was looked for replaced."""
        return self.pattern.sub(lambda _match: self.new, text)


@lru_cache(maxsize=16)
def _pattern(sought: str, match_case: bool, whole_words: bool) -> re.Pattern[str]:
    text = re.escape(sought)
    if whole_words:
        # A boundary only where a word ends: "+5" and "C++" are found, too.
        before = r"(?<!\w)" if re.match(r"\w", sought) else ""
        after = r"(?!\w)" if re.search(r"\w\Z", sought) else ""
        text = f"{before}{text}{after}"
    return re.compile(text, 0 if match_case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """One field of an event or source in which the text stands `count` times.

    `before` and `after` are what stands around the first place, in pieces that tell what is different; `index` is the
    number of the statement or tag, from 1. With a `problem` the field cannot be changed so.
    """

    id: str
    title: str
    field: Field
    index: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    count: int
    problem: str = ""

    @property
    def key(self) -> Key:
        """Return what tells the field from all others."""
        return self.id, self.field, self.index


def may_hold(sought: str) -> Callable[[bytes], bool]:
    """Return what tells by a row's bytes whether a text may stand in it: where not, the row need not be read."""
    wanted = fold(sought)

    def may_matter(row: bytes) -> bool:
        text = folded_row(row)
        return text is None or wanted in text

    return may_matter


@dataclass(slots=True)
class Found:
    """What was found: the first hits to be shown, and the rows of all events in which there are some."""

    hits: list[Hit] = field(default_factory=list)
    rows: array[int] = field(default_factory=lambda: array("q"))
    sources: list[str] = field(default_factory=list)
    fields: int = 0
    impossible: int = 0

    @property
    def is_partial(self) -> bool:
        """Tell whether there are more fields than are shown."""
        return self.fields > len(self.hits)


def event_fields(event: Event, wanted: Collection[Field]) -> Iterator[tuple[Field, int, str]]:
    """Yield the texts of an event in the fields that are wanted, with the number of the tag or statement."""
    for place, text in ((Field.TITLE, event.title), (Field.TEXT, event.text), (Field.PLACE, event.place)):
        if place in wanted:
            yield place, 0, text
    if Field.TAGS in wanted:
        yield from ((Field.TAGS, number, tag) for number, tag in enumerate(event.tags, 1))
    for number, statement in enumerate(event.statements, 1):
        for place, name in _STATEMENT_FIELDS.items():
            if place in wanted:
                yield place, number, getattr(statement, name)


def find_hits(event: Event, question: Question) -> list[Hit]:
    """Return the fields of an event in which the text stands."""
    return [
        _hit(event.id, event.title, place, number, text, question)
        for place, number, text in event_fields(event, question.fields)
        if question.pattern.search(text)
    ]


def _title_of(source: Source) -> str:
    """Return the title as it stands in the citation; a list of titles is left alone."""
    title = source.csl.get("title")
    return title if isinstance(title, str) else ""


def source_hits(source: Source, question: Question) -> list[Hit]:
    """Return the title of a source as a hit where the text stands in it."""
    title = _title_of(source)
    if Field.SOURCES not in question.fields or not question.pattern.search(title):
        return []
    return [_hit(source.id, title, Field.SOURCES, 0, title, question)]


def _hit(value_id: str, title: str, place: Field, number: int, text: str, question: Question) -> Hit:
    before, after, count = excerpts(text, question.pattern, question.new)
    empty = place is Field.TITLE and not question.replaced(text).strip()
    return Hit(value_id, title[:200], place, number, before, after, count, "A title cannot be empty." if empty else "")


def find_and_replace(
    events: Iterable[tuple[int, Event]], sources: Iterable[Source], question: Question, most_shown: int = MOST_SHOWN
) -> Found:
    """Return what a question finds in events (with their rows) and sources; the events are read once and not kept."""
    found = Found()
    for row, event in events:
        hits = find_hits(event, question)
        if hits:
            found.rows.append(row)
            _note(found, hits, most_shown)
    for source in sources:
        hits = source_hits(source, question)
        if hits:
            found.sources.append(source.id)
            _note(found, hits, most_shown)
    return found


def _note(found: Found, hits: list[Hit], most_shown: int) -> None:
    found.fields += len(hits)
    found.impossible += sum(bool(hit.problem) for hit in hits)
    found.hits += hits[: max(most_shown - len(found.hits), 0)]


def replacing(
    events: Iterable[Event], sources: Iterable[Source], question: Question, left_out: Collection[Key] = ()
) -> Iterator[Change]:
    """Yield what replaces the text in the events and sources, except in the fields left out and those it cannot."""
    for event in events:
        new = replaced_event(event, question, left_out)
        if new != event:
            yield PutEvent(new)
    for source in sources:
        if (source.id, Field.SOURCES, 0) not in left_out and source_hits(source, question):
            title = question.replaced(_title_of(source))
            if title.strip() and title != _title_of(source):
                yield PutSource(replace(source, csl={**source.csl, "title": title}))


def replaced_event(event: Event, question: Question, left_out: Collection[Key] = ()) -> Event:
    """Return the event with the text replaced, except in the fields left out."""

    def in_field(place: Field, text: str, number: int = 0) -> str:
        if place not in question.fields or (event.id, place, number) in left_out:
            return text
        return question.replaced(text)

    title = in_field(Field.TITLE, event.title)
    new_tags = [in_field(Field.TAGS, tag, number) for number, tag in enumerate(event.tags, 1)]
    tags = event.tags
    if new_tags != list(tags):
        # Two tags may have become one, and one may have become nothing.
        tags = tuple(tag for tag in dict.fromkeys(new_tags) if tag.strip())
    return replace(
        event,
        title=title if title.strip() else event.title,
        text=in_field(Field.TEXT, event.text),
        place=in_field(Field.PLACE, event.place),
        tags=tags,
        statements=tuple(
            _replaced_statement(each, number, in_field) for number, each in enumerate(event.statements, 1)
        ),
    )


def _replaced_statement(statement: Statement, number: int, in_field: Callable[[Field, str, int], str]) -> Statement:
    return replace(
        statement,
        speaker=in_field(Field.SPEAKERS, statement.speaker, number),
        role=in_field(Field.ROLES, statement.role, number),
        paraphrase=in_field(Field.PARAPHRASES, statement.paraphrase, number),
        quote=in_field(Field.QUOTES, statement.quote, number),
    )


def replacing_name(question: Question, count: int) -> str:
    """Return what the step is called that replaced a text in so many events and sources."""
    return f"Replace {in_quotes(question.sought)} with {in_quotes(question.new)} in {counted(count, 'place')}"


def replacement(
    events: Iterable[Event], sources: Iterable[Source], question: Question, left_out: Collection[Key] = ()
) -> Step:
    """Return the whole replacement as one step, for a story that is not large."""
    changes = list(replacing(events, sources, question, left_out))
    return Step(changes, replacing_name(question, len(changes)))
