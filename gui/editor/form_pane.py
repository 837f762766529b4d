"""The event form as it stands in the side pane or in a window of its own: a head, the fields, and what keeps them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.chrome import ElidedLabel, MessageBar, announce
from gui.dialogs import plain_label
from gui.editor.event_form import EventForm
from gui.editor.form_tools import FormTools, is_stop, tab_stops
from gui.reader.keys import types_letter
from gui.text import label
from storage.event_draft import event_of, in_words
from storage.model import Problem

_CHECK_AFTER_MS = 120
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FormPane(QWidget):
    """Shows the form.

    `keep_wished`, `leave_wished` and `float_wished` tell what the user wants, `typed` that something has been typed.
    """

    keep_wished = Signal()
    leave_wished = Signal()
    float_wished = Signal()
    typed = Signal()

    def __init__(self, tools: FormTools) -> None:
        super().__init__()
        self.setObjectName("formPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tools = tools
        self.form = EventForm(tools)
        self.heading = ElidedLabel()
        self.heading.setProperty("role", "muted")
        self.float_button = QPushButton()
        self.float_button.setProperty("role", "quiet")
        self.news = MessageBar(tools.theme)
        self.news.setObjectName("formNews")
        self.scroller = QScrollArea()
        self.why_not = plain_label("", "muted")
        self.keep_button = QPushButton("Keep")
        self.keep_button.setProperty("role", "primary")
        self.leave_button = QPushButton("Close")
        self._check_later = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._build()
        self._connect()
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the width of the detail pane."""
        return QSize(412, 700)

    def minimumSizeHint(self) -> QSize:
        """Return the least that can be worked in."""
        return QSize(260, 200)

    def show_heading(self, words: str, *, floats: bool) -> None:
        """Say what is edited, and what the button for another place would do."""
        self.heading.setText(words)
        self.float_button.setText("Dock" if floats else "Float")
        self.float_button.setToolTip(
            "Back beside the timeline (Ctrl+Shift+F)" if floats else "In a window of its own (Ctrl+Shift+F)"
        )
        self.setWindowTitle(words)

    def problems(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being kept now."""
        return (*event_of(self.form.draft())[1], *self.form.source_problems())

    def check(self) -> tuple[Problem, ...]:
        """Show what is wrong where it was asked for, and return all of it."""
        self._check_later.stop()
        found = self.problems()
        self.form.tell(found)
        asked = [problem for place, row in self.form.rows() if row.asked for problem in found if problem.field == place]
        self.why_not.setText(label(in_words(asked)))
        self.why_not.setVisible(bool(asked))
        self.keep_button.setAccessibleDescription(label(in_words(found)))
        self.keep_button.setToolTip("" if found else "Ctrl+S or Ctrl+Enter")
        return found

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Show everything that is wrong, and go to the first of it."""
        self.form.ask_all()
        self.form.focus_problem(problems[0])
        self.form.ask_all()  # Its card may just have been opened.
        self.check()
        announce(self, self.why_not.text())

    def focus_first(self, statement: int = -1) -> None:
        """Put the cursor into the title, or open a statement by its place."""
        cards = self.form.statements.cards
        if 0 <= statement < len(cards):
            self.form.statements.open(cards[statement])
            cards[statement].head.setFocus()
        else:
            self.scroller.verticalScrollBar().setValue(0)
            self.form.title.setFocus()
            self.form.title.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, leave, float, begin a statement or a figure."""
        if not self._act(event, do=True):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take the keys before the window's actions do."""
        # A letter is for a list of choices as well, not for the timeline.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and (self._act(event, do=False) or types_letter(event))
        ):
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go with Tab from field to field as one reads them; from the last one leave the form."""
        stops, here = tab_stops(self), self.window().focusWidget()
        place = stops.index(here) + (1 if forward else -1) if here in stops else 0
        is_inside = 0 <= place < len(stops)
        target = stops[place] if is_inside else self._neighbour(forward) or stops[-1 if place < 0 else 0]
        target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the program's font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.form.restyle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first where it floats."""
        event.ignore()
        self.leave_wished.emit()

    def _neighbour(self, forward: bool) -> QWidget | None:
        """Return the next place for Tab outside of the form, None where it has a window of its own."""
        widget = self.nextInFocusChain() if forward else self.previousInFocusChain()
        while widget is not None and widget is not self:
            if is_stop(widget) and widget.isVisibleTo(self.window()) and not self.isAncestorOf(widget):
                return widget
            widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        return None

    def _act(self, event: QKeyEvent, *, do: bool) -> bool:
        """Tell whether a key is the form's."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        focus = self.window().focusWidget()
        is_enter, is_plain = key in _ENTER, held == _NONE
        keeps = (key == Qt.Key.Key_S or is_enter) and held == _CTRL
        wish: Callable[[], object]
        if keeps or (is_enter and is_plain and isinstance(focus, QLineEdit)):
            wish = self.keep_wished.emit
        elif is_enter and is_plain and isinstance(focus, QAbstractButton):
            wish = focus.click
        elif is_enter and held == _CTRL | _SHIFT:
            wish = self.form.statements.add
        elif key == Qt.Key.Key_G and held == _CTRL | _SHIFT:
            wish = self.form.statements.add_figure
        elif key == Qt.Key.Key_Escape and held == _NONE:
            wish = self.leave_wished.emit
        elif key == Qt.Key.Key_F and held == _CTRL | _SHIFT:
            wish = self.float_wished.emit
        else:
            return False
        if do:
            wish()
        return True

    def _build(self) -> None:
        head = QWidget()
        head.setObjectName("formHead")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self.heading, 1)
        row.addWidget(self.float_button)
        self.scroller.setObjectName("formScroll")
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(self.form)
        foot = QWidget()
        foot.setObjectName("formFoot")
        low = QVBoxLayout(foot)
        low.setContentsMargins(16, 8, 16, 10)
        low.setSpacing(6)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave_button)
        buttons.addWidget(self.keep_button)
        low.addWidget(self.why_not)
        low.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self.news, self.scroller, foot):
            column.addWidget(part, int(part is self.scroller))
        self.why_not.hide()
        self.setFocusProxy(self.form.title)

    def _connect(self) -> None:
        self.form.changed.connect(self._check_later.start)
        self.form.changed.connect(self.typed)
        self._check_later.timeout.connect(self.check)
        self.keep_button.clicked.connect(self.keep_wished)
        self.leave_button.clicked.connect(self.leave_wished)
        self.float_button.clicked.connect(self.float_wished)
        self._tools.theme.changed.connect(self.restyle)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        # A dialog or another window takes the focus only for a while.
        if new is None or not self.isVisible():
            return
        was_in, is_in = (widget is not None and self.form.isAncestorOf(widget) for widget in (old, new))
        if was_in or is_in:
            self.form.leave(old if was_in else None, new)
            self._check_later.start()
        if is_in:
            # After the cards have opened and closed.
            QTimer.singleShot(0, self, lambda: self._show_focus(new))

    def _show_focus(self, widget: QWidget) -> None:
        if self.form.isAncestorOf(widget) and widget.hasFocus():
            card = self.form.statements.card_at(widget)
            if card is not None:
                self.scroller.ensureWidgetVisible(card.head, 0, 12)
            # With what follows: a date field shows under its line what it has understood.
            self.scroller.ensureWidgetVisible(widget, 0, min(110, self.scroller.height() // 4))

    def restyle(self) -> None:
        """Follow the theme."""
        palette = self._tools.theme.palette
        self.setStyleSheet(
            f"#formPane, #formScroll, #formScroll > QWidget > QWidget {{ background: {palette.panel}; }}"
            f"#formHead {{ border-bottom: 1px solid {palette.rule}; }}"
            f"#formFoot {{ border-top: 1px solid {palette.rule}; }}"
            f"#formNews {{ background: {palette.selection}; border-bottom: 1px solid {palette.selection_edge}; }}"
            f'QLabel[role="fieldName"] {{ color: {palette.muted}; }}'
            f"#statementCard {{ background: {palette.panel}; border: 1px solid {palette.rule}; border-radius: 6px; }}"
            f'#statementCard[open="true"] {{ background: {palette.paper}; }}'
            f'QToolButton[role="cardMenu"] {{ color: {palette.muted}; border: 1px solid transparent; padding: 2px 6px;'
            " border-radius: 4px; }"
            f'QToolButton[role="cardMenu"]:focus {{ border-color: {palette.focus}; }}'
            'QToolButton[role="cardMenu"]::menu-indicator { image: none; }'
            f'QPushButton[role="quiet"] {{ color: {palette.accent}; background: transparent;'
            " border: 1px solid transparent; padding: 2px 6px; }"
            f'QPushButton[role="quiet"]:hover {{ background: {palette.raised}; }}'
            f'QPushButton[role="quiet"]:focus {{ border: 1px solid {palette.focus}; }}'
        )
