"""The button "Standing" in the window's header: a menu of the six ways to stand, with how many events stand so."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.reading import Reading
from gui.signs import STANDING_SIGNS
from gui.standing_signs import standing_icon
from gui.theme import Theme
from storage.standing import StandingKind

_STAYING_KEYS = (Qt.Key.Key_Space,)


class _StayingMenu(QMenu):
    """A menu that stays open while ways to stand are ticked in it, by a click or the space bar."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _STAYING_KEYS or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class StandingButton(QToolButton):
    """Tells by which standings list and timeline are narrowed; `toggled_standing` asks for one more or one less.

    `all_wished` asks for all of them again.
    """

    toggled_standing = Signal(object)
    all_wished = Signal()

    def __init__(self, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = reading
        self._theme = theme
        self.setProperty("role", "button")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.standing_menu = _StayingMenu(self)
        self.entries = {kind: self._entry(kind) for kind in STANDING_SIGNS}
        self.standing_menu.addSeparator()
        self.all_entry = self.standing_menu.addAction("Show &all")
        self.all_entry.triggered.connect(self.all_wished)
        self.standing_menu.aboutToShow.connect(self._count)
        self.setMenu(self.standing_menu)
        reading.filtered.connect(self._follow)
        reading.followed.connect(self._follow)
        reading.knowing.indexed.connect(self._follow)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._follow()

    def sizeHint(self) -> QSize:
        """Need the same room whatever narrows: the buttons beside it stay where they are."""
        hint = super().sizeHint()
        widest = max(self._words_px(f"{word.capitalize()} ▾") for _, word in STANDING_SIGNS.values())
        return QSize(hint.width() + max(widest - self._words_px(self.text()), 0), hint.height())

    def _words_px(self, words: str) -> int:
        return self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, words).width()

    def _entry(self, kind: StandingKind) -> QAction:
        entry = self.standing_menu.addAction("")
        entry.setCheckable(True)
        entry.triggered.connect(lambda _on, kind=kind: self.toggled_standing.emit(kind))
        return entry

    def _count(self) -> None:
        """Show how many stand in which way at the cursor of what is known, as soon as that is worked out."""
        self._reading.knowing.prepare()
        self._write_entries()

    def _follow(self) -> None:
        wanted = self._reading.narrowing.standings
        self.all_entry.setEnabled(bool(wanted))
        self._name(wanted)
        # To count takes a look at all events: only while somebody sees it.
        if self.standing_menu.isVisible():
            self._write_entries()

    def _write_entries(self) -> None:
        wanted, index = self._reading.narrowing.standings, self._reading.knowing.index
        counts = index.counts() if index is not None else {}
        for kind, entry in self.entries.items():
            word = STANDING_SIGNS[kind][1].capitalize()
            number = f"{counts.get(kind, 0):,}" if index is not None else "…"
            # Beside a sign the style draws no tick of its own.
            entry.setText(f"{word} ✓\t{number}" if kind in wanted else f"{word}\t{number}")
            entry.setChecked(kind in wanted)
            font = entry.font()
            font.setBold(kind in wanted)
            entry.setFont(font)

    def _name(self, wanted: frozenset[StandingKind]) -> None:
        words = [word for kind, (_, word) in STANDING_SIGNS.items() if kind in wanted]
        text = "Standing ▾"
        if words:
            text = f"{words[0].capitalize()} ▾" if len(words) == 1 else f"{len(words)} standings ▾"
        self.setText(text)
        explained = f"Only what is {' or '.join(words)} is shown" if words else "Show only what stands in some ways"
        self.setAccessibleName(f"Standing: {explained[0].lower()}{explained[1:]}")
        self.setToolTip(f"{explained} (keys 1 to 6, 0 for all)")
        if self.property("narrows") != bool(words):
            self.setProperty("narrows", bool(words))
            self.style().polish(self)

    def _restyle(self) -> None:
        for kind, entry in self.entries.items():
            entry.setIcon(standing_icon(kind, self._theme.palette))
