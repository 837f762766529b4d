"""Name sources, chains and figures in plain words: a citation, an outlet, who told whom, "more than 3,500"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from storage.csl import field_text, names, one_line
from storage.csl_date import date_words
from storage.model import Figure, Source, Statement
from storage.search import fold

LONGEST_LINK = 2048
_DOI = re.compile(r"10\.\d{4,9}/\S+")
# An address as it may be opened: printable ASCII without blanks, quotes and angle brackets.
_ADDRESS = re.compile(r"https?://[!#-;=?-\]_a-~]+", re.IGNORECASE)
# Kinds of items that stand in a larger work and are looked up by its publisher as well.
_PARTS_OF_BOOKS = frozenset({"chapter", "paper-conference", "entry", "entry-encyclopedia", "entry-dictionary"})


def citation(source: Source, locale: str = "en") -> str:
    """Return the source as one line of plain text: authors, “title”, outlet, date, address, day of access.

    Only what the item says is written; what it leaves out is left out. Dates are written in the locale.
    A citation ends with a full stop unless an address stands last. Characters that steer the direction of
    writing are not made visible here.
    """
    parts = [part for part in _parts(source, locale) if part]
    address, accessed = _address(source), _accessed(source, locale)
    if address and accessed:
        return ", ".join([*parts, f"{address} ({accessed})."])
    if address:
        return ", ".join([*parts, address])
    text = ", ".join([*parts, accessed] if accessed else parts) or short_name(source)
    return text if text.endswith((".", "…")) else f"{text}."


def _parts(source: Source, locale: str) -> Iterator[str]:
    csl = source.csl
    authors, title, outlet = _authors(source), field_text(csl, "title"), _outlet(source)
    yield authors
    # Quotes within quotes are single ones.
    yield f"“{title.translate({0x201C: '‘', 0x201D: '’'})}”" if title else ""
    yield outlet if fold(outlet) != fold(authors) else ""
    yield _numbered(field_text(csl, "volume"), "vol.")
    yield _numbered(field_text(csl, "issue"), "no.")
    yield _pages(field_text(csl, "page"))
    yield date_words(csl, "issued", locale)


def _authors(source: Source) -> str:
    if authors := names(source.csl, "author"):
        return _listed(authors)
    editors = names(source.csl, "editor")
    return f"{_listed(editors)} ({'ed.' if len(editors) == 1 else 'eds.'})" if editors else ""


def _listed(people: tuple[str, ...]) -> str:
    if len(people) > 3:
        return f"{people[0]} et al."
    return " and ".join(filter(None, (", ".join(people[:-1]), people[-1])))


def _outlet(source: Source) -> str:
    csl = source.csl
    container, publisher = field_text(csl, "container-title"), field_text(csl, "publisher")
    if container and one_line(csl.get("type")) not in _PARTS_OF_BOOKS:
        return container
    place = field_text(csl, "publisher-place")
    house = f"{place}: {publisher}" if place and publisher else publisher
    return ", ".join(filter(None, (container, house)))


def _numbered(number: str, word: str) -> str:
    return f"{word} {number}" if number else ""


def _pages(pages: str) -> str:
    several = re.search(r"[-–,&]", pages)
    return _numbered(re.sub(r"(?<=\d)-+(?=\d)", "–", pages), "pp." if several else "p.")


def _accessed(source: Source, locale: str) -> str:
    day = date_words(source.csl, "accessed", locale)
    if not day and source.copy:
        day = date_words({"fetched": source.copy.fetched}, "fetched", locale)
    return f"accessed {day}" if day else ""


def _address(source: Source) -> str:
    return link(source) or one_line(source.csl.get("URL"))


def link(source: Source) -> str:
    """Return the web address of the source, its DOI first, or "" where none may be opened.

    Only http and https, with a host, without a user name (which could pose as the host), within LONGEST_LINK.
    """
    doi = _DOI.search(one_line(source.csl.get("DOI")))
    return _opened(f"https://doi.org/{doi.group()}" if doi else "") or _opened(source.csl.get("URL"))


def _opened(address: object) -> str:
    if not isinstance(address, str) or len(address) > LONGEST_LINK:
        return ""
    address = address.strip()
    if not _ADDRESS.fullmatch(address):
        return ""
    try:
        parts = urlsplit(address)
        return address if parts.hostname and "@" not in parts.netloc else ""
    except ValueError:
        return ""


def short_name(source: Source) -> str:
    """Return what a reader calls the source: its outlet, publisher, first author, origin, title, or else its id."""
    csl = source.csl
    return (
        field_text(csl, "container-title")
        or field_text(csl, "publisher")
        or next(iter(names(csl, "author")), "")
        or one_line(source.origin)
        or field_text(csl, "title")
        or one_line(source.id)
    )


def chain(statement: Statement, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """Return who told whom: the speaker (or the role of one unnamed), the outlets between, the outlet that was read.

    Each name stands once, where it first appears; a source that is missing adds nothing.
    """
    source = sources.get(statement.source)
    links = (statement.speaker or statement.role, *statement.via, short_name(source) if source else "")
    seen: dict[str, str] = {}
    for name in map(one_line, links):
        if name:
            seen.setdefault(fold(name), name)
    return tuple(seen.values())


def figure_text(figure: Figure) -> str:
    """Return a figure with its qualifier, unit and what is counted: "more than 3,500 prisoners released".

    A bound alone without a qualifier reads "at least" or "up to"; bounds beside a value stand in brackets.
    """
    qualifier, number = one_line(figure.qualifier), ""
    low, high = (_number(bound) for bound in (figure.low, figure.high))
    span = f"{low}–{high}" if low and high else low or high
    one_sided = "" if low and high else "at least" if low else "up to"
    if figure.value is not None:
        bounds = " ".join(filter(None, (one_sided, span))) if span else ""
        number = " ".join(filter(None, (_number(figure.value), f"({bounds})" if bounds else "")))
    elif span:
        number = span
        qualifier = qualifier or one_sided
    return " ".join(filter(None, (qualifier, number, one_line(figure.unit), one_line(figure.counted))))


def _number(value: int | float | None) -> str:
    """Return a number with its thousands set apart; one beyond a float as a power of ten that it passes."""
    if value is None:
        return ""
    if isinstance(value, int) and abs(value) < 10**21:
        return f"{value:,}"
    try:
        return f"{float(value):,.12g}"
    except OverflowError:
        return "over 10^308" if value > 0 else "under −10^308"
