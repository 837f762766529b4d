"""How long it takes until the sample is painted, beside a process that merely imports pyqtgraph."""

from __future__ import annotations

from tests.bench.figure import SAMPLE, Figure, medians_s


def measure() -> list[Figure]:
    """Measure from the start of the process to its end, which comes with the first paint of the timeline."""
    window = ["tests/bench/first_paint.py", str(SAMPLE)]
    painted, imported = medians_s(window, ["-c", "import pyqtgraph"])
    return [Figure("window of the sample painted", painted, "s", 1.5, imported, "import pyqtgraph")]
