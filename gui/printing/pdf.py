"""PDF files: pages of any size painted in millimetres, then what Qt leaves out; in place at one stroke or not at all.

Qt writes the pages (text as text, every font embedded), the title, the author and attached files. Language, outline,
links within the file and the exact size of the paper are added to what it wrote by pikepdf.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtCore import QIODevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from gui.printing.legible import legible
from gui.printing.paper import POINTS_PER_MM, Box
from storage.disk import DISK, reason
from storage.errors import FileError
from storage.quoting import named

if TYPE_CHECKING:
    import pikepdf

RESOLUTION_DPI = 1200
_DOTS_PER_MM = RESOLUTION_DPI / 25.4
# So often is asked whether to go on while pages are finished.
_TURN = 64


@dataclass(frozen=True, slots=True)
class PdfAbout:
    """What a PDF says of itself; `language` is a tag such as "en"."""

    title: str
    author: str = ""
    subject: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels in the PDF."""

    name: str
    content: bytes
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Spot:
    """A height on a page (from 0), in millimetres from its top."""

    page: int
    top_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A rectangle on a page that leads to a web address, or to "#NAME" of an anchor."""

    box: Box
    target: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline; those of level 1 stand under the last of level 0."""

    title: str
    spot: Spot
    level: int = 0


class PdfFile:
    """A PDF that is being written; its pages come one after the other, and `finish` puts it in its place.

    Use it in a `with`: what is not finished leaves nothing behind, and what stood there before untouched.
    Raises FileError where the file cannot be written.
    """

    def __init__(self, path: Path, about: PdfAbout, attachments: Iterable[Attachment] = ()) -> None:
        self.pages = 0
        self._path, self._about = path, about
        self._links: list[tuple[int, Link]] = []
        self._sizes_mm: list[tuple[float, float]] = []
        self._painter: QPainter | None = None
        self._staged = _stage(path)
        self._file = QSaveFile(str(self._staged))
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            self._drop()
            raise FileError(_sentence(path, self._file.errorString()))
        self._writer = QPdfWriter(self._file)
        self._writer.setResolution(RESOLUTION_DPI)
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(about.title)
        self._writer.setAuthor(about.author)
        self._writer.setCreator("Timeline Reader")
        for each in attachments:
            self._writer.addFileAttachment(each.name, each.content, each.media_type)

    def page(self, width_mm: float, height_mm: float) -> QPainter:
        """Begin the next page, and return what paints it: in millimetres from its top left corner."""
        # Any near size would do for Qt: the one that was chosen is the one to use.
        size = QPageSize(
            QSizeF(width_mm, height_mm), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
        )
        self._writer.setPageSize(size)
        if self._painter is None:
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
            if self._file.error() != QSaveFile.FileError.NoError:
                raise FileError(_sentence(self._path, self._file.errorString()))
        self._sizes_mm.append((width_mm, height_mm))
        self.pages += 1
        self._painter.resetTransform()
        self._painter.scale(_DOTS_PER_MM, _DOTS_PER_MM)
        return self._painter

    def link(self, link: Link) -> None:
        """Make a rectangle of the page that was begun last a link."""
        self._links.append((self.pages - 1, link))

    def finish(
        self,
        anchors: Mapping[str, Spot],
        bookmarks: Sequence[Bookmark] = (),
        progress: Callable[[], None] | None = None,
    ) -> None:
        """Complete the file and put it in its place; links to an anchor that is not there are left out.

        `progress` is called every few milliseconds; what it raises ends the work, and nothing was written.
        """
        go_on = progress or _nothing
        go_on()
        if self._painter is not None:
            self._painter.end()
        go_on()
        if not self._file.commit():
            raise FileError(_sentence(self._path, self._file.errorString()))
        go_on()
        second = _stage(self._path)
        try:
            self._complete(second, anchors, bookmarks, go_on)
            DISK.put_in_place(second, self._path)
        except OSError as error:
            raise FileError(f"{named(self._path)} cannot be written: {reason(error)}.") from None
        finally:
            with contextlib.suppress(OSError):
                DISK.remove(second)
            self._drop()

    def _complete(
        self, target: Path, anchors: Mapping[str, Spot], bookmarks: Sequence[Bookmark], go_on: Callable[[], None]
    ) -> None:
        import pikepdf

        with pikepdf.open(self._staged) as pdf:
            root = pdf.Root
            root.Lang = pikepdf.String(_whole(self._about.language))
            root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
            if self._about.subject:
                pdf.docinfo["/Subject"] = pikepdf.String(_whole(self._about.subject))
            pages = list(pdf.pages)
            _make_legible(pages, go_on)
            tops = [_fit(page, *size) for page, size in zip(pages, self._sizes_mm, strict=True)]
            of_page: dict[int, list[Any]] = {}
            for number, (page, link) in enumerate(self._links):
                if number % _TURN == 0:
                    go_on()
                name = link.target[1:] if link.target.startswith("#") else None
                if name is not None and name not in anchors:
                    continue
                place = None if name is None else _place(pages, tops, anchors[name])
                made = _annotation(link, tops[page], place)
                of_page.setdefault(page, []).append(pdf.make_indirect(made))
            for page, made_of_page in of_page.items():
                pages[page].obj.Annots = pikepdf.Array(made_of_page)
            if bookmarks:
                root.PageMode = pikepdf.Name.UseOutlines
                _write_outline(pdf, bookmarks, pages, tops)
            go_on()
            try:
                pdf.save(
                    target,
                    fix_metadata_version=False,
                    object_stream_mode=pikepdf.ObjectStreamMode.generate,
                    progress=lambda _share: go_on(),
                )
            except (RuntimeError, pikepdf.PdfError) as error:
                raise FileError(_sentence(self._path, str(error))) from None

    def _drop(self) -> None:
        with contextlib.suppress(OSError):
            DISK.remove(self._staged)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        if self._file.isOpen():
            self._file.cancelWriting()
            self._file.commit()
        self._drop()


