"""A program that works on a story until it is killed, and says what it does: `python -m tests.faults.editor FILE SEED`.

"start" comes first, then "next WORD" stands before a step, "done WORD" after it; the word tells a state and its steps
from others.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

from storage.backups import make_backup
from storage.story_file import open_story
from tests.faults.model import Model
from tests.faults.session import Session


def say(word: str, model: Model) -> None:
    """Write a line at once."""
    os.write(1, f"{word} {model.word}\n".encode())


def main(path: Path, rng: Random) -> None:
    """Work for ever."""
    os.write(1, b"start\n")
    with open_story(path) as file:
        # The steps of those who were killed are not known here.
        file.clear_history()
    session = Session(path, rng)
    session.begins = lambda model: say("next", model)
    session.ends = lambda model: say("done", model)
    say("done", session.model)
    while True:
        session.random_step()
        if rng.random() < 0.03:
            make_backup(path, session.file.state(), root=path.parent / "backups")
        session.check()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Random(int(sys.argv[2])))
