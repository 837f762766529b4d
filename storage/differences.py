"""What differs between two states of a story, in words that a reader knows: titles, not rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import msgspec

from storage.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or a source as it is named in a list."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Entries that came, went and changed on the way from the old state to the new one, in the order of their rows."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs: `about` names fields of the story's own row, `others` tables that this version does not know."""

    events: Changes
    sources: Changes
    about: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(len(self.events) or len(self.sources) or self.about or self.others)


def differences(old: Snapshot, new: Snapshot) -> Differences:
    """Return what came, went and changed from the old state to the new one. Nothing raises."""
    ours = ("about", "events", "sources")
    names = [name for name in {**old.tables, **new.tables} if name not in ours]
    others = [name for name in names if not _same_rows(old.tables.get(name, {}), new.tables.get(name, {}))]
    keys = [key for key in {**old.others, **new.others} if not _same(old.others.get(key), new.others.get(key))]
    return Differences(
        _changes(old, new, "events"), _changes(old, new, "sources"), _fields(old, new), tuple(others + keys)
    )


def _changes(old: Snapshot, new: Snapshot, table: str) -> Changes:
    before, after = _by_id(old, table), _by_id(new, table)
    return Changes(
        tuple(_entry(key, raw) for key, raw in after.items() if key not in before),
        tuple(_entry(key, raw) for key, raw in before.items() if key not in after),
        tuple(_entry(key, raw) for key, raw in after.items() if key in before and not _same(before[key], raw)),
    )


class _OnlyId(msgspec.Struct):
    id: str = ""


_only_id = msgspec.json.Decoder(_OnlyId)


def id_of(raw: msgspec.Raw) -> str:
    """Return the id that stands in a raw row, "" for none."""
    try:
        return _only_id.decode(raw).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # A lone surrogate, which msgspec does not take, or a row of a wrong shape.
        document = _value(raw)
        found = document.get("id") if isinstance(document, dict) else None
        return found if isinstance(found, str) else ""


def title_of(raw: msgspec.Raw) -> str:
    """Return what a raw row is called: an event's title, a source's title, outlet or id."""
    document = _value(raw)
    if not isinstance(document, dict):
        return ""
    csl = document.get("csl")
    names = [document.get("title")]
    names += [csl.get(key) for key in ("title", "container-title", "publisher", "URL")] if isinstance(csl, dict) else []
    return next((name for name in (*names, document.get("id")) if isinstance(name, str) and name.strip()), "")


def _by_id(state: Snapshot, table: str) -> dict[str, msgspec.Raw]:
    """Return the rows by id; a row without one goes by its number."""
    rows = state.tables.get(table, {})
    found: dict[str, msgspec.Raw] = {}
    for number in sorted(rows):
        found.setdefault(id_of(rows[number]) or f"#{number}", rows[number])
    return found


def _entry(key: str, raw: msgspec.Raw) -> Entry:
    return Entry(key, title_of(raw))


def _fields(old: Snapshot, new: Snapshot) -> tuple[str, ...]:
    before, after = (_about(state) for state in (old, new))
    nothing = object()
    return tuple(key for key in {**before, **after} if before.get(key, nothing) != after.get(key, nothing))


def _about(state: Snapshot) -> dict[str, Any]:
    rows = state.tables.get("about", {})
    value = _value(rows[min(rows)]) if rows else {}
    return value if isinstance(value, dict) else {}


def _same_rows(old: dict[int, msgspec.Raw], new: dict[int, msgspec.Raw]) -> bool:
    return old.keys() == new.keys() and all(_same(raw, new[number]) for number, raw in old.items())


def _same(old: msgspec.Raw | None, new: msgspec.Raw | None) -> bool:
    if old is None or new is None:
        return old is new
    # Other spaces or another order of keys are no difference to a reader.
    return bytes(old) == bytes(new) or _value(old) == _value(new)


def _value(raw: msgspec.Raw) -> Any:
    try:
        return json.loads(bytes(raw))
    except (ValueError, RecursionError):
        return bytes(raw)
