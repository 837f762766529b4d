"""Paper by name, and a page on it: what a printer is asked for is what was chosen, never a size made up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from storage.errors import TimelineError

MM_PER_INCH = 25.4
POINTS_PER_MM = 72.0 / MM_PER_INCH
LEAST_SIDE_MM = 50.0
MOST_SIDE_MM = 5000.0
"""PDF readers agree on pages of up to 14,400 points, which is 5,080 mm."""
LEAST_PRINTABLE_MM = 30.0
_UNITS_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": MM_PER_INCH, "inch": MM_PER_INCH, '"': MM_PER_INCH}
_NUMBER = r"(\d{1,5}(?:[.,]\d{1,3})?)"
_UNIT = r'(mm|cm|m|inch|in|")'
_CUSTOM = re.compile(rf"{_NUMBER}\s*{_UNIT}?\s*[x×*]\s*{_NUMBER}\s*{_UNIT}")
_ROLL = re.compile(rf"(?:roll\s*{_NUMBER}\s*{_UNIT}|{_NUMBER}\s*{_UNIT}\s*roll)")


class PaperError(TimelineError):
    """The text names no paper that this program knows, or no page fits on it."""

    code = "paper"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in millimetres from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    def holds(self, other: Box, slack_mm: float = 0.001) -> bool:
        """Tell whether all of another rectangle lies in this one."""
        return (
            other.left >= self.left - slack_mm
            and other.top >= self.top - slack_mm
            and other.right <= self.right + slack_mm
            and other.bottom <= self.bottom + slack_mm
        )

    def touches(self, other: Box) -> bool:
        """Tell whether the rectangles share any room."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def moved(self, right: float, down: float) -> Box:
        """Return the rectangle elsewhere."""
        return replace(self, left=self.left + right, top=self.top + down)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet standing upright, or a roll: it is `width_mm` wide and cut where it is wanted, at `height_mm` at most."""

    name: str
    width_mm: float
    height_mm: float
    is_roll: bool = False

    @property
    def words(self) -> str:
        """Return the paper as people call it: "A4 (210 × 297 mm)", "roll 90cm (900 mm wide)"."""
        if self.is_roll:
            return f"{self.name} ({self.width_mm:g} mm wide)"
        size = f"{self.width_mm:g} × {self.height_mm:g} mm"
        return size if self.name == size else f"{self.name} ({size})"


@dataclass(frozen=True, slots=True)
class Margins:
    """What stays free at the edges of a page, in millimetres."""

    left: float = 10.0
    top: float = 10.0
    right: float = 10.0
    bottom: float = 10.0

    @classmethod
    def even(cls, width_mm: float) -> Margins:
        """Return margins that are the same on all sides."""
        return cls(width_mm, width_mm, width_mm, width_mm)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """A page: paper, which way it lies, and margins. The length of a roll in landscape runs from left to right."""

    paper: Paper
    landscape: bool = False
    margins: Margins = Margins()

    @property
    def is_open(self) -> bool:
        """Tell whether the page is as long as is wanted."""
        return self.paper.is_roll

    @property
    def width_mm(self) -> float:
        """Return the width of the page as it lies; of a roll that lies along, its greatest."""
        paper = self.paper
        if paper.is_roll:
            return paper.height_mm if self.landscape else paper.width_mm
        sides = paper.width_mm, paper.height_mm
        return max(sides) if self.landscape else min(sides)

    @property
    def height_mm(self) -> float:
        """Return the height of the page as it lies; of a roll that stands, its greatest."""
        paper = self.paper
        if paper.is_roll:
            return paper.width_mm if self.landscape else paper.height_mm
        sides = paper.width_mm, paper.height_mm
        return min(sides) if self.landscape else max(sides)

    @property
    def printable(self) -> Box:
        """Return what the margins leave. Raises PaperError where that is next to nothing."""
        edges = self.margins
        if min(edges.left, edges.top, edges.right, edges.bottom) < 0:
            raise PaperError("A margin below zero: use 0 mm or more.")
        box = Box(
            edges.left,
            edges.top,
            self.width_mm - edges.left - edges.right,
            self.height_mm - edges.top - edges.bottom,
        )
        if min(box.width, box.height) < LEAST_PRINTABLE_MM:
            raise PaperError(f"The margins leave no room on {self.paper.words}: make them smaller.")
        return box

    @property
    def orientation(self) -> str:
        """Return "landscape" or "portrait"."""
        return "landscape" if self.landscape else "portrait"

    def cut_at(self, length_mm: float) -> PageSetup:
        """Return this page of a roll with a definite length; any other page as it is."""
        if not self.paper.is_roll:
            return self
        sheet = Paper(self.paper.name, self.paper.width_mm, min(length_mm, self.paper.height_mm), is_roll=True)
        return replace(self, paper=sheet)


def _sheet(name: str, width: float, height: float, unit_mm: float = 1.0) -> Paper:
    return Paper(name, round(width * unit_mm, 3), round(height * unit_mm, 3))


_SHEETS = (
    _sheet("A4", 210, 297),
    _sheet("A3", 297, 420),
    _sheet("A2", 420, 594),
    _sheet("A1", 594, 841),
    _sheet("A0", 841, 1189),
    _sheet("A5", 148, 210),
    _sheet("A6", 105, 148),
    _sheet("B0", 1000, 1414),
    _sheet("B1", 707, 1000),
    _sheet("B2", 500, 707),
    _sheet("B3", 353, 500),
    _sheet("B4", 250, 353),
    _sheet("B5", 176, 250),
    _sheet("B6", 125, 176),
    _sheet("JIS B3", 364, 515),
    _sheet("JIS B4", 257, 364),
    _sheet("JIS B5", 182, 257),
    _sheet("Letter", 8.5, 11, MM_PER_INCH),
    _sheet("Legal", 8.5, 14, MM_PER_INCH),
    _sheet("Tabloid", 11, 17, MM_PER_INCH),
    _sheet("Ledger", 11, 17, MM_PER_INCH),
    _sheet("Executive", 7.25, 10.5, MM_PER_INCH),
    _sheet("ANSI C", 17, 22, MM_PER_INCH),
    _sheet("ANSI D", 22, 34, MM_PER_INCH),
    _sheet("ANSI E", 34, 44, MM_PER_INCH),
    _sheet("ARCH A", 9, 12, MM_PER_INCH),
    _sheet("ARCH B", 12, 18, MM_PER_INCH),
    _sheet("ARCH C", 18, 24, MM_PER_INCH),
    _sheet("ARCH D", 24, 36, MM_PER_INCH),
    _sheet("ARCH E", 36, 48, MM_PER_INCH),
    _sheet("ARCH E1", 30, 42, MM_PER_INCH),
)


def roll(width_mm: float, name: str = "") -> Paper:
    """Return a roll so wide, of which up to five metres are printed at a time."""
    return Paper(name or f"roll {width_mm / 10:g}cm", width_mm, MOST_SIDE_MM, is_roll=True)


ROLLS = (
    *(roll(float(width_mm)) for width_mm in (420, 594, 610, 841, 900, 914, 1067, 1118)),
    roll(24 * MM_PER_INCH, "roll 24in"),
    roll(36 * MM_PER_INCH, "roll 36in"),
)
PAPERS: Mapping[str, Paper] = MappingProxyType({paper.name: paper for paper in (*_SHEETS, *ROLLS)})
"""All papers with a name, those that most have at hand first."""

_BY_KEY = {re.sub(r"[\s\-_]", "", name).casefold(): paper for name, paper in PAPERS.items()}
_BY_KEY |= {f"iso{key}": paper for key, paper in _BY_KEY.items() if re.fullmatch(r"[ab]\d", key)}
_BY_KEY |= {f"us{key}": paper for key, paper in _BY_KEY.items() if key in ("letter", "legal")}


def find_paper(text: str) -> Paper:
    """Return the paper that a text names: "a4", "Letter", "roll 90cm", "210x297mm", "8.5 x 11 in"; no matter the case.

    Raises PaperError for any other text, and for a size that is no sheet's.
    """
    plain = " ".join(text.split()).casefold()
    known = _BY_KEY.get(re.sub(r"[\s\-_]", "", plain))
    if known is not None:
        return known
    if found := _ROLL.fullmatch(plain):
        number, unit, number_first, unit_after = found.groups()
        number, unit = number or number_first, unit or unit_after
        width_mm = _side_mm(number, unit, text)
        return roll(width_mm, f"roll {_plain(number)}in" if _UNITS_MM[unit] == MM_PER_INCH else "")
    if found := _CUSTOM.fullmatch(plain):
        first, first_unit, second, second_unit = found.groups()
        sides = _side_mm(first, first_unit or second_unit, text), _side_mm(second, second_unit, text)
        return Paper(f"{sides[0]:g} × {sides[1]:g} mm", *sides)
    raise PaperError(f"“{text[:40]}” is no paper known here: use a name such as A4 or Letter, 210x297mm, or roll 90cm.")


def _plain(number: str) -> str:
    return f"{float(number.replace(',', '.')):g}"


def _side_mm(number: str, unit: str, text: str) -> float:
    side_mm = round(float(number.replace(",", ".")) * _UNITS_MM[unit], 3)
    if not LEAST_SIDE_MM <= side_mm <= MOST_SIDE_MM:
        raise PaperError(f"“{text[:40]}”: the sides of a paper are {LEAST_SIDE_MM:g} to {MOST_SIDE_MM:g} mm long.")
    return side_mm
