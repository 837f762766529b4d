"""What frames the panes: the header with the story's name, the message bar, the status line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.icons import drawn_icon
from gui.standing_legend import StandingLegend
from gui.text import one_line, tooltip
from gui.theme import Theme
from storage.model import Story

TOLD_MS = 10_000
ROOM_FOR_ALL_PX = 1340
ROOM_FOR_MOST_PX = 800


class ElidedLabel(QLabel):
    """One line of plain text that ends in dots where there is no room, and then shows itself as a tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._update_tooltip()

    def minimumSizeHint(self) -> QSize:
        """Need little: the rest is elided."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().horizontalAdvance("mmm…")), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Explain what no longer fits."""
        super().resizeEvent(event)
        self._update_tooltip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, elided."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, self.alignment() | Qt.TextFlag.TextSingleLine, text)

    def _update_tooltip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(tooltip(self.text()) if cut and self.text() else "")


class HeaderBar(QFrame):
    """The story's title and counts at the left, a few buttons at the right."""

    def __init__(self, actions: Mapping[str, QAction], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headerBar")
        self._theme = theme
        self.title = ElidedLabel()
        self.title.setAccessibleName("Story")
        self.counts = ElidedLabel()
        self.counts.setProperty("role", "muted")
        self._back = _button(actions["back"], "", "View before this one")
        self._forward = _button(actions["forward"], "", "View after this one")
        fit = _button(actions["fit"], "Fit", "Fit the selected event; once more: the whole story")
        go_to = _button(actions["go_to"], "Go to date…", "Go to a date")
        on_paper = _button(actions["print"], "Print…", "Print a poster, a booklet or a list")
        new_event = _button(actions["new_event"], "New event", "Type an event in one line")
        new_event.setProperty("role", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.counts, 1)
        # In a narrow window the banner needs the room of what the keys do as well.
        self._giving_way = (self._back, self._forward, fit, go_to, on_paper)
        # In a very narrow one the title does; both are in the menus.
        self._first_to_go = (go_to, on_paper)
        for button in (*self._giving_way, new_event):
            row.addWidget(button)
        theme.changed.connect(self._restyle)
        self._restyle()

    def put_button(self, button: QToolButton) -> None:
        """Take one more button, before that of a new event."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.count() - 1, button)

    def put_banner(self, banner: QWidget) -> None:
        """Take a banner that stands in the place of the counts."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(2, banner, 1)

    def show_past(self, is_past: bool) -> None:
        """Tell apart by its colour whether the reader looks from an earlier moment."""
        self.counts.setVisible(not is_past)
        self.setProperty("past", is_past)
        self.style().polish(self)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way to the banner where there is little room."""
        super().resizeEvent(event)
        self._give_way()

    def minimumSizeHint(self) -> QSize:
        """Need no room for what gives way."""
        hint = super().minimumSizeHint()
        spare = sum(button.sizeHint().width() + 8 for button in self._first_to_go if not button.isHidden())
        return QSize(hint.width() - spare, hint.height())

    def _give_way(self) -> None:
        for button in self._giving_way:
            is_wide = self.width() >= (ROOM_FOR_MOST_PX if button in self._first_to_go else 0)
            button.setVisible(is_wide if not self.property("past") else self.width() >= ROOM_FOR_ALL_PX)

    def show_story(self, story: Story, events: int, statements: int | None, sources: int) -> None:
        """Show a story's title and how much there is in it; the statements of a large story are not counted."""
        self.show_title(story)
        counts = [(events, "event"), (sources, "source")]
        if statements is not None:
            counts.insert(1, (statements, "statement"))
        self.counts.setText(" · ".join(counted(number, word) for number, word in counts))

    def show_title(self, story: Story) -> None:
        """Show the title of a story of which nobody knows yet how much there is in it."""
        self.title.setText(one_line(story.title) or "Untitled story")
        self.counts.setText("")

    def _restyle(self) -> None:
        self.title.setFont(self._theme.serif(self.font().pointSizeF() * 1.25, bold=True))
        self._back.setIcon(drawn_icon("back", self._theme.palette))
        self._forward.setIcon(drawn_icon("forward", self._theme.palette))


class MessageBar(QFrame):
    """A slim bar for what a reader should know but need not answer."""

    details_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._theme = theme
        self.offers: list[QPushButton] = []
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.details = QPushButton("Details…")
        self.details.clicked.connect(self.details_requested)
        self.dismiss = QToolButton()
        self.dismiss.setAutoRaise(True)
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.dismiss.setAccessibleName("Dismiss")
        self.dismiss.setToolTip("Dismiss")
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.addWidget(self.label, 1)
        self._offers = QHBoxLayout()
        row.addLayout(self._offers)
        row.addWidget(self.details)
        row.addWidget(self.dismiss)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_message(
        self, text: str, *, details: bool = False, offers: Mapping[str, Callable[[], object]] | None = None
    ) -> None:
        """Show one sentence; `details` offers the button that asks for more, `offers` what can be done about it."""
        self.label.setText(one_line(text))
        self.setAccessibleName(self.label.text())
        self.details.setVisible(details)
        for button in self.offers:
            self._offers.removeWidget(button)
            button.deleteLater()
        self.offers = [_offer(words, act) for words, act in (offers or {}).items()]
        for button in self.offers:
            self._offers.addWidget(button)
        self.show()
        announce(self, self.label.text())

    def _restyle(self) -> None:
        self.dismiss.setIcon(drawn_icon("close", self._theme.palette))


class StatusLine(QFrame):
    """What is saved, which time is shown, in which zone, and what the signs mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self._parts = {"told": "", "work": "", "saved": "", "range": "", "zone": ""}
        self._told_enough = QTimer(self, singleShot=True, interval=TOLD_MS)
        self._told_enough.timeout.connect(lambda: self.show_part("told", ""))
        self.state = ElidedLabel()
        self.legend = StandingLegend(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 5)
        row.setSpacing(22)
        row.addWidget(self.state)
        row.addWidget(self.legend, 1)

    def tell(self, text: str) -> None:
        """Show a word on what was just done, for a while."""
        self.show_part("told", text)
        self._told_enough.start()
        announce(self, self._parts["told"])

    def show_part(self, part: str, text: str) -> None:
        """Show a text for "work", "saved", "range" or "zone"; an empty one leaves it out."""
        self._parts[part] = one_line(text)
        self.state.setText(" · ".join(filter(None, self._parts.values())))


def announce(widget: QWidget, text: str) -> None:
    """Let a screen reader say a text."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def _offer(words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words)
    button.clicked.connect(lambda: act())
    return button


def _button(action: QAction, text: str, explained: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "button")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(explained)
    keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    button.setToolTip(f"{explained} ({keys})" if keys else explained)
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly if text else Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button


def counted(number: int, word: str) -> str:
    """Return a number of things in words."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
