"""Begin a story: its title, its time zone, and where its file lies."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gui.dialogs import Buttons, WordsDialog, form_label
from gui.theme import Theme
from gui.zone_dialog import zone_box
from storage.errors import TimelineError
from storage.plain_text import visible
from storage.story_file import create_story

SUFFIX = ".timeline.json"
FILE_FILTER = f"Stories (*{SUFFIX});;All files (*)"
_NO_SCRIPT = QLocale.Script.AnyScript
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f/\\:*?"<>|]+')


class NewStoryDialog(WordsDialog):
    """Ask for a title and a place; `created` carries the path of the new, empty story."""

    created = Signal(object)

    def __init__(self, parent: QWidget | None, folder: Path | None, theme: Theme) -> None:
        super().__init__(parent, "New story", "New story", theme)
        self.setObjectName("newStoryDialog")
        self._folder = folder or documents_folder()
        self._chosen = False
        self.title_edit = QLineEdit(placeholderText="What is the story about?", maxLength=500)
        self.file_edit = QLineEdit()
        self.zone_box = zone_box()
        choose = QPushButton("Choose…")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        place = QHBoxLayout()
        place.addWidget(self.file_edit, 1)
        place.addWidget(choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(form_label("&Title", self.title_edit), self.title_edit)
        form.addRow(form_label("&File", self.file_edit), place)
        form.addRow(form_label("Time &zone", self.zone_box), self.zone_box)
        self.column.addLayout(form)
        self.problem = self.add_words("", "error")
        self.problem.hide()
        box = self.add_buttons(Buttons.Cancel)
        self.create_button = box.addButton("Create", QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setDefault(True)
        self.setMinimumWidth(560)
        self.title_edit.textChanged.connect(self._suggest)
        self.file_edit.textEdited.connect(self._keep_place)
        self.file_edit.textChanged.connect(self._check)
        self._suggest("")
        self.title_edit.setFocus()

    def accept(self) -> None:
        """Create the story, or say why that is not possible."""
        path = with_suffix(Path(self.file_edit.text().strip()).expanduser())
        if not path.is_absolute():
            path = self._folder / path
        try:
            zone = self.zone_box.currentText().strip() or "UTC"
            create_story(path, self.title_edit.text().strip(), time_zone=zone, language=language_here()).close()
        except TimelineError as error:
            self.problem.setText(visible(str(error)))
            self.problem.show()
            return
        self.created.emit(path)
        super().accept()

    def _suggest(self, title: str) -> None:
        if not self._chosen:
            self.file_edit.setText(str(free_name(self._folder, title)))
        self._check()

    def _keep_place(self) -> None:
        self._chosen = True

    def _check(self) -> None:
        self.problem.hide()
        self.create_button.setEnabled(bool(self.title_edit.text().strip() and self.file_edit.text().strip()))

    def _choose(self) -> None:
        # The name is refused on creating where it is taken: no story is ever overwritten by an empty one.
        options = QFileDialog.Option.DontConfirmOverwrite
        name, _kind = QFileDialog.getSaveFileName(
            self, "Where to keep the story", self.file_edit.text(), FILE_FILTER, options=options
        )
        if name:
            self._chosen = True
            self.file_edit.setText(str(with_suffix(Path(name))))


def documents_folder() -> Path:
    """Return the folder for the user's documents, or the home folder."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(found) if found else Path.home()
    return folder if folder.is_dir() else Path.home()


def with_suffix(path: Path) -> Path:
    """Return the path with a story's suffix where it has none that ends in .json."""
    return path if path.name.lower().endswith(".json") else path.with_name(path.name + SUFFIX)


def free_name(folder: Path, title: str) -> Path:
    """Return a path in the folder that is made of the title and not taken yet."""
    # A name begins with no dot (a hidden file) and stays well below the 255 bytes that a name may have.
    stem = _NOT_IN_NAMES.sub(" ", title).strip(" .")[:60].strip(" .") or "Untitled"
    path = folder / (stem + SUFFIX)
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}{SUFFIX}"
        number += 1
    return path


def language_here() -> str:
    """Return the language of this computer, with a region only where that tells the script.

    A region would make dates read one way in the fields and another in the story; what knows no language is English.
    """
    here = QLocale()
    full = here.bcp47Name() or "en"
    language = full.partition("-")[0]
    return language if QLocale(language).script() == here.script() or here.script() == _NO_SCRIPT else full
