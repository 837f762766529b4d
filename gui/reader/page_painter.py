"""Paint what stands behind and beside the paragraphs of a page: bars, boxes, chips, rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextBlock, QTextLine

from gui.reader.flow import CHIP, GROUP, NUMBER, Group
from gui.theme import Palette

BAR_PX = 3.0
_RADIUS_PX = 6.0


@dataclass(frozen=True, slots=True)
class Ornaments:
    """What a page's ornaments look like: the colour of each card's bar, the sign in the box, the source that is lit."""

    palette: Palette
    bars: tuple[str, ...] = ()
    sign: str = ""
    sign_font: QFont | None = None
    lit_source: int = 0


def group_of(block: QTextBlock) -> tuple[Group, int]:
    """Return the group that a paragraph belongs to, and its number in it."""
    style = block.blockFormat()
    return Group(style.intProperty(GROUP)), style.intProperty(NUMBER)


def block_rect(block: QTextBlock) -> QRectF:
    """Return where a paragraph's lines are, in the document's coordinates."""
    layout = block.layout()
    return layout.boundingRect().translated(layout.position())


def paint_ornaments(painter: QPainter, first: QTextBlock, view: QRectF, left: float, look: Ornaments) -> None:
    """Paint the ornaments from a paragraph on to the end of the view.

    `view` and `left` (the left and right edges of the column are `left` from the view's) are in the
    document's coordinates.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    grouped: dict[tuple[Group, int], QRectF] = {}
    block = first
    while block.isValid():
        rect = block_rect(block)
        if rect.top() > view.bottom():
            break
        key = group_of(block)
        if key[0] is Group.CHIPS:
            _paint_chips(painter, block, look.palette)
        elif key[0]:
            grouped[key] = grouped[key].united(rect) if key in grouped else rect
        block = block.next()
    column = QRectF(view.left() + left, 0, view.width() - 2 * left, 0)
    for (group, number), rect in grouped.items():
        _paint_group(painter, group, number, rect, column, look)


def _paint_group(painter: QPainter, group: Group, number: int, rect: QRectF, column: QRectF, look: Ornaments) -> None:
    if group is Group.CARD:
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
    if look.sign_font is None:
        return
    painter.setFont(look.sign_font)
    painter.setPen(QColor(look.palette.ink))
    beside = QRectF(box.left(), rect.top() - 3, rect.left() - box.left() if rect.left() > box.left() else 34, 26)
    painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, look.sign)
    painter.setPen(Qt.PenStyle.NoPen)


def _paint_chips(painter: QPainter, block: QTextBlock, palette: Palette) -> None:
    painter.setBrush(QColor(palette.raised))
    for rect in chip_rects(block):
        painter.drawRoundedRect(rect, 4, 4)


def chip_rects(block: QTextBlock) -> list[QRectF]:
    """Return the chips of a paragraph, one rectangle for each line that a chip reaches."""
    layout = block.layout()
    rects = []
    for start, end, font in _chip_runs(block):
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first, last = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if first < last:
                rects.append(_chip_rect(line, first, last, font).translated(layout.position()))
    return rects


def _chip_rect(line: QTextLine, first: int, last: int, font: QFont) -> QRectF:
    metrics = QFontMetricsF(font)
    edges = sorted((_x(line, first), _x(line, last)))
    pad_x, pad_y = metrics.height() * 0.36, metrics.height() * 0.12
    base = line.y() + line.ascent()
    top, bottom = base - metrics.ascent() - pad_y, base + metrics.descent() + pad_y
    return QRectF(QPointF(edges[0] - pad_x, top), QPointF(edges[1] + pad_x, bottom))


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)
    return float(found[0] if isinstance(found, tuple) else found)


def _chip_runs(block: QTextBlock) -> Iterator[tuple[int, int, QFont]]:
    """Yield each chip's start and end within the paragraph; neighbouring fragments of it are one chip."""
    run: tuple[int, int, QFont] | None = None
    for fragment in _fragments(block):
        start = fragment[0] - block.position()
        if not fragment[2]:
            continue
        if run and run[1] == start:
            run = (run[0], start + fragment[1], fragment[3])
            continue
        if run:
            yield run
        run = (start, start + fragment[1], fragment[3])
    if run:
        yield run


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, bool, QFont]]:
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        style = fragment.charFormat()
        yield fragment.position(), fragment.length(), style.boolProperty(CHIP), style.font()
        iterator += 1
