"""Plan a booklet: what stands on which page. Pages are painted one by one; the plan keeps few bytes of each."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtGui import QPainter

from gui.printing.booklet_back import bibliography_count, bibliography_item, copies_items, index_items
from gui.printing.booklet_content import LONGEST_NOTE, Content
from gui.printing.booklet_event import event_item
from gui.printing.booklet_front import contents_items, summary_items, title_item
from gui.printing.booklet_options import BookletOptions
from gui.printing.booklet_page import PageShape, body_size, page_shape
from gui.printing.booklet_shapes import BAR_EM, shapes_for
from gui.printing.chosen import Chosen
from gui.printing.flow_blocks import Block, Face, Item, Run
from gui.printing.flow_faces import UNITS_PER_PT, Faces
from gui.printing.flow_painter import Column, ColumnPainter
from gui.printing.flow_pages import Paginator, Sheets, placed_lines
from gui.printing.flow_setter import Setter, Spot as Place
from gui.printing.inks import inks_for
from gui.printing.job import SMALL_TEXT_PT, Figures, Progress
from gui.printing.paper import POINTS_PER_MM, Box, PageSetup
from gui.printing.pdf import Bookmark, Link, Spot
from gui.text import isolated, one_line

_MOST_KEPT = 0.42
"""What is to stay together does so up to this part of a page: more would leave too much white."""
_EVENTS = "Events"
_ITEMS_KEPT = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that begins on a page of its own; `item(n)` makes its pieces anew whenever a page needs them."""

    title: str
    anchor: str
    shape: PageShape
    count: int
    item: Callable[[int], Item]
    sheets: Sheets
    first_page: int

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        columns = len(self.shape.lefts_mm)
        return max(1, -(-len(self.sheets) // columns))


def plan_booklet(
    chosen: Chosen, setup: PageSetup, options: BookletOptions | None = None, progress: Progress | None = None
) -> BookletPlan:
    """Plan a booklet of what is chosen; `progress` is told the events done and all, and what it raises ends the work.

    Raises PaperError for a paper that holds no booklet.
    """
    return _Planner(chosen, setup, options or BookletOptions(), progress or _nothing).plan()


class BookletPlan:
    """A booklet that is laid out: see `gui.printing.job.Plan`."""

    kind = "booklet"

    def __init__(
        self,
        content: Content,
        setup: PageSetup,
        setter: Setter,
        parts: Sequence[_Part],
        places: Mapping[str, Spot],
        faces: set[Face],
    ) -> None:
        self._content, self._setup, self._setter = content, setup, setter
        self._parts = parts
        self._places = places
        self._faces = faces
        self._starts = [part.first_page for part in parts]
        self._painted: tuple[int, list[Link]] = (-1, [])
        self._title = isolated(one_line(content.chosen.story.title))
        self._items = lru_cache(maxsize=_ITEMS_KEPT)(self._item)

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return self._parts[-1].first_page + self._parts[-1].pages

    @property
    def smallest_text_pt(self) -> float:
        """Return the size of the smallest letters that are printed."""
        return min(self._setter.faces.size_pt(face) for face in self._faces)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what to know before printing, a sentence each."""
        found = []
        if not self._content.chosen.events:
            found.append("There is no event in what was chosen: the booklet has no events.")
        if self.smallest_text_pt < SMALL_TEXT_PT:
            found.append(
                f"The smallest text is {self.smallest_text_pt:.1f} pt: under {SMALL_TEXT_PT:g} pt it is hard to read."
            )
        return tuple(found)

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a page."""
        return self._setup.width_mm, self._setup.height_mm

    def figures(self) -> Figures:
        """Return pages, paper, orientation, the sizes of text, what is told, and warnings."""
        chosen = self._content.chosen
        return {
            "pages": self.pages,
            "paper": self._setup.paper.words,
            "orientation": self._setup.orientation,
            "columns": len(self._parts[0].shape.lefts_mm),
            "text_pt": self._setter.faces.body_pt,
            "smallest_text_pt": round(self.smallest_text_pt, 2),
            "events": len(chosen.events),
            "statements": sum(len(event.statements) for event in chosen.events),
            "sources": len(self._content.cited),
            "warnings": list(self.warnings),
        }

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page; the painter counts in millimetres."""
        self._painted = page, self._paint(painter, page)

    def links(self, page: int) -> Sequence[Link]:
        """Return the links of a page."""
        if self._painted[0] != page:
            self._painted = page, self._paint(None, page)
        return self._painted[1]

    def anchors(self) -> Mapping[str, Spot]:
        """Return what links lead to: "event/ID", "source/ID", "booklet-page/12" and the parts."""
        pages = {f"booklet-page/{page + 1}": Spot(page) for page in range(self.pages)}
        return {**pages, **self._places}

    def bookmarks(self) -> Sequence[Bookmark]:
        """Return the parts, and below them the headings and events."""
        return list(self._bookmarks())

    def _bookmarks(self) -> Iterator[Bookmark]:
        content = self._content
        for part in self._parts:
            yield Bookmark(part.title, self._places.get(part.anchor, Spot(part.first_page)))
            if part.title != _EVENTS:
                continue
            events = content.chosen.events
            for group in content.groups:
                yield Bookmark(group.label, self._places[f"group/{group.places[0] + 1}"], 1)
                for place in group.places:
                    event = events[place]
                    title = f"{place + 1}  {one_line(event.title)}"
                    yield Bookmark(title, self._places[f"event/{event.id}"], 2)

    def _part_at(self, page: int) -> _Part:
        if not 0 <= page < self.pages:
            raise IndexError("there is no such page")
        return self._parts[bisect_right(self._starts, page) - 1]

    def _item(self, part: int, number: int) -> Item:
        return self._parts[part].item(number)

    def _paint(self, painter: QPainter | None, page: int) -> list[Link]:
        part = self._part_at(page)
        place = self._parts.index(part)
        shape = part.shape
        columns = len(shape.lefts_mm)
        body = self._setter.faces.body_pt
        note = _NoteBlocks(self._content)
        column_painter = ColumnPainter(
            self._setter,
            lambda item, block: self._items(place, item).blocks[block],
            note.block,
            self._page_of,
            bar_pt=self._content.shapes.hang_pt + BAR_EM * body,
            resume=self._resumed,
        )
        if painter is not None:
            painter.save()
            painter.scale(1 / (POINTS_PER_MM * UNITS_PER_PT), 1 / (POINTS_PER_MM * UNITS_PER_PT))
        spots: list[Place] = []
        first = (page - part.first_page) * columns
        for column in range(first, min(first + columns, len(part.sheets))):
            left_pt = shape.lefts_mm[column - first] * POINTS_PER_MM
            found = Column(
                left_pt,
                shape.top_mm * POINTS_PER_MM,
                shape.width_pt,
                part.sheets.slices(column),
                part.sheets.notes(column),
            )
            spots += column_painter.paint(painter, found)
        if painter is not None:
            self._margins(painter, part, page)
            painter.restore()
        return [_link(spot) for spot in spots]

    def _resumed(self, block: Block) -> Block:
        return replace(
            block,
            runs=(Run(block.resume, Face.META_MUTED),),
            shape=replace(self._content.shapes.road, left_pt=block.shape.left_pt),
        )

    def _page_of(self, anchor: str) -> int:
        spot = self._places.get(anchor)
        return spot.page + 1 if spot is not None else 0

    def _margins(self, painter: QPainter, part: _Part, page: int) -> None:
        """Paint the running head and the number of the page; the title page has neither."""
        if page == 0:
            return
        shape, setter = part.shape, self._setter
        left, right = shape.lefts_mm[0] * POINTS_PER_MM, shape.right_mm * POINTS_PER_MM
        leading = setter.faces.body_pt * 1.2
        top = shape.head_mm * POINTS_PER_MM
        here = self._running(part, page)
        room = (right - left) * UNITS_PER_PT
        here = setter.faces.elided(Face.HEAD, here, room * 0.5)
        title = setter.faces.elided(Face.HEAD, self._title, room * 0.46)
        setter.write(painter, Run(title, Face.HEAD), left, top, leading)
        setter.write(painter, Run(here, Face.HEAD), right, top, leading, right=True)
        number = Run(str(page + 1), Face.META)
        width = setter.faces.width(Face.META, number.text) / UNITS_PER_PT
        setter.write(painter, number, (left + right - width) / 2, shape.foot_mm * POINTS_PER_MM, leading)

    def _running(self, part: _Part, page: int) -> str:
        """Return what a page holds: the heading that its first event stands under, and the numbers of its events."""
        if part.title != _EVENTS:
            return part.title
        columns = len(part.shape.lefts_mm)
        first = (page - part.first_page) * columns
        found = [each.item for c in range(first, min(first + columns, len(part.sheets))) for each in part.sheets.slices(c)]
        if not found:
            return part.title
        low, high = (self._content.order[item][0] + 1 for item in (found[0], found[-1]))
        label = self._content.group_labels[found[0]]
        return f"{isolated(label)} · {low}" if low == high else f"{isolated(label)} · {low}–{high}"


class _NoteBlocks:
    """The footnotes of a booklet."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def block(self, number: int, is_full: bool) -> Block:
        """Return the footnote of a source, in full where it is cited for the first time."""
        content = self._content
        source = content.cited[number - 1]
        label = Run(str(number), Face.NOTE_NUMBER, target=f"#source/{source.id}")
        if is_full:
            runs = content.citation_runs(source, Face.NOTE, LONGEST_NOTE)
        else:
            runs = (Run(content.short_citation(source), Face.NOTE),)
        return Block(runs, content.shapes.note, label)


class _Planner:
    """Lays the parts out one after the other."""

    def __init__(self, chosen: Chosen, setup: PageSetup, options: BookletOptions, progress: Progress) -> None:
        body_pt = options.text_pt or body_size(setup)
        shapes = shapes_for(body_pt, widest_number=len(chosen.events))
        inks = inks_for(chosen.story.categories, options.inks)
        self._content = Content(chosen, options, inks, shapes)
        self._setup, self._progress = setup, progress
        self._shape = page_shape(setup, body_pt, shapes.hang_pt)
        self._setter = Setter(Faces(inks.palette, body_pt))
        self._notes = _NoteBlocks(self._content)
        self._note_heights: dict[tuple[int, bool], float] = {}
        self._parts: list[_Part] = []
        self._places: dict[str, Spot] = {}
        self._pages_of_name: dict[int, array[int]] = {}
        self._faces: set[Face] = {Face.HEAD}
        self._done = 0

    def plan(self) -> BookletPlan:
        """Return the plan."""
        content, options = self._content, self._content.options
        self._listed("Title", "booklet", [title_item(content)], sink=0.22)
        later = list(self._later())
        if options.has_contents and content.chosen.events:
            self._listed("Contents", "contents", list(contents_items(content, later)))
        if options.has_summary:
            self._listed("How it stands", "summary", list(summary_items(content)))
        if content.chosen.events:
            order = content.order
            self._part(_EVENTS, f"group/{order[0][0] + 1}", len(order), lambda n: event_item(content, *order[n]))
        if self._has_bibliography:
            cited_in = _cited_in(content)
            self._part("Sources", "sources", bibliography_count(content), lambda n: bibliography_item(content, n, cited_in))
        if self._has_copies:
            self._listed("Offline copies", "copies", list(copies_items(content)))
        if self._has_index:
            items = list(index_items(content, self._pages_of_name))
            self._listed("Index", "index", items, shape=self._shape.split(content.shapes.hang_pt))
        return BookletPlan(content, self._setup, self._setter, self._parts, self._places, self._faces)

    @property
    def _has_bibliography(self) -> bool:
        return self._content.options.has_bibliography and bool(self._content.cited)

    @property
    def _has_copies(self) -> bool:
        return any(self._content.options.copies.get(source.id) for source in self._content.cited)

    @property
    def _has_index(self) -> bool:
        events = self._content.chosen.events
        named = any(event.place.strip() or any(said.speaker.strip() for said in event.statements) for event in events)
        return self._content.options.has_index and named

    def _later(self) -> Iterator[tuple[str, str]]:
        """Yield the titles and anchors of the parts behind the contents; those of the events are no line of their own."""
        if self._content.options.has_summary:
            yield "How it stands", "summary"
        yield "", ""
        if self._has_bibliography:
            yield "Sources", "sources"
        if self._has_copies:
            yield "Offline copies", "copies"
        if self._has_index:
            yield "Index", "index"

    def _listed(
        self, title: str, anchor: str, items: Sequence[Item], *, sink: float = 0.0, shape: PageShape | None = None
    ) -> None:
        self._part(title, anchor, len(items), items.__getitem__, sink=sink, shape=shape)

    def _part(
        self,
        title: str,
        anchor: str,
        count: int,
        item: Callable[[int], Item],
        *,
        sink: float = 0.0,
        shape: PageShape | None = None,
    ) -> None:
        shape = shape or self._shape
        last = self._parts[-1] if self._parts else None
        first_page = last.first_page + last.pages if last is not None else 0
        columns = len(shape.lefts_mm)

        def began(name: str, keys: tuple[int, ...], column: int, top: float) -> None:
            page = first_page + column // columns
            if name:
                self._places[name] = Spot(page, shape.top_mm + top / POINTS_PER_MM)
            for key in keys:
                pages = self._pages_of_name.setdefault(key, array("i"))
                if not pages or pages[-1] != page + 1:
                    pages.append(page + 1)

        body = self._setter.faces.body_pt
        paginator = Paginator(
            shape.height_pt,
            self._note_height,
            resume_height=self._content.shapes.road.leading_pt,
            note_gap=body * 1.1,
            sink=sink * shape.height_pt,
            began=began,
        )
        for number in range(count):
            paginator.feed(self._placed(item(number), number, shape))
            if title == _EVENTS:
                self._done = number + 1
            self._tell()
        sheets = paginator.finish()
        self._parts.append(_Part(title, anchor, shape, count, item, sheets, first_page))

    def _placed(self, item: Item, number: int, shape: PageShape):  # type: ignore[no-untyped-def]
        measured = [self._setter.lines(block, shape.width_pt, self._tell) for block in item.blocks]
        for block in item.blocks:
            self._faces.update(run.face for run in block.runs)
        most_kept = shape.height_pt * _MOST_KEPT
        return placed_lines(number, item.blocks, measured, keep=item.keep, most_kept=most_kept)

    def _note_height(self, number: int, is_full: bool) -> float:
        key = (number, is_full)
        height = self._note_heights.get(key)
        if height is None:
            self._faces.update((Face.NOTE, Face.NOTE_NUMBER))
            lines = self._setter.lines(self._notes.block(number, is_full), self._shape.width_pt)
            height = self._note_heights[key] = sum(line.height for line in lines)
        return height

    def _tell(self, _share: float = 0.0) -> None:
        self._progress(self._done, len(self._content.chosen.events))


def _cited_in(content: Content) -> dict[int, array[int]]:
    """Return the places of the events that cite each source, by its number."""
    found: dict[int, array[int]] = {}
    for place, event in enumerate(content.chosen.events):
        ids = {*event.sources, *(statement.source for statement in event.statements)}
        for number in {content.source_number(source_id) for source_id in ids} - {0}:
            found.setdefault(number, array("i")).append(place)
    return found


def _link(spot: Place) -> Link:
    scale = 1 / POINTS_PER_MM
    return Link(Box(spot.left * scale, spot.top * scale, spot.width * scale, spot.height * scale), spot.target)


def _nothing(_done: int, _all: int) -> None:
    pass
