"""The events on their lanes: bars, marks with their titles, stems of milestones, and the box of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import inf
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from gui.theme import colour
from gui.timeline.dresses import Dress, Dresses, sprite_key
from gui.timeline.labels import Fit, Labels
from gui.timeline.layout.columns import TITLE_OFFSET_PX
from gui.timeline.marks import BEYOND_PX, SHORTEST_BAR_PX, STRIP_PX, Bars, Marks, is_milestone, stamp_strip
from gui.timeline.picture import Look, Picture
from gui.timeline.sprites import Ground, Paint
from storage.standing import StandingKind

_STEM_ALPHA = 0.38
_LEAST_ROOM_PX = 18.0
# What a mark and its star take before the middle of the mark.
_BEFORE_PX = 24.0
_TITLE_AT_PX = _BEFORE_PX + TITLE_OFFSET_PX
Sign = StandingKind | None
_NO_FIT = Fit("", 0.0)


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
    dress: Dress


class EventPainter:
    """Paints the events of pictures, in one look."""

    def __init__(self, look: Look, labels: Labels) -> None:
        palette = look.palette
        self.look = look
        self._labels = labels
        self._marks = Marks(palette.selection_edge, palette.paper)
        self._bars = Bars()
        self._paper, self._panel, self._selection = (
            QColor(role) for role in (palette.paper, palette.panel, palette.selection)
        )
        self._dresses = Dresses(look, labels, self._bars, self._paper)
        self._kinds = self._dresses.kinds
        self._stems = [QPen(colour(tint.name(), _STEM_ALPHA), 1) for tint, _ in self._kinds]

    def paint(self, ground: Ground, picture: Picture) -> None:
        """Paint the events, those that are raised over the others last."""
        entries = self._entries(ground, picture)
        lifted = picture.selected | picture.marked | {picture.hovered}
        raised = [entry for entry in entries if entry.event in lifted]
        flat = [entry for entry in entries if entry.event not in lifted] if raised else entries
        self._paint_stems(ground, picture, entries)
        for entry in flat:
            if entry.right - entry.left >= SHORTEST_BAR_PX:
                self._paint_bar(ground, picture, entry, self._paper)
        for entry in flat:
            self._stamp_flat(ground, picture, entry)
        ground.flush()
        for entry in raised:
            self._paint_raised(ground, picture, entry)

    def _entries(self, ground: Ground, picture: Picture) -> list[_Entry]:
        frame, geometry, columns = picture.frame, picture.geometry, picture.columns
        tops = geometry.lane_tops(frame.lane)
        words, dresses = picture.words_at_hand, self._dresses.at_hand
        middle, bar_top = tops + geometry.title_middle, tops + geometry.bar_offset
        places = (frame.left_px, frame.right_px, frame.mark_px, middle, bar_top)
        rooms = (frame.title_room_px, frame.detail_room_px)
        events, rows = frame.events.tolist(), columns.row[frame.events].tolist()
        # Lists of plain numbers: to take them from an array one by one costs more than to paint them.
        looks = [
            dress
            if (dress := dresses.get(row)) is not None and dress.words is words.get(row)
            else self._dress(ground, picture, index, row)
            for index, row in zip(events, rows, strict=True)
        ]
        return list(map(_Entry, events, *(one.tolist() for one in (*places, *rooms)), looks))

    def _dress(self, ground: Ground, picture: Picture, index: int, row: int) -> Dress:
        """Return the look of an event that is not at hand; on a hasty ground it may have to do without words."""
        if row not in picture.words_at_hand and ground.leaves_words_out():
            return self._dresses.bare(picture.columns, index)
        return self._dresses.make(picture.columns, index, picture.words(row))

    def _paint_stems(self, ground: Ground, picture: Picture, entries: Sequence[_Entry]) -> None:
        """Lead the eye from milestones down to the axis, behind all else."""
        bottom = picture.geometry.lanes_top + picture.geometry.lanes_height
        stems: list[list[QLineF]] = [[] for _ in self._stems]
        for _, left, right, px, middle, _, _, _, dress in entries:
            if dress.star and is_milestone(dress.style, right - left):
                stems[dress.category].append(QLineF(px, middle, px, bottom))
        ground.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for pen, lines in zip(self._stems, stems, strict=True):
            if lines:
                ground.painter.setPen(pen)
                ground.painter.drawLines(lines)
        ground.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_bar(self, ground: Ground, picture: Picture, entry: _Entry, paper: QColor) -> None:
        """Paint the bar of an event; one too short to see is left to its mark."""
        if entry.right - entry.left < SHORTEST_BAR_PX:
            return
        dress, width, height = entry.dress, picture.geometry.width, picture.geometry.bar_height
        if ground.ratio and dress.strip is not None:
            left, right = max(entry.left, -BEYOND_PX), min(entry.right, width + BEYOND_PX)
            if 0 < right - left <= STRIP_PX:
                stamp_strip(ground, dress.strip, left, entry.bar_top, right - left, height)
                return
        bar = QRectF(entry.left, entry.bar_top, entry.right - entry.left, height)
        self._bars.paint(ground, bar, self._kinds[dress.category][0], paper, dress.style, width, dress.doubt)

    def _stamp_flat(self, ground: Ground, picture: Picture, entry: _Entry) -> None:
        """Stamp an event on plain paper; of most the sprites are at hand, and the title needs no star that leans."""
        _, _, _, mark_px, middle, _, room_px, detail_px, dress = entry
        # At the view's edge the star leans over the mark.
        if mark_px <= _BEFORE_PX or dress.is_out or room_px < _LEAST_ROOM_PX:
            self._stamp(ground, picture, entry, self._paper)
            return
        labels, left, width, until_px = self._labels, mark_px - _BEFORE_PX, dress.width, inf
        if width > room_px + 0.5:
            fit = labels.fit(dress.words, room_px)
            width, until_px = fit.width, _TITLE_AT_PX + fit.letters_px if fit.letters_px else 0.0
        if not until_px or not ground.stamp_again(dress.key, left, middle - dress.height / 2, until_px):
            self._stamp(ground, picture, entry, self._paper)
            return
        if until_px != inf:
            labels.stamp(ground, labels.title, left + until_px, middle, "…")
        if detail_px:
            # What the title leaves of its own room is free as well.
            room_px += detail_px - width
            labels.stamp_detail(ground, mark_px + TITLE_OFFSET_PX + width, middle, room_px, dress.words)

    def _stamp(self, ground: Ground, picture: Picture, entry: _Entry, paper: QColor) -> float:
        """Stamp mark, title and what follows it; return where the words end."""
        geometry, labels, dress = picture.geometry, self._labels, entry.dress
        if dress.is_out:
            middle = entry.bar_top + geometry.bar_height / 2
            tint = self._kinds[dress.category][0]
            self._marks.stamp_ends(ground, entry.left, entry.right, middle, tint, dress.style, geometry.width)
        title_px = entry.mark_px + TITLE_OFFSET_PX
        fits = entry.room_px >= _LEAST_ROOM_PX and title_px <= geometry.width
        fit = labels.fit(dress.words, entry.room_px) if fits else _NO_FIT
        star = dress.star * (1 if entry.mark_px > _BEFORE_PX else 2)
        if not self._stamp_title(ground, entry, paper, star, fit, dress.words.standing if fits else None):
            # Where a hundred come into view at once, their titles follow their marks within a few frames.
            return title_px
        # Behind a title that has left the view a detail tells nothing.
        if not fits or title_px + fit.width < _LEAST_ROOM_PX:
            return title_px + fit.width
        if not entry.detail_px:
            return title_px + fit.width
        room_px = entry.detail_px + entry.room_px - fit.width
        return labels.stamp_detail(ground, title_px + fit.width, entry.middle, room_px, dress.words)

    def _stamp_title(self, ground: Ground, entry: _Entry, paper: QColor, star: int, fit: Fit, sign: Sign) -> bool:
        """Stamp a mark with its title; return False where the title has to wait, and the mark stands alone."""
        dress, labels = entry.dress, self._labels
        is_part = bool(fit.letters_px and ground.ratio)
        title = dress.words.title if is_part else fit.title
        height = labels.line_px(title)
        key = sprite_key(dress.category, dress.fill, paper.rgb(), star, sign, title)
        left, top = entry.mark_px - _BEFORE_PX, entry.middle - height / 2
        until_px = _TITLE_AT_PX + fit.letters_px if is_part else inf
        if not ground.stamp_again(key, left, top, until_px):
            if title and ground.leaves_out():
                self._stamp_mark(ground, entry, paper, star)
                return False
            paint = self._painting(ground, dress, paper, star, sign, title)
            size = (_TITLE_AT_PX + TITLE_OFFSET_PX + (dress.width if is_part else fit.width), height)
            ground.stamp(key, left, top, size, paint, until_px)
        if is_part:
            labels.stamp(ground, labels.title, left + until_px, entry.middle, "…")
        return True

    def _painting(self, ground: Ground, dress: Dress, paper: QColor, star: int, sign: Sign, title: str) -> Paint:
        """Return what paints a mark with its title; marks with their signs are few, and painted once."""
        height = self._labels.line_px("")
        if not ground.ratio or self._labels.line_px(title) != height:
            return partial(self._paint_entry, dress, paper, star, sign, title, self._labels.line_px(title))
        key = sprite_key(dress.category, dress.fill, paper.rgb(), star, sign, "")
        size = (_BEFORE_PX + 2 * TITLE_OFFSET_PX + self._labels.sign_px, height)
        mark = ground.sprite(key, size, partial(self._paint_entry, dress, paper, star, sign, "", height))
        left = _TITLE_AT_PX + (self._labels.sign_px if sign else 0.0)
        return partial(self._paint_beside, mark, ground.ratio, left, title, height)

    def _paint_beside(
        self, mark: QPixmap, ratio: float, left: float, title: str, height: float, painter: QPainter
    ) -> None:
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawPixmap(0, 0, mark)
        painter.scale(ratio, ratio)
        painter.translate(0, height / 2)
        self._labels.write_title(painter, left, None, title)

    def _stamp_mark(self, ground: Ground, entry: _Entry, paper: QColor, star: int) -> None:
        dress, height = entry.dress, self._labels.line_px("")
        left, top = entry.mark_px - _BEFORE_PX, entry.middle - height / 2
        paint = partial(self._paint_entry, dress, paper, star, None, "", height)
        key = sprite_key(dress.category, dress.fill, paper.rgb(), star, None, "")
        ground.stamp(key, left, top, (_BEFORE_PX + 2 * TITLE_OFFSET_PX, height), paint, is_one_of_few=True)

    def _paint_entry(
        self, dress: Dress, paper: QColor, star: int, sign: Sign, title: str, height: float, painter: QPainter
    ) -> None:
        tint, shape = self._kinds[dress.category]
        painter.translate(_BEFORE_PX, height / 2)
        self._marks.paint(painter, shape, tint, paper, dress.fill)
        if star:
            self._marks.paint_star(painter, leaning=star > 1)
        self._labels.write_title(painter, TITLE_OFFSET_PX, sign, title)

    def _paint_raised(self, ground: Ground, picture: Picture, entry: _Entry) -> None:
        """Paint a chosen or marked event, or the one under the pointer, in a box of its own over the others."""
        chosen = entry.event in picture.selected
        paper = self._selection if chosen or entry.event in picture.marked else self._panel
        words_end = self._stamp(ground, picture, entry, paper)
        geometry, palette, painter = picture.geometry, self.look.palette, ground.painter
        left = max(min(entry.left, entry.mark_px - (_BEFORE_PX - 4 if entry.dress.star else 6)) - 8, 3)
        right = max(entry.right, entry.mark_px + TITLE_OFFSET_PX + entry.room_px, words_end) + 8
        top = entry.middle - geometry.title_middle + 1.5
        box = QRectF(left, top, min(right, geometry.width - 3) - left, geometry.lane_pitch - 3)
        if box.width() > 0:
            painter.setPen(QPen(QColor(palette.selection_edge), 1.4) if chosen else QPen(QColor(palette.rule), 1))
            painter.setBrush(paper)
            painter.drawRoundedRect(box, 5, 5)
        self._paint_bar(ground, picture, entry, paper)
        ground.flush()
