"""A form's draft as plain data, so that a half-typed one can be kept in a file and taken up again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from storage import codec
from storage.event_draft import DateDraft, EventDraft, FigureDraft, StatementDraft
from storage.model import Category, Event, Figure, Source, Stance, Statement

_LEFT_OUT = ("was", "statements", "figures", "when", "said", "stance")


def draft_to_row(draft: EventDraft) -> dict[str, Any]:
    """Return a draft as JSON can hold it, with the event that its form was opened with."""
    row = _texts(draft)
    row["sources"] = list(draft.sources)
    row["when"] = asdict(draft.when)
    row["statements"] = [_statement_row(statement) for statement in draft.statements]
    row["was"] = _event_row(draft.was)
    return row


def draft_from_row(row: Mapping[str, Any]) -> EventDraft | None:
    """Return the draft again, None where the data is none: the file may be anybody's."""
    try:
        was = _event(row["was"])
        stored = {statement.id: statement for statement in was.statements}
        return EventDraft(
            was=was,
            when=_date(row["when"]),
            sources=tuple(_text(source) for source in row["sources"]),
            statements=tuple(_statement(each, stored) for each in row["statements"]),
            starred=row["starred"] is True,
            **{name: _text(row[name]) for name in _names(EventDraft) if name not in ("sources", "starred")},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def sources_to_rows(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """Return sources that were made in a form and are not kept yet."""
    return [codec.source_to_row(source) for source in sources]


def sources_from_rows(rows: object) -> tuple[Source, ...]:
    """Return them again; what is none is left out."""
    if not isinstance(rows, list):
        return ()
    found = [codec.source_from_row(row, "")[0] for row in rows if isinstance(row, dict)]
    return tuple(source for source in found if source is not None)


def categories_to_rows(categories: Sequence[Category]) -> list[dict[str, Any]]:
    """Return categories that were made in a form and are not kept yet."""
    return [{"id": each.id, "name": each.name, "colour": each.colour, "shape": each.shape.value} for each in categories]


def categories_from_rows(rows: object) -> tuple[Category, ...]:
    """Return them again; what is none is left out."""
    about = {"format": 1, "id": "-", "title": "-", "categories": rows if isinstance(rows, list) else []}
    story, _ = codec.story_from_row(about, "")
    return story.categories if story is not None else ()


def _names(kind: type) -> list[str]:
    return [each.name for each in fields(kind) if each.name not in _LEFT_OUT]


def _texts(draft: EventDraft | StatementDraft | FigureDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in _names(type(draft))}


def _statement_row(draft: StatementDraft) -> dict[str, Any]:
    row = _texts(draft)
    row |= {"stance": draft.stance.value, "said": asdict(draft.said), "was": draft.was.id}
    row["figures"] = [{**_texts(figure), "was": _place(figure.was, draft.was.figures)} for figure in draft.figures]
    return row


def _place(figure: Figure, figures: Sequence[Figure]) -> int:
    return figures.index(figure) if figure in figures else -1


def _statement(row: Mapping[str, Any], stored: Mapping[str, Statement]) -> StatementDraft:
    empty = StatementDraft("").was
    was = stored.get(_text(row["was"]), empty)
    return StatementDraft(
        stance=Stance(row["stance"]),
        said=_date(row["said"]),
        figures=tuple(_figure(figure, was.figures) for figure in row["figures"]),
        was=was,
        **{name: _text(row[name]) for name in _names(StatementDraft)},
    )


def _figure(row: Mapping[str, Any], figures: Sequence[Figure]) -> FigureDraft:
    place = row["was"]
    counted, number, qualifier, unit = (_text(row[name]) for name in ("counted", "number", "qualifier", "unit"))
    draft = FigureDraft(counted, number, qualifier, unit)
    if type(place) is int and 0 <= place < len(figures):
        return replace(draft, was=figures[place])
    return draft


def _date(row: Mapping[str, Any]) -> DateDraft:
    return DateDraft(_text(row["edtf"]), _text(row["text"]), _text(row["problem"]))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _event_row(event: Event) -> dict[str, Any]:
    """Return an event as a row; one that is new may lack what a row must have."""
    return {**codec.event_to_row(event), "title": event.title, "when": event.when}


def _event(row: Mapping[str, Any]) -> Event:
    # A new event has neither title nor date until its form is kept.
    title, when = row["title"], row["when"]
    event, _ = codec.event_from_row({**row, "title": title or "?", "when": when or "2000"}, "")
    if event is None:
        raise ValueError
    return replace(event, title=title, when=when)
