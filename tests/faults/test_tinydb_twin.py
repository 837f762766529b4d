"""Our TinyDB beside stock TinyDB."""

from __future__ import annotations

from pathlib import Path

from tests.faults import tinydb_twin


def test_random_calls_come_out_as_with_stock_tinydb(memory: Path, seed: int) -> None:
    tinydb_twin.run(memory, seed, rounds=3000)
