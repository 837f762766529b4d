"""Names of files and kinds of values inside a sentence."""

from __future__ import annotations

from pathlib import Path

from storage.plain_text import visible


def named(path: Path) -> str:
    """Return a path as a sentence may name it: on one line, with nothing that steers a terminal."""
    return visible(str(path), keep="")


def kind_of(value: object) -> str:
    """Return what a JSON value is, in words: "text", "a number", "a list", ..."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "text"
    if isinstance(value, (int, float)):
        return "a number"
    return "a list" if isinstance(value, (list, tuple)) else "an object"
