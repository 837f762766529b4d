"""A story's timeline as a picture file, without a window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter

from gui.knowledge.known_words import moment_in_words
from gui.text import label
from gui.theme import DARK, LIGHT, SANS_FAMILIES, font_of
from gui.timeline.layout.scale import Scale
from gui.timeline.picture import Look, Picture
from gui.timeline.scene import Scene
from storage.dates import bounds
from storage.disk import DISK, reason
from storage.errors import FileError, TimelineError
from storage.quoting import named
from storage.story_file import StoryFile

LEAST_PX = 100
MOST_PX = 30_000
MOST_AREA_PX = 250_000_000


def write_image(
    story_file: StoryFile,
    out: Path,
    *,
    width_px: int = 1600,
    height_px: int = 900,
    from_: str | None = None,
    to: str | None = None,
    theme: str = "light",
    as_of_s: int | None = None,
) -> None:
    """Write the timeline as .png or .svg; `from_` and `to` are EDTF dates that the picture begins and ends with.

    Of a picture as known at a second (`as_of_s`) a note in its corner tells so.

    The file appears whole or not at all. Raises FileError where it cannot be written, TimelineError for a size or a
    range that makes no picture, DateError for a text that is no date.
    """
    if QGuiApplication.instance() is None:
        raise RuntimeError("a picture needs a QGuiApplication")
    draw = _DRAWERS.get(out.suffix.lower())
    if draw is None:
        raise TimelineError(f"{out.name}: a picture is written as .png or .svg; choose one of these endings.")
    if min(width_px, height_px) < LEAST_PX or max(width_px, height_px) > MOST_PX:
        raise TimelineError(f"A picture of {width_px} × {height_px} pixels: use {LEAST_PX} to {MOST_PX} each way.")
    if width_px * height_px > MOST_AREA_PX:
        raise TimelineError(f"A picture of {width_px} × {height_px} pixels is too large: make it smaller.")
    scene = _scene(story_file, QSizeF(width_px, height_px), theme, as_of_s)
    picture = scene.picture(_scale(scene, from_, to))
    if as_of_s is not None:
        picture = replace(picture, note=f"As known on {moment_in_words(as_of_s, scene.zone)}")
    content = draw(scene, picture, QSize(width_px, height_px))
    try:
        DISK.replace_whole(out, (content,))
    except (OSError, ValueError) as error:
        why = reason(error) if out.parent.is_dir() else "its folder is not there"
        raise FileError(f"{named(out)} cannot be written: {why}.") from None


def _scene(story_file: StoryFile, size: QSizeF, theme: str, as_of_s: int | None) -> Scene:
    categories = [(category.colour, category.shape.value) for category in story_file.story.categories]
    look = Look(
        DARK if theme == "dark" else LIGHT,
        font_of(SANS_FAMILIES, 10.0),
        font_of(SANS_FAMILIES, 9.0),
        font_of(SANS_FAMILIES, 9.0, bold=True),
        categories,
    )
    return Scene.of(story_file, look, size, as_of_s)


def _scale(scene: Scene, from_: str | None, to: str | None) -> Scale:
    if from_ is None and to is None:
        return scene.fitted(*scene.usual)
    start_s, end_s = scene.seen
    if from_ is not None:
        start_s = _end(bounds(from_, scene.zone).earliest_s, from_)
    if to is not None:
        end_s = _end(bounds(to, scene.zone).latest_s, to) + 1
    if start_s >= end_s:
        raise TimelineError("The picture would end before it begins: give a later end or an earlier beginning.")
    return Scale.fitting(start_s, end_s, 0, scene.geometry.width)


def _end(second: int | None, text: str) -> int:
    if second is None:
        raise TimelineError(f"'{text}' is open where the picture needs an end: give a date.")
    return second


def _png(scene: Scene, picture: Picture, size: QSize) -> bytes:
    image = QImage(size, QImage.Format.Format_RGB32)
    if image.isNull():
        raise TimelineError("There is not enough memory for a picture of this size.")
    painter = QPainter(image)
    scene.painter.paint(painter, picture)
    painter.end()
    buffer = _buffer()
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())


def _svg(scene: Scene, picture: Picture, size: QSize) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    # The older profile knows no clipping, without which hatching runs over its bar.
    buffer, generator = _buffer(), QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)
    generator.setOutputDevice(buffer)
    # Text is written as large as it was measured.
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInchY()))
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(label(scene.title))
    painter = QPainter(generator)
    scene.painter.paint(painter, picture)
    painter.end()
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


_DRAWERS: Mapping[str, Callable[[Scene, Picture, QSize], bytes]] = {".png": _png, ".svg": _svg}
