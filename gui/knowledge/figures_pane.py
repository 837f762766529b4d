"""The figures pane: who counted what, group by group, and below the figures of the chosen group over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from gui.document import Document
from gui.knowledge.figure_ledger import FigureLedger
from gui.knowledge.figure_list import FigureList
from gui.knowledge.figure_model import FigureModel
from gui.reading import Reading
from gui.text import label
from gui.theme import Theme
from storage.ledger import Entry

if TYPE_CHECKING:
    from gui.timeline.range_plot import RangePlot

_LIST_PX, _PLOT_PX = 400, 330
_LEAST_PX, _LEAST_FOR_WORDS_PX = 200, 440
_LONGEST_SENTENCES = 3


class FiguresPane(QWidget):
    """Figures with their owners; `event_activated` carries the id of an event to be shown closely.

    A figure that is chosen chooses its event. Nothing is read while the pane is hidden.
    """

    event_activated = Signal(str)

    def __init__(self, document: Document, reading: Reading, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._reading = reading
        self._theme = theme
        self._following = False
        self._kept: tuple[Entry | None, str, str] = (None, "", "")
        self.ledger = FigureLedger(document, reading.knowing, self)
        self._model = FigureModel(self)
        self.filter_edit = QLineEdit(self)
        self.list = FigureList(self._model, theme, self)
        self.hint = QLabel(self.list.viewport(), textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._below = QWidget(self)
        self.sentence = QLabel(self, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.plot: RangePlot | None = None
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._build()
        self._connect()

    def sizeHint(self) -> QSize:
        """Ask for the width of the event list."""
        return QSize(340, 500)

    def minimumSizeHint(self) -> QSize:
        """Need no more height than other tabs: what is chosen never pushes the end of the window off a screen."""
        return QSize(super().minimumSizeHint().width(), _LEAST_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave words out where there is no room for them."""
        super().resizeEvent(event)
        self._show_sentence()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the figures, now that somebody looks."""
        super().showEvent(event)
        self.ledger.want(True)
        self._refill()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave them."""
        super().hideEvent(event)
        self.ledger.want(False)

    def _build(self) -> None:
        self.filter_edit.setPlaceholderText("Filter figures and owners")
        self.filter_edit.setClearButtonEnabled(True)
        self.filter_edit.setAccessibleName("Filter figures")
        self.filter_edit.setAcceptDrops(False)  # A file dropped here would become text.
        self.hint.setProperty("role", "hint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.sentence.setProperty("role", "muted")
        self.sentence.setContentsMargins(14, 6, 14, 8)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        self._splitter.addWidget(self.list)
        self._splitter.addWidget(self._below)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([_LIST_PX, _PLOT_PX])
        box = QVBoxLayout()
        box.setContentsMargins(10, 8, 10, 8)
        box.addWidget(self.filter_edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(box)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.sentence)
        self.setFocusProxy(self.list)
        self.setAutoFillBackground(True)
        self._below.hide()
        self.sentence.hide()
        self.restyle()

    def _connect(self) -> None:
        self.ledger.changed.connect(self._refill)
        self.ledger.progressed.connect(self._reading.progressed)
        self.filter_edit.textChanged.connect(self._refill)
        self.list.row_chosen.connect(self._choose)
        self.list.row_opened.connect(self._open)
        self._theme.changed.connect(self.restyle)

    def restyle(self) -> None:
        """Take the theme's colours."""
        own = self.palette()
        own.setColor(own.ColorRole.Window, self._theme.palette.panel)
        self.setPalette(own)
        self.filter_edit.setStyleSheet(f"QLineEdit {{ placeholder-text-color: {self._theme.palette.muted}; }}")

    # What is shown

    def _refill(self, *_changed: object) -> None:
        if not self.isVisible():
            return
        self._following = True
        scrolled_px = self.list.verticalScrollBar().value()
        self._model.show(self.ledger.groups, self._reading.knowing.source_of, self.filter_edit.text())
        row = self._model.row_of_entry(*self._kept)
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else self._model.index(-1))
        self.list.verticalScrollBar().setValue(scrolled_px)
        self._following = False
        self.hint.setText(self._hint())
        self.hint.setVisible(bool(self.hint.text()))
        self.hint.setGeometry(16, 16, max(self.list.viewport().width() - 32, 60), 120)
        self._show_group(row)

    def _hint(self) -> str:
        if self._model.rowCount():
            return ""
        if self.ledger.is_pending:
            return "The figures are being read…"
        if self.ledger.groups:
            return "No figure holds all of these words."
        if self._reading.knowing.as_of_s is not None:
            return "No figure had been given by then."
        return (
            "No statement of this story gives a figure.\nA figure stands with its owner: “SOHR: more than 800 killed”."
        )

    def _choose(self, row: int) -> None:
        if self._following:
            return
        entry, group = self._model.entry_at(row), self._model.group_at(row)
        if group >= 0:
            shown = self._model.groups[group]
            self._kept = (entry, shown.counted, shown.unit)
        self._show_group(row)
        if entry is not None:
            self._reading.point_at(entry.event_id, entry.statement_id)

    def _open(self, row: int) -> None:
        entry = self._model.entry_at(row)
        if entry is not None:
            self.event_activated.emit(entry.event_id)
        elif (group := self._model.group_at(row)) >= 0:
            # A heading leads to what is below it.
            self.list.setCurrentIndex(self._model.index(self._model.row_of(group, 0)))

    def _show_group(self, row: int) -> None:
        """Show the figures of the chosen group over time, where there are several."""
        group = self._model.group_at(row)
        several = group >= 0 and sum(entry.span is not None for entry in self._model.groups[group].entries) > 1
        if several:
            shown, zone = self._model.groups[group], self._reading.knowing.zone
            plot = self._plot_made()
            entry = self._model.entry_at(row)
            place = shown.entries.index(entry) if entry is not None else -1
            plot.show_figures(shown, self._model.looks(group), self._reading.knowing.source_of, zone)
            plot.show_chosen(place)
            found = [label(one.sentence) for one in self._model.disagreements(group)[:_LONGEST_SENTENCES]]
            self.sentence.setText("\n".join(f"≠ More than twice apart. {sentence}" for sentence in found))
        self._below.setVisible(several)
        self._show_sentence()

    def _show_sentence(self) -> None:
        """Show who differs below the plot, where the pane is high enough: the list marks it in any case."""
        words = bool(self.sentence.text()) and not self._below.isHidden()
        self.sentence.setVisible(words and self.height() >= _LEAST_FOR_WORDS_PX)

    def _plot_made(self) -> RangePlot:
        if self.plot is None:
            from gui.timeline.range_plot import RangePlot  # With the timeline's drawing: not before it is asked for.

            self.plot = RangePlot(self._theme, self._below)
            self.plot.figure_chosen.connect(self._choose_place)
            self.plot.figure_opened.connect(lambda place: self._open(self._row_of_place(place)))
            layout = self._below.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(0, self.plot, 1)
        return self.plot

    def _choose_place(self, place: int) -> None:
        self.list.setCurrentIndex(self._model.index(self._row_of_place(place)))

    def _row_of_place(self, place: int) -> int:
        group = self._model.group_at(self.list.currentIndex().row())
        return self._model.row_of(group, place) if group >= 0 else -1
