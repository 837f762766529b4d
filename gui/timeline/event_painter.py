"""The events on their lanes: bars, marks with their titles, stems of milestones, and the box of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.theme import colour
from gui.timeline.labels import Labels
from gui.timeline.layout.columns import TITLE_OFFSET_PX
from gui.timeline.marks import OUT, SHORTEST_BAR_PX, Bars, BarStyle, Marks, fill_of, is_milestone
from gui.timeline.picture import Look, Picture, Words
from gui.timeline.sprites import Ground

_STEM_ALPHA = 0.38
_LEAST_ROOM_PX = 18.0
_NO_WORDS = Words("")
_MOST_FITS = 4000
# What a mark and its star take before the middle of the mark.
_BEFORE_PX = 24.0


class _Entry(NamedTuple):
    """An event on its lane, as far as it is painted."""

    event: int
    left: float
    right: float
    mark_px: float
    middle: float
    bar_top: float
    room_px: float
    detail_px: float
    category: int
    style: BarStyle
    words: Words


class EventPainter:
    """Paints the events of pictures, in one look."""

    def __init__(self, look: Look, labels: Labels) -> None:
        palette = look.palette
        self.look = look
        self._labels = labels
        self._marks = Marks(palette.selection_edge, palette.paper)
        self._bars = Bars()
        self._fits: dict[tuple[int, float], tuple[Words, tuple[str, str, float, float]]] = {}
        self._nothing = ("", "", 0.0, labels.line_px(""))
        self._paper, self._panel, self._selection = (
            QColor(role) for role in (palette.paper, palette.panel, palette.selection)
        )
        # The last is for events of no category, or of one that is not known.
        self._kinds = [look.category(place) for place in range(len(look.categories) + 1)]
        self._stems = [QPen(colour(tint.name(), _STEM_ALPHA), 1) for tint, _ in self._kinds]

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint the events, those that are raised over the others last."""
        entries = self._entries(ground, picture)
        lifted = picture.selected | picture.marked | {picture.hovered}
        raised = [entry for entry in entries if entry.event in lifted]
        flat = [entry for entry in entries if entry.event not in lifted] if raised else entries
        self._paint_stems(ground, picture, entries)
        for entry in flat:
            self._paint_bar(ground, picture, entry, self._paper)
        for entry in flat:
            self._stamp(ground, picture, entry, self._paper)
        ground.flush()
        for entry in raised:
            self._paint_raised(ground, picture, entry)

    def _entries(self, ground: Ground, picture: Picture) -> list[_Entry]:
        frame, columns, geometry = picture.frame, picture.columns, picture.geometry
        events = frame.events
        lanes = frame.lane.tolist()
        tops = {lane: geometry.lane_top(lane) for lane in set(lanes)}
        middle, bar_top, none = geometry.title_middle, geometry.bar_offset, len(self._kinds) - 1
        # Lists of plain numbers: to take them from an array one by one costs more than to paint them.
        looks = zip(
            columns.body[events].tolist(),
            columns.start_edge[events].tolist(),
            columns.end_edge[events].tolist(),
            strict=True,
        )
        known = picture.words_at_hand
        places = (frame.left_px, frame.right_px, frame.mark_px, frame.title_room_px, frame.detail_room_px)
        return [
            _Entry(
                index, left, right, mark, top + middle, top + bar_top, room, detail, min(category, none), style,
                known.get(row) or _words(ground, picture, row),
            )
            for index, row, top, style, category, left, right, mark, room, detail in zip(
                events.tolist(),
                columns.row[events].tolist(),
                [tops[lane] for lane in lanes],
                looks,
                columns.category[events].tolist(),
                *(place.tolist() for place in places),
                strict=True,
            )
        ]  # fmt: skip

    def _paint_stems(self, ground: Ground, picture: Picture, entries: Sequence[_Entry]) -> None:
        """Lead the eye from milestones down to the axis, behind all else."""
        bottom = picture.geometry.lanes_top + picture.geometry.lanes_height
        ground.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for entry in entries:
            if entry.words.starred and is_milestone(entry.style, entry.right - entry.left):
                ground.painter.setPen(self._stems[entry.category])
                ground.painter.drawLine(QLineF(entry.mark_px, entry.middle, entry.mark_px, bottom))
        ground.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_bar(self, ground: Ground, picture: Picture, entry: _Entry, paper: QColor) -> None:
        """Paint the bar of an event; one too short to see is left to its mark."""
        if entry.right - entry.left < SHORTEST_BAR_PX:
            return
        bar = QRectF(entry.left, entry.bar_top, entry.right - entry.left, picture.geometry.bar_height)
        self._bars.paint(ground, bar, self._kinds[entry.category][0], paper, entry.style, picture.geometry.width)

    def _stamp(self, ground: Ground, picture: Picture, entry: _Entry, paper: QColor) -> float:
        """Stamp mark, title and what follows it; return where the words end."""
        geometry, labels = picture.geometry, self._labels
        tint, shape = self._kinds[entry.category]
        _, start, end = entry.style
        if (start | end) & OUT:
            middle = entry.bar_top + geometry.bar_height / 2
            self._marks.stamp_ends(ground, entry.left, entry.right, middle, tint, entry.style, geometry.width)
        title_px = entry.mark_px + TITLE_OFFSET_PX
        fits = entry.room_px >= _LEAST_ROOM_PX and title_px <= geometry.width
        # At the view's edge the star leans over the mark.
        star = 0 if not entry.words.starred else 1 if entry.mark_px > _BEFORE_PX else 2
        if fits and not labels.has_measured(entry.words.title) and ground.leaves_out():
            # Where a hundred come into view at once, their titles follow their marks within a few frames.
            self._stamp_mark(ground, entry, paper, star)
            return title_px
        sign, title, width, height = self._fitted(entry.words, entry.room_px) if fits else self._nothing
        fill = fill_of(entry.style)
        key = (entry.category, fill, paper.rgb(), star, sign, title)
        left, top = entry.mark_px - _BEFORE_PX, entry.middle - height / 2
        if not ground.stamp_again(key, left, top):
            if title and ground.leaves_out():
                self._stamp_mark(ground, entry, paper, star)
                return title_px
            paint = partial(self._paint_entry, shape, tint, paper, fill, star, sign, title, height)
            ground.stamp(key, left, top, (_BEFORE_PX + 2 * TITLE_OFFSET_PX + width, height), paint)
        # Behind a title that has left the view a detail tells nothing.
        if not entry.detail_px or not fits or title_px + width < _LEAST_ROOM_PX:
            return title_px + width
        # What the title leaves of its own room is free as well.
        room = entry.detail_px + entry.room_px - width
        return labels.stamp_detail(ground, title_px + width, entry.middle, room, entry.words)

    def _fitted(self, words: Words, room_px: float) -> tuple[str, str, float, float]:
        """Return sign and title as they are written, how wide they are, and how high."""
        key = (id(words), room_px)
        found = self._fits.get(key)
        # The words are kept with what was found: no others can have got their identity.
        if found is None or found[0] is not words:
            if len(self._fits) > _MOST_FITS:
                self._fits.clear()
            title, width = self._labels.fitted(words, room_px)
            found = self._fits[key] = (words, (words.sign, title, width, self._labels.line_px(title)))
        return found[1]

    def _stamp_mark(self, ground: Ground, entry: _Entry, paper: QColor, star: int) -> None:
        tint, shape = self._kinds[entry.category]
        fill, height = fill_of(entry.style), self._labels.line_px("")
        left, top = entry.mark_px - _BEFORE_PX, entry.middle - height / 2
        paint = partial(self._paint_entry, shape, tint, paper, fill, star, "", "", height)
        key = (entry.category, fill, paper.rgb(), star, "", "")
        ground.stamp(key, left, top, (_BEFORE_PX + 2 * TITLE_OFFSET_PX, height), paint, is_one_of_few=True)

    def _paint_entry(
        self,
        shape: str,
        tint: QColor,
        paper: QColor,
        fill: float,
        star: int,
        sign: str,
        title: str,
        height: float,
        painter: QPainter,
    ) -> None:
        painter.translate(_BEFORE_PX, height / 2)
        self._marks.paint(painter, shape, tint, paper, fill)
        if star:
            self._marks.paint_star(painter, leaning=star > 1)
        self._labels.write_title(painter, TITLE_OFFSET_PX, sign, title)

    def _paint_raised(self, ground: Ground, picture: Picture, entry: _Entry) -> None:
        """Paint a chosen or marked event, or the one under the pointer, in a box of its own over the others."""
        chosen = entry.event in picture.selected
        paper = self._selection if chosen or entry.event in picture.marked else self._panel
        words_end = self._stamp(ground, picture, entry, paper)
        geometry, palette, painter = picture.geometry, self.look.palette, ground.painter
        left = max(min(entry.left, entry.mark_px - (_BEFORE_PX - 4 if entry.words.starred else 6)) - 8, 3)
        right = max(entry.right, entry.mark_px + TITLE_OFFSET_PX + entry.room_px, words_end) + 8
        top = entry.middle - geometry.title_middle + 1.5
        box = QRectF(left, top, min(right, geometry.width - 3) - left, geometry.lane_pitch - 3)
        if box.width() > 0:
            painter.setPen(QPen(QColor(palette.selection_edge), 1.4) if chosen else QPen(QColor(palette.rule), 1))
            painter.setBrush(paper)
            painter.drawRoundedRect(box, 5, 5)
        self._paint_bar(ground, picture, entry, paper)
        ground.flush()


def _words(ground: Ground, picture: Picture, row: int) -> Words:
    return _NO_WORDS if ground.leaves_words_out() else picture.words(row)
