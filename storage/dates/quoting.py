"""How a stranger's text is quoted in a sentence."""

from __future__ import annotations

_LONGEST = 48


def quoted(text: str) -> str:
    """Put text in quotes, shortened, with everything that does not print (controls, bidi marks) made visible."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return "'" + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in shown) + "'"
