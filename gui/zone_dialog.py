"""Choose a time zone."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QDialogButtonBox, QFormLayout, QWidget

from gui.dialogs import Buttons, WordsDialog, form_label
from gui.theme import Theme
from storage.dates.calendar import is_zone


class ZoneDialog(WordsDialog):
    """Ask for the zone of a second axis; `chosen` carries its IANA name."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None, zone: str, theme: Theme) -> None:
        super().__init__(parent, "Second axis", "Second axis in another time zone", theme)
        self.setObjectName("zoneDialog")
        self.zone_box = zone_box(zone)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(form_label("Time &zone", self.zone_box), self.zone_box)
        self.column.addLayout(form)
        self.show_button = self.add_buttons(Buttons.Cancel).addButton("Show", QDialogButtonBox.ButtonRole.AcceptRole)
        self.show_button.setDefault(True)
        self.zone_box.currentTextChanged.connect(self._check)
        self._check()
        edit = self.zone_box.lineEdit()
        assert edit is not None
        edit.selectAll()
        self.zone_box.setFocus()

    def accept(self) -> None:
        """Choose the zone, if there is one of that name."""
        if self.show_button.isEnabled():
            self.chosen.emit(self._zone())
            super().accept()

    def _check(self) -> None:
        self.show_button.setEnabled(is_zone(self._zone()))

    def _zone(self) -> str:
        return self.zone_box.currentText().strip()


def zone_box(chosen: str = "") -> QComboBox:
    """Return a box of all zones that takes what one types, with a zone chosen (or the one of this computer)."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    zones = [bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds()]
    box.addItems(["UTC", *(zone for zone in zones if "/" in zone and not zone.startswith("Etc/"))])
    here = chosen or bytes(QTimeZone.systemTimeZoneId().data()).decode()
    box.setCurrentText(here if box.findText(here) > 0 else "UTC")
    completer = QCompleter(box.model(), box)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(completer)
    box.setMaxVisibleItems(14)
    return box
