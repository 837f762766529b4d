"""The commands that show the events as a table, and take rows from another program's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from gui import dialogs
from storage.errors import TimelineError

if TYPE_CHECKING:
    from gui.editor.table_page import TablePage
    from gui.main_window import MainWindow
    from storage.pasting.reading import Batch


class TableCommands:
    """The table of one window; it is made when it is asked for first."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._page: TablePage | None = None

    def handlers(self) -> dict[str, Callable[..., None]]:
        """Return what each action does, by its id."""
        return {"table": self.show, "paste_rows": self.paste}

    def connect(self) -> None:
        """Leave the table with the story."""
        self._window.document.closing.connect(lambda: self.show(False))
        for signal in (self._window.document.opened, self._window.document.access_changed):
            signal.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._window.actions_by_id["paste_rows"].setEnabled(not self._window.document.read_only)

    def show(self, on: bool) -> None:
        """Show the table in place of list, timeline and detail, or those again."""
        window = self._window
        window.actions_by_id["table"].setChecked(on)
        if on and window.document.story is not None:
            window.stack.setCurrentWidget(self.page)
            self.page.enter()
        elif self._page is not None and window.stack.currentWidget() is self._page:
            window.stack.setCurrentWidget(window.panes)
            window.side_tabs.focus_page()

    @property
    def page(self) -> TablePage:
        """Return the table, made now if it was not asked for before."""
        if self._page is None:
            from gui.editor.habits import habits_of
            from gui.editor.table_page import TablePage

            window = self._window
            self._page = TablePage(
                window.document, window.reading, window.theme, lambda: habits_of(window.document, window.settings)
            )
            self._page.done.connect(lambda: self.show(False))
            self._page.paste_wished.connect(self.paste)
            window.stack.addWidget(self._page)
        return self._page

    def paste(self) -> None:
        """Show what the clipboard's rows would give."""
        self.preview(QGuiApplication.clipboard().text())

    def preview(self, text: str) -> None:
        """Show what rows of text would give as events."""
        from gui.editor.habits import habits_of
        from gui.editor.paste_preview import PastePreview
        from storage.pasting.cells import read_cells

        window = self._window
        try:
            rows = read_cells(text)
        except TimelineError as error:
            dialogs.show_error(window, "These rows cannot be pasted", str(error), window.theme)
            return
        if not rows:
            sentence = "The clipboard holds no rows. Copy some in a spreadsheet, then come back."
            dialogs.show_error(window, "There is nothing to paste", sentence, window.theme)
            return
        habits = habits_of(window.document, window.settings)
        dialog = PastePreview(window, rows, window.document, habits, window.theme)
        dialog.accepted_batch.connect(self._add)
        dialog.open()

    def _add(self, batch: Batch) -> None:
        count = len(batch.events)
        name = f"Paste {count:,} events" if count > 1 else f"Paste “{batch.events[0].title}”"
        try:
            self._window.document.apply(batch.changes(), name)
        except TimelineError as error:
            dialogs.show_error(self._window, "The rows were not added", str(error), self._window.theme)
            return
        self._window.reading.mark([event.id for event in batch.events])
        self._window.document.told.emit(f"Added {count:,} {'event' if count == 1 else 'events'}")
