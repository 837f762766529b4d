"""A wide button that says in a line of its own what it does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from gui.chrome import ElidedLabel


class RowButton(QPushButton):
    """A wide button with a title and a muted line under it."""

    def __init__(self, title: str, below: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "row")
        self.setAccessibleName(f"{title}. {below}")
        self.clicked.connect(lambda: pressed())
        self._rows = rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 7, 12, 7)
        rows.setSpacing(1)
        for text, role in ((title, ""), (below, "muted")):
            label = ElidedLabel(text)
            label.setProperty("role", role)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            rows.addWidget(label)

    def sizeHint(self) -> QSize:
        """Be as high as the two lines."""
        return self._rows.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need no more than the lines do."""
        return self._rows.minimumSize()
