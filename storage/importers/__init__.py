"""Reads what is pasted about a source: an address, a DOI, or a record of BibTeX, RIS or CSL-JSON. No network.

A format is one file here and one line in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage.csl_fields import Csl
from storage.errors import CitationError
from storage.importers import bibtex, csl_json, doi, ris, url
from storage.pieces import Progress, unhurried

MOST_BYTES = 1_000_000
MOST_ITEMS = 2_000


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """One form of record: `recognises` tells at a glance whether a text is meant to be one, `read` may refuse it.

    `read` raises CitationError with a sentence that names the entry and the field; it is told how to tell of progress.
    """

    name: str
    recognises: Callable[[str], bool]
    read: Callable[[str, Progress], list[Csl]]


FORMATS = (
    CitationFormat("CSL-JSON", csl_json.recognises, csl_json.read),
    CitationFormat("BibTeX", bibtex.recognises, bibtex.read),
    CitationFormat("RIS", ris.recognises, ris.read),
    CitationFormat("DOI", doi.recognises, doi.read),
    CitationFormat("address", url.recognises, url.read),
)


def format_of(text: str) -> CitationFormat | None:
    """Return the form of record that a text is meant to be, None for plain words."""
    if len(text) > MOST_BYTES:
        return None
    text = text.strip().lstrip("\ufeff")
    return next((each for each in FORMATS if each.recognises(text)), None) if text else None


def read_citation(text: str, progress: Progress = unhurried) -> list[Csl]:
    """Return the items that a text describes; several DOIs or addresses stand on lines of their own.

    May run in another thread; what `progress` raises ends it. Raises CitationError where the text describes none, or
    one that cannot be read.
    """
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise CitationError("This is more than 1 MB of text; paste fewer records at once.")
    text = text.strip().lstrip("\ufeff")
    if not text:
        raise CitationError("Nothing was pasted.")
    known = format_of(text)
    if known is not None:
        return _bounded(known.read(text, progress))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    formats = [format_of(line) for line in lines[: MOST_ITEMS + 1]]
    if len(lines) > 1 and all(formats):
        pairs = zip(lines, formats, strict=False)
        return _bounded(
            [item for line, each in pairs if each is not None for item in each.read(line, progress)], len(lines)
        )
    raise CitationError("This is no web address, DOI, BibTeX, RIS or CSL-JSON record.")


def _bounded(items: list[Csl], count: int = 0) -> list[Csl]:
    if max(len(items), count) > MOST_ITEMS:
        raise CitationError(f"These are more than {MOST_ITEMS:,} records; paste fewer at once.")
    if not items:
        raise CitationError("No record is in this text.")
    return items
