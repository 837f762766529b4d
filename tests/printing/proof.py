"""Print samples on many papers, check the files, and keep a picture of each page: `python -m tests.printing.proof DIR`.

The files are read by pypdfium2 and pikepdf, and by poppler (pdfinfo, pdffonts, pdftotext, pdftoppm) where it is
installed. One line a sample is printed, with what was checked and what is wrong; exit 1 when anything is. The PDFs and
a picture of each page (NAME-1.png …, the first twelve) are left in DIR, to be looked at.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.stories import write_story
from tests.conftest import SAMPLES, story_document
from tests.printing.proof_checks import CHECKS, NOTHING, Printed

_TITLES = (
    "سقوط حلب لا إله إلا الله",
    "لا سلام في الإسكندرية",
    "霍姆斯市局势：反对派宣布控制全城",
    "ホムス、反体制派が制圧を宣言",
    "Η πτώση της πόλης",
    "Падение города Хомс",
    "The office of affluent offices",
)
_VERDICTS = {"": "ok", NOTHING: NOTHING}
_STYLES = ("poster", "booklet", "list")


@dataclass(frozen=True, slots=True)
class Sample:
    """A story and how it is printed; `wide` and `high` are the sheets of a poster, None for as many as it takes."""

    name: str
    story: str
    styles: tuple[str, ...] = ("poster",)
    paper: str = "A4"
    landscape: bool = False
    wide: int = 1
    high: int | None = 1
    inks: str = "colour"


def samples() -> Iterator[Sample]:
    """Yield what is printed."""
    homs = Sample("homs-a4", "homs-2024")
    yield homs
    yield replace(homs, name="homs-a3-landscape", paper="A3", landscape=True)
    yield replace(homs, name="homs-a4-3x1", wide=3)
    yield replace(homs, name="homs-a4-4x2", wide=4, high=2)
    yield replace(homs, name="homs-letter", paper="Letter")
    yield replace(homs, name="homs-roll-90cm", paper="roll 90cm", landscape=True)
    yield replace(homs, name="homs-mono", landscape=True, inks="mono")
    yield replace(homs, name="homs-grey", landscape=True, inks="grey")
    yield replace(homs, name="homs-poster-and-booklet", wide=2, landscape=True, styles=("poster", "booklet"))
    yield replace(homs, name="homs-list", styles=("list",))
    deep = Sample("deep-a4", "deep-time")
    yield deep
    yield replace(deep, name="deep-a4-4x2", wide=4, high=2)
    yield replace(deep, name="deep-booklet", styles=("booklet",))
    yield Sample("many-a0", "many", paper="A0", landscape=True)
    for story in ("one", "none", "wordy", "scripts"):
        for style in _STYLES:
            yield Sample(f"{story}-{style}", story, (style,), landscape=style == "poster")


def write_stories(folder: Path) -> None:
    """Write the stories that are no samples of the program."""
    write_story(folder / "many.timeline.json", 10_000)
    text = "\n\n".join("word " * 99 + "end." for _ in range(100))
    source = {"id": "s", "csl": {"type": "article-newspaper", "title": "A report", "container-title": "The Paper"}}
    rows: dict[str, list[dict[str, Any]]] = {
        "one": [{"title": "The only one", "when": "2024-12-07"}],
        "none": [],
        "wordy": [{"title": "Said at length", "when": "2024-12-07", "text": text, "sources": ["s"]}],
        "scripts": [
            {"title": title, "when": f"2024-12-{day:02d}", "text": title} for day, title in enumerate(_TITLES, start=1)
        ],
    }
    for name, events in rows.items():
        document = story_document(events, [source], {"title": f"A story: {name}"})
        (folder / f"{name}.timeline.json").write_text(json.dumps(document), encoding="ascii")


def print_sample(sample: Sample, story: Path, out: Path) -> Printed:
    """Print a sample as the program does; return the job and its file."""
    from gui.printing.choices import Choices, Style
    from gui.printing.chosen import Chosen
    from gui.printing.inks import InkMode
    from gui.printing.job import write_pdf
    from gui.printing.planning import about_of, make_job
    from storage.story_file import open_story

    usual = Choices()
    pages = {
        style: replace(page, paper=sample.paper, landscape=sample.landscape and style is Style.POSTER)
        for style, page in usual.pages.items()
    }
    choices = replace(
        usual,
        styles=tuple(Style(name) for name in sample.styles),
        pages=pages,
        pages_wide=sample.wide,
        pages_high=sample.high or 0,
        inks=InkMode(sample.inks),
    )
    with open_story(story, read_only=True) as file:
        chosen = Chosen.of(file)
        job = make_job(chosen, choices)
        write_pdf(job, out, about_of(chosen))
    return Printed(out, job, chosen)


def main(arguments: list[str]) -> int:
    """Print and check all samples, or those whose names begin with a word given after the folder."""
    if not arguments:
        print("python -m tests.printing.proof DIR [NAME]", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication.instance() or QGuiApplication([])
    is_well = True
    with TemporaryDirectory() as made:
        write_stories(Path(made))
        print(f"{'sample':<24} {'pages':>5}  " + "  ".join(CHECKS))
        for sample in samples():
            if not sample.name.startswith(tuple(arguments[1:]) or ""):
                continue
            own = SAMPLES / f"{sample.story}.timeline.json"
            story = own if own.exists() else Path(made) / own.name
            printed = print_sample(sample, story, folder / f"{sample.name}.pdf")
            found = {name: check(printed) for name, check in CHECKS.items()}
            cells = (
                ("ok" if not words else "–" if words == "–" else "WRONG").ljust(len(n)) for n, words in found.items()
            )
            print(f"{sample.name:<24} {printed.job.pages:>5}  " + "  ".join(cells), flush=True)
            for name, words in found.items():
                if words not in _VERDICTS:
                    is_well = False
                    print(f"    {name}: {words}")
    del application
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
