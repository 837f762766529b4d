"""The fields of the print dialog: choices side by side, numbers with units, and a page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from gui.printing.choices import MOST_MARGIN_MM, Page
from gui.printing.paper import LEAST_SIDE_MM, MOST_SIDE_MM, PAPERS, find_paper

LABEL_PX = 76
_FIRST_LINE_PX = 6
_CUSTOM, _CUSTOM_ROLL = "Custom size", "Custom roll"


class Calm(QObject):
    """Lets a wheel over a field that nobody is in scroll the column, and change nothing."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel through to the column."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class Segments(QWidget):
    """Buttons side by side of which one is pressed; `chosen` carries its value when a reader presses another."""

    chosen = Signal(str)

    def __init__(self, rows: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values = [value for value, _words in rows]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_value, words) in enumerate(rows):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty("place", "first" if place == 0 else "last" if place == len(rows) - 1 else "middle")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{name}: {words.replace('&', '')}")
            self._group.addButton(button, place)
            row.addWidget(button, 1)
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))
        self._group.idClicked.connect(self._tell)

    def _tell(self, place: int) -> None:
        # Where the focus is, keys go on from what was pressed.
        self.setFocusProxy(self._group.button(place))
        self._group.button(place).setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self._values[place])

    @property
    def value(self) -> str:
        """Return the value of the button that is pressed."""
        return self._values[max(self._group.checkedId(), 0)]

    def set_value(self, value: str) -> None:
        """Press a button."""
        if value in self._values:
            self.button(value).setChecked(True)
            self.setFocusProxy(self.button(value))

    def button(self, value: str) -> QAbstractButton:
        """Return a button by its value."""
        return self._group.button(self._values.index(value))


def millimetres(name: str, most: float, *, least: float = 0.0, step: float = 1.0) -> QDoubleSpinBox:
    """Return a box for a length."""
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setRange(least, most)
    box.setDecimals(1)
    box.setSingleStep(step)
    box.setSuffix(" mm")
    box.setKeyboardTracking(False)
    box.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
    return box


def combo(name: str, rows: Sequence[tuple[object, str]]) -> QComboBox:
    """Return a box with rows of (value, words), that does not grow with its longest row."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)
    for value, words in rows:
        box.addItem(words, value)
    box.setMaxVisibleItems(18)
    return box


def choose(box: QComboBox, value: object) -> None:
    """Choose the row with a value, the first where there is none."""
    box.setCurrentIndex(max(box.findData(value), 0))


class Rows:
    """Rows of a label and a field, the labels in one column under one another."""

    def __init__(self, grid: QGridLayout) -> None:
        self._grid = grid
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, LABEL_PX)
        grid.setColumnStretch(1, 1)

    def add(self, words: str, field: QWidget, *, high: bool = False) -> tuple[QLabel, QWidget]:
        """Add a row and return its label and field; "" leaves the place of the label free.

        The label of a `high` field stands beside its first line.
        """
        label = QLabel(words)
        label.setProperty("role", "muted")
        row = self._grid.rowCount()
        if words:
            label.setBuddy(field)
            if high:
                label.setContentsMargins(0, _FIRST_LINE_PX, 0, 0)
            down = Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | down)
        self._grid.addWidget(field, row, 1)
        return label, field

    def add_wide(self, field: QWidget) -> None:
        """Add a field that takes both columns."""
        self._grid.addWidget(field, self._grid.rowCount(), 0, 1, 2)


def beside(*parts: QWidget | str) -> QWidget:
    """Return widgets and words in a line."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        if isinstance(part, str):
            words = QLabel(part)
            words.setProperty("role", "muted")
            row.addWidget(words)
        else:
            row.addWidget(part, 1)
    return line


class PageFields(QObject):
    """The rows that make a page: paper, which way it lies, margins; `changed` tells of another page."""

    changed = Signal()

    def __init__(self, rows: Rows, parent: QWidget, *, rolls: bool, binding: bool) -> None:
        super().__init__(parent)
        papers = [(paper.name, paper.words) for paper in PAPERS.values() if rolls or not paper.is_roll]
        papers.append((_CUSTOM, "Custom size…"))
        if rolls:
            papers.append((_CUSTOM_ROLL, "Roll of another width…"))
        self.paper = combo("Paper", papers)
        self.width = millimetres("Width", MOST_SIDE_MM, least=LEAST_SIDE_MM)
        self.height = millimetres("Height", MOST_SIDE_MM, least=LEAST_SIDE_MM)
        self.roll = millimetres("Width of the roll", MOST_SIDE_MM, least=LEAST_SIDE_MM)
        self.width.setValue(210.0)
        self.height.setValue(297.0)
        self.roll.setValue(900.0)
        self.way = Segments((("upright", "Portrait"), ("lying", "Landscape")), "Orientation")
        self.margin = millimetres("Margins", MOST_MARGIN_MM)
        self.binding = millimetres("More at the left, for binding", MOST_MARGIN_MM)
        self._custom = beside(self.width, "×", self.height)
        rows.add("Paper", self.paper)
        rows.add("", self._custom)
        rows.add("", self.roll)
        rows.add("Page", self.way)
        if binding:
            self.binding.setToolTip("Added to the left margin, for holes or a fold")
            rows.add("Margins", beside(self.margin, "binding", self.binding))
        else:
            rows.add("Margins", self.margin)
        self.paper.currentIndexChanged.connect(self._tell)
        self.way.chosen.connect(self._tell)
        for box in (self.width, self.height, self.roll, self.margin, self.binding):
            box.valueChanged.connect(self._tell)
        self._show()

    def page(self) -> Page:
        """Return the page as it is chosen."""
        return Page(self._words(), self.way.value == "lying", self.margin.value(), self.binding.value())

    def set_page(self, page: Page) -> None:
        """Show a page."""
        found = find_paper(page.paper)
        if self.paper.findData(found.name) >= 0:
            choose(self.paper, found.name)
        elif found.is_roll:
            choose(self.paper, _CUSTOM_ROLL)
            self.roll.setValue(found.width_mm)
        else:
            choose(self.paper, _CUSTOM)
            self.width.setValue(found.width_mm)
            self.height.setValue(found.height_mm)
        self.way.set_value("lying" if page.landscape else "upright")
        self.margin.setValue(page.margin_mm)
        self.binding.setValue(page.binding_mm)
        self._show()

    def _words(self) -> str:
        name = str(self.paper.currentData())
        if name == _CUSTOM:
            return f"{self.width.value():g}x{self.height.value():g}mm"
        if name == _CUSTOM_ROLL:
            return f"roll {self.roll.value():g}mm"
        return name

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        name = self.paper.currentData()
        self._custom.setVisible(name == _CUSTOM)
        self.roll.setVisible(name == _CUSTOM_ROLL)
        is_roll = name == _CUSTOM_ROLL or (name != _CUSTOM and PAPERS[str(name)].is_roll)
        self.way.button("upright").setText("Across" if is_roll else "Portrait")
        self.way.button("lying").setText("Along" if is_roll else "Landscape")
