"""How a window keeps its story: what is folded and backed up, what others do to the file, and what the user is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from gui import dialogs
from gui.backing_up import BackingUp
from gui.folding import Folding
from gui.outside_change import Answer, OutsideDialog, Theirs, Watch
from gui.text import one_line
from gui.work import Work
from storage.errors import FileError, TimelineError
from storage.lock import Holder
from storage.model import Problem
from storage.story_file import StoryFile

if TYPE_CHECKING:
    from gui.main_window import MainWindow


LOOK_AFTER_MS = 1000


class Keeping(QObject):
    """Keeps the story of one window; its words go to the message bar and the status line, its questions to dialogs."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._document = window.document
        self.folding = Folding(self._document, self)
        self.backing_up = BackingUp(self._document, self.folding, self._is_busy, self)
        self.watch = Watch(self._document, self.folding, self)
        self._question: dialogs.WordsDialog | None = None
        self._then: Callable[[], object] | None = None
        self._lets_go = False
        self._said = ""
        self._waits = False
        self._looked_through: StoryFile | None = None
        self._look = Work(self, patient=True)
        self._look_later = QTimer(self, interval=LOOK_AFTER_MS, singleShot=True)
        self._look_later.timeout.connect(self._look_for_problems)
        self._connect()

    def _connect(self) -> None:
        self._document.opened.connect(self._start_anew)
        self._document.closing.connect(self._look.cancel)
        self._window.reading.filtered.connect(self._look_later.start)
        self._look.finished.connect(self._take_problems)
        self._document.access_changed.connect(self.tell_opening)
        self._document.trouble.connect(self._say)
        self.backing_up.failed.connect(self._say)
        self.folding.failed.connect(self._tell_refused)
        self.folding.folded.connect(self._tell_folded)
        self.folding.found_another.connect(self.watch.look)
        self.watch.asked.connect(self._ask)
        self.watch.lost.connect(self._tell_lost)
        self.watch.found_again.connect(self._settled)
        self.watch.taken_over.connect(
            lambda: self._document.told.emit("Another program changed this story; it was loaded again.")
        )
        self.watch.holder_changed.connect(self._tell_holder)

    def _is_busy(self) -> bool:
        timeline = self._window.timeline
        return self._window.reading.pending or timeline is None or timeline.plotting.busy

    @property
    def saved_words(self) -> str:
        """Return where the edits are, for the status line."""
        if self._document.read_only:
            return "Read-only"
        return "Your edits are in the journal" if self._waits else "All changes saved"

    # What opening found

    def tell_opening(self) -> None:
        """Say why the story is read-only, what a crash has left, and that there are problems, if that is so."""
        file = self._document.file
        if file is None:
            return
        if file.holder is not None:
            self._tell_holder(file.holder)
            return
        count = len(self._document.problems)
        entries = "One entry" if count == 1 else f"{count:,} entries"
        problems = f"{entries} of this file could not be read as written." if count else ""
        text = " ".join(filter(None, (file.notice, file.recovered, problems)))
        if text:
            self._window.message_bar.show_message(text, details=bool(count))
        else:
            self._window.message_bar.hide()

    def _look_for_problems(self) -> None:
        """Look through a large story once it is on the screen: that takes its time."""
        file = self._document.file
        if file is None or not self._document.is_large or file is self._looked_through:
            return
        timeline = self._window.timeline
        if self._window.reading.pending or timeline is None or timeline.plotting.busy:
            # What is to be seen comes first: two threads would slow one another down.
            self._look_later.start()
            return
        self._looked_through = file
        self._look.start(file.find_problems)

    def _take_problems(self, problems: tuple[Problem, ...]) -> None:
        self._document.take_problems(problems)
        if problems:
            self.tell_opening()

    def _tell_holder(self, holder: Holder | None) -> None:
        if holder is not None:
            self._say(
                f"Open in another window: {holder.words}. Shown read-only; it follows the edits made there.",
                about="holder",
            )
        else:
            self._say(
                "The other window has let go of this story; it can be edited here now.",
                {"Edit here": self._edit_here},
                about="holder",
            )

    def _edit_here(self) -> None:
        self._attempt("The story stays read-only", self._document.open_to_edit)

    # Before the story is let go

    def settle(self, then: Callable[[], object]) -> bool:
        """Bring the story's file up to date before it is let go.

        Returns False where the user must be asked first; `then` is called when the answer allows to go on. Whoever
        comes a second time while the question is open is let go: what is not in the file stays in the journal.
        """
        file = self._document.file
        if file is None or file.read_only or self._lets_go:
            return True
        if self._question is not None:
            self._lets_go = True
            self._keep_quietly()
            return True
        self._then = then
        with _wait_cursor():
            self.folding.wait()
            self.watch.look_and_ask()
            problem = "" if self._question is not None else self._fold()
        if problem:
            self._ask_to_let_go(problem)
        if self._question is not None:
            return False
        self._then = None
        return True

    def _fold(self) -> str:
        """Fold; return what is wrong, "" for nothing."""
        file = self._document.file
        if file is None:
            return ""
        try:
            file.fold()
        except FileError as error:
            return str(error)
        if file.changed_outside():
            return self._lost_words(file.path)
        return ""

    def _keep_quietly(self) -> None:
        """Put our state aside where the window goes before its question was answered."""
        file = self._document.file
        if file is not None and isinstance(self._question, OutsideDialog):
            with suppress(TimelineError):
                self._document.keep_both()

    def _ask_to_let_go(self, problem: str) -> None:
        heading = "This story’s file is not up to date"
        dialog = dialogs.WordsDialog(self._window, "Close", heading, self._window.theme)
        dialog.setObjectName("unsavedDialog")
        dialog.add_words(one_line(problem))
        file = self._document.file
        is_safe = file is not None and file.pending > 0 and file.path.exists()
        dialog.add_words(
            "The edits that it lacks are in the journal beside it, and are in again when the story is opened next time."
            if is_safe
            else "Save a copy elsewhere to be sure of what this window shows."
        )
        box = dialog.add_buttons(dialogs.Buttons.Cancel)
        stay = box.button(dialogs.Buttons.Cancel)
        stay.setText("Stay")
        if not is_safe:
            for words, act in (
                ("Save a copy…", self._window.commands.files.ask_to_save_copy),
                ("Write it again", self._write_again),
            ):
                button = box.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
                button.clicked.connect(dialog.reject)
                button.clicked.connect(act)
        box.addButton("Close all the same", QDialogButtonBox.ButtonRole.AcceptRole)
        stay.setDefault(True)
        stay.setFocus()
        self._question = dialog
        dialog.accepted.connect(self._let_go)
        dialog.finished.connect(self._forget_question)
        dialog.open()

    def _let_go(self) -> None:
        self._lets_go = True
        self._question = None
        if self._then is not None:
            self._then()
        self._lets_go = False

    def _forget_question(self) -> None:
        self._question = None
        self._then = None

    # What others do to the file

    def _ask(self, theirs: Theirs) -> None:
        if self._question is not None or self._document.path is None:
            return
        self.folding.hold(True)
        self.watch.pause(True)
        name = one_line(self._document.path.name)
        dialog = OutsideDialog(self._window, name, theirs, self._window.theme)
        dialog.answered.connect(lambda answer: self._take_answer(answer, theirs))
        self._question = dialog
        dialog.open()

    def _take_answer(self, answer: Answer, theirs: Theirs) -> None:
        self._question = None
        then, self._then = self._then, None
        if self._document.file is None:
            return
        self.watch.pause(False)
        if answer is Answer.LATER:
            self._put_off(theirs)
        elif self._attempt("That did not work", lambda: self._do(answer)):
            self._wait(False)
            self.folding.hold(False)
            if then is not None:
                then()
        else:
            self._put_off(theirs)

    def _tell_refused(self, sentence: str) -> None:
        self._wait(True)
        self._say(sentence, about="folding")

    def _tell_folded(self) -> None:
        self._wait(False)
        self._unsay("folding")

    def _wait(self, waits: bool) -> None:
        self._waits = waits
        self._window.status.show_part("saved", self.saved_words)

    def _put_off(self, theirs: Theirs) -> None:
        self._wait(True)
        self.watch.put_off(theirs)
        self._say(
            "Another program has changed this story’s file. Your edits are safe beside it until you decide.",
            {"Decide…": self.watch.look_and_ask},
            about="outside",
        )

    def _do(self, answer: Answer) -> None:
        if answer is Answer.KEEP_OURS:
            self._document.keep_ours()
            self._say("Your story is in the file again; what the other program wrote is set aside beside it.")
            return
        is_both = answer is Answer.KEEP_BOTH
        path = self._document.keep_both() if is_both else self._document.take_theirs(set_aside=True)
        assert path is not None
        verb = "is now in" if is_both else "is set aside in"
        self._say(
            f"This window shows what the other program wrote. Yours {verb} {path.name}",
            {"Open mine": lambda: self._window.window_requested.emit(path)},
        )

    def _tell_lost(self, reason: str) -> None:
        path = self._document.path
        if path is None:
            return
        offers: dict[str, Callable[[], object]] = {"Save a copy…": self._window.commands.files.ask_to_save_copy}
        if not self._document.read_only:
            offers = {"Write it again": self._write_again, **offers}
        self._wait(True)
        self._say(self._lost_words(path, reason), offers, about="outside")

    def _lost_words(self, path: Path, reason: str = "") -> str:
        if reason or path.exists():
            return (
                f"Another program has changed this story’s file, and what it wrote cannot be read. {reason} "
                "This window still shows the story as it was."
            )
        return f"{path.name} has gone: it was moved, renamed or deleted. This window still shows all of it."

    def _write_again(self) -> None:
        if self._attempt("The story was not written", self._document.keep_ours):
            self.watch.look()
            self._document.told.emit("The story was written again.")

    def _settled(self) -> None:
        self._wait(False)
        self.folding.hold(False)
        self._unsay("outside")

    # Words

    def _start_anew(self) -> None:
        self._lets_go = self._waits = False
        self._said = ""
        self._then = None

    def _say(self, text: str, offers: dict[str, Callable[[], object]] | None = None, about: str = "") -> None:
        self._said = about
        self._window.message_bar.show_message(text, offers=offers)

    def _unsay(self, about: str) -> None:
        """Take away what was said about something that is over."""
        if self._said == about:
            self._said = ""
            self._window.message_bar.hide()

    def _attempt(self, heading: str, work: Callable[[], object]) -> bool:
        """Do something that may fail; tell whether it went well, and the user why it did not."""
        try:
            with _wait_cursor():
                work()
        except TimelineError as error:
            dialogs.show_error(self._window, heading, str(error), self._window.theme)
            return False
        return True


@contextmanager
def _wait_cursor() -> Iterator[None]:
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
