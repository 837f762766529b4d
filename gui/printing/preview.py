"""The preview: pages as they are printed, by the same function, painted one by one when they come into view."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.printing.job import Job
from gui.printing.preview_leaves import Leaf, Leaves, Zoom, lay_leaves
from gui.theme import Theme

MOST_PX = 6_000_000
"""A page of more dots than this is painted only where it is seen, and a little around."""
KEPT_PX = 40_000_000
STEP = 1.25
LEAST_PX_PER_MM, MOST_PX_PER_MM = 0.05, 40.0
SCREEN_PX_PER_MM = 96 / 25.4
_AROUND = 0.3
_SHADOW_PX = 3


@dataclass(frozen=True, slots=True)
class _Painted:
    """A part of a page, in dots of the screen at a scale."""

    dots_per_mm: float
    part: QRect
    image: QImage


class Preview(QAbstractScrollArea):
    """Shows the pages of a job; `turned` tells that another page is the current one, `zoomed` that the zoom changed."""

    turned = Signal(int)
    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName("Preview")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._theme = theme
        self._job = Job(())
        self._zoom, self._free = Zoom.PAGE, SCREEN_PX_PER_MM
        self._leaves: Leaves = lay_leaves(self._job, self._zoom, (0.0, 0.0))
        self._painted: OrderedDict[int, _Painted] = OrderedDict()
        self._stale = False
        self._grabbed: QPoint | None = None
        self.page = 0
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._paint_next)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self._scrolled)
        theme.changed.connect(self.viewport().update)

    # What is shown

    @property
    def job(self) -> Job:
        """Return what is shown."""
        return self._job

    def show_job(self, job: Job, *, zoom: Zoom | None = None) -> None:
        """Show another job; the reader stays at the page and the zoom where that makes sense."""
        self._job, self._stale = job, False
        self._painted.clear()
        self.page = min(self.page, max(job.pages - 1, 0))
        if zoom is not None:
            self._zoom = zoom
        self._lay()
        self.go_to(self.page)
        self.zoomed.emit()

    def set_stale(self, stale: bool) -> None:
        """Show the pages paler while others are being planned."""
        if stale != self._stale:
            self._stale = stale
            self.viewport().update()

    @property
    def zoom(self) -> Zoom:
        """Return how large pages are shown."""
        return self._zoom

    @property
    def share(self) -> float:
        """Return the size of the current page on the screen, 1 being as large as on paper."""
        leaf = self._leaf(self.page)
        return leaf.px_per_mm / SCREEN_PX_PER_MM if leaf is not None else 1.0

    def set_zoom(self, zoom: Zoom) -> None:
        """Show pages as a whole, as wide as there is room, or all at once."""
        self._zoom = zoom
        self._lay()
        self.go_to(self.page)
        self.zoomed.emit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Show pages larger or smaller; what is under `at` (or in the middle) stays there."""
        at = at or QPointF(self.viewport().rect().center())
        leaf = self._under(at) or self._leaf(self.page)
        if leaf is None:
            return
        place = self._on_desk(at)
        across, down = (place.x() - leaf.left) / leaf.px_per_mm, (place.y() - leaf.top) / leaf.px_per_mm
        self._free = min(max(leaf.px_per_mm * factor, LEAST_PX_PER_MM), MOST_PX_PER_MM)
        self._zoom = Zoom.FREE
        self._lay()
        new = self._leaves.leaves[leaf.page]
        self.horizontalScrollBar().setValue(round(new.left + across * new.px_per_mm - at.x()))
        self.verticalScrollBar().setValue(round(new.top + down * new.px_per_mm - at.y()))
        self.zoomed.emit()

    def go_to(self, page: int) -> None:
        """Turn to a page, the nearest where there is none of that number."""
        page = min(max(page, 0), max(self._job.pages - 1, 0))
        leaf = self._leaf(page)
        if leaf is not None:
            room = self.viewport().height()
            spare = max((room - leaf.height) / 2, 0.0) if self._zoom is Zoom.PAGE else 8.0
            if self._zoom is not Zoom.ALL or not (self._top <= leaf.top and leaf.bottom <= self._top + room):
                self.verticalScrollBar().setValue(round(leaf.top - spare))
        self._turn(page)
        self.viewport().update()

    def settle(self) -> None:
        """Paint at once all that is in view."""
        while self._paint_one():
            pass

    # Where it is

    @property
    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _leaf(self, page: int) -> Leaf | None:
        return self._leaves.leaves[page] if 0 <= page < len(self._leaves.leaves) else None

    def _on_desk(self, at: QPointF) -> QPointF:
        return at + QPointF(self.horizontalScrollBar().value(), self._top)

    def _under(self, at: QPointF) -> Leaf | None:
        place = self._on_desk(at)
        row = self._leaves.within(place.y(), place.y() + 1)
        return next((leaf for leaf in row if leaf.left <= place.x() <= leaf.right), None)

    def _in_view(self) -> Sequence[Leaf]:
        return self._leaves.within(self._top, self._top + self.viewport().height())

    def _lay(self) -> None:
        room = self.viewport().size()
        self._leaves = lay_leaves(self._job, self._zoom, (room.width(), room.height()), self._free)
        for bar, whole, seen in (
            (self.verticalScrollBar(), self._leaves.height, room.height()),
            (self.horizontalScrollBar(), self._leaves.width, room.width()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(40)
            bar.setRange(0, max(round(whole) - seen, 0))
        self.viewport().update()
        self._later.start()

    def _scrolled(self) -> None:
        if self._zoom is not Zoom.ALL:
            middle = self._top + self.viewport().height() / 2
            shown = self._in_view()
            if shown:
                nearest = min(shown, key=lambda leaf: abs((leaf.top + leaf.bottom) / 2 - middle))
                self._turn(nearest.page)
        self.viewport().update()
        self._later.start()

    def _turn(self, page: int) -> None:
        if page != self.page:
            self.page = page
            self.viewport().update()
        self.turned.emit(page)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in view, as far as they are there."""
        palette = self._theme.palette
        painter = QPainter(self.viewport())
        desk = QColor(palette.raised)
        painter.fillRect(self.viewport().rect(), desk)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
        left = self.horizontalScrollBar().value()
        is_dark = desk.lightness() < 128
        for leaf in self._in_view():
            sheet = QRectF(leaf.left - left, leaf.top - self._top, leaf.width, leaf.height).toAlignedRect()
            shadow = QColor(0, 0, 0, 60 if is_dark else 22)
            painter.fillRect(sheet.translated(0, 1).adjusted(-1, 0, 1, _SHADOW_PX - 1), shadow)
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painted = self._painted.get(leaf.page)
            if painted is not None:
                scale = leaf.px_per_mm / painted.dots_per_mm
                part = painted.part
                painter.drawImage(
                    QRectF(
                        sheet.left() + part.left() * scale,
                        sheet.top() + part.top() * scale,
                        part.width() * scale,
                        part.height() * scale,
                    ),
                    painted.image,
                )
            if self._stale:
                painter.fillRect(sheet, QColor(255, 255, 255, 150))
            if self._zoom is Zoom.ALL and leaf.page == self.page and self._job.pages > 1:
                painter.setPen(QPen(QColor(palette.focus), 2))
                painter.drawRect(QRectF(sheet).adjusted(-2, -2, 2, 2))
        painter.end()

    def _paint_next(self) -> None:
        if self.isVisible() and self._paint_one():
            # One page a turn of the loop, so that the window answers in between.
            self._later.start()

    def _paint_one(self) -> bool:
        """Paint a page that is in view and not there as it is needed; tell whether there was one."""
        ratio = self.viewport().devicePixelRatioF()
        current = self._leaf(self.page)
        for leaf in sorted(self._in_view(), key=lambda leaf: leaf is not current):
            needed = self._needed(leaf, ratio)
            have = self._painted.get(leaf.page)
            if have is not None and have.dots_per_mm == leaf.px_per_mm * ratio and have.part.contains(needed):
                continue
            self._paint_leaf(leaf, needed, ratio)
            return True
        return False

    def _needed(self, leaf: Leaf, ratio: float) -> QRect:
        """Return which part of a page is to be painted, in dots: all of it, or what is seen and a little around."""
        whole = QRect(0, 0, max(round(leaf.width * ratio), 1), max(round(leaf.height * ratio), 1))
        if whole.width() * whole.height() <= MOST_PX:
            return whole
        room = self.viewport().size()
        seen = QRectF(self.horizontalScrollBar().value() - leaf.left, self._top - leaf.top, room.width(), room.height())
        return (
            QRectF(seen.left() * ratio, seen.top() * ratio, seen.width() * ratio, seen.height() * ratio).toRect()
            & whole
        )

    def _paint_leaf(self, leaf: Leaf, needed: QRect, ratio: float) -> None:
        whole = QRect(0, 0, max(round(leaf.width * ratio), 1), max(round(leaf.height * ratio), 1))
        if needed != whole:
            right, down = round(needed.width() * _AROUND), round(needed.height() * _AROUND)
            needed = needed.adjusted(-right, -down, right, down) & whole
        dots_per_mm = leaf.px_per_mm * ratio
        image = QImage(needed.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.translate(-needed.left(), -needed.top())
        painter.scale(dots_per_mm, dots_per_mm)
        self._job.paint(painter, leaf.page)
        painter.end()
        self._painted[leaf.page] = _Painted(dots_per_mm, needed, image)
        self._painted.move_to_end(leaf.page)
        kept = sum(each.image.width() * each.image.height() for each in self._painted.values())
        while kept > KEPT_PX and len(self._painted) > 1:
            _, gone = self._painted.popitem(last=False)
            kept -= gone.image.width() * gone.image.height()
        self.viewport().update()

    # Hands and keys

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out anew, and stay at the page."""
        super().resizeEvent(event)
        page = self.page
        self._lay()
        self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom."""
        keys = Qt.Key
        key = event.key()
        turns = {
            keys.Key_PageDown: self.page + 1,
            keys.Key_Space: self.page + 1,
            keys.Key_PageUp: self.page - 1,
            keys.Key_Backspace: self.page - 1,
            keys.Key_Home: 0,
            keys.Key_End: self._job.pages - 1,
        }
        if self._zoom is Zoom.ALL:
            turns |= {keys.Key_Right: self.page + 1, keys.Key_Left: self.page - 1}
        if key in turns:
            self.go_to(turns[keys(key)])
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self.zoom_by(1 / STEP if key == keys.Key_Minus else STEP)
        elif key in (keys.Key_Return, keys.Key_Enter) and self._zoom is Zoom.ALL:
            self.set_zoom(Zoom.PAGE)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or with Ctrl zoom at the pointer."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a page, and take hold of the paper."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.position().toPoint()
            leaf = self._under(event.position())
            if leaf is not None and self._zoom is Zoom.ALL:
                self._turn(leaf.page)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the paper."""
        if self._grabbed is None:
            return
        here = event.position().toPoint()
        by = here - self._grabbed
        self._grabbed = here
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
        self.verticalScrollBar().setValue(self._top - by.y())
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show a page as a whole that was one of many; one that was whole, as large as on paper."""
        leaf = self._under(event.position())
        if leaf is None:
            return
        if self._zoom is Zoom.ALL:
            self.page = leaf.page
            self.set_zoom(Zoom.PAGE)
        elif self._zoom is Zoom.PAGE:
            self.zoom_by(max(SCREEN_PX_PER_MM / leaf.px_per_mm, STEP), event.position())
        else:
            self.set_zoom(Zoom.PAGE)
