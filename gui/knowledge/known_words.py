"""Words for moments at which something became known."""

from __future__ import annotations

from gui.knowing import Knowing
from storage.dates import display_instant
from storage.dates.calendar import local_from_utc

_DAY_S = 86_400


def as_known_in_words(knowing: Knowing, *, short: bool = False) -> str:
    """Return the moment up to which the reader looks; "" for now."""
    second = knowing.as_of_s
    if second is None:
        return ""
    if knowing.moments and second < knowing.moments[0]:
        return "before anything was said"
    return moment_in_words(second, knowing.zone, short=short)


def moment_in_words(second: int, zone: str, *, short: bool = False) -> str:
    """Return a moment in words: a day that is over by its date, any other with its time."""
    local_s = local_from_utc(second, zone) % _DAY_S
    if local_s == _DAY_S - 1:
        return display_instant(second, zone, "day", short=short)
    return display_instant(second, zone, "minute" if local_s % 60 in (0, 59) else "second", short=short)
