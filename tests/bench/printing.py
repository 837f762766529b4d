"""How long posters, booklets and lists of a thousand pages take, and of memory, next to bare pages of as many words.

Times are the processor's, so that what else the machine does counts for nothing, and medians of a few rounds. Each
style has a process of its own: its memory is what counts. A booklet is held against a page on which as many words run
on as one text. A poster and a list put each text in a place of its own: they are held against a page that draws as
many words in as many pieces, at places of their own, and as many lines; the page of running text is told as well.
"""

from __future__ import annotations

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.figure import ROOT, Figure, reader_environment
from tests.bench.long_story import write_long_story
from tests.bench.stories import write_story

_ROUNDS = 3
_PAGES_A_ROUND = 300
STORIES = {
    "poster": lambda path: write_story(path, 10_000),
    "booklet": write_long_story,
    "list": lambda path: write_story(path, 46_000),
}
"""What each style makes about a thousand pages of."""


def measure() -> list[Figure]:
    """Plan and print each style, one after the other."""
    return [figure for style in STORIES for figure in _figures(style)]


def _figures(style: str) -> list[Figure]:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        STORIES[style](place / f"{style}.timeline.json")
        command = [sys.executable, "-m", "tests.bench.printing", style, str(place)]
        environment = reader_environment(place / "home")
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    pages = found["pages"]
    page_ms, running_ms, pieces_ms = found["page_ms"], found["running_ms"], found["pieces_ms"]
    running = (running_ms, "a bare page, as many words")
    pieces = (pieces_ms, "a bare page, as many words in as many pieces, and lines")
    print_a_page = f"print a page of a {style}"
    if style == "booklet":
        pages_printed = [Figure(print_a_page, page_ms, "ms", 3.0, *running)]
    else:
        pages_printed = [
            Figure(print_a_page, page_ms, "ms", 3.0, *pieces),
            Figure("  beside words that run on", page_ms, "ms", math.inf, *running),
        ]
    most_mb = 150.0 if style == "booklet" else math.inf
    return [
        Figure(f"plan a {style}, per thousand pages ({pages:,})", found["plan_s"] / pages * 1000, "s", 3.0),
        *pages_printed,
        Figure(f"memory for a {style}, per thousand pages", found["memory_mb"] / pages * 1000, "MB", most_mb),
        Figure(f"longest time before a {style} can be cancelled", found["deaf_s"], "s", 0.5),
    ]


def _memory_mb(key: str) -> float:
    """Return a size of this process from the system; of use on Linux alone."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def _planner(style: str, chosen: Any) -> Callable[[Callable[[], None]], Any]:
    """Return what plans a style on A4 and calls its argument now and then."""
    from gui.printing.booklet_planner import plan_booklet
    from gui.printing.list_plan import plan_list
    from gui.printing.paper import PageSetup, find_paper
    from gui.printing.poster import PosterOptions, plan_poster

    setup = PageSetup(find_paper("A4"))
    if style == "poster":
        return lambda tell: plan_poster(chosen, setup, PosterOptions(pages_wide=50, pages_high=20), go_on=tell)
    if style == "booklet":
        return lambda tell: plan_booklet(chosen, setup, progress=lambda _done, _all: tell())
    return lambda tell: plan_list(chosen, setup, go_on=tell)


class _Turns:
    """Knows the longest time of the processor between two calls."""

    def __init__(self) -> None:
        self.longest_s, self._last_s = 0.0, time.process_time()

    def __call__(self, *_far: object) -> None:
        now_s = time.process_time()
        self.longest_s, self._last_s = max(self.longest_s, now_s - self._last_s), now_s


def _run(style: str, folder: Path) -> dict[str, float]:
    from PySide6.QtGui import QGuiApplication

    from gui.printing.chosen import Chosen
    from gui.printing.job import Job, write_pdf
    from gui.printing.pdf import PdfAbout
    from storage.story_file import open_story

    application = QGuiApplication([])
    with open_story(folder / f"{style}.timeline.json", read_only=True) as story:
        _planner(style, Chosen.of(story, to="1001" if style != "booklet" else "2000"))(lambda: None)  # Load fonts once.
        plans_s, deaf_s, memory_mb, out = [], [], 0.0, folder / "out.pdf"
        for number in range(_ROUNDS):
            chosen = Chosen.of(story)
            before, turns, begun_s = _memory_mb("VmRSS"), _Turns(), time.process_time()
            plan = _planner(style, chosen)(turns)
            plans_s.append(time.process_time() - begun_s)
            write_pdf(Job((plan,)), out, PdfAbout("Long"), progress=turns)
            turns()
            deaf_s.append(turns.longest_s)
            # Later rounds find what the first one has left.
            memory_mb = memory_mb if number else _memory_mb("VmHWM") - before
        words = _words(out)
        # Turn by turn, so that both have the same weather.
        pieces = _pieces(out, words)
        times = [(_ours_ms(plan, folder), _bare_ms(words, folder), _pieces_ms(pieces, folder)) for _ in range(_ROUNDS)]
    page_ms, running_ms, pieces_ms = (median(each) for each in zip(*times, strict=True))
    del application
    return {
        "pages": plan.pages,
        "plan_s": median(plans_s),
        "memory_mb": memory_mb,
        "page_ms": page_ms,
        "running_ms": running_ms,
        "pieces_ms": pieces_ms,
        "deaf_s": median(deaf_s),
    }


def _words(path: Path) -> list[str]:
    """Return the words of each of the pages that are printed again."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = range(_first_page(len(document)), _first_page(len(document)) + _PAGES_A_ROUND)
        return [" ".join(document[page].get_textpage().get_text_bounded().split()) for page in pages]


