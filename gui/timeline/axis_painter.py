"""The axis below the lanes: a line, ticks with their labels, and the coarser tier below them; and a second one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.timeline.labels import Labels, Writing
from gui.timeline.layout.ticks import LABEL_OFFSET_PX, Axis, Label, context_labels, labelled_ticks
from gui.timeline.layout.ticks_steps import TextWidth
from gui.timeline.sprites import Ground

if TYPE_CHECKING:
    from gui.timeline.geometry import Geometry
    from gui.timeline.picture import Look, Picture

TICK_PX = 6
NAME_GAP_PX = 8


class AxisPainter:
    """Paints the axes of pictures in one look; keeps what texts measure between them."""

    def __init__(self, look: Look, labels: Labels) -> None:
        self.look = look
        self._labels = labels
        self._quiet, self._accent = (
            Writing(name, look.small, ink)
            for name, ink in (("quiet", look.palette.muted), ("axis", look.palette.accent))
        )
        self._small = QFontMetricsF(look.small)
        self._strong = QFontMetricsF(look.strong)
        # The same labels are measured for each frame. What measures them may be kept longer than a look is shown.
        self.small_width = _measure(self._small)
        self._strong_px = _measure(self._strong)

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint the axes at the picture's bottom edge; the painter's origin is the view's top left corner."""
        geometry, painter = picture.geometry, ground.painter
        top = geometry.axis_top
        painter.fillRect(QRectF(0, top, geometry.width, geometry.height - top), QColor(self.look.palette.paper))
        for axis in (picture.axis, picture.second_axis):
            if axis is not None:
                self.paint_axis(ground, geometry, axis, top)
                top += geometry.axis_row
        ground.flush()

    def paint_axis(self, ground: Ground, geometry: Geometry, axis: Axis, top: float) -> None:
        """Paint one axis from a height down; what is stamped comes to the paper when the ground is flushed."""
        painter = ground.painter
        labels = labelled_ticks(axis, geometry.width, self.small_width)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(QColor(self.look.palette.muted), 1))
        lines = [QLineF(0, top, geometry.width, top)]
        lines += [QLineF(tick.px, top, tick.px, top + TICK_PX) for tick in axis.ticks]
        lines += self._tier_lines(geometry, axis, labels, top)
        painter.drawLines(lines)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._stamp_tick_labels(ground, labels, top + TICK_PX + self._small.ascent())
        self._paint_context(ground, geometry, axis, top)

    def _tier_lines(self, geometry: Geometry, axis: Axis, labels: Sequence[Label], top: float) -> list[QLineF]:
        """Return the lines of the coarser tier; they strike neither a label through nor the axis's name."""
        tier_top, bottom = self._tier_top(top), top + geometry.axis_row - 4
        taken = [(label.left_px - 2, label.left_px + self.small_width(label.text) + 2) for label in labels]
        lines = []
        for tick in axis.context[1:]:
            first = tier_top if any(left < tick.px < right for left, right in taken) else top
            last = tier_top if tick.px < self._name_px(axis.name) else bottom
            lines.append(QLineF(tick.px, first, tick.px, last))
        return lines

    def _stamp_tick_labels(self, ground: Ground, labels: Sequence[Label], baseline: float) -> None:
        for label in labels:
            self._stamp(
                ground, self._labels.small if label.strong else self._quiet, label.left_px, baseline, label.text
            )

    def _paint_context(self, ground: Ground, geometry: Geometry, axis: Axis, top: float) -> None:
        baseline = self._tier_top(top) + self._strong.ascent()
        self._stamp(ground, self._accent, LABEL_OFFSET_PX, baseline, axis.name)
        left_px = self._name_px(axis.name)
        for label in context_labels(axis, geometry.width, self._strong_px, left_px):
            self._stamp(
                ground, self._quiet if label.quiet else self._labels.strong, label.left_px, baseline, label.text
            )
            if label.quiet and label.left_px > left_px + LABEL_OFFSET_PX:
                line_px = int(label.left_px - LABEL_OFFSET_PX) + 0.5
                ground.painter.setPen(QColor(self.look.palette.muted))
                ground.painter.drawLine(QLineF(line_px, self._tier_top(top), line_px, top + geometry.axis_row - 4))

    def _stamp(self, ground: Ground, writing: Writing, left: float, baseline: float, text: str) -> None:
        """Stamp a text on a baseline; the same few come back with nearly every picture."""
        if text:
            middle = baseline - writing.baseline(0.0)
            self._labels.stamp(ground, writing, left, middle, text, is_one_of_few=True)

    def _tier_top(self, top: float) -> float:
        return top + TICK_PX + 4 + self._small.height()

    def _name_px(self, name: str) -> float:
        """Return where an axis's name at its left end ends."""
        return LABEL_OFFSET_PX + self.small_width(name) + NAME_GAP_PX if name else 0.0


def _measure(metrics: QFontMetricsF) -> TextWidth:
    # A function of our own: of Qt's, the cache would ask for its documentation, which takes Qt's binding 40 ms to make.
    return lru_cache(maxsize=1024)(lambda text: metrics.horizontalAdvance(text))
