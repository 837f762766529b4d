#!/usr/bin/env python3
"""Open the timeline reader's window, or answer one of its headless verbs: the one door."""

import sys

# Before anything that an older Python cannot read; nothing in this file may need 3.11 to be read.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.stderr.write("Timeline Reader needs Python 3.11 or later; this is Python " + sys.version.split()[0] + ".\n")
    sys.exit(2)

import argparse
import gc
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from storage.arguments import (
    ASKING,
    STEPS,
    Parser,
    StopError,
    add_as_of,
    add_counted_from,
    add_file,
    add_id,
    add_json,
    add_range,
    add_standing,
)

if TYPE_CHECKING:
    from storage.story_file import StoryFile

ROOT = Path(__file__).resolve().parent
SAMPLES = {"homs": "homs-2024.timeline.json", "deep-time": "deep-time.timeline.json"}
OK, HAS_PROBLEMS, FAILED, LOCKED, INTERRUPTED = 0, 1, 2, 3, 130


def main(argv: list[str]) -> int:
    """Run the program with these arguments and return its exit code; every failure is one line on standard error."""
    if hasattr(sys.stdout, "reconfigure"):
        # A terminal of another encoding gets \u2013 for what it cannot show, and never a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except StopError as stop:
        return fail(str(stop))
    except ImportError as error:
        if (error.name or "").partition(".")[0] in ("gui", "storage"):
            return fail_inside(error)
        from gui.preflight import why_no_import

        return fail(why_no_import(error))
    except Exception as error:
        from storage.errors import LockedError, TimelineError

        if isinstance(error, TimelineError):
            return fail(str(error), LOCKED if isinstance(error, LockedError) else FAILED)
        return fail_inside(error)


def fail(sentence: str, code: int = FAILED) -> int:
    """Write the sentence on standard error and return the exit code for it."""
    say(sentence)
    return code


def say(sentence: str) -> None:
    """Write one line on standard error."""
    from storage.plain_text import visible

    if sys.stderr is not None:
        sys.stderr.write(visible(sentence, keep="") + "\n")


def fail_inside(error: Exception) -> int:
    """Own up to a fault of the program; `python -X dev` shows where it is."""
    if sys.flags.dev_mode:
        raise error
    return fail("The program failed by a fault of its own (" + repr(error)[:300] + "); please report it.")


def run(argv: list[str]) -> int:
    """Answer a verb, or open the window. Raises StopError and what the verbs raise."""
    verbs: dict[str, Callable[[list[str]], int]] = {
        "list": run_list,
        "show": run_show,
        **{verb: partial(run_asking, verb) for verb in ASKING},
        "check": run_check,
        "image": run_image,
        "new": run_new,
        "add": run_add,
        "edit": run_edit,
        "remove": run_remove,
        **{verb: partial(run_step, verb) for verb in STEPS},
        **{verb: partial(run_printing, verb) for verb in ("print", "plan")},
    }
    if argv and argv[0] in verbs:
        return verbs[argv[0]](argv[1:])
    return run_window(argv)


def run_window(argv: list[str]) -> int:
    """Open the window with the files given, or with what it showed last."""
    parser = Parser(
        description="Read a story on a timeline: who said what, when, and on what ground.",
        epilog="Without a window: main.py list|show|figures|questions|speakers|check|image|"
        "print|plan|new|add|edit|remove|undo|redo FILE ... (each with --help). A file so named opens as ./list.",
    )
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="story to open (NAME.timeline.json)")
    parser.add_argument("--goto", metavar="DATE", help="date to show: EDTF, or words such as “7 Dec 2024”")
    parser.add_argument(
        "--sample", nargs="?", const=next(iter(SAMPLES)), choices=SAMPLES, help="open your own copy of a sample story"
    )
    parser.add_argument("--version", action="store_true", help="show the version and leave")
    options = parser.parse_args(argv)
    if options.version:
        from storage.version import program_version

        return write(["Timeline Reader " + program_version()])
    for path in options.files:
        if not path.exists():
            raise StopError(str(path) + ": there is no such file.")
    if options.goto:
        read_date(options.goto)

    from gui.preflight import why_no_window

    complaint = why_no_window()
    if complaint:
        raise StopError(complaint)

    # Loading modules makes no garbage; the window lets it work again once it is there.
    gc.disable()
    from gui.app import run as open_window

    files = [*options.files]
    if options.sample:
        from gui.samples import own_copy_of

        files.append(own_copy_of(ROOT / "resources" / "samples" / SAMPLES[options.sample]))
    return open_window(files, options.goto)


