"""What a poster, a booklet and a list have in common: pages to look at, to print and to write; jobs made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QPainter

from gui.printing.pdf import Attachment, Bookmark, Link, PdfAbout, PdfFile, Spot

SMALL_TEXT_PT = 6.0
"""What is smaller is hard to read at arm's length."""
MANY_PAGES = 200
"""More pages are printed when somebody has said so."""

Figures = dict[str, object]
"""What a plan says of itself, in the plain values of JSON."""
Progress = Callable[[int, int], None]
"""Called with the pages done and all pages; what it raises ends the work."""


class Plan(Protocol):
    """Pages that are laid out and wait to be painted; nothing about them changes any more.

    Lengths are millimetres from the top left corner of a page, pages count from 0. `anchors` are the places that links
    of any plan of the same job lead to by name: "event/ID" in a booklet, "poster/ID" on a poster, "source/ID".
    """

    @property
    def kind(self) -> str:
        """Return "poster", "booklet" or "list"."""
        ...

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what to know before printing, a sentence each."""
        ...

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a page."""
        ...

    def figures(self) -> Figures:
        """Return pages, paper, orientation, scale, smallest_text_pt, events, warnings, and more."""
        ...

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page; the painter counts in millimetres."""
        ...

    def links(self, page: int) -> Sequence[Link]:
        """Return the links of a page."""
        ...

    def anchors(self) -> Mapping[str, Spot]:
        """Return what links lead to."""
        ...

    def bookmarks(self) -> Sequence[Bookmark]:
        """Return the lines of the outline."""
        ...


@dataclass(frozen=True)
class Job:
    """One or more plans printed together, one after the other."""

    plans: tuple[Plan, ...]

    @property
    def pages(self) -> int:
        """Return the number of all pages."""
        return sum(plan.pages for plan in self.plans)

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return the warnings of all plans, each once."""
        many = (f"This prints {self.pages:,} pages.",) if self.needs_consent else ()
        return tuple(dict.fromkeys((*many, *(words for plan in self.plans for words in plan.warnings))))

    @property
    def needs_consent(self) -> bool:
        """Tell whether there are so many pages that somebody has to say yes."""
        return self.pages > MANY_PAGES

    def figures(self) -> Figures:
        """Return the figures of the job and of each of its plans."""
        return {
            "pages": self.pages,
            "needs_consent": self.needs_consent,
            "warnings": list(self.warnings),
            "plans": [{"style": plan.kind, **plan.figures()} for plan in self.plans],
        }

    def at(self, page: int) -> tuple[Plan, int]:
        """Return the plan that a page of the job belongs to, and the page's number in it. Raises IndexError."""
        if page >= 0:
            for plan in self.plans:
                if page < plan.pages:
                    return plan, page
                page -= plan.pages
        raise IndexError("there is no such page")

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Return the width and height of a page of the job."""
        plan, own = self.at(page)
        return plan.page_size_mm(own)

    def paint(self, painter: QPainter, page: int, go_on: Callable[[], None] | None = None) -> None:
        """Paint a page of the job; the painter counts in millimetres. What `go_on` raises ends it."""
        plan, own = self.at(page)
        paint_page(plan, painter, own, go_on)

    def anchors(self) -> dict[str, Spot]:
        """Return what links lead to, by the pages of the job."""
        return {
            name: Spot(spot.page + first, spot.top_mm)
            for plan, first in zip(self.plans, self._firsts, strict=True)
            for name, spot in plan.anchors().items()
        }

    def bookmarks(self) -> list[Bookmark]:
        """Return the outline, by the pages of the job."""
        return [
            Bookmark(mark.title, Spot(mark.spot.page + first, mark.spot.top_mm), mark.level)
            for plan, first in zip(self.plans, self._firsts, strict=True)
            for mark in plan.bookmarks()
        ]

    @property
    def _firsts(self) -> list[int]:
        return list(accumulate((plan.pages for plan in self.plans[:-1]), initial=0)) if self.plans else []


@runtime_checkable
class Patient(Protocol):
    """A plan whose pages can hold so much that one of them takes long to paint."""

    def paint_in_turns(self, painter: QPainter, page: int, go_on: Callable[[], None]) -> None:
        """Paint a page as `paint` does; what `go_on`, which is called now and then, raises ends it."""
        ...


def paint_page(plan: Plan, painter: QPainter, page: int, go_on: Callable[[], None] | None = None) -> None:
    """Paint a page of a plan and leave the painter as it was; it counts in millimetres. What `go_on` raises ends it."""
    painter.save()
    try:
        if go_on is not None and isinstance(plan, Patient):
            plan.paint_in_turns(painter, page, go_on)
        else:
            plan.paint(painter, page)
    finally:
        painter.restore()


def write_pdf(
    job: Job, path: Path, about: PdfAbout, attachments: Sequence[Attachment] = (), progress: Progress | None = None
) -> None:
    """Write a job as a PDF, whole or not at all. Raises FileError; what `progress` raises ends it."""
    total = job.pages
    tell = progress or _nothing
    with PdfFile(path, about, attachments) as pdf:
        page = 0
        for plan in job.plans:
            for own in range(plan.pages):
                tell(page, total)
                painter = pdf.page(*plan.page_size_mm(own))
                paint_page(plan, painter, own, partial(tell, page, total))
                for link in plan.links(own):
                    pdf.link(link)
                page += 1
        pdf.finish(job.anchors(), job.bookmarks(), lambda: tell(total, total))


def _nothing(_done: int, _all: int) -> None:
    pass
