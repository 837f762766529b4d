"""One attempt at a poster: with so many sheets and text of one size, where every event lies, or that it has no room.

Marks lie where their time is. Titles stand to the right of their marks; where they would cross a seam or the edge, to
the left. Bars run across seams, and their titles are repeated on every sheet that they reach.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from gui.printing.lettering import LINE_EM, Line
from gui.timeline.layout.filling import first_fit
from gui.timeline.layout.scale import Scale
from gui.timeline.poster.packing import PER_LINE, Block, Packed, pack
from gui.timeline.poster.placing import OUT, Dates, Heights, Laid, Placed, Span, TimeMap
from gui.timeline.poster.sheets import Sheets
from gui.timeline.poster.subjects import Matter, Subject, Wording

MARK_EM = 0.42
LEAD_EM = 0.9
"""From the middle of a mark to its words."""
STUB_EM = 2.2
"""The arrow or dots of an end that is open."""
SHORTEST_BAR_EM = 1.2
ARROW_EM = 1.1
"""Before the words of a bar that comes from the sheet before."""
SEAM_PAD_MM = 1.0
REPEAT_FROM_MM = 12.0
"""A bar that reaches less far onto a sheet does not have its title there again."""
WIDEST_EM = 22
NARROWEST_EM = 6
ERA_LINE_EM = 1.75
NEAR_EM = 1.5
"""Marks that are so near to each other have their words on the same side."""
PAD_MM = 4.0
DATE_GAP_EM = 0.9
"""Between a title and its date on one line."""


class Attempt:
    """Lays out matter on sheets with text of one size."""

    def __init__(
        self,
        matter: Matter,
        wording: Wording,
        sheets: Sheets,
        heights: Heights,
        span: Span,
        text_mm: float,
        *,
        dates: Dates,
    ) -> None:
        self._matter, self._wording, self._sheets, self._heights = matter, wording, sheets, heights
        self._em, self._dates = text_mm, dates
        self._span = span
        self._columns = [sheets.column_range(column) for column in range(sheets.columns)]
        self._starts = [left for left, _ in self._columns]
        self._eras = len(matter.eras)

    @property
    def row_mm(self) -> float:
        """Return the height of a row of the packing."""
        return self._em * LINE_EM / PER_LINE

    def lay(
        self,
        *,
        most_rows: int | None = None,
        share: float = 1.0,
        in_order: bool = False,
        go_on: Callable[[], None] | None = None,
    ) -> Laid | None:
        """Return where all lies, or None where there is no room.

        With `most_rows` further rows of sheets are taken as they are needed; `share` is how much of the height may be
        used, the rest of which then goes between the lines. What is laid out `in_order` is read downwards in time,
        and takes more room.
        """
        narrowest = min(right - left for left, right in self._columns)
        # On one side or the other of a mark there is room for so much, wherever on a sheet it lies.
        room_em = 0.46 * narrowest / self._em - LEAD_EM - 1.0
        longest_em = max(self._wording.prefixes_em, default=0.0)
        width_em = int(min(WIDEST_EM, room_em - longest_em))
        has_dates = self._dates is not Dates.NONE
        if width_em < NARROWEST_EM or (has_dates and self._wording.widest_date_em > room_em):
            return None
        lines = self._wording.lines(width_em)
        if self._dates is Dates.BEHIND:
            found = self._beside_dates(lines, room_em - longest_em - DATE_GAP_EM)
            if found is None:
                return None
            lines = found
        times = self._times(lines)
        if times is None:
            return None
        eras = self._lay_eras(times, lines)
        era_mm = (max((lane for _, lane in eras), default=-1) + 1) * ERA_LINE_EM * self._em
        placed, blocks = self._blocks(times, lines)
        sizes = [int(self._room(row, era_mm) * share / self.row_mm) for row in range(self._sheets.rows)]
        if most_rows is None and sum(block.area for block in blocks) > sum(sizes) * self._sheets.width_mm:
            return None
        if in_order:
            blocks = [replace(block, turn=float(place)) for place, block in enumerate(blocks)]
        more = self._more(most_rows, sizes) if most_rows is not None else None
        packed = pack(blocks, sizes, 0.55 * self._em, more=more, go_on=go_on)
        if packed is None:
            return None
        return self._laid(times, eras, placed, packed, era_mm, 1.0 / share)

    def _beside_dates(self, lines: Sequence[Sequence[Line]], room_em: float) -> list[Sequence[Line]] | None:
        """Return the lines of all titles, shorter where their dates need the room, or None where one has none."""
        found = list(lines)
        for place, date_em in enumerate(self._wording.dates_em[self._eras :], self._eras):
            left_em = int(room_em - date_em)
            if max(line.width_em for line in found[place]) <= left_em:
                continue
            if left_em < NARROWEST_EM:
                return None
            found[place] = self._wording.lines_of(place, left_em)
        return found

    def _more(self, most_rows: int, sizes: Sequence[int]) -> Callable[[int], int]:
        size = int((self._sheets.content.height - 2 * self._sheets.overlap_mm - self._heights.axis) / self.row_mm)
        return lambda number: size if number < most_rows else 0

    def _room(self, row: int, era_mm: float) -> float:
        top, bottom = self._lanes(row, self._sheets)
        return bottom - top - (era_mm if row == 0 else 0.0)

    def _lanes(self, row: int, sheets: Sheets) -> tuple[float, float]:
        top, bottom = sheets.row_range(row)
        top += (self._heights.heading if row == 0 else 0.0) + self._heights.axis + 1.2
        bottom -= self._heights.foot if row == sheets.rows - 1 else 0.6
        return top, bottom

    # In time

    def _times(self, lines: Sequence[Sequence[Line]]) -> TimeMap | None:
        span, em, width = self._span, self._em, self._sheets.width_mm
        left, right = (PAD_MM + stub for stub in self._stubs())
        right = width - right
        before = after = None
        if span.before:
            before = PAD_MM / 2 + MARK_EM * em
            left = before + self._strip_mm(lines, lambda each: each.start_s < span.start_s)
        if span.after:
            strip = self._strip_mm(lines, lambda each: each.start_s > span.end_s)
            right = width - PAD_MM / 2 - strip
            after = right + PAD_MM + MARK_EM * em
        if span.mm_per_s is not None:
            per_px = 1.0 / span.mm_per_s
            scale = Scale.fitting(span.start_s, span.end_s, left, left + (span.end_s - span.start_s) / per_px)
            right = left + (span.end_s - span.start_s) / scale.seconds_per_px
            after = None if after is None else right + PAD_MM + MARK_EM * em
            if right > width + 0.5:
                return None
        else:
            if right - left < 0.4 * width and width < 4000:
                return None
            scale = Scale.fitting(span.start_s, span.end_s, left, right)
        return TimeMap(scale, span.start_s, span.end_s, left, right, before, after)

    def _stubs(self) -> tuple[float, float]:
        """Return the room of the arrows of bars that go on beyond the first and the last of the scale."""
        span, stub = self._span, STUB_EM * self._em
        first = any(each.bar_style[1] & OUT and each.start_s <= span.start_s for each in self._matter.marks)
        last = any(each.bar_style[2] & OUT and each.end_s >= span.end_s for each in self._matter.marks)
        return stub if first and not span.before else 0.0, stub if last and not span.after else 0.0

    def strip_mm(self, *, after: bool) -> float:
        """Return how wide the strip of what lies outside the scale is."""
        lines = self._wording.lines(WIDEST_EM)
        start_s, end_s = self._span.start_s, self._span.end_s
        return self._strip_mm(lines, lambda each: each.start_s > end_s if after else each.start_s < start_s)

    def _strip_mm(self, lines: Sequence[Sequence[Line]], is_there: Callable[[Subject], bool]) -> float:
        widths = [
            self._width_em(index, lines[index])
            for index, each in enumerate(self._matter.marks, self._eras)
            if is_there(each)
        ]
        return (max(widths, default=0.0) + LEAD_EM + 1.5) * self._em + PAD_MM

    def _width_em(self, index: int, lines: Sequence[Line]) -> float:
        wide = max(line.width_em for line in lines)
        if self._dates is Dates.BELOW:
            wide = max(wide, self._wording.dates_em[index])
        elif self._dates is Dates.BEHIND:
            last = wide if self._wording.is_rtl(index) else lines[-1].width_em
            wide = max(wide, last + DATE_GAP_EM + self._wording.dates_em[index])
        return self._wording.prefixes_em[index] + wide

    # On the sheets

    def _blocks(self, times: TimeMap, lines: Sequence[Sequence[Line]]) -> tuple[list[Placed], list[Block]]:
        marks, em = self._matter.marks, self._em
        lefts, rights = times.xs([each.start_s for each in marks]), times.xs([each.end_s for each in marks])
        widths = [self._width_em(place, lines[place]) * em for place in range(self._eras, self._eras + len(marks))]
        sides = self._sides(lefts, widths)
        placed, blocks = [], []
        for index, (each, x, bar_right) in enumerate(zip(marks, lefts, rights, strict=True)):
            place, width = self._eras + index, widths[index]
            own, column = lines[place], self._column(x)
            prefix = self._wording.prefixes_em[place] * em
            _, *edges = each.bar_style
            outs = edges[0] & OUT, edges[1] & OUT
            bar = (x, bar_right) if bar_right - x >= SHORTEST_BAR_EM * em or any(outs) else None
            is_left, turn = sides[index]
            words_left = x - LEAD_EM * em - width if is_left else x + LEAD_EM * em
            copies = self._copies(bar, width, column)
            rim = MARK_EM * em
            left, right = (words_left, x + rim) if is_left else (x - rim, words_left + width)
            right = max((right, *(copy + width for copy in copies)))
            rows = len(own) + (self._dates is Dates.BELOW)
            placed.append(Placed(each, x, 0.0, words_left, is_left, prefix, width, own, self._dates, bar, copies))
            if bar is None:
                blocks.append(Block(left, right, rows * PER_LINE, turn=turn))
                continue
            stubs = [STUB_EM * em if out else 0.0 for out in outs]
            if placed[-1].has_bar_beside:
                blocks.append(Block(left, max(right, bar[1] + stubs[1]), rows * PER_LINE, turn=turn))
            else:
                ends = bar[0] - stubs[0], bar[1] + stubs[1]
                blocks.append(Block(left, right, rows * PER_LINE, *ends, True, turn))
        return placed, blocks

    def _column(self, x: float) -> int:
        return max(bisect_right(self._starts, x) - 1, 0)

    def _sides(self, xs: Sequence[float], widths: Sequence[float]) -> list[tuple[bool, float]]:
        """Return for each mark whether its words stand to its left, and the turn in which it is placed.

        Where one of a few that are nearly at one time has no room on its right, all of them have theirs on the left, so
        that they make a column, in the order of time.
        """
        lead, near, found = LEAD_EM * self._em, NEAR_EM * self._em, [(False, 0.0)] * len(xs)
        first = 0
        while first < len(xs):
            column, last = self._column(xs[first]), first
            while last + 1 < len(xs) and xs[last + 1] - xs[first] <= near and self._column(xs[last + 1]) == column:
                last += 1
            low, high = self._columns[column]
            group = range(first, last + 1)
            lefts = [xs[index] - lead - widths[index] for index in group]
            crosses = any(xs[index] + lead + widths[index] > high - SEAM_PAD_MM for index in group)
            if crosses and min(lefts) >= low + SEAM_PAD_MM:
                found[first : last + 1] = [(True, min(lefts))] * len(group)
            else:
                for index, left in zip(group, lefts, strict=True):
                    is_left = xs[index] + lead + widths[index] > high - SEAM_PAD_MM and left >= low + SEAM_PAD_MM
                    found[index] = is_left, left if is_left else xs[first]
            first = last + 1
        return found

    def _copies(self, bar: tuple[float, float] | None, width: float, column: int) -> tuple[float, ...]:
        if bar is None:
            return ()
        found = []
        for low, high in self._columns[column + 1 :]:
            if bar[1] < low + REPEAT_FROM_MM:
                break
            at = low + SEAM_PAD_MM + ARROW_EM * self._em
            if at + width <= high - SEAM_PAD_MM:
                found.append(at)
        return tuple(found)

    def _lay_eras(self, times: TimeMap, lines: Sequence[Sequence[Line]]) -> list[tuple[Placed, int]]:
        """Return the eras with their lanes; each has one line, its date behind its title where that has room."""
        eras, em, wide = self._matter.eras, self._em, self._sheets.width_mm
        if not eras:
            return []
        span = times.start_s, times.end_s
        starts = [
            0.0 if each.start_s < span[0] else x
            for each, x in zip(eras, times.xs([e.start_s for e in eras]), strict=True)
        ]
        ends = [
            wide if each.end_s > span[1] else x for each, x in zip(eras, times.xs([e.end_s for e in eras]), strict=True)
        ]
        found, taken = [], []
        for index, (each, left, right) in enumerate(zip(eras, starts, ends, strict=True)):
            pad = 0.5 * em
            column = self._column(left)
            low, high = self._columns[column]
            prefix = self._wording.prefixes_em[index]
            date_em = self._wording.dates_em[index] + 1.0 if self._dates is not Dates.NONE else 0.0
            title = self._wording.on_one_line(index, (high - low - 2 * SEAM_PAD_MM) / em - 1.0 - prefix - date_em)
            width = (prefix + title.width_em + date_em) * em
            at = max(left, low + SEAM_PAD_MM) + pad
            if at + width + pad > min(right, high):
                # What has no room inside stands beside it: after it, or else before.
                at = right + pad
                if at + width > high - SEAM_PAD_MM:
                    at = max(left - pad - width, low + SEAM_PAD_MM)
            copies = self._copies((left, right), width, column)
            placed = Placed(
                each, left, 0.0, at, False, prefix * em, width, (title,), self._dates, (left, right), copies
            )
            found.append(placed)
            taken.append((min(left, at), max(right, at + width + pad, *(copy + width + pad for copy in copies), 0.0)))
        order = sorted(range(len(found)), key=lambda place: taken[place])
        # The engine counts in whole numbers: hundredths of a millimetre will do.
        edges = np.array([taken[place] for place in order]) * 100
        lanes = first_fit(edges[:, 0].round().astype(np.int64), edges[:, 1].round().astype(np.int64) - 1)
        return [(found[place], lane) for place, lane in zip(order, lanes.tolist(), strict=True)]

    def _laid(
        self,
        times: TimeMap,
        eras: Sequence[tuple[Placed, int]],
        placed: Sequence[Placed],
        packed: Packed,
        era_mm: float,
        stretch: float,
    ) -> Laid:
        rows = max(len(packed.used), self._sheets.rows)
        sheets = replace(self._sheets, rows=rows)
        lanes = [self._lanes(row, sheets) for row in range(rows)]
        tops = [top + (era_mm if row == 0 else 0.0) for row, (top, _) in enumerate(lanes)]
        pitch = self.row_mm * stretch
        marks = tuple(
            replace(each, top=tops[region] + row * pitch)
            for each, region, row in zip(placed, packed.regions.tolist(), packed.rows.tolist(), strict=True)
        )
        era_top = lanes[0][0]
        laid_eras = tuple(replace(each, top=era_top + lane * ERA_LINE_EM * self._em) for each, lane in eras)
        return Laid(
            sheets,
            self._em,
            times,
            marks,
            laid_eras,
            tuple(top for top, _ in lanes),
            tuple(bottom for _, bottom in lanes),
        )
