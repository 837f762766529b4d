"""What the headless verbs take on the command line, and how they refuse what is wrong: in one line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

ASKING = {
    "figures": "List every figure with its owner, by what is counted; nothing is added up.",
    "questions": "List what is open: contested, unconfirmed, from one source or none, without a basis.",
    "speakers": "List people, bodies and outlets with what each said, in the order of saying.",
}
STEPS = {
    "undo": "Take the last step back, whoever made it. Prints its name.",
    "redo": "Make the step that was taken back last again. Prints its name.",
}
"""What each verb of a kind does, by its name."""


class StopError(Exception):
    """One sentence for standard error; the program ends with the exit code of a failure."""


class Parser(argparse.ArgumentParser):
    """Refuses wrong arguments in one line."""

    def __init__(self, verb: str = "", **options: str) -> None:
        super().__init__(prog=f"main.py {verb}".rstrip(), allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise StopError with the message and where to read on."""
        raise StopError(f"{self.prog}: {message} (“{self.prog} --help” tells more).")


def add_file(parser: Parser) -> None:
    """Add the story file that every verb takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help="story file (NAME.timeline.json)")


def add_id(parser: Parser) -> None:
    """Add the event that a verb is about."""
    parser.add_argument("id", metavar="ID", help="id of the event, or the start of it")


def add_range(parser: Parser) -> None:
    """Add the first and the last date."""
    for option, name, which in (("--from", "since", "first"), ("--to", "until", "last")):
        parser.add_argument(
            option, dest=name, metavar="DATE", default="", help=f"{which} date: EDTF or words such as “7 Dec 2024”"
        )


def add_as_of(parser: Parser) -> None:
    """Add the date to go back to."""
    meaning = "only what had been said by the end of this date, with standings as they were"
    parser.add_argument("--as-of", metavar="DATE", default="", help=meaning)


def add_standing(parser: Parser) -> None:
    """Add the standings to keep."""
    from storage.standing import StandingKind

    kinds = [kind.value for kind in StandingKind]
    meaning = f"only events that stand so; can be given again: {', '.join(kinds)}"
    parser.add_argument("--standing", metavar="KIND", choices=kinds, action="append", default=[], help=meaning)


def add_counted_from(parser: Parser) -> None:
    """Add the day that relative words are counted from."""
    meaning = "the day from which words such as “Saturday” or “two days later” count"
    parser.add_argument("--counted-from", metavar="DAY", default="", help=meaning)


def add_json(parser: Parser) -> None:
    """Add the choice of JSON."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")
