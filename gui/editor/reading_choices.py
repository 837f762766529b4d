"""A row of what an ambiguous date can mean, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from gui.text import label
from storage.dates.typed import Reading

_MOST_KEYS = 9


class ReadingChoices(QWidget):
    """One radio button a reading; Alt+1 … Alt+9 choose from anywhere in the field, arrow keys within the row."""

    chosen = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setAccessibleName("What the date can mean")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._readings: tuple[Reading, ...] = ()
        for number in range(_MOST_KEYS):
            shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), field)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda number=number: self._choose(number))

    def show_readings(self, readings: Sequence[Reading], current: int) -> None:
        """Offer the readings, `current` chosen (-1 for none); hide where there is nothing to choose."""
        offered = tuple(readings) if len(readings) > 1 else ()
        if offered != self._readings:
            self._readings = offered
            self._rebuild()
        self.setVisible(bool(offered))
        self._group.setExclusive(False)
        for number, button in enumerate(self._group.buttons()):
            button.setChecked(number == current)
        self._group.setExclusive(True)

    @property
    def buttons(self) -> list[QRadioButton]:
        """Return the buttons in their order."""
        return [button for button in self._group.buttons() if isinstance(button, QRadioButton)]

    def _rebuild(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, reading in enumerate(self._readings):
            words = label(reading.words)
            button = QRadioButton(f"{words}\tAlt+{number + 1}".replace("&", "&&").replace("\t", "   "))
            button.setAccessibleName(words)
            button.setAccessibleDescription(f"Alt+{number + 1}")
            self._group.addButton(button, number)
            self._column.addWidget(button)

    def _choose(self, number: int) -> None:
        if self.isVisible() and number < len(self._readings):
            self._group.button(number).setChecked(True)
            self.chosen.emit(number)
