"""What the window shows when no story is open: New, Open, the samples, and the files read last."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gui.dialogs import plain_label
from gui.icons import app_icon
from gui.row_button import RowButton
from gui.samples import SAMPLES, Sample
from gui.settings import APP_NAME
from gui.text import one_line, tooltip
from gui.theme import Theme

_COLUMN_PX = 560
_ICON_PX = 72


class StartPage(QScrollArea):
    """A calm beginning; signals carry the wish, the window fulfils it."""

    sample_requested = Signal(object)
    file_requested = Signal(object)

    def __init__(self, new: QAction, open_: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._headings: list[QLabel] = []
        self.recent_buttons: list[QPushButton] = []

        self._title = plain_label(APP_NAME)
        tagline = plain_label("Who said what, when, and on what ground.", "muted")
        self.new_button = _action_button(new, "New story…", "primary")
        self.open_button = _action_button(open_, "Open…", "")
        self.sample_buttons = [self._sample_button(sample) for sample in SAMPLES]
        self._recent = QVBoxLayout()
        self._recent.setSpacing(6)
        self._recent_heading = self._heading("Recent stories")

        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(QSize(_ICON_PX, _ICON_PX)))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(tagline)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(18)
        top.addWidget(picture)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.new_button)
        buttons.addWidget(self.open_button)
        buttons.addWidget(plain_label("or drop a story's file on this window", "muted"), 1)

        column = QWidget()
        column.setObjectName("startColumn")
        column.setMaximumWidth(_COLUMN_PX)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(20, 30, 20, 30)
        rows.setSpacing(6)
        rows.addLayout(top)
        rows.addSpacing(18)
        rows.addLayout(buttons)
        rows.addSpacing(22)
        rows.addWidget(self._heading("Samples"))
        for button in self.sample_buttons:
            rows.addWidget(button)
        rows.addSpacing(18)
        rows.addWidget(self._recent_heading)
        rows.addLayout(self._recent)

        page = QWidget()
        page.setObjectName("startColumn")
        across = QHBoxLayout(page)
        across.addStretch(1)
        across.addWidget(column, 100)
        across.addStretch(1)
        across.setAlignment(column, Qt.AlignmentFlag.AlignVCenter)
        self.setWidget(page)
        theme.changed.connect(self._restyle)

    def show_recent(self, files: Sequence[Path]) -> None:
        """Show the files read last."""
        for button in self.recent_buttons:
            self._recent.removeWidget(button)
            button.deleteLater()
        self.recent_buttons = [self._file_button(path) for path in files]
        for button in self.recent_buttons:
            self._recent.addWidget(button)
        self._recent_heading.setVisible(bool(files))

    def showEvent(self, event: QShowEvent) -> None:
        """Set the fonts now: under a style sheet, a scroll area that gets a parent resets those of its content."""
        super().showEvent(event)
        self._restyle()

    def _heading(self, text: str) -> QLabel:
        label = plain_label(text.upper(), "muted")
        self._headings.append(label)
        return label

    def _sample_button(self, sample: Sample) -> QPushButton:
        return RowButton(sample.title, sample.about, lambda: self.sample_requested.emit(sample))

    def _file_button(self, path: Path) -> QPushButton:
        name = one_line(path.name.removesuffix(".timeline.json"))
        button = RowButton(name, one_line(_from_home(path.parent)), lambda: self.file_requested.emit(path))
        button.setToolTip(tooltip(str(path)))
        return button

    def _restyle(self) -> None:
        size = self.font().pointSizeF()
        self._title.setFont(self._theme.serif(size * 2.0, bold=True))
        for heading in self._headings:
            heading.setFont(self._theme.sans(size * 0.9, bold=True))


def _action_button(action: QAction, text: str, role: str) -> QPushButton:
    button = QPushButton(text)
    if role:
        button.setProperty("role", role)
    button.clicked.connect(action.trigger)
    return button


def _from_home(folder: Path) -> str:
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)
