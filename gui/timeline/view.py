"""The timeline pane: canvas, scroll bar and overview, kept in step with the document and what is being read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from math import inf
from typing import Any, Literal

from PySide6.QtCore import QEvent, QPoint, QSizeF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollBar, QToolTip, QWidget

from gui.document import Document
from gui.reading import Reading
from gui.text import label, tooltip
from gui.theme import Theme
from gui.timeline.canvas import TimelineCanvas
from gui.timeline.chip_list import ChipList
from gui.timeline.layout.frame import NOTHING, nearest
from gui.timeline.layout.scale import COARSEST_SECONDS_PER_PX, FINEST_SECONDS_PER_PX, Scale
from gui.timeline.navigator import Navigator
from gui.timeline.overview import Overview
from gui.timeline.painter import Look
from gui.timeline.scene import Scene
from storage.dates import Date, display, display_instant, known_bounds

TITLE_PT = 10.0
SMALL_PT = 9.0
FIT_MARGIN = 0.06
EDGE_PX = 16

_Precision = Literal["year", "month", "day", "minute", "second"]
# How finely the ends of a view are told, by the seconds it is wide.
_PRECISIONS: tuple[tuple[float, _Precision], ...] = (
    (600, "second"),
    (3 * 86_400, "minute"),
    (3e7, "day"),
    (4e8, "month"),
    (inf, "year"),
)


class TimelineView(QWidget):
    """Shows the filtered events of the document on a timeline that zooms and pans.

    `view_changed` tells that the range in view is another one, `status_changed` carries that range in words.
    """

    view_changed = Signal()
    status_changed = Signal(str)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._scene: Scene | None = None
        self._usual: tuple[int, int] | None = None
        self._whole = NOTHING
        self.navigator = Navigator(self)
        self.navigator.animated = bool(self.style().styleHint(self.style().StyleHint.SH_Widget_Animation_Duration) > 0)
        self.canvas = TimelineCanvas(self.navigator, lambda: theme.palette.focus, self)
        self.overview = Overview(self.navigator, theme, self)
        # Over the canvas and not beside it: what comes and goes must not change the timeline's width.
        self._scroll = QScrollBar(Qt.Orientation.Vertical, self.canvas)
        self._scroll.setAccessibleName("Rows of the timeline")
        self._told = QTimer(self, interval=60, singleShot=True)
        self._told.timeout.connect(self._tell)
        self._lay_out()
        self._connect()
        self._rebuild()
        self._open()

    # What the window asks for

    def zoom_by(self, factor: float) -> None:
        """Zoom about the pointer, or else the chosen event, or else the middle."""
        self.navigator.zoom(factor, self._anchor_px())

    def pan_by(self, px: float) -> None:
        """Move on in time by pixels."""
        self.navigator.pan(px, smooth=True)

    def fit_selection_then_all(self) -> None:
        """Fit the chosen event; when it is fitted already or none is chosen, fit the whole story."""
        span = self._scene.span(self._reading.selected) if self._scene else None
        fitted = self._fitted(*span) if span else None
        if fitted is None or fitted == self.navigator.target:
            self.fit_all()
        else:
            self.navigator.visit(fitted)
            self._reveal_lane()

    def fit_all(self) -> None:
        """Fit the whole story."""
        if self._scene is not None and not self._scene.is_empty:
            self.navigator.visit(self._scene.fitted(*_at_least_two_minutes(*self._scene.whole)))

    def go_to(self, date: Date) -> None:
        """Bring a date to the middle, zoomed so that its precision fills a part of the view."""
        if self._scene is None:
            return
        start_s, end_s = known_bounds(date, self._scene.zone)
        # A day gets about a third of the view, an instant two minutes.
        spare_s = max(end_s - start_s + 1, 60)
        self.navigator.visit(Scale.fitting(start_s - spare_s, end_s + 1 + spare_s, 0, self.canvas.width()))

    def go_home(self) -> None:
        """Bring the first event to the left edge."""
        if self._scene is not None and not self._scene.is_empty:
            seconds_per_px = self.navigator.target.seconds_per_px
            start = Scale.fitting(self._scene.whole[0], self._scene.whole[0] + 1, 0, 1)
            self.navigator.visit(Scale(start.origin_parts, seconds_per_px).panned(-40))

    def go_end(self) -> None:
        """Bring the last event to the right edge, with room for its title."""
        if self._scene is not None and not self._scene.is_empty:
            seconds_per_px = self.navigator.target.seconds_per_px
            last_s = self._scene.whole[1]
            here = Scale(Scale.fitting(last_s, last_s + 1, 0, 1).origin_parts, seconds_per_px)
            self.navigator.visit(here.panned(-(self.canvas.width() - min(240.0, self.canvas.width() * 0.34))))

    def back(self) -> None:
        """Return to the view before this one."""
        self.navigator.back()

    def forward(self) -> None:
        """Undo a `back`."""
        self.navigator.forward()

    def view_state(self) -> dict[str, Any]:
        """Return the view as a value that JSON can hold: exact, so the left edge is a text."""
        scale = self.navigator.target
        return {"origin": str(scale.origin_parts), "seconds_per_px": scale.seconds_per_px}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Show a view as `view_state` gave it; what is no such value changes nothing."""
        try:
            seconds_per_px = float(state["seconds_per_px"])
            origin = int(state["origin"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return
        if FINEST_SECONDS_PER_PX <= seconds_per_px <= COARSEST_SECONDS_PER_PX and abs(origin) < 1 << 100:
            self.navigator.restart(Scale(origin, seconds_per_px))

    # How it is built

    def _lay_out(self) -> None:
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.canvas, 0, 0)
        box.addWidget(self.overview, 1, 0)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        self._document.opened.connect(self._open)
        self._reading.filtered.connect(self._rebuild)
        self._reading.event_selected.connect(self._show_selected)
        self._theme.changed.connect(self._rebuild)
        self.navigator.moved.connect(self._moved)
        self.canvas.resized.connect(self._resize)
        self.canvas.scrolled.connect(self._show_scroll)
        self.canvas.event_clicked.connect(self._reading.select)
        self.canvas.event_opened.connect(self._open_event)
        self.canvas.hovered.connect(self._show_tip)
        self.canvas.nearest_wished.connect(self._show_nearest)
        self.canvas.chip_opened.connect(self._open_chip)
        self._scroll.valueChanged.connect(lambda value: self.canvas.scroll_to(float(value)))

    def _look(self) -> Look:
        story = self._document.story
        categories = [(category.colour, category.shape.value) for category in story.categories] if story else []
        return Look(
            self._theme.palette,
            self._theme.sans(TITLE_PT),
            self._theme.sans(SMALL_PT),
            self._theme.sans(SMALL_PT, bold=True),
            categories,
        )

    # What changes

    def _open(self) -> None:
        """Begin with the usual range of another story; its scene is there, since what is read was filtered anew."""
        assert self._scene is not None
        self._usual = _this_year(self._scene.zone) if self._scene.is_empty else self._scene.usual
        self._show_usual()

    def _rebuild(self) -> None:
        size = QSizeF(max(self.canvas.width(), 1), max(self.canvas.height(), 1))
        self._scene = Scene(self._document.story, self._reading.events, self._document.sources, self._look(), size)
        self.canvas.show_scene(self._scene)
        if not self._reading.text:
            self._whole = self._scene.whole
        self.overview.show_scene(self._scene, self.canvas.width(), self._whole)
        self._show_scroll()

    def _resize(self, size: QSizeF) -> None:
        if self._scene is None:
            return
        self._scene.resize(size)
        self.canvas.show_scene(self._scene)
        self.overview.show_scene(self._scene, size.width(), self._whole)
        self._show_scroll()
        self._show_usual()

    def _show_usual(self) -> None:
        """Open with the usual range; until the reader moves, a resize fits it again."""
        usual = self._usual
        if usual is not None and self._scene is not None:
            self.navigator.restart(self._scene.fitted(*_at_least_two_minutes(*usual)))
            self._usual = usual

    def _moved(self) -> None:
        self._usual = None
        QToolTip.hideText()
        self._told.start()
        self._show_scroll()
        self.view_changed.emit()

    def _tell(self) -> None:
        if self._scene is not None:
            self.status_changed.emit(self._range_in_words())

    def _range_in_words(self) -> str:
        assert self._scene is not None
        scale, zone = self.navigator.scale, self._scene.zone
        width_s = scale.seconds_per_px * self.canvas.width()
        precision = next(name for limit_s, name in _PRECISIONS if width_s < limit_s)
        ends = (scale.second_at(0), scale.second_at(self.canvas.width()))
        return " – ".join(display_instant(end, zone, precision) for end in ends)

    # What the reader does

    def _show_selected(self, event_id: str) -> None:
        self.canvas.show_selected(event_id)
        event = self._reading.chosen
        words = f"{label(event.title)}, {display(event.when)}" if event else "No event chosen"
        self.canvas.setAccessibleDescription(words)
        self._bring_into_view(event_id)

    def _bring_into_view(self, event_id: str) -> None:
        """Pan to the chosen event where it is not in view, or a little so that its title is; the zoom stays."""
        span = self._scene.span(event_id) if self._scene else None
        if span is None:
            return
        scale, width = self.navigator.target, self.canvas.width()
        left, right = scale.px(span[0]), scale.px(span[1])
        title_end = max(left, EDGE_PX) + self._scene.title_px(event_id) if self._scene else left
        if right < EDGE_PX or left > width - EDGE_PX:
            self.navigator.visit(scale.panned((left + min(right, left + width * 0.5)) / 2 - width * 0.4))
        elif title_end > width - EDGE_PX and left > EDGE_PX:
            self.navigator.visit(scale.panned(min(title_end - width + EDGE_PX, left - EDGE_PX)))
        self._reveal_lane()

    def _reveal_lane(self) -> None:
        place = self._scene.place(self._reading.selected) if self._scene else -1
        if place < 0 or self._scene is None:
            return
        geometry = self._scene.geometry
        top = int(self._scene.layout.lanes.lane[place]) * geometry.lane_pitch
        low = top + geometry.lane_pitch - geometry.lanes_height
        self.canvas.scroll_to(min(max(self.canvas.scroll_px, low), top))

    def _open_event(self, event_id: str) -> None:
        self._reading.select(event_id)
        span = self._scene.span(event_id) if self._scene else None
        if span is not None:
            self.navigator.visit(self._fitted(*span))

    def _fitted(self, start_s: int, end_s: int) -> Scale:
        assert self._scene is not None
        width, spare_s = self.canvas.width(), int((end_s - start_s) * FIT_MARGIN)
        start_s, end_s = _at_least_two_minutes(start_s, end_s)
        return Scale.fitting(start_s - spare_s, end_s + spare_s, width * 0.15, width * 0.7)

    def _show_nearest(self, side: int) -> None:
        assert self._scene is not None
        columns, scale, width = self._scene.columns, self.navigator.target, self.canvas.width()
        index = nearest(columns, scale, width, side)
        if index >= 0:
            px = scale.px(int(columns.start_s[index] if side > 0 else columns.end_s[index]))
            self.navigator.visit(scale.panned(px - width * 0.4))

    def _show_tip(self, event_id: str, where: QPoint) -> None:
        event = self._document.find_event(event_id) if event_id else None
        if event is None:
            QToolTip.hideText()
            return
        lines = (label(event.title), display(event.when), label(event.place))
        QToolTip.showText(where + QPoint(12, 16), tooltip("\n".join(lines)), self.canvas)

    def _open_chip(self, event_ids: list[str], where: QPoint) -> None:
        events = [event for event in map(self._document.find_event, event_ids) if event is not None]
        ChipList(events, self._theme, self._reading.select, self._zoom_to_events, self).popup(where)

    def _zoom_to_events(self, event_ids: list[str]) -> None:
        spans = [span for span in map(self._scene.span, event_ids) if span] if self._scene else []
        if spans and self._scene is not None:
            self.navigator.visit(self._scene.fitted(min(one[0] for one in spans), max(one[1] for one in spans)))

    def _show_scroll(self) -> None:
        if self._scene is None:
            return
        page = self._scene.geometry.lanes_height
        spare = max(self._scene.content_height - page, 0.0)
        self._scroll.setVisible(
            spare > 0 and (self.canvas.scroll_px > 0 or self._scene.has_more_rows(self.navigator.scale))
        )
        thickness = self._scroll.sizeHint().width()
        self._scroll.setGeometry(
            self.canvas.width() - thickness, round(self._scene.geometry.lanes_top), thickness, round(page)
        )
        self._scroll.setRange(0, round(spare))
        self._scroll.setPageStep(round(page))
        self._scroll.setSingleStep(round(self._scene.geometry.lane_pitch))
        self._scroll.setValue(round(self.canvas.scroll_px))

    def _anchor_px(self) -> float:
        pointer = self.canvas.pointer_px()
        if pointer is not None:
            return pointer
        span = self._scene.span(self._reading.selected) if self._scene else None
        if span is not None:
            px = self.navigator.target.px(span[0])
            if 0 <= px <= self.canvas.width():
                return px
        return float(self.canvas.width()) / 2

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the application's font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange and QApplication.instance() is not None:
            self._rebuild()


def _at_least_two_minutes(start_s: int, end_s: int) -> tuple[int, int]:
    """Return a stretch of time, or what is around it: an instant is not to be magnified to a wall."""
    spare_s = max(120 - (end_s - start_s), 0) // 2
    return start_s - spare_s, end_s + spare_s


def _this_year(zone: str) -> tuple[int, int]:
    """Return where a story without any date begins."""
    start_s, end_s = known_bounds(f"{datetime.now().year:04d}", zone)
    return start_s, end_s + 1
