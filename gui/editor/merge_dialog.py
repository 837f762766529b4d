"""Asks which of two sources stays when they become one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from gui.dialogs import Buttons, WordsDialog
from gui.editor.source_model import shown_source
from gui.theme import Theme
from storage.model import Source


class MergeDialog(WordsDialog):
    """Asks which of two sources stays; `chosen` carries that one and the other."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget | None, one: Source, other: Source, theme: Theme) -> None:
        super().__init__(parent, "Merge sources", "Which of the two stays?", theme)
        self.setObjectName("mergeDialog")
        self.add_words(
            "Every event that cites the other one will cite it. It also gets the fields and the offline copy that only "
            "the other one has. Undo brings both back."
        )
        self.choices: list[QPushButton] = []
        for kept, dropped in ((one, other), (other, one)):
            button = QPushButton(_on_button(shown_source(kept)))
            button.clicked.connect(lambda _=False, kept=kept, dropped=dropped: self._choose(kept, dropped))
            self.column.addWidget(button)
            self.choices.append(button)
        self.add_buttons(Buttons.Cancel)
        self.choices[0].setFocus()

    def _choose(self, kept: Source, dropped: Source) -> None:
        self.chosen.emit(kept, dropped)
        self.accept()


def _on_button(text: str) -> str:
    text = text if len(text) <= 90 else text[:89] + "…"
    return text.replace("&", "&&")
