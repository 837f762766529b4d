"""Find the poster that was asked for: the largest text at which every event has room, or the sheets that it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gui.printing.chosen import Chosen
from gui.printing.inks import inks_for
from gui.printing.lettering import LINE_EM, Lettering, Line, Style, elided
from gui.printing.paper import MOST_SIDE_MM, POINTS_PER_MM, PageSetup
from gui.printing.poster import MOST_PAGES_A_SIDE, PosterError, PosterOptions
from gui.printing.scales import scale_words
from gui.text import one_line
from gui.timeline.poster.axis import axis_height, plan_axis
from gui.timeline.poster.furniture import Furniture, Heading, plan_furniture
from gui.timeline.poster.laying import MARK_EM, PAD_MM, Attempt
from gui.timeline.poster.placing import Dates, Heights, Laid, Span, span_of
from gui.timeline.poster.plan import PosterPlan, smallest_pt
from gui.timeline.poster.sheets import HEADER_MM, Sheets
from gui.timeline.poster.subjects import GoOn, Matter, Wording, matter_of

SMALLEST_PT = 2.0
GOOD_PT = 9.0
"""What is read with ease: where pages are open, so many are taken that the text is so large."""
FAIR_PT = 7.0
"""Where titles alone can be larger than this, and with dates not, they stand alone."""
_STEP = 0.93
_A3_MM2 = 297.0 * 420.0
_TALL_MM = 150.0
_LENGTHS_MM = (400.0, 600.0, 850.0, 1200.0, 1700.0, 2400.0, 3400.0, MOST_SIDE_MM)
_MANY = 1500
_MOST_CUTS = 4
_MOST_STRETCH = 1.9


def make_plan(
    chosen: Chosen, setup: PageSetup, options: PosterOptions, lettering: Lettering, go_on: GoOn = None
) -> PosterPlan:
    """Plan a poster. Raises PosterError, PaperError; what `go_on` raises ends the work."""
    inks = inks_for(chosen.story.categories, options.inks, backgrounds=options.backgrounds)
    matter = matter_of(chosen, inks, go_on)
    span = span_of(chosen, matter, options)
    matter = matter.cut_to(span.start_s, span.end_s, before=span.before, after=span.after)
    wording = Wording(lettering, matter.all, go_on)
    search = _Search(chosen, setup, options, lettering, matter, wording, span, go_on)
    found = search.run()
    sheets, laid = found.laid.sheets, found.laid
    furniture = plan_furniture(chosen, matter, inks, sheets.setup, lettering, found.style.small_mm)
    columns = [sheets.column_range(column) for column in range(sheets.columns)]
    axis = plan_axis(laid.times.scale, _axis_span(laid), columns, found.style.axis_mm, lettering, chosen.zone)
    return PosterPlan(
        chosen, inks, laid, axis, found.heading, furniture, options, lettering, found.has_foot, search.warnings(found)
    )


def _axis_span(laid: Laid) -> tuple[float, float]:
    times = laid.times
    first = 0.0 if times.before is None else times.left - PAD_MM / 2
    last = laid.sheets.width_mm if times.after is None else times.right + PAD_MM / 2
    return first, last


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of all letters that are not titles of events, in millimetres."""

    heading_mm: float
    axis_mm: float
    small_mm: float


@dataclass(frozen=True, slots=True)
class Found:
    """A poster on which everything has room."""

    laid: Laid
    heading: Heading
    style: Sizes
    has_foot: bool


