"""What narrows list and timeline, each as a chip that can be taken away: nobody is to wonder where events have gone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel, announce
from gui.icons import drawn_icon
from gui.narrowing import Narrowing
from gui.signs import STANDING_SIGNS
from gui.text import label, tooltip
from gui.theme import Theme

_ICON_PX = 12


class NarrowingChips(QFrame):
    """One chip for the words, the standings and the one who speaks; hidden while nothing narrows.

    The words stand in the box of the event list too, and have a chip only where that does not show.
    """

    def __init__(self, narrowing: Narrowing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("narrowingChips")
        self._narrowing = narrowing
        self._theme = theme
        self._shows_words = False
        self.chips: list[Chip] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 7, 10, 1)
        self._column.setSpacing(4)
        narrowing.narrowed.connect(self._show)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_words(self, shown: bool) -> None:
        """Have a chip for the words too, or none."""
        self._shows_words = shown
        self._show()

    def clear(self) -> bool:
        """Let all standings and everybody through; tell whether that was asked of anything."""
        narrows = bool(self._narrowing.standings or self._narrowing.speaker)
        self._narrowing.set_standings(frozenset())
        self._narrowing.set_speaker("", {})
        return narrows

    def _wanted(self) -> dict[str, Callable[[], None]]:
        """Return what narrows, in words, each with what takes it away."""
        narrowing, wanted = self._narrowing, dict[str, Callable[[], None]]()
        if self._shows_words and narrowing.text.strip():
            wanted[f"Words: {label(narrowing.text)}"] = lambda: narrowing.set_text("")
        if narrowing.standings:
            names = [word for kind, (_sign, word) in STANDING_SIGNS.items() if kind in narrowing.standings]
            wanted[f"Standing: {', '.join(names)}"] = lambda: narrowing.set_standings(frozenset())
        if narrowing.speaker:
            wanted[f"Spoken of by {label(narrowing.speaker)}"] = lambda: narrowing.set_speaker("", {})
        return wanted

    def _show(self) -> None:
        wanted = self._wanted()
        if list(wanted) == [chip.words for chip in self.chips]:
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        before = {chip.words for chip in self.chips}
        for chip in self.chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(text, self._theme, act, self) for text, act in wanted.items()]
        for chip in self.chips:
            self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        self.setVisible(bool(self.chips))
        if had_focus and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.focusNextChild()
        new = [text for text in wanted if text not in before]
        if new or before - {*wanted}:
            announce(self, f"Shown are only: {'; '.join(wanted)}" if wanted else "All events are shown")

    def _restyle(self) -> None:
        for chip in self.chips:
            chip.restyle()


class Chip(QPushButton):
    """A pill with a word and a cross; a click, Enter, Space or Del take it away."""

    def __init__(self, text: str, theme: Theme, pressed: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.words = text
        self._theme = theme
        self.setProperty("role", "chip")
        self.setAccessibleName(f"Only: {text}. Press to show the others again")
        self.setToolTip(tooltip(f"{text}\nClick to show the others again"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._word = ElidedLabel(text)
        self._cross = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 7, 3)
        row.setSpacing(7)
        row.addWidget(self._word, 1)
        row.addWidget(self._cross)
        for part in (self._word, self._cross):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda: pressed())
        self.restyle()

    def restyle(self) -> None:
        """Take the theme's ink."""
        self._cross.setPixmap(drawn_icon("close", self._theme.palette).pixmap(QSize(_ICON_PX, _ICON_PX)))

    def sizeHint(self) -> QSize:
        """Be as wide as the words."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need little: the words are elided."""
        layout = self.layout()
        return layout.minimumSize() if layout is not None else super().minimumSizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chip away with Enter and Del too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Del for the chip: elsewhere it removes events."""
        override = event if event.type() == QEvent.Type.ShortcutOverride else None
        if isinstance(override, QKeyEvent) and override.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.accept()
            return True
        return super().event(event)
