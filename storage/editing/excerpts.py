"""A text around the first place where something is replaced, before and after, in pieces that tell what differs."""

from __future__ import annotations

import re
from typing import NamedTuple

BEFORE_CHARS = 36
MOST_CHARS = 160
_MOST_OF_ONE = 80
_MOST_COUNTED = 10_000


class Piece(NamedTuple):
    """A part of a text; `changed` where it is what is replaced, or stands in its place."""

    text: str
    changed: bool


def excerpts(text: str, pattern: re.Pattern[str], new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...], int]:
    """Return the pieces before and after a replacement, and how many places there are (at most 10,000 are counted).

    The excerpt begins a little before the first place and is short however long the text is.
    """
    before: list[Piece] = []
    after: list[Piece] = []
    count, at, room = 0, 0, MOST_CHARS
    for match in pattern.finditer(text):
        count += 1
        if count >= _MOST_COUNTED:
            break
        if count == 1:
            at = max(match.start() - BEFORE_CHARS, 0)
        if room <= 0:
            continue
        between = text[at : match.start()]
        lead = "…" if count == 1 and at else ""
        kept = lead + (between if len(between) <= room else between[:room] + "…")
        before += [Piece(kept, False), Piece(_short(match[0]), True)]
        after += [Piece(kept, False), Piece(_short(new), True)]
        room -= len(kept) + max(len(before[-1].text), len(after[-1].text))
        at = match.end()
    rest = text[at : at + max(room, 0)]
    rest += "…" if at + len(rest) < len(text) else ""
    return _full([*before, Piece(rest, False)]), _full([*after, Piece(rest, False)]), count


def _short(text: str) -> str:
    return text if len(text) <= _MOST_OF_ONE else text[: _MOST_OF_ONE - 1] + "…"


def _full(pieces: list[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.text)
