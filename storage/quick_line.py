"""Read one line, as it is being typed, into the event that it would add.

    7 Dec 2024: Rebels enter Homs @Homs #front "total liberation" — Hassan Abdul Ghani, rebel commander [BBC News]

The line begins with a date, in words or EDTF, and a colon with a space (or a dash between spaces); the colon in a time
is not that colon. What follows is the title, and wherever the author likes between its words:

    @Homs  @"New York"              the place; quotation marks or braces where it has spaces
    #front  #"the south"            a tag; there can be several
    !fighting                       the category, by its id or name
    [BBC News]                      a source; [CBS News > BBC News] is a chain: who told whom, read in the last
    "…" — SPEAKER, ROLE (STANCE)    a statement, its quote in any quotation marks
    ; … — SPEAKER                   a further statement; without quotation marks it is a paraphrase

The stance is one of `STANCES` (none: asserts); a date may stand beside it or alone: (denies, 8 Dec 2024). A title may
be followed by “— SPEAKER (STANCE)” or “— SPEAKER [SOURCE]” alone. A source before all statements is the source of each
that names none of its own. What is meant literally gets a backslash: \\# \\@ \\! \\; \\[ \\".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from storage.dates.quoting import quoted
from storage.dates.typed import Habits, Typed, read_typed
from storage.model import Stance
from storage.quick_parts import Part, PartKind, QuickStatement, Slip, read_rest

LONGEST_LINE = 4_000
_LONGEST_DATE = 200
_MOST_DIVIDERS = 6
_MOST_WORDS = 8
_COLON = re.compile(r":(?=\s|$|[^\d\s/])")
_DASH = re.compile(r"\s(?:—|–|--?)(?=\s)")
_SURROGATE = re.compile("[\ud800-\udfff]")
BEGIN_WITH_A_DATE = "Begin with a date and a colon, such as “7 Dec 2024: ”."
GIVE_A_TITLE = "Give it a title: say in a few words what happened."
_NO_DATE = Typed("")


@dataclass(frozen=True, slots=True)
class QuickLine:
    """What a line says so far. Positions count characters of `text`; `problems` stand in the order of the line.

    Sources are named as typed. Of a date with several readings (or none) the author still has to choose.
    """

    text: str
    when: Typed = _NO_DATE
    title: str = ""
    place: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    statements: tuple[QuickStatement, ...] = ()
    sources: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    problems: tuple[Slip, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be added as it is."""
        return not self.problems and bool(self.title) and len(self.when.readings) == 1


def read_line(text: str, habits: Habits = Habits()) -> QuickLine:
    """Read a line; never raises for what is typed."""
    if len(text) > LONGEST_LINE:
        sentence = (
            f"This line has {len(text):,} characters; a line can have {LONGEST_LINE:,}. Use the form for long texts."
        )
        return QuickLine(text, problems=(Slip(sentence, 0, len(text)),))
    if found := _SURROGATE.search(text):
        return QuickLine(text, problems=(Slip("This character is half of one; type it again.", *found.span()),))
    if not text.strip():
        return QuickLine(text)
    when, end, rest = _split(text, habits)
    if rest < 0:
        return QuickLine(
            text, when, problems=(_without_title(text, when, end, habits),), parts=_date_part(text, when, end)
        )
    read = read_rest(text, rest, lambda words: _read_date(words, habits))
    problems = list(read.problems)
    if when.problem and not when.needs_basis:
        start = len(text) - len(text.lstrip())
        problems.insert(0, Slip(when.problem, start + when.start, start + max(when.end, when.start + 1)))
    if not read.title:
        problems.append(Slip(GIVE_A_TITLE, len(text), len(text)))
    return QuickLine(
        text,
        when,
        read.title,
        read.place,
        read.tags,
        read.category,
        read.statements,
        read.sources,
        (*_date_part(text, when, end), *read.parts),
        tuple(problems),
    )


@lru_cache(maxsize=512)
def _read_date(text: str, habits: Habits) -> Typed:
    # While a title is typed, the date before it is read again and again.
    return read_typed(text, habits)


def _is_date(when: Typed) -> bool:
    return bool(when.readings) or when.needs_basis


def _split(text: str, habits: Habits) -> tuple[Typed, int, int]:
    """Return the date, where it ends and where the rest begins; the rest is at -1 where nothing divides them."""
    head = text[: _LONGEST_DATE + 1]
    colons = [found.span() for found in _some(_COLON.finditer(head))]
    for end, rest in colons:
        when = _read_date(text[:end].strip(), habits)
        if _is_date(when):
            return when, end, rest
    whole = _read_date(text.strip(), habits) if len(text) <= _LONGEST_DATE else _NO_DATE
    if _is_date(whole):
        return whole, len(text.rstrip()), -1
    # The last dash that has a date before it: “1914 - 1918 - War”.
    for start, rest in reversed([found.span() for found in _some(_DASH.finditer(head))]):
        when = _read_date(text[:start].strip(), habits)
        if _is_date(when):
            return when, start, rest
    if colons and text[: colons[0][0]].strip():
        end, rest = colons[0]
        return _read_date(text[:end].strip(), habits), end, rest
    return _NO_DATE, 0, -1


def _some(found: Iterator[re.Match[str]]) -> Iterator[re.Match[str]]:
    for _, match in zip(range(_MOST_DIVIDERS), found, strict=False):
        yield match


def _without_title(text: str, when: Typed, end: int, habits: Habits) -> Slip:
    if _is_date(when):
        return Slip(GIVE_A_TITLE, end, len(text))
    words = list(re.finditer(r"\S+", text[:_LONGEST_DATE]))[:_MOST_WORDS]
    for word in reversed(words[:-1]):
        if _is_date(_read_date(text[words[0].start() : word.end()], habits)):
            sentence = f"Put a colon after the date: {quoted(text[words[0].start() : word.end()])}."
            return Slip(sentence, word.end(), word.end() + 1)
    return Slip(BEGIN_WITH_A_DATE, 0, words[0].end() if words else 0)


def _date_part(text: str, when: Typed, end: int) -> tuple[Part, ...]:
    start = len(text) - len(text.lstrip())
    return (Part(start, end, PartKind.WHEN),) if _is_date(when) and end > start else ()


__all__ = ["LONGEST_LINE", "Part", "PartKind", "QuickLine", "QuickStatement", "Slip", "Stance", "read_line"]
