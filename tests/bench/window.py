"""How long it takes until a large story is on the screen, and whether the window answers meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tests.bench import mix
from tests.bench.figure import ROOT, Figure, reader_environment
from tests.bench.stories import words

RUNS = 3
# Seconds beyond the import of pyqtgraph until a useful picture, and until everything is there.
_BOUNDS_S = {100_000: (1.0, 3.0), 1_000_000: (1.5, 8.0)}
_LONGEST_BLOCK_MS = 50


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure the first opening of a story, and later ones, which find its plot in the cache."""
    figures = []
    for size in sizes:
        if size >= min(_BOUNDS_S):
            with tempfile.TemporaryDirectory(prefix="bench-") as folder:
                figures += _of_size(Path(folder), size)
    return figures


def _of_size(folder: Path, size: int) -> list[Figure]:
    story = mix.write_story(folder / "story.timeline.json", size)
    first, again, imports = [], [], []
    for number in range(RUNS):
        home = folder / f"home{number}"
        imports.append(_import_s(home))
        first.append(_start(story, home))
        again.append(_start(story, home))
    useful_s, all_s = _BOUNDS_S.get(size, _BOUNDS_S[max(_BOUNDS_S)])
    import_s, figures = median(imports), []
    for name, runs in (("first", first), ("again", again)):
        noted = {key: median(run[key] for run in runs) for key in runs[0]}
        title = f"{words(size)} events, opened {name}:"
        figures += [
            Figure(f"{title} useful picture", noted["useful"] - import_s, "s", useful_s),
            Figure(f"{title} density of all events", noted["exact"] - import_s, "s"),
            Figure(f"{title} everything", noted["all"] - import_s, "s", all_s),
            Figure(f"{title} longest block", noted["longest_block_ms"], "ms", _LONGEST_BLOCK_MS),
        ]
    return figures


def _start(story: Path, home: Path) -> dict[str, float]:
    command = [sys.executable, "tests/bench/watched_window.py", str(story), str(time.time())]
    done = subprocess.run(command, cwd=ROOT, env=reader_environment(home), stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _import_s(home: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import pyqtgraph"], cwd=ROOT, env=reader_environment(home), check=True)
    return time.perf_counter() - start
