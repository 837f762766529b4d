"""The shape of the whole document: tables of rows, as TinyDB keeps them."""

from __future__ import annotations

import re
from typing import Any

from storage.dates.quoting import quoted
from storage.errors import FormatError, NewerFormatError
from storage.quoting import kind_of

FORMAT = 1
MAX_FORMAT = 999_999

Row = dict[str, Any]
Tables = dict[str, dict[str, Row]]

_OUR_TABLES = ("about", "events", "sources")
_ROW_ID = re.compile(r"0|[1-9][0-9]{0,17}")


def checked_tables(document: Any, name: str) -> Tables:
    """Return the document as tables of rows; `name` is what a refusal calls it.

    Tables that this version does not know may have any shape. Raises FormatError, NewerFormatError.
    """
    fault = _fault(document)
    if not fault:
        tables: Tables = document
        return tables
    number = _format_of(document)
    if number > FORMAT:
        raise NewerFormatError(
            f"{name} was written by a newer version (format {number}) and cannot be shown by this one."
        )
    raise FormatError(f"{name}: {fault}.")


def is_row_id(text: str) -> bool:
    """Tell whether a text is the id of a row: a whole number as TinyDB writes it."""
    return _ROW_ID.fullmatch(text) is not None


def _fault(document: Any) -> str:
    if not isinstance(document, dict):
        return f"this is no story file; it holds {kind_of(document)}, not an object with tables"
    for table in _OUR_TABLES:
        rows = document.get(table, {})
        if not isinstance(rows, dict):
            return f"the table '{table}' must be an object with rows, not {kind_of(rows)}"
        for row_id in rows:
            if not is_row_id(row_id):
                return f"the table '{table}' has a row {quoted(row_id)}; the id of a row must be a whole number"
    return ""


def _format_of(document: Any) -> int:
    """Return the format number that stands in the document, or 0."""
    about = document.get("about") if isinstance(document, dict) else None
    row = next(iter(about.values()), None) if isinstance(about, dict) else None
    number = row.get("format") if isinstance(row, dict) else None
    return number if type(number) is int and number <= MAX_FORMAT else 0
