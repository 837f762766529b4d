"""The field of quick entry: one line of plain text, wrapped where it is long, its parts in colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from gui.theme import Palette, Theme
from storage.quick_line import LONGEST_LINE
from storage.quick_parts import Part, PartKind, Slip

MOST_ROWS = 4
_FRAME_PX = 6
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_EARLIER, _LATER = -1, 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What is coloured and what is underlined in the line, in Python's characters."""

    parts: Sequence[Part] = ()
    slips: Sequence[Slip] = ()


class LineEdit(QPlainTextEdit):
    """Signals what was pressed: `submitted` (Enter), `form_wanted` (Ctrl+Enter), `left` (Esc), `recalled` (-1 for the
    line before, 1 for the one after); `refused` carries a sentence on a text that is too long to be pasted;
    `rows_changed` tells that the line has another height.

    `first_refusal` may take a key before anything else does.
    """

    submitted = Signal()
    form_wanted = Signal()
    left = Signal()
    recalled = Signal(int)
    refused = Signal(str)
    rows_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quickLine")
        self._theme = theme
        self._shown = Shown()
        self.first_refusal: Callable[[QKeyEvent], bool] = lambda _event: False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.setAccessibleName("New event, in one line")
        self.document().documentLayout().documentSizeChanged.connect(self._follow_rows)
        theme.changed.connect(lambda: self.show_parts(self._shown))

    # Text

    def text(self) -> str:
        """Return the line as it was typed, no-break spaces and all."""
        return self.document().toRawText().replace("\u2029", " ")

    def set_text(self, text: str) -> None:
        """Put another line there, with the cursor at its end; what was typed before cannot be undone into it."""
        self.setPlainText(" ".join(text.splitlines()) if len(text) <= LONGEST_LINE else text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def put(self, start: int, end: int, words: str) -> None:
        """Write words over `text()[start:end]`, as a step of typing."""
        cursor = self._cursor(start, end)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    @property
    def place(self) -> int:
        """Return where the cursor stands, in Python's characters."""
        return python_place(self.text(), self.textCursor().position())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text on one line; refuse what is no line any more."""
        text = source.text()
        if len(text) + len(self.text()) > LONGEST_LINE:
            self.refused.emit(f"What was pasted has {len(text):,} characters; a line can have {LONGEST_LINE:,}.")
            return
        self.insertPlainText(" ".join(text.splitlines()))

    # Looks

    def show_parts(self, shown: Shown) -> None:
        """Colour the parts and underline what is wrong."""
        self._shown = shown
        colours = part_colours(self._theme.palette)
        selections = [self._selection(part.start, part.end, colours[part.kind]) for part in shown.parts]
        selections += [self._selection(slip.start, slip.end, "") for slip in shown.slips if slip.end > slip.start]
        self.setExtraSelections(selections)
        # Qt paints anew only where it thinks a selection has changed, which misses parts that go over several rows.
        self.viewport().update()

    def _selection(self, start: int, end: int, colour: str) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        looks = QTextCharFormat()
        if colour:
            looks.setForeground(QColor(colour))
        else:
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            looks.setUnderlineColor(QColor(self._theme.palette.stances["denies"]))
        selection.format = looks
        selection.cursor = self._cursor(start, end)
        return selection

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.text()
        cursor = QTextCursor(self.document())
        cursor.setPosition(qt_place(text, start))
        cursor.setPosition(qt_place(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def sizeHint(self) -> QSize:
        """Be as high as the rows of the line, up to MOST_ROWS of them."""
        rows = min(max(round(self.document().size().height()), 1), MOST_ROWS)
        return QSize(200, rows * self.fontMetrics().lineSpacing() + 2 * _FRAME_PX)

    def minimumSizeHint(self) -> QSize:
        """Never be less high."""
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may make other rows."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _follow_rows(self) -> None:
        self.updateGeometry()
        self.rows_changed.emit()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Leave the window's undo and redo to the story while there is no typing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.ignore()
            return False
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        if event.matches(standard.Undo):
            return not self.text()
        return event.matches(standard.Redo) and not self.document().isRedoAvailable()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab be taken first, too: it comes here before it is a key."""
        no_keys = Qt.KeyboardModifier.NoModifier
        if next and self.first_refusal(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, no_keys)):
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that mean something to the line as a whole."""
        if self.first_refusal(event):
            event.accept()
        elif event.key() in _ENTER:
            held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.form_wanted if held else self.submitted).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Up and self._is_at_edge(QTextCursor.MoveOperation.Up):
            self.recalled.emit(_EARLIER)
        elif event.key() == Qt.Key.Key_Down and self._is_at_edge(QTextCursor.MoveOperation.Down):
            self.recalled.emit(_LATER)
        else:
            super().keyPressEvent(event)

    def _is_at_edge(self, way: QTextCursor.MoveOperation) -> bool:
        return not self.textCursor().movePosition(way)


def part_colours(palette: Palette) -> dict[PartKind, str]:
    """Return the colour of each kind of part."""
    tones = palette.categories
    return {
        PartKind.WHEN: palette.accent,
        PartKind.TITLE: palette.ink,
        PartKind.PLACE: tones["teal"],
        PartKind.TAG: tones["indigo"],
        PartKind.CATEGORY: tones["plum"],
        PartKind.QUOTE: tones["green"],
        PartKind.PARAPHRASE: tones["green"],
        PartKind.SPEAKER: tones["red"],
        PartKind.STANCE: tones["amber"],
        PartKind.SOURCE: tones["olive"],
    }


def qt_place(text: str, place: int) -> int:
    """Return a place of Python's in Qt's units: letters beyond the first 65,536 are two."""
    return place if text.isascii() else place + sum(char > "\uffff" for char in text[:place])


def python_place(text: str, place: int) -> int:
    """Return a place of Qt's in Python's characters."""
    if text.isascii():
        return place
    units = 0
    for number, char in enumerate(text):
        if units >= place:
            return number
        units += 2 if char > "\uffff" else 1
    return len(text)
