"""The fields of one source: what stands in its CSL item, where it comes from, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.dialogs import form_label, plain_label
from gui.editor.completion import complete, complete_list
from gui.editor.vocabularies import Vocabularies
from gui.text import one_line
from storage.csl import field_text
from storage.csl_fields import TYPES, Csl, date_text, names_text, with_date, with_names, with_text
from storage.dates.typed import Habits, read_typed
from storage.errors import DateError
from storage.model import Reliability, Source

_RELIABILITIES = (
    (Reliability.UNKNOWN, "Not judged"),
    (Reliability.HIGH, "High"),
    (Reliability.MEDIUM, "Medium"),
    (Reliability.LOW, "Low"),
)
_LONGEST = 2000


class SourceCard(QFrame):
    """Shows a source in fields, the usual ones first, the others under "More". `changed` tells of any edit."""

    changed = Signal()

    def __init__(
        self, vocabularies: Vocabularies, habits: Callable[[], Habits] = Habits, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sourceCard")
        self._habits = habits
        self._source = Source("")
        self._showing = False
        self.type_box = QComboBox()
        self.title_edit = _edit("Title")
        self.outlet_edit = _edit("Outlet", "BBC News, a journal, a collection")
        self.authors_edit = _edit("Authors", "Family, Given; Family, Given")
        self.date_edit = _edit("Date of the source", "7 Dec 2024")
        self.url_edit = _edit("Address")
        self.doi_edit = _edit("DOI")
        self.publisher_edit = _edit("Publisher")
        self.origin_edit = _edit("Origin", "The wire or body that it traces back to")
        self.reliability_box = QComboBox()
        self.problem = plain_label("", "error")
        self.problem.hide()
        self._build(vocabularies)

    def _build(self, vocabularies: Vocabularies) -> None:
        for name, words in TYPES:
            self.type_box.addItem(words, name)
        for reliability, words in _RELIABILITIES:
            self.reliability_box.addItem(words, reliability.value)
        self.type_box.setAccessibleName("Kind of source")
        self.reliability_box.setAccessibleName("Reliability")
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for text, field in (
            ("Title", self.title_edit),
            ("Outlet", self.outlet_edit),
            ("Authors", self.authors_edit),
            ("Date", self.date_edit),
            ("Address", self.url_edit),
            ("Kind", self.type_box),
            ("DOI", self.doi_edit),
            ("Publisher", self.publisher_edit),
            ("Origin", self.origin_edit),
            ("Reliability", self.reliability_box),
        ):
            form.addRow(form_label(text, field), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(form)
        column.addWidget(self.problem)
        for edit in self.findChildren(QLineEdit):
            edit.textChanged.connect(self._tell)
        for box in (self.type_box, self.reliability_box):
            box.currentIndexChanged.connect(self._tell)
        complete(self.outlet_edit, lambda: vocabularies.current.outlets)
        complete(self.publisher_edit, lambda: vocabularies.current.outlets)
        complete(self.origin_edit, lambda: vocabularies.current.outlets)
        complete_list(self.authors_edit, lambda: vocabularies.current.speakers, ";")

    def show_source(self, source: Source) -> None:
        """Show another source."""
        self._showing = True
        self._source = source
        csl = source.csl
        for edit, text in (
            (self.title_edit, field_text(csl, "title")),
            (self.outlet_edit, field_text(csl, "container-title")),
            (self.authors_edit, names_text(csl, "author")),
            (self.date_edit, date_text(csl, "issued")),
            (self.url_edit, field_text(csl, "URL")),
            (self.doi_edit, field_text(csl, "DOI")),
            (self.publisher_edit, field_text(csl, "publisher")),
            (self.origin_edit, source.origin),
        ):
            edit.setText(one_line(text))
            edit.setCursorPosition(0)
        self._show_type(field_text(csl, "type"))
        self.reliability_box.setCurrentIndex(self.reliability_box.findData(source.reliability.value))
        self._showing = False
        self._check()

    def source(self) -> Source:
        """Return the source as its fields say; a date that cannot be read stays as it was."""
        csl: Csl = dict(self._source.csl)
        for edit, key in (
            (self.title_edit, "title"),
            (self.outlet_edit, "container-title"),
            (self.url_edit, "URL"),
            (self.doi_edit, "DOI"),
            (self.publisher_edit, "publisher"),
        ):
            if edit.text().strip() != one_line(field_text(self._source.csl, key)):
                csl = with_text(csl, key, edit.text())
        csl = with_names(csl, "author", self.authors_edit.text())
        csl = self._with_date(csl)
        csl = with_text(csl, "type", self.type_box.currentData() or "document")
        origin = self.origin_edit.text().strip()
        return replace(
            self._source,
            csl=csl,
            origin=self._source.origin if origin == one_line(self._source.origin) else origin,
            reliability=Reliability(self.reliability_box.currentData() or "unknown"),
        )

    def problem_text(self) -> str:
        """Return what is wrong with the fields in a sentence, "" for nothing."""
        text = self.date_edit.text().strip()
        if not text or text == date_text(self._source.csl, "issued"):
            return ""
        typed = read_typed(text, self._habits())
        if typed.edtf:
            return ""
        return typed.problem or "The date can be read in several ways; write the month as a word."

    def _with_date(self, csl: Csl) -> Csl:
        text = self.date_edit.text().strip()
        if text == one_line(date_text(self._source.csl, "issued")):
            return csl
        edtf = read_typed(text, self._habits()).edtf if text else ""
        try:
            return with_date(csl, "issued", edtf) if edtf or not text else csl
        except DateError:
            return csl

    def _show_type(self, name: str) -> None:
        name = name or "document"
        if self.type_box.findData(name) < 0:
            # A type that the form does not know stays.
            self.type_box.addItem(one_line(name), name)
        self.type_box.setCurrentIndex(self.type_box.findData(name))

    def _tell(self) -> None:
        if not self._showing:
            self._check()
            self.changed.emit()

    def _check(self) -> None:
        problem = self.problem_text()
        self.problem.setText(one_line(problem))
        self.problem.setVisible(bool(problem))


def _edit(name: str, hint: str = "") -> QLineEdit:
    edit = QLineEdit(placeholderText=hint, maxLength=_LONGEST)
    edit.setAccessibleName(name)
    return edit


def muted_label(text: str) -> QLabel:
    """Return a label in the muted colour."""
    return plain_label(text, "muted")