class _Search:
    """Tries sheets and sizes of text."""

    def __init__(
        self,
        chosen: Chosen,
        setup: PageSetup,
        options: PosterOptions,
        lettering: Lettering,
        matter: Matter,
        wording: Wording,
        span: Span,
        go_on: GoOn,
    ) -> None:
        self._chosen, self._setup, self._options = chosen, setup, options
        self._lettering, self._matter, self._wording, self._go_on = lettering, matter, wording, go_on
        self._span = span
        # What leaves no room at all is said before anything is tried.
        self._printable = setup.printable

    def run(self) -> Found:
        """Return the poster. Raises PosterError where there is none."""
        if self._setup.is_open:
            return self._on_a_roll()
        wide, high = self._options.pages_wide, self._options.pages_high
        if self._options.mm_per_s is not None:
            wide = self._columns_at_scale(self._setup, wide)
            return self._high(self._setup, wide, high)
        if wide is None and high is not None:
            return self._wide(high)
        return self._high(self._setup, wide or 1, high)

    def warnings(self, found: Found) -> tuple[str, ...]:
        """Return what to know of a poster before it is printed."""
        words = []
        text_pt = found.laid.text_mm * POINTS_PER_MM
        smallest = smallest_pt(found.laid, found.style.axis_mm, found.style.small_mm)
        if smallest < 5.95:
            more = "open the height" if self._options.pages_high else "choose larger paper"
            words.append(
                f"The smallest text is {smallest:.1f} pt, which is hard to read: take more pages, or {more}."
                if text_pt < 5.95
                else f"The smallest text is {smallest:.1f} pt, which is hard to read."
            )
        marks = found.laid.marks
        if self._options.dates and marks and not any(each.has_date for each in marks):
            words.append("The dates of the events have no room: take more pages or larger paper.")
        if self._matter.placeless:
            words.append(f"{_events(self._matter.placeless)} without a place in time: not on the poster.")
        if self._matter.cut_titles:
            words.append(f"{_events(self._matter.cut_titles)} with a title too long for a poster: it is cut there.")
        return tuple(words)

    # Which sheets

    def _high(self, setup: PageSetup, wide: int, high: int | None) -> Found:
        """Return a poster of fixed width; without a height it takes as many rows of pages as it needs."""
        if high is not None:
            found = self._largest(setup, wide, high)
            if found is None:
                raise PosterError(self._no_room(setup, wide, high))
            return found
        found = self._largest(setup, wide, 1, least_pt=self._options.text_pt or GOOD_PT)
        if found is not None:
            return found
        text_pt = self._options.text_pt or GOOD_PT
        while text_pt >= SMALLEST_PT:
            # A date is never broken: where one is too wide for a sheet, titles stand alone.
            for dates in (Dates.BELOW, Dates.NONE) if self._options.dates else (Dates.NONE,):
                found = self._attempt(setup, wide, 2, text_pt, dates=dates, most_rows=MOST_PAGES_A_SIDE)
                if found is not None:
                    return found
            # A size that was asked for is the size used.
            text_pt = 0.0 if self._options.text_pt else text_pt * _STEP**2
        raise PosterError(self._no_room(setup, wide, MOST_PAGES_A_SIDE))

    def _wide(self, high: int) -> Found:
        """Return a poster of fixed height with as few columns of pages as let the text be large enough."""
        least_pt = self._options.text_pt or GOOD_PT
        wide = 1
        while wide <= MOST_PAGES_A_SIDE:
            found = self._largest(self._setup, wide, high, least_pt=least_pt)
            if found is not None:
                return found
            wide = max(wide + 1, round(wide * 1.3))
        found = self._largest(self._setup, MOST_PAGES_A_SIDE, high)
        if found is None:
            raise PosterError(self._no_room(self._setup, MOST_PAGES_A_SIDE, high))
        return found

    def _on_a_roll(self) -> Found:
        """Return a poster on one long page, as short as lets the text be large enough; cut into more at a scale."""
        options, setup = self._options, self._setup
        if not setup.landscape:
            found = self._largest(setup, 1, 1, least_pt=options.text_pt or GOOD_PT, sparse=True)
            if found is None:
                raise PosterError(self._no_room(setup, 1, 1))
            return self._cut(found)
        if options.mm_per_s is not None:
            needed = self._width_at_scale() + setup.margins.left + setup.margins.right
            if needed <= MOST_SIDE_MM:
                return self._high(setup.cut_at(math.ceil(needed)), 1, 1)
            return self._high(setup, self._columns_at_scale(setup, options.pages_wide), 1)
        for length_mm in _LENGTHS_MM:
            last = length_mm == _LENGTHS_MM[-1]
            # A strip is longer than it is wide.
            if length_mm < 1.2 * setup.paper.width_mm and not last:
                continue
            least = None if last else max(options.text_pt or 0.0, GOOD_PT * self._factor(setup.cut_at(length_mm), 1, 1))
            found = self._largest(setup.cut_at(length_mm), 1, 1, least_pt=least)
            if found is not None:
                return found
        raise PosterError(self._no_room(setup, 1, 1))

    def _cut(self, found: Found) -> Found:
        """Cut a roll that stands where the events on it end."""
        # On a shorter sheet the heading and the axis are smaller, which leaves room once more.
        for _ in range(_MOST_CUTS):
            laid = found.laid
            lowest = max((each.top + (each.rows + 1.5) * LINE_EM * laid.text_mm for each in laid.marks), default=0.0)
            lowest = max(lowest, laid.tops[0] + PAD_MM)
            spare = laid.bottoms[0] - lowest
            if spare < 2 * laid.text_mm:
                break
            setup = self._setup.cut_at(math.ceil(laid.sheets.setup.height_mm - spare))
            text_pt = laid.text_mm * POINTS_PER_MM
            dates = laid.marks[0].dates if laid.marks else self._dates
            shorter = self._attempt(setup, 1, 1, text_pt, dates=dates, in_order=True) or self._attempt(
                setup, 1, 1, text_pt, dates=dates
            )
            if shorter is None:
                break
            found = shorter
        return found

    def _width_at_scale(self) -> float:
        """Return how wide the drawing is at the scale that was asked for."""
        span, mm_per_s = self._span, self._options.mm_per_s or 0.0
        text_mm = (self._options.text_pt or GOOD_PT) / POINTS_PER_MM
        probe = Attempt(
            self._matter, self._wording, self._sheets(self._setup, 1, 1, 1.0), Heights(0, 0, 0), span, text_mm,
            dates=self._dates,
        )  # fmt: skip
        strips = (probe.strip_mm(after=False) if span.before else 0.0) + (
            probe.strip_mm(after=True) if span.after else 0.0
        )
        return (span.end_s - span.start_s) * mm_per_s + strips + 4 * PAD_MM + text_mm

    def _columns_at_scale(self, setup: PageSetup, most: int | None) -> int:
        sheets = self._sheets(setup, 2, 1, 1.0)
        needed = self._width_at_scale()
        one = sheets.content.width
        columns = 1 if needed <= one else math.ceil((needed - sheets.overlap_mm) / (one - sheets.overlap_mm))
        allowed = most if most is not None and most > 1 else MOST_PAGES_A_SIDE
        if columns > allowed:
            words = scale_words(self._options.mm_per_s or 0.0)
            raise PosterError(
                f"At {words} the poster is {columns:,} pages wide, and {allowed} are the most here: "
                "take a smaller scale, a shorter range or larger paper."
            )
        return columns

    def _no_room(self, setup: PageSetup, wide: int, high: int) -> str:
        pages = f"{wide} × {high} pages" if wide * high > 1 else "one page"
        asked_pt = self._options.text_pt
        letters = f"in letters of {asked_pt:g} pt" if asked_pt else f"not even in letters of {SMALLEST_PT:g} pt"
        smaller = ", smaller letters" if asked_pt else ""
        return (
            f"The {_events(len(self._matter.all))} have no room on {pages} of {setup.paper.words}, {letters}: "
            f"take more pages{smaller}, larger paper or a shorter range."
        )

    # Which size of text

    @property
    def _dates(self) -> Dates:
        return Dates.BELOW if self._options.dates else Dates.NONE

    def _largest(
        self, setup: PageSetup, wide: int, high: int, least_pt: float | None = None, *, sparse: bool = False
    ) -> Found | None:
        """Return the poster with the largest text that has room, none below `least_pt`."""
        cap_pt = self._options.text_pt or 10.5 * max(self._factor(setup, wide, high), 0.95)
        least = min(least_pt or SMALLEST_PT, cap_pt)
        if sparse:
            cap_pt = max(least, GOOD_PT)
        sizes = [cap_pt]
        while self._options.text_pt is None and sizes[-1] * _STEP >= least:
            sizes.append(sizes[-1] * _STEP)
        with_dates = self._bisect(setup, wide, high, sizes) if self._options.dates else None
        if with_dates is not None and with_dates.laid.text_mm * POINTS_PER_MM >= FAIR_PT:
            return self._balanced(setup, wide, high, with_dates, dates=Dates.BELOW, sparse=sparse)
        if self._options.dates and len(self._matter.marks) <= _MANY:
            # What has no room below may have it behind: a line is as high with a date as without.
            behind = self._bisect(setup, wide, high, sizes, dates=Dates.BEHIND)
            if behind is not None and behind.laid.text_mm * POINTS_PER_MM >= FAIR_PT:
                return self._balanced(setup, wide, high, behind, dates=Dates.BEHIND, sparse=sparse)
        bare = self._bisect(setup, wide, high, sizes, dates=Dates.NONE)
        if bare is None:
            return None
        return self._balanced(setup, wide, high, bare, dates=Dates.NONE, sparse=sparse)

    def _bisect(
        self, setup: PageSetup, wide: int, high: int, sizes: Sequence[float], *, dates: Dates = Dates.BELOW
    ) -> Found | None:
        low, high_place = 0, len(sizes)
        best: Found | None = None
        # What has room in large letters nearly always has it in smaller ones.
        while low < high_place:
            middle = (low + high_place) // 2 if best or low else 0 if len(sizes) < 3 else (low + high_place) // 2
            found = self._attempt(setup, wide, high, sizes[middle], dates=dates)
            if found is None:
                low = middle + 1
            else:
                best, high_place = found, middle
        return best

    def _balanced(self, setup: PageSetup, wide: int, high: int, found: Found, *, dates: Dates, sparse: bool) -> Found:
        """Spread what would fill the upper part alone over the whole height."""
        if sparse or len(self._matter.marks) > _MANY:
            return found
        text_pt = found.laid.text_mm * POINTS_PER_MM
        for in_order in (True, False):
            low, high_share, best = 1.0 / _MOST_STRETCH, 1.0, None if in_order else found
            for share in (1.0, *[0.0] * 5) if in_order else [0.0] * 5:
                share = share or (low + high_share) / 2
                tried = self._attempt(setup, wide, high, text_pt, dates=dates, share=share, in_order=in_order)
                if tried is not None:
                    best, high_share = tried, share
                elif share == 1.0:
                    break
                else:
                    low = share
            if best is not None:
                return best
        return found

    def _attempt(
        self,
        setup: PageSetup,
        wide: int,
        high: int,
        text_pt: float,
        *,
        dates: Dates,
        share: float = 1.0,
        most_rows: int | None = None,
        in_order: bool = False,
    ) -> Found | None:
        if self._go_on is not None:
            self._go_on()
        factor = self._factor(setup, wide, 1 if most_rows else high)
        style = _sizes(factor, setup)
        text_mm = text_pt / POINTS_PER_MM
        sheets = self._sheets(setup, wide, high, style.small_mm, text_mm)
        has_foot = most_rows is None and sheets.content.height > _TALL_MM
        heading = self._heading(sheets, style)
        axis = axis_height(style.axis_mm)
        heights = Heights(heading.height_mm, axis, axis if has_foot else 0.5)
        attempt = Attempt(self._matter, self._wording, sheets, heights, self._span, text_mm, dates=dates)
        laid = attempt.lay(most_rows=most_rows, share=share, in_order=in_order, go_on=self._go_on)
        return None if laid is None else Found(laid, heading, style, has_foot)

    def _sheets(self, setup: PageSetup, wide: int, high: int, small_mm: float, text_mm: float = 0.0) -> Sheets:
        furniture = self._furniture(setup, small_mm)
        header = HEADER_MM if wide * high > 1 else 0.0
        overlap = max(self._options.overlap_mm, math.ceil(4.2 * MARK_EM * text_mm))
        return Sheets(setup, wide, high, header, furniture.height_mm, overlap)

    def _furniture(self, setup: PageSetup, small_mm: float) -> Furniture:
        inks = inks_for(self._chosen.story.categories, self._options.inks)
        return plan_furniture(self._chosen, self._matter, inks, setup, self._lettering, small_mm)

    def _heading(self, sheets: Sheets, style: Sizes) -> Heading:
        left, right = sheets.column_range(0)
        title = one_line(self._chosen.story.title) or "Untitled"
        width = right - left - 2 * PAD_MM
        lines: Sequence[Line] = self._lettering.lines(title, width / style.heading_mm, Style.HEADING)
        if len(lines) > 4:
            last = elided(self._lettering, f"{lines[3].text} {lines[4].text}", width / style.heading_mm, Style.HEADING)
            lines = (*lines[:3], Line(last, 0.0))
        count = len(self._chosen.events)
        counted = _events(count) if self._matter.all else "There is no event to show here."
        below = " · ".join(part for part in (counted, self._chosen.words) if part)
        # All of it: that it is as known on a date comes last.
        small = self._lettering.lines(below, width / style.axis_mm, Style.TEXT)
        height = len(lines) * style.heading_mm * LINE_EM + len(small) * style.axis_mm * LINE_EM + 0.6 * style.heading_mm
        return Heading(
            tuple(line.text for line in lines),
            tuple(line.text for line in small),
            style.heading_mm,
            style.axis_mm,
            height,
        )

    def _factor(self, setup: PageSetup, wide: int, high: int) -> float:
        """Return how large the poster is beside a sheet of A3: what is seen from further off has larger letters."""
        width, height = setup.printable.width * wide, setup.printable.height * high
        # A long strip is read from as near as a page that is as high.
        return min(max(math.sqrt(min(width, 2 * height) * min(height, 2 * width) / _A3_MM2), 0.85), 3.2)


def _sizes(factor: float, setup: PageSetup) -> Sizes:
    page = setup.printable
    own = math.sqrt(min(page.width, 2 * page.height) * min(page.height, 2 * page.width) / _A3_MM2)
    return Sizes(
        heading_mm=15.0 * max(factor, 0.9) / POINTS_PER_MM,
        axis_mm=7.5 * max(factor**0.75, 1.0) / POINTS_PER_MM,
        small_mm=7.0 * max(min(own, 3.0) ** 0.5, 1.0) / POINTS_PER_MM,
    )


def _events(count: int) -> str:
    return f"{count:,} event" if count == 1 else f"{count:,} events"
