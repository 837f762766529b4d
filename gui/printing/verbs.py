"""What `main.py print` and `main.py plan` do: a story on paper, or what it would take, without a window."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.arguments import Parser, StopError, add_as_of, add_file, add_range
from storage.quoting import named

if TYPE_CHECKING:
    import argparse

    from gui.printing.choices import Choices
    from storage.model import Problem

_PICTURES = (".png", ".svg")


def run(verb: str, argv: list[str], say: Callable[[str], None]) -> list[str]:
    """Print a story, or plan it; return the lines of the answer, and say what to know of it beside them.

    Raises StopError and TimelineError.
    """
    parser = _parser(verb)
    options = parser.parse_args(argv)
    from gui.printing.choices import Style

    choices = _choices(parser, options)
    if verb == "print" and options.output.is_dir():
        raise StopError(f"{named(options.output)} is a folder; choose the name of a file.")
    if verb == "print" and options.output.suffix.lower() not in (".pdf", *_PICTURES):
        raise StopError(f"{options.output.name}: pages are written as .pdf, .svg or .png; choose one of these endings.")

    from gui.printing.chosen import Chosen
    from storage.copy_texts import copy_texts
    from storage.story_file import open_story

    story = open_story(options.file, read_only=True)
    chosen = Chosen.of(story, from_=options.since, to=options.until, search=options.search, as_of=options.as_of)
    with _drawing():
        from gui.printing.planning import attachment_of, make_job

        wants_copies = options.copies and Style.BOOKLET in choices.styles
        copies = copy_texts(story.path, chosen.sources.values()) if wants_copies else {}
        job = make_job(chosen, choices, copies=copies)
        if verb == "plan":
            title = {"file": str(options.file), "title": story.story.title, "chosen": chosen.words}
            return [json.dumps({**title, **job.figures()}, indent=2)]
        if job.needs_consent and not options.yes:
            raise StopError(f"This prints {job.pages:,} pages; add --yes if they are wanted. Nothing was written.")
        for words in [*_unread(story.problems), *job.warnings]:
            say(words)
        if options.output.suffix.lower() in _PICTURES:
            from gui.printing.pictures import write_pictures

            paths = write_pictures(job, options.output, dpi=options.dpi, title=story.story.title)
            return [str(path) for path in paths]
        from gui.printing.job import write_pdf
        from gui.printing.planning import about_of

        attachments = [attachment_of(story, chosen.as_of_s)] if options.attach_story else []
        write_pdf(job, options.output, about_of(chosen, options.author), attachments)
        return [str(options.output)]


def _unread(problems: Sequence[Problem]) -> list[str]:
    rows = len({problem.row for problem in problems if problem.table == "events" and problem.hides_row})
    if not rows:
        return []
    return [
        f"{rows:,} event{'' if rows == 1 else 's'} of the file cannot be read and {'is' if rows == 1 else 'are'} "
        "not printed: main.py check says why."
    ]


def _parser(verb: str) -> Parser:
    words = {
        "print": "Print a story into a file: .pdf, or .svg and .png (NAME-1, NAME-2, … for several pages).",
        "plan": "Say in JSON what printing a story would take, without drawing it.",
    }
    parser = Parser(verb, description=words[verb])
    add_file(parser)
    if verb == "print":
        parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help=".pdf, .svg or .png")
    # Spelled out here, so that --help needs nothing of Qt.
    parser.add_argument(
        "--style",
        choices=("poster", "booklet", "list"),
        action="append",
        default=[],
        help="given twice: poster and booklet with the same numbers, which refer to each other (default: poster)",
    )
    parser.add_argument("--paper", metavar="NAME", default="A4", help="A4, Letter, 210x297mm, “roll 90cm” …")
    parser.add_argument("--landscape", action="store_true", help="the page lies; beside a poster the booklet stands")
    parser.add_argument("--booklet-paper", metavar="NAME", default="", help="paper of the booklet beside a poster")
    parser.add_argument("--margin", metavar="MM", type=_millimetres, default=None, help="free edge, in millimetres")
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--pages", metavar="WxH", default="", help="poster on so many pages: 3x1; of 3x the height is open"
    )
    size.add_argument("--scale", metavar="SCALE", default="", help="poster at a scale of time: 20mm/day, 2 cm a year")
    parser.add_argument(
        "--overlap", metavar="MM", type=_millimetres, default=10.0, help="shared by neighbouring sheets"
    )
    parser.add_argument("--text", metavar="PT", type=_points, default=0.0, help="size of the text in points")
    add_range(parser)
    add_as_of(parser)
    parser.add_argument("--search", metavar="TEXT", default="", help="only events that hold every word")
    parser.add_argument(
        "--group", choices=("day", "month", "year", "century", "category"), help="headings of a booklet"
    )
    parser.add_argument("--copies", action="store_true", help="append the texts of offline copies to a booklet")
    parser.add_argument("--colour", choices=("colour", "grey", "mono"), default="colour", help="inks (default: colour)")
    parser.add_argument("--backgrounds", action="store_true", help="print tints behind bands and cards")
    if verb == "print":
        parser.add_argument("--author", metavar="NAME", default="", help="who made it, as the PDF says of itself")
        parser.add_argument("--attach-story", action="store_true", help="the story’s file travels in the PDF")
        parser.add_argument("--dpi", type=_dots, default=300.0, help="dots an inch of a .png (default: 300)")
        parser.add_argument("--yes", action="store_true", help="print more than 200 pages without asking")
    return parser


def _choices(parser: Parser, options: argparse.Namespace) -> Choices:
    from dataclasses import replace

    from gui.printing.booklet_options import Grouping
    from gui.printing.choices import LEAST_OVERLAP_MM, MOST_OVERLAP_MM, Choices, Style
    from gui.printing.inks import InkMode
    from gui.printing.paper import find_paper
    from gui.printing.poster import read_pages
    from gui.printing.scales import read_scale

    styles = tuple(style for style in Style if style.value in (options.style or ["poster"]))
    if (options.pages or options.scale) and Style.POSTER not in styles:
        parser.error("--pages and --scale go with --style poster")
    if not LEAST_OVERLAP_MM <= options.overlap <= MOST_OVERLAP_MM:
        parser.error(f"--overlap takes {LEAST_OVERLAP_MM:g} to {MOST_OVERLAP_MM:g} millimetres")
    for name in (options.paper, options.booklet_paper or options.paper):
        find_paper(name)
    if options.scale:
        read_scale(options.scale)
    wide, high = read_pages(options.pages) if options.pages else (1, None if options.scale else 1)
    pages = {}
    for style, usual in Choices().pages.items():
        is_beside = style is not Style.POSTER and Style.POSTER in styles
        margins = {"margin_mm": options.margin, "binding_mm": 0.0} if options.margin is not None else {}
        pages[style] = replace(
            usual,
            paper=(options.booklet_paper if is_beside else "") or options.paper,
            landscape=options.landscape and not is_beside,
            **margins,
        )
    return Choices(
        styles=styles,
        pages=pages,
        pages_wide=wide or 0,
        pages_high=high or 0,
        scale=options.scale,
        overlap_mm=options.overlap,
        poster_pt=options.text,
        booklet_pt=options.text,
        list_pt=options.text,
        grouping=Grouping(options.group or "auto"),
        inks=InkMode(options.colour),
        backgrounds=options.backgrounds,
    )


@contextmanager
def _drawing() -> Iterator[None]:
    """Let Qt measure text, which it does only while an application object lives; no display is needed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    # In a process that has one already (a test), that one serves.
    application = QGuiApplication.instance() or QGuiApplication([])
    yield
    del application


def _number(text: str, least: float, most: float, what: str) -> float:
    from argparse import ArgumentTypeError

    try:
        value = float(text.strip().removesuffix("mm").removesuffix("pt"))
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise ArgumentTypeError(f"choose {least:g} to {most:g} {what}")
    return value


def _millimetres(text: str) -> float:
    return _number(text, 0.0, 60.0, "millimetres")


def _points(text: str) -> float:
    return _number(text, 4.0, 24.0, "points")


def _dots(text: str) -> float:
    return _number(text, 36, 1200, "dots an inch")
