"""Keeps the timeline's plot in step with the document and what is being read; that of a large story in a thread."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from gui.document import MOST_AT_ONCE, Document
from gui.reading import Reading
from gui.timeline.in_time import EventsInTime
from gui.timeline.layout.building import Grouping, Plan
from gui.timeline.layout.plot import Plot
from gui.timeline.plot_cache import PlotCache
from gui.timeline.said_by import SaidBy
from gui.timeline.shown import shown_among
from gui.timeline.text_widths import TextWidths
from gui.work import Progress, Work
from storage.errors import TimelineError
from storage.glance import Glance
from storage.model import Story
from storage.story_file import StoryFile

NO_PLOT = Plot.read((), Plan((), "UTC", lambda texts: np.zeros(len(texts), np.float32)))
"""What is drawn where there is no story."""

# Each event put into a layout takes some milliseconds; of more than that a layout made anew is quicker.
MOST_PUT_IN = 300
IDS_LATER_MS = 200
KEPT_LATER_MS = 500


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a reader wants the lanes: what they are grouped by, the bands' order, and which of them are shut (by key)."""

    grouping: Grouping = Grouping.NONE
    band_order: tuple[str, ...] = ()
    shut: frozenset[str] = frozenset()


class Plotting(QObject):
    """Holds the plot that the timeline shows.

    `plotted` tells that it is another one, `changed` that an edit was taken in while all other events kept their
    places, `shown_changed` that others of the same events are to be seen; `progressed` carries a word on what a large
    story still lacks, "" for nothing.
    """

    plotted = Signal()
    shown_changed = Signal()
    changed = Signal()
    progressed = Signal(str)

    def __init__(self, document: Document, reading: Reading, cache: PlotCache, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._cache = cache
        self._file: StoryFile | None = None
        self._widths: TextWidths | None = None
        self._sign_px = 0.0
        self._lane_limit = 4
        self._missed: set[int] = set()
        self._laid_out_rows: list[int] | None = None
        self._is_kept = True
        self.arrangement = Arrangement()
        self.plot = NO_PLOT
        # After the first picture, whose painting it would slow down.
        self._ids_later = QTimer(self, interval=IDS_LATER_MS, singleShot=True)
        self._ids_later.timeout.connect(self._read_ids)
        self._order_later = QTimer(self, interval=0, singleShot=True)
        self._order_later.timeout.connect(self._hand_order_on)
        # Writing it would slow down the painting of what it is.
        self._keep_later = QTimer(self, interval=KEPT_LATER_MS, singleShot=True)
        self._keep_later.timeout.connect(self._keep)
        self._reader, self._placer, self._warmer, self._saver = Work(self), Work(self), Work(self), Work(self)
        self._glancer = Work(self)
        self._said_by = SaidBy(self)
        self._connect()

    def _connect(self) -> None:
        self._glancer.finished.connect(self._take_sample)
        self._said_by.found.connect(self._show_known)
        self._reader.finished.connect(self._take_columns)
        self._warmer.finished.connect(self._hand_order_on)
        self._reader.progressed.connect(lambda share: self._tell("Reading", share))
        self._placer.finished.connect(self._take_lanes)
        self._placer.progressed.connect(lambda share: self._tell("Laying out", share))
        # What could not be read ahead is read when it is asked for.
        self._warmer.failed.connect(self._hand_order_on)
        for work in (self._reader, self._placer, self._warmer):
            work.failed.connect(self._fail)
        self._document.changed.connect(self._follow)
        self._document.access_changed.connect(self._take_file)
        self._document.closing.connect(self._let_go)
        self._reading.filtered.connect(self._narrow)

    @property
    def busy(self) -> bool:
        """Tell whether a large story still lacks columns or lanes."""
        return self._reader.running or self._placer.running

    # What the plot depends on

    def start(self, widths: TextWidths, sign_px: float, lane_limit: int) -> None:
        """Plot anew with titles measured in another font."""
        self._widths, self._sign_px, self._lane_limit = widths, sign_px, max(lane_limit, 1)
        self.restart()

    def set_lane_limit(self, lane_limit: int) -> None:
        """Lay out for another number of lanes."""
        if lane_limit != self._lane_limit:
            self._lane_limit = lane_limit
            if not self._reader.running:
                self._lay_out()

    def arrange(self, arrangement: Arrangement) -> None:
        """Group the lanes in another way, or shut and open bands."""
        old, self.arrangement = self.arrangement, arrangement
        if replace(old, shut=arrangement.shut) != arrangement:
            self.restart()
        elif old != arrangement and not self.busy:
            self._show(self.plot.collapsed(self._shut(self.plot)))

    def _plan(self, story: Story) -> Plan | None:
        if self._widths is None:
            return None
        grouping, order = self.arrangement.grouping, self.arrangement.band_order
        return Plan(story.categories, story.time_zone, self._widths, self._sign_px, grouping, order)

    def _shut(self, plot: Plot) -> list[int]:
        return [band for band, key in enumerate(plot.band_keys) if key in self.arrangement.shut]

    # A sample, while the story itself is being opened

    def show_glance(self, glance: Glance | None) -> None:
        """Plot a sample of the story that is being opened, or nothing again where it does not open."""
        self.arrangement = Arrangement()
        self._glancer.cancel()
        plan = self._plan(glance.story) if glance else None
        if glance is None or plan is None:
            self.restart()
            return
        found, wanted = glance, plan
        self._glancer.start(lambda progress: Plot.read(found.outlines, wanted))

    def _take_sample(self, plot: Plot) -> None:
        if self._document.file is None or (self._reader.running and not len(self.plot.marks)):
            self._show(replace(plot, is_sample=True))

    def _until_read(self, plan: Plan) -> Plot:
        """Return what is shown of another story until it is read: its sample, if there is one."""
        is_sampled = self.plot.is_sample and self.plot.plan == plan
        return self.plot if is_sampled else replace(NO_PLOT, plan=plan)

    # Anew

    def restart(self) -> None:
        """Read the whole story into columns: at once, or in a thread; from the cache where it is there."""
        for timer in (self._ids_later, self._order_later, self._keep_later):
            timer.stop()
        for work in (self._reader, self._placer, self._warmer):
            work.cancel()
        self._missed, self._laid_out_rows = set(), None
        self._said_by.forget()
        is_other = not is_same_story(self._document.file, self._file)
        if is_other:
            self.arrangement = Arrangement()
        file = self._file = self._document.file
        plan = self._plan(file.story) if file else None
        if file is None or plan is None:
            self._show(NO_PLOT)
        elif self._document.is_large:
            self._tell("Reading", 0.0)
            # Before the empty plot is shown: who sees that asks whether more is to come.
            self._reader.start(lambda progress: self._read(file, plan, progress))
            if is_other:
                self._show(self._until_read(plan))
        else:
            self.plot = Plot.read(file.briefs(), plan)
            self._lay_out()

    def _read(self, file: StoryFile, plan: Plan, progress: Progress) -> Plot:
        kept = None if file.pending else self._cache.load(file.fingerprint, plan)
        if kept is not None:
            return kept
        count = max(file.event_count, 1)
        return Plot.read_in_turns(file.outlines(), plan, lambda done: progress(done / count))

    def _take_columns(self, plot: Plot) -> None:
        """Take the columns of a large story, with the edits made since they were begun."""
        self.plot = self._known(plot)
        self._is_kept = plot.has_lanes
        missed, self._missed = self._missed, set()
        if missed and not self._take_rows(sorted(missed)):
            self.restart()
            return
        if plot.has_lanes and self._file is not None:
            # A plot that was kept knows the rows, but nothing of the ids.
            self._ids_later.start()
        else:
            # In a turn of the event loop of its own, so that neither is long.
            self._order_later.start()
        # Overview and density are to be seen while the lanes are filled.
        self.plotted.emit()
        if self.plot.lane_limit != self._lane_limit or self._reading.rows is not None:
            self._lay_out()
        else:
            self._take_lanes(self.plot)

    def _lay_out(self) -> None:
        """Give the events that the filter lets through their lanes: at once, or in a thread."""
        self._placer.cancel()
        plot, limit, rows, shut = self.plot, self._lane_limit, self._reading.rows, self._shut(self.plot)
        self._laid_out_rows = rows
        if len(plot.marks if rows is None else rows) <= MOST_AT_ONCE:
            self._take_lanes(plot.laid_out(limit, rows, shut))
            return
        self._tell("Laying out", 0.0)
        self._placer.start(lambda progress: plot.laid_out(limit, rows, shut, progress))

    def _take_lanes(self, plot: Plot) -> None:
        missed, self._missed = self._missed, set()
        shut = self._shut(plot)
        self._show(plot.collapsed(shut) if plot.layout.collapsed_bands != {*shut} else plot)
        self.progressed.emit("")
        if missed:
            self._change(sorted(missed))
        self._keep_later.start()

    def _show(self, plot: Plot) -> None:
        self.plot = self._known(plot)
        self.plotted.emit()

    def _known(self, plot: Plot) -> Plot:
        """Return a plot of which that alone is to be seen that is known where the reader looks from."""
        if plot.is_sample:
            return plot
        narrowing, as_of_s = self._reading.narrowing, self._reading.knowing.as_of_s
        shown = shown_among(narrowing, plot.layout.columns.row)
        if shown is not None and as_of_s is not None:
            # Nobody stands among those who had spoken of it before they had.
            shown &= self._said_by.by(plot, self._file, as_of_s)
        return plot.showing(shown, shown_among(narrowing, plot.era_layout.columns.row))

    def _show_known(self) -> None:
        self.plot = self._known(self.plot)
        self.shown_changed.emit()

    def _narrow(self) -> None:
        """Show another part of the same story, or another story."""
        if self._file is not self._document.file:
            self.restart()
            return
        rows, laid_out = self._reading.rows, self._laid_out_rows
        # Mostly the very same list: to compare it with itself means to go through it.
        is_other = rows is not laid_out and rows != laid_out
        if is_other and not self._reader.running and self._file is not None:
            self._lay_out()
        # While other lanes are being made, nothing shows that is not known.
        self._show_known()

    # Edits

    def _take_file(self) -> None:
        """Read the story from the file that is open now: one that was read-only was opened anew to be edited."""
        if self._document.file is not self._file and is_same_story(self._document.file, self._file):
            self.restart()

    def _follow(self) -> None:
        file, rows = self._document.file, self._document.touched_rows
        if file is None or self._widths is None:
            return
        plan = self.plot.plan
        same = file.story.categories == plan.categories and file.story.time_zone == plan.zone
        if rows is None or file is not self._file or not same:
            self.restart()
        elif self.busy:
            self._missed |= {*rows}
        else:
            self._change(rows)

    def _change(self, rows: Sequence[int]) -> None:
        if not self._take_rows(rows):
            self.restart()
            return
        self._is_kept = False
        wanted, laid_out = self._reading.rows, self._laid_out_rows
        self._laid_out_rows = wanted
        if not rows and wanted != laid_out:
            # Sources are others: the filter may let other events through.
            self._lay_out()
            return
        if self._document.is_large and not self.is_without_ids:
            self._hand_order_on()
        self.changed.emit()

    def _take_rows(self, rows: Sequence[int]) -> bool:
        """Take the events of some rows anew; return False where that takes a plot made anew."""
        if self._file is None or len(rows) > MOST_PUT_IN:
            return False
        plot = self.plot.changed(rows, self._file.briefs(rows), self._lets_through if self.plot.is_narrowed else None)
        if plot is None:
            return False
        self.plot = self._known(plot)
        return True

    def _lets_through(self, row: int) -> bool:
        """Tell whether a row is laid out: as in a layout made anew, whoever asks for what, wherever the cursor is."""
        rows = self._reading.rows
        place = bisect_left(rows, row) if rows is not None else 0
        return rows is None or (place < len(rows) and rows[place] == row)

    @property
    def is_without_ids(self) -> bool:
        """Tell whether the ids of a large story are still to be read: until then its order is not handed on."""
        return self._ids_later.isActive() or self._warmer.running

    def _read_ids(self) -> None:
        if self._file is not None:
            self._warmer.start(self._file.warm)

    def _hand_order_on(self, _ended: object = None) -> None:
        self._order_later.stop()
        if self._file is not None:
            self._reading.take_order(EventsInTime(self._file, self.plot.rows_in_time))

    # What a large story begins with the next time

    def _keep(self) -> None:
        """Keep the plot of a large story for the next time, in a thread that ends by itself."""
        file, plot = self._file, self.plot
        if self._is_kept or file is None or file is not self._document.file or file.pending or self._missed:
            return
        if self._document.is_large and plot.has_lanes and not plot.is_narrowed:
            self._is_kept = True
            fingerprint = file.fingerprint
            self._saver.start(lambda progress: self._cache.save(fingerprint, plot))

    def _let_go(self) -> None:
        self._keep()
        self._said_by.forget()
        for timer in (self._ids_later, self._order_later, self._keep_later):
            timer.stop()
        for work in (self._glancer, self._reader, self._placer, self._warmer):
            work.cancel()

    def _tell(self, what: str, share: float) -> None:
        sample = "; until then you see a sample" if self.plot.is_sample else ""
        self.progressed.emit(f"{what} {self._document.event_count:,} events… {share:.0%}{sample}")

    def _fail(self, error: TimelineError) -> None:
        self.progressed.emit("")
        self._document.trouble.emit(str(error))


def is_same_story(one: StoryFile | None, other: StoryFile | None) -> bool:
    """Tell whether two open files are the same story, opened twice."""
    return one is not None and other is not None and one.path == other.path
