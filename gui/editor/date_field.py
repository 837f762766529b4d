"""A date as it is typed: what was understood stands under it at once, in words and as a small picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel
from gui.dialogs import plain_label
from gui.editor.date_edit import DateEdit
from gui.editor.reading_choices import ReadingChoices
from gui.editor.span_picture import SpanPicture
from gui.text import label
from gui.theme import Theme
from storage.dates.typed import Habits, Reading, Typed, read_typed, warm_up, words_read_as

_PLACEHOLDER = "7 Dec 2024, spring 1848, 44 BC, Saturday …"
_LONGEST_NOTATION = 40
_NARROW_PX = 300
_CHOOSE = "This can be read in more than one way; choose one."


class DateField(QWidget):
    """A line edit for a date, with what it was read as.

    `changed` tells that `value()`, `problem()` or the text may be another one. `basis_given` carries the day (EDTF)
    that relative words are to be counted from, `remember` is handed it as well: the next field need not ask.
    """

    changed = Signal()
    basis_given = Signal(str)

    def __init__(
        self,
        habits: Callable[[], Habits],
        theme: Theme,
        parent: QWidget | None = None,
        remember: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_habits = habits
        self._theme = theme
        self._remember = remember
        self._own_basis = ""
        self._typed = Typed("")
        self._chosen = -1
        # What was set, for as long as nobody types: words that we cannot read are kept with their date.
        self._given: Reading | None = None
        self._build()
        self._read()
        # Nobody waits for this thread, and it knows nothing of Qt: the field may be gone before it ends.
        Thread(target=warm_up, args=(habits().locale,), name="warm-up").start()

    # What others use

    def value(self) -> Reading | None:
        """Return what the text means; None where it is empty, wrong, or not yet chosen from its readings."""
        if self._given is not None:
            return self._given
        readings = self._typed.readings
        if len(readings) == 1:
            return readings[0]
        return readings[self._chosen] if 0 <= self._chosen < len(readings) else None

    def problem(self) -> str:
        """Return what is wrong or missing, as a sentence; "" where there is a value or no text."""
        if self.value() is not None or not self.text().strip():
            return ""
        return _CHOOSE if self._typed.readings else self._typed.problem

    def text(self) -> str:
        """Return what stands in the field."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Put a text there, to be read as if it was typed."""
        self._given = None
        self.edit.setText(text)
        self._read()

    def set_value(self, edtf: str, phrase: str = "", basis: str = "") -> None:
        """Show a date that is known; it stays as it is, phrase and all, until somebody types."""
        self._own_basis = basis
        shown = phrase if phrase and self._means(phrase, edtf) else self._in_words(edtf)
        self.edit.blockSignals(True)
        self.edit.setText(shown)
        self.edit.blockSignals(False)
        self._given = Reading(edtf, self._in_words(edtf), phrase, basis) if edtf else None
        self._read(keep_given=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the notation under the words where both have no room beside one another."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < _NARROW_PX
        directions = QBoxLayout.Direction
        self._words.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        self._words.setSpacing(2 if is_narrow else 10)

    # Building

    def _build(self) -> None:
        self.edit = DateEdit(self._theme)
        self.edit.setAccessibleName("Date")
        self.edit.setPlaceholderText(_PLACEHOLDER)
        self.edit.textChanged.connect(lambda _text: self._read())
        self.edit.left.connect(self._show)
        self.setFocusProxy(self.edit)
        self.understood = plain_label()
        self.notation = ElidedLabel()
        self.notation.setProperty("role", "muted")
        self.notation.setFont(self._theme.mono(max(self.font().pointSizeF() * 0.9, 7.0)))
        self.picture = SpanPicture(self._theme, lambda: self._ask_habits().time_zone)
        self.choices = ReadingChoices(self, self.edit)
        self.choices.chosen.connect(self._choose)
        words = self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        words.setSpacing(10)
        words.addWidget(self.understood, 1)
        words.addWidget(self.notation)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.edit)
        column.addLayout(words)
        column.addWidget(self.choices)
        column.addWidget(self._basis_row())
        column.addWidget(self.picture)

    def _basis_row(self) -> QWidget:
        self.basis_edit = DateEdit(self._theme)
        self.basis_edit.setAccessibleName("Counted from")
        self.basis_edit.setPlaceholderText("the day it was written, such as 8 Dec 2024")
        self.basis_edit.textEdited.connect(lambda _text: self._take_basis())
        self.basis_row = QWidget()
        row = QHBoxLayout(self.basis_row)
        row.setContentsMargins(0, 0, 0, 0)
        words = QLabel("counted from")
        words.setProperty("role", "muted")
        words.setBuddy(self.basis_edit)
        row.addWidget(words)
        row.addWidget(self.basis_edit, 1)
        return self.basis_row

    # Reading

    def _habits(self) -> Habits:
        habits = self._ask_habits()
        return replace(habits, basis=self._own_basis) if self._own_basis else habits

    def _read(self, *, keep_given: bool = False) -> None:
        if not keep_given:
            self._given = None
        before = self.value()
        text = self.edit.text()
        self._typed = read_typed(text, self._habits()) if text.strip() else Typed(text)
        self._chosen = -1
        if before is not None:
            same = (n for n, reading in enumerate(self._typed.readings) if reading.edtf == before.edtf)
            self._chosen = next(same, -1)
        self._show()
        self.changed.emit()

    def _choose(self, number: int) -> None:
        self._given = None
        self._chosen = number
        self._show()
        self.changed.emit()

    def _take_basis(self) -> None:
        """Count from the day that was typed, once it is one."""
        typed = self._typed_basis()
        self.basis_edit.mark(typed.start, typed.end if typed.problem else typed.start)
        if not typed.edtf:
            self.basis_edit.setAccessibleDescription(typed.problem)
            return
        self._own_basis = typed.edtf
        self.basis_edit.setAccessibleDescription(typed.readings[0].words)
        if self._remember is not None:
            self._remember(typed.edtf)
        self.basis_given.emit(typed.edtf)
        self._read()

    def _typed_basis(self) -> Typed:
        return read_typed(self.basis_edit.text(), replace(self._ask_habits(), basis=""))

    def _means(self, phrase: str, edtf: str) -> bool:
        readings = read_typed(phrase, self._habits()).readings
        return any(reading.edtf == edtf for reading in readings)

    def _in_words(self, edtf: str) -> str:
        return words_read_as(edtf, self._ask_habits())

    # Showing

    def _show(self) -> None:
        value, problem = self.value(), self.problem()
        words = problem or (value.words if value is not None else "")
        self.understood.setText(label(words))
        self._set_role("muted" if problem and not self._is_wrong() else "error" if problem else "good")
        notation = value.edtf if value is not None else ""
        self.notation.setText(notation if len(notation) <= _LONGEST_NOTATION else "")
        wrong = self._typed if problem and self._is_wrong() else Typed("")
        self.edit.mark(wrong.start, wrong.end)
        self.edit.setAccessibleDescription(label(f"{words} {notation}".strip()))
        self.choices.show_readings(self._typed.readings if self._given is None else (), self._chosen)
        self.picture.show_date(notation)
        self._show_basis(value)
        # Nothing below moves while one types on; other rows take its place.
        self.picture.setVisible(bool(notation) or (bool(words) and not self._asks()))

    def _asks(self) -> bool:
        """Tell whether there is something to choose or to add."""
        return self._typed.needs_basis or len(self._typed.readings) > 1

    def _is_wrong(self) -> bool:
        """Tell whether what stands there is wrong: not only open, or half a word that is still being typed."""
        typed = self._typed
        typing = typed.unfinished and self.edit.hasFocus() and self.edit.cursorPosition() == len(self.edit.text())
        return bool(typed.problem) and not typed.needs_basis and not typing

    def _show_basis(self, value: Reading | None) -> None:
        counted = self._typed.needs_basis or any(reading.basis for reading in self._typed.readings)
        basis = value.basis if value is not None else next((each.basis for each in self._typed.readings), "")
        self.basis_row.setVisible(counted)
        # What stands there already may be half of what is being typed.
        if counted and basis and self._typed_basis().edtf != basis:
            self.basis_edit.setText(self._in_words(basis))

    def _set_role(self, role: str) -> None:
        if self.understood.property("role") != role:
            self.understood.setProperty("role", role)
            self.understood.style().unpolish(self.understood)
            self.understood.style().polish(self.understood)