def run_list(argv: list[str]) -> int:
    """List events in the order of time."""
    parser = Parser("list", description="List the events of a story in the order of time.")
    add_file(parser)
    add_range(parser)
    parser.add_argument("--search", metavar="TEXT", default="", help="only events that hold every word")
    add_as_of(parser)
    add_standing(parser)
    add_json(parser)
    options = parser.parse_args(argv)

    from storage import commands
    from storage.story_file import open_story

    story = open_story(options.file, read_only=True)
    since, until, kinds = options.since, options.until, options.standing
    events = commands.find_events(story, since, until, options.search, options.as_of, kinds)
    warn_of_problems(story.problems, options.file)
    answer = commands.list_json if options.json else commands.list_lines
    return write(answer(story, events, options.as_of))


def run_show(argv: list[str]) -> int:
    """Show one event."""
    parser = Parser("show", description="Show an event with its statements and sources.")
    add_file(parser)
    add_id(parser)
    add_as_of(parser)
    add_json(parser)
    options = parser.parse_args(argv)

    from storage import commands
    from storage.story_file import open_story

    story = open_story(options.file, read_only=True)
    event = commands.find_event(story, options.id, options.as_of)
    if options.json:
        return write([commands.event_json(story, event, options.as_of)])
    return write(commands.event_lines(story, event, options.as_of))


def run_asking(verb: str, argv: list[str]) -> int:
    """List figures with their owners, open questions, or everybody with what they said."""
    parser = Parser(verb, description=ASKING[verb])
    add_file(parser)
    add_as_of(parser)
    add_json(parser)
    options = parser.parse_args(argv)

    from storage import known_commands
    from storage.story_file import open_story

    story = open_story(options.file, read_only=True)
    lines = getattr(known_commands, verb)(story, options.as_of, as_json=options.json)
    warn_of_problems(story.problems, options.file)
    return write(lines)


def run_check(argv: list[str]) -> int:
    """Check a story file, or write what can be had of it to a new one."""
    parser = Parser("check", description="Name every problem of a story file; the exit code is 1 if there is any.")
    add_file(parser)
    parser.add_argument("--repair", action="store_true", help="write all that can be read to a new file")
    parser.add_argument("-o", "--output", metavar="NEW", type=Path, help="the new file; the old one stays as it is")
    options = parser.parse_args(argv)
    if options.repair != (options.output is not None):
        parser.error("--repair and -o NEW go together")
    if options.repair:
        return run_repair(options.file, options.output)

    from storage.check import check_file, report_lines

    report = check_file(options.file)
    return write(report_lines(report, options.file)) or (HAS_PROBLEMS if report.problems else OK)


def run_repair(path: Path, output: Path) -> int:
    """Write what can be had of a story to a new file and tell what is lost."""
    from storage.repair import lines_of, repair

    done = repair(path, output)
    return write(lines_of(done, output)) or (HAS_PROBLEMS if done.lost else OK)


def run_image(argv: list[str]) -> int:
    """Draw a story into a file."""
    parser = Parser("image", description="Draw the timeline of a story as an image.")
    add_file(parser)
    parser.add_argument("-o", "--output", metavar="OUT", type=Path, required=True, help="file to write: .png or .svg")
    parser.add_argument("--width", metavar="PX", type=pixels, default=1600)
    parser.add_argument("--height", metavar="PX", type=pixels, default=900)
    add_range(parser)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    add_as_of(parser)
    options = parser.parse_args(argv)
    since, until = (read_date(text) if text else None for text in (options.since, options.until))

    from storage.commands import as_of_second
    from storage.story_file import open_story

    story = open_story(options.file, read_only=True)
    as_of_s = as_of_second(story, options.as_of)
    # Drawing into a file needs no display, and must look the same whether there is one or not.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtGui import QGuiApplication

    from gui.timeline.image import write_image

    # Qt measures text only while an application object lives.
    application = QGuiApplication([])
    size = {"width_px": options.width, "height_px": options.height}
    write_image(story, options.output, **size, from_=since, to=until, theme=options.theme, as_of_s=as_of_s)
    del application
    return OK


