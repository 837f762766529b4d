"""The program is killed."""

from __future__ import annotations

from pathlib import Path

from tests.faults import kills


def test_a_killed_program_has_every_acknowledged_step(tmp_path: Path, seed: int) -> None:
    kills.run(tmp_path, seed, rounds=16)
