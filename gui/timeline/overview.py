"""The strip below the timeline: the whole story, and the part in view as a handle that can be dragged."""

from __future__ import annotations

from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, colour
from gui.timeline.guard import PaintGuard
from gui.timeline.hills_painter import BUCKET_PX, Hills
from gui.timeline.layout.density import Cells
from gui.timeline.layout.ranges import NOTHING
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import Axis, axis_ticks
from gui.timeline.layout.ticks_steps import TextWidth
from gui.timeline.navigator import Navigator
from gui.timeline.scene import Scene
from gui.work import Work

EDGE_PX = 7
LEAST_HANDLE_PX = 10.0
MARGIN_PX = 12
LABEL_PT = 8.5
NAMES_SPACING = 3.0
"""Days and months stand so much further apart than on the axis: their months and years are in the same row."""

_LAST_S = (1 << 63) - 1


class Grip(Enum):
    """What of the handle is being dragged."""

    BODY = "body"
    START = "start"
    END = "end"


MOST_COUNTED_AT_ONCE = 50_000
RECOUNT_MS = 300


class Overview(QWidget):
    """Draws how many events each stretch of time holds; drags and clicks move the navigator's view."""

    def __init__(self, navigator: Navigator, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._navigator = navigator
        self._theme = theme
        self._scene: Scene | None = None
        self._scale = Scale(0, 1.0)
        self._hills: Hills | None = None
        self._older_hills: Hills | None = None
        self._cells: Cells | None = None
        self._counting = Work(self)
        self._counting.finished.connect(self._take_cells)
        self._labels: list[tuple[float, str]] | None = None
        self._guard = PaintGuard()
        self._metrics = QFontMetricsF(theme.sans(LABEL_PT))
        self._spaced_px: TextWidth = lambda label: self._metrics.horizontalAdvance(label) * NAMES_SPACING
        self._view_width = 1.0
        self._whole = NOTHING
        self._recount = QTimer(self, interval=RECOUNT_MS, singleShot=True)
        self._recount.timeout.connect(self._measure)
        self._recount.timeout.connect(self.update)
        self._grip: Grip | None = None
        self._grip_offset_px = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Overview of the whole story")
        self.setAccessibleDescription("Left and right move the part in view.")
        navigator.moved.connect(self.update)
        theme.changed.connect(self._forget_labels)

    def sizeHint(self) -> QSize:
        """Return a height for one line of labels and the density."""
        return QSize(300, round(self._metrics.height()) + 50)

    def show_scene(self, scene: Scene, view_width: float, whole: tuple[int, int]) -> None:
        """Show a scene within the story's first and last second; `view_width` is the timeline's width in pixels."""
        was = self._scene, self._whole
        if scene is not self._scene and not (self._scene is not None and self._scene.plot.is_sample):
            self._hills = self._older_hills = None
        self._scene, self._view_width, self._whole = scene, max(view_width, 1.0), whole
        if was == (scene, whole) and self._hills is not None and len(scene.columns) > MOST_COUNTED_AT_ONCE:
            # One edit more or less makes no difference to be seen: the next pause is soon enough.
            self._recount.start()
            return
        self._measure()
        self.update()

    def show_known(self) -> None:
        """Count what is to be seen of the same scene: nothing is counted that is not known."""
        scene, cells = self._scene, self._cells
        self._older_hills = self._hills = None
        if scene is not None and cells is not None and len(cells.cell) == len(scene.columns):
            self._hills = self._hills_of(scene, cells)
        self.update()

    def handle(self) -> QRectF:
        """Return the part in view as a rectangle of the strip."""
        seen = self._navigator.scale
        left = self._scale.px(seen.second_at(0))
        right = self._scale.px(seen.second_at(self._view_width))
        inner = self._inner()
        if right - left < LEAST_HANDLE_PX:
            middle = (left + right) / 2
            left, right = middle - LEAST_HANDLE_PX / 2, middle + LEAST_HANDLE_PX / 2
        left = min(max(left, inner.left()), inner.right() - LEAST_HANDLE_PX)
        right = max(min(right, inner.right()), left + LEAST_HANDLE_PX)
        return QRectF(left, inner.top(), right - left, inner.height())

    def labels(self) -> list[tuple[float, str]]:
        """Return the labels of the strip from left to right, and where they stand."""
        if self._labels is None:
            self._labels = self._placed_labels() if self._scene is not None else []
        return self._labels

    def resizeEvent(self, _event: object) -> None:
        """Count anew for another width."""
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the density, the labels and the handle."""
        self._guard.run(self._paint)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the handle, or bring the view to where the strip was pressed."""
        if event.button() != Qt.MouseButton.LeftButton or self._scene is None:
            return
        self._grip = self._grip_at(event.position()) or Grip.BODY
        handle = self.handle()
        if not handle.adjusted(-EDGE_PX, 0, EDGE_PX, 0).contains(event.position()):
            self._centre_on(event.position().x())
            handle = self.handle()
        self._grip_offset_px = event.position().x() - handle.center().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what was taken."""
        x = event.position().x()
        if self._grip is None:
            shape = {Grip.BODY: Qt.CursorShape.OpenHandCursor, None: Qt.CursorShape.ArrowCursor}
            self.setCursor(shape.get(self._grip_at(event.position()), Qt.CursorShape.SizeHorCursor))
        elif self._grip is Grip.BODY:
            self._centre_on(x - self._grip_offset_px)
        else:
            self._stretch_to(x)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the view about its middle."""
        self._navigator.zoom(1.28 ** (event.angleDelta().y() / 120), self._view_width / 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the view with the arrows."""
        step = {Qt.Key.Key_Left: -0.5, Qt.Key.Key_Right: 0.5}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self._navigator.pan(step * self._view_width, smooth=True)

    def _inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN_PX, 6, -MARGIN_PX, -8)

    def _measure(self) -> None:
        if self._scene is None:
            return
        first, last = self._whole
        inner = self._inner()
        self._scale = Scale.fitting(first, last, inner.left() + 8, max(inner.right() - 8, inner.left() + 9))
        self._counting.cancel()
        self._older_hills = self._hills or self._older_hills
        self._hills = self._labels = self._cells = None

    @property
    def is_counted(self) -> bool:
        """Tell whether the hills are those of the scene and size that are shown."""
        return self._hills is not None

    def _counted(self, scene: Scene, inner: QRectF) -> Hills | None:
        """Return the hills, counted when they are first painted: many sizes may follow each other before that.

        Many events are counted in a thread, and the hills before these are returned until that is done.
        """
        if self._hills is None and not self._counting.running:
            buckets = max(int(inner.width()) // BUCKET_PX, 1)
            edges_s = [self._scale.second_at(inner.left() + place * BUCKET_PX) for place in range(buckets + 1)]
            # The edges of time are no further away than what int64 holds.
            clipped_s = [min(max(edge_s, -_LAST_S), _LAST_S) for edge_s in edges_s]
            columns, edges = scene.columns, np.array(clipped_s, np.int64)
            if len(columns) > MOST_COUNTED_AT_ONCE:
                self._counting.start(lambda _progress: Cells.of(columns, edges))
                return self._older_hills
            self._cells = Cells.of(columns, edges)
            self._hills = self._hills_of(scene, self._cells)
        return self._hills or self._older_hills

    def _hills_of(self, scene: Scene, cells: Cells) -> Hills:
        return Hills(cells.counts(scene.plot.layout.one_each), scene.colour_roles)

    def _take_cells(self, cells: Cells) -> None:
        scene = self._scene
        if scene is not None and len(cells.cell) == len(scene.columns):
            self._cells, self._hills, self._older_hills = cells, self._hills_of(scene, cells), None
        self.update()

    def _forget_labels(self) -> None:
        self._labels = None
        self.update()

    def _placed_labels(self) -> list[tuple[float, str]]:
        """Place what names a month or a year before mere numbers; no neighbours say the same."""
        metrics, inner = self._metrics, self._inner()
        axis = self._axis(metrics.horizontalAdvance)
        if axis.needs_context:
            axis = self._axis(self._spaced_px)
        # From the right, so that what the left edge lies in gives way to what begins beside it.
        names = reversed(axis.context) if axis.needs_context else ()
        wanted = [(max(tick.px, inner.left()), tick.label) for tick in names]
        wanted += [(tick.px, tick.label) for tick in axis.ticks if tick.px >= inner.left()]
        taken: list[tuple[float, float]] = []
        labels: list[tuple[float, str]] = []
        for px, label in wanted:
            end = px + metrics.horizontalAdvance(label) + 6
            if end <= inner.right() and all(end + 4 <= left or px >= right + 4 for left, right in taken):
                taken.append((px, end))
                labels.append((px, label))
        labels.sort()
        return [found for place, found in enumerate(labels) if not place or labels[place - 1][1] != found[1]]

    def _axis(self, text_px: TextWidth) -> Axis:
        assert self._scene is not None
        return axis_ticks(self._scale, self.width(), self._scene.zone, self._scene.language, text_px)

    def _paint(self) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette = self._theme.palette
            painter.fillRect(self.rect(), QColor(palette.paper))
            inner = self._inner()
            painter.setPen(QPen(QColor(palette.rule), 1))
            painter.setBrush(QColor(palette.panel))
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if self._scene is None or self._whole == NOTHING:
                return
            self._paint_labels(painter, inner.top())
            self._paint_density(painter, inner, self._counted(self._scene, inner))
            handle = self.handle()
            painter.setPen(QPen(QColor(palette.accent), 2.0 if self.hasFocus() else 1.2))
            painter.setBrush(colour(palette.accent, 0.13))
            painter.drawRoundedRect(handle.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_labels(self, painter: QPainter, top: float) -> None:
        painter.setFont(self._theme.sans(LABEL_PT))
        for px, label in self.labels():
            painter.setPen(QPen(QColor(self._theme.palette.rule), 1))
            painter.drawLine(QPointF(px, top + 1), QPointF(px, top + 14))
            painter.setPen(QColor(self._theme.palette.muted))
            painter.drawText(QPointF(px + 4, top + 3 + self._metrics.ascent()), label)

    def _paint_density(self, painter: QPainter, inner: QRectF, hills: Hills | None) -> None:
        room = QSizeF(inner.width(), inner.height() - self._metrics.height() - 10)
        if hills is not None and not room.isEmpty():
            pixmap = hills.pixmap(room, self._theme.palette, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(inner.left(), inner.bottom() - 2 - room.height()), pixmap)

    def _grip_at(self, at: QPointF) -> Grip | None:
        handle = self.handle()
        if abs(at.x() - handle.left()) <= EDGE_PX and handle.width() > 3 * EDGE_PX:
            return Grip.START
        if abs(at.x() - handle.right()) <= EDGE_PX and handle.width() > 3 * EDGE_PX:
            return Grip.END
        return Grip.BODY if handle.contains(at) else None

    def _centre_on(self, px: float) -> None:
        seen = self._navigator.scale
        self._navigator.jump(seen.panned(seen.px(self._scale.second_at(px)) - self._view_width / 2))

    def _stretch_to(self, px: float) -> None:
        seen = self._navigator.scale
        start_s, end_s = seen.second_at(0), seen.second_at(self._view_width)
        second = self._scale.second_at(px)
        if self._grip is Grip.START and second < end_s:
            start_s = second
        elif self._grip is Grip.END and second > start_s:
            end_s = second
        self._navigator.jump(Scale.fitting(start_s, end_s, 0, self._view_width))
