"""What is checked of a printed sample: each check returns "", what is wrong in words, or "–" where there is nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pikepdf

from gui.printing.chosen import Chosen
from gui.printing.inks import HAIRLINE_MM
from gui.printing.job import Job
from gui.timeline.poster.plan import PosterPlan
from tests.printing.pages import MM_PER_POINT, Pages, drawn

NOTHING = "–"
_MOST_PICTURES = 12
_MOST_JOINED_MM = 2000.0
_SLACK_PT = 0.1


@dataclass(frozen=True)
class Printed:
    """A job and the file that it was written to."""

    path: Path
    job: Job
    chosen: Chosen

    @cached_property
    def text(self) -> str:
        """Return the file's text without spaces, its letters in their plain forms."""
        with Pages(self.path) as pages:
            return plain(pages.flat())

    @property
    def posters(self) -> Iterator[PosterPlan]:
        """Yield the plans that are posters; they come first in a job."""
        yield from (plan for plan in self.job.plans if isinstance(plan, PosterPlan))


def plain(text: str) -> str:
    """Return a text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def poppler(*command: str) -> str | None:
    """Return what a command of poppler says; None where it is not installed. Raises CalledProcessError."""
    if shutil.which(command[0]) is None:
        return None
    return subprocess.run(command, capture_output=True, check=True, timeout=300).stdout.decode("utf-8", "replace")


def papers(printed: Printed) -> str:
    """Every page has the size that was planned, for both readers."""
    wanted = [printed.job.page_size_mm(page) for page in range(printed.job.pages)]
    with Pages(printed.path) as pages:
        found = [pages.size_mm(page) for page in range(len(pages))]
    if len(found) != len(wanted) or any(
        abs(a - b) > 0.02 for x, y in zip(found, wanted, strict=True) for a, b in zip(x, y, strict=True)
    ):
        return f"{found[:3]} where {wanted[:3]} were planned"
    said = poppler("pdfinfo", "-l", str(len(wanted)), str(printed.path))
    if said is not None:
        sizes = re.findall(r"size:\s+([\d.]+) x ([\d.]+) pts", said)
        for size, wish in zip(sizes, wanted, strict=True):
            if any(abs(float(a) * MM_PER_POINT - b) > 0.2 for a, b in zip(size, wish, strict=True)):
                return f"pdfinfo says {size} pt where {wish} mm were planned"
    return ""


def fonts(printed: Printed) -> str:
    """Every font is embedded."""
    with pikepdf.open(printed.path) as pdf:
        for page in pdf.pages:
            for font in page.resources.get("/Font", {}).values():
                for one in font.get("/DescendantFonts", [font]):
                    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(one.FontDescriptor.keys()):
                        return f"{one.BaseFont} is not embedded"
    said = poppler("pdffonts", str(printed.path))
    rows = (said or "").splitlines()[2:]
    bare = [row for row in rows if not re.search(r"\syes (yes|no )\s+(yes|no )\s+\d+\s+\d+$", row)]
    return f"pdffonts: {bare[0]}" if bare else ""


def events(printed: Printed) -> str:
    """Every event is planned once and its title is found, by both readers."""
    for poster in printed.posters:
        if sorted(each.subject.id for each in poster.placed) != sorted(event.id for event in printed.chosen.events):
            return "the marks are not those of the events"
    # At the usual 72 dots poppler leaves out letters of less than three once it has seen 50,000 of them.
    said = poppler("pdftotext", "-r", "300", "-enc", "UTF-8", str(printed.path), "-")
    texts = {"pdfium": printed.text} | ({"pdftotext": plain(said)} if said is not None else {})
    for reader, text in texts.items():
        # Poppler marks where the direction turns.
        text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
        for event in printed.chosen.events:
            title = plain(event.title)
            if title not in text and not all(plain(word) in text for word in event.title.split()):
                return f"{reader} does not find “{event.title}”"
    return "" if printed.chosen.events else NOTHING


def edges(printed: Printed) -> str:
    """No word crosses the edge of a page."""
    with Pages(printed.path) as pages:
        for page in range(len(pages)):
            wide, high = pages.size_mm(page)
            for each in pages.chars(page):
                if min(each.left, each.top, wide - each.right, high - each.bottom) < 0.0:
                    return f"“{each.char}” crosses the edge of page {page + 1}"
    said = poppler("pdftotext", "-bbox", str(printed.path), "-")
    size = (0.0, 0.0)
    for line in (said or "").splitlines():
        numbers = [float(number) for number in re.findall(r'="(-?[\d.]+)"', line)]
        if "<page" in line:
            size = numbers[0], numbers[1]
        elif "<word" in line:
            left, top, right, bottom = numbers
            if min(left, top, size[0] - right, size[1] - bottom) < -_SLACK_PT:
                return f"pdftotext: {line.strip()} crosses the edge"
    return ""


def axis(printed: Printed) -> str:
    """Every sheet of a poster has labels of its axis."""
    for poster in printed.posters:
        if not poster.placed:
            return NOTHING
        with Pages(printed.path) as pages:
            for page in range(poster.pages):
                left, right = poster.laid.sheets.column_range(page % poster.laid.sheets.columns)
                labels = [each.text for each in poster.axis.labels if left <= each.x < right]
                text = plain(pages.text(page))
                if not labels or not all(plain(label) in text for label in labels):
                    return f"sheet {poster.laid.sheets.code(page)} lacks a label"
        return ""
    return NOTHING


def seams(printed: Printed) -> str:
    """Sheets without their overlap are the poster on one large sheet."""
    for poster in printed.posters:
        if poster.pages == 1 or max(poster.drawing_size_mm) > _MOST_JOINED_MM:
            return NOTHING
        for page in range(poster.pages):
            sheet, part = drawn(poster, page, whole=False), drawn(poster, page, whole=True)
            if int(np.abs(sheet - part).max()) >= 16:
                return f"sheet {poster.laid.sheets.code(page)} differs"
        return ""
    return NOTHING


def letters(printed: Printed) -> str:
    """The smallest text is as large as the plan says."""
    with Pages(printed.path) as pages:
        sizes = [size for page in range(len(pages)) for size in pages.text_sizes_pt(page)]
    planned = min(float(plan.figures()["smallest_text_pt"]) for plan in printed.job.plans)  # type: ignore[arg-type]
    found = min(sizes)
    return f"{found:.2f} pt where {planned:.2f} pt were planned" if found < planned - 0.06 else ""


def lines(printed: Printed) -> str:
    """No line is thinner than print can show."""
    with Pages(printed.path) as pages:
        widths = [width for page in range(len(pages)) for width in pages.line_widths_mm(page)]
    return f"a line of {min(widths):.3f} mm" if widths and min(widths) < HAIRLINE_MM - 0.001 else ""


def pictures(printed: Printed) -> str:
    """Both readers draw every page, and none is empty; the first are kept as pictures beside the file."""
    stem = printed.path.with_suffix("")
    with Pages(printed.path) as pages:
        for page in range(min(len(pages), _MOST_PICTURES)):
            longest = max(pages.size_mm(page))
            picture = pages.picture(page, min(6.0, 1800.0 / longest), is_grey=False)
            if picture.min() > 128:
                return f"page {page + 1} is empty"
            _keep(picture, Path(f"{stem}-{page + 1}.png"))
    dots = "20" if max(printed.job.page_size_mm(0)) > 500 else "50"
    poppler("pdftoppm", "-r", dots, "-l", str(_MOST_PICTURES), "-gray", str(printed.path), f"{stem}-poppler")
    for path in stem.parent.glob(f"{stem.name}-poppler-*.pgm"):
        is_empty = min(path.read_bytes()[20:]) > 200
        path.unlink()
        if is_empty:
            return f"pdftoppm: {path.stem} is empty"
    return ""


def _keep(picture: np.ndarray, path: Path) -> None:
    from PySide6.QtGui import QImage

    high, wide, _ = picture.shape
    colours = np.ascontiguousarray(picture)
    QImage(colours.data, wide, high, 3 * wide, QImage.Format.Format_BGR888).save(str(path))


CHECKS: Mapping[str, Callable[[Printed], str]] = {
    check.__name__: check for check in (papers, fonts, events, edges, axis, seams, letters, lines, pictures)
}
