"""The one painter of a timeline: for the screen and for images alike, it only needs a QPainter and the numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen

from gui.theme import Palette, colour
from gui.timeline.geometry import BandHeader, Geometry
from gui.timeline.layout.columns import Columns
from gui.timeline.layout.frame import Frame
from gui.timeline.layout.ticks import LABEL_OFFSET_PX, Axis, labelled_ticks
from gui.timeline.marks import Marks, paint_bar

LEAST_CUT_TITLE_PX = 36.0
"""A title that is cut to less than this tells nothing."""


@dataclass(frozen=True, slots=True)
class Look:
    """The palette and fonts of a picture, and each category's colour role and shape by its index in the columns."""

    palette: Palette
    title: QFont
    small: QFont
    strong: QFont
    categories: Sequence[tuple[str, str]]

    def category(self, index: int) -> tuple[QColor, str]:
        """Return the colour and shape of a category; an unknown one is a slate circle."""
        role, shape = self.categories[index] if index < len(self.categories) else ("slate", "circle")
        return QColor(self.palette.categories.get(role, self.palette.categories["slate"])), shape


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside an event's mark: the sign of its standing, its title, and where there is room the rest.

    `line` is the first line of its text, or else of a quote.
    """

    title: str
    sign: str = ""
    date: str = ""
    line: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one picture of the timeline is made of; `words` gives those of an event by its index."""

    columns: Columns
    words: Callable[[int], Words]
    frame: Frame
    eras: Columns
    era_words: Callable[[int], Words]
    era_frame: Frame
    axis: Axis
    geometry: Geometry
    selected: int = -1
    selected_era: int = -1
    hovered: int = -1
    chosen_chip: int = -1
    bands: tuple[BandHeader, ...] = ()


