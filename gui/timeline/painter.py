"""The one painter of a timeline: for the screen and for images alike, it only needs a QPainter and the numbers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.theme import colour
from gui.timeline.axis_painter import AxisPainter
from gui.timeline.background import Background
from gui.timeline.band_painter import BandPainter
from gui.timeline.event_painter import EventPainter
from gui.timeline.geometry import CHIP_PAD_PX
from gui.timeline.labels import Labels
from gui.timeline.overlay import Overlay
from gui.timeline.picture import Look, Picture
from gui.timeline.ribbon_painter import paint_ribbon
from gui.timeline.sprites import Ground, Paint, Sprites

_RIBBON_ALPHA = 0.28


class TimelinePainter:
    """Paints pictures in one look; keeps sprites and what texts measure between them.

    Where `pixmaps` is False or the device is paper or a drawing, all is painted as vectors; it looks the same.
    """

    def __init__(self, look: Look, *, pixmaps: bool = True) -> None:
        self.look = look
        self._pixmaps = pixmaps
        self._sprites = Sprites()
        self._labels = Labels(look)
        self._events = EventPainter(look, self._labels)
        self._background = Background(look, self._labels)
        self._bands = BandPainter(look, self._labels)
        self.axis = AxisPainter(look, self._labels)
        self._overlay = Overlay(look, self._labels)
        self._ribbon = colour(look.palette.muted, _RIBBON_ALPHA)

    def small_width(self, text: str) -> float:
        """Return the width of a small label in pixels."""
        return self._labels.small.width(text)

    @property
    def sign_px(self) -> float:
        """Return the room of a standing's sign before a title."""
        return self._labels.sign_px

    def paint(self, painter: QPainter, picture: Picture, *, hasty: bool = False) -> bool:
        """Paint a whole picture; the painter's origin is the view's top left corner.

        In haste, most details that have no sprite yet are left for the next frames; return False when any were.
        """
        geometry = picture.geometry
        ground = Ground(painter, self._sprites, pixmaps=self._pixmaps, hasty=hasty)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._background.paint(ground, picture)
        ground.flush()
        painter.save()
        painter.setClipRect(QRectF(0, geometry.lanes_top, geometry.width, geometry.lanes_height))
        self._events.paint(ground, picture)
        painter.restore()
        self._bands.paint(ground, picture)
        paint_ribbon(ground, picture.frame.ribbon, geometry.ribbon_rect, self._ribbon)
        self._paint_pills(ground, picture)
        ground.flush()
        self.axis.paint(ground, picture)
        self._overlay.paint(ground, picture)
        return not ground.left_out

    def _paint_pills(self, ground: Ground, picture: Picture) -> None:
        geometry, width_of = picture.geometry, self.small_width
        top, height = geometry.chips_top, geometry.chip_rect(0.0, 0.0).height()
        for place, chip in enumerate(picture.frame.chips):
            text = chip_text(chip.count)
            width = width_of(text) + CHIP_PAD_PX
            self._stamp_pill(ground, chip.px - width / 2, top, (width, height), text, place == picture.chosen_chip)
        for side, text in pointers(picture):
            self._stamp_pill_in(ground, geometry.pointer_rect(side, width_of(text)), text)
        for side, text in more(picture):
            self._stamp_pill_in(ground, geometry.more_rect(side, width_of(text)), text)

    def _stamp_pill_in(self, ground: Ground, rect: QRectF, text: str) -> None:
        self._stamp_pill(ground, rect.left(), rect.top(), (rect.width(), rect.height()), text, False)

    def _stamp_pill(
        self, ground: Ground, left: float, top: float, size: tuple[float, float], text: str, chosen: bool
    ) -> None:
        key = ("pill", text, *size, chosen)
        if not ground.stamp_again(key, left - 1, top - 1):
            room, empty = (size[0] + 2, size[1] + 2), partial(self._paint_box, size, chosen)
            # At each new level of detail all counts are others: their boxes are not painted anew.
            box = ground.sprite(("pill", "", *size, chosen), room, empty) if ground.ratio else None
            paint = partial(self._paint_pill, size, text, empty if box is None else partial(_put, box, ground.ratio))
            ground.stamp(key, left - 1, top - 1, room, paint, is_one_of_few=True)

    def _paint_box(self, size: tuple[float, float], chosen: bool, painter: QPainter) -> None:
        palette = self.look.palette
        painter.setPen(QPen(QColor(palette.rule), 1))
        painter.setBrush(QColor(palette.selection if chosen else palette.raised))
        painter.drawRoundedRect(QRectF(1, 1, *size), size[1] / 2, size[1] / 2)

    def _paint_pill(self, size: tuple[float, float], text: str, paint_box: Paint, painter: QPainter) -> None:
        small = self._labels.small
        paint_box(painter)
        left, middle = 1 + (size[0] - small.width(text)) / 2, 1 + size[1] / 2
        small.write(painter, QPointF(left, small.baseline(middle)), text)


def _put(pixmap: QPixmap, ratio: float, painter: QPainter) -> None:
    painter.scale(1 / ratio, 1 / ratio)
    painter.drawPixmap(0, 0, pixmap)
    painter.scale(ratio, ratio)


def pointers(picture: Picture) -> list[tuple[int, str]]:
    """Return the sides (-1 left, 1 right) on which events lie when none is in view, with what to say of them."""
    frame = picture.frame
    sides = (-1, frame.earlier, f"← {frame.earlier:,} earlier"), (1, frame.later, f"{frame.later:,} later →")
    return [(side, text) for side, count, text in sides if count]


def more(picture: Picture) -> list[tuple[int, str]]:
    """Return the sides (-1 up, 1 down) to which events of this stretch are scrolled away, with what to say of them."""
    frame = picture.frame
    sides = (-1, frame.above, f"▴ {frame.above:,} above"), (1, frame.below, f"{frame.below:,} below ▾")
    return [(side, text) for side, count, text in sides if count]


def chip_text(count: int) -> str:
    """Return a chip's label."""
    return f"+{count:,}"
