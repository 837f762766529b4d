"""What an edit comes to: changes that are made together, and the name under which they are undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from storage.changes import Change
from storage.plain_text import visible

_LONGEST_IN_NAME = 40


class Step(NamedTuple):
    """Changes for one `apply`, and the step's name. Those of a large story come one by one, and only once."""

    changes: Iterable[Change]
    name: str


def in_quotes(text: str) -> str:
    """Return text as a step's name quotes it: on one line, shortened, with everything visible."""
    shown = " ".join(visible(text[: _LONGEST_IN_NAME * 2], keep="").split())
    return f"“{shown if len(shown) <= _LONGEST_IN_NAME else shown[: _LONGEST_IN_NAME - 1] + '…'}”"


def counted(count: int, noun: str = "event") -> str:
    """Return "1 event", "12 events"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
