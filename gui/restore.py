"""Bring a story back: from one of its backups, or, where its file is damaged, from whatever can be had of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gui.dialogs import Buttons, WordsDialog
from gui.document import Document
from gui.errands import Errand
from gui.new_story import FILE_FILTER, SUFFIX, free_name, with_suffix
from gui.restore_words import candidate_words, copy_stem, counted, difference_words, why_words
from gui.text import one_line
from gui.theme import Theme
from storage.backups import Backup, copy_backup, list_backups, read_backup, restore, when_words
from storage.differences import differences
from storage.errors import FormatError, NewerFormatError, TimelineError
from storage.repair import Candidate, bring_back, newest_good, write_candidate
from storage.snapshot import Snapshot
from storage.story_file import open_story

_SIZE_PX = (900, 560)


class _ChoiceDialog(WordsDialog):
    """A table to choose from, with a preview beside it that is made in a thread."""

    def __init__(self, parent: QWidget | None, title: str, heading: str, theme: Theme, columns: list[str]) -> None:
        super().__init__(parent, title, heading, theme)
        self.words = self.add_words("")
        self.table = _table(columns)
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setAccessibleName("Preview")
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.preview)
        splitter.setSizes([_SIZE_PX[0] * 11 // 20, _SIZE_PX[0] * 9 // 20])
        self.column.addWidget(splitter, 1)
        self.problem = self.add_words("", "error")
        self.problem.hide()
        self.box = self.add_buttons(Buttons.Cancel)
        self.copy_button = self._button("Open as a copy…", self._ask_for_copy)
        self.main_button = self._button("Restore", self.accept)
        self.main_button.setDefault(True)
        self.resize(*_SIZE_PX)
        self._errand = Errand(self)
        self._errand.done.connect(self._finish)
        self._then: Callable[[], None] | None = None
        self._next: tuple[Callable[[], object], Callable[[], None]] | None = None
        self.table.itemSelectionChanged.connect(self._show_chosen)

    def done(self, result: int) -> None:
        """Go, once no thread works for this dialog any more."""
        self._next = None
        self._errand.wait()
        super().done(result)

    @property
    def chosen(self) -> int:
        """Return the row that is chosen, -1 for none."""
        rows = self.table.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        button = self.box.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: pressed())
        button.setEnabled(False)
        return button

    def _fill(self, rows: list[list[str]]) -> None:
        self.table.setRowCount(len(rows))
        for number, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.table.setItem(number, column, QTableWidgetItem(text))
        if rows:
            self.table.selectRow(0)
            self.table.setFocus()

    def _run(self, work: Callable[[], object], then: Callable[[], None]) -> None:
        """Do work in a thread, then show what came of it; of work that waits only the last is done."""
        self._next = (work, then)
        if not self._errand.running:
            self._start_next()

    def _start_next(self) -> None:
        if self._next is not None:
            (work, self._then), self._next = self._next, None
            self._errand.start(work)

    def _finish(self, error: TimelineError | None) -> None:
        if self._next is not None:
            # The thread has told its end, and is about to be gone.
            self._errand.wait()
            self._start_next()
        elif error is not None:
            self._complain(error)
        elif self._then is not None:
            self._then()

    def _complain(self, error: TimelineError | None) -> None:
        self.problem.setText(one_line(str(error)) if error else "")
        self.problem.setVisible(error is not None)

    def _attempt(self, work: Callable[[], object]) -> bool:
        """Do something that may fail; tell whether it went well, and the user why it did not."""
        try:
            work()
        except TimelineError as error:
            self._complain(error)
            return False
        self._complain(None)
        return True

    def _ask_for_place(self, folder: Path, stem: str) -> Path | None:
        # A name that is taken is refused: no story is ever overwritten here.
        options = QFileDialog.Option.DontConfirmOverwrite
        suggested = str(free_name(folder, stem))
        name, _kind = QFileDialog.getSaveFileName(
            self, "Where to put the copy", suggested, FILE_FILTER, options=options
        )
        return with_suffix(Path(name)) if name else None

    def _show_chosen(self) -> None:
        raise NotImplementedError

    def _ask_for_copy(self) -> None:
        raise NotImplementedError


class RestoreDialog(_ChoiceDialog):
    """Shows the backups of a story and what differs in each, and puts one in the story's place or beside it.

    `restored` carries where the story of before was set aside (a Path, or None), `copied` the path of a new file. The
    document, if one was given, shows the restored story by then.
    """

    restored = Signal(object)
    copied = Signal(object)

    def __init__(self, document: Document | Path, theme: Theme, parent: QWidget | None = None) -> None:
        columns = ["Backup", "Holds", "Size", "Why"]
        super().__init__(parent, "Restore", "Restore a backup", theme, columns)
        self.setObjectName("restoreDialog")
        self._document = document if isinstance(document, Document) else None
        self._path = document if isinstance(document, Path) else document.path
        self._now: Snapshot | None = None
        self._texts: dict[int, str] = {}
        self.backups: tuple[Backup, ...] = ()
        if self._path is not None:
            story = self._document.story if self._document else None
            self.backups = list_backups(self._path, story.id if story else "")
        self._blocked = self._why_not()
        self.words.setText(self._explanation())
        self._fill([_backup_cells(backup) for backup in self.backups])

    def accept(self) -> None:
        """Put the chosen backup in the story's place, or say why that is not possible."""
        backup, path = self._chosen_backup(), self._path
        if backup is None or path is None or self._blocked:
            return
        aside: list[Path | None] = []
        if self._attempt(lambda: aside.append(self._restore(backup, path))):
            super().accept()
            self.restored.emit(aside[0])

    def _restore(self, backup: Backup, path: Path) -> Path | None:
        read_backup(backup)
        if self._document is None:
            return restore(backup, path)
        # It is our own window that holds the story: it lets go of it for that moment.
        self._document.close()
        try:
            return restore(backup, path)
        finally:
            self._document.open(path)

    def _why_not(self) -> str:
        file = self._document.file if self._document else None
        return file.notice if file is not None and file.read_only else ""

    def _explanation(self) -> str:
        if not self.backups:
            return "There is no backup of this story yet. One is made for each day of work on it."
        if self._blocked:
            return f"{one_line(self._blocked)} A backup can be opened as a copy."
        return "The story as it is now stays in a file beside it, whichever backup is restored."

    def _chosen_backup(self) -> Backup | None:
        return self.backups[self.chosen] if 0 <= self.chosen < len(self.backups) else None

    def _show_chosen(self) -> None:
        number, backup = self.chosen, self._chosen_backup()
        self.copy_button.setEnabled(backup is not None)
        self.main_button.setEnabled(backup is not None and not self._blocked)
        self._complain(None)
        if backup is None:
            return
        if number in self._texts:
            self.preview.setPlainText(self._texts[number])
            return
        self.preview.setPlainText("Looking at what differs…")
        file = self._document.file if self._document else None
        state = file.state() if file is not None else None

        def compare() -> None:
            self._now = state or self._now or _state_of(self._path)
            self._texts[number] = difference_words(backup, differences(self._now, read_backup(backup)))

        self._run(compare, lambda: self.preview.setPlainText(self._texts.get(self.chosen, "")))

    def _finish(self, error: TimelineError | None) -> None:
        if error is not None:
            self.preview.setPlainText("")
        super()._finish(error)

    def _ask_for_copy(self) -> None:
        backup = self._chosen_backup()
        if backup is None or self._path is None:
            return
        stem = copy_stem(self._path.name.removesuffix(SUFFIX), backup.when.astimezone().date())
        place = self._ask_for_place(self._path.parent, stem)
        if place is not None and self._attempt(lambda: copy_backup(backup, place)):
            super().accept()
            self.copied.emit(place)


