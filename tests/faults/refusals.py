"""The disk refuses one step, or all from one on: what was acknowledged stays, and work goes on once there is room."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from storage.story_file import create_story, open_story
from tests.faults.disks import RefusingDisk
from tests.faults.session import Session, assert_is, look_at

NAME = "story.timeline.json"
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
# What is worth having and not worth refusing a save for.
_DISPENSABLE = ("close", "remove")


def run(folder: Path, seed: int, rounds: int, stride: int = 1) -> str:
    """Refuse every step of `rounds` pieces of work, once with each error, and from it on; see that nothing is lost.

    With a `stride` only one step in so many is refused.
    """
    steps = sentences = 0
    for number in range(rounds):
        for error in ERRORS:
            for lasting in (False, True):
                done, seen = _refuse_each(folder, seed + number, error, lasting, stride)
                steps += done
                sentences += seen
    return f"{steps} refusals, {sentences} sentences to the user, 0 lost"


def _refuse_each(folder: Path, seed: int, error: int, lasting: bool, stride: int) -> tuple[int, int]:
    refusals = sentences = 0
    at = 1 + seed % stride
    while True:
        disk = RefusingDisk(at, error, lasting)
        seen = _work(folder / "work", Random(seed), disk)
        if not disk.refused:
            return refusals, sentences
        at += stride
        refusals += 1
        sentences += len(seen)
        if not lasting:
            assert len(seen) <= 1, seen
            assert seen or disk.refused[0] in _DISPENSABLE or disk.of_history, disk.refused
        for sentence in seen:
            _see_that_it_is_one(sentence)


def _see_that_it_is_one(sentence: str) -> None:
    assert sentence.endswith("."), sentence
    assert "\n" not in sentence and "Errno" not in sentence, sentence


def _work(folder: Path, rng: Random, disk: RefusingDisk) -> list[str]:
    """Do a piece of work on a disk that refuses at some point; see that all that was acknowledged is there.

    Returns the sentences that the user has seen.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / NAME
    create_story(path, "A story").close()
    lasting = disk.lasting
    session = Session(path, rng, disk=disk)
    session.may_lose_history = True
    steps: list[Callable[[], None]] = [session.edit] * 3 + [session.undo, session.fold, session.edit, session.undo]
    steps += [session.redo, session.fold_while_editing, session.edit, session.reopen, session.edit, session.undo]
    for step in [*steps, session.edit, session.reopen]:
        if not lasting:
            # Then a step that was refused does not come back.
            session.refused.clear()
        step()
        session.check()
    seen = list(session.refusals)
    session.leave()
    session.see_that_it_is_known(look_at(path))
    disk.heal()
    _go_on(path, rng, disk)
    return seen


def _go_on(path: Path, rng: Random, disk: RefusingDisk) -> None:
    session = Session(path, rng, disk=disk, model=look_at(path))
    for step in (session.edit, session.undo, session.fold, session.edit, session.reopen):
        step()
        session.check()
    session.file.close()
    assert not session.refusals
    with open_story(path) as file:
        assert_is(file, session.model)
    names = {one.name for one in path.parent.iterdir()}
    assert names <= {NAME, f"{NAME}.history"}, names
