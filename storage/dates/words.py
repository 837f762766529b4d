"""A modest reader of dates as people type them: EDTF, what `display` writes, and the usual short forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from storage.dates.model import Date
from storage.dates.names import names_of
from storage.dates.parsing import parse
from storage.dates.quoting import quoted
from storage.dates.typed_points import PointReader
from storage.dates.wording import ABOUT_PLACE, Wording, wording_of
from storage.errors import DateError

_LONGEST = 200
_MOST_WORDS = 24
# How far one phrase may stand in another ("maybe about 1985 to 1990"), and how many dashes are tried as the dash.
_DEEPEST = 3
_MOST_DASHES = 4
_ADVICE = "write one like 7 Dec 2024, Dec 2024, 44 BC, 66 million years ago or 2024-12-07"
_LOOKS_LIKE_EDTF = re.compile(r"[0-9XYESTZ:/\[\]{}.,?~%+-]+")
_DASH = re.compile(r"\s*[–—]\s*|\s+(?:-|to|till|bis|à|hasta)\s+|(?<=\d)-(?=\d{1,2} [^\W\d])|(?<=\d{4})-(?=\d{4}$)")
# The last three: the dot of an abbreviated month can stand before them.
_DOTS = re.compile(r"\.{3}(?!\.)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}\b)")
_MARKS = ("~", "?", "%")
_SAYS_SOMETHING = re.compile(r"\w")
_CHOICE = re.compile(r"\\\[([^|\]]*)\\\|([^\]]*)\\\]")

# What people also say in English, beside the words that are displayed.
_MORE_ABOUT = ("around {}", "circa {}", "ca. {}", "c {}", "approximately {}", "roughly {}", "~{}")
_MORE_UNCERTAIN = ("{}?", "maybe {}", "perhaps {}", "possibly {}", "probably {}")
_MORE_BY = ("no later than {}", "on or before {}", "{} or earlier")
_MORE_FROM_ON = ("since {}", "from {} onwards", "from {} onward", "{} –")
_MORE_UNTIL = ("till {}", "up to {}", "– {}")


def words_to_date(text: str, locale: str = "en") -> Date:
    """Read a date as it is typed, in English or the language of a locale. Raise DateError where that is no date."""
    if len(text) > _LONGEST:
        raise DateError(f"{quoted(text)}: this is too long for a date; {_ADVICE}", text[:_LONGEST])
    try:
        return parse(text.strip())
    except DateError as error:
        problem = error
    edtf = _Reader.of(locale).read(_folded(text))
    if edtf:
        return parse(edtf)
    if _LOOKS_LIKE_EDTF.fullmatch(text.strip()):
        raise problem
    raise DateError(f"{quoted(text)}: this is no date that can be read; {_ADVICE}", text)


def _folded(text: str) -> str:
    """Fold case, accents, widths, spaces and digits of any script."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    digits = (str(unicodedata.decimal(char, char)) for char in plain if not unicodedata.combining(char))
    text = _DOTS.sub("…", "".join(digits))
    return " ".join(text.replace("−", "-").replace("’", "'").split())


