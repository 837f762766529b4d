"""Print on a printer: on the paper that was chosen, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from gui.printing.job import Job, Progress
from storage.errors import TimelineError

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MM_PER_INCH = 25.4


class PrinterError(TimelineError):
    """There is no printer, or it cannot print what was asked for."""

    code = "printer"


def printer_names() -> Sequence[str]:
    """Return the names of the printers that are installed."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def new_printer(job: Job, title: str) -> QPrinter:
    """Return the usual printer, set to the first page of a job. Raises PrinterError where none is installed."""
    from PySide6.QtPrintSupport import QPrinter

    if not printer_names():
        raise PrinterError("No printer is installed on this computer. Save a PDF instead, and print it elsewhere.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("Timeline Reader")
    _set_page(printer, job.page_size_mm(0))
    return printer


def print_job(job: Job, printer: QPrinter, progress: Progress, *, first: int = 0, last: int | None = None) -> None:
    """Print the pages from `first` to `last`, all lengths as planned; what `progress` raises ends it.

    Raises PrinterError where the printer has not the paper, or fails.
    """
    last = job.pages - 1 if last is None else min(last, job.pages - 1)
    pages = range(max(first, 0), last + 1)
    for size in dict.fromkeys(job.page_size_mm(page) for page in pages):
        _refuse_other_paper(printer, size)
    painter = QPainter()
    printer.setFullPage(True)
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            _set_page(printer, job.page_size_mm(page))
            if not (painter.begin(printer) if done == 0 else printer.newPage()):
                raise PrinterError(f"{_named(printer)} does not take the pages: it is off, or full, or not allowed.")
            painter.resetTransform()
            dots_per_mm = printer.resolution() / _MM_PER_INCH
            painter.scale(dots_per_mm, dots_per_mm)
            job.paint(painter, page, partial(progress, done, len(pages)))
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()


def _set_page(printer: QPrinter, size_mm: tuple[float, float]) -> None:
    lies = size_mm[0] > size_mm[1]
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(_upright(size_mm), way, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _upright(size_mm: tuple[float, float]) -> QPageSize:
    # Any near size would do for Qt: the one that was chosen is the one to use.
    size = QSizeF(min(size_mm), max(size_mm))
    return QPageSize(size, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch)


def _refuse_other_paper(printer: QPrinter, size_mm: tuple[float, float]) -> None:
    """Refuse a printer that would print on other paper than was chosen. Raises PrinterError."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
        return
    wanted, info = _upright(size_mm), QPrinterInfo(printer)
    known = info.supportedPageSizes()
    has_it = any(_same(size, wanted) for size in known) or info.supportsCustomPageSizes()
    _set_page(printer, size_mm)
    if not has_it or not _same(printer.pageLayout().pageSize(), wanted):
        size = f"{size_mm[0]:g} × {size_mm[1]:g} mm"
        raise PrinterError(f"{_named(printer)} has no paper of {size}: choose one that it has, or save a PDF.")


def _same(one: QPageSize, other: QPageSize) -> bool:
    a, b = one.sizePoints(), other.sizePoints()
    return abs(a.width() - b.width()) <= 1 and abs(a.height() - b.height()) <= 1


def _named(printer: QPrinter) -> str:
    return f"“{printer.printerName()}”" if printer.printerName() else "The printer"
