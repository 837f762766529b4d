"""Finds sources: by what one types of them, and those that a new one may be already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from storage.csl import field_text, names
from storage.model import Source
from storage.search import fold

NEARLY_THE_SAME = 92.0
"""How alike two titles are, 0 to 100, that may be one."""

_SHORTEST_TITLE = 12
# Texts, titles and places of sources that have gone are kept until they are this many times what there is.
_MOST_KEPT = 10
V = TypeVar("V")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
# What newsletters and networks hang onto an address, whatever page it leads to.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_cid|mc_eid|igshid|at_\w+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Twin:
    """A source that another one may be already, and why it is thought so."""

    source: Source
    why: str
    is_certain: bool = False


class SourceIndex:
    """The sources of a story, made ready to be looked through; what is asked for first takes its time once.

    `before` is the index of the story as it was: what it knows of sources that stayed is taken from there.
    """

    def __init__(self, sources: Sequence[Source], before: SourceIndex | None = None) -> None:
        self.sources = sources
        self.by_id: Mapping[str, Source] = {source.id: source for source in sources}
        self._texts: dict[str, str] | None = None
        self._titles: list[str] | None = None
        self._places: dict[str, Source] | None = None
        self._known: dict[tuple[str, int], tuple[Source, Any]] = {}
        if before is not None and len(before._known) <= _MOST_KEPT * (len(sources) + 1):
            self._known = before._known

    def find(self, typed: str, order: Iterable[str], most: int) -> list[Source]:
        """Return the sources in which every word typed stands, in an order of ids; none typed finds the first ones."""
        texts = self.texts
        ids = [source_id for source_id in order if source_id in texts]
        for word in fold(typed).split():
            ids = [source_id for source_id in ids if word in texts[source_id]]
        return [self.by_id[source_id] for source_id in ids[:most]]

    @property
    def texts(self) -> Mapping[str, str]:
        """Return by id what is looked for in a source: title, outlet, publisher, authors, address; folded."""
        if self._texts is None:
            self._texts = {source.id: self._once("text", source, _text) for source in self.sources}
        return self._texts

    def twin_of(self, csl: Mapping[str, Any], but: str = "") -> Twin | None:
        """Return the source that an item may be already, `but` for the one with that id."""
        for key, why in ((same_doi(csl), "the same DOI"), (same_url(csl), "the same address")):
            found = self.at_place(key)
            if found is not None and found.id != but:
                return Twin(found, why, True)
        return self._by_title(csl, but)

    def at_place(self, *places: str) -> Source | None:
        """Return a source that has what `same_doi` or `same_url` returned; "" is nobody's."""
        return next((self._by_place()[place] for place in places if place and place in self._by_place()), None)

    def outlet_of_host(self, host: str) -> str:
        """Return what the story calls the outlet at a host, where it always calls it the same; else ""."""
        outlets = {field_text(source.csl, "container-title") for source in self.sources if _host_of(source.csl) == host}
        return outlets.pop() if len(outlets) == 1 else ""

    def _once(self, what: str, source: Source, make: Callable[[Source], V]) -> V:
        """Return what is made of a source; made once for as long as the source stays as it is."""
        known = self._known.get((what, id(source)))
        if known is None or known[0] is not source:
            known = self._known[what, id(source)] = (source, make(source))
        made: V = known[1]
        return made

    def _by_place(self) -> Mapping[str, Source]:
        if self._places is None:
            self._places = {}
            for source in self.sources:
                for key in self._once("places", source, _places):
                    if key:
                        self._places.setdefault(key, source)
        return self._places

    def _by_title(self, csl: Mapping[str, Any], but: str) -> Twin | None:
        from rapidfuzz import fuzz, process  # Not before it is needed.

        title = fold(field_text(csl, "title"))
        if len(title) < _SHORTEST_TITLE:
            return None
        if self._titles is None:
            self._titles = [self._once("title", source, _title) for source in self.sources]
        for _, _, place in process.extract(
            title, self._titles, scorer=fuzz.ratio, score_cutoff=NEARLY_THE_SAME, limit=5
        ):
            source = self.sources[place]
            if source.id != but and _may_be_one(csl, source.csl):
                why = "the same title" if self._titles[place] == title else "nearly the same title"
                return Twin(source, why)
        return None


def same_doi(csl: Mapping[str, Any]) -> str:
    """Return what two items have alike that have one DOI; "" without one."""
    found = _DOI.search(field_text(csl, "DOI")) or _DOI.search(_doi_in(field_text(csl, "URL")))
    return f"doi:{found.group().lower()}" if found else ""


def same_url(csl: Mapping[str, Any]) -> str:
    """Return what two items have alike whose addresses lead to one page; "" without one."""
    text = field_text(csl, "URL")
    try:
        parts = urlsplit(text)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return ""
        query = _own_query(parts.query) if parts.query else ""
    except ValueError:
        return ""
    # An address with "#!" has its page behind the mark.
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return f"{_bare(parts.hostname)}{parts.path.rstrip('/')}?{query}#{fragment}"


def _own_query(query: str) -> str:
    return urlencode([pair for pair in parse_qsl(query, True, max_num_fields=200) if not _is_tracking(pair)])


def _is_tracking(pair: tuple[str, str]) -> bool:
    return _TRACKING.fullmatch(pair[0]) is not None


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").removeprefix("m.")


def _host_of(csl: Mapping[str, Any]) -> str:
    try:
        return _bare(urlsplit(field_text(csl, "URL")).hostname or "")
    except ValueError:
        return ""


def _doi_in(url: str) -> str:
    return url if re.match(r"https?://(dx\.)?doi\.org/", url, re.IGNORECASE) else ""


def _may_be_one(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether nothing speaks against two items of one title being the same: another outlet or DOI does."""
    outlets = {fold(outlet) for csl in (one, other) if (outlet := field_text(csl, "container-title"))}
    dois = {doi for csl in (one, other) if (doi := same_doi(csl))}
    return len(outlets) < 2 and len(dois) < 2


def _text(source: Source) -> str:
    fields = [field_text(source.csl, key) for key in ("title", "container-title", "publisher", "URL", "DOI")]
    return fold(" ".join([*fields, *names(source.csl, "author"), source.origin]))


def _title(source: Source) -> str:
    return fold(field_text(source.csl, "title"))


def _places(source: Source) -> tuple[str, str]:
    return same_doi(source.csl), same_url(source.csl)