@dataclass(frozen=True, slots=True)
class _Reader:
    points: PointReader
    or_: str
    rules: tuple[tuple[re.Pattern[str], Callable[..., str]], ...]
    qualifiers: tuple[re.Pattern[str], ...]

    @staticmethod
    @lru_cache(maxsize=16)
    def of(locale: str) -> _Reader:
        """Make the reader of a locale; it reads English as well."""
        names = names_of(locale)
        english = wording_of("en")
        wordings = [english] if names.language == "en" else [wording_of(names.language), english]
        rules = tuple((_pattern(template), rule) for words in wordings for template, rule in _rules(words))
        qualifiers = (t for words in wordings for t in (*_abouts(words), *_uncertains(words)))
        local_or = names.lists["or"]["2"].replace("{0}", "").replace("{1}", "")
        or_ = f"(?:or|{re.escape(_folded(local_or))})"
        points = PointReader.build(names, wordings, _folded)
        return _Reader(points, or_, rules, tuple(map(_pattern, qualifiers)))

    def read(self, text: str, depth: int = _DEEPEST) -> str:
        """Give the EDTF of folded text; empty where it cannot be read."""
        if len(text.split()) > _MOST_WORDS:
            return ""
        edtf = self.points.read(text) or self._range(text, depth)
        return edtf or self._by_rule(text, depth) or self._either(text, depth)

    def _by_rule(self, text: str, depth: int) -> str:
        for pattern, rule in self.rules if depth else ():
            match = pattern.fullmatch(text)
            if match is None:
                continue
            if pattern.groups == 2:
                ends = self._ends(match[1], match[2], depth - 1)
                if ends:
                    return rule(*ends)
            else:
                inner = self.read(match[1], depth - 1)
                if inner and "[" not in inner:
                    return rule(inner)
        return ""

    def _range(self, text: str, depth: int) -> str:
        for dash in islice(_DASH.finditer(text), _MOST_DASHES) if depth else ():
            ends = self._ends(text[: dash.start()].removeprefix("from "), text[dash.end() :], depth - 1)
            if ends:
                return "{}/{}".format(*ends)
        return ""

    def _either(self, text: str, depth: int) -> str:
        # The comma of "Dec 7, 2024" divides nothing.
        text = self.points.before_year.sub(r"\g<day> ", text)
        *texts, last = re.split(rf"\s*,\s*(?:{self.or_}\s+)?|\s+{self.or_}\s+", text) if depth else [text]
        end = self._end(last, 2) if texts else ""
        members = [self._member(member, last, end) if end else "" for member in texts]
        return f"[{','.join([*members, end])}]" if members and all(members) else ""

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
        end = next(filter(None, (self._end(text, depth) for text in lasts)), "")
        if not end:
            return None
        start = self._start(first, last, depth)
        return (start, end) if start else None

    def _start(self, first: str, last: str, depth: int) -> str:
        """Read a date that leaves to the last one what both share; only the last one's qualifiers are its own."""
        last_words = _THOUSANDS.sub("", self._unqualified(last)).split()
        firsts = [*(" ".join([first, *last_words[count:]]) for count in range(1, len(last_words))), first]
        return next(filter(None, (self._end(text, depth) for text in firsts)), "")

    def _unqualified(self, text: str) -> str:
        for _ in range(2):
            found = (pattern.fullmatch(text) for pattern in self.qualifiers)
            text = next((match[1] for match in found if match), text)
        return text

    def _end(self, text: str, depth: int) -> str:
        if re.fullmatch(r"[0-9-]+", text):
            return _read_edtf(text)
        edtf = self.points.read(text) or self._by_rule(text, depth)
        return "" if "[" in edtf or "/" in edtf else edtf


def _read_edtf(text: str) -> str:
    try:
        parse(text)
    except DateError:
        return ""
    return text


def _rules(words: Wording) -> Iterator[tuple[str, Callable[..., str]]]:
    # Before the uncertain ones: the question mark of "1985 – ?" is for the end alone.
    for template in (words.unknown_start, "? – {}"):
        yield template, lambda edtf: _unless_interval(edtf, f"/{edtf}")
    for template in (words.unknown_end, "{} – ?"):
        yield template, lambda edtf: _unless_interval(edtf, f"{edtf}/")
    for template in _abouts(words):
        yield template, lambda edtf: _marked(edtf, "~")
    for template in _uncertains(words):
        yield template, lambda edtf: _marked(edtf, "?")
    for template in (words.between, "{}…{}"):
        yield template, lambda start, end: f"[{start}..{end}]"
    for template in (words.by, *_MORE_BY):
        yield template, lambda edtf: _unless_interval(edtf, f"[..{edtf}]")
    yield words.or_later, lambda edtf: _unless_interval(edtf, f"[{edtf}..]")
    for template in (words.from_on, *_MORE_FROM_ON):
        yield template, lambda edtf: _unless_interval(edtf, f"{edtf}/..")
    for template in (words.until, *_MORE_UNTIL):
        yield template, lambda edtf: _unless_interval(edtf, f"../{edtf}")


def _abouts(words: Wording) -> Iterator[str]:
    yield from (words.about, words.about_short, *_MORE_ABOUT)
    if words.about_inside:
        yield from (f"{words.about_inside} {{}}", f"{{}} {words.about_inside}")


def _uncertains(words: Wording) -> Iterator[str]:
    yield from (f"{{}} ({words.uncertain})", *_MORE_UNCERTAIN)


def _unless_interval(edtf: str, result: str) -> str:
    return "" if "/" in edtf else result


def _marked(edtf: str, mark: str) -> str:
    """Mark a date, or both ends of an interval, as approximate or uncertain."""
    ends = edtf.split("/")
    return "/".join(_marked_point(end, mark) for end in ends)


def _marked_point(edtf: str, mark: str) -> str:
    if edtf in ("", ".."):
        return edtf
    if edtf[-1] in "~?%":
        return edtf if edtf[-1] == mark else edtf[:-1] + "%"
    return edtf + mark


def _pattern(template: str) -> re.Pattern[str]:
    """Turn a template of display around: what stands for `{}` is read."""
    # A word of the choice can also stand behind a qualifier: "bis etwa zum 7. Dezember".
    escaped = _CHOICE.sub(_any_of, re.escape(_folded(template.replace(ABOUT_PLACE, ""))))
    return re.compile(escaped.replace(r"\{\}", "(.+)").replace(r"\ ", r"\s+"))


def _any_of(choice: re.Match[str]) -> str:
    return f"(?:{'|'.join(sorted({*choice.groups(), ''}, key=len, reverse=True))})"
