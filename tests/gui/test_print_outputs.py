"""What leaves the print dialog leaves it as it was asked for, and no press of a button goes unanswered."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from gui.printing.choices import Choices
from gui.printing.dialog import PrintDialog
from tests.gui.hands import Hands, desk
from tests.gui.test_print_dialog import dialog, hands, save_to, settled

__all__ = ["desk", "dialog", "hands"]


def test_what_the_file_says_of_itself_needs_no_new_plan(
    hands: Hands,
    dialog: PrintDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = dialog.job
    dialog.column.author.setText("Ada Lovelace")
    dialog.column.attach.setChecked(True)
    assert dialog.is_current
    save_to(monkeypatch, tmp_path / "out.pdf")
    dialog.save_button.click()
    assert dialog.job is job
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert [*pdf.attachments] == ["homs-2024.timeline.json"]
        assert str(pdf.docinfo["/Author"]) == "Ada Lovelace"


def test_scale_that_is_none_keeps_the_buttons_shut(hands: Hands, dialog: PrintDialog) -> None:
    poster = dialog.column.poster
    poster.way.button("scale").click()
    settled(hands, dialog)
    poster.scale.setText("20 mm a fortnite")
    hands.qtbot.waitUntil(lambda: not dialog.save_button.isEnabled())
    assert "is no scale" in dialog.pane.problem.text()
    poster.way.button("pages").click()
    settled(hands, dialog)
    assert dialog.save_button.isEnabled()


def test_scale_that_is_none_is_not_remembered() -> None:
    assert Choices.of_plain({"scale": "20 mm a fortnite"}).scale == ""
    assert Choices.of_plain({"scale": "20 mm a day"}).scale == "20 mm a day"
