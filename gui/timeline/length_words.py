"""A length of time as a reader would say it, no more exact than what it was measured with."""

from __future__ import annotations

import math

MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400
YEAR_S = 31_556_952
# The most days that are told as days.
_MOST_DAYS = 730
# From so many years on their months say nothing.
_MANY_YEARS = 20
_MOST_DIGITS = 4
# Larger unit, smaller unit, and how many of the smaller make one of the larger.
_PAIRS = ((DAY_S, HOUR_S), (HOUR_S, MINUTE_S), (MINUTE_S, 1))
_NAMES = {HOUR_S: "h", MINUTE_S: "min", 1: "s"}


def length_in_words(seconds: int, grain_s: float = 0.0) -> str:
    """Return a length of time in at most two units; `grain_s` is how far it may be off, 0 for one that is exact.

    What is not exactly so, or was rounded, is "about": 12 000 s are "3 h 20 min", or by a grain of an hour "about 3 h".
    """
    seconds = abs(seconds)
    if seconds <= grain_s / 2 or not seconds:
        return "the same moment" if not grain_s else "about the same moment"
    if round(seconds / DAY_S) >= _MOST_DAYS:
        return f"about {_years(seconds / YEAR_S, grain_s / YEAR_S)}"
    told_s, words = _days(seconds, grain_s)
    return words if told_s == seconds and not grain_s else f"about {words}"


def _days(seconds: int, grain_s: float) -> tuple[int, str]:
    """Return what is told of a length of less than years, and its words."""
    large_s, small_s = next((pair for pair in _PAIRS if seconds >= pair[0]), (MINUTE_S, 1))
    if seconds >= 100 * DAY_S or grain_s > small_s * 30:
        small_s = large_s
    told_s = max(int(seconds / small_s + 0.5), 1) * small_s
    # Rounding may have filled the larger unit: 59 min 59.9 s are an hour.
    large_s = next((pair[0] for pair in _PAIRS if told_s >= pair[0]), 1)
    large, rest_s = divmod(told_s, large_s)
    small_s = next((pair[1] for pair in _PAIRS if pair[0] == large_s), 1)
    words = [_counted(large, large_s)]
    if rest_s >= small_s:
        words.append(_counted(rest_s // small_s, small_s))
    return told_s, " ".join(words)


def _counted(count: int, unit_s: int) -> str:
    if unit_s == DAY_S:
        return f"{count:,} day" if count == 1 else f"{count:,} days"
    return f"{count} {_NAMES[unit_s]}"


def _years(years: float, grain: float) -> str:
    if years >= 1e9:
        return f"{_rounded(years / 1e9, grain / 1e9)} billion years"
    # What would round up to a thousand million is a billion.
    if years >= 1e6:
        told = _rounded(years / 1e6, grain / 1e6)
        return "1 billion years" if told == "1,000" else f"{told} million years"
    if years < _MANY_YEARS and grain < 1 / 6:
        whole, months = divmod(round(years * 12), 12)
        return f"{whole} years" + (f" {months} month{'s' * (months > 1)}" if months else "")
    return f"{_rounded(years, max(grain, 1.0))} years"


def _rounded(value: float, grain: float) -> str:
    """Return a number with as many digits as are known of it, without noughts at the end of a fraction."""
    known = -math.ceil(math.log10(grain / 2)) if grain > 0 else _MOST_DIGITS
    shown = _MOST_DIGITS - 1 - math.floor(math.log10(value))
    digits = min(known, max(shown, 0)) if shown >= 0 or known >= 0 else known
    told = round(value, digits) or round(value, shown)
    text = f"{told:,.{max(digits, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
