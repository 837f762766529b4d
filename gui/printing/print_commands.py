"""What the menu File does on paper: the print dialog for what the window shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

# What printing needs is imported when somebody prints: reading needs none of it.
if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from gui.printing.choices import Choices
    from gui.printing.dialog import PrintDialog
    from gui.printing.shown import Shown
    from storage.story_file import StoryFile


class PrintCommands:
    """The commands of one window that bring its story on paper."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._dialog: PrintDialog | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {"print": self.ask_to_print}

    def ask_to_print(self) -> None:
        """Open the print dialog, with what the window shows as its preset where something narrows it."""
        from gui.editor.habits import habits_of
        from gui.new_story import documents_folder
        from gui.printing.dialog import PrintDialog

        window, document = self._window, self._window.document
        file = document.file
        if file is None:
            return
        shown = self._shown(file)
        folder = window.settings.last_folder or documents_folder()
        dialog = PrintDialog(
            window,
            file,
            shown,
            self._remembered(file, shown),
            lambda: habits_of(document, window.settings),
            window.theme,
            folder,
        )
        self._dialog = dialog
        dialog.kept.connect(lambda choices: self._remember(dialog, choices))
        dialog.written.connect(window.message_bar.show_message)
        dialog.finished.connect(self._forget)
        dialog.open()

    def connect(self) -> None:
        """Let an open dialog follow the story."""
        document = self._window.document
        document.changed.connect(self._follow)
        document.access_changed.connect(self._follow)
        document.opened.connect(self._close)

    def _follow(self) -> None:
        file = self._window.document.file
        if self._dialog is not None and file is not None:
            self._dialog.file = file
            self._dialog.follow_story()

    def _close(self) -> None:
        if self._dialog is not None:
            self._dialog.reject()

    def _forget(self) -> None:
        self._dialog = None

    def _remembered(self, file: StoryFile, shown: Shown) -> Choices:
        from dataclasses import replace

        from PySide6.QtCore import QLocale

        from gui.printing.choices import Choices, What, usual_choices

        is_letter = QLocale.system().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        plain = self._window.settings.print_choices(file.path)
        choices = Choices.of_plain(plain, usual_choices(is_letter=is_letter))
        return replace(choices, what=What.SHOWN if shown.is_narrow else What.STORY)

    def _remember(self, dialog: PrintDialog, choices: Choices) -> None:
        settings = self._window.settings
        settings.set_print_choices(dialog.file.path, choices.plain())
        if dialog.folder.is_dir():
            settings.last_folder = dialog.folder

    def _shown(self, file: StoryFile) -> Shown:
        from gui.export_image import range_in_edtf
        from gui.knowledge.known_words import as_known_in_words
        from gui.printing.shown import Shown, narrowed_in_words

        reading, timeline = self._window.reading, self._window.timeline
        narrowing, knowing = reading.narrowing, reading.knowing
        rows = narrowing.rows if narrowing.is_asked else None
        only = None
        if rows is not None:
            only = frozenset(file.id_in_row(row) for row in rows if narrowing.shows(row))
        view = None
        if timeline is not None and file.event_count:
            scale = timeline.navigator.scale
            view = range_in_edtf(scale.second_at(0), scale.second_at(timeline.canvas.width()))
        words = narrowed_in_words(narrowing.text, [kind.value for kind in narrowing.standings], narrowing.speaker)
        known = as_known_in_words(knowing)
        return Shown(only, len(only or ()), words, view, knowing.as_of_s, known)
