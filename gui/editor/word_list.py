"""A short list of words over the line: it never takes a key that the line needs until somebody moves into it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from gui.chrome import announce
from gui.text import label

_LEAST_PX, _MOST_PX = 140, 380
_PADDING_PX = 28
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class WordList(QListWidget):
    """Shows words over its parent; `taken` carries the one that was accepted.

    Tab accepts the first one, or the one moved to; Enter only one moved to; Esc puts the list away.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("wordList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setAccessibleName("Words of this story")
        self.itemClicked.connect(lambda item: self.taken.emit(item.data(Qt.ItemDataRole.UserRole)))
        self._words: list[str] = []
        self.hide()

    @property
    def words(self) -> list[str]:
        """Return what is offered; none while the list is away."""
        return self._words if self.isVisible() else []

    def offer(self, words: Sequence[str], foot: QPoint) -> None:
        """Show words with the list's lower left corner at a point of its parent; none hides it."""
        if list(words) != self._words or not self.isVisible():
            self._words = list(words)
            self.clear()
            for word in self._words:
                item = QListWidgetItem(label(word))
                item.setData(Qt.ItemDataRole.UserRole, word)
                self.addItem(item)
            self.setCurrentRow(-1)
        if not self._words:
            self.hide()
            return
        width = min(max(self.sizeHintForColumn(0) + _PADDING_PX, _LEAST_PX), _MOST_PX)
        height = self.sizeHintForRow(0) * len(self._words) + 2 * self.frameWidth() + 4
        left = min(max(foot.x(), 0), max(self._page.width() - width, 0))
        self.setGeometry(left, max(foot.y() - height, 0), width, height)
        self.show()
        self.raise_()

    def takes(self, event: QKeyEvent) -> bool:
        """Take a key of the line where it is meant for the list, and tell so."""
        if not self.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key, row = event.key(), self.currentRow()
        if key == Qt.Key.Key_Tab or (key in _ENTER and row >= 0):
            self.taken.emit(self._words[max(row, 0)])
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key == Qt.Key.Key_Down:
            self._move((row + 1) % len(self._words))
        elif key == Qt.Key.Key_Up and row >= 0:
            self._move(row - 1)
        else:
            return False
        return True

    def _move(self, row: int) -> None:
        self.setCurrentRow(row)
        if row >= 0:
            announce(self, self._words[row])
