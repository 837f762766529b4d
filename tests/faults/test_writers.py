"""Others work on the same file."""

from __future__ import annotations

from pathlib import Path

from tests.faults import writers


def test_of_two_programs_that_edit_at_once_neither_loses_anything(tmp_path: Path, seed: int) -> None:
    writers.run(tmp_path, seed, rounds=3)


def test_a_change_from_outside_and_ours_are_both_kept(tmp_path: Path, seed: int) -> None:
    writers.run_outside(tmp_path, seed, rounds=40)
