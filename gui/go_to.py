"""Go to a date: what one types is read while one types."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from gui.dialogs import Buttons, WordsDialog
from gui.text import one_line
from gui.theme import Theme
from storage.dates import Date, display, words_to_date
from storage.errors import DateError

_EXAMPLES = "For instance: 7 Dec 2024 · Dec 2024 · 2011 · 44 BC · 66 million years ago · 2024-12-07T18:30"


class GoToDialog(WordsDialog):
    """Ask for a date; `chosen` carries the `Date` that was understood."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme) -> None:
        super().__init__(parent, "Go to date", "Go to date", theme)
        self.setObjectName("goToDialog")
        self._date: Date | None = None
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Date")
        self.edit.setPlaceholderText("A date in words or figures")
        self.edit.setMaxLength(200)
        self.edit.textChanged.connect(self._read)
        self.column.addWidget(self.edit)
        self.understood = self.add_words(_EXAMPLES, selectable=False)
        self.understood.setMinimumHeight(self.fontMetrics().lineSpacing() * 2)
        box = self.add_buttons(Buttons.Cancel)
        self.go = box.addButton("Go", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self._read("")
        self.edit.setFocus()

    def accept(self) -> None:
        """Go to the date, if one was understood."""
        if self._date is not None:
            self.chosen.emit(self._date)
            super().accept()

    def _read(self, text: str) -> None:
        self._date = None
        role, words = "muted", _EXAMPLES
        if text.strip():
            try:
                self._date = words_to_date(text.strip())
                role, words = "good", f"{display(self._date)}   ({self._date.text})"
            except DateError as error:
                role, words = "error", str(error)
        self.understood.setProperty("role", role)
        self.understood.style().unpolish(self.understood)
        self.understood.style().polish(self.understood)
        self.understood.setText(one_line(words))
        self.understood.setAccessibleDescription(one_line(words))
        self.go.setEnabled(self._date is not None)
