"""The rows of the print dialog that make a poster: its page, how large it gets, and its text."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from gui.dialogs import plain_label
from gui.printing.choices import LEAST_OVERLAP_MM, MOST_OVERLAP_MM, MOST_PAGES_A_SIDE, Choices
from gui.printing.dialog_fields import PageFields, Rows, Segments, beside, choose, combo, millimetres
from gui.printing.scales import ScaleError, read_scale

SIZES_PT = (5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 20.0)
_OPEN = "any"


class PosterFields(QObject):
    """Asks for a poster; `changed` tells of another one."""

    changed = Signal()
    kinds = (QSpinBox, QDoubleSpinBox)

    def __init__(self, rows: Rows, parent: QWidget) -> None:
        super().__init__(parent)
        self.page = PageFields(rows, parent, rolls=True, binding=False)
        self.way = Segments((("pages", "Pages"), ("scale", "Time scale")), "Size")
        rows.add("Size", self.way)
        self.wide = _pages("Pages wide")
        self.high = _pages("Pages high")
        self.pages = beside(self.wide, "wide ×", self.high, "high")
        rows.add("", self.pages)
        self.scale = QLineEdit("20 mm a day", maxLength=60)
        self.scale.setAccessibleName("Scale of time")
        self.scale.setPlaceholderText("20 mm a day, 5 cm per 10 years")
        rows.add("", self.scale)
        self.problem = plain_label("", "error")
        rows.add("", self.problem)
        self.text = combo("Text of the poster", [(0.0, "As large as fits"), *((pt, f"{pt:g} pt") for pt in SIZES_PT)])
        rows.add("Text", self.text)
        self.overlap = millimetres("Overlap", MOST_OVERLAP_MM, least=LEAST_OVERLAP_MM)
        self.overlap.setToolTip("What neighbouring sheets share, for the glue")
        self._overlap_row = rows.add("Overlap", self.overlap)
        self.way.chosen.connect(self._tell)
        self.page.changed.connect(self._tell)
        self.scale.textChanged.connect(self._tell)
        for box in (self.wide, self.high, self.overlap):
            box.valueChanged.connect(self._tell)
        self.text.currentIndexChanged.connect(self._tell)
        self._show()

    def scale_words(self) -> str:
        """Return the scale that is asked for, "" where the poster is fitted to pages; it may be none."""
        return self.scale.text().strip() if self.way.value == "scale" else ""

    def show_choices(self, choices: Choices) -> None:
        """Show choices."""
        self.way.set_value("scale" if choices.scale else "pages")
        if choices.scale:
            self.scale.setText(choices.scale)
        self.wide.setValue(choices.pages_wide)
        self.high.setValue(choices.pages_high)
        self.overlap.setValue(choices.overlap_mm)
        choose(self.text, choices.poster_pt)
        self._show()

    def scale_problem(self) -> str:
        """Return what is wrong with the scale as a sentence, "" where nothing is or none is asked for."""
        if self.way.value == "scale":
            try:
                read_scale(self.scale.text())
            except ScaleError as error:
                return str(error)
        return ""

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        at_scale = self.way.value == "scale"
        self.pages.setVisible(not at_scale)
        self.scale.setVisible(at_scale)
        is_one = not at_scale and (self.wide.value(), self.high.value()) == (1, 1)
        for part in self._overlap_row:
            part.setVisible(not is_one)
        problem = self.scale_problem()
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


def _pages(name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(0, MOST_PAGES_A_SIDE)
    # Open: as many as the text needs to be read with ease.
    box.setSpecialValueText(_OPEN)
    box.setValue(1)
    box.setKeyboardTracking(False)
    box.setToolTip(f"“{_OPEN}”: as many as are needed for text that is read with ease")
    return box
