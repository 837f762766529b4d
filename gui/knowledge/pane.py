"""What the panes beside the event list have in common: a count, a word on work, and a hint where nothing is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel
from gui.theme import Theme

_SMALL = 0.85


class KnowledgePane(QWidget):
    """A page of the left pane: a muted line over what the page puts under it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("knowledgePane")
        self._theme = theme
        self._said = self._at_work = ""
        self.count = ElidedLabel()
        self.count.setAccessibleName("Number")
        self.hint = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.hint.setContentsMargins(14, 4, 14, 12)
        self.hint.hide()
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 9, 14, 7)
        self.head.addWidget(self.count, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self.head)
        self._column.addWidget(self.hint)
        self.setAutoFillBackground(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    def put(self, widget: QWidget) -> None:
        """Put something under the head; it takes the room that is left."""
        self._column.addWidget(widget, 1)

    def show_count(self, text: str) -> None:
        """Show how much there is."""
        self._said = text
        self.count.setText(self._at_work or text)

    def show_work(self, text: str) -> None:
        """Show what is being worked out; "" shows the count again."""
        self._at_work = text
        self.count.setText(text or self._said)

    def show_hint(self, text: str) -> None:
        """Show a word where nothing else is to be seen; an empty one shows none."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the program's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._restyle()

    def _restyle(self) -> None:
        palette = self._theme.palette
        font = QFont(QApplication.font())
        font.setPointSizeF(max(1.0, font.pointSizeF() * _SMALL))
        self.count.setFont(font)
        for one in (self.count, self.hint):
            one.setStyleSheet(f"color: {palette.muted}; background: transparent;")
        own = self.palette()
        own.setColor(own.ColorRole.Window, QColor(palette.panel))
        self.setPalette(own)
