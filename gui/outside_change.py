"""What others do to the open story's file: looked at every second, taken over, or put to the user as a question."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gui.dialogs import Buttons, WordsDialog
from gui.document import Document
from gui.folding import Folding
from gui.row_button import RowButton
from gui.settings import APP_NAME
from gui.theme import Theme
from storage.errors import TimelineError
from storage.lock import Lock
from storage.story_file import StoryFile, open_story

LOOK_MS = 1000
PATIENCE_LOOKS = 5
"""So many looks long a file that is gone or cannot be read may be one that is just being written."""
SLOW_LOOKS = 5
"""Once that was told, or the question was put off, only every so many looks count: each reads the whole file."""


@dataclass(frozen=True, slots=True)
class Theirs:
    """What another program wrote where edits of ours are at stake: counts to choose by, and what tells it apart."""

    fingerprint: str
    our_events: int
    their_events: int
    different: int


class Answer(Enum):
    """What the user wants done with two states of one story."""

    KEEP_BOTH = "both"
    TAKE_THEIRS = "theirs"
    KEEP_OURS = "ours"
    LATER = "later"


class Watch(QObject):
    """Looks at the file of the document.

    `asked` carries Theirs: a question that only the user can answer, after which `put_off` or any way of settling it
    leads on. `lost` tells that the file is gone (""), or why what is there cannot be read; `found_again` that all is
    well again. `taken_over` tells that another program's change, which lacked nothing of ours, is shown now.
    `holder_changed` carries who writes the story that is read-only here, or None when nobody does any more.
    """

    asked = Signal(object)
    lost = Signal(str)
    found_again = Signal()
    taken_over = Signal()
    holder_changed = Signal(object)

    def __init__(self, document: Document, folding: Folding, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._folding = folding
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look_in_turn)
        document.opened.connect(self._start_anew)
        document.access_changed.connect(self._start_anew)
        document.closing.connect(self._timer.stop)
        self._start_anew()

    def look(self) -> None:
        """Look now."""
        file = self._document.file
        if file is None:
            return
        try:
            if file.read_only:
                self._document.follow()
                self._look_for_writer(file)
            elif file.changed_outside():
                self._look_at_theirs(file)
                return
        except TimelineError as error:
            self._bear_with(file, error)
        else:
            self._be_calm()

    def pause(self, paused: bool) -> None:
        """Do not look, or go on: while a question is open, or the file is being written."""
        if paused:
            self._timer.stop()
        elif self._document.file is not None:
            self._timer.start()

    def put_off(self, theirs: Theirs) -> None:
        """Do not ask about this state again until it is another one."""
        self._put_off = theirs.fingerprint

    def look_and_ask(self) -> None:
        """Look now, and ask again what was put off."""
        self._put_off = ""
        self.look()

    def _start_anew(self) -> None:
        self._misses = 0
        self._turn = 0
        self._put_off = ""
        self._holder = self._document.file.holder if self._document.file else None
        self.pause(False)

    def _look_in_turn(self) -> None:
        self._turn += 1
        slow = self._put_off or self._misses > PATIENCE_LOOKS
        if self._folding.running:
            return
        if not slow or self._turn % SLOW_LOOKS == 0:
            self.look()

    def _look_at_theirs(self, file: StoryFile) -> None:
        try:
            with open_story(file.path, read_only=True) as theirs:
                if not self._document.is_in(theirs):
                    self._ask(self._compared(theirs))
                    return
            self._document.take_theirs()
        except TimelineError as error:
            self._bear_with(file, error)
        else:
            self._be_calm()
            self.taken_over.emit()

    def _ask(self, theirs: Theirs) -> None:
        self._misses = 0
        if theirs.fingerprint != self._put_off:
            self._put_off = ""
            self.asked.emit(theirs)

    def _compared(self, theirs: StoryFile) -> Theirs:
        ours = {event.id: event for event in self._document.events}
        other = {event.id: event for event in theirs.events}
        different = sum(ours.get(key) != other.get(key) for key in ours.keys() | other.keys())
        return Theirs(theirs.fingerprint, len(ours), len(other), different)

    def _bear_with(self, file: StoryFile, error: TimelineError) -> None:
        self._misses += 1
        if self._misses == PATIENCE_LOOKS:
            self.lost.emit(str(error) if file.path.exists() else "")

    def _be_calm(self) -> None:
        was_told, self._misses = self._misses >= PATIENCE_LOOKS, 0
        if was_told or self._put_off:
            self._put_off = ""
            self.found_again.emit()

    def _look_for_writer(self, file: StoryFile) -> None:
        if file.holder is None:
            return
        try:
            holder = Lock.holder_of(file.path)
        except OSError:
            return
        if holder != self._holder:
            self._holder = holder
            self.holder_changed.emit(holder)


class OutsideDialog(WordsDialog):
    """Ask what is to become of two states of one story; `answered` carries an Answer, LATER for Escape."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None, name: str, theirs: Theirs, theme: Theme) -> None:
        super().__init__(parent, APP_NAME, "Another program has changed this story", theme)
        self.setObjectName("outsideDialog")
        self._answer = Answer.LATER
        ours, other = _counted(theirs.our_events), _counted(theirs.their_events)
        self.add_words(
            f"The file {name} is no longer what this window last wrote, and it lacks edits that you made here. "
            f"Yours has {ours}, theirs {other}; {_differing(theirs.different)}. Nothing is merged, and nothing is lost "
            "whatever you choose."
        )
        self.buttons = {
            Answer.KEEP_BOTH: RowButton(
                "Keep both",
                "Yours goes to a new file beside this one. This window shows theirs.",
                lambda: self._choose(Answer.KEEP_BOTH),
            ),
            Answer.TAKE_THEIRS: RowButton(
                "Take theirs",
                "This window shows theirs. Yours is set aside in a file beside this one.",
                lambda: self._choose(Answer.TAKE_THEIRS),
            ),
            Answer.KEEP_OURS: RowButton(
                "Keep mine",
                "Yours is written to the file. Theirs is set aside in a file beside this one.",
                lambda: self._choose(Answer.KEEP_OURS),
            ),
        }
        for button in self.buttons.values():
            self.column.addWidget(button)
        box = self.add_buttons(Buttons.Cancel)
        later = box.button(Buttons.Cancel)
        later.setText("Decide later")
        later.setAutoDefault(False)
        later.setToolTip("Your edits stay safe in the journal; you are asked again at the next change, or on closing.")
        self.buttons[Answer.KEEP_BOTH].setDefault(True)
        self.buttons[Answer.KEEP_BOTH].setFocus()
        self.finished.connect(lambda _result: self.answered.emit(self._answer))

    def _choose(self, answer: Answer) -> None:
        self._answer = answer
        self.accept()


def _counted(events: int) -> str:
    return "1 event" if events == 1 else f"{events:,} events"


def _differing(number: int) -> str:
    if number == 0:
        return "their events are the same"
    return "one event is different" if number == 1 else f"{number:,} events are different"
