"""Make of a quick line what a story keeps: the event, with the sources and the category that it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from storage.changes import Change, PutEvent, PutSource, PutStory
from storage.citation import short_name
from storage.csl import field_text, names
from storage.dates.quoting import quoted
from storage.dates.typed import Reading
from storage.editing.new_category import category_called, free_key, new_category
from storage.errors import EditError
from storage.model import Category, Event, Source, Statement, Story
from storage.quick_line import QuickLine
from storage.quick_parts import QuickStatement
from storage.search import fold
from storage.story_file import new_id

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
RoleOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Made:
    """An event as it would be added, and what else the same step has to add."""

    event: Event
    new_sources: tuple[Source, ...] = ()
    new_category: Category | None = None

    @property
    def name(self) -> str:
        """Return what the step is called."""
        return f"Add “{self.event.title}”"

    def changes(self, story: Story) -> list[Change]:
        """Return the step."""
        changes: list[Change] = [PutSource(source) for source in self.new_sources]
        if self.new_category is not None:
            changes.append(PutStory(replace(story, categories=(*story.categories, self.new_category))))
        return [*changes, PutEvent(self.event)]


def no_role(_speaker: str) -> str:
    """Know nobody's role."""
    return ""


def made_of(
    line: QuickLine, reading: Reading | None, story: Story, sources: Sequence[Source], role_of: RoleOf = no_role
) -> Made:
    """Return the event of a line whose date is meant in one way; a speaker without a role gets the one known.

    Without a reading the event has no date: it can be shown, not added. Raises EditError for a source that could be
    several ones of the story.
    """
    cited = _cited(line.sources, sources)
    ids = {name: source.id for name, source in cited.items()}
    category, new_category = _category(line.category, story)
    given = {said.speaker: said.role for said in line.statements if said.role}

    def roles(speaker: str) -> str:
        return given.get(speaker) or role_of(speaker)

    event = Event(
        id=new_id(),
        title=line.title,
        when=reading.edtf if reading else "",
        phrase=reading.phrase if reading else "",
        basis=reading.basis if reading else "",
        place=line.place,
        category=category,
        tags=line.tags,
        sources=tuple(dict.fromkeys(ids.values())),
        statements=tuple(_statement(said, ids, roles) for said in line.statements),
    )
    known = {source.id for source in sources}
    new = {source.id: source for source in cited.values() if source.id not in known}
    return Made(event, tuple(new.values()), new_category)


def sources_named(name: str, sources: Iterable[Source]) -> list[Source]:
    """Return the sources that a name can mean: by key, else by outlet, else by title, author or origin."""
    wanted = fold(name.strip())
    others = list(sources)
    for texts_of in (_keys, _outlets, _further_names):
        found = [source for source in others if wanted in map(fold, filter(None, texts_of(source)))]
        if found:
            return found
    return []


def _keys(source: Source) -> Iterable[str]:
    return source.id, *(key for key in (source.csl.get("id"), source.csl.get("citation-key")) if isinstance(key, str))


def _outlets(source: Source) -> Iterable[str]:
    return short_name(source), field_text(source.csl, "container-title"), field_text(source.csl, "publisher")


def _further_names(source: Source) -> Iterable[str]:
    url = source.csl.get("URL")
    own = url if isinstance(url, str) else ""
    return field_text(source.csl, "title"), *names(source.csl, "author"), source.origin, own


def _cited(cited: Iterable[str], sources: Sequence[Source]) -> dict[str, Source]:
    found: dict[str, Source] = {}
    all_sources = list(sources)
    for name in cited:
        known = source_named(name, all_sources)
        if known is None:
            all_sources.append(new_source(name, all_sources))
        found[name] = known or all_sources[-1]
    return found


def source_named(name: str, sources: Sequence[Source]) -> Source | None:
    """Return the source that a name means, None where there is none. Raises EditError where it could be several."""
    known = sources_named(name, sources)
    if len(known) > 1:
        keys = ", ".join(f"[{source.id}]" for source in known[:6])
        raise EditError(f"{quoted(name)} can be {len(known)} sources of this story; write one of {keys}.")
    return known[0] if known else None


def new_source(name: str, sources: Iterable[Source]) -> Source:
    """Return a source of which only a name or an address is known."""
    csl: dict[str, Any] = {"type": "article", "container-title": name}
    if _ADDRESS.fullmatch(name):
        csl = {"type": "webpage", "container-title": _host(name) or name, "URL": name}
    key = free_key(csl["container-title"], {source.id for source in sources})
    return Source(key, {"id": key, **csl})


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _category(name: str, story: Story) -> tuple[str, Category | None]:
    """Return the id of a category, and the category itself where the story has none of that id or name."""
    if not name:
        return "", None
    known = category_called(story, name)
    if known is not None:
        return known.id, None
    new = new_category(story, name)
    return new.id, new


def _statement(said: QuickStatement, ids: dict[str, str], role_of: RoleOf) -> Statement:
    return Statement(
        id=new_id(),
        stance=said.stance,
        speaker=said.speaker,
        role=role_of(said.speaker) if said.role is None else said.role,
        quote=said.quote,
        paraphrase=said.paraphrase,
        said=said.said,
        source=ids.get(said.source, ""),
        via=said.via,
    )
