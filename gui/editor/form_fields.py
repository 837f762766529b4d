"""The fields of the event form: each gives back what was put into it, to the letter, until somebody types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from gui.dialogs import plain_label
from gui.editor.date_field import DateField
from gui.text import label as short
from gui.theme import Theme
from storage.dates.typed import Habits
from storage.event_draft import DateDraft
from storage.plain_text import visible

LONGEST_LINE = 20_000
"""Characters that a field of one line takes: Qt lays all of them out again at every keystroke."""

_SPACING_PX = 3
_LEAST_PAIR_PX = 330
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
_MOST_LINES = 14


class LineField(QLineEdit):
    """A field of one line. `changed` tells that its value may be another one."""

    changed = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self._stored = self._shown = ""
        self.complaint = ""
        # Beyond its own greatest length a line edit cuts what is pasted off without a word.
        self.setMaxLength(2**30)
        self.setValidator(_ShortEnough(self))
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._tell)
        self.inputRejected.connect(self._refuse)

    def value(self) -> str:
        """Return the text; what was set, for as long as nobody types."""
        return self._stored if self.text() == self._shown else self.text()

    def set_value(self, text: str) -> None:
        """Show a text. One that is too long for a line is shown in part and can only be read."""
        shown = showable(text).replace("\r\n", "\n")
        too_long = len(shown) >= LONGEST_LINE
        self.setReadOnly(too_long)
        self._stored = text
        self._set_complaint(f"This is too long to change here ({len(text):,} characters)." if too_long else "")
        self.setText(f"{shown[:200]}…" if too_long else shown)
        self._shown = self.text()
        self.setCursorPosition(0)

    def type(self, text: str) -> None:
        """Put a text there as if it was typed: the field's undo takes it back."""
        self.selectAll()
        self.insert(text)

    def _tell(self) -> None:
        if not self.isReadOnly():
            self._set_complaint("")
        self.changed.emit()

    def _refuse(self) -> None:
        if not self.isReadOnly():
            self._set_complaint(f"A line takes {LONGEST_LINE:,} characters at most; that was not put in.")
            self.changed.emit()

    def _set_complaint(self, sentence: str) -> None:
        self.complaint = sentence


class _ShortEnough(QValidator):
    """Refuses what would make a line too long."""

    def validate(self, text: str, place: int) -> QValidator.State:
        """Tell whether a text may stand in a line."""
        return QValidator.State.Acceptable if len(text) <= LONGEST_LINE else QValidator.State.Invalid


class TextField(QPlainTextEdit):
    """A field of several lines that grows with its text. `changed` tells that its value may be another one."""

    changed = Signal()

    def __init__(self, name: str, least_lines: int = 2, hint: str = "") -> None:
        super().__init__()
        self._stored = self._shown = ""
        self._least_lines = least_lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def value(self) -> str:
        """Return the text; what was set, for as long as nobody types."""
        text = self._text()
        return self._stored if text == self._shown else text

    def set_value(self, text: str) -> None:
        """Show a text."""
        self._stored = text
        # Qt takes the noncharacters at U+FDD0 for ends of its frames.
        self.setPlainText(re.sub("[\ufdd0\ufdd1]", "\ufffd", showable(text)))
        self._shown = self._text()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grow where lines wrap."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll where this field has nothing to scroll."""
        bar = self.verticalScrollBar()
        if bar.maximum() > bar.minimum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _text(self) -> str:
        # The plain text would have blanks for the no-break spaces.
        return _LINE_ENDS.sub("\n", self.document().toRawText())

    def _fit(self) -> None:
        # A plain text edit counts its document's height in lines.
        lines = self.document().documentLayout().documentSize().height()
        shown = min(max(lines, self._least_lines), _MOST_LINES)
        frame = 2 * round(self.document().documentMargin()) + 12
        height = round(shown * self.fontMetrics().lineSpacing()) + frame
        if height != self.minimumHeight():
            self.setFixedHeight(height)


