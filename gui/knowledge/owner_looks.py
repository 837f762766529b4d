"""One colour and one shape for each owner of figures, so that a grey print tells them apart too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from storage.ledger import Entry
from storage.model import Shape

ROLES = ("blue", "red", "teal", "plum", "olive", "indigo", "amber", "green")
SHAPES = (Shape.CIRCLE, Shape.SQUARE, Shape.TRIANGLE, Shape.DIAMOND, Shape.HEXAGON, Shape.CROSS, Shape.STAR)


class OwnerLook(NamedTuple):
    """The colour role and the shape of an owner's marks."""

    role: str
    shape: Shape


def owner_key(entry: Entry) -> str:
    """Return what tells an owner from the others; who cannot be told from another is one by themselves."""
    return entry.origin or f"\0{entry.event_id}\0{entry.statement_id}"


def owner_looks(entries: Iterable[Entry]) -> dict[str, OwnerLook]:
    """Return the looks of all owners by their keys, in the order of saying, who is undated first.

    What is said later changes none of them. Of more than 56 owners some look the same.
    """
    looks: dict[str, OwnerLook] = {}
    for entry in sorted(entries, key=lambda entry: entry.saying.second):
        place = len(looks)
        looks.setdefault(owner_key(entry), OwnerLook(ROLES[place % len(ROLES)], SHAPES[place % len(SHAPES)]))
    return looks
