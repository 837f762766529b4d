"""A dialog that makes steps: its problem beside the fields, its progress above the buttons, one way to give up."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.dialogs import Buttons, WordsDialog, plain_label
from gui.document import Document
from gui.editor.stepper import Planned, Stepper
from gui.text import label, one_line
from gui.theme import Theme
from storage.plain_text import visible

_MIN_BAR_PX = 160
_FRAME_PX = 12
# A focused field's ring is not to be cut off where the fields scroll.
_RING_PX = 2


class ProgressLine(QWidget):
    """What is being done, how much of it, and a button that gives it up."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(_MIN_BAR_PX)
        self.bar.setAccessibleName("Progress")
        self.stop = QPushButton("Stop")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def tell(self, words: str, share: float, *, can_stop: bool) -> None:
        """Show how far it is; a share below 0 is not known."""
        self.words.setText(f"{words}… {share:.0%}" if share >= 0 else f"{words}…")
        self.bar.setRange(0, 100 if share >= 0 else 0)
        self.bar.setValue(max(round(share * 100), 0))
        self.stop.setEnabled(can_stop)
        self.show()


class StepDialog(WordsDialog):
    """A dialog whose fields stand in `body`, with `problem`, `progress` and the buttons under it."""

    def __init__(self, parent: QWidget | None, title: str, heading: str, document: Document, theme: Theme) -> None:
        super().__init__(parent, title, heading, theme)
        self.theme = theme
        self.document = document
        self.stepper = Stepper(document, self)
        # Under a style sheet, a scroll area that gets a parent resets its content's fonts: it gets its parent first.
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self.column.addWidget(self._scroll, 1)
        self.body = QWidget()
        self.fields = QVBoxLayout(self.body)
        self.fields.setContentsMargins(_RING_PX, _RING_PX, _RING_PX, _RING_PX)
        self.fields.setSpacing(8)
        self._scroll.setWidget(self.body)
        self.body.setAutoFillBackground(False)
        self.problem = problem_label()
        self.column.addWidget(self.problem)
        self.progress = ProgressLine()
        self.column.addWidget(self.progress)
        self.stepper.progressed.connect(self._show_progress)
        self.stepper.made.connect(self._end)
        self.stepper.failed.connect(self._show_failure)
        self.stepper.asked.connect(self._ask)
        self.progress.stopped.connect(self.stop)
        document.opened.connect(self._leave)

    def add_step_buttons(self, text: str) -> QPushButton:
        """Add the buttons under the fields; return the one that makes the step."""
        box = self.add_buttons(Buttons.Cancel)
        self.go_button = box.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_button.setDefault(True)
        return self.go_button

    def reject(self) -> None:
        """Give up what is being worked out; with nothing going on, close."""
        if self.stepper.running:
            self.stop()
            return
        super().reject()

    def stop(self) -> None:
        """Give up what is being worked out, and let the fields be changed again."""
        if self.stepper.can_cancel:
            self.stepper.cancel()
            self._end()

    def tell_problem(self, text: str) -> None:
        """Say what is wrong, in one sentence; "" takes that back."""
        show_problem(self.problem, text)
        self.grow()

    def grow(self) -> None:
        """Be high enough for what is said now; never shrink under the reader's eyes."""
        if self.isVisible():
            self._fit(self.width(), self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as the fields need, where the screen has the room."""
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            wanted = max(self.minimumWidth(), self.body.sizeHint().width() + self._around().width())
            self._fit(wanted, 0)
        else:
            self._fit(self.width(), self.height())
        super().showEvent(event)

    def _fit(self, width_px: int, least_px: int) -> None:
        """Take a width and the height that the fields need at it, or what the screen has; then the fields scroll."""
        # From the inside out: the outer layout learns of it only then.
        self.fields.activate()
        self.column.activate()
        around, screen = self._around(), self.screen().availableSize()
        width_px = min(width_px, screen.width() - 2 * _FRAME_PX)
        body_px = max(self.fields.totalHeightForWidth(width_px - around.width()), self.body.minimumSizeHint().height())
        height_px = min(max(body_px + around.height(), least_px), screen.height() - 3 * _FRAME_PX)
        if (width_px, height_px) != (self.width(), self.height()):
            self.resize(width_px, height_px)

    def _around(self) -> QSize:
        """Return how much of the dialog is not its fields."""
        margins = self.column.contentsMargins()
        others = [item for item in map(self.column.itemAt, range(self.column.count())) if item is not None]
        heights = [
            max(item.heightForWidth(self.minimumWidth()) if item.hasHeightForWidth() else 0, item.sizeHint().height())
            for item in others
            if item.widget() is not self._scroll and not item.isEmpty()
        ]
        spacer_px = sum(item.sizeHint().height() for item in others if item.spacerItem() is not None)
        gaps_px = self.column.spacing() * len(heights)
        down = margins.top() + margins.bottom() + sum(heights) + gaps_px + spacer_px
        return QSize(margins.left() + margins.right(), down)

    def _show_progress(self, words: str, share: float) -> None:
        self.body.setEnabled(False)
        self.go_button.setEnabled(False)
        self.progress.tell(words, share, can_stop=self.stepper.can_cancel)
        self.grow()

    def _end(self, _count: int = 0) -> None:
        self.progress.hide()
        self.body.setEnabled(True)
        self.go_button.setEnabled(True)

    def _show_failure(self, sentence: str) -> None:
        self._end()
        self.tell_problem(sentence)

    def _ask(self, planned: Planned) -> None:
        """Ask before a step is made that cannot do all that was wanted."""
        self._end()
        dialog = WordsDialog(self, self.windowTitle(), "Not all can be changed", self.theme)
        dialog.setObjectName("stepQuestion")
        dialog.add_words(visible(planned.question))
        go_on = dialog.add_buttons(Buttons.Cancel).addButton(
            "Change the others", QDialogButtonBox.ButtonRole.AcceptRole
        )
        go_on.setDefault(True)
        dialog.accepted.connect(lambda: self.stepper.go_on(planned))
        dialog.open()

    def _leave(self) -> None:
        """Close: another story has come into the window."""
        self.stepper.cancel()
        super().reject()


def problem_label() -> QLabel:
    """Return a label for a sentence on what is wrong, hidden as long as nothing is."""
    found = plain_label("", "error")
    found.hide()
    return found


def show_problem(where: QLabel, text: str) -> None:
    """Show a sentence, or nothing, where a problem is told."""
    shown = label(text)
    if shown == where.text() and where.isHidden() == (not shown):
        return
    where.setText(shown)
    where.setVisible(bool(shown))


def show_in_row(form: QFormLayout, where: QLabel, text: str) -> None:
    """Show plain text in a row of a form that is only there where there is some."""
    # Seen first: a label that is hidden does not tell its layout how high it has become.
    form.setRowVisible(where, bool(text))
    where.setText(text)


def button_text(text: str) -> str:
    """Return text for a button or a menu, in which "&" would mark an access key."""
    return one_line(text[:200]).replace("&", "&&")