class ChoiceField(QComboBox):
    """One of a few. The wheel scrolls the form, not the choice."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMinimumHeight(self.fontMetrics().height() + 12)  # As high as a line beside it.
        self.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Alt with the arrows to the list of statements, which moves them by it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)


class WhenField(QWidget):
    """A date with the draft that was put into it, which it gives back until somebody types."""

    changed = Signal()

    def __init__(self, name: str, habits: Callable[[], Habits], theme: Theme, remember: Callable[[str], None]) -> None:
        super().__init__()
        self.field = DateField(habits, theme, self, remember)
        self.field.edit.setAccessibleName(name)
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self._given = DateDraft()
        self._shown = self._state()
        self.field.changed.connect(self.changed)

    @property
    def is_touched(self) -> bool:
        """Tell whether it says something else than what was put into it."""
        return self._state() != self._shown

    def value(self) -> DateDraft:
        """Return what stands there."""
        if not self.is_touched:
            return self._given
        reading = self.field.value()
        return DateDraft(reading.edtf if reading else "", self.field.text(), self.field.problem())

    def words_of_source(self) -> tuple[str, str]:
        """Return the phrase that was typed and the day that it was counted from, ("", "") where there is none."""
        reading = self.field.value()
        return (reading.phrase, reading.basis) if reading else ("", "")

    def set_value(self, date: DateDraft, phrase: str = "", basis: str = "") -> None:
        """Show a date, or what was typed where one was half typed."""
        if date.edtf:
            self.field.set_value(date.edtf, showable(phrase), showable(basis))
        else:
            self.field.set_text(showable(date.text))
        self.field.edit.setCursorPosition(0)
        self._given = date
        self._shown = self._state()

    def _state(self) -> tuple[str, str, str]:
        reading = self.field.value()
        return self.field.text(), reading.edtf if reading else "", self.field.problem()


class FieldRow(QWidget):
    """A field under its quiet label, and under it what is wrong, once the field was left or keeping was tried."""

    def __init__(self, words: str, field: QWidget) -> None:
        super().__init__()
        self.field = field
        self.asked = False
        self._problem = ""
        self.label = QLabel(words)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setProperty("role", "fieldName")
        self.label.setBuddy(field)
        self.problem = plain_label("", "error")
        self.problem.hide()
        self.note = plain_label("", "muted")
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_SPACING_PX)
        for widget in (self.label, field, self.problem, self.note):
            column.addWidget(widget)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._note)
        field.changed.connect(self._later.start)  # type: ignore[attr-defined]

    def tell(self, sentence: str) -> None:
        """Take what is wrong with the field, "" for nothing; it is shown once it was asked for."""
        self._problem = sentence
        # A date field says itself what it does not understand.
        says_itself = isinstance(self.field, WhenField) and bool(self.field.field.problem())
        shown = sentence if self.asked and not says_itself else ""
        self.problem.setText(short(shown))
        self.problem.setVisible(bool(shown))
        self.field.setAccessibleDescription(short(sentence) if self.asked else "")

    def ask(self) -> None:
        """Show from now on what is wrong."""
        if not self.asked:
            self.asked = True
            self.tell(self._problem)

    def holds(self, widget: QWidget | None) -> bool:
        """Tell whether a widget is the field or stands in it."""
        return widget is not None and (widget is self.field or self.field.isAncestorOf(widget))

    def _note(self) -> None:
        """Say what cannot be seen in the field, and what was left out."""
        complaint = self.field.complaint if isinstance(self.field, LineField) else ""
        if not complaint and isinstance(self.field, LineField | TextField):
            complaint = hidden_in_words(self.field.value())
        self.note.setText(complaint)
        self.note.setVisible(bool(complaint))


class Pair(QWidget):
    """Two rows side by side, or one under the other where there is no room."""

    def __init__(self, first: QWidget, second: QWidget, shares: tuple[int, int] = (1, 1)) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(10)
        for widget, share in zip((first, second), shares, strict=True):
            self._box.addWidget(widget, share, Qt.AlignmentFlag.AlignTop)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Need no more width than one under the other does."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), 120), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room tells to."""
        super().resizeEvent(event)
        wide = event.size().width() >= _LEAST_PAIR_PX
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
            self._box.setSpacing(10)


Rows = Iterator[tuple[str, FieldRow]]
"""The rows of a form with the places that problems name them by."""


def showable(text: str) -> str:
    """Return the text as a widget can hold it: half of a surrogate pair would be dropped without a trace."""
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def hidden_in_words(text: str) -> str:
    """Return a note on characters that steer or cannot be seen, "" where there are none."""
    # The field itself shows its lines and tabulators.
    if text.isascii() and text.isprintable():
        return ""
    shown = visible(text, "\n\t\r")
    if shown == text:
        return ""
    signs = sorted({sign for sign in re.findall(r"⟨U\+[0-9A-F]+⟩|[␀-␡]", shown) if sign not in text})
    return (
        f"Holds characters that cannot be seen: {' '.join(signs[:6])}{' …' if len(signs) > 6 else ''}" if signs else ""
    )
