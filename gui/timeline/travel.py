"""Where the view goes: to an event, a date, the beginning or the end, nearer and further."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.reading import Reading
from gui.timeline.canvas import TimelineCanvas
from gui.timeline.layout.counts import Chip
from gui.timeline.layout.ranges import nearest
from gui.timeline.layout.scale import Scale
from gui.timeline.navigator import Navigator
from gui.timeline.scene import Scene
from gui.timeline.stretches import at_least_two_minutes
from storage.dates import Date, known_bounds

FIT_MARGIN = 0.06
EDGE_PX = 16
LEAST_CHIP_ZOOM = 1.5
CHIP_SHARE = 0.38


class Travel(QObject):
    """Moves the navigator to what a reader asks for in the scene that is shown."""

    def __init__(self, navigator: Navigator, canvas: TimelineCanvas, reading: Reading, scene: Scene) -> None:
        super().__init__(canvas)
        self._navigator = navigator
        self._canvas = canvas
        self._reading = reading
        self.scene = scene
        """What is shown; the view keeps it up to date."""

    def zoom_by(self, factor: float) -> None:
        """Zoom about the pointer, or else the chosen event, or else the middle."""
        self._navigator.step_zoom(factor, self._anchor_px())

    def pan_by(self, px: float) -> None:
        """Move on in time by pixels."""
        self._navigator.step_pan(px)

    def fit_selection_then_all(self) -> None:
        """Fit the chosen event; when it is fitted already or none is chosen, fit the whole story."""
        span = self.scene.span(self._reading.selected)
        fitted = self._fitted(*span) if span else None
        if fitted is None or fitted == self._navigator.target:
            self.fit_all()
        else:
            self._navigator.visit(fitted)
            self._reveal_lane()

    def fit_all(self) -> None:
        """Fit the whole story."""
        if not self.scene.is_empty:
            self._navigator.visit(self.scene.fitted(*at_least_two_minutes(*self.scene.seen)))
            self._canvas.scroll_to(0.0)

    def fit_event(self, event_id: str) -> None:
        """Choose an event and fit it."""
        self._reading.select(event_id)
        span = self.scene.span(event_id)
        if span is not None:
            self._navigator.visit(self._fitted(*span))

    def go_to(self, date: Date) -> None:
        """Bring a date to the middle, zoomed so that its precision fills a part of the view."""
        start_s, end_s = known_bounds(date, self.scene.zone)
        # A day gets about a third of the view, an instant two minutes.
        spare_s = max(end_s - start_s + 1, 60)
        self._navigator.visit(Scale.fitting(start_s - spare_s, end_s + 1 + spare_s, 0, self._canvas.width()))

    def go_home(self) -> None:
        """Bring the first event to the left edge."""
        if not self.scene.is_empty:
            self._navigator.visit(self._from(self.scene.seen[0]).panned(-40))

    def go_end(self) -> None:
        """Bring the last event to the right edge, with room for its title."""
        if not self.scene.is_empty:
            width = self._canvas.width()
            self._navigator.visit(self._from(self.scene.seen[1]).panned(-(width - min(240.0, width * 0.34))))

    def bring_chosen_into_view(self) -> None:
        """Pan to the chosen event where it is not in view, or a little so that its title is; the zoom stays."""
        event_id = self._reading.selected
        span = self.scene.span(event_id)
        if span is None:
            return
        scale, width = self._navigator.target, self._canvas.width()
        left, right = scale.px(span[0]), scale.px(span[1])
        title_end = max(left, EDGE_PX) + self.scene.title_px(event_id)
        if right < EDGE_PX or left > width - EDGE_PX:
            self._navigator.visit(scale.panned((left + min(right, left + width * 0.5)) / 2 - width * 0.4))
        elif title_end > width - EDGE_PX and left > EDGE_PX:
            self._navigator.visit(scale.panned(min(title_end - width + EDGE_PX, left - EDGE_PX)))
        self._reveal_lane()

    def show_nearest(self, side: int) -> None:
        """Go to the event that ends last before the view (-1) or begins first after it (1)."""
        columns, scale, width = self.scene.columns, self._navigator.target, self._canvas.width()
        index = nearest(self.scene.plot.layout, scale, width, side)
        if index >= 0:
            px = scale.px(int(columns.start_s[index] if side > 0 else columns.end_s[index]))
            self._navigator.visit(scale.panned(px - width * 0.4))

    def zoom_to_chip(self, chip: Chip) -> None:
        """Zoom to where a chip's events all have room, or if that is too near to see them all, to their beginnings."""
        behind = self.scene.behind(chip)
        if not len(behind):
            return
        start_s, level = self.scene.columns.start_s[behind], self.scene.plot.layout.lanes.level[behind]
        fitted = self.scene.fitted(int(start_s.min()), int(start_s.max()) + 1)
        wanted = max(fitted.seconds_per_px, 2.0 ** int(level.min()))
        # Nearer in any case: a click on a chip must not seem to do nothing.
        wanted = min(wanted, self._navigator.target.seconds_per_px / LEAST_CHIP_ZOOM)
        self._navigator.visit(fitted.zoomed(fitted.seconds_per_px / wanted, self._canvas.width() * CHIP_SHARE))

    def _fitted(self, start_s: int, end_s: int) -> Scale:
        width, spare_s = self._canvas.width(), int((end_s - start_s) * FIT_MARGIN)
        start_s, end_s = at_least_two_minutes(start_s, end_s)
        return Scale.fitting(start_s - spare_s, end_s + spare_s, width * 0.15, width * 0.7)

    def _from(self, second: int) -> Scale:
        """Return the present zoom with an instant at the left edge."""
        there = Scale.fitting(second, second + 1, 0, 1)
        return Scale(there.origin_parts, self._navigator.target.seconds_per_px)

    def _reveal_lane(self) -> None:
        lane, geometry = self.scene.lane(self._reading.selected), self.scene.geometry
        if lane < 0 or geometry.rows is None:
            return
        top = geometry.rows.lane_top(lane)
        # With a lane to spare on either side; a band's heading stays over its lanes.
        low = top + 2 * geometry.lane_pitch - geometry.lanes_height
        high = top - geometry.lane_pitch - (geometry.header_height if geometry.rows.header_px else 0.0)
        self._canvas.scroll_to(min(max(self._canvas.scroll_px, low), high))

    def _anchor_px(self) -> float:
        pointer = self._canvas.pointer_px()
        if pointer is not None:
            return pointer
        span = self.scene.span(self._reading.selected)
        if span is not None:
            px = self._navigator.target.px(span[0])
            if 0 <= px <= self._canvas.width():
                return px
        return float(self._canvas.width()) / 2
