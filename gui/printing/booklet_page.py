"""Where the columns of a booklet lie on its paper, all lengths in millimetres but for those of text. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from gui.printing.paper import POINTS_PER_MM, PageSetup, PaperError

_MEASURE_EM = 35.0
"""A line of so many times the size of its letters holds some 75 of them: a longer one loses the eye on its way back."""
_LEAST_MEASURE_EM = 25.0
_GAP_MM = 9.0
_HEAD_MM = 10.0
_FOOT_MM = 10.0
_LEAST_LINES = 8
_BODY_SIZES = ((150.0, 11.0), (110.0, 10.0), (0.0, 9.0))
"""The size of the body by the width that the margins leave."""


@dataclass(frozen=True, slots=True)
class PageShape:
    """One page: `lefts_mm` are the left edges of its columns, `width_pt` and `height_pt` the size of each."""

    width_mm: float
    height_mm: float
    body_pt: float
    top_mm: float
    lefts_mm: tuple[float, ...]
    width_pt: float
    height_pt: float
    head_mm: float
    foot_mm: float

    @property
    def right_mm(self) -> float:
        """Return the right edge of the last column."""
        return self.lefts_mm[-1] + self.width_pt / POINTS_PER_MM

    def split(self, hang_pt: float) -> PageShape:
        """Return the page with each column in two where that leaves room for short lines: for an index."""
        gap_pt = _GAP_MM * POINTS_PER_MM * 0.8
        width_pt = (self.width_pt - gap_pt) / 2
        if width_pt < 12 * self.body_pt:
            return self
        step_mm = (width_pt + gap_pt) / POINTS_PER_MM
        lefts = tuple(left + step for left in self.lefts_mm for step in (0.0, step_mm))
        return PageShape(
            self.width_mm,
            self.height_mm,
            self.body_pt,
            self.top_mm,
            lefts,
            width_pt,
            self.height_pt,
            self.head_mm,
            self.foot_mm,
        )


def body_size(setup: PageSetup) -> float:
    """Return the size of a body that suits a paper, in points."""
    width_mm = setup.printable.width
    return next(size for least_mm, size in _BODY_SIZES if width_mm >= least_mm)


def page_shape(setup: PageSetup, body_pt: float, hang_pt: float) -> PageShape:
    """Lay columns of a good measure on a page, as many as it holds, in its middle.

    Raises PaperError for a roll, and for a page that is too small for a few lines of text.
    """
    if setup.is_open:
        raise PaperError("A booklet is printed on sheets: choose a paper such as A4 or Letter instead of a roll.")
    box = setup.printable
    measure_mm = (_MEASURE_EM * body_pt + hang_pt) / POINTS_PER_MM
    least_mm = (_LEAST_MEASURE_EM * body_pt + hang_pt) / POINTS_PER_MM
    count = max(1, int((box.width + _GAP_MM) // (least_mm + _GAP_MM)))
    # Two columns that the measure fills are better than three that are cramped.
    while count > 1 and (box.width + _GAP_MM) / count - _GAP_MM < least_mm:
        count -= 1
    width_mm = min((box.width + _GAP_MM) / count - _GAP_MM, measure_mm)
    height_mm = box.height - _HEAD_MM - _FOOT_MM
    if width_mm * POINTS_PER_MM < hang_pt + 12 * body_pt or height_mm * POINTS_PER_MM < _LEAST_LINES * 1.5 * body_pt:
        raise PaperError(f"{setup.paper.words} with these margins is too small for a booklet: choose a larger paper.")
    all_mm = count * width_mm + (count - 1) * _GAP_MM
    left = box.left + (box.width - all_mm) / 2
    lefts = tuple(left + place * (width_mm + _GAP_MM) for place in range(count))
    return PageShape(
        setup.width_mm,
        setup.height_mm,
        body_pt,
        box.top + _HEAD_MM,
        lefts,
        width_mm * POINTS_PER_MM,
        height_mm * POINTS_PER_MM,
        box.top + 2.0,
        box.bottom - 6.0,
    )
