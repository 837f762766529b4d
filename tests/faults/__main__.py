"""Run the full forms: `python -m tests.faults [NAME ...] [--rounds N] [--seed N]`; a line each, exit 1 on a loss."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults import actions, damage, edits_killed, kills, power, refusals, tinydb_twin, writers
from tests.faults.disks import MEMORY


@dataclass(frozen=True, slots=True)
class Fault:
    """A test's full form: how many rounds, what a round is, and where its files are."""

    run: Callable[[Path, int, int], str]
    rounds: int
    what: str
    folder: str | None = MEMORY


FAULTS = {
    "kills": Fault(kills.run, 1000, "kills", folder=None),
    "edits": Fault(edits_killed.run, 35, "edits, each kind once, killed as they return", folder=None),
    "power": Fault(power.run, 20_000, "states after a power cut"),
    "refusals": Fault(refusals.run, 5, "pieces of work, refused at every step"),
    "damage": Fault(damage.run, 10**6, "flipped bits at most, besides every truncation"),
    "writers": Fault(writers.run, 60, "seconds", folder=None),
    "outside": Fault(writers.run_outside, 1000, "changes from outside"),
    "actions": Fault(actions.run, 10_000, "actions"),
    "tinydb": Fault(tinydb_twin.run, 50_000, "calls"),
}


def main(arguments: list[str]) -> int:
    """Run the named tests, or all."""
    names = ", ".join(f"{name} ({fault.rounds} {fault.what})" for name, fault in FAULTS.items())
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=f"The tests: {names}.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="what to run; all where none is given")
    parser.add_argument("--rounds", type=int, help="how many rounds instead of each one's own number")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6, help="what the dice start with")
    chosen = parser.parse_args(arguments)
    for name in chosen.names:
        if name not in FAULTS:
            parser.error(f"there is no test “{name}”; there are: {', '.join(FAULTS)}")
    lost = False
    for name in chosen.names or FAULTS:
        lost = not _passes(name, chosen.seed, chosen.rounds or FAULTS[name].rounds) or lost
    return 1 if lost else 0


def _passes(name: str, seed: int, rounds: int) -> bool:
    start = time.monotonic()
    try:
        with TemporaryDirectory(dir=FAULTS[name].folder) as folder:
            words = FAULTS[name].run(Path(folder), seed, rounds)
    except AssertionError as error:
        words = f"LOST: {error}"
    print(f"{name:<9} seed {seed}, {time.monotonic() - start:4.0f} s: {words}", flush=True)
    return not words.startswith("LOST")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
