"""Paint what stands behind and beside the paragraphs of a page: bars, boxes, chips, rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextBlock, QTextLine

from gui.reader.flow import CHIP, CHIPPED, COLUMN, GROUP, NUMBER, Chip, Group
from gui.standing_signs import paint_standing
from gui.text import FIRST_STRONG_ISOLATE
from gui.theme import Palette
from storage.standing import StandingKind

BAR_PX = 3.0
GUTTER_PX = 26.0
"""The width between two columns."""
_RADIUS_PX = 6.0
_FREE_PX = 34.0


@dataclass(frozen=True, slots=True)
class Ornaments:
    """What a page's ornaments look like: the colour of each card's bar, the sign in the box, the source that is lit.

    `bars` are in the order of the file; `card` is the place of the one that the keyboard has come to, or -1.
    """

    palette: Palette
    bars: tuple[str, ...] = ()
    standing: StandingKind | None = None
    sign_px: float = 0.0
    lit_source: int = 0
    card: int = -1


def group_of(block: QTextBlock) -> tuple[Group, int]:
    """Return the group that a paragraph belongs to, and its number in it."""
    style = block.blockFormat()
    return Group(style.intProperty(GROUP)), style.intProperty(NUMBER)


def column_of(block: QTextBlock) -> int:
    """Return which of two columns a paragraph stands in, 1 or 2; 0 for neither."""
    return block.blockFormat().intProperty(COLUMN)


def block_rect(block: QTextBlock) -> QRectF:
    """Return where a paragraph's lines are, in the document's coordinates; in a column, from its left edge on."""
    if column_of(block):
        return block.document().documentLayout().blockBoundingRect(block)
    layout = block.layout()
    return layout.boundingRect().translated(layout.position())


def paint_ornaments(painter: QPainter, first: QTextBlock, view: QRectF, left: float, look: Ornaments) -> None:
    """Paint the ornaments from a paragraph on to the end of the view.

    `view` and `left` (the left and right edges of the column are `left` from the view's) are in the
    document's coordinates.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    column = QRectF(view.left() + left, 0, view.width() - 2 * left, 0)
    grouped: dict[tuple[Group, int], QRectF] = {}
    chipped: list[QTextBlock] = []
    columns: dict[tuple[Group, int], int] = {}
    block = _first_of_columns(first)
    while block.isValid():
        rect, style, key = block_rect(block), block.blockFormat(), group_of(block)
        if rect.top() > view.bottom():
            if not column_of(block):
                break
        elif rect.bottom() >= view.top() or not column_of(block):
            if key[0] is Group.CHIPS or style.boolProperty(CHIPPED):
                chipped.append(block)
            if key[0] and key[0] is not Group.CHIPS:
                grouped[key] = grouped[key].united(rect) if key in grouped else rect
                columns[key] = column_of(block)
        block = block.next()
    for (group, number), rect in grouped.items():
        here = _column_rect(column, columns[group, number])
        _paint_group(painter, group, number, rect, here, look)
    for block in chipped:
        _paint_chips(painter, block, look.palette)


def _first_of_columns(block: QTextBlock) -> QTextBlock:
    """Return the first paragraph of the columns that one stands in: their paragraphs don't lie in the order of y."""
    while column_of(block) and column_of(block.previous()):
        block = block.previous()
    return block


def _column_rect(page: QRectF, number: int) -> QRectF:
    """Return the left and right edge of the page, or of one of its two columns."""
    if not number:
        return page
    half = page.width() / 2
    return QRectF(page.left() + (number - 1) * half, 0, half - GUTTER_PX * (2 - number), 0)


def _paint_group(painter: QPainter, group: Group, number: int, rect: QRectF, column: QRectF, look: Ornaments) -> None:
    if group is Group.CARD:
        if number == look.card:
            painter.setBrush(QColor(look.palette.selection))
            lit = QRectF(column.left() - 8, rect.top() - 5, column.width() + 14, rect.height() + 11)
            painter.drawRoundedRect(lit, _RADIUS_PX, _RADIUS_PX)
        bar = QRectF(column.left(), rect.top() - 1, BAR_PX, rect.height() + 3)
        painter.fillRect(bar, QColor(look.bars[number]))
    elif group is Group.BOX:
        _paint_box(painter, rect, column, look)
    elif group is Group.RULE:
        line = QRectF(column.left(), round(rect.top() - 14), column.width(), 1)
        painter.fillRect(line, QColor(look.palette.rule))
    elif group is Group.SOURCE and number == look.lit_source:
        painter.setBrush(QColor(look.palette.selection))
        lit = QRectF(column.left() - 6, rect.top() - 4, column.width() + 12, rect.height() + 8)
        painter.drawRoundedRect(lit, _RADIUS_PX, _RADIUS_PX)


def _paint_box(painter: QPainter, rect: QRectF, column: QRectF, look: Ornaments) -> None:
    box = QRectF(column.left(), rect.top() - 10, column.width(), rect.height() + 20)
    painter.setBrush(QColor(look.palette.raised))
    painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)
    if look.standing is not None:
        # In the middle of what the text leaves free, on the height of its first line.
        free_px = rect.left() - box.left() if rect.left() > box.left() else _FREE_PX
        middle = QPointF(box.left() + free_px / 2 + 2, rect.top() + look.sign_px * 0.62)
        paint_standing(painter, look.standing, middle, look.sign_px, look.palette)


