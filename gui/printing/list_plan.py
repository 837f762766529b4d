"""The list: a compact table for a binder, one event a row, set page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QLineF
from PySide6.QtGui import QPainter

from gui.printing.chosen import Chosen
from gui.printing.inks import HAIRLINE_MM, InkMode, Inks, inks_for, pen
from gui.printing.job import Figures
from gui.printing.lettering import ASCENT_EM, LINE_EM, Lettering, Line, Measure, Style
from gui.printing.paper import POINTS_PER_MM, Box, Margins, PageSetup
from gui.printing.pdf import Bookmark, Link, Spot
from gui.printing.signs import SIGN_EM, paint_sign
from gui.signs import STANDING_SIGNS
from gui.text import one_line, reads_right_to_left
from storage.citation import citation, link
from storage.dates import display
from storage.errors import TimelineError
from storage.model import Event
from storage.standing import StandingKind

TEXT_PT = 8.5
SMALL_PT = 7.0
HOLES_MM = 20.0
"""What a binder's holes need on the left."""
_GAP_MM = 3.0
_ROW_PAD_EM = 0.45
_LONGEST_TITLE = 2000
_HEADS = ("No.", "Date", "Event", "Standing", "Sources")
_NUMBER, _DATE, _TITLE, _STANDING, _SOURCES = range(5)


@dataclass(frozen=True, slots=True)
class ListOptions:
    """What is asked of a list; with `holes` the left margin leaves room for those of a binder."""

    inks: InkMode = InkMode.COLOUR
    text_pt: float = TEXT_PT
    holes: bool = True
    sources: bool = True
    printed_on: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: its cells in lines, and whose it is; where it `spans`, the second cell takes all the rest."""

    key: str
    cells: tuple[tuple[Line, ...], ...]
    standing: StandingKind | None
    rtl: bool
    address: str
    height_mm: float
    spans: bool = False
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A row on a page, by the height of its top."""

    row: Row
    top_mm: float


