"""How much a story holds, counted in the raw rows."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from storage.snapshot import Snapshot


@dataclass(frozen=True, slots=True, order=True)
class Counts:
    """Numbers of rows, whether or not each can be shown."""

    events: int = 0
    statements: int = 0
    sources: int = 0

    def __str__(self) -> str:
        counts = ((self.events, "event"), (self.statements, "statement"), (self.sources, "source"))
        return ", ".join(f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s" for number, noun in counts)


class _Event(msgspec.Struct):
    statements: list[msgspec.Raw] = []


_decoder = msgspec.json.Decoder(_Event)


def count(state: Snapshot) -> Counts:
    """Return how many events, statements and sources a state holds."""
    events = state.tables.get("events", {})
    statements = sum(map(_statements, events.values()))
    return Counts(len(events), statements, len(state.tables.get("sources", {})))


def _statements(raw: msgspec.Raw) -> int:
    try:
        return len(_decoder.decode(raw).statements)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return 0
