"""The power fails at any point of a recorded piece of work: whatever the disk has, nothing acknowledged is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from storage.errors import TimelineError
from storage.story_file import StoryFile, open_story
from tests.faults.cuts import Image, Medium
from tests.faults.disks import HastyDisk, Mark, RecordingDisk
from tests.faults.model import Model
from tests.faults.session import Session, model_of

NAME = "story.timeline.json"
_HASTY = HastyDisk()


class BadStateError(AssertionError):
    """A state that a power cut may leave, and that lacks something."""


def record(folder: Path, rng: Random, steps: int, disk: RecordingDisk, known: Mark | None = None) -> None:
    """Work on the story in a folder, which is what is `known` or new; the disk writes the trace down."""
    session = Session(folder / NAME, rng, disk=disk, model=known.now if known else None)
    past = list(known.past) if known else []

    def begins(wanted: Model) -> None:
        disk.trace.append(Mark(session.model, wanted, tuple(past)))

    def ends(now: Model) -> None:
        past.append(now)
        disk.trace.append(Mark(now, now, tuple(past)))

    session.begins, session.ends = begins, ends
    session.may_lose_history = True
    ends(session.model)
    for _ in range(steps):
        _step(session, disk)
    session.check()
    session.leave()


def _step(session: Session, disk: RecordingDisk) -> None:
    if session.rng.random() < 0.5:
        # A save with edits that come between: the journal is begun anew with them.
        disk.meanwhile = _edits(session)
    session.rng.choices((session.edit, session.undo, session.redo, session.fold, session.reopen), (8, 3, 2, 3, 1))[0]()
    disk.meanwhile = None


def _edits(session: Session) -> Callable[[], None]:
    count = session.rng.randrange(1, 3)

    def edit() -> None:
        for _ in range(count):
            session.edit()

    return edit


def states(disk: RecordingDisk, rng: Random, variants: int) -> Iterator[tuple[int, Image, Mark | None]]:
    """Yield where the power fails, what is on the disk then, and what was known."""
    medium, known = Medium(), None
    for place, entry in enumerate(disk.trace):
        if isinstance(entry, Mark):
            known = entry
            continue
        medium.take(entry)
        seen = set()
        for image in medium.images(rng, variants):
            key = tuple(sorted(image.items()))
            if key not in seen:
                seen.add(key)
                yield place, image, known


def check_state(folder: Path, image: Image, known: Mark | None) -> Model | None:
    """Open what a cut has left and return its model, None where no story was made yet. Raises BadStateError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in image.items():
        (folder / name).write_bytes(content)
    path = folder / NAME
    if known is None and not path.exists():
        return None
    try:
        json.loads(path.read_text(encoding="ascii"))
        file = open_story(path, disk=_HASTY)
    except (OSError, ValueError, TimelineError) as error:
        raise BadStateError(f"it cannot be read: {error}") from None
    try:
        return None if known is None else _checked(file, known)
    finally:
        file.close()


def _checked(file: StoryFile, known: Mark) -> Model:
    found = model_of(file)
    if found.is_of(known.now) or found.is_of(known.next):
        return found
    # The history may be an older one of the very same state: its steps are as good from there.
    steps = {step for model in (*known.past, known.next) for step in model.step_words}
    if found.state not in (known.now.state, known.next.state) or not steps.issuperset(found.step_words):
        raise BadStateError(f"found {found}, known {known.now}, coming {known.next}")
    return found


def count_bad(folder: Path, seed: int, steps: int, variants: int, forgets: str = "") -> tuple[int, int, int]:
    """Return the number of states, of bad ones, and of waitings left out."""
    rng = Random(seed)
    # A history waits for the folder too, and would hide that a save does not.
    disk = RecordingDisk(forgets, keeps_history=False)
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    record(work, rng, steps, disk)
    number = bad = 0
    for _, image, known in states(disk, rng, variants):
        number += 1
        try:
            check_state(folder / "cut", image, known)
        except AssertionError:
            bad += 1
    return number, bad, disk.left_out


def run(folder: Path, seed: int, rounds: int) -> str:
    """Check about `rounds` states: cuts of the first piece of work, and cuts of what is done after such a cut."""
    number = again = 0
    rng = Random(seed)
    while number < rounds:
        work, cut = folder / "work", folder / "cut"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        disk = RecordingDisk(keeps_history=rng.random() < 0.7)
        record(work, rng, 12, disk)
        for place, image, known in states(disk, rng, 5):
            number += 1
            try:
                model = check_state(cut, image, known)
            except BadStateError as error:
                raise AssertionError(f"seed {seed}, cut at {place}: {error}") from None
            if known is not None and model is not None and rng.random() < 0.02:
                again += _cut_again(folder, image, Mark(model, model, known.past), rng, seed)
            if number >= rounds:
                break
    return f"{number + again} states ({again} after a second cut), 0 bad"


def _cut_again(folder: Path, image: Image, known: Mark, rng: Random, seed: int) -> int:
    """Work on what a cut has left, and cut again."""
    work = folder / "again"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    disk = RecordingDisk()
    for name, content in image.items():
        (work / name).write_bytes(content)
        disk.know(work / name)
    start = len(disk.trace)
    disk.trace.append(known)
    record(work, rng, 4, disk, known)
    number = 0
    for place, cut, now_known in states(disk, rng, 3):
        if place < start:
            continue
        number += 1
        try:
            check_state(folder / "cut", cut, now_known)
        except BadStateError as error:
            raise AssertionError(f"seed {seed}, second cut at {place}: {error}") from None
    return number
