"""The hills of the overview: how many events each stretch of time holds, stacked by the colours of categories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from gui.theme import Palette, colour
from gui.timeline.layout.density import Counts, layers, stacked

BUCKET_PX = 4
LEAST_HILL_PX = 3.0
MOST_COLOURS = 6
OPACITY = 0.8


class Hills:
    """A picture of counts, made once for a size, a palette and a screen's resolution."""

    def __init__(self, counts: Counts, roles: Sequence[str]) -> None:
        """Take counts by category and bucket, and the categories' colour roles; the last one is that of none."""
        self._roles = sorted(set(roles))
        groups = [self._roles.index(roles[min(place, len(roles) - 1)]) for place in range(len(counts))]
        self._groups, self._layers = layers(counts, groups, MOST_COLOURS)
        self._made_for: tuple[QSizeF, str, float] | None = None
        self._pixmap = QPixmap()

    def pixmap(self, size: QSizeF, palette: Palette, ratio: float) -> QPixmap:
        """Return the picture in a size in logical pixels, for a screen with `ratio` pixels to each of them."""
        wanted = (size, palette.name, ratio)
        if wanted != self._made_for:
            self._made_for = wanted
            self._pixmap = self._painted(size, palette, ratio)
        return self._pixmap

    def _painted(self, size: QSizeF, palette: Palette, ratio: float) -> QPixmap:
        pixmap = QPixmap((size * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setPen(Qt.PenStyle.NoPen)
        tops = stacked(self._layers, LEAST_HILL_PX / max(size.height(), 1.0)) * size.height()
        below = np.zeros(tops.shape[1])
        for group, above in zip(self._groups, tops, strict=True):
            role = self._roles[group] if group >= 0 else "slate"
            painter.setBrush(colour(palette.categories.get(role, palette.categories["slate"]), OPACITY))
            painter.drawRects(
                [
                    QRectF(place * BUCKET_PX, size.height() - above[place], BUCKET_PX, above[place] - below[place])
                    for place in np.flatnonzero(above > below).tolist()
                ]
            )
            below = above
        painter.end()
        return pixmap
