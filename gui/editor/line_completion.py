"""What can be completed where the cursor stands in a quick line, and the line with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from storage.quick_parts import STANCES
from storage.search import fold

MOST_OFFERED = 8
_LONGEST_TYPED = 80
_MARK = re.compile(r"(?:(?<=[\s(])|^)([@#!])(?:([\"“«„{])([^\"”»“}]*)|([^\s\"“”«»„{}();,\[\]]*))$")
_SQUARE = re.compile(r"(?:(?<=\s)|^)\[(?:[^\[\]>→]*[>→])*\s*([^\[\]>→]*)$")
_ROUND = re.compile(r"\(([^()\d]*)$")
_SPEAKER = re.compile(r"(\S?)\s*(?:—|–|(?<=\s)--?)\s+([^\s,;(\[#@!\"“”«»„][^,;(\[#@!\"“”«»„]*|)$")
_CLOSING = "\"”»“’'"
_PLAIN = re.compile(r"\w[\w’'.\-]*\w|\w")
_IN_SPEAKER = re.compile(r"([\\,;#@!\[\]()])")
KINDS = {"@": "place", "#": "tag", "!": "category"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a kind that is being typed at `start`:`end` of the line; `typed` is what is there of it."""

    kind: str
    start: int
    end: int
    typed: str


Words = Callable[[str], Sequence[str]]
"""The words of a kind ("place", "tag", "category", "speaker", "source") in the story, most used first."""


def wanted_at(text: str, first: int, cursor: int) -> Wanted | None:
    """Return what is being typed before the cursor; `first` is where the date ends. None for plain text."""
    before = text[first:cursor]
    if mark := _MARK.search(before):
        typed = mark[3] if mark[2] else mark[4]
        return _wanted(KINDS[mark[1]], first + mark.start(1), cursor, typed)
    if square := _SQUARE.search(before):
        return _wanted("source", first + square.start(1), cursor, square[1])
    speaks = _SPEAKER.search(before)
    if speaks and (speaks[2] or speaks[1] in _CLOSING):
        return _wanted("speaker", first + speaks.start(2), cursor, speaks[2])
    if (bracket := _ROUND.search(before)) and _SPEAKER.search(before[: bracket.start()].rstrip(" ") or " "):
        return _wanted("stance", first + bracket.start(1), cursor, bracket[1])
    return None


def _wanted(kind: str, start: int, end: int, typed: str) -> Wanted | None:
    return Wanted(kind, start, end, typed) if len(typed) <= _LONGEST_TYPED else None


def offered(wanted: Wanted, words: Words) -> list[str]:
    """Return what may be meant, best first; none where it is there already."""
    known = [group[0] for group in STANCES.values()] if wanted.kind == "stance" else words(wanted.kind)
    typed = fold(wanted.typed.strip())
    starts = [word for word in known if fold(word).startswith(typed)]
    inside = [word for word in known if word not in starts and f" {typed}" in f" {fold(word)}"] if typed else []
    found = [*starts, *inside][:MOST_OFFERED]
    return [] if [fold(word) for word in found] == [typed] else found


def written(wanted: Wanted, word: str, following: str) -> str:
    """Return how a word is written in the line, its quotes, brackets and space included; `following` comes after it."""
    word = " ".join(word.split())
    space = "" if following[:1].isspace() else " "
    if wanted.kind == "speaker":
        return _IN_SPEAKER.sub(r"\\\1", word) + space
    if wanted.kind == "source":
        return word + ("" if following.startswith("]") else "]" + space)
    if wanted.kind == "stance":
        return word + ("" if following.startswith(")") else ")" + space)
    mark = next(sign for sign, kind in KINDS.items() if kind == wanted.kind)
    if _PLAIN.fullmatch(word):
        return mark + word + space
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'{mark}"{escaped}"{space}'
