"""A date as a small bar on a small axis: how long it is, what is open, what is only about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, colour
from storage.dates import BODIES, Body, DateError, Edge, Stretch, stretch

HEIGHT_PX = 38
_BAR_TOP_PX, _BAR_PX = 3.0, 11.0
_LEAST_BAR_PX = 4.0
_SHARE = 0.3
_SOFT_PX = 14.0


class SpanPicture(QWidget):
    """Shows one date; empty until `show_date` is given one."""

    def __init__(self, theme: Theme, zone: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = zone
        self._edtf = ""
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self.update)

    def show_date(self, edtf: str) -> None:
        """Show another date, or "" for none."""
        if edtf != self._edtf:
            self._edtf = edtf
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for some width."""
        return QSize(260, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the axis and the bar."""
        try:
            found = stretch(self._edtf, self._zone(), forever=False) if self._edtf else None
        except DateError:
            return
        if found is None or self.width() < 40:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = self._paint_axis(painter, found)
        self._paint_bar(painter, found, left, max(right, left + _LEAST_BAR_PX))
        painter.end()

    def _paint_axis(self, painter: QPainter, found: Stretch) -> tuple[float, float]:
        """Paint ticks with their labels; return where the date starts and ends in pixels."""
        # Numpy comes with the axis: here, when there is a date to show, not with the window.
        from gui.timeline.layout.scale import Scale
        from gui.timeline.layout.ticks import axis_ticks, labelled_ticks

        palette, width = self._theme.palette, float(self.width())
        font = self._theme.sans(max(self.font().pointSizeF() * 0.8, 7.0))
        measure = QFontMetricsF(font)
        scale = Scale.fitting(found.start_s, found.end_s, width * (0.5 - _SHARE / 2), width * (0.5 + _SHARE / 2))
        axis = axis_ticks(scale, width, self._zone(), "en", measure.horizontalAdvance)
        base = _BAR_TOP_PX + _BAR_PX + 3
        painter.setPen(QPen(colour(palette.rule), 1.0))
        painter.drawLine(QPointF(0, base), QPointF(width, base))
        for tick in axis.ticks:
            if 0 <= tick.px <= width:
                painter.drawLine(QPointF(tick.px, base), QPointF(tick.px, base + 4))
        painter.setFont(font)
        painter.setPen(colour(palette.muted))
        for each in labelled_ticks(axis, width, measure.horizontalAdvance):
            painter.drawText(QPointF(each.left_px, base + 4 + measure.ascent()), each.text)
        return scale.px(found.start_s), scale.px(found.end_s)

    def _paint_bar(self, painter: QPainter, found: Stretch, left: float, right: float) -> None:
        width = float(self.width())
        start, end = Edge(found.start_edge), Edge(found.end_edge)
        goes_on = Edge.OPEN | Edge.UNKNOWN
        solid = BODIES[found.body] in (Body.LASTING, Body.INSTANT)
        tone = colour(self._theme.palette.accent, 0.85 if solid else 0.5)
        clear = colour(self._theme.palette.accent, 0.0)
        first = 0.0 if start & goes_on else left - _SOFT_PX if start & Edge.SOFT else left
        last = width if end & goes_on else right + _SOFT_PX if end & Edge.SOFT else right
        gradient = QLinearGradient(first, 0.0, last, 0.0)
        span = max(last - first, 1.0)
        inner_first = left + (_SOFT_PX / 2 if start & Edge.SOFT else 0.0)
        inner_last = right - (_SOFT_PX / 2 if end & Edge.SOFT else 0.0)
        middle = (left + right) / 2
        gradient.setColorAt(0.0, clear if first < left else tone)
        gradient.setColorAt(min(max((min(inner_first, middle) - first) / span, 0.0), 1.0), tone)
        gradient.setColorAt(min(max((max(inner_last, middle) - first) / span, 0.0), 1.0), tone)
        gradient.setColorAt(1.0, clear if last > right else tone)
        box = QRectF(first, _BAR_TOP_PX, last - first, _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(gradient))
        radius = 0.0 if (first < left or last > right) else 2.0
        painter.drawRoundedRect(box, radius, radius)
        if (start | end) & Edge.HATCHED:
            painter.setBrush(QBrush(colour(self._theme.palette.panel, 0.7), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
