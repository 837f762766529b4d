"""The choice of a category, each with its colour and shape, and the way to a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import uuid4

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFormLayout, QLineEdit, QWidget

from gui.dialogs import Buttons, WordsDialog, form_label
from gui.editor.form_fields import ChoiceField, showable
from gui.signs import SHAPE_SIGNS
from gui.text import label, one_line
from gui.theme import Theme
from storage.codec import COLOURS
from storage.model import Category, Shape

_NEW = "\0new"
_SWATCH_PX = 14


class CategoryField(ChoiceField):
    """Chooses the id of a category; `made` holds those that were made here and are in no story yet."""

    changed = Signal()

    def __init__(self, known: Callable[[], Sequence[Category]], theme: Theme) -> None:
        super().__init__("Category")
        self._known = known
        self._theme = theme
        self._chosen = ""
        self.made: tuple[Category, ...] = ()
        self.activated.connect(self._take)
        theme.changed.connect(self._fill)
        self._fill()

    def value(self) -> str:
        """Return the id of the category, "" for none."""
        return self._chosen

    def set_value(self, category_id: str) -> None:
        """Choose a category; one that the story does not have stays chosen by its id."""
        self._chosen = category_id
        self._fill()

    def set_made(self, made: Sequence[Category]) -> None:
        """Take categories that were made before and are in no story yet."""
        self.made = tuple(made)
        self._fill()

    def add(self, category: Category) -> None:
        """Take a new category and choose it."""
        self.made = (*self.made, category)
        self.set_value(category.id)
        self.changed.emit()

    def refill(self) -> None:
        """Follow the story, whose categories may be others by now."""
        self._fill()

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        self.addItem("No category", "")
        known = {category.id: category for category in (*self._known(), *self.made)}
        for category in known.values():
            self.addItem(swatch(category, self._theme), label(category.name) or "Unnamed", category.id)
        if self._chosen and self._chosen not in known:
            self.addItem(f"{label(showable(self._chosen))} (not in this story)", self._chosen)
        self.insertSeparator(self.count())
        self.addItem("New category…", _NEW)
        self._show_chosen()
        self.blockSignals(False)

    def _show_chosen(self) -> None:
        self.setCurrentIndex(max(self._places().get(self._chosen, 0), 0))

    def _places(self) -> dict[object, int]:
        return {self.itemData(place): place for place in reversed(range(self.count()))}

    def _take(self, place: int) -> None:
        if self.itemData(place) != _NEW:
            self._chosen = str(self.itemData(place) or "")
            self.changed.emit()
            return
        self._show_chosen()
        dialog = NewCategoryDialog(self.window(), self._theme, [category.name for category in self._known()])
        dialog.made.connect(self.add)
        dialog.finished.connect(lambda _result: self.setFocus())
        dialog.open()


class NewCategoryDialog(WordsDialog):
    """Asks for the name, the colour and the shape of a category; `made` carries it."""

    made = Signal(object)

    def __init__(self, parent: QWidget | None, theme: Theme, taken: Sequence[str]) -> None:
        super().__init__(parent, "New category", "New category", theme)
        self.setObjectName("newCategoryDialog")
        self._taken = {one_line(name).casefold() for name in taken}
        self.name_edit = QLineEdit()
        self.name_edit.setMaxLength(200)
        self.colour_box, self.shape_box = QComboBox(), QComboBox()
        for colour in COLOURS:
            self.colour_box.addItem(swatch(Category("", "", colour), theme), colour.capitalize(), colour)
        for shape in Shape:
            self.shape_box.addItem(f"{SHAPE_SIGNS[shape]}  {shape.value}", shape)
        form = QFormLayout()
        for words, field in (("&Name", self.name_edit), ("&Colour", self.colour_box), ("&Shape", self.shape_box)):
            form.addRow(form_label(words, field), field)
        self.column.addLayout(form)
        self.problem = self.add_words("", "error")
        box = self.add_buttons(Buttons.Ok | Buttons.Cancel)
        self._ok = box.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText("Make")
        self.name_edit.textChanged.connect(self._check)
        self._check()

    def accept(self) -> None:
        """Hand the category over."""
        if not self._ok.isEnabled():
            return
        shape = Shape(self.shape_box.currentData())
        self.made.emit(Category(str(uuid4()), self.name_edit.text().strip(), self.colour_box.currentData(), shape))
        super().accept()

    def _check(self) -> None:
        name = one_line(self.name_edit.text())
        is_taken = name.casefold() in self._taken
        self.problem.setText("This story has a category of that name." if is_taken else "")
        self.problem.setVisible(is_taken)
        self._ok.setEnabled(bool(name) and not is_taken)


def swatch(category: Category, theme: Theme) -> QIcon:
    """Return a dot in a category's colour."""
    colours = theme.palette.categories
    icon = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(_SWATCH_PX * ratio, _SWATCH_PX * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.get(category.colour, theme.palette.muted)))
        painter.drawEllipse(QRectF(2, 2, _SWATCH_PX - 4, _SWATCH_PX - 4))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
