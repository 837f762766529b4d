"""A long row of actions."""

from __future__ import annotations

from pathlib import Path

from tests.faults import actions


def test_random_actions_come_out_as_in_a_model_in_memory(memory: Path, seed: int) -> None:
    actions.run(memory, seed, rounds=300)
