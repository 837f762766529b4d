"""The seed of a run: printed, so that what was found can be found again. A folder in memory where there is one."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.disks import MEMORY


@pytest.fixture
def seed() -> int:
    """Return FAULTS_SEED where it is set, 1 under CI, else a new one every time; pytest shows it when a test fails."""
    chosen = int(os.environ.get("FAULTS_SEED") or (1 if "CI" in os.environ else time.time_ns() % 10**6))
    print(f"FAULTS_SEED={chosen}")
    return chosen


@pytest.fixture
def memory() -> Iterator[Path]:
    """Return an empty folder, in memory where the system has a place for that: for disks that are not waited for."""
    with TemporaryDirectory(dir=MEMORY) as folder:
        yield Path(folder)
