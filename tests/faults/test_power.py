"""The power fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import power
from tests.faults.disks import SITES


def test_a_power_cut_loses_nothing_acknowledged(memory: Path, seed: int) -> None:
    power.run(memory, seed, rounds=700)


def test_the_model_finds_nothing_where_every_waiting_is_done(memory: Path) -> None:
    _, bad, _ = power.count_bad(memory, seed=0, steps=20, variants=4)
    assert bad == 0


@pytest.mark.parametrize("site", SITES)
def test_with_one_waiting_left_out_something_is_lost(memory: Path, site: str) -> None:
    number, bad, left_out = power.count_bad(memory, seed=0, steps=20, variants=6, forgets=site)
    assert left_out > 0
    assert bad > 0, f"none of {number} states was bad"
