"""Where the parts of a timeline's picture stand, in pixels from its top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from gui.timeline.layout.counts import NO_RIBBON, Ribbon
from gui.timeline.layout.rows import Rows

CHIP_PAD_PX = 20.0
"""What a chip's pill has around its text, both sides together."""


@dataclass(frozen=True, slots=True)
class BandHeader:
    """A band's header: what it is called, how many events it has, where it stands from the top of the lanes' window.

    `colour` is a category's role, or "" for none; a collapsed one shows where its events lie by its `ribbon`.
    """

    band: int
    name: str
    count: int
    top_px: float
    collapsed: bool = False
    colour: str = ""
    ribbon: Ribbon = NO_RIBBON


@dataclass(frozen=True, slots=True)
class Geometry:
    """Eras at the top, lanes below them (scrolled by `scroll_px`), a strip for chips, at the bottom one or two axes.

    `text_px` is the line height of titles, on which the rest depends.
    """

    width: float
    height: float
    text_px: float
    small_px: float
    era_rows: int = 0
    scroll_px: float = 0.0
    rows: Rows | None = None
    axis_rows: int = 1

    bar_height = 7.0
    top_margin = 8.0
    ribbon_height = 14.0

    @property
    def era_row(self) -> float:
        """Return the height of a row of era titles with the gap below it."""
        return self.small_px + 10

    @property
    def era_bottom(self) -> float:
        """Return where the rows of era titles end."""
        return self.era_rows * self.era_row

    @property
    def lanes_top(self) -> float:
        """Return where the lanes' window begins."""
        return self.era_bottom + self.top_margin

    @property
    def axis_top(self) -> float:
        """Return where the axis begins."""
        return self.height - self.axis_rows * self.axis_row

    @property
    def axis_row(self) -> float:
        """Return the height of an axis with its two tiers."""
        return 2 * self.small_px + 18

    @property
    def chip_height(self) -> float:
        """Return the height of the strip of chips with the ribbon above them."""
        return self.small_px + 14 + self.ribbon_height

    @property
    def lanes_height(self) -> float:
        """Return the height of the lanes' window."""
        return max(self.axis_top - self.chip_height - self.lanes_top, 0.0)

    @property
    def bar_offset(self) -> float:
        """Return where a bar begins below its lane's top."""
        return self.text_px + 7

    @property
    def title_middle(self) -> float:
        """Return where the middle of mark and title stands below their lane's top."""
        return 3 + self.text_px / 2

    @property
    def lane_pitch(self) -> float:
        """Return the height of a lane."""
        return self.bar_offset + self.bar_height + 6

    @property
    def lane_limit(self) -> int:
        """Return how many lanes the window shows at once (at least four)."""
        return max(int(self.lanes_height // self.lane_pitch), 4)

    def era_top(self, lane: int) -> float:
        """Return where a row of era titles begins."""
        return lane * self.era_row + 2

    def lane_top(self, lane: int) -> float:
        """Return where a lane begins on the screen."""
        top = self.rows.lane_top(lane) if self.rows else lane * self.lane_pitch
        return self.lanes_top + top - self.scroll_px

    def lane_tops(self, lanes: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return where many lanes begin on the screen; shape as given."""
        tops = self.rows.lane_tops(lanes) if self.rows else lanes.astype(np.float64) * self.lane_pitch
        return tops + (self.lanes_top - self.scroll_px)

    def lane_at(self, y: float) -> int:
        """Return the lane at a height, or -1 outside the lanes' window."""
        if not self.lanes_top <= y < self.lanes_top + self.lanes_height:
            return -1
        content_y = y - self.lanes_top + self.scroll_px
        return self.rows.lane_at(content_y) if self.rows else int(content_y // self.lane_pitch)

    @property
    def header_height(self) -> float:
        """Return the height of a band's header."""
        return self.small_px + 12

    def header_rect(self, header: BandHeader) -> QRectF:
        """Return where a band's header stands."""
        return QRectF(0, self.lanes_top + header.top_px, self.width, self.header_height)

    def band_at(self, y: float, bands: Sequence[BandHeader]) -> int:
        """Return the band whose header is at a height of the screen, or -1."""
        inside = y - self.lanes_top
        return next((one.band for one in bands if one.top_px <= inside < one.top_px + self.header_height), -1)

    def pointer_rect(self, side: int, text_px: float) -> QRectF:
        """Return the pill at the left (-1) or right (1) edge that says how many events lie that way."""
        width, height = text_px + 24, self.small_px + 10
        left = 10.0 if side < 0 else self.width - 10 - width
        return QRectF(left, self.lanes_top + (self.lanes_height - height) / 2, width, height)

    def more_rect(self, side: int, text_px: float) -> QRectF:
        """Return the pill at the top (-1) or bottom (1) that says how many events are scrolled out of sight there."""
        width, height = text_px + 24, self.small_px + 8
        header_px = self.header_height if self.rows is not None and self.rows.header_px > 0 else 0.0
        top = self.lanes_top + header_px + 2 if side < 0 else self.lanes_top + self.lanes_height - 8
        # At the side, beside the scroll bar that does the same; below, between the lanes and the chips.
        return QRectF(self.width - width - 24, top, width, height)

    @property
    def ribbon_rect(self) -> QRectF:
        """Return the strip in which the ribbon stands, on its lower edge."""
        bottom = self.axis_top - self.small_px - 14
        return QRectF(0, bottom - self.ribbon_height + 2, self.width, self.ribbon_height - 2)

    @property
    def chips_top(self) -> float:
        """Return where the pills of chips begin."""
        return self.axis_top - self.small_px - 11

    def chip_rect(self, px: float, text_px: float) -> QRectF:
        """Return the pill of a chip centred at `px`."""
        width = text_px + CHIP_PAD_PX
        return QRectF(px - width / 2, self.chips_top, width, self.small_px + 6)
