"""What a date can mean that is not plain, to choose from; and the habit that would make it plain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.editor.reading_choices import ReadingChoices
from gui.settings import Settings
from storage.dates.typed import Habits, Order, Reading, Typed, read_typed

_ALWAYS = {Order.DAY_FIRST: "Always read the day first", Order.MONTH_FIRST: "Always read the month first"}


class OrderChoice(QWidget):
    """`chosen` carries the date (EDTF) that was chosen, `habit_set` tells that it need not be asked again."""

    chosen = Signal(str)
    habit_set = Signal()

    def __init__(self, settings: Settings, habits: Callable[[], Habits], field: QWidget, after: QWidget) -> None:
        super().__init__(field)
        self._settings = settings
        self._habits = habits
        self._readings: tuple[Reading, ...] = ()
        self._order = Order.ASK
        self.choices = ReadingChoices(field, after)
        self.choices.chosen.connect(lambda number: self.chosen.emit(self._readings[number].edtf))
        self.always = QPushButton()
        self.always.setProperty("role", "quiet")
        self.always.clicked.connect(self._set_habit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.choices)
        row.addWidget(self.always)
        row.addStretch(1)
        self.hide()

    def show_readings(self, when: Typed, chosen: Reading | None) -> None:
        """Offer what a date can mean, and once one is chosen the habit that would have chosen it."""
        self._readings = when.readings if len(when.readings) > 1 else ()
        if self._readings:
            number = next((place for place, reading in enumerate(self._readings) if reading == chosen), -1)
            self.choices.show_readings(self._readings, number)
            self._order = self._order_of(when, chosen)
            self.always.setText(_ALWAYS.get(self._order, ""))
            self.always.setVisible(self._order is not Order.ASK)
        self.setVisible(bool(self._readings))

    def _order_of(self, when: Typed, chosen: Reading | None) -> Order:
        for order in _ALWAYS:
            if chosen is not None and read_typed(when.text, replace(self._habits(), order=order)).edtf == chosen.edtf:
                return order
        return Order.ASK

    def _set_habit(self) -> None:
        self._settings.date_order = self._order.value
        self.habit_set.emit()
