"""The story's own data: its title, what it is about, its time zone and its language."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from gui.dialogs import form_label
from gui.document import Document
from gui.editor.step_dialog import StepDialog, problem_label, show_in_row
from gui.editor.stepper import Planned
from gui.theme import Theme
from gui.zone_dialog import zone_box
from storage.dates.calendar import is_zone
from storage.editing import edit_story
from storage.errors import TimelineError

_DESCRIPTION_LINES = 3
_LONGEST_DESCRIPTION = 1_000_000
_LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "ru", "tr", "uk", "zh")


class StoryDialog(StepDialog):
    """Ask for the story's data, and keep them as one step."""

    def __init__(self, parent: QWidget | None, document: Document, theme: Theme) -> None:
        super().__init__(parent, "Story data", "Story data", document, theme)
        self.setObjectName("storyDialog")
        story = document.story
        assert story is not None  # The command is only there with a story.
        self.title_edit = QLineEdit(placeholderText="What is the story about?")
        self.title_edit.setText(story.title)
        self.description_edit = QPlainTextEdit(tabChangesFocus=True)
        self.description_edit.setPlainText(story.description)
        self.description_edit.setPlaceholderText("In a few sentences, for whoever opens it")
        self.description_edit.setAccessibleName("Description")
        self.description_edit.setMinimumHeight(self.fontMetrics().lineSpacing() * _DESCRIPTION_LINES + 16)
        self.zone_box = zone_box(story.time_zone)
        self.zone_box.setCurrentText(story.time_zone)
        self.language_box = language_box(story.language)
        self.title_problem, self.zone_problem = problem_label(), problem_label()
        self._form = form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        form.addRow(form_label("&Title", self.title_edit), self.title_edit)
        form.addRow("", self.title_problem)
        form.addRow(form_label("&Description", self.description_edit), self.description_edit)
        form.addRow(form_label("Time &zone", self.zone_box), self.zone_box)
        form.addRow("", self.zone_problem)
        form.addRow(form_label("&Language", self.language_box), self.language_box)
        self.fields.addLayout(form)
        self.add_step_buttons("Save")
        self.setMinimumWidth(560)
        for changed in (
            self.title_edit.textChanged,
            self.zone_box.currentTextChanged,
            self.description_edit.textChanged,
            self.language_box.currentTextChanged,
        ):
            changed.connect(self._check)
        self._untouched = self._texts()
        self._check()
        self.stepper.made.connect(lambda _count: super(StoryDialog, self).accept())
        self.title_edit.setFocus()

    def accept(self) -> None:
        """Keep the data, if they can be kept."""
        if self.go_button.isEnabled():
            self.stepper.make(lambda _progress: self._planned(), 1)

    def _planned(self) -> Planned:
        file, story = self.document.file, self.document.story
        if file is None or story is None:
            raise TimelineError("No story is open.")
        # A line break that a widget made of another one is no edit.
        now, then = self._texts(), self._untouched
        title = story.title if now[0] == then[0] else now[0].strip()
        description = story.description if now[1] == then[1] else now[1]
        zone = story.time_zone if now[2] == then[2] else now[2]
        language = story.language if now[3] == then[3] else now[3]
        changes, name = edit_story(story, title=title, description=description, time_zone=zone, language=language)
        return Planned(file.prepare(changes), name)

    def _texts(self) -> tuple[str, str, str, str]:
        zone = self.zone_box.currentText().strip()
        return self.title_edit.text(), self.description_edit.toPlainText(), zone, language_in(self.language_box)

    def _check(self) -> None:
        title, description, zone, language = self._texts()
        problems = (
            (self.title_problem, "" if title.strip() else "A story needs a title."),
            (
                self.zone_problem,
                "" if is_zone(zone) else "No time zone goes by that name; write one like Europe/Paris.",
            ),
        )
        for where, text in problems:
            show_in_row(self._form, where, text)
        too_long = len(description) > _LONGEST_DESCRIPTION
        self.tell_problem("A description has at most 1,000,000 characters." if too_long else "")
        wrong = too_long or not language or any(text for _, text in problems)
        self.go_button.setEnabled(not wrong and self._texts() != self._untouched)


def language_box(chosen: str) -> QComboBox:
    """Return a box of languages that takes any other code, with one chosen."""
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    names = {code: QLocale.languageToString(QLocale(code).language()) for code in _LANGUAGES}
    for code, name in sorted(names.items(), key=lambda pair: pair[1]):
        box.addItem(f"{name} ({code})", code)
    place = box.findData(chosen)
    box.setCurrentIndex(place)
    if place < 0:
        box.setCurrentText(chosen)
    completer = box.completer()
    if completer is not None:
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return box


def language_in(box: QComboBox) -> str:
    """Return the code of the language that stands in a box."""
    text = box.currentText().strip()
    place = box.findText(text)
    return str(box.itemData(place)) if place >= 0 else text
