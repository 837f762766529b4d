"""Run the measurements and print one table; exit 1 when a bound is broken."""

from __future__ import annotations

import sys
from collections.abc import Callable

from tests.bench import dates, listing, startup
from tests.bench.figure import Figure

BENCHES: dict[str, Callable[[], list[Figure]]] = {
    "startup": startup.measure,
    "listing": listing.measure,
    "dates": dates.measure,
}


def row(figure: Figure) -> str:
    """Return one line of the table."""
    reference = f"{figure.reference:.3g} {figure.unit} ({figure.reference_name})" if figure.reference else "–"
    ratio = f"{figure.judged:.2f}" if figure.reference else "–"
    bound = f"≤ {figure.bound:g}" + ("x" if figure.reference else f" {figure.unit}")
    verdict = "ok" if figure.holds else "BROKEN"
    value = f"{figure.value:.3g} {figure.unit}"
    return f"{figure.name:<52} {value:>10}  {bound:>9}  {ratio:>6}  {verdict:<7} {reference}"


def main(names: list[str]) -> int:
    """Run the named measurements, or all."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no measurement “{unknown[0]}”; there are: {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    print(f"{'figure':<52} {'value':>10}  {'bound':>9}  {'ratio':>6}  {'':<7} reference")
    broken = False
    for name in names or list(BENCHES):
        for figure in BENCHES[name]():
            print(row(figure), flush=True)
            broken = broken or not figure.holds
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
