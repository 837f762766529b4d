"""Export an image of the timeline: which stretch of time, how large, in which theme, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from gui.dialogs import Buttons, WordsDialog, form_label
from gui.knowing import Knowing
from gui.knowledge.known_words import as_known_in_words
from gui.theme import Theme
from storage.dates import format_edtf, words_to_date
from storage.dates.calendar import SECONDS_PER_DAY, civil_from_days
from storage.errors import DateError
from storage.plain_text import visible

_FILTER = "PNG image (*.png);;SVG drawing (*.svg)"
_SMALLEST_PX, _LARGEST_PX = 200, 20_000
_AS_SHOWN, _STORY, _BETWEEN = range(3)
Range = tuple[str, str]
"""The EDTF dates that an image begins and ends with."""


@dataclass(frozen=True, slots=True)
class ImageWish:
    """What to export; `range` is None for the stretch that a story opens with, `as_of_s` for all that was said."""

    path: Path
    width_px: int
    height_px: int
    range: Range | None
    theme: str
    as_of_s: int | None = None


class ExportImageDialog(WordsDialog):
    """Ask for what an image needs; `wished` carries an `ImageWish`."""

    wished = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        suggested: Path,
        shown: Range | None,
        theme: Theme,
        knowing: Knowing | None = None,
    ) -> None:
        super().__init__(parent, "Export image", "Export image", theme)
        self._as_of_s = knowing.as_of_s if knowing is not None else None
        self.setObjectName("exportDialog")
        self._suggested = suggested
        self._shown = shown
        self.range_box = QComboBox()
        self.range_box.addItems(["The timeline as it is shown", "The story as it opens", "Between two dates"])
        self.range_box.setCurrentIndex(_AS_SHOWN if shown else _STORY)
        self.range_box.currentIndexChanged.connect(self._offer_dates)
        self.from_edit = QLineEdit(placeholderText="7 Dec 2024", maxLength=200)
        self.to_edit = QLineEdit(placeholderText="9 Dec 2024", maxLength=200)
        self.from_edit.setAccessibleName("From")
        self.to_edit.setAccessibleName("To")
        self.width_box = _pixels(1920, "Width")
        self.height_box = _pixels(1080, "Height")
        self.theme_box = QComboBox()
        self.theme_box.addItems(["Light", "Dark"])
        self.theme_box.setCurrentIndex(int(theme.palette.name == "dark"))
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(form_label("&Show", self.range_box), self.range_box)
        form.addRow(form_label("&Dates", self.from_edit), _side_by_side(self.from_edit, QLabel("to"), self.to_edit))
        form.addRow(form_label("Si&ze", self.width_box), _side_by_side(self.width_box, QLabel("×"), self.height_box))
        form.addRow(form_label("T&heme", self.theme_box), self.theme_box)
        self.column.addLayout(form)
        if knowing is not None and self._as_of_s is not None:
            self.add_words(f"It shows what was known {_when_in_words(knowing)}, and says so in its corner.", "muted")
        self.problem = self.add_words("", "error")
        self.problem.hide()
        box = self.add_buttons(Buttons.Cancel)
        box.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole).setDefault(True)
        self._offer_dates()

    def accept(self) -> None:
        """Ask for the file and tell the wish; a date that cannot be read keeps the dialog open."""
        try:
            wanted = self._range()
        except DateError as error:
            self.problem.setText(visible(str(error)))
            self.problem.show()
            return
        name, kind = QFileDialog.getSaveFileName(self, "Export image", str(self._suggested), _FILTER)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in (".png", ".svg"):
            path = path.with_name(path.name + (".svg" if "svg" in kind else ".png"))
        theme = ("light", "dark")[self.theme_box.currentIndex()]
        self.wished.emit(ImageWish(path, self.width_box.value(), self.height_box.value(), wanted, theme, self._as_of_s))
        super().accept()

    def _range(self) -> Range | None:
        chosen = self.range_box.currentIndex()
        if chosen == _BETWEEN:
            first, last = (words_to_date(box.text().strip()) for box in (self.from_edit, self.to_edit))
            return format_edtf(first), format_edtf(last)
        return self._shown if chosen == _AS_SHOWN else None

    def _offer_dates(self) -> None:
        self.problem.hide()
        for box in (self.from_edit, self.to_edit):
            box.setEnabled(self.range_box.currentIndex() == _BETWEEN)


def _when_in_words(knowing: Knowing) -> str:
    words = as_known_in_words(knowing)
    return words if words.startswith("before") else f"on {words}"


def range_in_edtf(start_s: int, end_s: int) -> Range:
    """Return EDTF dates for the first and the last second of a view, to the second, or to the year far out."""
    return _edtf(start_s), _edtf(end_s)


def _edtf(second: int) -> str:
    days, rest_s = divmod(second, SECONDS_PER_DAY)
    year, month, day = civil_from_days(days)
    if not -9999 <= year <= 9999:
        return f"Y{year}"
    sign = "-" if year < 0 else ""
    hours, minutes = divmod(rest_s // 60, 60)
    return f"{sign}{abs(year):04d}-{month:02d}-{day:02d}T{hours:02d}:{minutes:02d}:{rest_s % 60:02d}Z"


def _side_by_side(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, int(not isinstance(widget, QLabel)))
    return row


def _pixels(value: int, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setAccessibleName(name)
    box.setRange(_SMALLEST_PX, _LARGEST_PX)
    box.setSingleStep(100)
    box.setSuffix(" px")
    box.setValue(value)
    return box
