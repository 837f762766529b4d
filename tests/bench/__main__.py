"""Run the measurements and print one table; exit 1 when a bound is broken.

`python -m tests.bench [NAME ...] [--size EVENTS ...]`
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Sequence
from functools import partial

from tests.bench import (
    axis,
    bulk,
    dates,
    editing,
    entering,
    frames,
    hands,
    inserting,
    known,
    layout,
    listing,
    opening,
    print_desk,
    printing,
    saving,
    slider,
    sources,
    startup,
    two_times,
    typed,
    window,
)
from tests.bench.figure import Figure
from tests.bench.stories import SIZES

BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "startup": startup.measure,
    "listing": listing.measure,
    "dates": dates.measure,
    "axis": axis.measure,
    "typing": typed.measure,
    "printing": printing.measure,
    "print_desk": print_desk.measure,
}
# What is measured on stories of several sizes.
SIZED: dict[str, Callable[[Sequence[int]], list[Figure]]] = {
    "opening": opening.measure,
    "inserting": inserting.measure,
    "saving": saving.measure,
    "frames": frames.measure,
    "editing": editing.measure,
    "hands": hands.measure,
    "bulk": bulk.measure,
    "entering": entering.measure,
    "window": window.measure,
    "layout": layout.measure,
    "sources": sources.measure,
    "known": known.measure,
    "two_times": two_times.measure,
    "slider": slider.measure,
}


def row(figure: Figure) -> str:
    """Return one line of the table."""
    reference = f"{figure.reference:.3g} {figure.unit} ({figure.reference_name})" if figure.reference else "–"
    ratio = f"{figure.judged:.2f}" if figure.reference else "–"
    bound = f"≤ {figure.bound:g}" + ("x" if figure.reference else f" {figure.unit}")
    verdict = "ok" if figure.holds else "BROKEN"
    if math.isinf(figure.bound):
        bound, verdict = "–", ""
    value = f"{figure.value:.3g} {figure.unit}"
    return f"{figure.name:<52} {value:>10}  {bound:>9}  {ratio:>6}  {verdict:<7} {reference}"


def main(arguments: list[str]) -> int:
    """Run the named measurements, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    every = [*BENCHES, *SIZED]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure: {', '.join(every)}; else all")
    parser.add_argument("--size", type=int, nargs="+", default=SIZES, help="events in a story, where it matters")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.names if name not in every]
    if unknown:
        print(f"There is no measurement “{unknown[0]}”; there are: {', '.join(every)}.", file=sys.stderr)
        return 2
    measures: dict[str, Callable[[], list[Figure]]] = dict(BENCHES)
    measures |= {name: partial(measure, chosen.size) for name, measure in SIZED.items()}
    print(f"{'figure':<52} {'value':>10}  {'bound':>9}  {'ratio':>6}  {'':<7} reference")
    broken = False
    for name in chosen.names or every:
        for figure in measures[name]():
            print(row(figure), flush=True)
            broken = broken or not figure.holds
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
