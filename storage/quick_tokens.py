"""Cut the part of a quick line that follows its date into marks, quotes, brackets and text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

QUOTATION_MARKS = {
    '"': '"',
    "“": "”“",
    "„": "“”",
    "”": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "「": "」",
    "『": "』",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
"""What opens a quote, and what closes it then."""

_SINGLE = "’'‘"
_ESCAPED = frozenset("\\#@!\"'“”„«»‹›‘’‚「」『』()[]{};,:-–—")
_DASH = re.compile(r"—|–|--?")
_TRAILING = ".:!?…)]}»”’"
_MARK_VALUE = re.compile(r"[^\s;,\[\](){}\"“”«»„]+")


class Token(Enum):
    """What a piece of the line is."""

    TEXT = "text"
    COMMA = "comma"
    END = "semicolon"
    DASH = "dash"
    QUOTE = "quote"
    ROUND = "round brackets"
    SQUARE = "square brackets"
    PLACE = "@"
    TAG = "#"
    CATEGORY = "!"


MARKS = {"@": Token.PLACE, "#": Token.TAG, "!": Token.CATEGORY}


@dataclass(frozen=True, slots=True)
class Piece:
    """A token at `start`:`end` of the line: how it reads as `text`, and the `value` inside its marks."""

    token: Token
    start: int
    end: int
    text: str
    value: str = ""


def pieces(line: str, start: int) -> list[Piece]:
    """Return the pieces of `line[start:]`; everything is text that is nothing else."""
    return list(_Cutter(line, start).cut())


class _Cutter:
    def __init__(self, line: str, start: int) -> None:
        self._line = line
        self._first = self._at = start
        self._text: list[str] = []
        self._text_start = start
        self._last: Token | None = None
        self._closed: set[str] = set()
        self._rules: dict[str, Callable[[], Piece | None]] = {
            "\\": self._escape,
            ",": lambda: self._piece(Token.COMMA, self._at + 1),
            ";": self._semicolon,
            "(": lambda: self._brackets(Token.ROUND, ")"),
            "[": lambda: self._brackets(Token.SQUARE, "]"),
            **dict.fromkeys("—–-", self._dash),
            **dict.fromkeys(MARKS, self._mark),
            **dict.fromkeys(QUOTATION_MARKS, self._quote),
        }

    def cut(self) -> Iterator[Piece]:
        while self._at < len(self._line):
            rule = self._rules.get(self._line[self._at])
            before = self._at
            piece = rule() if rule else None
            if piece is not None:
                yield from self._take_text(before)
                yield piece
                self._last = piece.token
                self._at = self._text_start = piece.end
            elif self._at == before:
                self._text.append(self._line[self._at])
                self._at += 1
        yield from self._take_text(self._at)

    def _take_text(self, end: int) -> Iterator[Piece]:
        if self._text:
            text = "".join(self._text)
            self._text.clear()
            if not text.isspace():
                self._last = Token.TEXT
            yield Piece(Token.TEXT, self._text_start, end, text)

    def _piece(self, token: Token, end: int, value: str = "") -> Piece:
        return Piece(token, self._at, end, self._line[self._at : end], value)

    @property
    def _begins_word(self) -> bool:
        """Tell whether nothing but a space or an opening bracket stands before: the # of an address begins nothing."""
        if self._at == self._first:
            return True
        before = self._line[self._at - 1]
        return before.isspace() or before in "([{" or (self._last is not Token.TEXT and not self._text)

    def _is_free(self, end: int) -> bool:
        return end >= len(self._line) or self._line[end].isspace()

    def _escape(self) -> None:
        following = self._line[self._at + 1 : self._at + 2]
        if following in _ESCAPED and following:
            self._text.append(following)
            self._at += 2

    def _semicolon(self) -> Piece | None:
        return self._piece(Token.END, self._at + 1) if self._is_free(self._at + 1) else None

    def _dash(self) -> Piece | None:
        found = _DASH.match(self._line, self._at)
        if found is None:
            return None
        follows_quote = self._last is Token.QUOTE and not "".join(self._text).strip()
        if follows_quote and (found.group() in "—–" or self._is_free(found.end())):
            return self._piece(Token.DASH, found.end())
        stands_alone = self._at == self._first or self._line[self._at - 1].isspace()
        return self._piece(Token.DASH, found.end()) if stands_alone and self._is_free(found.end()) else None

    def _brackets(self, token: Token, closing: str) -> Piece | None:
        if not self._begins_word:
            return None
        end = self._end_of(closing)
        if end < 0 and token is Token.SQUARE:
            # A bracket that is still being typed: what it is, is plain.
            end = self._line.find(";", self._at)
            end = len(self._line) if end < 0 else end - 1
            return self._piece(token, end, self._unescaped(self._at + 1, end)) if end > self._at + 1 else None
        value = self._unescaped(self._at + 1, end) if end >= 0 else ""
        return self._piece(token, min(end + 1, len(self._line)), value) if value.strip() else None

    def _mark(self) -> Piece | None:
        token, start = MARKS[self._line[self._at]], self._at + 1
        first = self._line[start : start + 1]
        if not self._begins_word or not first:
            return None
        if first == "{" or (first in QUOTATION_MARKS and first not in _SINGLE):
            end = self._end_of("}" if first == "{" else QUOTATION_MARKS[first], start + 1)
            closed_end = len(self._line) if end < 0 else end
            value = " ".join(self._unescaped(start + 1, closed_end).split())
            return self._piece(token, min(closed_end + 1, len(self._line)), value) if value else None
        found = _MARK_VALUE.match(self._line, start)
        value = found.group().rstrip(_TRAILING) if found else ""
        is_one = value[:1].isalnum() and (token is Token.PLACE or any(char.isalpha() for char in value))
        return self._piece(token, start + len(value), value) if is_one else None

    def _quote(self) -> Piece | None:
        opening = self._line[self._at]
        if not self._begins_word or self._is_free(self._at + 1):
            return None
        end = self._end_of(QUOTATION_MARKS[opening], own=opening)
        return self._piece(Token.QUOTE, end + 1, self._unescaped(self._at + 1, end)) if end > self._at + 1 else None

    def _end_of(self, closing: str, start: int = 0, own: str = "") -> int:
        """Return where a bracket or quote is closed, -1 where it is not. An apostrophe closes nothing."""
        if closing in self._closed:
            # It was looked for in vain before: a line of brackets must not take its length squared.
            return -1
        at = start or self._at + 1
        while at < len(self._line):
            char = self._line[at]
            if char == "\\":
                at += 2
                continue
            inside_word = own in _SINGLE and own and self._line[at + 1 : at + 2].isalnum()
            if char in closing and not inside_word:
                return at
            at += 1
        self._closed.add(closing)
        return -1

    def _unescaped(self, start: int, end: int) -> str:
        text = self._line[start:end]
        if "\\" not in text:
            return text
        return re.sub(r"\\(.)", lambda found: found[1] if found[1] in _ESCAPED else found[0], text)
