"""Read the dates of a CSL-JSON item: numbers, EDTF or words, in all the forms that other programs write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storage.csl import one_line
from storage.dates import Date, display, parse
from storage.errors import DateError

_LONGEST_EDTF = 80


def date_words(csl: Mapping[str, Any], key: str, locale: str = "en") -> str:
    """Return a date of the item as a reader writes it; one that is no date stands as the item words it."""
    date = csl_date(csl, key)
    return one_line(display(date, locale)) if date else _wording(csl.get(key))


def csl_date(csl: Mapping[str, Any], key: str) -> Date | None:
    """Return a date of the item ("issued", "accessed"), or None where there is none that can be read.

    A day or a month that the calendar does not have is left out, and the year stays.
    """
    for text in _notations(csl.get(key)):
        try:
            return parse(text)
        except DateError:
            continue
    return None


def _wording(value: object) -> str:
    if not isinstance(value, Mapping):
        return one_line(value) if isinstance(value, str | int) else ""
    return next(filter(None, (one_line(value.get(key)) for key in ("literal", "raw", "edtf"))), "")


def _notations(value: object) -> Iterator[str]:
    """Yield what the date could be in EDTF, the best reading first."""
    if not isinstance(value, Mapping):
        yield from _texts(value)
        return
    yield from _texts(value.get("edtf"))
    yield from _from_parts(value)
    yield from _texts(value.get("raw"), value.get("literal"))


def _texts(*values: object) -> Iterator[str]:
    yield from (value.strip() for value in values if isinstance(value, str) and len(value) <= _LONGEST_EDTF)


def _from_parts(value: Mapping[Any, Any]) -> Iterator[str]:
    points = value.get("date-parts")
    if not isinstance(points, list | tuple) or not points:
        return
    about = "~" if value.get("circa") in (True, 1, "1", "true") else ""
    numbers = [_numbers(point) for point in points[:2]]
    if len(numbers[0]) == 1 and (season := _whole(value.get("season"))) in (1, 2, 3, 4):
        numbers[0].append(20 + season)
    for length in (3, 2, 1):
        texts = [_point(point[:length]) for point in numbers]
        if texts[0]:
            # An end of zeros is how the form says "until now".
            yield "/".join(f"{text}{about}" if text else ".." for text in texts)


def _numbers(point: object) -> list[int]:
    """Return the leading whole numbers of a point: year, month, day."""
    read: list[int] = []
    for entry in point[:3] if isinstance(point, list | tuple) else (point,):
        number = _whole(entry)
        if number is None:
            break
        read.append(number)
    return read


def _whole(entry: object) -> int | None:
    if isinstance(entry, bool):
        return None
    if isinstance(entry, str) and len(entry) <= 12:
        digits = entry.strip()
        return int(digits) if digits.removeprefix("-").isdecimal() else None
    if not isinstance(entry, int | float) or not abs(entry) < 10**12:
        return None
    return int(entry) if entry == int(entry) else None


def _point(numbers: list[int]) -> str:
    """Return year, month and day in EDTF; "" without a year. The form knows no year 0: -44 is 44 BC."""
    if not numbers or numbers[0] == 0:
        return ""
    year, *rest = numbers
    year += year < 0
    if abs(year) > 9999:
        return f"Y{year}"
    text = f"{'-' if year < 0 else ''}{abs(year):04d}"
    if rest and rest[0] > 0:
        # The older form counts the seasons from 13.
        month = rest[0] + 8 if 13 <= rest[0] <= 16 else rest[0]
        text += f"-{month:02d}"
        if len(rest) > 1 and rest[1] > 0:
            text += f"-{rest[1]:02d}"
    return text
