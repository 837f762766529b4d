"""What somebody asked for in print: styles, paper, scale, inks. Plain values, remembered for each story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from gui.printing.booklet_options import Grouping
from gui.printing.inks import InkMode
from gui.printing.paper import Margins, PageSetup, find_paper
from gui.printing.scales import ScaleError, read_scale
from storage.errors import TimelineError

LEAST_OVERLAP_MM, MOST_OVERLAP_MM = 10.0, 50.0
MOST_MARGIN_MM = 60.0
MOST_PAGES_A_SIDE = 100
LEAST_TEXT_PT, MOST_TEXT_PT = 4.0, 24.0


class Style(StrEnum):
    """What can be printed."""

    POSTER = "poster"
    BOOKLET = "booklet"
    LIST = "list"


class What(StrEnum):
    """What of the story is printed."""

    STORY = "story"
    SHOWN = "shown"
    VIEW = "view"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is asked for; `binding_mm` is added to the left margin."""

    paper: str = "A4"
    landscape: bool = False
    margin_mm: float = 10.0
    binding_mm: float = 0.0

    @property
    def setup(self) -> PageSetup:
        """Return the page. Raises PaperError for words that name no paper."""
        margins = Margins.even(self.margin_mm)
        return PageSetup(
            find_paper(self.paper), self.landscape, replace(margins, left=self.margin_mm + self.binding_mm)
        )


def _pages() -> dict[Style, Page]:
    return {
        Style.POSTER: Page(landscape=True),
        Style.BOOKLET: Page(margin_mm=18.0),
        Style.LIST: Page(margin_mm=15.0, binding_mm=5.0),
    }


@dataclass(frozen=True)
class Choices:
    """All that the print dialog and the command line ask for; sizes of text are 0 where the plan chooses them.

    `pages_wide` and `pages_high` are 0 where as many are taken as are needed; with a `scale` ("20 mm a day") the width
    follows from it.
    """

    styles: tuple[Style, ...] = (Style.POSTER,)
    what: What = What.STORY
    from_: str = ""
    to: str = ""
    pages: Mapping[Style, Page] = field(default_factory=_pages)
    pages_wide: int = 1
    pages_high: int = 1
    scale: str = ""
    overlap_mm: float = LEAST_OVERLAP_MM
    poster_pt: float = 0.0
    booklet_pt: float = 0.0
    list_pt: float = 0.0
    grouping: Grouping = Grouping.AUTO
    copies: bool = False
    inks: InkMode = InkMode.COLOUR
    backgrounds: bool = False
    attach: bool = False
    author: str = ""

    def page(self, style: Style) -> Page:
        """Return the page of a style."""
        return self.pages[style]

    @property
    def on_paper(self) -> Choices:
        """Return what the pages depend on; the rest is about the file that they are written to."""
        return replace(self, attach=False, author="")

    def plain(self) -> dict[str, Any]:
        """Return the choices in the plain values of JSON."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        found["styles"] = list(self.styles)
        found["pages"] = {style.value: asdict(page) for style, page in self.pages.items()}
        return found

    @classmethod
    def of_plain(cls, plain: Mapping[str, Any], usual: Choices | None = None) -> Choices:
        """Return choices that were remembered; what makes no sense is as usual."""
        usual = usual or cls()
        read = _Reader(plain)
        styles = plain.get("styles")
        wanted = tuple(Style(each) for each in styles if each in list(Style)) if isinstance(styles, list) else ()
        pages = plain.get("pages")
        pages = pages if isinstance(pages, dict) else {}
        # The ends of a range belong to a sitting's question, not to the page set-up: `what` starts anew.
        return replace(
            usual,
            styles=wanted[:2] or usual.styles,
            pages={style: _page(pages.get(style.value), page) for style, page in usual.pages.items()},
            pages_wide=round(read.number("pages_wide", usual.pages_wide, 0, MOST_PAGES_A_SIDE)),
            pages_high=round(read.number("pages_high", usual.pages_high, 0, MOST_PAGES_A_SIDE)),
            scale=_scale(read.text("scale", usual.scale)),
            overlap_mm=read.number("overlap_mm", usual.overlap_mm, LEAST_OVERLAP_MM, MOST_OVERLAP_MM),
            poster_pt=read.size("poster_pt", usual.poster_pt),
            booklet_pt=read.size("booklet_pt", usual.booklet_pt),
            list_pt=read.size("list_pt", usual.list_pt),
            grouping=Grouping(read.one_of("grouping", Grouping, usual.grouping)),
            copies=read.truth("copies", usual.copies),
            inks=InkMode(read.one_of("inks", InkMode, usual.inks)),
            backgrounds=read.truth("backgrounds", usual.backgrounds),
            attach=read.truth("attach", usual.attach),
            author=read.text("author", usual.author),
        )


def usual_choices(*, is_letter: bool = False) -> Choices:
    """Return the choices of somebody who never chose; `is_letter` where people print on Letter."""
    if not is_letter:
        return Choices()
    return Choices(pages={style: replace(page, paper="Letter") for style, page in _pages().items()})


def _page(plain: object, usual: Page) -> Page:
    if not isinstance(plain, dict):
        return usual
    read = _Reader(plain)
    paper = read.text("paper", usual.paper)
    try:
        find_paper(paper)
    except TimelineError:
        paper = usual.paper
    return Page(
        paper,
        read.truth("landscape", usual.landscape),
        read.number("margin_mm", usual.margin_mm, 0.0, MOST_MARGIN_MM),
        read.number("binding_mm", usual.binding_mm, 0.0, MOST_MARGIN_MM),
    )


def _scale(words: str) -> str:
    try:
        read_scale(words)
    except ScaleError:
        return ""
    return words


class _Reader:
    """Reads values of which nobody knows what they are."""

    def __init__(self, plain: Mapping[str, Any]) -> None:
        self._plain = plain

    def number(self, name: str, usual: float, least: float, most: float) -> float:
        value = self._plain.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            return usual
        return float(value) if least <= value <= most else usual

    def size(self, name: str, usual: float) -> float:
        """Return a size of text; 0 is one too: the plan's own."""
        return 0.0 if self._plain.get(name) == 0 else self.number(name, usual, LEAST_TEXT_PT, MOST_TEXT_PT)

    def truth(self, name: str, usual: bool) -> bool:
        value = self._plain.get(name)
        return value if isinstance(value, bool) else usual

    def text(self, name: str, usual: str) -> str:
        value = self._plain.get(name)
        return value[:80] if isinstance(value, str) else usual

    def one_of(self, name: str, known: type[StrEnum], usual: str) -> str:
        value = self._plain.get(name)
        return value if isinstance(value, str) and value in [each.value for each in known] else usual
