"""What steps and the status line call the events that they are about: “Homs falls”, "3 events"."""

from __future__ import annotations

from collections.abc import Sequence

from gui.text import one_line
from storage.model import Event

_LONGEST_NAME = 60


def quoted_title(event: Event) -> str:
    """Return an event's title in quotation marks, on one line."""
    return f"“{one_line(event.title) or 'Untitled event'}”"


def these(events: Sequence[Event]) -> str:
    """Return the title of one event, or how many there are."""
    return quoted_title(events[0]) if len(events) == 1 else f"{len(events):,} events"


def shortened(name: str) -> str:
    """Return as much of a name as has room in a menu or the status line."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…{'”' if name.endswith('”') else ''}"
