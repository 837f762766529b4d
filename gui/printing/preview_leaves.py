"""Where the pages of a preview lie: one below the other, or all of them small, a poster's sheets as they are joined."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from gui.printing.job import Job

GAP_PX = 18.0
SMALL_GAP_PX = 10.0
_THUMB_PX = 190.0
_LEAST_THUMB_PX = 24.0
_SHARE_OF_ROOM = 0.6


class Zoom(Enum):
    """How large pages are shown."""

    PAGE = "page"
    WIDTH = "width"
    ALL = "all"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page on the desk in pixels from the desk's top left corner; `px_per_mm` is its scale."""

    page: int
    left: float
    top: float
    width: float
    height: float
    px_per_mm: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height


@dataclass(frozen=True)
class Leaves:
    """All pages in their order, which is that of their tops."""

    leaves: Sequence[Leaf]
    width: float
    height: float
    tops: Sequence[float]

    def within(self, top: float, bottom: float) -> Sequence[Leaf]:
        """Return the pages of which something lies between two heights."""
        if not self.leaves:
            return ()
        # Pages of a row begin at one height; a row that began above may reach down to here.
        first = max(bisect_left(self.tops, top) - 1, 0)
        while first > 0 and (
            self.leaves[first - 1].top == self.leaves[first].top or self.leaves[first - 1].bottom > top
        ):
            first -= 1
        last = bisect_left(self.tops, bottom)
        return [leaf for leaf in self.leaves[first:last] if leaf.bottom > top]


def lay_leaves(job: Job, zoom: Zoom, room: tuple[float, float], free_px_per_mm: float = 1.0) -> Leaves:
    """Lay the pages of a job out on a desk of which `room` is seen at a time, in pixels."""
    width, height = max(room[0], 80.0), max(room[1], 80.0)
    if zoom is Zoom.ALL:
        return _all(job, width, height)
    leaves: list[Leaf] = []
    sizes = [plan.page_size_mm(own) for plan in job.plans for own in range(plan.pages)]
    scales = [_scale(size, zoom, width, height, free_px_per_mm) for size in sizes]
    desk = max([width, *(size[0] * scale + 2 * GAP_PX for size, scale in zip(sizes, scales, strict=True))])
    top = GAP_PX
    for page, ((page_width, page_height), scale) in enumerate(zip(sizes, scales, strict=True)):
        wide, high = page_width * scale, page_height * scale
        # A page that is shown as a whole stands alone in the middle of the room.
        above = max((height - high) / 2 - GAP_PX, 0.0) if zoom is Zoom.PAGE else 0.0
        leaves.append(Leaf(page, (desk - wide) / 2, top + above, wide, high, scale))
        top += high + 2 * above + GAP_PX
    return _leaves(leaves, desk, max(top, height))


def _scale(size_mm: tuple[float, float], zoom: Zoom, width: float, height: float, free: float) -> float:
    if zoom is Zoom.FREE:
        return free
    across = (width - 2 * GAP_PX) / size_mm[0]
    return across if zoom is Zoom.WIDTH else min(across, (height - 2 * GAP_PX) / size_mm[1])


def _all(job: Job, width: float, height: float) -> Leaves:
    leaves: list[Leaf] = []
    top = GAP_PX
    first = 0
    for plan in job.plans:
        sizes = [plan.page_size_mm(page) for page in range(plan.pages)]
        across = plan.figures().get("columns") if plan.kind == "poster" else None
        columns = across if isinstance(across, int) else 0
        widest, highest = (max((size[side] for size in sizes), default=1.0) for side in (0, 1))
        room = width - 2 * GAP_PX
        if columns:
            rows = -(-plan.pages // columns)
            wide = (room - (columns - 1) * SMALL_GAP_PX) / columns
            high = (height - 2 * GAP_PX - (rows - 1) * SMALL_GAP_PX) / rows
            if len(job.plans) > 1:
                # The booklet below is seen to go on.
                high = min(high, (height * _SHARE_OF_ROOM - (rows - 1) * SMALL_GAP_PX) / rows)
            wide = max(min(wide, high * widest / highest), _LEAST_THUMB_PX)
        else:
            columns = max(int((room + SMALL_GAP_PX) / (_THUMB_PX + SMALL_GAP_PX)), 1)
            wide = min(_THUMB_PX, room)
        scale = wide / widest
        line = min(columns, plan.pages) * (wide + SMALL_GAP_PX) - SMALL_GAP_PX
        left = max((width - line) / 2, GAP_PX)
        for page, (page_width, page_height) in enumerate(sizes):
            row, column = divmod(page, columns)
            at = top + row * (highest * scale + SMALL_GAP_PX)
            x = left + column * (wide + SMALL_GAP_PX)
            leaves.append(Leaf(first + page, x, at, page_width * scale, page_height * scale, scale))
        first += plan.pages
        top += -(-plan.pages // columns) * (highest * scale + SMALL_GAP_PX) - SMALL_GAP_PX + GAP_PX
    desk = max([width, *(leaf.right + GAP_PX for leaf in leaves)])
    spare = max((height - top) / 2, 0.0)
    return _leaves([replace(leaf, top=leaf.top + spare) for leaf in leaves], desk, max(top, height))


def _leaves(leaves: Sequence[Leaf], width: float, height: float) -> Leaves:
    return Leaves(leaves, width, height, [leaf.top for leaf in leaves])
