"""Canonical EDTF of a Date."""

from __future__ import annotations

from storage.dates.model import Date, Grain, Kind, Member, Part
from storage.dates.spans import mask_components

_MARKS = ("", "~", "?", "%")


def format_edtf(date: Date) -> str:
    """Write a date in canonical EDTF: reading it again gives an equal date."""
    texts = [_member(member) for member in date.parts]
    if date.kind is Kind.DATE:
        return texts[0]
    if date.kind is Kind.INTERVAL:
        return "/".join(texts)
    return "[" + ",".join(texts) + "]" if date.kind is Kind.ONE_OF else "{" + ",".join(texts) + "}"


def _member(member: Member) -> str:
    if isinstance(member, Part):
        return format_part(member)
    start, end = (format_part(part) if part.is_date else "" for part in (member.start, member.end))
    return f"{start}..{end}"


def format_part(part: Part) -> str:
    """Write a part alone; an open end is `..`, an unknown one empty."""
    if not part.is_date:
        return ".." if part.grain is Grain.OPEN else ""
    if part.grain >= Grain.MINUTE:
        return _components_text(_plain(part)) + _clock(part) + _MARKS[part.qualities[0]]
    return _qualified(part)


def _plain(part: Part) -> list[str]:
    if part.mask:
        return mask_components(part.mask)
    numbers = (part.month, part.day)[: {Grain.YEAR: 0, Grain.SEASON: 1, Grain.MONTH: 1}.get(part.grain, 2)]
    return [_year_text(part), *(f"{number:02d}" for number in numbers)]


def _year_text(part: Part) -> str:
    sign, size = "-" if part.year < 0 else "", abs(part.year)
    if part.exponent:
        text = f"Y{sign}{size // 10**part.exponent}E{part.exponent}"
    elif size > 9999:
        text = f"Y{sign}{size}"
    else:
        text = f"{sign}{size:04d}"
    return f"{text}S{part.significant}" if part.significant else text


def _components_text(components: list[str]) -> str:
    return "-".join(components)


def _qualified(part: Part) -> str:
    """Put one mark after the last component it reaches, or where that cannot be said, one before each component."""
    components = _plain(part)
    qualities = part.qualities[: len(components)]
    reach = sum(1 for quality in qualities if quality)
    first = qualities[0]
    if qualities == (first,) * reach + (0,) * (len(qualities) - reach):
        if reach:
            components[reach - 1] += _MARKS[first]
    else:
        components = [_MARKS[q] + text for q, text in zip(qualities, components, strict=True)]
    return "-".join(components)


def _clock(part: Part) -> str:
    hours, rest = divmod(part.clock_s, 3600)
    minutes, seconds = divmod(rest, 60)
    text = f"T{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if part.grain is Grain.SECOND else "")
    return text + offset_text(part.offset_s)


def offset_text(offset_s: int | None) -> str:
    """Write an offset from UTC as Z or +03:00; nothing for None."""
    if offset_s is None:
        return ""
    if offset_s == 0:
        return "Z"
    hours, minutes = divmod(abs(offset_s) // 60, 60)
    return f"{'-' if offset_s < 0 else '+'}{hours:02d}:{minutes:02d}"
