"""What quick entry offers to complete, and what it knows of a speaker, from the words of the story that is open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gui.document import Document
from gui.editor.vocabularies import Vocabularies
from storage.citation import short_name
from storage.search import fold


class StoryWords:
    """The words of each kind, most used first."""

    def __init__(self, document: Document, vocabularies: Vocabularies) -> None:
        self._document = document
        self._vocabularies = vocabularies

    def __call__(self, kind: str) -> Sequence[str]:
        """Return the words of a kind: "place", "tag", "category", "speaker" or "source"."""
        if kind == "source":
            return self._sources()
        known = self._vocabularies.current
        return {
            "place": known.places,
            "tag": known.tags,
            "category": known.categories,
            "speaker": known.speakers,
        }.get(kind, ())

    def role_of(self, speaker: str) -> str:
        """Return the role that a speaker was given last, "" for none."""
        return self._vocabularies.current.role_of(speaker)

    def _sources(self) -> list[str]:
        """Return each source by its outlet, or by its key where several have that; then the outlets without one."""
        sources = {source.id: source for source in self._document.sources}
        named = Counter(fold(short_name(source)) for source in sources.values())
        known = self._vocabularies.current
        words = []
        for key in dict.fromkeys((*known.sources, *sources)):
            if key in sources:
                name = short_name(sources[key])
                words.append(name if named[fold(name)] == 1 else key)
        return list(dict.fromkeys((*words, *known.outlets)))
