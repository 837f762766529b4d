"""The ribbon: a calm strip that shows where events lie that have no room of their own."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

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
    if not ground.ratio:
        _paint_bars(ground.painter, ribbon, heights, box, tint)
        return
    # One small picture, a pixel wide for each bucket: hundreds of rectangles take five times as long.
    rows = round(box.height() * ground.ratio)
    is_high = np.arange(rows, 0, -1)[:, None] <= np.round(heights * ground.ratio)[None, :]
    pixels = np.where(is_high, np.uint32(_premultiplied(tint)), np.uint32(0)).tobytes()
    count = len(heights)
    image = QImage(pixels, count, rows, count * 4, QImage.Format.Format_ARGB32_Premultiplied)
    span = QRectF(float(ribbon.left_px[0]), box.top(), ribbon.width_px * count, box.height())
    ground.painter.drawImage(span, image, QRectF(0, 0, count, rows))


def _paint_bars(painter: QPainter, ribbon: Ribbon, heights: NDArray[np.float64], box: QRectF, tint: QColor) -> None:
    lefts = np.clip(ribbon.left_px, box.left(), box.right())
    rights = np.clip(ribbon.left_px + ribbon.width_px, box.left(), box.right())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    for left, right, height in zip(lefts.tolist(), rights.tolist(), heights.tolist(), strict=True):
        if height > 0 and right > left:
            painter.drawRect(QRectF(left, box.bottom() - height, right - left, height))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _premultiplied(tint: QColor) -> int:
    alpha = tint.alpha()
    red, green, blue = (round(part * alpha / 255) for part in (tint.red(), tint.green(), tint.blue()))
    return alpha << 24 | red << 16 | green << 8 | blue
