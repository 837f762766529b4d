"""What is painted around the drawing on each sheet: heading, place among the others, legend, scale, date, cut marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.printing.inks import pen
from gui.printing.lettering import ASCENT_EM, LINE_EM, Style, elided
from gui.printing.scales import scale_bar, scale_words
from gui.printing.signs import paint_sign
from gui.text import label
from gui.timeline.poster.furniture import BAR_SYMBOL_EM, LEGEND_LINE_EM, SCALE_BAR_MM, Item, flow, symbol_em
from gui.timeline.poster.sheets import HEADER_MM
from gui.timeline.poster.strokes import era_ground, paint_bar, paint_mark, paint_star
from storage.model import Shape
from storage.standing import StandingKind

if TYPE_CHECKING:
    from gui.timeline.poster.plan import PosterPlan

_CUT_MM = 4.0
_GRID_MM = 4.6
_WIDEST_GRID_MM = 26.0
_LINE_MM = 0.2
_HEADER_PT_MM = 8.0 * 25.4 / 72.0


class Around:
    """Paints what stands around the drawing."""

    def __init__(self, plan: PosterPlan) -> None:
        self._plan = plan
        self._sheets = plan.laid.sheets
        self._write = plan.lettering.write
        self._palette = plan.inks.palette

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint it on a sheet."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if self._plan.pages > 1:
            self._paint_header(painter, page)
            self._paint_cut_marks(painter, page)
        self._paint_legend(painter)
        self._paint_facts(painter)

    def _place_words(self, page: int) -> str:
        if self._plan.pages == 1:
            return ""
        return f"{self._sheets.code(page)} · page {page + 1} of {self._plan.pages}"

    def _paint_header(self, painter: QPainter, page: int) -> None:
        box, size = self._sheets.setup.printable, _HEADER_PT_MM
        baseline = box.top + (HEADER_MM - 2.0 + size * 0.7) / 2
        words = self._place_words(page)
        lettering = self._plan.lettering
        grid = self._paint_assembly(painter, page)
        width = lettering.width(words, Style.STRONG) * size
        right = box.right - grid - 2.0 - width
        self._write(painter, (right, baseline), size, words, self._palette.ink, Style.STRONG)
        title = label(self._plan.chosen.story.title)
        room = right - box.left - 4.0
        self._write(painter, (box.left, baseline), size, elided(lettering, title, room / size), self._palette.muted)

    def _paint_assembly(self, painter: QPainter, page: int) -> float:
        """Paint the sheets as they lie together, this one filled; return how wide that is."""
        sheets, box = self._sheets, self._sheets.setup.printable
        ratio = sheets.content.width / sheets.content.height
        high = min(_GRID_MM / sheets.rows, _WIDEST_GRID_MM / sheets.columns / ratio)
        wide = high * ratio
        left, top = box.right - wide * sheets.columns, box.top
        column, row = sheets.place(page)
        painter.fillRect(QRectF(left + column * wide, top + row * high, wide, high), QColor(self._palette.ink))
        painter.setPen(pen(self._palette.muted, _LINE_MM))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lines = [
            QLineF(left + place * wide, top, left + place * wide, top + sheets.rows * high)
            for place in range(sheets.columns + 1)
        ]
        lines += [
            QLineF(left, top + place * high, left + sheets.columns * wide, top + place * high)
            for place in range(sheets.rows + 1)
        ]
        painter.drawLines(lines)
        return wide * sheets.columns

    def _paint_cut_marks(self, painter: QPainter, page: int) -> None:
        """Paint where to cut and to lay one sheet on the other: at the seams, outside the drawing."""
        sheets, content, window = self._sheets, self._sheets.content, self._sheets.window(page)
        column, row = sheets.place(page)
        right, down = content.left - window.left, content.top - window.top
        painter.setPen(pen(self._palette.ink, _LINE_MM))
        lines = []
        for seam, is_there in zip(sheets.column_range(column), (column > 0, column < sheets.columns - 1), strict=True):
            if is_there:
                x = seam + right
                lines += [QLineF(x, content.top - 0.3, x, content.top - 1.7)]
                lines += [QLineF(x, content.bottom + 0.3, x, content.bottom + 1.4)]
        for seam, is_there in zip(sheets.row_range(row), (row > 0, row < sheets.rows - 1), strict=True):
            if is_there:
                y = seam + down
                lines += [QLineF(content.left - 0.5, y, content.left - _CUT_MM, y)]
                lines += [QLineF(content.right + 0.5, y, content.right + _CUT_MM, y)]
        painter.drawLines(lines)

    def _paint_legend(self, painter: QPainter) -> None:
        furniture = self._plan.furniture
        left, top = self._sheets.content.left, self._sheets.content.bottom + 1.5
        for item in furniture.items:
            self._paint_item(painter, item, left, top)

    def _paint_item(self, painter: QPainter, item: Item, left: float, top: float) -> None:
        size, inks = self._plan.furniture.size_mm, self._plan.inks
        x, y = left + item.x, top + item.line * LEGEND_LINE_EM * size
        middle = y + LINE_EM * size / 2
        if item.kind == "mark" and isinstance(item.key, int) and inks.categories[item.key].shape is Shape.BAND:
            colour = inks.categories[item.key].colour
            painter.setPen(pen(colour, _LINE_MM))
            painter.setBrush(era_ground(colour, inks.mode))
            painter.drawRect(QRectF(x + 0.1 * size, middle - 0.35 * size, size, 0.7 * size))
        elif item.kind == "mark" and isinstance(item.key, int):
            paint_mark(painter, (x + 0.6 * size, middle), 0.42 * size, inks.categories[item.key], (0, 0, 0))
        elif item.kind == "sign" and isinstance(item.key, StandingKind):
            paint_sign(painter, item.key, (x + 0.2 * size, y), size, self._palette, self._plan.lettering)
        elif item.kind == "star":
            paint_star(painter, (x + 0.6 * size, middle), 0.45 * size, inks)
        elif item.kind == "bar" and isinstance(item.key, tuple):
            stub = 0.9 * size if item.key[2] & ~3 else 0.0
            bar = QRectF(x, middle - 0.2 * size, BAR_SYMBOL_EM * size - stub, max(0.4 * size, 0.5))
            paint_bar(painter, bar, self._palette.ink, item.key, stub, (x, x + 50.0))
        at = x + symbol_em(item.kind) * size
        self._write(painter, (at, y + ASCENT_EM * size), size, item.text, self._palette.muted)

    def _paint_facts(self, painter: QPainter) -> None:
        plan, furniture, palette = self._plan, self._plan.furniture, self._palette
        size, lettering = furniture.size_mm, self._plan.lettering
        bar_mm, bar_words = scale_bar(plan.laid.times.mm_per_s, SCALE_BAR_MM)
        facts = [scale_words(plan.laid.times.mm_per_s)] if plan.placed else []
        facts += [f"Printed on {plan.options.printed_on}"] if plan.options.printed_on else []
        facts += [f"Times of {plan.chosen.zone}"] if plan.chosen.zone != "UTC" else []
        facts = [elided(lettering, text, self._sheets.content.width / size) for text in facts]
        items = [Item("words", None, text, lettering.width(text) * size) for text in facts]
        if bar_words and plan.placed:
            width = bar_mm + (0.6 + lettering.width(bar_words)) * size
            items.insert(0, Item("scale", bar_mm, bar_words, width))
        room = self._sheets.content.width
        laid, _ = flow(items, room, 2.0 * size)
        left = self._sheets.content.left
        top = self._sheets.content.bottom + 1.5 + furniture.lines * LEGEND_LINE_EM * size
        for item in laid:
            if item.line >= furniture.info_lines:
                continue
            x, y = left + item.x, top + item.line * LEGEND_LINE_EM * size
            if item.kind == "scale" and isinstance(item.key, float):
                middle = y + LINE_EM * size / 2
                painter.setPen(pen(palette.ink, 0.3))
                end = x + item.key
                painter.drawLines(
                    [
                        QLineF(x, middle, end, middle),
                        *(QLineF(at, middle - 0.3 * size, at, middle + 0.3 * size) for at in (x, end)),
                    ]
                )
                x = end + 0.6 * size
            self._write(painter, (x, y + ASCENT_EM * size), size, item.text, palette.muted)
