"""The parts of a booklet, and its footnotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.printing.booklet_content import LONGEST_NOTE, Content
from gui.printing.booklet_page import PageShape
from gui.printing.flow_blocks import Block, Face, Item, Run
from gui.printing.flow_pages import Sheets

EVENTS = "Events"
"""The title of the part that holds the events."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a booklet; `item(n)` makes its pieces anew whenever a page needs them.

    It begins in the column `first_column` (from 0) of its first page: on one of its own, or where a page of several
    columns has room behind the part before.
    """

    title: str
    anchor: str
    shape: PageShape
    count: int
    item: Callable[[int], Item]
    sheets: Sheets
    first_page: int
    first_column: int = 0

    @property
    def next_place(self) -> tuple[int, int]:
        """Return the page and the column behind the last one."""
        pages, column = divmod(self.first_column + max(1, len(self.sheets)), len(self.shape.lefts_mm))
        return self.first_page + pages, column

    @property
    def end_page(self) -> int:
        """Return the page behind its last."""
        page, column = self.next_place
        return page + (column > 0)

    def on_page(self, page: int) -> range:
        """Return its columns on a page."""
        columns = len(self.shape.lefts_mm)
        first = (page - self.first_page) * columns - self.first_column
        return range(max(0, first), max(0, min(first + columns, len(self.sheets))))

    def left_mm(self, column: int) -> float:
        """Return the left edge of one of its columns."""
        return self.shape.lefts_mm[(self.first_column + column) % len(self.shape.lefts_mm)]


class NoteBlocks:
    """The footnotes of a booklet."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def block(self, number: int, is_full: bool) -> Block:
        """Return the footnote of a source, in full where it is cited for the first time."""
        content = self._content
        source = content.cited[number - 1]
        label = Run(str(number), Face.NOTE_NUMBER, target=f"#source/{source.id}")
        if is_full:
            runs = content.citation_runs(source, Face.NOTE, LONGEST_NOTE)
        else:
            runs = (Run(content.short_citation(number), Face.NOTE),)
        return Block(runs, content.shapes.note, label)
