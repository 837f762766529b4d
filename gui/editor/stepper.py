"""Makes the steps of dialogs: few events at once, many in a thread, with progress and a way back till they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from gui.document import Document
from gui.work import Progress, Work
from storage.drafting import Prepared
from storage.errors import EditError, TimelineError
from storage.pieces import unhurried
from storage.story_file import StoryFile

MOST_NOW = 1_000
"""So many events are looked at and changed while one waits; of more, one is told how far it is."""
MOST_IN_A_STEP = 200_000


@dataclass(frozen=True, slots=True)
class Planned:
    """A step that is worked out and not made yet; where it has a `question` (a sentence), that is settled first."""

    prepared: Prepared
    name: str
    question: str = ""


Plan = Callable[[Progress], Planned]


class Stepper(QObject):
    """Makes one step at a time.

    `progressed` carries what is being done and how much of it is done (0 to 1; below 0 where nobody knows), `made` the
    number of rows that are different, `asked` a `Planned` whose question is open, `failed` a sentence. What `cancel`
    ends tells nothing.
    """

    progressed = Signal(str, float)
    made = Signal(int)
    asked = Signal(object)
    failed = Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._planner, self._maker = Work(self), Work(self)
        self._planner.progressed.connect(lambda share: self.progressed.emit("Working it out", share))
        self._planner.finished.connect(self._take_plan)
        self._planner.failed.connect(self._fail)
        self._maker.finished.connect(self._tell_made)
        self._maker.failed.connect(self._fail)
        document.closing.connect(self._planner.cancel)

    @property
    def running(self) -> bool:
        """Tell whether a step is being worked out or made."""
        return self._planner.running or self._maker.running

    @property
    def can_cancel(self) -> bool:
        """Tell whether nothing has been kept yet."""
        return not self._maker.running

    def make(self, plan: Plan, count: int) -> None:
        """Work a step out and make it; `count` is how many events are looked at."""
        if self.running:
            return
        if count > MOST_NOW:
            self.progressed.emit("Working it out", 0.0)
            self._planner.start(plan)
            return
        try:
            planned = plan(unhurried)
        except TimelineError as error:
            self._fail(error)
            return
        self._take_plan(planned)

    def go_on(self, planned: Planned) -> None:
        """Make a step whose question is settled."""
        file = self._document.file
        rows = len(planned.prepared.operations)
        try:
            if rows > MOST_IN_A_STEP:
                raise EditError(
                    f"{rows:,} entries would be different, and one step takes {MOST_IN_A_STEP:,}. "
                    "Filter the list first, and change a part at a time."
                )
            if file is not None and self._document.is_large and rows > MOST_NOW:
                self._make_beside(file, planned)
                return
            touched = self._document.apply_prepared(planned.prepared, planned.name)
        except TimelineError as error:
            self._fail(error)
            return
        self.made.emit(len(touched))

    def cancel(self) -> None:
        """Give up what is being worked out; what is being kept already is made."""
        self._planner.cancel()

    def _make_beside(self, file: StoryFile, planned: Planned) -> None:
        self._document.begin_step()
        self.progressed.emit("Saving", -1.0)
        self._maker.start(lambda _progress: file.apply_prepared(planned.prepared, planned.name))

    def _take_plan(self, planned: Planned) -> None:
        if planned.question and planned.prepared.operations:
            self.asked.emit(planned)
        else:
            self.go_on(planned)

    def _tell_made(self, touched: frozenset[str]) -> None:
        self._document.end_step()
        self.made.emit(len(touched))

    def _fail(self, error: TimelineError) -> None:
        self.failed.emit(str(error))
