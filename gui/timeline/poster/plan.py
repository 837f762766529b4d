"""A poster that is planned: its sheets, what they show, and its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QPainter

from gui.printing.chosen import Chosen
from gui.printing.inks import Inks
from gui.printing.job import Figures
from gui.printing.lettering import LINE_EM, Lettering
from gui.printing.paper import POINTS_PER_MM, Box
from gui.printing.pdf import Bookmark, Link, Spot
from gui.printing.poster import PosterOptions
from gui.printing.scales import scale_words
from gui.timeline.poster.axis import AxisPlan
from gui.timeline.poster.furniture import Furniture, Heading
from gui.timeline.poster.laying import MARK_EM, STUB_EM
from gui.timeline.poster.painter import PosterPainter
from gui.timeline.poster.placing import Laid, Placed
from gui.timeline.poster.subjects import DATE_SHARE
from storage.dates import display_instant


@dataclass(frozen=True)
class PosterPlan:
    """Sheets of a poster, to be painted one by one, or all as one large drawing.

    It is a `gui.printing.job.Plan`; anchors are "poster/ID", and the words of an event lead to "event/ID".
    """

    chosen: Chosen
    inks: Inks
    laid: Laid
    axis: AxisPlan
    heading: Heading
    furniture: Furniture
    options: PosterOptions
    lettering: Lettering
    has_foot: bool
    warnings: tuple[str, ...] = ()

    kind = "poster"

    @property
    def pages(self) -> int:
        """Return the number of sheets."""
        return self.laid.sheets.count

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a sheet."""
        setup = self.laid.sheets.setup
        return setup.width_mm, setup.height_mm

    @property
    def drawing_size_mm(self) -> tuple[float, float]:
        """Return the size of the whole drawing, without what stands around it."""
        return self.laid.sheets.width_mm, self.laid.sheets.height_mm

    @property
    def smallest_text_pt(self) -> float:
        """Return the size of the smallest letters."""
        return round(smallest_pt(self.laid, self.axis.size_mm, self.furniture.size_mm), 2)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Return all that is on the poster, eras first."""
        return (*self.laid.eras, *self.laid.marks)

    def figures(self) -> Figures:
        """Return what to know of the poster in the plain values of JSON."""
        sheets, times = self.laid.sheets, self.laid.times
        setup = sheets.setup
        wide, high = self.drawing_size_mm
        zone = self.chosen.zone
        return {
            "pages": self.pages,
            "columns": sheets.columns,
            "rows": sheets.rows,
            "paper": setup.paper.name,
            "paper_mm": [round(setup.width_mm, 1), round(setup.height_mm, 1)],
            "orientation": setup.orientation,
            "margins_mm": [setup.margins.left, setup.margins.top, setup.margins.right, setup.margins.bottom],
            "overlap_mm": sheets.overlap_mm if self.pages > 1 else 0.0,
            "poster_mm": [round(wide, 1), round(high, 1)],
            "scale": scale_words(times.mm_per_s),
            "from": display_instant(times.start_s, zone, "second"),
            "to": display_instant(max(times.end_s - 1, times.start_s), zone, "second"),
            "text_pt": round(self.laid.text_mm * POINTS_PER_MM, 2),
            "smallest_text_pt": self.smallest_text_pt,
            "dates": any(each.has_date for each in self.placed),
            "events": len(self.placed),
            "inks": self.inks.mode.value,
            "warnings": list(self.warnings),
        }

    def tile_codes(self) -> Mapping[str, str]:
        """Return the code of the sheet (A1, B2, …) that has the mark of each event, by the event's id."""
        sheets = self.laid.sheets
        return {each.subject.id: sheets.code(self._page_of(each)) for each in self.placed}

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a sheet; the painter counts in millimetres."""
        PosterPainter(self).paint_page(painter, page)

    def paint_in_turns(self, painter: QPainter, page: int, go_on: Callable[[], None]) -> None:
        """Paint a sheet as `paint` does; what `go_on` raises ends it."""
        PosterPainter(self, go_on).paint_page(painter, page)

    def paint_whole(self, painter: QPainter) -> None:
        """Paint the drawing as if it were on one sheet, without what stands around it."""
        PosterPainter(self).paint_drawing(painter, Box(0.0, 0.0, *self.drawing_size_mm))

    def links(self, page: int) -> Sequence[Link]:
        """Return the links of a sheet: from the words of each event to its page in a booklet of the same job."""
        sheets = self.laid.sheets
        window = sheets.window(page)
        content = sheets.content
        right, down = content.left - window.left, content.top - window.top
        return [
            Link(box.moved(right, down), f"#event/{each.subject.id}")
            for each in self.on_page(page)
            for box in self.word_boxes(each)
            if window.holds(box)
        ]

    def anchors(self) -> Mapping[str, Spot]:
        """Return where the mark of each event is."""
        sheets = self.laid.sheets
        found = {"poster": Spot(0)}
        for each in self.placed:
            page = self._page_of(each)
            top = each.top - sheets.window(page).top + sheets.content.top
            found[f"poster/{each.subject.id}"] = Spot(page, max(top - 10.0, 0.0))
        return found

    def bookmarks(self) -> Sequence[Bookmark]:
        """Return the outline: the poster, and its sheets where there are more."""
        sheets = self.laid.sheets
        found = [Bookmark("Poster", Spot(0))]
        if self.pages > 1:
            found += [Bookmark(f"Sheet {sheets.code(page)}", Spot(page), 1) for page in range(self.pages)]
        return found

    # Where things are

    def word_boxes(self, each: Placed) -> list[Box]:
        """Return the rectangles of an event's words, the repeated ones after the first."""
        height = each.rows * LINE_EM * self.laid.text_mm
        return [Box(left, each.top, each.width, height) for left in (each.words_left, *each.copies)]

    def mark_box(self, each: Placed) -> Box:
        """Return the rectangle of an event's mark."""
        radius = MARK_EM * self.laid.text_mm
        middle = each.top + LINE_EM * self.laid.text_mm / 2
        return Box(each.x - radius, middle - radius, 2 * radius, 2 * radius)

    def on_page(self, page: int) -> Sequence[Placed]:
        """Return what shows on a sheet, if only in part."""
        return self._by_page.get(page, ())

    @cached_property
    def _by_page(self) -> Mapping[int, Sequence[Placed]]:
        found: dict[int, list[Placed]] = {}
        for each in self.placed:
            for page in self.laid.sheets.pages_showing(self._reach(each)):
                found.setdefault(page, []).append(each)
        return found

    def _reach(self, each: Placed) -> Box:
        em = self.laid.text_mm
        left = min(each.x - 2 * em, each.words_left)
        right = max(each.x + 2 * em, each.words_left + each.width)
        if each.bar:
            left, right = min(left, each.bar[0] - STUB_EM * em), max(right, each.bar[1] + STUB_EM * em)
        return Box(left, each.top, right - left, (each.rows + 1) * LINE_EM * em)

    def _page_of(self, each: Placed) -> int:
        return self.laid.sheets.page_at(max(each.x, 0.0), each.top + 0.5 * self.laid.text_mm)


def smallest_pt(laid: Laid, *around_mm: float) -> float:
    """Return the size of the smallest letters on a poster; `around_mm` are those of all that is no event."""
    sizes = [*around_mm]
    if laid.marks or laid.eras:
        has_dates = any(each.has_date for each in (*laid.marks, *laid.eras))
        sizes.append(laid.text_mm * (DATE_SHARE if has_dates else 1.0))
    return min(sizes) * POINTS_PER_MM
