"""The colours of paper: all of them, greys or black alone; what colour told, shape and pattern tell as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from gui.theme import LIGHT, Palette
from storage.model import Category, Shape

HAIRLINE_MM = 0.2
"""The thinnest line: a thinner one breaks up in print."""


class InkMode(StrEnum):
    """Which inks are used."""

    COLOUR = "colour"
    GREY = "grey"
    MONO = "mono"


class Pattern(StrEnum):
    """What is drawn upon a mark, in white, to tell it from another one of the same shape."""

    PLAIN = "plain"
    DOT = "dot"
    BAR = "bar"
    UPRIGHT = "upright"
    CROSS = "cross"
    SLASH = "slash"


@dataclass(frozen=True, slots=True)
class CategoryInk:
    """How the events of a category are marked: "#rrggbb", shape and pattern; no two categories share all that shows."""

    name: str
    colour: str
    shape: Shape
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Inks:
    """A palette for white paper, and the marks of a story's categories, last that of events without one."""

    mode: InkMode
    palette: Palette
    backgrounds: bool
    categories: tuple[CategoryInk, ...]
    index: Mapping[str, int]

    def of(self, category_id: str) -> CategoryInk:
        """Return the mark of a category by its id; an unknown one has none of its own."""
        return self.categories[self.index.get(category_id, len(self.categories) - 1)]


def pen(colour: QColor | str, width_mm: float) -> QPen:
    """Return a pen that is no thinner than print can show."""
    found = QPen(QColor(colour), max(width_mm, HAIRLINE_MM))
    found.setCapStyle(Qt.PenCapStyle.FlatCap)
    found.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    # A triangle keeps its point.
    found.setMiterLimit(4.0)
    return found


_WHITE = "#ffffff"
# From the darkest to what still stands out from white at 4.5:1, far apart for those that come first.
_GREYS = ("#1c1c1c", "#6e6e6e", "#3f3f3f", "#575757", "#2d2d2d", "#656565", "#484848", "#767676", "#121212")
_SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND, Shape.HEXAGON, Shape.CROSS, Shape.STAR)


def inks_for(categories: Sequence[Category], mode: InkMode = InkMode.COLOUR, *, backgrounds: bool = False) -> Inks:
    """Return the inks of a story; without `backgrounds` nothing but the paper is behind the words."""
    palette = _PALETTES[mode]
    if backgrounds:
        tints = LIGHT.band, LIGHT.raised, LIGHT.selection
        if mode is not InkMode.COLOUR:
            tints = "#f0f0f0", "#ededed", "#e6e6e6"
        palette = replace(palette, band=tints[0], raised=tints[1], selection=tints[2])
    taken: set[tuple[Shape, Pattern, str]] = set()
    found = []
    for category in (*categories, Category("", "", "slate", Shape.CIRCLE)):
        colour = palette.categories.get(category.colour, palette.categories["slate"])
        # One grey is not told from the next with certainty.
        tint = colour if mode is InkMode.COLOUR else ""
        shape, pattern = _free(category.shape, tint, taken)
        taken.add((shape, pattern, tint))
        found.append(CategoryInk(category.name, colour, shape, pattern))
    index = {category.id: place for place, category in enumerate(categories)}
    return Inks(mode, palette, backgrounds, tuple(found), MappingProxyType(index))


def _free(wanted: Shape, tint: str, taken: set[tuple[Shape, Pattern, str]]) -> tuple[Shape, Pattern]:
    """Return the wanted shape with the first pattern that is free, or else another shape; bands keep theirs."""
    for shape in (wanted, *(() if wanted is Shape.BAND else _SHAPES)):
        for pattern in Pattern:
            if (shape, pattern, tint) not in taken:
                return shape, pattern
    return wanted, Pattern.PLAIN


def _colours() -> Palette:
    return replace(LIGHT, name="paper", paper=_WHITE, panel=_WHITE, raised=_WHITE, band=_WHITE, selection=_WHITE)


def _greys() -> Palette:
    roles = MappingProxyType(dict(zip(LIGHT.categories, _GREYS, strict=True)))
    stances = MappingProxyType(dict.fromkeys(LIGHT.stances, "#2a2a2a"))
    return replace(
        _colours(),
        name="grey paper",
        ink="#111111",
        muted="#555555",
        rule="#9a9a9a",
        grid="#d2d2d2",
        accent="#111111",
        on_accent=_WHITE,
        selection_edge="#777777",
        focus="#111111",
        categories=roles,
        stances=stances,
        standings=MappingProxyType(dict.fromkeys(LIGHT.standings, "#222222")),
    )


def _black() -> Palette:
    black = "#000000"
    return replace(
        _greys(),
        name="black paper",
        ink=black,
        muted=black,
        rule=black,
        grid=black,
        accent=black,
        selection_edge=black,
        focus=black,
        categories=MappingProxyType(dict.fromkeys(LIGHT.categories, black)),
        stances=MappingProxyType(dict.fromkeys(LIGHT.stances, black)),
        standings=MappingProxyType(dict.fromkeys(LIGHT.standings, black)),
    )


_PALETTES = {InkMode.COLOUR: _colours(), InkMode.GREY: _greys(), InkMode.MONO: _black()}
