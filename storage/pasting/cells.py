"""The cells of a table as other programs put them on the clipboard: TSV as spreadsheets write it, or CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from storage.errors import EditError

Row = tuple[str, ...]

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 64_000_000
_SAMPLE = 4096
_SEPARATORS = ("\t", ";", ",")


def read_cells(text: str) -> tuple[Row, ...]:
    """Return the rows of a pasted table, all equally long, without rows that are empty throughout.

    A cell in quotation marks may hold tabs and line ends (RFC 4180). Raises EditError for what is no table of a
    size that can be taken.
    """
    if len(text) > MOST_CHARACTERS:
        raise EditError(f"This is too much to paste: at most {MOST_CHARACTERS:,} characters are taken.")
    # Line ends as every program means them; those inside of quoted cells stay line ends.
    lines = StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="")
    rows: list[Row] = []
    reader = csv.reader(lines, delimiter=separator_of(text))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(tuple(cell.strip() for cell in cells))
            if len(rows) > MOST_ROWS:
                raise EditError(f"This table has more than {MOST_ROWS:,} rows; paste it in parts.")
    except csv.Error as error:
        raise EditError(f"The pasted table cannot be read from line {reader.line_num} on: {error}.") from None
    width = max((len(row) for row in rows), default=0)
    if width > MOST_COLUMNS:
        raise EditError(f"This table has {width:,} columns; at most {MOST_COLUMNS} can be taken.")
    return tuple(row + ("",) * (width - len(row)) for row in rows)


def separator_of(text: str) -> str:
    """Return what divides the cells: a tab where there is one, else what stands in most of the first lines."""
    if "\t" in text:
        return "\t"
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()]
    counts = {each: sum(each in line for line in lines) for each in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda each: counts[each])
    # A comma in one line of prose divides nothing.
    return best if len(lines) > 1 and counts[best] == len(lines) else "\t"


def write_cells(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as TSV that spreadsheets take; cells with tabs, quotation marks or line ends are quoted."""
    out = StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()