def _pieces(path: Path, words: list[str]) -> list[tuple[list[str], int]]:
    """Return each page’s words in as many pieces as its texts are drawn in, and the number of its lines."""
    import pikepdf

    found = []
    with pikepdf.open(path) as pdf:
        for text, page in zip(words, list(pdf.pages)[_first_page(len(pdf.pages)) :], strict=False):
            content = page.Contents.read_bytes()
            # Qt begins one for each text that it is given, and ends each shape with one of these.
            count = max(content.count(b"\nBT\n"), 1)
            each = max(math.ceil(len(text) / count), 1)
            lines = len(re.findall(rb"(?:^|\s)(?:S|f|f\*|B|B\*)\s", content))
            found.append(([text[start : start + each] for start in range(0, len(text), each)], lines))
    return found


def _first_page(pages: int) -> int:
    return pages // 2


def _ours_ms(plan: Any, folder: Path) -> float:
    """Return what a page of the booklet takes, all that makes a PDF of it included."""
    from gui.printing.pdf import PdfAbout, PdfFile

    first = _first_page(plan.pages)
    start = time.process_time()
    with PdfFile(folder / "ours.pdf", PdfAbout("Ours")) as pdf:
        for page in range(first, first + _PAGES_A_ROUND):
            painter = pdf.page(*plan.page_size_mm(page))
            painter.save()
            plan.paint(painter, page)
            painter.restore()
            for link in plan.links(page):
                pdf.link(link)
        pdf.finish({}, ())
    return (time.process_time() - start) / _PAGES_A_ROUND * 1000


def _bare_ms(words: list[str], folder: Path) -> float:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

    start = time.process_time()
    writer = QPdfWriter(str(folder / "bare.pdf"))
    writer.setResolution(1200)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Serif", 11))
    room = QRectF(0, 0, writer.width(), writer.height())
    for number, text in enumerate(words):
        if number:
            writer.newPage()
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), text)
    painter.end()
    return (time.process_time() - start) / len(words) * 1000


def _pieces_ms(pages: list[tuple[list[str], int]], folder: Path) -> float:
    from PySide6.QtCore import QLineF, QPointF
    from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

    start = time.process_time()
    writer = QPdfWriter(str(folder / "pieces.pdf"))
    writer.setResolution(1200)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    painter.setFont(QFont("Noto Sans", 9))
    down = painter.fontMetrics().height()
    for number, (pieces, lines) in enumerate(pages):
        if number:
            writer.newPage()
        for place, text in enumerate(pieces):
            painter.drawText(QPointF(1500 * (place % 5), down * (1 + place // 5)), text)
        painter.drawLines([QLineF(50 * place, 0, 50 * place, writer.height()) for place in range(lines)])
    painter.end()
    return (time.process_time() - start) / len(pages) * 1000


if __name__ == "__main__":
    print(json.dumps(_run(sys.argv[1], Path(sys.argv[2]))))
