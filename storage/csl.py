"""Read a CSL-JSON item, whatever stands in it: every answer is a short text of one line, never an error."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

LONGEST_FIELD = 500
_PARTICLES = ("dropping-particle", "non-dropping-particle")


def one_line(value: object, longest: int = LONGEST_FIELD) -> str:
    """Return a text or a number as one line, cut with "…" where it is too long; anything else as ""."""
    if isinstance(value, str):
        # Cut before splitting: a line of many megabytes would be taken apart only to be thrown away.
        text = " ".join(value[: 4 * longest].split())
        return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return ""
    return str(value) if abs(value) < 10**18 else ""


def field_text(csl: Mapping[str, Any], key: str) -> str:
    """Return a field of the item as one line; some programs write it as a list, then its first text counts."""
    value = csl.get(key)
    if isinstance(value, list | tuple):
        value = next((entry for entry in value if one_line(entry)), "")
    return one_line(value)


def names(csl: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return the people of a field ("author", "editor") as they are spoken of: "Ada Lovelace", "BBC Monitoring"."""
    people = csl.get(key)
    if not isinstance(people, list | tuple):
        people = (people,)
    # A list of thousands is read only as far as a reader could look at it.
    read = (_name(person) for person in people[:100])
    return tuple(name for name in read if name)


def _name(person: object) -> str:
    if not isinstance(person, Mapping):
        return one_line(person) if isinstance(person, str) else ""
    if literal := one_line(person.get("literal")):
        return literal
    family = " ".join(filter(None, (one_line(person.get(part)) for part in (*_PARTICLES, "family"))))
    name = " ".join(filter(None, (one_line(person.get("given")), family)))
    suffix = one_line(person.get("suffix"))
    return f"{name} {suffix}" if name and suffix else name
