"""Set paragraphs in lines, and paint lines that were set: Qt shapes them, in widths of paper and not of a screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QTextLayout, QTextLine, QTextOption

from gui.printing.flow_blocks import Block, Face, Run, Shape
from gui.printing.flow_faces import UNITS_PER_PT, Faces
from gui.printing.flow_pages import Line
from gui.text import FIRST_STRONG_ISOLATE, reads_right_to_left
from storage.pieces import Progress, unhurried

LONGEST_PIECE = 6000
"""Letters that Qt sets at once: of a longer paragraph the lines are set piece by piece."""

# Letters may stand a little wider together than one by one.
_SURELY = 0.985
# Scripts that the fonts of the text have; others come from fonts that may be higher.
_OTHER_SCRIPTS = re.compile("[^\u0000-\u058f\u1e00-\u2bff\ufb00-\ufb06]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a link stands, in points from the top left of the column, and where it leads."""

    left: float
    top: float
    width: float
    height: float
    target: str


@dataclass(frozen=True, slots=True)
class Painted:
    """What was painted of a block, in points: its height, how far its last line comes to the right, and its links."""

    height: float
    reach: float
    spots: list[Spot]


class Setter:
    """Sets blocks in the faces of one text."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.strange: set[str] = set()
        self._options = {side: _option(side) for side in ("left", "right")}

    def lines(self, block: Block, width_pt: float, progress: Progress = unhurried) -> list[Line]:
        """Return the lines of a block in a column of some width; an empty one has one line."""
        text = block.text
        leading = block.shape.leading_pt
        marks = _marks(block)
        if self._fits(block, text, width_pt):
            return [Line(0, len(text), leading, tuple(note for _, note in marks))]
        is_plain = not _OTHER_SCRIPTS.search(text)
        if not is_plain:
            self.strange.update(text)
        result: list[Line] = []
        start, length = 0, len(text)
        while True:
            stop = min(start + LONGEST_PIECE, length)
            layout = self._layout(block, text, start, stop, width_pt)
            count = layout.lineCount()
            for place in range(count):
                line = layout.lineAt(place)
                first = start + line.textStart()
                end = first + line.textLength()
                if place == count - 1 and stop < length and count > 1:
                    stop = first
                    break
                height = leading if is_plain else max(leading, line.height() / UNITS_PER_PT)
                notes = tuple(note for at, note in marks if first <= at < end) if marks else ()
                result.append(Line(first, end, height, notes))
            if stop >= length:
                return result or [Line(0, 0, leading)]
            progress(0.0)
            start = stop

    def paint(
        self,
        painter: QPainter | None,
        block: Block,
        start: int,
        ends: Sequence[int],
        left_pt: float,
        top_pt: float,
        width_pt: float,
    ) -> Painted:
        """Paint lines of a block into a column: from the letter `start` on, each up to one of `ends`.

        The painter's unit is a twentieth of a point; without one nothing is painted.
        """
        if _OTHER_SCRIPTS.search(block.text):
            return self._paint_layout(painter, block, start, ends[-1], left_pt, top_pt, width_pt)
        shape, faces, runs = block.shape, self.faces, block.runs
        spots = self._label(painter, block, left_pt, top_pt) if start == 0 else []
        if not runs:
            return Painted(shape.leading_pt, left_pt + shape.left_pt, spots)
        left, leading = (left_pt + shape.left_pt) * UNITS_PER_PT, shape.leading_pt * UNITS_PER_PT
        first = runs[0].face
        base = top_pt * UNITS_PER_PT + (leading - faces.height(first)) / 2 + faces.ascent(first)
        reach = left
        for number, end in enumerate(ends):
            at = QPointF(left, base + number * leading)
            top = top_pt + number * shape.leading_pt
            pieces = list(_pieces(runs, start, end))
            reach = self._paint_line(painter, pieces, at, top, shape, spots, block.tail and end == ends[-1])
            start = end
        return Painted(shape.leading_pt * len(ends), reach / UNITS_PER_PT, spots)

    def _paint_line(
        self,
        painter: QPainter | None,
        pieces: Sequence[tuple[Run, str]],
        at: QPointF,
        top_pt: float,
        shape: Shape,
        spots: list[Spot],
        is_measured: bool | str,
    ) -> float:
        """Paint the pieces of one line; return how far it comes, if that is measured, and add the links to `spots`."""
        faces, last = self.faces, len(pieces) - 1
        x = at.x()
        for place, (run, text) in enumerate(pieces):
            if painter is not None:
                painter.setFont(faces.font(run.face))
                painter.setPen(faces.colour(run.face, run.ink))
                painter.drawText(QPointF(x, at.y() - faces.raised(run.face)), text)
            if place == last and not run.target and not is_measured:
                break
            width = faces.width(run.face, text)
            if run.target:
                spots.append(Spot(x / UNITS_PER_PT, top_pt, width / UNITS_PER_PT, shape.leading_pt, run.target))
            x += width
        return x

    def _paint_layout(
        self,
        painter: QPainter | None,
        block: Block,
        start: int,
        end: int,
        left_pt: float,
        top_pt: float,
        width_pt: float,
    ) -> Painted:
        """Paint whole lines of a block as Qt lays them out: of any script, in either direction."""
        layout = self._layout(block, block.text, start, end, width_pt)
        shape, faces = block.shape, self.faces
        face = block.runs[0].face
        natural, ascent = faces.height(face), faces.ascent(face)
        leading = shape.leading_pt * UNITS_PER_PT
        top = 0.0
        slots: list[tuple[float, float]] = []
        lines = [layout.lineAt(place) for place in range(layout.lineCount())]
        for line in lines:
            height = max(leading, line.height())
            # The base line is where the block's own font has it, whatever higher letters a line holds.
            base = top + (leading - natural) / 2 + ascent + (height - leading)
            line.setPosition(QPointF(line.x(), base - line.ascent()))
            slots.append((top, height))
            top += height
        # The base line of letters that are higher is lower.
        drop = (slots[0][1] - leading) / UNITS_PER_PT if slots else 0.0
        left = (left_pt + shape.left_pt) * UNITS_PER_PT
        label = self._label(painter, block, left_pt, top_pt + drop) if start == 0 else []
        if painter is not None:
            painter.setPen(faces.colour(face, block.runs[0].ink))
            layout.draw(painter, QPointF(left, top_pt * UNITS_PER_PT))
        spots = list(_spots(lines, block, start, end, left, top_pt * UNITS_PER_PT, slots))
        reach = (lines[-1].naturalTextRect().right() if lines else 0.0) + left
        return Painted(top / UNITS_PER_PT, reach / UNITS_PER_PT, label + spots)

    def boxes(self) -> str:
        """Return the letters met so far that no font here has: they are printed as boxes."""
        letters = sorted(letter for letter in self.strange if letter.isprintable() and not letter.isspace())
        return "".join(letter for letter in letters if not combining(letter) and self._is_box(letter))

    def _is_box(self, letter: str) -> bool:
        layout = QTextLayout(letter, self.faces.font(Face.BODY))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        return any(0 in run.glyphIndexes() for run in layout.glyphRuns())

    def _label(self, painter: QPainter | None, block: Block, left_pt: float, top_pt: float) -> list[Spot]:
        """Paint a block's label on the base line of its first line, and before it: it is read first."""
        label, leading = block.label, block.shape.leading_pt
        if label is None:
            return []
        down = self.base_pt(block.runs[0], leading) - self.base_pt(label, leading) if block.runs else 0.0
        spot = self.write(painter, label, left_pt, top_pt + down, leading)
        return [spot] if spot.target else []

    def write(
        self,
        painter: QPainter | None,
        run: Run,
        left_pt: float,
        top_pt: float,
        leading_pt: float,
        *,
        right: bool = False,
    ) -> Spot:
        """Paint one run on one line; with `right` it ends at `left_pt`. Return where it stands."""
        faces = self.faces
        leading = leading_pt * UNITS_PER_PT
        width = faces.width(run.face, run.text) if right or run.target else 0.0
        x = left_pt * UNITS_PER_PT - (width if right else 0.0)
        base = top_pt * UNITS_PER_PT + (leading - faces.height(run.face)) / 2 + faces.ascent(run.face)
        if painter is not None:
            painter.setFont(faces.font(run.face))
            painter.setPen(faces.colour(run.face, run.ink))
            painter.drawText(QPointF(x, base), run.text)
        return Spot(x / UNITS_PER_PT, top_pt, width / UNITS_PER_PT, leading_pt, run.target)

    def base_pt(self, run: Run, leading_pt: float) -> float:
        """Return how far down in a line of this leading the base line of a run is."""
        faces = self.faces
        return ((leading_pt * UNITS_PER_PT - faces.height(run.face)) / 2 + faces.ascent(run.face)) / UNITS_PER_PT

    def _fits(self, block: Block, text: str, width_pt: float) -> bool:
        """Tell whether a block surely fits on one line, without asking Qt to set it: most of them do."""
        shape = block.shape
        room = (width_pt - shape.left_pt - shape.right_pt - shape.tail_pt) * UNITS_PER_PT * _SURELY
        # No letter is narrower: long paragraphs need not be added up.
        if len(text) * self.faces.body_pt * UNITS_PER_PT * 0.2 > room:
            return False
        total = 0.0
        for run in block.runs:
            width = self.faces.most_width(run.face, run.text)
            if width is None:
                return False
            total += width
        return total <= room

    def _layout(self, block: Block, text: str, start: int, end: int, width_pt: float) -> QTextLayout:
        shape, runs = block.shape, block.runs
        part = text if start == 0 and end == len(text) else text[start:end]
        first = runs[0].face if runs else None
        layout = QTextLayout(part, self.faces.font(first)) if first else QTextLayout(part)
        side = "right" if _runs_right_to_left(text) else "left"
        layout.setTextOption(self._options[side])
        if len(runs) > 1:
            layout.setFormats(list(self._formats(runs, start, end)))
        width = (width_pt - shape.left_pt - shape.right_pt - shape.tail_pt) * UNITS_PER_PT
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout

    def _formats(self, runs: tuple[Run, ...], start: int, end: int) -> Iterator[QTextLayout.FormatRange]:
        at = 0
        for run in runs:
            first, last = max(at, start), min(at + len(run.text), end)
            at += len(run.text)
            if first < last:
                part = QTextLayout.FormatRange()
                part.start = first - start
                part.length = last - first
                part.format = self.faces.format(run.face, run.ink)
                yield part


