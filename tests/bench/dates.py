"""How long it takes to read a date."""

from __future__ import annotations

import time
from statistics import median

from storage.dates import bounds, display, parse
from tests.bench.figure import Figure


def fresh_dates() -> list[str]:
    """Return 36,000 dates in many notations, none twice, so that no cache helps."""
    patterns = ("{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}T12:30:00Z", "{y}-{m:02}~/{y}-12-{d:02}?")
    days = [(year, month, day) for year in range(1000, 1100) for month in range(1, 13) for day in range(1, 29)]
    texts = [pattern.format(y=y, m=m, d=d) for pattern in patterns for y, m, d in days]
    return list(dict.fromkeys(texts))


def per_call_us(function: object, texts: list[str]) -> float:
    """Return the median microseconds a call over chunks of a thousand."""
    assert callable(function)
    chunks = []
    for start in range(0, len(texts), 1000):
        chunk = texts[start : start + 1000]
        began = time.perf_counter()
        for text in chunk:
            function(text)
        chunks.append((time.perf_counter() - began) / len(chunk) * 1e6)
    return median(chunks)


def measure() -> list[Figure]:
    """Measure reading, bounding and writing a date that was not seen before."""
    texts = fresh_dates()
    return [
        Figure("parse an EDTF date", per_call_us(parse, texts), "µs", 50),
        Figure("bounds of a date", per_call_us(bounds, texts), "µs", 100),
        Figure("a date in words", per_call_us(display, texts[::20]), "µs", 500),
    ]
