"""What the CLDR knows of a locale: names of months and eras, patterns, list and number signs.

Loads babel on first use.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# Plain "en" writes day before month, as most of the world does; en-US keeps its own order.
_PREFERRED = {"en": "en_GB"}
_FIELD = re.compile(r"'([^']*)'|(G+)|(y+)|([ML]+)|(d+)")
_LONG_MONTH = {"MMM": "MMMM", "LLL": "LLLL"}
_NEEDED = ("months", "days", "eras", "datetime_skeletons", "interval_formats", "list_patterns", "number_symbols")
_THIN_SPACE = "\u2009"
_FALLBACK_PATTERNS = {"yMMMd": "d MMM y", "yMMM": "LLL y", "MMMd": "d MMM", "y": "y"}

MonthNames = dict[str, tuple[str, ...]]
IntervalPatterns = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """The parts of a locale that dates need. Month names go by the letters of a pattern: MMMM, LLLL, MMM, LLL.

    `weekdays` are the short ones, `long_weekdays` are written out, both Monday first.
    """

    language: str
    months: MonthNames
    weekdays: tuple[str, ...]
    long_weekdays: tuple[str, ...]
    patterns: dict[str, str]
    intervals: dict[str, IntervalPatterns]
    era_bc: str
    era_ad: str
    decimal: str
    group: str
    lists: dict[str, dict[str, str]]

    def fill(self, pattern: str, year: str = "", month: int = 0, day: int = 0) -> str:
        """Write a CLDR pattern with a ready-made year, a month (1-12) and a day."""

        def field(match: re.Match[str]) -> str:
            literal, era, years, months, days = match.groups()
            if literal is not None:
                return literal
            if era:
                return self.era_bc
            if years:
                return year
            if days:
                return f"{day:02d}" if len(days) == 2 else str(day)
            if len(months) < 3:
                return str(month)
            return self.months.get(months, self.months["MMMM"])[month - 1]

        return _FIELD.sub(field, pattern)

    def pattern(self, skeleton: str) -> str:
        """Give the pattern of a skeleton (yMMMMd, yMMMd, yMMMM, yMMM, MMMMd, MMMd, y)."""
        return self.patterns[skeleton]

    def interval(self, skeleton: str, greatest_difference: str) -> tuple[str, ...]:
        """Give the two patterns of a range; empty where the locale has none."""
        return self.intervals.get(skeleton, {}).get(greatest_difference, ())

    def join(self, texts: list[str], style: str) -> str:
        """Join texts as a list: style "or" or "standard"."""
        patterns = self.lists[style]
        if len(texts) == 1:
            return texts[0]
        if len(texts) == 2:
            return _paired(patterns["2"], texts[0], texts[1])
        result = _paired(patterns["end"], texts[-2], texts[-1])
        for index in range(len(texts) - 3, -1, -1):
            result = _paired(patterns["start" if index == 0 else "middle"], texts[index], result)
        return result

    def number(self, value: int) -> str:
        """Write a whole number; from 10,000 on in groups of three digits."""
        return f"{value:,}".replace(",", self.group) if abs(value) >= 10_000 else str(value)


def _paired(pattern: str, first: str, second: str) -> str:
    return pattern.replace("{0}", "\0").replace("{1}", second).replace("\0", first)


@lru_cache(maxsize=32)
def names_of(locale: str) -> Names:
    """Read the names of a locale ("de", "en-US", "ar_SY"); English where nobody knows it."""
    identifier = _find(locale)
    return _names(identifier.partition("_")[0], _own_data(identifier))


def _find(locale: str) -> str:
    from babel.core import Locale, UnknownLocaleError

    tag = locale.replace("-", "_")
    for candidate in (_PREFERRED.get(tag, tag), tag.partition("_")[0]):
        try:
            return str(Locale.parse(candidate))
        except (ValueError, TypeError, UnknownLocaleError):
            continue
    return "en_GB"


def _own_data(identifier: str) -> Any:
    """Copy what is needed of a locale's data.

    babel resolves aliases ("stand-alone names are like those in a date") in place, in data that locales share: after
    Chinese was read, German months came out Chinese. So no alias is resolved but in a copy.
    """
    from babel import localedata

    shared = localedata.load(identifier)
    return localedata.LocaleDataDict({key: deepcopy(shared[key]) for key in _NEEDED if key in shared})


def _names(language: str, data: Any) -> Names:
    months = {
        letters: tuple(str(data["months"][context][width][month]) for month in range(1, 13))
        for letters, context, width in (
            ("MMMM", "format", "wide"),
            ("LLLL", "stand-alone", "wide"),
            ("MMM", "format", "abbreviated"),
            ("LLL", "stand-alone", "abbreviated"),
        )
    }
    symbols = data["number_symbols"].get("latn", {})
    eras = data["eras"]["abbreviated"]
    return Names(
        language=language,
        months=months,
        weekdays=tuple(str(data["days"]["stand-alone"]["abbreviated"][day]) for day in range(7)),
        long_weekdays=tuple(str(data["days"]["format"]["wide"][day]) for day in range(7)),
        patterns=_patterns(data["datetime_skeletons"]),
        intervals=_intervals(data["interval_formats"]),
        era_bc=str(eras[0]),
        era_ad=str(eras[1]),
        decimal=symbols.get("decimal", "."),
        group=symbols.get("group", ","),
        lists={style: dict(data["list_patterns"][style].items()) for style in ("or", "standard")},
    )


def _patterns(known: Any) -> dict[str, str]:
    patterns = {
        short: str(known[short].pattern) if short in known else fallback
        for short, fallback in _FALLBACK_PATTERNS.items()
    }
    for short, long in (("yMMMd", "yMMMMd"), ("yMMM", "yMMMM"), ("MMMd", "MMMMd")):
        patterns[long] = str(known[long].pattern) if long in known else _lengthened(patterns[short])
    return {key: pattern.replace(_THIN_SPACE, " ") for key, pattern in patterns.items()}


def _intervals(known: Any) -> dict[str, IntervalPatterns]:
    result: dict[str, IntervalPatterns] = {}
    for short, long in (("yMMMd", "yMMMMd"), ("yMMM", "yMMMM"), ("y", "y")):
        result[short] = _pairs(known.get(short, {}))
        result[long] = (
            _pairs(known[long])
            if long in known
            else {
                difference: tuple(_lengthened(pattern) for pattern in pair)
                for difference, pair in result[short].items()
            }
        )
    return result


def _pairs(formats: Any) -> IntervalPatterns:
    pairs = {difference: tuple(str(p).replace(_THIN_SPACE, " ") for p in pair) for difference, pair in formats.items()}
    return {difference: pair for difference, pair in pairs.items() if len(pair) == 2}


def _lengthened(pattern: str) -> str:
    return re.sub(r"M{3,}|L{3,}", lambda match: _LONG_MONTH.get(match[0], match[0]), pattern)
