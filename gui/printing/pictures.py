"""Pages as pictures: PNG at a resolution, SVG with its text as text, and an image for the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

from gui.printing.job import Job, Progress
from storage.disk import DISK, reason
from storage.errors import FileError, TimelineError
from storage.quoting import named

SCREEN_DPI = 96
LEAST_DPI, MOST_DPI = 36, 1200
MOST_AREA_PX = 250_000_000
_MM_PER_INCH = 25.4


def page_image(job: Job, page: int, dpi: float, go_on: Callable[[], None] | None = None) -> QImage:
    """Return a page as an image on white. Raises TimelineError where it would be too large, and what `go_on` raises."""
    size = _pixels(job, page, dpi)
    if size.width() * size.height() > MOST_AREA_PX:
        raise TimelineError(f"At {dpi:g} dpi this page has {size.width():,} × {size.height():,} pixels: take fewer.")
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise TimelineError("There is not enough memory for a picture of this size.")
    image.setDotsPerMeterX(round(dpi / _MM_PER_INCH * 1000))
    image.setDotsPerMeterY(round(dpi / _MM_PER_INCH * 1000))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.scale(dpi / _MM_PER_INCH, dpi / _MM_PER_INCH)
    _paint(job, painter, page, go_on)
    return image


def write_pictures(
    job: Job, path: Path, *, dpi: float = 300.0, title: str = "", progress: Progress | None = None
) -> list[Path]:
    """Write the pages as .png or .svg, several as NAME-1, NAME-2, …; return the files written, each there as a whole.

    Raises FileError where one cannot be written, TimelineError for another ending, or a resolution that is none.
    """
    make: Callable[[int, Callable[[], None]], bytes]
    tell = progress or _nothing
    ending = path.suffix.lower()
    if ending == ".svg":
        make = lambda page, go_on: _svg(job, page, title, go_on)  # noqa: E731
    elif ending == ".png":
        if not LEAST_DPI <= dpi <= MOST_DPI:
            raise TimelineError(f"A picture of {dpi:g} dpi: use {LEAST_DPI} to {MOST_DPI}.")
        make = lambda page, go_on: _png(job, page, dpi, go_on)  # noqa: E731
    else:
        raise TimelineError(f"{path.name}: a picture is written as .png or .svg; choose one of these endings.")
    if path.is_dir():
        raise FileError(f"{named(path)} is a folder; choose the name of a file.")
    written: list[Path] = []
    for page in range(job.pages):
        go_on = partial(tell, page, job.pages)
        go_on()
        target = path if job.pages == 1 else path.with_name(f"{path.stem}-{page + 1}{path.suffix}")
        content = make(page, go_on)
        try:
            DISK.replace_whole(target, (content,))
        except (OSError, ValueError) as error:
            why = reason(error) if path.parent.is_dir() else "its folder is not there"
            raise FileError(f"{named(target)} cannot be written: {why}.") from None
        written.append(target)
    return written


def _pixels(job: Job, page: int, dpi: float) -> QSize:
    width_mm, height_mm = job.page_size_mm(page)
    return QSize(round(width_mm / _MM_PER_INCH * dpi), round(height_mm / _MM_PER_INCH * dpi))


def _png(job: Job, page: int, dpi: float, go_on: Callable[[], None]) -> bytes:
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(page_image(job, page, dpi, go_on))
    return bytes(buffer.data().data())


def _svg(job: Job, page: int, title: str, go_on: Callable[[], None]) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    width_mm, height_mm = job.page_size_mm(page)
    # The older profile knows no clipping, without which a sheet shows what is beyond its edges.
    buffer, generator = _buffer(), QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    generator.setResolution(SCREEN_DPI)
    size = _pixels(job, page, SCREEN_DPI)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.scale(size.width() / width_mm, size.height() / height_mm)
    _paint(job, painter, page, go_on)
    return bytes(buffer.data().data())


def _paint(job: Job, painter: QPainter, page: int, go_on: Callable[[], None] | None) -> None:
    try:
        job.paint(painter, page, go_on)
    finally:
        # What it paints on goes first where the work is given up.
        painter.end()


def _nothing(_done: int, _all: int) -> None:
    pass


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
