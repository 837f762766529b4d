"""The strip under the timeline: the slider of what was known, steps and play, and where it stands in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.document import Document
from gui.icons import drawn_icon
from gui.knowing import Knowing
from gui.knowledge.known_slider import KnownSlider
from gui.knowledge.known_words import as_known_in_words
from gui.reading import Reading
from gui.theme import Theme

MOST_AT_ONCE = 1000
"""The changes of so many events are worked out as soon as the story is shown; of more when somebody asks."""
_SOON_MS = 250
_ROOM_FOR_ALL_PX = 460
_ROOM_FOR_STEPS_PX = 360


class KnownStrip(QWidget):
    """Follows the cursor of `reading.knowing` and moves it."""

    def __init__(
        self,
        document: Document,
        reading: Reading,
        actions: Mapping[str, QAction],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._actions = actions
        self.slider = KnownSlider(theme, self)
        self.caption = QLabel("As known on", textFormat=Qt.TextFormat.PlainText)
        self.when = QPushButton()
        self._buttons = {name: self._button(name) for name in ("known_earlier", "known_play", "known_later")}
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._prepare_small)
        self._build()
        self._connect()
        self._restyle()
        self._follow()

    @property
    def knowing(self) -> Knowing:
        """Return the cursor."""
        return self._reading.knowing

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the slider and its date; what the keys do as well gives way first."""
        super().resizeEvent(event)
        self.caption.setVisible(self.width() >= _ROOM_FOR_ALL_PX)
        self._steady_words()
        self._follow()
        for name in ("known_earlier", "known_later"):
            self._buttons[name].setVisible(self.width() >= _ROOM_FOR_STEPS_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._restyle()

    def _build(self) -> None:
        self.setObjectName("knownStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.when.setProperty("role", "link")
        self.when.setToolTip("Look from another date…")
        self.when.clicked.connect(self._actions["known_on"].trigger)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 8)
        row.setSpacing(4)
        row.addWidget(self.caption)
        row.addSpacing(6)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addWidget(self.slider, 1)
        row.addWidget(self.when)

    def _button(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(self, autoRaise=True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(action.trigger)
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        words = action.text().replace("&", "")
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})" if keys else words)
        return button

    def _connect(self) -> None:
        knowing = self.knowing
        self.slider.second_chosen.connect(knowing.go_to)
        self.slider.wanted.connect(knowing.prepare)
        knowing.moved.connect(self._follow)
        knowing.indexed.connect(self._follow)
        self._document.opened.connect(self._soon.start)
        self._document.changed.connect(self._soon.start)
        self._actions["known_play"].toggled.connect(self._restyle)
        self._theme.changed.connect(self._restyle)

    def _prepare_small(self) -> None:
        if self._document.event_count <= MOST_AT_ONCE:
            self.knowing.prepare()

    def _follow(self) -> None:
        self.slider.show_moments(self.knowing.moments, self.knowing.as_of_s)
        words = as_known_in_words(self.knowing, short=True) or "now"
        # In a narrow strip one word has to do.
        self.when.setText("now · all that was said" if words == "now" and self.width() >= _ROOM_FOR_ALL_PX else words)
        self.when.setAccessibleName(f"As known on: {words}")
        self.slider.setAccessibleDescription(words)

    def _steady_words(self) -> None:
        """Keep a word that changes from pushing the slider to and fro, where there is room for that."""
        widest_px = self.when.fontMetrics().horizontalAdvance("before anything was said") + 16
        self.when.setMinimumWidth(widest_px if self.width() >= _ROOM_FOR_ALL_PX else 0)

    def _restyle(self, _playing: bool = False) -> None:
        palette = self._theme.palette
        font = self._theme.sans(9.5)
        for widget in (self.caption, self.when):
            widget.setFont(font)
        self._steady_words()
        icons = {"known_earlier": "back", "known_later": "forward", "known_play": "play"}
        if self._actions["known_play"].isChecked():
            icons["known_play"] = "pause"
        for name, button in self._buttons.items():
            button.setIcon(drawn_icon(icons[name], palette))
        self.setStyleSheet(f"#knownStrip {{ background: {palette.paper}; }} QLabel {{ color: {palette.muted}; }}")
