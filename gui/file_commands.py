"""What the menu File does to a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from gui import dialogs
from gui.samples import Sample, own_copy
from storage.errors import TimelineError

# What a dialog needs is imported when it is asked for: reading needs none of it.
if TYPE_CHECKING:
    from gui.export_image import ImageWish, Range
    from gui.main_window import MainWindow


class FileCommands:
    """The commands of one window that open, make and copy files."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        window = self._window
        return {
            "new": self._new,
            "open": self._open,
            "new_window": lambda: window.window_requested.emit(None),
            "close": window.close_story,
            "save_copy": self.ask_to_save_copy,
            "restore": self.ask_to_restore,
            "export_image": self._ask_for_image,
            "quit": window.quit_requested.emit,
        }

    def open_sample(self, sample: Sample) -> None:
        """Open the user's own copy of a sample."""
        try:
            path = own_copy(sample)
        except TimelineError as error:
            self._tell("The sample cannot be opened", error)
            return
        self._window.story_requested.emit(path)

    def export_image(self, wish: ImageWish) -> None:
        """Write an image of the timeline."""
        from gui.timeline.image import write_image

        file = self._window.document.file
        if file is None:
            return
        first, last = wish.range or (None, None)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            write_image(
                file,
                wish.path,
                width_px=wish.width_px,
                height_px=wish.height_px,
                from_=first,
                to=last,
                theme=wish.theme,
                as_of_s=wish.as_of_s,
            )
        except TimelineError as error:
            self._tell("The image cannot be written", error)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._window.message_bar.show_message(f"The image was written to {wish.path}")

    def save_copy_to(self, target: Path) -> None:
        """Write a copy of the story's file; an existing file is replaced, as the file dialog has asked."""
        try:
            self._window.document.save_copy(target, overwrite=True)
        except TimelineError as error:
            self._tell("The copy cannot be written", error)
            return
        self._window.message_bar.show_message(f"A copy was written to {target}")

    def _new(self) -> None:
        from gui.new_story import NewStoryDialog

        dialog = NewStoryDialog(self._window, self._window.settings.last_folder, self._window.theme)
        dialog.created.connect(self._open_new)
        dialog.open()

    def _open_new(self, path: Path) -> None:
        self._window.settings.last_folder = path.parent
        self._window.story_requested.emit(path)

    def _open(self) -> None:
        from gui.new_story import FILE_FILTER

        name, _kind = QFileDialog.getOpenFileName(self._window, "Open a story", str(self._folder()), FILE_FILTER)
        if name:
            self._window.settings.last_folder = Path(name).parent
            self._window.story_requested.emit(Path(name))

    def ask_to_save_copy(self) -> None:
        """Ask where a copy of the story is to go, and write it there."""
        from gui.new_story import FILE_FILTER, SUFFIX, free_name, with_suffix

        path = self._window.document.path
        if path is None:
            return
        stem = path.name.removesuffix(SUFFIX) + " copy"
        suggested = str(free_name(self._folder(), stem))
        name, _kind = QFileDialog.getSaveFileName(self._window, "Save a copy as", suggested, FILE_FILTER)
        if name:
            self._window.settings.last_folder = Path(name).parent
            self.save_copy_to(with_suffix(Path(name)))

    def ask_to_restore(self) -> None:
        """Show the backups of the story, to put one in its place or to open one as a copy."""
        from gui.restore import RestoreDialog

        window = self._window
        if window.document.path is None or not window.keeping.settle(self.ask_to_restore):
            return
        window.remember_view()
        dialog = RestoreDialog(window.document, window.theme, window)
        dialog.restored.connect(self._tell_restored)
        dialog.copied.connect(window.window_requested)
        dialog.open()

    def _tell_restored(self, aside: Path | None) -> None:
        self._window.restore_view()
        before = f" The story as it was before is in {aside.name}" if aside is not None else ""
        self._window.message_bar.show_message(f"The backup was restored.{before}")

    def _ask_for_image(self) -> None:
        from gui.export_image import ExportImageDialog
        from gui.new_story import SUFFIX

        path = self._window.document.path
        if path is None:
            return
        suggested = self._folder() / path.name.removesuffix(SUFFIX)
        dialog = ExportImageDialog(
            self._window, suggested, self._shown_range(), self._window.theme, self._window.reading.knowing
        )
        dialog.wished.connect(self.export_image)
        dialog.open()

    def _shown_range(self) -> Range | None:
        timeline = self._window.timeline
        if timeline is None:
            return None
        from gui.export_image import range_in_edtf

        scale = timeline.navigator.scale
        return range_in_edtf(scale.second_at(0), scale.second_at(timeline.canvas.width()))

    def _folder(self) -> Path:
        from gui.new_story import documents_folder

        return self._window.settings.last_folder or documents_folder()

    def _tell(self, heading: str, error: TimelineError) -> None:
        dialogs.show_error(self._window, heading, str(error), self._window.theme)
