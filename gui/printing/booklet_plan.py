"""A booklet that is laid out: its figures, its pages painted one by one, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from PySide6.QtGui import QPainter

from gui.printing.booklet_content import Content
from gui.printing.booklet_part import EVENTS, NoteBlocks, Part
from gui.printing.booklet_shapes import BAR_EM
from gui.printing.flow_blocks import Block, Face, Item, Run
from gui.printing.flow_faces import UNITS_PER_PT
from gui.printing.flow_painter import Column, ColumnPainter
from gui.printing.flow_setter import Setter
from gui.printing.flow_setter import Spot as Place
from gui.printing.job import SMALL_TEXT_PT, Figures
from gui.printing.paper import POINTS_PER_MM, Box, PageSetup
from gui.printing.pdf import Bookmark, Link, Spot
from gui.text import isolated, one_line

_ITEMS_KEPT = 12
_MOST_BOXES = 12
_MOST_NUMBERS = 5


class BookletPlan:
    """A booklet that is laid out: see `gui.printing.job.Plan`."""

    kind = "booklet"

    def __init__(
        self,
        content: Content,
        setup: PageSetup,
        setter: Setter,
        parts: Sequence[Part],
        places: Mapping[str, Spot],
        faces: set[Face],
    ) -> None:
        self._content, self._setup, self._setter = content, setup, setter
        self._parts = parts
        self._places = places
        self._faces = faces
        self._painted: tuple[int, list[Link]] = (-1, [])
        self._title = isolated(one_line(content.chosen.story.title))
        self._items = lru_cache(maxsize=_ITEMS_KEPT)(self._item)

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return self._parts[-1].end_page

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
        if boxes := self._boxes:
            shown = " ".join(boxes[:_MOST_BOXES]) + (" …" if len(boxes) > _MOST_BOXES else "")
            found.append(f"No font on this computer has these letters, which are printed as boxes: {shown}")
        return tuple(found)

    @cached_property
    def _boxes(self) -> str:
        return self._setter.boxes()

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
            if part.title != EVENTS:
                continue
            events = content.chosen.events
            for group in content.groups:
                yield Bookmark(group.label, self._places[f"group/{group.places[0] + 1}"], 1)
                for place in group.places:
                    event = events[place]
                    title = f"{place + 1}  {one_line(event.title)}"
                    yield Bookmark(title, self._places[f"event/{event.id}"], 2)

    def _parts_on(self, page: int) -> list[Part]:
        if not 0 <= page < self.pages:
            raise IndexError("there is no such page")
        return [part for part in self._parts if part.on_page(page)] or [self._parts[0]]

    def _item(self, part: int, number: int) -> Item:
        return self._parts[part].item(number)

    def _paint(self, painter: QPainter | None, page: int) -> list[Link]:
        parts = self._parts_on(page)
        if painter is not None:
            painter.save()
            painter.scale(1 / (POINTS_PER_MM * UNITS_PER_PT), 1 / (POINTS_PER_MM * UNITS_PER_PT))
        spots = [spot for part in parts for spot in self._paint_part(painter, part, page)]
        if painter is not None:
            self._margins(painter, parts, page)
            painter.restore()
        return [_link(spot) for spot in spots]

    def _paint_part(self, painter: QPainter | None, part: Part, page: int) -> list[Place]:
        place, shape = self._parts.index(part), part.shape
        column_painter = ColumnPainter(
            self._setter,
            lambda item, block: self._items(place, item).blocks[block],
            NoteBlocks(self._content).block,
            self._page_of,
            bar_pt=self._content.shapes.hang_pt + BAR_EM * self._setter.faces.body_pt,
            resume=self._resumed,
        )
        spots: list[Place] = []
        for column in part.on_page(page):
            left_pt, top_pt = part.left_mm(column) * POINTS_PER_MM, shape.top_mm * POINTS_PER_MM
            slices, notes = part.sheets.slices(column), part.sheets.notes(column)
            spots += column_painter.paint(painter, Column(left_pt, top_pt, shape.width_pt, slices, notes))
        return spots

    def _resumed(self, block: Block) -> Block:
        return replace(
            block,
            runs=(Run(block.resume, Face.META_MUTED),),
            shape=replace(self._content.shapes.road, left_pt=block.shape.left_pt),
        )

    def _page_of(self, anchor: str) -> int:
        spot = self._places.get(anchor)
        return spot.page + 1 if spot is not None else 0

    def _margins(self, painter: QPainter, parts: Sequence[Part], page: int) -> None:
        """Paint the running head and the number of the page; the title page has neither."""
        if page == 0:
            return
        shape, setter = parts[0].shape, self._setter
        left, right = shape.lefts_mm[0] * POINTS_PER_MM, shape.right_mm * POINTS_PER_MM
        leading = setter.faces.body_pt * 1.2
        top = shape.head_mm * POINTS_PER_MM
        here = " · ".join(self._running(part, page) for part in parts)
        room = (right - left) * UNITS_PER_PT
        here = setter.faces.elided(Face.HEAD, here, room * 0.5)
        title = setter.faces.elided(Face.HEAD, self._title, room * 0.46)
        setter.write(painter, Run(title, Face.HEAD), left, top, leading)
        setter.write(painter, Run(here, Face.HEAD), right, top, leading, right=True)
        number = Run(str(page + 1), Face.META)
        width = setter.faces.width(Face.META, number.text) / UNITS_PER_PT
        setter.write(painter, number, (left + right - width) / 2, shape.foot_mm * POINTS_PER_MM, leading)

    def _running(self, part: Part, page: int) -> str:
        """Return what a page holds: the heading that its first event stands under, and the numbers of its events."""
        if part.title != EVENTS:
            return part.title
        found = [each.item for column in part.on_page(page) for each in part.sheets.slices(column)]
        if not found:
            return part.title
        numbers = list(dict.fromkeys(self._content.order[item][0] + 1 for item in found))
        label = self._content.group_labels[found[0]]
        return f"{isolated(label)} · {_in_short(numbers)}"


def _in_short(numbers: Sequence[int]) -> str:
    """Return the numbers of the events on a page: "12", "12–15", or "3, 8, 11" where others come between them."""
    low, high = numbers[0], numbers[-1]
    if len(numbers) == 1:
        return str(low)
    if len(numbers) == high - low + 1:
        return f"{low}–{high}"
    return ", ".join(map(str, numbers)) if len(numbers) <= _MOST_NUMBERS else f"{low} … {high}"


def _link(spot: Place) -> Link:
    scale = 1 / POINTS_PER_MM
    return Link(Box(spot.left * scale, spot.top * scale, spot.width * scale, spot.height * scale), spot.target)
