"""The left pane: every event as a row of a sortable table, and a box that narrows list and timeline."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelection, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from gui.document import Document
from gui.narrowing import Narrowing
from gui.reader.event_model import EventModel
from gui.reader.event_table import EventTable
from gui.reading import Reading
from gui.theme import Theme

AT_ONCE_EVENTS = 5000
"""Up to so many events the filter answers to every key; above, when the typing pauses."""
PAUSE_MS = 150


class EventList(QWidget):
    """The list in step with `reading`; `event_activated` carries the id of an event to be shown closely."""

    event_activated = Signal(str)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._following = False
        self._scrolled_px = 0
        self._was_empty = True
        self._narrowed_by = reading.text
        self._model = EventModel(document, reading, self)
        self.filter_edit = QLineEdit(self)
        self.table = EventTable(self._model, theme, self)
        self._count = QLabel(self)
        self.nothing_found = QLabel(self.table.viewport())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._build()
        self._connect()
        self._restyle()
        self._follow_filter()

    def focus_filter(self) -> None:
        """Put the caret into the filter box, with its words selected."""
        self.filter_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_edit.selectAll()

    def count_text(self) -> str:
        """Return the count that the head shows: "41", or "17 of 41" while filtered."""
        return self._count.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter box to the table with Down; clear the box with Escape."""
        if watched is self.filter_edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter_table()
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter_edit.text():
                self.filter_edit.clear()
                return True
        if watched is self.table.viewport() and event.type() == QEvent.Type.Resize:
            self.nothing_found.setGeometry(16, 16, self.table.viewport().width() - 32, 80)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._restyle()

    def _build(self) -> None:
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing_found.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing_found.setWordWrap(True)
        self.nothing_found.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.filter_edit.setPlaceholderText("Filter events, quotes, sources")
        self.filter_edit.setClearButtonEnabled(True)
        self.filter_edit.setAccessibleName("Filter events")
        self.filter_edit.setAccessibleDescription("Narrows the list and the timeline to events that hold every word")
        self.table.setAccessibleName("Events")
        self._count.setAccessibleName("Number of events")
        box = QHBoxLayout()
        box.setContentsMargins(10, 9, 12, 8)
        box.setSpacing(10)
        box.addWidget(self.filter_edit, 1)
        box.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(box)
        column.addWidget(self.table)
        self.setAutoFillBackground(True)
        self.setTabOrder(self.filter_edit, self.table)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.filter_edit.installEventFilter(self)
        self.table.viewport().installEventFilter(self)
        self.filter_edit.textChanged.connect(self._narrow_soon)
        self._pause.timeout.connect(self._narrow)
        self.table.selectionModel().selectionChanged.connect(self._follow_table)
        self.table.row_activated.connect(self._activate)
        self._model.modelAboutToBeReset.connect(self._keep_place)
        self._model.modelReset.connect(self._follow_filter)
        self._reading.marked_changed.connect(self._follow_reading)
        self._document.opened.connect(self._open)
        self._theme.changed.connect(self._restyle)

    def _open(self) -> None:
        """Show another story: what was typed for the one before is not for it."""
        self._pause.stop()
        self._follow_filter()
        self.table.fit_dates()

    def _narrow_soon(self) -> None:
        if self._document.event_count <= AT_ONCE_EVENTS:
            self._narrow()
        else:
            self._pause.start()

    def _narrow(self) -> None:
        self._pause.stop()
        self._reading.set_filter(self.filter_edit.text())

    def _enter_table(self) -> None:
        if self._pause.isActive():
            self._narrow()
        if self._model.rowCount() == 0:
            return
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.chosen() < 0:
            self.table.choose(0)

    def _activate(self, row: int) -> None:
        self.event_activated.emit(self._model.event_at(row).id)

    def _follow_table(self, _selected: QItemSelection, _deselected: QItemSelection) -> None:
        if self._following:
            return
        runs = self.table.marked()
        if self._reading.is_too_many(sum(map(len, runs))):
            self._show_marked()
            return
        row = self.table.chosen()
        current = self._model.event_at(row).id if row >= 0 else ""
        self._following = True
        if sum(map(len, runs)) <= 1:
            self._reading.select(current)
        else:
            self._reading.mark_places([self._model.place_of(row) for run in runs for row in run], current)
        self._following = False

    def _follow_reading(self) -> None:
        if not self._following:
            self._show_marked()

    def _show_marked(self) -> None:
        """Select the rows of the marked events; one alone needs no look at where the others are."""
        marked = self._reading.marked
        self._following = True
        current = self._model.row_of(self._reading.selected)
        if len(marked) < 2:
            if [range(current, current + 1)] != self.table.marked():
                self.table.choose(current)
        else:
            rows = self._model.rows_of_marked()
            if rows != {row for run in self.table.marked() for row in run} or current != self.table.chosen():
                self.table.mark(rows, current)
        self._following = False

    def _keep_place(self) -> None:
        self._scrolled_px = self.table.verticalScrollBar().value()

    def _return_to_place(self) -> None:
        """Show the rows that were shown before the same list came anew; another filter begins at the top."""
        if self._reading.text == self._narrowed_by:
            self.table.verticalScrollBar().setValue(self._scrolled_px)
        self._narrowed_by = self._reading.text

    def _follow_filter(self) -> None:
        if self.filter_edit.text() != self._reading.text and not self._pause.isActive():
            self.filter_edit.setText(self._reading.text)
            self._pause.stop()
        if self._was_empty and self._model.rowCount():
            self.table.fit_dates()
        self._was_empty = not self._model.rowCount()
        shown, total = self._model.rowCount(), self._reading.knowing.event_count
        narrowing = self._reading.narrowing
        self._count.setText(f"{shown:,} of {total:,}" if narrowing.is_asked else f"{total:,}" if total else "")
        hint = ""
        if not shown and narrowing.is_narrow:
            hint = _nothing_in_words(narrowing)
        if self._reading.pending:
            hint = "The events are being put in order…"
        self.nothing_found.setText(hint)
        self.nothing_found.setVisible(bool(hint))
        self._return_to_place()
        self._show_marked()

    def _restyle(self) -> None:
        palette = self._theme.palette
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.85)
        self._count.setFont(small)
        for label in (self._count, self.nothing_found):
            label.setStyleSheet(f"color: {palette.muted}; background: transparent;")
        # Qt pales the ink for placeholders, below what can be read well.
        self.filter_edit.setStyleSheet(f"QLineEdit {{ placeholder-text-color: {palette.muted}; }}")
        own = self.palette()
        own.setColor(own.ColorRole.Window, palette.panel)
        self.setPalette(own)
        self.table.restyle()
        self.table.fit_dates()


def _nothing_in_words(narrowing: Narrowing) -> str:
    if not narrowing.is_asked:
        return "Nothing had been said by then."
    by_then = " at that time" if narrowing.knowing.as_of_s is not None else ""
    if narrowing.text.strip() and not (narrowing.standings or narrowing.speaker):
        return f"No event holds all of these words{by_then}."
    return f"No event is as asked for{by_then}."
