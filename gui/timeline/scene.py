"""A story as the timeline draws it: its columns and layout, made anew when the events or the height change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFontMetricsF

from gui.signs import STANDING_SIGNS
from gui.timeline.geometry import Geometry
from gui.timeline.layout.columns import LONGEST_TITLE, TITLE_OFFSET_PX, build_columns
from gui.timeline.layout.frame import build_frame, lay_out, lay_out_eras, usual_range, whole_range
from gui.timeline.layout.scale import Scale
from gui.timeline.layout.ticks import axis_ticks
from gui.timeline.painter import Look, Picture, TimelinePainter, Words
from storage.dates import display
from storage.model import Event, Source, Story
from storage.plain_text import visible
from storage.standing import StandingKind, standing

MOST_ERA_ROWS = 5


class Scene:
    """The events and eras of one story (or the part that a filter lets through) laid out for one height."""

    def __init__(
        self, story: Story | None, events: Sequence[Event], sources: Sequence[Source], look: Look, size: QSizeF
    ) -> None:
        self.story = story
        self.painter = TimelinePainter(look)
        self._events = {event.id: event for event in events}
        self._sources: Mapping[str, Source] = {source.id: source for source in sources}
        self._words: dict[str, Words] = {}
        self._text_px = QFontMetricsF(look.title).height()
        self._small_px = QFontMetricsF(look.small).height()
        self.columns, self.eras = build_columns(
            events,
            story.categories if story else (),
            self.zone,
            self.painter.measure,
            sign_px=self.painter.sign_px,
        )
        self.era_layout = lay_out_eras(self.eras)
        self.geometry = self._geometry(size)
        self.layout = lay_out(self.columns, self.geometry.lane_limit)
        self.whole = whole_range(self.columns, self.eras)
        """The story's first and last instant."""

    @property
    def zone(self) -> str:
        """Return the story's time zone."""
        return self.story.time_zone if self.story else "UTC"

    @property
    def language(self) -> str:
        """Return the language that dates are written in."""
        return "en"

    @property
    def usual(self) -> tuple[int, int]:
        """Return the stretch of time to open with."""
        return usual_range(self.columns) if len(self.columns) else self.whole

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has a place in time."""
        return not len(self.columns) and not len(self.eras)

    def resize(self, size: QSizeF) -> None:
        """Take another size of the view; rows change only if other many lanes fit."""
        limit = self.geometry.lane_limit
        self.geometry = self._geometry(size)
        if self.geometry.lane_limit != limit:
            self.layout = lay_out(self.columns, self.geometry.lane_limit)

    def fitted(self, start_s: int, end_s: int) -> Scale:
        """Return the scale that shows a stretch of time with room for the titles at its end."""
        width = self.geometry.width
        return Scale.fitting(start_s, end_s, min(40.0, width * 0.1), width - min(240.0, width * 0.34))

    def title_px(self, event_id: str) -> float:
        """Return the room that an event's title takes beside its mark; that of an era is inside it: 0."""
        place = self.place(event_id)
        return float(self.columns.title_px[place]) + TITLE_OFFSET_PX if place >= 0 else 0.0

    def place(self, event_id: str) -> int:
        """Return an event's index in the columns, or -1."""
        return self.layout.place.get(event_id, -1)

    def event(self, index: int) -> Event:
        """Return the event at an index of the columns."""
        return self._events[self.columns.ids[index]]

    def span(self, event_id: str) -> tuple[int, int] | None:
        """Return the start and end (exclusive) of an event or era, without ends that are open for ever; or None."""
        for layout in (self.layout, self.era_layout):
            index = layout.place.get(event_id, -1)
            if index >= 0:
                start_s, end_s = int(layout.columns.start_s[index]), int(layout.columns.end_s[index])
                first, last = self.whole
                return max(start_s, min(first, end_s - 1)), min(end_s, max(last, start_s + 1))
        return None

    def picture(
        self, scale: Scale, *, selected: str = "", hovered: int = -1, chosen_chip: int = -1, scroll_px: float = 0.0
    ) -> Picture:
        """Return the picture at a scale."""
        geometry = self._scrolled(scroll_px)
        shown = self.place(selected)
        frame = build_frame(
            self.layout,
            scale,
            geometry.width,
            first_lane=max(geometry.lane_at(geometry.lanes_top), 0),
            last_lane=int((scroll_px + geometry.lanes_height) // geometry.lane_pitch),
            shown=shown,
        )
        return Picture(
            columns=self.columns,
            words=lambda index: self._words_of(self.columns.ids[index]),
            frame=frame,
            eras=self.eras,
            era_words=lambda index: self._words_of(self.eras.ids[index]),
            era_frame=build_frame(self.era_layout, scale, geometry.width, last_lane=MOST_ERA_ROWS - 1),
            axis=axis_ticks(scale, geometry.width, self.zone, self.language, self.painter.small_width),
            geometry=geometry,
            selected=shown,
            selected_era=self.era_layout.place.get(selected, -1),
            hovered=hovered,
            chosen_chip=chosen_chip,
        )

    @property
    def content_height(self) -> float:
        """Return the height of all lanes."""
        return self.layout.lanes.count * self.geometry.lane_pitch

    def has_more_rows(self, scale: Scale) -> bool:
        """Tell whether events show at this scale below the lanes that the window holds."""
        below = self.layout.lanes.level[self.layout.lanes.lane >= self.geometry.lane_limit]
        return int(below.max(initial=-128)) >= scale.level

    def _geometry(self, size: QSizeF) -> Geometry:
        rows = min(self.era_layout.lanes.count, MOST_ERA_ROWS)
        return Geometry(size.width(), size.height(), self._text_px, self._small_px, rows)

    def _scrolled(self, scroll_px: float) -> Geometry:
        flat = self.geometry
        return Geometry(flat.width, flat.height, flat.text_px, flat.small_px, flat.era_rows, scroll_px)

    def _words_of(self, event_id: str) -> Words:
        words = self._words.get(event_id)
        if words is None:
            words = self._words[event_id] = self._words_for(self._events[event_id])
        return words

    def _words_for(self, event: Event) -> Words:
        kind: StandingKind = standing(event, self._sources, zone=self.zone).kind
        texts = (event.text, *(said.quote or said.paraphrase for said in event.statements))
        line = next((text.strip().splitlines()[0] for text in texts if text.strip()), "")
        return Words(
            title=_on_one_line(event.title),
            sign=STANDING_SIGNS[kind][0],
            date=display(event.when, short=True),
            line=_on_one_line(line),
            starred=event.starred,
        )


def _on_one_line(text: str) -> str:
    return " ".join(visible(text[:LONGEST_TITLE]).split())
