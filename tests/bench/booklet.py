"""How long a booklet takes to plan and to print, and what it takes of memory, next to bare pages of as many words."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.figure import ROOT, Figure, reader_environment

EVENTS = 1260
"""So many make about a thousand pages."""
_SOURCES = 300
_ROUNDS = 5
_PAGES_A_ROUND = 300
_WORDS = re.findall(
    r"\w+",
    "talks council convoy ceasefire road hospital minister the of after reopens rebels government forces city "
    "night prison statement reported withdrew advanced shelling civilians bridge north south border army "
    "officials denied confirmed sources region camp aid water power station school market crossing village "
    "prisoners released families",
)


def measure() -> list[Figure]:
    """Plan and print a booklet of about a thousand pages, in a process of its own: its memory is what counts."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        write_long_story(place / "long.timeline.json")
        command = [sys.executable, "-m", "tests.bench.booklet", str(place)]
        environment = reader_environment(place / "home")
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    pages = found["pages"]
    return [
        Figure(f"plan a booklet, per thousand pages ({pages:,})", found["plan_s"] / pages * 1000, "s", 3.0),
        Figure(
            "print a page of a booklet", found["page_ms"], "ms", 3.0, found["bare_ms"], "a bare page, as many words"
        ),
        Figure("memory to plan and print it, per thousand pages", found["memory_mb"] / pages * 1000, "MB", 150.0),
        Figure("longest time before a booklet can be cancelled", found["deaf_s"], "s", 0.5),
    ]


def write_long_story(path: Path, events: int = EVENTS) -> None:
    """Write a story of many events with texts, statements, figures and sources; the same every time."""
    dice = random.Random(5)
    rows = {str(number): _event(dice, number) for number in range(1, events + 1)}
    sources = {str(number): _source(dice, number) for number in range(_SOURCES)}
    about = {"format": 1, "id": "00000000-0000-4000-8000-000000000000", "title": "A long story"}
    path.write_text(json.dumps({"about": {"1": about}, "events": rows, "sources": sources}), encoding="ascii")


def _sentence(dice: random.Random, fewest: int, most: int) -> str:
    text = " ".join(dice.choices(_WORDS, k=dice.randint(fewest, most)))
    return f"{text[0].upper()}{text[1:]}."


def _event(dice: random.Random, number: int) -> dict[str, Any]:
    day = f"{dice.randint(2000, 2023)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    statements = [_statement(dice, f"{number}-{each}") for each in range(min(int(dice.expovariate(0.5)), 7))]
    texts = [_sentence(dice, 20, 110) for _ in range(dice.randint(1, 3))]
    return {
        "id": f"00000000-0000-4000-8000-{number:012d}",
        "title": f"{_sentence(dice, 3, 10)[:-1]} {number}",
        "when": day,
        "place": dice.choice(_WORDS).capitalize(),
        "text": "\n\n".join(texts),
        "sources": [f"s{dice.randrange(_SOURCES)}"],
        "statements": statements,
    }


def _statement(dice: random.Random, name: str) -> dict[str, Any]:
    key = "quote" if dice.random() < 0.7 else "paraphrase"
    figures = [{"counted": "people", "value": dice.randint(1, 5000), "qualifier": "more than"}]
    return {
        "id": name,
        "stance": dice.choice(["asserts", "asserts", "denies", "partly", "cannot-confirm", "comments"]),
        "speaker": " ".join(dice.choices(_WORDS, k=2)).title(),
        "role": _sentence(dice, 3, 5)[:-1],
        "said": f"2024-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
        "source": f"s{dice.randrange(_SOURCES)}",
        key: _sentence(dice, 8, 60),
        "figures": figures if dice.random() < 0.3 else [],
    }


def _source(dice: random.Random, number: int) -> dict[str, Any]:
    csl = {
        "type": "article-newspaper",
        "title": _sentence(dice, 6, 10),
        "container-title": f"The {dice.choice(_WORDS).capitalize()} Times",
        "URL": f"https://example.org/news/2024/{number}/{dice.choice(_WORDS)}",
        "issued": {"date-parts": [[2024, dice.randint(1, 12), dice.randint(1, 28)]]},
    }
    return {"id": f"s{number}", "csl": csl}


def _memory_mb(key: str) -> float:
    """Return a size of this process from the system; of use on Linux alone."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(key))


def _run(folder: Path) -> dict[str, float]:
    from PySide6.QtGui import QGuiApplication

    from gui.printing.booklet_planner import plan_booklet
    from gui.printing.chosen import Chosen
    from gui.printing.job import Job, write_pdf
    from gui.printing.paper import PageSetup, find_paper
    from gui.printing.pdf import PdfAbout
    from storage.story_file import open_story

    application = QGuiApplication([])
    turns: list[float] = []

    def tell(_done: int, _all: int) -> None:
        turns.append(time.perf_counter())

    with open_story(folder / "long.timeline.json", read_only=True) as story:
        setup = PageSetup(find_paper("A4"))
        plan_booklet(Chosen.of(story, to="2000"), setup)  # Fonts are loaded once.
        chosen = Chosen.of(story)
        before = _memory_mb("VmRSS")
        begun = time.perf_counter()
        plan = plan_booklet(chosen, setup, progress=tell)
        planned = time.perf_counter()
        write_pdf(Job((plan,)), folder / "long.pdf", PdfAbout("Long"), progress=tell)
        turns.append(time.perf_counter())
        memory_mb = _memory_mb("VmHWM") - before
        words = _words(folder / "long.pdf")
        # Turn by turn, and the least of each, in the processor's time: what else the machine does counts for neither.
        times = [(_ours_ms(plan, folder), _bare_ms(words, folder)) for _ in range(_ROUNDS)]
    del application
    waits = [later - sooner for sooner, later in zip([begun, *turns], turns, strict=False)]
    ours, bare = (min(each) for each in zip(*times, strict=True))
    return {
        "pages": plan.pages,
        "plan_s": planned - begun,
        "memory_mb": memory_mb,
        "page_ms": ours,
        "bare_ms": bare,
        "deaf_s": max(waits),
    }


def _words(path: Path) -> list[str]:
    """Return the words of each of the pages that are printed again."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        pages = range(_first_page(len(document)), _first_page(len(document)) + _PAGES_A_ROUND)
        return [" ".join(document[page].get_textpage().get_text_bounded().split()) for page in pages]


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


if __name__ == "__main__":
    print(json.dumps(_run(Path(sys.argv[1]))))
