"""Paints statements on the plane of two times: marks with stems to their events, groups, density, and titles."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from gui.theme import colour
from gui.timeline.picture import Look
from gui.timeline.sprites import Paint, painted
from gui.timeline.two_times.plane import GUTTER_PX, STRIP_PX, Plane
from gui.timeline.two_times.said_columns import STANCES, SaidColumns
from gui.timeline.two_times.said_frame import DENSITY_PX, Density, SaidFrame
from gui.timeline.two_times.stance_marks import RADIUS_PX, paint_stance, stance_colour

MOST_STEMS = 300
MOST_TITLES = 60
_LONGEST_TITLE_PX = 230.0
_SPRITE_PX = 18.0
_LEAST_SPAN_PX = 14.0
_SPAN_ALPHA = 0.13
_SPAN_PX = 8.0
_BARS_PX = 22.0
_CELL_PX = 6
_MOST_SPRITES = 2000
# Where more stand in a view, hardly any has a mark of its own.
_MOST_TITLED = 6000
_STRIP_BUCKET_PX = 3.0
_Boxes = list[QRectF]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What stands out: the row of the chosen event (-1 for none), the statement that has the keys, the mark hovered."""

    row: int = -1
    statement: int = -1
    hovered: int = -1


@dataclass(slots=True)
class SaidPainter:
    """Paints frames in one look; keeps the sprites of the stances."""

    look: Look
    _sprites: dict[Hashable, QPixmap] = field(default_factory=dict)
    _cuts: dict[str, str] = field(default_factory=dict)
    _metrics: QFontMetricsF = field(init=False)

    def __post_init__(self) -> None:
        """Measure the font once."""
        self._metrics = QFontMetricsF(self.look.small)

    def paint(
        self,
        painter: QPainter,
        plane: Plane,
        columns: SaidColumns,
        frame: SaidFrame,
        emphasis: Emphasis,
        title_of: Callable[[int], str],
    ) -> None:
        """Paint a frame; `title_of` gives the title of the event in a row."""
        painter.save()
        painter.setClipRect(QRectF(0, 0, plane.width, plane.bottom))
        self._paint_strip(painter, plane, columns, frame, emphasis)
        painter.setClipRect(QRectF(0, plane.top, plane.width, plane.plane_height))
        if frame.density is not None:
            self._paint_density(painter, plane, frame.density)
        self._paint_spans(painter, plane, columns, frame)
        self._paint_stems(painter, plane, columns, frame)
        self._paint_chosen(painter, plane, columns, frame, emphasis)
        boxes = self._paint_marks(painter, plane, columns, frame, emphasis)
        self._paint_titles(painter, plane, columns, frame, emphasis, title_of, boxes)
        painter.restore()

    def paint_undated(self, painter: QPainter, plane: Plane, columns: SaidColumns, undated: NDArray[np.int64]) -> None:
        """Paint the statements that nothing dates in a strip of their own, below the others."""
        palette = self.look.palette
        top, middle = plane.bottom, (plane.bottom + plane.axis_top) / 2
        painter.setPen(QPen(QColor(palette.rule), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(0, top + 0.5, plane.width, top + 0.5))
        x = plane.across.px_of(columns.at_s[undated])
        seen: set[int] = set()
        for place in np.flatnonzero((x > -RADIUS_PX) & (x < plane.width + RADIUS_PX)).tolist():
            # One mark for all that would stand on each other.
            cell = int(x[place] // (2 * RADIUS_PX))
            if cell not in seen:
                seen.add(cell)
                self._stamp(painter, int(columns.stance[undated[place]]), True, float(x[place]), middle)
        painter.setFont(self.look.small)
        painter.setPen(QColor(palette.muted))
        box = QRectF(plane.gutter_left, top, GUTTER_PX, plane.undated_px)
        painter.fillRect(box.adjusted(0, 1, 0, 0), colour(palette.paper, 0.88))
        painter.drawText(
            box.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "undated"
        )

    # The strip of events at the top

    def _paint_strip(
        self, painter: QPainter, plane: Plane, columns: SaidColumns, frame: SaidFrame, emphasis: Emphasis
    ) -> None:
        if len(frame.in_view) > 8 * MOST_STEMS:
            self._paint_crowd(painter, plane, columns, frame.in_view)
            return
        rows, first = np.unique(columns.row[frame.in_view], return_index=True)
        places = frame.in_view[first]
        if len(rows) > MOST_STEMS:
            self._paint_crowd(painter, plane, columns, places)
            return
        left = plane.across.px_of(columns.start_s[places])
        right = plane.across.px_of(columns.end_s[places])
        slate, chosen = QColor(self.look.palette.categories["slate"]), QColor(self.look.palette.selection_edge)
        left, right = np.maximum(left, -20.0), np.minimum(right, plane.width + 20.0)
        bars = [
            QRectF(begin, STRIP_PX - 9, max(end - begin, 3.0), 6)
            for begin, end in zip(left.tolist(), right.tolist(), strict=True)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(slate.name(), 0.38))
        painter.drawRects(bars)
        painter.setBrush(chosen)
        painter.drawRects([bars[place] for place in np.flatnonzero(rows == emphasis.row).tolist()])

    def _paint_crowd(self, painter: QPainter, plane: Plane, columns: SaidColumns, places: NDArray[np.int64]) -> None:
        x = plane.across.px_of(columns.at_s[places])
        bucket = np.clip(x / _STRIP_BUCKET_PX, 0, plane.width / _STRIP_BUCKET_PX).astype(np.int64)
        counts = np.bincount(bucket)
        heights = np.sqrt(counts / max(int(counts.max(initial=1)), 1)) * _BARS_PX
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(self.look.palette.categories["slate"], 0.5))
        painter.drawRects(
            [
                QRectF(number * _STRIP_BUCKET_PX, STRIP_PX - 3 - heights[number], _STRIP_BUCKET_PX, heights[number])
                for number in np.flatnonzero(counts).tolist()
            ]
        )

    # The plane

    def _paint_density(self, painter: QPainter, plane: Plane, density: Density) -> None:
        """Paint how many statements lie where, in the mixed colours of their stances."""
        total = density.counts.sum(axis=1)
        alpha = 0.28 + 0.72 * np.log1p(total) / math.log1p(max(int(total.max(initial=1)), 1))
        tints = [stance_colour(stance, self.look.palette) for stance in STANCES]
        mixed = density.counts @ np.array([(tint.blue(), tint.green(), tint.red()) for tint in tints], np.float64)
        pixels = np.zeros((density.wide * density.high, 4), np.uint8)
        pixels[density.cells, :3] = mixed * (alpha / np.maximum(total, 1))[:, None]
        pixels[density.cells, 3] = alpha * 255
        data, wide, high = pixels.tobytes(), density.wide, density.high
        image = QImage(data, wide, high, wide * 4, QImage.Format.Format_ARGB32_Premultiplied)
        box = QRectF(0, plane.top, wide * DENSITY_PX, high * DENSITY_PX)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(box, image, QRectF(0, 0, wide, high))

    def _paint_stems(self, painter: QPainter, plane: Plane, columns: SaidColumns, frame: SaidFrame) -> None:
        """Join the marks to their events: from the strip down to the last that was said of each."""
        if len(frame.in_view) > 8 * MOST_STEMS:
            return
        rows, number = np.unique(columns.row[frame.in_view], return_inverse=True)
        if len(rows) > MOST_STEMS:
            return
        y = plane.down.px_of(columns.said_s[frame.in_view])
        lowest = np.full(len(rows), -np.inf)
        np.maximum.at(lowest, number, y)
        x = np.zeros(len(rows))
        x[number] = plane.across.px_of(columns.at_s[frame.in_view])
        painter.setPen(QPen(colour(self.look.palette.muted, 0.35), 1))
        ends = zip(x.tolist(), np.minimum(lowest, plane.plane_height).tolist(), strict=True)
        painter.drawLines([QLineF(left, plane.top, left, plane.top + low) for left, low in ends])

    def _paint_spans(self, painter: QPainter, plane: Plane, columns: SaidColumns, frame: SaidFrame) -> None:
        """Draw how long before or after its mark each statement may have been made, where that is to be seen."""
        if len(frame.in_view) > MOST_STEMS:
            return
        here = frame.in_view
        x = plane.across.px_of(columns.at_s[here])
        top = np.maximum(plane.down.px_of(columns.first_s[here]), 0.0) + plane.top
        bottom = np.minimum(plane.down.px_of(columns.last_s[here] + 1) + plane.top, plane.bottom)
        stance = columns.stance[here]
        # Many that stand side by side would add up to a solid bar.
        kinds = np.stack((np.round(x / _SPAN_PX), np.round(top), np.round(bottom)), axis=1)
        wide = np.flatnonzero(bottom - top > _LEAST_SPAN_PX)
        wide = wide[np.unique(kinds[wide], axis=0, return_index=True)[1]]
        painter.setPen(Qt.PenStyle.NoPen)
        for number in np.unique(stance[wide]).tolist():
            painter.setBrush(colour(stance_colour(STANCES[number], self.look.palette).name(), _SPAN_ALPHA))
            mine = wide[stance[wide] == number]
            boxes = zip(x[mine].tolist(), top[mine].tolist(), bottom[mine].tolist(), strict=True)
            painter.drawRects([QRectF(at - _SPAN_PX / 2, begin, _SPAN_PX, end - begin) for at, begin, end in boxes])

    def _paint_chosen(
        self, painter: QPainter, plane: Plane, columns: SaidColumns, frame: SaidFrame, emphasis: Emphasis
    ) -> None:
        """Draw the chosen event's stem, and at the current statement how wide its event lies in time."""
        mine = frame.in_view[columns.row[frame.in_view] == emphasis.row]
        if not len(mine):
            return
        edge = QColor(self.look.palette.selection_edge)
        x = plane.across.px(int(columns.at_s[mine[0]]))
        low = plane.top + float(plane.down.px_of(columns.said_s[mine]).max())
        painter.setPen(QPen(edge, 1.6))
        painter.drawLine(QLineF(x, plane.top, x, min(low, plane.bottom)))
        if emphasis.statement not in mine.tolist():
            return
        y = plane.y(int(columns.said_s[emphasis.statement]))
        left = max(plane.across.px(int(columns.start_s[emphasis.statement])), 0.0)
        right = min(plane.across.px(int(columns.end_s[emphasis.statement])), plane.width)
        if right - left > _LEAST_SPAN_PX and plane.top < y < plane.bottom:
            painter.setPen(QPen(colour(edge.name(), 0.7), 1.2))
            painter.drawLines([QLineF(left, y, right, y), *(QLineF(end, y - 3, end, y + 3) for end in (left, right))])

    def _paint_marks(
        self, painter: QPainter, plane: Plane, columns: SaidColumns, frame: SaidFrame, emphasis: Emphasis
    ) -> _Boxes:
        marks, boxes = frame.marks, []
        mine = np.zeros(len(marks), np.bool_)
        if emphasis.row >= 0 and len(marks):
            mine = np.logical_or.reduceat(columns.row[marks.members] == emphasis.row, marks.begins[:-1])
        for mark in range(len(marks)):
            x, y, count = float(marks.x[mark]), float(marks.y[mark]) + plane.top, int(marks.count[mark])
            members = marks.of(mark)
            if mine[mark]:
                painter.setPen(QPen(QColor(self.look.palette.selection_edge), 1.4))
                painter.setBrush(QColor(self.look.palette.selection))
                reach = 6.5 if emphasis.statement in members.tolist() else 4.0
                box = self._group_box(count) if count > 1 else QRectF(0, 0, 2 * RADIUS_PX, 2 * RADIUS_PX)
                box = QRectF(0, 0, box.width() + 2 * reach, box.height() + 2 * reach).translated(x, y)
                box.translate(-box.width() / 2, -box.height() / 2)
                painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            elif mark == emphasis.hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.look.palette.raised))
                painter.drawEllipse(QPointF(x, y), RADIUS_PX + 5, RADIUS_PX + 5)
            if count == 1:
                self._stamp(painter, int(marks.stance[mark]), bool(columns.published[members[0]]), x, y)
                boxes.append(QRectF(x - 7, y - 7, 14, 14))
            else:
                boxes.append(self._paint_group(painter, x, y, count, int(marks.stance[mark])))
        return boxes

    def _paint_group(self, painter: QPainter, x: float, y: float, count: int, stance: int) -> QRectF:
        """Paint how many stand there, ringed in the colour of their commonest stance."""
        words, box = _number(count), self._group_box(count)

        def paint(sprite: QPainter) -> None:
            sprite.translate(1, 1)
            sprite.setPen(QPen(stance_colour(STANCES[stance], self.look.palette), 1.6))
            sprite.setBrush(QColor(self.look.palette.paper))
            sprite.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            sprite.setFont(self.look.small)
            sprite.setPen(QColor(self.look.palette.ink))
            sprite.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

        size = box.width() + 2, box.height() + 2
        self._put(painter, (words, stance), size, QPointF(x, y), paint)
        return box.translated(x - box.width() / 2, y - box.height() / 2)

    def _group_box(self, count: int) -> QRectF:
        metrics = self._metrics
        width = max(len(_number(count)) * metrics.horizontalAdvance("0") + 10, metrics.height() + 2)
        return QRectF(0, 0, width, metrics.height() + 2)

    def _stamp(self, painter: QPainter, stance: int, hollow: bool, x: float, y: float) -> None:
        def paint(sprite: QPainter) -> None:
            sprite.translate(_SPRITE_PX / 2, _SPRITE_PX / 2)
            paint_stance(sprite, STANCES[stance], self.look.palette, hollow=hollow)

        self._put(painter, (stance, hollow), (_SPRITE_PX, _SPRITE_PX), QPointF(x, y), paint)

    def _put(self, painter: QPainter, key: Hashable, size: tuple[float, float], at: QPointF, paint: Paint) -> None:
        """Put a sprite with its middle at a point; it is painted once."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._sprites.get((key, ratio))
        if pixmap is None:
            if len(self._sprites) > _MOST_SPRITES:
                self._sprites.clear()
            pixmap = painted(*size, ratio, paint)
            pixmap.setDevicePixelRatio(ratio)
            self._sprites[key, ratio] = pixmap
        painter.drawPixmap(QPointF(at.x() - size[0] / 2, at.y() - size[1] / 2), pixmap)

    def _paint_titles(
        self,
        painter: QPainter,
        plane: Plane,
        columns: SaidColumns,
        frame: SaidFrame,
        emphasis: Emphasis,
        title_of: Callable[[int], str],
        boxes: _Boxes,
    ) -> None:
        """Write the titles of events beside the first of their statements, where they have room."""
        metrics, taken = self._metrics, _Taken(boxes)
        wanted = _first_marks(columns, frame, emphasis.row)
        painter.setFont(self.look.small)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        for row, mark in wanted[:MOST_TITLES]:
            x, y = float(frame.marks.x[mark]), float(frame.marks.y[mark]) + plane.top
            title = self._cut(title_of(row))
            width = metrics.horizontalAdvance(title)
            gap = boxes[mark].width() / 2 + 5
            for box in (QRectF(x + gap, y - 8, width, 16), QRectF(x - gap - width, y - 8, width, 16)):
                if not title or box.left() < 4 or box.right() > plane.gutter_left - 4 or not taken.is_free(box):
                    continue
                # What runs through it, stems and lines, would make it hard to read.
                painter.fillRect(box, colour(self.look.palette.paper, 0.75))
                painter.setPen(QColor(self.look.palette.ink))
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
                taken.take(box.adjusted(-4, 0, 4, 0))
                break
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _cut(self, title: str) -> str:
        if title not in self._cuts:
            if len(self._cuts) > _MOST_SPRITES:
                self._cuts.clear()
            self._cuts[title] = self._metrics.elidedText(title, Qt.TextElideMode.ElideRight, _LONGEST_TITLE_PX)
        return self._cuts[title]


class _Taken:
    """Where something stands already, to within a few pixels: quicker to ask than each box."""

    def __init__(self, boxes: _Boxes) -> None:
        self._cells: set[tuple[int, int]] = set()
        for box in boxes:
            self.take(box)

    def take(self, box: QRectF) -> None:
        """Note what a box covers."""
        self._cells.update(_cells(box))

    def is_free(self, box: QRectF) -> bool:
        """Tell whether nothing stands in a box."""
        return self._cells.isdisjoint(_cells(box))


def _cells(box: QRectF) -> list[tuple[int, int]]:
    across = range(int((box.left() + 1) // _CELL_PX), int((box.right() - 1) // _CELL_PX) + 1)
    down = range(int((box.top() + 1) // _CELL_PX), int((box.bottom() - 1) // _CELL_PX) + 1)
    return [(column, row) for column in across for row in down]


def _first_marks(columns: SaidColumns, frame: SaidFrame, chosen: int) -> list[tuple[int, int]]:
    """Return events with the mark of the first that was said of each: the chosen one, then from the top down.

    A group of several events bears no title, and none of these has its first mark further down.
    """
    marks = frame.marks
    if not 0 < len(marks.members) <= _MOST_TITLED:
        return []
    rows = columns.row[marks.members]
    begins = marks.begins[:-1]
    is_one = np.minimum.reduceat(rows, begins) == np.maximum.reduceat(rows, begins)
    rank = np.empty(len(marks), np.int64)
    order = np.argsort(marks.y, kind="stable")
    rank[order] = np.arange(len(marks))
    ranks = np.repeat(rank, marks.count)
    by_row = np.lexsort((ranks, rows))
    is_first = np.concatenate(([True], np.diff(rows[by_row]) != 0))
    found = [
        (row, mark)
        for row, mark in zip(rows[by_row][is_first].tolist(), order[ranks[by_row][is_first]].tolist(), strict=True)
        if is_one[mark]
    ]
    return sorted(found, key=lambda one: (one[0] != chosen, int(rank[one[1]])))


def _number(count: int) -> str:
    return f"{count:,}" if count < 10_000 else f"{count // 1000:,}k"
