"""The three panes side by side: list, timeline and detail, of which the outer two can be folded away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QSplitterHandle, QVBoxLayout, QWidget

from gui.theme import Theme

NO_EVENTS_YET = (
    "This story has no events yet.\nPress N, or choose New event, and type the first one in a line:\n"
    "7 Dec 2024: Rebels enter Homs @Homs #front"
)
USUAL_WIDTHS_PX = (340, 688, 412)
_LEAST_WIDTHS_PX = (170, 220, 240)
_GRIP_PX = 7


class Panes(QSplitter):
    """List, timeline and detail; `toggled` tells that "list" or "detail" came or went."""

    toggled = Signal(str, bool)

    def __init__(
        self, event_list: QWidget, timeline: QWidget, detail: QWidget, theme: Theme, parent: QWidget | None = None
    ) -> None:
        self._theme = theme
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._places = {"list": 0, "detail": 2}
        self._outer = {"list": event_list, "detail": detail}
        self._before_wide_px = 0
        self.setHandleWidth(_GRIP_PX)
        for place, pane in enumerate((event_list, timeline, detail)):
            self.addWidget(pane)
            pane.setMinimumWidth(_LEAST_WIDTHS_PX[place])
            self.setStretchFactor(place, int(place == 1))
            self.setCollapsible(place, place != 1)
        self.setSizes(list(USUAL_WIDTHS_PX))
        self._was = self._state()
        self.splitterMoved.connect(self._tell)
        theme.changed.connect(self._repaint_handles)

    def shown(self, name: str) -> bool:
        """Tell whether "list" or "detail" is to be seen."""
        return not self._outer[name].isHidden() and (self.sizes()[self._places[name]] > 0 or not self.isVisible())

    def show_pane(self, name: str, shown: bool) -> None:
        """Show "list" or "detail", or fold it away."""
        place, pane = self._places[name], self._outer[name]
        if shown and not pane.isHidden() and self.sizes()[place] == 0:
            sizes = self.sizes()
            sizes[place] = USUAL_WIDTHS_PX[place]
            sizes[1] = max(sizes[1] - sizes[place], _LEAST_WIDTHS_PX[1])
            self.setSizes(sizes)
        pane.setVisible(shown)
        self._tell()

    def toggle_wide(self, width_px: int) -> None:
        """Draw the detail so wide, at the cost of the timeline and then of the list; or back as it was before."""
        sizes = self.sizes()
        if sizes[2] >= width_px:
            back_px = self._before_wide_px or USUAL_WIDTHS_PX[2]
            sizes[1], sizes[2] = sizes[1] + sizes[2] - back_px, back_px
        else:
            self._before_wide_px = sizes[2]
            from_timeline = min(width_px - sizes[2], max(sizes[1] - _LEAST_WIDTHS_PX[1], 0))
            from_list = min(width_px - sizes[2] - from_timeline, max(sizes[0] - _LEAST_WIDTHS_PX[0], 0))
            sizes = [sizes[0] - from_list, sizes[1] - from_timeline, sizes[2] + from_timeline + from_list]
        self.setSizes(sizes)

    def restore(self, widths_px: Sequence[int]) -> None:
        """Give the panes the widths of an earlier sitting; a folded one keeps a width to come back to."""
        self.setSizes([width or usual for width, usual in zip(widths_px, USUAL_WIDTHS_PX, strict=True)])

    def createHandle(self) -> QSplitterHandle:
        """Return a hairline."""
        return _Handle(self, self._theme)

    def _state(self) -> dict[str, bool]:
        return {name: self.shown(name) for name in self._outer}

    def _tell(self) -> None:
        now, before = self._state(), self._was
        self._was = now
        for name, shown in now.items():
            if shown != before[name]:
                self.toggled.emit(name, shown)

    def _repaint_handles(self) -> None:
        for place in range(self.count()):
            self.handle(place).update()


class _Handle(QSplitterHandle):
    """A hairline that is wide enough to take hold of."""

    def __init__(self, parent: Panes, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme

    def sizeHint(self) -> QSize:
        return QSize(_GRIP_PX, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        left_is_paper = self.splitter().indexOf(self) == 2
        painter = QPainter(self)
        middle = self.width() // 2
        sides = (palette.paper, palette.panel) if left_is_paper else (palette.panel, palette.paper)
        painter.fillRect(0, 0, middle, self.height(), QColor(sides[0]))
        painter.fillRect(middle, 0, self.width() - middle, self.height(), QColor(sides[1]))
        line = palette.accent if self.underMouse() else palette.rule
        painter.fillRect(middle, 0, 1, self.height(), QColor(line))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)


class TimelinePlace(QWidget):
    """Where the timeline will be: paper until it is there, and a calm word over it when there is nothing to show."""

    first_painted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelinePlace")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._painted = False
        self.hint = QLabel(self, textFormat=Qt.TextFormat.PlainText, alignment=Qt.AlignmentFlag.AlignCenter)
        self.hint.setProperty("role", "hint")
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hint.hide()

    def put(self, timeline: QWidget) -> None:
        """Put the timeline into its place, at once in its size: it fits what it shows to that."""
        self._box.insertWidget(0, timeline, 1)
        timeline.show()
        self._box.activate()
        self.hint.raise_()

    def put_below(self, strip: QWidget) -> None:
        """Put a strip below the timeline's place."""
        self._box.addStretch(0)
        self._box.addWidget(strip)

    def show_hint(self, text: str) -> None:
        """Show a word over the timeline; an empty one shows none."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the hint over all of the place."""
        super().resizeEvent(event)
        self.hint.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell of the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # Slow work starts only when there is something to see.
            QTimer.singleShot(0, self.first_painted.emit)
