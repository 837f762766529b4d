"""What leaves the print dialog leaves it as it was asked for, and no press of a button goes unanswered."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PySide6.QtPrintSupport import QPrinter

from gui.printing.choices import Choices
from gui.printing.dialog import PrintDialog
from gui.printing.job import Progress
from gui.printing.pictures import write_pictures
from gui.printing.printer import print_job
from gui.printing.turns import GivenUpError
from tests.gui.hands import Hands, desk
from tests.gui.test_print_dialog import ask, dialog, hands, save_to, settled

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


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_file_whose_ending_was_added_is_not_replaced_unasked(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    there = tmp_path / f"out{ending}"
    there.write_bytes(b"mine")
    save_to(monkeypatch, tmp_path / "out")
    if ending == ".pdf":
        dialog.save_button.click()
    else:
        dialog.picture_button.click()
        ask(dialog, "pictureDialog").accept()
    assert there.read_bytes() == b"mine"
    ask(dialog, "replaceDialog").accept()
    hands.qtbot.waitUntil(lambda: there.read_bytes() != b"mine", timeout=20_000)


def give_up() -> Progress:
    """Return what gives up within the first page: it goes on when that begins, and no more."""
    calls: list[int] = []

    def tell(done: int, _all: int) -> None:
        calls.append(done)
        if len(calls) > 1:
            assert done == 0
            raise GivenUpError

    return tell


def test_printing_a_crowded_sheet_ends_within_it(dialog: PrintDialog, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    with pytest.raises(GivenUpError):
        print_job(dialog.job, printer, give_up())


@pytest.mark.parametrize("ending", [".png", ".svg"])
def test_a_picture_of_a_crowded_sheet_ends_within_it(dialog: PrintDialog, tmp_path: Path, ending: str) -> None:
    with pytest.raises(GivenUpError):
        write_pictures(dialog.job, tmp_path / f"out{ending}", progress=give_up())
    assert not (tmp_path / f"out{ending}").exists()
