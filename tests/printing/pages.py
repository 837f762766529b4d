"""Stories to print, and what a PDF says of its pages."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PySide6.QtGui import QImage, QPainter

from gui.printing.chosen import Chosen
from gui.printing.job import Job, write_pdf
from gui.printing.paper import Margins, PageSetup, find_paper
from gui.printing.pdf import Attachment, PdfAbout
from gui.printing.poster import PosterOptions, plan_poster
from gui.timeline.poster.plan import PosterPlan
from storage.changes import PutEvent, PutStory
from storage.model import Category, Event, Shape, Story
from storage.story_file import create_story, open_story

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
MM_PER_POINT = 25.4 / 72.0


def sample(name: str, **wanted: str) -> Chosen:
    """Return what is chosen of a sample story."""
    with open_story(SAMPLES / f"{name}.timeline.json", read_only=True) as file:
        return Chosen.of(file, **wanted)


def story(folder: Path, events: Sequence[Event], *, title: str = "A story", language: str = "en") -> Chosen:
    """Return all of a new story."""
    path = folder / "made.timeline.json"
    path.unlink(missing_ok=True)
    categories = tuple(
        Category(f"c{place}", f"Category {place}", colour, shape)
        for place, (colour, shape) in enumerate(
            (("red", Shape.CIRCLE), ("teal", Shape.CIRCLE), ("plum", Shape.SQUARE), ("slate", Shape.BAND))
        )
    )
    with create_story(path, title) as file:
        about = PutStory(Story(file.story.id, title, language=language, categories=categories))
        file.apply([about, *(PutEvent(event) for event in events)])
        return Chosen.of(file)


def events_of(titles: Sequence[str]) -> list[Event]:
    """Return an event a day for each title."""
    return [
        Event(f"e{place}", title, f"2024-12-{1 + place % 28:02d}", category=f"c{place % 3}")
        for place, title in enumerate(titles)
    ]


def poster(chosen: Chosen, paper: str = "A4", *, landscape: bool = False, **options: object) -> PosterPlan:
    """Plan a poster with margins of a centimetre."""
    setup = PageSetup(find_paper(paper), landscape, Margins.even(10.0))
    return plan_poster(chosen, setup, PosterOptions(printed_on="7 December 2024", **options))  # type: ignore[arg-type]


def printed(plan: object, path: Path, attachments: Sequence[Attachment] = ()) -> Path:
    """Write a plan as a PDF."""
    about = PdfAbout("A title", "An author", "A subject", "de")
    write_pdf(Job((plan,)), path, about, attachments)  # type: ignore[arg-type]
    return path


def drawn(plan: PosterPlan, page: int, *, whole: bool) -> np.ndarray:
    """Return what a sheet shows between its seams, or what one large sheet has there; 4 pixels to the millimetre."""
    sheets, content = plan.laid.sheets, plan.laid.sheets.content
    window = sheets.window(page)
    image = QImage(round(content.width * 4), round(content.height * 4), QImage.Format.Format_Grayscale8)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.scale(4, 4)
    if whole:
        painter.translate(-window.left, -window.top)
        plan.paint_whole(painter)
    else:
        painter.translate(-content.left, -content.top)
        plan.paint(painter, page)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    column, row = sheets.place(page)
    across = [round((x - window.left) * 4) for x in sheets.column_range(column)]
    down = [round((y - window.top) * 4) for y in sheets.row_range(row)]
    return rows[max(down[0], 1) : down[1] - 1, max(across[0], 1) : min(across[1], image.width()) - 1].astype(np.int16)


@dataclass(frozen=True, slots=True)
class Word:
    """A character on a page with its edges in millimetres from the top left corner."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Pages:
    """A PDF that is looked at."""

    def __init__(self, path: Path) -> None:
        self._pdf = pdfium.PdfDocument(path)

    def __len__(self) -> int:
        return len(self._pdf)

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self._pdf.close()

    def size_mm(self, page: int) -> tuple[float, float]:
        width, height = self._pdf[page].get_size()
        return round(width * MM_PER_POINT, 2), round(height * MM_PER_POINT, 2)

    def text(self, page: int) -> str:
        return str(self._pdf[page].get_textpage().get_text_range())

    def flat(self) -> str:
        """Return the text of all pages without any spaces and line ends."""
        return "".join("".join(self.text(page).split()) for page in range(len(self)))

    def chars(self, page: int) -> Iterator[Word]:
        sheet = self._pdf[page]
        text = sheet.get_textpage()
        edge = sheet.get_mediabox()
        for place in range(text.count_chars()):
            char = text.get_text_range(place, 1)
            if char.strip():
                left, bottom, right, top = text.get_charbox(place)
                across = (left - edge[0]) * MM_PER_POINT, (right - edge[0]) * MM_PER_POINT
                down = (edge[3] - top) * MM_PER_POINT, (edge[3] - bottom) * MM_PER_POINT
                yield Word(char, across[0], down[0], across[1], down[1])

    def text_sizes_pt(self, page: int) -> list[float]:
        sizes = []
        for item in self._pdf[page].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            size = ctypes.c_float()
            raw.FPDFTextObj_GetFontSize(item.raw, size)
            sizes.append(size.value * abs(item.get_matrix().d))
        return sizes

    def line_widths_mm(self, page: int) -> list[float]:
        """Return the widths of all lines that are drawn."""
        widths = []
        for item in self._pdf[page].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
            fill, stroke, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
            raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
            raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
            if stroke.value:
                widths.append(width.value * abs(item.get_matrix().a) * MM_PER_POINT)
        return widths

    def picture(self, page: int, pixels_per_mm: float, *, is_grey: bool = True) -> np.ndarray:
        """Return a page as an array of greys, or of blues, greens and reds."""
        # A copy: the bitmap goes with its page.
        return self._pdf[page].render(scale=pixels_per_mm * MM_PER_POINT, grayscale=is_grey).to_numpy().copy()
