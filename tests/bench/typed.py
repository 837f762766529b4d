"""How long what is read at each keypress takes."""

from __future__ import annotations

import time
from pathlib import Path

from storage.dates.typed import Habits, read_typed
from storage.dates.words import Reader
from tests.bench.figure import Figure

_TABLE = Path(__file__).resolve().parents[1] / "storage" / "typed_dates.tsv"
_BASIS = "2024-12-08"
# What else the machine does takes its turns: the best of a few counts.
_ROUNDS = 3


def percentile(values: list[float], share: float) -> float:
    """Return the value that a share (0 to 1) of the values does not exceed."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def keypresses() -> list[str]:
    """Return what stands in a date field after every key, as the English phrases of the tests are typed."""
    rows = [line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    texts = [row[1] for row in rows if row[0] == "en"]
    return [text[:end] for text in texts for end in range(1, len(text) + 1)]


def dates_ms() -> list[float]:
    """Read a date after every keypress; return the milliseconds of each."""
    habits = Habits(century_from=1947, basis=_BASIS)
    read_typed("7 Dec 2024", habits)  # The first one loads the locale.
    times = []
    for text in keypresses():
        times.append(min(_once_ms(text, habits) for _ in range(_ROUNDS)))
    return times


def _once_ms(text: str, habits: Habits) -> float:
    # Nothing helps that was read a moment ago, though it would help somebody who types on.
    Reader.of(habits.locale).forget()
    began = time.perf_counter()
    read_typed(text, habits)
    return (time.perf_counter() - began) * 1e3


def measure() -> list[Figure]:
    """Measure reading a date that is half typed, or whole."""
    times = dates_ms()
    return [
        Figure("a date read, p99", percentile(times, 0.99), "ms", 2),
        Figure("  median", percentile(times, 0.5), "ms"),
    ]
