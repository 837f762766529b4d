"""Events for the tests of what was said, each statement in a short notation."""

from __future__ import annotations

import re

from storage.dates import bounds
from storage.model import Event, Source, Stance, Statement

STANCES = dict(zip("APDNC", Stance, strict=True))
_NOTATION = re.compile(r"([APDNC]) ?([^@!]*)(?:@([^>!]*))?((?:>[^>!]+)*)(?:!(.*))?")


def source(name: str, outlet: str, origin: str = "", issued: str = "2024-12-01") -> Source:
    csl: dict[str, object] = {"container-title": outlet}
    return Source(name, {**csl, "issued": {"edtf": issued}} if issued else csl, origin)


ALL = (
    source("bbc", "BBC News"),
    source("cnn", "CNN", "Reuters"),
    source("sky", "Sky", "reuters"),
    source("times", "The Times", "REUTERS", "2024-12-03"),
    source("post", "Post", "Réuters"),
    source("herald", "Herald", "the Reuters", ""),
    source("nyt", "The New York Times", issued="2024-12-20"),
    source("blog", "Blog", issued=""),
)
SOURCES = {each.id: each for each in ALL}


def statement(text: str, number: int = 0) -> Statement:
    """Return "A Ghani@bbc>CBS>BBC News!2024-12-07": asserted by Ghani, in a source, through outlets, on a day."""
    found = _NOTATION.fullmatch(text)
    assert found is not None, text
    letter, speaker, source_id, via, said = found.groups()
    chain = tuple(filter(None, via.split(">")))
    stance = STANCES[letter]
    return Statement(f"s{number}", stance, speaker.strip(), source=source_id or "", via=chain, said=said or "")


def event(*texts: str, sources: tuple[str, ...] = (), **fields: str) -> Event:
    statements = tuple(statement(text, number) for number, text in enumerate(texts))
    return Event(
        fields.pop("id", "e"), "Who holds Homs?", "2024-12-07", sources=sources, statements=statements, **fields
    )


def end_of(day: str) -> int:
    latest_s = bounds(day).latest_s
    assert latest_s is not None
    return latest_s
