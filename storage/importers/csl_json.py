"""Reads CSL-JSON: one item or a list of them, kept as they are."""

from __future__ import annotations

from typing import Any

from storage import strict_json
from storage.csl_fields import Csl
from storage.errors import CitationError, FormatError
from storage.pieces import Progress, unhurried
from storage.quoting import kind_of

_TEXTS = ("type", "title", "container-title", "publisher", "URL", "DOI")
_PEOPLE = ("author", "editor", "translator")


def recognises(text: str) -> bool:
    """Tell whether the text is meant to be JSON."""
    return text.startswith(("{", "[")) and text.endswith(("}", "]"))


def read(text: str, _progress: Progress = unhurried) -> list[Csl]:
    """Return the items. Raises CitationError, naming item and field."""
    try:
        value = strict_json.loads(text.encode("utf-8"), "The CSL-JSON")
    except UnicodeEncodeError:
        raise CitationError("The CSL-JSON holds half of a character; copy it anew.") from None
    except FormatError as error:
        raise CitationError(str(error)) from None
    if isinstance(value, dict) and isinstance(value.get("items"), list):
        value = value["items"]
    items = value if isinstance(value, list) else [value]
    return [_item(item, number) for number, item in enumerate(items, start=1)]


def _item(item: Any, number: int) -> Csl:
    if not isinstance(item, dict):
        raise CitationError(f"Item {number} must be an object, not {kind_of(item)}.")
    for key in _TEXTS:
        if not isinstance(item.get(key, ""), str):
            raise CitationError(f"Item {number}: {key} must be text, not {kind_of(item[key])}.")
    for key in _PEOPLE:
        people = item.get(key, [])
        if not isinstance(people, list) or not all(isinstance(person, dict) for person in people):
            raise CitationError(f"Item {number}: {key} must be a list of names.")
    for key in ("issued", "accessed"):
        if not isinstance(item.get(key, {}), dict | str):
            raise CitationError(f"Item {number}: {key} must be a date, not {kind_of(item[key])}.")
    if not any(item.get(key) for key in (*_TEXTS[1:], *_PEOPLE, "note", "id")):
        raise CitationError(f"Item {number} is empty: it has no title, author or address.")
    return item
