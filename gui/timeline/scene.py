"""A story as the timeline draws it: its plot at one size in one look, and the picture at a scale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from gui.timeline.axes import Axes
from gui.timeline.band_names import band_colours, band_names
from gui.timeline.event_words import EventWords
from gui.timeline.geometry import BandHeader, Geometry
from gui.timeline.layout.building import Grouping, Plan
from gui.timeline.layout.columns import TITLE_OFFSET_PX, Columns
from gui.timeline.layout.counts import NO_RIBBON, Chip, Ribbon
from gui.timeline.layout.frame import build_frame
from gui.timeline.layout.laying import lay_out_eras
from gui.timeline.layout.plot import Plot
from gui.timeline.layout.ranges import usual_range, whole_range
from gui.timeline.layout.rows import Rows
from gui.timeline.layout.scale import Scale
from gui.timeline.markings import Markings
from gui.timeline.painter import TimelinePainter
from gui.timeline.picture import Look, Picture
from gui.timeline.text_widths import TextWidths
from storage.dates.bounds import Edge
from storage.model import Event
from storage.story_file import StoryFile

MOST_ERA_ROWS = 5
NOT_KNOWN_YET = "Not known yet"
"""What the band is called of which nothing had been said."""
_UNBOUNDED = int(Edge.OPEN | Edge.UNKNOWN)
NO_FRAME = build_frame(lay_out_eras(Columns.empty()), Scale(0, 1.0), 1.0)
"""The eras of a story without eras."""


class Scene:
    """The events and eras of one story (or the part that a filter lets through)."""

    def __init__(self, file: StoryFile | None, plot: Plot, look: Look, size: QSizeF) -> None:
        self._file = file
        self._size = size
        self._era_lanes = np.arange(MOST_ERA_ROWS)
        self._words = EventWords(file)
        self._axes = Axes(plot.plan.zone, self.language)
        self._seen: tuple[int, list[int]] = (0, [])
        self._marks = Markings()
        self.take_look(look, plot)

    @classmethod
    def of(cls, file: StoryFile, look: Look, size: QSizeF, as_of_s: int | None = None) -> Scene:
        """Return the scene of a whole story, read and laid out at once: of what was known at a second (None: now)."""
        plan = Plan(file.story.categories, file.story.time_zone, TextWidths(look.title), TimelinePainter(look).sign_px)
        scene = cls(file, Plot.read(file.briefs(), plan), look, size)
        rows = None
        if as_of_s is not None:
            index = file.knowledge()
            index.go_to(as_of_s)
            rows = index.shown_rows()
        # Eras take their room from the lanes: those that are not known take none.
        scene.take_plot(scene.plot.laid_out(scene.geometry.lane_limit, rows))
        scene.take_plot(scene.plot.laid_out(scene.geometry.lane_limit, rows))
        scene.show_known(scene.plot, as_of_s)
        return scene

    # What it is made of

    def take_look(self, look: Look, plot: Plot) -> None:
        """Take other colours and fonts."""
        self.painter = TimelinePainter(look)
        self._text_px = QFontMetricsF(look.title).height()
        self._small_px = QFontMetricsF(look.small).height()
        self.take_plot(plot)

    def take_plot(self, plot: Plot, touched_rows: Collection[int] | None = None) -> None:
        """Take another plot of the same story; of the words beside the marks only those of some rows are others."""
        self.plot = plot
        # The first plot of a story that was open before the timeline was there is an empty one in UTC.
        if plot.plan.zone != self._axes.zone:
            self._axes = Axes(plot.plan.zone, self.language, self._axes.choice)
        self._marks.forget_places()
        self._words.forget(touched_rows)
        self.whole = whole_range(self.columns, self.eras)
        """The first and last instant of what is drawn."""
        self._band_names = band_names(plot.plan.grouping, plot.band_keys, self._file)
        self._band_colours = band_colours(plot.plan.grouping, plot.band_keys, self._file)
        self.geometry = self._geometry()

    def show_known(self, plot: Plot, as_of_s: int | None) -> None:
        """Take the same plot of which others are to be seen: those that were known at a second (None: now)."""
        self.plot = plot
        self._words.look_from(as_of_s)

    def resize(self, size: QSizeF) -> None:
        """Take another size of the view."""
        self._size = size
        self.geometry = self._geometry()

    def show_second_axis(self, choice: str) -> bool:
        """Show another second axis or none, and tell whether there is one; it takes its room from the lanes."""
        self._axes = Axes(self.zone, self.language, choice)
        self.geometry = self._geometry()
        return self._axes.count > 1

    @property
    def columns(self) -> Columns:
        """Return the columns of the events that are drawn."""
        return self.plot.layout.columns

    @property
    def eras(self) -> Columns:
        """Return the columns of the eras that are drawn."""
        return self.plot.era_layout.columns

    @property
    def is_grouped(self) -> bool:
        """Tell whether lanes stand in bands."""
        return self.plot.plan.grouping is not Grouping.NONE

    @property
    def zone(self) -> str:
        """Return the story's time zone."""
        return self.plot.plan.zone

    @property
    def title(self) -> str:
        """Return the story's title."""
        return self._file.story.title if self._file else ""

    @property
    def language(self) -> str:
        """Return the language that dates are written in."""
        return "en"

    @property
    def usual(self) -> tuple[int, int]:
        """Return the stretch of time to open with."""
        seen = self.plot.layout.seen
        return usual_range(seen) if len(seen) else self.seen

    @property
    def seen(self) -> tuple[int, int]:
        """Return the first and last instant of what is to be seen."""
        layout, eras = self.plot.layout, self.plot.era_layout
        if layout.shown is None and eras.shown is None:
            return self.whole
        return whole_range(layout.seen, eras.seen)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing that has a place in time is to be seen."""
        layouts = (self.plot.layout, self.plot.era_layout)
        return not any(len(one.columns) if one.shown is None else one.shown.any() for one in layouts)

    @property
    def colour_roles(self) -> list[str]:
        """Return the colour role of each category, last that of events without one."""
        return [*(role for role, _shape in self.painter.look.categories), "slate"]

    # Where things are

    def fitted(self, start_s: int, end_s: int) -> Scale:
        """Return the scale that shows a stretch of time with room for the titles at its end."""
        width = self.geometry.width
        return Scale.fitting(start_s, end_s, min(40.0, width * 0.1), width - min(240.0, width * 0.34))

    def places(self, event_id: str) -> list[int]:
        """Return the indices of an event's entries in the columns: one, none, or one for each of its bands."""
        return self.plot.layout.places_of(self._row(event_id))

    def lane(self, event_id: str) -> int:
        """Return the lane of an event's first entry, or -1."""
        places = self.places(event_id)
        return int(self.plot.layout.lanes.lane[places[0]]) if places else -1

    def title_px(self, event_id: str) -> float:
        """Return the room that an event's title takes beside its mark; that of an era is inside it: 0."""
        places = self.places(event_id)
        return float(self.columns.title_px[places[0]]) + TITLE_OFFSET_PX if places else 0.0

    def span(self, event_id: str) -> tuple[int, int] | None:
        """Return the start and end (exclusive) of an event or era, without ends that are open for ever; or None."""
        for layout in (self.plot.layout, self.plot.era_layout):
            place, columns = layout.place_of(self._row(event_id)), layout.columns
            if place >= 0:
                start_s, end_s = int(columns.start_s[place]), int(columns.end_s[place])
                first, last = self.seen
                return max(start_s, min(first, end_s - 1)), min(end_s, max(last, start_s + 1))
        return None

    def event_id(self, index: int) -> str:
        """Return the id of the event at an index of the columns, "" when it has gone."""
        return self._id(int(self.columns.row[index]))

    def event(self, index: int) -> Event | None:
        """Return the event at an index of the columns, None when it has gone."""
        return self._file.event_in_row(int(self.columns.row[index])) if self._file else None

    def era_id(self, index: int) -> str:
        """Return the id of the era at an index of the eras' columns, "" when it has gone."""
        return self._id(int(self.eras.row[index]))

    def behind(self, chip: Chip) -> NDArray[np.int64]:
        """Return the indices of the events that a chip of the last picture stands for, in time."""
        level, shown = self._seen
        return self.plot.layout.behind(chip, level, shown)

    def rows_behind(self, chip: Chip) -> list[int]:
        """Return the rows of the events that a chip of the last picture stands for, in time."""
        rows: list[int] = self.columns.row[self.behind(chip)].tolist()
        return rows

    def rows_between(self, start_s: int | None, end_s: int | None, most: int) -> list[int]:
        """Return the rows of at most so many events that lie between two instants, or reach into that time."""
        found: list[int] = []
        for layout in (self.plot.layout, self.plot.era_layout):
            columns = layout.columns
            inside = np.ones(len(columns), np.bool_) if layout.shown is None else layout.shown.copy()
            if end_s is not None:
                inside &= (columns.start_s <= end_s) | (columns.start_edge & _UNBOUNDED > 0)
            if start_s is not None:
                inside &= (columns.end_s >= start_s) | (columns.end_edge & _UNBOUNDED > 0)
            found += columns.row[inside.nonzero()[0][:most]].tolist()
        return list(dict.fromkeys(found))[:most]

    @property
    def content_height(self) -> float:
        """Return the height of all lanes."""
        return self.geometry.rows.height_px if self.geometry.rows else 0.0

    # What is drawn

    def picture(
        self,
        scale: Scale,
        *,
        selected: str = "",
        marked: frozenset[int] = frozenset(),
        scroll_px: float = 0.0,
    ) -> Picture:
        """Return the picture at a scale; `marked` are the rows of the events that commands are for."""
        geometry = replace(self.geometry, scroll_px=scroll_px)
        assert geometry.rows is not None
        shown, eras, width_px = self.places(selected) if selected else [], self.plot.era_layout, geometry.width
        in_sight = geometry.rows.lanes_between(scroll_px, scroll_px + geometry.lanes_height)
        frame = build_frame(self.plot.layout, scale, width_px, lanes=in_sight, shown=shown)
        if self.plot.is_sample:
            # What is counted are some events only: how they are spread is true, how many they are is not.
            frame = replace(frame, chips=(), earlier=0, later=0)
        self._seen = scale.level, frame.events[np.isin(frame.events, shown)].tolist() if shown else []
        return Picture(
            columns=self.columns,
            words=self._words,
            words_at_hand=self._words.at_hand,
            frame=frame,
            eras=self.eras,
            era_frame=build_frame(eras, scale, width_px, lanes=self._era_lanes) if len(self.eras) else NO_FRAME,
            axis=self._axes.first(scale, width_px, self.painter.axis.small_width),
            second_axis=self._axes.second(scale, width_px, self.painter.axis.small_width),
            geometry=geometry,
            selected=frozenset(shown),
            marked=self._marks.among(frame.events, marked, self.plot.layout).difference(shown),
            selected_era=eras.place_of(self._row(selected)),
            bands=self._headers(geometry, geometry.rows, scale) if self.is_grouped else (),
        )

    def _headers(self, geometry: Geometry, rows: Rows, scale: Scale) -> tuple[BandHeader, ...]:
        top_px, counts, is_past = geometry.scroll_px, self.plot.layout.band_counts, self.plot.layout.shown is not None
        return tuple(
            BandHeader(
                band=band,
                # Who had said nothing yet is not named.
                name=NOT_KNOWN_YET if is_past and not counts[band] else self._band_names[band],
                count=int(counts[band]),
                top_px=at_px - top_px,
                collapsed=bool(rows.collapsed[band]),
                colour="" if is_past and not counts[band] else self._band_colours[band],
                ribbon=self._density(band, scale) if rows.collapsed[band] else NO_RIBBON,
            )
            for band, at_px in rows.headers(top_px, top_px + geometry.lanes_height)
        )

    def _density(self, band: int, scale: Scale) -> Ribbon:
        return self.plot.layout.band_density(band, scale, self.geometry.width)

    def _geometry(self) -> Geometry:
        layout, size = self.plot.layout, self._size
        eras = min(self.plot.era_layout.lanes.count, MOST_ERA_ROWS)
        geometry = Geometry(
            size.width(), size.height(), self._text_px, self._small_px, eras, axis_rows=self._axes.count
        )
        header_px = geometry.header_height if self.is_grouped else 0.0
        shut = [band in layout.collapsed_bands for band in range(len(layout.lane_counts))]
        return replace(geometry, rows=Rows.stacked(layout.lane_counts.tolist(), geometry.lane_pitch, header_px, shut))

    def _id(self, row: int) -> str:
        event = self._file.event_in_row(row) if self._file else None
        return event.id if event else ""

    def _row(self, event_id: str) -> int:
        return self._file.row_of_event(event_id) if self._file and event_id else -1
