"""Small pictures that are drawn again and again: kept as pixmaps for a screen, painted anew as vectors on paper."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from math import floor, inf
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPaintEngine, QPainter, QPixmap

from gui.timeline.layout.frame import CLIP_PX

_BYTES_PER_PIXEL = 4
_TALL_PX = 1e4
# To make a sprite takes three times as long as to paint what it shows. Where hundreds of titles come into view at
# once, most are painted as they are, and get their sprites in the next frames if they are still there.
_MOST_MADE = 8
_KEPT_FOR_TITLES = 6
# So many events are read and put in words for one frame of a view that moves.
_MOST_WORDS = 6

Paint = Callable[[QPainter], None]


def painted(width_px: float, height_px: float, ratio: float, paint: Paint) -> QPixmap:
    """Return what a function paints as a pixmap of `ratio` device pixels to a pixel."""
    pixmap = QPixmap(max(math.ceil(width_px * ratio), 1), max(math.ceil(height_px * ratio), 1))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.scale(ratio, ratio)
    paint(painter)
    painter.end()
    return pixmap


class Sprites:
    """Pixmaps by what they show, bounded by their bytes; those not drawn for long are dropped."""

    def __init__(self, most_bytes: int = 48 << 20) -> None:
        self._most_bytes = most_bytes // 2
        self._ratio = 1.0
        self._bytes = 0
        self.young: dict[Hashable, QPixmap] = {}
        """Those drawn lately."""
        self._old: dict[Hashable, QPixmap] = {}

    def turn_to(self, ratio: float) -> None:
        """Keep pixmaps of so many device pixels to a pixel; those of another ratio are of no use there."""
        if ratio != self._ratio:
            self._ratio, self._bytes = ratio, 0
            self.young, self._old = {}, {}

    def find(self, key: Hashable) -> QPixmap | None:
        """Return the pixmap of a key, or None."""
        found = self.young.get(key)
        if found is None and (found := self._old.pop(key, None)) is not None:
            self._keep(key, found)
        return found

    def make(self, key: Hashable, width_px: float, height_px: float, paint: Paint) -> QPixmap:
        """Return the pixmap that a function paints, at the ratio that was turned to, and keep it."""
        pixmap = painted(width_px, height_px, self._ratio, paint)
        self._keep(key, pixmap)
        return pixmap

    def _keep(self, key: Hashable, pixmap: QPixmap) -> None:
        self._bytes += pixmap.width() * pixmap.height() * _BYTES_PER_PIXEL
        if self._bytes > self._most_bytes:
            self.young, self._old, self._bytes = {}, self.young, 0
        self.young[key] = pixmap


class Ground:
    """What one picture is painted on.

    On a screen or an image, what is stamped stands on whole device pixels, so that all stamps of a sprite are the
    same; on paper and in drawings it stands where it was asked for. Stamps come to the paper with `flush`.
    """

    def __init__(self, painter: QPainter, sprites: Sprites, *, pixmaps: bool = True, hasty: bool = False) -> None:
        self.painter = painter
        self._sprites = sprites
        # What to draw a pixmap with: where, which, and of one that is not drawn whole its part.
        self._stamps: list[tuple[Any, ...]] = []
        self._waiting: list[tuple[float, float, float, Paint]] = []
        turned = painter.deviceTransform()
        even = not turned.isRotating() and turned.isAffine() and turned.m11() == turned.m22() > 0
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        self.ratio = turned.m11() if even and raster and pixmaps else 0.0
        """Device pixels to a pixel; 0 where all is painted as vectors."""
        self._dx, self._dy = turned.dx(), turned.dy()
        self._dx_half, self._dy_half = self._dx + 0.5, self._dy + 0.5
        self._whole_dx, self._whole_dy = floor(self._dx), floor(self._dy)
        self._makes_left = _MOST_MADE
        self._words_left = _MOST_WORDS
        self._hasty = hasty
        self.left_out = 0
        """How much was left for a later frame."""
        if self.ratio:
            sprites.turn_to(self.ratio)

    def leaves_words_out(self) -> bool:
        """Tell whether words that are not at hand are left for a later frame, and note that some are."""
        if not self._hasty or self._words_left > 0:
            self._words_left -= 1
            return False
        self.left_out += 1
        return True

    def leaves_out(self) -> bool:
        """Tell whether what has no sprite yet is left for a later frame, and note that something is."""
        if not (self._hasty and self.ratio) or self._makes_left > 0:
            return False
        self.left_out += 1
        return True

    def stamp(
        self,
        key: Hashable,
        x: float,
        y: float,
        size: tuple[float, float],
        paint: Paint,
        until_px: float = inf,
        *,
        may_wait: bool = False,
        is_one_of_few: bool = False,
    ) -> bool:
        """Paint what `paint` paints about its own origin with the top left corner at a point.

        `key` tells all that the result depends on; `size` is the room that it takes; what lies beyond `until_px` from
        its left is left out. Return False where it may wait, and does so on a hasty ground. What is one of few has its
        sprite made in any case, for it will be needed again.
        """
        if not self.ratio:
            self._waiting.append((x, y, until_px, paint))
        elif not self.stamp_again(key, x, y, until_px):
            if self._hasty and may_wait and self._makes_left <= _KEPT_FOR_TITLES:
                self.left_out += 1
                return False
            if self._makes_left > 0 or is_one_of_few:
                self._makes_left -= not is_one_of_few
                self._sprites.make(key, *size, paint)
                self.stamp_again(key, x, y, until_px)
            else:
                left, top = self._spot(x, y)
                at = (left + self._whole_dx - self._dx) / self.ratio, (top + self._whole_dy - self._dy) / self.ratio
                # A sprite ends where its room ends; painted as it is, it would not.
                self._waiting.append((*at, min(until_px, size[0]), paint))
        return True

    def sprite(self, key: Hashable, size: tuple[float, float], paint: Paint) -> QPixmap:
        """Return the sprite of one of few, made if need be; there are sprites only where there is a `ratio`."""
        return self._sprites.find(key) or self._sprites.make(key, *size, paint)

    def stamp_again(self, key: Hashable, x: float, y: float, until_px: float = inf) -> bool:
        """Stamp what was stamped before under a key; return whether it is still at hand."""
        # Most of a frame's stamps come this way: each step that is saved here is saved three hundred times.
        pixmap = self._sprites.young.get(key)
        if pixmap is None or not self.ratio:
            pixmap = self._sprites.find(key) if self.ratio else None
            if pixmap is None:
                return False
        # The chosen event is in every picture, however many aeons off: no int holds such a pixel.
        if -CLIP_PX <= x <= CLIP_PX:
            left = floor(x * self.ratio + self._dx_half) - self._whole_dx
            top = floor(y * self.ratio + self._dy_half) - self._whole_dy
            if until_px == inf:
                self._stamps.append((left, top, pixmap))
            else:
                width = min(round(until_px * self.ratio), pixmap.width())
                self._stamps.append((left, top, pixmap, 0, 0, width, -1))
        return True

    def _spot(self, x: float, y: float) -> tuple[int, int]:
        """Return the device pixel next to a point."""
        left = floor(x * self.ratio + self._dx_half) - self._whole_dx
        return left, floor(y * self.ratio + self._dy_half) - self._whole_dy

    def flush(self) -> None:
        """Put what was stamped on the paper."""
        for x, y, until_px, paint in self._waiting:
            self._paint_at(x, y, paint, until_px)
        self._waiting.clear()
        if not self._stamps:
            return
        with self.device_pixels() as painter:
            draw = painter.drawPixmap
            for stamp in self._stamps:
                draw(*stamp)
        self._stamps.clear()

    def strip(self, box: QRectF, paint: Paint, *, plain: bool) -> None:
        """Paint a box of upright stripes, all of it; `paint` has the box's top left corner as origin.

        One row of it is enough, unless it is plain: a few rectangles of one colour are painted faster than tiles.
        """
        if plain or not self.ratio:
            self._paint_at(box.left(), box.top(), paint)
            return
        where = self._on_device(box)
        if where.isEmpty():
            return
        row = painted(box.width(), 1 / self.ratio, self.ratio, paint)
        with self.device_pixels() as painter:
            painter.drawTiledPixmap(where, row)

    @contextmanager
    def device_pixels(self) -> Iterator[QPainter]:
        """Give the painter with device pixels for units: a pixmap drawn through a scale is slow, and blurred."""
        self.painter.save()
        if self.ratio:
            self.painter.scale(1 / self.ratio, 1 / self.ratio)
            self.painter.translate(self._whole_dx - self._dx, self._whole_dy - self._dy)
        yield self.painter
        self.painter.restore()

    def _paint_at(self, x: float, y: float, paint: Paint, until_px: float = inf) -> None:
        self.painter.save()
        self.painter.translate(x, y)
        if until_px < inf:
            self.painter.setClipRect(QRectF(0, -_TALL_PX, until_px, 2 * _TALL_PX), Qt.ClipOperation.IntersectClip)
        paint(self.painter)
        self.painter.restore()

    def _on_device(self, box: QRectF) -> QRect:
        left, top = (round(box.left() * self.ratio + self._dx), round(box.top() * self.ratio + self._dy))
        right, bottom = (round(box.right() * self.ratio + self._dx), round(box.bottom() * self.ratio + self._dy))
        return QRect(left - self._whole_dx, top - self._whole_dy, right - left, bottom - top)
