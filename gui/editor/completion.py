"""Offers words while one types: a plain list under a field, that never takes a key from whoever does not use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListView

from gui.chrome import announce
from gui.text import label
from storage.search import fold

MOST_OFFERED = 12
_LONGEST_TYPED = 200
_LIST_SEPARATORS = ",;"
_CHAIN_SEPARATORS = ">→"
Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it shows, and what is made of it when it is taken."""

    text: str
    key: str = ""


Find = Callable[[str], Sequence[Suggestion]]
Words = Callable[[], Sequence[str]]


def complete(edit: QLineEdit, words: Words) -> Completion:
    """Offer words for a field that holds one of them; Tab takes the one that is highlighted and goes on."""
    return Completion(edit, WordFinder(words), goes_on=True)


def complete_list(edit: QLineEdit, words: Words, separators: str = _LIST_SEPARATORS) -> Completion:
    """Offer words for the one of several, set apart by commas, in which the cursor stands; none of them twice."""
    finder = WordFinder(words, lambda: _parts(edit.text(), separators, edit.cursorPosition()))
    return Completion(edit, finder, part=lambda text, cursor: part_at(text, cursor, separators))


def complete_chain(edit: QLineEdit, words: Words) -> Completion:
    """Offer words for a link of a chain: "US official > CBS News > BBC News"."""
    return complete_list(edit, words, _CHAIN_SEPARATORS)


class WordFinder:
    """Finds words by what is typed of them: at their beginning first, then at one of their words', then anywhere."""

    def __init__(self, words: Words, taken: Callable[[], Sequence[str]] = tuple) -> None:
        self._words = words
        self._taken = taken
        self._known: Sequence[str] | None = None
        self._folded: list[str] = []

    def __call__(self, typed: str) -> list[Suggestion]:
        """Return what is offered for a text; for an empty one what is used most."""
        words = self._words()
        if words is not self._known:
            self._known, self._folded = words, [fold(word) for word in words]
        taken = {fold(word) for word in self._taken()}
        places = ranked(self._folded, fold(typed), MOST_OFFERED + len(taken))
        offered = [Suggestion(words[place]) for place in places if self._folded[place] not in taken]
        return offered[:MOST_OFFERED]


def ranked(folded: Sequence[str], typed: str, most: int) -> list[int]:
    """Return the places of the words that hold a text (both folded), the best matches first, else in their order."""
    if not typed:
        return list(range(min(most, len(folded))))
    found: tuple[list[int], list[int], list[int]] = ([], [], [])
    for place, word in enumerate(folded):
        at = word.find(typed)
        if at < 0:
            continue
        found[_rank(word, typed, at)].append(place)
        if len(found[0]) >= most:
            break
    return [place for group in found for place in group][:most]


def _rank(word: str, typed: str, at: int) -> int:
    """Return 0 where a word begins with the text, 1 where one of its words does, 2 elsewhere."""
    if at == 0:
        return 0
    while at > 0:
        if not word[at - 1].isalnum():
            return 1
        at = word.find(typed, at + 1)
    return 2


