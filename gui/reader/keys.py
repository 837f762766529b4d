"""Tell keys that belong to the window from keys that a pane answers itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def types_letter(event: QKeyEvent) -> bool:
    """Tell whether the key would type something, which a pane that is only read leaves to the window."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMANDS


def menu_asked_for(event: QKeyEvent) -> QContextMenuEvent | None:
    """Return what Shift+F10 asks for: Qt itself hears the key Menu alone."""
    if event.key() != Qt.Key.Key_F10 or event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
        return None
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