class TimelinePainter:
    """Paints pictures in one look; keeps what texts measure between them."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._marks = Marks()
        self._title_metrics = QFontMetricsF(look.title)
        self._small_metrics = QFontMetricsF(look.small)
        self._strong_metrics = QFontMetricsF(look.strong)
        self._elided: dict[tuple[str, int], str] = {}

    def measure(self, titles: Sequence[str]) -> list[float]:
        """Return the widths of titles in pixels."""
        advance = self._title_metrics.horizontalAdvance
        return [advance(title) for title in titles]

    def small_width(self, text: str) -> float:
        """Return the width of a small label in pixels."""
        return self._small_metrics.horizontalAdvance(text)

    @property
    def sign_px(self) -> float:
        """Return the room of a standing's sign before a title."""
        return self._title_metrics.horizontalAdvance("●") + 6

    def paint(self, painter: QPainter, picture: Picture) -> None:
        """Paint a whole picture; the painter's origin is the view's top left corner."""
        geometry = picture.geometry
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.fillRect(QRectF(0, 0, geometry.width, geometry.height), QColor(self.look.palette.paper))
        self._paint_eras(painter, picture)
        self._paint_grid(painter, picture)
        self._paint_era_titles(painter, picture)
        painter.save()
        painter.setClipRect(QRectF(0, geometry.lanes_top, geometry.width, geometry.lanes_height))
        self._paint_events(painter, picture)
        painter.restore()
        self._paint_chips(painter, picture)
        self._paint_pointers(painter, picture)
        self._paint_axis(painter, picture)

    def _paint_eras(self, painter: QPainter, picture: Picture) -> None:
        geometry, frame = picture.geometry, picture.era_frame
        for place, index in enumerate(frame.events):
            left, right = max(frame.left_px[place], -40.0), min(frame.right_px[place], geometry.width + 40.0)
            tint = colour(self.look.palette.band, 0.8)
            rect = QRectF(left, 0, right - left, geometry.axis_top)
            soft_left = bool(picture.eras.start_edge[index]) and left > -40
            soft_right = bool(picture.eras.end_edge[index]) and right < geometry.width + 40
            painter.fillRect(rect, _soft_brush(rect, tint, soft_left, soft_right))

    def _paint_era_titles(self, painter: QPainter, picture: Picture) -> None:
        geometry, frame = picture.geometry, picture.era_frame
        painter.setFont(self.look.small)
        for place, index in enumerate(frame.events):
            tint, _ = self.look.category(int(picture.eras.category[index]))
            left, right = max(frame.left_px[place], 0.0), min(frame.right_px[place], geometry.width)
            # A hair of paper between eras that meet.
            row = QRectF(left + 1, geometry.era_top(int(frame.lane[place])), right - left - 1, geometry.era_row - 4)
            tint.setAlphaF(0.12)
            if index == picture.selected_era:
                painter.fillRect(row, QColor(self.look.palette.selection))
                painter.setPen(QPen(QColor(self.look.palette.selection_edge), 1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(row.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(row, _soft_brush(row, tint, bool(picture.eras.start_edge[index]), False))
            room = row.width() - 20
            if room > 24:
                painter.setPen(QColor(self.look.palette.ink))
                text = self._elide(self._small_metrics, picture.era_words(int(index)).title, room)
                painter.drawText(row.adjusted(10, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_grid(self, painter: QPainter, picture: Picture) -> None:
        geometry, palette = picture.geometry, self.look.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for tick in picture.axis.ticks:
            if 0 <= tick.px <= geometry.width:
                painter.setPen(QPen(QColor(palette.rule if tick.strong else palette.grid), 1))
                painter.drawLine(QPointF(tick.px, geometry.era_bottom), QPointF(tick.px, geometry.axis_top))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_events(self, painter: QPainter, picture: Picture) -> None:
        frame = picture.frame
        later: list[int] = []
        for place, event in enumerate(frame.events):
            if event in (picture.selected, picture.hovered):
                later.append(place)
            else:
                self._paint_event(painter, picture, place)
        for place in later:
            self._paint_box(painter, picture, place)
            self._paint_event(painter, picture, place)

    def _paint_box(self, painter: QPainter, picture: Picture, place: int) -> None:
        frame, geometry, palette = picture.frame, picture.geometry, self.look.palette
        top = geometry.lane_top(int(frame.lane[place]))
        left = max(min(frame.left_px[place], frame.mark_px[place] - 6) - 8, 3)
        right = max(frame.right_px[place], frame.title_px[place] + frame.title_room_px[place]) + 8
        box = QRectF(left, top + 1.5, min(right, geometry.width - 3) - left, geometry.lane_pitch - 3)
        if box.width() <= 0:
            return
        if frame.events[place] == picture.selected:
            painter.setPen(QPen(QColor(palette.selection_edge), 1.4))
            painter.setBrush(QColor(palette.selection))
        else:
            painter.setPen(QPen(QColor(palette.rule), 1))
            painter.setBrush(QColor(palette.panel))
        painter.drawRoundedRect(box, 5, 5)

    def _paint_event(self, painter: QPainter, picture: Picture, place: int) -> None:
        columns, frame, geometry = picture.columns, picture.frame, picture.geometry
        index = int(frame.events[place])
        top = geometry.lane_top(int(frame.lane[place]))
        tint, shape = self.look.category(int(columns.category[index]))
        bar = QRectF(
            float(frame.left_px[place]),
            top + geometry.bar_offset,
            float(frame.right_px[place] - frame.left_px[place]),
            geometry.bar_height,
        )
        style = (int(columns.body[index]), int(columns.start_edge[index]), int(columns.end_edge[index]))
        paper = QColor(self.look.palette.selection if index == picture.selected else self.look.palette.paper)
        paint_bar(painter, bar, tint, paper, style, geometry.width)
        middle = top + geometry.title_middle
        self._marks.paint(painter, shape, QPointF(float(frame.mark_px[place]), middle), tint, paper, style)
        self._paint_title(painter, picture, place, index, middle)

    def _paint_title(self, painter: QPainter, picture: Picture, place: int, index: int, middle: float) -> None:
        frame, metrics = picture.frame, self._title_metrics
        left, room = float(frame.title_px[place]), float(frame.title_room_px[place])
        if room < 18 or left > picture.geometry.width:
            return
        baseline = middle + (metrics.ascent() - metrics.descent()) / 2
        painter.setFont(self.look.title)
        words = picture.words(index)
        sign = words.sign
        painter.setPen(QColor(self.look.palette.muted))
        painter.drawText(QPointF(left, baseline), sign)
        painter.setPen(QColor(self.look.palette.ink))
        sign_px = self.sign_px if sign else 0.0
        whole = words.title
        title = self._elide(metrics, whole, room - sign_px)
        if title != whole and room - sign_px < LEAST_CUT_TITLE_PX:
            return
        at = QPointF(left + sign_px, baseline)
        if whole.isascii():
            painter.drawText(at, title)
            return
        # A heap of accents on one letter must not reach into the neighbouring rows.
        painter.save()
        lane_px = picture.geometry.lane_pitch
        painter.setClipRect(QRectF(left, middle - lane_px / 2, room + 4, lane_px), Qt.ClipOperation.IntersectClip)
        painter.drawText(at, title)
        painter.restore()

    def _elide(self, metrics: QFontMetricsF, text: str, room: float) -> str:
        key = (text, int(room) if metrics is self._title_metrics else -int(room) - 1)
        found = self._elided.get(key)
        if found is None:
            if len(self._elided) > 20_000:
                self._elided.clear()
            # A width rounded down to whole pixels would cut what just fits.
            found = self._elided[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room) + 1)
        return found

    def _paint_chips(self, painter: QPainter, picture: Picture) -> None:
        painter.setFont(self.look.small)
        for place, chip in enumerate(picture.frame.chips):
            rect = picture.geometry.chip_rect(chip.px, self.small_width(chip_text(chip.count)))
            painter.setPen(QPen(QColor(self.look.palette.rule), 1))
            chosen = place == picture.chosen_chip
            painter.setBrush(QColor(self.look.palette.selection if chosen else self.look.palette.raised))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            painter.setPen(QColor(self.look.palette.ink))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, chip_text(chip.count))

    def _paint_pointers(self, painter: QPainter, picture: Picture) -> None:
        painter.setFont(self.look.small)
        for side, text in pointers(picture):
            rect = picture.geometry.pointer_rect(side, self.small_width(text))
            painter.setPen(QPen(QColor(self.look.palette.rule), 1))
            painter.setBrush(QColor(self.look.palette.raised))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
            painter.setPen(QColor(self.look.palette.ink))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_axis(self, painter: QPainter, picture: Picture) -> None:
        geometry, palette = picture.geometry, self.look.palette
        top = geometry.axis_top
        painter.fillRect(QRectF(0, top, geometry.width, geometry.height - top), QColor(palette.paper))
        painter.setPen(QPen(QColor(palette.muted), 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLine(QPointF(0, top), QPointF(geometry.width, top))
        for tick in picture.axis.ticks:
            painter.drawLine(QPointF(tick.px, top), QPointF(tick.px, top + 6))
        for tick in picture.axis.context[1:]:
            painter.drawLine(QPointF(tick.px, top), QPointF(tick.px, geometry.height - 4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint_tick_labels(painter, picture)
        self._paint_context(painter, picture)

    def _paint_tick_labels(self, painter: QPainter, picture: Picture) -> None:
        geometry = picture.geometry
        painter.setFont(self.look.small)
        baseline = geometry.axis_top + 6 + self._small_metrics.ascent()
        for tick in labelled_ticks(picture.axis, geometry.width, self.small_width):
            painter.setPen(QColor(self.look.palette.ink if tick.strong else self.look.palette.muted))
            painter.drawText(QPointF(tick.px + LABEL_OFFSET_PX, baseline), tick.label)

    def _paint_context(self, painter: QPainter, picture: Picture) -> None:
        geometry, metrics = picture.geometry, self._strong_metrics
        painter.setFont(self.look.strong)
        painter.setPen(QColor(self.look.palette.ink))
        baseline = geometry.axis_top + 10 + self._small_metrics.height() + metrics.ascent()
        edges = [max(tick.px, 0.0) for tick in picture.axis.context] + [geometry.width]
        for tick, left, right in zip(picture.axis.context, edges, edges[1:], strict=False):
            if metrics.horizontalAdvance(tick.label) + 12 <= right - left:
                painter.drawText(QPointF(left + 5, baseline), tick.label)


def pointers(picture: Picture) -> list[tuple[int, str]]:
    """Return the sides (-1 left, 1 right) on which events lie when none is in view, with what to say of them."""
    frame = picture.frame
    sides = (-1, frame.earlier, f"← {frame.earlier:,} earlier"), (1, frame.later, f"{frame.later:,} later →")
    return [(side, text) for side, count, text in sides if count]


def chip_text(count: int) -> str:
    """Return a chip's label."""
    return f"+{count:,}"


def _soft_brush(rect: QRectF, tint: QColor, soft_left: bool, soft_right: bool) -> QColor | QLinearGradient:
    if not (soft_left or soft_right) or rect.width() <= 0:
        return tint
    gradient = QLinearGradient(rect.topLeft(), rect.topRight())
    clear = colour(tint.name(), 0.0)
    share = min(36.0 / rect.width(), 0.45)
    gradient.setColorAt(0, clear if soft_left else tint)
    gradient.setColorAt(share, tint)
    gradient.setColorAt(1 - share, tint)
    gradient.setColorAt(1, clear if soft_right else tint)
    return gradient
