"""How long `main.py list` takes on the sample."""

from __future__ import annotations

from tests.bench.figure import SAMPLE, Figure, medians_s


def measure() -> list[Figure]:
    """Measure the whole process, from start to exit."""
    listing, bare = medians_s(["main.py", "list", str(SAMPLE)], ["-c", "pass"])
    return [Figure("list the sample (bare python: %.0f ms)" % (bare * 1000), listing, "s", 0.3)]
