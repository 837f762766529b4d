"""A date as a reader writes it, in the words of a locale."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from storage.dates.calendar import SECONDS_PER_DAY, civil_from_days, local_from_utc
from storage.dates.model import Date, Grain, Kind, Member, Part, Range
from storage.dates.names import names_of
from storage.dates.parsing import parse
from storage.dates.points import AGO_FROM, Joint, PointWriter, given_digits, is_ordinary, skeleton
from storage.dates.wording import wording_of

_DASH = re.compile(r"\s*[–-]\s*")
InstantPrecision = Literal["year", "month", "day", "minute", "second"]
_GRAINS: dict[str, Grain] = {
    "year": Grain.YEAR,
    "month": Grain.MONTH,
    "day": Grain.DAY,
    "minute": Grain.MINUTE,
    "second": Grain.SECOND,
}


@lru_cache(maxsize=64)
def _writer(locale: str, short: bool) -> PointWriter:
    names = names_of(locale)
    return PointWriter(names, wording_of(names.language), short)


def display(date: Date | str, locale: str = "en", *, short: bool = False) -> str:
    """Write a date in words ("about March 2011"); `short` is for narrow columns ("c. Mar 2011").

    Nothing that was left open is filled in. A locale that nobody knows reads as English. Raise DateError for text
    that is no date.
    """
    if isinstance(date, str):
        date = parse(date)
    writer = _writer(locale, short)
    if date.kind is Kind.DATE:
        return _member(writer, date.parts[0], date.kind)
    if date.kind is Kind.INTERVAL:
        start, end = date.parts
        assert isinstance(start, Part) and isinstance(end, Part)
        return _interval(writer, start, end)
    if len(date.parts) == 1:
        return _only_member(writer, date.parts[0], date.kind)
    points = [member for member in date.parts if isinstance(member, Part)]
    if len(points) == len(date.parts):
        texts = writer.together(points, Joint.LIST)
    else:
        texts = [_member(writer, member, date.kind) for member in date.parts]
    return writer.names.join(texts, "or" if date.kind is Kind.ONE_OF else "standard")


def display_instant(
    second: int, zone: str, precision: InstantPrecision, locale: str = "en", *, digits: int = 4, short: bool = False
) -> str:
    """Write a Unix second as the clocks of a zone show it, down to a precision.

    Years that are told as years ago are rounded to a number of significant digits.
    """
    days, clock_s = divmod(local_from_utc(second, zone), SECONDS_PER_DAY)
    year, month, day = civil_from_days(days)
    writer = _writer(locale, short)
    grain = _GRAINS[precision]
    if grain is Grain.YEAR or not -9999 <= year <= 9999:
        return writer.year_text(year, digits)
    return writer.plain(Part(grain, year, month, day, clock_s))


def _interval(writer: PointWriter, start: Part, end: Part) -> str:
    words, short = writer.words, writer.short
    if start.is_date and end.is_date:
        return _range(writer, start, end)
    if start.is_date:
        text = writer.part(start)
        if end.grain is Grain.OPEN:
            return f"{text} –" if short else writer.placed(words.from_on, start)
        return f"{text} – ?" if short else words.unknown_end.format(text)
    text = writer.part(end)
    if start.grain is Grain.OPEN:
        return f"– {text}" if short else writer.placed(words.until, end)
    return f"? – {text}" if short else words.unknown_start.format(text)


def _range(writer: PointWriter, start: Part, end: Part) -> str:
    if start == end:
        return writer.part(start)
    return _merged(writer, start, end) or " – ".join(writer.together((start, end), Joint.DASH))


def _only_member(writer: PointWriter, member: Member, kind: Kind) -> str:
    if isinstance(member, Range) and member.start.is_date and member.end.is_date:
        if kind is Kind.ALL_OF:
            return writer.words.each.format(_range(writer, member.start, member.end))
        return _between(writer, member.start, member.end)
    return _member(writer, member, kind)


def _member(writer: PointWriter, member: Member, kind: Kind) -> str:
    if isinstance(member, Part):
        return writer.part(member)
    words = writer.words
    if not member.start.is_date:
        template, part = (words.by if kind is Kind.ONE_OF else words.all_to), member.end
    elif not member.end.is_date:
        template, part = (words.or_later if kind is Kind.ONE_OF else words.all_from), member.start
    else:
        return _range(writer, member.start, member.end)
    return writer.placed(template, part)


def _between(writer: PointWriter, start: Part, end: Part) -> str:
    if writer.short:
        merged = _merged(writer, start, end)
        text, count = _DASH.subn("…", merged, count=1)
        if count:
            return text
    return writer.between(start, end)


def _merged(writer: PointWriter, start: Part, end: Part) -> str:
    """Write a range so that nothing is said twice ("27–30 November 2024"); empty where that cannot be."""
    if start.grain is not end.grain or start.quality or end.quality or start.mask or end.mask:
        return ""
    if is_ordinary(start) and is_ordinary(end):
        return _merged_times(writer, start, end) if start.grain >= Grain.MINUTE else _merged_dates(writer, start, end)
    return _merged_years(writer, start, end)


def _merged_dates(writer: PointWriter, start: Part, end: Part) -> str:
    difference = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    pair = writer.names.interval(skeleton(start.grain, short=writer.short), difference)
    if not pair:
        return ""
    return "".join(
        writer.names.fill(pattern, str(part.year), part.month, part.day)
        for pattern, part in zip(pair, (start, end), strict=True)
    )


def _merged_times(writer: PointWriter, start: Part, end: Part) -> str:
    same_day = (start.year, start.month, start.day) == (end.year, end.month, end.day)
    if not same_day or start.offset_s != end.offset_s:
        return ""
    day = writer.dated(skeleton(Grain.DAY, short=writer.short), start.year, start.month, start.day)
    return writer.timed(day, f"{writer.clock(start)}–{writer.clock(end)}", start.offset_s)


def _merged_years(writer: PointWriter, start: Part, end: Part) -> str:
    """Merge years of one era, or two amounts of years ago in the same unit."""
    if start.grain is not Grain.YEAR or start.significant or end.significant:
        return ""
    texts = writer.year_text(start.year, given_digits(start)), writer.year_text(end.year, given_digits(end))
    if (start.year > 0) == (end.year > 0):
        era = f" {writer.names.era_ad if start.year > 0 else writer.names.era_bc}"
        if all(text.endswith(era) for text in texts):
            return f"{texts[0].removesuffix(era)}–{texts[1]}"
    if end.year > AGO_FROM:
        return ""
    first, unit = writer.ago(start.year, given_digits(start))
    last, last_unit = writer.ago(end.year, given_digits(end))
    if unit != last_unit:
        return ""
    return (writer.words.ago_short if writer.short else writer.words.ago)[unit].format(f"{first}–{last}")
