"""The proof of printed samples (`python -m tests.printing.proof`) says what is well and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.printing import proof
from tests.printing.pages import sample
from tests.printing.proof_checks import edges, events

pytestmark = pytest.mark.usefixtures("qapp")


def test_small_samples_are_printed_checked_and_kept_as_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert proof.main([str(tmp_path), "one", "homs-a4-3x1"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in rows] == ["sample", "homs-a4-3x1", "one-poster", "one-booklet", "one-list"]
    assert rows[1].split()[2:] == ["ok"] * 9
    assert (tmp_path / "homs-a4-3x1-3.png").exists()


def test_an_event_that_is_not_on_the_paper_is_told(tmp_path: Path) -> None:
    homs = next(each for each in proof.samples() if each.name == "homs-list")
    printed = proof.print_sample(homs, SAMPLES / "homs-2024.timeline.json", tmp_path / "out.pdf")
    assert edges(printed) == events(printed) == ""
    assert "does not find" in events(replace(printed, chosen=sample("deep-time")))
