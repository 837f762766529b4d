"""How long it takes to lay a story out, to put an edit into the layout, and to find what a view shows."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from gui.timeline.layout.frame import build_frame
from gui.timeline.layout.laying import lay_out
from gui.timeline.layout.placed import Layout
from gui.timeline.layout.scale import Scale
from tests.bench import mix
from tests.bench.figure import Figure
from tests.bench.stories import words

LANES = 28
WIDTH_PX = 1920
STEPS = 200
EDITS = 40
HITS = 2000
BANDS = 12
_LAYOUT_S = {100_000: 0.6, 1_000_000: 4.0}


def measure(sizes: Sequence[int]) -> list[Figure]:
    """Measure stories of some sizes, in processor time of the thread that works."""
    return [figure for size in sizes for figure in _of_size(size)]


def _of_size(size: int) -> Iterator[Figure]:
    name = words(size)
    columns = mix.columns(mix.make(size))
    gc.collect()
    taken_s, layout = _timed(lambda: lay_out(columns, LANES))
    yield Figure(f"lay out {name} events", taken_s, "s", _LAYOUT_S.get(size, 4.0))
    banded = mix.columns(mix.make(size), BANDS)
    banded_s, _ = _timed(lambda: lay_out(banded, LANES, band_count=BANDS))
    yield Figure(f"lay out {name} events in {BANDS} bands", banded_s, "s", _LAYOUT_S.get(size, 4.0))
    yield Figure(
        f"longest wait beside, laying out {name}", _longest_wait_s(lambda: lay_out(columns, LANES)) * 1e3, "ms", 50
    )
    yield Figure(f"edit among {name} events", _edit_s(layout) * 1e3, "ms", 30)
    frames = [_timed(lambda scale=scale: _frame(layout, scale))[0] * 1e3 for scale in script()]  # type: ignore[misc]
    yield Figure(f"frame of {name} events, median", float(np.median(frames)), "ms", 1)
    yield Figure(f"frame of {name} events, p99", float(np.quantile(frames, 0.99)), "ms", 4)
    yield Figure(f"hit test among {name} events, p99", _hit_s(layout) * 1e6, "µs", 20)
    yield Figure(f"columns, lanes and index of {name} events", layout.nbytes / size, "B each", 64)


def script() -> Iterator[Scale]:
    """Yield the scales of 200 steps: into the story, along it, and half way out."""
    scale = Scale.fitting(mix.FIRST_S, mix.LAST_S, 40, WIDTH_PX - 200)
    for step in range(STEPS):
        move = step // 25 % 4
        if move in (0, 2):
            scale = scale.zoomed(1.15, 700)
        elif move == 1:
            scale = scale.panned(37)
        else:
            scale = scale.zoomed(1 / 1.12, 900)
        yield scale


def _frame(layout: Layout, scale: Scale) -> object:
    return build_frame(layout, scale, WIDTH_PX, lanes=np.arange(LANES + 2))


def _timed(work: Callable[[], object]) -> tuple[float, Layout]:
    start = time.thread_time()
    found = work()
    return time.thread_time() - start, found  # type: ignore[return-value]


def _edit_s(layout: Layout) -> float:
    entries = np.random.default_rng(1).integers(0, len(layout.columns), EDITS)
    one = [np.array([entry]) for entry in entries.tolist()]
    return float(np.median([_timed(lambda at=at: layout.changed(at, layout.columns.taken(at)))[0] for at in one]))  # type: ignore[misc]


def _hit_s(layout: Layout) -> float:
    frame = build_frame(layout, list(script())[120], WIDTH_PX, lanes=np.arange(LANES))
    times = []
    for number in range(HITS):
        start = time.perf_counter()
        frame.hit(number % LANES, number * 37 % WIDTH_PX)
        times.append(time.perf_counter() - start)
    return float(np.quantile(times, 0.99))


def _longest_wait_s(work: Callable[[], object]) -> float:
    """Return how long a thread that wants to run every millisecond waits at most while another works."""
    worker = threading.Thread(target=work)
    longest = 0.0
    worker.start()
    while worker.is_alive():
        start = time.perf_counter()
        time.sleep(0.001)
        longest = max(longest, time.perf_counter() - start)
    worker.join()
    return longest