def run_new(argv: list[str]) -> int:
    """Write a new story and print its path."""
    parser = Parser("new", description="Write a story without events; prints the path of its file.")
    add_file(parser)
    parser.add_argument("--title", metavar="T", required=True, help="title of the story")
    parser.add_argument("--time-zone", metavar="Z", default="UTC", help="where its dates are local: Asia/Damascus")
    parser.add_argument("--language", metavar="L", default="en", help="code of its language: en")
    options = parser.parse_args(argv)

    from storage.edit_commands import new_story

    return write([str(new_story(options.file, options.title, options.time_zone, options.language))])


def run_add(argv: list[str]) -> int:
    """Add an event and print its id."""
    parser = Parser("add", description="Add an event to a story; prints its id once it is safe on the disk.")
    add_file(parser)
    parser.add_argument("entry", metavar='"WHEN: TITLE"', help="such as “7 Dec 2024: Homs falls @Homs #front”")
    for field in ("place", "category", "text"):
        parser.add_argument("--" + field, metavar=field[0].upper(), default="", help=field + " of the event")
    parser.add_argument("--tag", metavar="T", action="append", default=[], help="a tag; can be given again")
    add_counted_from(parser)
    options = parser.parse_args(argv)

    from storage.edit_commands import add_event

    fields = {field: getattr(options, field) for field in ("place", "category", "text")}
    with writing(options.file) as story:
        return write([add_event(story, options.entry, fields, options.tag, options.counted_from)])


def run_edit(argv: list[str]) -> int:
    """Set fields of an event and print the name of the step."""
    parser = Parser("edit", description="Set fields of an event; FIELD= empties one. Prints the name of the step.")
    add_file(parser)
    add_id(parser)
    parser.add_argument(
        "edits",
        metavar="FIELD=VALUE",
        nargs="+",
        help="one of title, when, place, text, category, phrase, basis, starred (true or false), tags (a,b)",
    )
    add_counted_from(parser)
    options = parser.parse_args(argv)

    from storage.edit_commands import edit_event

    with writing(options.file) as story:
        return write(filter(None, [edit_event(story, options.id, options.edits, options.counted_from)]))


def run_remove(argv: list[str]) -> int:
    """Take an event away and print the name of the step."""
    parser = Parser("remove", description="Take an event away; “undo” brings it back. Prints the name of the step.")
    add_file(parser)
    add_id(parser)
    options = parser.parse_args(argv)

    from storage.edit_commands import remove_event

    with writing(options.file) as story:
        return write([remove_event(story, options.id)])


def run_step(verb: str, argv: list[str]) -> int:
    """Take the last step back, or make it again, and print its name."""
    parser = Parser(verb, description=STEPS[verb])
    add_file(parser)
    with writing(parser.parse_args(argv).file) as story:
        return write([getattr(story, verb)()])


def run_printing(verb: str, argv: list[str]) -> int:
    """Print a story on paper, or plan it."""
    from gui.printing import verbs

    return write(verbs.run(verb, argv, say))


def writing(path: Path) -> AbstractContextManager["StoryFile"]:
    """Open a story to write in a `with`. Raises LockedError and what opening and closing raise."""
    from storage import edit_commands

    return edit_commands.writing(path, say)


def pixels(text: str) -> int:
    """Read a size in pixels. Raises ArgumentTypeError."""
    if text.isascii() and text.isdigit() and len(text) < 7:
        return int(text)

    from gui.timeline.image import LEAST_PX, MOST_PX

    least, most = str(LEAST_PX), str(MOST_PX)
    raise argparse.ArgumentTypeError("choose a whole number of pixels, " + least + " to " + most)


def read_date(text: str) -> str:
    """Return a date given as EDTF or in words as EDTF. Raises DateError."""
    from storage.dates import format_edtf, words_to_date

    return format_edtf(words_to_date(text))


def warn_of_problems(problems: Iterable[object], path: Path) -> None:
    """Say on standard error that something in the file could not be read: what is listed may not be all."""
    number = len(list(problems))
    if number:
        say(str(path) + ": " + str(number) + " problem(s) in this file; “main.py check FILE” names them.")


def write(lines: Iterable[str]) -> int:
    """Write the lines to standard output; a reader who has seen enough (`| head`) is no failure."""
    out = sys.stdout
    if out is None:
        return OK
    try:
        for line in lines:
            out.write(line + "\n")
        out.flush()
    except OSError as error:
        # What is still in the buffer would be tried again at exit, and fail with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            raise StopError("The answer could not be written: " + str(error.strerror or error) + ".") from error
    return OK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
