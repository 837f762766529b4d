"""What lies behind the events: paper, eras and the upright lines of the ticks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from gui.theme import colour
from gui.timeline.labels import Labels
from gui.timeline.picture import Look, Picture
from gui.timeline.sprites import Ground

_SOFT_PX = 36.0
_BEYOND_PX = 40.0
_LEAST_TITLE_PX = 24.0


class Background:
    """Paints what lies behind the events, in one look.

    All of it but the titles of eras is the same from top to bottom: one row of pixels, repeated.
    """

    def __init__(self, look: Look, labels: Labels) -> None:
        self.look = look
        self._labels = labels
        self._paper, self._grid, self._rule = (
            QColor(role) for role in (look.palette.paper, look.palette.grid, look.palette.rule)
        )

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint all of it, down to the axis."""
        geometry = picture.geometry
        stripes = self._stripes(picture)
        # A pixel further down: where they meet on paper, nothing must shine through.
        above = QRectF(0, 0, geometry.width, geometry.era_bottom + 1)
        below = QRectF(0, geometry.era_bottom, geometry.width, geometry.axis_top - geometry.era_bottom)
        if geometry.era_rows:
            ground.strip(above, partial(self._paint_stripes, stripes, (), above.height()), plain=not stripes)
        lines = tuple((tick.px, tick.strong) for tick in picture.axis.ticks if 0 <= tick.px <= geometry.width)
        ground.strip(below, partial(self._paint_stripes, stripes, lines, below.height()), plain=not stripes)
        self._paint_era_titles(ground, picture)

    def _stripes(self, picture: Picture) -> list[tuple[float, float, bool, bool]]:
        """Return where eras begin and end in view, and which of these ends are soft."""
        frame, eras, width = picture.era_frame, picture.eras, picture.geometry.width
        found = []
        for place, index in enumerate(frame.events):
            left = max(float(frame.left_px[place]), -_BEYOND_PX)
            right = min(float(frame.right_px[place]), width + _BEYOND_PX)
            soft_left = bool(eras.start_edge[index]) and left > -_BEYOND_PX
            soft_right = bool(eras.end_edge[index]) and right < width + _BEYOND_PX
            found.append((left, right, soft_left, soft_right))
        return found

    def _paint_stripes(
        self,
        stripes: list[tuple[float, float, bool, bool]],
        lines: tuple[tuple[float, bool], ...],
        height: float,
        painter: QPainter,
    ) -> None:
        painter.fillRect(QRectF(-_BEYOND_PX, 0, 1e5, height), self._paper)
        tint = colour(self.look.palette.band, 0.8)
        for left, right, soft_left, soft_right in stripes:
            rect = QRectF(left, 0, right - left, height)
            painter.fillRect(rect, _soft_brush(rect, tint, soft_left, soft_right))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for px, strong in lines:
            painter.fillRect(QRectF(px, 0, 1, height), self._rule if strong else self._grid)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_era_titles(self, ground: Ground, picture: Picture) -> None:
        geometry, frame, painter = picture.geometry, picture.era_frame, ground.painter
        for place, index in enumerate(frame.events):
            tint, _ = self.look.category(int(picture.eras.category[index]))
            left, right = max(float(frame.left_px[place]), 0.0), min(float(frame.right_px[place]), geometry.width)
            # A hair of paper between eras that meet.
            row = QRectF(left + 1, geometry.era_top(int(frame.lane[place])), right - left - 1, geometry.era_row - 4)
            if index == picture.selected_era:
                painter.fillRect(row, QColor(self.look.palette.selection))
                painter.setPen(QPen(QColor(self.look.palette.selection_edge), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(row.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                pale = colour(tint.name(), 0.12)
                painter.fillRect(row, _soft_brush(row, pale, bool(picture.eras.start_edge[index]), False))
            room = row.width() - 20
            if room > _LEAST_TITLE_PX:
                text = self._labels.small.cut(picture.words(int(picture.eras.row[index])).title, room)
                self._labels.stamp(ground, self._labels.small, row.left() + 10, row.center().y(), text)


def _soft_brush(rect: QRectF, tint: QColor, soft_left: bool, soft_right: bool) -> QColor | QLinearGradient:
    if not (soft_left or soft_right) or rect.width() <= 0:
        return tint
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    clear = colour(tint.name(), 0.0)
    share = min(_SOFT_PX / rect.width(), 0.45)
    gradient.setColorAt(0, clear if soft_left else tint)
    gradient.setColorAt(share, tint)
    gradient.setColorAt(1 - share, tint)
    gradient.setColorAt(1, clear if soft_right else tint)
    return gradient
