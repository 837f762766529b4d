"""Paint a column that was filled: its paragraphs with what stands beside them, and its footnotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.printing.flow_blocks import Block, Face, Rule, Run
from gui.printing.flow_faces import UNITS_PER_PT
from gui.printing.flow_pages import Note, Slice
from gui.printing.flow_setter import Setter, Spot
from gui.printing.inks import HAIRLINE_MM
from gui.printing.paper import POINTS_PER_MM

_BAR_MM = 0.5
_DOT_MM = 0.28
_DOT_EVERY = 6.0


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column is on its page, and what stands in it; lengths in points from the top left of the page."""

    left_pt: float
    top_pt: float
    width_pt: float
    slices: Sequence[Slice]
    notes: Sequence[Note] = ()


class ColumnPainter:
    """Paints columns: `block(item, number)` gives the paragraphs, `note(number, full)` the footnotes.

    `page_of` tells the page, from 1, on which an anchor stands; 0 for none.
    """

    def __init__(
        self,
        setter: Setter,
        block: Callable[[int, int], Block],
        note: Callable[[int, bool], Block],
        page_of: Callable[[str], int],
        *,
        bar_pt: float,
        resume: Callable[[Block], Block],
    ) -> None:
        self._setter = setter
        self._block = block
        self._note = note
        self._page_of = page_of
        self._bar_pt = bar_pt
        self._resume = resume
        self._pens: dict[tuple[str, float], QPen] = {}

    def paint(self, painter: QPainter | None, column: Column) -> list[Spot]:
        """Paint a column and return its links; without a painter nothing is painted."""
        spots: list[Spot] = []
        bar_end, bar_of = 0.0, (-1, 0)
        for place, each in enumerate(column.slices):
            block = self._block(each.item, each.block)
            top = column.top_pt + each.top
            if place == 0 and each.start and block.resume:
                resumed = self._resume(block)
                height = resumed.shape.leading_pt
                ends = (len(resumed.text),)
                self._setter.paint(painter, resumed, 0, ends, column.left_pt, top - height, column.width_pt)
            height = self._paragraph(painter, block, each, column, top, spots)
            if block.bar:
                owner = (each.item, block.group)
                begin = bar_end if owner == bar_of else top + block.shape.leading_pt * 0.12
                self._bar(painter, block, column, begin, top + height)
                bar_end, bar_of = top + height, owner
        self._notes(painter, column, spots)
        return spots

    def _paragraph(
        self, painter: QPainter | None, block: Block, each: Slice, column: Column, top: float, spots: list[Spot]
    ) -> float:
        shape, setter = block.shape, self._setter
        painted = setter.paint(painter, block, each.start, each.ends, column.left_pt, top, column.width_pt)
        height = painted.height
        spots += painted.spots
        if block.tail and each.end >= len(block.text):
            self._tail(painter, block, column, top + height - shape.leading_pt, painted.reach, spots)
        if block.rule and painter is not None and each.start == 0:
            low = top + height + 1.5 if block.rule is Rule.BELOW else top - shape.above_pt / 2
            left = column.left_pt + shape.left_pt
            self._line(painter, left, low, column.left_pt + column.width_pt, low, HAIRLINE_MM, "rule")
        return height

    def _tail(
        self, painter: QPainter | None, block: Block, column: Column, top: float, reach: float, spots: list[Spot]
    ) -> None:
        """Write the number of a page at the right end of a line, with dots that lead there."""
        page = self._page_of(block.tail)
        if not page or not block.runs:
            return
        shape, first = block.shape, block.runs[0]
        run = Run(str(page), Face.META, target=f"#{block.tail}")
        down = self._setter.base_pt(first, shape.leading_pt) - self._setter.base_pt(run, shape.leading_pt)
        right = column.left_pt + column.width_pt
        spot = self._setter.write(painter, run, right, top + down, shape.leading_pt, right=True)
        spots.append(spot)
        # The dots of all lines stand below each other.
        start = right - _DOT_EVERY * int((right - reach - 5.0) / _DOT_EVERY)
        if painter is not None and start + _DOT_EVERY < spot.left:
            base = top + self._setter.base_pt(first, shape.leading_pt)
            width = _DOT_MM * POINTS_PER_MM * UNITS_PER_PT
            pen = QPen(self._colour("muted"), width)
            pen.setDashPattern([0.01, _DOT_EVERY * UNITS_PER_PT / width - 0.01])
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            end = spot.left - 4.0
            scale = UNITS_PER_PT
            painter.drawLine(QPointF(start * scale, base * scale), QPointF(end * scale, base * scale))

    def _notes(self, painter: QPainter | None, column: Column, spots: list[Spot]) -> None:
        if column.notes and painter is not None:
            top = column.top_pt + column.notes[0].top - 4.0
            self._line(painter, column.left_pt, top, column.left_pt + column.width_pt / 4, top, HAIRLINE_MM, "muted")
        for note in column.notes:
            block = self._note(note.number, note.is_full)
            ends = tuple(line.end for line in self._setter.lines(block, column.width_pt))
            row = Slice(0, 0, 0, ends, note.top)
            self._paragraph(painter, block, row, column, column.top_pt + note.top, spots)

    def _bar(self, painter: QPainter | None, block: Block, column: Column, top: float, bottom: float) -> None:
        if painter is not None:
            x = column.left_pt + self._bar_pt
            self._line(painter, x, top, x, bottom, _BAR_MM, block.bar)

    def _line(
        self, painter: QPainter, left: float, top: float, right: float, bottom: float, width_mm: float, ink: str
    ) -> None:
        pen = self._pens.get((ink, width_mm))
        if pen is None:
            pen = self._pens[ink, width_mm] = QPen(self._colour(ink), width_mm * POINTS_PER_MM * UNITS_PER_PT)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        scale = UNITS_PER_PT
        painter.drawLine(QPointF(left * scale, top * scale), QPointF(right * scale, bottom * scale))

    def _colour(self, ink: str) -> QColor:
        return self._setter.faces.ink(ink)
