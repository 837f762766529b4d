"""The steps that can be taken back and made again, kept in a file beside the story.

The file is a journal of its own (`storage.records`): the steps as records, oldest first, then one with `step` "here"
whose number is how many of them are made. All name the snapshot they belong to; a file that names another is worth
nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from storage.errors import NothingToUndoError
from storage.records import Operation, Record, line_of, scan

SUFFIX = ".history"
MOST_BYTES = 8_000_000


class History:
    """A line of steps and a place in it: what stands before the place can be taken back, what follows made again."""

    def __init__(self) -> None:
        self._steps: list[Record] = []
        self._made = 0
        self._bytes = 0

    @property
    def undo_name(self) -> str:
        """Return the name of the step that `undo` takes back; "" where there is none."""
        return self._steps[self._made - 1].name if self._made else ""

    @property
    def redo_name(self) -> str:
        """Return the name of the step that `redo` makes again; "" where there is none."""
        return self._steps[self._made].name if self._made < len(self._steps) else ""

    def to_undo(self) -> Record:
        """Return the last step made. Raises NothingToUndoError."""
        if not self._made:
            raise NothingToUndoError("There is nothing to undo.")
        return self._steps[self._made - 1]

    def to_redo(self) -> Record:
        """Return the step taken back last. Raises NothingToUndoError."""
        if self._made == len(self._steps):
            raise NothingToUndoError("There is nothing to redo.")
        return self._steps[self._made]

    def take(self, record: Record) -> None:
        """Take note of a change that was made."""
        if record.step == "edit":
            self._forget_after()
            self._steps.append(record)
            self._made += 1
            self._bytes += _size(record)
            self._forget_oldest()
        elif record.step == "undo" and self._made:
            self._made -= 1
        elif record.step == "redo" and self._made < len(self._steps):
            self._made += 1
        else:
            # A change that is no step, or of a step that is not known: what the others would do nobody can say.
            self.clear()

    def clear(self) -> None:
        """Forget all steps."""
        self._steps, self._made, self._bytes = [], 0, 0

    def copy(self) -> History:
        """Return a copy that later changes leave alone."""
        new = copy.copy(self)
        new._steps = list(self._steps)
        return new

    def lines(self, base: str, fold: str = "") -> list[bytes]:
        """Return the file's lines for a snapshot's fingerprint and the fold's name; none where there is no step."""
        if not self._steps:
            return []
        steps = [
            line_of(Record(base, number, one.operations, "edit", one.name, one.undo))
            for number, one in enumerate(self._steps, 1)
        ]
        return [*steps, line_of(Record(base, self._made, step="here", name=fold))]

    @classmethod
    def read(cls, data: bytes) -> tuple[History, str, str]:
        """Return what a file's bytes hold, and the fingerprint and fold that it names; nothing if it is not whole."""
        found = scan(data)
        history = cls()
        if found.damage or not found.records or found.records[-1].step != "here":
            return history, "", ""
        *steps, here = found.records
        if any(one.base != here.base or one.step != "edit" for one in steps) or not 0 <= here.number <= len(steps):
            return history, "", ""
        history._steps, history._made = steps, here.number
        history._bytes = sum(map(_size, steps))
        return history, here.base, here.name

    def _forget_after(self) -> None:
        self._bytes -= sum(map(_size, self._steps[self._made :]))
        del self._steps[self._made :]

    def _forget_oldest(self) -> None:
        dropped = 0
        while self._bytes > MOST_BYTES and dropped < len(self._steps) - 1:
            self._bytes -= _size(self._steps[dropped])
            dropped += 1
        del self._steps[:dropped]
        self._made -= dropped


def _size(record: Record) -> int:
    return 100 + _size_of(record.operations) + _size_of(record.undo)


def _size_of(operations: Sequence[Operation]) -> int:
    return sum(40 + len(memoryview(getattr(one, "document", b""))) for one in operations)
