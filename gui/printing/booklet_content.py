"""What all pages of a booklet draw from: what is chosen, the numbers and citations of sources, the index. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from gui.printing.booklet_groups import Group, groups_of
from gui.printing.booklet_options import BookletOptions
from gui.printing.booklet_shapes import Shapes
from gui.printing.chosen import Chosen
from gui.printing.flow_blocks import Face, Run
from gui.printing.inks import Inks
from gui.reader.citing import date_in_words
from gui.text import isolated, one_line
from storage.citation import citation, link, short_name
from storage.csl import field_text
from storage.model import Source
from storage.origins import name_key
from storage.search import fold

LONGEST_NOTE = 330
"""Letters of a citation at the foot of a page; the bibliography has all of it."""
_LONGEST_SHORT_TITLE = 64


class Index:
    """The names that the index leads to, each with a number; the same name is one, however it is written."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.is_place: list[bool] = []
        self._keys: dict[tuple[bool, str], int] = {}

    def speaker(self, name: str) -> int:
        """Return the number of one who says something."""
        return self._number(name, is_place=False)

    def place(self, name: str) -> int:
        """Return the number of a place."""
        return self._number(name, is_place=True)

    def entries(self, *, is_place: bool) -> list[int]:
        """Return the numbers of speakers or places in the order of the alphabet."""
        chosen = (number for number, kind in enumerate(self.is_place) if kind is is_place)
        return sorted(chosen, key=lambda number: (fold(self.names[number]), self.names[number]))

    def _number(self, name: str, *, is_place: bool) -> int:
        key = (is_place, name_key(name))
        number = self._keys.get(key)
        if number is None:
            number = self._keys[key] = len(self.names)
            self.names.append(one_line(name))
            self.is_place.append(is_place)
        return number


@dataclass
class Content:
    """The story as it is printed. What is worked out once is kept; blocks are made anew whenever a page needs them."""

    chosen: Chosen
    options: BookletOptions
    inks: Inks
    shapes: Shapes

    def __post_init__(self) -> None:
        # Statements of a day are many.
        self.date = lru_cache(maxsize=1 << 12)(date_in_words)
        self.index = Index()
        self._marks: dict[int, Run] = {}
        self.short_citation = lru_cache(maxsize=1 << 12)(self._short_citation)

    @cached_property
    def groups(self) -> list[Group]:
        """Return the events under their headings."""
        chosen = self.chosen
        return groups_of(chosen.events, chosen.story.categories, self.options.grouping, chosen.zone)

    @cached_property
    def order(self) -> list[tuple[int, str]]:
        """Return the places of the events in the order of the booklet, with the heading that begins there or ""."""
        return [
            (place, "" if number else group.label) for group in self.groups for number, place in enumerate(group.places)
        ]

    @cached_property
    def group_labels(self) -> list[str]:
        """Return the heading that each event stands under, in the order of the booklet."""
        return [group.label for group in self.groups for _ in group.places]

    @cached_property
    def cited(self) -> tuple[Source, ...]:
        """Return the sources that are cited, in the order of their numbers."""
        return tuple(self.chosen.sources[source_id] for source_id in self.chosen.source_numbers)

    def source_number(self, source_id: str) -> int:
        """Return the number of a source, 0 for one that the story does not have."""
        return self.chosen.source_numbers.get(source_id, 0)

    def mark(self, number: int) -> Run:
        """Return the raised number of a source: its footnote, which leads on, comes on the same page."""
        found = self._marks.get(number)
        if found is None:
            found = self._marks[number] = Run(str(number), Face.MARK, note=number)
        return found

    def citation_runs(self, source: Source, face: Face, longest: int = 0) -> tuple[Run, ...]:
        """Return a citation with its address as a link, cut to `longest` letters (0: never)."""
        text, address = one_line(citation(source)), link(source)
        if longest and len(text) > longest:
            text = text[: longest - 1].rstrip() + "…"
        before, found, after = text.rpartition(address) if address else ("", "", text)
        if not found:
            return (Run(isolated(text), face, target=address),)
        runs = Run(isolated(before), face), Run(found, face, target=address, ink="accent"), Run(after, face)
        return tuple(run for run in runs if run.text)

    def _short_citation(self, number: int) -> str:
        """Return what a source that was cited in full is called afterwards: its outlet and title."""
        source = self.cited[number - 1]
        name, title = one_line(short_name(source)), one_line(field_text(source.csl, "title"))
        if len(title) > _LONGEST_SHORT_TITLE:
            title = title[: _LONGEST_SHORT_TITLE - 1].rstrip() + "…"
        quoted = f"“{title}”" if title and title != name else ""
        return ", ".join(filter(None, (isolated(name), isolated(quoted)))) + "."
