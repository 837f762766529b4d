"""The figures of a statement: what is counted, and how many, as the speaker gave it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.editor.form_fields import FieldRow, LineField, Pair, Rows
from storage.event_draft import FigureDraft
from storage.model import Figure

_TEXTS = ("qualifier", "number", "unit", "counted")


class FigureEditor(QWidget):
    """One figure. `changed` tells that it may be another one, `remove_wished` that it is to go."""

    changed = Signal()
    remove_wished = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._was: Figure = FigureDraft().was
        self.fields = {
            "qualifier": LineField(f"Figure {number}: qualifier", "more than"),
            "number": LineField(f"Figure {number}: number or range", "3,500 or 300–400"),
            "counted": LineField(f"Figure {number}: what is counted", "prisoners released"),
            "unit": LineField(f"Figure {number}: unit", "km, €, …"),
        }
        words = {"qualifier": "Qualifier", "number": "Number or range", "counted": "What is counted", "unit": "Unit"}
        self.rows = {name: FieldRow(words[name], field) for name, field in self.fields.items()}
        for field in self.fields.values():
            field.changed.connect(self.changed)
        self.remove_button = QPushButton("Remove figure")
        self.remove_button.setProperty("role", "quiet")
        self.remove_button.clicked.connect(self.remove_wished)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addWidget(Pair(self.rows["qualifier"], self.rows["number"], (2, 3)))
        column.addWidget(Pair(self.rows["counted"], self.rows["unit"], (3, 2)))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.remove_button)
        column.addLayout(foot)

    def value(self) -> FigureDraft:
        """Return the figure as it is typed."""
        return FigureDraft(was=self._was, **{name: self.fields[name].value() for name in _TEXTS})

    def set_value(self, figure: FigureDraft) -> None:
        """Show a figure."""
        self._was = figure.was
        for name in _TEXTS:
            self.fields[name].set_value(getattr(figure, name))


class FiguresField(QWidget):
    """All figures of a statement, and a button for one more."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._editors: list[FigureEditor] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.add_button = QPushButton("Add a figure")
        self.add_button.setProperty("role", "quiet")
        self.add_button.setToolTip("Ctrl+Shift+G")
        self.add_button.clicked.connect(self.begin)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def editors(self) -> Sequence[FigureEditor]:
        """Return the editors in their order."""
        return tuple(self._editors)

    def value(self) -> tuple[FigureDraft, ...]:
        """Return the figures as they are typed."""
        return tuple(editor.value() for editor in self._editors)

    def set_value(self, figures: Sequence[FigureDraft]) -> None:
        """Show the figures of a statement."""
        for editor in self.editors:
            self._drop(editor)
        for figure in figures:
            self._add().set_value(figure)

    def rows(self) -> Rows:
        """Yield the rows by the places that problems name them by."""
        for number, editor in enumerate(self._editors, 1):
            for name, row in editor.rows.items():
                yield f"figure {number}: {name}", row

    def begin(self) -> None:
        """Add an empty figure and go to it."""
        self._add().fields["qualifier"].setFocus()
        self.changed.emit()

    def _add(self) -> FigureEditor:
        editor = FigureEditor(len(self._editors) + 1)
        editor.changed.connect(self.changed)
        editor.remove_wished.connect(lambda: self._remove(editor))
        self._column.insertWidget(self._column.count() - 1, editor)
        self._editors.append(editor)
        # A widget comes last in the order of Tab until it is told otherwise.
        self.setTabOrder(editor.remove_button, self.add_button)
        return editor

    def _remove(self, editor: FigureEditor) -> None:
        self._drop(editor)
        self.add_button.setFocus()
        self.changed.emit()

    def _drop(self, editor: FigureEditor) -> None:
        self._editors.remove(editor)
        self._column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
