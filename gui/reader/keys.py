"""Tell keys that belong to the window from keys that a pane answers itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def types_letter(event: QKeyEvent) -> bool:
    """Tell whether the key would type something, which a pane that is only read leaves to the window."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _COMMANDS
