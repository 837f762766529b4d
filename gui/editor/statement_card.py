"""One statement in the list of a form: a line that sums it up, and under it, while it is open, its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from gui.editor.form_fields import showable
from gui.editor.form_tools import FormTools
from gui.editor.statement_editor import StatementEditor
from gui.signs import STANCE_SIGNS
from gui.text import isolated, label
from gui.theme import Theme
from storage.event_draft import StatementDraft
from storage.model import Source

_ACTS = (
    ("up", "Move up", "Alt+Up"),
    ("down", "Move down", "Alt+Down"),
    ("duplicate", "Duplicate", "Ctrl+D"),
    ("remove", "Remove", "Ctrl+Shift+Del"),
)
_LEFT_PX, _GAP_PX = 12, 7


class StatementCard(QFrame):
    """A statement; its fields are made when it is opened for the first time.

    `changed` tells that it may be another one, `focused` that the focus has come to it, `act_wished` carries "up",
    "down", "duplicate" or "remove".
    """

    changed = Signal()
    focused = Signal()
    act_wished = Signal(str)

    def __init__(
        self, tools: FormTools, statement: StatementDraft, made: Callable[[], Mapping[str, Source]], words: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName("statementCard")
        self._tools = tools
        self._statement = statement
        self._made = made
        self._words = words
        self.number = 0
        self.editor: StatementEditor | None = None
        self.head = CardHead(tools.theme)
        self.head.came.connect(self.focused)
        self.head.clicked.connect(self._toggle)
        self.more = self._make_menu()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.setSpacing(0)
        row.addWidget(self.head, 1)
        row.addWidget(self.more)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._column.addLayout(row)
        self._show()

    @property
    def is_open(self) -> bool:
        """Tell whether the fields are shown."""
        return self.editor is not None and not self.editor.isHidden()

    @property
    def words(self) -> str:
        """Return what stands in the source's line and is no source yet."""
        return self.editor.source.words if self.editor is not None else self._words

    def value(self) -> StatementDraft:
        """Return the statement as it is typed."""
        return self.editor.value() if self.editor is not None else self._statement

    def new_source(self) -> Source | None:
        """Return its source if the story does not have that yet."""
        if self.editor is not None:
            return self.editor.source.new_source()
        return self._made().get(self._statement.source)

    def settle(self) -> None:
        """Make a source of the words in its line."""
        if self._words and self.editor is None:
            self._make_editor()
        if self.editor is not None:
            self.editor.source.settle()

    def set_open(self, is_open: bool) -> None:
        """Show the fields, or the line alone."""
        if is_open and self.editor is None:
            self._make_editor()
        if self.editor is not None:
            self.editor.setVisible(is_open)
        self.more.setVisible(is_open)
        self._show()

    def tell(self, problems: int) -> None:
        """Show on the line that something in the statement is to be mended."""
        self.head.set_problems(problems)
        self._describe()

    def restyle(self) -> None:
        """Follow the theme."""
        if self.editor is not None:
            self.editor.colour_stance()
        self.head.update()

    def _make_editor(self) -> None:
        self.editor = StatementEditor(self._tools, self._statement, self._made(), self._words)
        self.editor.hide()
        self.editor.changed.connect(self._tell)
        self._column.addWidget(self.editor)

    def _make_menu(self) -> QToolButton:
        menu = QMenu(self)
        for act, words, keys in _ACTS:
            # The keys are the list's: an action that had them would take them twice.
            action = QAction(f"{words}\t{keys}", menu)
            action.triggered.connect(lambda _checked=False, act=act: self.act_wished.emit(act))
            menu.addAction(action)
        button = QToolButton()
        button.setText("⋯")
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        button.setProperty("role", "cardMenu")
        button.setToolTip("Move, duplicate or remove this statement")
        button.setAccessibleName("More for this statement")
        button.hide()
        return button

    def _toggle(self) -> None:
        if self.is_open:
            self.set_open(False)
        else:
            self.focused.emit()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.head.show_statement(self.value(), is_open=self.is_open)
        self._describe()
        if self.property("open") != self.is_open:
            self.setProperty("open", self.is_open)
            self.style().unpolish(self)
            self.style().polish(self)

    def _describe(self) -> None:
        state = "open" if self.is_open else "closed"
        wrong = ", to be mended" if self.head.problems else ""
        self.head.setAccessibleName(f"Statement {self.number or ''}: {summary(self.value())}, {state}{wrong}")


class CardHead(QPushButton):
    """The line of a card: stance, speaker, first words. `came` tells that the focus has come by a key or a click."""

    came = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._statement = StatementDraft("")
        self._is_open = False
        self.problems = 0
        self._opened_now = False

    def show_statement(self, statement: StatementDraft, *, is_open: bool) -> None:
        """Show another statement."""
        self._statement, self._is_open = statement, is_open
        self.update()

    def set_problems(self, problems: int) -> None:
        """Show that so many things are to be mended."""
        if problems != self.problems:
            self.problems = problems
            self.update()

    def sizeHint(self) -> QSize:
        """Be one line high."""
        return QSize(120, self.fontMetrics().height() + 16)

    def minimumSizeHint(self) -> QSize:
        """Need little: what has no room ends in dots."""
        return QSize(60, self.sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Open the card."""
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            # The click that brings the focus opens the card; it must not close it again.
            self._opened_now = event.reason() == Qt.FocusReason.MouseFocusReason and not self._is_open
            self.came.emit()

    def nextCheckState(self) -> None:
        """Stay as it is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close with Enter as with Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()  # A button takes arrows for steps to its neighbours.
        else:
            super().keyPressEvent(event)

    def hitButton(self, pos) -> bool:  # type: ignore[no-untyped-def]
        """Let the click that has just opened the card be no second one."""
        if self._opened_now and not self.isDown():
            self._opened_now = False
            return False
        return super().hitButton(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, each part as far as there is room."""
        palette = self._theme.palette
        sign, word = STANCE_SIGNS[self._statement.stance]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.focus), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        bold = self.font()
        bold.setBold(True)
        parts = [(f"{sign} {word}", palette.stances[self._statement.stance.value], bold)]
        if who := self._who():
            parts.append((who, palette.ink, self.font()))
        if not self._is_open and (words := _words(self._statement)):
            parts.append((words, palette.muted, self._theme.serif(self.font().pointSizeF())))
        if self.problems:
            parts.insert(0, ("!", palette.stances["denies"], bold))
        x = _LEFT_PX
        for number, (text, colour, font) in enumerate(parts):
            if number and self.width() - x < 30:
                break
            painter.setFont(font)
            painter.setPen(QColor(colour))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self.width() - x - 8)
            painter.drawText(x, 0, self.width() - x, self.height(), Qt.AlignmentFlag.AlignVCenter, shown)
            x += metrics.horizontalAdvance(shown) + _GAP_PX + 4
        painter.end()

    def _who(self) -> str:
        return isolated(label(showable(self._statement.speaker or self._statement.role)))


def summary(statement: StatementDraft) -> str:
    """Return a statement in one line: stance, speaker, first words."""
    who = isolated(label(showable(statement.speaker or statement.role)))
    return " · ".join(filter(None, (STANCE_SIGNS[statement.stance][1], who, _words(statement))))


def _words(statement: StatementDraft) -> str:
    text = label(showable((statement.quote or statement.paraphrase)[:400]))
    return isolated(text)
