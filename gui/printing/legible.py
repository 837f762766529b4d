"""Text of a PDF as people type it: what Qt says of each glyph, put in the usual characters.

For a glyph that several characters share Qt names the one with the lowest code: a tab for a space, the radical 民 for
the word. Of Arabic letters it names their joined shapes. Whoever searches types neither.
"""

from __future__ import annotations

import re
import unicodedata

_ENTRY = re.compile(rb"<([0-9A-Fa-f]{4})>")
_LIST = re.compile(rb"\[[^\]]*\]")
# Radicals that have no decomposition, each with the ideograph that looks the same in fonts.
_RADICALS = dict(
    zip(
        "⺂⺃⺅⺉⺋⺎⺏⺐⺒⺓⺔⺕⺖⺘⺙⺛⺞⺟⺠⺡⺣⺤⺦⺨⺫⺭⺯⺰⺱⺲⺳⺹⺺⺾⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍"
        "⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "乛乚亻刂㔾兀尣尢巳幺彑彐忄扌攵旡歺母民氵灬爫丬犭罒礻糹纟罓罒㓁耂肀艹衤覀西见角讠贝车辶辶"
        "钅長镸长门阝青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
_SPACES = {"\t": " ", "\u00a0": " "}
_SHAPES = ((0xFB00, 0xFDFF), (0xFE70, 0xFEFF), (0x2E80, 0x2FDF), (0xF900, 0xFAFF))
"""Ligatures and joined shapes, radicals, ideographs for round trips."""


def typed(char: str) -> str:
    """Return what people type for a character that stands for the shape of others."""
    if char in _SPACES:
        return _SPACES[char]
    if char in _RADICALS:
        return _RADICALS[char]
    if any(low <= ord(char) <= high for low, high in _SHAPES):
        text = unicodedata.normalize("NFKC", char)
        # Readers turn letters from right to left one by one, and would turn the two of a ligature around.
        return char if len(text) > 1 and unicodedata.bidirectional(text[0]) == "AL" else text
    return char


def legible(cmap: bytes) -> bytes:
    """Return the table of a font's glyphs (a ToUnicode CMap as Qt writes it) with the characters that people type."""
    return _LIST.sub(lambda found: _ENTRY.sub(_entry, found.group()), cmap)


def _entry(found: re.Match[bytes]) -> bytes:
    code = int(found.group(1), 16)
    # Halves of characters beyond 16 bits stay as they are.
    if not code or 0xD800 <= code <= 0xDFFF:
        return found.group()
    text = typed(chr(code))
    return found.group() if text == chr(code) else b"<" + text.encode("utf-16-be").hex().upper().encode() + b">"
