"""Find and replace: what would be different is shown before anything is, and all of it is one step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFormLayout, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from gui.dialogs import form_label, plain_label
from gui.document import Document
from gui.editor.hit_table import HitModel, HitTable
from gui.editor.step_dialog import StepDialog
from gui.editor.stepper import MOST_NOW, Planned
from gui.reading import Reading
from gui.theme import Theme
from gui.work import Progress, Work
from storage.editing import Field, Found, Question, find_and_replace, replacing
from storage.editing.finding import Key, may_hold, replacing_name
from storage.errors import TimelineError
from storage.model import Source
from storage.pieces import unhurried
from storage.story_file import StoryFile

_LOOK_AFTER_MS = 250
_LINES = 6
_COLUMNS = 5
_BOXES = (
    (Field.TITLE, "T&itle"),
    (Field.TEXT, "Te&xt"),
    (Field.PLACE, "&Place"),
    (Field.TAGS, "Ta&gs"),
    (Field.SPEAKERS, "&Speakers"),
    (Field.ROLES, "R&oles"),
    (Field.PARAPHRASES, "P&araphrases"),
    (Field.SOURCES, "So&urce titles"),
    (Field.QUOTES, "&Quotes (verbatim)"),
)


class ReplaceDialog(StepDialog):
    """Asks for a text and what is to stand in its place, shows it before and after, and replaces what is ticked."""

    def __init__(self, parent: QWidget | None, document: Document, reading: Reading, theme: Theme) -> None:
        super().__init__(parent, "Find and replace", "Find and replace", document, theme)
        self.setObjectName("replaceDialog")
        self._rows = reading.rows
        self._found = Found()
        self._answered = Question("")
        self._looker = Work(self)
        self._looker.finished.connect(self._take_found)
        self._looker.progressed.connect(lambda share: self._tell(f"Looking through the events… {share:.0%}"))
        self._looker.failed.connect(lambda error: self.tell_problem(str(error)))
        self._later = QTimer(self, interval=_LOOK_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self.look)
        self._add_question()
        self._add_table()
        self.add_step_buttons("Replace")
        self.resize(980, 680)
        self.stepper.made.connect(self._finish)
        self._show_count()
        self.find_edit.setFocus()

    def _add_question(self) -> None:
        self.find_edit, self.new_edit = QLineEdit(), QLineEdit(placeholderText="Nothing")
        self.case_box, self.words_box = QCheckBox("Match &case"), QCheckBox("&Whole words only")
        self.filtered_box = QCheckBox("Only in the events that the &filter lets through")
        self.filtered_box.setVisible(self._rows is not None)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        form.addRow(form_label("Fi&nd", self.find_edit), self.find_edit)
        form.addRow(form_label("Replace wit&h", self.new_edit), self.new_edit)
        how = QHBoxLayout()
        for box in (self.case_box, self.words_box, self.filtered_box):
            how.addWidget(box)
            how.addSpacing(12)
        how.addStretch(1)
        form.addRow("", how)
        self.boxes: dict[Field, QCheckBox] = {}
        where = QGridLayout()
        where.setHorizontalSpacing(18)
        where.setColumnStretch(_COLUMNS, 1)
        for number, (field, text) in enumerate(_BOXES):
            box = self.boxes[field] = QCheckBox(text)
            box.setChecked(field is not Field.QUOTES)
            where.addWidget(box, number // _COLUMNS, number % _COLUMNS)
        form.addRow(plain_label("Look in"), where)
        self.caution = plain_label(
            "A quote is what somebody said word for word: it no longer is when words are replaced."
        )
        self.caution.setProperty("role", "error")
        self.caution.hide()
        form.addRow("", self.caution)
        form.setRowVisible(self.caution, False)
        self._form = form
        self.fields.addLayout(form)
        for edit in (self.find_edit, self.new_edit):
            edit.textChanged.connect(self._ask_later)
        for box in (self.case_box, self.words_box, self.filtered_box, *self.boxes.values()):
            box.toggled.connect(self._ask_later)

    def _add_table(self) -> None:
        self.model = HitModel(self)
        self.table = HitTable(self.model, self.theme)
        self.table.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.count = plain_label("", "muted")
        self.all_button, self.none_button = QPushButton("Tick a&ll"), QPushButton("Tick non&e")
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        for button, on in ((self.all_button, True), (self.none_button, False)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, on=on: self.model.tick_all(on))
            row.addWidget(button)
        self.fields.addWidget(self.table, 1)
        self.fields.addLayout(row)
        self.model.ticked.connect(self._show_count)

    @property
    def question(self) -> Question:
        """Return what is asked for."""
        fields = frozenset(field for field, box in self.boxes.items() if box.isChecked())
        match_case, whole_words = self.case_box.isChecked(), self.words_box.isChecked()
        return Question(self.find_edit.text(), self.new_edit.text(), fields, match_case, whole_words)

    @property
    def rows(self) -> list[int] | None:
        """Return the rows that are looked through; None for all."""
        return self._rows if self.filtered_box.isChecked() else None

    # Looking

    def _ask_later(self) -> None:
        self._form.setRowVisible(self.caution, self.boxes[Field.QUOTES].isChecked())
        self.tell_problem("")
        self.go_button.setEnabled(False)
        self._later.start()

    def look(self) -> None:
        """Look for the text now: in a thread where there are many events."""
        self._later.stop()
        question, file, rows, sources = self.question, self.document.file, self.rows, self.document.sources
        self._looker.cancel()
        if question.problem or file is None:
            self._found, self._answered = Found(), question
            self.model.show_hits(())
            self.tell_problem(question.problem if question.sought else "")
            return
        self._answered = question
        if self.document.event_count > MOST_NOW:
            self._tell("Looking through the events…")
            self._looker.start(lambda progress: _found(file, rows, sources, question, progress))
        else:
            self._take_found(_found(file, rows, sources, question))

    def _take_found(self, found: Found) -> None:
        self._found = found
        self.model.show_hits(found.hits)

    @property
    def ticked(self) -> int:
        """Return how many fields would be replaced."""
        return self._found.fields - self._found.impossible - self.model.left_out_count

    def _show_count(self) -> None:
        found, ticked = self._found, self.ticked
        places = "1 field" if found.fields == 1 else f"{found.fields:,} fields"
        if not self._answered.sought:
            words = "Type what to look for; what would be different is shown here first."
        elif not found.fields:
            words = "" if self._answered.problem else "Nothing found."
        elif found.is_partial:
            shown = f"The first {len(found.hits):,} of {places} are shown"
            words = f"{shown}; all are replaced, except those that you untick."
        else:
            words = f"Found in {places}, {ticked:,} ticked."
        self._tell(words)
        same = self._answered.sought == self._answered.new
        self.go_button.setText(f"Replace in {ticked:,}" if found.fields else "Replace")
        self.go_button.setEnabled(ticked > 0 and not same and not self._later.isActive())
        for button in (self.all_button, self.none_button):
            button.setEnabled(bool(found.hits))

    def _tell(self, words: str) -> None:
        self.count.setText(words)

    # Replacing

    def accept(self) -> None:
        """Replace what is ticked; what was typed just now is looked for first."""
        if self._later.isActive():
            self.look()
            return
        file, question, found = self.document.file, self._answered, self._found
        if not self.go_button.isEnabled() or file is None or self.stepper.running:
            return
        left_out, count = self.model.left_out, self.ticked
        wanted = set(found.sources)
        sources = [source for source in self.document.sources if source.id in wanted]

        def plan(progress: Progress) -> Planned:
            return _planned(file, found, sources, question, left_out, count, progress)

        self.stepper.make(plan, len(found.rows) + len(sources))

    def _finish(self, _count: int) -> None:
        self.document.told.emit(self.document.undo_name)
        super().accept()

    def reject(self) -> None:
        """Stop looking and close."""
        if not self.stepper.running:
            self._looker.cancel()
        super().reject()


def _found(
    file: StoryFile,
    rows: list[int] | None,
    sources: tuple[Source, ...],
    question: Question,
    progress: Progress = unhurried,
) -> Found:
    """Look for the text in the events; may run in another thread. In sources only where all events are meant."""
    without_sources = replace(question, fields=question.fields - {Field.SOURCES})
    events = file.each_event(rows, may_hold(question.sought), progress) if without_sources.fields else iter(())
    return find_and_replace(events, sources if rows is None else (), question)


def _planned(
    file: StoryFile,
    found: Found,
    sources: list[Source],
    question: Question,
    left_out: frozenset[Key],
    count: int,
    progress: Progress,
) -> Planned:
    events = (event for _row, event in file.each_event(found.rows, None, progress))
    prepared = file.prepare(replacing(events, sources, question, left_out))
    if not prepared.operations:
        raise TimelineError("Nothing was different any more, so nothing was replaced.")
    return Planned(prepared, replacing_name(question, count))
