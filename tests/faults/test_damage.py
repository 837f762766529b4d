"""A journal is damaged."""

from __future__ import annotations

from pathlib import Path

from tests.faults import damage


def test_every_cut_of_a_journal_is_an_earlier_state_and_a_flipped_bit_is_reported(memory: Path, seed: int) -> None:
    damage.run(memory, seed, rounds=800)
