"""What comes after the events: the bibliography, the texts of offline copies, the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from gui.printing.booklet_content import Content
from gui.printing.flow_blocks import Block, Face, Item, Run
from gui.reader.citing import joined
from gui.text import NO_BREAK_SPACE, isolated, one_line, paragraphs
from storage.citation import short_name
from storage.model import Reliability, Source
from storage.search import fold

_MOST_NUMBERS = 60
_FEWEST_WITH_LETTERS = 40


def bibliography_count(content: Content) -> int:
    """Return how many pieces the bibliography has: one for each source."""
    return len(content.cited)


def bibliography_item(content: Content, place: int, cited_in: Mapping[int, Sequence[int]]) -> Item:
    """Return the source at a place; `cited_in` maps numbers of sources to the places of the events that cite them."""
    shapes, source, number = content.shapes, content.cited[place], place + 1
    heading = () if place else (Block((Run("Sources", Face.PART),), shapes.part, anchor="sources"),)
    runs = content.citation_runs(source, Face.BODY)
    blocks = [Block(runs, shapes.entry, Run(str(number), Face.META_BOLD), anchor=f"source/{source.id}")]
    if remark := _remark(source):
        blocks.append(Block((Run(remark, Face.META_MUTED),), shapes.remark))
    blocks.append(Block(tuple(_cited(content, cited_in.get(number, ()))), shapes.remark))
    return Item((*heading, *blocks), keep=True)


def _cited(content: Content, places: Sequence[int]) -> Iterator[Run]:
    events = content.chosen.events
    yield Run("Cited in event " if len(places) == 1 else "Cited in events ", Face.META_MUTED)
    for count, place in enumerate(places[:_MOST_NUMBERS]):
        if count:
            yield Run(", ", Face.META_MUTED)
        yield Run(str(place + 1), Face.META, target=f"#event/{events[place].id}", ink="accent")
    more = len(places) - _MOST_NUMBERS
    yield Run(f" and {more:,} more." if more > 0 else ".", Face.META_MUTED)


def _remark(source: Source) -> str:
    """Return what a reader should know of a source beyond its citation."""
    traced = f"Goes back to {one_line(source.origin)}" if source.origin and source.origin != short_name(source) else ""
    trust = "" if source.reliability is Reliability.UNKNOWN else f"{source.reliability.capitalize()} reliability"
    note = source.csl.get("note")
    return joined((traced, trust, note if isinstance(note, str) else ""), " · ")


def copies_items(content: Content) -> Iterator[Item]:
    """Yield the texts of the offline copies that are wanted, by the numbers of their sources."""
    shapes = content.shapes
    yield Item((Block((Run("Offline copies", Face.PART),), shapes.part, anchor="copies"),))
    for number, source in enumerate(content.cited, start=1):
        text = content.options.copies.get(source.id, "")
        if not text:
            continue
        label = Run(str(number), Face.NUMBER)
        title = Block(
            (Run(content.short_citation(number), Face.TITLE),), shapes.title, label, anchor=f"copy/{source.id}"
        )
        fetched = source.copy.fetched if source.copy is not None else ""
        kept = f"As it was kept on {one_line(fetched)}" if fetched else "As it was kept"
        address = content.citation_runs(source, Face.META_MUTED)
        lines = [title, Block((Run(f"{kept}. ", Face.META_MUTED), *address), shapes.meta)]
        lines += [Block((Run(line, Face.NOTE),), shapes.copy) for line in paragraphs(text)]
        yield Item(tuple(lines))


def index_items(content: Content, pages: Mapping[int, Sequence[int]]) -> Iterator[Item]:
    """Yield the index of speakers and places; `pages` maps the numbers of names to pages from 1, in their order."""
    shapes = content.shapes
    yield Item((Block((Run("Index", Face.PART),), shapes.index_part, anchor="index"),))
    for title, is_place in (("Speakers", False), ("Places", True)):
        found = [number for number in content.index.entries(is_place=is_place) if pages.get(number)]
        if not found:
            continue
        heading = Block((Run(title, Face.TITLE),), shapes.index_kind)
        first = [heading]
        is_short = len(found) < _FEWEST_WITH_LETTERS
        for letter, numbers in groupby(found, key=lambda n: "" if is_short else _letter(content.index.names[n])):
            lines = [_entry(content, number, pages[number]) for number in numbers]
            if letter:
                first.append(Block((Run(letter, Face.LETTER),), shapes.letter))
            yield Item((*first, lines[0]))
            first = []
            for line in lines[1:]:
                yield Item((line,))


def _letter(name: str) -> str:
    folded = fold(name).lstrip("\"'“”„‘’«»(")
    first = folded[:1].upper()
    return first if first.isalpha() else "0–9" if first.isdigit() else "#"


def _entry(content: Content, number: int, pages: Sequence[int]) -> Block:
    runs = [Run(f"{isolated(content.index.names[number])}{NO_BREAK_SPACE} ", Face.META)]
    for count, (first, last) in enumerate(_stretches(pages)):
        if count:
            runs.append(Run(", ", Face.META))
        text = str(first) if first == last else f"{first}–{last}"
        runs.append(Run(text, Face.META, target=f"#booklet-page/{first}", ink="accent"))
    return Block(tuple(runs), content.shapes.index_line)


def _stretches(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield runs of pages: 4, 7–9."""
    first = last = 0
    for page in pages:
        if first and page == last + 1:
            last = page
            continue
        if first:
            yield first, last
        first = last = page
    if first:
        yield first, last
