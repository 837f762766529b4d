"""The bar of quick entry: one line is typed, what it would add stands under it, Enter adds it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.chrome import ElidedLabel, announce
from gui.dialogs import plain_label
from gui.document import Document
from gui.editor.alike_search import AlikeSearch
from gui.editor.basis_row import BasisRow
from gui.editor.line_completer import LineCompleter
from gui.editor.line_edit import LineEdit, Shown
from gui.editor.line_preview import LinePreview
from gui.editor.line_words import Known, rows_of
from gui.editor.order_choice import OrderChoice
from gui.editor.recalled import Recalled
from gui.editor.story_words import StoryWords
from gui.settings import Settings
from gui.text import label
from gui.theme import Theme, colour
from storage.dates.typed import Habits, Reading
from storage.errors import TimelineError
from storage.likeness import Alike
from storage.model import Story
from storage.quick_event import Made, made_of
from storage.quick_line import BEGIN_WITH_A_DATE, GIVE_A_TITLE, QuickLine, read_line
from storage.quick_parts import PartKind, Slip

_EXAMPLE = "7 Dec 2024: Rebels enter Homs @Homs #front  “…” — who says so"
_KEYS = "Enter adds it  ·  Ctrl+Enter opens the form  ·  ↑ earlier lines  ·  Tab completes  ·  Esc closes"
_CHOOSE = "This date can be read in more than one way; choose one, by Alt and its number."
_MARGIN_PX = 7
# Shorter lines may still become a date, or get a title.
_UNFINISHED = 30


class QuickEntry(QFrame):
    """Adds events to the story. It lies over the lower end of `anchor`, and moves nothing that is under it.

    `added` carries the id of the event that was added, `form_requested` what was `Made` of a line for the form, and the
    text of its date; `typed` tells that the line is another one, `closed` that the bar was put away.
    """

    added = Signal(str)
    form_requested = Signal(object, object)
    typed = Signal()
    closed = Signal()

    def __init__(
        self,
        document: Document,
        settings: Settings,
        habits: Callable[[], Habits],
        words: StoryWords,
        alike: AlikeSearch,
        theme: Theme,
        anchor: QWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("quickEntry")
        # It covers all that is under it: a key must not paint the timeline anew.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._document = document
        self._habits = habits
        self._words = words
        self._alike = alike
        self._theme = theme
        self._anchor = anchor
        self._found: list[Alike] = []
        self._line = QuickLine("")
        self._chosen: tuple[str, str] = ("", "")
        self._tried = False
        self._said = ""
        self._recalled = Recalled()
        self._is_quiet = self._is_adding = False
        self._build(settings)
        self._connect()
        self.hide()
        read_line("1 Jan 2000: x", habits())  # Loads the names of months: the first key need not wait for them.

    # What others use

    @property
    def text(self) -> str:
        """Return the line as it stands."""
        return self.edit.text()

    def begin(self, text: str = "") -> None:
        """Show the bar; a text takes the place of what was left in the line, which can be recalled."""
        if text:
            self._recalled.keep(self.text)
            self.edit.set_text(text)
        self._read()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Put the bar away and keep nothing: another story is shown."""
        self._recalled = Recalled()
        self._found = []
        # Nothing was typed: no draft of the new story may go.
        self._is_quiet = True
        self.edit.set_text("")
        self._is_quiet = False
        self.leave()

    def leave(self) -> None:
        """Put the bar away; the line stays for the next time."""
        self.completer.hide()
        if self.isVisible():
            had_focus = self.isAncestorOf(self.window().focusWidget() or self)
            self.hide()
            if had_focus:
                self.closed.emit()

    # Building

    def _build(self, settings: Settings) -> None:
        theme = self._theme
        self.edit = LineEdit(theme)
        self.edit.setPlaceholderText(_EXAMPLE)
        self.add_button = QPushButton("Add")
        self.add_button.setProperty("role", "primary")
        self.add_button.setAccessibleName("Add the event")
        self.order = OrderChoice(settings, self._habits, self, self.add_button)
        self.preview = LinePreview(theme)
        self.problem = plain_label()
        self.basis = BasisRow(theme, self._habits)
        self.keys = ElidedLabel(_KEYS)
        self.keys.setProperty("role", "muted")
        self.completer = LineCompleter(self.edit, self._page, self._words, self._first_of_rest)
        self._first = first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.edit, 1)
        first.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX - 3)
        column.setSpacing(4)
        column.addLayout(first)
        for part in (self.order, self.basis, self.preview, self.problem, self.keys):
            column.addWidget(part)
        self.preview.hide()

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._read)
        self.edit.rows_changed.connect(self.settle)
        self.edit.submitted.connect(self.add)
        self.edit.form_wanted.connect(self._ask_for_form)
        self.edit.left.connect(self.leave)
        self.edit.recalled.connect(self._recall)
        self.edit.refused.connect(self._say)
        self.add_button.clicked.connect(self._add_by_button)
        self.order.chosen.connect(self._choose)
        self.order.habit_set.connect(self._read_again)
        self.basis.given.connect(self._take_basis)
        self._alike.found.connect(self._take_found)
        self._document.access_changed.connect(self._read)
        self._document.changed.connect(self._show_if_visible)
        self._anchor.installEventFilter(self)

    # Reading

    @property
    def reading(self) -> Reading | None:
        """Return what the date means: the only reading, or the one that was chosen."""
        readings = self._line.when.readings
        if len(readings) == 1:
            return readings[0]
        text, edtf = self._chosen
        found = (reading for reading in readings if reading.edtf == edtf and text == self._line.when.text)
        return next(found, None)

    def _read(self) -> None:
        self._line = read_line(self.text, self._habits())
        self._tried, self._said = False, ""
        self._show()
        if not self._is_quiet:
            self.typed.emit()

    def _read_again(self) -> None:
        self._read()
        self.edit.setFocus()

    def _first_of_rest(self) -> int:
        """Return where the date of the line ends, -1 where it has none."""
        ends = [part.end for part in self._line.parts[:1] if part.kind is PartKind.WHEN]
        return ends[0] if ends else -1

    def _made(self) -> Made | None:
        """Return the event as it would be added, as far as there is one. Raises EditError for an unclear source."""
        story = self._document.story
        if story is None or not (self._line.title or self._line.when.readings):
            return None
        return made_of(self._line, self.reading, story, self._document.sources, self._words.role_of)

    def _problems(self) -> list[Slip]:
        slips = list(self._line.problems)
        if not slips:
            try:
                self._made()
            except TimelineError as error:
                slips = [Slip(str(error), 0, 0)]
        return slips

    # Showing

    def _show_if_visible(self) -> None:
        # After an event was added the line is emptied at once, and shows what has changed then.
        if self.isVisible() and not self._is_adding:
            self._show()

    def _show(self) -> None:
        slips = self._problems()
        made = self._shown_event()
        story = self._document.story
        rows = []
        if made is not None and story is not None:
            rows = rows_of(made, self.reading, self._known(story), self._found)
            self._alike.ask(made.event.title, made.event.when)
        else:
            self._alike.forget()
        self.preview.show_rows(rows)
        shown_slips = [slip for slip in slips if not self._is_unfinished(slip)]
        self.edit.show_parts(Shown(self._line.parts, shown_slips))
        self.order.show_readings(self._line.when, self.reading)
        self.basis.show_for(self._line.when, self.reading)
        self._show_sentence(slips)
        self.keys.setVisible(not rows)
        self.settle()

    def _known(self, story: Story) -> Known:
        return Known(story, {source.id: source for source in self._document.sources})

    def _shown_event(self) -> Made | None:
        try:
            return self._made()
        except TimelineError:
            return None

    def _is_unfinished(self, slip: Slip) -> bool:
        waits = slip.message == GIVE_A_TITLE or (slip.message == BEGIN_WITH_A_DATE and len(self.text) < _UNFINISHED)
        return waits and not self._tried

    def _show_sentence(self, slips: list[Slip]) -> None:
        file = self._document.file
        words, role = "", "muted"
        if self._said:
            words, role = self._said, "error"
        elif file is not None and file.read_only:
            words, role = file.notice or "This story is shown read-only.", "error"
        elif slips:
            words, role = slips[0].message, "muted" if self._is_unfinished(slips[0]) else "error"
        elif len(self._line.when.readings) > 1 and self.reading is None:
            words = _CHOOSE
        elif self._line.when.needs_basis:
            words = "Say from which day that counts."
        self.problem.setText(label(words))
        self.problem.setVisible(bool(words))
        if self.problem.property("role") != role:
            self.problem.setProperty("role", role)
            self.problem.style().unpolish(self.problem)
            self.problem.style().polish(self.problem)
        self.edit.setAccessibleDescription(label(words) or "; ".join(self.preview.words))

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self._show()
        announce(self, label(sentence))

    def settle(self) -> None:
        """Be as high as the content needs, over the lower end of the anchor, where the overview is."""
        if self._anchor.isHidden():
            return
        box = QRect(self._anchor.mapTo(self._page, QPoint(0, 0)), self._anchor.size())
        width = max(box.width() - 12, 240)
        column = self._column
        self._first.invalidate()  # Qt does so only later, and the line may have got another row.
        column.invalidate()
        height = column.totalHeightForWidth(width) if column.hasHeightForWidth() else column.totalSizeHint().height()
        self.setGeometry(box.left() + 6, max(box.bottom() - height - 1, 0), width, height)

    # Doing

    def add(self) -> None:
        """Add the event, or say what is still missing."""
        self._tried = True
        if not self.text.strip():
            return
        file = self._document.file
        slips = self._problems()
        if file is None or file.read_only or slips:
            self._show()
            announce(self, self.problem.text())
        elif self._line.when.needs_basis:
            self.basis.ask()
        elif self.reading is None:
            self._say(_CHOOSE)
        else:
            self._add()

    def _add(self) -> None:
        story = self._document.story
        text = self.text
        try:
            made = self._made()
            if made is None or story is None:
                return
            self._is_adding = True
            self._document.apply(made.changes(story), made.name)
        except TimelineError as error:
            self._is_adding = False
            self._say(str(error))
            return
        self._is_adding = False
        self._recalled.keep(text)
        self._chosen = ("", "")
        self._found = []
        self.edit.set_text("")
        self.added.emit(made.event.id)

    def _add_by_button(self) -> None:
        self.add()
        if not self.basis.edit.hasFocus():
            self.edit.setFocus()

    def _ask_for_form(self) -> None:
        made = self._shown_event()
        if made is not None:
            self.form_requested.emit(made, self._line.when.text)

    def take_over(self) -> None:
        """Clear the line: the form has what was in it."""
        self._recalled.keep(self.text)
        self.edit.set_text("")
        self.leave()

    def _choose(self, edtf: str) -> None:
        self._chosen = (self._line.when.text, edtf)
        self._said = ""
        self._show()
        self.edit.setFocus()

    def _take_basis(self, edtf: str) -> None:
        self._document.counted_from = edtf
        self._read_again()

    def _take_found(self, found: list[Alike]) -> None:
        if found != self._found:
            self._found = found
            self._show()

    def _recall(self, way: int) -> None:
        line = self._recalled.step(self.text, way)
        if line is not None:
            self.edit.set_text(line)

    # Events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a panel with a line around it."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.panel))
        painter.setPen(colour(palette.muted, 0.5))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the anchor."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self.settle()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Have Esc to itself: in the window it chooses no event."""
        if isinstance(event, QKeyEvent) and _is_escape_asked_for(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the parts to the line, and from the line away."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.edit.hasFocus():
            self.leave()
        else:
            self.edit.setFocus()


def _is_escape_asked_for(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape
