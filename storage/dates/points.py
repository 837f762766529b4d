"""One point of the calendar in words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.dates.calendar import civil_from_days
from storage.dates.model import APPROXIMATE, UNCERTAIN, Grain, Part
from storage.dates.names import Names
from storage.dates.spans import SUB_YEARS, mask_components, possible_days, year_range
from storage.dates.wording import Wording, phrase
from storage.dates.writing import format_part

# "Years ago" counts from here; earlier years than the limit are told so.
_PRESENT = 2000
AGO_FROM = -100_000
_MILLION, _BILLION = 10**6, 10**9
_FIRST_DAY = re.compile(r"d+\.?(?= )")
_COMPONENTS = "ymd"
# Below these a bare number does not read as a year.
_NEEDS_ERA_ALONE = 1000
_NEEDS_ERA_IN_DATE = 100
_SHORT_SKELETONS = {"yMMMMd": "yMMMd", "yMMMM": "yMMM", "MMMMd": "MMMd", "y": "y"}
_SKELETONS = {Grain.YEAR: "y", Grain.MONTH: "yMMMM"}


def skeleton(grain: Grain, *, short: bool) -> str:
    """Name the CLDR skeleton of a grain; times take that of their day."""
    long = _SKELETONS.get(grain, "yMMMMd")
    return _SHORT_SKELETONS[long] if short else long


@dataclass(frozen=True, slots=True)
class PointWriter:
    """Write parts in the words of one language, short or long."""

    names: Names
    words: Wording
    short: bool

    def part(self, part: Part) -> str:
        """Write a part with its qualities."""
        return self.qualified(self.plain(part), part)

    def qualified(self, text: str, part: Part) -> str:
        """Say of a part in words what is approximate or uncertain about it."""
        if not part.quality:
            return text
        count = {Grain.YEAR: 1, Grain.MONTH: 2}.get(part.grain, 3)
        qualities = part.qualities[:count]
        if part.grain is Grain.SEASON or len(set(qualities)) == 1:
            return self._wholly(text, part.quality, is_day=is_day(part))
        notes = [self._note(name, quality) for name, quality in zip(_COMPONENTS, qualities, strict=False) if quality]
        return f"{text} ({', '.join(notes)})"

    def _wholly(self, text: str, quality: int, *, is_day: bool) -> str:
        if quality & APPROXIMATE:
            text = self.about(text, is_day=is_day)
        if quality & UNCERTAIN:
            text = f"{text}?" if self.short else f"{text} ({self.words.uncertain})"
        return text

    def about(self, text: str, *, is_day: bool = False) -> str:
        """Say that a text is approximate."""
        return phrase(self.words.about_short if self.short else self.words.about, text, is_day=is_day)

    def _note(self, component: str, quality: int) -> str:
        noun = self.words.nouns[component]
        if self.short:
            return ("~" if quality & APPROXIMATE else "") + noun + ("?" if quality & UNCERTAIN else "")
        words = [self.words.approximate] * bool(quality & APPROXIMATE) + [self.words.uncertain] * bool(
            quality & UNCERTAIN
        )
        return f"{noun} {', '.join(words)}"

    def plain(self, part: Part) -> str:
        """Write a part without its qualities."""
        if part.mask:
            return self._masked(part)
        if part.grain is Grain.YEAR:
            return self._year(part)
        if part.grain is Grain.SEASON:
            return self._sub_year(part)
        text = self.dated(skeleton(part.grain, short=self.short), part.year, part.month, part.day)
        if part.grain < Grain.MINUTE:
            return text
        return self.timed(text, self.clock(part), part.offset_s)

    def dated(self, pattern_name: str, year: int, month: int = 0, day: int = 0) -> str:
        """Fill a pattern, with the era where the year needs one."""
        pattern = self.names.pattern(pattern_name)
        era = ""
        if year <= 0:
            era = self.names.era_bc
        elif year < (_NEEDS_ERA_ALONE if pattern_name == "y" else _NEEDS_ERA_IN_DATE):
            era = self.names.era_ad
        text = self.names.fill(pattern, self.names.number(year if year > 0 else 1 - year), month, day)
        if not era:
            return text
        # East Asian dates start with the year, and the era stands before it.
        return era + text if pattern.startswith("y年") else f"{text} {era}"

    def clock(self, part: Part) -> str:
        """Write a time of day on the 24-hour clock."""
        hours, rest = divmod(part.clock_s, 3600)
        minutes, seconds = divmod(rest, 60)
        # EDTF asks for seconds, so that most are a mere ":00"; a narrow column does without.
        shown = part.grain is Grain.SECOND and (seconds or not self.short)
        return f"{hours:02d}:{minutes:02d}" + (f":{seconds:02d}" if shown else "")

    def timed(self, day: str, clock: str, offset_s: int | None) -> str:
        """Join day, clock time and offset."""
        if offset_s is None:
            return f"{day}, {clock}"
        zone = "UTC" + _offset_words(offset_s)
        return f"{day}, {clock} {zone}" if self.short else f"{day}, {clock} ({zone})"

    def between(self, start: Part, end: Part) -> str:
        """Say that it was somewhere between two dates."""
        days = is_day(start) and is_day(end)
        return phrase(self.words.between, self._first_of_two(start, end), self.part(end), is_day=days)

    def _first_of_two(self, start: Part, end: Part) -> str:
        """Write the first of two dates without the year, or year and month, that the second repeats."""
        same = start.grain is end.grain and start.year == end.year and is_ordinary(start) and is_ordinary(end)
        names = self.names
        pattern = names.pattern("yMMMMd")
        if not same or start.quality or end.quality or pattern.startswith("y"):
            return self.part(start)
        if start.grain is Grain.MONTH:
            return names.months["LLLL"][start.month - 1]
        if start.grain is not Grain.DAY:
            return self.part(start)
        first_day = _FIRST_DAY.match(pattern)
        if start.month == end.month and first_day:
            return names.fill(first_day[0], day=start.day)
        return names.fill(names.pattern("MMMMd"), month=start.month, day=start.day)

    def _year(self, part: Part) -> str:
        text = self.year_text(part.year, given_digits(part))
        if not part.significant:
            return text
        if part.year <= AGO_FROM:
            return self.about(text)
        low, high = year_range(part)
        if low > 9999:
            return f"{self.about(text)} ({self.names.number(low)}–{self.names.number(high)})"
        return f"{self.about(text)} ({self.between(Part(Grain.YEAR, low), Part(Grain.YEAR, high))})"

    def year_text(self, year: int, digits: int | None) -> str:
        """Write a year; from 100,000 BC back as years ago, to a number of significant digits (None: all)."""
        if year <= AGO_FROM:
            amount, unit = self.ago(year, digits)
            return (self.words.ago_short if self.short else self.words.ago)[unit].format(amount)
        if year < -9999 and digits is not None:
            year = 1 - _rounded(1 - year, digits)
        if year > 9999:
            return self.words.long_year.format(self.names.number(year))
        return self.dated("y", year)

    def ago(self, year: int, digits: int | None) -> tuple[str, int]:
        """Give how long before now a year was: a number and its unit (0 years, 1 million, 2 billion)."""
        years = _PRESENT - year
        if digits is not None:
            years = _rounded(years, digits)
        if years < _MILLION:
            return self.names.number(years), 0
        unit, index = (_BILLION, 2) if years >= _BILLION else (_MILLION, 1)
        whole, rest = divmod(years, unit)
        fraction = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
        return self.names.number(whole) + (self.names.decimal + fraction if fraction else ""), index

    def _sub_year(self, part: Part) -> str:
        year = self.dated("y", part.year)
        first_month, months = SUB_YEARS[part.month]
        if first_month + months > 13 and 999 < part.year < 9999:
            following = part.year + 1
            year = f"{part.year}–{following % 100:02d}" if following % 100 else f"{part.year}–{following}"
        return self._sub_year_words(part.month, year)

    def _sub_year_words(self, code: int, year: str) -> str:
        words = self.words
        if code >= 33:
            return (words.quarters + words.thirds + words.halves)[code - 33].format(year)
        text = words.seasons[(code - 21) % 4].format(year)
        if code < 25:
            return text
        return f"{text} ({words.northern if code < 29 else words.southern})"

    def _masked(self, part: Part) -> str:
        year_mask, *rest = mask_components(part.mask)
        period = self._period(year_mask)
        if part.grain is Grain.YEAR and year_mask == "XXXX":
            return self._unknown("", "y")
        if part.grain is Grain.YEAR:
            return period or self._hull(part)
        if part.grain is Grain.SEASON:
            period = self._period(year_mask, inside=True)
            return self._sub_year_words(part.month, period) if period else self._hull(part)
        if rest == ["XX"] and period:
            return self._unknown(period, "m")
        if rest == ["XX", "XX"] and period:
            return self._unknown(period, "md")
        if "X" not in rest[0] and (len(rest) == 1 or rest[1] == "XX" or "X" not in rest[1]):
            return self._known_month(part, year_mask)
        return self._hull(part)

    def _known_month(self, part: Part, year_mask: str) -> str:
        """Write a mask of which the month is known: year known, in a period, or unknown; day known or not."""
        no_day = part.grain is Grain.DAY and not part.day
        if "X" not in year_mask:
            name = skeleton(Grain.MONTH, short=self.short)
            return self._unknown(self.dated(name, part.year, part.month), "d")
        if part.day:
            name = "MMMd" if self.short else "MMMMd"
            text = self.names.fill(self.names.pattern(name), "", part.month, part.day)
        else:
            text = self.names.months["LLL" if self.short else "LLLL"][part.month - 1]
        if year_mask == "XXXX":
            return self._unknown(text, "yd" if no_day else "y")
        period = self._period(year_mask, inside=True)
        if not period:
            return self._hull(part)
        text = f"{text}, {period}" if self.short else self.words.within.format(text, period)
        return self._unknown(text, "d") if no_day else text

    def _unknown(self, text: str, components: str) -> str:
        unknown = self.words.unknown[components]
        if self.short:
            unknown = "/".join(self.words.nouns[component] for component in components) + " ?"
        return f"{text}, {unknown}" if text else unknown

    def _period(self, year_mask: str, *, inside: bool = False) -> str:
        """Write a year, decade or century; empty for other masks. `inside` is for a day or month in it."""
        sign, digits = ("-", year_mask[1:]) if year_mask[0] == "-" else ("", year_mask)
        known = digits.rstrip("X")
        if "X" in known:
            return ""
        if len(known) == 4:
            return self.year_text(int(year_mask), None)
        if len(known) == 3 and not sign and int(known) >= 10:
            return (self.words.decade_short if self.short or inside else self.words.decade).format(int(known) * 10)
        if len(known) == 2:
            century = (self.words.century_short if self.short else self.words.century)(int(known) + 1)
            return f"{century} {self.names.era_bc}" if sign else century
        return ""

    def _hull(self, part: Part) -> str:
        """Say between what a mask lies; where it also leaves gaps, add the mask itself."""
        first, last = _hull_parts(part)
        text = f"{self.part(first)}…{self.part(last)}" if self.short else self.between(first, last)
        head, _, tail = part.mask.partition("X")
        return text if not tail.strip("X") and "-" not in tail and head else f"{text} ({format_part(part)})"


def is_day(part: Part) -> bool:
    """Tell whether a part reads as a day, with or without a time."""
    return part.grain >= Grain.DAY and not part.mask


def is_ordinary(part: Part) -> bool:
    """Tell whether a part is a plain year, month, day or time of a year that needs no era."""
    reckoned = part.mask or part.significant or part.exponent or part.grain is Grain.SEASON
    return not reckoned and _NEEDS_ERA_ALONE <= part.year <= 9999


def given_digits(part: Part) -> int | None:
    """Count the digits of a year that were given: those that are significant. None for an ordinary year."""
    if part.significant:
        return part.significant
    if part.exponent:
        return len(str(abs(part.year) // 10**part.exponent))
    return len(str(abs(part.year)).rstrip("0")) if part.year <= AGO_FROM else None


def _rounded(value: int, digits: int) -> int:
    step: int = 10 ** max(len(str(value)) - digits, 0)
    return (value + step // 2) // step * step


def _offset_words(offset_s: int) -> str:
    if offset_s == 0:
        return ""
    hours, minutes = divmod(abs(offset_s) // 60, 60)
    sign = "−" if offset_s < 0 else "+"
    return f"{sign}{hours}:{minutes:02d}" if minutes else f"{sign}{hours}"


def _hull_parts(part: Part) -> tuple[Part, Part]:
    if part.grain in (Grain.YEAR, Grain.SEASON):
        low, high = year_range(part)
        return Part(part.grain, low, part.month), Part(part.grain, high, part.month)
    days = possible_days(part.mask)
    assert days is not None  # checked when it was read
    first, last = (civil_from_days(day) for day in days)
    if part.grain is Grain.MONTH:
        return Part(Grain.MONTH, *first[:2]), Part(Grain.MONTH, *last[:2])
    return Part(Grain.DAY, *first), Part(Grain.DAY, *last)
