"""A line that takes a source: typed to be found, or pasted whole."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from storage.importers import format_of


class SourceLine(QLineEdit):
    """Hands over whole what is pasted or dropped, line ends and all, as `pasted`; F2 is `edit_requested`.

    Plain words on one line go into the field as ever.
    """

    pasted = Signal(str)
    edit_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a record from the clipboard."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_record()
        elif event.key() == Qt.Key.Key_F2 and not event.modifiers():
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Let the menu paste as the key does."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste_record)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a record that is dropped."""
        if self._take(event.mimeData().text()):
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def paste_record(self) -> None:
        """Take what is on the clipboard."""
        if not self._take(QGuiApplication.clipboard().text()):
            self.paste()

    def _take(self, text: str) -> bool:
        if self.isReadOnly() or not ("\n" in text.strip() or format_of(text) is not None):
            return False
        self.pasted.emit(text)
        return True
