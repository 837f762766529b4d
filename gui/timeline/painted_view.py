"""A surface of pyqtgraph with one item that a function paints: what the smaller drawings beside the timeline are."""

from __future__ import annotations

from collections.abc import Callable

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.timeline.guard import PaintGuard


class _Item(pg.GraphicsObject):  # type: ignore[misc]
    """Covers the view and paints what it is told to; an error is raised afterwards, from the event loop."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._paint = paint
        self._bounds = QRectF()
        self._guard = PaintGuard()
        self.paints = 0

    def resize(self, width_px: float, height_px: float) -> None:
        self.prepareGeometryChange()
        self._bounds = QRectF(0, 0, width_px, height_px)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, *_: object) -> None:
        self.paints += 1
        self._guard.run(lambda: self._paint(painter))


class PaintedView(pg.GraphicsView):  # type: ignore[misc]
    """Paints itself by `paint_all` at its own size in pixels, with a frame while it has the keyboard.

    `resized` tells of another size.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.theme = theme
        self._item = _Item(self.paint_all)
        self.scene().addItem(self._item)
        self.setMouseTracking(True)
        # Every pixel is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        theme.changed.connect(self.restyle)

    @property
    def paints(self) -> int:
        """Return how often it was painted."""
        return self._item.paints

    def paint_all(self, painter: QPainter) -> None:
        """Paint everything; the origin is the view's top left corner."""
        raise NotImplementedError

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.refresh()

    def refresh(self) -> None:
        """Paint anew at the next chance."""
        self._item.update()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Keep the item as large as the view."""
        super().resizeEvent(event)
        if event is not None:
            self._item.resize(self.width(), self.height())
            self.resized.emit()
            self.refresh()

    def drawForeground(self, painter: QPainter, _rect: object) -> None:
        """Show the keyboard's focus as a thin frame."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.palette.focus), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.sceneRect().adjusted(0, 0, -1, -1))

    def viewportEvent(self, event: QEvent) -> bool:
        """Leave the tool tip alone: the graphics view would take away the one that is shown."""
        if event.type() == QEvent.Type.ToolTip:
            return True
        return bool(super().viewportEvent(event))

    def focusInEvent(self, event: QEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QEvent) -> None:
        """Show that the focus is elsewhere."""
        super().focusOutEvent(event)
        self.refresh()
