"""The banner in the window's head while the reader looks from an earlier moment: which it is, and what was known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.chrome import ElidedLabel, announce, counted
from gui.document import Document
from gui.knowledge.known_words import as_known_in_words
from gui.reading import Reading
from gui.signs import STANDING_SIGNS
from gui.text import label

_MOST_NAMED = 2
_LEAST_WORDS_PX = 280


class KnownBanner(QWidget):
    """Takes the place of the story's counts, which count what was said later as well; `toggled` tells when."""

    toggled = Signal(bool)

    def __init__(self, document: Document, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._said_of: tuple[object, object, Sequence[int]] = (None, None, ())
        self.label = ElidedLabel()
        self.label.setProperty("role", "strong")
        self.counts = ElidedLabel()
        self.setToolTip("Only what had been said by then is shown; nothing of it changes the file.")
        self.back = QPushButton("Back to now")
        self.back.clicked.connect(lambda: reading.knowing.go_to(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.label)
        row.addWidget(self.counts, 1)
        row.addWidget(self.back, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()
        # After the reading has followed: what is counted is what is to be seen.
        reading.filtered.connect(self._follow)
        reading.followed.connect(self._follow)

    def _follow(self) -> None:
        knowing = self._reading.knowing
        is_past, was_past = knowing.as_of_s is not None, not self.isHidden()
        if is_past:
            words = f"As known on {as_known_in_words(knowing)}"
            if words.endswith("before anything was said"):
                words = "As known before anything was said"
            is_other = words != self.label.text()
            self.label.setText(words)
            self.label.setMinimumWidth(0)  # A label asks for no less than it had to have for its last words.
            self.label.setMinimumWidth(min(self.label.sizeHint().width(), _LEAST_WORDS_PX))
            self.counts.setText(" · ".join(filter(None, (self._counts(), self._news()))))
            self.setAccessibleName(f"{words}: {self.counts.text()} · only what had been said by then")
            if is_other or not was_past:
                announce(self, self.accessibleName())
        elif was_past:
            announce(self, "Now: all that was said is shown.")
        if is_past != was_past:
            self.setVisible(is_past)
            self.toggled.emit(is_past)

    def _counts(self) -> str:
        knowing = self._reading.knowing
        events = counted(knowing.event_count, "event")
        if self._document.is_large:
            return events
        return f"{events}, {counted(bisect_right(self._all_said(), knowing.as_of_s or 0), 'statement')}"

    def _all_said(self) -> Sequence[int]:
        """Return the seconds of all statements in their order: at each step of the slider they are counted."""
        events, origins = self._document.events, self._reading.knowing.origins
        if self._said_of[0] is not events or self._said_of[1] is not origins:
            said = sorted(origins.said_s(each) for event in events for each in event.statements)
            self._said_of = events, origins, said
        return self._said_of[2]

    def _news(self) -> str:
        """Say what became known at the cursor."""
        knowing, file = self._reading.knowing, self._document.file
        index, second = knowing.index, knowing.as_of_s
        if index is None or file is None or second is None:
            return ""
        rows = index.rows_changed_at(second)
        if len(rows) > _MOST_NAMED:
            return f"news on {len(rows):,} of them"
        told = ((file.event_in_row(row), index.state(row)) for row in rows)
        return " · ".join(f"{label(event.title)}: {STANDING_SIGNS[kind][1]}" for event, kind in told if event and kind)
