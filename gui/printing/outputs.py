"""What leaves the print dialog: a PDF, pages on a printer, pictures, an image on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPushButton

from gui import dialogs
from gui.chrome import announce
from gui.dialogs import Buttons, WordsDialog
from gui.printing.job import Job, Progress, write_pdf
from gui.printing.pictures import page_image, write_pictures
from gui.printing.planning import about_of, attachment_of
from gui.printing.turns import GivenUpError, Turns
from gui.text import one_line
from storage.errors import TimelineError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from gui.printing.dialog import PrintDialog
    from gui.printing.picture_dialog import PictureWish

_CLIP_DPI = 200.0
_CLIP_AREA_PX = 40_000_000
_MM_PER_INCH = 25.4
_SUFFIX = ".timeline.json"


class Outputs:
    """Writes and prints what a dialog has planned, cancellable, and tells in words what went wrong."""

    def __init__(self, dialog: PrintDialog) -> None:
        self._dialog = dialog
        self._turns: Turns | None = None

    @property
    def running(self) -> bool:
        """Tell whether something is being written or printed."""
        return self._turns is not None

    def stop(self) -> bool:
        """Give up what is under way; tell whether there was anything."""
        if self._turns is None:
            return False
        self._turns.stop()
        return True

    # A PDF

    def ask_for_pdf(self) -> None:
        """Ask where a PDF is to go, and write it there."""
        self._with_consent("Write", self._ask_for_pdf)

    def _ask_for_pdf(self) -> None:
        path, is_asked = self._ask_for_file("Save as PDF", ".pdf", "PDF (*.pdf)")
        if path is not None:
            self._with_leave([] if is_asked else [path], "Save as PDF", lambda: self.write_pdf_to(path))

    def write_pdf_to(self, path: Path) -> None:
        """Write the PDF; an existing file is replaced, as the file dialog has asked."""
        dialog, job, chosen = self._dialog, self._dialog.job, self._dialog.chosen
        if chosen is None:
            return

        def write(progress: Progress) -> None:
            choices = dialog.column.choices()
            attachments = [attachment_of(dialog.file, chosen.as_of_s)] if choices.attach else []
            write_pdf(job, path, about_of(chosen, choices.author), attachments, progress)

        if self._do("The PDF cannot be written", "Writing", write, job.pages):
            dialog.end(f"{_pages(job.pages)} were written to {path}" if job.pages > 1 else f"Written to {path}")

    # A printer

    def ask_for_printer(self) -> None:
        """Ask for a printer, and print on it; where none is installed, say so and offer a PDF."""
        self._with_consent("Print", self._ask_for_printer)

    def _ask_for_printer(self) -> None:
        from gui.printing.printer import new_printer

        title = one_line(self._dialog.file.story.title) or "Untitled story"
        try:
            printer = new_printer(self._dialog.job, title)
        except TimelineError as error:
            self._offer_pdf(str(error))
            return
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        asking = QPrintDialog(printer, self._dialog)
        asking.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        asking.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        asking.setMinMax(1, self._dialog.job.pages)
        asking.setFromTo(1, self._dialog.job.pages)
        asking.accepted.connect(lambda: self.print_on(printer, asking.fromPage(), asking.toPage()))
        asking.finished.connect(asking.deleteLater)
        QDialog.open(asking)

    def print_on(self, printer: QPrinter, first: int = 0, last: int = 0) -> None:
        """Print the pages from `first` to `last`, counted from 1; 0 stands for all."""
        from gui.printing.printer import print_job

        job = self._dialog.job
        begin, end = (first - 1 if first else 0), (last - 1 if last else job.pages - 1)

        def put(progress: Progress) -> None:
            print_job(job, printer, progress, first=begin, last=end)

        if self._do("This cannot be printed", "Printing", put, end - begin + 1):
            where = f" to “{printer.printerName()}”" if printer.printerName() else ""
            self._dialog.end(f"{_pages(end - begin + 1)} went{where}" if end > begin else f"1 page went{where}")

    def _offer_pdf(self, sentence: str) -> None:
        asking = WordsDialog(self._dialog, "Print", "This cannot be printed", self._dialog.theme)
        asking.setObjectName("noPrinterDialog")
        asking.add_words(sentence)
        box = asking.add_buttons(Buttons.Cancel)
        box.addButton("Save as PDF…", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        asking.accepted.connect(self._ask_for_pdf)
        asking.open()

    # Pictures

    def ask_for_pictures(self) -> None:
        """Ask for what pictures need, and write them."""
        from gui.printing.picture_dialog import PictureDialog

        page = self._dialog.pane.preview.page
        asking = PictureDialog(self._dialog, self._dialog.job, page, self._dialog.theme)
        asking.wished.connect(self._ask_for_picture_file)
        asking.open()

    def _ask_for_picture_file(self, wish: PictureWish) -> None:
        words = {".png": "PNG image (*.png)", ".svg": "SVG drawing (*.svg)"}[wish.ending]
        path, is_asked = self._ask_for_file("Save as picture", wish.ending, words)
        if path is not None:
            names = [] if is_asked and wish.job.pages == 1 else wish.names(path)
            self._with_leave(names, "Save as picture", lambda: self.write_pictures_to(path, wish))

    def write_pictures_to(self, path: Path, wish: PictureWish) -> None:
        """Write one file a page; those that are there are replaced."""
        title = one_line(self._dialog.file.story.title)

        def write(progress: Progress) -> None:
            write_pictures(wish.job, path, dpi=wish.dpi, title=title, progress=progress)

        if self._do("The picture cannot be written", "Writing", write, wish.job.pages):
            names = wish.names(path)
            more = f" to {names[-1].name}" if len(names) > 1 else ""
            self._dialog.end(f"{'Pictures were' if more else 'The picture was'} written: {names[0]}{more}")

    def _with_leave(self, names: Sequence[Path], title: str, act: Callable[[], None]) -> None:
        """Go on, after a question where one of the files is there and nobody was asked."""
        there = [name for name in names if name.is_file()]
        if not there:
            act()
            return
        files = f"{len(there)} files are" if len(there) > 1 else "A file is"
        asking = WordsDialog(self._dialog, title, f"{files} there already", self._dialog.theme)
        asking.setObjectName("replaceDialog")
        more = f" to {there[-1].name}" if len(there) > 1 else ""
        asking.add_words(f"{there[0].name}{more} would be replaced.")
        box = asking.add_buttons(Buttons.Cancel)
        box.addButton("Replace", QDialogButtonBox.ButtonRole.AcceptRole)
        asking.accepted.connect(act)
        asking.open()

    def copy_image(self) -> None:
        """Put the page that is shown on the clipboard."""
        dialog, page = self._dialog, self._dialog.pane.preview.page
        if not dialog.job.pages:
            return
        width_mm, height_mm = dialog.job.page_size_mm(page)
        dpi = min(_CLIP_DPI, (_CLIP_AREA_PX / (width_mm * height_mm)) ** 0.5 * _MM_PER_INCH)
        try:
            image = page_image(dialog.job, page, dpi)
        except TimelineError as error:
            dialogs.show_error(dialog, "The page cannot be copied", str(error), dialog.theme)
            return
        QGuiApplication.clipboard().setImage(image)
        words = f"Page {page + 1} was copied: {image.width():,} × {image.height():,} pixels."
        dialog.note.setText(words)
        announce(dialog, words)

    # What they have in common

    def _with_consent(self, verb: str, act: Callable[[], None]) -> None:
        """Go on, after a question where there are very many pages."""
        job: Job = self._dialog.job
        if not job.pages or not self._dialog.is_current:
            return
        if not job.needs_consent:
            act()
            return
        asking = WordsDialog(self._dialog, "Print", f"{verb} {job.pages:,} pages?", self._dialog.theme)
        asking.setObjectName("consentDialog")
        asking.add_words("That is a lot of paper. Larger pages, smaller text or a range of dates make it less.")
        box = asking.add_buttons(Buttons.Cancel)
        yes = QPushButton(f"{verb} {job.pages:,} pages")
        box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        asking.accepted.connect(act)
        asking.open()

    def _ask_for_file(self, title: str, ending: str, kinds: str) -> tuple[Path | None, bool]:
        """Return where a file is to go, and whether the file dialog has asked if one that is there may be replaced."""
        dialog = self._dialog
        stem = dialog.file.path.name.removesuffix(_SUFFIX)
        suggested = dialog.folder / f"{stem} {' and '.join(dialog.column.choices().styles)}{ending}"
        name, _kind = QFileDialog.getSaveFileName(dialog, title, str(suggested), kinds)
        if not name:
            return None, True
        path = Path(name)
        dialog.folder = path.parent
        is_whole = path.suffix.lower() == ending
        return (path if is_whole else path.with_name(path.name + ending)), is_whole

    def _do(self, trouble: str, verb: str, work: Callable[[Progress], object], pages: int) -> bool:
        """Do something page by page, with a bar and a way out; tell whether it was done."""
        dialog = self._dialog
        bar, words = dialog.progress, dialog.progress_words
        far = [0]

        def tell(_words: str) -> None:
            bar.setValue(far[0])
            words.setText(f"{verb} page {min(far[0] + 1, pages):,} of {pages:,}…" if far[0] < pages else "Finishing…")

        turns = self._turns = Turns(tell)

        def progress(done: int, _all: int) -> None:
            far[0] = done
            turns("")

        bar.setRange(0, max(pages, 1))
        tell("")
        dialog.column.setEnabled(False)
        dialog.footer.setCurrentIndex(1)
        dialog.cancel_button.setFocus()
        try:
            work(progress)
        except GivenUpError:
            dialog.note.setText("Given up.")
            return False
        except TimelineError as error:
            dialogs.show_error(dialog, trouble, str(error), dialog.theme)
            return False
        finally:
            self._turns = None
            dialog.footer.setCurrentIndex(0)
            dialog.column.setEnabled(True)
            dialog.settle_closing()
        return True


def _pages(number: int) -> str:
    return f"{number:,} page" if number == 1 else f"{number:,} pages"
