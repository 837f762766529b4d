"""Where bands and their lanes stand from top to bottom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BAND_GAP_PX = 6.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Bands below one another, each with a header and its lanes; heights in pixels from the top of the content.

    Band k has lanes `first_lane[k]` up to `first_lane[k + 1]`; its header begins at `band_px[k]` and its lanes at
    `lanes_px[k]`. A collapsed band has a header alone. The arrays of n bands have shape (n + 1,), (n + 1,) and (n,).
    """

    first_lane: NDArray[np.int64]
    band_px: NDArray[np.float64]
    lanes_px: NDArray[np.float64]
    collapsed: NDArray[np.bool_]
    lane_pitch: float
    header_px: float

    @classmethod
    def stacked(
        cls, lane_counts: Sequence[int], lane_pitch: float, header_px: float = 0.0, collapsed: Sequence[bool] = ()
    ) -> Rows:
        """Return the rows of bands with so many lanes each; without a header there is one band and no gap."""
        counts = np.asarray(lane_counts, np.int64)
        shut = np.zeros(len(counts), bool)
        shut[: len(collapsed)] = collapsed
        gap_px = BAND_GAP_PX if header_px else 0.0
        heights = header_px + np.where(shut, 0.0, counts * lane_pitch + gap_px)
        band_px = np.concatenate(([0.0], np.cumsum(heights)))
        first_lane = np.concatenate(([0], np.cumsum(counts)))
        return cls(first_lane, band_px, band_px[:-1] + header_px, shut, lane_pitch, header_px)

    @property
    def height_px(self) -> float:
        """Return the height of all bands."""
        return float(self.band_px[-1])

    def band_of(self, lane: int) -> int:
        """Return the band of a lane."""
        return int(np.searchsorted(self.first_lane, lane, "right")) - 1

    def lane_top(self, lane: int) -> float:
        """Return where a lane begins; one of a collapsed band is in its header."""
        band = min(max(self.band_of(lane), 0), len(self.lanes_px) - 1)
        if self.collapsed[band]:
            return float(self.band_px[band])
        return float(self.lanes_px[band] + (lane - self.first_lane[band]) * self.lane_pitch)

    def lane_tops(self, lanes: NDArray[np.integer]) -> NDArray[np.float64]:
        """Return where many lanes begin, as `lane_top` does; shape as given."""
        band = np.minimum(np.maximum(self.first_lane.searchsorted(lanes, "right") - 1, 0), len(self.lanes_px) - 1)
        tops: NDArray[np.float64] = self.lanes_px[band] + (lanes - self.first_lane[band]) * self.lane_pitch
        tops[self.collapsed[band]] = self.band_px[band][self.collapsed[band]]
        return tops

    def lane_at(self, y: float) -> int:
        """Return the lane at a height, or -1 where there is a header, a gap or nothing."""
        band = self.band_at(y)
        if band < 0 or self.collapsed[band]:
            return -1
        lane = int(self.first_lane[band] + (y - self.lanes_px[band]) // self.lane_pitch)
        return lane if self.first_lane[band] <= lane < self.first_lane[band + 1] else -1

    def band_at(self, y: float) -> int:
        """Return the band at a height, or -1."""
        # For one height numpy takes longer than the search itself.
        return bisect_right(self.band_px, y) - 1 if 0 <= y < self.height_px else -1

    def lanes_between(self, top_px: float, bottom_px: float) -> NDArray[np.int64]:
        """Return the lanes of which a part stands between two heights, those of collapsed bands left out."""
        found = [np.empty(0, np.int64)]
        for band in self.bands_between(top_px, bottom_px):
            if not self.collapsed[band]:
                before, lanes_px = int(self.first_lane[band]), float(self.lanes_px[band])
                first = before + max(int((top_px - lanes_px) // self.lane_pitch), 0)
                last = before + int(-((lanes_px - bottom_px) // self.lane_pitch))
                found.append(np.arange(first, min(last, int(self.first_lane[band + 1]))))
        return np.concatenate(found)

    def bands_between(self, top_px: float, bottom_px: float) -> range:
        """Return the bands of which a part stands between two heights."""
        first = max(int(np.searchsorted(self.band_px, top_px, "right")) - 1, 0)
        last = int(np.searchsorted(self.band_px, bottom_px, "left"))
        return range(first, min(last, len(self.lanes_px)))

    def headers(self, top_px: float, bottom_px: float) -> Iterator[tuple[int, float]]:
        """Yield each header in view and where it stands: one scrolled out stays at the top while its band is there."""
        if self.header_px <= 0:
            return
        for band in self.bands_between(top_px, bottom_px):
            furthest = float(self.band_px[band + 1]) - self.header_px
            yield band, min(max(float(self.band_px[band]), top_px), furthest)
