"""The sheets that a poster is put together from: windows on one large drawing, which overlap for the glue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gui.printing.paper import Box, PageSetup

OVERLAP_MM = 10.0
"""The least: a mark on a seam has to be whole on both sheets."""
HEADER_MM = 6.5


@dataclass(frozen=True)
class Sheets:
    """Columns and rows of like pages; what of each shows the drawing is its `window`.

    Neighbours show the same strip of `overlap_mm`; the seam where one is laid on the other is in the middle of it.
    """

    setup: PageSetup
    columns: int
    rows: int
    header_mm: float
    footer_mm: float
    overlap_mm: float = OVERLAP_MM

    @cached_property
    def content(self) -> Box:
        """Return where on a page the drawing shows."""
        box = self.setup.printable
        return Box(
            box.left, box.top + self.header_mm, box.width, max(box.height - self.header_mm - self.footer_mm, 1.0)
        )

    @property
    def count(self) -> int:
        """Return the number of sheets."""
        return self.columns * self.rows

    @cached_property
    def width_mm(self) -> float:
        """Return the width of the whole drawing."""
        return self.columns * self._step_x + self._overlap_x

    @cached_property
    def height_mm(self) -> float:
        """Return the height of the whole drawing."""
        return self.rows * self._step_y + self._overlap_y

    @property
    def _overlap_x(self) -> float:
        return self.overlap_mm if self.columns > 1 else 0.0

    @property
    def _overlap_y(self) -> float:
        return self.overlap_mm if self.rows > 1 else 0.0

    @property
    def _step_x(self) -> float:
        return self.content.width - self._overlap_x

    @property
    def _step_y(self) -> float:
        return self.content.height - self._overlap_y

    def place(self, page: int) -> tuple[int, int]:
        """Return the column and row of a page; pages go row by row."""
        return page % self.columns, page // self.columns

    def window(self, page: int) -> Box:
        """Return what of the drawing a page shows."""
        column, row = self.place(page)
        return Box(column * self._step_x, row * self._step_y, self.content.width, self.content.height)

    def column_range(self, column: int) -> tuple[float, float]:
        """Return the left and right seam of a column, or the drawing's own edge."""
        return self._range(column, self.columns, self._step_x, self._overlap_x, self.width_mm)

    def row_range(self, row: int) -> tuple[float, float]:
        """Return the upper and lower seam of a row, or the drawing's own edge."""
        return self._range(row, self.rows, self._step_y, self._overlap_y, self.height_mm)

    @staticmethod
    def _range(place: int, count: int, step: float, overlap: float, end: float) -> tuple[float, float]:
        first = 0.0 if place == 0 else place * step + overlap / 2
        return first, (end if place == count - 1 else (place + 1) * step + overlap / 2)

    def page_at(self, x: float, y: float) -> int:
        """Return the page whose part between the seams a point lies in."""
        column = _index((x - self._overlap_x / 2) / self._step_x, self.columns)
        return _index((y - self._overlap_y / 2) / self._step_y, self.rows) * self.columns + column

    def pages_showing(self, box: Box) -> Iterator[int]:
        """Yield the pages whose windows touch a rectangle of the drawing."""
        columns = _touched(box.left, box.right, self._step_x, self.content.width, self.columns)
        rows = _touched(box.top, box.bottom, self._step_y, self.content.height, self.rows)
        for row in rows:
            for column in columns:
                yield row * self.columns + column

    def code(self, page: int) -> str:
        """Return what a page is called: A1 is the first of the top row, B1 lies below it."""
        column, row = self.place(page)
        letters = ""
        row += 1
        while row:
            row, rest = divmod(row - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{column + 1}"


def _index(value: float, count: int) -> int:
    return min(max(int(value), 0), count - 1)


def _touched(low: float, high: float, step: float, width: float, count: int) -> range:
    first = _index((low - width) / step + 1, count)
    last = _index(high / step, count)
    return range(first, last + 1)
