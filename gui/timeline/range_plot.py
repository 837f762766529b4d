"""Several figures of one thing over the time of saying, one owner beside the other: never summed, never averaged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget

from gui.editor.category_icons import SIZE_PX, mark_icon
from gui.knowledge.figure_model import first_line, when_words
from gui.knowledge.owner_looks import OwnerLook, owner_key
from gui.reader.keys import types_letter
from gui.text import isolated, label, tooltip
from gui.theme import Theme
from gui.timeline.painted_view import PaintedView
from gui.timeline.picture import Look
from gui.timeline.range_painter import LABEL_GAP_PX, RangePainter
from gui.timeline.range_points import Plotted, Point, points_of
from storage.ledger import Counted
from storage.model import Source

_TOP_PX = 26.0
_NEAR_PX = 16.0
_MOST_OWNERS_NAMED = 12
_MOST_WORDED = 40
_LEAST_PLOT_PX = 120
_MARGIN_PX = 12.0
_ICON_GAP_PX = 4.0
_NAME_GAP_PX = 16.0
_Key = Qt.Key
_STEPS = {_Key.Key_Left: -1, _Key.Key_Up: -1, _Key.Key_Right: 1, _Key.Key_Down: 1}


class RangePlot(PaintedView):
    """A plot of a group of figures; `figure_chosen` and `figure_opened` carry the place of one in its group."""

    figure_chosen = Signal(int)
    figure_opened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._painter = RangePainter(_look(theme))
        self._points: list[Point] = []
        self._names: list[tuple[str, OwnerLook]] = []
        self._icons: dict[OwnerLook, QIcon] = {}
        self._zone = "UTC"
        self._chosen = self._hovered = -1
        self._plotted: Plotted | None = None
        super().__init__(theme, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Figures over the time of saying")
        self.resized.connect(self._fit)

    def show_figures(
        self, counted: Counted, looks: Mapping[str, OwnerLook], sources: Mapping[str, Source], zone: str
    ) -> None:
        """Show a group of figures with the looks of their owners."""
        self._points = points_of(counted.entries, looks, sources, zone)
        self._zone, self._hovered = zone, -1
        names: dict[str, tuple[str, OwnerLook]] = {}
        for point in self._points:
            names.setdefault(owner_key(point.entry), (label(point.entry.owner), point.look))
        self._names = list(names.values())
        self.setAccessibleName(f"{label(counted.counted) or 'Figures'} over the time of saying")
        self._describe()
        self._fit()

    def show_chosen(self, place: int) -> None:
        """Mark a figure by its place in the group, -1 for none."""
        self._chosen = place
        self._describe()
        self.refresh()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the plot and its axis: in a low window the names of the owners give way."""
        return QSize(160, round(_LEAST_PLOT_PX + self._painter.axis_height()))

    def sizeHint(self) -> QSize:
        """Ask for the names as well, and for somewhat more."""
        return self.minimumSizeHint() + QSize(100, 50 + round(self._all_names_height()))

    def restyle(self) -> None:
        """Take the theme's colours."""
        self._painter = RangePainter(_look(self.theme))
        self._icons.clear()
        self._forget()

    # Painting

    def paint_all(self, painter: QPainter) -> None:
        """Paint the plot and below it who is who."""
        plotted, height = self._plot(), self.height() - self._names_height()
        palette = self._painter.palette
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), QColor(palette.paper))
        self._painter.paint(painter, plotted, (self.width(), height), self._zone, self._chosen, self._hovered)
        painter.setFont(self._painter.look.small)
        for left, line, name, look in self._placed_names() if self._names_height() else ():
            top = height + 6 + line * self._line_px
            if look is not None:
                icon = self._icons.setdefault(look, mark_icon(look.role, look.shape, palette))
                icon.paint(painter, round(left), round(top), SIZE_PX, SIZE_PX)
                left += SIZE_PX + _ICON_GAP_PX
            painter.setPen(QColor(palette.muted))
            room = QRectF(left, top, self.width() - left - _MARGIN_PX, SIZE_PX)
            elided = self._painter.small.elidedText(name, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)

    @property
    def _line_px(self) -> float:
        return max(self._painter.small.height(), SIZE_PX) + 2

    def _placed_names(self) -> list[tuple[float, int, str, OwnerLook | None]]:
        """Return the owners' names with where they stand: from the left, on which line; as many to a line as fit."""
        named: list[tuple[str, OwnerLook | None]] = [*self._names[:_MOST_OWNERS_NAMED]]
        if (left_out := len(self._names) - _MOST_OWNERS_NAMED) > 0:
            named.append((f"and {left_out:,} more", None))
        placed, at, line = [], _MARGIN_PX, 0
        for name, look in named:
            width = self._painter.small.horizontalAdvance(name) + (SIZE_PX + _ICON_GAP_PX if look else 0.0)
            if at > _MARGIN_PX and at + width > self.width() - _MARGIN_PX:
                at, line = _MARGIN_PX, line + 1
            placed.append((at, line, name, look))
            at += width + _NAME_GAP_PX
        return placed

    def _names_height(self) -> float:
        """Return what the names take: nothing where there is no room for them beside the plot."""
        height = self._all_names_height()
        return height if self.height() >= self.minimumSizeHint().height() + height else 0.0

    def _all_names_height(self) -> float:
        placed = self._placed_names()
        return (placed[-1][1] + 1) * self._line_px + 12 if placed else 0.0

    def _plot(self) -> Plotted:
        if self._plotted is None:
            bottom = self.height() - self._names_height() - self._painter.axis_height() - 14
            top = min(_TOP_PX, bottom - 1)
            draft = Plotted.of(self._points, self.width(), 0.0, top, bottom)
            widths = [self._painter.small.horizontalAdvance(words) for _, words in draft.values.ticks(LABEL_GAP_PX)]
            left = max(widths, default=20.0) + _MARGIN_PX + 6
            self._plotted = Plotted.of(self._points, self.width(), left, top, bottom)
        return self._plotted

    def _fit(self) -> None:
        """Ask for the room that the names take in this width."""
        self.setMinimumHeight(self.minimumSizeHint().height())
        self._forget()

    def _forget(self) -> None:
        self._plotted = None
        self.refresh()

    # Hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell of the figure under the pointer."""
        point = self._plot().nearest(event.position().x(), event.position().y(), _NEAR_PX)
        place = point.place if point is not None else -1
        if place != self._hovered:
            self._hovered = place
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if point is not None else Qt.CursorShape.ArrowCursor
            )
            self.refresh()
            if point is None:
                QToolTip.hideText()
            else:
                lines = (self._words(point), label(point.entry.event_title))
                QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 16), tooltip("\n".join(lines)), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the figure under the pointer."""
        point = self._plot().nearest(event.position().x(), event.position().y(), _NEAR_PX)
        if event.button() == Qt.MouseButton.LeftButton and point is not None:
            self.figure_chosen.emit(point.place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do nothing: a press has done it."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Lead to the event of the figure under the pointer."""
        point = self._plot().nearest(event.position().x(), event.position().y(), _NEAR_PX)
        if point is not None:
            self.figure_opened.emit(point.place)

    def wheelEvent(self, event: QEvent) -> None:
        """Leave the wheel to what scrolls: all of the plot is in view."""
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget what was under the pointer."""
        self._hovered = -1
        self.refresh()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from figure to figure in the order of saying; Enter leads to the event."""
        key = _Key(event.key())
        places = [point.place for point in self._points]
        if key in _STEPS and places and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            here = places.index(self._chosen) + _STEPS[key] if self._chosen in places else 0
            self.figure_chosen.emit(places[min(max(here, 0), len(places) - 1)])
        elif key in (_Key.Key_Return, _Key.Key_Enter) and self._chosen in places:
            self.figure_opened.emit(self._chosen)
        elif types_letter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    # Words

    def _words(self, point: Point) -> str:
        return f"{isolated(label(point.entry.owner))}, {when_words(point.entry)}: {first_line(point.entry)}"

    def _describe(self) -> None:
        """Tell a screen reader what is chosen, or all that is there."""
        chosen = next((number for number, one in enumerate(self._points) if one.place == self._chosen), None)
        if chosen is not None:
            words = f"Figure {chosen + 1} of {len(self._points)}: {self._words(self._points[chosen])}"
        else:
            worded = "; ".join(map(self._words, self._points[:_MOST_WORDED]))
            words = f"{len(self._points)} figures by {len(self._names)} owners. {worded}."
        self.setAccessibleDescription(words)


def _look(theme: Theme) -> Look:
    return Look(theme.palette, theme.sans(10.0), theme.sans(9.0), theme.sans(9.0, bold=True), ())
