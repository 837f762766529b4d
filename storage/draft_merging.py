"""Bring a form's draft up to date with an event that was changed meanwhile: field by field, nothing written over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import NamedTuple, TypeVar

from storage.event_draft import EventDraft, StatementDraft, draft_of
from storage.model import Event

D = TypeVar("D", EventDraft, StatementDraft)
_NAMES = {"when": "date", "said": "date said", "via": "chain"}


class Merged(NamedTuple):
    """A draft on top of the event as it is now; `taken` and `disputed` name fields that changed there.

    A taken one was not touched in the form; a disputed one was, and stays as the form has it.
    """

    draft: EventDraft
    taken: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


def merged(draft: EventDraft, now: Event) -> Merged:
    """Return the draft with the new values in each field that the form has not touched."""
    base, theirs = draft_of(draft.was), draft_of(now)
    taken: list[str] = []
    disputed: list[str] = []
    result = _fields(draft, base, theirs, taken, disputed, "")
    statements = tuple(_statements(draft, base, theirs, taken, disputed))
    return Merged(replace(result, was=now, statements=statements), tuple(taken), tuple(disputed))


def _fields(mine: D, base: D, theirs: D, taken: list[str], disputed: list[str], place: str) -> D:
    changes: dict[str, object] = {}
    for each in fields(mine):
        if each.name in ("was", "id", "statements"):
            continue
        ours, before, now = (getattr(draft, each.name) for draft in (mine, base, theirs))
        if now in (before, ours):
            continue
        name = f"{place}{_NAMES.get(each.name, each.name)}"
        if ours == before:
            changes[each.name] = now
            taken.append(name)
        else:
            disputed.append(name)
    return replace(mine, **changes)  # type: ignore[arg-type]


def _statements(
    mine: EventDraft, base: EventDraft, theirs: EventDraft, taken: list[str], disputed: list[str]
) -> Iterator[StatementDraft]:
    if theirs.statements == base.statements:
        yield from mine.statements
        return
    if mine.statements == base.statements:
        taken.append("statements")
        yield from theirs.statements
        return
    before = {statement.id: statement for statement in base.statements}
    now = {statement.id: statement for statement in theirs.statements}
    for number, statement in enumerate(mine.statements, 1):
        old, new = before.get(statement.id), now.get(statement.id)
        if old is not None and new is not None:
            merged_fields = _fields(statement, old, new, taken, disputed, f"statement {number}: ")
            yield replace(merged_fields, was=new.was)
        elif old is not None and statement == old:
            taken.append("statements")
        else:
            disputed.extend([f"statement {number}"] if old is not None else [])
            yield statement
    ours = {statement.id for statement in mine.statements}
    for statement in theirs.statements:
        if statement.id not in before and statement.id not in ours:
            taken.append("statements")
            yield statement
