"""Tell a screen reader what happened where no widget's own name or text says so."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a text; nothing happens where none is running."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
