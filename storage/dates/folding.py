"""Text on its way to being read: case, accents, widths, spaces and digits of any script made one."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_DOTS = re.compile(r"\.{3}(?!\.)")
# Soft hyphens, joiners and marks of direction come along with copied text; what overrides direction is no date.
_HARMLESS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff"
_SAME = str.maketrans(
    {"−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "ʼ": "'", "`": "'", "،": ",", "٫": ".", "—": "–"}
)


def folded(text: str) -> str:
    """Fold case, accents, widths, spaces and digits of any script."""
    if text.isascii():
        return " ".join(_DOTS.sub("…", text.casefold()).replace("`", "'").split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (str(unicodedata.decimal(char, char)) for char in plain if not _says_nothing(char))
    return " ".join(_DOTS.sub("…", "".join(kept)).translate(_SAME).split())


def _says_nothing(char: str) -> bool:
    """Tell whether a character is an accent, or a mark of direction."""
    return unicodedata.combining(char) != 0 or char in _HARMLESS


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and where it stands there."""

    text: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """Return the runs of letters in a text, in their order."""
    words: list[Word] = []
    start = -1
    for place, char in enumerate(f"{text} "):
        inside = char.isalpha() or (start >= 0 and (unicodedata.category(char) in ("Mn", "Mc") or char in _HARMLESS))
        if inside and start < 0:
            start = place
        elif not inside and start >= 0:
            words.append(Word(folded(text[start:place]), start, place))
            start = -1
    return words


def bare_words(text: str) -> list[str]:
    """Return the words of a folded text."""
    return re.findall(r"[^\W\d_]+", text)
