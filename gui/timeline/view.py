"""The timeline pane: canvas, scroll bar and overview, kept in step with the document and what is being read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, QSignalBlocker, QSizeF, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QScrollBar, QToolTip, QWidget

from gui.document import Document
from gui.reading import Reading
from gui.text import label, tooltip
from gui.theme import Theme
from gui.timeline.bands import Bands
from gui.timeline.canvas import TimelineCanvas
from gui.timeline.chip_list import ChipList
from gui.timeline.layout.counts import Chip
from gui.timeline.layout.ranges import NOTHING
from gui.timeline.layout.scale import COARSEST_SECONDS_PER_PX, FINEST_SECONDS_PER_PX, Scale
from gui.timeline.navigator import Navigator
from gui.timeline.overview import Overview
from gui.timeline.picture import Look
from gui.timeline.plot_cache import PlotCache
from gui.timeline.plotting import Plotting, is_same_story
from gui.timeline.scene import Scene
from gui.timeline.stretches import at_least_two_minutes, range_in_words, this_year
from gui.timeline.text_widths import TextWidths
from gui.timeline.travel import Travel
from gui.timeline.two_times.switch import TwoTimesSwitch
from storage.dates import display
from storage.glance import Glance
from storage.model import Category, Event

TITLE_PT = 10.0
SMALL_PT = 9.0


class TimelineView(QWidget):
    """Shows the filtered events of the document on a timeline that zooms and pans.

    `view_changed` tells that the range in view is another one, `status_changed` carries that range in words,
    `progressed` a word on what a large story still lacks, "" for nothing.
    """

    view_changed = Signal()
    status_changed = Signal(str)
    progressed = Signal(str)

    def __init__(
        self,
        document: Document,
        reading: Reading,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        cache: PlotCache | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._look = self._make_look(document.story.categories if document.story else ())
        self.plotting = Plotting(document, reading, cache or PlotCache(), self)
        self.bands = Bands(self.plotting, self)
        self._file = document.file
        self._scene = Scene(self._file, self.plotting.plot, self._look, QSizeF(1, 1))
        self._opens = True
        self._usual: tuple[int, int] | None = None
        self._whole = NOTHING
        self._measured = ""
        self.second_axis = ""
        """What the second axis counts in, as `second_axis_of` takes it; "" where there is none."""
        self.navigator = Navigator(self)
        self.canvas = TimelineCanvas(self.navigator, lambda: theme.palette.focus, self)
        self.overview = Overview(self.navigator, theme, self)
        self.travel = Travel(self.navigator, self.canvas, reading, self._scene)
        self.two_times = TwoTimesSwitch(self.navigator, self.canvas, document, reading, theme, self)
        # Over the canvas and not beside it: what comes and goes must not change the timeline's width.
        self._scroll = QScrollBar(Qt.Orientation.Vertical, self.canvas)
        self._scroll.setAccessibleName("Rows of the timeline")
        self._told = QTimer(self, interval=60, singleShot=True)
        self._told.timeout.connect(self._tell)
        self._lay_out()
        self._connect()
        self._plot()
        # Chosen before the timeline was there.
        self.canvas.show_selected(reading.selected)
        self._show_marked()
        self._show_access()

    # What the window asks for

    def back(self) -> None:
        """Return to the view before this one."""
        self.navigator.back()

    def forward(self) -> None:
        """Undo a `back`."""
        self.navigator.forward()

    def fit(self) -> None:
        """Fit the chosen event, or the whole story, and all times of saying where they show."""
        self.travel.fit_selection_then_all()
        self.two_times.fit()

    def rows_between(self, start_s: int | None, end_s: int | None, most: int) -> list[int]:
        """Return the rows of at most so many events shown that lie between two instants (None: open)."""
        return self._scene.rows_between(start_s, end_s, most)

    def measure(self, on: bool) -> None:
        """Begin to measure time by ruler, or end it."""
        self.canvas.set_ruler(on)
        if on:
            self.canvas.setFocus()

    def set_reduced_motion(self, on: bool) -> None:
        """Let the view jump where it would move by itself, or move again."""
        self.navigator.animated = not on

    def view_state(self) -> dict[str, Any]:
        """Return the view as a value that JSON can hold: exact, so the left edge is a text."""
        scale = self.navigator.target
        place = {"origin": str(scale.origin_parts), "seconds_per_px": scale.seconds_per_px}
        axis = {"second_axis": self.second_axis} if self.second_axis else {}
        both = {"two_times": True} if self.two_times.is_on else {}
        return {**place, **axis, **both, **self.bands.state()}

    def show_glance(self, glance: Glance | None, state: Mapping[str, Any]) -> None:
        """Show a sample of the story that is being opened, in a view as `view_state` gave it; None shows nothing."""
        self._opens, self._usual, self.second_axis = True, None, ""
        self.canvas.start_over()
        self.plotting.show_glance(glance)
        self._restore_place(state)

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Show a view as `view_state` gave it; what is no such value changes nothing.

        Where a sample of the story has been looked at, the view stays where it is.
        """
        self.bands.restore(state)
        if not self.plotting.plot.is_sample:
            self._restore_place(state)
        self.show_second_axis(str(state.get("second_axis", "")))
        self.two_times.show(state.get("two_times") is True)

    def _restore_place(self, state: Mapping[str, Any]) -> None:
        try:
            seconds_per_px = float(state["seconds_per_px"])
            origin = int(state["origin"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return
        if FINEST_SECONDS_PER_PX <= seconds_per_px <= COARSEST_SECONDS_PER_PX and abs(origin) < 1 << 100:
            self.navigator.restart(Scale(origin, seconds_per_px))

    def show_second_axis(self, choice: str) -> None:
        """Show a second axis, as `second_axis_of` takes it; a choice that means nothing shows none."""
        self.second_axis = choice if self._scene.show_second_axis(choice) else ""
        self.canvas.show_scene(self._scene)
        self._show_scroll()
        self.plotting.set_lane_limit(self._scene.geometry.lane_limit)

    # How it is built

    def _lay_out(self) -> None:
        box = QGridLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.canvas, 0, 0)
        box.addWidget(self.overview, 1, 0)
        self.setFocusProxy(self.canvas)

    def _connect(self) -> None:
        self.plotting.plotted.connect(self._show_plot)
        self.plotting.changed.connect(self._show_change)
        self.plotting.shown_changed.connect(self._show_known)
        self.plotting.progressed.connect(self.progressed)
        self._reading.event_selected.connect(self._show_selected)
        self._reading.filtered.connect(self._describe)
        self._reading.marked_changed.connect(self._show_marked)
        for signal in (self._document.opened, self._document.access_changed):
            signal.connect(self._show_access)
        self._theme.changed.connect(self._restyle)
        self.navigator.moved.connect(self._moved)
        self.two_times.toggled.connect(lambda _on: self._show_scene())
        self.two_times.resized.connect(lambda _size: self._show_scene())
        self.two_times.event_opened.connect(self.travel.fit_event)
        self.two_times.progressed.connect(self.progressed)
        self.canvas.resized.connect(self._resize)
        self.canvas.scrolled.connect(self._show_scroll)
        self.canvas.event_clicked.connect(self._reading.select)
        self.canvas.hands.toggled.connect(self._reading.toggle_mark)
        self.canvas.hands.reached.connect(self._reading.mark_through)
        self.canvas.hands.boxed.connect(lambda ids: self._reading.mark({*self._reading.marked, *ids}))
        self.canvas.hands.refused.connect(self._document.told)
        self.canvas.event_opened.connect(self.travel.fit_event)
        self.canvas.hovered.connect(self._show_tip)
        self.canvas.nearest_wished.connect(self.travel.show_nearest)
        self.canvas.chip_opened.connect(self._open_chip)
        self.canvas.band_toggled.connect(self.bands.toggle)
        self.canvas.band_moved.connect(self.bands.move)
        self.canvas.measured.connect(self._tell_measured)
        self._scroll.valueChanged.connect(lambda value: self.canvas.scroll_to(float(value)))

    def _make_look(self, categories: Sequence[Category]) -> Look:
        return Look(
            self._theme.palette,
            self._theme.sans(TITLE_PT),
            self._theme.sans(SMALL_PT),
            self._theme.sans(SMALL_PT, bold=True),
            [(category.colour, category.shape.value) for category in categories],
        )

    # What changes

    def _plot(self) -> None:
        """Plot anew in the present fonts."""
        self.plotting.start(TextWidths(self._look.title), self._scene.painter.sign_px, self._scene.geometry.lane_limit)

    def _show_plot(self) -> None:
        plot, was_sample = self.plotting.plot, self._scene.plot.is_sample
        look = self._make_look(plot.plan.categories)
        if self._document.file is not self._file or (plot.is_sample and not was_sample):
            was, self._file = self._file, self._document.file
            self._scene = self.travel.scene = Scene(self._file, plot, look, self._size())
            if is_same_story(was, self._file):
                self._scene.show_second_axis(self.second_axis)
            elif not (plot.is_sample or was_sample):
                self._opens, self.second_axis = True, ""
                self.canvas.start_over()
        elif look != self._look:
            self._scene.take_look(look, plot)
        else:
            self._scene.take_plot(plot)
        self._look = look
        self._show_scene()
        # All events seldom lie a little further apart than the sample did.
        fits_anew = self._opens or (was_sample and self._usual is not None)
        if fits_anew and (len(plot.marks) or len(plot.eras) or not self.plotting.busy):
            self._opens = False
            self._usual = this_year(self._scene.zone) if self._scene.is_empty else self._scene.usual
            self._show_usual()

    def _show_change(self) -> None:
        self._scene.take_plot(self.plotting.plot, self._document.touched_rows)
        self._show_scene()

    def _show_known(self) -> None:
        """Show what is known where the reader looks from; all that is known stays in its place."""
        QToolTip.hideText()
        for chips in self.findChildren(ChipList):
            chips.close()
        self._scene.show_known(self.plotting.plot, self._reading.knowing.as_of_s)
        self.canvas.show_scene(self._scene)
        self.overview.show_known()
        self._show_scroll()

    def _show_scene(self) -> None:
        # A scene of another story may have come while the reader looks from the past.
        self._scene.show_known(self._scene.plot, self._reading.knowing.as_of_s)
        self.canvas.show_scene(self._scene)
        if self._reading.rows is None:
            self._whole = self._scene.whole
        self.overview.show_scene(self._scene, self.canvas.width(), self._whole)
        self._show_scroll()

    def _restyle(self) -> None:
        """Take the theme's colours; only other fonts need another plot."""
        old, self._look = self._look, self._make_look(self.plotting.plot.plan.categories)
        self._scene.take_look(self._look, self.plotting.plot)
        self._show_scene()
        if old.title != self._look.title:
            self._plot()

    def _size(self) -> QSizeF:
        return QSizeF(max(self.canvas.width(), 1), max(self.canvas.height(), 1))

    def _resize(self, size: QSizeF) -> None:
        self._scene.resize(size)
        self._show_scene()
        self._show_usual()
        self.plotting.set_lane_limit(self._scene.geometry.lane_limit)

    def _show_usual(self) -> None:
        """Open with the usual range; until the reader moves, a resize fits it again."""
        usual = self._usual
        if usual is not None:
            self.navigator.restart(self._scene.fitted(*at_least_two_minutes(*usual)))
            self._usual = usual

    def _moved(self) -> None:
        self._usual = None
        self._opens = False
        QToolTip.hideText()
        if not self._told.isActive():
            # Told now and then while the view runs on, and not only once it rests.
            self._told.start()
        self._show_scroll()
        self.view_changed.emit()

    def _tell(self) -> None:
        if self._file is not None:
            words = range_in_words(self.navigator.scale, self.canvas.width(), self._scene.zone)
            self.status_changed.emit(f"Ruler: {self._measured}  ·  {words}" if self._measured else words)

    def _tell_measured(self, words: str) -> None:
        self._measured = words
        if words:
            self.canvas.setAccessibleDescription(f"Ruler: {words}")
        self._told.start()

    # What the reader does

    def _show_selected(self, event_id: str) -> None:
        self.canvas.show_selected(event_id)
        self._describe()
        self.travel.bring_chosen_into_view()

    def _describe(self) -> None:
        event = self._reading.shown
        words = f"{label(event.title)}, {display(event.when)}" if event else "No event chosen"
        self.canvas.setAccessibleDescription(words)

    def _show_marked(self) -> None:
        self.canvas.show_marked(self._reading.marked, self._reading.marked_rows)

    def _show_access(self) -> None:
        self.canvas.hands.takes_edits = not self._document.read_only

    def _show_tip(self, event_id: str, where: QPoint) -> None:
        event = self._document.find_event(event_id) if event_id else None
        if event is None:
            QToolTip.hideText()
            return
        lines = (label(event.title), display(event.when), label(event.place))
        QToolTip.showText(where + QPoint(12, 16), tooltip("\n".join(lines)), self.canvas)

    def _open_chip(self, chip: Chip, where: QRect) -> None:
        zoom = partial(self.travel.zoom_to_chip, chip)
        rows = self._scene.rows_behind(chip)
        ChipList(rows, self._event, self._theme, self._reading.select, zoom, self).popup(where)

    def _event(self, row: int) -> Event | None:
        return self._file.event_in_row(row) if self._file else None

    def _show_scroll(self) -> None:
        if self.canvas.isHidden():
            return
        page = self._scene.geometry.lanes_height
        spare = max(self._scene.content_height - page, 0.0)
        picture = self.canvas.picture()
        aside = picture is not None and picture.frame.above + picture.frame.below > 0
        self._scroll.setVisible(spare > 0 and (self.canvas.scroll_px > 0 or aside))
        thickness = self._scroll.sizeHint().width()
        self._scroll.setGeometry(
            self.canvas.width() - thickness, round(self._scene.geometry.lanes_top), thickness, round(page)
        )
        # The bar knows whole pixels only: heard back, it would stop the lanes where they glide.
        blocker = QSignalBlocker(self._scroll)
        self._scroll.setRange(0, round(spare))
        self._scroll.setPageStep(round(page))
        self._scroll.setSingleStep(round(self._scene.geometry.lane_pitch))
        self._scroll.setValue(round(self.canvas.scroll_px))
        blocker.unblock()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the application's font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange and QApplication.instance() is not None:
            self._restyle()
