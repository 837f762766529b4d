"""Between which seconds something was said, as far as its date or that of its source tells."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from storage.csl_date import csl_date
from storage.dates import Date, bounds
from storage.errors import DateError
from storage.model import Source


class SaidSpan(NamedTuple):
    """The first and last second at which something may have been said; an open side stands at the known one."""

    first_s: int
    last_s: int
    open_start: bool = False
    open_end: bool = False

    @property
    def middle_s(self) -> int:
        """Return the second to show it at: that of an open side is the one that is known."""
        return (self.first_s + self.last_s) // 2


def said_span(said: str, source: Source | None, zone: str = "UTC") -> SaidSpan | None:
    """Return when something was said: by its date in EDTF, or where it has none by the publication of its source.

    None where neither tells.
    """
    if said:
        return _span(said, zone)
    published = csl_date(source.csl, "issued") if source is not None else None
    return None if published is None else _span(published, zone)


@lru_cache(maxsize=1 << 12)
def _span(date: Date | str, zone: str) -> SaidSpan | None:
    try:
        limits = bounds(date, zone)
    except DateError:
        return None
    first_s, last_s = limits.earliest_s, limits.latest_s
    known = last_s if first_s is None else first_s
    if known is None:
        return None
    return SaidSpan(
        known if first_s is None else first_s, known if last_s is None else last_s, first_s is None, last_s is None
    )
