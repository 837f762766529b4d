"""Offers the words of the story while a quick line is typed, and writes the one that is taken."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from gui.editor.line_completion import Wanted, Words, offered, wanted_at, written
from gui.editor.line_edit import LineEdit, qt_place
from gui.editor.word_list import WordList


class LineCompleter(QObject):
    """Keeps a list over the cursor of `edit`, in `page`; `first` tells where the date of the line ends, -1 for none."""

    def __init__(self, edit: LineEdit, page: QWidget, words: Words, first: Callable[[], int]) -> None:
        super().__init__(edit)
        self._edit = edit
        self._page = page
        self._words = words
        self._first = first
        self.list = WordList(page)
        self.list.taken.connect(self._take)
        edit.first_refusal = self.list.takes
        edit.cursorPositionChanged.connect(self._offer)

    def hide(self) -> None:
        """Put the list away."""
        self.list.hide()

    def _wanted(self) -> Wanted | None:
        first = self._first()
        return wanted_at(self._edit.text(), first, self._edit.place) if first >= 0 else None

    def _offer(self) -> None:
        wanted = self._wanted() if self._edit.hasFocus() else None
        if wanted is None:
            self.list.hide()
            return
        cursor = self._edit.textCursor()
        cursor.setPosition(qt_place(self._edit.text(), wanted.start))
        at = self._edit.viewport().mapTo(self._page, self._edit.cursorRect(cursor).topLeft())
        # Over the field, whichever of its rows the cursor is in.
        top = self._edit.mapTo(self._page, QPoint(0, 0)).y()
        self.list.offer(offered(wanted, self._words), QPoint(at.x() - 6, top - 1))

    def _take(self, word: str) -> None:
        wanted = self._wanted()
        if wanted is not None:
            following = self._edit.text()[wanted.end :]
            self._edit.put(wanted.start, wanted.end, written(wanted, word, following))
        self.list.hide()
        self._edit.setFocus()
