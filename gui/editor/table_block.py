"""A block of cells pasted over others: all of it as one step, or nothing and the reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.document import Document
from gui.editor.table_cells import EDITABLE, HEADINGS, Cell, Draft, Refusal, filled
from storage.changes import Change, PutEvent, PutStory
from storage.dates.typed import Habits
from storage.errors import EditError
from storage.model import Event

if TYPE_CHECKING:
    from gui.editor.table_model import TableModel


def fill_block(
    model: TableModel,
    document: Document,
    habits: Callable[[], Habits],
    row: int,
    column: int,
    block: Sequence[Sequence[str]],
) -> None:
    """Put a block of texts over the cells from one on. Raises TimelineError; nothing is changed then."""
    story = document.story
    if story is None or not block:
        return
    _refuse_overhang(model, row, column, block)
    drafts: list[tuple[Event, Event]] = []
    for below, texts in enumerate(block):
        event = model.event_at(row + below)
        if event is None:
            continue
        draft = _filled_row(Draft(event, story), row + below, column, texts, habits)
        drafts.append((event, draft.event))
        story = draft.story
    changes: list[Change] = [PutEvent(new) for old, new in drafts if new != old]
    if story != document.story:
        changes.insert(0, PutStory(story))
    if changes:
        count = sum(len(texts) for texts in block)
        document.apply(changes, f"Change {count:,} cells" if count > 1 else "Change a cell")


def _filled_row(draft: Draft, row: int, column: int, texts: Sequence[str], habits: Callable[[], Habits]) -> Draft:
    for right, text in enumerate(texts):
        cell = Cell(column + right)
        result = filled(draft, cell, text, habits)
        if isinstance(result, Refusal):
            raise EditError(f"Row {row + 1}, {HEADINGS[cell]}: {result.sentence} Nothing was pasted.")
        draft = replace(result)
    return draft


def _refuse_overhang(model: TableModel, row: int, column: int, block: Sequence[Sequence[str]]) -> None:
    width = max(len(texts) for texts in block)
    if row + len(block) > model.new_row:
        raise EditError(
            f"These {len(block):,} rows reach below the last event. Paste them as events of their own with"
            " Edit › Paste rows as events."
        )
    last = max(EDITABLE)
    if column + width - 1 > last:
        raise EditError(f"These {width} columns reach beyond the column {HEADINGS[last]}; begin further to the left.")
