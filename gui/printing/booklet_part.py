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
    """A part that begins on a page of its own; `item(n)` makes its pieces anew whenever a page needs them."""

    title: str
    anchor: str
    shape: PageShape
    count: int
    item: Callable[[int], Item]
    sheets: Sheets
    first_page: int

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        columns = len(self.shape.lefts_mm)
        return max(1, -(-len(self.sheets) // columns))


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