class RescueDialog(_ChoiceDialog):
    """Offers what can be had of a story that does not open; `rescued` carries the path that can be opened now."""

    rescued = Signal(object)

    def __init__(self, path: Path, error: TimelineError, theme: Theme, parent: QWidget | None = None) -> None:
        columns = ["From", "Holds", "Last changed"]
        super().__init__(parent, "Damaged story", f"{one_line(path.name)} cannot be opened", theme, columns)
        self.setObjectName("rescueDialog")
        self._path = path
        self.candidates: tuple[Candidate, ...] = ()
        self._error = one_line(str(error))
        self.main_button.setText("Bring this back")
        self.copy_button.setText("Write to a new file…")
        self.words.setText(f"{self._error}\nLooking for what can be had of it…")
        self._run(self._look, self._show_candidates)

    def accept(self) -> None:
        """Put what was chosen in the story's place, or say why that is not possible."""
        if self.chosen < 0:
            return
        if self._attempt(lambda: bring_back(self.candidates[self.chosen], self._path)):
            super().accept()
            self.rescued.emit(self._path)

    def _look(self) -> None:
        self.candidates = newest_good(self._path)

    def _show_candidates(self) -> None:
        if not self.candidates:
            self.words.setText(f"{self._error}\nNothing of a story can be read from it, and there is no backup of it.")
            self.table.hide()
            self.preview.hide()
            self.main_button.hide()
            self.copy_button.hide()
            return
        self.words.setText(
            f"{self._error}\nHere is what can be had, the best first. The damaged file stays beside it, as it is."
        )
        self._fill([_candidate_cells(candidate) for candidate in self.candidates])

    def _show_chosen(self) -> None:
        is_chosen = 0 <= self.chosen < len(self.candidates)
        for button in (self.main_button, self.copy_button):
            button.setEnabled(is_chosen)
        self.preview.setPlainText(candidate_words(self.candidates[self.chosen]) if is_chosen else "")
        self._complain(None)

    def _ask_for_copy(self) -> None:
        if self.chosen < 0:
            return
        candidate = self.candidates[self.chosen]
        place = self._ask_for_place(self._path.parent, self._path.name.removesuffix(SUFFIX) + " rescued")
        if place is not None and self._attempt(lambda: write_candidate(candidate, place)):
            super().accept()
            self.rescued.emit(place)


def is_rescuable(path: Path, error: TimelineError) -> bool:
    """Tell whether a RescueDialog may help: the file is damaged, or it is gone and there are backups of it."""
    if isinstance(error, FormatError):
        return not isinstance(error, NewerFormatError)
    return not path.exists() and bool(list_backups(path))


def _state_of(path: Path | None) -> Snapshot:
    """Return the state of a story that is not open here; an empty one where it cannot be read."""
    if path is None:
        return Snapshot()
    try:
        with open_story(path, read_only=True) as file:
            return file.state()
    except TimelineError:
        return Snapshot()


def _table(columns: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setHorizontalHeaderLabels(columns)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setStyleSheet(
        "QTableWidget { outline: none; } QTableWidget::item { padding: 0 6px; }"
        "QTableWidget::item:selected { background: palette(highlight); color: palette(highlighted-text); }"
    )
    return table


def _backup_cells(backup: Backup) -> list[str]:
    size = QLocale().formattedDataSize(backup.bytes)
    return [when_words(backup.when), counted(backup.counts.events, "event"), size, why_words(backup)]


def _candidate_cells(candidate: Candidate) -> list[str]:
    when = when_words(candidate.when) if candidate.when else ""
    return [candidate.origin.value.capitalize(), counted(candidate.counts.events, "event"), when]