def _pieces(runs: tuple[Run, ...], start: int, end: int) -> Iterator[tuple[Run, str]]:
    """Yield the runs of one line with their letters on it; blanks at its end are left out."""
    if len(runs) == 1:
        yield runs[0], runs[0].text[start:end].rstrip()
        return
    at = 0
    for run in runs:
        first, last = max(at, start), min(at + len(run.text), end)
        if first < last:
            text = run.text[first - at : last - at]
            yield run, text.rstrip() if last == end else text
        at += len(run.text)
        if at >= end:
            return


def _runs_right_to_left(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: one that begins with an isolated field is the program's own."""
    return not text.isascii() and text[0] != FIRST_STRONG_ISOLATE and reads_right_to_left(text)


def _marks(block: Block) -> list[tuple[int, int]]:
    """Return where the marks of footnotes stand in a block, with their numbers."""
    found, at = [], 0
    for run in block.runs:
        if run.note:
            found.append((at, run.note))
        at += len(run.text)
    return found


def _spots(
    lines: Sequence[QTextLine],
    block: Block,
    start: int,
    end: int,
    left: float,
    top: float,
    slots: list[tuple[float, float]],
) -> Iterator[Spot]:
    """Yield where the links of a block stand, one for each line that they are on."""
    at, place = 0, 0
    ends = [line.textStart() + line.textLength() for line in lines] if any(run.target for run in block.runs) else []
    for run in block.runs if ends else ():
        first, last = max(at, start) - start, min(at + len(run.text), end) - start
        at += len(run.text)
        if not run.target or first >= last:
            continue
        while place < len(ends) - 1 and ends[place] <= first:
            place += 1
        for number in range(place, len(ends)):
            begin = ends[number - 1] if number else 0
            if begin >= last:
                break
            line = lines[number]
            edges = sorted((_x(line.cursorToX(max(first, begin))), _x(line.cursorToX(min(last, ends[number])))))
            slot_top, height = slots[number]
            yield Spot(
                (left + edges[0]) / UNITS_PER_PT,
                (top + slot_top) / UNITS_PER_PT,
                (edges[1] - edges[0]) / UNITS_PER_PT,
                height / UNITS_PER_PT,
                run.target,
            )


def _x(found: object) -> float:
    """Return the place that Qt gives, alone or with the letter that it is at."""
    return float(found[0]) if isinstance(found, tuple) else float(found)  # type: ignore[arg-type]


def _option(side: str) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    if side == "right":
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    else:
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return option
