"""Turns a value of BibTeX into plain text: accents and signs of LaTeX become characters, braces go."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LONGEST_WITH_MACROS = 20_000


def plain(text: str) -> str:
    """Return the text on one line, without LaTeX. What cannot be read as LaTeX stays as it is, without its braces."""
    if "\\" in text and len(text) <= _LONGEST_WITH_MACROS:
        text = _decoded(text)
    text = re.sub(r"(?<!-)---(?!-)", "—", re.sub(r"(?<!-)--(?!-)", "–", text))
    return " ".join(text.replace("{", "").replace("}", "").replace("~", " ").split())


def _decoded(text: str) -> str:
    try:
        return str(_decoder().latex_to_text(text, tolerant_parsing=True))
    except Exception:
        return text


@cache
def _decoder() -> Any:
    """Return the one that knows the macros: making it takes as long as reading an entry."""
    from pylatexenc.latex2text import LatexNodes2Text  # Not before it is needed.

    return LatexNodes2Text(math_mode="verbatim", keep_comments=True, strict_latex_spaces=True)
