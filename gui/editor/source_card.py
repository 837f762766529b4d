"""The fields of one source: what stands in its CSL item, where it comes from, and how far it is trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.dialogs import form_label, plain_label
from gui.editor.completion import complete, complete_list
from gui.editor.date_field import DateField
from gui.editor.vocabularies import Vocabularies
from gui.text import one_line
from gui.theme import Theme
from storage.csl import field_text
from storage.csl_date import csl_date, date_words
from storage.csl_fields import TYPES, Csl, names_text, with_date, with_names, with_text
from storage.dates import format_edtf
from storage.dates.typed import Habits, Reading
from storage.model import Reliability, Source

_RELIABILITIES = (
    (Reliability.UNKNOWN, "Not judged"),
    (Reliability.HIGH, "High"),
    (Reliability.MEDIUM, "Medium"),
    (Reliability.LOW, "Low"),
)
_LONGEST = 5000


class SourceCard(QFrame):
    """Shows a source in fields, the usual ones first, the others on request. `changed` tells of any edit.

    A field that nobody edits keeps what it holds to the letter, however it is shown.
    """

    changed = Signal()

    def __init__(
        self,
        vocabularies: Vocabularies,
        theme: Theme,
        habits: Callable[[], Habits] = Habits,
        parent: QWidget | None = None,
        *,
        whole: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sourceCard")
        self._source = Source("")
        self._shown: dict[QLineEdit, str] = {}
        self._shown_date: tuple[str, Reading | None] = ("", None)
        self._showing = False
        self._whole = whole
        self.type_box = QComboBox()
        self.title_edit = _edit("Title")
        self.outlet_edit = _edit("Outlet", "A newspaper, site, journal or collection")
        self.authors_edit = _edit("Authors", "Family, Given; Family, Given")
        self.date_field = DateField(habits, theme)
        self.date_field.edit.setAccessibleName("Date of the source")
        # A source needs no picture of its date: it makes the card too high for a form.
        self.date_field.picture.hide()
        self.url_edit = _edit("Address")
        self.doi_edit = _edit("DOI")
        self.publisher_edit = _edit("Publisher")
        self.origin_edit = _edit("Origin", "The wire or body that it traces back to")
        self.reliability_box = QComboBox()
        self.more_button = QPushButton("More fields")
        self.problem = plain_label("", "error")
        self._build()
        self._complete(vocabularies)

    def _build(self) -> None:
        for name, words in TYPES:
            self.type_box.addItem(words, name)
        for reliability, words in _RELIABILITIES:
            self.reliability_box.addItem(words, reliability.value)
        self.type_box.setAccessibleName("Kind of source")
        self.reliability_box.setAccessibleName("Reliability")
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.form.setVerticalSpacing(6)
        usual: list[tuple[str, QWidget]] = [
            ("Title", self.title_edit),
            ("Outlet", self.outlet_edit),
            ("Authors", self.authors_edit),
            ("Date", self.date_field),
            ("Address", self.url_edit),
        ]
        rare: list[tuple[str, QWidget]] = [
            ("Kind", self.type_box),
            ("DOI", self.doi_edit),
            ("Publisher", self.publisher_edit),
            ("Origin", self.origin_edit),
            ("Reliability", self.reliability_box),
        ]
        for text, field in (*usual, *rare):
            self.form.addRow(form_label(text, field), field)
        self._rare = [field for _, field in rare]
        self.more_button.setProperty("role", "link")
        self.more_button.setAutoDefault(False)
        self.more_button.clicked.connect(self._show_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.addLayout(self.form)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.problem)
        self._show_rare(self._whole)
        for edit in self._edits():
            edit.textChanged.connect(self._tell)
        self.date_field.changed.connect(self._tell)
        for box in (self.type_box, self.reliability_box):
            box.currentIndexChanged.connect(self._tell)

    def _complete(self, vocabularies: Vocabularies) -> None:
        for edit in (self.outlet_edit, self.publisher_edit, self.origin_edit):
            complete(edit, lambda: vocabularies.current.outlets)
        complete_list(self.authors_edit, lambda: vocabularies.current.speakers, ";")

    def _edits(self) -> tuple[QLineEdit, ...]:
        texts = (self.title_edit, self.outlet_edit, self.url_edit, self.doi_edit, self.publisher_edit)
        return (*texts, self.authors_edit, self.origin_edit)

    def show_source(self, source: Source) -> None:
        """Show another source."""
        self._showing = True
        self._source = source
        csl = source.csl
        for edit, text in (
            (self.title_edit, _whole_text(csl, "title")),
            (self.outlet_edit, _whole_text(csl, "container-title")),
            (self.authors_edit, names_text(csl, "author")),
            (self.url_edit, _whole_text(csl, "URL")),
            (self.doi_edit, _whole_text(csl, "DOI")),
            (self.publisher_edit, _whole_text(csl, "publisher")),
            (self.origin_edit, source.origin),
        ):
            # What has no room here cannot be edited here: its end would be lost.
            edit.setReadOnly(len(text) > _LONGEST)
            edit.setText(one_line(text[:_LONGEST]))
            edit.setCursorPosition(0)
            self._shown[edit] = edit.text()
        self._show_date(csl)
        self._show_type(field_text(csl, "type"))
        self.reliability_box.setCurrentIndex(self.reliability_box.findData(source.reliability.value))
        if not self._whole:
            self._show_rare(any(edit.text() for edit in (self.doi_edit, self.publisher_edit, self.origin_edit)))
        self._showing = False
        self._check()

    @property
    def shown(self) -> Source:
        """Return the source as it was before it was edited here."""
        return self._source

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
            if self._is_edited(edit):
                csl = with_text(csl, key, edit.text())
        if self._is_edited(self.authors_edit):
            csl = with_names(csl, "author", self.authors_edit.text())
        csl = self._with_date(csl)
        if self.type_box.currentData() != (field_text(csl, "type") or "document"):
            csl = with_text(csl, "type", self.type_box.currentData())
        return replace(
            self._source,
            csl=csl,
            origin=self.origin_edit.text().strip() if self._is_edited(self.origin_edit) else self._source.origin,
            reliability=Reliability(self.reliability_box.currentData()),
        )

    def problem_text(self) -> str:
        """Return what is wrong with the fields in a sentence, "" for nothing."""
        return self.date_field.problem() if self._is_date_edited() else ""

    def _is_edited(self, edit: QLineEdit) -> bool:
        return edit.text().strip() != self._shown.get(edit, "").strip()

    def _is_date_edited(self) -> bool:
        return (self.date_field.text(), self.date_field.value()) != self._shown_date

    def _with_date(self, csl: Csl) -> Csl:
        reading = self.date_field.value()
        if not self._is_date_edited() or (reading is None and self.date_field.text().strip()):
            return csl
        return with_date(csl, "issued", reading.edtf, reading.phrase) if reading else with_date(csl, "issued", "")

    def _show_date(self, csl: Mapping[str, Any]) -> None:
        date, issued = csl_date(csl, "issued"), csl.get("issued")
        phrase = one_line(issued.get("literal", "")) if isinstance(issued, dict) else ""
        if date is not None:
            self.date_field.set_value(format_edtf(date), phrase)
        else:
            self.date_field.set_text(one_line(date_words(csl, "issued")))
        self._shown_date = self.date_field.text(), self.date_field.value()

    def _show_type(self, name: str) -> None:
        name = name or "document"
        if self.type_box.findData(name) < 0:
            # A type that the form does not know stays.
            self.type_box.addItem(one_line(name), name)
        self.type_box.setCurrentIndex(self.type_box.findData(name))

    def _show_more(self) -> None:
        self._show_rare(True)
        self.type_box.setFocus()

    def _show_rare(self, shown: bool) -> None:
        for field in self._rare:
            self.form.setRowVisible(field, shown)
        self.more_button.setVisible(not shown)

    def _tell(self) -> None:
        if not self._showing:
            self._check()
            self.changed.emit()

    def _check(self) -> None:
        problem = self.problem_text()
        self.problem.setText(one_line(problem))
        self.problem.setVisible(bool(problem))


def _whole_text(csl: Mapping[str, Any], key: str) -> str:
    text = csl.get(key)
    return text if isinstance(text, str) else field_text(csl, key)


def _edit(name: str, hint: str = "") -> QLineEdit:
    edit = QLineEdit(placeholderText=hint, maxLength=_LONGEST)
    edit.setAccessibleName(name)
    return edit
