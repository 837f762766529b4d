"""Text from a file on its way to a widget: plain, on the lines it belongs on, each field in its own direction."""

from __future__ import annotations

import html
import re
import unicodedata

from storage.plain_text import visible

FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

LONGEST_LABEL = 600
"""Of a longer text a label or a tool tip shows the beginning: the detail pane has it all."""

_LINE_ENDS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Qt's text documents keep their own structure in these.
_QT_OWN = re.compile(r"[\ufdd0\ufdd1\ufffc]")
_QUOTATION_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』"
_MARKS_OF_LANGUAGE = {
    "de": ("„", "“"),
    "cs": ("„", "“"),
    "pl": ("„", "”"),
    "fr": ("«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "es": ("«", "»"),
    "it": ("«", "»"),
    "ar": ("«", "»"),
    "fa": ("«", "»"),
    "ja": ("「", "」"),
}


def one_line(text: str) -> str:
    """Return the text on a single line, with directional controls made visible."""
    return " ".join(_shown(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the text's lines that hold anything, each as `one_line` gives it."""
    lines = (one_line(line) for line in _LINE_ENDS.split(text))
    return [line for line in lines if line]


def label(text: str) -> str:
    """Return the text on a single line as `one_line` does, and only the beginning of a very long one."""
    return one_line(text) if len(text) <= LONGEST_LABEL else one_line(text[: LONGEST_LABEL - 1]) + "…"


def tooltip(text: str) -> str:
    """Return the text as a tool tip that shows it literally and wraps it, whatever stands in it."""
    lines = (html.escape(label(line)) for line in paragraphs(text))
    return f"<p>{'<br>'.join(lines)}</p>"


def reads_right_to_left(text: str) -> bool:
    """Tell whether the first character with a direction of its own runs from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def has_italics(text: str) -> bool:
    """Tell whether the script that the text begins in has letters for stress: those of right to left and Han have none.

    Slanting such letters by force hurts reading.
    """
    first = next((char for char in text if unicodedata.category(char)[0] == "L"), "")
    return not (reads_right_to_left(text) or (first and unicodedata.east_asian_width(first) in "WF"))


def isolated(text: str) -> str:
    """Return a field for use within a line: one that holds right-to-left text cannot reorder its neighbours."""
    if not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def without_isolates(text: str) -> str:
    """Return the text without what `isolated` put into it."""
    return text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "")


def quoted(text: str, language: str = "") -> str:
    """Return a quote in the quotation marks of its language; one that begins with a mark keeps its own."""
    if not text or text[0] in _QUOTATION_MARKS:
        return text
    opening, closing = _MARKS_OF_LANGUAGE.get(language.split("-")[0].lower(), ("“", "”"))
    return f"{opening}{text}{closing}"


def shortened(text: str, longest: int) -> str:
    """Return a text on one line, cut to so many letters with an ellipsis."""
    line = one_line(text)
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def sentences(*texts: str) -> str:
    """Return texts as sentences, each with a full stop where it does not end in a mark of its own."""
    ended = (text if text.endswith((".", "!", "?", "…", "”", "»")) else f"{text}." for text in texts if text)
    return " ".join(ended)


def _shown(text: str) -> str:
    return _QT_OWN.sub("\N{REPLACEMENT CHARACTER}", visible(text))
