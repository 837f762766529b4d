"""Numbers as somebody types them for a figure: one, or a lowest and a highest."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

MOST_DIGITS = 1000

_NUMBER = r"[-−+]?(?:\d[\d,  _'’]*\d|\d)(?:\.\d+)?(?:[eE][-+]?\d{1,3})?"
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:([,  _'’])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?")
_DASH = r"\s*(?:–|—|\.\.|to|(?<=[\d\s])-)\s*"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})?{_DASH}({_NUMBER})?")
_BOTH = re.compile(rf"({_NUMBER})\s*\((.+)\)")


class Numbers(NamedTuple):
    """What a figure counts: a value, or bounds, or both; None where there is none."""

    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None


def number_text(numbers: Numbers) -> str:
    """Return the numbers as a form shows them: "3,500", "300–400", "300–", "–400", "350 (300–400)"."""
    value, low, high = map(_written, numbers)
    span = f"{low}–{high}" if low or high else ""
    return f"{value} ({span})" if value and span else value or span


def read_numbers(text: str) -> tuple[Numbers, str]:
    """Read what `number_text` writes and people type; return it with a sentence on what is wrong, "" for nothing."""
    text = text.strip()
    if not text:
        return Numbers(), "Give a number, or a lowest and a highest: 300–400."
    if len(text) > MOST_DIGITS:
        return Numbers(), "This number is too long."
    value, span = None, text
    if both := _BOTH.fullmatch(text):
        value, span = both.groups()
    if value is None and _ONE.fullmatch(text):
        return _checked(text, None, None, text)
    found = _RANGE.fullmatch(span)
    if found is None or not any(found.groups()):
        return Numbers(), f"“{text[:40]}” is no number. Write 3,500 or 300–400."
    return _checked(value, found[1], found[2], text)


def _checked(value: str | None, low: str | None, high: str | None, text: str) -> tuple[Numbers, str]:
    read = Numbers(*(_read(part) if part else None for part in (value, low, high)))
    if any(part and number is None for part, number in zip((value, low, high), read, strict=True)):
        return Numbers(), f"“{text[:40]}” can be read in two ways or in none. Write 3500, 3,500 or 3.5."
    if read.low is not None and read.high is not None and read.low > read.high:
        return Numbers(), "The lowest number is above the highest."
    return read, ""


def _read(text: str) -> int | float | None:
    text = text.strip().replace("−", "-")
    if match := _THOUSANDS.fullmatch(text):
        text = text.replace(match[1], "")
    if not _PLAIN.fullmatch(text):
        return None
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    number = float(text)
    return number if math.isfinite(number) else None


def _written(number: int | float | None) -> str:
    if number is None:
        return ""
    if isinstance(number, int) and abs(number) < 10**21:
        return f"{number:,}"
    try:
        return repr(float(number)) if isinstance(number, float) else str(number)
    except ValueError:
        # Python writes no number of more than 4300 digits.
        return "…"
