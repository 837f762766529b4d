"""One point of the calendar in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from storage.dates.calendar import civil_from_days
from storage.dates.model import APPROXIMATE, UNCERTAIN, Grain, Part
from storage.dates.names import Names
from storage.dates.spans import SUB_YEARS, mask_components, possible_days, year_range
from storage.dates.wording import ABOUT_PLACE, Wording, phrase
from storage.dates.writing import format_part

# "Years ago" counts from here; earlier years than the limit are told so.
_PRESENT = 2000
AGO_FROM = -100_000
# Units by their index in a wording: thousand, million, billion years.
_UNITS = ((3, 10**9), (2, 10**6), (1, 10**3))
_FIRST_DAY = re.compile(r"d+\.?(?= )")
_MONTH_NAME = re.compile("M{3,}|L{3,}")
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


class Joint(Enum):
    """What stands between dates; it decides how far the "about" of one is understood to reach."""

    BETWEEN = "between … and …: no further than its own date"
    DASH = "…–…: over what follows, unless a month stands in between"
    LIST = "… or …: over what follows"


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
        qualities = _given_qualities(part)
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

    def placed(self, template: str, *parts: Part, texts: Sequence[str] = ()) -> str:
        """Fill a template with parts, or with their ready-made texts; "about" stands where the template wants it."""
        texts = texts or [self.plain(part) for part in parts]
        days = all(map(is_day, parts))
        if self.short or ABOUT_PLACE not in template:
            return phrase(template, *map(self.qualified, texts, parts), is_day=days)
        abouts = [self.words.about_inside if _is_about(part) else "" for part in parts]
        rests = [_without_about(part) if _is_about(part) else part for part in parts]
        return phrase(template, *map(self.qualified, texts, rests), is_day=days, abouts=abouts)

    def between(self, start: Part, end: Part) -> str:
        """Say that it was somewhere between two dates."""
        if self.short:
            return "…".join(self.together((start, end), Joint.DASH))
        return self.placed(self.words.between, start, end, texts=self._plain_together((start, end), Joint.BETWEEN))

    def together(self, parts: Sequence[Part], joint: Joint) -> list[str]:
        """Write dates that stand together: what all of them share, only the last one says."""
        return list(map(self.qualified, self._plain_together(parts, joint), parts))

    def _plain_together(self, parts: Sequence[Part], joint: Joint) -> list[str]:
        texts = [self.plain(part) for part in parts]
        last = parts[-1]
        if any(part.grain is not last.grain or not _can_lean(part) for part in parts):
            return texts
        # "about 27–30 November" would be read as approximate at both ends.
        spills = any(part.approximate and not following.approximate for part, following in pairwise(parts))
        spills = spills and joint is not Joint.BETWEEN
        if last.grain is Grain.YEAR:
            return texts if spills else self._without_unit(texts)
        if spills and (joint is Joint.LIST or last.grain is Grain.MONTH):
            return texts
        if not all(is_ordinary(part) and part.year == last.year for part in parts):
            return texts
        same_month = not spills and all(part.month == last.month for part in parts)
        return [*(self._without_year(part, same_month=same_month) for part in parts[:-1]), texts[-1]]

    def _without_year(self, part: Part, *, same_month: bool) -> str:
        names = self.names
        pattern = names.pattern(skeleton(Grain.DAY, short=self.short))
        if pattern.startswith("y"):
            return self.plain(part)
        if part.grain is Grain.MONTH:
            letters = _MONTH_NAME.search(names.pattern(skeleton(Grain.MONTH, short=self.short)))
            return names.fill(letters[0] if letters else "LLLL", month=part.month)
        first_day = _FIRST_DAY.match(pattern)
        if same_month and first_day:
            return names.fill(first_day[0], day=part.day)
        return names.fill(names.pattern("MMMd" if self.short else "MMMMd"), month=part.month, day=part.day)

    def _without_unit(self, texts: list[str]) -> list[str]:
        """Leave the era, or the unit of years ago, to the last of some years."""
        ago = self.words.ago_short if self.short else self.words.ago
        before, since = f" {self.names.era_bc}", f" {self.names.era_ad}"
        # In some languages, one era is the end of the other: "до н. е.", "н. е.".
        endings = [before if any(text.endswith(before) for text in texts) else since]
        endings += [template.removeprefix("{}") for template in reversed(ago) if template.startswith("{}")]
        ending = next((end for end in endings if all(text.endswith(end) for text in texts)), "")
        return [*(text.removesuffix(ending) for text in texts[:-1]), texts[-1]]

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
        """Give how long before now a year was: a number and its unit (0 years, 1 thousand, 2 million, 3 billion)."""
        years = _PRESENT - year
        if digits is not None:
            years = _rounded(years, digits)
        templates = self.words.ago_short if self.short else self.words.ago
        index, unit = next(((i, unit) for i, unit in _UNITS if years >= unit and templates[i]), (0, 1))
        if not index:
            return self.names.number(years), 0
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
        text = self.between(first, last)
        head, _, tail = part.mask.partition("X")
        return text if not tail.strip("X") and "-" not in tail and head else f"{text} ({format_part(part)})"


def is_day(part: Part) -> bool:
    """Tell whether a part reads as a day, with or without a time."""
    return part.grain >= Grain.DAY and not part.mask


def is_ordinary(part: Part) -> bool:
    """Tell whether a part is a plain year, month, day or time of a year that needs no era."""
    reckoned = part.mask or part.significant or part.exponent or part.grain is Grain.SEASON
    return not reckoned and _NEEDS_ERA_ALONE <= part.year <= 9999


def _given_qualities(part: Part) -> tuple[int, ...]:
    count = {Grain.YEAR: 1, Grain.MONTH: 2}.get(part.grain, 3)
    return part.qualities[:count]


def _is_about(part: Part) -> bool:
    """Tell whether a part is approximate as a whole."""
    return all(quality & APPROXIMATE for quality in _given_qualities(part))


def _without_about(part: Part) -> Part:
    year, month, day = part.qualities
    return replace(part, qualities=(year & ~APPROXIMATE, month & ~APPROXIMATE, day & ~APPROXIMATE))


def _can_lean(part: Part) -> bool:
    """Tell whether a part may leave something to the next one: nothing stands behind it, and no clock time."""
    bare = not part.mask and not part.significant and part.grain in (Grain.YEAR, Grain.MONTH, Grain.DAY)
    return bare and (not part.quality or (not part.uncertain and _is_about(part)))


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
