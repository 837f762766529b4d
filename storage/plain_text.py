"""Show text from a stranger's file as it is: what would steer a terminal or turn a line around becomes visible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# C0, DEL and C1; the Arabic letter mark; marks, embeddings, overrides and isolates of direction; line and
# paragraph separators; deprecated format characters; a stray byte order mark; interlinear annotations;
# lone surrogates; tags (an invisible second text); what is no character and may stand in no XML.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f\ufffe\uffff]"
)


def visible(text: str, keep: str = "\n\t") -> str:
    """Return the text with its control characters shown as signs (␀) and others that steer as ⟨U+202E⟩.

    Line ends of Windows count as line ends. What stands in `keep` stays; "" gives a single line.
    """
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub(lambda found: _shown(found.group(), keep), text.replace("\r\n", "\n"))


def _shown(char: str, keep: str) -> str:
    if char in keep:
        return char
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def width_columns(text: str) -> int:
    """Return how many columns of a terminal a visible text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns; each cell becomes one visible line."""
    cells = [[visible(cell, keep="") for cell in row] for row in rows]
    widths = [max(map(width_columns, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in cells]


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - width_columns(cell))
