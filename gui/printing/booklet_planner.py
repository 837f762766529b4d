"""Plan a booklet: part by part, event by event, what stands on which page. The plan keeps few bytes of each page."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

from gui.printing.booklet_back import bibliography_count, bibliography_item, copies_items, index_items
from gui.printing.booklet_content import Content
from gui.printing.booklet_event import event_item
from gui.printing.booklet_front import contents_items, summary_items, title_item
from gui.printing.booklet_options import BookletOptions
from gui.printing.booklet_page import PageShape, body_size, page_shape
from gui.printing.booklet_part import EVENTS, NoteBlocks, Part
from gui.printing.booklet_plan import BookletPlan
from gui.printing.booklet_shapes import shapes_for
from gui.printing.chosen import Chosen
from gui.printing.flow_blocks import Block, Face, Item
from gui.printing.flow_faces import Faces
from gui.printing.flow_pages import Paginator, Placed, placed_lines
from gui.printing.flow_setter import Setter
from gui.printing.inks import inks_for
from gui.printing.job import Progress
from gui.printing.paper import POINTS_PER_MM, PageSetup
from gui.printing.pdf import Spot

_MOST_KEPT = 0.42
"""What is to stay together does so up to this part of a page: more would leave too much white."""


def plan_booklet(
    chosen: Chosen, setup: PageSetup, options: BookletOptions | None = None, progress: Progress | None = None
) -> BookletPlan:
    """Plan a booklet of what is chosen; `progress` is told the events done and all, and what it raises ends the work.

    Raises PaperError for a paper that holds no booklet.
    """
    return _Planner(chosen, setup, options or BookletOptions(), progress or _nothing).plan()


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
        self._notes = NoteBlocks(self._content)
        self._note_heights: dict[tuple[int, bool], float] = {}
        self._parts: list[Part] = []
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
            self._listed("How it stands", "summary", list(summary_items(content, self._tell)))
        if content.chosen.events:
            order = content.order
            self._part(EVENTS, f"group/{order[0][0] + 1}", len(order), lambda n: event_item(content, *order[n]))
        if self._has_bibliography:
            cited_in = _cited_in(content)
            self._part(
                "Sources", "sources", bibliography_count(content), lambda n: bibliography_item(content, n, cited_in)
            )
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
        """Yield the titles and anchors of what the contents lead to; "" where the events come."""
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
        first_page, first_column = self._next_place(shape)
        columns = len(shape.lefts_mm)

        def began(name: str, keys: tuple[int, ...], column: int, top: float) -> None:
            page = first_page + (first_column + column) // columns
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
        before: Block | None = None
        for number in range(count):
            made = item(number)
            paginator.feed(self._placed(made, number, shape, before))
            before = made.blocks[-1]
            if title == EVENTS:
                self._done = number + 1
            self._tell()
        sheets = paginator.finish()
        self._parts.append(Part(title, anchor, shape, count, item, sheets, first_page, first_column))

    def _next_place(self, shape: PageShape) -> tuple[int, int]:
        """Return the page and column that the next part begins in: the title page is one by itself."""
        if not self._parts:
            return 0, 0
        last = self._parts[-1]
        if len(self._parts) > 1 and last.shape == shape:
            return last.next_place
        return last.end_page, 0

    def _placed(self, item: Item, number: int, shape: PageShape, before: Block | None) -> list[Placed]:
        measured = [self._setter.lines(block, shape.width_pt, self._tell) for block in item.blocks]
        for block in item.blocks:
            self._faces.update(run.face for run in block.runs)
        most_kept = shape.height_pt * _MOST_KEPT
        return placed_lines(number, item.blocks, measured, keep=item.keep, most_kept=most_kept, before=before)

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


def _nothing(_done: int, _all: int) -> None:
    pass
