"""Posters: the timeline of what is chosen, planned for paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.printing.chosen import Chosen
from gui.printing.inks import InkMode
from gui.printing.lettering import Lettering
from gui.printing.paper import PageSetup
from storage.errors import TimelineError

if TYPE_CHECKING:
    from gui.timeline.poster.plan import PosterPlan

MOST_PAGES_A_SIDE = 100
_PAGES = re.compile(r"(\d{1,3}|\*|-|)\s*[x×]\s*(\d{1,3}|\*|-|)")


class PosterError(TimelineError):
    """The poster cannot be made as it was asked for; the sentence says what to ask for instead."""

    code = "poster"


@dataclass(frozen=True, slots=True)
class PosterOptions:
    """What is asked of a poster.

    `pages_wide` and `pages_high` are fixed numbers, or None: as many as it takes. With `mm_per_s` the scale of time is
    fixed and the width follows from it. `text_pt` is the size of the titles; None lets the plan choose it. Neighbouring
    sheets share `overlap_mm` at least: a mark on a seam has to be whole on both.
    """

    pages_wide: int | None = 1
    pages_high: int | None = 1
    mm_per_s: float | None = None
    text_pt: float | None = None
    inks: InkMode = InkMode.COLOUR
    backgrounds: bool = False
    dates: bool = True
    overlap_mm: float = 10.0
    printed_on: str = ""


def read_pages(text: str) -> tuple[int | None, int | None]:
    """Return pages wide and high of "3x1"; of "3x" or "x2" the other is open (None). Raises PosterError."""
    found = _PAGES.fullmatch(text.strip().lower())
    if found:
        wide, high = (int(part) if part.isdigit() else None for part in found.groups())
        if (wide is None or 1 <= wide <= MOST_PAGES_A_SIDE) and (high is None or 1 <= high <= MOST_PAGES_A_SIDE):
            return wide, high
    raise PosterError(f"“{text[:40]}” is no number of pages: write it like 3x1; up to {MOST_PAGES_A_SIDE} each way.")


def plan_poster(
    chosen: Chosen,
    setup: PageSetup,
    options: PosterOptions = PosterOptions(),
    lettering: Lettering | None = None,
    go_on: Callable[[], None] | None = None,
) -> PosterPlan:
    """Plan a poster; needs a QGuiApplication for the fonts. What `go_on` raises ends the work.

    Raises PosterError where no poster can be made like that, PaperError where the page has no room.
    """
    from gui.timeline.poster.planning import make_plan

    return make_plan(chosen, setup, options, lettering or Lettering(chosen.story.language), go_on)
