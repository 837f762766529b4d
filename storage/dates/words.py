"""A reader of dates as people write them: EDTF, what `display` writes, and what is said beside that."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from storage.dates.folding import folded
from storage.dates.model import Date
from storage.dates.names import names_of
from storage.dates.parsing import parse
from storage.dates.quoting import quoted
from storage.dates.speech import speech_of
from storage.dates.typed_points import PointReader
from storage.dates.typed_rules import Rule, needle_of, pattern_of, qualifiers_of, rim, rules_of
from storage.dates.wording import wording_of
from storage.errors import DateError

LONGEST = 200
ADVICE = "write one like 7 Dec 2024, Dec 2024, 44 BC, 66 million years ago or 2024-12-07"
_MOST_WORDS = 24
# How far one phrase may stand in another ("maybe about 1985 to 1990"), and how many dashes are tried as the dash.
_DEEPEST = 3
_MOST_DASHES = 4
_MOST_REMEMBERED = 4096
_LOOKS_LIKE_EDTF = re.compile(r"[0-9XYESTZ:/\[\]{}.,?~%+-]+")
_DASH = re.compile(
    r"\s*–\s*|\s+(?:-|to|till|until|through|thru|bis|a|au|al|hasta|до|по|الى|حتى)\s+"
    r"|(?<=\d)-(?=\d{1,2}(?:st|nd|rd|th|\.)? [^\W\d])|(?<=\d{4})-(?=\d{4}$)|(?<=\d{4})/(?=\d{4}$)"
)
_AND = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|i|и|та)\s+")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_MARKS = ("~", "?", "%")
_SAYS_SOMETHING = re.compile(r"\w")


def words_to_date(text: str, locale: str = "en") -> Date:
    """Read a date as it is typed, in English or the language of a locale. Raise DateError where that is no date."""
    if len(text) > LONGEST:
        raise DateError(f"{quoted(text)}: this is too long for a date; {ADVICE}", text[:LONGEST])
    try:
        return parse(text.strip())
    except DateError as error:
        problem = error
    edtf = Reader.of(locale).read(folded(text))
    if edtf:
        return parse(edtf)
    if _LOOKS_LIKE_EDTF.fullmatch(text.strip()):
        raise problem
    raise DateError(f"{quoted(text)}: this is no date that can be read; {ADVICE}", text)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads folded text of one locale, and English, into EDTF."""

    points: PointReader
    # A date is looked for in the same few words over and over.
    point: Callable[[str], str]
    or_: str
    leading: re.Pattern[str]
    rules: tuple[tuple[str, re.Pattern[str], Rule], ...]
    qualifiers: tuple[re.Pattern[str], ...]
    # Texts that were read as one date among several: the ends of a range are tried in many ways.
    ends: dict[tuple[str, int, int], str]

    @staticmethod
    @lru_cache(maxsize=16)
    def of(locale: str) -> Reader:
        """Make the reader of a locale; it reads English as well."""
        names = names_of(locale)
        languages = list(dict.fromkeys((names.language, "en")))
        wordings = [wording_of(language) for language in languages]
        speeches = [speech_of(language) for language in languages]
        rules = [rule for both in zip(wordings, speeches, strict=True) for rule in rules_of(*both)]
        local_or = names.lists["or"]["2"].replace("{0}", "").replace("{1}", "")
        leading = "|".join(re.escape(folded(word)) for speech in speeches for word in speech.leading)
        points = PointReader.build(names, wordings)
        return Reader(
            points,
            lru_cache(maxsize=_MOST_REMEMBERED)(points.read),
            f"(?:or|{re.escape(folded(local_or))})",
            re.compile(rf"(?:(?:{leading}) (?!or |oder |or$))+"),
            tuple((needle_of(template), pattern_of(template), rule) for template, rule in rules),
            tuple(pattern_of(template) for words in wordings for template in qualifiers_of(words)),
            {},
        )

    def read(self, text: str, depth: int = _DEEPEST) -> str:
        """Give the EDTF of folded text; empty where it cannot be read."""
        if len(text.split()) > _MOST_WORDS:
            return ""
        edtf = self.point(text) or self._range(text, depth) or self._by_rule(text, depth)
        return edtf or self._listed(text, depth) or self._without_leading(text, depth)

    def _without_leading(self, text: str, depth: int) -> str:
        """Read what "in the" and the like stand before."""
        match = self.leading.match(text)
        return self.read(text[match.end() :], depth) if match else ""

    def _by_rule(self, text: str, depth: int) -> str:
        for needle, pattern, rule in self.rules if depth else ():
            match = pattern.fullmatch(text) if needle in text else None
            if match is None:
                continue
            if pattern.groups == 2:
                ends = self._ends(match[1], match[2], depth - 1)
                edtf = rule(*ends) if ends else ""
            else:
                inner = self.read(match[1], depth - 1)
                edtf = rule(inner) if inner else ""
            if edtf:
                return edtf
        return ""

    def _range(self, text: str, depth: int) -> str:
        for dash in islice(_DASH.finditer(text), _MOST_DASHES) if depth else ():
            ends = self._ends(text[: dash.start()].removeprefix("from "), text[dash.end() :], depth - 1)
            if ends:
                return "{}/{}".format(*ends)
        return ""

    def _listed(self, text: str, depth: int) -> str:
        """Read "7 or 8 December 2024" (one of them) and "7 and 8 December 2024" (each of them)."""
        # The comma of "Dec 7, 2024" divides nothing.
        text = self.points.before_year.sub(r"\g<day> ", text)
        either = rf"\s*,\s*(?:{self.or_}\s+)?|\s+{self.or_}\s+"
        has_or = re.search(rf"\s{self.or_}\s", text) is not None
        for form, divider in (("[{}]", either),) if has_or else (("[{}]", either), ("{{{}}}", _AND)):
            *texts, last = re.split(divider, text) if depth else [text]
            if form != "[{}]" and not _AND.search(text):
                continue
            end = self._end(last, 2) if texts else ""
            members = [self._member(member, last, end) if end else "" for member in texts]
            if members and all(members):
                return form.format(",".join([*members, end]))
        return ""

    def _member(self, text: str, last: str, end: str) -> str:
        edtf = self._start(text, last, 2)
        # "About 7 or 8 Dec 2024": whether the 8th is meant too cannot be known.
        spills = edtf.endswith(_MARKS) and not end.endswith(_MARKS)
        return "" if spills and edtf != self._end(text, 2) else edtf

    def _ends(self, first: str, last: str, depth: int) -> tuple[str, str] | None:
        """Read both ends of a range; what one leaves out, the other has ("27–30 Nov 2024", "Nov 27–30, 2024")."""
        first_words = first.split()
        if not (_SAYS_SOMETHING.search(first) and _SAYS_SOMETHING.search(last)):
            return None
        lasts = [last, *(" ".join([*first_words[:count], last]) for count in range(1, len(first_words)))]
        end = next(filter(None, (self._end(text, depth, 1) for text in lasts)), "")
        if not end:
            return None
        start = self._start(first, last, depth, 0)
        return (start, end) if start else None

    def _start(self, first: str, last: str, depth: int, side: int = -1) -> str:
        """Read a date that leaves to the last one what both share; only the last one's qualifiers are its own."""
        last_words = _THOUSANDS.sub("", self._unqualified(last)).split()
        firsts = [*(" ".join([first, *last_words[count:]]) for count in range(1, len(last_words))), first]
        return next(filter(None, (self._end(text, depth, side) for text in firsts)), "")

    def _unqualified(self, text: str) -> str:
        for _ in range(2):
            found = (pattern.fullmatch(text) for pattern in self.qualifiers)
            text = next((match[1] for match in found if match), text)
        return text

    def _end(self, text: str, depth: int, side: int = -1) -> str:
        """Read one date among several; of a stretch ("early 1848") only the side that was asked for, as about."""
        key = text, depth, side
        if key not in self.ends:
            if len(self.ends) >= _MOST_REMEMBERED:
                self.ends.clear()
            self.ends[key] = self._read_end(text, depth, side)
        return self.ends[key]

    def _read_end(self, text: str, depth: int, side: int) -> str:
        if re.fullmatch(r"[0-9-]+", text):
            return _read_edtf(text)
        leading = self.leading.match(text)
        edtf = self.point(text) or self._by_rule(text, depth)
        if not edtf and leading:
            return self._end(text[leading.end() :], depth, side)
        if "[" in edtf and side >= 0:
            edtf = rim(edtf, side)
        return "" if "[" in edtf or "/" in edtf or "{" in edtf else edtf


def _read_edtf(text: str) -> str:
    try:
        parse(text)
    except DateError:
        return ""
    return text
