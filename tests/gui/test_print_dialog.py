"""The print dialog as a reader uses it: choices, figures, a preview that is what prints, and what leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from gui.app import Desk
from gui.dialogs import WordsDialog
from gui.printing import outputs, printer
from gui.printing.choices import What
from gui.printing.dialog import PrintDialog
from gui.printing.dialog_fields import choose
from gui.printing.pictures import page_image
from gui.printing.preview_leaves import Zoom
from storage.standing import StandingKind
from tests.conftest import StoryWriter
from tests.gui.hands import Hands, desk, hands_on  # noqa: F401

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk, homs: Path) -> Hands:  # noqa: F811
    return hands_on(qtbot, desk, homs)


@pytest.fixture
def dialog(hands: Hands) -> Iterator[PrintDialog]:
    opened = open_dialog(hands)
    yield opened


def open_dialog(hands: Hands) -> PrintDialog:
    hands.key(Qt.Key.Key_P, CONTROL)
    dialog = hands.window.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    hands.qtbot.waitUntil(lambda: dialog.is_current, timeout=20_000)
    return dialog


def settled(hands: Hands, dialog: PrintDialog) -> PrintDialog:
    hands.qtbot.waitUntil(lambda: dialog.is_current, timeout=20_000)
    return dialog


def press(dialog: PrintDialog, style: str) -> None:
    dialog.column.styles.button(style).click()


def ask(dialog: PrintDialog, name: str) -> WordsDialog:
    """Return the question of a name that is open."""
    found = [each for each in dialog.findChildren(WordsDialog) if each.objectName() == name]
    assert found
    return found[-1]


def words_of(dialog: QDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))


# Figures and preview


def test_figures_say_pages_paper_scale_and_the_smallest_text(hands: Hands, dialog: PrintDialog) -> None:
    words = dialog.pane.headline.text()
    assert words.startswith("1 page · A4 landscape · ") and "mm a day" in words
    plan = dialog.job.plans[0]
    assert f"smallest text {plan.figures()['smallest_text_pt']:.1f}"[:17] in words


def test_preview_is_the_page_that_prints(hands: Hands, dialog: PrintDialog) -> None:
    preview = dialog.pane.preview
    preview.settle()
    painted = preview._painted[0]
    dpi = painted.dots_per_mm * 25.4
    assert painted.image == page_image(dialog.job, 0, dpi).copy(painted.part)


def test_a_choice_is_planned_anew(hands: Hands, dialog: PrintDialog) -> None:
    dialog.column.poster.wide.setValue(3)
    settled(hands, dialog)
    assert dialog.job.pages == 3
    assert dialog.pane.preview.zoom is Zoom.ALL
    assert "3 wide × 1 high" in dialog.pane.details.text()


def test_poster_and_booklet_share_their_numbers_in_one_job(hands: Hands, dialog: PrintDialog) -> None:
    dialog.column.poster.wide.setValue(3)
    press(dialog, "both")
    settled(hands, dialog)
    assert [plan.kind for plan in dialog.job.plans] == ["poster", "booklet"]
    assert "Poster 3 pages + Booklet" in dialog.pane.headline.text()
    assert dialog.pane.preview.zoom is Zoom.ALL


def test_pages_turn_by_keys_and_by_their_number(hands: Hands, dialog: PrintDialog) -> None:
    press(dialog, "booklet")
    settled(hands, dialog)
    preview, pages = dialog.pane.preview, dialog.job.pages
    for key, page in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_PageDown, 2),
        (Qt.Key.Key_PageUp, 1),
        (Qt.Key.Key_End, pages - 1),
        (Qt.Key.Key_Home, 0),
    ):
        hands.qtbot.keyClick(preview, key)
        assert (preview.page, dialog.pane.page_box.value()) == (page, page + 1)
    dialog.pane.page_box.setValue(4)
    assert preview.page == 3


def test_zooming_keeps_what_is_under_the_pointer(hands: Hands, dialog: PrintDialog) -> None:
    from PySide6.QtCore import QPointF

    preview = dialog.pane.preview
    preview.zoom_by(4.0)
    at = QPointF(120, 90)

    def place() -> tuple[float, float]:
        leaf, here = preview._leaves.leaves[0], preview._on_desk(at)
        return (here.x() - leaf.left) / leaf.px_per_mm, (here.y() - leaf.top) / leaf.px_per_mm

    before = place()
    preview.zoom_by(1.5, at)
    assert place() == pytest.approx(before, abs=0.3)


def test_large_page_is_painted_only_where_it_is_seen(hands: Hands, dialog: PrintDialog) -> None:
    preview = dialog.pane.preview
    preview.zoom_by(30.0)
    preview.settle()
    painted = preview._painted[0]
    whole = painted.dots_per_mm**2 * 297 * 210
    assert painted.image.width() * painted.image.height() < whole / 4


def test_small_text_is_warned_of(hands: Hands, dialog: PrintDialog) -> None:
    choose(dialog.column.pages[next(iter(dialog.column.pages))].paper, "A6")
    settled(hands, dialog)
    assert "hard to read" in dialog.pane.warnings.text()


def test_margins_that_leave_nothing_are_one_sentence(hands: Hands, dialog: PrintDialog) -> None:
    choose(dialog.column.poster.page.paper, "A6")
    dialog.column.poster.page.margin.setValue(55)
    hands.qtbot.waitUntil(lambda: "no room" in dialog.pane.problem.text())
    assert not dialog.save_button.isEnabled()
    dialog.column.poster.page.margin.setValue(8)
    settled(hands, dialog)
    assert dialog.save_button.isEnabled() and not dialog.pane.problem.isVisible()


def test_scale_that_is_none_is_said_under_its_field(hands: Hands, dialog: PrintDialog) -> None:
    dialog.column.poster.way.button("scale").click()
    dialog.column.poster.scale.setText("20 mm a fortnite")
    assert "is no scale" in dialog.column.poster.problem.text()
    dialog.column.poster.scale.setText("40 mm a day")
    settled(hands, dialog)
    assert "40 mm a day" in dialog.pane.headline.text()


# What of the story


def test_what_is_shown_is_the_preset_when_words_narrow(hands: Hands) -> None:
    hands.window.event_list.filter_edit.setText("Assad")
    hands.reading.set_filter("Assad")
    dialog = open_dialog(hands)
    assert dialog.column.choices().what is What.SHOWN
    assert dialog.chosen is not None
    assert [event.title for event in dialog.chosen.events] == [event.title for event in hands.reading.events]
    assert dialog.column.what_words.text() == "Events with “Assad”"


def test_standings_narrow_what_is_printed(hands: Hands) -> None:
    hands.reading.narrowing.set_standings(frozenset((StandingKind.CONTESTED,)))
    dialog = open_dialog(hands)
    assert dialog.chosen is not None
    assert {event.title for event in dialog.chosen.events} == {event.title for event in hands.reading.events}


def test_what_is_printed_is_what_was_known_by_then(hands: Hands) -> None:
    knowing = hands.reading.knowing
    knowing.prepare()
    knowing.go_to(knowing.moments[0])
    dialog = open_dialog(hands)
    assert dialog.chosen is not None and dialog.chosen.as_of_s == knowing.as_of_s
    assert {event.id for event in dialog.chosen.events} == {event.id for event in hands.reading.events}
    assert dialog.column.what_words.text().startswith("As known on ")


def test_range_of_dates_is_printed(hands: Hands, dialog: PrintDialog) -> None:
    choose(dialog.column.what, What.RANGE.value)
    hands.qtbot.waitUntil(lambda: "first or the last date" in dialog.pane.problem.text())
    dialog.column.from_field.set_text("1 Dec 2024")
    settled(hands, dialog)
    assert dialog.chosen is not None
    assert "Civil war begins" not in [event.title for event in dialog.chosen.events]
    assert dialog.chosen.words == "from 1 December 2024"


# What leaves it


def test_pdf_is_written_with_the_story_in_it(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.column.attach.setChecked(True)
    press(dialog, "booklet")
    settled(hands, dialog)
    pages = dialog.job.pages
    save_to(monkeypatch, tmp_path / "out.pdf")
    dialog.save_button.click()
    hands.qtbot.waitUntil(lambda: (tmp_path / "out.pdf").exists())
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert len(pdf.pages) == pages
        assert [*pdf.attachments] == ["homs-2024.timeline.json"]
        assert str(pdf.docinfo["/Title"]) == "Homs, December 2024"
    assert "out.pdf" in hands.window.message_bar.label.text()


def test_folder_and_missing_folder_are_one_sentence_each(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "there.pdf").mkdir()
    for path, words in (
        (tmp_path / "there.pdf", "is a folder"),
        (tmp_path / "nowhere" / "x.pdf", "its folder is not there"),
    ):
        save_to(monkeypatch, path)
        dialog.save_button.click()
        error = ask(dialog, "errorDialog")
        assert words in words_of(error)
        error.close()
        assert dialog.isVisible() and not dialog.outputs.running


def test_what_was_given_up_leaves_no_file(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(dialog, "booklet")
    settled(hands, dialog)
    save_to(monkeypatch, tmp_path / "out.pdf")
    paint = type(dialog.job.plans[0]).paint

    def paint_and_stop(self: object, painter: object, page: int) -> None:
        paint(self, painter, page)  # type: ignore[arg-type]
        if page == 2:
            dialog.cancel_button.click()

    monkeypatch.setattr(type(dialog.job.plans[0]), "paint", paint_and_stop)
    dialog.save_button.click()
    assert dialog.note.text() == "Given up."
    assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []
    assert dialog.isVisible() and dialog.footer.currentIndex() == 0


def test_very_many_pages_are_asked_about(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.printing.job.MANY_PAGES", 3)
    press(dialog, "booklet")
    settled(hands, dialog)
    save_to(monkeypatch, tmp_path / "out.pdf")
    dialog.save_button.click()
    assert not (tmp_path / "out.pdf").exists()
    asking = ask(dialog, "consentDialog")
    yes = next(each for each in asking.findChildren(QPushButton) if each.text().startswith("Write "))
    yes.click()
    hands.qtbot.waitUntil(lambda: (tmp_path / "out.pdf").exists())


def test_without_a_printer_a_pdf_is_offered(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printer, "printer_names", lambda: [])
    save_to(monkeypatch, tmp_path / "out.pdf")
    dialog.print_button.click()
    asking = ask(dialog, "noPrinterDialog")
    assert "No printer is installed" in words_of(asking)
    asking.accept()
    hands.qtbot.waitUntil(lambda: (tmp_path / "out.pdf").exists())


def test_printer_gets_the_chosen_pages_on_the_chosen_paper(hands: Hands, dialog: PrintDialog, tmp_path: Path) -> None:
    dialog.column.poster.wide.setValue(3)
    settled(hands, dialog)
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.outputs.print_on(device, 2, 3)
    document = pdfium.PdfDocument(tmp_path / "printed.pdf")
    sizes = [tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [(297, 210), (297, 210)]


def test_page_goes_to_the_clipboard_as_an_image(hands: Hands, dialog: PrintDialog) -> None:
    dialog.copy_button.click()
    image: QImage = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (2339, 1654)
    assert "2,339 × 1,654" in dialog.note.text()


def test_pages_become_pictures_that_replace_others_only_when_asked(
    hands: Hands, dialog: PrintDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.column.poster.wide.setValue(2)
    settled(hands, dialog)
    (tmp_path / "out-2.png").write_bytes(b"mine")
    save_to(monkeypatch, tmp_path / "out.png")
    dialog.picture_button.click()
    asking = ask(dialog, "pictureDialog")
    asking.dpi.setValue(50)  # type: ignore[attr-defined]
    asking.accept()
    assert (tmp_path / "out-2.png").read_bytes() == b"mine"
    ask(dialog, "replaceDialog").accept()
    hands.qtbot.waitUntil(lambda: (tmp_path / "out-1.png").exists())
    assert QImage(str(tmp_path / "out-2.png")).width() == 585


# Around it


def test_page_set_up_is_remembered_for_the_story(hands: Hands, dialog: PrintDialog) -> None:
    press(dialog, "booklet")
    choose(dialog.column.pages[next(style for style in dialog.column.pages if style == "booklet")].paper, "A5")
    settled(hands, dialog)
    dialog.close_button.click()
    hands.qtbot.waitUntil(lambda: hands.window.findChild(PrintDialog) is None)
    again = open_dialog(hands)
    assert again.column.styles.value == "booklet"
    assert "A5" in again.pane.headline.text()


def test_closing_while_planning_gives_up(hands: Hands, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    from gui.printing import dialog as module

    real = module.make_job

    def close_meanwhile(*values: object) -> object:
        dialog.reject()
        return real(*values)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "make_job", close_meanwhile)
    press(dialog, "booklet")
    hands.qtbot.waitUntil(lambda: hands.window.findChild(PrintDialog) is None, timeout=20_000)


def test_last_choice_counts_where_several_come_at_once(hands: Hands, dialog: PrintDialog) -> None:
    for wide in (5, 2, 4):
        dialog.column.poster.wide.setValue(wide)
        QApplication.processEvents()
    settled(hands, dialog)
    assert dialog.job.pages == 4


def test_story_without_events_prints_what_there_is(qtbot: QtBot, desk: Desk, write_story: StoryWriter) -> None:  # noqa: F811
    hands = hands_on(qtbot, desk, write_story(events=[{"title": "Only"}]))
    dialog = open_dialog(hands)
    assert "1 event" in dialog.pane.details.text()


def test_edit_of_the_story_is_planned_anew(hands: Hands, dialog: PrintDialog) -> None:
    from dataclasses import replace

    from storage.changes import PutEvent

    event = hands.document.events[0]
    hands.document.apply([PutEvent(replace(event, title="Another title"))])
    hands.qtbot.waitUntil(
        lambda: dialog.chosen is not None and dialog.chosen.events[0].title == "Another title" and dialog.is_current
    )


def test_outputs_wait_for_a_job_that_is_current(
    hands: Hands, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(outputs.Outputs, "_ask_for_pdf", lambda *_values: asked.append("asked"))
    dialog.column.poster.wide.setValue(2)
    dialog.save_button.click()
    assert asked == []
