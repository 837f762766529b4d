"""Reads a web address: what is certain of the page is its address and the host that it lies on."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from storage.citation import LONGEST_LINK
from storage.csl_fields import Csl
from storage.dates.quoting import quoted
from storage.errors import CitationError
from storage.pieces import Progress, unhurried

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# What an address may hold as it stands; "%" has been written for something already.
_KEPT = "/?#[]@!$&'()*+,;=:%~-._"


def recognises(text: str) -> bool:
    """Tell whether the text is one address, and nothing else."""
    return _ADDRESS.fullmatch(text) is not None


def read(text: str, _progress: Progress = unhurried) -> list[Csl]:
    """Return the page. Raises CitationError for an address that may not be opened."""
    address = plain_address(text if "://" in text[:8] else f"https://{text}")
    host = urlsplit(address).hostname or ""
    return [{"type": "webpage", "container-title": host.removeprefix("www."), "URL": address}]


def plain_address(text: str) -> str:
    """Return the address in ASCII, as links are written. Raises CitationError."""
    if len(text) > LONGEST_LINK:
        raise CitationError(f"The address {quoted(text)} has more than {LONGEST_LINK:,} characters.")
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = f":{parts.port}" if parts.port is not None else ""
        path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    except ValueError:
        raise CitationError(f"{quoted(text)} is no address that can be opened.") from None
    if "@" in parts.netloc:
        raise CitationError(f"The address {quoted(text)} holds a user’s name before its host; leave that out.")
    # A host of figures and colons stands in brackets.
    host = f"[{host}]" if ":" in host else host
    if not re.fullmatch(r"[\[\]a-z0-9.:_-]+", host) or not text.isprintable():
        raise CitationError(f"{quoted(text)} is no address that can be opened.")
    return urlunsplit((parts.scheme.lower(), host + port, path, query, fragment))
