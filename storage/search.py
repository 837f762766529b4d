"""Find events by the words that stand in them, in their statements and in their sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from storage.csl import field_text, names
from storage.model import Event, Source, Statement

# What a keyboard has in place of the signs that print has, and letters that Unicode does not take apart.
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
    }
)  # fmt: skip


class _Seen(dict[int, str]):
    """What searching sees of a character, by its code; worked out when a character is met for the first time."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        hidden = unicodedata.combining(char) or unicodedata.category(char) == "Cf"
        self[code] = "" if hidden else char
        return self[code]


_SEEN = _Seen(_PLAIN)
_as_anything = msgspec.json.Decoder()
# To look for more sources in a row takes longer than to read it.
_MOST_LOOKED_FOR = 20


def fold(text: str) -> str:
    """Return the text as searching and comparing see it: no case, no accents, no invisible characters."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return apart.translate(_SEEN)


class Matcher:
    """A question of one or more words: an event matches when every word stands somewhere in it.

    A word may be part of a longer one; case and accents make no difference. No words match every event.
    """

    def __init__(self, text: str, sources: Mapping[str, Source]) -> None:
        self._words = tuple(dict.fromkeys(fold(text).split()))
        self._sources = sources
        self._folded_sources: dict[str, str] = {}
        self._holders: dict[str, tuple[str, ...]] = {}

    def may_match(self, row: bytes) -> bool:
        """Tell whether an event may match by the bytes of its row; where not, it need not be read."""
        text = folded_row(row) if self._words else None
        return text is None or all(word in text or self._is_cited(word, text) for word in self._words)

    def _is_cited(self, word: str, row: str) -> bool:
        """Tell whether a source in which a word stands may be named in a folded row."""
        if word not in self._holders:
            self._holders[word] = tuple(fold(one) for one in self._sources if word in self._source_text(one))
        holders = self._holders[word]
        return len(holders) > _MOST_LOOKED_FOR or any(source_id in row for source_id in holders)

    def matches(self, event: Event) -> bool:
        """Tell whether every word stands in the event, its statements or its sources."""
        missing = self._words
        for text in self._texts(event):
            if not missing:
                return True
            missing = tuple(word for word in missing if word not in text)
        return not missing

    def _texts(self, event: Event) -> Iterator[str]:
        """Yield the folded texts of an event, the cheap ones first."""
        yield fold("\n".join((event.title, event.place, event.phrase, *event.tags, event.text)))
        for statement in event.statements:
            yield fold("\n".join(_statement_texts(statement)))
        for source_id in dict.fromkeys((*event.sources, *(statement.source for statement in event.statements))):
            yield self._source_text(source_id)

    def _source_text(self, source_id: str) -> str:
        if source_id not in self._folded_sources:
            source = self._sources.get(source_id)
            self._folded_sources[source_id] = fold("\n".join(_source_texts(source))) if source else ""
        return self._folded_sources[source_id]


def folded_row(row: bytes) -> str | None:
    """Return all that stands in a row of JSON, folded, and maybe more; None where it cannot be told."""
    if b"\\" not in row and row.isascii():
        return row.decode("ascii").lower()
    try:
        return fold("\n".join(_texts_in(_as_anything.decode(row))))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _texts_in(value: Any) -> Iterator[str]:
    if type(value) is str:
        yield value
    elif type(value) is dict or type(value) is list:
        for member in value.values() if type(value) is dict else value:
            yield from _texts_in(member)


def _statement_texts(statement: Statement) -> tuple[str, ...]:
    return (statement.quote, statement.paraphrase, statement.speaker, statement.role, *statement.via)


def _source_texts(source: Source) -> tuple[str, ...]:
    fields = (field_text(source.csl, key) for key in ("title", "container-title", "publisher"))
    return (*fields, *names(source.csl, "author"), source.origin)
