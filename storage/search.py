"""Find events by the words that stand in them, in their statements and in their sources."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

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


def _statement_texts(statement: Statement) -> tuple[str, ...]:
    return (statement.quote, statement.paraphrase, statement.speaker, statement.role, *statement.via)


def _source_texts(source: Source) -> tuple[str, ...]:
    fields = (field_text(source.csl, key) for key in ("title", "container-title", "publisher"))
    return (*fields, *names(source.csl, "author"), source.origin)
