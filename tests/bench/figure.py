"""What a measurement returns, and how processes are timed side by side."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "samples" / "homs-2024.timeline.json"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value, with its bound and, where there is one, what it is compared with.

    Without a reference the bound is for the value; with one it is for value / reference. What is only there to be
    compared with has no bound.
    """

    name: str
    value: float
    unit: str
    bound: float = math.inf
    reference: float | None = None
    reference_name: str = ""

    @property
    def judged(self) -> float:
        """Return what the bound is held against."""
        return self.value if self.reference is None else self.value / self.reference

    @property
    def holds(self) -> bool:
        """Tell whether the figure is within its bound."""
        return self.judged <= self.bound


def reader_environment(home: Path) -> dict[str, str]:
    """Return the environment of a reader whose home is this folder, without a screen."""
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    # A reader's Python keeps what it has compiled; a developer's may be told not to.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        environment[f"XDG_{name}_HOME"] = str(home / name.lower())
    return environment


def run_python(arguments: Sequence[str], home: Path) -> float:
    """Run this interpreter on the offscreen platform and return the seconds from start to exit.

    Raises CalledProcessError when it fails.
    """
    environment = reader_environment(home)
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def medians_s(*commands: Sequence[str], runs: int = 9) -> list[float]:
    """Run each command in turn, `runs` times over, and return the median seconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for command in commands:
            run_python(command, home)  # The first run compiles and fills the disk cache.
        rounds = [[run_python(command, home) for command in commands] for _ in range(runs)]
    return [median(times) for times in zip(*rounds, strict=True)]
