"""Random work on one story, held against the model after every step."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

from storage.disk import DISK, Disk
from storage.errors import FileError
from storage.story_file import StoryFile, create_story, open_story
from tests.faults.disks import HastyDisk
from tests.faults.model import Model, State, random_changes, state_of

Listener = Callable[[Model], None]


def _nobody(_model: Model) -> None:
    return


class Session:
    """One who works on a story. `begins` hears of the state that a step will make, `ends` of the one that it made.

    `refusals` counts the sentences that the user has seen.
    """

    def __init__(
        self, path: Path, rng: Random, *, disk: Disk = DISK, most_events: int = 12, model: Model | None = None
    ) -> None:
        self.path = path
        self.rng = rng
        self.disk = disk
        self.most_events = most_events
        self.begins: Listener = _nobody
        self.ends: Listener = _nobody
        self.refusals: list[str] = []
        self.refused: list[Model] = []
        self.may_lose_history = False
        self._steps = 0
        self.file = open_story(path, disk=disk) if path.exists() else create_story(path, "A story", disk=disk)
        assert not self.file.read_only, self.file.notice
        self.model = model or Model(state_of(self.file))
        self.check()

    # Steps; each is refused whole or made whole

    def edit(self) -> None:
        """Make a random step."""
        self._steps += 1
        name = f"step {self._steps}"
        changes = random_changes(self.rng, self.model.state, self.most_events)
        self._make(self.model.applied(changes, name), lambda: self.file.apply(changes, name))

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        if self.model.done:
            self._make(self.model.undo(), lambda: self.file.undo())

    def redo(self) -> None:
        """Make the step taken back last again, if there is one."""
        if self.model.undone:
            self._make(self.model.redo(), lambda: self.file.redo())

    def fold(self) -> None:
        """Save."""
        self._make(None, lambda: self.file.fold())

    def fold_while_editing(self) -> None:
        """Save in another thread and edit meanwhile."""
        refused: list[FileError] = []

        def save() -> None:
            try:
                self.file.fold()
            except FileError as error:
                refused.append(error)

        thread = Thread(target=save)
        thread.start()
        try:
            for _ in range(self.rng.randrange(4)):
                self.edit()
        finally:
            thread.join()
        self.refusals += map(str, refused)

    def reopen(self) -> None:
        """Close the story and open it again."""
        self._make(None, lambda: self.file.close())
        self.file = open_story(self.path, disk=self.disk)
        assert not self.file.read_only, self.file.notice
        if self.may_lose_history:
            found = look_at(self.path)
            self.see_that_it_is_known(found)
            self.model = found

    def random_step(self) -> None:
        """Do one of these."""
        steps = (self.edit, self.undo, self.redo, self.fold, self.fold_while_editing, self.reopen)
        self.rng.choices(steps, (50, 15, 10, 8, 4, 4))[0]()

    def _make(self, wanted: Model | None, step: Callable[[], object]) -> None:
        self.begins(wanted or self.model)
        try:
            step()
        except FileError as error:
            self.refusals.append(str(error))
            self.refused.append(wanted or self.model)
        else:
            # While a story is saved, edits may have been made.
            self.model = wanted or self.model
        self.ends(self.model)

    def see_that_it_is_known(self, found: Model) -> None:
        """See that what was found on the disk is the model; it may lack old steps.

        It may also be a step that was refused, where the disk has refused to cut it off again too.
        """
        assert any(map(found.is_of, (self.model, *self.refused))), (found, self.model, self.refusals)

    def check(self) -> None:
        """See that the open file shows what the model has."""
        assert_is(self.file, self.model)

    def leave(self) -> None:
        """Go without saving, as a process that dies does."""
        leave(self.file)


def leave(file: StoryFile) -> None:
    """Let go of a story without saving, as the system does for a process that dies."""
    file._keeper.close(fold=False)
    file._release()


def model_of(file: StoryFile) -> Model:
    """Return the state of a file and all its steps, found by taking them back and making them again."""
    done: list[tuple[str, State]] = []
    undone: list[tuple[str, State]] = []
    start = state_of(file)
    while name := file.undo_name:
        file.undo()
        done.insert(0, (name, state_of(file)))
    for name, _ in done:
        assert file.redo() == name
    assert state_of(file) == start
    while name := file.redo_name:
        file.redo()
        undone.insert(0, (name, state_of(file)))
    for name, _ in undone:
        assert file.undo() == name
    assert state_of(file) == start
    return Model(start, done, undone)


def look_at(path: Path) -> Model:
    """Return the model of a story on the disk, which is left as it is."""
    with TemporaryDirectory(dir=path.parent.parent) as folder:
        for suffix in ("", ".journal", ".history"):
            with suppress(FileNotFoundError):
                shutil.copy(f"{path}{suffix}", folder)
        with open_story(Path(folder, path.name), disk=HastyDisk()) as file:
            return model_of(file)


def assert_is(file: StoryFile, model: Model) -> None:
    """See that a file shows the model's state and steps."""
    assert state_of(file) == model.state
    assert (file.undo_name, file.redo_name) == (model.undo_name, model.redo_name)
