"""How long it takes to read a date."""

from __future__ import annotations

import time
from functools import partial
from statistics import median

from storage.dates import bounds, display, parse, stretch
from tests.bench.figure import Figure


def fresh_dates() -> list[str]:
    """Return 36,000 dates in many notations, none twice, so that no cache helps."""
    patterns = ("{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02}T12:30:00Z", "{y}-{m:02}~/{y}-12-{d:02}?")
    days = [(year, month, day) for year in range(1000, 1100) for month in range(1, 13) for day in range(1, 29)]
    texts = [pattern.format(y=y, m=m, d=d) for pattern in patterns for y, m, d in days]
    return list(dict.fromkeys(texts))


def usual_dates() -> list[str]:
    """Return 50,000 dates as most stories have them, none twice."""
    patterns = (
        "{y}",
        "{y}-{m:02}",
        "{y}-{m:02}-{d:02}",
        "{y}-{m:02}-{d:02}T12:30:00Z",
        "{y}-{m:02}-{d:02}T12:30+03:00",
    )
    patterns += ("{y}-{m:02}-{d:02}T07:15", "{y}-{m:02}/{y}-12-{d:02}")
    days = [(year, month, day) for year in range(1990, 2020) for month in range(1, 13) for day in range(1, 29)]
    return list(dict.fromkeys(pattern.format(y=y, m=m, d=d) for y, m, d in days for pattern in patterns))


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
    texts, usual = fresh_dates(), usual_dates()
    others = [f"{text}?" for text in texts if len(text) <= 10]
    return [
        Figure("parse an EDTF date", per_call_us(parse, texts), "µs", 50),
        Figure("bounds of a date", per_call_us(bounds, texts), "µs", 100),
        Figure("stretch of a usual date", per_call_us(partial(stretch, zone="UTC", forever=False), usual), "µs", 2),
        Figure("  in a time zone", per_call_us(partial(stretch, zone="Europe/Paris", forever=False), usual), "µs", 6),
        Figure("  of any other date", per_call_us(partial(stretch, zone="UTC", forever=False), others), "µs", 100),
        Figure("a date in words", per_call_us(display, texts[::20]), "µs", 500),
    ]
