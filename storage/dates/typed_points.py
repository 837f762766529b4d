"""Reads one point of the calendar from folded text that someone typed, into EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from storage.dates.folding import folded
from storage.dates.names import Names, names_of
from storage.dates.quoting import quoted
from storage.dates.wording import Wording
from storage.errors import DateError

_PRESENT = 2000
_ROUND_FROM = 100_000
_LEAST_AGO = 1000
_FILLERS = frozenset(
    (
        "on",
        "in",
        "the",
        "of",
        "at",
        "de",
        "du",
        "d'",
        "des",
        "la",
        "el",
        "los",
        "años",
        "سنة",
        "عام",
        "del",
        "den",
        "der",
        "dem",
        "am",
        "im",
        "zum",
        "le",
        "en",
        "el",
        "р.",
        "рр.",
    )
)
_YEAR = r"(\d+|\d{1,3}(?:[,. ]\d{3})+)"
_ORDINAL = r"(?:st|nd|rd|th|er|\.|º)?"
_CLOCK = re.compile(
    r"(?P<day>.+?),? +(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? ?(?P<half>am|pm)?"
    r" ?\(?(?P<zone>utc|gmt|z)?(?P<offset>[+-]\d{1,2}(?::\d{2})?)?\)?"
)
_NUMERIC = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
)
_EDTF = re.compile(r"-?\d{4}-\d\d(?:-\d\d)?")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DECADE = re.compile(r"(\d{3})0'?s")
_CENTURY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -](?:century|cent\.?|c\.)")
_QUARTER = re.compile(r"q([1-4]) (\d{4})|(\d{4}) q([1-4])")
_MORE_AGO = (
    ("{} thousand years ago", 10**3),
    ("{} ka", 10**3),
    ("{} mya", 10**6),
    ("{} ma", 10**6),
    ("{} m years ago", 10**6),
    ("{} ga", 10**9),
    ("{} bn years ago", 10**9),
)
_MORE_BC = ("bc", "bce", "b.c.", "b.c.e.")
_MORE_AD = ("ad", "ce", "a.d.", "c.e.")
_AMOUNT = r"(\d[\d.,\s]*?)"
_CENTURIES = range(1, 22)


@dataclass(frozen=True, slots=True)
class PointReader:
    """What one locale (and English) calls months, eras, seasons, centuries and amounts of years ago."""

    months: dict[str, int]
    month: str
    bc: tuple[str, ...]
    ad: tuple[str, ...]
    # Up to the comma between a day and its year: "Dec 7, 2024", "August 24, 79 AD".
    before_year: re.Pattern[str]
    ago: tuple[tuple[re.Pattern[str], int], ...]
    seasons: tuple[tuple[re.Pattern[str], int], ...]
    centuries: dict[str, int]
    long_years: tuple[re.Pattern[str], ...]
    decimal: str
    month_first: bool

    @staticmethod
    def build(names: Names, wordings: list[Wording]) -> PointReader:
        """Collect the words of a locale, folded as the text to read will be."""
        everyone = (names, names_of("en"), names_of("en-US"))
        months = {
            folded(name).rstrip("."): number
            for each in reversed(everyone)
            for spellings in each.months.values()
            for number, name in enumerate(spellings, 1)
        }
        month = "(" + "|".join(map(re.escape, sorted(months, key=len, reverse=True))) + r")\.?"
        bc, ad = (*_MORE_BC, folded(names.era_bc)), (*_MORE_AD, folded(names.era_ad))
        year = rf"\d{{3,4}}(?!\d)|\d+ (?:{'|'.join(map(re.escape, (*bc, *ad)))})"
        ago = [
            (template, unit)
            for words in wordings
            for templates in (words.ago, words.ago_short)
            for template, unit in zip(templates, (1, 10**3, 10**6, 10**9), strict=True)
            if template
        ]
        seasons = [
            (template, code)
            for words in wordings
            for first, templates in ((21, words.seasons), (33, words.quarters), (37, words.thirds), (40, words.halves))
            for code, template in enumerate(templates, first)
        ]
        return PointReader(
            months=months,
            month=month,
            bc=bc,
            ad=ad,
            before_year=re.compile(rf"(?P<day>{month} \d{{1,2}}),\s+(?={year})"),
            ago=tuple((_template(folded(t), _AMOUNT), unit) for t, unit in (*ago, *_MORE_AGO)),
            seasons=tuple((_template(folded(t), r"(\d{1,4})(?:[–-]\d{2,4})?"), code) for t, code in seasons),
            centuries={
                folded(century(number)): number
                for words in wordings
                for century in (words.century, words.century_short)
                for number in _CENTURIES
            },
            long_years=tuple(_template(folded(words.long_year), _YEAR) for words in wordings),
            decimal=names.decimal,
            month_first=names.pattern("yMMMMd").startswith("M"),
        )

    def read(self, text: str) -> str:
        """Give the EDTF of a point; empty where the text is none."""
        clock = _CLOCK.fullmatch(text)
        if clock is not None:
            return self._with_clock(clock)
        text = " ".join(_words(text))
        return self._years_ago(text) or self._day(text)

    def _with_clock(self, clock: re.Match[str]) -> str:
        day = self.read(clock["day"])
        if not re.fullmatch(r"-?\d{4}-\d\d-\d\d", day):
            return ""
        hour = int(clock["hour"])
        if clock["half"]:
            if not 1 <= hour <= 12:
                return ""
            hour = hour % 12 + (12 if clock["half"] == "pm" else 0)
        time = f"{day}T{hour:02d}:{clock['minute']}" + (f":{clock['second']}" if clock["second"] else "")
        if not clock["offset"]:
            return time + ("Z" if clock["zone"] else "")
        hours, _, minutes = clock["offset"][1:].partition(":")
        return f"{time}{clock['offset'][0]}{int(hours):02d}:{minutes or '00'}"

    def _years_ago(self, text: str) -> str:
        for pattern, unit in self.ago:
            match = pattern.fullmatch(text)
            if match is not None:
                years = self._amount(match[1]) * unit
                # "Three years ago" is counted from the day on which it was written.
                return _ago(years) if years >= _LEAST_AGO else ""
        return ""

    def _amount(self, text: str) -> Decimal:
        group = "." if self.decimal == "," and "," in text else ","
        if self.decimal == "," and re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
            group = "."
        digits = re.sub(r"\s", "", text).replace(group, "").replace(",", ".")
        return Decimal(digits) if re.fullmatch(r"\d+(\.\d+)?", digits) else Decimal(0)

    def _day(self, text: str) -> str:
        if _EDTF.fullmatch(text):
            return text
        era, text = self._era(text)
        for pattern in _NUMERIC:
            match = pattern.fullmatch(text)
            if match is not None and not era:
                return f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
        slashes = _SLASHES.fullmatch(text)
        if slashes is not None:
            return self._slashes(text, int(slashes[1]), int(slashes[2]), slashes[3])
        for form, fields in (
            (rf"(\d{{1,2}}){_ORDINAL} {self.month} (\d+)", "dmy"),
            (rf"{self.month} (\d{{1,2}}){_ORDINAL} (\d+)", "mdy"),
            (rf"(\d{{4}}) {self.month} (\d{{1,2}})", "ymd"),
            (rf"{self.month} (\d+)", "my"),
            (_YEAR, "y"),
        ):
            match = re.fullmatch(form, text)
            if match is not None:
                return self._civil(dict(zip(fields, match.groups(), strict=True)), era)
        return self._period(text, era)

    def _era(self, text: str) -> tuple[str, str]:
        """Split off an era: "bc", "ad" or none."""
        for era, names in (("bc", self.bc), ("ad", self.ad)):
            for name in names:
                if text.endswith(f" {name}"):
                    return era, text.removesuffix(f" {name}")
                if text.startswith(f"{name} "):
                    return era, text.removeprefix(f"{name} ")
        return "", text

    def _slashes(self, text: str, first: int, second: int, year: str) -> str:
        if first <= 12 and second <= 12 and first != second and not self.month_first:
            raise DateError(f"{quoted(text)}: this can be read two ways; write it like 2024-12-07 or 7 Dec 2024", text)
        month_first = second > 12 or (first <= 12 and self.month_first)
        month, day = (first, second) if month_first else (second, first)
        return f"{year}-{month:02d}-{day:02d}"

    def _civil(self, fields: dict[str, str], era: str) -> str:
        digits = re.sub(r"[,. ]", "", fields["y"])
        # "476" alone could be anything, "4 September 476" is a date; "1,234" is no year.
        least = 4 if len(fields) == 1 else 3
        if not era and (len(digits) < least or (len(digits) == 4 and digits != fields["y"])):
            return ""
        year = 1 - int(digits) if era == "bc" else int(digits)
        if era == "bc" and year > 0:
            return ""
        text = f"-{-year:04d}" if year < 0 else f"{year:04d}"
        if abs(year) > 9999:
            return f"Y{year}" if len(fields) == 1 else ""
        if "m" in fields:
            text += f"-{self.months[fields['m']]:02d}"
        return text + (f"-{int(fields['d']):02d}" if "d" in fields else "")

    def _period(self, text: str, era: str) -> str:
        decade = _DECADE.fullmatch(text)
        if decade is not None and not era:
            return f"{decade[1]}X"
        century = _CENTURY.fullmatch(text)
        number = int(century[1]) if century else self.centuries.get(text, 0)
        if number:
            return f"{'-' if era == 'bc' else ''}{number - 1:02d}XX"
        quarter = _QUARTER.fullmatch(text)
        if quarter is not None and not era:
            return f"{quarter[2] or quarter[3]}-{32 + int(quarter[1] or quarter[4])}"
        for pattern, code in self.seasons:
            match = pattern.fullmatch(text)
            if match is not None:
                year = self._civil({"y": match[1]}, era)
                return f"{year}-{code}" if year else ""
        matches = (pattern.fullmatch(text) for pattern in self.long_years)
        return next((self._civil({"y": match[1]}, era) for match in matches if match is not None), "")


def _words(text: str) -> list[str]:
    """Split into words without commas and words that say nothing."""
    return [word for word in re.sub(r",(?=\s|$)", " ", text).split() if word not in _FILLERS]


def _template(text: str, gap: str) -> re.Pattern[str]:
    words = " ".join(word for word in text.split() if word not in _FILLERS)
    return re.compile(re.escape(words).replace(r"\{\}", gap).replace(r"\ ", r"\s*"))


def _ago(years: Decimal) -> str:
    """Write years before now in EDTF with the digits that were given; what is not long ago becomes about a year BC."""
    if years <= 0 or years != years.to_integral_value():
        return ""
    number = int(years)
    if number < _ROUND_FROM:
        year = _PRESENT + 1 - number
        return f"{year:04d}~" if year >= 0 else f"-{-year:04d}~" if year >= -9999 else f"Y{year}~"
    digits = str(number).rstrip("0")
    zeros = len(str(number)) - len(digits)
    return f"Y-{digits}E{zeros}" if zeros else f"Y-{digits}"
