"""The ribbon: a calm strip that shows where events lie that have no room of their own."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from gui.timeline.layout.counts import Ribbon
from gui.timeline.sprites import Ground

_LEAST_PX = 1.5


def paint_ribbon(ground: Ground, ribbon: Ribbon, box: QRectF, tint: QColor) -> None:
    """Paint a ribbon on the lower edge of a box, as high as the root of the count: few are still to be seen.

    The height is a share of the next power of two, so that it does not breathe with every step of panning.
    """
    most = int(ribbon.count.max(initial=0))
    if most <= 0:
        return
    full = 2.0 ** math.ceil(math.log2(max(most, 4)))
    heights = np.where(ribbon.count > 0, np.maximum(np.sqrt(ribbon.count / full) * box.height(), _LEAST_PX), 0.0)
    lefts = np.clip(ribbon.left_px, box.left(), box.right())
    rights = np.clip(ribbon.left_px + ribbon.width_px, box.left(), box.right())
    seen = (heights > 0) & (rights > lefts)
    rects = [
        QRectF(left, box.bottom() - height, right - left, height)
        for left, right, height in zip(
            np.round(lefts[seen]).tolist(), np.round(rights[seen]).tolist(), heights[seen].tolist(), strict=True
        )
    ]
    painter = ground.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRects(rects)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
