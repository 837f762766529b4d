"""What stands on every sheet around the drawing: legend and scale below it; above, where there are more, its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.printing.chosen import Chosen
from gui.printing.inks import Inks
from gui.printing.lettering import Measure, elided
from gui.printing.paper import PageSetup
from gui.signs import STANDING_SIGNS
from gui.text import label
from gui.timeline.marks import fill_of
from gui.timeline.poster.subjects import Matter
from storage.dates import BODIES, Body, Edge

LEGEND_LINE_EM = 1.5
SYMBOL_EM = 1.5
BAR_SYMBOL_EM = 3.2
_GAP_EM = 1.3
_LONGEST_NAME = 60
SCALE_BAR_MM = 30.0
_WITHIN, _LASTING, _ONE_OF = (BODIES.index(body) for body in (Body.WITHIN, Body.LASTING, Body.ONE_OF))
_SHARP = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """The title above the drawing and what is said below it, in lines."""

    title: tuple[str, ...]
    below: tuple[str, ...]
    title_mm: float
    below_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class Item:
    """A symbol of the legend with its words, at `x` on its line: `kind` is mark, sign, bar, star or words."""

    kind: str
    key: object
    text: str
    width: float
    x: float = 0.0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Furniture:
    """The legend in lines, and the height of all that stands below the drawing."""

    items: tuple[Item, ...]
    size_mm: float
    lines: int
    info_lines: int

    @property
    def height_mm(self) -> float:
        """Return the height of the legend and the line of facts below it."""
        return 1.5 + (self.lines + self.info_lines) * LEGEND_LINE_EM * self.size_mm


def plan_furniture(
    chosen: Chosen, matter: Matter, inks: Inks, setup: PageSetup, measure: Measure, size_mm: float
) -> Furniture:
    """Plan the legend for a page: what is used on the poster, in as many lines as it takes."""
    room = setup.printable.width
    items = []
    for kind, key, words in _entries(chosen, matter, inks):
        text = elided(measure, words, room / size_mm - symbol_em(kind))
        items.append(Item(kind, key, text, (symbol_em(kind) + measure.width(text)) * size_mm))
    laid, lines = flow(items, room, _GAP_EM * size_mm)
    # A scale is at most so long in words.
    facts = "100 mm per 100 million years    Printed on 30 September 2026" + " " * 8
    facts += f"Times of {chosen.zone}" if chosen.zone != "UTC" else ""
    needed = SCALE_BAR_MM + measure.width(facts) * size_mm
    return Furniture(laid, size_mm, lines, max(1, -int(-needed // max(room, 1.0))))


def symbol_em(kind: str) -> float:
    """Return the room of a symbol before its words."""
    return {"bar": BAR_SYMBOL_EM + 0.5, "words": 0.0}.get(kind, SYMBOL_EM)


def flow(items: Sequence[Item], room: float, gap: float) -> tuple[tuple[Item, ...], int]:
    """Return items one behind the other on lines, and the number of these."""
    x, line = 0.0, 0
    found: list[Item] = []
    for item in items:
        if x > 0 and x + item.width > room:
            x, line = 0.0, line + 1
        found.append(Item(item.kind, item.key, item.text, item.width, x, line))
        x += item.width + gap
    return tuple(found), line + 1 if found else 0


def _entries(chosen: Chosen, matter: Matter, inks: Inks) -> list[tuple[str, object, str]]:
    used = {each.ink for each in matter.all}
    named = [place for place in sorted(used) if inks.categories[place].name]
    found: list[tuple[str, object, str]] = [
        ("mark", place, label(inks.categories[place].name[:_LONGEST_NAME])) for place in named
    ]
    if len(inks.categories) - 1 in used and named:
        found.append(("mark", len(inks.categories) - 1, "no category"))
    kinds = {standing.kind for standing in chosen.standings.values()}
    found += [("sign", kind, word) for kind, (_, word) in STANDING_SIGNS.items() if kind in kinds]
    if any(each.starred for each in matter.all):
        found.append(("star", None, "starred"))
    return found + _of_dates(matter)


def _of_dates(matter: Matter) -> list[tuple[str, object, str]]:
    styles = {each.bar_style for each in matter.all}
    edges = 0
    for _, start, end in styles:
        edges |= start | end
    bodies = {body for body, _, _ in styles}
    soft, out = int(Edge.SOFT), int(Edge.OPEN)
    found: list[tuple[str, object, str]] = []
    if _LASTING in bodies:
        found.append(("bar", (_LASTING, _SHARP, _SHARP), "lasts"))
    if _WITHIN in bodies:
        found.append(("bar", (_WITHIN, _SHARP, _SHARP), "at some time within"))
    if any(fill_of(style) == 0.0 for style in styles):
        found.append(("bar", (_ONE_OF, _SHARP, _SHARP), "uncertain"))
    if edges & soft:
        found.append(("bar", (_LASTING, soft, soft), "about"))
    if edges & out:
        found.append(("bar", (_LASTING, _SHARP, out), "goes on"))
    if edges & int(Edge.UNKNOWN):
        found.append(("bar", (_LASTING, _SHARP, int(Edge.UNKNOWN)), "end unknown"))
    return found
