"""Asks once from which day relative words ("Saturday") are counted, and tells it from then on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.chrome import announce
from gui.editor.date_edit import DateEdit
from gui.text import label
from gui.theme import Theme
from storage.dates import display
from storage.dates.typed import Habits, Reading, Typed, read_typed
from storage.errors import DateError

_PLACEHOLDER = "8 Dec 2024"
_LONGEST = 30


class BasisRow(QWidget):
    """A field while the day is wanted, a small button that tells it while it is known.

    `given` carries the day (EDTF), by Enter; nothing is taken before.
    """

    given = Signal(str)

    def __init__(self, theme: Theme, habits: Callable[[], Habits], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setProperty("role", "muted")
        self.edit = DateEdit(theme)
        self.edit.setPlaceholderText(_PLACEHOLDER)
        self.edit.setAccessibleName("Counted from")
        self.edit.setMaximumWidth(180)
        self.edit.textEdited.connect(lambda _text: self._check())
        self.edit.returnPressed.connect(self._give)
        self.understood = QLabel()
        self.understood.setTextFormat(Qt.TextFormat.PlainText)
        self.understood.setProperty("role", "muted")
        self.change = QPushButton()
        self.change.setProperty("role", "quiet")
        self.change.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.words, self.edit, self.understood, self.change):
            row.addWidget(part)
        row.addStretch(1)
        self._asks = False
        self.hide()

    def show_for(self, when: Typed, reading: Reading | None) -> None:
        """Show what a date needs: the field, the button, or nothing."""
        if not when.needs_basis and not self.edit.hasFocus():
            self._asks = False
        asks = when.needs_basis or self._asks
        basis = reading.basis if reading is not None else ""
        phrase = label(when.text)[:_LONGEST]
        self.words.setText(f"“{phrase}” counts from")
        self.change.setText(f"“{phrase}” counts from {_in_words(basis)} – change")
        for part in (self.words, self.edit, self.understood):
            part.setVisible(asks)
        self.change.setVisible(not asks and bool(basis))
        self.setVisible(asks or bool(basis))

    def ask(self) -> None:
        """Take the day now."""
        self._asks = True
        for part in (self, self.words, self.edit, self.understood):
            part.show()
        self.change.hide()
        basis = self._habits().basis
        self.edit.setText(_in_words(basis) if basis else self.edit.text())
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _check(self) -> Typed:
        typed = read_typed(self.edit.text(), replace(self._habits(), basis=""))
        shown = typed.problem if self.edit.text().strip() else ""
        words = shown or (typed.readings[0].words if typed.edtf else "")
        self.edit.mark(typed.start, typed.end if shown else typed.start)
        self.understood.setText(label(words))
        self.edit.setAccessibleDescription(label(words))
        return typed

    def _give(self) -> None:
        typed = self._check()
        if typed.edtf:
            self._asks = False
            self.given.emit(typed.edtf)
        else:
            announce(self, self.understood.text() or "Type the day, such as 8 Dec 2024.")


def _in_words(edtf: str) -> str:
    try:
        return display(edtf) if edtf else ""
    except DateError:
        return label(edtf)
