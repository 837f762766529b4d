"""Go to a date: what one types is read while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from gui.dialogs import Buttons, WordsDialog
from gui.editor.date_field import DateField
from gui.theme import Theme
from storage.dates import parse
from storage.dates.typed import Habits

_EXAMPLES = "For instance: 7 Dec 2024 · Dec 2024 · 2011 · 44 BC · 66 million years ago · 2024-12-07T18:30"


class GoToDialog(WordsDialog):
    """Ask for a date; `chosen` carries the `Date` that was understood."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        habits: Callable[[], Habits] = Habits,
        remember: Callable[[str], None] | None = None,
        *,
        title: str = "Go to date",
    ) -> None:
        super().__init__(parent, title, title, theme)
        self.setObjectName("goToDialog")
        self.field = DateField(habits, theme, remember=remember)
        self.edit, self.understood = self.field.edit, self.field.understood
        self.field.changed.connect(self._show)
        self.column.addWidget(self.field)
        self.examples = self.add_words(_EXAMPLES, "muted", selectable=False)
        # What is understood comes and goes; the heading and the field stay where they are.
        self.column.addStretch(1)
        box = self.add_buttons(Buttons.Cancel)
        self.go = box.addButton("Go", QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self._show()
        self.edit.setFocus()

    def accept(self) -> None:
        """Go to the date, if one was understood."""
        reading = self.field.value()
        if reading is not None:
            self.chosen.emit(parse(reading.edtf))
            super().accept()

    def _show(self) -> None:
        self.examples.setVisible(not self.field.text().strip())
        self.go.setEnabled(self.field.value() is not None)
        self.column.activate()
        needed_px = self.column.totalHeightForWidth(self.width())
        if self.isVisible() and needed_px > self.height():
            self.resize(self.width(), needed_px)
