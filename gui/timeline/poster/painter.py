"""Paints posters: the drawing as far as a sheet shows it, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from gui.printing.inks import InkMode, pen
from gui.printing.lettering import ASCENT_EM, LINE_EM, Style
from gui.printing.paper import Box
from gui.printing.signs import SIGN_EM, paint_sign
from gui.timeline.poster.around import Around
from gui.timeline.poster.axis import TICK_EM, within
from gui.timeline.poster.laying import ARROW_EM, DATE_GAP_EM, ERA_LINE_EM, MARK_EM, STUB_EM
from gui.timeline.poster.placing import Dates, Placed
from gui.timeline.poster.strokes import era_ground, paint_bar, paint_mark, paint_star
from gui.timeline.poster.subjects import DATE_SHARE, STAR_EM

if TYPE_CHECKING:
    from gui.timeline.poster.plan import PosterPlan

_AXIS_LINE_MM = 0.35
_TICK_LINE_MM = 0.25
_GRID_LINE_MM = 0.2
BAR_EM = 0.36
# So many events are painted before it is asked again whether to go on.
_TURN = 256


class PosterPainter:
    """Paints a poster, or a sheet of it, in millimetres."""

    def __init__(self, plan: PosterPlan, go_on: Callable[[], None] | None = None) -> None:
        self._go_on = go_on
        self._plan, self._inks = plan, plan.inks
        self._write = plan.lettering.write
        self._em = plan.laid.text_mm

    def paint_page(self, painter: QPainter, page: int) -> None:
        """Paint a sheet: its window on the drawing, and what stands around that."""
        sheets = self._plan.laid.sheets
        content, window = sheets.content, sheets.window(page)
        painter.save()
        try:
            painter.setClipRect(QRectF(content.left, content.top, content.width, content.height))
            painter.translate(content.left - window.left, content.top - window.top)
            self.paint_drawing(painter, window, page)
        finally:
            painter.restore()
        Around(self._plan).paint(painter, page)

    def paint_drawing(self, painter: QPainter, window: Box, page: int | None = None) -> None:
        """Paint what of the drawing lies in a window; words and marks that do not wholly lie in it are left out."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        plan = self._plan
        shown = plan.placed if page is None else plan.on_page(page)
        if plan.placed:
            # Only the rows next to a sheet's own can reach into it.
            own = None if page is None else plan.laid.sheets.place(page)[1]
            for row in range(plan.laid.sheets.rows) if own is None else range(max(own - 1, 0), own + 2):
                if row < plan.laid.sheets.rows:
                    self._paint_axis(painter, window, row)
        self._paint_heading(painter, window)
        eras = [each for each in shown if each.subject.is_era]
        for each in eras:
            self._paint_era(painter, window, each)
        marks = [each for each in shown if not each.subject.is_era]
        for each in self._in_turns(marks):
            self._paint_bar(painter, window, each)
        for each in self._in_turns(marks):
            self._paint_mark(painter, window, each)
        for each in self._in_turns(shown):
            for place, box in enumerate(plan.word_boxes(each)):
                if window.holds(box):
                    self._paint_words(painter, each, box, is_copy=place > 0)

    def _in_turns(self, shown: Sequence[Placed]) -> Iterator[Placed]:
        for place, each in enumerate(shown):
            if self._go_on is not None and place % _TURN == 0:
                self._go_on()
            yield each

    # The axis and its lines

    def _paint_axis(self, painter: QPainter, window: Box, row: int) -> None:
        plan, axis, palette = self._plan, self._plan.axis, self._inks.palette
        laid, height = plan.laid, plan.axis.height_mm
        top, bottom = laid.tops[row] - 1.2, laid.bottoms[row]
        if not window.touches(Box(window.left, top - height, window.width, bottom - top + 2 * height)):
            return
        left, right = max(window.left, axis.first_x), min(window.right, axis.last_x)
        if right <= left:
            return
        is_last = row == laid.sheets.rows - 1 and plan.has_foot
        if self._inks.backgrounds:
            self._paint_stripes(painter, (left, right), (top, bottom))
        grid = pen(palette.grid, _GRID_LINE_MM)
        coarse = pen(palette.rule, _GRID_LINE_MM)
        if self._inks.mode is InkMode.MONO:
            grid.setDashPattern([1.0, 9.0])
            coarse.setDashPattern([1.0, 4.0])
        for line, xs in ((grid, axis.fine), (coarse, axis.context)):
            painter.setPen(line)
            painter.drawLines([QLineF(x, top, x, bottom) for x in within(xs, left, right)])
        self._paint_tiers(painter, window, top, (left, right), upwards=True)
        if is_last:
            self._paint_tiers(painter, window, bottom, (left, right), upwards=False)
        self._paint_breaks(painter, window, top, bottom)

    def _paint_stripes(self, painter: QPainter, across: tuple[float, float], down: tuple[float, float]) -> None:
        """Paint every other stretch of the coarser tier behind all else."""
        axis = self._plan.axis
        edges = [axis.first_x, *axis.context, axis.last_x]
        for first, last in list(pairwise(edges))[1::2]:
            left, right = max(first, across[0] - 1.0), min(last, across[1] + 1.0)
            if right > left:
                painter.fillRect(
                    QRectF(left, down[0], right - left, down[1] - down[0]), QColor(self._inks.palette.band)
                )

    def _paint_tiers(
        self, painter: QPainter, window: Box, line_y: float, span: tuple[float, float], *, upwards: bool
    ) -> None:
        axis, palette = self._plan.axis, self._inks.palette
        size, side = axis.size_mm, -1 if upwards else 1
        painter.setPen(pen(palette.ink, _AXIS_LINE_MM))
        painter.drawLine(QLineF(span[0], line_y, span[1], line_y))
        painter.setPen(pen(palette.ink, _TICK_LINE_MM))
        reach = side * TICK_EM * size
        painter.drawLines([QLineF(x, line_y, x, line_y + reach) for x in within(axis.ticks, *span)])
        reach = side * axis.height_mm * 0.96
        painter.drawLines([QLineF(x, line_y, x, line_y + reach) for x in within(axis.context, *span)])
        first = line_y + side * TICK_EM * size
        for label in axis.labels_between(span[0] - 1.0, span[1]):
            # The tier of the ticks is next to the line on either side.
            distance = 0 if label.tier == 1 else 1
            top = first - (distance + 1) * LINE_EM * size if upwards else first + distance * LINE_EM * size
            box = Box(label.x, top, label.width, LINE_EM * size)
            if window.holds(box):
                ink = palette.ink if label.strong else palette.muted
                style = Style.STRONG if label.tier == 0 else Style.TEXT
                self._write(painter, (label.x, top + ASCENT_EM * size), size, label.text, ink, style)

    def _paint_breaks(self, painter: QPainter, window: Box, top: float, bottom: float) -> None:
        """Paint where the scale breaks off, and what the strips beyond it are called."""
        plan, axis, palette = self._plan, self._plan.axis, self._inks.palette
        times, size = plan.laid.times, plan.axis.size_mm
        line = pen(palette.muted, _TICK_LINE_MM)
        line.setDashPattern([4.0, 4.0])
        for there, x, words, left in (
            (times.before, axis.first_x, "Earlier", times.before),
            (times.after, axis.last_x, "Later", times.after),
        ):
            if there is None or left is None:
                continue
            painter.setPen(line)
            painter.drawLine(QLineF(x, top - axis.height_mm, x, bottom))
            width = plan.lettering.width(words, Style.STRONG) * size
            at = max(left - MARK_EM * self._em, 0.0)
            box = Box(at, top - TICK_EM * size - LINE_EM * size, width, LINE_EM * size)
            if window.holds(box):
                self._write(painter, (at, box.top + ASCENT_EM * size), size, words, palette.ink, Style.STRONG)

    def _paint_heading(self, painter: QPainter, window: Box) -> None:
        heading, palette = self._plan.heading, self._inks.palette
        if window.top > heading.height_mm or window.left > 0.0:
            return
        y = 0.0
        for lines, size, ink, style in (
            (heading.title, heading.title_mm, palette.ink, Style.HEADING),
            (heading.below, heading.below_mm, palette.muted, Style.TEXT),
        ):
            for text in lines:
                self._write(painter, (0.6, y + ASCENT_EM * size), size, text, ink, style)
                y += LINE_EM * size

    # Events

    def _paint_era(self, painter: QPainter, window: Box, each: Placed) -> None:
        assert each.bar is not None
        left, right = max(each.bar[0], window.left - 5.0), min(each.bar[1], window.right + 5.0)
        height = (ERA_LINE_EM - 0.3) * self._em
        top = each.top + (LINE_EM * self._em - height) / 2
        colour = self._inks.categories[each.subject.ink].colour
        if right > left:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.fillRect(QRectF(left, top, right - left, height), era_ground(colour, self._inks.mode))
            line = pen(colour, 0.25)
            painter.setPen(line)
            painter.drawLines([QLineF(left, y, right, y) for y in (top, top + height)])
            uncertain = each.subject.start_edge, each.subject.end_edge
            for x, edge in zip(each.bar, uncertain, strict=True):
                if edge:
                    line.setDashPattern([3.0, 3.0])
                    painter.setPen(line)
                else:
                    painter.setPen(pen(colour, 0.25))
                painter.drawLine(QLineF(x, top, x, top + height))

    def _paint_bar(self, painter: QPainter, window: Box, each: Placed) -> None:
        if each.bar is None:
            return
        em = self._em
        top = each.top + (1 if each.has_bar_beside else each.rows) * LINE_EM * em + 0.04 * em
        left, right = each.bar
        bar = QRectF(left, top, max(right - left, 0.0), max(BAR_EM * em, 0.45))
        colour = self._inks.categories[each.subject.ink].colour
        view = window.left, window.right
        paint_bar(painter, bar, colour, each.subject.bar_style, (STUB_EM - 0.3) * em, view, each.subject.standing)

    def _paint_mark(self, painter: QPainter, window: Box, each: Placed) -> None:
        box = self._plan.mark_box(each)
        if not window.holds(box):
            return
        em, subject = self._em, each.subject
        middle = box.top + box.height / 2
        paint_mark(painter, (each.x, middle), MARK_EM * em, self._inks.categories[subject.ink], subject.style)

    def _paint_words(self, painter: QPainter, each: Placed, box: Box, *, is_copy: bool) -> None:
        em, palette, subject = self._em, self._inks.palette, each.subject
        ink = palette.muted if is_copy else palette.ink
        if self._inks.mode is not InkMode.COLOUR and not self._inks.backgrounds and not _is_on_bar(each, box):
            # The lines of the grid are as dark as the letters.
            painter.fillRect(QRectF(box.left, box.top, box.width, box.height), QColor(palette.paper))
        x, baseline = box.left, each.top + ASCENT_EM * em
        if is_copy:
            self._paint_arrow(painter, box.left - 0.45 * ARROW_EM * em, each.top + LINE_EM * em / 2)
        if subject.starred:
            paint_star(painter, (x + 0.45 * em, each.top + LINE_EM * em / 2), 0.36 * em, self._inks)
        star = STAR_EM * em if subject.starred else 0.0
        self._write(painter, (x + star, baseline), em, subject.number, ink, Style.STRONG)
        left = x + each.prefix
        paint_sign(painter, subject.standing, (left - SIGN_EM * em, each.top), em, palette, self._plan.lettering)
        behind = each.dates is Dates.BEHIND and not subject.is_era
        room = max(line.width_em for line in each.lines) * em if behind else each.width - each.prefix
        for line in each.lines:
            at = left + (room - line.width_em * em if subject.rtl and not subject.is_era else 0.0)
            self._write(painter, (at, baseline), em, line.text, ink, rtl=subject.rtl)
            if subject.is_era:
                break
            baseline += LINE_EM * em
        if each.has_date:
            if subject.is_era:
                left += each.lines[0].width_em * em + 1.0 * em
            elif each.dates is Dates.BEHIND:
                baseline -= LINE_EM * em
                title_em = max(line.width_em for line in each.lines) if subject.rtl else each.lines[-1].width_em
                left += (title_em + DATE_GAP_EM) * em
            self._write(painter, (left, baseline), DATE_SHARE * em, subject.date, palette.muted)

    def _paint_arrow(self, painter: QPainter, x: float, y: float) -> None:
        size = 0.26 * self._em
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._inks.palette.muted))
        corners = ((-size, 0.0), (size * 0.7, -size), (size * 0.7, size))
        painter.drawPolygon(QPolygonF([QPointF(x + right, y + down) for right, down in corners]))


def _is_on_bar(each: Placed, box: Box) -> bool:
    """Tell whether words lie on the band of their era, which has a ground of its own."""
    return each.subject.is_era and each.bar is not None and box.left < each.bar[1] and box.right > each.bar[0]