@dataclass(frozen=True)
class ListPlan:
    """The pages of a list. It is a `gui.printing.job.Plan`; anchors are "list/ID" and "listed/SOURCE"."""

    chosen: Chosen
    setup: PageSetup
    options: ListOptions
    inks: Inks
    lettering: Lettering
    columns_mm: tuple[tuple[float, float], ...]
    placed: tuple[tuple[Placed, ...], ...]
    warnings: tuple[str, ...] = ()

    kind = "list"

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return len(self.placed)

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a page."""
        return self.setup.width_mm, self.setup.height_mm

    def figures(self) -> Figures:
        """Return what to know of the list in the plain values of JSON."""
        return {
            "pages": self.pages,
            "paper": self.setup.paper.name,
            "paper_mm": [round(self.setup.width_mm, 1), round(self.setup.height_mm, 1)],
            "orientation": self.setup.orientation,
            "text_pt": self.options.text_pt,
            "smallest_text_pt": min(self.options.text_pt, SMALL_PT),
            "events": len(self.chosen.events),
            "sources": len(self.chosen.source_numbers) if self.options.sources else 0,
            "inks": self.inks.mode.value,
            "warnings": list(self.warnings),
        }

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page; the painter counts in millimetres."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        box, palette, small = self._box, self.inks.palette, SMALL_PT / POINTS_PER_MM
        size = self.options.text_pt / POINTS_PER_MM
        self._paint_head(painter, page)
        painter.setPen(pen(palette.grid if self.inks.mode is InkMode.COLOUR else palette.rule, HAIRLINE_MM))
        painter.drawLines([QLineF(box.left, each.top_mm, box.right, each.top_mm) for each in self.placed[page][1:]])
        for each in self.placed[page]:
            self._paint_row(painter, each, size)
        foot = box.bottom - small * (LINE_EM - ASCENT_EM)
        words = f"Page {page + 1} of {self.pages}"
        self.lettering.write(
            painter, (box.right - self.lettering.width(words) * small, foot), small, words, palette.muted
        )
        facts = " · ".join(part for part in (self.chosen.words, self._printed) if part)
        self.lettering.write(painter, (box.left, foot), small, facts, palette.muted)

    def links(self, page: int) -> Sequence[Link]:
        """Return the links of a page: from an event to the booklet of the same job, from a source to its address."""
        box, found = self._box, []
        for each in self.placed[page]:
            if each.row.spans and not each.row.address:
                continue
            target = each.row.address or f"#event/{each.row.key}"
            found.append(Link(Box(box.left, each.top_mm, box.width, each.row.height_mm), target))
        return found

    def anchors(self) -> Mapping[str, Spot]:
        """Return where the rows are."""
        return {
            f"list/{each.row.key}": Spot(page, each.top_mm) for page, rows in enumerate(self.placed) for each in rows
        }

    def bookmarks(self) -> Sequence[Bookmark]:
        """Return the outline."""
        return [Bookmark("List", Spot(0))]

    @cached_property
    def _box(self) -> Box:
        return self.setup.printable

    @property
    def _printed(self) -> str:
        return f"Printed on {self.options.printed_on}" if self.options.printed_on else ""

    def _paint_head(self, painter: QPainter, page: int) -> None:
        box, palette, write = self._box, self.inks.palette, self.lettering.write
        size = self.options.text_pt / POINTS_PER_MM
        title = self.lettering.lines(one_line(self.chosen.story.title), box.width / (1.3 * size), Style.HEADING)[0]
        write(painter, (box.left, box.top + ASCENT_EM * 1.3 * size), 1.3 * size, title.text, palette.ink, Style.HEADING)
        line = box.top + _head_mm(size) - 0.8
        small = SMALL_PT / POINTS_PER_MM
        for head, (left, width) in zip(_HEADS, self.columns_mm, strict=True):
            # A column of signs alone is too narrow for its name.
            if self.lettering.width(head, Style.STRONG) * small > width + _GAP_MM / 2:
                continue
            write(painter, (left, line - 0.45 * small), small, head, palette.muted, Style.STRONG)
        painter.setPen(pen(palette.ink, 0.35))
        painter.drawLine(QLineF(box.left, line, box.right, line))

    def _paint_row(self, painter: QPainter, each: Placed, size: float) -> None:
        palette, row = self.inks.palette, each.row
        first = each.top_mm + (_ROW_PAD_EM + ASCENT_EM) * size
        columns = list(self.columns_mm)
        if row.spans:
            columns = [columns[_NUMBER], (columns[_DATE][0], sum(columns[-1]) - columns[_DATE][0])]
        for place, (lines, (left, width)) in enumerate(zip(row.cells, columns, strict=True)):
            at = left
            if place == _STANDING and row.standing is not None:
                paint_sign(painter, row.standing, (left, first - ASCENT_EM * size), size, palette, self.lettering)
                at += SIGN_EM * size
            is_words = row.spans or place == _TITLE
            is_turned = row.rtl and is_words and place > 0
            style = Style.STRONG if place == _NUMBER or row.is_heading else Style.TEXT
            ink = palette.ink if place == _NUMBER or is_words else palette.muted
            for number, line in enumerate(lines):
                x = at + (width - line.width_em * size if is_turned else 0.0)
                y = first + number * LINE_EM * size
                self.lettering.write(painter, (x, y), size, line.text, ink, style, rtl=is_turned or None)


def plan_list(
    chosen: Chosen,
    setup: PageSetup,
    options: ListOptions = ListOptions(),
    lettering: Lettering | None = None,
    go_on: Callable[[], None] | None = None,
) -> ListPlan:
    """Plan a list; needs a QGuiApplication for the fonts. What `go_on` raises ends the work. Raises PaperError."""
    lettering = lettering or Lettering(chosen.story.language)
    if setup.is_open:
        raise TimelineError("A list is printed on sheets: choose a paper that is no roll.")
    if options.holes and setup.margins.left < HOLES_MM:
        edges = setup.margins
        setup = PageSetup(setup.paper, setup.landscape, Margins(HOLES_MM, edges.top, edges.right, edges.bottom))
    inks = inks_for(chosen.story.categories, options.inks)
    size = options.text_pt / POINTS_PER_MM
    columns = _columns(chosen, setup.printable, lettering, size)
    rows = [*_event_rows(chosen, columns, lettering, size, go_on)]
    if not rows:
        columns_words = ((), tuple(lettering.lines("There is no event in what was chosen.", 100.0)))
        rows = [Row("nothing", columns_words, None, False, "", _height(columns_words, size), spans=True)]
    if options.sources:
        rows += _source_rows(chosen, columns, lettering, size)
    placed = _pages(rows, setup.printable, size)
    small = min(options.text_pt, SMALL_PT) < 5.95
    warnings = (f"The smallest text is {options.text_pt:g} pt, which is hard to read.",) if small else ()
    return ListPlan(chosen, setup, options, inks, lettering, columns, placed, warnings)


def _head_mm(size: float) -> float:
    return (1.3 * LINE_EM + 1.6) * size + 1.5


def _columns(chosen: Chosen, box: Box, measure: Measure, size: float) -> tuple[tuple[float, float], ...]:
    """Return left edge and width of each column: the event has what the others leave."""
    number = max(measure.width(str(len(chosen.events)), Style.STRONG), measure.width(_HEADS[0], Style.STRONG)) * size
    words = [sign_and_word[1] for sign_and_word in STANDING_SIGNS.values()]
    standing = (max(map(measure.width, words)) + SIGN_EM) * size
    sources = max(measure.width("00, 00, 00"), measure.width(_HEADS[4], Style.STRONG)) * size
    date = min(_date_em(chosen, measure) * size, box.width * 0.24)
    spare = box.width - number - standing - sources - date - 4 * _GAP_MM
    if spare < box.width * 0.25:
        standing, spare = SIGN_EM * size, spare + standing - SIGN_EM * size
    left, found = box.left, []
    for width in (number, date, spare, standing, sources):
        found.append((left, width))
        left += width + _GAP_MM
    return tuple(found)


def _date_em(chosen: Chosen, measure: Measure) -> float:
    """Return the width of the longest of the usual dates; the few that are much longer are broken."""
    widths = sorted(measure.width(one_line(display(each.when, "en", short=True))) for each in chosen.events)
    usual = widths[int(len(widths) * 0.9)] if widths else 0.0
    longest = widths[-1] if widths else 0.0
    return max(longest if longest <= 1.25 * usual else usual, measure.width("00 Sept 0000")) + 0.1


def _event_rows(
    chosen: Chosen,
    columns: Sequence[tuple[float, float]],
    measure: Measure,
    size: float,
    go_on: Callable[[], None] | None,
) -> Sequence[Row]:
    room_em = [width / size for _, width in columns]
    has_word = room_em[_STANDING] > SIGN_EM + 1.0
    found = []
    for place, event in enumerate(chosen.events):
        if go_on is not None and place % 256 == 0:
            go_on()
        kind = chosen.standings[event.id].kind
        word = STANDING_SIGNS[kind][1]
        title = ("★ " if event.starred else "") + one_line(event.title[:_LONGEST_TITLE])
        cells = (
            (str(chosen.numbers[event.id]), Style.STRONG, _NUMBER),
            (one_line(display(event.when, "en", short=True)), Style.TEXT, _DATE),
            (title, Style.TEXT, _TITLE),
            (word if has_word else "", Style.TEXT, _STANDING),
            (", ".join(map(str, _cited(chosen, event))), Style.TEXT, _SOURCES),
        )
        lines = tuple(tuple(measure.lines(text, room_em[at], style)) for text, style, at in cells)
        found.append(Row(event.id, lines, kind, reads_right_to_left(title), "", _height(lines, size)))
    return found


def _cited(chosen: Chosen, event: Event) -> list[int]:
    ids = {*event.sources, *(statement.source for statement in event.statements)}
    return sorted(chosen.source_numbers[each] for each in ids if each in chosen.source_numbers)


def _source_rows(
    chosen: Chosen, columns: Sequence[tuple[float, float]], measure: Measure, size: float
) -> Sequence[Row]:
    """Return a heading and a row for each source that is cited; its citation goes from the second column on."""
    left, right = columns[_DATE][0], sum(columns[-1])
    room_em = (right - left) / size
    heading = tuple(measure.lines("Sources", room_em, Style.STRONG))
    found = [Row("sources", ((), heading), None, False, "", _height(((), heading), size), spans=True, is_heading=True)]
    for source_id, number in chosen.source_numbers.items():
        source = chosen.sources[source_id]
        text = one_line(citation(source))
        lines = tuple(measure.lines(str(number), room_em, Style.STRONG)), tuple(measure.lines(text, room_em))
        height, turned = _height(lines, size), reads_right_to_left(text)
        found.append(Row(f"source {source_id}", lines, None, turned, link(source), height, spans=True))
    return found if len(found) > 1 else []


def _height(cells: Sequence[Sequence[Line]], size: float) -> float:
    return (max(max(map(len, cells)), 1) * LINE_EM + 2 * _ROW_PAD_EM) * size


def _pages(rows: Sequence[Row], box: Box, size: float) -> tuple[tuple[Placed, ...], ...]:
    """Return the rows page by page; none is cut by the end of a page unless it alone is longer than one."""
    first, last = box.top + _head_mm(size), box.bottom - 1.8 * SMALL_PT / POINTS_PER_MM
    pages: list[list[Placed]] = [[]]
    top = first
    for place, row in enumerate(rows):
        # A heading goes with what it is the heading of.
        needed = row.height_mm + (rows[place + 1].height_mm if row.is_heading else 0.0)
        if pages[-1] and top + needed > last:
            pages.append([])
            top = first
        pages[-1].append(Placed(row, top))
        top += row.height_mm
    return tuple(tuple(page) for page in pages)
