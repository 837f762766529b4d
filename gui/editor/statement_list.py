"""The statements of an event in a form: a list of cards, of which the one with the focus is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel, announce
from gui.editor.form_fields import Rows
from gui.editor.form_tools import FormTools
from gui.editor.statement_card import StatementCard, summary
from storage.event_draft import StatementDraft, copy_of_statement, new_statement
from storage.model import Source

_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_SHIFT, _NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
_ACTS: Mapping[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
    (Qt.Key.Key_D, _CTRL): "duplicate",
    (Qt.Key.Key_Delete, _CTRL | _SHIFT): "remove",
}


class StatementList(QWidget):
    """Statements edited in place. `changed` tells that they may be others, `rebuilt` that there are other fields."""

    changed = Signal()
    rebuilt = Signal()

    def __init__(self, tools: FormTools) -> None:
        super().__init__()
        self._tools = tools
        self._cards: list[StatementCard] = []
        self._made: Mapping[str, Source] = {}
        self._removed: tuple[int, StatementDraft] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.removed_words = ElidedLabel()
        self.removed_words.setProperty("role", "muted")
        self.put_back_button = QPushButton("Put back")
        self.put_back_button.setProperty("role", "quiet")
        self.put_back_button.clicked.connect(self._put_back)
        self._strip = QWidget()
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(2, 0, 0, 0)
        strip.addWidget(self.removed_words, 1)
        strip.addWidget(self.put_back_button)
        self._strip.hide()
        self.add_button = QPushButton("Add a statement")
        self.add_button.setToolTip("Ctrl+Shift+Enter")
        self.add_button.clicked.connect(lambda: self.add())
        self._column.addWidget(self._strip)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        tools.theme.changed.connect(self._restyle)

    @property
    def cards(self) -> Sequence[StatementCard]:
        """Return the cards in their order."""
        return tuple(self._cards)

    def value(self) -> tuple[StatementDraft, ...]:
        """Return the statements as they are typed."""
        return tuple(card.value() for card in self._cards)

    def set_value(
        self, statements: Sequence[StatementDraft], made: Mapping[str, Source], words: Mapping[str, str] | None = None
    ) -> None:
        """Show statements, all cards closed; `words` stand in source lines, by the ids of their statements."""
        self._made = made
        self._forget_removed()
        for card in self.cards:
            self._drop(card)
        for place, statement in enumerate(statements):
            self._insert(place, statement, (words or {}).get(statement.id, ""))
        self._renumber()

    def rows(self) -> Rows:
        """Yield the rows of the fields that are built, by the places that problems name them by."""
        for number, card in enumerate(self._cards, 1):
            if card.editor is not None:
                for name, row in card.editor.rows():
                    yield f"statement {number}: {name}", row

    def card_at(self, widget: QWidget | None) -> StatementCard | None:
        """Return the card that a widget stands in."""
        return (
            next((card for card in self._cards if widget is card or card.isAncestorOf(widget)), None)
            if widget
            else None
        )

    def open(self, card: StatementCard) -> None:
        """Open a card, and close the others."""
        if not card.is_open:
            for other in self._cards:
                other.set_open(other is card)
            self.rebuilt.emit()

    def add(self, statement: StatementDraft | None = None) -> StatementCard:
        """Begin a statement after the one with the focus, or at the end."""
        here = self.card_at(self.focusWidget())
        is_in = here is not None and here.isAncestorOf(self.window().focusWidget())
        place = self._cards.index(here) + 1 if here is not None and is_in else len(self._cards)
        card = self._insert(place, statement or new_statement())
        self._renumber()
        self.open(card)
        assert card.editor is not None
        card.editor.focus_first()
        self.changed.emit()
        return card

    def add_figure(self) -> None:
        """Begin a figure of the statement that one is in, else of the open or the last one; without any, begin one."""
        cards = self.cards
        is_open = next((card for card in cards if card.is_open), None)
        card = self.card_at(self.window().focusWidget()) or is_open or (cards[-1] if cards else self.add())
        self.open(card)
        assert card.editor is not None
        card.editor.figures.begin()

    def duplicate(self, card: StatementCard) -> None:
        """Put a copy after a statement."""
        card.settle()
        copy = self._insert(self._cards.index(card) + 1, copy_of_statement(card.value()))
        self._renumber()
        self.open(copy)
        copy.head.setFocus()
        self.changed.emit()

    def shift(self, card: StatementCard, by: int) -> None:
        """Move a statement up or down; the focus goes with it."""
        here = self._cards.index(card)
        place = here + by
        if not 0 <= place < len(self._cards):
            return
        focus = self.window().focusWidget()
        self._cards.insert(place, self._cards.pop(here))
        self._column.removeWidget(card)
        self._column.insertWidget(place, card)
        self._renumber()
        if focus is not None and card.isAncestorOf(focus):
            focus.setFocus()
        announce(card, f"Statement {place + 1} of {len(self._cards)}")
        self.changed.emit()

    def remove(self, card: StatementCard) -> None:
        """Take a statement away; it can be put back until the form is left."""
        card.settle()
        place = self._cards.index(card)
        self._removed = (place, card.value())
        self._drop(card)
        self._renumber()
        self.removed_words.setText(f"Removed: {summary(self._removed[1])}")
        self._strip.show()
        if self._cards:
            self._cards[min(place, len(self._cards) - 1)].head.setFocus()
        else:
            self.add_button.setFocus()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, duplicate and remove the statement that has the focus."""
        if not self._act(event, do=True):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the keys before the window's actions do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act(event, do=False):
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent, *, do: bool) -> bool:
        card = self.card_at(self.window().focusWidget())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        act = _ACTS.get((Qt.Key(event.key()), held), "")
        if card is not None and card.head.hasFocus() and event.key() == Qt.Key.Key_Delete and held == _NONE:
            act = "remove"
        if card is None or not act:
            return False
        if do:
            self.perform(act, card)
        return True

    def perform(self, act: str, card: StatementCard) -> None:
        """Do one of "up", "down", "duplicate", "remove" to a statement."""
        if act in ("up", "down"):
            self.shift(card, -1 if act == "up" else 1)
        elif act == "duplicate":
            self.duplicate(card)
        else:
            self.remove(card)

    def _put_back(self) -> None:
        if self._removed is None:
            return
        place, statement = self._removed
        self._forget_removed()
        card = self._insert(place, statement)
        self._renumber()
        card.head.setFocus()
        self.changed.emit()

    def _forget_removed(self) -> None:
        self._removed = None
        self._strip.hide()

    def _insert(self, place: int, statement: StatementDraft, words: str = "") -> StatementCard:
        card = StatementCard(self._tools, statement, lambda: self._made, words)
        card.changed.connect(self.changed)
        card.focused.connect(lambda: self.open(card))
        card.act_wished.connect(lambda act: self.perform(act, card))
        self._column.insertWidget(place, card)
        self._cards.insert(place, card)
        return card

    def _drop(self, card: StatementCard) -> None:
        self._cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _renumber(self) -> None:
        for number, card in enumerate(self._cards, 1):
            card.number = number
        self.rebuilt.emit()

    def _restyle(self) -> None:
        for card in self._cards:
            card.restyle()