def _paint_chips(painter: QPainter, block: QTextBlock, palette: Palette) -> None:
    painter.setBrush(QColor(palette.raised))
    for rect, kind in chip_rects(block):
        if kind is Chip.OUTLINED:
            painter.setPen(QPen(QColor(palette.muted), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.raised))
        else:
            painter.drawRoundedRect(rect, 4, 4)


def chip_rects(block: QTextBlock) -> list[tuple[QRectF, Chip]]:
    """Return the chips of a paragraph, one rectangle for each line that a chip reaches."""
    layout, origin = block.layout(), block.layout().position()
    if column_of(block):
        origin = block_rect(block).topLeft()
    rects = []
    for start, end, font, kind in _chip_runs(block):
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                rects.append((_chip_rect(line, first, last, font, block.text()).translated(origin), kind))
    return rects


def _chip_rect(line: QTextLine, first: int, last: int, font: QFont, text: str) -> QRectF:
    metrics = QFontMetricsF(font)
    if FIRST_STRONG_ISOLATE in text:
        # Where it runs from right to left, its first and last letter need not stand at its edges.
        drawn = QRectF()
        for run in line.glyphRuns(first, last - first):
            drawn = drawn.united(run.boundingRect())
        edges = [drawn.left(), drawn.right()]
    else:
        edges = sorted((_x(line, first), _x(line, last)))
    pad_x, pad_y = metrics.height() * 0.36, metrics.height() * 0.12
    base = line.y() + line.ascent()
    top, bottom = base - metrics.ascent() - pad_y, base + metrics.descent() + pad_y
    return QRectF(QPointF(edges[0] - pad_x, top), QPointF(edges[1] + pad_x, bottom))


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)


def _chip_runs(block: QTextBlock) -> Iterator[tuple[int, int, QFont, Chip]]:
    """Yield each chip's start and end within the paragraph; neighbouring fragments of it are one chip."""
    run: tuple[int, int, QFont, Chip] | None = None
    for fragment in _fragments(block):
        start = fragment[0] - block.position()
        if not fragment[2]:
            continue
        if run and run[1] == start and run[3] == fragment[2]:
            run = (run[0], start + fragment[1], fragment[3], run[3])
            continue
        if run:
            yield run
        run = (start, start + fragment[1], fragment[3], fragment[2])
    if run:
        yield run


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, Chip, QFont]]:
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        style = fragment.charFormat()
        yield fragment.position(), fragment.length(), Chip(style.intProperty(CHIP)), style.font()
        iterator += 1
