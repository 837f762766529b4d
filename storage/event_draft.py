"""An event as it stands in a form, with texts as they were typed: from an event to a draft, and back with problems.

A field that still reads as the event does is taken from the event as it is stored, so that a form that is kept
unchanged changes nothing: neither a tag with a comma in it nor keys that this version does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import uuid4

from storage.dates import parse
from storage.draft_numbers import Numbers, number_text, read_numbers
from storage.errors import DateError
from storage.model import Event, Figure, Problem, Stance, Statement

_NO_EVENT = Event(id="", title="", when="")
_NO_STATEMENT = Statement(id="", stance=Stance.ASSERTS)
_NO_FIGURE = Figure(counted="")

TAGS_BETWEEN, VIA_BETWEEN = ", ", " > "
_LINES_OF_STATEMENT = ("speaker", "role", "language", "source", "locator")
_TEXTS_OF_STATEMENT = ("quote", "paraphrase")
_LINES_OF_FIGURE = ("counted", "qualifier", "unit")
_LINES_OF_EVENT = ("phrase", "basis", "place")


@dataclass(frozen=True, slots=True)
class DateDraft:
    """A date field: what it was understood as in EDTF ("" for nothing), what stands in it, and why that will not do."""

    edtf: str = ""
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure: `number` is "3,500", "300–400", "300–" or "–400"."""

    counted: str = ""
    number: str = ""
    qualifier: str = ""
    unit: str = ""
    was: Figure = _NO_FIGURE


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement: `via` is "CBS News > BBC News"."""

    id: str
    stance: Stance = Stance.ASSERTS
    speaker: str = ""
    role: str = ""
    quote: str = ""
    paraphrase: str = ""
    language: str = ""
    said: DateDraft = DateDraft()
    source: str = ""
    locator: str = ""
    via: str = ""
    figures: tuple[FigureDraft, ...] = ()
    was: Statement = _NO_STATEMENT

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing has been typed: such a one is left out."""
        return replace(_filled(self), id="", was=_NO_STATEMENT) == StatementDraft("")


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event in a form; `was` is the event that the form was opened with."""

    was: Event = _NO_EVENT
    title: str = ""
    when: DateDraft = DateDraft()
    phrase: str = ""
    basis: str = ""
    place: str = ""
    text: str = ""
    category: str = ""
    tags: str = ""
    sources: tuple[str, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    starred: bool = False

    @property
    def is_changed(self) -> bool:
        """Tell whether keeping it would change anything."""
        event, _ = event_of(self)
        return _without_blanks(self) != draft_of(self.was) if event is None else event != self.was


def new_event() -> Event:
    """Return an event with an id and nothing else, to begin a form with."""
    return replace(_NO_EVENT, id=str(uuid4()))


def new_statement() -> StatementDraft:
    """Return an empty statement."""
    return StatementDraft(str(uuid4()))


def copy_of_statement(statement: StatementDraft) -> StatementDraft:
    """Return the same statement under an id of its own."""
    return replace(statement, id=str(uuid4()))


def copy_of_event(event: Event) -> Event:
    """Return the same event, and its statements, under ids of their own."""
    statements = tuple(replace(statement, id=str(uuid4())) for statement in event.statements)
    return replace(event, id=str(uuid4()), statements=statements)


def is_blank(figure: FigureDraft) -> bool:
    """Tell whether nothing has been typed for a figure: such a one is left out."""
    return not any((figure.counted, figure.number, figure.qualifier, figure.unit))


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a line, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def split_via(text: str) -> tuple[str, ...]:
    """Return the outlets of a line in their order; an arrow parts them as well."""
    return tuple(filter(None, map(str.strip, text.replace("→", ">").split(">"))))


def draft_of(event: Event) -> EventDraft:
    """Return an event as a form shows it."""
    return EventDraft(
        was=event,
        title=event.title,
        when=DateDraft(event.when, event.when),
        phrase=event.phrase,
        basis=event.basis,
        place=event.place,
        text=event.text,
        category=event.category,
        tags=TAGS_BETWEEN.join(event.tags),
        sources=event.sources,
        statements=tuple(map(draft_of_statement, event.statements)),
        starred=event.starred,
    )


def draft_of_statement(statement: Statement) -> StatementDraft:
    """Return a statement as a form shows it."""
    return StatementDraft(
        id=statement.id,
        stance=statement.stance,
        speaker=statement.speaker,
        role=statement.role,
        quote=statement.quote,
        paraphrase=statement.paraphrase,
        language=statement.language,
        said=DateDraft(statement.said, statement.said),
        source=statement.source,
        locator=statement.locator,
        via=VIA_BETWEEN.join(statement.via),
        figures=tuple(map(draft_of_figure, statement.figures)),
        was=statement,
    )


def draft_of_figure(figure: Figure) -> FigureDraft:
    """Return a figure as a form shows it."""
    number = number_text(Numbers(figure.value, figure.low, figure.high))
    return FigureDraft(figure.counted, number, figure.qualifier, figure.unit, figure)


def event_of(draft: EventDraft) -> tuple[Event | None, tuple[Problem, ...]]:
    """Return the event that a form stands for, or what keeps it from being one: a sentence for each field.

    A problem's `field` is its place: "title", "statement 2: said", "statement 1: figure 2: number".
    """
    check = _Check(draft.was.id)
    was = draft_of(draft.was)
    changed: dict[str, object] = {name: _line(draft, was, name) for name in _LINES_OF_EVENT}
    title = _line(draft, was, "title")
    if not title.strip():
        check.refuse("title", "Give the event a title.", "missing")
    when = check.date("when", draft.when, was.when, draft.was.when)
    if not when and not check.is_refused("when"):
        check.refuse("when", "Say when it happened: a day, a month, a year, “early 2024”.", "missing")
    changed |= {"title": title, "when": when, "category": draft.category, "sources": draft.sources}
    changed |= {"text": _text(draft, was, "text"), "starred": draft.starred}
    changed["tags"] = draft.was.tags if draft.tags == was.tags else split_tags(draft.tags)
    changed["statements"] = _statements(draft, check)
    if check.problems:
        return None, tuple(check.problems)
    return replace(draft.was, **changed), ()  # type: ignore[arg-type]


@dataclass(slots=True)
class _Check:
    """What is wrong with one event."""

    row: str
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, place: str, sentence: str, code: str = "bad-value") -> None:
        self.problems.append(Problem("events", self.row, place, sentence, code))

    def is_refused(self, place: str) -> bool:
        return any(problem.field == place for problem in self.problems)

    def date(self, place: str, date: DateDraft, was: DateDraft, stored: str) -> str:
        """Return a date in EDTF, "" where there is none or a wrong one."""
        if date == was:
            return stored
        if not date.edtf:
            if date.problem or date.text.strip():
                self.refuse(place, date.problem or f"“{date.text.strip()[:60]}” is no date that is understood.")
            return ""
        try:
            parse(date.edtf)
        except DateError as error:
            self.refuse(place, str(error), "bad-date")
            return ""
        return date.edtf


def _statements(draft: EventDraft, check: _Check) -> tuple[Statement, ...]:
    stored = {statement.id for statement in draft.was.statements}
    kept = [(number, each) for number, each in enumerate(draft.statements, 1) if each.id in stored or not each.is_blank]
    return tuple(_statement(each, f"statement {number}", check) for number, each in kept)


def _statement(draft: StatementDraft, place: str, check: _Check) -> Statement:
    was = draft_of_statement(draft.was)
    if draft == was:
        return draft.was
    changed: dict[str, object] = {name: _line(draft, was, name) for name in _LINES_OF_STATEMENT}
    changed |= {name: _text(draft, was, name) for name in _TEXTS_OF_STATEMENT}
    changed |= {"id": draft.id, "stance": draft.stance}
    changed["said"] = check.date(f"{place}: said", draft.said, was.said, draft.was.said)
    changed["via"] = draft.was.via if draft.via == was.via else split_via(draft.via)
    changed["figures"] = _figures(draft, place, check)
    if not any(changed[name] for name in (*_TEXTS_OF_STATEMENT, "speaker", "role", "source", "figures")):
        check.refuse(f"{place}: speaker", "Say who it was, or what was said.", "missing")
    return replace(draft.was, **changed)  # type: ignore[arg-type]


def _figures(draft: StatementDraft, place: str, check: _Check) -> tuple[Figure, ...]:
    kept = [(number, figure) for number, figure in enumerate(draft.figures, 1) if not is_blank(figure)]
    return tuple(_figure(figure, f"{place}: figure {number}", check) for number, figure in kept)


def _figure(draft: FigureDraft, place: str, check: _Check) -> Figure:
    was = draft_of_figure(draft.was)
    if draft == was:
        return draft.was
    changed: dict[str, object] = {name: _line(draft, was, name) for name in _LINES_OF_FIGURE}
    if draft.number != was.number or draft.was == _NO_FIGURE:
        numbers, problem = read_numbers(draft.number)
        if problem:
            check.refuse(f"{place}: number", problem)
        changed |= {"value": numbers.value, "low": numbers.low, "high": numbers.high}
    if not str(changed["counted"]).strip():
        check.refuse(f"{place}: counted", "Say what is counted.", "missing")
    return replace(draft.was, **changed)  # type: ignore[arg-type]


def _line(draft: object, was: object, name: str) -> str:
    """Return a field of one line: as it is stored where it was not touched, else without blanks around it."""
    text = str(getattr(draft, name))
    return text if text == getattr(was, name) else text.strip()


def _text(draft: object, was: object, name: str) -> str:
    """Return a field of several lines: as it is, unless nothing but blanks was typed."""
    text = str(getattr(draft, name))
    return text if text == getattr(was, name) or text.strip() else ""


def _without_blanks(draft: EventDraft) -> EventDraft:
    stored = {statement.id for statement in draft.was.statements}
    kept = tuple(_filled(each) for each in draft.statements if each.id in stored or not each.is_blank)
    return replace(draft, statements=kept)


def _filled(statement: StatementDraft) -> StatementDraft:
    return replace(statement, figures=tuple(figure for figure in statement.figures if not is_blank(figure)))


def in_words(problems: Sequence[Problem]) -> str:
    """Return in one sentence why a form cannot be kept, "" where it can."""
    if not problems:
        return ""
    first, more = problems[0], len(problems) - 1
    place = first.field.split(":")[0]
    head = f"{place.capitalize()}: {first.message}" if place.startswith("statement") else first.message
    return f"{head} ({more} more to mend.)" if more else head