def part_at(text: str, cursor: int, separators: str) -> Part:
    """Return where the part in which the cursor stands begins and ends, without the blanks around it."""
    start = max((text.rfind(sign, 0, cursor) + 1 for sign in separators), default=0)
    ends = [at for sign in separators if (at := text.find(sign, cursor)) >= 0]
    end = min(ends, default=len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > max(start, cursor) and text[end - 1].isspace():
        end -= 1
    return start, end


def _parts(text: str, separators: str, cursor: int) -> list[str]:
    """Return the parts of a text apart from the one in which the cursor stands."""
    start, end = part_at(text, cursor, separators)
    others = text[:start] + separators[0] + text[end:]
    for sign in separators[1:]:
        others = others.replace(sign, separators[0])
    return [part.strip() for part in others.split(separators[0]) if part.strip()]


def _whole(text: str, _cursor: int) -> Part:
    return 0, len(text)


class Completion(QObject):
    """The list under one field. It shows while one types, and on Down.

    Down and Up highlight a line; Enter and Tab take it; without a highlighted line both do what they do without a
    list. Escape closes the list and nothing else. `taken` carries the suggestion; unless `writes` is off, its text has
    been put into the field by then.
    """

    taken = Signal(object)

    def __init__(
        self,
        edit: QLineEdit,
        find: Find,
        *,
        part: Callable[[str, int], Part] = _whole,
        goes_on: bool = False,
        writes: bool = True,
    ) -> None:
        super().__init__(edit)
        self._edit = edit
        self._find = find
        self._part = part
        self._goes_on = goes_on
        self._writes = writes
        self._offered: Sequence[Suggestion] = ()
        self._model = QStringListModel(self)
        self.popup = self._build_popup()
        edit.installEventFilter(self)
        edit.textEdited.connect(lambda _text: self.offer())

    def _build_popup(self) -> QListView:
        popup = QListView(self._edit)
        # A window of its own, so that no pane cuts it off, and one that never takes the focus.
        popup.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        popup.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        popup.setObjectName("suggestions")
        popup.setAccessibleName("Suggestions")
        popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        popup.setFocusProxy(self._edit)
        popup.setModel(self._model)
        popup.setUniformItemSizes(True)
        popup.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        popup.setTextElideMode(Qt.TextElideMode.ElideRight)
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.clicked.connect(self._take_clicked)
        return popup

    @property
    def is_open(self) -> bool:
        """Tell whether the list is shown."""
        return self.popup.isVisible()

    @property
    def texts(self) -> list[str]:
        """Return the lines of the list as they are shown."""
        return self._model.stringList() if self.is_open else []

    def offer(self) -> None:
        """Show what fits what is typed, or nothing."""
        text = self._edit.text()
        start, end = self._part(text, self._edit.cursorPosition())
        typed = text[start:end].strip()
        self._show(self._find(typed) if len(typed) <= _LONGEST_TYPED else (), typed)

    def close(self) -> None:
        """Take the list away."""
        self.popup.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Use a few keys while the list is shown; let everything else pass."""
        kind = event.type()
        if watched is not self._edit:
            return False
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self.close()
        elif kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self.is_open and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def _press(self, event: QKeyEvent) -> bool:
        """Tell whether a key was for the list."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        if not self.is_open:
            if key == Qt.Key.Key_Down and not held:
                self.offer()
                return self.is_open
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and not held:
            return self._take_highlighted(goes_on=key == Qt.Key.Key_Tab and self._goes_on)
        return False

    def _take_highlighted(self, *, goes_on: bool) -> bool:
        row = self.popup.currentIndex().row()
        self.close()
        if row < 0:
            return False
        self._take(row)
        return not goes_on

    def _take_clicked(self, index: QModelIndex) -> None:
        self.close()
        self._take(index.row())

    def _take(self, row: int) -> None:
        suggestion = self._offered[row]
        if self._writes:
            self._write(suggestion.text)
        self.taken.emit(suggestion)

    def _write(self, word: str) -> None:
        text = self._edit.text()
        start, end = self._part(text, self._edit.cursorPosition())
        before = text[:start]
        if before and not before[-1].isspace():
            word = f" {word}"
        # As if typed, so that the field's own undo knows it.
        self._edit.setSelection(start, end - start)
        self._edit.insert(word)

    def _move(self, by: int) -> None:
        """Highlight the next line; beyond the first and the last lies none, which leaves what was typed."""
        count = len(self._offered)
        row = (self.popup.currentIndex().row() + 1 + by) % (count + 1) - 1
        self.popup.setCurrentIndex(self._model.index(row, 0) if row >= 0 else QModelIndex())
        if row >= 0:
            announce(self._edit, self._model.stringList()[row])

    def _show(self, offered: Sequence[Suggestion], typed: str) -> None:
        is_typed_out = len(offered) == 1 and offered[0].text == typed
        if not offered or is_typed_out or not self._edit.isVisible():
            self.close()
            return
        self._offered = tuple(offered[:MOST_OFFERED])
        self._model.setStringList([label(one.text) for one in self._offered])
        self.popup.setCurrentIndex(QModelIndex())
        self._place()
        if not self.is_open:
            self.popup.show()

    def _place(self) -> None:
        """Lie under the field, or over it where there is no room; be as wide as it."""
        popup, edit = self.popup, self._edit
        popup.ensurePolished()
        popup.doItemsLayout()
        margins = popup.contentsMargins()
        frame = max(2 * popup.frameWidth(), margins.top() + margins.bottom())
        height = popup.visualRect(self._model.index(len(self._offered) - 1, 0)).bottom() + 1 + frame
        width = max(edit.width(), min(popup.sizeHintForColumn(0) + frame + 16, 2 * edit.width()))
        place = edit.mapToGlobal(QPoint(0, edit.height() + 2))
        room = edit.screen().availableGeometry()
        if place.y() + height > room.bottom():
            place.setY(edit.mapToGlobal(QPoint(0, -2)).y() - height)
        place.setX(max(room.left(), min(place.x(), room.right() - width)))
        popup.setGeometry(place.x(), place.y(), width, height)