def _nothing() -> None:
    pass


def _whole(text: str) -> str:
    """Return a text with a mark in the place of halves of characters, which files hold and no PDF can."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _stage(path: Path) -> Path:
    """Make an empty file beside the one to be; raises FileError in the system's own words."""
    if path.is_dir():
        raise FileError(f"{named(path)} is a folder; choose the name of a file.")
    try:
        return DISK.write_beside(path, ())
    except (OSError, ValueError) as error:
        why = reason(error) if path.parent.is_dir() else "its folder is not there"
        raise FileError(f"{named(path)} cannot be written: {why}.") from None


def _sentence(path: Path, words: str) -> str:
    words = words.strip().rstrip(".") or "the disk refuses"
    return f"{named(path)} cannot be written: {words[0].lower()}{words[1:]}."


def _fit(page: pikepdf.Page, width_mm: float, height_mm: float) -> float:
    """Give a page the exact size of its paper, which Qt rounds to points; return the height of its top edge."""
    box = page.obj.MediaBox
    top = float(box[3])
    exact = [0, round(top - height_mm * POINTS_PER_MM, 3), round(width_mm * POINTS_PER_MM, 3), top]
    page.obj.MediaBox = exact
    return top


def _make_legible(pages: Sequence[pikepdf.Page], go_on: Callable[[], None]) -> None:
    """Say of all fonts which characters their glyphs are, as people type them."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(pages):
        if number % _TURN == 0:
            go_on()
        fonts: Any = page.resources.get("/Font", {})
        for font in fonts.values():
            if font.objgen in seen:
                continue
            seen.add(font.objgen)
            if "/ToUnicode" in font:
                font.ToUnicode.write(legible(font.ToUnicode.read_bytes()))


def _place(pages: Sequence[pikepdf.Page], tops: Sequence[float], spot: Spot) -> Any:
    import pikepdf

    at = round(tops[spot.page] - spot.top_mm * POINTS_PER_MM, 2)
    return pikepdf.Array([pages[spot.page].obj, pikepdf.Name.XYZ, None, at, None])


def _annotation(link: Link, top: float, place: Any) -> Any:
    import pikepdf

    box = link.box
    corners = (box.left, box.right), (box.bottom, box.top)
    (left, right), (low, high) = ((a * POINTS_PER_MM, b * POINTS_PER_MM) for a, b in corners)
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[round(left, 2), round(top - low, 2), round(right, 2), round(top - high, 2)],
        Border=[0, 0, 0],
        F=4,
    )
    if place is None:
        made.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(link.target))
    else:
        made.Dest = place
    return made


def _write_outline(
    pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark], pages: Sequence[pikepdf.Page], tops: Sequence[float]
) -> None:
    import pikepdf

    with pdf.open_outline() as outline:
        above: list[Any] = []
        for each in bookmarks:
            item = pikepdf.OutlineItem(_whole(each.title))
            item.destination = _place(pages, tops, each.spot)
            item.is_closed = True
            del above[each.level :]
            (above[-1].children if above else outline.root).append(item)
            above.append(item)
