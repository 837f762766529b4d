"""The print dialog: choices at the left, at the right exactly what is printed, and its figures before anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.chrome import ElidedLabel
from gui.printing.choices import Choices, Style
from gui.printing.chosen import Chosen
from gui.printing.dialog_column import Column
from gui.printing.job import Job
from gui.printing.outputs import Outputs
from gui.printing.planning import make_job
from gui.printing.preview_leaves import Zoom
from gui.printing.preview_pane import PreviewPane
from gui.printing.shown import Shown
from gui.printing.turns import GivenUpError, Turns
from gui.theme import Theme
from gui.work import Work
from storage.copy_texts import copy_texts
from storage.dates.typed import Habits
from storage.errors import TimelineError
from storage.story_file import StoryFile

SETTLE_MS = 60
_PALE_AFTER_S = 0.25
_USUAL_SIZE_PX = QSize(1220, 820)
_EDGE_PX = 40
_MANY_EVENTS = 20_000


class PrintDialog(QDialog):
    """Prints the story of a file; `written` carries a sentence on what was done, `kept` the choices to remember."""

    written = Signal(str)
    kept = Signal(object)
    planned = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        file: StoryFile,
        shown: Shown,
        choices: Choices,
        habits: Callable[[], Habits],
        theme: Theme,
        folder: Path,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("printDialog")
        self.setWindowTitle("Print")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.theme, self.file, self.folder = theme, file, folder
        self._shown = shown
        self._copies = copy_texts(file.path, file.sources)
        self._turns: Turns | None = None
        self._again = self._closing = False
        self._chosen: tuple[object, Chosen] | None = None
        self._planned_for: Choices | None = None
        self._kind_shown: tuple[tuple[Style, ...], bool] = ((), False)
        self.job = Job(())
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.plan)
        self._choosing = Work(self)
        self._choosing.finished.connect(self._take_chosen)
        self._choosing.failed.connect(lambda error: self._show_problem(str(error)))
        self.column = Column(shown, habits, theme, copies=len(self._copies))
        self.pane = PreviewPane(theme)
        self.outputs = Outputs(self)
        self._build()
        self.column.show_choices(choices)
        self.column.changed.connect(lambda: self._later.start(SETTLE_MS))
        self._later.start(0)

    @property
    def chosen(self) -> Chosen | None:
        """Return what of the story the job prints."""
        return self._chosen[1] if self._chosen is not None else None

    @property
    def is_current(self) -> bool:
        """Tell whether the job is what the choices ask for."""
        return self._planned_for is not None and self._planned_for == self.column.choices().on_paper

    def follow_story(self) -> None:
        """Plan anew: the story has changed."""
        # What is being chosen was read before the change.
        self._choosing.cancel()
        self._chosen, self._planned_for = None, None
        self._later.start(SETTLE_MS)

    # Planning

    def plan(self) -> None:
        """Plan what the choices ask for; what was being planned is given up."""
        if self._turns is not None:
            self._turns.stop()
            self._again = True
            return
        if self.outputs.running or self._closing:
            return
        problem = self.column.problem()
        if problem:
            self._show_problem(problem)
            return
        choices = self.column.choices()
        key = (choices.what, choices.from_, choices.to)
        if self._chosen is None or self._chosen[0] != key:
            file, shown = self.file, self._shown
            if file.event_count > _MANY_EVENTS:
                self._show_progress("Reading the events…")
                self._choosing.start(lambda _progress: (key, shown.choose(file, choices)))
                return
            try:
                self._chosen = key, shown.choose(file, choices)
            except TimelineError as error:
                self._show_problem(str(error))
                return
        self._lay_out(choices)

    def _take_chosen(self, chosen: tuple[object, Chosen]) -> None:
        self._chosen = chosen
        self.plan()

    def _lay_out(self, choices: Choices) -> None:
        assert self._chosen is not None
        began_s = monotonic()

        def tell(words: str) -> None:
            # What is there at once need not flicker.
            if monotonic() - began_s > _PALE_AFTER_S:
                self._show_progress(words)

        self._turns, self._again = Turns(tell), False
        copies = self._copies if choices.copies else {}
        try:
            job = make_job(self._chosen[1], choices, self._turns, copies)
        except GivenUpError:
            pass
        except TimelineError as error:
            self._show_problem(str(error))
        else:
            self._take(job, choices)
        finally:
            self._turns = None
        if self._closing:
            super().reject()
        elif self._again:
            self._later.start(0)
        else:
            self.planned.emit()

    def _take(self, job: Job, choices: Choices) -> None:
        self.job, self._planned_for = job, choices.on_paper
        zoom = None
        kind = (choices.styles, job.pages > 1)
        if kind != self._kind_shown:
            # All sheets of a poster are looked at together, as they are joined.
            zoom = Zoom.ALL if job.pages > 1 and choices.styles[0] is Style.POSTER else Zoom.PAGE
            self.pane.preview.page = 0
        self._kind_shown = kind
        self.pane.show_job(job, zoom=zoom)
        self._let_act(True)

    def _show_problem(self, sentence: str) -> None:
        self._planned_for = None
        self.pane.show_problem(sentence)
        self._let_act(False)

    def _show_progress(self, words: str) -> None:
        self.pane.show_progress(words)
        self._let_act(False)

    def _let_act(self, can: bool) -> None:
        for button in (self.save_button, self.print_button, self.picture_button, self.copy_button):
            button.setEnabled(can)

    # Closing

    def reject(self) -> None:
        """Close; what is under way is given up first."""
        self._choosing.cancel()
        self._later.stop()
        if self.outputs.stop():
            self._closing = True
            return
        self.keep()
        if self._turns is not None:
            self._closing = True
            self._turns.stop()
            return
        super().reject()

    def end(self, sentence: str) -> None:
        """Close and tell what was done."""
        self.keep()
        self.written.emit(sentence)
        self.accept()

    def keep(self) -> None:
        """Let the choices be remembered."""
        self.kept.emit(self.column.choices())

    def settle_closing(self) -> None:
        """Close if that was asked for meanwhile."""
        if self._closing:
            self.keep()
            super().reject()
        elif not self.is_current:
            self._later.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as usual, or as the screen lets it be."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            screen = self.screen() or QGuiApplication.primaryScreen()
            room = screen.availableSize() - QSize(_EDGE_PX, _EDGE_PX)
            self.resize(_USUAL_SIZE_PX.boundedTo(room))
        super().showEvent(event)

    # Building

    def _build(self) -> None:
        self.save_button = _push("Save as P&DF…", self.outputs.ask_for_pdf)
        self.save_button.setDefault(True)
        self.print_button = _push("Prin&t…", self.outputs.ask_for_printer)
        self.picture_button = _push("Save as pict&ure…", self.outputs.ask_for_pictures)
        self.copy_button = _push("Copy as &image", self.outputs.copy_image)
        self.close_button = _push("Close", self.reject)
        self.note = ElidedLabel()
        self.note.setProperty("role", "muted")
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.copy_button)
        row.addWidget(self.picture_button)
        row.addWidget(self.note, 1)
        for button in (self.close_button, self.print_button, self.save_button):
            row.addWidget(button)
        self.footer = QStackedWidget()
        self.footer.addWidget(buttons)
        self.footer.addWidget(self._progress_row())
        foot = QFrame()
        foot.setObjectName("printFoot")
        under = QHBoxLayout(foot)
        under.setContentsMargins(20, 10, 20, 10)
        under.addWidget(self.footer)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.column)
        across.addWidget(self.pane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(foot)
        self._let_act(False)
        self.column.styles.setFocus()

    def _progress_row(self) -> QWidget:
        line = QWidget()
        self.progress_words = QLabel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress")
        self.cancel_button = _push("Cancel", self.outputs.stop)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.progress_words)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        return line


def _push(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _checked=False: act())
    return button
