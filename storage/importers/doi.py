"""Reads a DOI however it is written: bare, behind "doi:", or as an address."""

from __future__ import annotations

import re
from urllib.parse import unquote

from storage.csl_fields import Csl
from storage.dates.quoting import quoted
from storage.errors import CitationError
from storage.pieces import Progress, unhurried

_LONGEST = 300
_SPELLING = re.compile(
    r"(?:https?://(?P<site>(?:www\.|dx\.)?doi\.org/)|(?:info:|urn:)?doi\s*[:/]?\s*(?:https?://(?:dx\.)?doi\.org/)?)?"
    r"(?P<doi>10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)",
    re.IGNORECASE,
)


def recognises(text: str) -> bool:
    """Tell whether the text is one DOI, and nothing else."""
    return len(text) <= 2 * _LONGEST and _SPELLING.fullmatch(text) is not None


def read(text: str, _progress: Progress = unhurried) -> list[Csl]:
    """Return the item; what kind of work it is cannot be told without a network. Raises CitationError."""
    return [{"type": "document", "DOI": plain_doi(text)}]


def plain_doi(text: str) -> str:
    """Return the DOI alone. Raises CitationError."""
    found = _SPELLING.fullmatch(text.strip()) if len(text) <= 2 * _LONGEST else None
    if found is None:
        raise CitationError(f"{quoted(text)} is no DOI.")
    doi = found["doi"]
    if found["site"]:
        doi = unquote(doi.partition("?")[0].partition("#")[0])
    doi = _without_sentence(doi)
    if not doi.isprintable() or " " in doi or len(doi) > _LONGEST:
        raise CitationError(f"{quoted(text)} is no DOI.")
    return doi


def _without_sentence(doi: str) -> str:
    """Leave out what belongs to the sentence that the DOI stood in."""
    while doi[-1] in ".,;:!?\"'”’»" or (doi[-1] in ")]>}" and doi.count(doi[-1]) > doi.count(_OPENING[doi[-1]])):
        doi = doi[:-1]
    return doi


_OPENING = {")": "(", "]": "[", ">": "<", "}": "{"}
